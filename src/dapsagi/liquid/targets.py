"""Addresses that are known only once every post is: what `post_url` and `link` leave in a text.

`{% post_url 2019-12-25-name %}` becomes `/post:2019-12-25-name;`, `{% link _posts/2019-12-25-name.md %}` becomes
`/link:_posts/2019-12-25-name.md;`, percent-encoded. They begin like any path from the root of a site, so Markdown,
`relative_url`, `absolute_url` and an author's `{{ site.baseurl }}` or `{{ site.url }}` before them treat them as such.
The semicolon parts them from what an author writes behind them.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote, unquote

import msgspec

# A name is percent-encoded, so there is no semicolon in it.
_END = ";"

#: What the address of a post begins with that is named as in `post_url`: by date and slug, after its folders if any.
POST = "/post:"

#: What the address of a source file begins with that is named as in `link`: by its path from the root of the blog.
LINK = "/link:"

_REFERENCE = re.compile(r"(?P<before>[^?#]*?)/(?P<kind>post|link):(?P<name>[^?#;]*);(?P<tail>.*)", re.DOTALL)


class Target(msgspec.Struct, frozen=True):
    """A post or file by its name, with what stands before it (a host or base path) and behind it (`#…`, `amp/`)."""

    kind: Literal["post", "link"]
    name: str
    before: str = ""
    tail: str = ""


def post_address(name: str) -> str:
    """Return the address that stands for the post which `post_url` names."""
    return POST + quote(name.removeprefix("/"), errors="replace") + _END


def link_address(path: str) -> str:
    """Return the address that stands for the file which `link` names."""
    return LINK + quote(path.removeprefix("/"), errors="replace") + _END


def read_target(address: str) -> Target | None:
    """Return what an address refers to by name; None for an ordinary address."""
    if POST not in address and LINK not in address:
        return None
    found = _REFERENCE.fullmatch(address)
    if found is None:
        return None
    kind: Literal["post", "link"] = "post" if found["kind"] == "post" else "link"
    return Target(kind, unquote(found["name"]), found["before"], found["tail"])
