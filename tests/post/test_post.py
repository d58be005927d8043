"""From a source to a post: Jekyll's rules for names, dates, terms and places."""

from __future__ import annotations

import unicodedata
from operator import is_
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.config import BlogKind, Settings, read_settings
from dapsagi.digest import digest
from dapsagi.post.names import kind_of
from dapsagi.post.reading import read_head
from dapsagi.post.values import UNDATED, Post, PostText, Source, share_texts

OWN = Settings()
JEKYLL = read_settings("", "_config.yml", "jekyll")[0]
KOREAN_JEKYLL = read_settings("timezone: Asia/Seoul\n", "_config.yml", "jekyll")[0]


def parse(front_matter: str = "", path: str = "_posts/2020-01-05-x.md", settings: Settings = JEKYLL) -> PostText:
    return read_head(Source(path, f"---\n{front_matter}\n---\nbody\n"), settings)


def post(front_matter: str = "", path: str = "_posts/2020-01-05-x.md", settings: Settings = JEKYLL) -> Post:
    parsed = parse(front_matter, path, settings)
    assert not parsed.problems
    return parsed.post


def own_post(front_matter: str = "", path: str = "posts/2020-01-05-x.md") -> Post:
    return post(front_matter, path, OWN)


def complaints(front_matter: str, path: str = "posts/2020-01-05-x.md", settings: Settings = OWN) -> list[str]:
    return [str(problem) for problem in parse(front_matter, path, settings).problems]


# --- Kinds


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("_posts/2020-01-05-x.md", "post"),
        ("_posts/deep/2020-1-5-x.MD", "post"),
        ("a/b/_posts/2020-01-05-x.html", "post"),
        ("_posts/x.md", ""),
        ("_posts/2020-01-05-x.png", ""),
        ("_drafts/x.md", "draft"),
        ("about.md", "page"),
        ("posts/x.md", "page"),
        ("_layouts/post.html", ""),
        ("_notes/x.md", "notes"),
        ("_secret/x.md", ""),
        ("README", ""),
    ],
)
def test_jekyll_knows_kinds_by_folder_and_name(path: str, kind: str) -> None:
    settings, _ = read_settings("collections: {notes: {output: true}, secret: {output: false}}\n", "c", "jekyll")
    assert kind_of(path, settings) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("posts/2020-01-05-x.md", "post"),
        ("posts/x.md", "post"),
        ("_posts/x.md", "post"),
        ("drafts/x.md", "draft"),
        ("pages/about.md", "page"),
        ("about.markdown", "page"),
        ("postscript/x.md", "page"),
    ],
)
def test_a_blog_of_its_own_has_folders_for_posts_drafts_and_pages(path: str, kind: str) -> None:
    assert kind_of(path, OWN) == kind


# --- Names


@pytest.mark.parametrize(
    ("name", "date", "slug", "title"),
    [
        ("2020-01-05-hello-world.md", "2020-01-05", "hello-world", "Hello World"),
        ("2020-1-5-x.markdown", "2020-01-05", "x", "X"),
        ("20-1-5-x.MD", "2020-01-05", "x", "X"),
        ("2020-01-05-[논문] GAN.md", "2020-01-05", "[논문] GAN", "[논문] gan"),
        ("2020-01-05-a.b.md", "2020-01-05", "a.b", "A.b"),
        ("2020-01-05-end..md", "2020-01-05", "end", "End"),
    ],
)
def test_a_file_name_gives_date_slug_and_title(name: str, date: str, slug: str, title: str) -> None:
    found = post("", f"_posts/{name}")
    assert (found.date.date().isoformat(), found.slug, found.title) == (date, slug, title)


def test_a_blog_of_its_own_keeps_capitals_and_takes_looser_names() -> None:
    assert own_post("", "posts/2020-01-05-PyTorch-와-GAN.md").title == "PyTorch 와 GAN"
    assert own_post("", "posts/2020-01-05 첫 글.md").slug == "첫 글"
    assert own_post("", "posts/2020-01-05-1st-week.md").slug == "1st-week"


def test_a_note_of_a_day_has_the_day_for_its_name() -> None:
    for source in ("", "title: 오늘"):
        note = own_post(source, "posts/2020-01-05.md")
        assert (note.slug, note.date.date().isoformat()) == ("2020-01-05", "2020-01-05")
        assert note.title == ("오늘" if source else "2020-01-05")


def test_a_post_that_is_the_index_of_a_folder_is_called_by_the_folder() -> None:
    found = own_post("", "posts/2020/2020-01-05-PyTorch-와-GAN/index.md")
    assert (found.date.date().isoformat(), found.slug, found.title) == (
        "2020-01-05",
        "PyTorch-와-GAN",
        "PyTorch 와 GAN",
    )
    assert own_post("slug: 다른\ndate: 2020-01-05", "posts/답사기/index.markdown").slug == "다른"
    assert own_post("", "drafts/v1.5/index.md").slug == "v1.5"
    assert own_post("date: 2020-01-05", "posts/index.md").slug == "index"
    assert own_post("", "about/index.md").slug == "index"


def test_hangul_in_nfd_is_the_same_post() -> None:
    path = "posts/2020-01-05-답사기.md"
    assert own_post("", unicodedata.normalize("NFD", path)) == own_post("", path)


def test_a_post_without_front_matter_is_a_post() -> None:
    parsed = read_head(Source("posts/2020-01-05-first-walk.md", "그냥 글"), OWN)
    assert (parsed.post.title, parsed.text, parsed.first_line) == ("First Walk", "그냥 글", 1)
    assert not parsed.problems


def titled(text: str, path: str = "posts/2020-01-05-x.md", settings: Settings = OWN) -> tuple[str, str, int]:
    parsed = read_head(Source(path, text), settings)
    return parsed.post.title, parsed.text, parsed.first_line


def titled_by_plugin(text: str, path: str, options: str = "") -> tuple[str, str, int]:
    config = f"plugins: [jekyll-titles-from-headings]\ntitles_from_headings: {{{options}}}\n"
    return titled(text, path, read_settings(config, "c", "jekyll")[0])


@pytest.mark.parametrize("path", ["posts/2020-01-05-x.md", "drafts/x.md", "about.md"])
@pytest.mark.parametrize(
    "heading", ["# 나의 *딥러닝* `답사기`1", "나의 *딥러닝* `답사기`1\n===", "# 나의 딥러닝 답사기1 #"]
)
def test_a_main_heading_at_the_top_is_the_title_and_is_not_shown_twice(path: str, heading: str) -> None:
    title, text, line = titled(f"\n{heading}\n\n\n    code\n", path)
    assert (title, text) == ("나의 딥러닝 답사기1", "    code\n")
    assert line == heading.count("\n") + 5


def test_a_heading_that_repeats_the_title_of_front_matter_is_not_shown_twice() -> None:
    assert titled("---\ntitle: '답사기: 1편'\n---\n# 답사기 — 1편\n글") == ("답사기: 1편", "글", 5)
    assert titled("---\ntitle: 답사기\n---\n# 답사기 1편\n글") == ("답사기", "# 답사기 1편\n글", 4)


@pytest.mark.parametrize(
    "text",
    [
        "글\n\n# 제목",
        "## 1장\n\n글",
        "    # 주석\n",
        "#태그\n",
        "```sh\n# 주석\n```",
        "# ![그림](a.png)\n글",
        "- a\n===",
    ],
)
def test_what_is_no_main_heading_at_the_top_stays(text: str) -> None:
    assert titled(text) == ("X", text, 1)


def test_a_heading_with_a_link_gives_the_title_and_stays_for_its_link() -> None:
    text = "# [논문](https://arxiv.org/abs/1706.03762)을 읽고\n\n글"
    assert titled(text) == ("논문을 읽고", text, 1)


def test_a_page_may_begin_with_a_lower_heading() -> None:
    assert titled("## 소개합니다\n글", "about.md") == ("소개합니다", "글", 2)


def test_an_entity_in_a_title_of_jekylls_is_the_sign_that_it_stands_for() -> None:
    text = "---\ntitle: jQuery 팁 &#8211; A &amp; B\n---\n글\n"
    assert titled(text, "_posts/2020-01-01-a.md", JEKYLL)[0] == "jQuery 팁 – A & B"
    assert titled(text, "posts/2020-01-01-a.md", OWN)[0] == "jQuery 팁 &#8211; A &amp; B"


def test_jekyll_asks_no_heading_for_a_title_without_its_plugin() -> None:
    for path in ("_posts/2020-01-05-x.md", "x.md"):
        assert titled("# 제목\n\n글", path, JEKYLL) == ("X", "# 제목\n\n글", 1)


def test_titles_from_headings_asks_pages_without_a_title_and_lets_the_heading_stand() -> None:
    text = "# *소개*합니다[^1]\n\n글"
    assert titled_by_plugin(text, "about.md") == ("소개합니다", text, 1)
    assert titled_by_plugin("---\ntitle: 나\n---\n# 소개", "about.md")[0] == "나"
    assert titled_by_plugin(text, "_posts/2020-01-05-x.md") == ("X", text, 1)
    assert titled_by_plugin(text, "about.md", "enabled: false") == ("About", text, 1)


def test_titles_from_headings_strips_the_heading_where_it_is_told_to() -> None:
    text = '---\ntitle: 짧게\n---\n## "길게" 쓴 제목\n\n  글\n- \n'
    both = "collections: true, strip_title: true"
    assert titled_by_plugin(text, "_posts/2020-01-05-x.md", both) == ("“길게” 쓴 제목", "글\n-", 6)
    assert titled_by_plugin("글\n\n- \n", "_posts/2020-01-05-x.md", both) == ("X", "글\n\n-", 1)
    kept = text.replace("title:", "strip_title: false\ntitle:")
    assert titled_by_plugin(kept, "_posts/2020-01-05-x.md", both)[1].startswith("## ")


# --- Dates


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2020-02-01", "2020-02-01T00:00:00+09:00"),
        ("2020-02-01 10:00", "2020-02-01T10:00:00+09:00"),
        ("2020-02-01 10:00:00", "2020-02-01T19:00:00+09:00"),
        ("'2020-02-01 10:00:00'", "2020-02-01T10:00:00+09:00"),
        ("2020-02-01 10:00:00 -0500", "2020-02-02T00:00:00+09:00"),
        ("2020-02-01T10:00:00Z", "2020-02-01T19:00:00+09:00"),
    ],
)
def test_front_matter_wins_over_the_file_name_and_is_read_as_jekyll_reads_it(written: str, moment: str) -> None:
    assert post(f"date: {written}", settings=KOREAN_JEKYLL).date.isoformat() == moment


def test_a_blog_of_its_own_means_local_time() -> None:
    assert own_post("date: 2020-02-01 10:00:00").date.isoformat() == "2020-02-01T10:00:00+09:00"


def test_a_date_that_is_none_is_an_error_and_the_file_name_stands_in() -> None:
    parsed = parse("title: a\ndate: 언젠가", "posts/2020-01-05-x.md", OWN)
    assert [str(problem) for problem in parsed.problems] == [
        'posts/2020-01-05-x.md:3: P101 "언젠가" is no date; write for example `date: 2020-01-05 21:00`'
    ]
    assert parsed.post.date.date().isoformat() == "2020-01-05"


def test_a_day_that_does_not_exist_is_named() -> None:
    (said,) = complaints("date: 2021-02-30")
    assert "P104 2021-02-30 is no day of the calendar; it is taken for 2021-03-02" in said
    (said,) = complaints("", "posts/2021-02-30-x.md")
    assert "P104" in said
    (said,) = complaints("", "posts/2021-13-30-x.md")
    assert "P102" in said


def test_a_post_without_any_date_is_an_error_but_a_draft_is_not() -> None:
    (said,) = complaints("", "posts/x.md")
    assert said.startswith("posts/x.md: P103 the post has no date; add `date: ")
    assert own_post("", "drafts/x.md").date == UNDATED


def test_changes_have_dates_too() -> None:
    changed = own_post("last_modified_at: 2020-03-01").updated
    assert changed is not None
    assert changed.isoformat() == "2020-03-01T00:00:00+09:00"
    assert own_post().updated is None
    assert "P105" in complaints("updated: soon")[0]


# --- Terms


@pytest.mark.parametrize(
    ("front_matter", "categories"),
    [
        ("category: Machine Learning", ("Machine Learning",)),
        ("categories: Machine Learning", ("Machine", "Learning")),
        ("categories: [Machine Learning, ~, ml]", ("Machine Learning", "ml")),
        ("categories:\n- a\n-\n- b", ("a", "b")),
        ("categories: [a, b]\ncategory: c", ("a", "b", "c")),
        ("categories: [a, a]", ("a",)),
        ("categories: [2020, 1.50, yes]", ("2020", "1.5", "true")),
        ("category:", ()),
        ("categories: ''", ()),
    ],
)
def test_categories_are_read_as_jekyll_reads_them(front_matter: str, categories: tuple[str, ...]) -> None:
    assert post(front_matter).categories == categories


@pytest.mark.parametrize(
    ("front_matter", "tags"),
    [
        ("tag: two words", ("two words",)),
        ("tags: two words", ("two", "words")),
        ("tag: a\ntags: [b]", ("a",)),
        ("tags: [[a, b], c]", ("a", "b", "c")),
        ("tags: [a, a]", ("a", "a")),
    ],
)
def test_tags_are_read_as_jekyll_reads_them(front_matter: str, tags: tuple[str, ...]) -> None:
    assert post(front_matter).tags == tags


def test_terms_of_a_blog_of_its_own_stay_as_written() -> None:
    found = own_post("tags: [3.10, 2020, yes, 007, a, a]\ntitle: 1:30\ncategories: 머신 러닝, 수학")
    assert found.tags == ("3.10", "2020", "yes", "007", "a")
    assert (found.title, found.categories) == ("1:30", ("머신 러닝", "수학"))


def test_folders_above_posts_are_categories_and_folders_below_are_not() -> None:
    assert post("category: c", "a/b/_posts/d/2020-01-05-x.md").categories == ("a", "b", "c")
    assert own_post("", "posts/d/2020-01-05-x.md").categories == ()


def test_defaults_stand_behind_front_matter_and_nothing_overrules_with_nothing() -> None:
    settings, _ = read_settings(
        "defaults: [{scope: {path: _posts}, values: {layout: post, categories: [base], lang: ko, comments: true}}]\n",
        "_config.yml",
        "jekyll",
    )
    found = post("categories: own\nlang: en\nlayout:", settings=settings)
    assert (found.categories, found.lang, found.layout) == (("base", "own"), "en", "post")
    assert found.extra == {"comments": True}


# --- State, place and the rest


@pytest.mark.parametrize(
    ("front_matter", "settings", "published", "draft"),
    [
        ("published: false", OWN, False, False),
        ("published: no", JEKYLL, False, False),
        ("published:", JEKYLL, False, False),
        ("published:", OWN, True, False),
        ("draft: true", OWN, True, True),
        ("draft: true", JEKYLL, True, False),
    ],
)
def test_posts_may_be_hidden(front_matter: str, settings: Settings, published: bool, draft: bool) -> None:
    found = post(front_matter, settings=settings)
    assert (found.published, found.draft) == (published, draft)


@pytest.mark.parametrize(
    ("permalink", "words"),
    [
        ("/../../etc/passwd", "climbs out of the site"),
        ("/a/%2e%2e/b/", "climbs out of the site"),
        ("..\\x", "climbs out of the site"),
        ('"/a\\u0007/"', "control character"),
        ("/:titel/", "unknown placeholder :titel"),
        ("https://example.com/x/", "a permalink with a host"),
        ("''", "an empty permalink"),
        ("[a]", "an empty permalink"),
    ],
)
def test_a_permalink_that_cannot_be_is_an_error_and_is_not_used(permalink: str, words: str) -> None:
    parsed = parse(f"title: a\npermalink: {permalink}", "posts/2020-01-05-x.md", OWN)
    (problem,) = parsed.problems
    assert (problem.code, problem.span.line) == ("P106", 3)
    assert words in problem.message
    assert parsed.post.permalink == ""


@pytest.mark.parametrize(
    ("permalink", "path", "extension"),
    [
        ("", "a.md", ".html"),
        ("", "a.html", ".html"),
        ("/feed.xml", "a.md", ".xml"),
        ("/v1.0/a", "a.md", ".html"),
        ("/a-1.5", "a.md", ".5"),
        ("/:title:output_ext", "a.md", ".html"),
    ],
)
def test_a_permalink_may_name_the_extension(permalink: str, path: str, extension: str) -> None:
    assert post(f"permalink: {permalink}", path).extension == extension


def test_series_have_names_orders_and_plans() -> None:
    found = own_post("series: 답사기\norder: 2")
    assert (found.series, found.order, found.no_series) == ("답사기", 2, False)
    planned = own_post("series: {name: 답사기, planned: [3편, 4편]}")
    assert (planned.series, planned.planned) == ("답사기", ("3편", "4편"))
    assert own_post("series: false").no_series


def test_series_are_read_as_themes_of_hugo_write_them() -> None:
    found = own_post("series: [답사기, 일기]\nseries_order: 3")
    assert (found.series, found.order) == ("답사기", 3)
    assert own_post("series: []").series == ""


def test_a_place_in_a_series_is_no_name_of_one() -> None:
    found = own_post("series: 2/3")
    assert (found.series, found.order) == ("", 2)
    assert [own_post(f"order: {order}").order for order in ("'3'", "4.0", "")] == [3, 4, None]
    for order in ("second", "2.5", "true", "[1]"):
        (said,) = complaints(f"order: {order}")
        assert "P107" in said
    assert [said.partition(" P107")[0] for said in complaints("title: a\nseries_order: x")] == [
        "posts/2020-01-05-x.md:3:"
    ]


def test_a_layout_may_be_refused() -> None:
    assert [own_post(f"layout: {word}").layout for word in ("post", "none", "false", "")] == [
        "post",
        "none",
        "none",
        "",
    ]


def test_texts_may_stand_in_mappings() -> None:
    found = own_post("image: {path: /a.png, alt: a}\nauthor: {name: 김, url: u}\nredirect_from: [old, /b/../c/]")
    assert (found.image, found.author) == ("/a.png", "김")
    assert found.redirect_from == ("/old", "/b/c/")
    assert own_post("author: [김, 이]").author == "김, 이"
    assert "P108" in complaints("lang: [ko]")[0]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("tags: {a: b}", "P108 `tags` should be a text or a list of texts; write for example `tags: [one, two]`"),
        ("categories: [a, [{b: c}]]", "P108 `categories` should be a text or a list of texts"),
        ("redirect_from: {/a/: /b/}", "P108 `redirect_from` should be a text or a list of texts"),
        ("aliases: [{a: b}]", "P108 `aliases` should be a text or a list of texts"),
        ("image: {alt: a}", "P108 `image` should be a text; write `image: …`, or `image: {path: …}`"),
        ("author: true", "P108 `author` should be a text; write `author: …`, or `author: {name: …}`"),
        ("series: [[하나, 둘]]", "P108 `series` should be the name of one series; write `series: …`, or"),
        ("series: true", "P108 `series` should be the name of one series"),
        ("series: {title: 하나}", "P108 `series` should be the name of one series"),
        ("citation: ja", "P110 `citation` should be true or false, not `ja`"),
        (f"order: {2**70}", f'P107 the order "{2**70}" is no whole number up to 1,000,000,000;'),
        ("lang: kr", 'C111 "kr" is not the code of the language, and is taken for "ko"; write `lang: ko`'),
        ("lang: 한국말", 'C111 "한국말" is not the code of a language; write one such as `lang: ko`'),
    ],
)
def test_a_value_that_a_key_cannot_have_is_reported_on_its_line(written: str, told: str) -> None:
    (said,) = complaints(f"title: a\n{written}")
    assert said.startswith(f"posts/2020-01-05-x.md:3: {told}")


def test_a_series_may_be_told_in_every_way_that_is_clear() -> None:
    for written in ("[답사기]", "{name: 답사기}", "답사기"):
        assert own_post(f"series: {written}").series == "답사기"
    assert own_post("series: {order: 2}").order == 2
    assert own_post("series: []").series == own_post("series:").series == ""
    assert own_post("image: {}\nauthor: []\ntags: {}").image == ""


def test_the_language_of_a_text_is_one() -> None:
    assert [own_post(f"lang: {lang}").lang for lang in ("en", "zh-Hant-TW", "''")] == ["en", "zh-Hant-TW", "ko"]
    assert [parse(f"lang: {lang}", "posts/2020-01-05-x.md", OWN).post.lang for lang in ("en_US", "jp", "x")] == [
        "en-US",
        "ja",
        "ko",
    ]


def test_a_title_in_brackets_keeps_its_words() -> None:
    assert parse("title: [백준, 1000]").post.title == "[백준, 1000]"
    (told,) = complaints("title: [알고리즘]")
    assert told.endswith(
        'P108 `title` should be a text, and is taken for [알고리즘]; put it in quotes: title: "[알고리즘]"'
    )
    assert "P108" in complaints("title: [[a], b]")[0]


def test_further_keys_are_kept_with_their_lines_as_plain_data() -> None:
    found = own_post("title: a\nmath: true\nwhen: 2020-01-05\nnested: {at: 2020-01-05 10:00:00}")
    assert found.extra == {"math": True, "when": "2020-01-05", "nested": {"at": "2020-01-05 10:00:00"}}
    assert [found.line_of(key) for key in ("title", "when", "absent")] == [2, 4, 0]


def test_problems_have_the_path_as_it_was_given() -> None:
    path = unicodedata.normalize("NFD", "posts/2020-01-05-답사.md")
    (problem,) = parse("title: a: b", path, OWN).problems
    assert problem.span.path == path


_KEYS = st.sampled_from(
    (
        *("title", "date", "category", "categories", "tag", "tags", "series", "order", "lang", "layout", "draft"),
        *("published", "permalink", "slug", "redirect_from", "excerpt", "image", "author", "last_modified_at", "한글"),
        *("series_order", "series_weight", "taxonomies", "aliases", "url", "lastmod", "pubDatetime", "updated"),
        *("redirect_to", "pin", "comments", "noindex", "sitemap", "planned", "excerpt_separator", "description"),
    )
)
_VALUES = st.one_of(
    st.sampled_from(
        [
            "",
            "~",
            "yes",
            ".nan",
            "-.inf",
            "1e400",
            "!!binary aGk=",
            "&a [*a]",
            "<<",
            "[a, ~]",
            "{a: b}",
            "2020-01-05",
            "1:30",
            "/a/:title",
            "[[1], {b: c}]",
            "'",
            "9" * 40,
        ]
    ),
    st.text(max_size=10),
)
_PATHS = st.sampled_from(
    [
        "posts/2020-01-05-x.md",
        "_posts/2020-1-5-한글.md",
        "about.md",
        "_drafts/x.md",
        "a/_posts/2020-99-99-x.md",
        "x",
        ".md",
    ]
)


@given(st.dictionaries(_KEYS, _VALUES), _PATHS, st.sampled_from(["dapsagi", "jekyll"]))
def test_any_source_is_a_post_that_survives_storing(values: dict[str, Any], path: str, kind: BlogKind) -> None:
    settings, _ = read_settings("", "c.yml", kind)
    parsed = parse("".join(f"{key}: {value}\n" for key, value in values.items()), path, settings)
    assert parsed.post.title is not None
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(parsed.post), type=Post)
    assert again == parsed.post
    assert digest(again) == digest(parsed.post)
    assert again.date == parsed.post.date
    for problem in parsed.problems:
        assert problem.span.path == path and problem.message and problem.hint
        # Of what the name of a file says, no line does.
        assert problem.span.line or problem.code in ("P102", "P103", "P104")


# --- In memory


def test_a_post_says_after_encoding_what_it_said_before() -> None:
    before = own_post("tags: [도커, 리눅스]\nseries: 답사기\norder: 2\ncolour: 파랑\nlang: en")
    after = msgspec.msgpack.decode(msgspec.msgpack.encode(before), type=Post)
    share_texts(after)
    assert after == before
    assert (after.series, after.order, after.extra, after.line_of("order")) == ("답사기", 2, {"colour": "파랑"}, 4)


def test_posts_hold_what_they_say_alike_once() -> None:
    encoded = msgspec.msgpack.encode(own_post("tags: [도커, 리눅스]\nlayout: walk"))
    one, other = (msgspec.msgpack.decode(encoded, type=Post) for _ in range(2))
    assert one.tags[0] is not other.tags[0]
    share_texts(one)
    share_texts(other)
    assert one.layout is other.layout
    assert all(map(is_, one.tags, other.tags))


# --- What other tools mean by a key


@pytest.mark.parametrize("word", ["https://example.com/article?id=1", "", "/:nothing/"])
def test_only_a_path_is_taken_for_an_address_from_a_key_of_hugo(word: str) -> None:
    found = parse(f"title: a\nurl: {word}", settings=OWN)
    assert found.post.permalink == ""
    if word == "/:nothing/":
        (problem,) = found.problems
        assert (problem.code, problem.span.line) == ("P106", 3)
    else:
        assert not found.problems and found.post.extra["url"] == (word or None)


def test_a_table_of_terms_leaves_other_values_as_they_are_written() -> None:
    found = own_post("title: 1:30\nslug: 010\ntaxonomies: {tags: [3.10]}")
    assert (found.title, found.slug, found.tags) == ("1:30", "010", ("3.10",))


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("published: 2024-01-01", "warning: write `date:`"),
        ("published: Jan 5 2024", "warning: write `date:`"),
        ("published: 0", "error: write `published: false`"),
        ("published: later", "error: write `published: false`"),
        ("draft: 2024-01-01", "error: write `draft: true`"),
    ],
)
def test_a_day_of_publication_is_no_reason_to_hide_a_post(head: str, told: str) -> None:
    (problem,) = parse(head, settings=OWN).problems
    assert f"{problem.severity.word}: {problem.hint}".startswith(told)


def test_flags_are_reported_in_one_order() -> None:
    flags = ("draft", "published", "comments", "noindex", "pin", "search", "sitemap")
    found = complaints("\n".join(f"{flag}: maybe" for flag in reversed(flags)))
    assert [message.partition("`")[2].partition("`")[0] for message in found] == list(flags)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("---\ndraft: yes please\n---\nx", True),
        ("---\ndraft: [\n---\nx", True),
        ("---\ntitle: a\ndraft: true\n\nx", True),
        ("+++\ndraft = True\n+++\nx", True),
        ("+++\ndraft-note = True\n+++\nx", False),
        (f"+++\nnote = '{'x' * 8000}'\ndraft = true\nslug = a b\n+++\nx", True),
        (f"+++\nnote = '{'x' * 8000}'\ndraft = false\nslug = a b\n+++\nx", False),
    ],
)
def test_what_says_draft_and_cannot_be_read_is_a_draft(text: str, draft: bool) -> None:
    found = read_head(Source("posts/2020-01-05-x.md", text), OWN)
    assert found.problems and found.post.draft is draft
    assert not read_head(Source("_posts/2020-01-05-x.md", text), JEKYLL).post.draft
