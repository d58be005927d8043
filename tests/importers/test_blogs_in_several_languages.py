"""Blogs that jekyll-polyglot made in several languages."""

from __future__ import annotations

import pytest

from blog import Blog, MakeBlog, messages

BLOG = """\
-- _config.yml --
title: 답사기
plugins: [jekyll-polyglot]
languages: [ko-KR, en, ja]
default_lang: ko-KR
lang: en
permalink: /:title/
-- _posts/2020-01-01-one.md --
---
title: 하나
permalink: /posts/1/
---
하나.
-- _posts/2020-01-01-one-en.md --
---
title: One
lang: en
permalink: /posts/1/
---
One.
-- _posts/2020-01-02-two.md --
---
title: Two
lang: en
---
Two, and no more.
-- en/about.md --
---
lang: en
title: About
---
About me.
-- about.md --
---
lang: ko-KR
title: 나
---
나는.
"""


def target(site: Blog, path: str) -> str:
    node = site.page(path).css_first("meta[http-equiv=refresh]")
    return (node.attributes["content"] or "").partition("url=")[2] if node else ""


def test_each_language_has_its_texts_at_addresses_of_its_own(blog: MakeBlog) -> None:
    site = blog(BLOG)
    assert not [message for message in messages(site.build()) if "U10" in message]
    assert "하나." in site.read("posts/1/index.html")
    assert "<p>One.</p>" in site.read("en/posts/1/index.html")
    assert 'lang="ko-KR"' in site.read("posts/1/index.html")
    assert 'lang="en"' in site.read("en/posts/1/index.html")
    assert "나는." in site.read("about/index.html")
    assert "About me." in site.read("en/about/index.html")


def test_what_is_not_in_a_language_is_found_from_it_all_the_same(blog: MakeBlog) -> None:
    site = blog(BLOG).built()
    assert target(site, "ja/posts/1/index.html") == "/posts/1/"
    assert target(site, "ja/about/index.html") == "/about/"
    assert target(site, "two/index.html") == "/en/two/"
    assert target(site, "ja/two/index.html") == "/en/two/"
    assert "Two, and no more." in site.read("en/two/index.html")
    assert target(site, "ja/index.html") == "/"


def test_each_address_of_the_old_theme_is_there_once_in_each_language(blog: MakeBlog) -> None:
    site = blog(BLOG.replace("[ko-KR, en, ja]", "[ko-KR, en, ja, de, fr]")).built()
    assert target(site, "fr/index.html") == "/"
    assert "en/ja/index.html" not in site.output()


def test_a_language_that_cannot_be_a_folder_is_none(blog: MakeBlog) -> None:
    site = blog(BLOG.replace("[ko-KR, en, ja]", '[ko-KR, en, ja, en, "", 3, a/b, ..]')).built()
    plain = blog(BLOG).built()
    assert site.output().keys() == plain.output().keys()


def test_folders_name_the_language_of_what_lies_in_them_if_the_settings_say_so(blog: MakeBlog) -> None:
    folders = (
        "-- _posts/ko-KR/2020-01-03-three.md --\n---\ntitle: 셋\n---\n셋.\n"
        "-- _posts/ja/math/2020-01-03-three.md --\n---\ntitle: 三\npermalink: /three/\n---\n三。\n"
    )
    site = blog(BLOG.replace("lang: en\npermalink", "lang_from_path: true\nlang: en\npermalink", 1) + folders)
    assert not [message for message in messages(site.build()) if "U10" in message]
    assert "셋." in site.read("three/index.html")
    assert "三。" in site.read("ja/three/index.html")
    assert 'lang="ja"' in site.read("ja/three/index.html")


def test_the_home_of_a_language_lists_its_posts_and_no_others(blog: MakeBlog) -> None:
    site = blog(BLOG).built()
    page = site.page("en/index.html")
    assert [link.attributes["href"] for link in page.css("main h2 a")] == ["/en/two/", "/en/posts/1/"]
    assert page.css("html")[0].attributes["lang"] == "en"
    assert page.css("h1")[0].text() == "All posts"
    site.put("en/index.md", "---\nlang: en\ntitle: Welcome\npermalink: /\n---\nWelcome, all of you.\n")
    site.build()
    assert "Welcome, all of you." in site.read("en/index.html")


def test_a_text_in_several_languages_names_the_others(blog: MakeBlog) -> None:
    site = blog(BLOG.replace("title: 답사기\n", "title: 답사기\nurl: https://example.org\n")).built()

    def alternates(path: str) -> list[tuple[str | None, str | None]]:
        nodes = site.page(path).css("link[rel=alternate][hreflang]")
        return [(node.attributes["hreflang"], node.attributes["href"]) for node in nodes]

    both = [("ko-KR", "https://example.org/posts/1/"), ("en", "https://example.org/en/posts/1/")]
    assert alternates("posts/1/index.html") == alternates("en/posts/1/index.html") == both
    assert alternates("en/two/index.html") == []


def test_without_the_plugin_a_language_is_no_folder(blog: MakeBlog) -> None:
    site = blog(BLOG.replace("plugins: [jekyll-polyglot]\n", "")).built()
    assert "Two, and no more." in site.read("two/index.html")


def shown(site: Blog, path: str) -> list[str | None]:
    return [node.attributes["href"] for node in site.page(path).css("main a")]


def across(site: Blog, path: str) -> list[tuple[str | None, str]]:
    """Return the links of a page to its text in other languages, with their words."""
    nodes = site.page(path).css(".byline a[hreflang]")
    return [(node.attributes["href"], node.text()) for node in nodes]


def test_a_list_shows_each_text_once_in_the_language_of_the_blog_if_it_is_in_that(blog: MakeBlog) -> None:
    site = blog(BLOG.replace("title: 답사기\n", "title: 답사기\nurl: https://example.org\n"))
    site.edit("_posts/2020-01-01-one.md", "title: 하나", "title: 하나\ntags: [길, way]")
    site.edit("_posts/2020-01-01-one-en.md", "title: One", "title: One\ntags: [way, road]")
    site.build()
    for path in ("index.html", "archive/2020/index.html", "map/index.html"):
        assert {"/posts/1/", "/en/two/"} <= set(shown(site, path)), path
        assert "/en/posts/1/" not in shown(site, path), path
    assert "<title>One</title>" not in site.read("feed.xml")
    assert "/posts/1/" in shown(site, "tags/way/index.html")
    assert "/en/posts/1/" not in shown(site, "tags/way/index.html")
    assert "/en/posts/1/" in shown(site, "tags/road/index.html")


def test_a_reader_goes_over_to_another_language_and_goes_on_in_it(blog: MakeBlog) -> None:
    site = blog(BLOG).built()
    assert across(site, "posts/1/index.html") == [("/en/posts/1/", "English")]
    assert across(site, "en/posts/1/index.html") == [("/posts/1/", "한국어")]
    assert across(site, "about/index.html") == [("/en/about/", "English")]
    assert across(site, "en/two/index.html") == []
    assert "/en/two/" in shown(site, "en/posts/1/index.html")
    assert "/posts/1/" in shown(site, "en/two/index.html")


REF = """\
-- dapsagi.yml --
title: 답사기
url: https://example.org
extra: {languages: [ko, en]}
-- posts/2020-01-01-one.md --
---
title: 하나
ref: one
---
하나.
-- posts/2020-01-02-one-en.md --
---
title: One
lang: en
ref: one
---
One.
-- posts/2020-01-03-two.md --
---
title: 둘
---
둘.
"""


def test_texts_that_a_name_pairs_are_versions_of_one(blog: MakeBlog) -> None:
    site = blog(REF).built()
    assert {"/one/", "/two/"} <= set(shown(site, "index.html"))
    assert "/one-en/" not in shown(site, "index.html")
    assert 'hreflang="en" href="https://example.org/one-en/"' in site.read("one/index.html")
    assert "/one-en/" not in shown(site, "two/index.html")
    site.edit("posts/2020-01-02-one-en.md", "ref: one", "ref: other")
    site.build()
    assert "/one-en/" in shown(site, "index.html")
    fresh = Blog(site.root.with_name("fresh"), REF.replace("lang: en\nref: one", "lang: en\nref: other"))
    fresh.build()
    assert fresh.output() == site.output()


def test_without_other_languages_a_name_pairs_nothing(blog: MakeBlog) -> None:
    site = blog(REF.replace("lang: en\n", "")).built()
    assert {"/one/", "/one-en/", "/two/"} <= set(shown(site, "index.html"))


def test_the_language_in_an_address_is_enough_for_a_name_to_pair(blog: MakeBlog) -> None:
    text = REF.replace("extra: {languages: [ko, en]}\n", "")
    site = blog(text.replace("lang: en\n", "lang: en\npermalink: /en/one/\n")).built()
    assert "/en/one/" not in shown(site, "index.html")
    assert across(site, "one/index.html") == [("/en/one/", "English")]


@pytest.mark.parametrize("ref", ['ref: ""', "ref:", "ref: false", "ref: true", "ref: 0", "ref: one"])
def test_a_name_that_two_texts_of_one_language_have_hides_neither(blog: MakeBlog, ref: str) -> None:
    site = blog(REF.replace("ref: one", ref).replace("title: 둘\n", f"title: 둘\n{ref}\n")).built()
    assert {"/one/", "/one-en/", "/two/"} <= set(shown(site, "index.html"))
    assert "hreflang" not in site.read("one/index.html")


@pytest.mark.parametrize(
    ("one", "other"), [("ref: ''", "ref: ''"), ("ref: false", "ref: false"), ("ref: 3", "page_id: 3")]
)
def test_what_is_no_name_or_another_one_pairs_nothing(blog: MakeBlog, one: str, other: str) -> None:
    site = blog(REF.replace("ref: one", one, 1).replace("ref: one", other)).built()
    assert {"/one/", "/one-en/"} <= set(shown(site, "index.html"))


def test_where_nothing_says_that_the_blog_is_in_several_languages_a_name_pairs_nothing(blog: MakeBlog) -> None:
    site = blog(REF.replace("extra: {languages: [ko, en]}\n", "").replace("ref: one", "ref: Bishop 2006")).built()
    assert {"/one/", "/one-en/", "/two/"} <= set(shown(site, "index.html"))
    assert "hreflang" not in site.read("one/index.html")


def test_a_journey_that_is_a_version_of_another_stands_in_no_list(blog: MakeBlog) -> None:
    text = REF.replace("title: 하나", "title: 나무 1편").replace("title: One", "title: Trees part 1")
    text = text.replace("title: 둘\n", "title: 나무 2편\nref: two\n")
    text += "-- posts/2020-01-04-two-en.md --\n---\ntitle: Trees part 2\nlang: en\nref: two\n---\nTwo.\n"
    site = blog(text).built()
    assert "/series/trees/" in shown(site, "two-en/index.html")
    for path in ("index.html", "series/index.html"):
        assert "/series/trees/" not in shown(site, path)
        assert any(href and href.startswith("/series/%EB%82%98") for href in shown(site, path))


def test_the_tags_and_the_language_that_the_plugin_gives_to_texts_are_there(blog: MakeBlog) -> None:
    asked = '<a {% static_href %}href="https://k.example/x"{% endstatic_href %}>{{ site.active_lang }}</a>'
    site = blog(
        f"{BLOG}-- _posts/2020-01-03-tag.md --\n---\n---\n{{% I18n_Headers %}}{asked}\n"
        f"-- _posts/2020-01-03-tag-en.md --\n---\nlang: en\n---\n{asked}\n"
    )
    assert not [message for message in messages(site.build()) if "tag" in message.partition(" ")[0]]
    assert 'href="https://k.example/x">ko-KR</a>' in site.read("tag/index.html")
    assert 'href="https://k.example/x">en</a>' in site.read("en/tag-en/index.html")
