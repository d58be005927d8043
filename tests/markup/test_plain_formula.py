"""Formulas where only text can stand: in lists, feeds and results of a search."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog import Blog
from dapsagi.markup.plain_formula import plain_formula, with_plain_formulas


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        ("x", "x"),
        (r"\theta", "θ"),
        (r"\Delta W = BA", "ΔW = BA"),
        (r"z = (z_1, \dots, z_K)", "z = (z₁, …, z_K)"),
        (r"e^{i\pi} - 1", "e^iπ − 1"),
        (r"\sum_{i=1}^{n} \frac{x_i^2}{\sqrt{1 + x_i}} \le 1", "∑ᵢ₌₁ⁿ xᵢ²/√(1 + xᵢ) ≤ 1"),
        (r"\mathrm{softmax}(QK^T/\sqrt{d_k})V", "softmax(QKᵀ/√dₖ)V"),
        (r"\nabla_\theta \log p_\theta(x \mid z)", "∇_θ log p_θ(x | z)"),
        (r"W \in \mathbb{R}^{d \times k}", "W ∈ ℝ^(d × k)"),
        (r"\hat{y} = \left\lVert x \right\rVert_2", "ŷ = ‖ x ‖₂"),
        (r"\text{손실} = 90^\circ, f'(x)", "손실 = 90°, f′(x)"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a = b = c"),
        (r"\sqrt[3]{x} \unknown y \boxed{42}", "√x unknown y 42"),
    ],
)
def test_a_formula_is_said_in_letters_and_signs(tex: str, plain: str) -> None:
    assert plain_formula(tex) == plain


@given(st.text(st.sampled_from("\\{}^_ab []&~'") | st.characters(), max_size=60))
def test_whatever_stands_between_dollar_signs_something_is_said(tex: str) -> None:
    assert plain_formula(tex) or not tex


def test_a_formula_that_is_nested_without_end_stays_as_it_is() -> None:
    assert plain_formula("{" * 200 + "x") == "{" * 200 + "x"


def test_dollars_that_are_money_stay() -> None:
    assert with_plain_formulas(r"$5에서 $6, $\theta_1$과 $$x^2$$, \$x_1$") == r"$5에서 $6, θ₁과 x², \$x_1$"


def test_lists_and_feeds_show_formulas_that_can_be_read_and_no_number_of_a_footnote(tmp_path: Path) -> None:
    blog = Blog(tmp_path, "-- dapsagi.yml --\nurl: https://example.com\n")
    blog.put("posts/2020-01-01-a.md", "---\ntitle: 하나\n---\n매개변수 $\\theta_1$을 고른다.[^1] 끝.\n\n[^1]: 각주.\n")
    blog.put("posts/2020-01-02-b.md", "---\ntitle: 둘\ndescription: 값 $x^2$의 뜻\n---\n본문\n")
    assert not blog.build().problems
    for path in ("index.html", "feed.xml", "a/index.html", "b/index.html"):
        assert "\\theta_1$" not in blog.read(path)
    assert "매개변수 θ₁을 고른다. 끝." in blog.read("index.html")
    assert '<meta name="description" content="값 x²의 뜻">' in blog.read("b/index.html")
