"""What has no end among the files of a blog, and in its templates: it is said, and nothing waits for it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tracemalloc
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest

from blog import Blog, MakeBlog, messages
from dapsagi.build import rendering

BLOG = """\
-- dapsagi.yml --
title: 답사기
url: https://example.org
-- posts/2020-01-01-a.md --
---
title: 첫 글
---
글
"""

NO_FILE = "F101 the file cannot be read (it is no file but a pipe, a socket or a device)"
WAY_OUT = "remove it, or leave it out with `exclude` in the settings"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_nothing_waits_for_a_pipe_a_socket_or_a_device(blog: MakeBlog, monkeypatch: pytest.MonkeyPatch) -> None:
    site = blog(BLOG)
    for place in ("posts/2020-01-02-pipe.md", "images/pipe.png", "about.md", "CNAME", "data/series.yml"):
        (site.root / place).parent.mkdir(exist_ok=True)
        os.mkfifo(site.root / place)
    (site.root / "images" / "endless.png").symlink_to("/dev/zero")
    monkeypatch.chdir(site.root)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("listening.txt")
        # In a process of its own, which may be ended.
        command = [sys.executable, "-m", "dapsagi", "build"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"error: CNAME: {NO_FILE}; {WAY_OUT}",
        f"error: about.md: {NO_FILE}; {WAY_OUT}",
        "warning: data/series.yml: R102 the file cannot be read: it is no file; correct the file",
        f"error: images/endless.png: {NO_FILE}; {WAY_OUT}",
        f"error: images/pipe.png: {NO_FILE}; {WAY_OUT}",
        f"error: listening.txt: {NO_FILE}; {WAY_OUT}",
        f"error: posts/2020-01-02-pipe.md: {NO_FILE}; {WAY_OUT}",
    ]
    assert "첫 글" in site.read("a/index.html")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_the_place_of_the_manifest_is_refused(blog: MakeBlog) -> None:
    site = blog(BLOG)
    (site.root / "site").mkdir()
    os.mkfifo(site.root / "site" / ".dapsagi-manifest")
    command = [sys.executable, "-m", "dapsagi", "build", str(site.root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2 and "cannot be read (it is no file); delete the folder" in done.stderr


def test_linked_folders_are_read_and_those_that_lead_back_are_not(blog: MakeBlog, tmp_path: Path) -> None:
    site = blog(BLOG)
    vault = Blog(
        tmp_path / "vault", "-- 2020-01-02-둘.md --\n![그림](../images/하나.txt)\n-- deep/2020-01-03-셋.md --\n셋\n"
    )
    vault.put("../shelf/하나.txt", "하나")
    (site.root / "posts" / "vault").symlink_to(vault.root)
    (site.root / "images").symlink_to(tmp_path / "shelf")
    (vault.root / "deep" / "back").symlink_to(vault.root)
    (vault.root / "deep" / "home").symlink_to(site.root)
    (site.root / "round").symlink_to(".")
    site.age()
    vault.age()
    report = site.build()
    assert (messages(report), report.posts) == ([], 3)
    assert site.read("images/하나.txt") == "하나"
    vault.edit("deep/2020-01-03-셋.md", "셋", "넷")
    site.build()
    assert "넷" in site.read("셋/index.html")
    vault.put("2020-01-04-다섯.md", "다섯")
    assert site.build().posts == 4


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="the system shows nothing of itself in files")
def test_a_link_to_what_the_system_shows_of_itself_is_not_followed(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.put("images/plot.txt", "그림")
    (site.root / "images" / "system").symlink_to("/dev")
    assert messages(site.build()) == []
    assert "images/plot.txt" in site.output()


def test_folders_with_links_to_each_other_do_not_multiply(blog: MakeBlog) -> None:
    site = blog(BLOG)
    names = "abcdef"
    for name in names:
        site.put(f"shelf/{name}/{name}.txt", name)
    for name, other in permutations(names, 2):
        (site.root / "shelf" / name / other).symlink_to(f"../{other}")
    site.build()
    depths = Counter(path.count("/") for path in site.output() if path.startswith("shelf/"))
    assert depths == {2: 6, 3: 6 * 5, 4: 6 * 5 * 4}


def test_a_linked_folder_with_an_underscore_below_posts_is_looked_at(blog: MakeBlog, tmp_path: Path) -> None:
    site = blog("-- _config.yml --\ntitle: t\n-- _posts/c/2020-01-01-a.md --\n---\ntitle: a\n---\n하나\n")
    etc = Blog(tmp_path / "etc", "-- 2020-01-02-b.md --\n---\ntitle: b\n---\n둘\n")
    (site.root / "_posts/c/_etc").symlink_to(etc.root)
    site.age()
    etc.age()
    site.build()
    site.build()
    etc.edit("2020-01-02-b.md", "둘", "셋")
    site.build()
    assert any("셋".encode() in page for page in site.output().values())


def test_a_file_is_copied_without_filling_the_memory(blog: MakeBlog) -> None:
    site = blog(BLOG)
    size = 1 << 26
    with (site.root / "clip.mp4").open("wb") as file:
        file.truncate(size)
    tracemalloc.start()
    try:
        site.build()
        site.build()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (site.root / "site/clip.mp4").stat().st_size == size > 2 * peak


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ('{% include "post.html" %}', "templates include, extend or call each other in a circle"),
        ('{% extends "post.html" %}', "templates include, extend or call each other in a circle"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "templates include, extend or call each other in a circle"),
        ('{{ "x" * 10000000000 }}', "what is repeated 10,000,000,000 times gets too long (on the page /a/)"),
        ("{{ (2 * [page.title]) * 10**9 }}", "what is repeated 1,000,000,000 times gets too long (on the page /a/)"),
        ("{{ 9 ** (9 ** 9) }}", "a power has too many digits (on the page /a/)"),
        ("{% for i in range(10**10) %}x{% endfor %}", "a range has more than 1,000,000 steps (on the page /a/)"),
        ("{{ range(0, -(10**30), -1)|list }}", "a range has more than 1,000,000 steps (on the page /a/)"),
        ('{{ "x"|center(10**18) }}', "rendering takes more memory than there is (on the page /a/)"),
    ],
)
def test_a_template_in_a_circle_or_beyond_all_memory_is_one_problem(blog: MakeBlog, template: str, says: str) -> None:
    site = blog(BLOG)
    site.put("templates/post.html", template)
    report = site.build()
    assert messages(report) == [
        f"templates/post.html:1: T101 {says}; correct the template; the pages that need it keep their last good version"
    ]
    assert "첫 글" in site.read("index.html")


@pytest.mark.skipif(sys.platform == "win32", reason="nobody counts what a process computes here")
def test_a_template_multiplies_and_counts_as_jinja_does(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.put(
        "templates/post.html", "{{ '-' * 3 }} {{ [1] * 2 }} {{ 2 * 3 * 2.5 }} {{ 2 ** 10 }} {{ range(1, 9, 3)|list }}"
    )
    assert not site.build().problems
    assert site.read("a/index.html") == "--- [1, 1] 15.0 1024 [1, 4, 7]"


def test_a_template_without_an_end_is_given_up_and_the_rest_is_built(
    blog: MakeBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "_ENDLESS", 1)
    site = blog(BLOG)
    site.put("posts/2020-01-02-b.md", "---\ntitle: 둘째 글\n---\n글\n")
    loop = "\n{% for i in range(10**6) %}{% for j in range(10**6) %}{% endfor %}{% endfor %}"
    site.put("templates/post.html", loop)
    report = site.build()
    assert {problem.span.path for problem in report.problems} == {"templates/post.html"}
    assert {problem.span.line for problem in report.problems} == {2}
    assert messages(report)[0].startswith("templates/post.html:2: T101 rendering came to no end; look for a loop")
    assert "둘째 글" in site.read("index.html")
    (site.root / "templates/post.html").unlink()
    assert not site.build().problems
