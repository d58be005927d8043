"""Files as a server sends them: their types, parts of them, and none from outside."""

from __future__ import annotations

import mimetypes
import re
import stat
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

# The system's own table is left aside, so that a file has the same type on every machine.
_TYPES = mimetypes.MimeTypes()
for _type, _extension in (
    ("text/javascript", ".js"),
    ("text/javascript", ".mjs"),
    ("application/xml", ".xml"),
    ("application/manifest+json", ".webmanifest"),
    ("image/avif", ".avif"),
    ("image/webp", ".webp"),
    ("image/x-icon", ".ico"),
    ("font/woff", ".woff"),
    ("font/woff2", ".woff2"),
    ("text/markdown", ".md"),
):
    _TYPES.add_type(_type, _extension)


def content_type(path: str) -> str:
    """Return the media type of a file by its name, with the charset of all texts."""
    kind, encoding = _TYPES.guess_type(path)
    if encoding or kind is None:
        return "application/octet-stream"
    is_text = kind.startswith("text/") or kind in ("application/xml", "application/json", "image/svg+xml")
    return f"{kind}; charset=utf-8" if is_text else kind


class Part(msgspec.Struct, frozen=True):
    """What of a file is sent, from byte `first` up to `end`: all of it (200), some (206), or nothing (416)."""

    status: Literal[200, 206, 416]
    first: int
    end: int

    @property
    def span(self) -> str:
        """The bytes as a `Content-Range` header names them."""
        return f"{self.first}-{self.end - 1}" if self.first < self.end else "*"


def part_of(header: str, size: int) -> Part:
    """Return what a `Range` header asks for of a file of this size; several ranges may be ignored, and are.

    See https://www.rfc-editor.org/rfc/rfc9110#name-range-requests.
    """
    whole = Part(200, 0, size)
    found = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip())
    if found is None or not (found[1] or found[2]):
        return whole
    if not found[1]:
        first, end = max(size - int(found[2]), 0), size
    else:
        first, end = int(found[1]), min(int(found[2]) + 1 if found[2] else size, size)
        if found[2] and int(found[2]) < first:
            return whole
    return Part(206, first, end) if first < end else Part(416, 0, 0)


def open_within(path: Path, root: Path) -> BinaryIO | None:
    """Open a regular file whose real place is below `root`."""
    try:
        real = path.resolve(strict=True)
        if real.is_relative_to(root) and stat.S_ISREG(real.stat().st_mode):
            return real.open("rb")
    except OSError:
        pass
    return None
