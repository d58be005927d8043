"""No line begins with a particle."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from blog import Blog
from dapsagi.renderer.ties import part_names, tie_dates, tie_hyphens, tie_numbers, tie_particles
from visits import serving

TIE = '<span class="tie"></span>'


@pytest.mark.parametrize(
    ("html", "tied"),
    [
        ("<p>마진(margin)이라고</p>", "<p>마진(margin)~이라고</p>"),
        ("<p><b>값(x)</b>을 <a>『책』</a>의</p>", "<p><b>값(x)</b>~을 <a>『책』</a>~의</p>"),
        ("<p>“왜?”라고 30%를 [1]에서</p>", "<p>“왜?”~라고 30%~를 [1]~에서</p>"),
        ("<p><em><code>f(x)</code></em>를</p>", "<p><em><code>f(x)</code></em>~를</p>"),
        ("<p>(가) 나, f(x) (다)</p>", "<p>(가) 나, f(x) (다)</p>"),
        ('<p><img alt="그림(a)을 본다">(가)를</p>', '<p><img alt="그림(a)을 본다">(가)~를</p>'),
        ("<p>(가)를</p><script>say('(가)를')</script>", "<p>(가)를</p><script>say('(가)를')</script>"),
    ],
)
def test_a_tie_stands_between_what_closes_and_its_particle(html: str, tied: str) -> None:
    assert tie_particles(html) == tied.replace("~", TIE)


def test_ties_take_time_in_proportion_to_a_text() -> None:
    # The end of a text without a tag would be looked for from each place in it.
    words = "(가)를 " * 100_000
    assert tie_particles(f"<p>{words}</p>").count(TIE) == 100_000


PIECES = ("가", "를", "a", " ", "(", ")", "』", "%", "</b>", "<b>", "</p>", '<img alt="나(다)를">', "&gt;", "\n")


@pytest.mark.parametrize("tie", [tie_particles, tie_dates])
@given(html=st.lists(st.sampled_from((*PIECES, "1-2", "-3", '<b id="4-5">', "</code>"))).map("".join))
def test_ties_are_all_that_is_added_and_none_is_within_a_tag(tie: Callable[[str], str], html: str) -> None:
    tied = tie(html)
    assert tied.replace(TIE, "") == html
    assert not re.search(r"<[^<>]*" + re.escape(TIE), tied)


@pytest.mark.parametrize(
    ("html", "tied"),
    [
        ("나의 머신러닝 답사기 2", "나의 머신러닝 (답사기 2)"),
        ("Seaborn. Part 1. Bokeh", "Seaborn. (Part 1). Bokeh"),
        ("확률 <code>p</code> 읽기 3편", "확률 <code>p</code> (읽기 3편)"),
        ("파이썬 3.11에서, 2026 회고", "파이썬 3.11에서, 2026 회고"),
        ("Supercalifragilistic 2", "Supercalifragilistic 2"),
        ("[언어 모델] 2. Vision Transformer", "[언어 모델] (2. Vision) Transformer"),
        ("1.3 행렬과 행렬 연산: 4. 곱", "(1.3 행렬과) 행렬 연산: (4. 곱)"),
        ("2. Supercalifragilistic", "2. Supercalifragilistic"),
        ('<b class="z a 1 b">글</b>', '<b class="z a 1 b">글</b>'),
    ],
)
def test_a_number_stays_with_the_word_that_it_counts(html: str, tied: str) -> None:
    assert tie_numbers(html) == tied.replace("(", '<span class="together">').replace(")", "</span>")


@given(st.lists(st.sampled_from((*PIECES, " 1", "답사기 2", '<b class="a 1 b">', "편 "))).map("".join))
def test_numbers_are_tied_outside_of_tags(html: str) -> None:
    tied = tie_numbers(html)
    assert re.sub(r'<span class="together">([^<]*)</span>', r"\1", tied) == html
    assert not re.search(r"<[^<>]*<", tied)


@pytest.mark.parametrize(
    ("html", "parted"),
    [
        ("torch.scaled_dot_product_attention", "torch.scaled_~dot_~product_~attention"),
        ("learning_rate, __init__, x_1", "learning_rate, __init__, x_1"),
        ('<code class="a_long_name">a_long_name_of</code>', '<code class="a_long_name">a_long_~name_of</code>'),
    ],
)
def test_a_long_name_is_parted_after_an_underscore(html: str, parted: str) -> None:
    assert part_names(html) == parted.replace("~", "<wbr>")


@pytest.mark.parametrize(
    ("html", "tied"),
    [
        ("<p>2018-2019년, 2024-07-07에</p>", "<p>2018-~2019년, 2024-~07-~07에</p>"),
        ("1-2", "1-~2"),
        ("<p>a-1, 1-a, - 2, 5 - 3</p>", "<p>a-1, 1-a, - 2, 5 - 3</p>"),
        ('<p><a href="/2024-07-07/">2024-07</a></p>', '<p><a href="/2024-07-07/">2024-~07</a></p>'),
        ("<p><code>a[1-2]</code> 1-2</p>", "<p><code>a[1-2]</code> 1-~2</p>"),
        ("<p>1-2</p><script>say(1-2)</script>", "<p>1-2</p><script>say(1-2)</script>"),
    ],
)
def test_numbers_that_a_hyphen_joins_stay_on_one_line(html: str, tied: str) -> None:
    assert tie_dates(html) == tied.replace("~", TIE)


def test_dates_take_time_in_proportion_to_a_text() -> None:
    assert tie_dates("1-2 " * 100_000).count(TIE) == 100_000


@pytest.mark.parametrize(
    ("html", "tied"),
    [
        ("[논문] Pre-training of BERT", "[논문] {Pre-training} of BERT"),
        ("2024-07-07 TIL", "{2024-07-07} TIL"),
        ("CycleGAN(image-to-image)을 읽고", "CycleGAN({image-to-image})을 읽고"),
        ("state-of-the-art-of-today", "state-of-the-art-of-today"),
        ("한글-음절 -x- a--b", "한글-음절 -x- a--b"),
        ('<b class="a-b c-d">글</b>', '<b class="a-b c-d">글</b>'),
    ],
)
def test_a_short_word_with_hyphens_is_not_parted_in_a_title(html: str, tied: str) -> None:
    assert tie_hyphens(html) == tied.replace("{", '<span class="together">').replace("}", "</span>")


def test_titles_are_tied_too(tmp_path: Path) -> None:
    blog = Blog(tmp_path, '-- posts/2020-01-01-a.md --\n---\ntitle: "마진(margin)이란 & <무엇>인가"\n---\n글\n')
    assert not blog.build().problems
    title = f"마진(margin){TIE}이란 &amp; &lt;무엇&gt;인가"
    assert f'<h1 class="p-name">{title}</h1>' in blog.read("a/index.html")
    assert f'href="/a/">{title}</a>' in blog.read("index.html")
    assert "<title>마진(margin)이란 &amp; &lt;무엇&gt;인가 ·" in blog.read("a/index.html")


def test_no_line_begins_with_a_particle(tmp_path: Path, chromium: Browser) -> None:
    text = (
        "서포트(Support)를 읽고 **마진(margin)**이라고 『아주 긴 책』을 “자명하다”거나 30%를 [링크(x)](/b/)의 `f(x)`로."
    )
    blog = Blog(
        tmp_path, f"-- posts/2020-01-01-a.md --\n---\ntitle: 글\n---\n{text}\n-- b.md --\n---\ntitle: 나\n---\n"
    )
    assert not blog.build().problems
    with serving(blog.root / "site") as address:
        page = chromium.new_page()
        page.goto(f"{address}/a/")
        # As narrow as it gets.
        lines = page.locator(".post-body p").evaluate(
            """p => {
              p.style.cssText = "width: 1px; overflow-wrap: normal";
              const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
              const lines = [];
              let last;
              while (walker.nextNode()) [...walker.currentNode.data].forEach((letter, at) => {
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + 1);
                const { bottom } = range.getBoundingClientRect();
                if (!(Math.abs(bottom - last) < 10)) lines.push("");
                lines.push(lines.pop() + letter);
                last = bottom;
              });
              return lines.map((line) => line.trim()).filter(Boolean);
            }"""
        )
        page.close()
    assert [line for line in lines if line[0] in "를이을거의로"] == []
    assert "(Support)를" in lines
