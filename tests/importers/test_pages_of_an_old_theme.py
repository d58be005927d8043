"""Pages that an old theme made: what stands for each of them, and that no address is lost."""

from __future__ import annotations

import re

import pytest

from blog import Blog, MakeBlog, messages
from dapsagi.problems import Severity

POSTS = """\
-- _config.yml --
title: Old
url: https://example.com
-- _posts/2020-01-01-one.md --
---
title: One
tags: [python]
categories: [dev]
---
One.
-- _posts/2020-01-02-two.md --
---
title: Two
categories: [life]
---
Two.
"""


def target(site: Blog, path: str) -> str:
    """Return where a redirect leads."""
    node = site.page(path).css_first("link[rel=canonical]")
    return (node.attributes.get("href") if node else "") or ""


LIST = "{% for post in paginator.posts %}<b>old list</b>{% endfor %}"
GIVEN = "{% include list.html title='old list' posts=paginator.posts %}"


@pytest.mark.parametrize("text", [LIST, GIVEN])
def test_a_home_page_of_the_theme_gives_way_to_ours(blog: MakeBlog, text: str) -> None:
    partial = "{{ include.title }}{% for post in include.posts %}{{ post.title }}{% endfor %}"
    site = blog(f"{POSTS}-- _includes/list.html --\n{partial}\n-- index.html --\n---\nlayout: default\n---\n{text}\n")
    report = site.build()
    home = site.read("index.html")
    assert "One" in home
    assert "old list" not in home
    assert [message for message in messages(report) if message.startswith("index.html") and "T106" in message]


def test_what_the_author_says_above_the_posts_stays_there(blog: MakeBlog) -> None:
    site = blog(
        POSTS + "-- index.md --\n---\nlayout: home\n---\nWelcome, [reader](/about/).\n-- about.md --\nMe.\n"
    ).built()
    assert "<p>Welcome, " in site.read("index.html")
    assert "Two" in site.read("index.html")


def test_what_the_author_says_above_the_posts_may_link_to_posts_and_show_images(blog: MakeBlog) -> None:
    words = "Begin with [one](_posts/2020-01-01-one.md), ![a map](/map.svg)."
    site = blog(POSTS + f"-- index.md --\n---\nlayout: home\n---\n{words}\n")
    site.put("map.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>")
    site.build()
    home = site.page("index.html")
    image = home.css_first("img[alt='a map']")
    assert image is not None
    assert image.attributes["width"] == "4"
    assert home.css_first("a[href='/dev/2020/01/01/one.html']") is not None


def test_a_link_to_the_file_of_a_list_leads_to_where_the_list_was(blog: MakeBlog) -> None:
    site = blog(
        POSTS
        + "-- pages/tags.html --\n---\npermalink: /all-tags/\n---\n{% for tag in site.tags %}{{ tag }}{% endfor %}\n"
        "-- about.md --\n---\n---\n[tags]({% link pages/tags.html %}#python), [again](pages/tags.html)\n"
    )
    report = site.build()
    assert [node.attributes["href"] for node in site.page("about.html").css(".post-body a")] == [
        "/all-tags/#python",
        "/all-tags/",
    ]
    assert target(site, "all-tags/index.html").endswith("/tags/")
    assert not [message for message in messages(report) if " L10" in message]


def test_documents_that_hold_nothing_but_the_name_of_a_term_give_way_to_its_page(blog: MakeBlog) -> None:
    loop = "{% for post in site.posts %}{% if post.tags contains page.name %}{{ post.title }}{% endif %}{% endfor %}"
    site = blog(
        POSTS.replace("title: Old", "title: Old\ncollections:\n  terms: {output: true, permalink: '/topic/:path/'}")
        + f"-- _layouts/term.html --\n<h1>{{{{ page.title }}}}</h1>{loop}\n"
        + "-- _terms/py.md --\n---\nlayout: term\nname: python\ntitle: Snakes\n---\n"
        + "-- _terms/rust.md --\n---\nlayout: term\nname: rust\n---\n"
        + "-- _terms/said.md --\n---\nlayout: term\nname: python\n---\nWhat I think of it.\n"
    ).built()
    assert target(site, "topic/py/index.html").endswith("/tags/python/")
    assert target(site, "topic/rust/index.html").endswith("/tags/")
    assert "What I think of it." in site.read("topic/said/index.html")


def test_lists_that_a_theme_has_in_a_collection_lead_to_ours(blog: MakeBlog) -> None:
    """Chirpy's tabs are documents without a word; what is said in one stays a page."""
    site = blog(
        POSTS.replace("title: Old", "title: Old\ncollections:\n  tabs: {output: true, permalink: '/:title/'}")
        + "-- _layouts/categories.html --\n{% assign all = site.categories | sort %}{% for c in all %}x{% endfor %}\n"
        + "-- _tabs/categories.md --\n---\nlayout: categories\n---\n"
        + "-- _tabs/tags.md --\n---\nlayout: tags\n---\n"
        + "-- _tabs/archives.md --\n---\nlayout: archives\n---\n"
        + "-- _tabs/about.md --\n---\nlayout: page\n---\nAbout me.\n"
        + "-- _tabs/blog-of-mine.md --\n---\nlayout: card\n---\n"
    ).built()
    assert "/categories/dev/" in site.read("categories/index.html")
    assert "/tags/python/" in site.read("tags/index.html")
    assert target(site, "archives/index.html").endswith("/archive/")
    assert "About me." in site.read("about/index.html")
    assert 'http-equiv="refresh"' not in site.read("blog-of-mine/index.html")


def test_a_list_of_what_its_slug_names_leads_to_that_category_or_tag(blog: MakeBlog) -> None:
    posts = "site.categories[page.slug] | default: site.tags[page.slug] | default: site.posts"
    site = blog(
        POSTS.replace("title: Old", "title: Old\ncollections:\n  topics: {output: true, permalink: '/:title/'}")
        + f"-- _layouts/list.html --\n{{% assign posts = {posts} %}}{{% for p in posts %}}x{{% endfor %}}\n"
        + "-- _topics/life.md --\n---\nlayout: list\n---\n-- _topics/python.md --\n---\nlayout: list\n---\n"
        + "-- posts.md --\n---\nlayout: list\ntitle: All of them\n---\n"
    ).built()
    assert target(site, "life/index.html").endswith("/categories/life/")
    assert target(site, "python/index.html").endswith("/tags/python/")
    assert target(site, "posts.html").endswith("/archive/")


def test_a_page_whose_layout_leads_on_leads_where_its_front_matter_says(blog: MakeBlog) -> None:
    layout = '<meta http-equiv="refresh" content="1;url={{ page.to | absolute_url }}">'
    site = blog(
        POSTS.replace("title: One\n", "title: One\npermalink: /one/\nredirect_from: /first/\n")
        + f"-- _layouts/moved.html --\n{layout}\n"
        + "-- first.md --\n---\nlayout: moved\npermalink: /first/\nto: one/\n---\n"
        + "-- away.md --\n---\nlayout: moved\nto: https://other.example/x\n---\n"
        + "-- stays.md --\n---\nlayout: moved\n---\n"
    )
    report = site.build()
    assert not [message for message in messages(report) if "U105" in message]
    # Of the pages with this layout, one alone shows anything.
    assert [problem.span.path for problem in report.problems if problem.code == "T102"] == ["stays.md"]
    assert target(site, "first/index.html") == "https://example.com/one/"
    assert "https://other.example/x" in site.read("away.html")
    assert 'http-equiv="refresh"' not in site.read("stays.html")


def test_what_the_author_says_of_a_term_stands_above_its_posts(blog: MakeBlog) -> None:
    """Minimal Mistakes hands the name of the term to a partial."""
    loop = "{% for post in site.categories[include.taxonomy] %}{{ post.title }}{% endfor %}"
    site = blog(
        POSTS
        + "-- _layouts/category.html --\n{{ content }}{% include those.html taxonomy=page.taxonomy %}\n"
        + f"-- _includes/those.html --\n{loop}\n"
        + "-- dev.md --\n---\nlayout: category\ntaxonomy: dev\npermalink: /categories/dev/\n---\nSee [two](/two/).\n"
        + "-- life.md --\n---\nlayout: category\ntaxonomy: life\npermalink: /living/\n---\nWhat is *lived*.\n"
    )
    site.age()
    report = site.build()
    dev = site.read("categories/dev/index.html")
    assert 'See <a href="/two/">two</a>.' in dev
    assert ">One</a>" in dev
    assert "What is <em>lived</em>." in site.read("categories/life/index.html")
    assert target(site, "living/index.html").endswith("/categories/life/")
    assert [message for message in messages(report) if " L10" in message]
    site.edit("life.md", "lived", "loved")
    site.build()
    assert "What is <em>loved</em>." in site.read("categories/life/index.html")


def test_a_list_by_years_and_one_that_asks_for_more_are_told_by_their_loops(blog: MakeBlog) -> None:
    by_year = """{% assign years = site.posts | group_by_exp: 'p', 'p.date | date: "%Y"' %}"""
    site = blog(
        POSTS
        + f"-- _layouts/years.html --\n{by_year}{{% for year in years %}}x{{% endfor %}}\n"
        + "-- _layouts/tags.html --\n{% assign all = site.documents %}{% assign tags = site.tags | sort %}\n"
        + "-- by-year.md --\n---\nlayout: years\n---\n-- words.md --\n---\nlayout: tags\n---\n"
    ).built()
    assert target(site, "by-year.html").endswith("/archive/")
    assert target(site, "words.html").endswith("/tags/")


def test_what_led_to_a_list_leads_to_the_page_that_stands_for_it(blog: MakeBlog) -> None:
    head = "---\npermalink: /all-tags/\nredirect_from: /labels/\n---\n"
    site = blog(POSTS + f"-- tags.html --\n{head}{{% for tag in site.tags %}}{{{{ tag }}}}{{% endfor %}}\n").built()
    assert target(site, "labels/index.html").endswith("/tags/")


def test_a_layout_that_lists_posts_is_told_by_its_loops(blog: MakeBlog) -> None:
    site = blog(
        POSTS
        + "-- _layouts/default.html --\n{% include side.html %}{{ content }}\n"
        + "-- _layouts/page.html --\n---\nlayout: default\n---\n{{ content }}\n"
        + "-- _layouts/journal.html --\n---\nlayout: default\n---\n{% include loop.html %}\n"
        + "-- _includes/side.html --\n{% for tag in site.tags %}{{ tag[0] }}{% endfor %}\n"
        + "-- _includes/loop.html --\n{% for post in site.posts %}{{ post.title }}{% endfor %}\n"
        + "-- journal.md --\n---\nlayout: journal\n---\n"
        + "-- contact.md --\n---\nlayout: page\n---\nWrite to me.\n"
    ).built()
    assert target(site, "journal.html") == "https://example.com/archive/"
    assert "Write to me." in site.read("contact.html")


@pytest.mark.parametrize(
    ("page", "path", "leads_to"),
    [
        ("-- tags.html --\n---\n---\n{% for tag in site.tags %}x{% endfor %}\n", "tags.html", "/tags/"),
        ("-- c.md --\n---\nlayout: categories\npermalink: /all/\n---\n", "all/index.html", "/categories/"),
        ("-- old.html --\n---\n---\n{% for p in site.posts %}x{% endfor %}\n", "old.html", "/archive/"),
        (
            "-- dev.html --\n---\n---\n{% for p in site.categories.dev %}x{% endfor %}\n",
            "dev.html",
            "/categories/dev/",
        ),
        (
            "-- d.html --\n---\nwhich: dev\n---\n{% for p in site.categories[page.which] %}x{% endfor %}\n",
            "d.html",
            "/categories/dev/",
        ),
        (
            "-- d.md --\n---\n---\n<!-- write site.categories['a b'] for a name with a space -->\n"
            "{% comment %}{% for p in site.posts %}{% endfor %}{% endcomment %}\n"
            "{% assign posts = site.categories['dev'] %}{% for p in posts %}x{% endfor %}\n",
            "d.html",
            "/categories/dev/",
        ),
        ("-- py.md --\n---\nlayout: tag\ntitle: Python\n---\n", "py.html", "/tags/python/"),
        ("-- gone.md --\n---\nlayout: category\ntitle: Nothing\n---\n", "gone.html", "/categories/"),
    ],
)
def test_a_list_at_an_address_of_its_own_leads_to_ours(blog: MakeBlog, page: str, path: str, leads_to: str) -> None:
    assert target(blog(POSTS + page).built(), path) == f"https://example.com{leads_to}"


def test_a_document_with_a_list_in_its_text_leads_to_ours_and_one_with_words_stays(blog: MakeBlog) -> None:
    loop = "{% assign posts = site.categories['dev'] %}\n{% for post in posts %}{{ post.title }}{% endfor %}\n"
    words = "부엉이는 밤에 난다. " * 30
    site = blog(
        POSTS.replace("title: Old", "title: Old\ncollections: {pages: {output: true, permalink: '/:name/'}}")
        + f"-- _pages/dev.md --\n---\nlayout: archive\n---\n{loop}"
        + f"-- _pages/owls.md --\n---\nlayout: categories\n---\n{words}\n"
        + f"-- _pages/both.md --\n---\nlayout: archive\n---\n{words}\n\n{loop}"
    ).built()
    assert target(site, "dev/index.html") == "https://example.com/categories/dev/"
    assert "부엉이는 밤에 난다." in site.read("owls/index.html")
    assert "부엉이는 밤에 난다." in site.read("both/index.html")


@pytest.mark.parametrize(
    "page",
    [
        "-- search.md --\n---\ntitle: Search\nlayout: search\npermalink: /search/\n---\n",
        "-- find.html --\n---\nlayout: page\npermalink: /search/\n---\n<input id='search-input'>\n"
        f"<script>SimpleJekyllSearch({{}}) // {'owl ' * 99}</script>\n",
        "-- search.html --\n---\nlayout: search\n---\n",
    ],
)
def test_a_search_of_the_old_theme_gives_way_to_ours(blog: MakeBlog, page: str) -> None:
    site = blog(POSTS + page)
    (note,) = [message for message in messages(site.build()) if "T106" in message]
    assert "this page is the search of the old theme; here /search/ stands in for it" in note
    assert 'role="search"' in site.read("search/index.html")
    assert "assets/dapsagi/search/index.json" in site.output()
    if "search.html" in page:
        assert target(site, "search.html") == "https://example.com/search/"


def test_a_search_of_the_old_theme_stays_where_ours_is_not_wanted(blog: MakeBlog) -> None:
    site = blog(POSTS + "-- search.md --\n---\nlayout: page\npermalink: /search/\n---\n<input id='old'>\n")
    site.edit("_config.yml", "title: Old", "title: Old\nsearch: false")
    site.build()
    assert "id='old'" in site.read("search/index.html").replace('"', "'")


WIKI = "-- _config.yml --\ntitle: Wiki\ncollections: {notes: {output: true}}\n" + "".join(
    f"-- _notes/{name.lower()}.md --\n---\ntitle: {name}\n---\n" for name in ("One", "Two", "Three")
)
ALL_NOTES = "{% for each in site.collections %}{% for note in each.docs %}{{ note.title }}{% endfor %}{% endfor %}\n"


def test_a_home_page_that_lists_all_documents_gives_way_to_ours_which_leads_to_them(blog: MakeBlog) -> None:
    site = blog(WIKI + f"-- index.html --\n---\n---\n<h1>{{{{ site.title }}}}</h1>\n{ALL_NOTES}").built()
    assert 'href="/archive/"' in site.read("index.html").partition("<main")[2]
    assert "Three" in site.read("archive/index.html")


def test_a_home_page_with_words_of_its_own_stays_whatever_it_lists(blog: MakeBlog) -> None:
    site = blog(WIKI + f"-- index.html --\n---\n---\n<p>{'Owls fly at night. ' * 30}</p>\n{ALL_NOTES}").built()
    assert "Owls fly at night." in site.read("index.html")
    assert 'href="/archive/"' not in site.read("index.html").partition("<main")[2]


def test_a_link_to_a_page_of_the_theme_leads_to_what_stands_for_it(blog: MakeBlog) -> None:
    site = blog(POSTS + "-- tags.html --\n---\n---\n{% for tag in site.tags %}x{% endfor %}\n")
    site.edit("_posts/2020-01-01-one.md", "One.\n", "[all](/tags.html)\n")
    site.build()
    link = site.page("dev/2020/01/01/one.html").css_first(".e-content a")
    assert link is not None
    assert link.attributes["href"] == "/tags/"


def test_a_page_of_the_authors_with_a_list_in_it_stays_with_its_list(blog: MakeBlog) -> None:
    words = "I have been writing for years about everything that I learn on my way. " * 5
    site = blog(
        POSTS
        + f"-- me.md --\n---\n---\n{words}\n\n"
        + "{% for post in site.posts %}x{% endfor %}\n{{ site.posts.size }}\n"
    )
    report = site.build()
    assert words.strip() in site.read("me.html")
    assert "xx\n2" in site.read("me.html")
    assert not [message for message in messages(report) if message.startswith("me.md")]


def test_posts_are_listed_where_the_old_blog_listed_them_if_the_author_has_a_home_page(blog: MakeBlog) -> None:
    words = "Here is what I do, where I have been, and what I hope to do when all of this is over and done. " * 3
    site = blog(
        POSTS
        + f"-- index.md --\n---\n---\n{words}\n"
        + "-- blog/index.html --\n---\n---\n{% for post in paginator.posts %}x{% endfor %}\n"
    )
    site.edit("_config.yml", "title: Old", "title: Old\npaginate: 1\npaginate_path: /blog/page:num/")
    site.build()
    assert "what I do" in site.read("index.html")
    assert "Two" in site.read("blog/index.html")
    assert "One" in site.read("blog/page2/index.html")


def test_files_with_liquid_are_not_copied_raw_and_noted_once_a_kind(blog: MakeBlog) -> None:
    site = blog(
        POSTS
        + "-- assets/main.scss --\n---\n---\n@import 'x';\n-- assets/more.scss --\n---\n---\nb {}\n"
        + "-- search.json --\n---\n---\n[{% for post in site.posts %}1{% endfor %}]\n"
        + "-- data.json --\n{}\n"
    )
    report = site.build()
    assert not {"assets/main.scss", "assets/more.scss", "search.json"} & set(site.output())
    assert site.output()["data.json"] == b"{}\n"
    assert [message.split()[1] for message in messages(report)] == ["T107", "T107"]


def test_data_that_asks_for_no_other_text_is_written_as_jekyll_writes_it(blog: MakeBlog) -> None:
    site = blog(
        POSTS
        + '-- words.json --\n---\n---\n\n{"words": {{ site.data.words | jsonify }}, "by": "{{ site.title }}"}\n'
        + "-- _data/words.yml --\n- 가\n- <b>\n-- ads.txt --\n---\nlayout: null\n---\nexample.com, 1, DIRECT\n"
        + "-- laid.json --\n---\nlayout: x\n---\n{}\n-- all.json --\n---\n---\n{% for p in site.pages %}1{% endfor %}\n"
        + "-- some.json --\n---\n---\n{% for each in site.recipes %}1{% endfor %}\n"
        + "-- tile.xml --\n---\nlayout: compress\n---\n<tile/>\n-- hi.txt --\n---\nlayout: none\n---\nhi\n"
        + "-- about.md --\n---\n---\n[Words](words.json)\n"
    )
    report = site.build()
    assert site.read("words.json") == '{"words": ["가","<b>"], "by": "Old"}\n'
    assert site.read("ads.txt") == "example.com, 1, DIRECT\n"
    assert (site.read("tile.xml"), site.read("hi.txt")) == ("<tile/>\n", "hi\n")
    assert '<a href="/words.json">Words</a>' in site.read("about.html")
    assert not {"laid.json", "all.json", "some.json"} & set(site.output())
    (message,) = messages(report)
    assert "T107" in message and "3 such .json files" in message
    site.edit("_data/words.yml", "가", "나")
    site.build()
    assert '["나","<b>"]' in site.read("words.json")


def test_a_feed_at_an_address_of_its_own_is_a_feed_there(blog: MakeBlog) -> None:
    site = blog(
        POSTS + "-- atom.xml --\n---\nlayout: null\n---\n<feed>{% for post in site.posts %}{% endfor %}</feed>\n"
    ).built()
    assert "<title>Two</title>" in site.read("atom.xml")
    assert 'href="https://example.com/atom.xml"' in site.read("atom.xml")


def test_a_sitemap_at_an_address_of_its_own_is_the_sitemap_there(blog: MakeBlog) -> None:
    site = blog(
        POSTS
        + "-- maps/all.xml --\n---\n---\n<urlset>{% for post in site.posts %}{% endfor %}</urlset>\n"
        + "-- post-sitemap.xml --\n---\nlayout: null\n---\n"
        + "-- sitemap.xml --\n---\n---\n<urlset></urlset>\n"
    )
    assert not [problem for problem in site.build().problems if problem.span.path.endswith(".xml")]
    assert "<loc>https://example.com/" in site.read("sitemap.xml")
    assert site.read("maps/all.xml") == site.read("post-sitemap.xml") == site.read("sitemap.xml")


@pytest.mark.parametrize(("file", "layout"), [("atom.xml", "null"), ("rss.xml", "x"), ("life.xml", "atom_feed")])
def test_a_feed_that_its_layout_makes_is_known_by_its_name(blog: MakeBlog, file: str, layout: str) -> None:
    site = blog(POSTS + f"-- {file} --\n---\nlayout: {layout}\n---\n")
    report = site.build()
    assert "<title>One</title>" in site.read(file)
    assert not [problem for problem in report.problems if problem.span.path == file]


def test_a_file_of_the_theme_that_is_called_otherwise_is_no_feed(blog: MakeBlog) -> None:
    site = blog(POSTS + "-- theatoms.xml --\n---\n---\n-- feed.json --\n---\n---\n{}\n")
    assert not site.build().problems
    assert (site.read("theatoms.xml"), site.read("feed.json")) == ("", "{}\n")


def test_the_path_of_the_feed_may_be_written_as_its_whole_address(blog: MakeBlog) -> None:
    site = blog(POSTS)
    site.edit("_config.yml", "title: Old", "title: Old\nfeed: {path: https://example.com/atom.xml}")
    site.build()
    assert "<title>One</title>" in site.read("atom.xml")


def test_feeds_of_categories_and_tags_are_where_jekyll_feed_makes_them(blog: MakeBlog) -> None:
    site = blog(POSTS)
    site.edit("_config.yml", "title: Old", "title: Old\nfeed: {path: /all.xml, categories: [dev], tags: true}")
    site.build()
    assert "<title>One</title>" in site.read("feed/dev.xml")
    assert "<title>Two</title>" not in site.read("feed/dev.xml")
    assert {"all.xml", "feed/by_tag/python.xml"} <= set(site.output())


def test_addresses_of_jekyll_archives_lead_to_terms_and_years(blog: MakeBlog) -> None:
    site = blog(POSTS)
    site.edit(
        "_config.yml",
        "title: Old",
        "title: Old\njekyll-archives:\n  enabled: all\n  permalinks: {tag: '/t/:name/', month: '/:year/:month/'}",
    )
    site.build()
    assert target(site, "t/python/index.html") == "https://example.com/tags/python/"
    assert target(site, "category/life/index.html") == "https://example.com/categories/life/"
    assert target(site, "2020/01/index.html") == "https://example.com/archive/2020/"


def test_addresses_of_archives_v2_are_those_that_it_is_told_for_posts(blog: MakeBlog) -> None:
    config = (
        "plugins: [jekyll-archives-v2]\njekyll-archives:\n  books: {enabled: [year]}\n"
        "  posts: {enabled: [year, tags, categories], permalinks: {year: '/blog/:year/', tags: '/blog/:type/:name/'}}"
    )
    site = blog(POSTS.replace("title: Old", f"title: Old\n{config}")).built()
    assert target(site, "blog/2020/index.html").endswith("/archive/2020/")
    assert target(site, "blog/tag/python/index.html").endswith("/tags/python/")
    assert target(site, "posts/category/dev/index.html").endswith("/categories/dev/")


def test_a_page_that_was_given_up_for_another_address_leads_there(blog: MakeBlog) -> None:
    site = blog(
        POSTS + "-- elsewhere.md --\n---\nredirect_to: https://other.example/x\n---\n"
        "-- deep/er.md --\n---\nredirect_to: about/\n---\n"
        "-- post.md --\n---\nredirect_to: mailto:owl@example.com\n---\n"
    )
    site.edit("_posts/2020-01-01-one.md", "title: One", "title: One\nredirect_to: [/about/]")
    site.build()
    assert target(site, "elsewhere.html") == "https://other.example/x"
    assert target(site, "deep/er.html") == "https://example.com/about/"
    assert target(site, "post.html") == "mailto:owl@example.com"
    assert target(site, "dev/2020/01/01/one.html") == "https://example.com/about/"
    assert not re.search(r"elsewhere|one\.html", site.read("sitemap.xml"))


def test_a_home_page_of_the_authors_own_is_in_the_sitemap_once(blog: MakeBlog) -> None:
    site = blog(POSTS + "-- index.md --\n---\ntitle: Home\n---\nMine.\n").built()
    assert site.read("sitemap.xml").count("<loc>https://example.com/</loc>") == 1
    site.edit("index.md", "title: Home", "noindex: true")
    site.build()
    assert "<loc>https://example.com/</loc>" not in site.read("sitemap.xml")


def test_pages_in_an_included_folder_are_pages(blog: MakeBlog) -> None:
    site = blog(POSTS + "-- _pages/about.md --\n---\npermalink: /about/\n---\nMe.\n-- _hidden/x.md --\n---\n---\nNo.\n")
    site.edit("_config.yml", "title: Old", "title: Old\ninclude: [_pages]")
    site.build()
    assert "Me." in site.read("about/index.html")
    assert not [path for path in site.output() if "hidden" in path]


def test_no_more_posts_are_shown_than_the_limit(blog: MakeBlog) -> None:
    site = blog(POSTS)
    site.edit("_config.yml", "title: Old", "title: Old\nlimit_posts: 1")
    site.build()
    assert "life/2020/01/02/two.html" in site.output()
    assert "dev/2020/01/01/one.html" not in site.output()


def test_the_addresses_of_paginate_v2_lead_to_pages_of_posts_and_terms(blog: MakeBlog) -> None:
    config = (
        "pagination: {enabled: true, per_page: 1, permalink: '/p/:num/'}\n"
        "autopages: {enabled: true, tags: {permalink: '/about/:tag'}}"
    )
    site = blog(
        POSTS.replace("title: Old", f"title: Old\n{config}")
        + "-- index.md --\n---\ntitle: Me\n---\nI am somebody, and this is my own page.\n"
        + "-- blog.html --\n---\npermalink: /blog/\npagination: {enabled: true}\n---\n"
        + "{% for p in paginator.posts %}{{ p.title }}{% endfor %}\n"
        + "-- old/index.md --\n---\npagination: {enabled: true, permalink: '/page:num/'}\n---\nOlder ones.\n"
    ).built()
    assert "Two" in site.read("blog/index.html")
    assert "One" in site.read("p/2/index.html")
    assert target(site, "blog/p/2/index.html").endswith("/p/2/")
    assert target(site, "old/page2/index.html").endswith("/p/2/")
    assert target(site, "category/dev/index.html").endswith("/categories/dev/")
    assert target(site, "about/python/index.html").endswith("/tags/python/")


def test_of_two_files_of_data_at_one_address_the_one_that_is_left_out_is_named(blog: MakeBlog) -> None:
    data = "---\npermalink: /data.json\n---\n"
    site = blog(f"-- _config.yml --\ntitle: T\n-- d1.json --\n{data}[1]\n-- d2.json --\n{data}[0, 2]\n")
    assert messages(site.build()) == [
        "d1.json:2: U102 /data.json is already the address of d2.json; "
        "give one of the two another permalink or file name"
    ]
    assert site.read("data.json").strip() == "[0, 2]"


def test_two_feeds_at_one_address_are_one_feed_which_is_said_and_hide_no_data(blog: MakeBlog) -> None:
    feed = "---\npermalink: /atom.xml\n---\n<feed></feed>\n"
    site = blog(f"-- _config.yml --\ntitle: T\nurl: https://e.example\n-- f1.xml --\n{feed}-- f2.xml --\n{feed}")
    same = "f1.xml:2: U102 /atom.xml is already the address of f2.xml; delete one of the two: both are the same here"
    report = site.build()
    assert messages(report) == [same]
    assert report.problems[0].severity is Severity.NOTE
    assert site.read("atom.xml").startswith("<?xml")
    site.put("d.json", feed.replace("<feed></feed>", "{}"))
    report = site.build()
    assert [message[:40] for message in messages(report)] == ["d.json:2: U102 /atom.xml is already the ", same[:40]]
    assert report.problems[0].severity is Severity.ERROR


def test_a_feed_of_a_term_at_the_address_of_another_feed_is_reported(blog: MakeBlog) -> None:
    site = blog(POSTS)
    site.edit("_config.yml", "title: Old", "title: Old\nfeed: {path: /feed/dev.xml, categories: [dev]}")
    assert messages(site.build()) == [
        "_config.yml: U102 the feed of dev would be at /feed/dev.xml, where that of Old is; "
        "give one of the two another `path` in `feed:`"
    ]
    assert "<title>Two</title>" in site.read("feed/dev.xml")
    site.edit("_config.yml", "path: /feed/dev.xml, ", "")
    site.put("dev.xml", "---\ntitle: x\npermalink: /feed/dev.xml\n---\n<feed></feed>\n")
    assert messages(site.build()) == [
        "dev.xml:3: U102 the feed of dev would be at /feed/dev.xml, where that of Old is; "
        "give one of the two another permalink or file name"
    ]


def test_robots_txt_with_liquid_is_the_authors(blog: MakeBlog) -> None:
    site = blog(POSTS + "-- robots.txt --\n---\n---\nDisallow: /x/\nSitemap: {{ 'map.xml' | absolute_url }}\n")
    assert messages(site.build()) == []
    assert site.read("robots.txt") == "Disallow: /x/\nSitemap: https://example.com/map.xml\n"


def test_an_address_of_a_plugin_that_no_file_can_have_is_left_out(blog: MakeBlog) -> None:
    long = "가" * 100
    site = blog(POSTS + f"-- _posts/2020-03-01-long.md --\n---\ntags: [{long}]\n---\n글\n")
    site.edit("_config.yml", "title: Old", "title: Old\njekyll-archives: {enabled: [tags]}")
    assert messages(site.build()) == []
    assert "tag/python/index.html" in site.output()


def test_a_list_at_whose_address_ours_stands_is_not_to_be_deleted(blog: MakeBlog) -> None:
    listing = "---\nlayout: default\n---\n{% for post in site.posts %}x{% endfor %}\n"
    site = blog(POSTS + f"-- index.md --\n---\n---\nMy own words.\n-- writing.html --\n{listing}")
    (note,) = [message for message in messages(site.build()) if "T106" in message]
    assert note == (
        "writing.html:2: T106 this page is a list of posts that the old theme made; "
        "here our own stands at its address; leave it, for it says where the list is"
    )
    assert "Two" in site.read("writing.html")


def test_a_home_page_that_its_layout_filled_without_a_loop_gives_way_to_ours(blog: MakeBlog) -> None:
    layout = (
        "-- _layouts/front.html --\n<h2>Latest</h2><a href='{{ site.posts[0].url }}'>{{ site.posts[0].title }}</a>\n"
    )
    site = blog(POSTS + layout + "-- index.md --\n---\nlayout: front\n---\n").built()
    assert "Two" in site.read("index.html")
    own = blog(POSTS + layout + "-- index.md --\n---\nlayout: front\n---\nMy own words.\n").built()
    assert "My own words." in own.read("index.html")
    assert "Two" not in own.read("index.html").partition("<main")[2]


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ("", True),
        ("{% include lang.html %}\n<p>{{ site.data.locales[lang].not_found }}</p>\n", True),
        ("<img src='/lost-owl.png' alt=''>\n", False),
        ("No owl is here.\n", False),
        ("{% include lost.html %}\n", False),
    ],
)
def test_a_page_for_lost_readers_that_says_nothing_gives_way_to_ours(blog: MakeBlog, text: str, is_ours: bool) -> None:
    site = blog(POSTS + f"-- 404.html --\n---\nlayout: lost\npermalink: /404.html\n---\n{text}")
    site.put("_includes/lost.html", "Look in the nest.\n")
    report = site.build()
    assert ("One" in site.read("404.html")) is is_ours
    assert not [message for message in messages(report) if "404.html: " in message]


def test_empty_pages_give_way_to_the_lists_that_readers_expect_at_their_addresses(blog: MakeBlog) -> None:
    empty = "---\nlayout: page\ntype: list\n---\n"
    site = blog(POSTS + f"-- categories/index.html --\n{empty}-- archives.html --\n{empty}-- stages.html --\n{empty}")
    said = messages(site.build())
    assert ">dev" in site.read("categories/index.html")
    assert target(site, "archives.html") == "https://example.com/archive/"
    assert [message[:30] for message in said if "T102" in message] == ["stages.html:2: T102 the page i"]


def test_the_posts_of_one_category_are_found_by_way_of_a_variable(blog: MakeBlog) -> None:
    layout = (
        "{% assign category = page.category | default: page.title %}"
        "{% for post in site.categories[category] %}{{ post.title }}{% endfor %}"
    )
    site = blog(POSTS + f"-- _layouts/category.html --\n{layout}\n")
    site.put("category/dev.md", "---\nlayout: category\ntitle: dev\npermalink: /Dev\n---\n")
    site.build()
    assert target(site, "Dev.html") == "https://example.com/categories/dev/"


def test_a_page_that_is_empty_without_its_layout_is_told_of(blog: MakeBlog) -> None:
    site = blog(
        POSTS + "-- about.md --\n---\nlayout: about\n---\n-- me.md --\n---\nlayout: about\n---\nIt is me.\n"
        "-- owl.md --\n---\nlayout: about\n---\n![](/owl.png)\n-- owl.png --\n"
    )
    said = [message for message in messages(site.build()) if "T102" in message]
    assert said == [
        'about.md:2: T102 the page is empty: what stood here was written by the layout "about" of the old theme; '
        "write it into the page, or into templates/about.html; or delete the page",
        'me.md:2: T102 the theme has no layout "about", so its pages use "page"; '
        "write templates/about.html to change that",
    ]
    site.put("templates/about.html", "{% extends 'theme/page.html' %}")
    assert not [message for message in messages(site.build()) if "T102" in message]
