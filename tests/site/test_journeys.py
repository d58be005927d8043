"""The pages of journeys: one of each, with its feed, and the route map of all of them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import feedparser  # type: ignore[import-untyped]  # it has no types
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from blog import Blog, MakeBlog

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
    site = blog(WALK).built()
    assert words(site.read(PAGE), ".facts dd") == ["3편 가운데 2편", "2020.01.01 – 2020.02.01", "1시간 3분"]
    assert words(site.read(PAGE), ".station-facts") == [
        "1편 · 2020.01.01 · 3분",
        "2편 · 2020.02.01 · 1시간",
        "3편 · 쓸 예정",
    ]
    assert "읽는 데 3분" in words(site.read("walk1/index.html"), ".byline")[0]


def test_a_journey_has_a_feed_of_its_own_that_its_page_names(blog: MakeBlog) -> None:
    site = blog(WALK + "-- posts/2021-01-01-other.md --\n---\ntitle: 딴 글\n---\n본문\n").built()
    feed = feedparser.parse(site.read(FEED))
    assert not feed.bozo
    assert feed.feed.title == "나의 답사기 · 노트"
    assert [entry.title for entry in feed.entries] == ["나의 답사기2", "나의 답사기1"]
    page = site.page(PAGE)
    (alternate,) = [
        link for link in page.css('link[type="application/atom+xml"]') if "series" in (link.attributes["href"] or "")
    ]
    (seen,) = page.css('a[type="application/atom+xml"]')
    assert alternate.attributes["href"] == seen.attributes["href"]
    assert feed.feed.links[0].href == f"https://example.com{seen.attributes['href']}"


def test_a_journey_has_no_feed_where_nobody_knows_its_address(blog: MakeBlog) -> None:
    site = blog(WALK.replace("url: https://example.com\n", "")).built()
    assert not (Path(site.root) / "site" / FEED).exists()
    assert not site.page(PAGE).css('a[type="application/atom+xml"]')


def test_a_longer_text_changes_the_time_on_its_own_page_and_its_journey_alone(blog: MakeBlog) -> None:
    site = blog(
        WALK.replace("url: https://example.com\n", "")
        + "-- posts/2021-01-01-other.md --\n---\ntitle: 딴 글\n---\n본문\n"
    ).built()
    site.edit("posts/2020-01-01-walk1.md", "가나다라마 " * 300, "가나다라마 " * 900)
    assert site.build().rendered == 2
    assert words(site.read(PAGE), ".facts dd")[-1] == "1시간 9분"


CITY = """\
-- dapsagi.yml --
title: 노트
-- posts/2020-01-01-walk1.md --
---
title: 나의 답사기1
---
처음
-- posts/2020-01-05-side.md --
---
title: 곁길
---
[거기서](/walk1/) 갈라진 길
-- posts/2020-02-01-walk2.md --
---
title: 나의 답사기2
series: {name: 나의 답사기, planned: [나의 답사기3]}
---
[지난 글](/walk1/)에 이어 [곁길](/side/)을 보고.
-- posts/2021-03-01-later.md --
---
title: 나중에
---
[둘째](/walk2/)
"""


def rows_of(html: str) -> list[str]:
    return [" ".join(row.text().split()) for row in HTMLParser(html).css(".map-stretch, .map-stop")]


def test_the_route_map_tells_the_whole_journey_in_words_too(blog: MakeBlog) -> None:
    site = blog(CITY)
    assert not site.build().problems
    html = site.read("map/index.html")
    assert rows_of(html) == [
        "2020년",
        "나의 답사기1 2020.01.01 나의 답사기 1편",
        "곁길 2020.01.05 갈아타기: 나의 답사기1",
        "나의 답사기2 2020.02.01 나의 답사기 2편 갈아타기: 곁길",
        "2021년",
        "나중에 2021.03.01 갈아타기: 나의 답사기2",
        "앞으로 쓸 글",
        "나의 답사기3 나의 답사기 3편",
    ]
    page = HTMLParser(html)
    assert [link.attributes["href"] for link in page.css(".map-stop a")] == ["/walk1/", "/side/", "/walk2/", "/later/"]
    (drawing,) = page.css(".map svg")
    assert drawing.attributes["aria-hidden"] == "true"
    assert len(drawing.css(".map-passage")) == 1


def test_the_page_of_all_journeys_leads_to_the_map_and_a_link_in_a_text_may_too(blog: MakeBlog) -> None:
    site = blog(CITY + "-- about.md --\n---\ntitle: 소개\n---\n[노선도](/map/)\n")
    assert not site.build().problems
    assert words(site.read("series/index.html"), 'a[href="/map/"]') == ["노선도"]


def test_a_blog_of_one_post_has_a_map_of_one_station(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n---\ntitle: 첫 글\n---\n본문\n").built()
    assert rows_of(site.read("map/index.html")) == ["2020년", "첫 글 2020.01.01"]


def lone_name(number: int) -> str:
    """Return a name without a number, which makes a post part of no journey."""
    return chr(0xAC00 + number * 89) + chr(0xAC00 + number * 61)


def a_long_walk(blog: MakeBlog) -> Blog:
    site = blog("-- dapsagi.yml --\ntitle: 노트\n")
    for number in range(1, 125):
        year, day = (2019 if number < 100 else 2020), (number - 1) % 28 + 1
        title = {90: "긴 여정 1편", 91: "긴 여정 2편", 110: "긴 여정 3편"}.get(number, f"{lone_name(number)} 이야기")
        site.put(f"posts/{year}-0{number % 9 + 1}-{day:02}-p{number}.md", f"---\ntitle: {title}\n---\n본문\n")
    site.edit("posts/2020-03-26-p110.md", "본문", "본문 [옛 글](/p5/)")
    return site


def test_many_posts_have_a_map_a_year_and_an_index_of_them(blog: MakeBlog) -> None:
    site = a_long_walk(blog)
    site.build()
    index = site.read("map/index.html")
    assert words(index, ".map-year h2") == ["2019년", "2020년"]
    assert words(index, ".map-year li") == ["긴 여정", "긴 여정"]
    assert f"{lone_name(1)} 이야기" not in index
    year = site.read("map/2020/index.html")
    assert rows_of(year)[:2] == ["1월", f"{lone_name(117)} 이야기 2020.01.05"]
    assert f"긴 여정 3편 2020.03.26 긴 여정 3편 갈아타기: {lone_name(5)} 이야기" in rows_of(year)
    assert [link.attributes["href"] for link in HTMLParser(year).css(".pager a")] == ["/map/2019/"]


def test_editing_a_text_leaves_the_maps_alone_and_editing_a_title_touches_one(blog: MakeBlog) -> None:
    site = a_long_walk(blog)
    site.build()
    assert touched_maps(site, "본문", "고친 본문") == set()
    assert touched_maps(site, f"{lone_name(117)} 이야기", "새 제목") == {"map/2020/index.html"}


def touched_maps(site: Blog, old: str, new: str) -> set[str]:
    """Edit a post, and return the pages of the map that are not as they were."""
    before = site.output()
    site.edit("posts/2020-01-05-p117.md", old, new)
    site.build()
    after = site.output()
    return {path for path in before | after if path.startswith("map/") and before.get(path) != after.get(path)}


def test_links_to_journeys_and_maps_lead_somewhere(blog: MakeBlog) -> None:
    links = "[a](/series/나의-답사기/) [b](/series/%EB%82%98%EC%9D%98-%EB%8B%B5%EC%82%AC%EA%B8%B0/feed.xml) [c](/map/)"
    links += (
        " [d](https://example.com/series/나의-답사기) [e](../series/나의-답사기/) [f](/series/없는-길/) [g](/없는-곳/)"
    )
    site = blog(WALK + f"-- posts/2021-01-01-other.md --\n---\ntitle: 딴 글\n---\n{links}\n")
    told = [str(problem) for problem in site.build().problems]
    assert [line for line in told if "at /" in line] == [line for line in told if "없는" in line]
    assert len(told) == 2
    page = site.page("other/index.html")
    addresses = [link.attributes["href"] for link in page.css(".content a, article a") if link.text() in "abcde"]
    assert addresses[:2] == [
        "/series/%EB%82%98%EC%9D%98-%EB%8B%B5%EC%82%AC%EA%B8%B0/",
        "/series/%EB%82%98%EC%9D%98-%EB%8B%B5%EC%82%AC%EA%B8%B0/feed.xml",
    ]
    assert addresses[3] == addresses[4] == addresses[0]


def long_walk(parts: int) -> str:
    return "-- dapsagi.yml --\ntitle: 노트\n" + "".join(
        f"-- posts/2020-01-01-walk{number}.md --\n---\ntitle: 나의 답사기{number}\n---\n길\n"
        for number in range(1, parts + 1)
    )


def test_beside_a_part_of_a_long_journey_stand_the_parts_near_it(blog: MakeBlog) -> None:
    site = blog(long_walk(60)).built()
    near = [f"나의 답사기{number}" for number in range(20, 41)]
    assert words(site.read("walk30/index.html"), ".series-box .station") == ["앞의 19편", *near, "뒤의 20편"]
    assert words(site.read("walk30/index.html"), ".series-box [aria-current]") == ["나의 답사기30"]
    more = site.page("walk30/index.html").css(".station-more a")
    assert [unquote(link.attributes["href"] or "") for link in more] == ["/series/나의-답사기/"] * 2
    assert words(site.read("walk1/index.html"), ".series-box .station")[-2:] == ["나의 답사기11", "뒤의 49편"]
    assert words(site.read("walk60/index.html"), ".series-box .station")[:2] == ["앞의 49편", "나의 답사기50"]
    assert len(words(site.read(PAGE), ".route-page .station")) == 60


def test_a_journey_of_thirty_parts_stands_whole_beside_each(blog: MakeBlog) -> None:
    site = blog(long_walk(30)).built()
    assert len(words(site.read("walk1/index.html"), ".series-box .station")) == 30


def test_a_translation_is_not_what_a_reader_wants_next(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\nlang: ko\n")
    words = "owl nest hoot wing claw"
    for number in range(30):
        site.put(f"posts/2019-01-{number + 1:02}-o{number}.md", f"---\ntitle: 글 {number}\n---\nword{number}\n")
    for name, front in (("a", ""), ("b", ""), ("a-en", "lang: en\n"), ("b-en", "lang: en\n")):
        site.put(f"posts/2020-01-01-{name}.md", f"---\ntitle: {name} {words}\ntags: [owl]\n{front}---\n글.\n")
    site.build()
    page = site.page("a/index.html")
    assert [node.attributes["href"] for node in page.css("[aria-labelledby=_related] a")] == ["/b/"]
    page = site.page("a-en/index.html")
    assert [node.attributes["href"] for node in page.css("[aria-labelledby=_related] a")] == ["/b-en/"]
