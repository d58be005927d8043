"""The element tree: Python-Markdown's, with what HTML alone cannot say kept beside an element.

An element's tag is a string, as everywhere in ElementTree. Two more kinds carry a function as tag, as ElementTree's
own comments do: `Markup`, whose text is written as it is, and `Math`, whose text is TeX.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import Any, TypeAlias
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


#: What takes the place of a part of a text: where that starts and ends, and the element or the text.
Replacement: TypeAlias = tuple[int, int, Element | str]


def replace_in_texts(
    root: Element, find: Callable[[str], Iterable[Replacement]], code: Container[Element], raw: Container[Element]
) -> None:
    """Put what `find` finds into the texts below `root`, but into no text of `raw` elements and nothing in `code`."""
    stack = [root]
    while stack:
        element = stack.pop()
        children = list(element)
        stack += [child for child in children if isinstance(child.tag, str) and child not in code]
        if element in raw:
            continue
        if element.text and (found := list(find(element.text))):
            element.text, elements = _parted(element.text, found)
            element[:0] = elements
        for child in children:
            if child.tail and (found := list(find(child.tail))):
                child.tail, elements = _parted(child.tail, found)
                place = list(element).index(child) + 1
                element[place:place] = elements


def _parted(text: str, found: Iterable[Replacement]) -> tuple[str, list[Element]]:
    """Return what stands before the first element, and the elements with what follows each as its tail."""
    head, done = "", 0
    elements: list[Element] = []
    for start, end, new in (*found, (len(text), len(text), "")):
        if start < done:
            continue
        words = text[done:start] + (new if isinstance(new, str) else "")
        if elements:
            elements[-1].tail = (elements[-1].tail or "") + words
        else:
            head += words
        if not isinstance(new, str):
            elements.append(new)
        done = end
    return head, elements


def Markup(*_: Any) -> None:  # noqa: N802  # a tag, spelt like ElementTree's Comment
    """Tag of finished HTML."""


def Math(*_: Any) -> None:  # noqa: N802  # a tag
    """Tag of a formula within a line."""


def DisplayMath(*_: Any) -> None:  # noqa: N802  # a tag
    """Tag of a formula that is a block."""
