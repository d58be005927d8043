"""Every template renders, whatever its view leaves out, and gives a page that machines can read."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import feedparser  # type: ignore[import-untyped]  # it has no types
import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from dapsagi.loader.settings_file import load_settings
from dapsagi.pages.views.lists import HomeView, TermCount, TermsView
from dapsagi.pages.views.machines import RobotsView
from dapsagi.pages.views.parts import Anchor, Person, View
from dapsagi.pages.views.posts import Quotation, SeriesBox, Station
from dapsagi.theme.load import load_theme
from theme.samples import (
    BARE,
    BODY,
    CHRISTMAS,
    FULL,
    LANGUAGES,
    MACHINE,
    NOBODY,
    SPRING,
    STATIONS,
    THEME,
    WRITER,
    bare_post,
    card,
    chrome,
    environment,
    feed,
    meta,
    post,
    render,
)

PAGES = [*((name, view, WRITER) for name, view in FULL), *((name, view, NOBODY) for name, view in BARE)]


def parse(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def first(node: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = node.css_first(selector)
    assert found is not None, f"nothing is {selector}"
    return found


def json_ld(html: str) -> dict[str, object]:
    data: dict[str, object] = json.loads(first(parse(html), 'script[type="application/ld+json"]').text())
    return data


def text_of(html: str, selector: str) -> str:
    return " ".join(first(parse(html), selector).text().split())


def test_every_template_is_rendered_here() -> None:
    whole = {name for name in environment().list_templates() if "/" not in name}
    assert whole == {name for name, _ in (*FULL, *MACHINE)} | {"base.html"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("template", "view", "author"), PAGES)
def test_a_page_has_its_language_its_title_one_main_heading_and_landmarks(
    template: str, view: View, author: Person, lang: str
) -> None:
    tree = parse(render(template, view, lang, author))
    assert first(tree, "html").attributes["lang"] == "ko"
    assert text_of(tree.html or "", "title")
    assert len(tree.css("h1")) == 1
    assert len(tree.css("main")) == 1
    if template != "redirect.html":
        assert len(tree.css("body > header, body > footer")) == 2
        skip = first(tree, "a.skip").attributes["href"] or ""
        assert first(tree, f'[id="{skip[1:]}"]') is not None
        assert first(tree, 'link[type="application/atom+xml"]').attributes["href"] == "/blog/feed.xml"


@pytest.mark.parametrize(("template", "view", "author"), PAGES)
def test_no_id_stands_twice_and_none_is_like_a_heading_of_an_author(template: str, view: View, author: Person) -> None:
    tree = parse(render(template, view, author=author))
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    assert all(count == 1 and name and name.startswith("_") for name, count in ids.items())


@pytest.mark.parametrize(("template", "view"), FULL)
def test_addresses_on_a_page_do_not_depend_on_where_it_is_served(template: str, view: View) -> None:
    tree = parse(render(template, view))
    addresses = [node.attributes.get("href") or node.attributes.get("src") or "" for node in tree.css("[href], [src]")]
    assert [address for address in addresses if not address.startswith(("/", "https://", "#"))] == []


def test_a_post_is_an_h_entry_with_its_properties() -> None:
    entry = first(parse(render("post.html", post())), "article.h-entry")
    assert first(entry, "h1.p-name").text() == "답사기2 <둘째> & 길"
    assert first(entry, "a.u-url").attributes["href"] == "/blog/2/"
    assert first(entry, "time.dt-published").attributes["datetime"] == "2019-12-25T09:30:00+09:00"
    assert first(entry, "time.dt-updated").attributes["datetime"] == "2020-03-01T00:00:00+00:00"
    assert [node.text() for node in entry.css(".p-category")] == ["머신 러닝", "voyage"]
    assert first(entry, ".p-author.h-card a.u-url").text() == "김답사"


def test_the_body_of_a_post_holds_the_content_and_nothing_else() -> None:
    html = render("post.html", post())
    assert f'<div class="e-content post-body">{BODY}</div>' in html
    assert first(parse(html), "article.h-entry .e-content") is not None


def test_a_post_of_nobody_has_no_author() -> None:
    assert parse(render("post.html", bare_post(), author=NOBODY)).css(".p-author") == []


def test_the_box_of_a_journey_shows_every_part_and_where_the_reader_is() -> None:
    box = first(parse(render("post.html", post())), ".series-box")
    assert "3편 가운데 2번째" in box.text()
    stations = box.css(".station")
    assert len(stations) == len(STATIONS)
    assert [node.text() for node in box.css('[aria-current="page"]')] == ["답사기2"]
    assert [bool(station.css("a")) for station in stations] == [True, True, True, False]


def test_a_reader_can_go_on_within_the_journey_first_and_then_in_time() -> None:
    links = parse(render("post.html", post())).css(".read-on a")
    assert [link.attributes["href"] for link in links] == ["/blog/1/", "/blog/3/", "/blog/0/", "/blog/9/"]


def test_who_has_read_a_post_finds_the_next_part_before_what_else_there_is() -> None:
    html = render("post.html", post())
    places = [html.index(mark) for mark in ("post-footer", "steps-journey", "_backlinks", "_related")]
    assert places == sorted(places)


def test_a_journey_of_one_part_does_not_say_which_of_one_it_is() -> None:
    only = SeriesBox("답사기", "/blog/series/1/", 1, 1, (Station(1, "답사기1", "/blog/1/", "here"),), None, None, 0)
    assert first(parse(render("post.html", post(series=only))), ".series-place").text() == "1편"


def test_the_most_used_tenth_of_the_tags_stands_out_and_one_post_needs_no_number() -> None:
    def shown(*counts: int) -> list[str]:
        terms = tuple(TermCount("갈래", "/", count) for count in counts)
        items = parse(render("terms.html", TermsView(meta(), "tag", terms))).css(".terms li")
        return [("*" if "class" in item.attributes else "") + item.text() for item in items]

    assert shown(1, 1) == ["갈래", "갈래"]
    assert shown(1, 7, 2) == ["갈래", "*갈래 7", "갈래 2"]
    assert [each for each in shown(*range(1, 21)) if "*" in each] == ["*갈래 18", "*갈래 19", "*갈래 20"]


def test_of_a_post_that_many_speak_of_some_are_shown_and_the_others_fold_away() -> None:
    def lists(count: int) -> list[int]:
        mentions = tuple(Quotation(f"글 {number}", f"/blog/{number}/", "") for number in range(count))
        aside = first(parse(render("post.html", post(backlinks=mentions))), "aside:has(#_backlinks)")
        assert len(aside.css("details li")) == (count - 7 if count > 10 else 0)
        return [len(each.css("li")) for each in aside.css("ul")]

    assert (lists(1), lists(10), lists(11), lists(50)) == ([1], [10], [7, 4], [7, 43])


def test_a_part_that_is_only_planned_is_announced_and_not_linked() -> None:
    last = SeriesBox("길", "/s/", 1, 1, (STATIONS[1], STATIONS[3]), None, None, 0)
    steps = first(parse(render("post.html", post(series=last))), ".steps-journey")
    assert "쓸 예정" in steps.text()
    assert steps.css("a") == []


def test_after_the_last_part_a_reader_is_led_to_the_whole_journey() -> None:
    last = SeriesBox("길", "/s/", 2, 2, STATIONS[:2], Anchor("답사기1", "/blog/1/"), None, 0)
    links = parse(render("post.html", post(series=last))).css(".steps-journey a")
    assert [link.attributes["href"] for link in links] == ["/blog/1/", "/s/"]


def test_the_contents_nest_as_the_headings_do() -> None:
    contents = first(parse(render("post.html", post())), "nav.toc")
    assert [link.attributes["href"] for link in contents.css("a")] == ["#첫-고개", "#샘", "#둘째-고개"]
    assert first(contents, "li li a").text() == "샘"
    assert first(contents, "a code").text() == "고개"


@pytest.mark.parametrize(("mark", "word"), [("draft", "초안"), ("future", "예약")])
def test_what_is_not_published_is_marked_on_its_page_and_in_lists(mark: str, word: str) -> None:
    assert text_of(render("post.html", post(mark=mark)), "article .mark") == word
    home = HomeView(meta("", "/blog/"), (card(mark=mark),), (), None)
    assert text_of(render("home.html", home), ".card .mark") == word


def test_the_head_of_a_post_says_what_machines_ask_for() -> None:
    html = render("post.html", post())
    tree = parse(html)
    assert first(tree, 'link[rel="canonical"]').attributes["href"] == "https://example.org/blog/2/"
    assert first(tree, 'meta[property="og:title"]').attributes["content"] == "답사기2"
    data = json_ld(html)
    assert data["@type"] == "BlogPosting"
    assert data["headline"] == "답사기2 <둘째> & 길"
    assert datetime.fromisoformat(str(data["datePublished"])) == CHRISTMAS
    assert datetime.fromisoformat(str(data["dateModified"])) == SPRING
    assert data["isPartOf"] == {"@type": "CreativeWorkSeries", "name": "나의 답사기"}


def test_structured_data_cannot_end_its_script_and_says_nothing_that_is_not_known() -> None:
    html = render("post.html", bare_post(), author=NOBODY)
    assert "</script><b>" in json.dumps(json_ld(render("post.html", post(title="</script><b>"))))
    assert not {"description", "image", "author", "keywords", "url", "isPartOf"} & json_ld(html).keys()


def test_a_page_that_is_not_to_be_indexed_says_so() -> None:
    template, view = next(pair for pair in BARE if pair[0] == "404.html")
    assert first(parse(render(template, view)), 'meta[name="robots"]').attributes["content"] == "noindex"


def test_a_former_address_leads_people_and_machines_to_the_present_one() -> None:
    template, view = next(pair for pair in FULL if pair[0] == "redirect.html")
    tree = parse(render(template, view))
    target = "https://example.org/new/"
    assert first(tree, 'meta[http-equiv="refresh"]').attributes["content"] == f"0; url={target}"
    assert first(tree, 'link[rel="canonical"]').attributes["href"] == target
    assert first(tree, "a").attributes["href"] == target
    assert first(tree, 'meta[name="robots"]').attributes["content"] == "noindex"


def test_the_feed_is_read_by_a_feed_reader() -> None:
    parsed = feedparser.parse(render("feed.xml", feed()))
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert (parsed.feed.title, parsed.feed.id) == ("배움의 <답사기>", "https://example.org/feed.xml")
    assert parsed.feed.author_detail.name == "김답사"
    [entry] = parsed.entries
    assert entry.id == entry.link == "https://example.org/1/"
    assert entry.title == "답사기 & 1"
    assert entry.content[0].value == BODY
    assert entry.content[0].type == "text/html"
    assert [tag.term for tag in entry.tags] == ["voyage"]
    assert entry.published == "2019-12-25T09:30:00+09:00"


def test_a_feed_always_has_an_author_because_atom_asks_for_one() -> None:
    assert feedparser.parse(render("feed.xml", feed("길", NOBODY))).feed.author_detail.name == "길"


def test_characters_that_xml_forbids_do_not_break_the_feed() -> None:
    parsed = feedparser.parse(render("feed.xml", feed(summary="앞\b뒤\ufffe")))
    assert not parsed.bozo
    assert parsed.entries[0].summary == "앞뒤"


def test_the_sitemap_names_addresses_and_days() -> None:
    text = render(*MACHINE[1])
    assert "<loc>https://example.org/?a&amp;b</loc><lastmod>2020-03-01T00:00:00+00:00</lastmod>" in text
    assert text.count("<lastmod>") == 1


def test_robots_are_welcome_and_are_shown_the_sitemap_where_there_is_one() -> None:
    assert "\nSitemap: https://example.org/sitemap.xml\n" in render(*MACHINE[2])
    assert "Sitemap" not in render("robots.txt", RobotsView(""))


def test_what_surrounds_a_text_is_small() -> None:
    """A text post is to weigh at most 20 KB with its style, compressed; this is its HTML alone, as it is."""
    assert len(render("post.html", bare_post()).encode()) < 5_000


@pytest.fixture
def published(tmp_path: Path) -> Mapping[str, bytes]:
    """The theme's files as a blog with all of it on publishes them."""
    (tmp_path / "templates/assets").mkdir(parents=True)
    (tmp_path / "templates/assets/mermaid.min.js").write_text("// somebody's own file keeps its comments\n")
    (tmp_path / "dapsagi.yml").write_text("analytics: {goatcounter: me}\n")
    return load_theme(tmp_path, load_settings(tmp_path)[0]).assets


def compressed(files: Mapping[str, bytes], *names: str) -> int:
    return sum(len(gzip.compress(files[name], 9, mtime=0)) for name in names)


def test_a_text_post_weighs_at_most_twenty_kilobytes_beside_its_text(published: Mapping[str, bytes]) -> None:
    html = gzip.compress(render("post.html", post()).encode(), 9, mtime=0)
    assert len(html) + compressed(published, "theme.css") < 20_000


def test_all_scripts_of_the_theme_weigh_at_most_fifteen_kilobytes(published: Mapping[str, bytes]) -> None:
    scripts = {file.name for file in (THEME / "assets").glob("*.js")}
    assert {"theme.js", "search.js", "services.js", "diagrams.js"} <= scripts <= set(published)
    assert compressed(published, *scripts) < 15_000


def test_what_is_published_of_the_theme_leaves_its_comments_and_indents_at_home(published: Mapping[str, bytes]) -> None:
    for name in ("theme.js", "search.js", "theme.css"):
        shown = published[name].decode()
        assert len(shown) < 0.9 * len((THEME / "assets" / name).read_text())
        assert not [line for line in shown.splitlines() if line.startswith(("//", "/*", "*/", " "))]
    assert b"its comments" in published["mermaid.min.js"]


def test_the_home_page_shows_its_name_as_the_main_heading_and_marks_where_one_is() -> None:
    html = render("home.html", HomeView(meta("", "/blog/"), (), (), Anchor("지난 글", "/blog/old/")))
    assert text_of(html, "h1") == chrome().title
    assert text_of(html, "title") == chrome().title


def test_every_file_that_a_page_asks_for_is_in_the_theme() -> None:
    html = render("home.html", HomeView(meta("", "/blog/"), (), (), None))
    prefix = "/blog/assets/dapsagi/"
    names = [part.split('"')[0] for part in html.split(prefix)[1:]]
    # What searches is named for the reader who asks for it; nothing else loads it.
    assert sorted(names) == ["favicon.svg", "search.js", "theme.css", "theme.js"]
    assert 'data-script="/blog/assets/dapsagi/search.js"' in html
    assert all((THEME / "assets" / name).is_file() for name in names)


@pytest.mark.parametrize(("template", "view"), FULL)
def test_every_page_says_what_it_is_about(template: str, view: View) -> None:
    if template != "redirect.html":
        assert first(parse(render(template, view)), "meta[name=description]").attributes["content"]


def test_what_stands_beside_a_post_is_told_apart_by_name() -> None:
    tree = parse(render("post.html", post()))
    names = []
    for aside in tree.css("aside"):
        heading = aside.attributes.get("aria-labelledby")
        names.append(first(tree, f"#{heading}").text() if heading else aside.attributes.get("aria-label"))
    assert len(set(names)) == len(names) >= 3
    assert all(names)


def test_a_page_in_a_language_that_is_written_from_the_right_says_so() -> None:
    for lang, direction in (("ar", ' dir="rtl"'), ("fa-IR", ' dir="rtl"'), ("ko", ""), ("en-GB", "")):
        page = bare_post()
        page = msgspec.structs.replace(page, meta=msgspec.structs.replace(page.meta, lang=lang))
        assert f'<html lang="{lang}"{direction}>' in render("post.html", page)
