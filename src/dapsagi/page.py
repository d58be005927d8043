"""A page as a value: all that decides what its file holds."""

from __future__ import annotations

import msgspec

from dapsagi.views import Chrome, View

#: The style sheet of drawn formulas, among the assets.
FORMULAS = "katex/katex.min.css"


class Page(msgspec.Struct, frozen=True):
    """A file of the finished site: its address, the template that makes it, and all that the template may see."""

    url: str
    template: str
    chrome: Chrome
    view: View
