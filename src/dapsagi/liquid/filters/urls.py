"""The filters of Jekyll that make addresses, with the forms that the addressable library for Ruby gives them.

Sources: RFC 3986, sections 3 and 6.2.2; https://jekyllrb.com/docs/liquid/filters/ (`relative_url`, `absolute_url`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from liquid.exceptions import FilterError
from liquid.filter import with_context

from dapsagi.liquid.context import Context
from dapsagi.liquid.values import STRIPPED, Value, inspect, to_s

_PARTS = re.compile(
    r"(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.DOTALL,
)
_SEGMENT = "!$&'()*+,;=:@-._~"
_RESERVED = ":/?#[]@" + _SEGMENT
_QUERY = "-._~!$'()*+,=:@/?"
_DEFAULT_PORTS = {"http": "80", "https": "443"}


@with_context
def _relative_url(value: Value, *, context: Context) -> str | None:
    """Return an address from the root of the host: with `baseurl` before it, unless it has a scheme already."""
    if value is None:
        return None
    address = to_s(value)
    if _is_absolute(address):
        return address
    base = to_s(context.run.given.site.get("baseurl")).removesuffix("/")
    return _normalize("".join(_rooted(part) for part in (base, address)))


@with_context
def _absolute_url(value: Value, *, context: Context) -> str | None:
    """Return an address with `url` and `baseurl` before it, unless it has a scheme already."""
    relative: str | None = _relative_url(value, context=context)
    if relative is None or _is_absolute(to_s(value)):
        return relative
    host = to_s(context.run.given.site.get("url"))
    return _normalize(host + relative) if host else relative


def _uri_escape(value: Value) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise FilterError(f"{inspect(value)} is no text", token=None)
    return _component(value, _RESERVED)


def _normalize(address: str) -> str:
    """Return an address in the normal form of RFC 3986: small letters in the host, no dots, one way to encode."""
    found = _PARTS.fullmatch(address)
    if found is None:
        return address
    scheme = found["scheme"].lower() if found["scheme"] else ""
    authority = None if found["authority"] is None else _authority(found["authority"], scheme)
    path = "/".join(_component(segment, _SEGMENT) for segment in found["path"].strip(STRIPPED).split("/"))
    path = _without_dots(path) or ("/" if scheme in _DEFAULT_PORTS else "")
    text = (f"{scheme}:" if scheme else "") + (f"//{authority}" if authority is not None else "") + path
    if found["query"]:
        text += "?" + "&".join(_component(pair, _QUERY, kept="+") for pair in found["query"].split("&"))
    if found["fragment"] is not None:
        text += "#" + _component(found["fragment"], _SEGMENT + "/?")
    return text


def _is_absolute(address: str) -> bool:
    found = _PARTS.fullmatch(address)
    return bool(found and found["scheme"])


def _rooted(part: str) -> str:
    return part if not part or part.startswith("/") else f"/{part}"


def _component(text: str, safe: str, kept: str = "") -> str:
    """Percent-encode all but `safe` once, whatever is encoded already; a sign in `kept` stays encoded if it was."""
    for sign in kept:
        text = re.sub(f"%{ord(sign):02X}", f"%25{ord(sign):02X}", text, flags=re.IGNORECASE)
    decoded = unquote_to_bytes(text.encode("utf-8", "replace")).decode("utf-8", "surrogateescape")
    encoded = quote(unicodedata.normalize("NFKC", decoded), safe=safe, errors="surrogateescape")
    for sign in kept:
        encoded = encoded.replace(f"%25{ord(sign):02X}", f"%{ord(sign):02X}")
    return encoded


def _authority(authority: str, scheme: str) -> str:
    user, at, host = authority.rpartition("@")
    name, colon, port = host.rpartition(":")
    if not colon or not port.isdigit():
        name, port = host, ""
    name = name.strip(STRIPPED).lower()
    try:
        name = name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        name = quote(name)
    return user + at + name + (f":{port}" if port and port != _DEFAULT_PORTS.get(scheme) else "")


def _without_dots(path: str) -> str:
    if "." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for index, segment in enumerate(segments):
        is_last = index == len(segments) - 1
        if segment == ".." and len(kept) > 1:
            kept.pop()
        elif segment not in (".", ".."):
            kept.append(segment)
            continue
        if is_last:
            kept.append("")
    return "/".join(kept)


FILTERS: dict[str, Callable[..., Any]] = {
    "relative_url": _relative_url,
    "absolute_url": _absolute_url,
    "strip_index": lambda value: re.sub(r"/index\.html?$", "/", to_s(value), flags=re.M) if value else None,
    "uri_escape": _uri_escape,
}
