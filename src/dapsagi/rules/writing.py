"""Rules for what was probably meant otherwise: what a reader sees of a body, against what its author typed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import yaml

from dapsagi.addresses.targets import WIKI
from dapsagi.markup.additions.comments import CLOSE
from dapsagi.markup.body import Body, Link, fill_markers, words_of
from dapsagi.problems import Problem, Severity, Span

_HEADING = re.compile(r"<h([1-6])\b[^<>]*>(.*?)</h\1>", re.I | re.S)
_CODE = re.compile(r"<(pre|code|script|style|textarea)\b[^<>]*>.*?(?:</\1>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_PARAGRAPH = re.compile(r"<p\b[^<>]*>(.*?)</p>", re.I | re.S)
_BREAK = re.compile(r"<br\b[^<>]*>\s*", re.I)
_LIST_LINE = re.compile(r"(?:[-+](?![->+\d])|\*(?!\*)|\d{1,2}[.)](?!\d)|[가나다라마바사아자차카타파하]\.)\s*\S")
_MARKED = re.compile(r"(?:[-*+]\s+(?![-*+\s])|\d{1,2}\.\s)")
_PARENTHESIS = re.compile(r"\d{1,2}\)")
# The sign itself, patterns of files and addresses, an operator, what hides digits, a rule of stars, named arguments:
# `"**"`, `지수(**)`, `/api/**`, `props.***`, `x ** 2`, `010-****-5678`, `*****`, `**kwargs`.
_WILDCARD = re.compile(
    r"[“‘'\"]\*{2,3}[”’'\"]"
    r"|(?<=/)\*{2,}|(?<=[A-Za-z][.-])\*{3}(?!\*)|\(\*{2,3}\)|(?<=[\w)]) \*\*=? (?=[\w(])|\*\*=|\*{4,}"
    r"|\b(?:void|char|int|float|double|const|\w+_t)\s?\*\*|(?<=[\d-])\*{2,}|\*\*(?:kw\w*|opts|options|params|dict\w*)\b",
    re.A,
)
_OPENING = re.compile(r"(?<![\w*])\*\*(?=[^\s*])")
_STARS = re.compile(r"\*\*")
# An emphasis that is as it should be.
_PAIR = re.compile(r"(?<![\w*])\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*(?!\*)")
# An emphasis that begins, and then a star that ends nothing.
_ESCAPED_END = re.compile(r"(?<![\\*\w])\*{1,3}[^\s*\\][^*\\]*?(?<!/)(?:\*{1,2}\\\*|\\\*\*{0,2})(?![\w*])")
_FORMULA = re.compile(r"(\$+)(?:(?!\1).)+\1|\\\\\(.*?\\\\\)")
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})")
_TERMS = frozenset({"tag", "tags", "category", "categories"})
_WORDED = frozenset({"title", "subtitle", "description", "excerpt", "series"}) | _TERMS
# Who means a comment leaves a space behind its sign.
_COMMENTED = re.compile(r"(\w+:|\s*-)(\s++(?:[^\"'>|\[{#&*!].*?)?)(?<=\s)(#\w.*)")
# Beside a value, what its key is called tells the next author what to write there.
_NAMES_THE_KEY = re.compile(
    r"#(?:title|subtitle|desc|excerpt|series|tag|categor|제목|부제|설명|요약|시리즈|태그|카테고리|분류)", re.I
)
# What begins a text that may go on for several lines, in which nothing is a comment.
_TEXTS = ("|", ">", '"', "'")
_INLINE_CODE = re.compile(r"(`+)(?:(?!\1).)+\1")
# What a writing program puts for the alternative text of an image, and nobody has written.
_SAYS_NOTHING = re.compile(
    r"(?:img|image|images|사진|그림|이미지|png|jpg|alt|alt text|untitled|스크린샷|screenshot)\d*", re.I
)


def find_writing_problems(
    body: Body, text: str, path: str, first_line: int, *, kramdown: bool = False
) -> Iterator[Problem]:
    """Find what was probably meant otherwise in the body made from `text`, which begins at `first_line` of `path`.

    `kramdown` says that the text is read as Jekyll reads it, without what this tool adds.
    """
    places = _Places(text, path, first_line)
    shown = _CODE.sub("", fill_markers(body.html, lambda _: ""))
    lines = list(_prose(text))
    for link in body.links:
        if link.element == "img" and link.attribute == "src":
            yield from _alt(link, places)
    yield from _headings(shown, places)
    yield from _stars(shown, places)
    # A formula at the head of a line is a word of it: `$p$-급수` is no item of a list.
    yield from _lost_lists(_CODE.sub("", fill_markers(body.html, lambda _: "", lambda _: "x")), places)
    yield from _marks_of_others(shown, places, kramdown)
    yield from _marks_of_git(lines, places)
    yield from _escaped_stars(lines, places)


def find_header_problems(lines: Sequence[str], path: str) -> Iterator[Problem]:
    """Find what YAML drops as a comment although it was meant: `title: C# #1`, `tags: #ml`, `- #ml`.

    `lines` are those of the file `path` from the first on, as far as its front matter goes.
    """
    key = ""
    for number, line in enumerate(lines, 1):
        if ":" in line and line[:1].isalpha():
            key, _, value = line.partition(":")
            key = "" if value.lstrip().startswith(_TEXTS) else key
        found = _COMMENTED.match(line)
        if found and key in _WORDED:
            kept, dropped = found[2].strip(), found[3].rstrip()
            if kept and _NAMES_THE_KEY.match(dropped):
                continue
            said = f'"{kept}" is all of it' if kept else "nothing is left of it"
            message = f'"{dropped}" is a comment for YAML, and {said}'
            hint = f"write {found[1].strip()} {_meant(kept, dropped, key in _TERMS, '-' in found[1])}"
            yield _problem("W212", message, Span(path, number), hint)


def _meant(kept: str, dropped: str, is_term: bool, is_item: bool) -> str:
    """Return in YAML what was meant by a value of which `dropped` became a comment: a text, or the names of terms."""
    whole = f"{kept} {dropped}".strip()
    if not is_term or (is_item and kept):
        return json.dumps(whole, ensure_ascii=False)
    parts = re.split(r",|\s+(?=#)", whole) if "," in whole else whole.split()
    names = [name for name in (part.strip().lstrip("#") for part in parts) if name]
    value = names[0] if is_item and len(names) == 1 else names
    written: str = yaml.safe_dump(value, allow_unicode=True, width=10**6, default_flow_style=True)
    return written.partition("\n")[0]


_IMAGE = re.compile(r"<img\b[^<>]*", re.I)
_WORD = re.compile(r"\w+")
_BEGINNING = 12
_LINES_OF_A_TAG = 4
_EMPTY_ALT = re.compile(r"""\balt(?:\s*=\s*(?:""|''))?(?=[\s/>]|\Z)(?!\s*=)""", re.I)
# A longer address fills the screen and says no more.
_LONGEST_ADDRESS = 80


class _Places:
    """Where things stand in the source."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._text = text
        self._path = path
        self._first_line = first_line
        self._rows = text.split("\n")

    def line(self, line: int) -> Span:
        return Span(self._path, line + self._first_line - 1 if line else 0)

    def tag(self, line: int, target: str) -> str:
        """Return the tag in HTML of an image on or about a line; "" if the image is written in Markdown."""
        # Where Liquid has written the text anew, a line of it may lie behind the end of the source.
        if not 0 < line <= len(self._rows) or "<img" not in self._text.lower():
            return ""
        rows = self._rows[max(line - _LINES_OF_A_TAG, 0) : line + _LINES_OF_A_TAG]
        tags = [found[0] for found in _IMAGE.finditer("\n".join(rows))]
        name = target.rpartition("/")[2]
        if "![" in self._rows[line - 1] or not tags:
            return ""
        return next((tag for tag in tags if name and name in tag), tags[0])

    def is_laid_out(self, line: str) -> bool:
        """Say whether the author has set a line for itself: by a <br> or spaces behind it, or a backslash before.

        What is a link or stands out as a whole begins with no mark of a list, whatever its words do.
        """
        start = self._text.find(line[:12])
        begin = self._text.rfind("\n", 0, start) + 1
        row = self._text[begin : self._text.find("\n", start)]
        if start < 0:
            return True
        return "<br" in row.lower() or row.endswith("  ") or row.lstrip("> \t").startswith(("\\", "**", "__", "<", "["))

    def nearest(self, mark: re.Pattern[str], words: str, number: int = 0) -> int:
        """Return the line with a mark that has the most of some words, 0 for none; of equal ones that of a `number`."""
        wanted = set(_WORD.findall(words))
        rows = enumerate(self._rows, 1)
        found = [(sum(word in row for word in wanted), at) for at, row in rows if mark.search(row)]
        most = max((shared for shared, _ in found), default=0)
        # Words of which nothing stands there are no words of the source.
        equal = [at for shared, at in found if shared == most and (most or not wanted)]
        return equal[min(number, len(equal) - 1)] if equal else 0

    def neighbours(self, before: str, line: str, one: str) -> Span | None:
        """Return where `one` of two lines is, by how they begin; None where they do not follow each other."""
        for at, (above, row) in enumerate(pairwise(self._rows), 1):
            if before[:_BEGINNING] in above and line[:_BEGINNING] in row:
                return self.line(at + (one is line))
        return None

    def has(self, line: int, mark: str) -> bool:
        """Say whether a line of the text has a mark in it, in any case."""
        return 0 < line <= len(self._rows) and mark in self._rows[line - 1].lower()

    def find(self, *words: str) -> Span:
        """Return the line of the first of `words` that the source has, of the whole file if it has none."""
        for each in words:
            start = self._text.find(each) if each.strip() else -1
            if start >= 0:
                return self.line(self._text.count("\n", 0, start) + 1)
        return Span(self._path)


def _problem(code: str, message: str, span: Span, hint: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(code, severity, message, span, hint)


def _alt(link: Link, places: _Places) -> Iterator[Problem]:
    alt, target, tag = link.text.strip(), link.target, places.tag(link.line, link.target)
    hint = 'write alt="…" with what it shows, or alt="" if it says nothing'
    if not tag:
        hint = "say between ![ and ] what it shows"
    if target.startswith(WIKI):
        target = target.removeprefix(WIKI)
        hint = f"say behind a bar what it shows: ![[{target}|…]]"
    shown = target if len(target) <= _LONGEST_ADDRESS else "…" + target[-_LONGEST_ADDRESS:]
    if not alt:
        # By the HTML standard an image with `alt=""` is an ornament: there is nothing to be said of it.
        if not (tag and _EMPTY_ALT.search(tag)):
            message = f"the image {shown} has no text for those who do not see it"
            yield _problem("W201", message, places.line(link.line), hint)
    elif _SAYS_NOTHING.fullmatch(alt):
        message = f'"{alt}" does not say what the image {shown} shows'
        yield _problem("W201", message, places.line(link.line), hint, Severity.NOTE)


def _headings(shown: str, places: _Places) -> Iterator[Problem]:
    before = 0
    met: Counter[tuple[int, str]] = Counter()
    for found in _HEADING.finditer(shown):
        level = int(found[1])
        words = words_of(found[2]).strip()
        # The title of the post is the heading of level 1; some authors begin at 3 for its size.
        if before and level > before + 1:
            named = f'the heading "{words}"' if words else "a heading of code alone"
            message = f"{named} is of level {level}, and the one before it of level {before}"
            mark = re.compile(rf"(?<!#)#{{{level}}}(?!#)|<h{level}\b", re.I)
            line = places.nearest(mark, words, met[level, words])
            hint = f"write {'#' * (before + 1)} {words}"
            if places.has(line, f"<h{level}"):
                hint = f"write <h{before + 1}> and </h{before + 1}>"
            yield _problem("W202", message, places.line(line), hint, Severity.NOTE)
        met[level, words] += 1
        before = level


def _stars(shown: str, places: _Places) -> Iterator[Problem]:
    for block in re.split(r"</(?:p|li|h[1-6]|td|th|dd|dt|blockquote|div)>", shown):
        words = _WILDCARD.sub("", words_of(block)) if "**" in block else ""
        # A mark behind a word (`가능**`) and a pointer (`char**`) begin nothing; two in one block were meant as a pair.
        if words.count("**") <= 1 and not _OPENING.search(words):
            continue
        start = words.index("**")
        near = " ".join(words[max(start - 12, 0) : start + 16].split())
        after = "**" + words[start + 2 :][:_BEGINNING].split("\n")[0]
        mark = re.compile(re.escape(after)) if len(after) > len("**") else _STARS
        line = places.nearest(mark, near) or places.nearest(_STARS, near)
        hint = "close the emphasis, without a space inside its stars, or write <b>…</b>; \\*\\* shows stars"
        if places.has(line, "\\*\\*"):
            hint = "remove the backslashes before them"
        elif _PAIR.search(words):
            hint = "the HTML around them keeps Markdown from being read: close it, or write <b>…</b>"
        message = f'two stars stand on the page as they are, near "{near}"'
        yield _problem("W203", message, places.line(line), hint)


def _escaped_stars(lines: Iterable[tuple[int, str]], places: _Places) -> Iterator[Problem]:
    for number, line in lines:
        line = _FORMULA.sub("", line)
        # A star of the text itself, as in `**\\*.so**`, leaves those of the emphasis in pairs.
        if _ESCAPED_END.search(line) and line.replace("\\*", "").count("*") % 2:
            message = "a backslash keeps a star from ending the emphasis"
            yield _problem("W204", message, places.line(number), "remove the backslash")


def _lost_lists(shown: str, places: _Places) -> Iterator[Problem]:
    for paragraph in _PARAGRAPH.finditer(shown):
        lines = [words_of(line).strip() for line in _BREAK.sub("\n", paragraph[1]).split("\n")]
        # One such line may be a dash or a sum; two in a row are a list, and one with its mark set off after a line.
        if lines[0].startswith("|"):
            # A table that became none.
            continue
        for before, line in pairwise(lines):
            if _LIST_LINE.match(line) and (_are_items(before, line) or (before and _MARKED.match(line))):
                first = before if _are_items(before, line) else line
                if places.is_laid_out(first):
                    break
                message = f'the list at "{first[:24]}" became part of a paragraph'
                hint = "leave a line empty before the list, and a space after each - or number"
                if _PARENTHESIS.match(first):
                    hint = "write 1. for 1), and leave a line empty before the list"
                span = places.neighbours(before, line, line if first is line else before)
                yield _problem("W205", message, span or places.find(first, first[:12]), hint)
                break


def _are_items(one: str, other: str) -> bool:
    """Say whether two lines begin as those of one list do: not as `-ve points` and `+ve points`."""
    kinds = {line[0] if line[0] in "-+*" else "" for line in (one, other) if _LIST_LINE.match(line)}
    return len(kinds) == 1 and bool(_LIST_LINE.match(one))


# What other tools read and this one shows as it is: a pattern for it, and the way out, here and in a Jekyll blog.
_A_COMMENT = "every reader sees it: take it out, or write {% comment %} before it and {% endcomment %} behind it"
_AN_IMAGE = "write ![what it shows](its path from this file)"
_MARKS_OF_OTHERS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"<p>\s*(\[\[?_?toc_?\]\]?)\s*</p>", re.I),
        "leave it out: every long post has its contents beside it",
        'write "- toc", and "{:toc}" in the line below it, or leave it out: every long post has its contents beside it',
    ),
    (
        re.compile(r"(?:<p>|\n)(:::\s?\{?[a-z][\w-]*)", re.I),
        "write `> [!NOTE]`, and `> ` before each line",
        'write "> " before each line, and a class below them, such as "{: .notice}"',
    ),
    (
        re.compile(r"<blockquote>\s*<p>(\[![a-z]+\])", re.I),
        "take one of note, tip, important, warning and caution",
        'write a class below the quote instead, such as "{: .notice}"',
    ),
    (re.compile(r"(!\[\[[^\[\]<>]+\]\])"), _AN_IMAGE, _AN_IMAGE),
    # A comment of Obsidian's, which readers see here: to the end of a line or sentence, close between its signs, or
    # from a line of its own on. Jupyter's `%%timeit` and MATLAB's `%%` stand in a sentence that goes on.
    (
        re.compile(
            r"(?<![^\s>])(%%(?:(?![A-Za-z])[^%<\n]{1,300}%%(?=[.!?]?\s*(?:\n|<br|</|\Z)|[.!?]\s)|(?=\n))|"
            # A word alone may be the place of something in a template of another tool.
            rf"(?!%%[!-~]+%%){CLOSE})"
        ),
        _A_COMMENT,
        _A_COMMENT,
    ),
    (
        re.compile(r"(\{\{(?:&lt;|%)\s*/?\s*[a-z][\w-]*)", re.I),
        "write the address, or HTML: shortcodes of a theme's own are not read here",
        "write the address, or HTML: shortcodes of a theme's own are not read here",
    ),
)


def _marks_of_others(shown: str, places: _Places, kramdown: bool) -> Iterator[Problem]:
    for rule, here, in_kramdown in _MARKS_OF_OTHERS:
        for found in rule.finditer(shown):
            mark = words_of(found[1])
            message = f'"{mark}" is a mark of other tools, and stands on the page as it is'
            yield _problem("W211", message, places.find(mark), in_kramdown if kramdown else here)


def _marks_of_git(lines: Iterable[tuple[int, str]], places: _Places) -> Iterator[Problem]:
    for number, line in lines:
        if line.startswith("<<<<<<< "):
            message = f'"{line}" is a mark of git, which could not merge two versions'
            yield _problem("W211", message, places.line(number), "keep what holds, and delete git's three marks")


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
