"""Pages that are written in HTML keep their text; only their addresses become symbolic."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.post.html_source import read_html


def test_addresses_are_found_with_their_lines() -> None:
    body = read_html("<p>첫 줄</p>\n<a href='q?a=1&amp;b=2' id=z>글</a>\n<img\nsrc=../i.png>")
    assert [(link.element, link.target, link.line) for link in body.links] == [
        ("a", "q?a=1&b=2", 2),
        ("img", "../i.png", 4),
    ]
    assert body.anchors == ("z",)
    assert read_html('<a name="old">x</a><input name="no">').anchors == ("old",)


def test_comments_scripts_and_styles_hold_no_addresses_of_the_page() -> None:
    body = read_html('<!-- <a href="a"> --><script>x = \'<a href="b">\'</script><style>a { b: url("c") }</style>')
    assert body.links == ()


def test_the_text_stays_as_it_is_but_for_filled_addresses() -> None:
    text = '<div  class=x>\n\n<a title="t" href="old">글</a>\n</div>'
    assert read_html(text).fill(["/new/?a&b"]) == text.replace("old", "/new/?a&amp;b")


@given(st.text(alphabet="<>!-/= \"'\nahrefsci&;\x02\x03글", max_size=200))
def test_any_text_is_read(text: str) -> None:
    body = read_html(text)
    assert len(body.as_written()) >= 0
    assert body.html.count("\x02") == len(body.links)


@pytest.mark.parametrize("piece", ["<a ", "<!--", '<a href="', "<script>", '<x a="', "<"])
def test_a_text_of_open_ends_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def cost(count: int) -> float:
        started = time.process_time()
        read_html(piece * count)
        return time.process_time() - started

    cost(1000)
    assert cost(40_000) < 200 * max(cost(2_000), 0.001)


def test_the_excerpt_is_what_stands_before_the_separator() -> None:
    body = read_html('<p>하나 <a href="a">둘</a></p>\n\n<p>셋</p>', "\n\n")
    assert body.excerpt.as_written() == '<p>하나 <a href="a">둘</a></p>'
    assert read_html("<p>하나</p>").excerpt.html == ""
