"""Pictures and colours that are meant for a light page, or for a dark one."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, FloatRect

from blog import Blog
from dapsagi.config.palette import contrast
from visits import serving

DIMMED = "brightness(0.88)"

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
        filters = [
            image.evaluate("(one) => getComputedStyle(one).filter") for image in page.locator("img:visible").all()
        ]
        # What was drawn for a dark page is as dark as it is to be.
        assert filters == [DIMMED if mode == "dark" else "none", "none", "none", "none"]
        page.emulate_media(media="print")
        assert page.locator("img.light").is_visible()
        assert not page.locator("img.dark").is_visible()


COLORED = """\
-- posts/2020-01-01-a.md --
---
title: 색
---
<span style="color: darkred">██</span> <font color="blue">██</font> <b style="color:black">██</b>
<span style="color:red">말 <i style="color:blue">██</i></span>

<p style="background-color: #ffffcc"><u>██</u> <b style="color:darkred">██</b> <code>██</code></p>

<p style="background:#333; color:white"><u>██</u> <span style="color:#fafafa">██</span></p>

<svg><foreignObject width="99" height="30"><s style="color: teal">도표</s></foreignObject></svg>

$\\textcolor{blue}{\\rule{2em}{1em}}$
"""


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_colour_that_an_author_wrote_for_a_light_page_is_legible_in_both_modes(
    tmp_path: Path, chromium: Browser, mode: Any
) -> None:
    blog = Blog(tmp_path, COLORED)
    assert not blog.build().problems
    with serving(blog.root / "site") as address, chromium.new_context(color_scheme=mode) as context:
        page = context.new_page()
        page.goto(f"{address}/a/")
        parts = page.locator(".post-body :is(span[style]:not(.katex *), font, b, i, code, u, .rule):not(:has(i))").all()
        assert len(parts) == 9
        for part in parts:
            box = part.bounding_box()
            assert box
            around: FloatRect = {
                "x": box["x"] - 2,
                "y": box["y"] - 2,
                "width": box["width"] + 4,
                "height": box["height"] + 4,
            }
            image = Image.open(BytesIO(page.screenshot(clip=around))).convert("RGB")
            # The ink of its blocks, and their ground, as they are on the screen.
            assert contrast(*_commonest(image)) >= 4.5, part.evaluate("part => part.outerHTML")
        # A drawing has chosen its colours itself.
        drawn = page.locator("svg s").evaluate("s => [getComputedStyle(s).filter, getComputedStyle(s).color]")
        assert drawn == ["none", "rgb(0, 128, 128)"]


def _commonest(image: Image.Image) -> list[str]:
    """Return the two colours that most of a picture is of."""
    reduced = image.quantize(256).convert("RGB").tobytes()
    pixels = [reduced[at : at + 3].hex() for at in range(0, len(reduced), 3)]
    return [f"#{color}" for color, _ in Counter(pixels).most_common(2)]
