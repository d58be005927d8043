"""What the author is learning now stands on the home page, and where to correct a post stands under it."""

from __future__ import annotations

import re

import pytest

from blog import Blog, MakeBlog
from dapsagi.pages.lists import WHOLE_ARCHIVE

POSTS = """\
-- posts/2020-01-01-one.md --
---
title: 하나
tags: [수학, 파이썬]
---
하나
-- posts/2020-01-02-two.md --
---
title: 둘
tags: [파이썬, 그림]
---
둘
"""


def learning(blog: Blog) -> str:
    assert not blog.build().problems
    _, _, rest = blog.read("index.html").partition('<ul class="learning">\n')
    return rest.partition("</ul>")[0]


def test_the_home_page_tells_what_the_newest_posts_are_about(blog: MakeBlog) -> None:
    assert [line.split(">")[2].split("<")[0] for line in learning(blog(POSTS)).splitlines()] == [
        "파이썬",
        "그림",
        "수학",
    ]


def test_the_author_says_what_is_learnt_and_what_has_posts_is_linked(blog: MakeBlog) -> None:
    shown = learning(blog("-- dapsagi.yml --\nlearning: [수학, 밑바닥부터 만드는 언어]\n" + POSTS))
    assert shown == '<li><a href="/tags/수학/">수학</a></li>\n<li>밑바닥부터 만드는 언어</li>\n'.replace(
        "/tags/수학/", "/tags/%EC%88%98%ED%95%99/"
    )


def test_a_blog_without_tags_says_nothing_of_it(blog: MakeBlog) -> None:
    assert learning(blog("-- posts/2020-01-01-one.md --\n하나\n")) == ""


def test_of_many_pinned_posts_the_newest_five_stand_at_the_head(blog: MakeBlog) -> None:
    made = blog("")
    for day in range(1, 9):
        made.put(f"posts/2020-01-0{day}-{day}.md", f"---\ntitle: {day}째\npin: true\n---\n글\n")
    home = made.built().page("index.html")
    assert [node.text() for node in home.css("[aria-labelledby=_pinned] h3")] == ["8째", "7째", "6째", "5째", "4째"]
    assert len(home.css("[aria-labelledby=_latest] h3")) == 8


@pytest.mark.parametrize(("settings", "name"), [("", "모든 글"), ("author: 김답사", "김답사"), ("title: 길", "길")])
def test_a_blog_without_a_title_is_called_by_its_author_or_by_what_it_holds(
    blog: MakeBlog, settings: str, name: str
) -> None:
    home = blog(f"-- dapsagi.yml --\n{settings}\n{POSTS}").built().page("index.html")
    assert [node.text() for node in home.css("title, h1, .colophon p")] == [name] * 3


def revised(blog: Blog) -> list[str]:
    assert not blog.build(paginate=2).problems
    return [node.text(strip=True) for node in blog.page("index.html").css("[aria-labelledby=_revised] li > *")]


def test_the_home_page_names_older_posts_that_were_changed_since_those_it_shows_were_written(blog: MakeBlog) -> None:
    made = blog(POSTS)
    for day, name, changed in ((1, "a", "2020-01-05"), (2, "b", "2020-02-01"), (3, "c", "2019-12-30"), (4, "d", "")):
        written = f"updated: {changed}\n" if changed else ""
        made.put(f"posts/2019-01-0{day}-{name}.md", f"---\ntitle: {name}\n{written}---\n글\n")
    made.edit("posts/2020-01-01-one.md", "title", "updated: 2020-03-01\ntitle")
    assert revised(made) == ["2020.02.01", "b", "2020.01.05", "a"]


def test_of_many_posts_that_were_changed_the_home_page_names_the_last_three(blog: MakeBlog) -> None:
    made = blog(POSTS)
    for day in range(1, 10):
        made.put(f"posts/2019-01-0{day}-{day}.md", f"---\ntitle: 글 {day}\nupdated: 2021-01-0{day}\n---\n글\n")
    assert revised(made)[1::2] == ["글 9", "글 8", "글 7"]


def test_a_blog_in_which_nothing_was_changed_says_nothing_of_it(blog: MakeBlog) -> None:
    assert revised(blog(POSTS)) == []


@pytest.mark.parametrize(
    ("description", "text", "shown"),
    [
        ("걸어서 배운 것", "글", ["걸어서 배운 것"]),
        ("$x^2$을 <b>미분</b>한다", "글", ["x²을 <b>미분</b>한다"]),
        ("글은 이렇게 *시작*한다.", "글은 **이렇게** *시작*한다. 그리고 이어진다.", []),
        ("하나!", "글", []),
        ("", "글", []),
    ],
)
def test_what_an_author_says_of_a_post_stands_under_its_title_unless_it_is_said_there_already(
    blog: MakeBlog, description: str, text: str, shown: list[str]
) -> None:
    front = f'---\ntitle: 하나\ndescription: "{description}"\n---\n'
    made = blog(f"-- posts/2020-01-01-one.md --\n{front}{text}\n").built()
    page = made.page("one/index.html")
    assert [node.text() for node in page.css(".page-header .lede")] == shown


def edit_links(blog: Blog) -> list[str]:
    blog.build()
    return [part.split('"')[0] for part in blog.read("one/index.html").split('<a href="') if 'rel="nofollow"' in part]


def test_a_post_of_a_blog_on_github_can_be_corrected_there(blog: MakeBlog) -> None:
    made = blog("-- dapsagi.yml --\nrepository: kim/blog\n" + POSTS)
    made.put("posts/2020-01-03-한글 이름.md", "---\ntitle: 셋\npermalink: /one/\n---\n")
    made.edit("posts/2020-01-01-one.md", "title", "permalink: /other/\ntitle")
    path = "2020-01-03-%ED%95%9C%EA%B8%80%20%EC%9D%B4%EB%A6%84.md"
    assert edit_links(made) == [f"https://github.com/kim/blog/edit/HEAD/posts/{path}"]


def test_another_place_to_edit_is_named_with_or_without_the_path(blog: MakeBlog) -> None:
    made = blog("-- dapsagi.yml --\nedit_url: https://codeberg.org/kim/blog/_edit/main/{path}\n" + POSTS)
    assert edit_links(made) == ["https://codeberg.org/kim/blog/_edit/main/posts/2020-01-01-one.md"]
    made.put("dapsagi.yml", "edit_url: https://example.org/edit/\n")
    assert edit_links(made) == ["https://example.org/edit/posts/2020-01-01-one.md"]


def test_a_blog_that_names_no_place_has_no_link(blog: MakeBlog) -> None:
    assert edit_links(blog(POSTS)) == []


def test_the_menu_leads_to_tags_or_else_to_categories_and_to_no_empty_list(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-one.md --\n---\ntitle: 하나\n---\n하나\n")

    def menu() -> list[str]:
        assert not site.build().problems
        _, _, rest = site.read("index.html").partition('<nav class="menu"')
        return re.findall('<a href="([^"]+)"', rest.partition("</nav>")[0])

    assert menu() == ["/archive/"]
    site.edit("posts/2020-01-01-one.md", "title: 하나", "title: 하나\ncategories: [수학]")
    assert menu() == ["/categories/", "/archive/"]
    site.edit("posts/2020-01-01-one.md", "title: 하나", "title: 하나\ntags: [수학]")
    assert menu() == ["/tags/", "/archive/"]


def test_tags_and_categories_lead_to_each_other_where_a_blog_has_both(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-one.md --\n---\ntitle: 하나\ntags: [길]\n---\n하나\n")

    def ways(path: str) -> list[str]:
        site.build()
        _, _, rest = site.read(path).partition('<ul class="ways">')
        return re.findall('<a href="([^"]+)"', rest.partition("</ul>")[0])

    assert ways("tags/index.html") == []
    site.edit("posts/2020-01-01-one.md", "title: 하나", "title: 하나\ncategories: [수학]")
    assert ways("tags/index.html") == ways("categories/index.html") == ["/tags/", "/categories/"]


NOTES = """\
-- _config.yml --
title: 노트
collections: {books: {output: true}}
-- about.md --
---
title: 소개
---
나는.
-- c/10.md --
---
title: 10. 템플릿
---
열.
-- c/9.md --
---
title: 9. 클래스
---
아홉.
-- _books/2020-01-01-old.md --
---
title: 헌 책
---
헌.
-- _books/2021-01-01-new.md --
---
title: 새 책
---
새.
"""


def test_the_pages_of_a_blog_without_posts_are_listed_by_their_folders(blog: MakeBlog) -> None:
    site = blog(NOTES).built()
    archive = site.read("archive/index.html")
    assert re.findall(r"<h1>(.*)</h1>|<h2>(.*)</h2>", archive) == [("모든 글", ""), ("", "books"), ("", "c")]
    listed = re.findall(r'<li><a href="[^"]+">([^<]+)</a></li>', archive.partition("<main")[2])
    assert listed == ["소개", "새 책", "헌 책", "9. 클래스", "10. 템플릿"]
    assert re.findall('<a href="/archive/">([^<]+)<', site.read("index.html")) == ["모든 글", "모든 글"]
    site.put("_posts/2022-01-01-one.md", "하나\n")
    site.build()
    assert "9. 클래스" not in site.read("archive/index.html")


def test_the_archive_shows_its_posts_under_their_years_as_long_as_they_are_few(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-one.md --\n# 하나\n-- posts/2020-02-01-two.md --\n# 둘\n")
    site.put("posts/2021-01-01-three.md", "# 셋\n")
    site.build()
    listed = re.findall(r'<(?:h2 [^>]*>|h3[^>]*><a[^>]*href=")([^"<]+)', site.read("archive/index.html"))
    assert listed == ["2021년", "/three/", "2020년", "/two/", "/one/"]
    for number in range(WHOLE_ARCHIVE):
        site.put(f"posts/2021-02-01-{number}.md", "글\n")
    site.build()
    archive = site.read("archive/index.html")
    assert "<h3" not in archive
    assert re.findall(r'<li[^>]*><a href="(/archive/[^"]+)"', archive) == ["/archive/2021/", "/archive/2020/"]


def test_a_new_blog_with_a_page_about_its_author_has_nothing_yet(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: 새 블로그\n-- about.md --\n---\ntitle: 소개\n---\n나는.\n").built()
    assert "아직 쓴 글이 없습니다." in site.read("index.html")
    assert "연도별 글" in site.read("archive/index.html")


def jumps(blog: Blog, path: str) -> list[str]:
    """Return the ways down a page, which all lead to a heading of it."""
    page = blog.page(path)
    for link in page.css(".jumps a"):
        assert page.css_matches(f'main h2[id="{(link.attributes["href"] or "").removeprefix("#")}"]')
    return [link.text() for link in page.css(".jumps a")]


def test_a_year_of_many_posts_is_told_apart_by_its_months(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: 답사기\n")
    for number in range(20):
        site.put(f"posts/2020-{1 + number % 3:02}-01-{number}.md", "글\n")
    assert (jumps(site.built(), "archive/2020/index.html"), site.read("archive/2020/index.html").count("<h3")) == (
        [],
        0,
    )
    site.put("posts/2020-12-01-last.md", "글\n")
    assert jumps(site.built(), "archive/2020/index.html") == ["1월 7", "2월 7", "3월 6", "12월 1"]
    year = site.read("archive/2020/index.html")
    assert re.findall(r"<h2 id=[^>]*>([^<]+)", year) == ["12월", "3월", "2월", "1월"]
    assert year.count("<h3") == 21


def test_an_archive_of_some_years_leads_down_to_each(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: 답사기\n")
    for number in range(21):
        site.put(f"posts/{2020 + number % 2}-01-01-{number}.md", "글\n")
    assert jumps(site.built(), "archive/index.html") == ["2021년 10", "2020년 11"]


def test_a_reading_list_leads_down_to_its_kinds(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-one.md --\n[논문](https://arxiv.org/abs/1711.09020)\n")
    assert jumps(site.built(), "references/index.html") == []
    site.edit("posts/2020-01-01-one.md", "[논문]", "[코드](https://github.com/kim/walk)\n[논문]")
    assert jumps(site.built(), "references/index.html") == ["논문 1", "코드 1"]


def journeys_of(blog: Blog, *days: str) -> list[str]:
    """The title of that part of the home page, and the journeys in it; each has two posts, the later one of its day."""
    for number, day in enumerate(days):
        for part, date in ((1, "2010-01-01"), (2, day)):
            name = "가나다"[number]
            blog.put(f"posts/{date}-{name}{part}.md", f"---\ntitle: {name}{part}\nseries: {name} 답사기\n---\n글\n")
    return [each.text() for each in blog.built().page("index.html").css("#_journeys, .journey-name")]


def test_the_home_page_calls_none_but_journeys_of_the_last_year_walked_now(blog: MakeBlog) -> None:
    made = blog("")
    assert journeys_of(made, "2020-01-01", "2019-03-01", "2018-01-01") == ["지금 걷는 길", "가 답사기", "나 답사기"]
    made.put("posts/2020-06-01-alone.md", "---\ntitle: 홀로\n---\n글\n")
    assert journeys_of(made, "2020-01-01") == ["지금 걷는 길", "가 답사기"]
    made.put("posts/2022-01-01-late.md", "---\ntitle: 나중\n---\n글\n")
    assert journeys_of(made) == ["걸어온 길", "가 답사기", "나 답사기"]
