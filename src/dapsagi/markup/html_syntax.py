"""HTML as kramdown reads it: tags, attributes, and how it treats the content of each element.

Source: kramdown's syntax page, "HTML Blocks" and "HTML Spans".
"""

from __future__ import annotations

import re

from dapsagi.markup.blocks.block import Attributes
from dapsagi.markup.grammar import SPAN_ELEMENTS, UNAME, WS

_VALUE = r"(?:\w++|\"[^\"]*+\"|'[^']*+')"
TAG = re.compile(rf"<({UNAME})((?:{WS}++{UNAME}(?:{WS}*+={WS}*+{_VALUE})?)*+){WS}*+(/)?>")
CLOSE_TAG = re.compile(rf"</({UNAME}){WS}*+>")
TAG_START = re.compile(r"<(?:[^\W\d]|[/!?])")
TRAILING_SPACE = re.compile(r"[ \t]*\n")
_ATTRIBUTE = re.compile(rf"{WS}*({UNAME})(?:{WS}*={WS}*(?:(\w+)|([\"'])(.*?)\3))?", re.DOTALL)

_BLOCK_CONTENT = (
    "address applet article aside blockquote body dd details div dl fieldset figure figcaption footer form header"
    " hgroup iframe li main map menu nav noscript object section summary td"
)
_SPAN_CONTENT = (
    "a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend optgroup p q rb"
    " rbc rp rt rtc ruby select small span strong sub sup th tt"
)
_RAW_CONTENT = "script style math option textarea pre code kbd samp var"

#: How the content of an element is parsed; of any other element it stays as it is.
CONTENT_MODEL = {
    **dict.fromkeys(_BLOCK_CONTENT.split(), "block"),
    **dict.fromkeys(_SPAN_CONTENT.split(), "span"),
    **dict.fromkeys(_RAW_CONTENT.split(), "raw"),
}
_BLOCK_ELEMENTS = (
    "address article aside applet body blockquote caption col colgroup dd div dl dt fieldset figcaption footer form h1"
    " h2 h3 h4 h5 h6 header hgroup hr html head iframe legend menu li main map nav ol optgroup p pre section summary"
    " table tbody td th thead tfoot tr ul"
)
_VOID_ELEMENTS = "area base br col command embed hr img input keygen link meta param source track wbr"
BLOCK_ELEMENTS = frozenset(_BLOCK_ELEMENTS.split())
VOID_ELEMENTS = frozenset(_VOID_ELEMENTS.split())
KNOWN_ELEMENTS = SPAN_ELEMENTS | BLOCK_ELEMENTS | VOID_ELEMENTS | CONTENT_MODEL.keys()

#: Values of the attribute `markdown`; "default" asks for the element's own content model.
MARKDOWN_VALUES = {"0": "raw", "1": "default", "span": "span", "block": "block"}


def tag_name(name: str) -> str:
    """Return the name of an element: those of HTML are lower case, others stay as written."""
    lower = name.lower()
    return lower if lower in KNOWN_ELEMENTS else name


def parse_attributes(text: str, known: bool) -> Attributes:
    """Return the attributes of a tag; names are lower case in an element of HTML."""
    attributes: Attributes = {}
    for name, bare, _, quoted in _ATTRIBUTE.findall(text):
        attributes[name.lower() if known else name] = bare or quoted
    return attributes
