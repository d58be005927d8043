"""The tool as it is installed: its version as a key sees it, which is the code itself, and where its theme stands."""

from __future__ import annotations

import os
from functools import cache
from hashlib import blake2b
from pathlib import Path

from dapsagi import __version__


@cache
def version() -> str:
    """Return the version and a digest of the package's code and tables.

    Two checkouts may call themselves by one version; a page that the other one made is stale all the same.
    """
    package = str(Path(__file__).parent)
    code = blake2b(digest_size=8)
    # Every command asks, and `rglob` would take most of the time of the shortest ones.
    for folder, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".py", ".yml")):
                place = f"{folder}/{name}"
                code.update(place.removeprefix(package).encode() + b"\0" + Path(place).read_bytes())
    return f"{__version__}+{code.hexdigest()}"


def theme_folder() -> Path:
    """Return the folder of the built-in theme: beside the package in a wheel, at the top of a checkout."""
    package = Path(__file__).parent
    shipped = package / "theme"
    return shipped if shipped.is_dir() else package.parents[1] / "templates"
