"""Tables in the HTML of a body: each in a frame that scrolls, so that its cells keep a width that can be read.

A table that scrolls by itself is a block and no table any more, to those who listen as well as to the layout.
"""

from __future__ import annotations

import re

from dapsagi.patterns import lazy_pattern

_BOUND = lazy_pattern(r"<(/?)table\b[^>]*>", re.IGNORECASE)
# Code with the numbers of its lines beside it.
_OF_CODE = ("rouge-table", "highlighttable")


def frame_tables(html: str) -> str:
    """Return the HTML of a body with a frame around its tables, but for those within others and those of code.

    A table that does not end stays as it is.
    """
    if "<table" not in html:
        return html
    parts: list[str] = []
    shown = 0
    begun: list[re.Match[str]] = []
    for bound in _BOUND.finditer(html):
        if not bound[1]:
            begun.append(bound)
        elif begun:
            begin = begun.pop()
            if not begun and not any(name in begin[0] for name in _OF_CODE):
                table = html[begin.start() : bound.end()]
                parts += html[shown : begin.start()], f'<div class="table-frame">{table}</div>'
                shown = bound.end()
    return "".join(parts) + html[shown:]
