"""Rules that need the whole site: places within pages, titles, terms, files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

from rapidfuzz import fuzz, process

from dapsagi.post import Post
from dapsagi.problems import Problem, Severity, Span

# Below this likeness (0-100) a suggestion is more likely to mislead than to help.
_LIKENESS = 60

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
    """Find posts that share a title, and terms that differ only in case or spacing."""
    titles: dict[str, list[Post]] = defaultdict(list)
    terms: dict[str, dict[str, Span]] = defaultdict(dict)
    for post in sorted(posts, key=lambda post: post.key):
        titles[_fold(post.title)].append(post)
        for key, names in (("categories", post.categories), ("tags", post.tags)):
            for name in names:
                span = Span(post.key, post.line_of(key) or post.line_of(_SINGULAR[key]))
                terms[_fold(name)].setdefault(name, span)
    for same in titles.values():
        for post in same[1:]:
            message = f'the title "{post.title}" is that of {same[0].key} too'
            hint = "give one of the two another title: in lists nobody can tell them apart"
            yield Problem("W207", Severity.WARNING, message, Span(post.key, post.line_of("title")), hint)
    yield from _spellings(terms)


def _spellings(terms: Mapping[str, Mapping[str, Span]]) -> Iterator[Problem]:
    for spellings in terms.values():
        first, *others = spellings
        for other in others:
            message = f'"{other}" and "{first}" ({spellings[first].path}) are one term in two spellings'
            yield Problem("W208", Severity.NOTE, message, spellings[other], f'write "{first}" in both')


def _fold(name: str) -> str:
    return "".join(name.casefold().split())
