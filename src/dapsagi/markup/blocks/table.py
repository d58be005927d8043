"""Tables. Source: kramdown's syntax page, "Tables".

A pipe within a code span is text. So each row is cut into code spans and the rest before it is cut into cells; and a
run of lines is a table only if each of them has a pipe outside of code spans and HTML.
"""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Block
from dapsagi.markup.blocks.parser import BlockParser
from dapsagi.markup.grammar import STRIPPED
from dapsagi.markup.html_syntax import BLOCK_ELEMENTS, CLOSE_TAG, TAG, VOID_ELEMENTS, tag_name
from dapsagi.markup.spans.codespan import find_codespan

_SEPARATOR = re.compile(r"((?=[+|: \t]*+-)[+|: \t-]++)\n")
_FOOTER_SEPARATOR = re.compile(r"(?=[+|: \t]*+=)[+|: \t=]++\n")
_ALIGNMENT = re.compile(r"[ \t]?(:?)-+(:?)[ \t]?")
_PIPE = re.compile(r"\||.*?[^\\\n]\|")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_CODE_ELEMENT = re.compile(r"(<code.*?>.*?</code>)")
_FORMULA = re.compile(r"(?<![\\\w$])\$(?![\s$])(?=[^$]*[\\^_=(){}])[^$`\n]+(?<![\s\\])\$(?![\w$])")
_CODE = re.compile("`+")
_CODE_OR_HTML = re.compile("`+|<")

_ALIGNMENTS = {("", ""): "", (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}


def parse_table(parser: BlockParser) -> bool:
    """Parse a table that stands between two block boundaries."""
    text, start = parser.text, parser.pos
    line_end = text.find("\n", start)
    if text.find("|", start, line_end) < 0 or not parser.after_block_boundary():
        return False
    first = start
    while first < start + 3 and text[first] == " ":
        first += 1
    if not _PIPE.match(text, first, line_end):
        return False
    line = parser.line()
    # An attribute list before what turns out to be no table is lost.
    ial, parser.block_ial = parser.block_ial, None
    table = _Rows(parser, leading_pipe=text[start:line_end].lstrip(" \t").startswith("|"))
    table.take()
    sections = _sections(parser, table, start)
    if not sections:
        parser.pos, parser.no_table = start, parser.pos
        return False
    block = parser.add(Block("table", line=line))
    block.ial = ial
    block.children = sections
    columns = table.columns
    for section in sections:
        for row in section.children:
            row.children += [Block("td", line=row.line) for _ in range(columns - len(row.children))]
    block.options["alignment"] = (table.alignment + [""] * columns)[:columns]
    return True


def _sections(parser: BlockParser, table: _Rows, start: int) -> list[Block]:
    """Return the sections of the table that was read, or none if its lines are no table after all."""
    if not parser.before_block_boundary() or not _has_pipes(parser.text[start : parser.pos - 1]):
        return []
    if parser.document.extended and not (table.separated or table.piped):
        # A pipe in a sentence makes no table.
        return []
    sections = table.finish()
    return sections if any(section.kind == "tbody" for section in sections) else []


class _Rows:
    """The rows of a table, gathered into its sections as separator lines are met."""

    def __init__(self, parser: BlockParser, *, leading_pipe: bool) -> None:
        self._parser = parser
        self._leading_pipe = leading_pipe
        self._rows: list[Block] = []
        self._sections: list[Block] = []
        self._has_footer = False
        self.alignment: list[str] = []
        self.columns = 0
        # Whether a line of dashes is among the rows, and whether each row begins with a pipe.
        self.separated = False
        self.piped = True

    def take(self) -> None:
        parser, text = self._parser, self._parser.text
        end = len(text)
        if match := _SEPARATOR.match(text, parser.pos):
            parser.pos = match.end()
        while parser.pos < end and _PIPE.match(text, parser.pos):
            if match := _SEPARATOR.match(text, parser.pos):
                self.separated = True
                self._separate(match[1])
                parser.pos = match.end()
            elif match := _FOOTER_SEPARATOR.match(text, parser.pos):
                if self._rows:
                    self._close("tbody", force=True)
                self._has_footer = True
                parser.pos = match.end()
            else:
                line_end = text.index("\n", parser.pos)
                self._add_row(text[parser.pos : line_end].rstrip(" \t"))
                parser.pos = line_end + 1

    def finish(self) -> list[Block]:
        if self._rows:
            self._close("tfoot" if self._has_footer else "tbody")
        return self._sections

    def _separate(self, line: str) -> None:
        if not self._rows:
            return
        if not self.alignment and not self._has_footer:
            self._close("thead")
            self.alignment = [_ALIGNMENTS[marks] for marks in _ALIGNMENT.findall(line)]
        else:
            self._close("tbody")

    def _close(self, kind: str, *, force: bool = False) -> None:
        if self._has_footer and kind == "tbody" and not force:
            return
        section = Block(kind)
        section.children, self._rows = self._rows, []
        self._sections.append(section)

    def _add_row(self, line: str) -> None:
        if self._parser.document.extended and "$" in line:
            # A formula is one piece: P(A|B) is no two cells. It looks like one, for `$A | B$` may be two variables.
            line = _FORMULA.sub(lambda match: _UNESCAPED_PIPE.sub(r"\\|", match[0]), line)
        cells = _cells(line)
        self.piped = self.piped and line.lstrip(" \t").startswith("|")
        if self._leading_pipe and not cells[0].strip(STRIPPED):
            del cells[0]
        if cells and not cells[-1].strip(STRIPPED):
            cells.pop()
        row = Block("tr", line=self._parser.line())
        row.children = [Block("td", cell.strip(STRIPPED), row.line) for cell in cells]
        self.columns = max(self.columns, len(cells))
        self._rows.append(row)


def _cells(line: str) -> list[str]:
    """Cut a row at its pipes; code spans are rewritten with their shortest delimiter, their pipes are text."""
    if "`" not in line and "<code" not in line:
        return [cell.replace("\\|", "|") for cell in _UNESCAPED_PIPE.split(line)]
    cells: list[str] = []

    def add(pieces: list[str]) -> None:
        if cells:
            cells[-1] += pieces[0]
            cells.extend(pieces[1:])
        else:
            cells.extend(pieces)

    for index, part in enumerate(_CODE_ELEMENT.split(line)):
        if index % 2:
            add([part])
            continue
        for is_code, piece in _pieces(part, _CODE):
            if is_code:
                delimiter = max((run[0] for run in re.finditer("`+", piece)), default="") + "`"
                room = " " if len(delimiter) > 1 else ""
                add([f"{delimiter}{room}{piece}{room}{delimiter}"])
            else:
                add([cell.replace("\\|", "|") for cell in _UNESCAPED_PIPE.split(piece)])
    return cells or [""]


def _has_pipes(text: str) -> bool:
    """Whether each line has a pipe outside of code spans and HTML elements."""
    if "`" not in text and "<" not in text:
        return all(_PIPE.match(line) for line in text.split("\n"))
    pipe_on_line = False
    for is_code, piece in _pieces(text, _CODE_OR_HTML):
        lines = piece.rstrip("\n").split("\n") if piece.strip("\n") else []
        if is_code:
            if len(lines) > 2 or (len(lines) == 2 and not pipe_on_line):
                return pipe_on_line
            if len(lines) == 2:
                pipe_on_line = False
        else:
            if len(lines) > 1 and not pipe_on_line and not _PIPE.match(lines[0]):
                return pipe_on_line
            pipe_on_line = (pipe_on_line and len(lines) <= 1) or bool(lines and _PIPE.match(lines[-1]))
    return pipe_on_line


def _pieces(text: str, opaque: re.Pattern[str]) -> list[tuple[bool, str]]:
    """Cut a text at what is `opaque`: into code spans without delimiters and other text; HTML elements are left out."""
    pieces: list[tuple[bool, str]] = []
    pos = start = 0
    while match := opaque.search(text, pos):
        begin, code = match.start(), None
        if match[0] == "<":
            end = _element_end(text, begin)
            pos = end or begin + 1
        else:
            code, end = find_codespan(text, begin)
            pos = end
            end = 0 if code is None else end
        if not end:
            continue
        if begin > start:
            pieces.append((False, text[start:begin]))
        if code is not None:
            pieces.append((True, code))
        start = end
    if start < len(text):
        pieces.append((False, text[start:]))
    return pieces


def _element_end(text: str, pos: int) -> int:
    """Return where the HTML element or comment at `pos` ends, or 0 if there is none."""
    if text.startswith("<!--", pos):
        return 0
    match = TAG.match(text, pos)
    if not match:
        return 0
    name = tag_name(match[1])
    if name in BLOCK_ELEMENTS:
        return 0
    if match[3] or name in VOID_ELEMENTS:
        return match.end()
    depth = 1
    for tag in re.compile(rf"</?{re.escape(name)}\b[^>]*>", re.IGNORECASE).finditer(text, match.end()):
        if CLOSE_TAG.match(text, tag.start()):
            depth -= 1
            if not depth:
                return tag.end()
        elif not tag[0].endswith("/>"):
            depth += 1
    return len(text)
