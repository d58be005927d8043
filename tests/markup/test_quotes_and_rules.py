"""Block quotes and horizontal rules."""

from __future__ import annotations

import pytest

from markup.rendering import jekyll


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("> 하나\n> 둘\n", "<blockquote>\n<p>하나\n둘</p>\n</blockquote>\n"),
        (">하나\n이어서\n", "<blockquote>\n<p>하나\n이어서</p>\n</blockquote>\n"),
        ("> a\n\n> b\n", "<blockquote>\n<p>a</p>\n</blockquote>\n<blockquote>\n<p>b</p>\n</blockquote>\n"),
        ("> > a\n", "<blockquote>\n<blockquote>\n<p>a</p>\n</blockquote>\n</blockquote>\n"),
        ("> a\n{: .pull}\n", '<blockquote class="pull">\n<p>a</p>\n</blockquote>\n'),
    ],
)
def test_quotes(text: str, html: str) -> None:
    assert jekyll(text) == html


def test_a_quote_holds_blocks_of_every_kind() -> None:
    html = jekyll("> # 제목\n>\n>     code\n>\n> - a\n> - b\n")

    assert all(element in html for element in ("<h1", "<ul>", "<pre"))


@pytest.mark.parametrize("text", ["***", "* * *", "---", " _ _ _ _", "- - -  "])
def test_rules(text: str) -> None:
    assert jekyll(f"{text}\n") == "<hr />\n"


@pytest.mark.parametrize("text", ["**", "*-*", "    ***"])
def test_what_is_no_rule(text: str) -> None:
    assert "<hr" not in jekyll(f"{text}\n")


def test_a_rule_ends_a_list_after_a_blank_line() -> None:
    assert jekyll("* a\n\n* * *\n") == "<ul>\n<li>a</li>\n</ul>\n<hr />\n"
