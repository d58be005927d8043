"""Texts that list what else the blog holds: posts, pages, terms, files and the documents of collections."""

from __future__ import annotations

from datetime import timedelta

import pytest

from blog import TODAY, MakeBlog, messages
from dapsagi.cache.cache import CACHE
from dapsagi.cache.opening import open_cache

BLOG = """\
-- _config.yml --
title: 답사기
url: https://example.com
collections: {talks: {output: true}}
defaults:
  - {scope: {path: pictures}, values: {shown: true}}
-- _posts/2020-01-01-one.md --
---
title: 하나
categories: [길]
tags: [산, 강]
mood: 맑음
---
첫 *문단*.

끝.
-- _posts/2020-01-03-three.md --
---
title: 셋
tags: [강]
category: 집
last_modified_at: 2020-05-06
---
셋째 글.
-- _posts/2020-01-02-two.md --
---
title: 둘
categories: [길]
---
둘째 글.
-- _posts/2030-01-01-later.md --
---
title: 나중
tags: [산]
---
-- _drafts/unfinished.md --
---
title: 초안
---
-- _talks/a.md --
---
title: 강연
---
-- about.md --
---
title: 나
---
-- untitled.html --
---
---
<p>제목 없이</p>
-- pictures/a.png --
그림
-- assets/style.css --
---
---
a {}
"""


# Pages with few words of their own give way to our lists.
WORDS = "여러 해 동안 걸으며 배운 것을 적어 둔다. " * 20 + "\n\n"


def shown(make: MakeBlog, text: str) -> str:
    """Return what a page of the blog shows for a text, in one line."""
    site = make(BLOG + "-- list.md --\n---\ntitle: 목록\n---\n" + WORDS + text).built()
    body = site.page("list.html").css_first(".post-body, article")
    assert body is not None
    return " ".join(body.text().split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "{% for post in site.posts %}{{ post.title }} {{ post.url }} {% endfor %}",
            "셋 /%EC%A7%91/2020/01/03/three.html 둘 /",
        ),
        ("{{ site.posts | map: 'title' | join: ',' }}", "셋,둘,하나"),
        ("{{ site.posts[2].date | date: '%Y년 %-m월' }} {{ site.posts[2].mood }}", "2020년 1월 맑음"),
        ("{{ site.posts.last.tags | join: ',' }} {{ site.posts.first.category }} {{ site.posts.size }}", "산,강 집 3"),
        ("{{ site.posts[0].last_modified_at | date: '%m.%d' }}", "05.06"),
        ("{{ site.posts[2].excerpt | strip_html }}", "첫 문단."),
        ("{{ site.posts[2].content | strip_html | strip_newlines }}", "첫 문단.끝."),
        ("{% for tag in site.tags %}{{ tag[0] }} {{ tag[1].size }} {% endfor %}", "산 1 강 2"),
        ("{% for post in site.tags['강'] %}{{ post.title }}{% endfor %}", "셋하나"),
        ("{{ site.categories.길 | map: 'title' | join: ',' }} {{ site.categories.size }}", "둘,하나 2"),
        ("{% assign years = site.posts | group_by_exp: 'p', \"p.date | date: '%Y'\" %}{{ years[0].size }}", "3"),
        (
            "{% for page in site.pages %}{{ page.name }}={{ page.title }} {% endfor %}",
            "about.md=나 list.md=목록 style.css=",
        ),
        (
            "{% assign them = site.html_pages | where_exp: 'p', 'p.title' %}{{ them | map: 'url' | join }}",
            "/about.html /list",
        ),
        (
            "{% for file in site.static_files %}{{ file.path }} {{ file.basename }}{{ file.extname }} {% endfor %}",
            "/pictures/",
        ),
        ("{% assign them = site.static_files | where: 'shown', true %}{{ them | map: 'name' | join }}", "a.png"),
        ("{{ site.documents | map: 'title' | join: ',' }}", "하나,둘,셋,강연"),
        ("{% for each in site.collections %}{{ each.label }} {{ each.docs.size }} {% endfor %}", "posts 3 talks 1"),
        ("{{ site.talks[0].title }}", "강연"),
        ("{{ site.related_posts.size }}", "목록"),
    ],
)
def test_a_page_lists_what_the_blog_holds(blog: MakeBlog, text: str, expected: str) -> None:
    assert expected in shown(blog, text)


def test_nothing_is_said_of_a_list(blog: MakeBlog) -> None:
    site = blog(BLOG + "-- list.md --\n{% for each in site.pages %}{{ each.title }}{% endfor %}\n")
    assert not [message for message in messages(site.build()) if message.startswith("list.md")]


def test_a_post_lists_the_posts_beside_it(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.edit("_posts/2020-01-02-two.md", "둘째 글.", "{{ site.related_posts | map: 'title' | join: ',' }}")
    assert "<p>셋,하나</p>" in site.built().read("길/2020/01/02/two.html")


def test_the_settings_take_the_place_of_no_list(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\ntags: [없음]\n-- _posts/2020-01-01-a.md --\n---\ntags: 있음\n---\n"
        "-- b.md --\n{{ site.tags }}\n"
    )
    assert "있음" in site.built().read("b.html")


def test_posts_wait_for_their_day_in_lists_too(blog: MakeBlog) -> None:
    site = blog(BLOG + "-- list.md --\n{{ site.posts | map: 'title' | join: ',' }}\n").built()
    assert "<p>셋,둘,하나</p>" in site.read("list.html")
    site.build(today=TODAY + timedelta(days=2000))
    assert "<p>나중,셋,둘,하나</p>" in site.read("list.html")
    site.build(show_drafts=True)
    assert "<p>초안,셋,둘,하나</p>" in site.read("list.html")
    site.build(limit_posts=2)
    assert "<p>셋,둘</p>" in site.read("list.html")


def test_texts_that_list_each_other_have_an_end(blog: MakeBlog) -> None:
    site = blog("-- _config.yml --\n")
    for name, other in (("a", "b"), ("b", "a")):
        found = f"{{% assign found = site.pages | where: 'name', '{other}.md' %}}"
        site.put(f"{name}.md", f"---\n---\n{found}{name}!\n\n{{{{ found[0].content }}}}\n")
    site.build()
    first = site.output()
    assert "<p>a!</p>\n<p>b!</p>\n" in site.read("a.html")
    site.edit("b.md", "b!", "c!")
    site.build()
    assert "<p>a!</p>\n<p>c!</p>\n" in site.read("a.html")
    site.edit("b.md", "c!", "b!")
    site.build()
    assert site.output() == first


LISTING = (
    BLOG
    + f"-- list.md --\n{WORDS}"
    + "{% for post in site.posts %}\n- [{{ post.title }}]({{ post.url }})\n{% endfor %}\n"
)


def test_an_edit_of_a_text_leaves_alone_what_lists_its_title(blog: MakeBlog) -> None:
    site = blog(LISTING)
    site.age()
    site.build()
    site.edit("_posts/2020-01-02-two.md", "둘째 글.", "고친 글.")
    with open_cache(site.root / CACHE) as (cache, _):
        assert not cache.has_loose_readings()
    report = site.build()
    assert report.read == 1


def test_a_title_that_changes_changes_what_lists_it(blog: MakeBlog) -> None:
    site = blog(LISTING).built()
    site.edit("_posts/2020-01-02-two.md", "title: 둘", "title: 다른 둘")
    report = site.build()
    assert report.read == 2
    assert ">다른 둘</a>" in site.read("list.html")
    (site.root / "_posts/2020-01-02-two.md").unlink()
    site.build()
    assert "다른 둘" not in site.read("list.html")
    assert site.build().rendered == 0
