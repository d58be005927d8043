"""A numbered comment in code leads to the list below it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from blog import MakeBlog
from dapsagi.renderer.annotations import annotate
from visits import serving

BLOG = """\
-- posts/2020-01-01-a.md --
---
title: 코드에 붙인 말
---
```python
loss = model(x)  # (1)!
loss.backward()  # (2)!
```

1.  앞으로 **흐르는** 계산.

    1.  안쪽 목록
2.  기울기를 더한다.

```js {linenums="1"}
f(x); // (1)!
```

1. 부른다

```css
a { color: red } /* (2)! */
```

1. 하나뿐인 목록

```sql
SELECT 1 -- (1)!
```

문단이 먼저 온다.

1. 목록
"""


def test_numbered_comments_lead_to_the_items_of_the_list_below(blog: MakeBlog) -> None:
    site = blog(BLOG)
    assert not site.build().problems
    page = site.page("a/index.html")
    marks = page.css("pre .annotation")
    assert [mark.attributes["href"] for mark in marks] == ["#_code-0-1", "#_code-0-2", "#_code-1-1"]
    items = [page.css_first(f"[id='{mark.attributes['href'][1:]}']") for mark in marks if mark.attributes["href"]]
    assert [item.text(strip=True) for item in items if item] == [
        "앞으로흐르는계산.안쪽 목록",
        "기울기를 더한다.",
        "부른다",
    ]
    # Where the list has no such item, or does not follow, it is a comment.
    code = [block.text() for block in page.css("pre")]
    assert code[0] == "loss = model(x)  \nloss.backward()  \n"
    assert "/* (2)! */" in code[-2]
    assert "-- (1)!" in code[-1]


def test_a_reader_is_told_what_is_said_of_a_line(blog: MakeBlog, chromium: Browser) -> None:
    site = blog(BLOG).built()
    with serving(site.root / "site") as address, chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/a/")
        page.locator(".annotation").nth(1).hover()
        expect(page.locator(".peek")).to_have_text("기울기를 더한다.")


MARK = '<span class="c1"># (1)!</span>'


@given(st.lists(st.sampled_from(["<pre>", "</pre>", "<ol>", "</ol>", "<li>", "</li>", MARK, "가", ")!"]), max_size=20))
@example([*["<pre>", MARK, "</pre>", "<ol>", "<li>"] * 2, "가", *["</li>", "</ol>"] * 2])
def test_any_html_keeps_its_words(pieces: list[str]) -> None:
    html = "".join(pieces)
    annotated = annotate(html)
    assert annotated.count("가") == html.count("가")
    assert annotated.count("<li") == html.count("<li")
    assert annotated.count("(1)!") + annotated.count("data-number") == html.count("(1)!")
