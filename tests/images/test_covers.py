"""The picture at the head of a post."""

from __future__ import annotations

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from blog import Blog, MakeBlog, messages

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='800' height='400'/>"
OWN = "-- dapsagi.yml --\ntitle: 답사기\nurl: https://me.example\nbaseurl: /blog\n"
CHIRPY = "-- _config.yml --\ntitle: Old\ntheme: jekyll-theme-chirpy\npermalink: /:title/\n"
OTHER = "-- _config.yml --\ntitle: Old\ntheme: minima\npermalink: /:title/\n"


def post(front_matter: str, text: str = "글") -> str:
    return f"-- _posts/2020-01-01-walk.md --\n---\ntitle: 걷기\n{front_matter}\n---\n{text}\n"


def cover(site: Blog) -> LexborNode | None:
    return site.page("walk/index.html").css_first("article > .cover")


def path(site: Blog) -> str | None:
    """Return the address of the picture at the head of the post."""
    found = cover(site)
    image = found.css_first("img") if found else None
    return image.attributes["src"] if image else None


def first(text: str, selector: str) -> LexborNode:
    found = HTMLParser(text).css_first(selector)
    assert found is not None
    return found


@pytest.fixture
def made(blog: MakeBlog) -> MakeBlog:
    """Makes a blog that has one picture, and builds it."""

    def make(text: str) -> Blog:
        site = blog(text)
        site.put("assets/hill.svg", SVG)
        site.build()
        return site

    return make


@pytest.mark.parametrize(
    "front_matter",
    [
        "image: /assets/hill.svg",
        "image: ../assets/hill.svg",
        "image: {path: /assets/hill.svg, alt: 뒷산, lqip: data:image/webp;base64,UklG}",
        "cover: {image: /assets/hill.svg, alt: 뒷산}",
        "cover: /assets/hill.svg",
        "featured_image: /assets/hill.svg",
        "header: {overlay_image: /assets/hill.svg, overlay_filter: 0.5, image_description: 뒷산}",
        "header: {image: /assets/hill.svg, teaser: /assets/other.svg}",
        "cover-img: /assets/hill.svg",
        "cover-img: [/assets/hill.svg, /assets/other.svg]",
        "cover-img: [/assets/hill.svg: 뒷산]",
        "resources: [{name: cover, src: /assets/hill.svg}]",
    ],
)
def test_a_post_begins_with_the_picture_that_it_names(made: MakeBlog, front_matter: str) -> None:
    site = made(OWN + post(front_matter))
    assert path(site) == "/blog/assets/hill.svg"
    head = first(site.read("walk/index.html"), "meta[property='og:image']")
    assert head.attributes["content"] == "https://me.example/blog/assets/hill.svg"


@pytest.mark.parametrize(
    "front_matter",
    [
        "tags: [산]",
        "image: /assets/hill.svg\ncover: false",
        "cover: {image: /assets/hill.svg, hidden: true}",
        "cover: {image: /assets/hill.svg, hiddenInSingle: true}",
        "header: {teaser: /assets/hill.svg}",
        "header: {overlay_color: '#333'}",
        "thumbnail-img: /assets/hill.svg",
        "cover: true",
        "image: [1, {}]",
        "resources: {name: cover}",
    ],
)
def test_what_is_hidden_or_made_for_lists_is_not_shown(made: MakeBlog, front_matter: str) -> None:
    assert cover(made(OWN + post(front_matter))) is None


def test_its_room_is_known_before_it_comes_and_small_screens_get_a_small_one(blog: MakeBlog) -> None:
    site = blog(
        OWN + post("image: {path: /assets/a.jpg, alt: '\"산\" & <들>', caption: '사진: [나](https://me.example)'}")
    )
    Image.effect_noise((1200, 800), 60).convert("RGB").save(site.root / "_posts" / "a.jpg", quality=95)
    (site.root / "assets").mkdir()
    (site.root / "_posts" / "a.jpg").rename(site.root / "assets" / "a.jpg")
    site.build()
    page = site.read("walk/index.html")
    image = first(page, ".cover img").attributes
    assert (image["width"], image["height"], image["fetchpriority"]) == ("1200", "800", "high")
    assert image["alt"] == '"산" & <들>'
    assert "loading" not in image
    small = (image["srcset"] or "").split()[0]
    assert small.startswith("/blog/assets/dapsagi/img/")
    assert small.endswith(".webp")
    assert small.removeprefix("/blog/") in site.output()
    assert first(page, ".cover figcaption").html == '<figcaption>사진: <a href="https://me.example">나</a></figcaption>'


def test_a_picture_that_the_text_shows_itself_stands_there_alone(made: MakeBlog) -> None:
    for written in ("/assets/hill.svg", "../assets/hill.svg"):
        assert cover(made(OWN + post("image: /assets/hill.svg", f"![뒷산]({written})"))) is None
    address = "https://other.example/hill.png"
    assert cover(made(OWN + post(f"image: {address}", f"![뒷산]({address})"))) is None
    assert path(made(OWN + post(f"image: {address}", f"[뒷산]({address})"))) == address


def test_one_that_is_nowhere_is_left_out_and_reported_where_it_is_named(blog: MakeBlog) -> None:
    site = blog(OWN + post("tags: [산]\nimage: /assets/hill.svg"))
    site.put("assets/hills.svg", SVG)
    assert any(
        message.startswith("_posts/2020-01-01-walk.md:4: L101 there is no file assets/hill.svg")
        for message in messages(site.build())
    )
    assert cover(site) is None


def test_a_setting_leaves_all_of_them_for_where_posts_are_shared(made: MakeBlog) -> None:
    site = made(OWN + "images: {covers: false}\n" + post("image: /assets/hill.svg"))
    assert cover(site) is None
    assert "https://me.example/blog/assets/hill.svg" in site.read("walk/index.html")


def test_an_old_theme_that_shows_none_shows_none_here(made: MakeBlog) -> None:
    image = post("image: /assets/hill.svg")
    assert path(made(CHIRPY + image)) == "/assets/hill.svg"
    assert cover(made(OTHER + image)) is None
    layout = '-- _layouts/post.html --\n<article><img src="{{ page.image }}">{{ content }}</article>\n'
    assert path(made(OTHER + image + layout)) == "/assets/hill.svg"
    shared = '-- _layouts/post.html --\n<meta property="og:image" content="{{ page.image }}">{{ content }}\n'
    assert cover(made(OTHER + image + shared)) is None


def test_a_feed_and_the_other_links_of_a_post_are_as_without_one(made: MakeBlog) -> None:
    text = "글 [하나](/walk/) ![둘](../assets/two.svg)"
    # A base path, so that no link stands as it was written.
    pages = []
    for front_matter in ("tags: []", "image: /assets/hill.svg"):
        site = made(OWN + post(front_matter, text))
        pages.append((first(site.read("walk/index.html"), ".post-body").html, site.read("feed.xml")))
    assert pages[0] == pages[1]
