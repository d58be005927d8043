"""Links by title, `[[title]]` and `[[title|text]]`. Source: Obsidian's documentation, "Internal links".

In tables Obsidian writes a backslash before the bar.

Where such a link leads is known to the site alone: its address is `wiki:title` until then.
"""

from __future__ import annotations

import re

from dapsagi.addresses.targets import WIKI
from dapsagi.markup.spans.links import LINK, parse_footnote_or_link
from dapsagi.markup.spans.parser import SpanParser

_BY_TITLE = re.compile(r"\[\[([^\[\]|\n]{1,500})(?:\|([^\[\]\n]{1,500}))?\]\](?![(\[])")


def parse_wiki_link(spans: SpanParser, pos: int) -> bool:
    """Parse a link by title, or else a footnote's marker or a link."""
    match = _BY_TITLE.match(spans.text, pos) if spans.text.startswith("[[", pos) else None
    if not match or spans.open & LINK or not match[1].strip():
        return parse_footnote_or_link(spans, pos)
    title = match[1].strip()
    if match[2]:
        title = title.removesuffix("\\").rstrip()
    element = spans.element("a")
    element.text = (match[2] or title.lstrip("#") or title).strip().replace("&", "&amp;")
    spans.add_link(element, "a", (WIKI + title).replace("&", "&amp;"), None, "", spans.line_at(pos))
    spans.pos = match.end()
    return True
