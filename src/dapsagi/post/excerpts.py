"""The beginning of a text that has Liquid in it. Source: `Jekyll::Excerpt#extract_excerpt`."""

from __future__ import annotations

import re

from dapsagi.markup.excerpt import excerpt_text

_TAG = re.compile(r"\{%-?\s*(\w+)[^%]*(?:%(?!\})[^%]*)*%\}")
_BLOCKS = frozenset(("capture", "case", "comment", "for", "highlight", "if", "ifchanged", "raw", "tablerow", "unless"))


def head_with_liquid(source: str, separator: str) -> str | None:
    """Return what stands before the first separator of a source, if there is Liquid in it, with its blocks closed.

    None where Liquid cannot move the end of the excerpt.
    """
    if not separator or ("{%" not in source and "{{" not in source):
        return None
    source = source.replace("\r\n", "\n")
    head = excerpt_text(source, separator)
    if head == source or ("{%" not in head and "{{" not in head):
        return None
    names = _TAG.findall(head)
    left_open = [name for name in reversed(names) if name in _BLOCKS and f"end{name}" not in names]
    return head + "".join(f"\n{{% end{name} %}}" for name in left_open)
