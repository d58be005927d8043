"""Emphasis as its author meant it, where kramdown shows the delimiters.

- `_강조_는`: a Korean particle may touch the closing underscore.
- `***text\\***`: some editors export an escaped asterisk into the closing delimiter.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from dapsagi.markup.grammar import SPACE
from dapsagi.markup.spans.emphasis import EM, EMPHASES, STRONG, parse_emphasis
from dapsagi.markup.spans.parser import SpanParser
from dapsagi.markup.spans.triggers import End, Scope

# A run of underscores is a blank to be filled in.
_BEFORE = frozenset((*SPACE, "_"))
# Hangul: jamo, compatibility jamo, syllables.
_HANGUL = (("\u1100", "\u11ff"), ("\u3130", "\u318f"), ("\uac00", "\ud7a3"))


def _before_particle(delimiter: str) -> Scope:
    """Return the scope of emphasis that a particle may follow."""
    starts, is_usual = EMPHASES[delimiter].end

    def is_at(spans: SpanParser, pos: int) -> bool:
        if is_usual(spans, pos):
            return True
        text, after = spans.text, pos + len(delimiter)
        return (
            text.startswith(delimiter, pos)
            and not text.startswith("_", after)
            and text[pos - 1] not in _BEFORE
            and spans.has_content
            and any(first <= text[after : after + 1] <= last for first, last in _HANGUL)
        )

    return EMPHASES[delimiter]._replace(end=End(starts, is_at))


EMPHASES_BEFORE_PARTICLES = {**EMPHASES, "_": _before_particle("_"), "__": _before_particle("__")}


def _stray(delimiter: str) -> Scope:
    """Return the scope of emphasis at whose end the first asterisk is escaped."""
    end = End("\\", lambda spans, pos: spans.text.startswith("\\" + delimiter, pos) and spans.has_content)
    return Scope("em" if delimiter == "***" else "strong", EM | STRONG, end)


_STRAY = {delimiter: _stray(delimiter) for delimiter in ("**", "***")}


def parse_asterisks(spans: SpanParser, pos: int) -> bool:
    """Parse emphasis; an escaped asterisk at its end belongs to the delimiter."""
    text = spans.text
    if text.startswith("**", pos) and spans.finder.find("\\**", pos) >= 0 and _parse_stray(spans, pos):
        return True
    return parse_emphasis(spans, pos)


def _parse_stray(spans: SpanParser, pos: int) -> bool:
    text = spans.text
    delimiter = "***" if text.startswith("***", pos) else "**"
    start = pos + len(delimiter)
    stray = spans.finder.find("\\" + delimiter, start)
    if stray <= start or text.find(delimiter, start) != stray + 1 or spans.open & (EM | STRONG):
        return False
    if text[start] in SPACE or text.startswith("*", stray + 1 + len(delimiter)):
        return False
    if delimiter == "**" and text.find("**", stray + 3) >= 0:
        # Another pair closes it: the escaped asterisk is text.
        return False
    outer = Element("strong")
    inner = Element("em") if delimiter == "***" else outer
    if not spans.walk(inner, _STRAY[delimiter], start):
        return False
    if inner is not outer:
        outer.append(inner)
    spans.pos += 1 + len(delimiter)
    spans.append(outer)
    return True
