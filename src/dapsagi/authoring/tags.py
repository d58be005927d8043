"""Tags and categories under other names, in all posts at once, as a diff."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from dapsagi.authoring.desk import Desk
from dapsagi.authoring.edits import Edit
from dapsagi.authoring.header import set_key, value_of
from dapsagi.post.values import Post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.site.terms import Term

_KEYS = {"tag": ("tags", "tag"), "category": ("categories", "category")}


def terms_of(desk: Desk, kind: str) -> Sequence[Term]:
    """Return the terms of a kind, "tag" or "category"."""
    return desk.site.tags if kind == "tag" else desk.site.categories


def rename_terms(desk: Desk, kind: str, old: Collection[str], new: str) -> tuple[list[Edit], list[Problem]]:
    """Return the edits by which every term of a kind named in `old` becomes `new`, and once only in each post.

    A post in which that cannot be done without rewriting more than the one key is reported and left as it is.
    """
    edits: list[Edit] = []
    problems: list[Problem] = []
    for post in (*desk.site.posts, *desk.site.pages):
        names = post.tags if kind == "tag" else post.categories
        if not set(names) & set(old):
            continue
        before = desk.text(post.key)
        after = _renamed(before, _KEYS[kind], old, new)
        expected = tuple(dict.fromkeys(new if name in old else name for name in names))
        if after != before and _names_in(desk, post, after, kind) == expected:
            edits.append(Edit(post.key, before, after))
        else:
            message = f"the {kind} does not stand in the front matter in a way that can be changed alone"
            line = post.line_of(_KEYS[kind][0]) or post.line_of(_KEYS[kind][1])
            problems.append(Problem("A101", Severity.WARNING, message, Span(post.key, line), "change it by hand"))
    return edits, problems


def _renamed(text: str, keys: Sequence[str], old: Collection[str], new: str) -> str:
    for key in keys:
        value = value_of(text, key)
        names = list(_listed(value, plural=key.endswith("s")))
        if not set(names) & set(old):
            continue
        fresh = list(dict.fromkeys(new if name in old else name for name in names))
        if isinstance(value, str):
            single = not key.endswith("s") or not any(" " in name for name in fresh)
            text = set_key(text, key, " ".join(fresh) if single else fresh)
        else:
            text = set_key(text, key, fresh)
    return text


def _listed(value: Any, *, plural: bool) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.split() if plural else [value]
    elif isinstance(value, list):
        yield from (str(each) for each in value if each is not None)


def _names_in(desk: Desk, post: Post, text: str, kind: str) -> tuple[str, ...]:
    fresh = desk.post_in(post.key, text)
    return fresh.tags if kind == "tag" else fresh.categories
