"""What the shell offers after a command of a writer's: the drafts, posts, series and tags of the blog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from dapsagi.cli.terminal import desk_of, settings_of
from dapsagi.problems import RefusedError

if TYPE_CHECKING:
    from dapsagi.authoring.desk import Desk
    from dapsagi.post.values import TermKind

Completion: TypeAlias = Callable[[click.Context, click.Parameter, str], list[str]]


def _offer(names: Callable[[click.Context], Iterable[str]]) -> Completion:
    """Make what click asks for names: those that begin as the word does; none where there is no blog."""

    def complete(context: click.Context, _parameter: click.Parameter, word: str) -> list[str]:
        try:
            # A shell takes a name with a blank in it for two.
            return sorted({name for name in names(context) if name.startswith(word) and len(name.split()) == 1})
        except (RefusedError, OSError):
            return []

    return complete


def _sources(context: click.Context, *kinds: str) -> Iterator[str]:
    from dapsagi.loader.tree import scan
    from dapsagi.post.names import kind_of

    root = _root(context)
    settings, _ = settings_of(root, context.params.get("config"))
    for found in scan(root, settings):
        if kind_of(found.key, settings) in kinds:
            yield (root / found.path).as_posix()


def _desk(context: click.Context) -> Desk:
    return desk_of(_root(context), context.params.get("config"))


def _root(context: click.Context) -> Path:
    return Path(context.params.get("folder") or ".")


def _terms(context: click.Context) -> Iterator[str]:
    kind: TermKind = "category" if context.params.get("categories") else "tag"
    return (term.name for term in _desk(context).site.terms(kind))


complete_draft = _offer(lambda context: _sources(context, "draft"))
complete_post = _offer(lambda context: _sources(context, "post", "draft", "page"))
complete_series = _offer(lambda context: (series.id for series in _desk(context).site.series))
complete_term = _offer(_terms)
