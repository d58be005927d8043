"""What the preview sends to browsers beside the pages: its script, its worker, and what the dashboard wears."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from dapsagi.digest import digest_bytes
from dapsagi.machine.version import theme_folder

_HERE = Path(__file__).parent

# The files by the names under which they are served. The dashboard wears the theme's style sheet as it was before any
# author changed it.
_FILES = {
    "client.js": (_HERE / "morph.js", _HERE / "client.js"),
    "worker.js": (_HERE / "worker.js",),
    "theme.css": (theme_folder() / "assets" / "theme.css",),
}


@cache
def file(name: str) -> bytes:
    """Return the file that is served under a name."""
    return b"\n".join(part.read_bytes() for part in _FILES[name])


@cache
def version() -> str:
    """Return what changes with any of these files."""
    return digest_bytes(b"".join(map(file, _FILES)))[:12]


def insert(page: bytes, key: str, lang: str) -> bytes:
    """Return `page` with the script of the preview in it, before every script of its own that waits for the page."""
    tag = (
        f'<script data-dapsagi src="/_dapsagi/client.js?v={version()}" data-worker="/_dapsagi/worker.js?v={version()}" '
        f'data-key="{escape(key)}" data-lang="{escape(lang)}" defer></script>'
    ).encode()
    # Before the doctype it would put the page into quirks mode.
    place = _HEAD.search(page) or _HTML.search(page) or _DOCTYPE.match(page)
    end = place.end() if place else 0
    return page[:end] + tag + page[end:]


_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.I)
_HTML = re.compile(rb"<html(?:\s[^>]*)?>", re.I)
_DOCTYPE = re.compile(rb"\s*<!doctype[^>]*>", re.I)
