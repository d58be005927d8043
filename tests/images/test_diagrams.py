"""Diagrams are drawn where a blog brings the script, and readable where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from blog import Blog

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
    (diagram,) = HTMLParser(blog.read("flow/index.html")).css("pre.mermaid")
    assert diagram.text() == "graph LR\n  가 --> 나\n"
    assert "mermaid.min.js" not in blog.read("flow/index.html")


def test_only_pages_with_diagrams_load_the_script(blog: Blog) -> None:
    blog.put("templates/assets/mermaid.min.js", "var mermaid")
    assert not blog.build().problems
    assert "/assets/dapsagi/mermaid.min.js?v=" in blog.read("flow/index.html")
    assert "mermaid" not in blog.read("words/index.html")
    assert blog.read("assets/dapsagi/mermaid.min.js") == "var mermaid"
