"""Formulas: in kramdown's way, and between single dollar signs."""

from __future__ import annotations

import pytest

from dapsagi.markup import Formula
from markup.rendering import body, codes, dapsagi, jekyll


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("$$\nx < y\n$$\n", "\\[x &lt; y\\]\n"),
        ("a $$x_1*y*$$ b\n", "<p>a \\(x_1*y*\\) b</p>\n"),
        ("$$x$$ b\n", "<p>\\(x\\) b</p>\n"),
        ("\\$$x$$\n", "<p>\\(x\\)</p>\n"),
        ("a \\$\\$x\\$\\$\n", "<p>a $$x$$</p>\n"),
        ("`$$x$$`\n", '<p><code class="language-plaintext highlighter-rouge">$$x$$</code></p>\n'),
        ("$$x$$\n{: .wide}\n", '<div class="wide">\\[x\\]\n</div>\n'),
        ("a $$x<y$${: .b}\n", '<p>a <span class="b">$x<y$</span></p>\n'),
    ],
)
def test_kramdown_formulas(text: str, html: str) -> None:
    assert jekyll(text) == html


def test_a_block_of_dollars_that_touches_text_is_part_of_it_in_kramdown_only() -> None:
    text = "글\n$$\nx\n$$\n글\n"

    assert jekyll(text) == "<p>글\n\\(x\\)\n글</p>\n"
    assert dapsagi(text) == "<p>글</p>\n\\[x\\]\n<p>글</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("변수 $x_1$는 $a*b*c$다", "변수 \\(x_1\\)는 \\(a*b*c\\)다"),
        ("($n$), $k$개, **$h$**", "(\\(n\\)), \\(k\\)개, <strong>\\(h\\)</strong>"),
        (r"$a \$ b$", r"\(a \$ b\)"),
        ("$5 and $10", "$5 and $10"),
        ("가격은 $5에서 $10까지", "가격은 $5에서 $10까지"),
        ("US$5$ $ 5$ $5 $", "US$5$ $ 5$ $5 $"),
        ("$HOME/$USER", "$HOME/$USER"),
        ("$a `b$ c`", '$a <code class="language-plaintext highlighter-rouge">b$ c</code>'),
        (r"\$a$", "$a$"),
    ],
)
def test_single_dollars_hold_a_formula_where_they_hold_no_price(text: str, html: str) -> None:
    assert dapsagi(text) == f"<p>{html}</p>\n"


def test_single_dollars_are_text_in_kramdown() -> None:
    assert jekyll("$x$") == "<p>$x$</p>\n"


def test_a_body_hands_its_formulas_over_to_be_drawn() -> None:
    found = body("글 $a<b$\n\n$$\nc\n$$\n")

    assert found.formulas == (Formula("a<b", False, 1), Formula("c", True, 3))
    assert found.fill([], ["<i>1</i>", "<i>2</i>"]) == "<p>글 <i>1</i></p>\n<i>2</i>\n"
    assert found.features == ("math",)


def test_formulas_of_headings_are_left_to_the_browser() -> None:
    assert body("# $x$ 축\n").toc[0].html == "\\(x\\) 축"


def test_without_an_engine_formulas_are_shown_as_kramdown_shows_them() -> None:
    assert jekyll("a $$x$$\n", math_engine=None) == '<p>a <span class="kdmath">$x$</span></p>\n'
    assert jekyll("$$x$$\n", math_engine=None) == '<div class="kdmath">$$\nx\n$$</div>\n'


def test_dollars_without_a_partner_are_reported() -> None:
    assert codes("a\n\nb $$x\n") == [("M105", 3)]


_PAGE = r"글 $x_1$, $ y_1 $, \\(z\\)와 $5, $HOME:$PATH, `\\(a\\)`"


@pytest.mark.parametrize(
    ("signs", "formulas"),
    [("kramdown", ()), ("backslashes", ("z",)), ("dollars", ("x_1", "y_1", "z"))],
)
def test_the_jekyll_dialect_takes_for_formulas_what_the_script_of_the_page_would(
    signs: str, formulas: tuple[str, ...]
) -> None:
    assert tuple(each.tex for each in body(_PAGE, dialect="jekyll", formula_signs=signs).formulas) == formulas


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (r"\\[ a^2 \\]", Formula("a^2", True, 1)),
        (
            "\\begin{align}\na &= b \\\\\nc\n\\end{align}",
            Formula("\\begin{align}\na &= b \\\\\nc\n\\end{align}", True, 1),
        ),
        ("\\begin{align}\na \\\\\\\\\nc\n\\end{align}", Formula("\\begin{align}\na\\\\c\n\\end{align}", True, 1)),
        (r"$\\alpha\_1 \\in \\{a\\}$", Formula(r"\alpha_1 \in \{a\}", False, 1)),
        (r"$D = \\{\phi_x, \\|y\\| \\}$", Formula(r"D = \{\phi_x, \|y\| \}", False, 1)),
        (r"$\begin{cases} \pi \\{b} \end{cases}$", Formula(r"\begin{cases} \pi \\{b} \end{cases}", False, 1)),
        (r"$R\_\text{a\_b}^\*$", Formula(r"R_\text{a\_b}^*", False, 1)),
        (r"$a \\ \beta$", Formula(r"a \\ \beta", False, 1)),
        (r"\\(V = \[v_1 &lt; \*\]\\)", Formula("V = [v_1 < *]", False, 1)),
        ("<center>$x_1$</center>", Formula("x_1", False, 1)),
        ("<div>$5 <b>\\[x\\]</b></div>", Formula("x", True, 1)),
    ],
)
def test_formulas_are_read_as_they_were_meant(text: str, formula: Formula) -> None:
    assert body(text, dialect="jekyll", formula_signs="dollars").formulas == (formula,)


@pytest.mark.parametrize(
    "text", ["<pre>$x_1$</pre>", "<div><code>$x_1$</code></div>", r"`\\(x\\)`", r"\\(x", "<div>$5, $6</div>"]
)
def test_code_prices_and_what_never_ends_are_no_formulas(text: str) -> None:
    assert body(text, dialect="jekyll", formula_signs="dollars").formulas == ()
    assert body(text).formulas == ()


def test_backslashes_hold_a_formula_in_the_dialect_of_dapsagi_too() -> None:
    text = "값 \\\\(x\\\\)는\n\n\\begin{equation}\ny\n\\end{equation}\n\n<center>$z$</center>\n"

    assert [each.tex for each in body(text).formulas] == ["x", "\\begin{equation}\ny\n\\end{equation}", "z"]
