"""The text of an excerpt. Source: Jekyll's documentation, "Posts", section "Post excerpts"."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"^ {0,3}(\[[^\]]+\])(:.+)$", re.MULTILINE)
_BRACKETS = re.compile(r"\[[^\[\]]+\]")


def excerpt_text(text: str, separator: str) -> str:
    """Return what stands before the first separator, with the link definitions after it that it uses.

    Jekyll looks for the brackets of a definition as they are spelt, so that `[Text][id]` takes `[id]: …` along.
    """
    head, _, tail = text.partition(separator)
    if not tail:
        return head
    used = set(_BRACKETS.findall(head))
    definitions = [
        mark + rest for mark, rest in _REFERENCE.findall(tail) if mark in used or ("[" in mark[1:] and mark in head)
    ]
    return head + "\n\n" + "\n".join(definitions) if definitions else head
