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
#: An end tag, a start tag with attributes and slash, or the beginning of a comment or a processing instruction.
TOKEN = re.compile(
    rf"<(?:/({UNAME}){WS}*+>|({UNAME})((?:{WS}++{UNAME}(?:{WS}*+={WS}*+{_VALUE})?)*+){WS}*+(/)?>|(!--|\?))"
)
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
_LATER_ELEMENTS = (
    "audio bdi canvas center data datalist dialog dir font frame frameset keygen marquee meter nobr noembed noframes"
    " output picture plaintext portal progress s search selectedcontent slot strike template time title video xmp"
    " annotation circle clippath defs desc ellipse filter foreignobject g image line lineargradient marker mask"
    " metadata mfrac mi mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd"
    " mtext mtr munder munderover path pattern polygon polyline radialgradient rect semantics set stop svg switch"
    " symbol text textpath tspan use view animate animatetransform"
)
#: Every element of HTML, and what stands within <svg> and <math>, in lower case.
HTML_NAMES = KNOWN_ELEMENTS | frozenset(_LATER_ELEMENTS.split())

#: The attributes that hold addresses, by element.
ADDRESSES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src",),
    "script": ("src",),
    "source": ("src",),
    "track": ("src",),
    "video": ("src", "poster"),
}

#: Values of the attribute `markdown`; "default" asks for the element's own content model.
MARKDOWN_VALUES = {"0": "raw", "1": "default", "span": "span", "block": "block"}


def is_element(name: str) -> bool:
    """Whether a name is one of HTML's, or a custom element's, which has a hyphen."""
    return name.lower() in HTML_NAMES or "-" in name


def tag_name(name: str) -> str:
    """Return the name of an element: those of HTML are lower case, others stay as written."""
    lower = name.lower()
    return lower if lower in KNOWN_ELEMENTS else name


def parse_attributes(text: str, known: bool) -> Attributes:
    """Return the attributes of a tag; names are lower case in an element of HTML."""
    attributes: Attributes = {}
    if not text:
        return attributes
    for name, bare, _, quoted in _ATTRIBUTE.findall(text):
        attributes[name.lower() if known else name] = bare or quoted
    return attributes
