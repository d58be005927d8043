"""From an empty folder to a published first post, as a new user does it."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from blog import Blog, messages
from commands import output_of
from dapsagi.authoring.starting import Beginning, start_blog
from dapsagi.problems import RefusedError
from publish.remotes import git

_ROOT = Path(__file__).parents[2]

NOW = datetime(2026, 1, 10, 9, 30, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.mark.skipif(sys.platform != "linux", reason="nobody may write there on Linux")
def test_where_one_may_not_write_no_blog_begins() -> None:
    with pytest.raises(RefusedError, match=r"^/proc/답사: you may not write there"):
        start_blog(Path("/proc/답사"), Beginning("답사", "김"), NOW)


@pytest.mark.parametrize("name", ["", " "])
def test_a_folder_without_a_name_is_not_taken_for_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "a new blog needs a folder, as in `dapsagi new my-blog`" in output_of("new", name, "--yes", code=2)
    assert list(tmp_path.iterdir()) == []


def test_a_post_is_kept_where_no_editor_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Blog(tmp_path, "-- dapsagi.yml --\ntitle: t\n")
    monkeypatch.setenv("VISUAL", "no-such-editor")
    said = output_of("post", "오늘", "--dir", tmp_path, "--edit", code=2)
    assert "the post is written; open it yourself, or name an editor in $VISUAL or $EDITOR" in said
    assert [file.suffix for file in (tmp_path / "posts").iterdir()] == [".md"]


@pytest.mark.parametrize("lang", ["ko", "en", "de"])
def test_a_new_blog_builds_without_a_problem(tmp_path: Path, lang: str) -> None:
    blog = Blog(tmp_path)
    start_blog(tmp_path, Beginning("제목: 하나", 'A "B"', lang, address="https://kim.github.io/blog"), NOW)
    report = blog.build(NOW)
    assert messages(report) == []
    assert report.posts == 3
    settings = blog.settings()
    assert (settings.title, settings.author, settings.lang) == ("제목: 하나", 'A "B"', lang)
    assert (settings.url, settings.baseurl) == ("https://kim.github.io", "/blog")


def test_its_first_two_posts_are_a_journey(tmp_path: Path) -> None:
    start_blog(tmp_path, Beginning("답사", "김"), NOW)
    site = Blog(tmp_path).built(today=NOW)
    (journey,) = [file.name for file in (tmp_path / "site/series").iterdir() if file.is_dir()]
    words = site.page(f"series/{journey}/index.html").text()
    assert all(f"블로그 답사기 {part}" in words for part in (1, 2))


@pytest.mark.parametrize(
    ("arguments", "steps"),
    [
        (["답사", "--no-git"], ["cd '답사'", "dapsagi serve --open", 'dapsagi post "…" --edit']),
        ([".", "--no-git"], ["dapsagi serve --open", 'dapsagi post "…" --edit']),
        ([".", "--lang", "en"], ["dapsagi serve --open", 'dapsagi post "…" --edit', 'dapsagi publish --commit "…"']),
    ],
)
def test_a_new_blog_says_what_comes_next(
    tmp_path: Path, environment: Mapping[str, str], arguments: list[str], steps: list[str]
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    said = run(here, environment, "new", *arguments, "--yes").stdout
    assert [line.strip() for line in said.partition("Next:\n")[2].splitlines()] == steps


def test_a_blog_within_a_blog_is_not_begun(tmp_path: Path) -> None:
    start_blog(tmp_path, Beginning("답사", "김"), NOW)
    with pytest.raises(RefusedError, match=re.escape(f"would lie in the blog {tmp_path}, ") + ".*`dapsagi post TITLE`"):
        start_blog(tmp_path / "posts/inner", Beginning("안", "김"), NOW)
    assert not (tmp_path / "posts/inner").exists()
    git(tmp_path / "posts", "init", "--quiet")
    start_blog(tmp_path / "posts/inner", Beginning("안", "김"), NOW)


def test_without_git_nothing_is_half_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = output_of("new", tmp_path / "blog", "--yes", code=2)
    assert "install it from https://git-scm.com, or begin without it: --no-git" in said
    assert not (tmp_path / "blog").exists()
    assert "3 example posts" in output_of("new", tmp_path / "blog", "--yes", "--no-git")
    assert "publishing needs git" in output_of("publish", tmp_path / "blog", code=2)


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(RefusedError, match=r"thesis\.txt"):
        start_blog(tmp_path, Beginning("답사", "김"), NOW)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def run(folder: Path, environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dapsagi", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_a_wrong_answer_is_asked_for_again(tmp_path: Path, environment: Mapping[str, str]) -> None:
    terminal, end = pty.openpty()
    os.write(terminal, "답사\n김\nzz zz\nkorean\nMars\nAsia/Tokyo\n\n".encode())
    command = [sys.executable, "-m", "dapsagi", "new", "one", "--no-git"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, stdin=end, capture_output=True, encoding="utf-8")
    os.close(end)
    os.close(terminal)
    assert done.returncode == 0, done.stderr
    said = done.stdout + done.stderr
    assert 'Error: "zz zz" is not the code of a language; write one such as ko or en' in said
    assert 'Error: the time zone "Mars" is not known; write an IANA name such as Asia/Seoul' in said
    settings = Blog(tmp_path / "one").settings()
    assert (settings.title, settings.author, settings.lang, settings.timezone) == ("답사", "김", "ko", "Asia/Tokyo")


def test_a_folder_that_is_taken_is_refused_before_anything_is_asked(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "dapsagi", "new", "."]
    done = subprocess.run(command, cwd=tmp_path, env=environment, stdin=end, capture_output=True, encoding="utf-8")
    os.close(end)
    os.close(terminal)
    assert done.returncode == 2
    assert "Title" not in done.stdout
    assert "holds files already" in done.stderr


def test_a_remote_that_is_not_there_yet_or_not_empty_is_named_at_once(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    missing = run(tmp_path, environment, "new", "one", "--yes", "--remote", str(tmp_path / "missing.git"))
    assert "missing.git does not answer yet" in missing.stderr
    assert "Create the repository, empty" in missing.stderr
    full = tmp_path / "full"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(full))
    (full / "LICENSE").write_text("MIT")
    git(full, "add", "--all")
    git(full, "commit", "--quiet", "-m", "Initial commit")
    begun = run(tmp_path, environment, "new", "two", "--yes", "--remote", str(full))
    assert "is not empty: it has main" in begun.stderr
    (advice,) = re.findall("`git (pull [^`]+)`", begun.stderr)
    git(tmp_path / "two", *advice.split())
    assert (tmp_path / "two/LICENSE").is_file()
    assert (tmp_path / "two/dapsagi.yml").is_file()


def first_post() -> list[str]:
    """Return the commands by which the readme publishes a first post."""
    section = (
        (_ROOT / "README.md").read_text("utf-8").partition("## A first post, published\n")[2].partition("\n## ")[0]
    )
    (block,) = [block for block in re.findall(r"```console\n(.*?)```", section, re.S) if "dapsagi new" in block]
    return [line.removeprefix("$ ") for line in block.splitlines()]


def test_the_readmes_four_commands_publish_a_first_post(tmp_path: Path, environment: Mapping[str, str]) -> None:
    commands = first_post()
    assert len(commands) == 4
    remote, editor, folder = tmp_path / "name.github.io.git", tmp_path / "editor", tmp_path / "empty"
    folder.mkdir()
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    editor.write_text('#!/bin/sh\necho "오늘은 선형대수를 배웠다." >> "$1"\n')
    editor.chmod(0o755)
    # What the readme calls GitHub is a folder here, and the site that would be online is not asked for.
    git(
        tmp_path,
        "config",
        "--file",
        environment["GIT_CONFIG_GLOBAL"],
        f"url.{tmp_path}/.insteadOf",
        "git@github.com:name/",
    )
    path = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    typed = {**environment, "PATH": path, "EDITOR": str(editor), "VISUAL": "", "https_proxy": "http://127.0.0.1:9"}
    script = "\n".join(["set -e", *commands])
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, env=typed, capture_output=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Published: origin/main" in done.stdout

    online = git(remote, "-c", "core.quotepath=false", "ls-tree", "-r", "--name-only", "main").splitlines()
    (post,) = [name for name in online if name.endswith("나의-머신러닝-답사기-1.md")]
    assert "오늘은 선형대수를 배웠다." in git(remote, "show", f"main:{post}")
    assert {".github/workflows/pages.yml", "dapsagi.yml", ".gitignore", "data/addresses.yml"} <= set(online)
    assert [name for name in online if name.startswith(("site/", ".dapsagi/"))] == []
    ignored = git(remote, "show", "main:.gitignore").splitlines()
    assert [ignored.count(line) for line in ("/site/", "/.dapsagi/")] == [1, 1]
    settings = git(remote, "show", "main:dapsagi.yml")
    assert "url: https://name.github.io\n" in settings
    assert "author: 김답사\n" in settings
    assert git(remote, "log", "--format=%s", "main").splitlines() == ["첫 글", "Start the blog"]
    assert git(folder / "my-blog", "status", "--porcelain") == ""
