"""HTML in a text: blocks, spans, the attribute `markdown`, unknown and unclosed elements."""

from __future__ import annotations

import pytest

from markup.rendering import codes, dapsagi, jekyll


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<div>\n*a*\n</div>\n", "<div>\n*a*\n</div>\n"),
        ('<DIV Class="x">a &amp; b < c</DIV>\n', '<div class="x">a &amp; b &lt; c</div>\n'),
        ("<p>a</p> b\n", "<p>a</p>\n<p>b</p>\n"),
        ("<div>a\n", "<div>a\n</div>\n"),
        ("<div />\n", "<div />\n"),
        ('<img src="a.png">\n', '<p><img src="a.png" /></p>\n'),
        ("<hr>\n", "<hr />\n"),
        ("<!-- *a*\n\nb -->\n", "<!-- *a*\n\nb -->\n"),
        ("<script>if (a < b) '<p>';</script>\n", "<script>if (a < b) '<p>';</script>\n"),
        ("<pre>\n*a*\n\n# b\n</pre>\n", "<pre>\n*a*\n\n# b\n</pre>\n"),
        ("<table><tr><td>a</table>\n", "<table><tr><td>a&lt;/table&gt;\n</td></tr></table>\n"),
    ],
)
def test_blocks(text: str, html: str) -> None:
    assert jekyll(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('<div markdown="1">\n*a*\n</div>\n', "<div>\n<p><em>a</em></p>\n</div>\n"),
        ('<div markdown="span">\n*a*\n</div>\n', "<div>\n<em>a</em>\n</div>\n"),
        ('<p markdown="1">*a*</p>\n', "<p><em>a</em></p>\n"),
        ('<div><p markdown="1">*a*</p></div>\n', "<div><p><em>a</em></p></div>\n"),
        ('<span markdown="0">*a*</span>\n', "<p><span>*a*</span></p>\n"),
    ],
)
def test_the_attribute_markdown_decides_what_is_parsed(text: str, html: str) -> None:
    assert jekyll(text) == html


def test_an_option_parses_all_blocks() -> None:
    assert jekyll("<div>\n*a*\n</div>\n", parse_block_html=True) == "<div>\n<p><em>a</em></p>\n</div>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a <b>*c*</b>\n", "<p>a <b><em>c</em></b></p>\n"),
        ("a <kbd>*c*</kbd> <code>&lt;*</code>\n", "<p>a <kbd>*c*</kbd> <code>&lt;*</code></p>\n"),
        ("a <br> b <BR/>\n", "<p>a <br /> b <br /></p>\n"),
        ("a <div>b</div>\n", "<p>a &lt;div&gt;b&lt;/div&gt;</p>\n"),
        ("a </b> c\n", "<p>a &lt;/b&gt; c</p>\n"),
        ("a <b>c\n", "<p>a <b>c</b></p>\n"),
        ("a <!-- *b* --> c\n", "<p>a <!-- *b* --> c</p>\n"),
        ("a < b > c <3\n", "<p>a &lt; b &gt; c &lt;3</p>\n"),
        ("<img src=a.png>\n", "<p>&lt;img src=a.png&gt;</p>\n"),
        ("a <u title='b &quot; \"'>c</u>\n", '<p>a <u title="b &quot; &quot;">c</u></p>\n'),
    ],
)
def test_spans(text: str, html: str) -> None:
    assert jekyll(text) == html


def test_a_block_element_ends_a_paragraph_and_a_span_element_does_not() -> None:
    assert jekyll("a\n<div>b</div>\n") == "<p>a</p>\n<div>b</div>\n"
    assert jekyll("a\n<b>c</b>\n") == "<p>a\n<b>c</b></p>\n"


def test_an_unknown_element_is_one_in_kramdown_and_text_where_it_is_never_closed() -> None:
    assert jekyll("a List<Token> b\n") == "<p>a List<Token> b</Token></p>\n"
    assert dapsagi("a List<Token> b\n") == "<p>a List&lt;Token&gt; b</p>\n"
    assert dapsagi("<T>는 타입\n") == "<p>&lt;T&gt;는 타입</p>\n"
    assert dapsagi("<my-box>*a*</my-box>\n") == "<my-box>*a*</my-box>\n"


def test_an_unclosed_block_takes_the_rest_in_kramdown_and_ends_at_a_blank_line_here() -> None:
    text = "<center>\na\n\n**b**\n"

    assert jekyll(text) == "<center>\na\n\n**b**\n</center>\n"
    assert dapsagi(text) == "<center>\na\n</center>\n<p><strong>b</strong></p>\n"
    assert codes(text) == [("M106", 1)]


def test_markdown_after_a_blank_line_within_a_block_is_parsed() -> None:
    text = "<details>\n<summary>더</summary>\n\n**a**\n\n</details>\n"

    assert dapsagi(text) == "<details>\n<summary>더</summary>\n<p><strong>a</strong></p>\n</details>\n"
    assert "**a**" in jekyll(text)


def test_an_attribute_list_decorates_a_block_of_html() -> None:
    assert jekyll("<div>a</div>\n{: .b}\n") == '<div class="b">a</div>\n'
