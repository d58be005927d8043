"""Diagrams are drawn where a blog brings the script, and readable where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from blog import Blog
from dapsagi.renderer.diagrams import room_of
from visits import HOST, Visit

BLOG = """\
-- posts/2020-01-01-flow.md --
---
title: 흐름
---
```mermaid
graph LR
  가 --> 나
```
-- posts/2020-01-02-words.md --
---
title: 말
---
말
"""


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    return Blog(tmp_path, BLOG)


def test_without_the_script_a_diagram_is_shown_as_its_source_and_a_note_says_so(blog: Blog) -> None:
    (problem,) = blog.build().problems
    assert (problem.code, problem.span.path) == ("T105", "posts/2020-01-01-flow.md")
    (diagram,) = blog.page("flow/index.html").css("pre.mermaid")
    assert diagram.text() == "graph LR\n  가 --> 나\n"
    assert "mermaid.min.js" not in blog.read("flow/index.html")


def test_only_pages_with_diagrams_load_the_script(blog: Blog) -> None:
    blog.put("templates/assets/mermaid.min.js", "var mermaid")
    assert not blog.build().problems
    assert "/assets/dapsagi/mermaid.min.js?v=" in blog.read("flow/index.html")
    assert "mermaid" not in blog.read("words/index.html")
    assert blog.read("assets/dapsagi/mermaid.min.js") == "var mermaid"


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("graph LR\n  가 --> 나", 70),
        ("flowchart TD\n  A --> B --> C\n  A --> C", 278),
        ("flowchart TD\n  %% 말\n  A[하나] -- 예 --> B{둘?}\n  B -.->|아니오| A", 228),
        ("sequenceDiagram\n  가->>나: 묻는다\n\n  나-->>가: 답한다", 196),
        ("무엇인지 모르는 그림", 320),
        ("", 320),
        ("flowchart TD\n" + "\n".join(f"n{number} --> n{number + 1}" for number in range(99)), 900),
    ],
)
def test_the_room_of_a_diagram_is_guessed_from_its_text(text: str, room: int) -> None:
    assert room_of(text) == room


@given(st.text(st.sampled_from("graph TDLR\n -=.~>|{}[]가나AB%&\"'"), max_size=200))
def test_any_text_has_a_room(text: str) -> None:
    assert 0 < room_of("flowchart TD\n" + text) <= 900
    assert 0 < room_of(text) <= 900


# What Mermaid does, as far as the theme asks for it: a drawing of a text, or an error.
STAND_IN = """
window.mermaid = {
  initialize: (options) => (mermaid.options = options),
  render: async (id, text) => {
    if (text.includes("틀렸다")) throw new Error("no diagram");
    const ink = mermaid.options.themeVariables.primaryTextColor;
    return { svg: `<svg id="${id}" viewBox="0 0 100 20"><text fill="${ink}">${text.length}</text></svg>` };
  },
};
"""


def test_a_diagram_is_drawn_when_a_reader_comes_near_in_the_colours_of_the_page(blog: Blog, chromium: Browser) -> None:
    blog.put("dapsagi.yml", f"url: {HOST}\n")
    blog.put("templates/assets/mermaid.min.js", STAND_IN)
    wrong = "```mermaid\n틀렸다\n```\n"
    blog.put("posts/2020-01-03-far.md", "---\ntitle: 멀리\n---\n" + "긴 글\n\n" * 300 + wrong + "```mermaid\n길\n```\n")
    blog.build()
    reader = Visit(chromium, blog, color_scheme="light")
    loaded: list[str] = []
    reader.page.on("request", lambda request: loaded.append(request.url))
    page = reader.open("/far/")
    page.wait_for_timeout(200)
    assert not any("mermaid.min.js" in url for url in loaded)
    page.locator("pre.mermaid").first.scroll_into_view_if_needed()
    page.wait_for_selector("pre.mermaid[data-drawn] svg")
    assert page.locator("pre.mermaid").first.text_content() == "틀렸다\n"
    ink = page.locator("pre.mermaid text").get_attribute("fill")
    assert ink == page.evaluate("getComputedStyle(document.body).color")
    page.evaluate("document.querySelector('.theme-switch').click()")
    page.wait_for_function(
        "(before) => document.querySelector('pre.mermaid text').getAttribute('fill') !== before", arg=ink
    )
    assert page.locator("pre.mermaid text").get_attribute("fill") == page.evaluate(
        "getComputedStyle(document.body).color"
    )
    assert reader.asked == []
    reader.context.close()


def test_a_diagram_that_is_seen_as_text_moves_nothing_when_it_is_drawn(blog: Blog, chromium: Browser) -> None:
    blog.put("dapsagi.yml", f"url: {HOST}\n")
    blog.put("templates/assets/mermaid.min.js", STAND_IN)
    blog.put(
        "posts/2020-01-03-first.md", "---\ntitle: 먼저\n---\n```mermaid\nflowchart TD\n  A --> B\n```\n\n그 아래의 글\n"
    )
    blog.build()
    page = Visit(chromium, blog).page
    where = "document.querySelector('.post-body p').offsetTop"
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => (globalThis.before = {where}))")
    page.goto(f"{HOST}/first/")
    page.wait_for_selector("pre.mermaid[data-drawn] svg")
    assert page.evaluate(f"{where} === before")
    box = page.locator("pre.mermaid").bounding_box()
    assert box is not None
    assert box["height"] == 174
