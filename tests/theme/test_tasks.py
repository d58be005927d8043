"""The boxes of tasks stand in one column and at one height beside their words, done or not."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from blog import Blog
from visits import serving


def test_what_is_done_and_what_is_not_stand_alike(tmp_path: Path, chromium: Browser) -> None:
    blog = Blog(tmp_path, "-- posts/2020-01-01-a.md --\n# 글\n\n- [ ] 할 일\n- [x] 한 일\n")
    blog.build()
    with serving(blog.root / "site") as base:
        page = chromium.new_page()
        page.goto(f"{base}/a/")
        places = page.locator(".task-list-item-checkbox").evaluate_all(
            """boxes => boxes.map((box) => {
              const [at, item] = [box, box.closest("li")].map((each) => each.getBoundingClientRect());
              return [at.left - item.left, at.top - item.top, at.height];
            })"""
        )
        page.close()
    assert places[0] == places[1]
