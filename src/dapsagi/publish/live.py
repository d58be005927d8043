"""After publishing: whether the new site is online, by the build id that it carries."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from typing import Literal, TypeAlias
from urllib.parse import quote

from dapsagi.publish.workflow import BUILD_FILE

Verdict: TypeAlias = Literal["online", "not yet", "unreachable"]

_PATIENCE = 10
_PAUSE = 5.0


def await_build(address: str, build: str, seconds: float, *, pause: float = _PAUSE) -> Verdict:
    """Ask the site at `address` for its build id until it is `build`, for so many seconds at most.

    A host that does not answer at all ends the waiting: there is no network, or no such host yet.
    """
    end = time.monotonic() + seconds
    # GitHub keeps answers for ten minutes; a query is another address to it.
    place = f"{address.rstrip('/')}/{BUILD_FILE}?{quote(build)}"
    while True:
        verdict = _ask(place, build)
        if verdict != "not yet" or time.monotonic() + pause > end:
            return verdict
        time.sleep(pause)


def _ask(place: str, build: str) -> Verdict:
    try:
        with urllib.request.urlopen(place, timeout=_PATIENCE) as answer:
            found: bytes = answer.read(200)
    except urllib.error.HTTPError as error:
        error.close()
        return "not yet"
    except (OSError, ValueError):
        return "unreachable"
    return "online" if found.decode(errors="replace").strip() == build else "not yet"
