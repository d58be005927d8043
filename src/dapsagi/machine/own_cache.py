"""Where the tool keeps what is the same for every blog of whoever uses it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def own_cache() -> Path | None:
    """Return the tool's folder among the caches of this user, which need not be there; None where there is no home.

    On Linux it follows the XDG Base Directory Specification (https://specifications.freedesktop.org/basedir-spec/).
    """
    with suppress(RuntimeError):
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "dapsagi/Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library/Caches/dapsagi"
        place = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return (place if place.is_absolute() else Path.home() / ".cache") / "dapsagi"
    return None
