"""An outline holds the headings of a text, nested as their levels say."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from dapsagi.markup.body import Heading
from dapsagi.renderer.filters import OutlineNode, outline


def walk(nodes: tuple[OutlineNode, ...]) -> Iterator[OutlineNode]:
    for node in nodes:
        yield node
        yield from walk(node.children)


def headings(*levels: int) -> list[Heading]:
    return [Heading(level, str(index), str(index)) for index, level in enumerate(levels)]


texts = st.lists(st.integers(min_value=1, max_value=6)).map(lambda levels: headings(*levels))


@given(texts)
def test_every_heading_stands_once_and_in_order(text: list[Heading]) -> None:
    assert [node.heading for node in walk(outline(text, depth=6))] == text


@given(texts)
def test_what_hangs_under_a_heading_is_of_a_lower_level(text: list[Heading]) -> None:
    for node in walk(outline(text, depth=6)):
        assert all(child.heading.level > node.heading.level for child in node.children)


@given(texts, st.integers(min_value=1, max_value=6))
def test_an_outline_is_as_deep_as_asked_from_the_highest_heading_on(text: list[Heading], depth: int) -> None:
    top = min((heading.level for heading in text), default=1)
    kept = [heading for heading in text if heading.level < top + depth]
    assert [node.heading for node in walk(outline(text, depth))] == kept


def test_a_heading_that_skips_a_level_hangs_under_the_one_before_it() -> None:
    first, second = outline(headings(2, 4, 3, 2), depth=3)
    assert [child.heading.level for child in first.children] == [4, 3]
    assert second.children == ()
