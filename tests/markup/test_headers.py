"""Headers and their ids."""

from __future__ import annotations

import pytest

from markup.rendering import body, dapsagi, jekyll


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("머신러닝 답사", "머신러닝-답사"),
        ("Hello, World!", "hello-world"),
        ("C++ & `code_span` -- *기울임*", "c--code_span--기울임"),
        ('"따옴표"와 [링크](x)', "따옴표와-링크"),
        ("１장 ② 제곱²", "１장--제곱"),
        ("ஸ்ரீ कि é", "ஸ்ரீ-कि-é"),
        ("A &amp; B", "a--b"),
        ("$$x^2$$ 식", "x2-식"),
        ("a\tb", "a-b"),
    ],
)
def test_an_id_keeps_words_of_any_script(text: str, anchor: str) -> None:
    assert f'<h2 id="{anchor}">' in jekyll(f"## {text}\n")


def test_repeated_ids_are_numbered() -> None:
    html = jekyll("# 답\n\n# 답\n\n# 답\n")

    assert [f'id="{anchor}"' in html for anchor in ("답", "답-1", "답-2")] == [True] * 3


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# 글 #\n", '<h1 id="글">글</h1>\n'),
        ("# 글#\n", '<h1 id="글">글#</h1>\n'),
        ("#tag\n", "<p>#tag</p>\n"),
        (" # 글\n", "<p># 글</p>\n"),
        ("####### 글\n", "<p>####### 글</p>\n"),
        ("# 글 {#here}\n", '<h1 id="here">글</h1>\n'),
        ("# 글\n{: #here .wide}\n", '<h1 id="here" class="wide">글</h1>\n'),
        ("글\n===\n", '<h1 id="글">글</h1>\n'),
        ("글 {#here}\n-\n", '<h2 id="here">글</h2>\n'),
        ("앞\n글\n---\n", "<p>앞\n글\n—</p>\n"),
    ],
)
def test_what_is_a_header(text: str, html: str) -> None:
    assert jekyll(text) == html


def test_a_header_within_html_has_an_id_of_latin_letters() -> None:
    assert jekyll('<div markdown="1">\n## 1. 글 Two\n</div>\n') == '<div>\n<h2 id="two">1. 글 Two</h2>\n</div>\n'


@pytest.mark.parametrize(
    ("options", "html"),
    [
        ({"auto_ids": False}, "<h2>글</h2>\n"),
        ({"auto_id_prefix": "post-"}, '<h2 id="post-글">글</h2>\n'),
        ({"header_offset": 1}, '<h3 id="글">글</h3>\n'),
        ({"gfm": False}, '<h2 id="section">글</h2>\n'),
    ],
)
def test_options_decide_over_ids_and_levels(options: dict[str, object], html: str) -> None:
    assert jekyll("## 글\n", **options) == html


def test_a_footnote_in_a_header_is_no_part_of_its_id() -> None:
    assert '<h2 id="글">' in dapsagi("## 글[^1]\n\n[^1]: 각주\n")


def test_a_link_of_the_contents_has_the_line_of_their_list() -> None:
    found = body("# [a](b)\n\n- x\n{:toc}\n", dialect="jekyll")
    assert [(link.target, link.line) for link in found.links] == [("b", 1), ("#a", 3)]
