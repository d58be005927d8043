"""Paragraphs: what continues one, what ends one."""

from __future__ import annotations

import pytest

from markup.rendering import dapsagi, jekyll


def test_lines_that_follow_each_other_are_one_paragraph() -> None:
    assert jekyll("첫 줄\n   둘째 줄\n\n다음 문단\n") == "<p>첫 줄\n   둘째 줄</p>\n<p>다음 문단</p>\n"


@pytest.mark.parametrize(
    ("line", "element"),
    [("# 제목", "<h1"), ("- 항목", "<ul"), ("2. 항목", "<ol"), ("> 인용", "<blockquote"), ("```\nx\n```", "<div")],
)
def test_another_block_may_touch_a_paragraph(line: str, element: str) -> None:
    assert f"<p>문단</p>\n{element}" in jekyll(f"문단\n{line}\n")


@pytest.mark.parametrize("line", ["# 제목", "- 항목", "> 인용"])
def test_without_the_quirk_only_a_block_boundary_ends_a_paragraph(line: str) -> None:
    html = jekyll(f"문단\n{line}\n", gfm_quirks=())

    assert html.count("<p>") == 1
    assert "제목" not in html or "<h1" not in html


def test_a_rule_of_dashes_under_several_lines_stays_text() -> None:
    assert jekyll("하나\n둘\n---\n") == "<p>하나\n둘\n—</p>\n"


def test_a_line_that_only_looks_like_html_does_not_split_the_paragraph() -> None:
    assert jekyll("한 줄\n<br>\n다음 줄\n") == "<p>한 줄\n<br />\n다음 줄</p>\n"


def test_a_no_break_space_is_text() -> None:
    assert jekyll("\u00a0들여 쓴 문단\u00a0\n") == "<p>\u00a0들여 쓴 문단\u00a0</p>\n"


def test_a_space_and_a_tab_begin_no_block() -> None:
    assert jekyll(" \t글\n") == " \t글\n"


@pytest.mark.parametrize("text", ["", "\n", "  \n\t\n", "^\n"])
def test_a_text_without_content_has_no_html(text: str) -> None:
    assert jekyll(text) == dapsagi(text) == ""


def test_line_ends_of_any_system_are_one_kind() -> None:
    assert jekyll("a\r\nb\rc") == "<p>a\nb\nc</p>\n"


def test_a_date_with_spaces_does_not_turn_a_paragraph_into_a_list() -> None:
    text = "처음 쓴 날\n2019. 12. 25\n"

    assert dapsagi(text) == "<p>처음 쓴 날\n2019. 12. 25</p>\n"
    assert "<ol>" in jekyll(text)
