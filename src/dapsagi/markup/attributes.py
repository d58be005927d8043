"""Attribute lists: `{: #id .class key="value" reference}`.

Source: kramdown's syntax page, sections "Attribute List Definitions" and "Inline Attribute Lists".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dapsagi.markup.blocks.block import AttributeList, Attributes
from dapsagi.markup.grammar import ALD_ID_NAME, SPACE, STRIPPED

_KEY_VALUE = rf"({ALD_ID_NAME})=(\"|')((?:\\\}}|\\\2|[^}}])*?)\2"
_ID = r"#([A-Za-z][A-Za-z0-9_:-]*)"
_CLASS = rf"\.([^{SPACE}.#]+)"
_ID_OR_CLASS = re.compile(rf"{_ID}|{_CLASS}")
_ITEM = re.compile(
    rf"(?:\A|[{SPACE}])(?:{_KEY_VALUE}|({ALD_ID_NAME})|((?:#[A-Za-z][A-Za-z0-9_:-]*|\.[^{SPACE}.#]+)+))"
    rf"(?=[{SPACE}]|\Z)"
)
_ESCAPED = {quote: re.compile(rf"\\(\}}|{quote})") for quote in "\"'"}


def parse_attribute_list(text: str, into: AttributeList) -> AttributeList:
    """Add the items of `text` to `into` and return it; what is no item is skipped, as kramdown does."""
    if text.strip(STRIPPED) in ("", ":"):
        return into
    for match in _ITEM.finditer(text):
        key, quote, value, reference, marks = match.groups()
        if reference is not None:
            into.references.append(reference)
        elif marks is not None:
            for id_mark, class_mark in _ID_OR_CLASS.findall(marks):
                if class_mark:
                    _add_class(into.attributes, class_mark)
                else:
                    into.attributes["id"] = id_mark
        else:
            into.attributes[key] = _ESCAPED[quote].sub(r"\1", value)
    return into


def apply_attribute_list(attributes: Attributes, ial: AttributeList, definitions: Mapping[str, AttributeList]) -> None:
    """Set on an element what a list says, first what it refers to."""
    if ial.references:
        _apply_references(attributes, ial, definitions, set())
    apply_attributes(attributes, ial.attributes)


def _apply_references(
    attributes: Attributes, ial: AttributeList, definitions: Mapping[str, AttributeList], seen: set[str]
) -> None:
    for reference in ial.references:
        # Lists may refer to one another in a circle.
        if reference in definitions and reference not in seen:
            seen.add(reference)
            _apply_references(attributes, definitions[reference], definitions, seen)
            apply_attributes(attributes, definitions[reference].attributes)


def apply_attributes(attributes: Attributes, other: Attributes) -> None:
    """Set `other` on an element: classes add up, other values are replaced."""
    for key, value in other.items():
        if key == "class":
            _add_class(attributes, value)
        else:
            attributes[key] = value


def _add_class(attributes: Attributes, name: str) -> None:
    attributes["class"] = f"{attributes['class']} {name}" if attributes.get("class") else name
