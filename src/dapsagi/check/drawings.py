"""Whether a drawing in SVG may come home: it then lies on the blog's own site, and may do there what the site may.

An `<img>` runs no script of a drawing, but whoever opens the drawing by itself would let it act in the blog's name. So
what could act, or could ask other hosts, is refused rather than cut out: a drawing that came whole stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XHTML = "http://www.w3.org/1999/xhtml"

# What acts, or holds what is no drawing (https://www.w3.org/TR/SVG2/interact.html, SVG Tiny 1.2).
_ACTING = frozenset({"script", "handler", "listener", "foreignObject", "iframe", "object", "embed", "audio", "video"})
_ANIMATION = frozenset({"animate", "set", "animateTransform", "animateMotion", "animateColor"})
_RASTER = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.I)
_REFERENCE = re.compile(r"(?:url|image|image-set|src)\(\s*['\"]?\s*([^'\")\s]*)|@import|expression\(", re.I)
_CSS_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?|\\(.)", re.I)

# Queries with which a host of files gives out the file as it is.
_OF_FILES = ("", "raw=true", "sanitize=true", "inline=false")

# Services that draw an image for whoever asks: badges, counters of visits, cards of an account.
_DRAWN_ANEW = re.compile(
    r"badge|shields\.io|(?:^|[./-])(?:hits?|counter|stats?|streak|trophy|ghpvc|wakatime)(?:[./-]|$)", re.I
)


def is_drawing(kind: str, data: bytes) -> bool:
    """Say whether what came with the type `kind` is a drawing in SVG."""
    return kind == "image/svg+xml" or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:5].lower() in (b"<svg ", b"<svg>", b"<?xml")


def fault_of_drawing(url: str, data: bytes) -> str:
    """Return why the drawing at `url` cannot come home; nothing if it can."""
    if _is_drawn_anew(url):
        return "it is drawn anew for every reader, as badges and counters are"
    try:
        return _Reader().read(data)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"the drawing is damaged ({error})"


def _is_drawn_anew(url: str) -> bool:
    """Tell an address at which a file lies from one at which a program answers."""
    parts = urlsplit(url)
    is_file = parts.path.lower().endswith(".svg") and parts.query in _OF_FILES
    return not is_file or bool(_DRAWN_ANEW.search(f"{parts.hostname or ''}{parts.path.lower()}".removesuffix(".svg")))


class _Reader:
    """Reads one drawing to its end, and keeps the first thing that speaks against it."""

    def __init__(self) -> None:
        self._fault = ""
        self._depth = 0
        self._style = ""
        self._in_style = False

    def read(self, data: bytes) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        # Nothing is fetched while it is read, and a drawing that declares entities may unfold without end.
        parser.EntityDeclHandler = lambda *_: self._refuse("it declares entities")
        parser.ProcessingInstructionHandler = lambda *_: self._refuse("it asks for a style sheet")
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take
        parser.Parse(data, True)
        return self._fault

    def _refuse(self, fault: str) -> None:
        self._fault = self._fault or fault

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if not self._depth and (space, tag) != (_SVG, "svg"):
            self._refuse(f"it is no drawing but <{tag}>")
        self._depth += 1
        if space == _XHTML or (space == _SVG and tag in _ACTING):
            self._refuse(f"it holds <{tag}>")
        self._in_style = space == _SVG and tag == "style"
        for spaced, value in attributes.items():
            place, _, attribute = spaced.rpartition(" ")
            self._look_at(tag, place, attribute, value)

    def _look_at(self, tag: str, space: str, attribute: str, value: str) -> None:
        if attribute.lower().startswith("on") and not space:
            self._refuse(f"it acts on its own ({attribute})")
        elif attribute == "href" and space in ("", _XLINK):
            target = "".join(value.split())
            leads_on = tag == "a" and target.startswith(("http://", "https://"))
            if not (target.startswith("#") or leads_on or not target or _RASTER.match(target)):
                self._refuse(f"it asks for {target[:60]}")
        elif (
            tag in _ANIMATION
            and attribute == "attributeName"
            and value.strip().lower().startswith(("on", "href", "xlink"))
        ):
            self._refuse(f"it changes its own {value.strip()}")
        elif space == "" and "(" in value:
            self._look_at_style(value)
        if attribute == "style":
            self._look_at_style(value)

    def _look_at_style(self, style: str) -> None:
        plain = _CSS_ESCAPE.sub(lambda found: chr(int(found[1], 16) % 0x110000) if found[1] else found[2], style)
        for found in _REFERENCE.finditer(plain):
            target = found[1]
            if target is None or not (target.startswith("#") or _RASTER.match(target)):
                self._refuse(f"its style asks for {(target or found[0])[:60]}")

    def _take(self, text: str) -> None:
        if self._in_style:
            self._style += text

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._style:
            self._look_at_style(self._style)
        self._style, self._in_style = "", False
