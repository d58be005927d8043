"""A page as a value: all that decides what its file holds."""

from __future__ import annotations

import msgspec

from dapsagi.pages.views.chrome import Chrome
from dapsagi.pages.views.parts import View

#: The style sheet of drawn formulas, among the assets.
FORMULAS = "katex/katex.min.css"

#: The style sheet of the route map, among the assets.
MAP_STYLES = "map.css"

#: Mermaid's script, among the assets of a blog that brings it: it is too heavy to carry for everybody.
MERMAID = "mermaid.min.js"

#: The script that loads it when a reader comes near a diagram.
DIAGRAMS = "diagrams.js"

#: The script that loads comments and counts, among the assets of a blog that has them.
SERVICES = "services.js"


class Page(msgspec.Struct, frozen=True):
    """A file of the finished site: its address, the template that makes it, and all that the template may see."""

    url: str
    template: str
    chrome: Chrome
    view: View
