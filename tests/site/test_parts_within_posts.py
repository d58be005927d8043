"""Parts that stand in one post under headings, and parts that a post promises."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blog import Blog
from dapsagi.markup.body import Heading
from dapsagi.part_words import find_numbered_headings, find_promises

MakeBlog = Callable[[str], Blog]

WHOLE = """\
-- dapsagi.yml --
title: t
-- posts/2025-01-01-move.md --
---
title: 이사 이야기
---
들어가며

## 1부. 집을 찾아서

가

### 다음

나

## 2부. 짐을 싸며

다
"""
SERIES = """\
-- dapsagi.yml --
title: t
-- posts/2025-01-01-walk1.md --
---
title: 제주 걷기 1
---
처음
-- posts/2025-02-01-walk2.md --
---
title: 제주 걷기 2
---
둘째

- 1편: 처음
- 3편: 오름 (작성 예정)
"""


def test_a_post_whose_headings_are_parts_shows_them_as_stations_on_its_page(blog: MakeBlog) -> None:
    site = blog(WHOLE)
    site.build()
    page = site.read("move/index.html")
    assert '<a href="#1부-집을-찾아서">1부. 집을 찾아서</a>' in page
    assert '<a href="#2부-짐을-싸며">2부. 짐을 싸며</a>' in page
    assert page.count('class="station ') == 2


def test_headings_that_are_renamed_show_at_once(blog: MakeBlog) -> None:
    site = blog(WHOLE)
    site.build()
    site.edit("posts/2025-01-01-move.md", "2부. 짐을 싸며", "2부. 떠나는 날")
    site.build()
    assert '<a href="#2부-떠나는-날">2부. 떠나는 날</a>' in site.read("move/index.html")
    site.edit("posts/2025-01-01-move.md", "2부. 떠나는 날", "떠나는 날")
    site.build()
    assert 'class="station ' not in site.read("move/index.html")


def test_an_author_may_refuse(blog: MakeBlog) -> None:
    site = blog(WHOLE.replace("title: 이사 이야기", "title: 이사 이야기\nseries: false"))
    site.build()
    assert 'class="station ' not in site.read("move/index.html")


def test_a_part_that_a_line_promises_stands_in_the_box_without_a_link(blog: MakeBlog) -> None:
    site = blog(SERIES)
    site.build()
    assert '<li class="station station-planned">3편: 오름 <span' in site.read("walk1/index.html")
    site.put("posts/2025-03-01-walk3.md", "---\ntitle: 제주 걷기 3\n---\n셋째\n")
    site.build()
    assert "station-planned" not in site.read("walk1/index.html")


@pytest.mark.parametrize(
    ("line", "promises"),
    [
        ("3편: 오름 (작성 예정)", True),
        ("3부 예정", True),
        ("Part 3. Deploying (coming soon)", True),
        ("다음 달에 이사할 예정입니다.", False),
        ("3편에서 다룬다", False),
        (
            "3부로 나누어 쓰려던 글인데 길어져서 이 글은 여기까지만 쓰고 나머지는 다음에 이어서 쓸 예정이다.",
            False,
        ),
    ],
)
def test_a_promise_begins_with_a_part_and_is_short(line: str, promises: bool) -> None:
    assert find_promises(f"앞\n{line}\n뒤") == ((line,) if promises else ())


def test_one_numbered_heading_is_no_journey() -> None:
    assert find_numbered_headings([Heading(2, "a", "1부"), Heading(2, "b", "둘")]) == ()
    assert find_numbered_headings([Heading(2, "a", "<em>1부</em>"), Heading(2, "b", "2부")]) == (
        ("1부", "a"),
        ("2부", "b"),
    )
