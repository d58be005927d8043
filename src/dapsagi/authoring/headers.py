"""The front matter of many posts at once, as a diff: terms under other names, and series written down."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from dapsagi.addresses.slugs import fold_name
from dapsagi.addresses.urls import term_url
from dapsagi.authoring.desk import Desk
from dapsagi.authoring.edits import Edit
from dapsagi.authoring.header import set_key, value_of
from dapsagi.post.values import Post, TermKind
from dapsagi.problems import Problem, RefusedError, Severity, Span

_KEYS = {"tag": ("tags", "tag"), "category": ("categories", "category")}


def rename_terms(desk: Desk, kind: TermKind, old: Collection[str], new: str) -> tuple[list[Edit], list[Problem]]:
    """Return the edits by which every term of a kind named in `old` becomes `new`, and once only in each post.

    All spellings of a term are it. A post in which that cannot be done without rewriting more than the one key is
    reported and left as it is.
    """
    edits: list[Edit] = []
    problems: list[Problem] = []
    places = {term_url(kind, name) for name in old}

    def fresh(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new if term_url(kind, name) in places else name for name in names))

    for post in (*desk.site.posts, *desk.site.pages):
        names = post.terms(kind)
        if fresh(names) == names:
            continue
        before = desk.text(post.key)
        try:
            after = _renamed(before, _KEYS[kind], fresh)
        except RefusedError:
            after = before
        if after != before and desk.post_in(post.key, after).terms(kind) == fresh(names):
            edits.append(Edit(post.key, before, after))
        else:
            message = f"the {kind} does not stand in the front matter in a way that can be changed alone"
            line = post.line_of(_KEYS[kind][0]) or post.line_of(_KEYS[kind][1])
            problems.append(Problem("A101", Severity.WARNING, message, Span(post.key, line), "change it by hand"))
    return edits, problems


def _renamed(text: str, keys: Sequence[str], fresh: Callable[[Iterable[str]], tuple[str, ...]]) -> str:
    for key in keys:
        value = value_of(text, key)
        mark = ("," if "," in value else " ") if key.endswith("s") and isinstance(value, str) else ""
        names = _listed(value, mark)
        renamed = fresh(names)
        if renamed == names:
            continue
        fits = isinstance(value, str) and not any(mark and mark in name for name in renamed)
        text = set_key(text, key, f"{mark.strip()} ".join(renamed) if fits else renamed)
    return text


def _listed(value: Any, mark: str) -> tuple[str, ...]:
    if isinstance(value, str):
        names = value.split(mark.strip() or None) if mark else [value]
    else:
        names = [str(each) for each in value if each is not None] if isinstance(value, list) else []
    return tuple(name.strip() for name in names if name.strip())


def pin_series(desk: Desk) -> tuple[list[Edit], list[Problem]]:
    """Return the edits by which every series that was found is declared, in its order and under its name.

    Nothing but the two keys is touched, and one that says the same already is left as it is written: `series` may name
    what is planned as well. So is a post that is a series by itself: its headings say it. A post in which that cannot
    be done is reported.
    """
    edits: list[Edit] = []
    problems: list[Problem] = []
    for series in (each for each in desk.site.series if not each.is_one_post):
        for order, part in enumerate(series.parts, 1):
            post = desk.site.by_key[part.key]
            before = desk.text(part.key)
            try:
                after = before if _says(post, before, series.name) else set_key(before, "series", series.name)
                after = after if post.order == order else set_key(after, "order", order)
            except RefusedError as error:
                span = Span(part.key, post.line_of("series") or post.line_of("order"))
                problems.append(Problem("A101", Severity.WARNING, str(error), span, _BY_HAND))
                continue
            if after != before:
                edits.append(Edit(part.key, before, after))
    return edits, problems


_BY_HAND = "write `series` and `order` by hand"


def _says(post: Post, text: str, name: str) -> bool:
    """Say whether a post declares a series; one that says more of it than its name may spell that otherwise."""
    says_more = isinstance(value_of(text, "series"), dict) and post.series is not None
    return post.series == name or (says_more and fold_name(str(post.series)) == fold_name(name))
