"""Addresses that stand in the text as they are, in the HTML of a body: where a line may end within one.

Browsers end it at whatever letter the line is full. Books end it behind a slash and before the other signs, and write
no hyphen (The Chicago Manual of Style, "URLs and DOIs at the end of a line").
"""

from __future__ import annotations

import re

from dapsagi.patterns import lazy_pattern

_ADDRESS = lazy_pattern(r"(?<=>)https?://[^<>\s]+(?=</a>)")
_PLACE = lazy_pattern(r"(?<=[^/]/)(?!/)(?=.)|(?=[?&]|(?<!&)#)")


def allow_breaks(html: str) -> str:
    """Return the HTML of a body with a `<wbr>` wherever a line may end within an address that is the text of a link.

    One with a dot in it is never without: by that the style sheet tells an address from words.
    """
    return _ADDRESS.sub(_loosened, html) if ">http" in html else html


def _loosened(address: re.Match[str]) -> str:
    loosened, count = _PLACE.subn("<wbr>", address[0])
    return loosened if count else "<wbr>.".join(address[0].rsplit(".", 1))
