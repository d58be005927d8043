"""Lists: the content column, loose and tight items, tasks."""

from __future__ import annotations

import pytest

from markup.rendering import dapsagi, jekyll


def flat(html: str) -> str:
    return "".join(html.split("\n"))


@pytest.mark.parametrize("indentation", [2, 3, 4])
def test_a_nested_list_begins_at_the_content_column_or_beyond(indentation: int) -> None:
    assert flat(jekyll(f"- a\n{' ' * indentation}- b\n- c\n")) == ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>")


def test_a_marker_before_the_content_column_is_a_sibling() -> None:
    assert flat(jekyll("1. a\n - b\n")) == "<ol><li>a<ul><li>b</li></ul></li></ol>"
    assert flat(jekyll("- a\n - b\n")) == "<ul><li>a</li><li>b</li></ul>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- a\n- b\n", "<ul><li>a</li><li>b</li></ul>"),
        ("- a\n\n- b\n", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("- a\n- b\n\n- c\n", "<ul><li>a</li><li><p>b</p></li><li>c</li></ul>"),
        ("- a\n\n  b\n", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("* a\n+ b\n- c\n", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("- a\n이어서\n", "<ul><li>a이어서</li></ul>"),
        ("- a\n\n이어서\n", "<ul><li>a</li></ul><p>이어서</p>"),
        ("- a\n^\n- b\n", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("-\n", "<p>-</p>"),
        ("- \n", "<ul><li></li></ul>"),
        ("-a\n", "<p>-a</p>"),
        ("1) a\n", "<p>1) a</p>"),
        ("-\ta\n\n\tb\n", "<ul><li><p>a</p><p>b</p></li></ul>"),
    ],
)
def test_items(text: str, html: str) -> None:
    assert flat(jekyll(text)) == html


def test_an_item_holds_code_and_quotes() -> None:
    html = jekyll("1. a\n\n   ```python\n   x\n   ```\n\n   > b\n\n       c\n")

    assert html.count("<pre") == 2
    assert "<blockquote>" in html
    assert html.count("<li>") == 1


def test_a_numbered_list_always_begins_with_one_in_kramdown() -> None:
    assert jekyll("3. a\n4. b\n").startswith("<ol>\n")


def test_a_numbered_list_begins_with_the_number_that_the_author_wrote() -> None:
    assert dapsagi("3. a\n4. b\n").startswith('<ol start="3">\n')
    assert dapsagi("1. a\n1. b\n").startswith("<ol>\n")
    assert dapsagi(f"{'9' * 30}. a\n").startswith("<ol>\n")


def test_attribute_lists_reach_items_and_lists() -> None:
    assert flat(jekyll("- {: .first} a\n- b\n{: #all}\n")) == ('<ul id="all"><li class="first">a</li><li>b</li></ul>')


def test_tasks_are_check_boxes() -> None:
    html = jekyll("- [ ] 하기\n- [x] 했다\n- 그냥\n")

    assert html.startswith('<ul class="task-list">\n<li class="task-list-item"><input type="checkbox"')
    assert html.count('checked="checked"') == 1
    assert html.count('class="task-list-item"') == 3


def test_numbers_and_bullets_in_one_item_nest_in_order() -> None:
    assert flat(jekyll("1. a\n   - b\n     1. c\n2. d\n")) == (
        "<ol><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ol>"
    )
