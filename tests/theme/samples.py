"""Views as small as they can be, and as full, for every template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import yaml
from markupsafe import Markup

from dapsagi.journey.references.model import Reference
from dapsagi.markup.body import Heading
from dapsagi.pages.views.chrome import Chrome
from dapsagi.pages.views.journeys import (
    JourneyPart,
    RouteIndexView,
    RouteLine,
    RouteMapView,
    RouteRun,
    RouteStop,
    RouteStretch,
    RouteTransfer,
    RouteYear,
    SeriesIndexView,
    SeriesView,
)
from dapsagi.pages.views.lists import (
    ArchiveView,
    HomeView,
    ListView,
    NotFoundView,
    PageFolder,
    SearchView,
    TermCount,
    TermsView,
    YearCount,
    YearView,
)
from dapsagi.pages.views.machines import (
    DataView,
    FeedEntry,
    FeedView,
    RedirectView,
    RobotsView,
    SitemapEntry,
    SitemapView,
)
from dapsagi.pages.views.parts import Anchor, BodyRef, Card, DatedAnchor, JourneyCard, Meta, Person, TermLink, View
from dapsagi.pages.views.posts import PageView, PostView, Quotation, RecordedChange, ReferenceLink, SeriesBox, Station
from dapsagi.pages.views.reading_list import ExportView, ReferenceEntry, ReferenceGroup, ReferencesView
from dapsagi.renderer.filters import FILTERS

THEME = Path(__file__).parents[2] / "templates"
LANGUAGES = sorted(file.stem for file in (THEME / "strings").glob("*.yml"))

CHRISTMAS = datetime(2019, 12, 25, 9, 30, tzinfo=timezone(timedelta(hours=9)))
SPRING = datetime(2020, 3, 1, tzinfo=UTC)
WRITER = Person("김답사", "https://example.org/about/", "kim@example.org")
NOBODY = Person()

BODY = '<p>첫 문단 &amp; <a href="/next/">다음</a></p>'
HEADINGS = (Heading(2, "첫-고개", "첫 <code>고개</code>"), Heading(3, "샘", "샘"), Heading(2, "둘째-고개", "둘째 고개"))


@cache
def strings(lang: str) -> Mapping[str, str]:
    words: Mapping[str, str] = yaml.safe_load((THEME / "strings" / f"{lang}.yml").read_text("utf-8"))
    return words


@cache
def environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(THEME),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    made.globals["body_html"] = lambda _body: Markup(BODY)
    return made


def chrome(lang: str = "ko", author: Person = WRITER) -> Chrome:
    return Chrome(
        title="배움의 <답사기>",
        description="걸어서 배운다",
        lang=lang,
        base="/blog",
        url="https://example.org",
        home_url="/blog/",
        feed_url="/blog/feed.xml",
        stylesheet_url="/blog/assets/dapsagi/theme.css",
        map_styles_url="/assets/dapsagi/map.css",
        script_url="/blog/assets/dapsagi/theme.js",
        search_url="/blog/search/",
        search_script_url="/blog/assets/dapsagi/search.js",
        author=author,
        navigation=(Anchor("여정", "/blog/series/"),) if author.name else (),
        social=(Anchor("GitHub", "https://example.org/kim"),) if author.name else (),
        strings=strings(lang),
        extra={},
    )


def render(template: str, page: View, lang: str = "ko", author: Person = WRITER) -> str:
    headings = HEADINGS if author.name else ()
    context: dict[str, Any] = {"site": chrome(lang, author), "page": page, "content": Markup(BODY), "toc": headings}
    return environment().get_template(template).render(context)


def meta(title: str = "제목", url: str = "/blog/x/") -> Meta:
    return Meta(title=title, url=url, canonical_url=f"https://example.org{url}")


def card(number: int = 1, **changes: Any) -> Card:
    return Card(f"답사기{number}", f"/blog/{number}/", CHRISTMAS, "ko", **changes)


def journey(parts: int = 2, planned: int = 1) -> JourneyCard:
    return JourneyCard(
        "나의 답사기", "/blog/series/1/", parts, planned, CHRISTMAS, SPRING, 3, Anchor("답사기2", "/blog/2/")
    )


STATIONS = (
    Station(1, "답사기1", "/blog/1/", "past"),
    Station(2, "답사기2", "/blog/2/", "here"),
    Station(3, "답사기3", "/blog/3/", "ahead"),
    Station(4, "답사기4", "", "planned"),
)


def post(**changes: Any) -> PostView:
    full: dict[str, Any] = {
        "meta": meta("답사기2", "/blog/2/"),
        "title": "답사기2 <둘째> & 길",
        "url": "/blog/2/",
        "date": CHRISTMAS,
        "updated": SPRING,
        "author": NOBODY,
        "categories": (TermLink("머신 러닝", "/blog/categories/ml/"),),
        "tags": (TermLink("voyage", "/blog/tags/voyage/"),),
        "body": BodyRef("0"),
        "series": SeriesBox(
            "나의 답사기",
            "/blog/series/1/",
            2,
            3,
            STATIONS,
            Anchor("답사기1", "/blog/1/"),
            Anchor("답사기3", "/blog/3/"),
            3,
        ),
        "older": Anchor("이전", "/blog/0/"),
        "newer": Anchor("다음", "/blog/9/"),
        "mark": "draft",
        "front_matter": {},
        "edit_url": "https://github.com/kim/blog/edit/HEAD/posts/2.md",
        "references": (
            ReferenceLink("StarGAN <둘>", "https://arxiv.org/abs/1711.09020", "논문", ("Y. Choi",), 2017),
            ReferenceLink("TensorFlow KR", "https://www.facebook.com/groups/TensorFlowKR/", "커뮤니티"),
        ),
        "backlinks": (Quotation("답사기3", "/blog/3/", "<둘째>에서 이어진다."), Quotation("답사기4", "/blog/4/", "")),
        "related": (DatedAnchor("답사기9", "/blog/9/", datetime(2024, 6, 1, tzinfo=UTC)),),
        "minutes": 7,
        "changes": (RecordedChange(SPRING, "오타 <셋>을 고침"), RecordedChange(CHRISTMAS, "초고")),
    }
    return PostView(**full | changes)


def bare_post() -> PostView:
    empty: dict[str, Any] = {
        "updated": None,
        "categories": (),
        "tags": (),
        "series": None,
        "older": None,
        "newer": None,
        "references": (),
        "backlinks": (),
        "related": (),
        "minutes": 0,
        "edit_url": "",
        "changes": (),
    }
    return post(meta=Meta("답사기", "/2/"), mark="", **empty)


def feed(title: str = "배움의 <답사기>", author: Person = WRITER, summary: str = "요약") -> FeedView:
    entry = FeedEntry(
        "답사기 & 1", "https://example.org/1/", CHRISTMAS, SPRING, NOBODY, "ko", summary, ("voyage",), BodyRef("0")
    )
    home = "https://example.org/"
    return FeedView(title, "걸어서 배운다", home + "feed.xml", home, SPRING, author, "ko", (entry,))


def references(**changes: Any) -> ReferencesView:
    posts = (Anchor("답사기1", "/blog/1/"), Anchor("답사기2", "/blog/2/"))
    work = ReferenceEntry("StarGAN <둘>", "https://arxiv.org/abs/1", "논문", ("Y. Choi",), 2017, "CVPR", posts)
    bare = ReferenceEntry("커뮤니티", "https://example.net/", "글", (), 0, "", (Anchor("답사기1", "/blog/1/"),))
    full: dict[str, Any] = {
        "meta": meta("서재", "/blog/references/"),
        "order": "journey",
        "groups": (ReferenceGroup("나의 답사기", (work, bare), "/blog/series/1/", 3), ReferenceGroup("그 밖", (bare,))),
        "ways": (Anchor("종류별", "/blog/references/"), Anchor("여정별", "/blog/references/journeys/")),
        "exports": (Anchor("BibTeX", "/blog/references/references.bib"),),
    }
    return ReferencesView(**full | changes)


NEWER = Anchor("새 글", "/blog/new/")
OLDER = Anchor("지난 글", "/blog/old/")
ALONE = RouteStop("외딴 글", "/blog/7/", CHRISTMAS)
ROUTE_YEAR = RouteYear(
    2019, "/blog/map/2019/", 3, (RouteRun("나의 답사기", "/blog/series/1/", 3, (4, 51), True, True),), (3,)
)


def route_map(**changes: Any) -> RouteMapView:
    """Two parts of a journey with a planned one, a post that leads to one of them and to one of another year."""
    transfers = (RouteTransfer("답사기1", 0), RouteTransfer("옛 글"))
    stops = (
        RouteStop("답사기1", "/blog/1/", CHRISTMAS, line=0, part=1, opens=True, mark="draft"),
        RouteStop("곁길", "/blog/7/", CHRISTMAS, transfers=transfers),
        RouteStop("답사기2", "/blog/2/", CHRISTMAS, line=0, part=2),
    )
    planned = RouteStretch(0, (RouteStop("답사기3", "", None, line=0, part=3),))
    full: dict[str, Any] = {
        "meta": meta("노선도", "/blog/map/"),
        "year": 2019,
        "lines": (RouteLine("나의 답사기", "/blog/series/1/", 3, arrives=True),),
        "stretches": (RouteStretch(12, stops), planned),
        "older": OLDER,
        "newer": NEWER,
        "index_url": "/blog/map/",
    }
    return RouteMapView(**full | changes)


FULL_CARD = card(summary="한 줄", series=Anchor("나의 답사기", "/blog/series/1/"), mark="future", color=3)
LEARNING = (Anchor("딥러닝", "/blog/tags/dl/"), Anchor("글쓰기", ""))

#: Each template with a view that shows all it can show.
FULL: tuple[tuple[str, View], ...] = (
    (
        "home.html",
        HomeView(meta("", "/blog/"), (FULL_CARD,), (journey(), journey(40, 9)), OLDER, "/blog/series/", None, LEARNING),
    ),
    ("list.html", ListView(meta(), "tag", "voyage", (FULL_CARD,), CHRISTMAS, SPRING, NEWER, OLDER, "/blog/tags/")),
    ("list.html", ListView(meta(), "category", "머신 러닝", (FULL_CARD,), CHRISTMAS, SPRING, None, OLDER, "/blog/c/")),
    ("list.html", ListView(meta(), "stream", "", (FULL_CARD,), CHRISTMAS, SPRING, NEWER, None, "/blog/")),
    ("post.html", post()),
    ("page.html", PageView(meta("소개"), "소개", "/blog/about/", BodyRef("0"), {})),
    (
        "terms.html",
        TermsView(
            meta(), "tag", (TermCount("voyage", "/blog/tags/voyage/", 3),), (Anchor("태그", "/blog/tags/"), OLDER)
        ),
    ),
    ("archive.html", ArchiveView(meta(), (YearCount(2020, "/blog/2020/", 4), YearCount(2019, "/blog/2019/", 1)))),
    ("archive.html", ArchiveView(meta(), (YearCount(2020, "/blog/2020/", 1),), (), (FULL_CARD,))),
    (
        "archive.html",
        ArchiveView(meta(), (), (PageFolder("", (OLDER,)), PageFolder("C++ / STL", (NEWER, OLDER)))),
    ),
    ("year.html", YearView(meta(), 2019, (FULL_CARD,), NEWER, OLDER, "/blog/archive/")),
    (
        "series.html",
        SeriesView(
            meta(),
            "나의 답사기",
            (JourneyPart(1, "답사기1", FULL_CARD, 12), JourneyPart(2, "답사기2", None)),
            journey(),
            "/blog/series/",
            75,
            "/blog/series/1/feed.xml",
        ),
    ),
    ("series_index.html", SeriesIndexView(meta(), (journey(),), "/blog/map/")),
    ("route_map.html", route_map()),
    ("route_index.html", RouteIndexView(meta(), (ROUTE_YEAR,), "/blog/series/")),
    ("references.html", references()),
    (
        "search.html",
        SearchView(
            meta("찾기", "/blog/search/"),
            "/blog/index.json",
            ("voyage <1>",),
            ("나의 답사기",),
            (Anchor("태그", "/t/"),),
        ),
    ),
    ("404.html", NotFoundView(meta("404", "/blog/404.html"))),
    ("redirect.html", RedirectView(meta(), "https://example.org/new/")),
)

#: Each template with the view of a blog in which there is hardly anything.
BARE: tuple[tuple[str, View], ...] = (
    ("home.html", HomeView(Meta("", "/"), (), (), None)),
    ("list.html", ListView(Meta("", "/"), "stream", "", (card(),), CHRISTMAS, CHRISTMAS, None, None, "/")),
    ("post.html", bare_post()),
    ("page.html", PageView(Meta("소개", "/about/"), "소개", "/about/", BodyRef("0"), {})),
    ("terms.html", TermsView(Meta("", "/tags/"), "category", ())),
    ("archive.html", ArchiveView(Meta("", "/archive/"), ())),
    ("year.html", YearView(Meta("", "/2019/"), 2019, (card(),), None, None, "/archive/")),
    ("series.html", SeriesView(Meta("", "/s/"), "길", (JourneyPart(1, "하나", card()),), journey(1, 0), "/series/")),
    ("series_index.html", SeriesIndexView(Meta("", "/series/"), ())),
    ("route_map.html", route_map(year=0, lines=(), stretches=(RouteStretch(2019, (ALONE,)),), older=None, newer=None)),
    ("route_index.html", RouteIndexView(Meta("", "/map/"), (RouteYear(2019, "/map/2019/", 1, (), (3,)),), "/series/")),
    ("references.html", references(meta=Meta("", "/references/"), order="kind", groups=(), ways=(), exports=())),
    ("search.html", SearchView(Meta("찾기", "/search/"), "/index.json", (), (), ())),
    ("404.html", NotFoundView(Meta("404", "/404.html", indexed=False))),
    ("redirect.html", RedirectView(Meta("", "/old/"), "/new/")),
)

MACHINE: tuple[tuple[str, View], ...] = (
    ("feed.xml", feed()),
    (
        "sitemap.xml",
        SitemapView((SitemapEntry("https://example.org/?a&b", SPRING), SitemapEntry("https://e.org/", None))),
    ),
    ("robots.txt", RobotsView("https://example.org/sitemap.xml")),
    ("data.txt", DataView('{"words": "&"}\n')),
    ("export.txt", ExportView("bib", (Reference("url:a", "article", "제목", "https://a.example", ()),))),
)
