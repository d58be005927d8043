"""Tables."""

from __future__ import annotations

import pytest

from markup.rendering import body, dapsagi, jekyll


def rows(html: str) -> list[list[str]]:
    cells = html.replace("<th", "<td").replace("</th>", "</td>").split("<tr>")[1:]
    return [[cell.split(">", 1)[1].split("</td>")[0] for cell in row.split("<td")[1:]] for row in cells]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("| a | b |\n|---|---|\n| c | d |\n", [["a", "b"], ["c", "d"]]),
        ("a | b\n--|--\nc | d\n", [["a", "b"], ["c", "d"]]),
        ("| a | b |\n| c | d |\n", [["a", "b"], ["c", "d"]]),
        ("| a |\n|---|\n| b | c |\n", [["a", "\u00a0"], ["b", "c"]]),
        ("|a||c|\n|--|--|--|\n|1|2|3|\n", [["a", "\u00a0", "c"], ["1", "2", "3"]]),
        (r"| a \| b | c |" + "\n|--|--|\n|1|2|\n", [["a | b", "c"], ["1", "2"]]),
    ],
)
def test_cells(text: str, cells: list[list[str]]) -> None:
    assert rows(jekyll(text)) == rows(dapsagi(text)) == cells


def test_a_pipe_in_code_is_text() -> None:
    assert ">a | b</code>" in jekyll("| `a | b` | c |\n|---|---|\n| 1 | 2 |\n")


def test_alignment_is_a_style_of_each_cell() -> None:
    html = jekyll("|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|\n")

    assert html.count('style="text-align: left"') == 2
    assert html.count('style="text-align: center"') == 2
    assert html.count('style="text-align: right"') == 2
    assert "<th>d</th>" in html


def test_sections_are_parted_by_lines_of_dashes_and_of_equals_signs() -> None:
    html = jekyll("|a|\n|-|\n|b|\n|-|\n|c|\n|=|\n|d|\n")

    assert [html.count(f"<{section}>") for section in ("thead", "tbody", "tfoot")] == [1, 2, 1]


@pytest.mark.parametrize("text", ["a | b\n", "|---|\n", "a|b\n그냥 줄\n"])
def test_what_is_no_table_in_either_dialect(text: str) -> None:
    assert "<table" not in dapsagi(text)
    assert "<table" not in jekyll(text) or text == "a | b\n"


def test_a_pipe_in_a_sentence_makes_no_table() -> None:
    assert dapsagi("사과 | 배\n") == "<p>사과 | 배</p>\n"
    assert "<table>" in jekyll("사과 | 배\n")


def test_a_table_with_a_header_may_touch_a_paragraph() -> None:
    text = "문단\n| a | b |\n|---|---|\n| c | d |\n"

    assert dapsagi(text).startswith("<p>문단</p>\n<table>")
    assert "<table>" not in jekyll(text)


def test_an_attribute_list_decorates_a_table() -> None:
    assert jekyll("|a|\n|-|\n|b|\n{: .wide}\n").startswith('<table class="wide">')


def test_a_body_says_that_it_has_tables() -> None:
    assert body("|a|b|\n|-|-|\n|c|d|\n").features == ("tables",)


def test_a_pipe_within_a_formula_ends_no_cell_but_in_kramdown() -> None:
    text = "| a | b |\n|---|---|\n| $P(A|B)$ | `c|d` |\n| $5 | $10 |\n| $A | B$ |\n"
    html = dapsagi(text)
    assert "<td>\\(P(A|B)\\)</td>" in html
    assert "<td>$5</td>\n<td>$10</td>" in html
    assert "<td>$A</td>\n<td>B$</td>" in html
    assert html.count("<td>") == 6
    assert "<td>$P(A</td>" in jekyll(text)
