"""`dapsagi publish` as it is typed: what it prints, and what it exits with."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import run
from dapsagi.cli.publish import _quoted as quoted
from publish.remotes import SMALL, Gate, Journal, git
from publish.test_actions import with_workflow

Make = Callable[..., Journal]

# A blog with a past: dead links and images, a `{{` that is none of Liquid's, an element that is never closed.
OLD = "".join(
    f"-- _posts/2019-01-{day:02}-note-{day}.md --\n---\nlayout: post\ntitle: 기록 {day}\ncategories: ML\n---\n"
    f"![그림](/assets/gone-{day}.png) [지난 글](/nowhere-{day}/) <pad>\n\n`{{{{ item }}}}`\n"
    for day in range(1, 13)
)


def test_a_jekyll_blog_moves_in_and_is_published_by_the_commands_that_it_is_told(
    journal: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = journal("-- _config.yml --\ntitle: Old\nurl: https://kim.github.io\n" + OLD)
    git(blog.root, "push", "--quiet", "origin", "main")
    monkeypatch.chdir(blog.root)
    moved = run("move-in", ".")
    assert moved.exit_code == 0
    setup, publish = re.findall(r"^  dapsagi (publish .*)", moved.output, re.M)
    assert run(*shlex.split(setup)).exit_code == 0
    sent = run(*shlex.split(publish), "--wait", "0")
    assert (sent.exit_code, "Published: origin/main" in sent.output) == (0, True), sent.output
    assert git(blog.root, "status", "--porcelain") == ""
    assert {".github/workflows/pages.yml", ".gitignore", "_data/addresses.yml"} <= set(blog.online("main"))
    assert [path for path in blog.online("main") if path.startswith((".dapsagi", "site"))] == []


def test_of_many_problems_of_a_kind_the_first_are_shown_and_of_allowed_ones_their_number(journal: Make) -> None:
    blog = with_workflow(journal("-- _config.yml --\nurl: https://kim.github.io\n" + OLD))
    stopped = run("publish", blog.root)
    assert stopped.exit_code == 1
    assert stopped.output.count("error: _posts") == 5
    assert "… and 7 more of L101" in stopped.output
    assert "Nothing was published." in stopped.output
    (advice,) = re.findall(r"dapsagi (publish --setup --allow \S+)", stopped.output)
    assert run(*shlex.split(advice), blog.root).exit_code == 0
    looked = run("publish", blog.root, "--dry-run", "--allow", "G203")
    assert looked.exit_code == 0
    assert "12 × L101 allowed, such as _posts/2019-01-01-note-1.md:" in looked.output


def test_the_command_that_allows_what_is_in_the_way_is_the_one_that_was_typed(journal: Make) -> None:
    blog = with_workflow(journal())
    run("publish", blog.root, "--commit", "처음", "--wait", "0")
    (blog.root / "posts/2025-01-01-first.md").unlink()
    blog.edit("posts/2025-01-02-second.md", "[첫 글](2025-01-01-first.md)", "첫 글은 이제 없다.")
    stopped = run("publish", "--allow", "G302", "--commit", "글 하나를 지운다", blog.root, "--wait", "0")
    (advice,) = re.findall(r"allow it: dapsagi (publish .*)", stopped.output)
    assert advice == f"publish --commit '글 하나를 지운다' --wait 0 --allow G302,G308 {blog.root}"
    assert "Published: " in run(*shlex.split(advice)).output
    assert git(blog.root, "log", "-1", "--format=%s") == "글 하나를 지운다"


def test_nobody_is_told_to_publish_over_what_came_from_another_machine(journal: Make, tmp_path: Path) -> None:
    blog = journal()
    git(blog.root, "push", "--quiet", "--set-upstream", "origin", "main")
    git(tmp_path, "clone", "--quiet", str(blog.remote), "other")
    other = tmp_path / "other"
    (other / "posts/2025-01-03-third.md").write_text("---\ntitle: 셋\n---\n글\n", "utf-8")
    git(other, "add", "--all")
    git(other, "-c", "user.name=이", "-c", "user.email=lee@example.com", "commit", "--quiet", "--message", "셋")
    git(other, "push", "--quiet")
    assert "Published" in run("publish", other, "--branch", "gh-pages", "--wait", "0").output
    stopped = run("publish", blog.root, "--branch", "gh-pages")
    assert stopped.exit_code == 1
    assert "`git pull --ff-only`" in stopped.output
    assert "In the way: G204, G308. Correct it, and publish again." in stopped.output
    git(blog.root, "pull", "--quiet", "--ff-only")
    assert "Nothing is new" in run("publish", blog.root, "--branch", "gh-pages").output


def test_a_dry_run_lists_the_pages_and_changes_nothing(journal: Make) -> None:
    blog = journal()
    blog.publish()
    blog.edit("posts/2025-01-01-first.md", "처음이다.", "정말 처음이다.")
    blog.put("posts/2025-01-03-third.md", "---\ntitle: 셋\nredirect_from: /three/\n---\n또\n")
    blog.put("posts/2999-01-01-later.md", "나중\n")
    blog.commit()
    before = blog.state(), git(blog.remote, "for-each-ref")
    looked = run("publish", blog.root, "--dry-run")
    assert looked.exit_code == 0
    listed = looked.output.partition("added: ")[2].splitlines()
    assert listed[:3] == ["2", "  third/index.html", "  three/index.html"]
    assert "  first/index.html" in listed
    assert "dapsagi-build.txt" not in looked.output
    assert (blog.state(), git(blog.remote, "for-each-ref")) == before
    data = json.loads(run("publish", blog.root, "--dry-run", "--json").stdout)
    assert {"path": "third/index.html", "kind": "added"} in data["changes"]
    assert data["sent"] is None
    assert {each["severity"] for check in data["checks"] for each in check["problems"]} == {"note"}


def test_the_live_site_is_asked_for_the_build_that_was_pushed(journal: Make, gate: tuple[str, type[Gate]]) -> None:
    address, _ = gate
    blog = journal(SMALL.replace("-- CNAME --\nkim.example\n", ""))
    # The folder that the gate shows is what a host does with the branch.
    blog.hook("post-receive", f"rm -rf {blog.remote.parent}/web; git clone -q -b gh-pages . {blog.remote.parent}/web")
    online = run("publish", blog.root, "--branch", "gh-pages", "--base-url", f"{address}/web", "--wait", "9")
    assert f"Online: {address}/web/" in online.output, online.output
    blog.put("posts/2025-01-03-third.md", "또\n")
    blog.commit()
    blog.hook("post-receive", "true")
    stale = run("publish", blog.root, "--base-url", f"{address}/web", "--wait", "1")
    assert (stale.exit_code, "does not show it yet" in stale.output) == (0, True), stale.output


def test_what_could_not_start_exits_with_two(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    nowhere = run("publish", tmp_path)
    assert (nowhere.exit_code, "git init -b main" in nowhere.output) == (2, True)
    assert run("publish", tmp_path / "missing").exit_code == 2


def test_another_branch_may_be_set_for_good(journal: Make) -> None:
    blog = journal(SMALL.replace("title: 답사", "title: 답사\npublish:\n  branch: web\n  folder: docs"))
    sent = run("publish", blog.root, "--wait", "0")
    assert (sent.exit_code, "Published: origin/web" in sent.output) == (0, True), sent.output
    assert "docs/first/index.html" in blog.online("web")
    again = run("publish", blog.root, "--wait", "0", "--allow", "G203")
    assert "Nothing is new: origin/web" in again.output


@pytest.mark.parametrize(("system", "word"), [("posix", "'my blog'"), ("nt", '"my blog"')])
def test_a_command_is_told_in_the_quotes_of_the_system(system: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as other:
        other.setattr(os, "name", system)
        assert (quoted("my blog"), quoted("blog")) == (word, "blog")
