"""A line ends within an address where a reader sees that it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from blog import Blog
from dapsagi.renderer.refinement import allow_breaks
from visits import serving


@pytest.mark.parametrize(
    ("html", "loosened"),
    [
        ("<a>https://a.example/b/c.html</a>", "<a>https://a.example/|b/|c.html</a>"),
        ("<a>http://a.example/</a>", "<a>http://a|.example/</a>"),
        ("<a>https://a.example/b?c=1&amp;d=2#e</a>", "<a>https://a.example/|b|?c=1|&amp;d=2|#e</a>"),
        ("<a>https://a.example/&#39;</a>", "<a>https://a.example/|&#39;</a>"),
        ('<a href="https://a.example/b/">글</a>', '<a href="https://a.example/b/">글</a>'),
        ("<code>https://a.example/b</code>", "<code>https://a.example/b</code>"),
        ("<a>https://a.example/ 와 다른 말</a>", "<a>https://a.example/ 와 다른 말</a>"),
    ],
)
def test_an_address_may_be_broken_behind_its_slashes_and_before_its_other_signs(html: str, loosened: str) -> None:
    assert allow_breaks(html).replace("<wbr>", "|") == loosened


@given(
    st.lists(st.sampled_from(("<a>", "</a>", "https://", "a", "/", "?", "#", "&amp;", " ", "<p>", "가"))).map("".join)
)
def test_breaks_are_all_that_is_added(html: str) -> None:
    assert allow_breaks(html).replace("<wbr>", "") == html


def test_a_long_address_ends_its_lines_behind_slashes_on_a_phone(tmp_path: Path, chromium: Browser) -> None:
    address = "https://example.com/" + "/".join(["ab" * length for length in range(2, 9)] * 3) + "/"
    blog = Blog(tmp_path, f"-- posts/2020-01-01-a.md --\n# 글\n\n{address}\n")
    blog.build()
    with serving(blog.root / "site") as base:
        page = chromium.new_page(viewport={"width": 360, "height": 700})
        page.goto(f"{base}/a/")
        ends = page.evaluate(
            """() => {
              const range = document.createRange(), lines = new Map();
              const walker = document.createTreeWalker(document.querySelector(".post-body a"), NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) for (let at = 0; at < walker.currentNode.length; at++) {
                range.setStart(walker.currentNode, at); range.setEnd(walker.currentNode, at + 1);
                lines.set(Math.round(range.getBoundingClientRect().top), range.toString());
              }
              return [...lines.values()];
            }"""
        )
        page.close()
    assert len(ends) > 3
    assert set(ends) == {"/"}
