"""Addresses on the web: what two of them that lead to one place may differ in."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from dapsagi.patterns import lazy_pattern

# Parameters that say where a reader came from and nothing of what is read.
_TRACKING = lazy_pattern(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|igshid|mc_cid|mc_eid|yclid|twclid|_ga|ref_src|ref_url|spm|si|feature|app|trk"
    r"|googleamp|amp|n_media|n_query|n_rank|n_ad_group|n_ad|napm|sfnsn|mibextid|wt_mc|xtor|ocid|cmpid)",
    re.I,
)

#: Those that are put there by others than the site itself, on any host.
FOREIGN_TRACKING = lazy_pattern(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|igshid|mc_cid|mc_eid|yclid|twclid)", re.I
)

_MOBILE = lazy_pattern(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_MOBILE_WIKI = lazy_pattern(r"^([a-z-]+)\.m\.(?=wiki)")


class Address(NamedTuple):
    """The parts of a web address that matter: the host, folded; the path, decoded; the query as pairs."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    fragment: str

    @property
    def target(self) -> str:
        """Path and query, as the patterns of the host tables see them."""
        return self.path + ("?" + "&".join(f"{name}={value}" for name, value in self.query) if self.query else "")

    @property
    def folded(self) -> str:
        """What all addresses of one place share."""
        return f"{self.host}{self.target.replace('/?', '?').rstrip('/')}"


def read_address(url: str) -> Address | None:
    """Read a web address; None where it cannot be one.

    The scheme, `www.`, a mobile host, a port that is the usual one and parameters that only track are dropped.
    """
    try:
        parts = urlsplit(url if "://" in url else "https:" + url)
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return None
    if not host or parts.scheme.lower() not in ("http", "https"):
        return None
    host = _MOBILE_WIKI.sub(r"\1.", _MOBILE.sub("", _MOBILE.sub("", host)))
    if port and port not in (80, 443):
        host += f":{port}"
    pairs = (pair.partition("=") for pair in parts.query.split("&") if pair)
    query = tuple((name, unquote(value)) for name, _, value in pairs if not _TRACKING.fullmatch(name))
    return Address(host, unquote(parts.path) or "/", query, parts.fragment)


def without_tracking(url: str) -> str:
    """Return an address without the parameters that others put there to track who follows it."""
    before, mark, rest = url.partition("?")
    if not mark:
        return url
    query, hash_mark, fragment = rest.partition("#")
    kept = [pair for pair in query.split("&") if not FOREIGN_TRACKING.fullmatch(pair.partition("=")[0])]
    return before + ("?" + "&".join(kept) if kept else "") + hash_mark + fragment


def hosts_above(host: str) -> tuple[str, ...]:
    """Return a host and the domains that it belongs to, the nearest first."""
    labels = host.partition(":")[0].split(".")
    return tuple(".".join(labels[start:]) for start in range(len(labels) - 1)) or (host,)


def is_local(host: str, names: Container[str] = ("localhost", "127.0.0.1", "0.0.0.0", "::1")) -> bool:
    """Say whether a host is the reader's own machine, or one of a network at home."""
    return host in names or host.endswith((".local", ".localhost")) or bool(_PRIVATE.match(host))


# RFC 1918.
_PRIVATE = lazy_pattern(r"(?:127|10)\.\d+\.\d+\.\d+$|192\.168\.\d+\.\d+$|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+$")
