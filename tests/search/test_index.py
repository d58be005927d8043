"""The index in the finished site: which files there are, and which of them an edit writes."""

from __future__ import annotations

import itertools

import pytest

from blog import Blog, MakeBlog, messages
from dapsagi.search.documents import CATALOGUE, INDEX
from dapsagi.search.index import drawers_of
from search.readers import Reader

SHAPES = """\
-- dapsagi.yml --
title: t
baseurl: /log
-- posts/2020-01-01-one.md --
---
title: 하나
---
보통 글
-- posts/2020-01-02-two.md --
---
title: 둘
search: false
---
숨은 글
-- posts/2020-01-03-three.md --
---
title: 셋
noindex: true
---
숨은 글
-- posts/2020-01-04-four.md --
---
title: 넷
draft: true
---
숨은 글
-- posts/2020-01-05-five.md --
---
title: 다섯
redirect_to: https://example.com/
---
숨은 글
-- pages/about.md --
---
title: 소개
---
보통 쪽
"""


def index_of(site: Blog) -> dict[str, bytes]:
    return {path: data for path, data in site.output().items() if path.startswith(INDEX)}


def many(blog: MakeBlog) -> Blog:
    """Make a blog with some drawers."""
    site = blog("-- dapsagi.yml --\ntitle: t\n")
    for number in range(1, 29):
        pairs = itertools.product("가나다라마바사아자차카타파하", "각난닫랄맘밥삿앙잣찻캌탙팦핳")
        words = " ".join(f"{first}{second}{number}낱말" for first, second in pairs)
        site.put(f"posts/2020-02-{number:02}-p{number}.md", f"---\ntitle: 글 {number}\n---\n{words}\n\n끝\n")
    return site


def test_what_is_hidden_is_not_found(blog: MakeBlog) -> None:
    reader = Reader(blog(SHAPES).built(show_drafts=True).output())
    assert reader.titles("숨은") == []
    assert reader.titles("보통") == ["하나", "소개"]


def test_addresses_stand_under_the_base_path(blog: MakeBlog) -> None:
    site = blog(SHAPES).built()
    reader = Reader(site.output())
    assert [reader.card(number)[1] for number in reader.find("보통")["numbers"]] == ["/log/one/", "/log/about/"]
    assert f'data-index="/log/{CATALOGUE}"' in site.read("search/index.html")
    assert 'class="search-link" href="/log/search/"' in site.read("one/index.html")


def test_a_small_blog_has_few_small_files(blog: MakeBlog) -> None:
    site = blog(SHAPES).built()
    assert sorted(path.removeprefix(INDEX) for path in index_of(site)) == ["c0.json", "index.json", "t0.txt", "w0.txt"]
    assert sum(map(len, index_of(site).values())) < 2000


def test_a_blog_without_posts_can_be_searched_in_vain(blog: MakeBlog) -> None:
    assert Reader(blog("-- dapsagi.yml --\ntitle: t\n").built().output()).titles("무엇") == []


def test_search_can_be_switched_off(blog: MakeBlog) -> None:
    site = blog(SHAPES.replace("title: t\n", "title: t\nsearch: false\n")).built()
    assert index_of(site) == {}
    assert not (site.root / "site/search").exists()
    assert "search-link" not in site.read("one/index.html")


def test_a_page_of_the_author_stands_before_ours(blog: MakeBlog) -> None:
    site = blog(SHAPES + "-- pages/search.md --\n---\ntitle: 내 검색\npermalink: /search/\n---\n손수 만든 검색\n")
    assert messages(site.build()) == []
    assert "손수 만든 검색" in site.read("search/index.html")
    assert index_of(site) == {}
    assert 'class="search-link" href="/log/search/"' in site.read("one/index.html")
    assert "data-script" not in site.read("one/index.html")


def test_editing_a_body_writes_its_page_and_the_drawers_of_the_words_that_changed(blog: MakeBlog) -> None:
    site = many(blog)
    site.build()
    before = site.output()
    drawers = sum(path.startswith(INDEX + "w") for path in before)
    assert drawers >= 4
    site.edit("posts/2020-02-14-p14.md", "끝", "퍼셉트론")
    report = site.build()
    changed = {path for path, data in site.output().items() if before.get(path) != data} - {".dapsagi-manifest"}
    expected = {f"{INDEX}w{number}.txt" for word in ("끝", "퍼셉트론") for number in drawers_of(word, drawers)}
    assert changed == {"p14/index.html", CATALOGUE} | expected
    assert (report.rendered, report.written) == (1, len(changed))


def test_an_edit_that_changes_no_word_writes_no_part_of_the_index(blog: MakeBlog) -> None:
    site = many(blog)
    site.build()
    before = index_of(site)
    site.edit("posts/2020-02-14-p14.md", "끝", "**끝**")
    assert site.build().written == 1
    assert index_of(site) == before


def test_a_new_post_changes_the_number_of_no_other(blog: MakeBlog) -> None:
    site = many(blog)
    site.build()
    before = Reader(site.output()).find("가각7낱말")["numbers"]
    site.put("posts/2020-03-01-new.md", "---\ntitle: 새 글\n---\n가각7낱말을 다시 썼다.\n")
    site.build()
    assert (before, Reader(site.output()).find("가각7낱말")["numbers"]) == ([6], [28, 6])


def test_the_index_is_the_same_whatever_came_before(blog: MakeBlog, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = many(blog)
    site.build()
    site.edit("posts/2020-02-02-p2.md", "글 2", "둘째 글")
    site.build()
    (site.root / "posts/2020-02-20-p20.md").unlink()
    site.put("posts/2019-01-01-older.md", "---\ntitle: 더 오래된 글\n---\n첫 낱말\n")
    site.build(jobs=2)
    fresh = Blog(tmp_path_factory.mktemp("fresh"))
    for file in site.root.rglob("*.*"):
        if file.is_file() and file.relative_to(site.root).parts[0] in ("posts", "dapsagi.yml"):
            fresh.put(file.relative_to(site.root).as_posix(), file.read_bytes())
    fresh.build()
    assert index_of(site) == index_of(fresh)


def test_a_cache_that_cannot_hold_the_index_takes_nothing_from_the_site(blog: MakeBlog) -> None:
    site = blog(SHAPES)
    site.put(".dapsagi/search", "no folder")
    site.build()
    assert Reader(site.output()).titles("보통") == ["하나", "소개"]


def test_files_of_the_index_that_are_damaged_or_gone_are_made_anew(blog: MakeBlog) -> None:
    site = blog(SHAPES).built()
    before = index_of(site)
    for file in (site.root / ".dapsagi/search").iterdir():
        if file.name != "note":
            file.unlink()
    site.edit("posts/2020-01-01-one.md", "보통", "**보통**")
    site.build()
    site.put(".dapsagi/search/note", b"\x00damaged")
    site.edit("posts/2020-01-01-one.md", "**보통**", "*보통*")
    site.build()
    assert index_of(site) == before
