"""Numbers of equations, and the formulas that refer to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blog import Blog
from dapsagi.markup.body import Formula
from dapsagi.markup.equations import refer
from dapsagi.presses.formulas import Draftsman


def referred(*blocks: str, asked: str) -> str:
    """Return what a formula that refers becomes behind `blocks`."""
    return refer([*(Formula(block, True, 1) for block in blocks), Formula(asked, False, 1)])[-1].tex


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
            r"\text{1} \ref{d}",
        ),
        ([r"a"], r"\eqref{nowhere}", r"\eqref{nowhere}"),
        ([r"a \tag{1} \label{ref}"], r"a \\ref{ref}", r"a \\ref{ref}"),
    ],
)
def test_a_reference_says_the_number_or_the_tag_of_the_row_with_its_label(
    blocks: list[str], asked: str, said: str
) -> None:
    assert referred(*blocks, asked=asked) == said


def test_a_formula_that_refers_may_stand_before_what_it_refers_to() -> None:
    first, _ = refer([Formula(r"\ref{a}", False, 1), Formula(r"\begin{gather} a \label{a} \end{gather}", True, 3)])
    assert first == Formula(r"\text{1}", False, 1)


@pytest.mark.parametrize(
    "block",
    [
        r"\begin{align} a \\ b \\ c \\ \end{align}",
        r"\begin{align} a \nonumber \\ b \tag{x} \\ c \notag \\ d \end{align}",
        r"\begin{gather*} a \\ b \end{gather*}",
        r"\begin{equation} \begin{split} a \\ b \end{split} \end{equation}",
        r"\begin{alignat}{2} a & b \\[1em] c & \{ d \} \end{alignat}",
        r"\begin{aligned} a \\ b \end{aligned}",
    ],
)
def test_rows_are_counted_as_katex_counts_them(block: str) -> None:
    last = r"\begin{equation} z \label{last} \end{equation}"
    drawn = Draftsman(None).html([Formula(block, True, 1), Formula(last, True, 1), Formula(r"\ref{last}", False, 1)])
    assert "eqn-num" in drawn[1]
    count = drawn[0].count('class="eqn-num"') + drawn[1].count('class="eqn-num"')
    assert re.search(rf"<mtext>{count}</mtext>", drawn[2])


def test_a_page_says_the_number_of_the_equation_that_it_refers_to(tmp_path: Path) -> None:
    blog = Blog(
        tmp_path,
        "-- posts/2020-01-01-a.md --\n---\ntitle: 식\n---\n식 $\\eqref{a}$에서\n\n$$\na \\label{a} \\tag{7}\n$$\n",
    )
    assert not blog.build().problems
    html = blog.read("a/index.html")
    assert re.search(r"<mo[^>]*>\(</mo><mtext>7</mtext>", html)
