"""Tables: each in a frame that scrolls, so that the page does not, and with cells that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from blog import Blog
from dapsagi.renderer.refinement import frame_tables
from visits import serving


@pytest.mark.parametrize(
    ("html", "framed"),
    [
        ("<p>표</p>", "<p>표</p>"),
        ("<table></table>", '<div class="table-frame"><table></table></div>'),
        (
            '<p>1</p><table id="a"><tr></tr></table><table></table><TABLE></TABLE>2',
            '<p>1</p><div class="table-frame"><table id="a"><tr></tr></table></div>'
            '<div class="table-frame"><table></table></div><TABLE></TABLE>2',
        ),
        (
            '<table><tr><th></th><th class="a"></th><th>이름</th></tr></table><th></th>',
            '<div class="table-frame"><table><tr><td></td><td class="a"></td><th>이름</th></tr></table></div><th></th>',
        ),
        (
            "<table><td><table></table></td></table>",
            '<div class="table-frame"><table><td><table></table></td></table></div>',
        ),
        ('<table class="rouge-table"></table>', '<table class="rouge-table"></table>'),
        ("<table><tr>", "<table><tr>"),
        ("</table><tablet></tablet>", "</table><tablet></tablet>"),
    ],
)
def test_a_table_gets_one_frame_and_code_gets_none(html: str, framed: str) -> None:
    assert frame_tables(html) == framed


@given(st.lists(st.sampled_from(["<table>", "</table>", "<td>", "말", "<!-- "])).map("".join))
def test_frames_are_all_that_is_added(html: str) -> None:
    framed = frame_tables(html)
    assert framed.count("<div") == framed.count("</div>")
    assert framed.replace('<div class="table-frame">', "").replace("</div>", "") == html


SENTENCE = "정확도는 높지만 학습이 느리다는 단점이 있다"


@pytest.mark.parametrize("head", ["-- posts/", "-- _config.yml --\npermalink: /:title/\n-- _posts/"])
def test_cells_of_many_columns_keep_a_readable_width_on_a_phone(tmp_path: Path, chromium: Browser, head: str) -> None:
    wide = "|".join(["모델", "크기", "자료", "정확도", "비고"]) + "\n" + "|".join(["---"] * 5) + "\n"
    wide += "|".join(["ResNet-50", "25.6M", "ImageNet-1k", "76.1", SENTENCE]) + "\n"
    short = "|".join("가나다라마바") + "\n" + "|".join(["---"] * 6) + "\n" + "|".join("123456") + "\n"
    blog = Blog(tmp_path, f"{head}2020-01-01-a.md --\n---\ntitle: 표\n---\n{wide}\n{short}")
    assert not blog.build().problems
    with (
        serving(blog.root / "site") as address,
        chromium.new_context(viewport={"width": 360, "height": 800}) as context,
    ):
        page = context.new_page()
        page.goto(f"{address}/a/")
        lines, widths, narrow = page.evaluate(
            """() => {
              const [first, second] = document.querySelectorAll(".post-body table");
              const cells = [...first.rows[1].cells];
              const height = parseFloat(getComputedStyle(first).lineHeight);
              return [cells.map((cell) => Math.round(cell.clientHeight / height)),
                cells.map((cell) => cell.clientWidth),
                second.clientWidth <= second.parentElement.clientWidth * 1.2];
            }"""
        )
        assert max(lines) <= 3
        assert widths[-1] > 150
        assert narrow
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert page.locator("table").evaluate_all("(all) => all.map((each) => getComputedStyle(each).display)") == [
            "table",
            "table",
        ]
        assert page.locator(".table-frame").first.get_attribute("tabindex") == "0"
        # A browser prints a page smaller of which something goes on behind the edge.
        page.set_viewport_size({"width": 480, "height": 800})
        page.emulate_media(media="print")
        assert page.locator("table").evaluate_all(
            "(all) => all.every((a) => a.offsetWidth <= a.parentElement.clientWidth)"
        )


def test_a_long_list_of_tags_is_searched_as_one_types(tmp_path: Path, chromium: Browser) -> None:
    blog = Blog(tmp_path)
    tags = [f"갈래{number}" for number in range(30)]
    blog.put("posts/2020-01-01-a.md", f"---\ntags: [{', '.join(tags)}]\n---\n글\n")
    assert not blog.build().problems
    assert "list-filter" not in blog.read("tags/index.html")
    blog.put("posts/2020-01-02-b.md", "---\ntags: [GitHub Pages]\n---\n글\n")
    assert not blog.build().problems
    with serving(blog.root / "site") as address, chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/tags/")
        shown = page.locator(".terms li:visible")
        assert shown.count() == 31
        page.get_by_role("searchbox").fill("pages")
        assert [text.split("\n")[0] for text in shown.all_inner_texts()] == ["GitHub Pages"]
        nothing = page.get_by_text("이 목록에는 없습니다.")
        assert not nothing.is_visible()
        page.get_by_role("searchbox").fill("pagoda")
        assert nothing.is_visible()


def test_a_menu_of_many_words_scrolls_and_the_page_does_not(tmp_path: Path, chromium: Browser) -> None:
    pages = "".join(f"-- {name}.md --\n---\ntitle: 아주 긴 이름의 쪽 {name}\n---\n글\n" for name in "abcdef")
    menu = "".join(f"  - {{title: 아주 긴 이름의 쪽 {name}, url: /{name}/}}\n" for name in "abcdef")
    blog = Blog(
        tmp_path,
        f"-- dapsagi.yml --\ntitle: 이름이 아주아주 길어서 한 줄에 들어가지 않는 블로그\nnavigation:\n{menu}{pages}",
    )
    blog.build()
    with (
        serving(blog.root / "site") as address,
        chromium.new_context(viewport={"width": 320, "height": 800}) as context,
    ):
        page = context.new_page()
        page.goto(f"{address}/a/")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.evaluate("document.querySelector('.menu ul').scrollWidth") > 320
        # The way to search stays at the end of the line, however long the name.
        assert page.locator(".theme-switch").evaluate("(button) => button.getBoundingClientRect().x") > 240
