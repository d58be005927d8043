"""Addresses: Jekyll's permalinks, files that answer at them, and how they are spelled in a page."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.addresses import urls
from dapsagi.addresses.permalink import canonical
from dapsagi.config import BlogKind, Settings, read_settings
from dapsagi.post.reading import read_head
from dapsagi.post.values import Post, Source


def settings_of(text: str, kind: BlogKind = "jekyll") -> Settings:
    settings, problems = read_settings(text, "_config.yml", kind)
    assert not problems
    return settings


def post_of(path: str, front_matter: str, settings: Settings) -> Post:
    return read_head(Source(path, f"---\n{front_matter}\n---\n"), settings).post


def place(
    permalink: str, front_matter: str = "", path: str = "_posts/2020-02-03-Hello, World.md", more: str = ""
) -> tuple[str, str]:
    settings = settings_of(f"permalink: {permalink}\ntimezone: Asia/Seoul\n{more}")
    post = post_of(path, front_matter, settings)
    url = urls.post_url(post, settings)
    return url, urls.output_path(url, post.extension)


@pytest.mark.parametrize(
    ("permalink", "url", "file"),
    [
        ("date", "/a/b/2020/02/03/Hello,-World.html", "a/b/2020/02/03/Hello,-World.html"),
        ("pretty", "/a/b/2020/02/03/Hello,-World/", "a/b/2020/02/03/Hello,-World/index.html"),
        ("ordinal", "/a/b/2020/034/Hello,-World.html", "a/b/2020/034/Hello,-World.html"),
        ("weekdate", "/a/b/2020/W06/Mon/Hello,-World.html", "a/b/2020/W06/Mon/Hello,-World.html"),
        ("none", "/a/b/Hello,-World.html", "a/b/Hello,-World.html"),
        ("/:title", "/Hello,-World", "Hello,-World.html"),
        ("/:slug/", "/hello-world/", "hello-world/index.html"),
        ("/:slugified_categories/:name.html", "/a/b/2020-02-03-hello-world.html", "a/b/2020-02-03-hello-world.html"),
        ("/:short_year/:i_month-:i_day/:title/", "/20/2-3/Hello,-World/", "20/2-3/Hello,-World/index.html"),
        ("/:short_month/:long_month/:title/", "/Feb/February/Hello,-World/", "Feb/February/Hello,-World/index.html"),
        ("/:w_year-:week-:w_day/:long_day/:title/", "/2020-06-1/Monday/Hello,-World/", ""),
        ("/:hour:minute:second/:title/", "/213000/Hello,-World/", ""),
        ("/:month_:day_:title/", "/02_03_Hello,-World/", ""),
        ("/:collection:path/", "/posts/2020-02-03-Hello, World/", ""),
        ("블로그/:title/", "/블로그/Hello,-World/", "블로그/Hello,-World/index.html"),
    ],
)
def test_permalinks_follow_jekyll(permalink: str, url: str, file: str) -> None:
    found = place(permalink, "categories: [A, b]\ndate: 2020-02-03 21:30")
    assert found[0] == url
    assert not file or found[1] == file


@pytest.mark.parametrize(
    ("permalink", "url", "file"),
    [
        ("/x/y/", "/x/y/", "x/y/index.html"),
        ("/x/y", "/x/y", "x/y.html"),
        ("x", "/x", "x.html"),
        ("/feed.xml", "/feed.xml", "feed.xml"),
        ("/v1.0/a", "/v1.0/a", "v1.0/a.html"),
        ("/a-1.5", "/a-1.5", "a-1.5"),
        ("/한%20글/", "/한 글/", "한 글/index.html"),
        ("//x//y/", "/x/y/", "x/y/index.html"),
        ("/a/./b/", "/a/b/", "a/b/index.html"),
        ("/p/:year/:title.html", "/p/2020/Hello,-World.html", "p/2020/Hello,-World.html"),
    ],
)
def test_a_permalink_in_front_matter_is_a_template_too(permalink: str, url: str, file: str) -> None:
    assert place("date", f"permalink: {permalink}") == (url, file)


@pytest.mark.parametrize(
    ("permalink", "path", "url", "file"),
    [
        ("pretty", "about.md", "/about/", "about/index.html"),
        ("date", "about.md", "/about.html", "about.html"),
        ("weekdate", "sub/about.md", "/sub/about", "sub/about.html"),
        ("/:title/", "sub/이름.html", "/sub/이름/", "sub/이름/index.html"),
        ("/:title", "index.md", "/", "index.html"),
        ("date", "sub/index.html", "/sub/", "sub/index.html"),
    ],
)
def test_pages_follow_the_style_of_posts(permalink: str, path: str, url: str, file: str) -> None:
    assert place(permalink, "", path) == (url, file)


def test_the_folder_of_pages_is_no_part_of_their_address() -> None:
    settings = settings_of("", "dapsagi")
    assert urls.post_url(post_of("pages/deep/about.md", "", settings), settings) == "/deep/about/"


@pytest.mark.parametrize(
    ("collection", "url"),
    [
        ("{output: true}", "/notes/in/2020-02-03-n.html"),
        ("{output: true, permalink: '/n/:path/'}", "/n/in/2020-02-03-n/"),
        ("{output: true, permalink: '/:collection/:year/:title/'}", "/notes/2020/n/"),
        ("{output: true, permalink: '/:name:output_ext'}", "/2020-02-03-n.html"),
    ],
)
def test_documents_of_collections_have_addresses(collection: str, url: str) -> None:
    found, _ = place("date", "", "_notes/in/2020-02-03-n.md", f"collections: {{notes: {collection}}}\n")
    assert found == url


def test_the_template_of_the_collection_of_posts_goes_before_that_of_the_site() -> None:
    more = "collections: {posts: {permalink: '/p/:title/'}}\n"
    assert place("pretty", more=more)[0] == "/p/Hello,-World/"


def test_hangul_is_composed_in_addresses() -> None:
    path = unicodedata.normalize("NFD", "_posts/2020-02-03-답사기.md")
    assert place("/:title/", "", path)[0] == "/답사기/"


def test_a_name_without_letters_still_has_an_address() -> None:
    url, file = place("/:title/", "", "_posts/2020-02-03-🎉.md")
    assert url.startswith("/term-")
    assert file.endswith("/index.html")


def test_a_slug_that_no_file_system_holds_is_cut() -> None:
    url, file = place("/:title/", f"slug: {'긴' * 200}")
    assert max(len(name.encode()) for name in file.split("/")) <= 255
    assert url != place("/:title/", f"slug: {'긴' * 201}")[0]


def test_marks_of_query_and_fragment_are_escaped_in_a_path() -> None:
    settings = settings_of("baseurl: /블로그\nurl: https://example.com\n")
    url = urls.post_url(post_of("_posts/2020-02-03-x.md", "categories: ['C#', '100%?']", settings), settings)
    assert url == "/c%23/100%25%3F/2020/02/03/x.html"
    assert urls.output_path(url) == "c#/100%?/2020/02/03/x.html"
    assert canonical(urls.href(url, settings)).removeprefix("/블로그") == url
    base = "/%EB%B8%94%EB%A1%9C%EA%B7%B8"
    assert urls.href(url + "?q=a b#c", settings) == base + "/c%23/100%25%3F/2020/02/03/x.html?q=a b#c"
    assert urls.absolute("/답/", settings) == f"https://example.com{base}/%EB%8B%B5/"


@pytest.mark.parametrize(
    "url", ["/../x/", "/a/../../x", "x", "//host/x", "/a\x00b", "/a\\b/", "/%2e%2e/x", "/" + "x" * 300]
)
def test_an_address_that_no_file_can_answer_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        urls.output_path(url)


@pytest.mark.parametrize(
    ("kind", "name", "url"),
    [
        ("category", "Machine Learning", "/categories/machine-learning/"),
        ("tag", "C#", "/tags/c-sharp/"),
        ("series", "나의 답사기", "/series/나의-답사기/"),
    ],
)
def test_terms_have_addresses(kind: str, name: str, url: str) -> None:
    assert urls.term_url(kind, name) == url


@pytest.mark.parametrize(
    ("template", "url"), [("/page:num", "/page2/"), ("page:num", "/page2/"), ("/blog/page/:num/", "/blog/page/2/")]
)
def test_pages_of_a_list_have_addresses(template: str, url: str) -> None:
    assert urls.page_path(template, 2) == url


def test_targets_resolve_as_in_a_browser() -> None:
    assert urls.join("https://a.kr/b/c/", "../x.png") == "https://a.kr/b/x.png"
    assert urls.join("https://a.kr/", "http://[broken") == "http://[broken"


_TEMPLATES = st.lists(
    st.sampled_from(
        [
            ":title",
            ":categories",
            ":path",
            ":slug",
            ":year",
            "/",
            ".",
            "..",
            "./",
            "%2e",
            "%",
            "a",
            "가",
            ":output_ext",
            "?",
        ]
    ),
    max_size=8,
).map("".join)


@given(_TEMPLATES, st.text(max_size=20), st.lists(st.text(max_size=8), max_size=3))
def test_no_address_leads_out_of_the_site(template: str, slug: str, categories: list[str]) -> None:
    settings = settings_of("url: https://example.com\n")
    post = Post(
        key="_posts/2020-01-05-x.md",
        kind="post",
        title="x",
        slug=slug,
        categories=tuple(categories),
        permalink=template,
    )
    url = urls.post_url(post, settings)
    assert url.startswith("/")
    assert url == unicodedata.normalize("NFC", url) == canonical(url)
    assert not {"", ".", ".."} & set(urls.output_path(url).split("/"))
    assert unquote(urls.absolute(url, settings)) == "https://example.com" + unquote(url)
    assert urls.href(url, settings).isascii()
