"""`dapsagi series`: what was found, why, and written down."""

from __future__ import annotations

import json

from blog import MakeBlog
from commands import output_of, run

PARTS = """\
-- dapsagi.yml --
title: 답사기
-- posts/2020-01-01-a.md --
---
title: 나의 파이썬 답사기1
tags: [a]   # stays as it is
---
하나
-- posts/2020-01-02-b.md --
---
title: 나의 파이썬 답사기2
---
둘
"""


def test_series_are_listed_as_data_in_order(blog: MakeBlog) -> None:
    site = blog(PARTS)
    assert json.loads(output_of("series", site.root, "--json")) == [
        {"name": "나의 파이썬 답사기", "posts": ["posts/2020-01-01-a.md", "posts/2020-01-02-b.md"]}
    ]


def test_parts_that_readers_do_not_see_yet_say_why(blog: MakeBlog) -> None:
    site = blog(PARTS)
    site.put("posts/2099-01-03-c.md", "---\ntitle: 나의 파이썬 답사기4\n---\n셋\n")
    site.put("drafts/d.md", "---\ntitle: 나의 파이썬 답사기3\n---\n넷\n")
    said = output_of("series", site.root)
    assert "(posts/2020-01-02-b.md)\n" in said
    assert "(posts/2099-01-03-c.md, from 2099-01-03)\n" in said
    assert "(drafts/d.md, draft)\n" in said


def test_the_explanation_says_why_each_post_is_in(blog: MakeBlog) -> None:
    assert "title ends in" in output_of("series", blog(PARTS).root, "--explain")


def test_pinning_is_shown_and_done_only_if_the_author_agrees(blog: MakeBlog) -> None:
    site = blog(PARTS)
    before = (site.root / "posts/2020-01-01-a.md").read_bytes()
    for answer in ("n\n", ""):
        done = run("series", site.root, "--pin", answer=answer)
        assert done.exit_code == 0 and "+order: 1" in done.stdout
        assert (site.root / "posts/2020-01-01-a.md").read_bytes() == before
    assert "--yes" in done.stderr
    run("series", site.root, "--pin", answer="y\n")
    assert "order: 1" in (site.root / "posts/2020-01-01-a.md").read_text("utf-8")


def test_pinning_writes_two_keys_and_touches_nothing_else(blog: MakeBlog) -> None:
    site = blog(PARTS)
    assert "2 files changed" in output_of("series", site.root, "--pin", "--yes")
    text = (site.root / "posts/2020-01-01-a.md").read_text("utf-8")
    assert "tags: [a]   # stays as it is\n" in text
    assert "series: 나의 파이썬 답사기\norder: 1\n" in text
    assert output_of("series", site.root, "--pin") == "There is nothing to change.\n"


def test_pinning_keeps_what_front_matter_plans(blog: MakeBlog) -> None:
    site = blog(PARTS)
    head = "series: {name: 나의 파이썬 답사기, planned: [3편]}"
    site.put("posts/2020-01-02-b.md", f"---\ntitle: 나의 파이썬 답사기2\n{head}\n---\n둘\n")
    output_of("series", site.root, "--pin", "--yes")
    assert f"\n{head}\norder: 2\n" in (site.root / "posts/2020-01-02-b.md").read_text("utf-8")


def test_the_data_file_overrules_titles(blog: MakeBlog) -> None:
    site = blog(PARTS)
    site.put("data/series.yml", "나의 파이썬 답사기: false\n")
    assert json.loads(output_of("series", site.root, "--json")) == []
    site.put("data/series.yml", "거꾸로:\n  - posts/2020-01-02-b.md\n  - posts/2020-01-01-a.md\n")
    site.build()
    assert "series/거꾸로/index.html" in site.output()


def test_a_blog_with_neither_series_nor_works_is_told_so(blog: MakeBlog) -> None:
    root = str(blog("-- posts/2020-01-01-a.md --\n하나\n").root)
    for command, said in (("series", "No series were found"), ("references", "No works were found")):
        result = run(command, root)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr.startswith(said)
        assert run(command, root, "--json").stderr == ""


def test_pinning_leaves_and_reports_a_post_whose_front_matter_is_in_braces(blog: MakeBlog) -> None:
    site = blog(PARTS)
    written = "---\n{title: 나의 파이썬 답사기3}\n---\n글\n"
    site.put("posts/2020-01-03-c.md", written)
    said = output_of("series", site.root, "--pin", "--yes")
    assert "A101 `series` does not stand in the front matter" in said
    assert "2 files changed" in said
    assert (site.root / "posts/2020-01-03-c.md").read_text("utf-8") == written


def test_pinning_keeps_what_is_planned_under_another_spelling_of_the_name(blog: MakeBlog) -> None:
    site = blog(
        "-- posts/2020-01-01-a.md --\n---\ntitle: 하나\nseries: Deep Learning\n---\n글\n"
        "-- posts/2020-01-02-b.md --\n---\ntitle: 둘\nseries: {name: deep learning, planned: [끝]}\n---\n글\n"
    )
    output_of("series", site.root, "--pin", "--yes")
    assert "series: {name: deep learning, planned: [끝]}\norder: 2\n" in (
        site.root / "posts/2020-01-02-b.md"
    ).read_text("utf-8")
