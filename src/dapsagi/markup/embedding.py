"""Notes that stand within others: where a body asks for one, and the part of a page that is shown there.

Source: Obsidian's documentation, "Embed files", section "Embed a note in a note".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import unquote

from dapsagi.markup.body import MARKER_CLOSE, MARKER_OPEN
from dapsagi.patterns import lazy_pattern

#: The class of a link to a note that is to be shown in its place.
EMBED = "embed"

# What stands alone in its paragraph: within a sentence it stays a link.
_PLACE = lazy_pattern(rf'<p><a class="{EMBED}" href="{MARKER_OPEN}(\d+){MARKER_CLOSE}">[^<]*</a></p>')
_TAG = lazy_pattern(r"<[a-zA-Z][^<>]*>")
_ID = lazy_pattern(r'(?<=\s)id="([^"]*)"')
_NAME = lazy_pattern(r'(?<=\s)(id|for|name|href)="(#?)([^"]*)"')
_HOLDER = lazy_pattern(r"<(/?)(div|blockquote|ul|ol|li|dl|dd|table|section|details|figure|p)\b[^<>]*>")


def places_of_embedded(html: str) -> tuple[int, ...]:
    """Return the numbers of the links in whose place a body shows another one."""
    return tuple(int(found[1]) for found in _PLACE.finditer(html)) if f'class="{EMBED}"' in html else ()


def with_embedded(html: str, shown: Mapping[int, str]) -> str:
    """Return the HTML of a body, with markers still, and what is `shown` in the place of its links by their numbers."""
    return _PLACE.sub(lambda found: shown.get(int(found[1]), found[0]), html)


def quoted(html: str, title: str, url: str, prefix: str) -> str:
    """Return the finished HTML of a page as another one shows it: all of it, or the section that `url` ends with.

    Its ids begin with `prefix`, so that none is there twice. Empty if there is no such section.
    """
    page, _, fragment = url.partition("#")
    part = _section(html, unquote(fragment)) if fragment else html
    if not part:
        return ""
    ids = set(_ID.findall(part))

    def renamed(found: re.Match[str]) -> str:
        attribute, sign, name = found.groups()
        if attribute != "href":
            return f'{attribute}="{prefix}{name}"'
        if not sign:
            return found[0]
        return f'href="#{prefix}{name}"' if name in ids else f'href="{escape(page)}#{name}"'

    part = _TAG.sub(lambda tag: _NAME.sub(renamed, tag[0]), part)
    head = f'<p class="{EMBED}-title"><a href="{escape(url)}">{escape(title)}</a></p>'
    return f'<blockquote class="{EMBED}">\n{head}\n{part}</blockquote>'


def _section(html: str, fragment: str) -> str:
    """Return what stands below the heading with this id, with the heading, or the one block with it."""
    found = re.search(
        rf'<(h([1-6])|p|li|blockquote|ul|ol|table|div|pre|dd)\b[^<>]*\sid="{re.escape(escape(fragment))}"', html
    )
    if found is None:
        return ""
    if found[2]:
        end = re.compile(rf'<h[1-{found[2]}][ >]|<div class="footnotes"').search(html, found.end())
        part = html[found.start() : end.start() if end else len(html)]
        return part if _is_whole(part) else ""
    depth = 0
    for tag in re.compile(rf"<(/?){found[1]}\b[^<>]*>").finditer(html, found.start()):
        depth += -1 if tag[1] else 1
        if not depth:
            part = html[found.start() : tag.end()]
            return f"<ul>{part}</ul>" if found[1] == "li" else part
    return ""


def _is_whole(part: str) -> bool:
    """Say whether what is opened in a piece of HTML is closed in it."""
    open_: list[str] = []
    for closes, name in _HOLDER.findall(part):
        if not closes:
            open_.append(name)
        elif not open_ or open_.pop() != name:
            return False
    return not open_
