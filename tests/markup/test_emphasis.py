"""Emphasis, in both dialects."""

from __future__ import annotations

import pytest

from markup.rendering import dapsagi, jekyll


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* _b_", "<em>a</em> <em>b</em>"),
        ("**a** __b__", "<strong>a</strong> <strong>b</strong>"),
        ("***a***", "<strong><em>a</em></strong>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
        ('**"강조"**는', "<strong>“강조”</strong>는"),
        ("**강조(emphasis)**를", "<strong>강조(emphasis)</strong>를"),
        ("가*나*다", "가<em>나</em>다"),
        ("snake_case_word", "snake_case_word"),
        ("한글_이름_", "한글_이름_"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("** a **", "** a **"),
        ("**a", "**a"),
        ("*a**", "*a**"),
        (r"\*a\*", "*a*"),
        ("*a\n\n*b", "*a</p>\n<p>*b"),
    ],
)
def test_both_dialects_agree(text: str, html: str) -> None:
    assert jekyll(text) == dapsagi(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("_강조_는", "<em>강조</em>는"),
        ("__강조__는", "<strong>강조</strong>는"),
        (r"***말\*** 다음", "<strong><em>말</em></strong> 다음"),
        (
            r"***`a`와 [b](c)\***",
            '<strong><em><code class="language-plaintext highlighter-rouge">a</code>와 <a href="c">b</a></em></strong>',
        ),
        (r"**말\**", "<strong>말</strong>"),
    ],
)
def test_an_author_is_taken_at_what_was_meant(text: str, html: str) -> None:
    assert dapsagi(text) == f"<p>{html}</p>\n"
    assert jekyll(text) != dapsagi(text)


@pytest.mark.parametrize("text", ["___가 필요한데, ___의", "_foo_bar", r"**a\** b**", "빈칸 ___ 하나"])
def test_what_is_meant_as_it_is(text: str) -> None:
    assert dapsagi(text) == jekyll(text)


def test_emphasis_reaches_over_lines_but_not_out_of_its_paragraph() -> None:
    assert jekyll("*a\nb*\n") == "<p><em>a\nb</em></p>\n"
