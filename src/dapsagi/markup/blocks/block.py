"""The block tree: what the block parser hands to the builder, under kramdown's element names."""

from __future__ import annotations

from typing import Any

Attributes = dict[str, str]


class AttributeList:
    """The content of an IAL or ALD: attributes and the names of attribute lists that it refers to."""

    __slots__ = ("attributes", "references")

    def __init__(self) -> None:
        self.attributes: Attributes = {}
        self.references: list[str] = []


class Block:
    """A block-level element.

    `kind` is kramdown's element type ("p", "header", "codeblock", "html", "blank", "eob", …); `value` its text: what
    the span parser will read, the code of a code block, the tag of an HTML element. `options` holds what only one
    kind needs.
    """

    __slots__ = ("attributes", "children", "ial", "kind", "line", "options", "transparent", "value")

    def __init__(self, kind: str, value: str = "", line: int = 0) -> None:
        self.kind = kind
        self.value = value
        self.line = line
        self.attributes: Attributes = {}
        self.children: list[Block] = []
        self.ial: AttributeList | None = None
        # A transparent paragraph shows its content without a <p>: the text of a tight list item.
        self.transparent = False
        self.options: dict[str, Any] = {}
