"""Abbreviations in the HTML of a body: where each is met first, paper and fingers are told what it stands for.

A pointer that stays on one is told by the browser; who has none would never learn it. As in print, the words stand in
brackets behind the first one: CRF(Conditional Random Field)를.
"""

from __future__ import annotations

import re

from dapsagi.patterns import lazy_pattern

_ABBREVIATION = lazy_pattern(r'<abbr (title="[^"]+")>(?=[^<]*</abbr>(?P<after>.?.?))')
# A heading and the cell of a table have no room for it.
_END_OF_TEXT = lazy_pattern(r"</(p|li|dd|h[1-6]|t[dh]|dt|figcaption|a)>")


def mark_first(html: str) -> str:
    """Return the HTML of a body in which the first of each abbreviation in running text has a class of its own."""
    if "<abbr " not in html:
        return html
    told: set[str] = set()

    def mark(found: re.Match[str]) -> str:
        end = _END_OF_TEXT.search(html, found.end())
        if found[1] in told or not end or end[1] not in ("p", "li", "dd"):
            return found[0]
        told.add(found[1])
        # Its author says it there.
        return found[0] if "(" in found["after"] else f'<abbr class="first" {found[1]}>'

    return _ABBREVIATION.sub(mark, html)
