"""The characters that entities stand for, and those of typographic symbols.

Source: kramdown's syntax page, "Typographic Symbols" and "HTML Entities" (under "HTML Spans").
"""

from __future__ import annotations

from html.entities import name2codepoint

# What browsers make of the numbers that Windows-1252 gives to punctuation.
WINDOWS = dict(zip(range(128, 160), "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ", strict=True))
NAMES = {**{name: chr(point) for name, point in name2codepoint.items()}, "apos": "'", "vellip": "⋮"}
# kramdown has left and right exchanged in two pairs; a blog that moves in keeps what its readers saw.
AS_JEKYLL = {**NAMES, "lceil": "⌉", "rceil": "⌈", "lang": "\u232a", "rang": "\u2329"}
_NBSP = "\u00a0"

SYMBOLS = {
    "hellip": "…",
    "mdash": "—",
    "ndash": "–",
    "laquo": "«",
    "raquo": "»",
    "laquo_space": "«" + _NBSP,
    "raquo_space": _NBSP + "»",
}


def entity(name: str) -> str:
    """Return the character of an entity that an option gives by name or by number."""
    return chr(int(name)) if name.isdecimal() else NAMES.get(name, name)
