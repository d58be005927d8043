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

# What has a paragraph to itself, alone or with others of its kind: within a sentence it stays a link.
_LINK = rf'<a class="{EMBED}" href="{MARKER_OPEN}(\d+){MARKER_CLOSE}">[^<]*</a>'
_LINKS = lazy_pattern(_LINK)
_PLACE = lazy_pattern(rf"<p>(?:{_LINK}(?:\s|<br />)*+)+</p>")
_TAG = lazy_pattern(r"<[a-zA-Z][^<>]*>")
_ID = lazy_pattern(r'(?<=\s)id="([^"]*)"')
# What bears an id or leads to one: in an attribute, or in a value of SVG.
_NAME = lazy_pattern(
    r'(?<=\s)(id|for|name|list|aria-(?:controls|describedby|details|labelledby|owns)|(?:xlink:)?href)="(#?)([^"]*)"'
    r"|url\(#([^)]+)\)"
)
# What an element alone of its kind stands in.
_FRAMES = {"li": "ul", "dd": "dl"}
_HOLDER = lazy_pattern(r"<(/?)(div|blockquote|ul|ol|li|dl|dd|table|section|details|figure|p)\b[^<>]*>")


def places_of_embedded(html: str) -> tuple[int, ...]:
    """Return the numbers of the links in whose place a body shows another one."""
    if f'class="{EMBED}"' not in html:
        return ()
    return tuple(int(link[1]) for place in _PLACE.finditer(html) for link in _LINKS.finditer(place[0]))


def with_embedded(html: str, shown: Mapping[int, str]) -> str:
    """Return the HTML of a body, with markers still, and what is `shown` in the place of its links by their numbers."""

    def exchanged(place: re.Match[str]) -> str:
        links = list(_LINKS.finditer(place[0]))
        if not any(int(link[1]) in shown for link in links):
            return place[0]
        return "\n".join(shown.get(int(link[1])) or f"<p>{link[0]}</p>" for link in links)

    return _PLACE.sub(exchanged, html)


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
        attribute, sign, name, target = found.groups()
        if target:
            return f"url(#{prefix}{target})" if target in ids else found[0]
        if attribute == "name":
            return f'name="{prefix}{name}"'
        if not attribute.endswith("href"):
            names = (f"{prefix}{each}" if each in ids else each for each in name.split(" "))
            return f'{attribute}="{" ".join(names)}"'
        if not sign:
            return found[0]
        return f'{attribute}="#{prefix}{name}"' if name in ids else f'{attribute}="{escape(page)}#{name}"'

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
            part, frame = html[found.start() : tag.end()], _FRAMES.get(found[1])
            return f"<{frame}>{part}</{frame}>" if frame else part
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
