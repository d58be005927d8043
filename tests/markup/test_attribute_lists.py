"""Attribute lists: IALs of blocks and spans, their definitions, and extensions."""

from __future__ import annotations

import pytest

from markup.rendering import dapsagi, jekyll


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('a\n{: .b #c d="e"}\n', '<p class="b" id="c" d="e">a</p>\n'),
        ("{: .b}\na\n", '<p class="b">a</p>\n'),
        ("a\n{: .b}\n{: .c}\n", '<p class="b c">a</p>\n'),
        ("a\n\n{: .b}\nc\n", '<p>a</p>\n<p class="b">c</p>\n'),
        ("{:box: .b .c}\n\na\n{:box .d}\n", '<p class="b c d">a</p>\n'),
        ("{:a: b}\n{:b: a .c}\n\nd\n{:a}\n", '<p class="c">d</p>\n'),
        ('a\n{: title="x \\} \\" y"}\n', '<p title="x } &quot; y">a</p>\n'),
        ("{: .lost}\n\na\n", "<p>a</p>\n"),
    ],
)
def test_blocks(text: str, html: str) -> None:
    assert jekyll(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a*{: .b}\n", '<p><em class="b">a</em></p>\n'),
        ('[a](b){: target="_blank"}\n', '<p><a href="b" target="_blank">a</a></p>\n'),
        ("`a`{: .ruby #c}\n", '<p><code class="language-plaintext ruby highlighter-rouge" id="c">a</code></p>\n'),
        (
            "`puts 1`{: .language-ruby}\n",
            '<p><code class="language-ruby highlighter-rouge"><span class="nb">puts</span>'
            ' <span class="mi">1</span></code></p>\n',
        ),
        ("a{: .b}\n", "<p>a{: .b}</p>\n"),
        ('a "{: .b}\n', "<p>a “</p>\n"),
        ('![a](b){: width="1"}{: .c}\n', '<p><img src="b" alt="a" width="1" class="c" /></p>\n'),
    ],
)
def test_spans(text: str, html: str) -> None:
    assert jekyll(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{::comment}\n*a*\n{:/comment}\n\nb\n", "<!-- *a* -->\n<p>b</p>\n"),
        ("{::comment}\na\n", "<p>{::comment}\na</p>\n"),
        ("{::nomarkdown}\n<b>*a*</b>\n{:/}\n", "<b>*a*</b>\n"),
        ('{::nomarkdown type="latex"}\na\n{:/}\n', ""),
        ("a {::comment}b{:/comment} c\n", "<p>a <!-- b --> c</p>\n"),
        ("a {::nomarkdown}<i>*b*</i>{:/nomarkdown} c\n", "<p>a <i>*b*</i> c</p>\n"),
        ('{::options auto_ids="false" /}\n\n# a\n', "<h1>a</h1>\n"),
        ('{::options header_offset="x" toc_levels="9" nothing="1" /}\n\n# a\n', '<h1 id="a">a</h1>\n'),
        ("a {::unknown} b\n", "<p>a {::unknown} b</p>\n"),
    ],
)
def test_extensions(text: str, html: str) -> None:
    assert jekyll(text) == html


def test_an_image_alone_becomes_a_figure_when_it_is_asked_for() -> None:
    html = dapsagi("![노선도](map.png){:standalone .wide}\n")

    assert html == ('<figure class="wide"><img src="map.png" alt="노선도" /><figcaption>노선도</figcaption></figure>\n')


@pytest.mark.parametrize("text", ["{:a\n" * 50, "{: " + "\\}" * 3000, "{:" * 50])
def test_a_brace_that_is_never_closed_is_text(text: str) -> None:
    assert jekyll(text).startswith("<p>{:")
