"""The text of a blog that moves in has the elements that kramdown writes, and none of the theme's."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from blog import Blog
from visits import serving

_BLOG = """
-- _config.yml --
title: 답사기
{more}
-- _posts/2024-01-01-forms.md --
---
title: 꼴
---
마진(margin)이라고, 2024-01-02에, $$x$$를 <https://example.com/a/b>에서.

![바다](sea.png "바다")

| 하나 | 둘 |
|---|---|
| 가 | 나 |
"""


def _blog(root: Path, more: str = "") -> Blog:
    return Blog(root, _BLOG.replace("{more}", more)).built()


def test_a_text_of_a_jekyll_blog_has_no_elements_of_the_theme(tmp_path: Path) -> None:
    body = _blog(tmp_path).page("2024/01/01/forms.html").css_first(".post-body")
    assert body is not None
    assert body.css("wbr, .tie, .together, .table-frame, figure") == []
    assert [element.tag for element in body.css("p, table")] == ["p", "p", "table"]


def test_a_jekyll_blog_can_have_the_elements_of_the_theme_in_its_texts(tmp_path: Path) -> None:
    body = _blog(tmp_path, "refine_html: true").page("2024/01/01/forms.html").css_first(".post-body")
    assert body is not None
    for selector in ("wbr", ".tie", ".together", ".table-frame", "figure"):
        assert body.css(selector), selector


def test_a_wide_table_of_a_jekyll_blog_scrolls_by_itself(tmp_path: Path, chromium: Browser) -> None:
    cells = "|".join(f"아주긴낱말하나가있는칸{number}" for number in range(12))
    post = f"---\ntitle: 넓은 표\n---\n| {cells} |\n"
    blog = Blog(tmp_path, f"-- _config.yml --\ntitle: 표\n-- _posts/2024-01-01-wide.md --\n{post}").built()
    with serving(blog.root / "site") as address:
        page = chromium.new_page(viewport={"width": 320, "height": 640})
        page.goto(f"{address}/2024/01/01/wide.html")
        widths = page.evaluate(
            "() => [document.documentElement.scrollWidth, document.querySelector('table').scrollWidth]"
        )
        page.close()
    assert widths[0] <= 320 < widths[1]
