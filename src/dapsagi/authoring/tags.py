"""Tags and categories under other names, in all posts at once, as a diff."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from dapsagi.addresses.urls import term_url
from dapsagi.authoring.desk import Desk
from dapsagi.authoring.edits import Edit
from dapsagi.authoring.header import set_key, value_of
from dapsagi.post.values import TermKind
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
