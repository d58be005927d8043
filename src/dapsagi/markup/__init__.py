"""Markdown as Jekyll's kramdown renders it, and the blog's own dialect on top of it."""

from dapsagi.markup.body import Block, Body, Formula, Fragment, Heading, Link
from dapsagi.markup.engine import render
from dapsagi.markup.options import MarkupOptions

__all__ = ["Block", "Body", "Formula", "Fragment", "Heading", "Link", "MarkupOptions", "render"]
