"""Pictures whose addresses an old theme completes.

Chirpy's layouts put the `media_subpath` of a post (`img_path` in its older versions) and the blog's `cdn` (`img_cdn`)
before the address of every picture. Source: `media-url.html` and `img-url.html` in its `_includes`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dapsagi.config import Settings

_SLASHES = re.compile(r"(?<!:)/{2,}")


def subpath_of(front_matter: Mapping[str, Any]) -> str:
    """Return the folder that a post's pictures are in, as its front matter says; empty if it does not."""
    return next(
        (value for name in ("media_subpath", "img_path") if isinstance(value := front_matter.get(name), str)), ""
    )


def media_host(settings: Settings) -> str:
    """Return what a blog made for Chirpy has its pictures at: the address of another host, or a folder; or nothing."""
    given = settings.extra
    names = (
        ("img_cdn", "cdn") if "chirpy" in f"{given.get('theme')} {given.get('remote_theme')}".lower() else ("img_cdn",)
    )
    hosts = (given.get(name) for name in names) if settings.is_jekyll else ()
    return next((host for host in hosts if isinstance(host, str) and host.strip()), "").strip()


def complete(host: str, subpath: str, path: str) -> str:
    """Return the whole address of a picture that is written as `path`: from the root of the site, or with its host."""
    whole = _SLASHES.sub("/", "/".join(filter(None, (host, subpath, path))))
    return whole if "://" in whole else "/" + whole.lstrip("/")
