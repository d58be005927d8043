"""What a body says of itself: words, blocks, ids, excerpt, features, problems."""

from __future__ import annotations

import msgspec
import pytest

from dapsagi.markup import Block, Body, MarkupOptions, render
from markup.rendering import body, jekyll


def test_the_words_of_a_body_are_without_code_and_display_formulas() -> None:
    text = "# 제목 *하나*\n\n글 `코드` &amp; $x$\n둘째 줄<br>셋째\n\n```\ncode\n```\n\n$$\ny\n$$\n\n- a\n- b\n"

    assert body(text).text == "제목 하나\n글 코드 & x\n둘째 줄\n셋째\na\nb"


def test_scripts_styles_and_comments_have_no_words() -> None:
    assert body("a\n\n<script>b</script>\n<style>c</style>\n<!-- d -->\n\ne\n").text == "a\ne"


def test_blocks_know_the_line_on_which_they_begin() -> None:
    text = "\n# a\n\nb\nc\n\n- d\n\n  e\n\n> f\n\n```\ng\n```\n\n<div>h</div>\n\n|i|j|\n|-|-|\n|k|l|\n"

    assert body(text).blocks == (
        Block(2, "h1"),
        Block(4, "p"),
        Block(7, "ul"),
        Block(11, "blockquote"),
        Block(13, "div"),
        Block(17, "div"),
        Block(19, "table"),
    )


def test_lines_are_those_of_the_text_however_deep_a_link_stands() -> None:
    text = (
        "> - a\n>\n>   [b](c)\n\n1. d\n   - e\n\n     f [g](h)\n\ni\n: j\n  [k](l)\n\n[^1]: m\n\n    [n](o)\n\np[^1]\n"
    )

    assert [(link.target, link.line) for link in body(text).links if not link.target.startswith("#")] == [
        ("c", 3),
        ("h", 8),
        ("l", 12),
        ("o", 16),
    ]


def test_every_id_is_an_anchor() -> None:
    text = "# 글\n\na[^1]\n{: #b}\n\n<p id='c'>d</p>\n\n[^1]: e\n"

    assert body(text).anchors == ("글", "b", "fnref:1", "c", "fn:1")
    assert body('## <a name="old"></a> Now\n\n<input name="no" />\n').anchors == ("-now", "old")


def test_an_excerpt_is_what_stands_before_the_separator() -> None:
    found = body("첫 [글][a] [b](c)\n\n둘째\n\n[a]: d\n")

    assert found.excerpt.as_written() == '<p>첫 <a href="d">글</a> <a href="c">b</a></p>\n'
    assert found.excerpt.fill(["1", "2"]) == '<p>첫 <a href="1">글</a> <a href="2">b</a></p>\n'


@pytest.mark.parametrize(
    ("text", "separator", "excerpt"),
    [
        ("a\n\nb\n", "\n\n", "<p>a</p>\n"),
        ("a\n\nb\n<!--more-->\nc\n", "<!--more-->", "<p>a</p>\n<p>b</p>\n"),
        ("a\n", "\n\n", "<p>a</p>\n"),
        ("# a\n\nb\n", "\n\n", '<h1 id="a">a</h1>\n'),
        ("```\na\n\nb\n```\n", "\n\n", "<p>```\na</p>\n"),
    ],
)
def test_excerpts(text: str, separator: str, excerpt: str) -> None:
    found = render(text, MarkupOptions(dialect="jekyll", excerpt_separator=separator))

    assert found.excerpt.as_written() == excerpt


def test_problems_of_an_excerpt_are_not_reported_twice() -> None:
    assert len(body("[a][b]\n\nc\n").problems) == 1


def test_a_problem_says_what_to_type() -> None:
    (problem,) = body("글\n\n[a][없는 것]\n").problems

    assert str(problem.at("posts/a.md", 5)) == (
        "posts/a.md:7: M102 no link is defined as [없는 것]; add a line such as [없는 것]: https://…"
    )


def test_a_body_survives_being_kept() -> None:
    found = body("# a $x$\n\n[b](c) [^1]\n\n```python\nd\n```\n\n[^1]: e\n")

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Body) == found


def test_one_text_gives_one_body_in_any_order() -> None:
    texts = ["# a\n\n[b][c]\n\n[c]: d\n", "# a\n\n[b][c]\n", "*[b]: e\n\n# a b[^1]\n\n[^1]: f\n"]

    forwards = [body(text) for text in texts]

    assert [body(text) for text in reversed(texts)] == forwards[::-1]


def test_an_excerpt_of_another_dialect_is_of_that_dialect() -> None:
    assert jekyll("$x$\n") == render("$x$\n", MarkupOptions(dialect="jekyll")).excerpt.as_written()
