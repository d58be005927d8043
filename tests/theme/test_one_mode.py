"""Pictures that are meant for a light page, or for a dark one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser

from blog import Blog
from visits import serving

TEXT = """\
---
title: 그림
---
![모두](/images/a.png)

![GitHub](/images/a.png#gh-light-mode-only) ![GitHub](/images/a.png#gh-dark-mode-only)

![Material](/images/a.png#only-light "낮") ![Material](/images/a.png#only-dark)

![Chirpy](/images/a.png){: .light } ![Chirpy](/images/a.png){: .dark }
"""


@pytest.mark.parametrize(("outside", "mode"), [("light", "light"), ("dark", "dark"), ("dark", "light")])
def test_a_picture_for_one_mode_is_shown_in_that_alone(
    tmp_path: Path, chromium: Browser, outside: Any, mode: str
) -> None:
    blog = Blog(tmp_path, "-- posts/2020-01-01-a.md --\n" + TEXT)
    picture = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(picture, "PNG")
    blog.put("images/a.png", picture.getvalue())
    assert not blog.build().problems
    with serving(blog.root / "site") as address, chromium.new_context(color_scheme=outside) as context:
        page = context.new_page()
        page.goto(f"{address}/a/")
        if mode != outside:
            page.click(".theme-switch")
        shown = [image.get_attribute("src") or "" for image in page.locator(".post-body img:visible").all()]
        assert len(shown) == 4
        other = "dark" if mode == "light" else "light"
        assert not [src for src in shown if other in src]
        assert page.locator(f"img.{mode}").is_visible()
        page.emulate_media(media="print")
        assert page.locator("img.light").is_visible()
        assert not page.locator("img.dark").is_visible()
