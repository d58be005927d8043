"""Pictures of a blog made for Chirpy, whose layouts complete their addresses."""

from __future__ import annotations

import pytest

from blog import Blog, MakeBlog, messages

CONFIG = "-- _config.yml --\ntitle: Old\nurl: https://example.com\ntheme: jekyll-theme-chirpy\npermalink: /:title/\n"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>"


def shown(site: Blog, path: str = "one/index.html") -> list[str]:
    """Return the addresses of the pictures in the text of a page."""
    images = site.page(path).css(".post-body img")
    return [image.attributes["src"] or "" for image in images]


def post(front_matter: str, text: str) -> str:
    return f"-- _posts/2020-01-01-one.md --\n---\n{front_matter}\n---\n{text}\n"


@pytest.mark.parametrize("key", ["media_subpath", "img_path"])
@pytest.mark.parametrize("folder", ["/assets/one", "assets/one/", "/assets//one"])
def test_pictures_are_in_the_folder_that_the_post_names(blog: MakeBlog, key: str, folder: str) -> None:
    site = blog(CONFIG + "baseurl: /blog\n" + post(f"{key}: {folder}", "![](a.svg) ![](/b/c.svg) [d](d.svg)"))
    for name in ("a.svg", "b/c.svg"):
        site.put(f"assets/one/{name}", SVG)
    report = site.build()
    assert shown(site) == ["/blog/assets/one/a.svg", "/blog/assets/one/b/c.svg"]
    assert 'width="4"' in site.read("one/index.html")
    # A link is no picture.
    assert [message.partition(" no ")[0] for message in messages(report) if "L10" in message] == [
        "_posts/2020-01-01-one.md:4: L103"
    ]


def test_a_picture_that_is_written_in_full_is_found_all_the_same(blog: MakeBlog) -> None:
    site = blog(CONFIG + post("media_subpath: /assets/one", "![](/assets/one/a.svg) ![](https://example.org/b.svg)"))
    site.put("assets/one/a.svg", SVG)
    site.build()
    assert shown(site) == ["/assets/one/a.svg", "https://example.org/b.svg"]


def test_a_picture_that_is_nowhere_is_named_where_it_should_be(blog: MakeBlog) -> None:
    site = blog(CONFIG + post("media_subpath: /assets/one", "![](a.svg)"))
    report = site.build()
    assert shown(site) == ["/assets/one/a.svg"]
    assert any("L101 there is no file assets/one/a.svg" in message for message in messages(report))


def test_what_is_not_among_the_files_is_asked_of_the_cdn(blog: MakeBlog) -> None:
    config = CONFIG + "cdn: https://cdn.example.net/답사/\nfeed: {path: feed.xml}\n"
    site = blog(config + post("media_subpath: /one", "![](a.svg) ![](b.svg)"))
    site.put("one/b.svg", SVG)
    report = site.build()
    elsewhere = "https://cdn.example.net/%EB%8B%B5%EC%82%AC/one/a.svg"
    assert shown(site) == [elsewhere, "/one/b.svg"]
    assert not [message for message in messages(report) if "L101" in message]
    assert elsewhere in site.read("feed.xml")


def test_a_cdn_may_be_a_folder_of_the_blog(blog: MakeBlog) -> None:
    site = blog(CONFIG + "img_cdn: /assets/img\n" + post("title: One", "![](a.svg)"))
    site.put("assets/img/a.svg", SVG)
    site.build()
    assert shown(site) == ["/assets/img/a.svg"]


def test_the_picture_of_a_post_is_in_its_folder_too(blog: MakeBlog) -> None:
    site = blog(CONFIG + post("media_subpath: /assets/one\nimage: {path: card.png}", "Words."))
    site.put("assets/one/card.png", b"")
    site.build()
    card = site.page("one/index.html").css_first("meta[property='og:image']")
    assert card is not None
    assert card.attributes["content"] == "https://example.com/assets/one/card.png"


def test_a_cdn_of_another_theme_is_none_of_pictures(blog: MakeBlog) -> None:
    config = CONFIG.replace("jekyll-theme-chirpy", "minima") + "cdn: https://cdn.example.net\n"
    assert shown(blog(config + post("title: One", "![](/a.svg)")).built()) == ["/a.svg"]
