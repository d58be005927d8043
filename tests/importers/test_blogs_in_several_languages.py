"""Blogs that jekyll-polyglot made in several languages."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser as HTMLParser

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
    node = HTMLParser(site.read(path)).css_first("meta[http-equiv=refresh]")
    return (node.attributes["content"] or "").partition("url=")[2] if node else ""


def test_each_language_has_its_texts_at_addresses_of_its_own(blog: MakeBlog) -> None:
    site = blog(BLOG)
    report = site.build()
    assert not [message for message in messages(report) if "U10" in message]
    assert "하나." in site.read("posts/1/index.html")
    assert "<p>One.</p>" in site.read("en/posts/1/index.html")
    assert 'lang="ko-KR"' in site.read("posts/1/index.html")
    assert 'lang="en"' in site.read("en/posts/1/index.html")
    assert "나는." in site.read("about/index.html")
    assert "About me." in site.read("en/about/index.html")


def test_what_is_not_in_a_language_is_found_from_it_all_the_same(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.build()
    assert target(site, "ja/posts/1/index.html") == "/posts/1/"
    assert target(site, "ja/about/index.html") == "/about/"
    assert target(site, "two/index.html") == "/en/two/"
    assert target(site, "ja/two/index.html") == "/en/two/"
    assert "Two, and no more." in site.read("en/two/index.html")
    assert target(site, "en/index.html") == "/"


def test_a_text_in_several_languages_names_the_others(blog: MakeBlog) -> None:
    site = blog(BLOG.replace("title: 답사기\n", "title: 답사기\nurl: https://example.org\n"))
    site.build()

    def alternates(path: str) -> list[tuple[str | None, str | None]]:
        nodes = HTMLParser(site.read(path)).css("link[rel=alternate][hreflang]")
        return [(node.attributes["hreflang"], node.attributes["href"]) for node in nodes]

    both = [("ko-KR", "https://example.org/posts/1/"), ("en", "https://example.org/en/posts/1/")]
    assert alternates("posts/1/index.html") == alternates("en/posts/1/index.html") == both
    assert alternates("en/two/index.html") == []


def test_without_the_plugin_a_language_is_no_folder(blog: MakeBlog) -> None:
    site = blog(BLOG.replace("plugins: [jekyll-polyglot]\n", ""))
    site.build()
    assert "Two, and no more." in site.read("two/index.html")
