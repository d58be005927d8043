"""Rules for what was probably meant otherwise: what a reader sees of a body, against what its author typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise

from dapsagi.markup.body import Body, fill_markers
from dapsagi.problems import Problem, Severity, Span

_HEADING = re.compile(r"<h([1-6])\b[^<>]*>(.*?)</h\1>", re.I | re.S)
_CODE = re.compile(r"<(pre|code|script|style|textarea)\b[^<>]*>.*?(?:</\1>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_PARAGRAPH = re.compile(r"<p\b[^<>]*>(.*?)</p>", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<br\b[^<>]*>\s*", re.I)
_LIST_LINE = re.compile(r"(?:[-*+•]|\d{1,2}[.)](?!\d)|[가나다라마바사아자차카타파하]\.)\s*\S")
_MARKED = re.compile(r"(?:[-*+]\s+(?![-*+\s])|\d{1,2}[.)]\s)")
# Patterns of files and addresses, and the sign itself: `/api/**`, `props.***`, `지수(**)`.
_WILDCARD = re.compile(r"(?<=/)\*{2,}|(?<=[A-Za-z][.-])\*{3}(?!\*)|\(\*{2,3}\)")
_ESCAPED_END = re.compile(r"[^\s*\\/](?:\*{1,2}\\\*|\\\*\*{0,2})(?![\w*])")
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})")
_INLINE_CODE = re.compile(r"(`+)(?:(?!\1).)+\1")
# What a writing program puts for the alternative text of an image, and nobody has written.
_SAYS_NOTHING = re.compile(
    r"(?:img|image|images|사진|그림|이미지|png|jpg|alt|alt text|untitled|스크린샷|screenshot)\d*", re.I
)


def find_writing_problems(body: Body, text: str, path: str, first_line: int) -> Iterator[Problem]:
    """Find what was probably meant otherwise in the body made from `text`, which begins at `first_line` of `path`."""
    places = _Places(text, path, first_line)
    for link in body.links:
        if link.element == "img" and link.attribute == "src":
            yield from _alt(link.text, link.target, places.line(link.line))
    shown = _CODE.sub("", fill_markers(body.html, lambda _: ""))
    yield from _headings(shown, places)
    for line in _lines(shown):
        words = _WILDCARD.sub("", line)
        if "**" in words:
            after = words.partition("**")[2][:12].split("\n")[0]
            message = f'two stars stand on the page as they are, near "{_around(words, "**")}"'
            hint = "put a space or a <b> where the emphasis begins or ends, or write \\*\\* for stars"
            yield _problem("W203", message, places.find("**" + after, "**"), hint)
    yield from _lost_lists(shown, places)
    for number, line in _prose(text):
        # A star of the text itself, as in `**\\*.so**`, leaves those of the emphasis in pairs.
        if _ESCAPED_END.search(line) and line.replace("\\*", "").count("*") % 2:
            message = "a backslash keeps a star from ending the emphasis"
            yield _problem("W204", message, places.line(number), "remove the backslash")


# --- Details ----------------------------------------------------------------------------------------------------


class _Places:
    """Where things stand in the source."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._text = text
        self._path = path
        self._first_line = first_line

    def line(self, line: int) -> Span:
        return Span(self._path, line + self._first_line - 1 if line else 0)

    def find(self, *words: str) -> Span:
        """Return the line of the first of `words` that the source has, of the whole file if it has none."""
        for each in words:
            start = self._text.find(each) if each.strip() else -1
            if start >= 0:
                return self.line(self._text.count("\n", 0, start) + 1)
        return Span(self._path)


def _problem(code: str, message: str, span: Span, hint: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(code, severity, message, span, hint)


def _alt(alt: str, target: str, span: Span) -> Iterator[Problem]:
    if not alt.strip():
        message = f"the image {target} has no text for those who do not see it"
        yield _problem("W201", message, span, "say between ![ and ] what it shows")
    elif _SAYS_NOTHING.fullmatch(alt.strip()):
        message = f'"{alt.strip()}" does not say what the image {target} shows'
        yield _problem("W201", message, span, "say between ![ and ] what it shows", Severity.NOTE)


def _headings(shown: str, places: _Places) -> Iterator[Problem]:
    before = 0
    for found in _HEADING.finditer(shown):
        level = int(found[1])
        # The title of the post is the heading of level 1; some authors begin at 3 for its size.
        if before and level > before + 1:
            words = unescape(_TAG.sub("", found[2])).strip()
            named = f'the heading "{words}"' if words else "a heading of code alone"
            message = f"{named} is of level {level}, and the one before it of level {before}"
            span = places.find("#" * level + " " + words, words)
            yield _problem("W202", message, span, f"write {'#' * (before + 1)} {words}", Severity.NOTE)
        before = level


def _lines(shown: str) -> Iterator[str]:
    """Yield the text of each block that has stars in it."""
    for block in re.split(r"</(?:p|li|h[1-6]|td|th|dd|dt|blockquote|div)>", shown):
        if "**" in block:
            yield unescape(_TAG.sub("", block))


def _around(words: str, mark: str) -> str:
    start = words.index(mark)
    return " ".join(words[max(start - 12, 0) : start + 16].split())


def _lost_lists(shown: str, places: _Places) -> Iterator[Problem]:
    for paragraph in _PARAGRAPH.finditer(shown):
        lines = [unescape(_TAG.sub("", line)).strip() for line in _BREAK.sub("\n", paragraph[1]).split("\n")]
        # One such line may be a dash or a sum; two in a row are a list, and one with its mark set off after a line.
        if lines[0].startswith("|"):
            # A table that became none.
            continue
        for before, line in pairwise(lines):
            if _LIST_LINE.match(line) and (_LIST_LINE.match(before) or (before and _MARKED.match(line))):
                first = before if _LIST_LINE.match(before) else line
                message = f'the list at "{first[:24]}" became part of a paragraph'
                hint = "leave a line empty before the list, and a space after each - or number"
                yield _problem("W205", message, places.find(first, first[:12]), hint)
                break


def _prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that are no code, with their numbers from 1."""
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif found:
            fence = found[1]
        elif not line.startswith(("    ", "\t")):
            yield number, _INLINE_CODE.sub("", line)
