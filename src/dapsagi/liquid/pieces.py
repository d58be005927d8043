"""Cuts a text into what Liquid looks at and what it leaves alone.

The rules are those of `Liquid::Tokenizer`: an output reaches from `{{` to the first `}` (and must end in `}}`), a tag
from `{%` to the first `%}`, and between `raw` and `endraw` nothing is Liquid. A beginning without an end is text here,
where Liquid gives up. The time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from dapsagi.liquid.code_ranges import CodeRanges
from dapsagi.liquid.values import SPACE
from dapsagi.markup.finder import Finder


class Kind(Enum):
    """What a piece is; BROKEN begins like Liquid and is none."""

    TEXT = auto()
    OUTPUT = auto()
    TAG = auto()
    RAW = auto()
    COMMENT = auto()
    BROKEN = auto()


class Piece(NamedTuple):
    """A part of the text from `start` to `end`, with the name and the markup of a tag or the markup of an output.

    The content of a raw piece stands from `inner` to `inner_end`. The markup of a broken one says what it lacks. A dash
    at its edges trims the text before (`trims_left`) and behind it (`trims_right`).
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    markup: str = ""
    trims_left: bool = False
    trims_right: bool = False
    inner: int = 0
    inner_end: int = 0


def cut(text: str, *, spare_code: bool) -> list[Piece]:
    """Return the pieces of a text, in order and without gaps; with `spare_code`, Markdown's code is all text."""
    pieces: list[Piece] = []
    end = 0
    for piece in _Cutter(text, spare_code).pieces():
        if piece.start > end:
            pieces.append(Piece(Kind.TEXT, end, piece.start))
        pieces.append(piece)
        end = piece.end
    if end < len(text):
        pieces.append(Piece(Kind.TEXT, end, len(text)))
    return pieces


_OPENING = re.compile(r"\{[{%]")
_WHITE = f"[{SPACE}]*+"
_TAG_NAME = re.compile(rf"\{{%-?{_WHITE}(\w++){_WHITE}", re.ASCII)
_END_OUTPUT = re.compile(r"\}")
_END_TAG = re.compile(r"%\}")
_END_RAW = re.compile(rf"\{{%-?{_WHITE}endraw\b[^%]*+%\}}", re.ASCII)
_END_HIGHLIGHT = re.compile(rf"\{{%-?{_WHITE}endhighlight\b", re.ASCII)
_COMMENT = re.compile(rf"\{{%-?{_WHITE}(comment|endcomment)\b[^%]*+%\}}", re.ASCII)


class _Cutter:
    def __init__(self, text: str, spare_code: bool) -> None:
        self._text = text
        self._code = CodeRanges(text) if spare_code else None
        # Places are asked for in order, so each is searched for once.
        self._next = Finder(text).match
        self._comment_ends: dict[int, re.Match[str]] | None = None

    def pieces(self) -> Iterator[Piece]:
        position = 0
        while opening := _OPENING.search(self._text, position):
            start = opening.start()
            if self._code and (behind := self._code.end_of_code_at(start)):
                position = behind
                continue
            piece = self._output(start) if opening[0] == "{{" else self._tag(start)
            if self._code and piece.kind is not Kind.BROKEN:
                self._code.ignore_until(self._end_of_foreign_code(piece))
            yield piece
            position = piece.end

    def _output(self, start: int) -> Piece:
        closing = self._next(_END_OUTPUT, start + 2)
        if closing is None or not self._text.startswith("}}", closing.start()):
            return _broken(start, "it is not closed by `}}`")
        return self._dashed(Piece(Kind.OUTPUT, start, closing.start() + 2), start + 2)

    def _tag(self, start: int) -> Piece:
        closing = self._next(_END_TAG, start + 2)
        if closing is None:
            return _broken(start, "it is not closed by `%}`")
        name = _TAG_NAME.match(self._text, start, closing.start())
        if name is None:
            return _broken(start, "it has no name that a tag could have")
        tag = self._dashed(Piece(Kind.TAG, start, closing.end(), name[1]), name.end())
        if tag.name == "raw":
            return self._raw(tag)
        return self._comment(tag) if tag.name == "comment" else tag

    def _dashed(self, piece: Piece, inner: int) -> Piece:
        trims_left = self._text.startswith("-", piece.start + 2)
        inner = max(inner, piece.start + 2 + trims_left)
        trims_right = inner < piece.end - 2 and self._text[piece.end - 3] == "-"
        markup = self._text[inner : piece.end - 2 - trims_right].rstrip(SPACE)
        return piece._replace(markup=markup, trims_left=trims_left, trims_right=trims_right)

    def _raw(self, tag: Piece) -> Piece:
        closing = self._next(_END_RAW, tag.end)
        while closing and (behind := self._end_of_output_around(closing, tag.end)):
            closing = _END_RAW.search(self._text, behind)
        if closing is None or tag.markup:
            return _broken(tag.start, "no `{% endraw %}` follows" if closing is None else "`raw` takes nothing")
        return tag._replace(kind=Kind.RAW, end=closing.end(), inner=tag.end, inner_end=closing.start())

    def _end_of_output_around(self, closing: re.Match[str], start: int) -> int:
        """Return the end of the output that an `endraw` stands in, or 0 if it stands in none.

        Liquid cuts a text into outputs and tags first, and looks for a tag at the end of each, also of an output.
        """
        opening = self._text.rfind("{{", start, closing.start())
        end = self._text.find("}", opening) if opening >= 0 else closing.start()
        return end + 1 if closing.start() < end and self._text[end - 1] != "%" else 0

    def _comment(self, tag: Piece) -> Piece:
        if self._comment_ends is None:
            self._comment_ends = _comment_ends(self._text)
        closing = self._comment_ends.get(tag.start)
        if closing is None:
            return _broken(tag.start, "no `{% endcomment %}` follows")
        return tag._replace(kind=Kind.COMMENT, end=closing.end(), trims_right=closing[0].endswith("-%}"))

    def _end_of_foreign_code(self, piece: Piece) -> int:
        """Return up to where backquotes are not Markdown's: in a piece itself, and in code to be highlighted."""
        closing = self._next(_END_HIGHLIGHT, piece.end) if piece.name == "highlight" else None
        return closing.start() if closing else piece.end


def _broken(start: int, reason: str) -> Piece:
    return Piece(Kind.BROKEN, start, start + 2, markup=reason)


def _comment_ends(text: str) -> dict[int, re.Match[str]]:
    """Return the end of each comment by its beginning; comments nest."""
    ends: dict[int, re.Match[str]] = {}
    open_at: list[int] = []
    for found in _COMMENT.finditer(text):
        if found[1] == "comment":
            open_at.append(found.start())
        elif open_at:
            ends[open_at.pop()] = found
    return ends
