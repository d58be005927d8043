"""Parts that stand in one post under headings, and parts that a post promises."""

from __future__ import annotations

import json
import shutil

import feedparser  # type: ignore[import-untyped]  # it has no types
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from blog import MakeBlog
from commands import output_of
from dapsagi.cache.cache import CACHE
from dapsagi.markup.body import Heading
from dapsagi.post.part_words import find_numbered_headings, find_promises

WHOLE = """\
-- dapsagi.yml --
title: t
-- posts/2025-01-01-move.md --
---
title: 이사 이야기
---
들어가며

## 1부. 집을 찾아서

가

### 다음

나

## 2부. 짐을 싸며

다
"""
SERIES = """\
-- dapsagi.yml --
title: t
-- posts/2025-01-01-walk1.md --
---
title: 제주 걷기 1
---
처음
-- posts/2025-02-01-walk2.md --
---
title: 제주 걷기 2
---
둘째

- 1편: 처음
- 3편: 오름 (작성 예정)
"""


def test_a_post_whose_headings_are_parts_shows_them_as_stations_on_its_page(blog: MakeBlog) -> None:
    page = blog(WHOLE).built().read("move/index.html")
    assert '<a href="#1부-집을-찾아서">1부. 집을 찾아서</a>' in page
    assert '<a href="#2부-짐을-싸며">2부. 짐을 싸며</a>' in page
    assert page.count('class="station ') == 2


ONCE = """\
-- dapsagi.yml --
title: t
url: https://example.com
-- posts/2025-01-01-move.md --
---
title: 이사 이야기
---
들어가며

# 1부. 집을 찾아서

가

# 둘러본 곳

나

# 2부. 짐을 싸며

다

# 3부 (작성 예정)

-- posts/2025-02-01-other.md --
---
title: 딴 글
---
[이사](/move/)
"""
JOURNEY = "series/이사-이야기/index.html"
STATIONS = [("1부. 집을 찾아서", "#1부-집을-찾아서"), ("2부. 짐을 싸며", "#2부-짐을-싸며"), ("3부", "")]


def stations(html: str) -> list[tuple[str, str]]:
    """Return the words of each station on a page and the address that it leads to."""
    found = []
    for station in HTMLParser(html).css(".station"):
        link = station.css_first("a")
        words = (link or station.css_first("h2") or station).text(deep=False).split()
        found.append((" ".join(words), str(link.attributes["href"]) if link else ""))
    return found


def test_parts_within_a_post_have_a_page_that_leads_to_each(blog: MakeBlog) -> None:
    site = blog(ONCE).built()
    assert stations(site.read("move/index.html")) == STATIONS
    there = [(words, f"/move/{anchor}" if anchor else "") for words, anchor in STATIONS]
    assert stations(site.read(JOURNEY)) == there
    page = site.page(JOURNEY)
    assert [" ".join(fact.text().split()) for fact in page.css(".facts dd")][:2] == ["3편 가운데 2편", "2025.01.01"]
    box = site.page("move/index.html").css_first(".series-all a")
    assert box and box.attributes["href"] == "/series/%EC%9D%B4%EC%82%AC-%EC%9D%B4%EC%95%BC%EA%B8%B0/"
    assert "/series/%EC%9D%B4%EC%82%AC" in site.read("sitemap.xml")
    latest = site.page("series/index.html").css_first(".journey-latest a")
    assert latest and latest.attributes["href"] == "/move/#2부-짐을-싸며"


def test_a_post_with_parts_is_one_entry_of_feeds_lists_and_maps(blog: MakeBlog) -> None:
    site = blog(ONCE).built()
    feed = feedparser.parse(site.read("series/이사-이야기/feed.xml"))
    assert [entry.title for entry in feed.entries] == ["이사 이야기"]
    stops = site.page("map/index.html").css(".map-stop .map-title")
    assert [stop.text() for stop in stops] == ["이사 이야기", "딴 글", "3부"]
    assert not site.page("map/index.html").css(".map-part")
    assert json.loads(output_of("series", site.root, "--json")) == [
        {"name": "이사 이야기", "posts": ["posts/2025-01-01-move.md"]}
    ]
    # Its title stands on the card already.
    assert not site.page("index.html").css(".card-journey")


def test_the_explanation_names_the_headings_and_pinning_leaves_them(blog: MakeBlog) -> None:
    site = blog(ONCE)
    explained = output_of("series", site.root, "--explain")
    assert "이사 이야기 (2 parts, from headings)" in explained
    assert "2부. 짐을 싸며  (posts/2025-01-01-move.md#2부-짐을-싸며)\n       a heading of" in explained
    assert output_of("series", site.root, "--pin") == "There is nothing to change.\n"


def test_the_author_plans_parts_of_a_post_in_its_front_matter(blog: MakeBlog) -> None:
    site = blog(
        ONCE.replace("title: 이사 이야기", "title: 이사 이야기\nseries: {planned: [3부, 4부. 새 동네]}")
    ).built()
    assert stations(site.read("move/index.html")) == [*STATIONS, ("4부. 새 동네", "")]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("posts/2025-03-01-next.md", "---\ntitle: 이사 이야기 2\n---\n", ["move", "next"]),
        ("data/series.yml", "집:\n- 이사 이야기\n- 딴 글\n", ["move", "other"]),
        ("data/series.yml", "이사 이야기: false\n", None),
        # What a post began with its headings, others continue under its name.
        ("posts/2025-03-01-house.md", "---\ntitle: 새 동네\nseries: 이사 이야기\n---\n", ["move", "house"]),
    ],
)
def test_a_post_that_is_in_a_series_already_stays_in_it(
    blog: MakeBlog, path: str, text: str, expected: list[str] | None
) -> None:
    site = blog(ONCE)
    site.put(path, text)
    listed = json.loads(output_of("series", site.root, "--json"))
    names = [[source.rpartition("-")[2].removesuffix(".md") for source in one["posts"]] for one in listed]
    assert names == ([expected] if expected else [])


def test_a_changed_heading_changes_the_journey_and_nothing_is_stale(blog: MakeBlog) -> None:
    site = blog(ONCE).built()
    site.edit("posts/2025-01-01-move.md", "2부. 짐을 싸며", "2부. 떠나는 날")
    site.build()
    assert stations(site.read(JOURNEY))[1] == ("2부. 떠나는 날", "/move/#2부-떠나는-날")
    output = site.output()
    shutil.rmtree(site.root / "site")
    shutil.rmtree((site.root / CACHE).parent)
    site.build()
    assert output == site.output()


def test_headings_that_are_renamed_show_at_once(blog: MakeBlog) -> None:
    site = blog(WHOLE).built()
    site.edit("posts/2025-01-01-move.md", "2부. 짐을 싸며", "2부. 떠나는 날")
    site.build()
    assert '<a href="#2부-떠나는-날">2부. 떠나는 날</a>' in site.read("move/index.html")
    site.edit("posts/2025-01-01-move.md", "2부. 떠나는 날", "떠나는 날")
    site.build()
    assert 'class="station ' not in site.read("move/index.html")


def test_an_author_may_refuse(blog: MakeBlog) -> None:
    site = blog(WHOLE.replace("title: 이사 이야기", "title: 이사 이야기\nseries: false")).built()
    assert 'class="station ' not in site.read("move/index.html")


def test_a_part_that_a_line_promises_stands_in_the_box_without_a_link(blog: MakeBlog) -> None:
    site = blog(SERIES).built()
    assert '<li class="station station-planned">3편: 오름 <span' in site.read("walk1/index.html")
    site.put("posts/2025-03-01-walk3.md", "---\ntitle: 제주 걷기 3\n---\n셋째\n")
    site.build()
    assert "station-planned" not in site.read("walk1/index.html")


@pytest.mark.parametrize(
    ("line", "promises"),
    [
        ("3편: 오름 (작성 예정)", True),
        ("3부 예정", True),
        ("Part 3. Deploying (coming soon)", True),
        ("다음 달에 이사할 예정입니다.", False),
        ("3편에서 다룬다", False),
        (
            "3부로 나누어 쓰려던 글인데 길어져서 이 글은 여기까지만 쓰고 나머지는 다음에 이어서 쓸 예정이다.",
            False,
        ),
    ],
)
def test_a_promise_begins_with_a_part_and_is_short(line: str, promises: bool) -> None:
    assert find_promises(f"앞\n{line}\n뒤") == ((line,) if promises else ())


def found(outline: str) -> list[str]:
    toc = [Heading(len(line) - len(line.lstrip("#")), "", line.lstrip("#").strip()) for line in outline.split("/")]
    return [words for words, _ in find_numbered_headings(toc)]


def test_a_heading_is_kept_as_it_is_read_with_its_anchor() -> None:
    toc = [Heading(2, "a", "<em>1부</em> &amp;"), Heading(2, "b", "2부")]
    assert find_numbered_headings(toc) == (("1부 &", "a"), ("2부", "b"))


@pytest.mark.parametrize(
    ("outline", "parts"),
    [
        # Parts may have other headings beside them, and what is below them does not count.
        ("#1부/#강의/#책/#2부/#목록/##1주차/##2주차/#3부", ["1부", "2부", "3부"]),
        ("#제목/##들어가며/##1부/##2부", ["1부", "2부"]),
        ("#Part 1/##Ch 1/##Ch 2/#Part 2/##Ch 3", ["Part 1", "Part 2"]),
        ("##상편/##하편", ["상편", "하편"]),
        ("##첫날/##1부", []),
        ("##1부/###2부", []),
        # A post that begins with something else is not divided by them.
        ("#Step 1: keys/#Part 1: so far/#Part 2: sending", []),
        ("##배경/##설치/##1부/##2부", []),
        ("#가/##1부/#나/##2부", []),
        # Chapters and days stand alone.
        ("##1일차/###아침/##2일차", ["1일차", "2일차"]),
        ("##들어가며/##1장/##2장/##3장/##마치며/##참고", ["1장", "2장", "3장"]),
        ("##1장/##2장/##느낀 점/##3장", []),
        ("##왜/##1장/##2장/##정리/##질문/##참고", []),
    ],
)
def test_headings_of_one_level_divide_a_post(outline: str, parts: list[str]) -> None:
    assert found(outline) == parts


def test_each_part_says_how_long_it_takes_to_read_on_both_pages_after_an_edit_too(blog: MakeBlog) -> None:
    code = "\n```python\n" + "name\n" * 357 + "```\n"
    site = blog(
        ONCE.replace("\n가\n", "\n" + "가 " * 1000 + "\n").replace("\n다\n", f"\n다 $x^2$ [글](/move/)\n{code}")
    ).built()

    def minutes(page: str, selector: str) -> list[str]:
        return [node.text(strip=True) for node in site.page(page).css(selector)]

    assert minutes("move/index.html", ".series-box .station-ahead .station-note") == ["2분", "3분"]
    journey = "series/이사-이야기/index.html"
    assert minutes(journey, ".station-past .station-facts") == ["2분", "3분"]
    site.edit("posts/2025-01-01-move.md", "나\n", "나 " * 1500 + "\n")
    site.build()
    assert minutes(journey, ".station-past .station-facts") == ["5분", "3분"]
