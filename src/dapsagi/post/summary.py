"""What lists, feeds and search engines show of a post: its description, or else how its text begins."""

from __future__ import annotations

import re

import msgspec

from dapsagi import markup
from dapsagi.markup.body import Body
from dapsagi.markup.excerpt import excerpt_text
from dapsagi.markup.options import MarkupOptions
from dapsagi.markup.plain_formula import with_plain_formulas
from dapsagi.post.linked_places import without_tags
from dapsagi.post.revisions import Revision, without_revisions
from dapsagi.post.values import Post

# They cut longer ones themselves, mid-word.
_LENGTH = 160
_WORD = re.compile(r"\S+")
_FOOTNOTES = '<div class="footnotes"'


def summary_of(post: Post, body: Body, text: str, options: MarkupOptions, revisions: tuple[Revision, ...]) -> str:
    """Return the summary of a post whose body was made of `text`, without the lines that tell of its `revisions`."""
    if post.description:
        return " ".join(with_plain_formulas(post.description).split())
    text = without_revisions(_beginning(body, text, options), revisions)
    title, _, below = text.partition("\n")
    # Many begin a text with its title.
    text = below if title.strip() == post.title else text
    beginning = text[: _LENGTH * 4]
    headings = body.headings()
    # A heading in the middle of a line reads as a part of the sentence.
    sentences = "\n".join(line for line in beginning.split("\n") if line not in headings)
    words = " ".join((with_plain_formulas(post.excerpt or "") or sentences).split()) or " ".join(beginning.split())
    if len(words) <= _LENGTH:
        return words
    cut = words[:_LENGTH]
    return (cut.rpartition(" ")[0] or cut) + "…"


def _beginning(body: Body, text: str, options: MarkupOptions) -> str:
    """Return the words of a body down to where its author ends the excerpt, or else to its footnotes."""
    separator = options.excerpt_separator
    if separator.strip() and separator in text:
        body = markup.render(excerpt_text(text, separator), msgspec.structs.replace(options, excerpt_separator=""))
    if "footnotes" not in body.features or len(body.text) > _LENGTH * 8:
        return body.text
    notes = without_tags("<div" + body.html.rpartition(_FOOTNOTES)[2]).split()
    words = list(_WORD.finditer(body.text))[-len(notes) :]
    # A note with a formula in it reads otherwise there, and one that is a picture has no words.
    return body.text[: words[0].start()] if notes and [word[0] for word in words] == notes else body.text
