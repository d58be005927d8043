from __future__ import annotations

import json

from blog import MakeBlog, messages
from dapsagi.search.documents import INDEX

TEXT = """\
-- dapsagi.yml --
title: t
url: https://example.com
-- posts/2019-12-25-one.md --
---
title: 답사기1
---
- StarGAN (https://arxiv.org/abs/1711.09020 )
- [어느 글](http://other.example/post)
-- posts/2020-01-05-two.md --
---
title: 답사기2
description: 요약
---
앞 글은 [답사기1](/one/)이다. 그리고 [StarGAN](https://arxiv.org/pdf/1711.09020v3.pdf)을 다시 읽었다.
-- posts/2021-01-05-three.md --
---
title: 다른 글
---
본문
"""


def test_the_reading_list_shows_each_work_once_with_the_posts_that_speak_of_it(blog: MakeBlog) -> None:
    site = blog(TEXT).built()
    html = site.read("references/index.html")
    assert html.count("https://arxiv.org/abs/1711.09020") == 1
    assert html.index(">논문</h2>") < html.index("StarGAN") < html.index(">글과 기사</h2>") < html.index("어느 글")
    assert '<a href="/one/">답사기1</a>, <a href="/two/">답사기2</a>' in html
    assert '<a href="/references/">서재</a>' in site.read("index.html")


def test_the_reading_list_is_grouped_by_journey_and_by_year_too(blog: MakeBlog) -> None:
    site = blog(TEXT).built()
    assert ">답사기</a></h2>" in site.read("references/journeys/index.html")
    assert ">2019년</h2>" in site.read("references/years/index.html")


def test_the_reading_list_is_there_for_reference_managers(blog: MakeBlog) -> None:
    site = blog(TEXT).built()
    assert site.read("references/references.bib").startswith("@misc{arxiv-1711-09020,\n")
    assert site.read("references/references.ris").startswith("TY  - UNPB")
    assert json.loads(site.read("references/references.json"))[0]["title"] == "StarGAN"


def test_a_post_lists_its_works_and_who_links_to_it(blog: MakeBlog) -> None:
    first = blog(TEXT).built().read("one/index.html")
    assert "이 글에서 다룬 자료" in first and "어느 글" in first.partition("이 글에서 다룬 자료")[2]
    assert "앞 글은 답사기1이다." in first.partition("이 글을 언급한 글")[2]


def test_a_blog_that_speaks_of_nothing_has_no_reading_list(blog: MakeBlog) -> None:
    site = blog("-- posts/2019-12-25-one.md --\n본문\n").built()
    assert not any(path.startswith("references") for path in site.output())
    assert "서재" not in site.read("index.html")


def test_data_files_add_hosts_and_details(blog: MakeBlog) -> None:
    site = blog(TEXT)
    site.put("data/references-hosts.yml", "works:\n- {host: other.example, kind: course}\n")
    site.put("data/references.yml", "arxiv:1711.09020: {title: StarGAN!, authors: [Yunjey Choi], year: 2018}\n")
    assert site.build().problems == ()
    html = site.read("references/index.html")
    assert ">강의</h2>" in html and "StarGAN!" in html and "Yunjey Choi · 2018" in html


def test_a_data_file_that_cannot_be_read_is_reported_and_builds_nothing_wrong(blog: MakeBlog) -> None:
    site = blog(TEXT)
    site.put("data/references.yml", "# Mine\narxiv:1711.09020: {year: soon}\narxiv:1711.09021: 5\n")
    cure = "; write it as in {title: …, authors: […], year: 2017, venue: …}"
    assert messages(site.build()) == [
        f'data/references.yml:2: R101 the work "arxiv:1711.09020" cannot be read: its `year` cannot be that{cure}',
        f'data/references.yml:3: R101 the work "arxiv:1711.09021" cannot be read: it is no mapping{cure}',
    ]


def test_editing_a_text_leaves_the_pages_that_it_links_alone(blog: MakeBlog) -> None:
    site = blog(TEXT).built()
    before = site.output()
    site.edit("posts/2020-01-05-two.md", "다시 읽었다.", "다시 한번 읽었다.")
    site.build()
    after = site.output()
    changed = {path for path in before if before[path] != after[path]} - {".dapsagi-manifest"}
    assert {path for path in changed if not path.startswith(INDEX)} == {
        *("two/index.html", "feed.xml", "series/답사기/feed.xml"),
    }


def test_editing_the_sentence_around_a_link_renders_the_page_that_quotes_it(blog: MakeBlog) -> None:
    site = blog(TEXT).built()
    site.edit("posts/2020-01-05-two.md", "앞 글은", "이 앞의 글은")
    site.build()
    assert "이 앞의 글은 답사기1이다." in site.read("one/index.html")
