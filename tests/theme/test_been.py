"""A journey shows its readers where they have been."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page

from blog import Blog
from browsers import browser_with_memory
from visits import serving

BLOG = "".join(
    f"-- posts/2020-01-0{number}-walk{number}.md --\n---\ntitle: 답사기 {number}\n---\n글\n" for number in (1, 2, 3)
)


def marks(page: Page) -> list[bool]:
    """Return of each part whether its row ends in a mark that can be seen."""
    marked = []
    for row in page.locator(".route > li").all():
        box = row.bounding_box()
        assert box
        end: FloatRect = {"x": box["x"] + box["width"] - 16, "y": box["y"], "width": 16, "height": 28}
        picture = Image.open(BytesIO(page.screenshot(clip=end))).convert("L")
        marked.append(len(picture.getcolors(256) or []) > 1)
    return marked


def test_a_part_that_a_reader_opened_has_a_mark_in_lists_of_its_journey(tmp_path: Path, chromium: Browser) -> None:
    blog = Blog(tmp_path / "blog", BLOG)
    assert not blog.build().problems
    with serving(blog.root / "site") as base, browser_with_memory(chromium, tmp_path / "profile") as reader:
        page = reader.new_page()
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{base}/series/답사기/")
        assert marks(page) == [False, False, False]
        page.get_by_role("link", name="답사기 2", exact=True).click()
        page.wait_for_url("**/walk2/")
        page.go_back()
        page.wait_for_url("**/series/**")
        page.wait_for_timeout(200)
        assert marks(page) == [False, True, False]
        page.get_by_role("link", name="답사기 3", exact=True).click()
        page.wait_for_url("**/walk3/")
        page.wait_for_timeout(200)
        assert marks(page) == [False, True, True]
        # It is said to nobody: neither to a script nor to who listens.
        color = "link => getComputedStyle(link, '::before').color"
        assert len(set(page.locator(".route a").evaluate_all(f"links => links.map({color})"))) == 1
        assert page.locator(".route").aria_snapshot().count("✓") == 0


def test_the_mark_has_room_beside_a_long_title(tmp_path: Path, chromium: Browser) -> None:
    # Browsers balance titles of few lines.
    title = "나의 아주 긴 이름을 가진 답사기라서 한 줄에는 도무지 다 들어가지 않는 것 " * 6
    parts = "".join(f"-- posts/2020-01-0{n}-a{n}.md --\n---\ntitle: {title}{n}\n---\n글\n" for n in (1, 2))
    blog = Blog(tmp_path, parts)
    blog.build()
    (journey,) = [file for file in (blog.root / "site/series").iterdir() if file.is_dir()]
    with serving(blog.root / "site") as base:
        page = chromium.new_page(viewport={"width": 360, "height": 800})
        for path in (f"/series/{journey.name}/", "/a1/"):
            page.goto(base + path)
            for fold in page.locator(".series-box summary").all():
                fold.click()
            room = page.locator(".route > li").evaluate_all(
                """rows => rows.map((row) => {
                  const words = document.createRange();
                  words.selectNodeContents(row.querySelector("a"));
                  const ends = [...words.getClientRects()].map(({ right }) => right);
                  return row.getBoundingClientRect().right - Math.max(...ends);
                })"""
            )
            assert min(room) >= 16
        page.close()
