from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.post.revisions import Revision, find_revisions, last_change, without_revisions


def test_lines_at_the_head_tell_when_a_post_was_written_and_changed() -> None:
    text = "2018.03.04 - 초고작성\n2019.12.25 - Git 블로그 옮김\n사랑하면 알게 되고"
    found = find_revisions(text)
    assert found == (Revision("2018-03-04", "초고작성"), Revision("2019-12-25", "Git 블로그 옮김"))
    assert without_revisions(text, found) == "사랑하면 알게 되고"


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("2018-03-04: fixed typos", "fixed typos"),
        ("2018/3/4 – 내용 추가", "내용 추가"),
        ("2018년 3월 4일 - 초고", "초고"),
        ("2018. 3. 4. (수정)", "수정"),
        ("2018.03.04 ~ 오타 수정", "오타 수정"),
    ],
)
def test_such_a_line_may_be_spelled_in_many_ways(line: str, note: str) -> None:
    assert find_revisions(line) == (Revision("2018-03-04", note),)


@pytest.mark.parametrize(
    "text",
    [
        "2018.03.04 - 비가 왔다\n2018.03.05 - 맑음",
        "2018.03.04 초고작성",
        "2018.13.04 - 초고작성",
        "머리말\n2018.03.04 - 초고작성",
        "2018.03.04 - " + "초고를 썼다. " * 20,
        "",
    ],
)
def test_other_dates_are_no_revisions(text: str) -> None:
    assert find_revisions(text) == ()
    assert without_revisions(text, ()) == text


def test_a_post_was_changed_if_the_last_revision_is_later_than_its_day() -> None:
    draft, update = Revision("2018-03-04", "초고"), Revision("2020-01-02", "수정")
    assert last_change("2019-12-25T09:00:00+09:00", (draft, update)) == "2020-01-02"
    assert last_change("2020-01-02T23:00:00+09:00", (draft, update)) == ""
    assert last_change("2019-12-25T09:00:00+09:00", (Revision("2020-01-02", "블로그 옮김", brought=True),)) == ""
    assert last_change("", (update,)) == ""


@given(st.text())
def test_no_text_is_lost_but_the_lines_that_were_understood(text: str) -> None:
    found = find_revisions(text)
    lines = text.split("\n")
    assert without_revisions(text, found) == "\n".join(lines[len(found) :]) or len(found) == len(lines)
