"""From the page to the line in the source, and into the author's editor."""

from __future__ import annotations

from pathlib import Path

import pytest

from dapsagi.config import Settings
from dapsagi.post.reading import read_head
from dapsagi.post.values import Source
from dapsagi.preview.editor import Opening, OpenRequest, opening, source_line, start

FILE = Path("/home/나/blog/posts/a b.md")

TEXT = """\
---
title: 글
---

# 제목

첫 문단
두 줄짜리

- 하나
- 둘 **굵게**

```python
x = 1
y = 2
```

![그림](a.png)

<div class="box">상자</div>

끝 문단
"""

TAGS = ("h1", "p", "ul", "div", "p", "div", "p")


def line_at(block: int, text: str = "", image: int = -1, tags: tuple[str, ...] = TAGS) -> str:
    settings = Settings()
    post = read_head(Source("posts/2024-01-01-a.md", TEXT), settings).post
    number = source_line(post, TEXT, settings, OpenRequest("/a/", block=block, tags=tags, text=text, image=image))
    return TEXT.splitlines()[number - 1]


def test_a_block_leads_to_its_first_line() -> None:
    assert [line_at(number) for number in range(7)] == [
        *("# 제목", "첫 문단", "- 하나", "```python", "![그림](a.png)", '<div class="box">상자</div>', "끝 문단")
    ]


def test_words_lead_to_the_line_that_holds_them() -> None:
    assert line_at(1, "두 줄짜리") == "두 줄짜리"
    assert line_at(2, "둘 굵게") == "- 둘 **굵게**"
    assert line_at(3, "y = 2") == "y = 2"


def test_markup_within_a_line_does_not_hide_it() -> None:
    text = TEXT.replace("- 둘 **굵게**", "- 둘부터 열까지 [세는](https://example.org) 법")
    post = read_head(Source("posts/2024-01-01-a.md", text), Settings()).post
    asked = OpenRequest("/a/", block=2, tags=TAGS, text="둘부터 열까지 세는 법")
    assert text.splitlines()[source_line(post, text, Settings(), asked) - 1].startswith("- 둘부터")


def test_what_stands_elsewhere_on_the_page_leads_to_the_one_line_that_says_it() -> None:
    assert line_at(6, "두 줄짜리 ↩") == "두 줄짜리"


def test_an_image_leads_to_its_own_line() -> None:
    assert line_at(4, image=0) == "![그림](a.png)"


def test_elements_that_a_template_adds_or_wraps_do_not_confuse_the_count() -> None:
    tags = ("nav", "h1", "p", "aside", "ul", "div", "figure", "div", "p", "footer")
    assert line_at(2, tags=tags) == "첫 문단"
    assert line_at(3, tags=tags) == "첫 문단"
    assert line_at(6, tags=tags) == "![그림](a.png)"
    assert line_at(8, tags=tags) == "끝 문단"


def test_a_place_outside_the_body_leads_to_the_front_matter() -> None:
    assert line_at(-1) == "---"


@pytest.mark.parametrize(
    ("setting", "environment", "expected"),
    [
        ("", {}, Opening(address="vscode://file/home/%EB%82%98/blog/posts/a%20b.md:7")),
        ("", {"EDITOR": "vim"}, Opening(address="vscode://file/home/%EB%82%98/blog/posts/a%20b.md:7")),
        ("", {"EDITOR": "code --wait"}, Opening(command=("code", "-g", f"{FILE}:7"))),
        ("", {"VISUAL": "/usr/bin/gedit", "EDITOR": "vim"}, Opening(command=("/usr/bin/gedit", "+7", str(FILE)))),
        ("cursor", {"EDITOR": "gedit"}, Opening(address="cursor://file/home/%EB%82%98/blog/posts/a%20b.md:7")),
        ("subl", {}, Opening(command=("subl", f"{FILE}:7"))),
        ("mine --at {line} {path}", {}, Opening(command=("mine", "--at", "7", str(FILE)))),
        ("mine", {}, Opening(command=("mine", str(FILE)))),
        ("me://{path}?{line}", {}, Opening(address="me:///home/%EB%82%98/blog/posts/a%20b.md?7")),
    ],
)
def test_the_editor_is_the_one_that_is_set_or_the_authors_own(
    setting: str, environment: dict[str, str], expected: Opening
) -> None:
    assert opening(FILE, 7, setting, environment) == expected


def test_an_editor_that_is_not_there_is_no_accident() -> None:
    assert not start(["/nowhere/editor", "file"])
