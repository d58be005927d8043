"""Numbers of equations, and the formulas that refer to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blog import Blog, MakeBlog
from dapsagi.markup.body import Formula
from dapsagi.markup.equations import settle
from dapsagi.presses.formulas import Draftsman


def referred(*blocks: str, asked: str) -> str:
    """Return what a formula that refers becomes behind `blocks`, without where its references lead."""
    tex = settle([*(Formula(block, True, 1) for block in blocks), Formula(asked, False, 1)])[-1].tex
    return re.sub(r"\\href\{#[^{}]*\}\{((?:[^{}]|\{[^{}]*\})*)\}", r"\1", tex)


@pytest.mark.parametrize(
    ("blocks", "asked", "said"),
    [
        ([r"\begin{equation} a \label{eq:a} \end{equation}"], r"\ref{eq:a}", r"\text{1}"),
        ([r"\begin{equation} a \label{eq:a} \end{equation}"], r"see \eqref{eq:a}.", r"see (\text{1})."),
        ([r"a \label{a}\tag{14}"], r"\ref{a}", r"\text{14}"),
        ([r"a \tag*{$\star$} \label{a}"], r"\eqref {a}", r"(\text{$\star$})"),
        ([r"\begin{align} a \\ b \label{b} \\ c \label{c} \\ \end{align}"], r"\ref{b}, \ref{c}", r"\text{2}, \text{3}"),
        ([r"\begin{align} a \nonumber \\ b \label{b} \end{align}"], r"\ref{b}", r"\text{1}"),
        ([r"\begin{align} a \tag{A} \\ b \label{b} \end{align}"], r"\ref{b}", r"\text{1}"),
        ([r"\begin{align*} a \tag{A} \label{a} \\ b \tag{B} \end{align*}"], r"\ref{a}", r"\text{A}"),
        ([r"\begin{align} a \\ b \end{align}", r"\begin{gather} c \label{c} \end{gather}"], r"\ref{c}", r"\text{3}"),
        ([r"\begin{align*} a \\ b \end{align*}", r"\begin{gather} c \label{c} \end{gather}"], r"\ref{c}", r"\text{1}"),
        (
            [r"\begin{equation} \begin{aligned} a \\ b \end{aligned} \label{s} \end{equation} ", r"d \label{d}"],
            r"\ref{s} \ref{d}",
            r"\text{1} \text{???}",
        ),
        ([r"a"], r"\eqref{nowhere}", r"(\text{???})"),
        ([r"a \tag{1} \label{ref}"], r"a \\ref{ref}", r"a \\ref{ref}"),
    ],
)
def test_a_reference_says_the_number_or_the_tag_of_the_row_with_its_label(
    blocks: list[str], asked: str, said: str
) -> None:
    assert referred(*blocks, asked=asked) == said


def test_a_formula_that_refers_may_stand_before_what_it_refers_to() -> None:
    first, _ = settle([Formula(r"\ref{a}", False, 1), Formula(r"\begin{gather} a \label{a} \end{gather}", True, 3)])
    assert first.link == ("mjx-eqn:a", "1")


@pytest.mark.parametrize(
    "block",
    [
        r"\begin{align} a \\ b \\ c \\ \end{align}",
        r"\begin{align} a \nonumber \\ b \tag{x} \\ c \notag \\ d \end{align}",
        r"\begin{gather*} a \\ b \end{gather*}",
        r"\begin{equation} \begin{split} a \\ b \end{split} \end{equation}",
        r"\begin{alignat}{2} a & b \\[1em] c & \{ d \} \end{alignat}",
        r"\begin{aligned} a \\ b \end{aligned}",
        r"\begin{eqnarray} a &=& b \\ &=& c \nonumber \\ &=& d \end{eqnarray}",
        r"\begin{flalign} a &= b && \\ c &= d && \end{flalign}",
        r"\begin{multline} a \\ + b \\ + c \end{multline}",
        r"\begin{multline*} a \\ + b \end{multline*}",
    ],
)
def test_rows_are_counted_as_katex_counts_them(block: str) -> None:
    last = r"\begin{equation} z \label{last} \end{equation}"
    drawn = Draftsman(None).html([Formula(block, True, 1), Formula(last, True, 1), Formula(r"\ref{last}", False, 1)])
    assert "eqn-num" in drawn[1]
    count = drawn[0].count('class="eqn-num"') + drawn[1].count('class="eqn-num"')
    assert drawn[2].endswith(f">{count}</a>")


TEXT = r"""
-- posts/2020-01-01-a.md --
---
title: 식
---
식 $\eqref{a}$에서, 곧 \ref{b_2}에서 $x \overset{\eqref{a}}{=} y$

$$
\begin{align} a \label{a} \\ b \label{b_2} \end{align}
$$
"""


def test_a_reference_leads_to_its_equation_with_the_number_that_it_has(tmp_path: Path) -> None:
    blog = Blog(tmp_path, TEXT.lstrip())
    assert not blog.build().problems
    page = blog.page("a/index.html")
    links = page.css(".equation-link")
    assert [(each.text(), each.attributes["href"]) for each in links] == [("(1)", "#mjx-eqn:a"), ("2", "#mjx-eqn:b_2")]
    equation = page.css_first('.katex-display[id="mjx-eqn:a"]')
    assert equation
    assert equation.css_first('[id="mjx-eqn:b_2"]')
    (within,) = page.css('.katex-html a[href="#mjx-eqn:a"]')
    assert within.attributes["tabindex"] == "-1"


@pytest.mark.parametrize(("written", "shown"), [(r"\ref{c}", "???"), (r"\eqref{c}", "(???)"), (r"x = \ref{c}", "???")])
def test_a_reference_to_no_equation_is_reported_and_shown_as_by_mathjax(
    tmp_path: Path, written: str, shown: str
) -> None:
    blog = Blog(tmp_path, TEXT.lstrip())
    blog.edit("posts/2020-01-01-a.md", r"\ref{b_2}", f"${written}$")
    (problem,) = blog.build().problems
    assert problem.message == (
        f"the formula `{written}` refers to nothing: "
        r"no equation with a number (`\begin{equation}`, `\tag{1}`) has the label `c`"
    )
    page = blog.page("a/index.html")
    assert f"에서, 곧 {shown}에서" in page.text() or shown in [each.text() for each in page.css(".katex-html .text")]
    assert not page.css("code.math-error")


def test_an_equation_has_one_name_however_often_it_is_written() -> None:
    block = Formula(r"\begin{equation} a \label{식 1} \end{equation}", True, 1)
    first, second = Draftsman(None).html([block, block])
    assert 'id="mjx-eqn:식-1"' in first
    assert "id=" not in second


def test_a_command_is_known_to_the_formulas_behind_its_definition_and_to_no_other_page() -> None:
    defined = Formula(r"\def\floor#1{\lfloor #1 \rfloor} \newcommand{\E}[2][x]{\mathbb{E}_{#1} #2}", True, 1)
    used = Formula(r"\floor{y} \E[z]{a} \E{b}", False, 3)
    before, _, after = Draftsman(None).draw([used, defined, used])
    assert before.fault
    assert not after.fault
    assert "⌊" in after.html
    (alone,) = Draftsman(None).draw([used])
    assert alone.fault


def test_lists_say_the_number_of_an_equation_and_not_its_label(blog: MakeBlog) -> None:
    site = blog(r"""
-- posts/2020-01-01-a.md --
식 \eqref{eq:loss}와 $\ref{eq:loss}$에서 $x + \eqref{eq:loss}$, 없는 \eqref{eq:no}.

$$
\begin{equation} x \label{eq:loss} \end{equation}
$$
""").built()
    (main,) = site.page("index.html").css("main")
    summary = main.text()
    assert "식 (1)와 1에서 x +, 없는 (???)." in summary and "eq:loss" not in summary
