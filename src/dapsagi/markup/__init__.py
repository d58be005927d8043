"""Markdown as Jekyll's kramdown renders it, and the blog's own dialect on top of it."""

from collections.abc import Mapping
from types import MappingProxyType

from dapsagi.digest import Digest
from dapsagi.markup.body import Block, Body, Formula, Fragment, Heading, Link
from dapsagi.markup.options import MarkupOptions

__all__ = ["Block", "Body", "Formula", "Fragment", "Heading", "Link", "MarkupOptions", "render"]

_NOTHING: Mapping[Digest, str] = MappingProxyType({})


def render(
    text: str, options: MarkupOptions, head: str | None = None, known_code: Mapping[Digest, str] = _NOTHING
) -> Body:
    """Render a Markdown text (without front matter, Liquid already done) into a body: see `engine.render`.

    Where a blog asks for extensions of Python-Markdown, `extended` puts them around the same parser.
    """
    if options.extensions:
        # Python-Markdown is there for its extensions, and hardly a blog asks for any.
        from dapsagi.markup.extended import render_extended

        return render_extended(text, options, head)
    # The engine takes a tenth of a second to import, and a build in which no text has changed has no use for it.
    from dapsagi.markup import engine

    return engine.render(text, options, head, known_code)
