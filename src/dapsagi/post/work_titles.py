"""How the words around a link call the work that it leads to, and how sure that is."""

from __future__ import annotations

import re
from bisect import bisect_left

from dapsagi.patterns import lazy_pattern
from dapsagi.post.linked_places import BARE, NUMBERED, SENTENCE_END, SPACES, Piece, Place, start_of, without_tags
from dapsagi.post.title_words import is_address, is_loose, is_prose, is_sentence, says_nothing

#: How well the words around an address name what is there: not at all, as a link that is part of a sentence or names no
#: more than the site, as the heading above it, before it, as the link, as a heading.
UNNAMED, LOOSE, ABOVE, BESIDE, LINKED, HEADED = range(6)


def find_title(piece: Piece, place: Place, target: str) -> tuple[str, int]:
    """Return what the words around an address call it, and how sure that is."""
    if place.number == NUMBERED:
        before = _words_before_number(piece, place, book=target.startswith("isbn:"))
        return (_shorten(before), BESIDE) if before else ("", UNNAMED)
    words = _named_in(piece.text[place.start : place.end])
    named = bool(words) and not is_address(words, target) and not says_nothing(words)
    if named and not piece.heading and is_loose(words, target):
        return _shorten(words), LOOSE
    if named:
        return _shorten(words), HEADED if piece.heading else LINKED
    # A bare number is that of a footnote: it says where the work belongs, and not how it is called.
    before = "" if words.strip("[]()").isdecimal() else _words_before(piece, place, bare=is_address(words, target))
    if before:
        return _shorten(before), HEADED if piece.heading else BESIDE
    after = _words_after(piece, place)
    return (_shorten(after), BESIDE) if after else ("", UNNAMED)


def find_heading_title(heading: str, subject: str = "") -> str:
    """Return what a heading, in HTML, calls the one work below it; "" if it names a part of a text, or nothing.

    Below one that says `Paper` or `Problem` is what the whole text is about, whose `subject` is its title.
    """
    title = _ITEM.sub("", _tidy(without_tags(heading)))
    words = _BEFORE_WORDS.sub("", title)
    if subject and len(title) <= _LONGEST_TITLE and _SUBJECT.fullmatch(title):
        title = _tidy(subject)
        return "" if says_nothing(title) or _PARTS.fullmatch(title) else title
    return "" if not words or len(title) > _LONGEST_TITLE or says_nothing(words) or _PARTS.fullmatch(title) else title


def find_title_above(words: str) -> str:
    """Return what the paragraph above a video calls it, if it is short and no sentence."""
    words = SPACES.sub(" ", words).strip()
    if len(words) > _LONGEST_BEHIND or words.endswith((".", "!", "?", "다")) or is_sentence(words):
        return ""
    return _if_title(_tidy(words))


def is_of_the_subject(piece: Piece, place: Place) -> bool:
    """Say whether an address is announced as that of what a text is about: `논문: [링크]`, `- [Paper]`, `문제: …`."""
    words = _tidy(piece.text[place.start : place.end])
    start = max(piece.text.rfind("\n", 0, place.start) + 1, place.start - _FAR)
    before, after = piece.text[start : place.start], piece.text[place.end : place.end + _FAR].partition("\n")[0]
    own = "" if is_address(words, place.address) else words
    line = f"{before}{own}{after}"
    return len(line) <= _LONGEST_TITLE and bool(_SUBJECT.fullmatch(line))


# Longer than that is no title but a paragraph.
_LONGEST_TITLE = 120

# So many words before an address say what to do with it.
_FEW_WORDS = 2

# What is behind an address without a mark between them, and is longer, goes on about it.
_LONGEST_BEHIND = 60
_NAMED_BEHIND = lazy_pattern(r" +(?![a-z]|(?:[을를은는이가에의로와과도]|에서|까지|부터|처럼|이라|라고)(?:\s|$))(?=\S)")

# What stands so much before an address on one line (in characters) is not its title.
_FAR = 500

_QUOTED = lazy_pattern(r"「([^」]{2,})」|『([^』]{2,})』|《([^》]{2,})》|“([^”]{2,})”|\"([^\"]{2,})\"|<([^>]{2,})>")
_EDGES = " \t\n\r\u200b-–—:：·,.|/>→⇒=*_~「」『』“”'\"•;☞☛✔※■▶👉"
_BULLETS = " \t\n-*>•·☞☛✔※■▶▷●○◆◇👉"
# The end of an address: `owls-and-how-they-fly`.
_SLUG = lazy_pattern(r"[a-z\d]+(?:-[a-z\d]+){3,}")
_BEFORE_WORDS = lazy_pattern(r"^[\W\d_]+")
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "》": "《", "〉": "〈", "’": "‘"}
_OPENING = frozenset(_BRACKETS.values())
# 1️⃣ counts, and is no word.
_KEYCAP = lazy_pattern(r"^\d\ufe0f?\u20e3\s*")
_ITEM = lazy_pattern(r"^\s*(?:\[\d+\]|\(\d+\)|\d+[.)](?=\s))\s*")
# What says of the words before or after it what they are: `출처: 이름`, `[참고] 이름`, `이름 링크`.
_LABEL = lazy_pattern(
    r"^[(\[]?\s*(?:(?:이미지|그림|사진|원본|원문|자료)\s?)?(?:출처|참고|참조|원문|링크|논문|source|credits?|ref(?:erences?)?|link|paper|via)"
    r"\s*(?:[:：)\]]+|-\s)\s*(?=\S)",
    re.I,
)
# `스타트와 링크` is a name.
_LABEL_BEHIND = lazy_pattern(r"(?<=\S)(?<![와과])(?<!\s[및의])\s+(?:바로\s?가기|링크|link|url|주소)$", re.I)
# In `[ARKit을](…) 쓰면` the link is part of a sentence; a Korean word may well end in such a syllable.
_PARTICLE_BEHIND = lazy_pattern(r"(?<=[A-Za-z)])(?:[을를은는의]|에서|에는|으로)$")
# A mark that sets what follows off from its name: `이름: `, `이름 (`.
_SET_OFF = (":", "：", "-", "–", "—", "|", ">", "→", "=", "(", "[", "<", "（", "【", "「", "/")
_YEAR = r"(?:19|20)\d\d"
# How a work is cited: `Owl, A., et al. “Birds at night.” Nest Press`, `Owl et al. (2017): Birds at night`,
# `Owl & Hawk, NEST 2017 — Birds at night, arXiv 1701.00001`, `Owl et al., Birds at night, NEST, 2017`.
_AUTHORS = r"[^\W\d_][^—–:“\"(]{1,80}"
_CITED = lazy_pattern(
    rf"{_AUTHORS}?(?:,|\bal\.?,?|\d\)\.?)\s[“\"](?P<quoted>[^“”\"]{{12,}}?)[,.]?[”\"].*"
    rf"|(?=[^—–:]*(?:&|\bet\.? al\b)|(?:[^\W\d_][\w’'-]+,\s)+{_YEAR}){_AUTHORS}?"
    rf"\s\(?{_YEAR}[a-z]?\)?(?::|\s?[—–]|\s-)\s(?P<dashed>.{{4,}}?)"
    r"(?:,\sarxiv[ :]\d{4}\.\d{4,5})?"
    rf"|{_AUTHORS}?\bet\.? al\.?,\s(?P<listed>\S[^”]{{10,}}?)(?:(?:,\s[^,]{{2,30}})?,\s{_YEAR}\.?)?",
    re.I,
)
# Where a paper stood, and when, is not how it is called.
_VENUE = lazy_pattern(
    r"(?=.*\d)(?:(?:19|20)\d\d년?\s)?(?:arxiv|nips|neurips|cvpr|iccv|eccv|wacv|bmvc|icml|iclr|aistats|acl|emnlp|naacl|coling"
    r"|aaai|ijcai|kdd|sigir|recsys|icra|interspeech|icassp|siggraph)(?:[\s']?(?:19|20)?\d\d)?",
    re.I,
)
# The title after the year, in lists of references: `Owl, A. (2017). Birds at night. Nest Press.`
_DATED = lazy_pattern(r"\((?:19|20)\d\d[a-z]?\)[.,:]?\s+(\w[^.]{2,118}[^.\s])\.(?=\s|$)")


def _words_before_number(piece: Piece, place: Place, *, book: bool) -> str:
    """Return the title that stands before the number of a paper or a `book`, be it that of a list of references."""
    start = max(piece.text.rfind("\n", 0, place.start) + 1, place.start - _FAR)
    text = piece.text[start : place.start]
    if quoted := _last_quoted(text):
        return _tidy(quoted)
    if dated := _DATED.findall(text):
        return _tidy(dated[-1])
    # Before an ISBN stands the publisher, if nothing sets it off.
    if not text.rstrip().endswith(_SET_OFF if book else (*_SET_OFF, ".", ",")):
        return ""
    return _last_title(text)


def _words_before(piece: Piece, place: Place, *, bare: bool) -> str:
    """Return the name that stands before a link; `bare` says that its own words are no more than an address."""
    start = max(piece.text.rfind("\n", 0, place.start) + 1, 0)
    below = not piece.text[start : place.start].strip(" \t([<") and start > 0
    if below:
        # The address has a line of its own, below what it belongs to.
        start = piece.text.rfind("\n", 0, start - 1) + 1
    start = max(start, place.start - _FAR)
    text = piece.text[start : place.start]
    # Earlier addresses of the line say nothing of this one's title: `StarGAN [paper] [code]`. What is quoted before one
    # that has a name of its own is another work.
    behind: str | None = None
    for number in reversed(range(bisect_left(piece.links, place.start, key=start_of))):
        other = piece.links[number]
        if other.start < start:
            break
        if other.end <= place.start:
            words = piece.text[other.start : other.end]
            if is_address(_tidy(words), "") or says_nothing(_tidy(words)):
                text = text[: other.start - start] + text[other.end - start :]
            elif behind is None:
                behind = text[other.end - start :]
    if quoted := _last_quoted(text if behind is None else behind):
        return _tidy(quoted)
    set_off = below or text.rstrip().endswith(_SET_OFF)
    # Where nothing sets the link off, the end of the line does: `StarGAN 논문`. One or two words before an address are
    # what to do with it.
    if not set_off and (_goes_on(piece, place) or (bare and text.strip().count(" ") < _FEW_WORDS)):
        return ""
    title = _last_title(text)
    return "" if _VENUE.fullmatch(title) else title


def _last_quoted(text: str) -> str:
    return next(reversed([next(filter(None, found.groups())) for found in _QUOTED.finditer(text)]), "")


def _last_title(text: str) -> str:
    """Return the title that the last sentence of a text is; "" if it is none."""
    text = _outside_brackets(_ITEM.sub("", text)).rstrip()
    # A sentence that goes on about something else is no title; one before a colon may be.
    ends = [found.end() for found in SENTENCE_END.finditer(text + " ") if found.end() < len(text)]
    return _if_title(_named_in(text[ends[-1] :] if ends else text))


def _goes_on(piece: Piece, place: Place) -> bool:
    """Say whether a sentence goes on behind a link; other links, brackets and what a dash sets off are none."""
    rest = piece.text[place.end : place.end + _FAR].partition("\n")[0].lstrip(")]} ").rstrip()
    if not rest or rest[0] in ",.;·|/-–—:([<":
        return False
    number = bisect_left(piece.links, place.end, key=start_of)
    return not (number < len(piece.links) and not piece.text[place.end : piece.links[number].start].strip("()[] /|,·"))


def _words_after(piece: Piece, place: Place) -> str:
    # Most links have words before them; a copy of all these for each would take hours for a text that is all links.
    parts = (piece.text[start : min(start + _FAR, place.start)] for start in range(0, place.start, _FAR))
    if any(part.strip(_EDGES + "([<") for part in parts):
        return ""
    number = bisect_left(piece.links, place.end, key=start_of)
    later = piece.links[number].start if number < len(piece.links) else len(piece.text)
    text = piece.text[place.end : later].partition("\n")[0]
    # `[논문] 제목`, `링크: 제목`, `https://… - 제목`.
    bracketed = (
        piece.text[max(place.start - 2, 0) : place.start].rstrip().endswith("[")
        or piece.text[place.start : place.end].strip()[:1] == "["
    )
    set_off = text.lstrip(" )]>").startswith(("-", "–", "—", ":", "|")) or (bracketed and text[:1] in " ]")
    bare = is_address(_tidy(piece.text[place.start : place.end]), "")
    if not set_off and not (bare and _is_name_behind(text)):
        return ""
    return _if_title(_tidy(_outside_brackets(text.lstrip(" )]>"))))


def _if_title(words: str) -> str:
    return "" if len(words) > _LONGEST_TITLE or says_nothing(words) or is_prose(words) else words


def _is_name_behind(text: str) -> bool:
    """Say whether what follows an address that begins a line says what is there: `https://… 부엉이의 밤`."""
    if len(text) > _LONGEST_BEHIND or not _NAMED_BEHIND.match(text):
        return False
    return not is_sentence(text.strip()) and not text.rstrip(" .").endswith("다")


def _named_in(text: str) -> str:
    """Return the name in the text of a link or before one, without what only says that there is a link."""
    start = text.lstrip(_BULLETS)
    label = _LABEL.match(start)
    title = _tidy(start[label.end() :] if label else text)
    if behind := _LABEL_BEHIND.search(title):
        title = _tidy(title[: behind.start()])
    if named := _PARTICLE_BEHIND.search(title):
        title = _tidy(title[: named.start()])
    if _SLUG.fullmatch(title):
        title = title.replace("-", " ")
    if "://" in title:
        title = _tidy(BARE.sub("", title)) if title.count(" ") >= _FEW_WORDS else title
    if any(mark in title for mark in ("et", "“", '"', "19", "20")) and (cited := _CITED.fullmatch(title)):
        title = _tidy(next(filter(None, cited.groups())))
    # `그림의 설명 | 출처`, `그림의 설명. 출처`: what has a source is not what the source is called.
    return "" if title.endswith(("출처", "来源", "出典")) else title


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
    words = SPACES.sub(" ", words).strip(_EDGES)
    if words[:1].isdecimal():
        words = _KEYCAP.sub("", words)
    if words and (words[0] in _OPENING or words[-1] in _BRACKETS):
        for close, open_ in _BRACKETS.items():
            if words.startswith(open_) and words.endswith(close) and words.count(open_) == 1:
                words = words[1:-1].strip(_EDGES)
            # Half of a pair: the other half went with the rest of the line.
            elif words.startswith(open_) and close not in words:
                words = words[1:].strip(_EDGES)
            elif words.endswith(close) and open_ not in words:
                words = words[:-1].strip(_EDGES)
    words = words.rstrip("([{（【 ").strip(_EDGES)
    if words[:1] == "<" and ">" not in words:
        words = words[1:].lstrip(_EDGES)
    # Where a title within a name is its end, it has lost its own: `Owl: “Birds at night”`.
    pair = next((pair for pair in ("“”", "「」", "『』") if words.count(pair[0]) == words.count(pair[1]) + 1), "")
    return words + pair[1:]


def _shorten(words: str) -> str:
    if len(words) <= _LONGEST_TITLE:
        return words
    cut = words[:_LONGEST_TITLE]
    return (cut.rpartition(" ")[0] or cut) + "…"


# How a text names the paper or the problem that it is about, and a line that does no more.
_SUBJECT = lazy_pattern(
    r"[\W\d_]*(?:(?:원|본|해당)?\s?논문|(?:original\s)?paper|arxiv|문제|problem)"
    r"(?:\s?(?:원[본문]|출처|링크|주소|link|url))?[\W_]*(?:논문|paper|문제|링크|link|url|pdf|arxiv|여기|here)?[\W_]*",
    re.I,
)

# What a heading says of a part of a text, and not of a work.
_PARTS = lazy_pattern(
    r"[\W\d_]*(?:(?:"
    r"introduction|intro|overview|summary|conclusions?|background|usage|references?|appendix|abstract|"
    r"motivation|prologue|epilogue|install(?:ation)?|setup|solution|problem|results?|further reading|see also|"
    r"end|ending|closing|outro|끝|"
    r"etc|tl;?dr|들어가며|들어가기|들어가기 전에|시작하며|시작하기|마치며|마무리|마무리하며|서론|본론|결론|"
    r"개요|개념|정의|배경|목차|소개|요약|정리|사용법|사용 방법|설치 방법|방법|해결|해결 ?방법|원인|문제 상황|"
    r"문제|설명|코드|구현|예제|예시|결과|해석|해설|출처|code|logic|examples?|explanation|implementation|"
    r"풀이|느낀 점|후기|회고|기타|부록|실행|입출력|전체|환경|환경 설정|"
    r"참고 ?(?:자료|문헌|링크|사이트)|더 ?읽을거리|함께 보기|같이 보기|관련 글|はじめに|おわりに|まとめ|概要|"
    r"参考文献|参考资料|总结"
    r")[\s/,&]*)+[\W\d_]*",
    re.I,
)
