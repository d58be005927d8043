"""Liquid, the template language of Jekyll, in the texts of posts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dapsagi.liquid.given import Expanded, Given

__all__ = ["Expanded", "Given", "expand_liquid"]


def expand_liquid(text: str, page: Mapping[str, Any], given: Given) -> Expanded:
    """Expand the Liquid of a text as Jekyll does; this never fails, and takes time linear in the length of the text.

    `page` holds the values behind `page.…`: front matter.

    In the dialect "jekyll" the result is Jekyll's wherever Jekyll has one. In "dapsagi" what Jekyll leaves out because
    it knows no such thing is shown as it stands, and nothing in code or between `$$` is Liquid. In both, what Jekyll
    would not build is shown as it stands. Each such place is reported.

    Addresses of other posts come out as `dapsagi.liquid.targets` describes them.
    """
    if "{%" not in text and "{{" not in text:
        return Expanded(text)
    # The library takes a quarter of a second to import, and most blogs have no Liquid at all.
    from dapsagi.liquid.context import Run, Site
    from dapsagi.liquid.engine import run_liquid

    run = Run(text, given)
    return run_liquid(run, {"page": page, "site": Site(run), "jekyll": {"environment": "production"}})
