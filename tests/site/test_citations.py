"""A post says how it is cited, where its blog wants that."""

from __future__ import annotations

import re
from html import unescape

from blog import MakeBlog

BLOG = """\
-- dapsagi.yml --
title: 배움의 길
author: Ada Lovelace
url: https://ada.example
baseurl: /notes
citations: true
-- posts/2025-03-05-공책.md --
---
title: 기계 & {괄호}
---
글
-- posts/2025-03-06-none.md --
---
title: 조용히
citation: false
---
글
-- about.md --
---
title: 소개
---
글
"""


def test_a_post_is_cited_in_words_and_as_bibtex(blog: MakeBlog) -> None:
    site = blog(BLOG)
    assert not site.build().problems
    page = site.read("공책/index.html")
    said = re.search(r'after-post cite.*?<p>(.*?)</p>\n<pre class="bibtex" tabindex="0">(.*?)</pre>', page, re.S)
    assert said
    words, entry = map(unescape, said.groups())
    assert words == "Ada Lovelace, 「기계 & {괄호}」, 『배움의 길』, 2025년 3월 5일, https://ada.example/notes/공책/"
    assert entry == (
        "@online{ada-example-2025-03-05,\n"
        "  title = {{기계 \\& \\{괄호\\}}},\n"
        "  author = {Lovelace, Ada},\n"
        "  year = {2025},\n"
        "  howpublished = {배움의 길},\n"
        "  url = {https://ada.example/notes/%EA%B3%B5%EC%B1%85/},\n"
        "}"
    )


def test_nothing_says_it_where_nobody_asked(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.build()
    assert "bibtex" not in site.read("none/index.html") + site.read("about/index.html")
    site.put("dapsagi.yml", "title: t\nurl: https://ada.example\n")
    site.build()
    assert "bibtex" not in site.read("공책/index.html")


def test_one_post_may_say_it_alone(blog: MakeBlog) -> None:
    site = blog(BLOG.replace("citations: true\n", "").replace("citation: false", "citation: true"))
    site.build()
    assert "bibtex" in site.read("none/index.html")
    assert "bibtex" not in site.read("공책/index.html")


def test_a_blog_without_an_address_cannot_be_cited(blog: MakeBlog) -> None:
    site = blog(BLOG.replace("url: https://ada.example\nbaseurl: /notes\n", ""))
    site.build()
    assert "bibtex" not in site.read("공책/index.html")
