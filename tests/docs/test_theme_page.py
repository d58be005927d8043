"""The page about the theme says what templates see, and what blocks there are."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from blog import Blog
from dapsagi.build.order import Order
from dapsagi.build.snapshot import take_snapshot
from dapsagi.cache.opening import open_cache
from dapsagi.theme.shadowing import theme_files
from manual import BLOCKS, VIEW_OF

PAGE = Path(__file__).parents[2] / "docs" / "theme.md"

BLOG = """\
-- dapsagi.yml --
url: https://example.org
paginate: 1
-- posts/2020-01-01-a.md --
---
title: 답사기1
tags: [길]
categories: [책]
redirect_from: /old/
---
https://arxiv.org/abs/1706.03762
-- posts/2020-01-02-b.md --
---
title: 답사기2
---
둘
-- about.md --
소개
"""


def test_every_template_gets_the_view_that_the_page_names(tmp_path: Path) -> None:
    blog = Blog(tmp_path, BLOG)
    with open_cache(tmp_path / ".dapsagi" / "cache") as (cache, _):
        snapshot = take_snapshot(Order(blog.root, blog.settings(), datetime(2026, 1, 1, tzinfo=UTC)), cache)
    pages = [snapshot.pages[path] for path in snapshot.pages]
    found = {page.template: type(page.view) for page in pages}
    assert found == {template: VIEW_OF[template] for template in found}
    # The index of maps is for blogs of many years alone, data for those that moved in.
    assert set(VIEW_OF) - set(found) == {"data.txt", "route_index.html"}


def test_every_template_that_makes_pages_is_described() -> None:
    templates = {file.name for file in theme_files(Path()) if file.kind == "template"}
    assert set(VIEW_OF) == templates - {"base.html"}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_there_under_the_name_that_blogs_extend(name: str) -> None:
    assert f"| `{name}` |" in PAGE.read_text("utf-8")
