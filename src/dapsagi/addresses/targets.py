"""What a link's target says by itself: whether it can lead to this blog at all.

An old theme may complete those of pictures: Chirpy's layouts put the `media_subpath` of a post (`img_path` in its older
versions) and the blog's `cdn` (`img_cdn`) before them. Source: `media-url.html` and `img-url.html` in its `_includes`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from dapsagi.config import Settings

#: The scheme under which a body keeps the target of a wiki link, until the site is known.
WIKI = "wiki:"

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*", re.I)
_ON_A_DISK = re.compile(r"(?:file:|[a-z]:[\\/])", re.I)


def own_hosts(url: str) -> tuple[str, ...]:
    """Return the host names under which the blog at `url` knows itself: with and without `www.`."""
    host = urlsplit(url).hostname or ""
    return (host, f"www.{host}", host.removeprefix("www.")) if host else ()


def may_be_local(target: str, hosts: tuple[str, ...]) -> bool:
    """Say whether a target may lead to another page or file of the blog that answers under `hosts`."""
    target = target.strip()
    if not target or target.startswith("#"):
        return False
    scheme, colon, rest = target.partition(":")
    if colon and scheme.lower() in ("http", "https"):
        return _host_of(rest) in hosts
    if target.startswith("//"):
        return _host_of(target) in hosts
    # A colon before any slash ends a scheme (`mailto:`, `data:`); after one, or after what no scheme may have in it, it
    # is part of a path (RFC 3986, 3.1).
    return not colon or target.startswith(WIKI) or is_on_a_disk(target) or not _SCHEME.fullmatch(scheme)


def is_on_a_disk(target: str) -> bool:
    """Say whether a target is a file of a machine: `file:///home/kim/a.png`, `C:\\pictures\\a.png`."""
    return _ON_A_DISK.match(target) is not None


def _host_of(rest: str) -> str:
    authority = rest.lstrip("/").partition("/")[0].lower()
    return authority.rpartition("@")[2].partition(":")[0].partition("?")[0].partition("#")[0]


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
