"""What the command line answers when a build cannot start, and what it exits with."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from blog import Blog
from dapsagi.cli.main import main

MakeBlog = Callable[[str], Blog]

BLOG = "-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n![그림](none.png)\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize(
    "command",
    [
        ("build",), ("posts",), ("series",), ("check",), ("references",), ("serve",), ("publish",),
        ("post", "제목", "--dir"), ("tags", "--dir"), ("rename", "a", "b", "--dir"), ("publish-draft", "a", "--dir"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_folder_that_is_no_blog_is_left_alone(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "taxes.txt").write_text("private")
    result = run(*command, str(tmp_path))
    assert result.exit_code == 2
    assert "holds neither settings nor posts; `dapsagi new` starts a blog" in result.output
    assert [file.name for file in tmp_path.iterdir()] == ["taxes.txt"]


def test_every_command_says_what_it_is_for_in_one_line() -> None:
    listed = run("--help").output.partition("Commands:\n")[2].splitlines()
    assert len(listed) == len(main.list_commands(click.Context(main)))
    listed += run("theme", "--help").output.partition("Commands:\n")[2].splitlines()
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []


def test_half_an_address_is_no_base_url(blog: MakeBlog) -> None:
    result = run("build", str(blog(BLOG).root), "--base-url", "kim")
    assert result.exit_code == 2
    assert "such as https://name.github.io/blog" in result.output


def test_a_build_with_errors_exits_with_one_and_says_what_it_did(blog: MakeBlog) -> None:
    result = run("build", str(blog(BLOG).root))
    assert result.exit_code == 1
    assert "posts/2020-01-01-a.md:1: L101 " in result.output
    assert "1 post, " in result.output


def test_warnings_fail_a_strict_build_alone(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.put("posts/2020-01-01-a.md", "[없는 글](none.md)\n")
    assert run("build", str(site.root)).exit_code == 0
    assert run("build", str(site.root), "--strict").exit_code == 1


def test_a_build_that_is_fine_exits_with_zero(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.put("posts/2020-01-01-a.md", "글\n")
    assert run("build", str(site.root), "--strict").exit_code == 0


def test_the_root_of_the_disk_is_no_place_for_a_site(blog: MakeBlog) -> None:
    site = blog(BLOG)
    result = run("build", str(site.root), "--output", "/")
    assert result.exit_code == 2
    assert "/: holds files that dapsagi did not write" in result.output
    assert not (site.root / "site").exists()


def test_a_name_that_nothing_has_is_answered_with_where_to_look(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.put("posts/2020-01-02-b.md", "---\ntags: [머신러닝]\n---\nb\n")
    folder = ("--dir", str(site.root))
    unknown = run("tags", "머신러닝1", "기계 학습", *folder)
    assert (unknown.exit_code, unknown.output) == (
        2,
        'dapsagi: no post has the tag "머신러닝1"; did you mean "머신러닝"?\n',
    )
    assert "`dapsagi posts --drafts` lists them" in run("publish-draft", "none", *folder).output


def test_what_is_wrong_in_the_settings_comes_in_the_order_of_its_lines(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntimezone: Asia/Seol\ntitel: t\npaginate: viele\n-- posts/2020-01-01-a.md --\na\n")
    said = [line for line in run("build", str(site.root)).output.splitlines() if ": dapsagi.yml:" in line]
    assert [line.split(":")[2].strip() for line in said] == ["1", "2", "3"]


def test_hangul_is_read_and_shown_in_any_locale(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-한글.md --\n---\ntitle: 한글\n---\n글\n")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "dapsagi", "posts", str(site.root)]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert done.stdout.decode() == "2020-01-01  한글  /한글/  (posts/2020-01-01-한글.md)\n"


def test_a_disk_that_is_full_is_named_and_what_was_published_stays(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.build()
    before = site.output()
    site.put("posts/2020-01-02-b.md", "글\n\n" * 20_000)

    def limit() -> None:
        # No page is larger but the new one; the manifest is.
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))

    command = [sys.executable, "-m", "dapsagi", "build", str(site.root)]
    done = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "dapsagi: File too large; raise the limit of the size of files (ulimit -f), and run the command again\n"
    )
    assert site.output() == before


def test_a_file_is_no_folder(blog: MakeBlog) -> None:
    result = run("build", str(blog(BLOG).root / "dapsagi.yml"))
    assert result.exit_code == 2
    assert "is a file; name the folder" in result.output


def test_posts_are_listed_with_addresses_that_can_be_read(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-답사.md --\n하나\n")
    assert "  /답사/  (posts/2020-01-01-답사.md)" in run("posts", str(site.root)).output


def test_what_jinja_says_is_closed_once(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.put("templates/post.html", "{% block main %}{% endblok %}")
    assert ".;" not in run("build", str(site.root)).output
