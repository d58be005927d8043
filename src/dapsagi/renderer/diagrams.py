"""The room of diagrams that the reader's browser will draw: what stands below must not move when it does."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from itertools import pairwise

from markupsafe import Markup

from dapsagi.patterns import lazy_pattern

_DIAGRAM = lazy_pattern(r'<pre class="mermaid"([^>]*)>([^<]*)')
_COMMENT = lazy_pattern(r"(?m)^\s*%%.*$")
_FLOW = lazy_pattern(r"(?:flowchart|graph)\s+(TB|TD|BT|LR|RL)\b")
_ARROW = re.compile(r"(?:<?[-=.~]{2,}[^-=.>|]*)?[-=.~]{2,}[>ox]?(?:\|[^|]*\|)?")
_NODE = re.compile(r"[\w가-힣]+")

# A box and the space to the next, in the pixels of Mermaid 11.
_BOX, _GAP = 54, 50

# Of other kinds: the height of one without lines, and of a line of its text.
_HEIGHTS = {
    "sequenceDiagram": (110, 43),
    "classDiagram": (50, 36),
    "stateDiagram": (30, 68),
    "stateDiagram-v2": (30, 68),
    "erDiagram": (60, 50),
    "mindmap": (60, 75),
    "gantt": (50, 18),
    "gitGraph": (100, 10),
    "journey": (450, 0),
    "pie": (450, 0),
    "quadrantChart": (500, 0),
    "timeline": (450, 0),
    "xychart-beta": (500, 0),
}

# What nobody has measured, and more than a screen.
_USUAL, _MOST = 320, 900


def with_room(html: str) -> Markup:
    """Return the HTML of a body in which each diagram says about how high its drawing will be."""
    return Markup(
        _DIAGRAM.sub(
            lambda found: f'<pre class="mermaid"{found[1]} style="--room:{room_of(unescape(found[2]))}px">{found[2]}',
            html,
        )
    )


def room_of(text: str) -> int:
    """Return about how high the drawing of a diagram will be, in pixels."""
    first, *lines = [line.strip() for line in _COMMENT.sub("", text).split("\n") if line.strip()] or [""]
    if flow := _FLOW.match(first):
        return min(_height_of_flow(lines, sideways=flow[1] in ("LR", "RL")), _MOST)
    base, line = _HEIGHTS.get((first.split() or [""])[0], (_USUAL, 0))
    return min(base + line * len(lines), _MOST)


def _height_of_flow(lines: list[str], *, sideways: bool) -> int:
    """Return the height of boxes in rows, each below those that lead to it; or of the same in columns."""
    steps: list[tuple[str, str]] = []
    for line in lines:
        names = [found[0] for piece in _ARROW.split(line) if (found := _NODE.match(piece.strip()))]
        steps += pairwise(names)
    rows = dict.fromkeys((name for step in steps for name in step), 0)
    # Of a circle, no box would be the last.
    for _ in range(min(len(rows), 30)):
        for before, after in steps:
            rows[after] = max(rows[after], min(rows[before] + 1, len(rows) - 1))
    boxes = max(Counter(rows.values()).values(), default=1) if sideways else max(rows.values(), default=0) + 1
    # What is asked stands in a rhombus.
    questions = 0 if sideways else sum("{" in line for line in lines)
    return boxes * (_BOX + _GAP) - _GAP + 16 + questions * _BOX
