"""Links by title, `[[title]]` and `[[title|text]]`, and what is embedded, `![[plot.png]]`.

Source: Obsidian's documentation, "Internal links" and "Embed files". In tables it writes a backslash before the bar.
What stands behind the bar of a picture says what it shows, how wide it is (`|300`, `|300x200`), or both.

Where such a link leads is known to the site alone: its address is `wiki:title` until then. A body holds its own text
alone, so a note that is embedded is a link to it there, which a page puts the note in the place of (`embedding`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from dapsagi.addresses.targets import WIKI
from dapsagi.markup.embedding import EMBED
from dapsagi.markup.spans.links import LINK, parse_footnote_or_link, parse_image
from dapsagi.markup.spans.parser import SpanParser

_BY_TITLE = re.compile(r"!?\[\[([^\[\]|\n]{1,500})(?:\|([^\[\]\n]{1,500}))?\]\](?![(\[])")
_SHOWN = re.compile(
    r".*\.(?:avif|bmp|gif|jpe?g|png|svg|webp|3gp|flac|m4a|mkv|mov|mp3|mp4|og[agv]|wav|webm)", re.I | re.S
)
_NONE: Mapping[str, str] = MappingProxyType({})
# C# and its kin are names.
_SHARP = re.compile(r"(?<!\b[A-Z])#")
_SIZE = re.compile(r"(?:^|\|)\s*(\d{1,5})(?:x(\d{1,5}))?\s*$")


def parse_wiki_link(spans: SpanParser, pos: int) -> bool:
    """Parse a link by title, or else a footnote's marker or a link."""
    match = _BY_TITLE.match(spans.text, pos) if spans.text.startswith("[[", pos) else None
    if not match or spans.open & LINK or not match[1].strip():
        return parse_footnote_or_link(spans, pos)
    _add_link(spans, match, *_parts(match))
    return True


def parse_embedded(spans: SpanParser, pos: int) -> bool:
    """Parse a picture, a recording or a note that is embedded by its name, or else an image."""
    match = _BY_TITLE.match(spans.text, pos) if spans.text.startswith("![[", pos) else None
    if not match or not match[1].strip():
        return parse_image(spans, pos)
    name, words = _parts(match)
    if not _SHOWN.fullmatch(name.partition("#")[0]):
        if spans.open & LINK:
            return parse_image(spans, pos)
        _add_link(spans, match, name, words, {"class": EMBED})
        return True
    element = Element("img")
    size = _SIZE.search(words)
    if size:
        element.attrib |= {key: value for key, value in zip(("width", "height"), size.groups(), strict=True) if value}
        words = words[: size.start()]
    spans.add_link(element, "img", _address(name), None, words.strip().replace("&", "&amp;"), spans.line_at(pos))
    spans.pos = match.end()
    return True


def _parts(match: re.Match[str]) -> tuple[str, str]:
    name = match[1].strip()
    return (name.removesuffix("\\").rstrip(), match[2]) if match[2] else (name, "")


def _add_link(
    spans: SpanParser, match: re.Match[str], title: str, words: str, attributes: Mapping[str, str] = _NONE
) -> None:
    element = Element("a")
    element.attrib.update(attributes)
    element.text = (words.strip() or _said(title)).replace("&", "&amp;")
    spans.add_link(element, "a", _address(title), None, "", spans.line_at(match.start()))
    spans.pos = match.end()


def _said(title: str) -> str:
    """Return what stands for a title without other words: `글 > 장 > 절`, as Obsidian has it; no name of a block."""
    parts = [part.strip() for part in _SHARP.split(title) if part.strip() and not part.startswith("^")]
    return " > ".join(parts) or title


def _address(name: str) -> str:
    return (WIKI + name).replace("&", "&amp;")
