"""Pictures, links and words with the classes that an old theme has for them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page

from blog import Blog
from visits import serving

WORDS = "글이 그림 옆으로 흐른다. " * 12
BLOG = f"""\
-- posts/2020-01-01-a.md --
---
title: 그림
---
![왼쪽](/images/a.png){{: .w-50 .left }}

{WORDS}

## 다음 절

![설명](/images/a.png "설명이 아래에 있는 그림"){{: .w-50 .align-right }}

{WORDS}

## 그다음 절

![너른](/images/a.png){{: .w-75 .mx-auto }}

가운데 놓인 글
{{: .text-center}}

[내려받기](https://example.com){{: .btn .btn--primary }} 곁의 글

새것
{{: .label .label-green }}

<svg width="100" height="40"><text y="20" class="label">그림의 글</text></svg>
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    blog = Blog(tmp_path, BLOG)
    picture = BytesIO()
    Image.new("RGB", (1200, 600), "teal").save(picture, "PNG")
    blog.put("images/a.png", picture.getvalue())
    assert not blog.build().problems
    return blog.root / "site"


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(f".post-body {selector}").first.bounding_box()
    assert found is not None
    return found


def test_a_picture_stands_beside_the_text_and_a_heading_begins_below_it(site: Path, chromium: Browser) -> None:
    with serving(site) as address, chromium.new_context(viewport={"width": 1000, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{address}/a/")
        body = page.locator(".post-body").bounding_box()
        assert body is not None
        image = box(page, ".left")
        assert image["width"] == pytest.approx(body["width"] / 2, abs=1)
        assert image["height"] == pytest.approx(image["width"] / 2, abs=1)
        beside = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).textContent",
            [image["x"] + image["width"] + 60, image["y"] + 20],
        )
        assert beside.strip() == WORDS.strip()
        assert box(page, "h2")["y"] > image["y"] + image["height"]
        figure = box(page, "figure")
        assert figure["x"] + figure["width"] == pytest.approx(body["x"] + body["width"], abs=1)
        wide = box(page, ".w-75")
        assert wide["width"] == pytest.approx(body["width"] * 3 / 4, abs=1)
        assert wide["x"] - body["x"] == pytest.approx(body["width"] / 8, abs=1)


def test_what_a_drawing_calls_a_label_looks_as_it_was_drawn(site: Path, chromium: Browser) -> None:
    with serving(site) as address, chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/a/")
        weight = "element => getComputedStyle(element).fontWeight"
        assert page.locator("p.label").evaluate(weight) == "600"
        assert page.locator("svg .label").evaluate(weight) == "400"


def test_on_a_phone_a_picture_has_the_whole_line_and_a_button_fits_a_finger(site: Path, chromium: Browser) -> None:
    with serving(site) as address, chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"{address}/a/")
        body = page.locator(".post-body").bounding_box()
        assert body is not None
        for name in (".left", ".align-right", ".w-75"):
            assert box(page, name)["width"] == body["width"]
        assert box(page, ".btn")["height"] >= 44
        assert page.evaluate("document.documentElement.scrollWidth") == 360
