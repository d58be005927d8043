"""A text as the stream of tokens that python-liquid parses, with the way back from each token to its source."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property

from liquid import Environment, TokenStream
from liquid.ast import Node
from liquid.exceptions import LiquidSyntaxError
from liquid.parser import get_parser
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_ILLEGAL, TOKEN_OUTPUT, TOKEN_TAG, Token

from dapsagi.liquid import lax, notices
from dapsagi.liquid.expressions import read_expression
from dapsagi.liquid.nesting import match_tags
from dapsagi.liquid.notices import Notice
from dapsagi.liquid.pieces import Kind, Piece, cut
from dapsagi.liquid.values import STRIPPED
from dapsagi.markup.options import Dialect

# Names that a text can use without having set them.
_GIVEN = frozenset({"page", "site", "jekyll", "layout", "paginator", "forloop", "tablerowloop", "include", "blank"})

# The tags whose first word is the name of a variable that they set.
_SETTERS = frozenset({"assign", "capture", "for", "tablerow", "increment", "decrement"})

# What the library calls tags too, and no text can name.
_INNER_TAGS = frozenset({TOKEN_CONTENT, TOKEN_ILLEGAL, TOKEN_OUTPUT})

_FIRST_WORD = re.compile(r"[\w-]+")


class Script(TokenStream):
    """The tokens of one text. What is found wrong with it stands in `findings`, each with its place.

    `is_own` says that the author wrote the text for this place; an include is not, and follows Jekyll's ways always.
    """

    def __init__(self, text: str, env: Environment, dialect: Dialect, *, is_own: bool) -> None:
        super().__init__(iter(()))
        self.env = env
        self.text = text
        self.dialect = dialect
        self.is_own = is_own
        self.findings: list[tuple[Notice, int]] = []
        self._shows_unknown = is_own and dialect == "dapsagi"
        self._pieces = cut(text, spare_code=self._shows_unknown)
        # The number of the piece that each token comes from, and of the first token that comes from each piece.
        self._piece_of: list[int] = []
        self._token_of: dict[int, int] = {}
        self._mended: set[int] = set()
        self._nesting = match_tags(self._pieces)
        self._partners = self._nesting.matched()
        self._tags = env.tags.keys() - _INNER_TAGS
        self._write_tokens()

    def parse(self) -> list[Node]:
        """Return the nodes of the text; this never fails."""
        return get_parser(self.env).parse(self)

    def into_inner(self, *, tag: Token | None = None, eat: bool = True) -> TokenStream:
        """Return the tokens of the current expression."""
        token = self.current
        if token.kind != TOKEN_EXPRESSION:
            raise LiquidSyntaxError("it says nothing of what it is about", token=tag or token)
        if eat:
            next(self)
        return read_expression(token)

    def span(self, index: int) -> tuple[int, int]:
        """Return the place of the piece that token `index` comes from."""
        piece = self._pieces[self._piece_of[index]]
        return piece.start, piece.end

    def begin_again(self, index: int, error: LiquidSyntaxError) -> None:
        """Go back to token `index`, whose tag could not be read: it will be read loosely, and then be text."""
        self.pos = index
        number = self._piece_of[index]
        if not self._shows_unknown and number not in self._mended and self._mend(number):
            return
        source = self._source(number)
        self._give_up(index, notices.unreadable(source, str(error.message), self.dialect))

    def refuse(self, index: int, names: list[str]) -> bool:
        """Note that a block depends on unknown names; go back and take it for text if unknown things are shown here."""
        number = self._piece_of[index]
        notice = notices.unknown_condition(self._source(number), names, self.dialect)
        if not self._shows_unknown:
            self.findings.append((notice, self._pieces[number].start))
            return False
        self.pos = index
        self._give_up(index, notice)
        return True

    @cached_property
    def known_names(self) -> Collection[str] | None:
        """The names that mean something in this text; None if any name may, because of an include."""
        if not self.is_own or any(piece.name.startswith("include") for piece in self._pieces):
            return None
        setters = (piece.markup for piece in self._pieces if piece.name in _SETTERS)
        return _GIVEN | {found[0] for markup in setters if (found := _FIRST_WORD.search(markup))}

    # How the tokens are written

    def _write_tokens(self) -> None:
        end_of_unreachable = 0
        for number, piece in enumerate(self._pieces):
            if number in self._nesting.unreachable and number >= end_of_unreachable:
                end_of_unreachable = self._nesting.unreachable[number]
                self.findings.append((notices.unreachable(self._source(number)), piece.start))
            if number < end_of_unreachable:
                continue
            self._token_of[number] = len(self.tokens)
            match piece.kind:
                case Kind.TEXT:
                    self._add_text(number, piece)
                case Kind.RAW:
                    self._add(number, TOKEN_CONTENT, self.text[piece.inner : piece.inner_end], piece.inner)
                case Kind.OUTPUT:
                    self._add(number, TOKEN_OUTPUT, "", piece.start)
                    self._add(number, TOKEN_EXPRESSION, piece.markup, piece.start)
                case Kind.BROKEN:
                    self._add_source(number, piece)
                    head = self.text[piece.start : piece.start + 40]
                    self.findings.append((notices.unreadable(head, piece.markup, self.dialect), piece.start))
                case Kind.TAG:
                    self._add_tag(number, piece)

    def _add_tag(self, number: int, piece: Piece) -> None:
        source = self._source(number)
        reason = self._nesting.stray.get(number)
        if reason is not None:
            self._add_source(number, piece)
            if reason:
                self.findings.append((notices.stray(source, reason, self.dialect), piece.start))
        elif piece.name in self._tags or number in self._partners:
            self._add(number, TOKEN_TAG, piece.name, piece.start)
            # What stands behind the name of an end is not looked at: `{% endhighlight java %}`.
            if piece.markup and piece.name != "else" and not piece.name.startswith("end"):
                self._add(number, TOKEN_EXPRESSION, piece.markup, piece.start)
        else:
            self._add_source(number, piece)
            self.findings.append((notices.unknown_tag(source, piece.name, self._tags, self.dialect), piece.start))

    def _add_text(self, number: int, piece: Piece) -> None:
        start, end = piece.start, piece.end
        if number and self._trims(number - 1) and self._pieces[number - 1].trims_right:
            start = end - len(self.text[start:end].lstrip(STRIPPED))
        if number + 1 < len(self._pieces) and self._trims(number + 1) and self._pieces[number + 1].trims_left:
            end = start + len(self.text[start:end].rstrip(STRIPPED))
        self._add(number, TOKEN_CONTENT, self.text[start:end], start)

    def _trims(self, number: int) -> bool:
        return self._pieces[number].kind is not Kind.BROKEN and number not in self._nesting.stray

    def _add_source(self, number: int, piece: Piece) -> None:
        self._add(number, TOKEN_CONTENT, self._source(number), piece.start)

    def _add(self, number: int, kind: str, value: str, start: int) -> None:
        self.tokens.append(Token(kind, value, start, self.text))
        self._piece_of.append(number)

    # How tokens become others

    def _source(self, number: int) -> str:
        piece = self._pieces[number]
        return self.text[piece.start : piece.end]

    def _members(self, number: int) -> Sequence[int]:
        return (number, *self._nesting.partners.get(number, ()))

    def _mend(self, number: int) -> bool:
        """Put what Liquid's lax parser reads in the place of a markup and of its branches'; say whether it differs."""
        self._mended.add(number)
        differs = False
        for member in self._members(number):
            index = self._token_of[member] + 1
            token = self.tokens[index] if index < len(self.tokens) else None
            if token and token.kind == TOKEN_EXPRESSION and self._piece_of[index] == member:
                mended = lax.mend(self._pieces[member].name, token.value)
                if mended is not None and mended != token.value:
                    self.tokens[index] = token._replace(value=mended)
                    differs = True
                    if self._pieces[member].kind is Kind.TAG:
                        notice = notices.read_loosely(self._source(member), mended)
                        self.findings.append((notice, self._pieces[member].start))
        return differs

    def _give_up(self, index: int, notice: Notice) -> None:
        number = self._piece_of[index]
        self.findings.append((notice, self._pieces[number].start))
        for member in self._members(number):
            first = self._token_of[member]
            self.tokens[first] = Token(TOKEN_CONTENT, self._source(member), self._pieces[member].start, self.text)
            if first + 1 < len(self.tokens) and self._piece_of[first + 1] == member:
                self.tokens[first + 1] = Token(TOKEN_CONTENT, "", self._pieces[member].end, self.text)


def read_tag(stream: TokenStream) -> tuple[Token, str]:
    """Return the token of a tag and its markup; the stream is left on the last token of the tag."""
    token = stream.expect(TOKEN_TAG)
    if stream.peek.kind != TOKEN_EXPRESSION:
        return token, ""
    next(stream)
    return token, stream.current.value


def source_of(token: Token, end: str = "%}") -> str:
    """Return a tag, or what ends otherwise, as it is written."""
    return token.source[token.start_index : token.source.find(end, token.start_index) + len(end)]
