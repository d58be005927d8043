"""Rules that a post switches off for itself: `<!-- dapsagi-ignore L201 W203 -->`."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--\s*dapsagi-ignore\b([^<>]*?)-->")
_CODE = re.compile(r"[A-Z]\d{3}")


def silenced_in(text: str) -> frozenset[str]:
    """Return the codes of the rules that a text switches off."""
    return frozenset(code for found in _COMMENT.finditer(text) for code in _CODE.findall(found[1].upper()))
