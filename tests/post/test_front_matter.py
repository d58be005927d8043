"""Where the front matter ends and the body begins, and what is said of broken front matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.post.front_matter import split_front_matter
from dapsagi.problems import Severity


def test_a_file_is_split_at_its_two_lines_of_hyphens() -> None:
    found = split_front_matter("---\ntitle: 답사기\n---\n첫 줄\n")
    assert found.values == {"title": "답사기"}
    assert (found.body, found.body_line, found.found) == ("첫 줄\n", 4, True)


@pytest.mark.parametrize("closing", ["---", "...", "--- ", "---\t"])
def test_hyphens_or_dots_close_the_front_matter(closing: str) -> None:
    assert split_front_matter(f"---\na: 1\n{closing}\nbody").body == "body"


@pytest.mark.parametrize("line", ["----", " ---", "--", "....", "--- x"])
def test_other_lines_do_not_close_it(line: str) -> None:
    found = split_front_matter(f"---\na: 1\n{line}\nbody")
    assert not found.found
    assert found.body.startswith("---")


def test_blank_lines_before_the_body_do_not_belong_to_it_but_indentation_does() -> None:
    found = split_front_matter("---\na: 1\n---\n\n \t\n    code\n")
    assert (found.body, found.body_line) == ("    code\n", 6)


def test_a_no_break_space_is_text() -> None:
    assert split_front_matter("---\n---\n\u00a0\nbody").body == "\u00a0\nbody"


def test_a_body_of_blanks_alone_is_empty() -> None:
    assert split_front_matter("---\na: 1\n---\n\n  ").body == ""


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_foreign_line_ends_are_harmless(ends: str) -> None:
    found = split_front_matter(f"---{ends}title: a{ends}tags: [b]{ends}---{ends}one{ends}two")
    assert found.values == {"title": "a", "tags": ["b"]}
    assert found.body == "one\ntwo"


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", "\u2060"])
def test_invisible_characters_are_harmless(mark: str) -> None:
    found = split_front_matter(f"{mark}---{mark}\n{mark}title{mark}: a{mark}\n---{mark}\nbody")
    assert found.values == {"title": "a"}
    assert found.body == "body"


def test_joined_emoji_stay_joined() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert split_front_matter(f"---\ntitle: {family}\n---\n").values == {"title": family}


def test_a_file_without_front_matter_is_all_body() -> None:
    found = split_front_matter("# 제목\n\n---\n\n글")
    assert (found.values, found.body, found.body_line, found.found) == ({}, "# 제목\n\n---\n\n글", 1, False)


def test_empty_front_matter_is_front_matter() -> None:
    found = split_front_matter("---\n---\nbody")
    assert (found.values, found.body, found.found, found.problems) == ({}, "body", True, ())


def test_front_matter_that_is_never_closed_is_reported() -> None:
    (problem,) = split_front_matter("---\ntitle: a\n\ntext").problems
    assert (problem.code, problem.span.line, problem.severity) == ("F201", 1, Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("----\ntitle: a\n----\n글", 1, "begins with `----`"),
        ("—-\ntitle: a\n—-\n글", 1, "begins with `—-`"),
        ("—\nlayout: post\n—\n글", 1, "begins with `—`"),
        ("\n\n---\ndate: 2020-01-01\n---\n글", 3, "begins below empty lines"),
        ("title: a\n---\n글", 1, "has no `---` above it"),
        ("layout: post\ntitle: 답사기: 1\ntags:\n  - a\nmy-key: 1\n---\n", 1, "has no `---` above it"),
        (" ---\ndate: 2020-01-01\n---\n글", 1, "has a space before its `---`"),
        ("---\u00a0\ndate: 2020-01-01\n---\n글", 1, "has a space behind its `---` that only looks like one"),
    ],
)
def test_front_matter_that_does_not_begin_as_such_is_reported(text: str, line: int, said: str) -> None:
    found = split_front_matter(text)
    (problem,) = found.problems
    assert (problem.code, problem.span.line, problem.severity) == ("F202", line, Severity.WARNING)
    assert said in problem.message
    assert (found.found, found.mentions_draft) == (False, False)


def test_front_matter_that_does_not_begin_as_such_keeps_a_draft_at_home() -> None:
    assert split_front_matter("—-\ntitle: a\ndraft: true\n—-\n\n글").mentions_draft
    assert split_front_matter("\n---\ndraft: true\n---\n글").mentions_draft
    assert split_front_matter("title: a\ndraft: true\n---\n글").mentions_draft
    assert not split_front_matter("—-\ntitle: a\n—-\n\ndraft: true\n").mentions_draft


def test_a_text_that_begins_with_a_rule_is_not_taken_for_front_matter() -> None:
    for text in (
        "---\n\n오늘은 쉰다.\n",
        "----\n오늘: 쉰다.\n",
        "- title: a\n- b\n",
        "title: a\n-----\n글\n",
        "제목: a\n---\n글\n",
        "title: a\n글\n---\n",
    ):
        found = split_front_matter(text)
        assert (found.found, found.problems) == (False, ())


def test_a_colon_in_a_title_is_one_error_and_costs_nothing_else() -> None:
    found = split_front_matter("---\nlayout: post\ntitle: 답사기: 첫걸음\ndate: 2020-01-05\ntags: [a]\n---\nbody")
    (problem,) = found.problems
    assert str(problem) == (
        ':3: Y100 a second colon in the value: title: 답사기: 첫걸음; put the value in quotes: title: "답사기: 첫걸음"'
    )
    assert found.values["title"] == "답사기: 첫걸음"
    assert (found.values["layout"], found.values["tags"]) == ("post", ["a"])
    assert found.body == "body"


@pytest.mark.parametrize(
    ("yaml", "line", "words"),
    [
        ("title: a\n\ttags: b", 3, "a tab where YAML allows only spaces"),
        ("title: 'a\ndate: b", 2, "a quote that is never closed"),
        ("tags: [a, b\ntitle: c", 2, "a bracket that is never closed"),
        ('title: "a" b', 2, "text after a closing quote"),
        ("title: *bold*", 2, "a character YAML reserves"),
        ("title: @home", 2, "a character YAML reserves"),
        ("title: - a", 2, "a list item on the line of its key"),
        ("title: a\njust text\ntags: b", 3, "a line without `key:`"),
        ("title: a\n tags: b", 3, "a key that is indented more than its neighbours"),
        ("- a\ntitle: b", 3, "a list and keys are mixed"),
        ("just text", 2, "found a single text"),
        ("title: a\ntags:[a, b]", 3, "a colon without a space behind it: tags:[a, b]"),
        ("title:답사기\ntags:a", 2, "a colon without a space behind it: title:답사기"),
        ("https://a.example", 2, "found a single text"),
        ("- a\n- b", 2, "found a list"),
        ("title: *other", 2, "an anchor that does not exist"),
        ("a: &x [*x]", 2, "contains itself"),
        ("? [a]\n: b", 2, "a key must be a word"),
    ],
)
def test_each_slip_is_named_with_its_line_and_a_way_out(yaml: str, line: int, words: str) -> None:
    found = split_front_matter(f"---\n{yaml}\n---\nbody")
    (problem,) = found.problems
    assert problem.severity == Severity.ERROR
    assert problem.span.line == line
    assert words in problem.message
    assert problem.hint
    assert found.body == "body"


def test_of_two_equal_keys_the_last_wins_with_a_warning() -> None:
    found = split_front_matter("---\ntitle: a\ntags: x\ntitle: b\n---\n")
    (problem,) = found.problems
    assert found.values["title"] == "b"
    assert (problem.code, problem.severity, problem.span.line) == ("Y105", Severity.WARNING, 4)
    assert "line 2" in problem.hint


def test_a_control_character_is_left_out_with_a_warning() -> None:
    found = split_front_matter("---\ntitle: a\x08b\n---\n")
    assert found.values == {"title": "ab"}
    assert [(problem.code, problem.span.line) for problem in found.problems] == [("Y101", 2)]


_LINES = st.sampled_from(
    ["---", "...", "--- ", "", " ", "\t", "title: a", "a: [", 'b: "', "- c", "본문", "    code", "\xa0"]
)


@given(st.lists(st.one_of(_LINES, st.text(max_size=12))), st.sampled_from(["\n", "\r\n"]))
def test_any_text_is_split_and_its_body_stands_on_the_line_that_is_said(lines: list[str], ends: str) -> None:
    text = ends.join(["---", *lines])
    found = split_front_matter(text)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if found.body:
        assert "\n".join(plain.split("\n")[found.body_line - 1 :]) == found.body
    assert plain.endswith(found.body)
    assert all(problem.hint for problem in found.problems)


@pytest.mark.parametrize("filling", ["\n", " ", "\u200b", " \u200b", "\n ", "a:\n", "---x\n"])
def test_a_long_text_is_split_in_no_time(filling: str) -> None:
    text = "---" + filling * 100_000 + "x"
    assert split_front_matter(text).body == text
