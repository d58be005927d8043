"""Which files of a Jekyll blog are part of its site, and where; the expectations are what Jekyll 4.3 writes."""

from __future__ import annotations

import pytest

from blog import MakeBlog, messages

CONFIG = """\
-- _config.yml --
title: T
include: [_pages, .keep, secret]
exclude: [test, "*.log", "tmp/*.txt", vendor/bundle/]
collections:
  recipes: {output: true, permalink: "/food/:path/"}
  notes: {output: true}
  hidden: {output: false}
  letters: {output: true, permalink: "/l/:year/:title:output_ext"}
"""


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("_pages/plain.md", "_pages/plain.html"),
        ("_pages/picture.png", "_pages/picture.png"),
        ("_pages/_deep/page.md", ""),
        ("_other/page.md", ""),
        (".keep", ".keep"),
        (".hidden", ""),
        ("secret/file.png", "secret/file.png"),
        ("secret/_under/page.md", ""),
        ("test/page.md", ""),
        ("testing.md", ""),
        ("below/test/page.md", "below/test/page.html"),
        ("below/x.log", ""),
        ("tmp/x.txt", ""),
        ("tmp/page.md", "tmp/page.html"),
        ("tmp/deep/x.txt", ""),
        ("vendor/bundle/page.md", ""),
        ("vendor/page.md", "vendor/page.html"),
        ("#page.md", ""),
        ("page.md~", ""),
        ("_recipes/soup.md", "food/soup/index.html"),
        ("_recipes/sub/cake.html", "food/sub/cake/index.html"),
        ("_recipes/picture.png", "food/picture.png"),
        ("_notes/deep/one.md", "notes/deep/one.html"),
        ("_notes/picture.jpg", "notes/picture.jpg"),
        ("_notes/_draft.md", ""),
        ("_hidden/page.md", ""),
        ("_hidden/picture.png", ""),
        ("_letters/2019-05-05-dear.md", "l/2019/dear.html"),
        ("deep/index.md", "deep/index.html"),
        ("deep/Gemfile", "deep/Gemfile"),
        ("Gemfile", ""),
        ("deep/name.with.dots.md", "deep/name.with.dots.html"),
        ("_notes/_under/one.md", ""),
        ("_notes/deep/_under/one.md", "notes/deep/_under/one.html"),
        ("_notes/deep/_under/_one.md", ""),
        ("_posts/_under/2020-01-05-x.md", ""),
        ("_posts/deep/_under/2020-01-05-x.md", "2020/01/05/x.html"),
        ("_posts/deep/.git/2020-01-05-x.md", ""),
    ],
)
def test_a_file_has_the_place_that_jekyll_gives_it(blog: MakeBlog, file: str, place: str) -> None:
    site = blog(CONFIG).built()
    before = set(site.output())
    site.put(file, "---\ntitle: x\n---\nwords" if file.endswith((".md", ".html")) else "bytes")
    site.build()
    made = {path for path in set(site.output()) - before if not path.startswith(("archive/", "map/"))}
    assert made == ({place} if place else set())


def test_documents_and_posts_of_a_folder_of_collections_have_addresses_without_it(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\ncollections_dir: kept\npermalink: /p/:path/\n"
        "collections:\n  notes: {output: true, permalink: '/:collection/:path/'}\n  books: {output: true}\n"
        "-- kept/_notes/in/one.md --\n---\n---\nOne.\n-- kept/_books/two.md --\n---\n---\nTwo.\n"
        "-- kept/_posts/2020-01-01-three.md --\nThree.\n"
    ).built()
    assert {"notes/in/one/index.html", "books/two/index.html", "p/2020-01-01-three/index.html"} <= set(site.output())


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("words.md", "words.html"),
        ("LICENSE.md", "LICENSE.md"),
        ("docs/CONTRIBUTING.md", "docs/CONTRIBUTING.md"),
        ("_recipes/words.md", "food/words.md"),
    ],
)
def test_markdown_without_front_matter_is_a_page_if_it_is_not_about_the_repository(
    blog: MakeBlog, file: str, place: str
) -> None:
    site = blog(CONFIG)
    site.put(file, "words")
    site.build()
    assert place in site.output()


def test_markdown_without_front_matter_is_copied_as_well_unless_the_plugin_takes_it(blog: MakeBlog) -> None:
    site = blog(CONFIG + "-- deep/words.md --\n# Words\n\nof [more](more.md)\n-- deep/more.md --\nmore\n").built()
    assert site.read("deep/words.md") == "# Words\n\nof [more](more.md)\n"
    assert '<a href="/deep/more.html">' in site.read("deep/words.html")
    site.edit("_config.yml", "title: T", "title: T\nplugins: [jekyll-optional-front-matter]")
    site.build()
    assert "deep/words.md" not in site.output()
    assert "deep/words.html" in site.output()


@pytest.mark.parametrize("other", ["By hand.\n", "---\n---\nBy hand.\n"])
def test_markdown_without_front_matter_takes_the_place_of_no_other_file(blog: MakeBlog, other: str) -> None:
    site = blog(CONFIG + "-- deep/words.md --\n# Words\n\nof mine\n-- deep/words.html --\n" + other)
    assert not [message for message in messages(site.build()) if "U102" in message]
    assert "By hand." in site.read("deep/words.html")
    assert site.read("deep/words.md") == "# Words\n\nof mine\n"


def test_a_readme_is_the_page_of_a_folder_that_has_no_other(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\ntitle: T\nplugins: [jekyll-readme-index]\n-- README.md --\nOf the repository.\n"
        "-- notes/README.md --\n# Notes\n\nAll.\n-- about.md --\n---\n---\nSee [notes](notes/README.md).\n"
        "-- done/README.md --\nSpare.\n-- done/index.md --\n---\n---\nDone.\n"
        "-- own/README.md --\nSpare.\n-- own/index.html --\nBy hand.\n"
        "-- list/README.md --\nSpare.\n-- list/index.html --\n---\n---\n{% for post in site.posts %}{% endfor %}\n"
    )
    assert not [message for message in messages(site.build()) if "U10" in message]
    assert "All." in site.read("notes/index.html")
    assert '<a href="/notes/">notes</a>' in site.read("about.html")
    assert "Done." in site.read("done/index.html")
    assert site.read("own/index.html") == "By hand.\n"
    assert "Spare." not in site.read("list/index.html")
    assert {"README.md", "notes/README.md", "done/README.md"} <= set(site.output())
    assert "Of the repository." not in site.read("index.html")
    site.edit("_config.yml", "jekyll-readme-index", "jekyll-feed")
    site.build()
    assert "notes/index.html" not in site.output()


def test_a_post_whose_front_matter_jekyll_could_not_read_keeps_the_address_that_it_had(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\npermalink: /:categories/:title/\n"
        '-- _posts/2020-01-01-one.md --\n---\ntitle: "\\[ML\\] 하나"\ncategories: [ml]\n---\n하나.\n'
        "-- _posts/2020-01-02-two.md --\n---\ntitle: 둘\n---\n둘.\n"
        '-- notes/me.md --\n---\ntitle: "나\npermalink: /me/\n---\n나.\n'
        '-- _posts/2020-01-03-three.md --\n---\ntitle: "셋\x1f"\ncategories: [ml]\n---\n셋.\n'
    ).built()
    assert 'href="/ml/three/"' in site.read("2020-01-03-three/index.html")
    assert "나." in site.read("me/index.html")
    assert 'href="/me/"' in site.read("notes/me/index.html")
    assert "하나." in site.read("ml/one/index.html")
    assert 'href="/ml/one/"' in site.read("2020-01-01-one/index.html")
    assert "2020-01-02-two/index.html" not in site.output()
    site.edit("_config.yml", "/:categories/:title/", "date")
    site.build()
    assert not [path for path in site.output() if "2020-01-01-one" in path]


def test_data_and_partials_in_utf_16_are_reported_and_pictures_beside_partials_are_not(blog: MakeBlog) -> None:
    site = blog("-- _config.yml --\ntitle: t\n-- _posts/2020-01-01-a.md --\n---\n---\n글\n")
    site.put("_data/nav.yml", "- title: 메뉴\n".encode("utf-16"))
    site.put("_includes/foot.html", "<p>바닥</p>".encode("utf-16"))
    site.put("_includes/icon.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    found = {(each.span.path, each.code, each.severity.name) for each in site.build().problems}
    assert found == {("_data/nav.yml", "F102", "ERROR"), ("_includes/foot.html", "F102", "WARNING")}


@pytest.mark.parametrize(("setting", "folder"), [("", "_notes"), ("collections_dir: all\n", "all/_notes")])
def test_a_picture_beside_a_document_is_shown_wherever_that_is_written(
    blog: MakeBlog, setting: str, folder: str
) -> None:
    site = blog(
        f"-- _config.yml --\n{setting}collections: {{notes: {{output: true, permalink: '/n/:path/'}}}}\n"
        f"-- {folder}/owls/one.md --\n---\ntitle: 부엉이\n---\n![부엉이](owl.svg) [전부](../all.csv)\n"
        f"-- {folder}/all.csv --\na,b\n"
    )
    site.put(f"{folder}/owls/owl.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>")
    assert [problem for problem in site.build().problems if problem.code.startswith("L")] == []
    page = site.read("n/owls/one/index.html")
    assert 'src="/n/owls/owl.svg"' in page
    assert 'href="/n/all.csv"' in page
