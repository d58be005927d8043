"""Notes that stand within others: `![[title]]`."""

from __future__ import annotations

import re
import shutil

import pytest

from blog import Blog, MakeBlog, messages

NOTES = """
-- dapsagi.yml --
title: 부엉이
url: https://owl.example
-- posts/2020-01-01-note.md --
---
title: 밤의 새
---
부엉이는 밤에 난다[^1]. 그 힘은 $F = ma$다.

## 귀

두 귀의 높이가 다르다. [깃으로](#깃)

> 소리의 **위아래**를 안다. ^ear

- 왼쪽 ^left
- 오른쪽

올빼미
: 낮의 새 ^word

## 깃

소리가 나지 않는다.

[^1]: 낮에 나는 것도 있다.
-- posts/2020-01-02-day.md --
---
title: 하루
---
{}
"""

NIGHT = "부엉이는 밤에 난다"


def page_with(blog: MakeBlog, text: str) -> str:
    made = blog(NOTES.replace("{}", text)).built()
    return made.read("day/index.html").partition('post-body">')[2].partition("<footer")[0]


def test_a_note_that_stands_alone_is_quoted_whole_with_its_formulas(blog: MakeBlog) -> None:
    made = blog(NOTES.replace("{}", "앞.\n\n![[밤의 새]]\n\n뒤."))
    assert messages(made.build()) == []
    page = made.read("day/index.html")
    assert '<blockquote class="embed">\n<p class="embed-title"><a href="/note/">밤의 새</a></p>' in page
    assert "소리가 나지 않는다." in page
    assert 'class="katex"' in page
    assert "katex.min.css" in page
    assert NIGHT in made.read("note/index.html")


def test_what_is_quoted_has_its_own_ids_and_its_links_within_itself(blog: MakeBlog) -> None:
    page = page_with(blog, "글[^1].\n\n![[밤의 새]]\n\n![[밤의 새]]\n\n[^1]: 각주.")
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]*)"', page)
    assert len(targets) >= 8
    assert set(targets) <= set(ids)


@pytest.mark.parametrize(
    ("text", "there", "missing"),
    [
        ("![[밤의 새#귀]]", ["두 귀의 높이", 'href="/note/#깃"', 'href="/note/#귀">밤의 새'], [NIGHT, "나지 않는다"]),
        ("![[밤의 새#^ear]]", ["<strong>위아래</strong>", 'href="/note/#%5Eear"'], [NIGHT, "두 귀의", "왼쪽"]),
        ("![[밤의 새#^left]]", ["<ul><li", "왼쪽"], ["오른쪽", "위아래"]),
        ("글 안의 ![[밤의 새]]", ['href="/note/">밤의 새</a>'], [NIGHT, "blockquote"]),
        ("![[하루]]", ['href="/day/">하루</a>'], ["blockquote"]),
        ("![[밤의 새#없는 절]]", ['class="embed" href="/note/#'], ["blockquote", NIGHT]),
        ("![[밤의 새#^word]]", ['<dl><dd id="embed-0-^word">낮의 새</dd></dl>'], ["부엉이", "두 귀의"]),
        ("![[밤의 새#귀]]\n![[밤의 새#깃]]", ["두 귀의", 'embed-1-깃"', "나지 않는다"], ["<p><blockquote", NIGHT]),
        ("![[밤의 새#없는 절]]\n![[밤의 새#깃]]", ['<p><a class="embed"', 'embed-1-깃"'], [NIGHT]),
        ("![[밤의 새]]\n글", ['<p><a class="embed"'], [NIGHT]),
        ("[[밤의 새]]", ['<a href="/note/">밤의 새</a>'], ["embed", NIGHT]),
    ],
)
def test_a_section_or_a_block_alone_is_quoted(blog: MakeBlog, text: str, there: list[str], missing: list[str]) -> None:
    page = page_with(blog, text)
    assert [each for each in there if each not in page] == []
    assert [each for each in missing if each in page] == []


def test_within_what_is_quoted_a_note_is_a_link(blog: MakeBlog) -> None:
    made = blog(
        NOTES.replace("{}", "![[밤의 새]]") + "-- posts/2020-01-03-c.md --\n---\ntitle: 셋\n---\n![[하루]]\n"
    ).built()
    page = made.read("c/index.html")
    assert page.count("<blockquote") == 1
    assert '<a class="embed" href="/note/">밤의 새</a>' in page
    assert NIGHT not in page


def test_lists_and_feeds_have_the_link_alone(blog: MakeBlog) -> None:
    feed = blog(NOTES.replace("{}", "![[밤의 새]]")).built().read("feed.xml")
    assert feed.count(NIGHT) == feed.count("<id>https://owl.example/note/</id>") * 2
    assert "embed-" not in feed


def test_editing_a_note_renders_the_pages_that_quote_it(blog: MakeBlog) -> None:
    # Lists show how a note begins, and no more.
    notes = NOTES.replace("{}", "![[밤의 새#깃]]").replace("그 힘은", "천천히 " * 40 + "그 힘은")
    made = blog(notes + "-- posts/2020-01-03-c.md --\n---\ntitle: 셋\n---\n셋.\n")
    made.age()
    made.build()
    made.edit("posts/2020-01-01-note.md", "소리가 나지 않는다.", "소리가 거의 나지 않는다.")
    report = made.build()
    assert "소리가 거의 나지 않는다." in made.read("day/index.html")
    # Its own page, the one that quotes it, and the feed.
    assert report.rendered == 3
    assert made.output() == _anew(made)


def test_what_leads_to_an_id_in_what_is_quoted_still_does(blog: MakeBlog) -> None:
    drawing = (
        '<svg aria-labelledby="name other"><title id="name">새</title><linearGradient id="dusk"/>'
        '<rect fill="url(#dusk)"/><rect fill="url(#else)"/><use xlink:href="#dusk"/></svg>\n'
    )
    made = blog(
        NOTES.replace("{}", "![[그림]]") + f"-- posts/2020-01-03-c.md --\n---\ntitle: 그림\n---\n{drawing}"
    ).built()
    page = made.read("day/index.html")
    for there in ('"embed-0-name other"', 'url(#embed-0-dusk)"', 'url(#else)"', 'xlink:href="#embed-0-dusk"'):
        assert there in page
    assert 'fill="url(#dusk)"' in made.read("c/index.html")


def test_a_diagram_in_what_is_quoted_is_drawn(blog: MakeBlog) -> None:
    diagram = "```mermaid\ngraph TD;A-->B\n```\n"
    made = blog(NOTES.replace("{}", "![[그림]]") + f"-- posts/2020-01-03-c.md --\n---\ntitle: 그림\n---\n{diagram}")
    made.put("templates/assets/mermaid.min.js", "")
    made.build()
    pages = {name: made.read(f"{name}/index.html") for name in ("day", "c", "note")}
    assert [name for name, page in pages.items() if "assets/dapsagi/diagrams.js" in page] == ["day", "c"]


@pytest.mark.parametrize("layout", ["{% for post in site.tags[page.tag] %}", "{% for post in site.posts %}"])
def test_a_note_above_a_list_of_posts_is_exchanged_too(blog: MakeBlog, layout: str) -> None:
    made = blog(
        "-- _config.yml --\nmarkdown: {dialect: dapsagi}\n"
        f"-- _layouts/list.html --\n{layout}{{% endfor %}}{{{{ content }}}}\n"
        "-- index.md --\n---\nlayout: list\ntag: 새\n---\n이야기.\n\n![[밤의 새]]\n"
        "-- birds.md --\n---\nlayout: list\ntag: 새\n---\n새들.\n\n![[밤의 새]]\n"
        f"-- _posts/2020-01-01-note.md --\n---\ntitle: 밤의 새\ntags: [새]\n---\n{'천천히 ' * 60}\n\n첫 끝.\n"
    )
    made.age()
    made.build()
    made.edit("_posts/2020-01-01-note.md", "첫 끝.", "새 끝.")
    made.build()
    assert sum("새 끝." in text.decode() for path, text in made.output().items() if path.endswith(".html")) > 1
    assert made.output() == _anew(made)


def _anew(made: Blog) -> dict[str, bytes]:
    shutil.rmtree(made.root / "site")
    shutil.rmtree(made.root / ".dapsagi")
    made.build()
    return made.output()
