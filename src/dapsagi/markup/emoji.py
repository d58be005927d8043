"""Emoji by the names that GitHub gives them, `:tada:`, where a blog asks for that.

Source: the README of jemoji, which finds them in texts and not in code. It shows pictures from GitHub; here they are
characters, which need no other host.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from dapsagi.markup.document import Document
from dapsagi.markup.tree import Replacement, replace_in_texts
from dapsagi.patterns import lazy_pattern

_NAME = lazy_pattern(r":[a-z0-9_+-]+:")


def with_emoji(text: str) -> str:
    """Return a text with emoji in the place of their names; what is no name of one stays."""
    if not _NAME.search(text):
        return text
    # It loads a table of half a megabyte, and hardly a text asks for it.
    from emoji import emojize

    return emojize(text, language="alias")


def place_emoji(document: Document, root: Element) -> None:
    """Put emoji in the place of their names in the texts below `root`."""
    if document.options.emoji:
        replace_in_texts(root, _find, document.code, document.raw)


def _find(text: str) -> Iterator[Replacement]:
    changed = with_emoji(text)
    if changed != text:
        yield 0, len(text), changed
