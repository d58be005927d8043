"""A walk through the finished site: whether every address of its own that a page names answers.

What is read is the HTML as it will be served, so this sees templates, raw HTML and the base path as readers do.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

import msgspec

from dapsagi.addresses.urls import served_file
from dapsagi.problems import Problem, Severity, Span

_SILENT = re.compile(r"<!--.*?-->|<(script|style|template)\b[^>]*>.*?</\1\s*>", re.S | re.I)
_TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"""\s(id|name|href|src|srcset|poster)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)

# What a browser fetches by itself: a dead one is a hole in the page.
_FETCHED = {"img", "script", "source", "video", "audio", "iframe", "embed", "track", "input"}


class Target(msgspec.Struct, frozen=True):
    """An address that a page names, and whether a browser fetches it without being asked."""

    address: str
    fetched: bool


class Page(msgspec.Struct, frozen=True):
    """What one page offers to links and what it names."""

    anchors: frozenset[str]
    targets: tuple[Target, ...]


def read_page(text: str) -> Page:
    """Return the anchors and the addresses of a page."""
    anchors: set[str] = set()
    targets: dict[Target, None] = {}
    for tag in _TAG.finditer(_SILENT.sub(_tag_alone, text)):
        element = tag[1].lower()
        for found in _ATTRIBUTE.finditer(tag[2]):
            name, value = found[1].lower(), html.unescape(found[2] or found[3] or found[4] or "").strip()
            if name == "id" or (name == "name" and element == "a"):
                anchors.add(value)
            elif name != "name":
                fetched = element in _FETCHED or name in ("srcset", "poster")
                targets |= {Target(address, fetched): None for address in _addresses(name, value)}
    return Page(frozenset(anchors), tuple(targets))


def find_dead(pages: Mapping[str, Page], files: Collection[str], url: str, base: str) -> Iterator[Problem]:
    """Yield a problem for every address of the site's own that does not answer, once a page.

    `pages` and `files` go by their path in the site, `url` and `base` are where it will stand.
    """
    host = url or "https://site.invalid"
    files = frozenset(files)
    for path, page in pages.items():
        here = host + base + "/" + path.removesuffix("index.html")
        for target in page.targets:
            try:
                parts = urlsplit(urljoin(here, target.address))
            except ValueError:
                continue
            if f"{parts.scheme}://{parts.netloc}" != host:
                continue
            place = unicodedata.normalize("NFC", unquote(parts.path)) or "/"
            if base and place != base and not place.startswith(base + "/"):
                yield _outside(path, target, base)
                continue
            file = served_file(place.removeprefix(base).lstrip("/"), files)
            if file is None:
                yield _dead(path, target)
            elif parts.fragment and file in pages and not _has_anchor(pages[file], parts.fragment):
                yield _no_anchor(path, target)


def _tag_alone(found: re.Match[str]) -> str:
    # A script's own tag names an address; what stands in it does not.
    return found[0].partition(">")[0] + ">" if found[1] else ""


def _addresses(name: str, value: str) -> list[str]:
    if name != "srcset":
        return [value] if value else []
    return [part.split()[0] for part in re.split(r",\s+", value) if part.split()]


def _has_anchor(page: Page, fragment: str) -> bool:
    # A text fragment and the top of the page are no anchors of the author's.
    name = unquote(fragment).partition(":~:")[0]
    return name in ("", "top") or name in page.anchors or fragment in page.anchors


def _dead(path: str, target: Target) -> Problem:
    if target.fetched:
        message, hint = (
            f"shows {unquote(target.address)}, which is not there",
            "put the file there or correct the address",
        )
        return Problem("G309", Severity.ERROR, message, Span(path), hint)
    message = f"links to {unquote(target.address)}, and nothing answers there"
    return Problem("G310", Severity.WARNING, message, Span(path), "correct or remove the link")


def _no_anchor(path: str, target: Target) -> Problem:
    message = f"links to {unquote(target.address)}, and that page has no such place"
    return Problem("G311", Severity.WARNING, message, Span(path), "correct what stands behind the #")


def _outside(path: str, target: Target, base: str) -> Problem:
    severity = Severity.ERROR if target.fetched else Severity.WARNING
    message = f"{'shows' if target.fetched else 'links to'} {target.address}, which is outside of {base}/"
    return Problem("G312", severity, message, Span(path), f"write {base}{target.address}, or the whole address")
