"""After an edit, exactly the pages that show it are rendered."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from blog import TODAY, Blog, MakeBlog
from dapsagi.search.documents import INDEX


def a_year_of_posts(blog: MakeBlog) -> Blog:
    site = blog("-- dapsagi.yml --\ntitle: t\nurl: https://example.com\n")
    for month in range(1, 13):
        for day in (3, 17):
            site.put(
                f"posts/2020-{month:02}-{day:02}-p{month}m{day}.md",
                f"---\ntitle: 글 {month}월 {day}일\ntags: [tag{month % 3}]\ndescription: 요약\n---\n본문\n\n끝\n",
            )
    site.build()
    return site


def changed(site: Blog, before: dict[str, bytes]) -> set[str]:
    after = site.output()
    differing = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    return {path for path in differing if path != ".dapsagi-manifest" and not path.startswith(INDEX)}


def test_nothing_changed_renders_nothing(blog: MakeBlog) -> None:
    report = a_year_of_posts(blog).build()
    assert (report.read, report.rendered, report.written, report.removed) == (0, 0, 0, 0)


def test_editing_a_body_renders_one_page(blog: MakeBlog) -> None:
    site = a_year_of_posts(blog)
    before = site.output()
    site.edit("posts/2020-03-17-p3m17.md", "끝", "고친 끝")
    report = site.build()
    assert (report.read, report.rendered) == (1, 1)
    assert changed(site, before) == {"p3m17/index.html"}


def test_editing_a_title_renders_exactly_the_pages_that_show_it(blog: MakeBlog) -> None:
    site = a_year_of_posts(blog)
    before = site.output()
    showing = {path for path, page in before.items() if "글 3월 17일".encode() in page and not path.startswith(INDEX)}
    site.edit("posts/2020-03-17-p3m17.md", "글 3월 17일", "봄에 쓴 글")
    report = site.build()
    assert changed(site, before) == showing
    assert report.rendered == len(showing)


def test_editing_a_tag_renders_the_post_and_the_lists_it_enters_and_leaves(blog: MakeBlog) -> None:
    site = a_year_of_posts(blog)
    before = site.output()
    site.edit("posts/2020-03-17-p3m17.md", "[tag0]", "[tag1]")
    report = site.build()
    touched = changed(site, before)
    assert {"p3m17/index.html", "tags/index.html", "tags/tag0/index.html", "tags/tag1/index.html"} <= touched
    assert report.rendered == len(touched)
    assert not any(path.startswith("p4") for path in touched)


def test_editing_a_template_renders_the_pages_that_can_reach_it(blog: MakeBlog) -> None:
    site = a_year_of_posts(blog)
    site.put("templates/terms.html", '{% extends "theme/terms.html" %}{% block header %}모두{% endblock %}')
    report = site.build()
    assert report.rendered == 2
    assert (report.read, report.written) == (0, 2)


def test_a_setting_that_a_page_does_not_show_renders_nothing(blog: MakeBlog) -> None:
    site = a_year_of_posts(blog)
    site.edit("dapsagi.yml", "title: t", "title: t\nexclude: [drafts]")
    assert site.build().rendered == 0


def test_a_text_is_read_again_only_for_what_it_can_ask_for(blog: MakeBlog) -> None:
    site = blog(
        """-- _config.yml --
title: before
-- _includes/sign.html --
sign
-- _data/team.yml --
[Kim]
-- _posts/2020-01-01-plain.md --
---
title: plain
---
A text without Liquid.
-- _posts/2020-01-02-asking.md --
---
title: asking
---
{{ site.title }} {{ site.data.team[0] }} {% include sign.html %}
"""
    ).built()
    for path, old, new in (
        ("_config.yml", "before", "after"),
        ("_data/team.yml", "Kim", "Lee"),
        ("_includes/sign.html", "sign", "mark"),
    ):
        site.edit(path, old, new)
        assert site.build().read == 1
    assert "after Lee mark" in site.read("2020/01/02/asking.html")
    site.put("_config.yml", "title: after\npermalink: pretty\n")
    assert site.build().read == 2
    assert "A text without Liquid." in site.read("2020/01/01/plain/index.html")


def test_saving_without_a_change_reads_one_source_and_renders_nothing(blog: MakeBlog) -> None:
    site = a_year_of_posts(blog)
    file = site.root / "posts/2020-03-17-p3m17.md"
    file.write_bytes(file.read_bytes())
    report = site.build()
    assert (report.rendered, report.written) == (0, 0)


def test_the_explanation_names_the_field_that_changed(blog: MakeBlog) -> None:
    site = a_year_of_posts(blog)
    site.edit("posts/2020-03-17-p3m17.md", "글 3월 17일", "봄에 쓴 글")
    explanation = site.build(explain_url="/p3m17/").explanation
    assert explanation is not None
    assert ("page.title", "글 3월 17일", "봄에 쓴 글") in [
        (change.field, change.before, change.after) for change in explanation.changes
    ]


def test_a_text_that_is_as_it_was_once_has_its_problems_where_they_were(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n---\ntitle: a\n---\n하나\n\n```\n둘\n")
    lines = []
    # The page stays the same, so nothing but the lines tells these texts apart.
    for old, new in (("", ""), ("하나\n", "하나\n\n\n"), ("하나\n\n\n", "하나\n")):
        site.edit("posts/2020-01-01-a.md", old, new)
        lines += [problem.span.line for problem in site.build().problems]
    assert lines == [6, 8, 6]


def test_a_lost_cache_changes_no_byte(blog: MakeBlog) -> None:
    site = a_year_of_posts(blog)
    before = site.output()
    for file in (site.root / ".dapsagi").rglob("*"):
        if file.is_file():
            file.write_bytes(b"not a database at all, but long enough to be looked at" * 10)
    report = site.build()
    assert changed(site, before) == set()
    assert [problem.code for problem in report.problems] == ["K101"]


def age(site: Blog) -> None:
    """Make every file as old as files are that nobody works on at this moment."""
    for file in site.root.rglob("*"):
        if file.is_file() and "site" not in file.parts and ".dapsagi" not in file.parts:
            os.utime(file, (1_700_000_000, 1_700_000_000))


def test_a_blog_in_which_nothing_moved_is_not_even_planned(blog: MakeBlog) -> None:
    site = a_year_of_posts(blog)
    age(site)
    first = site.build()
    (site.root / ".dapsagi/cache.sqlite").rename(site.root / ".dapsagi/kept")
    site.build()
    (site.root / ".dapsagi/kept").rename(site.root / ".dapsagi/cache.sqlite")
    again = site.build()
    assert (again.posts, again.pages, again.unchanged) == (first.posts, first.pages, first.unchanged)
    assert again.written == 0


def test_a_standstill_ends_with_any_change(blog: MakeBlog) -> None:
    site = a_year_of_posts(blog)
    age(site)
    site.build()
    before = site.output()
    site.put("site/p3m3/index.html", "oops")
    assert site.build().written == 1
    (site.root / "site/p3m17/index.html").unlink()
    assert site.build().written == 1
    # As long as it was.
    site.put("site/p3m3/index.html", site.read("p3m3/index.html").replace("<main", "<MAIN"))
    assert site.build().written == 1
    assert site.output() == before
    site.edit("posts/2020-03-17-p3m17.md", "끝", "끝!")
    assert site.build().rendered == 1


def test_a_post_whose_hour_has_come_appears(blog: MakeBlog) -> None:
    site = a_year_of_posts(blog)
    site.put("posts/2026-01-01-noon.md", "---\ndate: 2026-01-01 12:00:00 +0000\n---\n낮")
    age(site)
    site.build()
    site.build()
    assert "noon/index.html" not in site.output()
    site.build(today=TODAY.replace(hour=13))
    assert "noon/index.html" in site.output()


def test_another_version_of_a_library_that_makes_pages_makes_all_of_them_stale(blog: MakeBlog, tmp_path: Path) -> None:
    def built_with(*folders: str) -> int:
        code = (
            "import sys, dapsagi; from datetime import datetime; from pathlib import Path\n"
            "from dapsagi.build.build import build; from dapsagi.build.order import Order\n"
            "from dapsagi.loader.settings_file import load_settings\n"
            "root = Path(sys.argv[1]); sys.path += sys.argv[3:]\n"
            "print(build(Order(root, load_settings(root)[0], datetime.fromisoformat(sys.argv[2]))).rendered)"
        )
        command = [sys.executable, "-c", code, str(site.root), TODAY.isoformat(), *folders]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    site = a_year_of_posts(blog)
    assert built_with() == 0
    for name in ("Pygments-99.0.dist-info", "unheard_of-1.0.dist-info"):
        (tmp_path / name / name).mkdir(parents=True)
    assert built_with(str(tmp_path / "unheard_of-1.0.dist-info")) == 0
    assert built_with(str(tmp_path / "Pygments-99.0.dist-info")) > 20
    assert built_with(str(tmp_path / "Pygments-99.0.dist-info")) == 0
