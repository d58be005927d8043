"""Addresses that stand for a post or file by its name, where no attribute holds them: in code, or in a sentence.

`dapsagi.liquid.targets` tells of their form. As links of the body they are filled in like any other when a page is
rendered.
"""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec

from dapsagi.markup.body import MARKER_CLOSE, MARKER_OPEN, Body, Fragment, Link
from dapsagi.patterns import lazy_pattern

_Fragment = TypeVar("_Fragment", bound=Fragment)

_NAMED = lazy_pattern(r"/(?:post|link):[\w.%/~-]+;", re.ASCII)


def link_named_addresses(fragment: _Fragment, text: str) -> _Fragment:
    """Return a fragment that was made from `text`, with such addresses behind its other links.

    They are no words of a body.
    """
    if "/post:" not in fragment.html and "/link:" not in fragment.html:
        return fragment
    links = list(fragment.links)

    def mark(found: re.Match[str]) -> str:
        line = text.count("\n", 0, text.find(found[0])) + 1
        links.append(Link("", "", found[0], "", line))
        return f"{MARKER_OPEN}{len(links) - 1}{MARKER_CLOSE}"

    html = _NAMED.sub(mark, fragment.html)
    # Where highlighted code stands has changed as well.
    more = {"text": _NAMED.sub("", fragment.text), "code": ()} if isinstance(fragment, Body) else {}
    return msgspec.structs.replace(fragment, html=html, links=tuple(links), **more)
