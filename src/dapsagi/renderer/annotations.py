"""Annotations in code, as Material for MkDocs has them: a comment `(1)!` leads to that item of the list below."""

from __future__ import annotations

import re
from functools import partial

from dapsagi.patterns import lazy_pattern

_SIGN = ")!"
_CODE = lazy_pattern(r"(<pre\b(?:(?!</pre>)[\s\S])*</pre>(?:</\w+>|\s)*)<ol>")
_MARK = lazy_pattern(r'<span class="c\w*">\s*(?:#|//|--|;|%|/\*|&lt;!--)\s*\((\d{1,2})\)!\s*(?:\*/|--&gt;)?\s*</span>')
_LISTS = lazy_pattern(r"<(/?)(?:ol|ul)\b|<li\b(?![^>]*\sid=)")


def annotate(html: str) -> str:
    """Return the HTML of a body in which annotated code leads to the list that follows it.

    What is written (1)! in code that no list follows, or of which the list has no item, is a comment.
    """
    if _SIGN not in html:
        return html
    parts: list[str] = []
    shown = 0
    for number, found in enumerate(_CODE.finditer(html)):
        prefix = f"_code-{number}-"
        marks = {int(mark) for mark in _MARK.findall(found[1])}
        items, end = _numbered(html, found.end(), prefix) if marks else ("", 0)
        # Within annotations, code stands as it is.
        if not marks or found.start() < shown or max(marks) > items.count(f' id="{prefix}'):
            continue
        code = _MARK.sub(partial(_link, prefix), found[1])
        parts += html[shown : found.start()], code, '<ol class="annotations">', items
        shown = end
    return "".join(parts) + html[shown:]


def _link(prefix: str, mark: re.Match[str]) -> str:
    number = int(mark[1])
    # It stands in no text: who copies the code copies none.
    return f'<a class="annotation" href="#{prefix}{number}" data-number="{number}" aria-label="{number}"></a>'


def _numbered(html: str, start: int, prefix: str) -> tuple[str, int]:
    """Return what is in a list that begins at `start`, with an id for each of its items, and where it ends."""
    pieces: list[str] = []
    depth, count, shown = 1, 0, start
    for found in _LISTS.finditer(html, start):
        if found[1] is None:
            if depth == 1:
                count += 1
                pieces += html[shown : found.end()], f' id="{prefix}{count}"'
                shown = found.end()
            continue
        depth += -1 if found[1] else 1
        if not depth:
            return "".join(pieces) + html[shown : found.start()], found.start()
    return html[start:], len(html)
