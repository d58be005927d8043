"""What a link leads to is told before one goes there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from blog import Blog
from visits import serving

BLOG = """\
-- posts/2020-01-01-a.md --
---
title: 첫 글
---
[둘째 글](2020-01-02-b.md)이 있고 [그 글의 한 곳](2020-01-02-b.md#곳), [없는 글](/none/)이 있다.
[밖](https://example.com/)도 있다.[^note]

[끝](#끝)

## 끝

[^note]: 각주의 *말*과 $x^2$.
-- posts/2020-01-02-b.md --
---
title: <img src=x onerror=alert(1)> & 둘째
---
둘째 글의 <b>첫</b> 문장이다.

## 곳
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    blog = Blog(tmp_path, BLOG)
    blog.build()
    return blog.root / "site"


@contextmanager
def reading(site: Path, chromium: Browser, **options: Any) -> Iterator[Page]:
    with serving(site) as address, chromium.new_context(**options) as context:
        page = context.new_page()
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto(f"{address}/a/")
        yield page


def test_a_pointer_over_a_link_is_told_the_title_and_the_summary_of_the_post_behind_it(
    site: Path, chromium: Browser
) -> None:
    with reading(site, chromium) as page:
        asked: list[Request] = []
        page.on("request", lambda request: asked.append(request))
        height = page.evaluate("document.documentElement.scrollHeight")
        card = page.locator(".peek")
        page.get_by_text("둘째 글", exact=True).hover()
        expect(card).to_contain_text("<img src=x onerror=alert(1)> & 둘째")
        expect(card).to_contain_text("2020년 1월 2일")
        expect(card).to_contain_text("둘째 글의 첫 문장이다.")
        assert page.evaluate("document.documentElement.scrollHeight") == height
        # It stays under a pointer that goes there, and goes with one that goes elsewhere.
        card.hover()
        expect(card).to_be_visible()
        page.locator("h1").hover()
        expect(card).to_be_hidden()
        # What is known is not asked for again.
        page.get_by_text("그 글의 한 곳").hover()
        expect(card).to_be_visible()
        assert [request.resource_type for request in asked].count("fetch") == 1
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()


def test_the_keyboard_is_told_as_well(site: Path, chromium: Browser) -> None:
    with reading(site, chromium) as page:
        link = page.get_by_text("둘째 글", exact=True)
        while not link.evaluate("link => link === document.activeElement"):
            page.keyboard.press("Tab")
        expect(page.locator(".peek")).to_contain_text("둘째 글의 첫 문장이다.")
        for _ in range(2):
            page.keyboard.press("Tab")
        expect(page.locator(".peek")).to_be_hidden()


def test_a_note_is_told_where_it_does_not_stand_beside_the_text(site: Path, chromium: Browser) -> None:
    with reading(site, chromium, viewport={"width": 1000, "height": 700}) as page:
        page.locator(".footnote").hover()
        card = page.locator(".peek")
        expect(card).to_contain_text("각주의 말과")
        assert card.locator(".katex").count() == 1
        expect(card.locator(".reversefootnote")).to_be_hidden()
        expect(page.locator(".footnotes .reversefootnote")).to_be_visible()


def test_nothing_is_told_of_what_is_not_there_is_elsewhere_or_is_touched(site: Path, chromium: Browser) -> None:
    with reading(site, chromium) as page:
        for words in ("없는 글", "밖", "끝"):
            page.get_by_role("link", name=words, exact=True).hover()
            # Long enough for a card to come if there were one to come.
            page.wait_for_timeout(600)
            assert not page.locator(".peek").is_visible()
    with reading(site, chromium, has_touch=True, is_mobile=True) as page:
        page.evaluate("document.addEventListener('click', event => event.preventDefault())")
        page.get_by_text("둘째 글", exact=True).tap()
        page.wait_for_timeout(600)
        assert not page.locator(".peek").is_visible()
