"""What a body says around its links: the title of a work that is linked, the sentence around a link to another post.

Both are found when a post is read, so that whoever puts the site together need not open its body again. An address
that stands in the text without being a link counts too: in kramdown it stays plain text, and means a work all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from operator import attrgetter
from typing import NamedTuple

import msgspec

from dapsagi.addresses.targets import may_be_local
from dapsagi.markup.body import MARKER_CLOSE, MARKER_OPEN, Body, fill_markers
from dapsagi.patterns import lazy_pattern

# Longer than that is no title but a paragraph.
_LONGEST_TITLE = 120

# What stands so much before an address on one line (in characters) is not its title.
_FAR = 500

# What is shown around a link to another post; a sentence without an end is cut.
_LONGEST_SENTENCE = 160

#: How well the words around an address name what is there: not at all, before it, as the link, as a heading.
UNNAMED, BESIDE, LINKED, HEADED = range(4)


class Mention(msgspec.Struct, frozen=True, array_like=True):
    """An address outside the blog that a post speaks of.

    `title` is what the words around it call the work, as sure as `rank` says; `line` is the line in the source.
    """

    url: str
    title: str
    rank: int
    line: int


class Surroundings(msgspec.Struct, frozen=True):
    """The works that a body mentions, in its order, and the sentence around each link within the blog, by its index."""

    mentions: tuple[Mention, ...] = ()
    quotes: tuple[tuple[int, str], ...] = ()


def find_surroundings(
    body: Body, text: str, hosts: tuple[str, ...], line_of: Callable[[int], int] = lambda line: line
) -> Surroundings:
    """Look around the links of a body that was made from `text`.

    `hosts` are the blog's own names: what leads there is no mention. `line_of` gives the line of the file for one of
    the text.
    """
    if not body.links and "://" not in body.text:
        return Surroundings()
    mentions: list[Mention] = []
    quotes: dict[int, str] = {}
    find_line = _line_finder(text)
    for piece in _pieces(body):
        for place in piece.links:
            link = body.links[place.number] if place.number >= 0 else None
            target = (link.target if link else place.address).strip()
            if link and may_be_local(target, hosts):
                if link.element == "a":
                    quotes.setdefault(place.number, _sentence(piece.text, place))
            elif target.lower().startswith(("http://", "https://", "//")) and not may_be_local(target, hosts):
                title, rank = _title(piece, place, target)
                line = link.line if link else find_line(target)
                mentions.append(Mention(target, title, rank, line_of(line) if line else 0))
    return Surroundings(tuple(mentions), tuple(sorted(quotes.items())))


# --- Details ----------------------------------------------------------------------------------------------------

_BLOCK_NAMES = (
    "p li h1 h2 h3 h4 h5 h6 ul ol div table thead tbody tfoot tr td th dl dt dd blockquote pre figure figcaption"
    " section aside details summary article header footer hr br iframe"
)
# Letter by letter in both cases: alternatives of sets are told apart by their first letter, in a pattern that ignores
# case none are. Code is full of `span`, so that is told apart before all.
_BLOCK_NAME = "|".join(re.sub("[a-z]", lambda a: f"[{a[0]}{a[0].upper()}]", name) for name in _BLOCK_NAMES.split())
# No part may run past the next `<` in search of its end: that would read a text of many of them once for each.
_ATTRIBUTES = r"""(?:"[^"<]*+"|'[^'<]*+'|[^"'<>]++)*+"""
_BLOCK = lazy_pattern(rf"(<(?![sS][pP]|/[sS][pP])/?(?:{_BLOCK_NAME})\b{_ATTRIBUTES}>|<!--.*?(?:-->|\Z))", re.S)
_TAG = lazy_pattern(rf"<(/?)([a-zA-Z][\w:-]*)({_ATTRIBUTES})>")
_HREF = lazy_pattern(rf"\bhref\s*=\s*[\"']?{MARKER_OPEN}(\d+){MARKER_CLOSE}", re.I)
_SRC = lazy_pattern(rf"\bsrc\s*=\s*[\"']?{MARKER_OPEN}(\d+){MARKER_CLOSE}", re.I)
_HEADING = lazy_pattern(r"<h[1-6]\b", re.I)
# Hangul may follow an address at once; nobody writes it into the address of a paper as it is.
_BARE = lazy_pattern(r"https?://[^\s<>\"'`\\가-힣ㄱ-ㆎ「」『』“”‘’《》]+", re.I)
_AFTER_ADDRESS = ".,;:!?*_~…。、"
_SPACES = lazy_pattern(r"\s+")
_SENTENCE_END = lazy_pattern(r"[.!?。？！…][)\]」』”’\"']*(?=\s)|\n")


class _Place(NamedTuple):
    """Where a link stands in the text of its piece; a bare address has the number -1."""

    start: int
    end: int
    number: int
    address: str


_start_of: Callable[[_Place], int] = attrgetter("start")


class _Piece(NamedTuple):
    """A line or block of text with the links in it."""

    text: str
    links: list[_Place]
    heading: bool


def _pieces(body: Body) -> Iterator[_Piece]:
    """Yield the pieces of a body that have links or addresses in them."""
    heading = code = False
    # Nothing is kept over the end of a paragraph, and most paragraphs have no link; the end in a comment is none.
    for blocks in (body.html,) if "<!--" in body.html else body.html.split("</p>"):
        if not _may_link(blocks) and ("</pre" if code else "<pre") not in blocks:
            continue
        parts = _BLOCK.split(blocks)
        for position in range(0, len(parts), 2):
            html = parts[position]
            if not code and _may_link(html):
                piece = _read_piece(html, heading)
                if piece.links:
                    yield piece
            tag = parts[position + 1].lower() if position + 1 < len(parts) else ""
            if tag.startswith(("<pre", "</pre")):
                code = tag[1] == "p"
            elif tag.startswith("<iframe"):
                if found := _SRC.search(parts[position + 1]):
                    yield _Piece("", [_Place(0, 0, int(found[1]), "")], False)
            elif _HEADING.match(tag) or tag.startswith("</h"):
                heading = tag[1] == "h"


def _may_link(html: str) -> bool:
    return "://" in html or (MARKER_OPEN in html and ("href" in html or "HREF" in html or "<iframe" in html))


def _read_piece(html: str, heading: bool) -> _Piece:
    """Strip the tags of a piece of HTML; a link keeps the place of its words."""
    text = ""
    links: list[_Place] = []
    opened: tuple[int, int] | None = None
    code = 0
    last = 0
    for found in (*_TAG.finditer(html), None):
        words = unescape(_without_markers(html[last : found.start() if found else len(html)]))
        if opened is None and not code:
            links += _bare_addresses(words, len(text))
        text += words
        if found is None:
            break
        last = found.end()
        closes, name = found[1], found[2].lower()
        if name == "a":
            if opened:
                links.append(_Place(opened[0], len(text), opened[1], ""))
                opened = None
            if not closes and (href := _HREF.search(found[3])):
                opened = (len(text), int(href[1]))
        elif name == "code":
            code += -1 if closes else 1
    if opened:
        links.append(_Place(opened[0], len(text), opened[1], ""))
    return _Piece(text, links, heading)


def _without_markers(html: str) -> str:
    return fill_markers(html, lambda index: "") if MARKER_OPEN in html else html


def _bare_addresses(words: str, offset: int) -> Iterator[_Place]:
    for found in _BARE.finditer(words) if "://" in words else ():
        address = found[0].rstrip(_AFTER_ADDRESS)
        # A bracket that the address did not open belongs to the text around it.
        while address[-1] in ")]}" and address.count(address[-1]) > address.count("([{"[")]}".index(address[-1])]):
            address = address[:-1].rstrip(_AFTER_ADDRESS)
        if len(address) > len("https://"):
            yield _Place(offset + found.start(), offset + found.start() + len(address), -1, address)


def _line_finder(text: str) -> Callable[[str], int]:
    """Return a function that finds the line of an address; asked again, that of its next place."""
    reached: dict[str, int] = {}

    def find_line(address: str) -> int:
        start = text.find(address, reached.get(address, 0))
        if start < 0:
            return 0
        reached[address] = start + len(address)
        return text.count("\n", 0, start) + 1

    return find_line


# --- Titles

# Words that say what kind of thing is linked, or that something is, and not which; nor do some of them in a row.
_NOTHING = (
    r"a|an|the|this|that|these|my|our|their|in|at|on|of|to|for|from|and|click|see|read|check|view|find|"
    r"available|here|link|links|url|page|pages|site|website|web|home|homepage|official|source|sources|full|"
    r"more|original|related|details|abs|abstract|pdf|paper|papers|arxiv|arvix|doi|code|codes|github|git|repo|"
    r"repository|project|demo|video|youtube|slides?|deck|talk|lecture|course|book|blog|post|posts|article|"
    r"thread|tweet|issue|dataset|data|model|colab|notebook|poster|ref|refs|reference|references|img|image|"
    r"note|notes|doc|docs|document|documents|documentation|example|examples|tutorial|guide|download|published|"
    r"announced|defined|community|이|그|위|아래|전체|다음|지난|이전|해당|관련|자세한|더|공식|여기|링크|이곳|"
    r"곳|주소|바로|가기|바로가기|보러|보기|출처|원문|원본|전문|참고|참고한|참조|논문|코드|소스|소스코드|"
    r"깃허브|깃헙|레포|레포지토리|저장소|영상|동영상|비디오|유튜브|강의|강좌|책|블로그|글|게시글|게시물|"
    r"포스트|포스팅|아티클|기사|사이트|웹사이트|웹페이지|페이지|홈페이지|누리집|문서|문서들|데이터|데이터셋|"
    r"모델|발표|발표자료|슬라이드|자료|데모|예제|예시|결과|본문|내용|정보|요약|번역|이슈|문제|질문|답변|"
    r"튜토리얼|위키|위키피디아|노트북|프로젝트|행사|이벤트|신청|네이버|알라딘|교보문고|예스24"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SAYS_NOTHING = lazy_pattern(
    rf"(?:(?:{_NOTHING})(?![a-z])[\s/,.:+&-]*)+\d*(?:에서|에는|에|의|로|으로|를|을|은|는|이|가|와|과|도)?"
    rf"|[\d\s.,()\[\]/-]+|(?:{_MONTHS})[a-z]*\.?\s\d{{1,2}}(?:,?\s\d{{4}})?",
    re.I | re.S,
)
# What a sentence says before a link in it, and a title does not.
_PROSE = lazy_pattern(
    r"(?:you|we|i|it|if|there)\b.*|.*\b(?:in|on|at|see|from|by|the|this|to|of|via|with|is|are|and|or|for|here)"
    r"|.*[가-힣](?:은|는|을|를|이|가|에|의|서|로|와|과|도|만|다|요|죠|고|며|면|니|지만|는데|부터|까지|처럼)",
    re.I | re.S,
)
_FEW_WORDS = 2
_MANY_HANGUL_WORDS = 8
_HANGUL = lazy_pattern(r"[가-힣]")
# Longer than that are no words that say nothing; so many of them in a row may be split in many ways.
_LONGEST_NOTHING = 40
_QUOTED = lazy_pattern(r"「([^」]{2,})」|『([^』]{2,})』|《([^》]{2,})》|“([^”]{2,})”|\"([^\"]{2,})\"|<([^>]{2,})>")
_EDGES = " \t\n\r-–—:：·,.|/>→=*_~「」『』“”\"'•;☞☛✔※"
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【"}
_ITEM = lazy_pattern(r"^\s*(?:\[\d+\]|\(\d+\)|\d+[.)](?=\s))\s*")


def _title(piece: _Piece, place: _Place, target: str) -> tuple[str, int]:
    """Return what the words around an address call it, and how sure that is."""
    words = _tidy(piece.text[place.start : place.end])
    if words and not _is_address(words) and not _says_nothing(words):
        return _shorten(words), HEADED if piece.heading else LINKED
    # A bare number is that of a footnote: it says where the work belongs, and not how it is called.
    before = "" if words.strip("[]()").isdecimal() else _words_before(piece, place)
    if before:
        return _shorten(before), HEADED if piece.heading else BESIDE
    after = _words_after(piece, place)
    return (_shorten(after), BESIDE) if after else ("", UNNAMED)


def _words_before(piece: _Piece, place: _Place) -> str:
    start = max(piece.text.rfind("\n", 0, place.start) + 1, 0)
    if not piece.text[start : place.start].strip() and start:
        # The address has a line of its own, below what it belongs to.
        start = piece.text.rfind("\n", 0, start - 1) + 1
    start = max(start, place.start - _FAR)
    text = piece.text[start : place.start]
    # Earlier addresses of the line say nothing of this one's title: `StarGAN [paper] [code]`.
    for number in reversed(range(bisect_left(piece.links, place.start, key=_start_of))):
        other = piece.links[number]
        if other.start < start:
            break
        if other.end <= place.start:
            words = piece.text[other.start : other.end]
            if _is_address(_tidy(words)) or _says_nothing(_tidy(words)):
                text = text[: other.start - start] + text[other.end - start :]
    quoted = [next(filter(None, found.groups())) for found in _QUOTED.finditer(text)]
    if quoted:
        return _tidy(quoted[-1])
    text = _outside_brackets(_ITEM.sub("", text))
    # A sentence that goes on about something else is no title; one before a colon may be.
    ends = [found.end() for found in _SENTENCE_END.finditer(text + " ") if found.end() < len(text.rstrip())]
    title = _tidy(text[ends[-1] :] if ends else text)
    if len(title) > _LONGEST_TITLE or _says_nothing(title):
        return ""
    return "" if _is_prose(title) else title


def _words_after(piece: _Piece, place: _Place) -> str:
    # Most links have words before them; a copy of all these for each would take hours for a text that is all links.
    parts = (piece.text[start : min(start + _FAR, place.start)] for start in range(0, place.start, _FAR))
    if any(part.strip(_EDGES + "([<") for part in parts):
        return ""
    number = bisect_left(piece.links, place.end, key=_start_of)
    later = piece.links[number].start if number < len(piece.links) else len(piece.text)
    text = piece.text[place.end : later].partition("\n")[0]
    if not text.lstrip(" )]>").startswith(("-", "–", "—", ":", "|")):
        return ""
    title = _tidy(_outside_brackets(text.lstrip(" )]>")))
    return "" if len(title) > _LONGEST_TITLE or _says_nothing(title) else title


def _outside_brackets(text: str) -> str:
    """Return what stands before a bracket that is still open at the end, and without brackets that hold nothing."""
    opened: list[tuple[str, int]] = []
    for index, character in enumerate(text):
        if character in _BRACKETS.values():
            opened.append((character, index))
        elif opened and _BRACKETS.get(character) == opened[-1][0]:
            opened.pop()
    if opened and text[: opened[0][1]].strip(_EDGES):
        text = text[: opened[0][1]]
    return re.sub(r"[(\[{（【][\s,/|·:-]*[)\]}）】]", "", text)


def _tidy(words: str) -> str:
    words = _SPACES.sub(" ", words).strip(_EDGES)
    for close, open_ in _BRACKETS.items():
        if words.startswith(open_) and words.endswith(close) and words.count(open_) == 1:
            words = words[1:-1].strip(_EDGES)
    return words.rstrip("([{（【 ").strip(_EDGES)


def _is_address(words: str) -> bool:
    return "://" in words or bool(re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", words, re.A))


def _says_nothing(words: str) -> bool:
    if len(words) <= _LONGEST_NOTHING and _SAYS_NOTHING.fullmatch(words):
        return True
    # A tag of Liquid that nobody knew.
    return "{%" in words or "{{" in words or (words[:2] == "% " and words[-2:] == " %")


def _is_prose(title: str) -> bool:
    words = title.split()
    hangul = sum(_HANGUL.search(word) is not None for word in words)
    return hangul >= _MANY_HANGUL_WORDS or (len(words) > _FEW_WORDS and _PROSE.fullmatch(title) is not None)


def _shorten(words: str) -> str:
    if len(words) <= _LONGEST_TITLE:
        return words
    cut = words[:_LONGEST_TITLE]
    return (cut.rpartition(" ")[0] or cut) + "…"


# --- Sentences


# The links of a piece come one after the other, and there may be thousands of them in one.
@lru_cache(maxsize=1)
def _sentence_ends(text: str) -> list[int]:
    return [found.end() for found in _SENTENCE_END.finditer(text)]


def _sentence(text: str, place: _Place) -> str:
    """Return the sentence around a link, at most `_LONGEST_SENTENCE` characters with the link in their middle."""
    ends = _sentence_ends(text)
    before, after = bisect_right(ends, place.start), bisect_left(ends, place.end)
    start = ends[before - 1] if before else 0
    end = ends[after] if after < len(ends) else len(text)
    if end - start > _LONGEST_SENTENCE:
        spare = max(_LONGEST_SENTENCE - (place.end - place.start), 0) // 2
        first, last = max(start, place.start - spare), min(end, place.end + spare)
        head = "…" if first > start else ""
        tail = "…" if last < end else ""
        return head + _SPACES.sub(" ", text[first:last]).strip()[: _LONGEST_SENTENCE * 2] + tail
    return _SPACES.sub(" ", text[start:end]).strip()
