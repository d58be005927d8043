"""The grammar of number marks: where a title says `2편`, `Part 2`, `(2)`, and what else its numbers may be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from dapsagi.journey.series.numbers import Number, number_of_edge, read_number
from dapsagi.journey.series.words import (
    AFTERWORDS,
    ASIDES,
    COLLECTIONS,
    ENDINGS,
    ENGLISH_NUMBERS,
    ENGLISH_ORDINALS,
    EXERCISES,
    HALVES,
    HAN_COUNTERS,
    HANGUL_COUNTERS,
    HANGUL_ORDINALS,
    HANGUL_UNITS,
    JUDGES,
    JUDGES_OF_TWO_WORDS,
    LATIN_UNITS,
    LOOSE_COUNTERS,
    MODELS,
    OPENINGS,
    ORDINAL_UNITS,
    VERSIONED,
    Strength,
)

# The unit of weeks that are counted within months.
CALENDAR: Final = "월주차"


class Mark(msgspec.Struct, frozen=True):
    """A number mark: its place in the plain title, the rule that found it, the word that counts, and the number.

    Of `[입문 2/5]` the word is `/5`.

    `last` is where a range ends. A mark that only says that a part is the first or the last has no `strength`.
    """

    start: int
    end: int
    kind: str
    unit: str
    number: Number
    last: float
    strength: Strength | None


def find_marks(text: str) -> list[Mark]:
    """Find the number marks of a plain title, from left to right; most titles have none."""
    if not _may_be_numbered(text):
        return []
    return [mark for match in _GRAMMAR.finditer(_masked(text)) if (mark := _mark(match, text))]


def names_judge(text: str) -> bool:
    """Tell whether a text names a collection of exercises: the numbers beside it are those of problems."""
    words = _WORDS.findall(text.casefold())
    return not JUDGES.isdisjoint(words) or any(name in " ".join(words) for name in JUDGES_OF_TWO_WORDS)


def collects_exercises(place: str) -> bool:
    """Tell whether a category, a tag or a folder is one for solutions of whatever judge."""
    return "".join(_WORDS.findall(place.rpartition("/")[2].casefold())) in COLLECTIONS


def mark_at_start(text: str) -> Mark | None:
    """Return the mark with which a plain text begins."""
    match = _GRAMMAR.match(_masked(text))
    return _mark(match, text) if match else None


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_OPEN, _CLOSE = r"[(\[<{〈《【「『〔]", r"[)\]>}〉》】」』〕]"
_LEVELS = r"\d{1,3}(?:[-.]\d{1,2}){0,2}(?:\.?\s?[,&~∼〜–]\s?\d{1,3}(?!\d)){0,9}"
# A number without any sign is short, or its author fills it up: 2, 02, 002.
_SHORT = r"(?:0\d\d|\d{1,2})"
_ROMAN = r"[IVX]{1,5}"
_HAN = r"(?:[一-九]?十[一-九]?|[一-九])".replace("一-九", "一二三四五六七八九")
_EDGES = (*OPENINGS, *ENDINGS, *AFTERWORDS, *ASIDES)
_COUNTERS = tuple(counter for counter in HANGUL_COUNTERS if counter not in LOOSE_COUNTERS)
_WORDS_WITHIN = r"\s*[.!~)]?\s*$|\s*[:|(\[<【](?!\d)|\s+[-–—~]\s|\s*-\s|\s?[.)]\s|_(?=[^\W\d])"
# A loose counter counts whatever noun follows it: `두 번째 이야기` is a part, `두 번째 정규형` is a thing.
_NARRATION = (
    r"\s*(?:이야기|글|시간|기록|포스트|포스팅|회고록?|일지|일기|후기|편|장|모임|스터디|과제|미션)?(?:\s*$|\s*[^\w\s])"
)
_RULES = (
    # (1/3), (1 of 3)
    rf"(?P<total>{_OPEN}\s?#?(?P<total_n>\d{{1,3}})\s?(?:/|of)\s?(?:\d{{1,3}}|[nN])\s?{_CLOSE})",
    # [React 1/12] …, … 1/3, …, 1 of 3
    r"(?=\d)(?<=[^\s\d/]\s)(?P<share>(?P<share_n>\d{1,3}(?:-\d{1,2})?)(?:/|\sof\s)(?P<share_t>\d{1,3}))"
    rf"(?=\s?{_CLOSE}|\s*$)",
    # (상), 하편, - 중
    rf"(?P<half>{_OPEN}\s?(?:(?P<half_a>[상중하上中下])|(?P<half_b>[상중하전후上中下前後])[편권編篇])\s?{_CLOSE}"
    r"|(?<![가-힣])(?P<half_c>[상중하전후上中下前後])[편編篇](?![가-힣])"
    r"|(?<=[\s:_–—-])(?P<half_d>[상중하上中下])(?=\s*$|\s*[:.]\s))",
    # Part 2, chap1, EP.3, Day One, Module 3a
    rf"(?<![A-Za-z])(?P<latin>(?P<latin_u>(?i:{_alternatives(LATIN_UNITS)}))(?i:s)?[\s_:#.-]{{0,2}}"
    rf"(?P<latin_n>\d{{1,2}}[a-d](?![A-Za-z])|{_LEVELS}|{_ROMAN}|(?i:{_alternatives(ENGLISH_NUMBERS)}))(?:\s?(?:/|of)\s?\d{{1,3}})?"
    r"(?![A-Za-z\d%]|\.\d))",
    # 1st week, second part
    rf"(?<![A-Za-z\d])(?P<ordinal>(?i:the\s)?(?:(?P<ordinal_n>\d{{1,3}})(?i:st|nd|rd|th)[\s_-]{{0,2}}"
    rf"|(?P<ordinal_w>(?i:{_alternatives(ENGLISH_ORDINALS)}))[\s_-]{{1,2}})"
    rf"(?P<ordinal_u>(?i:{_alternatives(ORDINAL_UNITS)}))(?![A-Za-z]))",
    # 17ch., 3week
    r"(?<![\w.])(?P<brief>(?P<brief_n>\d{1,3})(?P<brief_u>(?i:ch|chap|day|week)))(?![A-Za-z\d])",
    # 2편, 제3장, 1~2주차
    rf"(?P<counter>(?:제\s?)?(?<![\d.])(?P<counter_n>{_LEVELS})\s?"
    rf"(?P<counter_u>(?:[일주회]|개월)\s?차|일째|(?:{_alternatives(LOOSE_COUNTERS)})(?={_NARRATION})|(?:{_alternatives(_COUNTERS)})(?![가-힣])))",
    # 파트 2, 아이템3
    rf"(?<![가-힣])(?P<unit>(?P<unit_u>{_alternatives(HANGUL_UNITS)})\s?[.#:-]?\s?(?P<unit_n>{_LEVELS})(?![\d가-힣A-Za-z%]))",
    # 첫 번째, 둘째 주, 둘째 편, 첫 주차
    rf"(?<![가-힣])(?P<nth>(?P<nth_n>{_alternatives(HANGUL_ORDINALS)})\s?(?:번째\s?(?=주차))?(?P<nth_u>(?:(?<=[첫째])|(?<=[첫째]\s))주차"
    rf"|(?:번째|째\s?(?:[날주]차?|[편화장부])|(?:(?<=첫)|(?<=첫\s))주)(?={_NARRATION})))",
    # 3월 마지막 주, 3월 마지막 주차
    rf"(?P<lastly>마지막\s?주차?(?={_NARRATION}))",
    # 第3回, 第一部分
    rf"(?P<han>第\s?(?P<han_n>\d{{1,3}}|{_HAN})\s?(?P<han_u>{HAN_COUNTERS}))",
    # その2, 之2
    rf"(?P<sono>[そ之]の?\s?(?P<sono_n>\d{{1,3}}|{_HAN})(?![\d年月日]))",
    # (2), [2], (3, 끝), (二)
    rf"(?P<bracket>{_OPEN}\s?(?i:no\.?\s?)?#?\s?(?P<bracket_n>\d{{1,3}}(?:-\d{{1,2}}|(?:\s?[,&~]\s?\d{{1,3}}){{1,9}})?|{_ROMAN}|{_HAN})"
    rf"(?:[\s,.·-]*(?i:완|끝|完|마지막|최종|final|fin|end))?\s?{_CLOSE})",
    # [OS 2] 프로세스
    rf"(?=\d)(?:(?<=[^\s\d.,$₩€+=×/#-]\s)|(?<=\d\s)(?=\d\d))(?P<within>(?P<within_n>{_SHORT}(?:-\d{{1,2}})?)(?=\s?{_CLOSE}:?\s*[^\W\d]))",
    # (2. 구현)
    rf"(?P<inner>{_OPEN}\s?(?P<inner_n>\d{{1,2}})\s?[.:]\s)(?=[^\W\d])",
    # #2, TIL#2, #0002; C#2 is no such mark
    r"(?<![&\d])(?<!\b[CcFf])(?P<hash>#\s?(?P<hash_n>0\d{3}|\d{1,3}(?:-\d{1,2})?)(?![\dA-Za-z가-힣]))",
    # No. 2
    r"(?<![A-Za-z])(?P<no>(?i:no)\.\s?(?P<no_n>\d{1,3})(?![\d가-힣A-Za-z]))",
    # ②, Ⅱ
    r"(?P<sign>(?P<sign_n>[⓪①-⒛❶-➓Ⅰ-ⅿ]))",
    # D+12
    r"(?<![A-Za-z])(?P<plus>[Dd]\s?\+\s?(?P<plus_n>\d{1,3})(?!\d))",
    # a number at the head of the title or right behind a bracket: 2. …, [묶음] 3-1. …, 2.10 …
    rf"(?:^|(?<={_CLOSE}))\s*[-–—:|.]?\s*(?P<listed>(?P<listed_n>\d{{1,3}}(?:[-.]\d{{1,2}}){{0,3}})"
    r"(?:\s?[.)](?!\d)|\s?[:_|]|\s[-–—]\s|-(?=[\s가-힣])|(?:(?<=\d[.-]\d)|(?<=\d[.-]\d\d))(?=\s\D)))(?=\s*\S)",
    # - 2, _2, : 2
    r"(?:\s[-–—]\s(?=[0-2]?\d(?!\d))|(?<!\d)(?:\s[-–—~|·/:]\s?|(?<=[가-힣)\]])[-_]|[:_|]\s?))(?P<delimited>(?P<delimited_n>\d{1,3}(?:-\d{1,2})?"
    rf"(?:\s?[,&~]\s?\d{{1,3}}){{0,9}})(?={_WORDS_WITHIN}))",
    # HTTP - 1 인터넷 네트워크
    rf"(?<=\S)\s[-–—|:]\s(?P<dashed>(?P<dashed_n>{_SHORT}(?:-\d{{1,2}})?)(?=\s+[^\W\d]))",
    # 이것이 리눅스다. - 1.실습환경 구축, DB, 2. 설계, 스프링 - 1.10. 캐시, 수학 01.재귀
    r"(?<=\S)(?:(?:\s[-–—|]|,)\s|\s(?=0\d))(?P<itemed>(?P<itemed_n>\d{1,2}(?:[-.]\d{1,2})?)(?=[.)]\s?[^\W\d]))",
    # … 2
    rf"(?:(?<=[^\s\d.,$₩€+=×/#-])|(?<=\d)(?=\s\d\d))\s+(?P<bare>(?P<bare_n>{_SHORT}(?:-\d{{1,2}}){{0,2}}(?:\s?[,&~]\s?\d{{1,3}}){{0,9}})"
    rf"(?={_WORDS_WITHIN}))",
    # … 2 with …, 답사기2 바다
    rf"(?:(?<=[^\s\d.,$₩€+=×/#-]\s)|(?<=[가-힣]))(?P<middle>(?P<middle_n>{_SHORT}(?:-\d{{1,2}})?)(?=\s+[^\W\d]))",
    # 답사기2, 배열(Array)2
    rf"(?<=[가-힣一-鿿)\]])(?P<glued>(?P<glued_n>{_SHORT}(?:\.\d{{1,2}})?)(?={_WORDS_WITHIN}|_|-))",
    # … 100, 답사기100, of a series that has come so far
    r"(?:(?<=[가-힣])|(?<=[^\s\d.,$₩€+=×/#-])\s+)(?P<far>(?P<far_n>[1-9]\d\d)(?=\s*$|\s*:))",
    # practice2, OOP2
    rf"(?<=[A-Za-z]{{3}})(?P<tied>(?P<tied_n>{_SHORT})(?={_WORDS_WITHIN}))",
    # 笔记二：…, 命令二之查找
    rf"(?=[一二三四五六七八九十])(?<=[一-鿿》])(?P<numeral>(?P<numeral_n>{_HAN})(?=\s?[:之]))",
    # Raft-2: …, 보안-02 암호
    rf"-(?<=[^\W\d_]-)(?P<hyphened>(?P<hyphened_n>{_SHORT})(?=\s?[:|]|\s*$|(?<=-0\d)\s+[^\W\d]))",
    # … II
    rf"(?<=[\s:.–—-])(?P<roman>(?P<roman_n>{_ROMAN})(?={_WORDS_WITHIN}))",
    # 프롤로그, (완), #번외. …, Appendix A
    rf"(?:(?<=[\s:_|#–—-])|(?<={_OPEN}))(?P<edge>(?P<edge_w>(?i:{_alternatives(_EDGES)}))"
    rf"(?:\s?(?:편|화|회|장|이야기|[A-Z]))?(?=\s*$|\s*{_CLOSE}|\s*:|\.\s|\s+[-–—]\s|-(?=[가-힣])))",
)  # fmt: skip
_GRAMMAR = re.compile("|".join(_RULES))

#: A month of the year in English.
MONTH: Final = (
    r"(?<![A-Za-z])(?i:(?:jan|febr)(?:uary)?|feb|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|(?:nov|dec)(?:ember)?)(?![A-Za-z])\.?"
)

# Years, dates, versions and levels are numbers too; they are covered before the marks are looked for. Behind a word
# that counts (`Chapter 12.10`) or at the head of a title (`[책] 3.2.1 제목`) there is no date and no version.
_COUNTED_BEFORE = re.compile(
    rf"(?:(?<![A-Za-z])(?i:{_alternatives(LATIN_UNITS)})s?|(?<![가-힣])(?:{_alternatives(HANGUL_UNITS)}))[\s_:#.-]{{0,2}}$"
    rf"|(?:^|{_CLOSE})\s*$"
)
_NOT_A_PART = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d)|\s?년(?:\s?\d{1,2}\s?월(?:\s?\d{1,2}\s?일(?!\s?[차째]))?)?)?(?!\d)"
    r"|(?<!\d)\d{1,2}\s?월(?:\s?\d{1,2}\s?일(?!\s?[차째]))?"
    rf"|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:\sweek)?(?![A-Za-z\d])"
    r"|(?<!\d)(?<!\d\.)\d\d[./-]\d\d(?:[./-]\d\d)?(?!\d)"
    r"|\d+\.\d+(?:\.\d+)+(?!\.?\s*$)(?=[\s\w])"
    # How hard a problem is: 난이도 2, (Level 2).
    rf"|난이?도\s?:?\s?\d{{1,2}}|{_OPEN}\s?(?i:level|lv\.?|레벨)\s?\d{{1,2}}\s?{_CLOSE}"
)
_COVER = "￼"
_LEVELED = re.compile(r"\d{1,2}(?:[.-]\d{1,2}){1,3}")
# [React 10/12] is no day in October, and (14/40) is none at all.
_SHARE = re.compile(rf"(?:(?<=[^\s\d/]\s)|(?<=\d-))\d\d/\d\d(?=\s?{_CLOSE})|(?<=[(\[])\d\d/(?:3[2-9]|[4-9]\d)(?=[)\]])")

_STRENGTHS = {
    **dict.fromkeys(("total", "half", "ordinal", "han", "sono", "plus"), Strength.NAMED),
    **dict.fromkeys(
        ("share", "nth", "bracket", "hash", "no", "sign", "inner", "listed", "delimited", "itemed"),
        Strength.MARKED,
    ),
    **dict.fromkeys(
        ("dashed", "bare", "middle", "glued", "far", "tied", "hyphened", "within", "numeral", "roman"),
        Strength.BARE,
    ),
}
# Marks that a version or a model number could be.
_VERSION_LIKE = frozenset({"bare", "middle", "glued", "far", "tied", "hyphened", "within"})
#: `CS 101` and `개발 101` introduce a subject.
INTRODUCTION: Final = 101.0
# A series that has come so far has a part of this number.
_COUNTED = frozenset({"far", "hash", "no"})
_CALENDAR_WEEKS = frozenset({"주차", "째주", "째주차", "주"})
# No month has more weeks.
_LAST_WEEK = 6.0
_MONTH_BEFORE = re.compile(r"(?:(\d{4})\s?년\s?)?(?<!\d)(\d{1,2})\s?월\s?$")
_PULL_REQUESTS = frozenset({"pr", "issue", "issues", "request", "이슈"})
_WORDS = re.compile(r"[A-Za-z][A-Za-z+#]*|[가-힣]+|\d+")
_FUNCTION_CALL = re.compile(r"(?:^|[^A-Za-z/])[A-Za-z]$")
_CLOSED = re.compile(rf"{_CLOSE}\s*$")
_PADDED = re.compile(r"\D*0")


# Most titles carry no number at all; these searches spare them the grammar, and each begins with plain letters so that
# it runs fast.
_DIGIT = re.compile(r"[0-9⓪①-⒛❶-➓Ⅰ-ⅿ第]")
_ROMAN_DIGIT = re.compile(r"[IVX](?![A-Za-z])")
_HANGUL_NUMBER = re.compile(
    "|".join(
        [
            "편",
            "째",
            "첫 ?주",
            "その",
            "[之一二三四五六七八九十](?=[之一二三四五六七八九十]|\\s?:)",
            f"\\({_HAN}\\)",
            *(f"{half}(?=\\s*(?:$|[:.)\\]>】]))" for half in "상중하上中下"),
        ]
    )
)
_LATIN_NUMBER = re.compile("|".join([*ORDINAL_UNITS, "chap"]))
_EDGE = re.compile("|".join(map(re.escape, _EDGES)))


def _may_be_numbered(text: str) -> bool:
    if _DIGIT.search(text) or _ROMAN_DIGIT.search(text) or _HANGUL_NUMBER.search(text):
        return True
    lower = text.lower()
    return _LATIN_NUMBER.search(lower) is not None or _EDGE.search(lower) is not None


def _masked(text: str) -> str:
    def cover(match: re.Match[str]) -> str:
        if _LEVELED.fullmatch(match[0]) and _COUNTED_BEFORE.search(text, max(match.start() - 12, 0), match.start()):
            return match[0]
        if _SHARE.match(text, match.start()):
            return match[0]
        return _COVER * len(match[0])

    return _NOT_A_PART.sub(cover, text)


def _mark(match: re.Match[str], text: str) -> Mark | None:
    kind = match.lastgroup
    assert kind is not None
    start, end = match.span(kind)
    groups = match.groupdict()
    if kind == "edge":
        return Mark(start, end, kind, "", number_of_edge(groups["edge_w"].casefold()), 0, None)
    if kind == "half":
        word = next(groups[name] for name in ("half_a", "half_b", "half_c", "half_d") if groups[name])
        strength = Strength.MARKED if groups["half_d"] else Strength.NAMED
        return Mark(start, end, kind, "half", (float(HALVES[word]),), 3, strength)
    if kind == "lastly":
        behind = _MONTH_BEFORE.search(text, 0, start)
        return _week(behind, (_LAST_WEEK,), end) if behind else None
    unit = "".join((groups.get(f"{kind}_u") or "").casefold().split())
    strength = LATIN_UNITS.get(unit) or HANGUL_COUNTERS.get(unit) or HANGUL_UNITS.get(unit) or _STRENGTHS[kind]
    if kind in ("ordinal", "han"):
        strength = Strength.NAMED
    number, last = read_number(groups.get(f"{kind}_n") or groups["ordinal_w"])
    if month := unit in _CALENDAR_WEEKS and _MONTH_BEFORE.search(text, 0, start):
        return _week(month, number, end)
    if not number or (unit == "ver" and len(number) > 1):
        return None
    if kind == "share":
        if number[-1] > float(groups["share_t"]):
            return None
        unit = f"/{groups['share_t']}"
    strength_or_none = _doubted(kind, number, strength, text[:start], text)
    return None if strength_or_none is None else Mark(start, end, kind, unit, number, last, strength_or_none)


def _week(month: re.Match[str], week: Number, end: int) -> Mark:
    """Mark what counts the weeks of a month, and the months: 5월 3주차, 5월 3-4주차."""
    months = tuple(float(level) for level in month.groups() if level)
    return Mark(month.start(), end, "week", CALENDAR, (*months, week[0]), months[0], Strength.NAMED)


def _doubted(kind: str, number: Number, strength: Strength, before: str, title: str) -> Strength | None:
    """Weigh a mark by the words before it; None if its number plainly counts something else."""
    if strength is Strength.NAMED:
        return strength
    if kind == "bracket" and _FUNCTION_CALL.search(before):
        return None
    words = _WORDS.findall(before.casefold())
    if kind == "hash" and words and words[-1] in _PULL_REQUESTS:
        return None
    # `최댓값 만들기 (2)` is a problem's whole name.
    if (number[0] == INTRODUCTION and kind not in _COUNTED) or names_judge(title):
        return None
    if kind in _VERSION_LIKE and words and not _CLOSED.search(before):
        if words[-1] in EXERCISES:
            return Strength.DOUBTFUL
        # No version is written 01.
        if _PADDED.match(title, len(before)):
            return strength
        if words[-1] in MODELS:
            return None
        # WPA2 follows no WPA.
        model = kind in ("tied", "hyphened") and (len(words) == 1 or before.rstrip("-")[-1].isupper())
        if model or words[-1] in VERSIONED:
            return Strength.DOUBTFUL
    return strength
