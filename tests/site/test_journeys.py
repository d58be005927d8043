"""The pages of journeys: one of each, with its feed, and the route map of all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import feedparser  # type: ignore[import-untyped]  # it has no types
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from blog import Blog

MakeBlog = Callable[[str], Blog]

WALK = f"""\
-- dapsagi.yml --
title: 노트
url: https://example.com
-- posts/2020-01-01-walk1.md --
---
title: 나의 답사기1
---
{"가나다라마 " * 300}
-- posts/2020-02-01-walk2.md --
---
title: 나의 답사기2
series: {{name: 나의 답사기, planned: [나의 답사기3]}}
---
{"가나다라마 " * 6000}
"""
PAGE = "series/나의-답사기/index.html"
FEED = "series/나의-답사기/feed.xml"


def words(html: str, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in HTMLParser(html).css(selector)]


def test_a_journey_tells_how_far_it_got_when_and_how_long_it_takes_to_read(blog: MakeBlog) -> None:
    site = blog(WALK)
    site.build()
    assert words(site.read(PAGE), ".facts dd") == ["3편 가운데 2편", "2020.01.01 – 2020.02.01", "1시간 3분"]
    assert words(site.read(PAGE), ".station-facts") == [
        "1편 · 2020.01.01 · 3분",
        "2편 · 2020.02.01 · 1시간",
        "3편 · 쓸 예정",
    ]
    assert "읽는 데 3분" in words(site.read("walk1/index.html"), ".byline")[0]


def test_a_journey_has_a_feed_of_its_own_that_its_page_names(blog: MakeBlog) -> None:
    site = blog(WALK + "-- posts/2021-01-01-other.md --\n---\ntitle: 딴 글\n---\n본문\n")
    site.build()
    feed = feedparser.parse(site.read(FEED))
    assert not feed.bozo
    assert feed.feed.title == "나의 답사기 · 노트"
    assert [entry.title for entry in feed.entries] == ["나의 답사기2", "나의 답사기1"]
    page = HTMLParser(site.read(PAGE))
    (alternate,) = [
        link for link in page.css('link[type="application/atom+xml"]') if "series" in (link.attributes["href"] or "")
    ]
    (seen,) = page.css('a[type="application/atom+xml"]')
    assert alternate.attributes["href"] == seen.attributes["href"]
    assert feed.feed.links[0].href == f"https://example.com{seen.attributes['href']}"


def test_a_journey_has_no_feed_where_nobody_knows_its_address(blog: MakeBlog) -> None:
    site = blog(WALK.replace("url: https://example.com\n", ""))
    site.build()
    assert not (Path(site.root) / "site" / FEED).exists()
    assert not HTMLParser(site.read(PAGE)).css('a[type="application/atom+xml"]')


def test_a_longer_text_changes_the_time_on_its_own_page_and_its_journey_alone(blog: MakeBlog) -> None:
    site = blog(
        WALK.replace("url: https://example.com\n", "")
        + "-- posts/2021-01-01-other.md --\n---\ntitle: 딴 글\n---\n본문\n"
    )
    site.build()
    site.edit("posts/2020-01-01-walk1.md", "가나다라마 " * 300, "가나다라마 " * 900)
    assert site.build().rendered == 2
    assert words(site.read(PAGE), ".facts dd")[-1] == "1시간 9분"
