"""The element tree: Python-Markdown's, with what HTML alone cannot say kept beside an element.

An element's tag is a string, as everywhere in ElementTree. Two more kinds carry a function as tag, as ElementTree's
own comments do: `Markup`, whose text is written as it is, and `Math`, whose text is TeX.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any
from xml.etree.ElementTree import Element


def tag_of(element: Element) -> Any:
    """Return the tag of an element: a string, or one of the functions below."""
    return element.tag


def markup(text: str) -> Element:
    """Return an element that stands for a piece of finished HTML."""
    return _special(Markup, text)


def math(tex: str, *, display: bool) -> Element:
    """Return an element that stands for a formula."""
    return _special(DisplayMath if display else Math, tex)


def _special(tag: Any, text: str) -> Element:
    element = Element(tag)
    element.text = text
    return element


def append_text(element: Element, text: str) -> None:
    """Add text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def replace_in_texts(
    root: Element, split: Callable[[str], tuple[str, list[Element]]], code: Container[Element], raw: Container[Element]
) -> None:
    """Put elements into the texts below `root`, but into no text of `raw` elements and nothing within `code`.

    `split` gives of a text what stands before the first element, and the elements with what follows each as its tail.
    """
    stack = [root]
    while stack:
        element = stack.pop()
        children = list(element)
        stack += [child for child in children if isinstance(child.tag, str) and child not in code]
        if element in raw:
            continue
        if element.text:
            element.text, found = split(element.text)
            for place, each in enumerate(found):
                element.insert(place, each)
        for child in children:
            if child.tail:
                child.tail, found = split(child.tail)
                place = list(element).index(child) + 1 if found else 0
                for offset, each in enumerate(found):
                    element.insert(place + offset, each)


def Markup(*_: Any) -> None:  # noqa: N802  # a tag, spelt like ElementTree's Comment
    """Tag of finished HTML."""


def Math(*_: Any) -> None:  # noqa: N802  # a tag
    """Tag of a formula within a line."""


def DisplayMath(*_: Any) -> None:  # noqa: N802  # a tag
    """Tag of a formula that is a block."""
