"""Titles in the form that marks are found in."""

from __future__ import annotations

import html
import re
import unicodedata

_WIDE = str.maketrans("（）［］＃：／～－．，｜丨│＜＞０１２３４５６７８９", "()[]#:/~-.,|||<>0123456789")
_STATE = re.compile(r"[(\[]\s?(?i:미완성?|작성\s?중|수정\s?중|진행\s?중|정리\s?중|wip|draft|todo|yet)\s?[)\]]")
_WIDE_LETTER = re.compile(f"[{re.escape(''.join(map(chr, _WIDE)))}]")


def plain(title: str) -> str:
    """Return a title in the form that marks are found in: composed letters, ASCII punctuation, single spaces.

    What it says of its own state, as `(작성 중)` does, is no part of it.
    """
    if not title.isascii():
        title = unicodedata.normalize("NFC", title)
        if _WIDE_LETTER.search(title):
            title = title.translate(_WIDE)
    if not title.isprintable():
        title = "".join(letter for letter in title if letter.isprintable() or letter.isspace())
    if "&" in title:
        title = html.unescape(title)
    if ("(" in title or "[" in title) and _STATE.search(title):
        title = _STATE.sub(" ", title)
    return " ".join(title.replace("\\", "").split())
