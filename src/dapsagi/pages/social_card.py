"""What the picture of a post says where its address is shared: the title, the journey, the blog."""

from __future__ import annotations

import re

import msgspec

from dapsagi.digest import digest

#: Where these pictures stand in the finished site.
CARDS = "assets/dapsagi/cards/"

# Raised whenever a card looks other than before.
_VERSION = 1

# Letters that the font of the cards has: Latin, Greek, Hangul and its single letters.
_KNOWN = "\u0020-\u007e\u00a1-\u017f\u0391-\u03c9\u2010-\u2027\u2030-\u203f\u20ac\u2122\u2190-\u2193\u3001\u3002"
_UNKNOWN = re.compile(f"[^{_KNOWN}\u3008-\u3011\u3131-\u318e\uac00-\ud7a3]")


class SocialCard(msgspec.Struct, frozen=True):
    """A picture of 1200 by 630 pixels; `color` is that of the journey (0-7), which may be empty."""

    title: str
    blog: str
    journey: str = ""
    color: int = 0

    @property
    def path(self) -> str:
        """The picture's path in the finished site, which changes with what it shows."""
        return f"{CARDS}{digest((_VERSION, self))}.png"


def make_card(title: str, blog: str, journey: str, color: int) -> SocialCard | None:
    """Make a card; None for words in letters that its font does not have.

    Signs that it does not have (emoji) are left out.
    """
    title, blog, journey = (" ".join(_UNKNOWN.sub(_drop_sign, text).split()) for text in (title, blog, journey))
    if not title or _UNKNOWN.search(title + blog + journey):
        return None
    return SocialCard(title, blog, journey, color)


def _drop_sign(match: re.Match[str]) -> str:
    return match[0] if match[0].isalpha() else " "
