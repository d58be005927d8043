"""Rules that need the whole site: places within pages, titles, terms, files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from dapsagi.addresses.slugs import fold_name
from dapsagi.journey.series.episodes import says_a_time
from dapsagi.post.reading import FIELDS
from dapsagi.post.values import Post
from dapsagi.problems import Problem, Severity, Span

# Below this likeness (0-100) a suggestion is more likely to mislead than to help.
_LIKENESS = 60

# Keys that are read although no field of a post stands for them, here or by Jekyll.
_OTHER_KEYS = frozenset({"comments", "cover", "feed", "search", "planned", "render_with_liquid"})

# What the keys are called in Korean.
_IN_KOREAN = {
    "제목": "title", "날짜": "date", "태그": "tags", "카테고리": "categories", "분류": "categories", "시리즈": "series",
    "연재": "series", "순서": "order", "설명": "description", "요약": "excerpt", "그림": "image", "이미지": "image",
    "저자": "author", "작성자": "author", "글쓴이": "author", "언어": "lang", "주소": "permalink", "초안": "draft",
    "고정": "pin", "댓글": "comments", "공개": "published", "수정일": "last_modified_at", "레이아웃": "layout",
}  # fmt: skip

# In shorter keys one letter makes another word.
_SHORTEST = 5

_SINGULAR = {"categories": "category", "tags": "tag"}

# On a slow line an image of this size (bytes) takes several seconds.
HUGE = 1_000_000


def find_dead_anchors(fragment: str, anchors: Collection[str], page: str, span: Span) -> Iterator[Problem]:
    """Find out whether a link to `#fragment` of a page that has these `anchors` leads nowhere."""
    name = unquote(fragment)
    # `#` and `#top` are the top of every page by the HTML standard; text fragments are for the browser.
    if not name or name.lower() == "top" or name.startswith(":~:") or name in anchors or fragment in anchors:
        return
    best = process.extractOne(name, list(anchors), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_LIKENESS)
    hint = f"did you mean #{best[0]}?" if best else "correct or remove what follows the #"
    yield Problem("L204", Severity.WARNING, f"there is no #{name} on {page}", span, hint)


def find_huge_images(path: str, size: int, span: Span) -> Iterator[Problem]:
    """Find out whether an image file of `size` bytes takes too long to load."""
    if size > HUGE:
        hint = "make it smaller, or save it as WebP or AVIF"
        yield Problem("W206", Severity.NOTE, f"the image {path} has {size / 1e6:.1f} MB", span, hint)


def find_site_problems(posts: Iterable[Post]) -> Iterator[Problem]:
    """Find posts that share a title, terms that differ only in case or spacing, and mistyped keys of front matter."""
    titles: dict[tuple[str, str, int], list[Post]] = defaultdict(list)
    terms: dict[tuple[str, str], dict[str, list[Span]]] = defaultdict(dict)
    ordered = sorted(posts, key=lambda post: post.key)
    for post in ordered:
        # A translation may bear the title of what it translates, and `3월 회고` that of an earlier year.
        year = post.date.year if says_a_time(post.title) else 0
        titles[post.lang, fold_name(post.title), year].append(post)
        for key, names in (("categories", post.categories), ("tags", post.tags)):
            for name in names:
                span = Span(post.key, post.line_of(key) or post.line_of(_SINGULAR[key]))
                terms[key, fold_name(name)].setdefault(name, []).append(span)
    for same in titles.values():
        for post in same[1:]:
            message = f'the title "{post.title}" is that of {same[0].key} too'
            hint = "give one of the two another title: in lists nobody can tell them apart"
            yield Problem("W207", Severity.WARNING, message, Span(post.key, post.line_of("title")), hint)
    yield from _spellings(terms)
    yield from _mistyped_keys(ordered)


def _mistyped_keys(posts: Sequence[Post]) -> Iterator[Problem]:
    """Find keys that templates alone read and that are one slip away from one of the tool's own."""
    meant = {key: _key_meant(key) for key in {key for post in posts for key in post.extra}}
    for post in posts:
        for key in post.extra:
            if meant[key]:
                message = f'nothing reads "{key}" but templates of your own'
                hint = f'did you mean "{meant[key]}"?'
                yield Problem("W209", Severity.NOTE, message, Span(post.key, post.line_of(key)), hint)


def _key_meant(key: str) -> str:
    """Return the key of the tool that differs in language, in case, or by one letter (missing, wrong, added, swapped).

    There may be none: then it is "". A plural such as `images` is a name that people choose, and so is a second one
    such as `date2`.
    """
    if in_english := _IN_KOREAN.get(key):
        return in_english
    if key.lower() in FIELDS | _OTHER_KEYS:
        return key.lower() if key.lower() != key else ""
    if key in _OTHER_KEYS or len(key) < _SHORTEST or key[-1].isdecimal():
        return ""
    known = sorted((FIELDS | _OTHER_KEYS) - {key.removesuffix("s")})
    best = process.extractOne(key, known, scorer=OSA.distance, score_cutoff=1)
    return best[0] if best and best[1] else ""


def _spellings(terms: Mapping[tuple[str, str], Mapping[str, Sequence[Span]]]) -> Iterator[Problem]:
    """Find the spellings of a tag or of a category that are rarer than another; of two as frequent the later one."""
    for spellings in terms.values():
        usual, *others = sorted(spellings, key=lambda name: -len(spellings[name]))
        for other in others:
            message = f'"{other}" and "{usual}" ({spellings[usual][0].path}) are one term in two spellings'
            yield Problem("W208", Severity.NOTE, message, spellings[other][0], f'write "{usual}" in both')
