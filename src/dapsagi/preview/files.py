"""Files as a server sends them: their types, and none from outside."""

from __future__ import annotations

import mimetypes
import stat
from pathlib import Path

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


def place_within(path: Path, root: Path) -> Path | None:
    """Return the real place of a regular file if it is below `root`; None if it is elsewhere, or none."""
    try:
        real = path.resolve(strict=True)
        return real if real.is_relative_to(root) and stat.S_ISREG(real.stat().st_mode) else None
    except (OSError, ValueError):
        # No path has a character that no name can have.
        return None
