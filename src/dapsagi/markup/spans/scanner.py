"""What the span parser scans for: the characters that may begin something."""

from __future__ import annotations

import re
from functools import lru_cache

_TYPOGRAPHIC = ("--", r"\.\.\.", ">>", " >>")


class Scanner:
    """The regular expressions that find the next trigger: anywhere, within a link, and within raw HTML.

    Each alternative begins with a literal, so that Python's `re` skips all other characters fast.
    """

    def __init__(self, triggers: tuple[str, ...]) -> None:
        self.everywhere = re.compile("|".join(triggers))
        self.in_link = re.compile("|".join((r"\]", *triggers)))
        self.in_raw = re.compile("<")


@lru_cache(maxsize=16)
def scanner(triggers: tuple[str, ...], gfm: bool, typographic: bool, hard_wrap: bool) -> Scanner:
    """Return the scanner for these options; `triggers` are patterns of the dialect."""
    if typographic:
        triggers += _TYPOGRAPHIC
    triggers += (r"\n",) if hard_wrap else (r"  \n",)
    return Scanner((*triggers, "~~") if gfm else triggers)
