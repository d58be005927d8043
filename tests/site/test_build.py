"""From a folder of posts to a finished site."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from blog import TODAY, Blog, MakeBlog, messages
from dapsagi.build.build import build
from dapsagi.build.order import Order
from dapsagi.loader.settings_file import load_settings
from dapsagi.pages import machines
from dapsagi.problems import RefusedError, Severity

LOCATION = re.compile("<loc>(.*?)</loc>")


JOURNEY = """\
-- dapsagi.yml --
title: 답사기
url: https://example.github.io
permalink: /:title/
-- posts/2019-12-25-walk1.md --
---
layout: post
title: 나의 파이썬 답사기1
category: Machine Learning
tags: [voyage]
---
첫 글입니다<br>

![그림](../images/map.svg)

[나의 파이썬 답사기2](https://example.github.io/walk2/)
-- posts/2020-01-10-walk2.md --
---
layout: post
title: 나의 파이썬 답사기2
category: Machine Learning
tags: [voyage]
---
둘째 글입니다
-- images/map.svg --
<svg viewBox='0 0 4 3'/>
"""


def only(tree: HTMLParser | Node | None, selector: str) -> Node:
    """Return the first element that `selector` finds; there has to be one."""
    found = tree.css_first(selector) if tree else None
    assert found is not None, selector
    return found


def hrefs(html: str, selector: str) -> list[str]:
    return [node.attributes.get("href") or "" for node in HTMLParser(html).css(f"{selector} a")]


def test_parts_of_a_journey_link_to_each_other_in_a_box(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built()
    assert "/walk2/" in hrefs(site.read("walk1/index.html"), ".series-box")
    assert "/walk1/" in hrefs(site.read("walk2/index.html"), ".series-box")
    assert "2편 가운데 1번째" in site.read("walk1/index.html")
    assert "/walk1/" in hrefs(site.read("series/나의-파이썬-답사기/index.html"), "main")


def test_a_link_to_the_blogs_own_address_becomes_local(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built()
    assert "/walk2/" in hrefs(site.read("walk1/index.html"), ".e-content")
    assert "https://example.github.io/walk2/" not in hrefs(site.read("walk1/index.html"), ".e-content")


def test_a_link_to_the_blogs_own_address_follows_a_changed_permalink(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.edit("dapsagi.yml", "/:title/", "/:year/:month/:title.html")
    site.build()
    assert "/2020/01/walk2.html" in hrefs(site.read("2019/12/walk1.html"), ".e-content")


def test_a_link_to_a_post_that_does_not_exist_stays_and_is_reported(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    (site.root / "posts/2020-01-10-walk2.md").rename(site.root / "posts/2020-01-10-stroll.md")
    report = site.build()
    assert "https://example.github.io/walk2/" in hrefs(site.read("walk1/index.html"), ".e-content")
    (message,) = messages(report)
    assert message.startswith("posts/2019-12-25-walk1.md:11: L102 ")
    assert "답사기" in message.partition("did you mean")[2]


def test_a_post_whose_date_is_to_come_is_told_of_until_it_is_shown(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    for day in ("2099-01-02", "2099-01-01", "2099-01-03"):
        site.put(f"posts/{day}-a.md", "나중에.\n")
    site.put("posts/2098-01-01-draft.md", "---\ndraft: true\n---\n나중에.\n")
    site.put("posts/2098-01-02-kept.md", "---\npublished: false\n---\n나중에.\n")
    (waiting,) = [message for message in messages(site.build()) if "P111" in message]
    assert waiting.startswith(
        "posts/2099-01-01-a.md: P111 the post waits for its date, 2099-01-01 00:00, and is not shown"
    )
    assert "and 2 more wait for theirs; `dapsagi build --future`" in waiting
    assert not [message for message in messages(site.build(future=True)) if "P111" in message]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ("-- posts/.keep --\n", "posts: P112 the blog has no post"),
        ("-- dapsagi.yml --\ntitle: t\n", "posts: P112 the blog has no post"),
        ("-- dapsagi.yml --\ntitle: t\n-- notes/2026-01-01.md --\n글\n", "move notes/2026-01-01.md there"),
        # A site of pages, and a blog that has begun.
        ("-- dapsagi.yml --\ntitle: t\n-- guide.md --\n글\n", ""),
        ("-- dapsagi.yml --\ntitle: t\n-- drafts/a.md --\n글\n", ""),
        ("-- _config.yml --\ntitle: t\n", ""),
    ],
)
def test_a_blog_without_posts_is_told_where_they_go(blog: MakeBlog, files: str, told: str) -> None:
    said = "\n".join(messages(blog(files).build()))
    assert told in said and ("P112" in said) == bool(told)


def test_a_post_in_the_place_of_a_page_made_of_posts_is_reported(blog: MakeBlog) -> None:
    site = blog("""\
-- dapsagi.yml --
title: t
-- posts/2025-01-01-map.md --
글
-- posts/2025-01-02-a.md --
---
permalink: /index.html
---
글
-- tags.md --
A page of the author's own is meant to stand there.
""")
    assert messages(site.build()) == [
        "posts/2025-01-01-map.md: U104 the post stands at /map/, in the place of a page that is made of the posts, "
        "which is left out; give it another permalink or file name",
        "posts/2025-01-02-a.md:2: U104 the post stands at /index.html, in the place of a page that is made of the "
        "posts, which is left out; give it another permalink or file name",
    ]


def test_a_control_character_in_a_text_is_pointed_out(blog: MakeBlog) -> None:
    site = blog("-- posts/2026-01-01-a.md --\n---\ntitle: a\n---\n글\n글\0과 \x08글\n")
    assert messages(site.build()) == [
        "posts/2026-01-01-a.md:5: Y101 an invisible control character (U+0000) stands in the text; "
        "delete it in the file"
    ]


def test_a_link_to_a_file_of_markdown_may_be_written_from_its_folder_or_from_the_root(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    for written in (
        "2020-01-10-walk2.md",
        "./2020-01-10-walk2.md",
        "posts/2020-01-10-walk2.md",
        "/posts/2020-01-10-walk2.md",
    ):
        site.put("posts/2020-02-01-a.md", f"[둘째]({written}#끝)\n")
        assert not [message for message in messages(site.build()) if "2020-02-01-a" in message]
        assert "/walk2/#끝" in hrefs(site.read("a/index.html"), ".e-content")


def test_a_category_with_a_space_is_one_category(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built()
    assert "/categories/machine-learning/" in hrefs(site.read("walk1/index.html"), "article")
    assert hrefs(site.read("categories/index.html"), ".terms") == ["/categories/machine-learning/"]


def test_an_image_is_found_from_the_file_under_any_permalink_and_base_path(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.edit("dapsagi.yml", "/:title/", "/:year/:month/:day/:title/")
    report = site.build(base_url="https://example.github.io/journal")
    page = site.page("2019/12/25/walk1/index.html")
    assert [node.attributes["src"] for node in page.css(".e-content img")] == ["/journal/images/map.svg"]
    assert site.output()["images/map.svg"] == b"<svg viewBox='0 0 4 3'/>\n"
    assert not [message for message in messages(report) if "L101" in message]


def test_a_missing_image_is_an_error_with_its_line_and_the_build_finishes(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    (site.root / "images/old").mkdir()
    (site.root / "images/map.svg").rename(site.root / "images/old/map.svg")
    report = site.build()
    assert messages(report) == [
        "posts/2019-12-25-walk1.md:9: L101 there is no file images/map.svg; did you mean images/old/map.svg?"
    ]
    assert "walk1/index.html" in site.output()


def test_of_several_files_that_are_as_near_every_build_suggests_the_same(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n---\ntitle: a\n---\n![](/images/autumn.svg)\n")
    for letter in "zyxcba":
        site.put(f"images/autumn{letter}.svg", "<svg viewBox='0 0 4 3'/>")
    found = [message for message in messages(site.build()) if "L101" in message]
    assert found == [
        "posts/2020-01-01-a.md:4: L101 there is no file images/autumn.svg; did you mean images/autumna.svg?"
    ]


def test_a_backslash_in_an_address_is_a_slash_as_browsers_read_it(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n![](..\\images\\a.svg)\n-- images/a.svg --\n<svg viewBox='0 0 4 3'/>\n")
    assert not messages(site.build())
    assert 'src="/images/a.svg"' in site.read("a/index.html")


def said_of(site: Blog, link: str) -> list[str]:
    site.put("posts/2020-01-01-a.md", f"---\ntitle: a\n---\n{link}\n")
    return [message.partition("; ")[2] for message in messages(site.build())]


def test_an_address_with_a_doubled_slash_leads_where_it_would_without_and_stays_as_it_was_written(
    blog: MakeBlog,
) -> None:
    site = blog(JOURNEY)
    assert said_of(site, "![](/images//map.svg) [둘](//walk2/) [셋](https://example.github.io//walk2/)") == []
    assert "/images//map.svg" in site.read("a/index.html")
    assert "https://example.github.io//walk2/" in hrefs(site.read("a/index.html"), ".e-content")
    assert said_of(site, "![](/images//old/map.svg)") == ["did you mean images/map.svg?"]


def test_another_site_of_the_same_owner_is_no_dead_link_for_sure(blog: MakeBlog) -> None:
    site = blog(JOURNEY)

    def severities(address: str) -> list[Severity]:
        site.put("posts/2020-01-01-a.md", f"---\ntitle: a\n---\n[둥지]({address})\n")
        return [problem.severity for problem in site.build().problems if problem.code == "L102"]

    assert severities("https://example.github.io/owl-nest/demo.html") == [Severity.NOTE]
    assert severities("https://example.github.io/images/owl-nest.html") == [Severity.WARNING]


def test_a_host_with_several_names_is_told_how_to_be_written(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    assert said_of(site, "[문서](docs.example.io/ko/)") == ["write https://docs.example.io/ko/"]
    assert said_of(site, "[스크립트](setup.io.py)") == ["correct or remove the link"]
    assert said_of(site, "[둥지]((https://nest.example/1))") == [
        "write https://nest.example/1 without what is around it"
    ]
    assert said_of(site, '[둥지](href="https://nest.example/1")') == [
        "write https://nest.example/1 without what is around it"
    ]
    assert said_of(site, '![둥지]("https://nest.example/1.png")') == [
        "write https://nest.example/1.png without what is around it"
    ]
    assert said_of(site, "[전화](tel:1) [글](mailto:kim@example.com) [x](data:text/plain,a)") == []


def test_a_picture_at_the_address_of_the_blog_is_looked_for_among_its_files(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    picture = '<img src="https://example.github.io/images/map{}.svg" alt="지도">'
    assert said_of(site, picture.format("")) == []
    site.put("images/caputre.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert said_of(site, '<img src="https://example.github.io/images/capture.svg" alt="">') == [
        "did you mean images/caputre.svg?"
    ]
    (problem,) = [each for each in site.build().problems if each.code.startswith("L")]
    assert problem.code == "L101"


def test_a_title_that_goes_on_after_the_name_is_nearer_than_one_of_its_length(blog: MakeBlog) -> None:
    site = blog(
        "-- posts/2020-01-01-a.md --\n---\ntitle: 새의 답사기 1\n---\n[[새의 답사기 2]]\n"
        "-- posts/2020-01-02-b.md --\n---\ntitle: '새의 답사기 2: 북쪽으로 가는 철새들의 긴 여행'\n---\n둘\n"
        "-- posts/2020-01-03-c.md --\n---\ntitle: 새의 답사기 21\n---\n셋\n"
    )
    (hint,) = [problem.hint for problem in site.build().problems if problem.code == "L104"]
    assert hint == 'did you mean "새의 답사기 2: 북쪽으로 가는 철새들의 긴 여행" (posts/2020-01-02-b.md)?'


def test_a_slip_in_the_file_name_of_a_post_is_told_from_the_post_that_was_meant(blog: MakeBlog) -> None:
    site = blog(
        "-- posts/2020-01-01-hills.md --\n---\ntitle: 언덕\n---\n[다음 글](2020-01-02-valey.md)\n"
        "-- posts/2020-01-02-valley.md --\n---\ntitle: 골짜기\n---\n둘\n"
    )
    (hint,) = [problem.hint for problem in site.build().problems if problem.code == "L103"]
    assert hint == 'did you mean "골짜기" (posts/2020-01-02-valley.md)?'


def test_files_that_share_their_extension_alone_are_not_suggested(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.put("gdpr.html", "<p>a</p>")
    assert said_of(site, "[나이](/ages.html)") == ["correct or remove the link"]
    site.put("files/owl-weights-1.csv", "1")
    assert said_of(site, "[무게](/files/owl-weigher.py)") == ["correct or remove the link"]
    assert said_of(site, "[무게](/files/owl-weights-1.txt)") == ["did you mean files/owl-weights-1.csv?"]


def test_what_differs_in_a_number_is_another_picture(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    for folder in ("12", "13"):
        site.put(f"images/{folder}/nest.svg", "<svg viewBox='0 0 4 3'/>")
    assert said_of(site, "![](/images/123/nest.svg)") == ["put the file there or correct the address"]
    assert said_of(site, "![](/image/13/nest.svg)") == ["did you mean images/13/nest.svg?"]


def test_a_post_is_an_h_entry(blog: MakeBlog) -> None:
    entry = only(blog(JOURNEY).built().page("walk1/index.html"), "article.h-entry")
    assert only(entry, ".p-name").text(strip=True) == "나의 파이썬 답사기1"
    assert str(only(entry, "time.dt-published").attributes["datetime"]).startswith("2019-12-25T00:00:00")
    assert only(entry, ".e-content").text(strip=True).startswith("첫 글입니다")


def test_drafts_and_posts_of_the_future_appear_only_when_asked_for(blog: MakeBlog) -> None:
    site = blog(
        """\
-- dapsagi.yml --
title: t
-- posts/2019-01-01-now.md --
now
-- posts/2099-01-01-later.md --
later
-- _drafts/idea.md --
idea
-- posts/2019-01-02-hidden.md --
---
published: false
---
hidden
"""
    ).built()
    assert {"now/index.html"} == {path for path in site.output() if path in POSTS}
    site.build(show_drafts=True, future=True)
    assert set(POSTS) - {"hidden/index.html"} == {path for path in site.output() if path in POSTS}
    site.build()
    assert {"now/index.html"} == {path for path in site.output() if path in POSTS}


def test_a_draft_without_a_date_stands_first_under_today(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- posts/2019-01-01-now.md --\nnow\n-- drafts/idea.md --\nidea\n")
    site.build(show_drafts=True)
    assert [node.text() for node in site.page("index.html").css(".card-date")] == ["2026.01.01", "2019.01.01"]


POSTS = ("now/index.html", "later/index.html", "idea/index.html", "hidden/index.html")


def test_a_post_without_front_matter_takes_its_title_from_the_file_name(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- posts/2020-1-5-first_steps in-python.md --\n본문\n").built()
    assert any("First Steps In Python" in page.decode() for path, page in site.output().items() if path == "index.html")


def test_two_posts_for_one_address_are_reported_and_the_first_is_built(blog: MakeBlog) -> None:
    site = blog(
        """\
-- dapsagi.yml --
title: t
-- posts/2020-01-01-a.md --
---
permalink: /same/
---
하나
-- posts/2020-01-02-b.md --
---
permalink: /same/
---
둘
-- posts/2020-01-03-c.md --
셋
"""
    )
    report = site.build()
    assert messages(report) == [
        "posts/2020-01-02-b.md: U102 /same/ is already the address of posts/2020-01-01-a.md; "
        "give one of the two another permalink or file name"
    ]
    assert "하나" in site.read("same/index.html")
    assert "c/index.html" in site.output()


def test_a_file_in_the_place_of_a_page_is_not_lost_without_a_word(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- about.md --\n하나\n-- about/index.html --\n둘\n")
    assert messages(site.build()) == [
        "about.md: U102 /about/ is also the place of the static file about/index.html, which is not copied; "
        "give one of the two another permalink or file name"
    ]
    assert "하나" in site.read("about/index.html")


def test_addresses_that_are_one_file_to_some_systems_are_reported_and_both_are_built(blog: MakeBlog) -> None:
    site = blog(
        """\
-- dapsagi.yml --
title: t
-- posts/2020-01-01-Python.md --
하나
-- posts/2020-01-02-python.md --
둘
-- posts/2020-01-03-PYTHON-3.md --
셋
"""
    )
    report = site.build()
    assert messages(report) == [
        "posts/2020-01-02-python.md: U103 /python/ and /Python/ of posts/2020-01-01-Python.md differ in case alone: "
        "on macOS and Windows one would be written over the other; give one of the two another permalink or file name"
    ]
    assert "하나" in site.read("Python/index.html")
    assert "둘" in site.read("python/index.html")


@pytest.mark.parametrize("text", ["", "---\ntitle: 빈 글\n---\n<!-- 나중에 -->\n"])
def test_a_post_without_a_text_is_reported(blog: MakeBlog, text: str) -> None:
    site = blog(f"-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-empty.md --\n{text}")
    assert messages(site.build()) == [
        "posts/2020-01-01-empty.md: P109 the post has no text; write it, or say `draft: true` until you do"
    ]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("draft: ture", "error: `draft` should be true or false, not `ture`; write `draft: true`"),
        ("published: 0", "error: `published` should be true or false, not `0`; write `published: false`"),
        ("pin: maybe", "warning: `pin` should be true or false, not `maybe`; write `pin: true`"),
        ("draft: no", ""),
        ("comments:", ""),
    ],
)  # fmt: skip
def test_a_word_that_may_keep_a_post_at_home_is_never_guessed_at(blog: MakeBlog, head: str, told: str) -> None:
    report = blog(f"-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n---\n{head}\n---\n글\n").build()
    found = [f"{each.severity.word}: {each.message}; {each.hint}" for each in report.problems if each.code == "P110"]
    assert found == ([f"{told}, or leave it out"] if told else [])


@pytest.mark.parametrize("head", ["draft: true", "layout: link"])
def test_drafts_and_layouts_of_ones_own_need_no_text(blog: MakeBlog, head: str) -> None:
    site = blog(f"-- dapsagi.yml --\ntitle: t\nshow_drafts: true\n-- posts/2020-01-01-empty.md --\n---\n{head}\n---\n")
    assert "P109" not in " ".join(messages(site.build()))


def test_names_that_are_only_composed_otherwise_are_one_address(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n")
    site.put("posts/2020-01-01-답사기.md", "글")
    site.put(f"posts/2020-01-02-{unicodedata.normalize('NFD', '답사기')}.md", "글")
    (message,) = messages(site.build())
    assert "U102 /답사기/ is already the address of posts/2020-01-01-답사기.md" in message


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("2020-01-02-cp949.md", "한글".encode("cp949"), "F102 the file is not UTF-8 but CP949"),
        ("2020-01-02-utf16.md", "한글".encode("utf-16"), "F102 the file is not UTF-8 but UTF-16"),
        ("2020-01-02-yaml.md", b"---\ntitle: a: b: c\n---\nx", ":2: "),
        ("2020-01-02-climb.md", b"---\npermalink: /../../etc/\n---\nx", ":2: "),
        ("2020-01-02-layout.md", b"---\nlayout: gallery\n---\nx", ':2: T103 there is no layout "gallery"'),
        ("2020-13-45-date.md", b"x", "2020-13-45"),
    ],
)
def test_a_broken_source_gets_one_message_and_the_other_pages_are_built(
    blog: MakeBlog, name: str, content: bytes, message: str
) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-good.md --\ngood\n")
    site.put(f"posts/{name}", content)
    (found,) = messages(site.build())
    assert found.startswith(f"posts/{name}")
    assert message in found
    assert "; " in found
    assert "good" in site.read("good/index.html")


def test_what_an_unreadable_source_published_before_stays_online(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built()
    before = site.read("walk2/index.html")
    site.put("posts/2020-01-10-walk2.md", "제목".encode("cp949"))
    site.build()
    assert site.read("walk2/index.html") == before


def test_a_link_to_a_file_that_is_gone_is_called_one(blog: MakeBlog) -> None:
    here = blog("-- posts/2025-01-01-a.md --\n하나\n")
    for path in ("posts/2025-01-02-b.md", "images/x.png"):
        (here.root / path).parent.mkdir(exist_ok=True)
        (here.root / path).symlink_to("nowhere")
    assert messages(here.build()) == [
        f"{path}: F101 is a symbolic link to a file that is not there; put that file back, or remove the link"
        for path in ("images/x.png", "posts/2025-01-02-b.md")
    ]


def test_a_template_error_names_the_template_and_its_line_once(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.put(
        "templates/post.html", '{% extends "theme/post.html" %}\n{% block main %}\n{{ page.nonsense }}{% endblock %}'
    )
    (found,) = messages(site.build())
    assert found.startswith("templates/post.html:3: T101 ")
    assert 'a PostView has no "nonsense"' in found
    assert "index.html" in site.output()


def test_a_template_that_fails_on_many_pages_is_reported_once(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.put("templates/post.html", "{{ 1 / 0 }}")
    (found,) = messages(site.build())
    assert found.startswith("templates/post.html:1: T101 division by zero (on the page /walk1/ and 1 more); correct ")


def test_a_misspelled_field_is_named_with_the_nearest_one(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.put("templates/post.html", "{{ page.titl }}")
    (found,) = messages(site.build())
    assert 'a PostView has no "titl"; did you mean "title"?' in found


def test_a_template_with_a_syntax_error_keeps_what_was_published(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built()
    before = site.output()
    site.put("templates/post.html", "{% if %}")
    (found,) = messages(site.build())
    assert found.startswith("templates/post.html:1: T101 ")
    assert site.output()["walk1/index.html"] == before["walk1/index.html"]


def test_a_blogs_own_template_extends_the_one_it_shadows(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    own = '{% extends "theme/post.html" %}{% block header %}<p id="mine">{{ page.front_matter.mood }}</p>{% endblock %}'
    site.put("templates/post.html", own)
    site.edit("posts/2019-12-25-walk1.md", "layout: post", "layout: post\nmood: 맑음")
    site.edit("posts/2020-01-10-walk2.md", "layout: post", "layout: post\nmood: 흐림")
    site.build()
    assert only(site.page("walk1/index.html"), "#mine").text() == "맑음"


def test_a_block_that_the_theme_does_not_have_is_named(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n하나\n")
    own = '{% extends "theme/post.html" %}\n{% block after_txt %}\n{% block inner %}{% endblock %}{% endblock %}\n'
    site.put("templates/post.html", own)
    told = 'templates/post.html:2: T108 theme/post.html has no block "after_txt", so this is shown nowhere'
    assert messages(site.build()) == [f'{told}; did you mean "after_text"?']
    site.edit("templates/post.html", "after_txt", "after_text")
    assert messages(site.build()) == []


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("cp949", "the file is not UTF-8 but CP949 (EUC-KR); convert it: iconv -f cp949 -t utf-8 {} > new{}"),
        ("utf-16", "the file is not UTF-8 but UTF-16; convert it: iconv -f utf-16 -t utf-8 {} > new{}"),
        ("utf-16le", "the file is not UTF-8 but UTF-16; convert it: iconv -f utf-16le -t utf-8 {} > new{}"),
    ],
)
def test_every_file_in_another_encoding_is_told_how_to_be_converted(blog: MakeBlog, encoding: str, told: str) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n")
    head = "---\ntitle: 글\n---\n"
    places = ("data/series.yml", "posts/2020-01-01-a.md", "templates/post.html")
    for place in places:
        site.put(place, f"{head}한글\n".encode(encoding))
    said = messages(site.build())
    assert all(any(told.format(place, place[place.rfind(".") :]) in line for line in said) for place in places)


def test_a_folder_that_the_settings_name_and_that_is_not_there_is_reported(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\nposts_dir: psots\ndata_dir: data\n-- posts/2020-01-01-a.md --\n하나\n")
    _, problems = load_settings(site.root)
    assert [str(each) for each in problems] == [
        "dapsagi.yml:2: C112 there is no folder psots, which `posts_dir` names; make it, or correct the name"
    ]


@pytest.mark.parametrize("spelled", ["./writings/ml/", "/writings/ml", "writings//ml"])
def test_a_folder_in_the_settings_may_have_slashes_around_it(blog: MakeBlog, spelled: str) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\nposts_dir: POSTS\n-- writings/ml/2020-01-01-a.md --\n하나\n")
    site.edit("dapsagi.yml", "POSTS", spelled)
    assert site.build().posts == 1


def test_the_site_may_go_to_the_home_of_its_author(
    blog: MakeBlog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    site = blog("-- dapsagi.yml --\ntitle: t\ndestination: ~/public\n-- posts/2020-01-01-a.md --\n하나\n")
    site.build()
    assert (tmp_path / "home/public/a/index.html").is_file() and not (site.root / "~").exists()


def test_a_folder_in_the_settings_is_one_of_the_blog(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\ndata_dir: ../..\n-- posts/2020-01-01-a.md --\n하나\n")
    assert [str(each) for each in load_settings(site.root)[1]] == [
        'dapsagi.yml:2: C102 "data_dir" takes a folder within the blog, not `../..`; write for example `data_dir: data`'
    ]


def test_a_line_about_rights_stands_at_the_foot_of_every_page(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.edit("dapsagi.yml", "title:", "copyright: © 2020 <김>\ntitle:")
    site.build()
    pages = [page for page in site.output() if page.endswith(".html")]
    assert {only(site.page(page), ".colophon > p").text() for page in pages} == {"© 2020 <김>"}


def test_a_layout_is_a_template_of_that_name(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.put("templates/essay.html", "<title>{{ page.title }}</title>{{ content }}")
    site.edit("posts/2019-12-25-walk1.md", "layout: post", "layout: essay")
    site.build()
    assert site.read("walk1/index.html").startswith("<title>나의 파이썬 답사기1</title>")


def test_an_old_address_redirects_to_the_post(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.edit("posts/2020-01-10-walk2.md", "layout: post", "layout: post\nredirect_from: [/old/, /2018/예전.html]")
    site.build()
    assert "https://example.github.io/walk2/" in site.read("old/index.html")
    assert "https://example.github.io/walk2/" in site.read("2018/예전.html")


def test_home_is_paginated_and_a_new_post_leaves_the_archive_alone(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\npaginate: 3\n")
    for day in range(1, 9):
        site.put(f"posts/2020-01-{day:02}-p{day}.md", f"---\ntitle: 글 {day}편째\n---\n글")
    site.build()
    before = site.output()
    assert [path for path in before if path.startswith("page/")] == ["page/2/index.html", "page/3/index.html"]
    site.put("posts/2020-01-09-p9.md", "---\ntitle: 새 글\n---\n글")
    site.build()
    after = site.output()
    assert before["page/2/index.html"] == after["page/2/index.html"]
    assert "새 글" in site.read("index.html")
    shown = {
        href
        for path in after
        if path == "index.html" or path.startswith("page/")
        for href in hrefs(site.read(path), "main")
    }
    assert {f"/p{day}/" for day in range(1, 10)} <= shown


def test_an_authors_page_stands_before_a_generated_one(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.put("tags.md", "---\ntitle: 꼬리표\npermalink: /tags/\n---\n손으로 쓴 목록")
    site.build()
    assert "손으로 쓴 목록" in site.read("tags/index.html")


def test_a_default_that_says_draft_and_cannot_be_read_keeps_its_posts_at_home(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\ntitle: t\ndefaults:\n- scope: {path: posts/b}\n  values:\n    draft: yes, for now\n"
        "-- posts/a/2020-01-01-one.md --\n하나\n-- posts/b/2020-01-02-two.md --\n둘\n"
        "-- posts/b/2020-01-03-three.md --\n---\ndraft: false\n---\n셋\n"
    )
    (problem,) = load_settings(site.root)[1]
    assert str(problem) == (
        "dapsagi.yml:5: C102 `draft` should be true or false, not `yes, for now`; "
        "the posts that it is for are not shown; write `draft: true`, or leave it out"
    )
    site.build()
    assert {"one/index.html", "three/index.html"} <= site.output().keys()
    assert "two/index.html" not in site.output()


@pytest.mark.parametrize("path", ["robots.txt", "404.html"])
def test_an_authors_file_stands_before_a_generated_page(blog: MakeBlog, path: str) -> None:
    site = blog(JOURNEY)
    site.put(path, "손으로 쓴 파일")
    assert messages(site.build()) == []
    assert site.read(path) == "손으로 쓴 파일"
    assert site.build().written == 0


def test_a_file_where_a_page_would_tell_of_new_posts_is_said(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    for path in ("sitemap.xml", "feed.xml", "index.html", "tags/gan/index.html"):
        site.put(path, "손으로 쓴 파일")
    report = site.build()
    assert messages(report) == [
        "feed.xml: U104 this file stands where a page would be made of the posts, and so do 2 others; "
        "delete it if it should tell of new posts"
    ]
    assert {site.read(path) for path in ("sitemap.xml", "feed.xml", "index.html")} == {"손으로 쓴 파일"}
    (site.root / "feed.xml").unlink()
    site.build()
    assert site.read("feed.xml").startswith("<?xml")


def test_an_authors_own_nojekyll_is_kept_and_written_once(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.edit("dapsagi.yml", "title:", "include: [.nojekyll]\ntitle:")
    site.put(".nojekyll", "Pages, keep off\n")
    site.build()
    assert site.read(".nojekyll") == "Pages, keep off\n"
    assert site.build().written == 0


def test_links_of_the_settings_lead_where_those_of_a_page_do_and_dead_ones_are_reported(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\ntitle: t\nurl: https://e.example\nbaseurl: /b\n"
        "navigation:\n  글: posts/2020-01-01-a.md\n  파일: x.pdf\n  태그: /tags/\n  피드: /feed.xml\n  지도: /map/\n"
        "  집: /\n  메일: 'mailto:a@b.c'\n  없음: /nope/\n  밖: github.com/x\n"
        "social: {GitHub: 'https://github.com/a', 이름: kim}\n"
        "-- posts/2020-01-01-a.md --\n---\ntags: [x]\n---\n글\n-- x.pdf --\nx\n"
    )
    assert messages(site.build()) == [
        "dapsagi.yml: L103 no page or file of this blog is at /nope/; correct or remove the link",
        "dapsagi.yml: L103 no page or file of this blog is at github.com/x; write https://github.com/x",
        "dapsagi.yml: L103 no page or file of this blog is at kim; correct or remove the link",
    ]
    shown = [link.attributes["href"] for link in site.page("archive/index.html").css("header nav a")]
    assert shown[:7] == ["/b/a/", "/b/x.pdf", "/b/tags/", "/b/feed.xml", "/b/map/", "/b/", "mailto:a@b.c"]
    (site.root / "posts/2020-01-01-a.md").rename(site.root / "posts/2020-01-01-c.md")
    assert "dapsagi.yml: L103 no page or file of this blog is at posts/2020-01-01-a.md" in "".join(
        messages(site.build())
    )


@pytest.mark.skipif(os.name == "nt", reason="no name can hold these there")
def test_a_problem_is_one_line_that_no_terminal_obeys(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n")
    site.put("posts/2020-01-01-a\n\x1b[2J\u202e.md", "글\n\n[b](없는\u2028글.md)\n")
    (told,) = messages(site.build())
    assert told.startswith(
        r"posts/2020-01-01-a\n\x1b[2J\u202e.md:3: L103 no page or file of this blog is at 없는\u2028글.md"
    )


def test_what_git_and_the_cache_keep_is_never_part_of_a_site(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.edit("dapsagi.yml", "title:", "include: ['*', .git, a/.dapsagi]\ntitle:")
    site.write("-- .git/config --\n토큰\n-- a/.git --\ngitdir: x\n-- .env --\nA=1\n")
    _, problems = load_settings(site.root)
    assert [str(problem) for problem in problems] == [
        f'dapsagi.yml:1: C102 "{name}" holds what is not published and is part of no site, whatever `include` says; '
        "remove it"
        for name in (".git", "a/.dapsagi")
    ]
    site.build()
    assert ".env" in site.output()
    assert not [path for path in site.output() if path.startswith((".git", ".dapsagi/", "a/"))]
    assert site.build().written == 0


def test_a_former_address_at_which_something_else_stands_is_reported(blog: MakeBlog) -> None:
    head = "---\ntitle: 글\nredirect_from: [{}]\n---\n글\n"
    site = blog("-- dapsagi.yml --\ntitle: t\nurl: https://e.example\n-- old/index.html --\n파일\n")
    site.put("posts/2020-01-01-a.md", head.format("/b/, /a/, /tags/, /old/, /gone/"))
    site.put("posts/2020-01-02-b.md", head.format("/gone/, /fine/"))
    out = "take it out of `redirect_from`, or give that another address"
    assert messages(site.build()) == [
        f"posts/2020-01-01-a.md:3: U105 the former address {url} {there}; {out}"
        for url, there in [
            ("/b/", "is something else now, and leads here no more"),
            ("/gone/", "leads to posts/2020-01-02-b.md already"),
            ("/old/", "is something else now, and leads here no more"),
            ("/tags/", "is something else now, and leads here no more"),
        ]
    ]
    assert "/b/" in site.read("gone/index.html")
    assert "/b/" in site.read("fine/index.html")
    assert site.read("old/index.html") == "파일\n"


def test_a_former_address_on_another_site_is_reported_and_written_nowhere(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\nurl: https://e.example\n")
    site.put(
        "posts/2020-01-01-a.md", '---\ntitle: 글\nredirect_from: ["https://old.example/x", "/위키:글/"]\n---\n글\n'
    )
    assert messages(site.build()) == [
        "posts/2020-01-01-a.md:3: U101 the former address https://old.example/x is none of this blog; "
        "write it as a path, such as /old/, in `redirect_from`"
    ]
    assert [path for path in site.output() if "old.example" in path] == []
    assert "/a/" in site.read("위키:글/index.html")


def test_a_page_of_what_is_not_found_may_stand_for_folders_that_have_a_page(blog: MakeBlog) -> None:
    site = blog("-- _config.yml --\ntitle: t\n-- _posts/2020-01-01-a.md --\n---\ntags: [가]\n---\n글\n")
    site.put("404.html", "---\npermalink: /404.html\nredirect_from: [/norobots/, /tags/]\n---\n없습니다.\n")
    assert [message for message in messages(site.build()) if "U105" in message] == []
    assert "/404.html" in site.read("norobots/index.html")


def test_two_former_addresses_of_one_file_are_one(blog: MakeBlog) -> None:
    head = "---\ntitle: 글\nredirect_from: [{}]\n---\n글\n"
    site = blog("-- dapsagi.yml --\ntitle: t\nurl: https://e.example\n")
    site.put("posts/2020-01-01-a.md", head.format("/old, /x/index.html"))
    site.put("posts/2020-01-02-b.md", head.format("/old, /old.html, /y/, /y/index.html, /x/"))
    out = "leads to posts/2020-01-02-b.md already; take it out of `redirect_from`, or give that another address"
    assert messages(site.build()) == [
        f"posts/2020-01-01-a.md:3: U105 the former address {url} {out}" for url in ("/old", "/x/index.html")
    ]
    assert all("/b/" in site.read(path) for path in ("old.html", "x/index.html", "y/index.html"))


def test_a_finished_site_within_the_blog_is_left_out_with_a_note(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n글\n").built(destination="en")
    assert messages(site.build()) == [
        "en: F105 the folder holds a site that dapsagi has built, and is left out; "
        "`exclude: [en]` if that is right; to have it as it is, delete the .dapsagi-manifest in it"
    ]
    assert not [path for path in site.output() if path.startswith("en/")]
    # The one that is written where nothing else is said.
    assert messages(site.build(destination="en")) == []
    (site.root / "en/.dapsagi-manifest").unlink()
    assert messages(site.build()) == []
    assert "en/a/index.html" in site.output()
    site.build(destination="ko")
    site.put("dapsagi.yml", "title: t\nexclude: [ko]\n")
    assert messages(site.build()) == []


def test_a_file_that_is_missing_is_named_as_it_is_in_the_blog(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\nurl: https://owl.example\nbaseurl: /b\n"
        "-- posts/2020-01-01-a.md --\n![새](/b/images/a.png) ![새](/images/b.png)\n"
    )
    assert messages(site.build()) == [
        f"posts/2020-01-01-a.md:1: L101 there is no file images/{name}.png; put the file there or correct the address"
        for name in "ab"
    ]


def test_a_page_that_leads_to_itself_or_to_nothing_is_reported(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\nurl: https://owl.example/blog\n"
        "-- posts/2020-01-01-a.md --\n---\nredirect_to: https://owl.example/blog/a\n---\n"
        "-- b.md --\n---\nredirect_to: /c/\n---\n"
        "-- c.md --\n---\nredirect_to: /d/\n---\n"
        "-- d.md --\n---\nredirect_to: /c/#top\n---\n"
        "-- e.md --\n---\nredirect_to: /none/\n---\n"
        "-- f.md --\n---\nredirect_to: https://other.example/f/\n---\n"
    )
    to_itself, way_out = "U106 the page leads to itself", "so that no reader ever arrives; correct its `redirect_to`"
    assert messages(site.build()) == [
        f"c.md:2: {to_itself} by way of d.md, {way_out}",
        f"d.md:2: {to_itself} by way of c.md, {way_out}",
        "e.md:2: L103 no page or file of this blog is at /none/; correct or remove the link",
        f"posts/2020-01-01-a.md:2: {to_itself}, {way_out}",
    ]


def test_a_page_in_a_folder_that_is_a_file_is_reported_and_left_out(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\ntitle: t\nurl: https://e.example\n-- posts/2020-01-01-a.md --\n글\n"
        "-- posts/2020-01-02-b.md --\n---\npermalink: /feed.xml/deep/b/\n---\n글\n"
    )
    for _ in range(2):
        (message,) = messages(site.build())
        assert message.startswith(
            "posts/2020-01-02-b.md: U102 the page at /feed.xml/deep/b/index.html is left out: /feed.xml"
        )
        assert site.read("feed.xml").startswith("<?xml")


def test_a_file_where_generated_pages_have_their_folder_is_reported_once(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\ntitle: t\n-- tags --\nmine\n"
        "-- posts/2020-01-01-a.md --\n---\ntags: [x, y]\n---\n글\n"
        "-- posts/2020-01-02-b.md --\n---\npermalink: /tags/own/\n---\n글\n"
    )
    for _ in range(2):
        assert messages(site.build()) == [
            "posts/2020-01-02-b.md: U102 the page at /tags/own/index.html is left out: /tags is a file of the site, "
            "and cannot be a folder; give it another permalink, or another category",
            "tags: U102 the page at /tags/index.html and 2 others are left out: /tags is a file of the site, "
            "and cannot be a folder; give the file another name",
        ]
        assert site.read("tags") == "mine\n"


def test_a_file_that_differs_from_a_page_in_case_alone_is_reported(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- Archive/Index.html --\nmine\n-- posts/2020-01-01-a.md --\n글\n")
    (message,) = messages(site.build())
    assert message.startswith("Archive/Index.html: U103 this file and the page at /archive/index.html differ in case")


def test_what_lies_beside_a_draft_is_published_with_it_and_not_before(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\ntitle: t\n-- drafts/idea/index.md --\n[안](plan.txt)\n-- drafts/idea/plan.txt --\n비밀\n"
    )
    assert messages(site.build()) == [] and not [path for path in site.output() if "plan" in path]
    assert messages(site.build(show_drafts=True)) == [] and "drafts/idea/plan.txt" in site.output()
    assert site.build().removed and not [path for path in site.output() if "plan" in path]


def test_two_files_of_one_name_in_two_compositions_are_reported(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n")
    for form in ("NFC", "NFD"):
        site.put(f"posts/2020-01-07-{unicodedata.normalize(form, '각')}.md", form)
    if len(list((site.root / "posts").iterdir())) < 2:
        pytest.skip("this disk takes the two for one")
    for _ in range(2):
        (problem,) = site.build().problems
        assert (problem.code, problem.span.path) == ("F104", "posts/2020-01-07-각.md")
    (site.root / f"posts/2020-01-07-{unicodedata.normalize('NFD', '각')}.md").unlink()
    assert not site.build().problems
    assert "NFC" in site.read("각/index.html")


def test_a_file_at_the_place_of_an_authors_page_is_named_for_that_alone(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- index.md --\n나의 첫 페이지\n-- index.html --\n파일\n")
    assert [message[:14] for message in messages(site.build())] == ["index.md: U102"]
    assert "나의 첫 페이지" in site.read("index.html")


def test_two_pages_that_the_settings_give_one_address_are_reported(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\ntitle: t\nurl: https://e.example\nfeed: {path: /archive/}\npaginate: 1\n"
        "paginate_path: /tags/:num/\n-- posts/2020-01-01-a.md --\n---\ntags: ['2', '3']\n---\n글\n"
        "-- posts/2020-01-02-b.md --\n---\nredirect_from: [/b.html, /b/index.html, /archive/index.html]\n---\n글\n"
    )
    two = "is the address of two pages that are made of the posts, and one of them is left out"
    assert [message.partition(";")[0] for message in messages(site.build())] == [
        f"dapsagi.yml: U102 /archive/ {two}",
        f"dapsagi.yml: U102 /tags/2/ {two}",
        "posts/2020-01-02-b.md:2: U105 the former address /archive/index.html is something else now, "
        "and leads here no more",
    ]
    assert "/b/" in site.read("b.html")


def test_a_former_address_that_no_file_can_have_stops_nothing(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n")
    site.put("posts/2020-01-01-a.md", f"---\ntitle: 글\nredirect_from: [/{'가' * 100}/, /old/]\n---\n글\n")
    (problem,) = site.build().problems
    assert (problem.code, str(problem.span)) == ("U101", "posts/2020-01-01-a.md:3")
    assert "/a/" in site.read("old/index.html")


def test_terms_come_in_the_order_of_their_numbers(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n---\ntags: [태그10, b, 태그2, 10, 태그2a, A, 9, ²]\n---\n").built()
    text = site.read("tags/index.html")
    assert re.findall(r"/tags/([^/\"]+)/", unquote(text)) == ["9", "10", "a", "b", "²", "태그2", "태그2a", "태그10"]


def test_a_tag_of_more_digits_than_a_number_has_is_a_tag(blog: MakeBlog) -> None:
    site = blog(f"-- posts/2025-01-01-a.md --\n---\ntags: ['{'1' * 5000}', '2']\n---\na\n")
    assert site.build().problems == ()


def test_terms_that_differ_in_case_share_a_page(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\ntitle: t\n"
        "-- posts/2020-01-01-a.md --\n---\ntags: [Python, 'C++']\n---\n"
        "-- posts/2020-01-02-b.md --\n---\ntags: [python, C]\n---\n"
        "-- posts/2020-01-03-c.md --\n---\ntags: [Python, 'C#']\n---\n"
    ).built()
    assert hrefs(site.read("tags/index.html"), "main") == ["/tags/c/", "/tags/c-sharp/", "/tags/c++/", "/tags/python/"]
    assert {"/a/", "/b/", "/c/"} <= set(hrefs(site.read("tags/python/index.html"), "main"))


def test_the_site_says_what_it_needs_to_machines(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built()
    assert ".nojekyll" in site.output()
    assert "Sitemap: https://example.github.io/sitemap.xml" in site.read("robots.txt")
    assert "<loc>https://example.github.io/walk1/</loc>" in site.read("sitemap.xml")


def test_a_sitemap_of_too_many_addresses_is_in_parts_and_a_new_post_changes_the_last(
    blog: MakeBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "MOST_ADDRESSES", 2)
    site = blog("-- dapsagi.yml --\ntitle: t\nurl: https://me.example\n-- about.md --\n---\ntitle: 소개\n---\n나\n")
    for number in range(1, 4):
        site.put(f"posts/2020-01-0{number}-p{number}.md", "글\n")
    site.build()
    located = {path: LOCATION.findall(site.read(path)) for path in site.output() if path.startswith("sitemap")}
    at = "https://me.example"
    assert located == {
        "sitemap.xml": [f"{at}/sitemap-0.xml", f"{at}/sitemap-1.xml", f"{at}/sitemap-2.xml"],
        "sitemap-0.xml": [f"{at}/", f"{at}/about/"],
        "sitemap-1.xml": [f"{at}/p1/", f"{at}/p2/"],
        "sitemap-2.xml": [f"{at}/p3/"],
    }
    before = site.output()
    site.put("posts/2020-01-04-p4.md", "새 글\n")
    site.build()
    changed = {path for path, data in site.output().items() if before.get(path) != data}
    assert {path for path in changed if path.startswith("sitemap")} == {"sitemap-2.xml"}


def test_a_folder_with_somebodys_files_is_refused(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.put("site/thesis.docx", "years of work")
    with pytest.raises(RefusedError, match=r"thesis\.docx.*--output"):
        site.build()
    assert list(site.output()) == ["thesis.docx"]


def test_a_finished_site_is_no_part_of_another_one(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n---\ntitle: a\n---\nx\n-- images/a.txt --\na\n")
    first = site.build().written
    elsewhere = msgspec.structs.replace(site.settings(), output="beside")
    for _ in range(2):
        build(Order(site.root, elsewhere, TODAY))
        assert site.build().written == 0
    assert not (site.root / "site/beside").exists()
    assert len([file for file in (site.root / "beside").rglob("*") if file.is_file()]) == first + 1


def test_a_strangers_file_in_the_output_is_neither_removed_nor_overwritten(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built()
    site.put("site/notes.txt", "mine")
    site.put("site/walk3/index.html", "mine too")
    site.put("posts/2020-02-01-walk3.md", "셋째")
    report = site.build()
    assert site.read("notes.txt") == "mine"
    assert site.read("walk3/index.html") == "mine too"
    assert [message.split(":")[0] for message in messages(report)] == ["site/walk3/index.html"]


def test_removed_posts_leave_no_page_and_no_empty_folder(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built()
    (site.root / "posts/2020-01-10-walk2.md").unlink()
    site.build()
    assert not (site.root / "site/walk2").exists()


def test_two_builds_of_the_same_input_give_the_same_bytes(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built()
    first = site.output()
    assert site.build().written == 0
    shutil.rmtree(site.root / "site")
    shutil.rmtree(site.root / ".dapsagi")
    site.build(jobs=2)
    assert site.output() == first


def test_a_page_changed_by_hand_is_put_right(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built()
    before = site.output()
    site.put("site/walk1/index.html", "oops")
    assert site.build().written == 1
    assert site.output() == before


def test_a_page_of_many_pieces_is_whole(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.put("templates/post.html", "{% for number in range(30000) %}{{ number }} 걸음\n{% endfor %}")
    assert not site.build().problems
    assert site.read("walk1/index.html").splitlines() == [f"{number} 걸음" for number in range(30000)]


def test_a_fault_late_in_a_long_page_is_placed(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.put("templates/post.html", "{% for number in range(30000) %}{{ number }}\n{% endfor %}\n{{ page.titel }}")
    assert {f"{problem.span}" for problem in site.build().problems} == {"templates/post.html:3"}


def test_dates_are_shown_in_the_blogs_time_zone(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\npermalink: /:year-:month-:day-:title/\n")
    site.put("posts/2020-01-01-a.md", "---\ndate: 2019-12-31 20:00:00 +0000\n---\n")
    site.build()
    assert "2020-01-01-a/index.html" in site.output()
    site.build(timezone="UTC")
    assert "2019-12-31-a/index.html" in site.output()


def test_today_decides_what_is_of_the_future(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built(today=datetime(2019, 12, 31, tzinfo=UTC))
    assert "walk1/index.html" in site.output()
    assert "walk2/index.html" not in site.output()


def test_a_page_in_html_is_shown_in_the_theme_with_its_links_resolved(blog: MakeBlog) -> None:
    site = blog(JOURNEY)
    site.put("links.html", '---\ntitle: 링크\n---\n<p class="x"><a href="posts/2020-01-10-walk2.md">둘째</a></p>')
    site.put("raw.html", "<p>그대로</p>")
    site.build()
    assert hrefs(site.read("links/index.html"), ".x") == ["/walk2/"]
    assert site.read("raw.html") == "<p>그대로</p>"


def test_a_page_with_the_layout_of_posts_is_shown_as_a_page(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- about.md --\n---\ntitle: 소개\nlayout: page\n---\n나\n").built()
    as_page = site.read("about/index.html")
    site.edit("about.md", "layout: page", "layout: post")
    assert messages(site.build()) == []
    assert site.read("about/index.html") == as_page


def test_a_blog_that_does_not_know_its_address_has_no_link_that_leads_nowhere(blog: MakeBlog) -> None:
    site = blog(JOURNEY).built(url="")
    pages = [path for path in site.output() if path.endswith(".html")]
    assert len(pages) > 5
    assert [path for path in pages if 'href=""' in site.read(path)] == []
    assert "feed.xml" not in site.output()


def test_a_link_to_any_page_that_a_build_writes_is_alive(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\nurl: https://me.example\npaginate: 20\n")
    for day in range(1, 46):
        site.put(
            f"posts/{2018 + day % 2}-01-{day % 28 + 1:02}-p{day}.md", f"---\ntitle: 걷기 {day}\ntags: [a]\n---\nx\n"
        )
    site.put("posts/2020-01-01-all.md", "https://arxiv.org/abs/1706.03762\n")
    site.build()
    pages = ["/" + path.removesuffix("index.html") for path in site.output() if path.endswith(("index.html", ".xml"))]
    assert {"/page/2/", "/tags/a/page/2/", "/references/", "/map/"} <= set(pages)
    site.put(
        "posts/2020-01-01-all.md", "https://arxiv.org/abs/1706.03762 " + " ".join(f"[x]({page})" for page in pages)
    )
    assert not site.build().problems


@pytest.mark.parametrize(
    ("cname", "url"),
    [("Blog.Example.com\n", "https://blog.example.com"), ("a.example\nb.example\n", ""), ("no domain", "")],
)
def test_a_domain_in_cname_is_the_address_of_a_blog_that_names_none(blog: MakeBlog, cname: str, url: str) -> None:
    site = blog(f"-- CNAME --\n{cname.rstrip()}\n-- posts/2020-01-01-a.md --\nx\n").built()
    assert ("feed.xml" in site.output()) == bool(url)
    assert (f'<link rel="canonical" href="{url}/a/">' in site.read("a/index.html")) == bool(url)


def test_settings_stand_before_a_domain_in_cname(blog: MakeBlog) -> None:
    site = blog("-- CNAME --\nblog.example.com\n-- dapsagi.yml --\nurl: https://me.example\n")
    assert site.settings().url == "https://me.example"
    assert site.settings({"base_url": "https://you.example/a"}).url == "https://you.example"


@pytest.mark.parametrize(
    "path",
    [
        *(r"C:\Users\kim\바탕 화면\새.png", "D:/kim/새.png", "file:///home/kim/새.png", "file://C:/Users/kim/새.png"),
        *("file://localhost/home/kim/새.png", "file://server/share/새.png", "file://[server/새.png"),
    ],
)
def test_a_picture_on_the_authors_own_disk_is_missed(blog: MakeBlog, path: str) -> None:
    site = blog(f"-- posts/2020-01-01-a.md --\n![새]({path})\n")
    assert messages(site.build()) == [
        f"posts/2020-01-01-a.md:1: L101 there is no file {path}; copy the file into the blog"
    ]
    site.put("images/새.png", b"\x89PNG")
    assert f"posts/2020-01-01-a.md:1: L101 there is no file {path}; did you mean images/새.png?" in messages(
        site.build()
    )


VAULT = """\
-- dapsagi.yml --
title: t
-- posts/2020-03-02-note.md --
---
title: 노트
---
글
-- posts/ml/둘.md --
---
title: 둘째
date: 2020-03-03
---
## 절 {#Sec1}
## Sec2
-- posts/dl/둘.md --
---
title: 셋째
date: 2020-03-04
permalink: /dl/
---
글
-- posts/2020-03-05-bundle/index.md --
묶음
-- posts/2020-03-05-sharp.md --
---
title: "C# 기초"
---
글
-- posts/2020-03-06-links.md --
"""


def test_a_link_in_brackets_finds_a_note_by_its_other_names(blog: MakeBlog) -> None:
    site = blog("""\
-- posts/2020-01-01-a.md --
---
title: 베이즈 정리
aliases: [Bayes, /old/, 둘]
---
-- posts/2020-01-02-b.md --
---
title: 나이브 베이즈
aliases: 둘
---
-- posts/2020-01-03-c.md --
[[bayes]] [[둘]] [[나이브 베이즈]]
""")
    assert [message for message in messages(site.build()) if " L104 " in message] == [
        'posts/2020-01-03-c.md:1: L104 more than one post is named "둘"; write the address instead'
    ]
    links = [link.attributes["href"] for link in site.page("c/index.html").css(".e-content a")]
    assert links[0] == "/a/" and links[2] == "/b/"


@pytest.mark.parametrize(
    ("written", "href", "words"),
    [
        ("[[2020-03-02-note]]", "/note/", "2020-03-02-note"),
        ("[[2020-03-02-NOTE.md|글]]", "/note/", "글"),
        ("[[posts/2020-03-02-note|글]]", "/note/", "글"),
        ("[[ml/둘]]", "/둘/", "ml/둘"),
        ("[[../dl/둘#장#절 하나]]", "/dl/#절-하나", "../dl/둘 > 장 > 절 하나"),
        ("[[2020-03-05-bundle/index|묶음]]", "/bundle/", "묶음"),
        ("[[2020-03-05-bundle]]", "/bundle/", "2020-03-05-bundle"),
        (r"[[노트\|글]]", "/note/", "글"),
        ("| a | b |\n|---|---|\n| [[노트\\|글]] | x |", "/note/", "글"),
        ("[[노트#Bayes' Rule (1)]]", "/note/#bayes-rule-1", "노트 > Bayes' Rule (1)"),
        ("[[ml/둘#Sec1]]", "/둘/#Sec1", "ml/둘 > Sec1"),
        ("[[ml/둘#Sec2]]", "/둘/#sec2", "ml/둘 > Sec2"),
        ("[[노트#^abc]]", "/note/#^abc", "노트"),
        ("[[#Own.1]]\n\n## 절 {#Own.1}", "/links/#Own.1", "Own.1"),
        ("[[C# 기초]]", "/sharp/", "C# 기초"),
        ("[[#이 글의 제목]]", "/links/#이-글의-제목", "이 글의 제목"),
        # As macOS spells Hangul, here and there.
        (
            unicodedata.normalize("NFD", "[[../dl/둘#장#절 하나]]"),
            "/dl/#절-하나",
            unicodedata.normalize("NFD", "../dl/둘 > 장 > 절 하나"),
        ),
        (
            "[[#나중 절]]\n\n" + unicodedata.normalize("NFD", "## 나중 절"),
            unicodedata.normalize("NFD", "/links/#나중-절"),
            "나중 절",
        ),
    ],
)
def test_a_link_in_brackets_finds_a_file_and_a_heading_as_in_obsidian(
    blog: MakeBlog, written: str, href: str, words: str
) -> None:
    site = blog(f"{VAULT}{written}\n")
    assert messages(site.build()) == []
    (link,) = site.page("links/index.html").css(".e-content a")
    assert (unquote(link.attributes["href"] or ""), link.text()) == (href, words)


@pytest.mark.parametrize("there", ["NFC", "NFD"])
@pytest.mark.parametrize("here", ["NFC", "NFD"])
@pytest.mark.parametrize("target", ["/다른-글/#둘째-절", "다른 글.md#둘째-절", "다른 글.md#골라-둔-절"])
def test_a_link_finds_a_post_and_a_heading_that_are_composed_otherwise(
    blog: MakeBlog, target: str, here: Literal["NFC", "NFD"], there: Literal["NFC", "NFD"]
) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n")
    text = "---\ndate: 2020-01-01\n---\n## 둘째 절\n\n글\n\n## 셋째 {#골라-둔-절}\n"
    site.put(unicodedata.normalize(there, "posts/다른 글.md"), unicodedata.normalize(there, text))
    site.put("posts/2020-01-02-links.md", f"[글](<{unicodedata.normalize(here, target)}>)\n")
    assert messages(site.build()) == []
    link = site.page("links/index.html").css(".e-content a")[0]
    anchor = unicodedata.normalize(there, target.partition("#")[2])
    assert unquote(link.attributes["href"] or "") == "/다른-글/#" + anchor
    assert f'id="{anchor}"' in site.read("다른-글/index.html")


def test_what_lists_say_of_a_post_ends_where_its_author_says_and_before_its_footnotes(blog: MakeBlog) -> None:
    site = blog("""\
-- dapsagi.yml --
url: https://a.example
-- posts/2020-03-01-all.md --
# 제목

첫 문단[^1].

## 소제목

둘째 $x$.

[^1]: 각주 & 글
-- posts/2020-03-02-cut.md --
---
excerpt_separator: <!-- more -->
---
첫 $x$ 문단[^1].

둘째. <!-- more --> 셋째.

[^1]: 각주
""").built()
    found = site.page("feed.xml").css("entry summary")
    assert [summary.text() for summary in found] == ["첫 x 문단. 둘째.", "첫 문단. 둘째 x."]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("![[그림.png]]", "/images/그림.png"),
        ("![[ml/그림.PNG|200]]", "/posts/ml/그림.png"),
        ("![[../images/그림.png]]", "/images/그림.png"),
        ("![[옆.png]]", "/posts/옆.png"),
        ("![[말.mp3]]", "/files/말.mp3"),
    ],
)
def test_what_is_embedded_by_name_is_found_as_in_obsidian(blog: MakeBlog, written: str, address: str) -> None:
    site = blog(f"{VAULT}{written}\n")
    for file in ("images/그림.png", "posts/ml/그림.png", "posts/옆.png", "images/1/2/옆.png", "files/말.mp3"):
        site.put(file, b"")
    assert [problem.code for problem in site.build().problems if problem.code != "I101"] == []
    (shown,) = site.page("links/index.html").css(".e-content img, .e-content audio")
    assert unquote(shown.attributes["src"] or "") == address


def test_a_footnote_that_is_a_picture_has_no_words_to_leave_out(blog: MakeBlog) -> None:
    site = blog(
        '-- dapsagi.yml --\nmarkdown: {footnote_backlink: ""}\n-- images/a.png --\nx\n'
        "-- posts/2020-01-01-a.md --\n![](../images/a.png)[^1]\n\n[^1]: ![](../images/a.png)\n"
    ).built()
    assert "footnotes" in site.read("a/index.html")


def test_an_embedded_note_and_a_file_are_links_and_what_is_not_there_is_named(blog: MakeBlog) -> None:
    site = blog(f"{VAULT}![[노트]]\n\n[[논문.pdf|논문]]\n\n![[없다.png]]\n\n![[sacttered.png]]\n")
    site.put("files/논문.pdf", b"%PDF")
    site.put("images/scattered.png", b"")
    assert [message for message in messages(site.build()) if "I101" not in message] == [
        "posts/2020-03-06-links.md:5: L101 there is no file 없다.png; put the file there or correct the address",
        "posts/2020-03-06-links.md:7: L101 there is no file sacttered.png; did you mean images/scattered.png?",
    ]
    links = site.page("links/index.html").css(".e-content a")
    assert [unquote(link.attributes["href"] or "") for link in links] == ["/note/", "/files/논문.pdf"]


def test_a_link_in_brackets_follows_an_id_that_its_author_changes(blog: MakeBlog) -> None:
    site = blog(f"{VAULT}[[ml/둘#Sec1]]\n").built()
    site.edit("posts/ml/둘.md", "{#Sec1}", "{#sec1}")
    site.build()
    assert "/%EB%91%98/#sec1" in site.read("links/index.html")


def test_a_file_name_that_two_folders_have_is_no_name(blog: MakeBlog) -> None:
    assert messages(blog(f"{VAULT}[[둘]]\n").build()) == [
        'posts/2020-03-06-links.md:1: L104 more than one post is named "둘"; write the address instead'
    ]


def test_double_brackets_that_name_slots_of_objects_or_hold_numbers_are_no_dead_titles(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n[[Prototype]] 슬롯, [[1, 2], [3, 4]]\n\n[[HomeObject]]\n")
    assert not site.build().problems


def test_double_brackets_with_a_file_that_is_not_there_ask_for_the_file(blog: MakeBlog) -> None:
    site = blog(
        "-- posts/2020-01-01-a.md --\n[[files/논문들.pdf]] ![[없는 책.pdf]] [[v1.2]] [[글.md]]\n"
        "-- files/논문.pdf --\n%PDF\n"
    )
    where = "posts/2020-01-01-a.md:1: L104"
    assert messages(site.build()) == [
        f'{where} no post is named "v1.2"; write that post, or an address',
        f'{where} no post is named "글.md"; write that post, or an address',
        f'{where} no post or file is named "files/논문들.pdf"; did you mean files/논문.pdf?',
        f'{where} no post or file is named "없는 책.pdf"; put that file into the blog, write that post, or an address',
    ]


def test_a_title_that_no_post_has_leads_to_a_search_for_it(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n[[없는 글]]\n")
    assert [problem.code for problem in site.build().problems] == ["L104"]
    assert 'href="/search/?q=%EC%97%86%EB%8A%94%20%EA%B8%80"' in site.read("a/index.html")
    site.put("dapsagi.yml", "search: false\n")
    site.build()
    assert "/search/" not in site.read("a/index.html")


def test_a_host_without_its_scheme_is_told_how_to_be_written(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n[네이버](www.naver.com) [글](other.md)\n")
    first, second = sorted(messages(site.build()))
    assert first.endswith("at other.md; correct or remove the link")
    assert second.endswith("at www.naver.com; write https://www.naver.com")


def test_files_dated_beyond_what_eight_bytes_hold_are_files_like_others(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n글\n-- far.txt --\n멀리\n")
    site.age()
    far = site.root / "far.txt"
    os.utime(far, (2**34 - 1, 2**34 - 1))
    if far.stat().st_mtime_ns < 2**63:
        pytest.skip("this disk knows no such dates")
    assert not site.build().problems
    before = site.output()
    for name in ("far.txt", "a/index.html"):
        os.utime(site.root / "site" / name, (2**34 - 1, 2**34 - 1))
    for _ in range(2):
        report = site.build()
        assert (report.problems, report.rendered) == ((), 0)
    assert site.output() == before
