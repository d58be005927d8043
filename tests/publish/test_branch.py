"""The built site goes to a branch of a real remote, and nothing of the author's is touched or lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from dapsagi.problems import RefusedError
from dapsagi.publish.destination import PublishOptions
from dapsagi.publish.send import send
from publish.remotes import PAGES, SMALL, Journal, codes, git, said

Make = Callable[..., Journal]


def test_the_first_publish_makes_the_branch(journal: Make) -> None:
    blog = journal()
    sent = blog.publish()
    assert sent.fate == "published"
    assert {"index.html", "first/index.html", "CNAME", ".nojekyll", "dapsagi-build.txt"} <= set(blog.online())
    assert blog.shown("dapsagi-build.txt") == sent.build
    assert git(blog.remote, "log", "--format=%s", "gh-pages").startswith("Publish https://kim.example: ")


def test_no_source_and_no_manifest_of_the_build_is_online(journal: Make) -> None:
    blog = journal()
    blog.publish()
    assert [path for path in blog.online() if path.endswith((".md", ".yml")) or "manifest" in path] == []


def test_the_second_publish_adds_one_commit(journal: Make) -> None:
    blog = journal()
    first = blog.publish()
    blog.put("posts/2025-01-03-third.md", "---\ntitle: 셋째 글\n---\n또.\n")
    blog.commit()
    second = blog.publish(PublishOptions())
    assert git(blog.remote, "rev-list", "gh-pages").split() == [second.commit, first.commit]
    assert "third/index.html" in blog.online()


def test_publishing_again_without_a_change_does_nothing(journal: Make) -> None:
    blog = journal()
    first = blog.publish()
    again = blog.publish()
    assert (again.fate, again.commit) == ("unchanged", first.commit)
    assert git(blog.remote, "rev-parse", "gh-pages") == first.commit


def test_the_work_tree_the_index_and_the_branches_stay_as_they_are(journal: Make) -> None:
    blog = journal()
    blog.put("data/addresses.yml", "{}\n")
    blog.commit()
    blog.put("note.txt", "staged")
    git(blog.root, "add", "note.txt")
    blog.put("note.txt", "and changed")
    blog.put("posts/2025-01-04-unfinished.md", "끝나지 않은 글")
    before = blog.state()
    blog.publish(msgspec.structs.replace(PAGES, allow=frozenset({"G203"})))
    git(blog.root, "checkout", "--", "data/addresses.yml")
    assert blog.state() == before


def test_a_commit_that_a_hook_refuses_leaves_the_index_as_it_was(journal: Make) -> None:
    blog = journal()
    blog.put("note.txt", "staged")
    git(blog.root, "add", "note.txt")
    blog.put("note.txt", "and changed")
    blog.put("posts/2025-01-04-new.md", "새 글")
    hook = blog.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no >&2\nexit 1\n")
    hook.chmod(0o755)
    before = git(blog.root, "status", "--porcelain")
    sent = send(blog.prepare(msgspec.structs.replace(PAGES, message="새 글")), "새 글")
    assert (sent.fate, sent.problem and sent.problem.code) == ("refused", "G211")
    assert git(blog.root, "status", "--porcelain").replace("?? data/", "").split() == before.split()


def test_a_name_of_two_lines_is_refused_as_such(journal: Make) -> None:
    blog = journal()
    blog.put("a\nb.txt", "x")
    blog.commit()
    assert "G304" in codes(blog.prepare())


def test_a_branch_that_moved_on_between_the_look_and_the_push_is_not_overwritten(journal: Make) -> None:
    blog = journal()
    blog.publish()
    blog.put("posts/2025-01-03-third.md", "또.\n")
    blog.commit()
    prepared = blog.prepare()
    tree = git(blog.remote, "rev-parse", "gh-pages^{tree}")
    other = git(blog.remote, "commit-tree", tree, "-p", "gh-pages", "-m", "somebody else")
    git(blog.remote, "update-ref", "refs/heads/gh-pages", other)
    sent = send(prepared)
    assert sent.problem is not None
    assert sent.problem.code == "G210"
    assert "publish again" in str(sent.problem)
    assert git(blog.remote, "rev-parse", "gh-pages") == other
    assert blog.publish().fate == "published"
    assert other in git(blog.remote, "rev-list", "gh-pages")


def test_a_protected_branch_gives_its_reason_and_a_way_out(journal: Make) -> None:
    blog = journal()
    blog.hook("pre-receive", "echo 'protected branch hook declined'; exit 1")
    sent = send(blog.prepare())
    assert sent.fate == "refused"
    assert sent.problem is not None
    assert sent.problem.code == "G209"
    assert "protected branch hook declined" in str(sent.problem)
    assert "another" in sent.problem.hint
    assert git(blog.remote, "branch", "--list") == ""


def test_a_push_that_breaks_off_leaves_everything_as_it_was_and_can_be_repeated(journal: Make) -> None:
    blog = journal()
    first = blog.publish()
    blog.put("posts/2025-01-03-third.md", "또.\n")
    blog.commit()
    before = blog.state()
    hook = blog.hook("pre-receive", "kill -9 $PPID")
    assert send(blog.prepare()).fate == "refused"
    assert blog.state() == before
    assert git(blog.remote, "rev-parse", "gh-pages") == first.commit
    hook.unlink()
    assert blog.publish().fate == "published"
    assert git(blog.remote, "rev-list", "--count", "gh-pages") == "2"


def push_by_hand(blog: Journal, branch: str, path: str, content: str) -> None:
    """Put a file onto a branch of the remote, as somebody does by hand."""
    parents = git(blog.remote, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}").split()
    clone = blog.remote.parent / f"clone-{len(list(blog.remote.parent.iterdir()))}"
    git(blog.remote.parent, "clone", "--quiet", str(blog.remote), str(clone))
    git(clone, "switch", "--quiet", *([branch] if parents else ["--orphan", branch]))
    (clone / path).parent.mkdir(parents=True, exist_ok=True)
    (clone / path).write_text(content)
    git(clone, "add", "--all")
    git(clone, "-c", "user.name=다른 이", "-c", "user.email=a@b.c", "commit", "--quiet", "-m", f"Create {path}")
    git(clone, "push", "--quiet", "origin", branch)


def test_a_branch_with_somebodys_own_work_is_refused_until_told(journal: Make) -> None:
    blog = journal()
    push_by_hand(blog, "gh-pages", "thesis.html", "three years of work")
    prepared = blog.prepare()
    assert codes(prepared) == ["G206", "G308"]
    assert "thesis.html" in said(prepared, "G206")
    assert "--allow G206" in said(prepared, "G206")
    before = git(blog.remote, "rev-parse", "gh-pages")
    sent = blog.publish(msgspec.structs.replace(PAGES, allow=frozenset({"G206", "G308"})))
    assert sent.fate == "published"
    assert before in git(blog.remote, "rev-list", "gh-pages")
    assert git(blog.remote, "show", f"{before}:thesis.html") == "three years of work"


def test_a_file_added_by_hand_to_a_published_branch_is_noticed(journal: Make) -> None:
    blog = journal()
    blog.publish()
    push_by_hand(blog, "gh-pages", "google1234.txt", "verification")
    assert codes(blog.prepare()) == ["G206"]


def test_a_domain_set_on_github_is_kept(journal: Make) -> None:
    blog = journal(SMALL.replace("-- CNAME --\nkim.example\n", ""))
    blog.edit("dapsagi.yml", "url: https://kim.example\n", "")
    blog.commit()
    blog.publish()
    push_by_hand(blog, "gh-pages", "CNAME", "kim.example")
    blog.put("posts/2025-01-03-third.md", "또.\n")
    blog.commit()
    prepared = blog.prepare()
    assert prepared.site.address == "https://kim.example"
    assert send(prepared).fate == "published"
    assert blog.shown("CNAME") == "kim.example"
    assert 'href="https://kim.example/third/"' in blog.shown("third/index.html")


@pytest.mark.parametrize(
    ("repository", "url", "base"),
    [
        ("kim/notes.git", "https://kim.github.io/notes", "/notes"),
        ("Kim/kim.github.io.git", "https://kim.github.io", ""),
    ],
)
def test_the_address_of_a_site_follows_from_its_repository(journal: Make, repository: str, url: str, base: str) -> None:
    blog = journal(SMALL.replace("-- CNAME --\nkim.example\n", "").replace("url: https://kim.example\n", ""))
    blog.call_remote(repository)
    prepared = blog.prepare()
    assert (prepared.site.address, codes(prepared)) == (url, [])
    assert send(prepared).fate == "published"
    page = blog.shown("second/index.html")
    assert f'<a href="{base}/first/">' in page
    assert f'<link rel="canonical" href="{url}/second/">' in page
    assert git(blog.remote, "log", "-1", "--format=%s", "gh-pages").startswith(f"Publish {url}: ")
    assert blog.publish().fate == "unchanged"


def test_settings_that_mean_another_address_than_the_repository_stop_it(journal: Make) -> None:
    blog = journal(SMALL.replace("-- CNAME --\nkim.example\n", "").replace("kim.example", "kim.github.io"))
    blog.call_remote("kim/notes.git")
    prepared = blog.prepare()
    assert codes(prepared) == ["G101"]
    assert 'set `url: https://kim.github.io` and `baseurl: "/notes"`' in said(prepared, "G101")
    blog.edit("dapsagi.yml", "url: https://kim.github.io", 'url: https://kim.github.io\nbaseurl: "/notes"')
    blog.commit()
    assert blog.publish().fate == "published"


def test_another_domain_than_the_one_online_is_questioned(journal: Make) -> None:
    blog = journal()
    blog.publish()
    blog.put("CNAME", "park.example\n")
    blog.edit("dapsagi.yml", "kim.example", "park.example")
    blog.commit()
    assert codes(blog.prepare()) == ["G105"]


def test_the_branch_of_the_sources_is_refused(journal: Make) -> None:
    blog = journal()
    git(blog.root, "push", "--quiet", "--set-upstream", "origin", "main")
    prepared = blog.prepare(PublishOptions(branch="main"))
    assert codes(prepared) == ["G207"]
    assert "gh-pages" in said(prepared, "G207")
    assert "--allow" not in said(prepared, "G207")
    # A site in the place of the sources would take them away.
    allowed = blog.prepare(PublishOptions(branch="main", allow=frozenset({"G207"})))
    assert [problem.code for problem in allowed.stopping] == ["G207"]


def test_a_folder_beside_the_sources_leaves_them_alone(journal: Make) -> None:
    blog = journal()
    git(blog.root, "push", "--quiet", "--set-upstream", "origin", "main")
    blog.publish(PublishOptions(branch="main", below="docs", allow=frozenset({"G207"})))
    online = blog.online("main")
    assert {"docs/index.html", "docs/first/index.html", "posts/2025-01-01-first.md", "dapsagi.yml"} <= set(online)


def test_a_site_in_a_folder_of_its_branch_is_found_there(journal: Make) -> None:
    blog = journal()
    blog.publish(PublishOptions(branch="gh-pages", below="docs"))
    found = blog.prepare(PublishOptions())
    assert (found.destination.branch, found.destination.folder) == ("gh-pages", "docs")
    assert codes(found) == []


def test_a_detached_head_is_named_and_may_be_allowed_for_a_branch_of_the_site(journal: Make) -> None:
    blog = journal()
    git(blog.root, "checkout", "--quiet", "--detach")
    prepared = blog.prepare()
    assert codes(prepared) == ["G202"]
    assert "git switch main" in said(prepared, "G202")
    assert blog.publish(msgspec.structs.replace(PAGES, allow=frozenset({"G202"}))).fate == "published"


def test_it_works_in_a_worktree(journal: Make, tmp_path: Path) -> None:
    blog = journal()
    git(blog.root, "worktree", "add", "--quiet", "-b", "writing", str(tmp_path / "desk"))
    desk = Journal.__new__(Journal)
    desk.root, desk.remote = tmp_path / "desk", blog.remote
    assert desk.publish().fate == "published"
    assert git(blog.root, "status", "--porcelain") == ""


def test_it_works_in_a_submodule_and_with_one(journal: Make, tmp_path: Path) -> None:
    blog = journal()
    shared = tmp_path / "shared"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(shared))
    (shared / "picture.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    git(shared, "add", "--all")
    git(shared, "commit", "--quiet", "-m", "그림")
    git(blog.root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(shared), "images")
    blog.commit()
    git(blog.root, "push", "--quiet", "origin", "main")
    outer = tmp_path / "outer"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(outer))
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(blog.remote), "blog")
    inner = Journal.__new__(Journal)
    inner.root, inner.remote = outer / "blog", blog.remote
    assert blog.publish().fate == "published"
    assert "images/picture.svg" in blog.online()
    assert inner.prepare().stopping == ()
    (shared / "picture.svg").write_text("changed")
    (blog.root / "images/picture.svg").write_text("changed")
    assert codes(blog.prepare()) == ["G203"]


def test_a_blog_that_is_no_repository_says_how_to_make_one(tmp_path: Path) -> None:
    blog = Journal.__new__(Journal)
    blog.root = tmp_path
    with pytest.raises(RefusedError, match="git init -b main"):
        blog.prepare()


def test_a_repository_without_a_remote_says_how_to_name_one(journal: Make) -> None:
    blog = journal()
    git(blog.root, "remote", "remove", "origin")
    with pytest.raises(RefusedError, match="git remote add origin"):
        blog.prepare()


@pytest.mark.parametrize("name", ["a b", "..", "-x", "HEAD", "refs/heads/x", "@{1}", "x/", "a~b", "가.lock"])
def test_a_name_that_no_branch_can_have_is_refused(journal: Make, name: str) -> None:
    blog = journal()
    with pytest.raises(RefusedError, match=r"no branch can be called .*; write a name such as gh-pages"):
        blog.prepare(PublishOptions(branch=name))


@pytest.mark.parametrize("folder", ["../x", "a/../..", ".git", "docs/.GIT/x"])
def test_a_folder_that_no_branch_can_have_is_refused(journal: Make, folder: str) -> None:
    blog = journal()
    with pytest.raises(RefusedError, match=r"no folder of a branch can be .*; write one such as docs"):
        blog.prepare(PublishOptions(branch="gh-pages", below=folder))


def test_a_folder_of_a_branch_may_be_written_with_its_slashes_and_dots(journal: Make) -> None:
    blog = journal()
    assert blog.prepare(PublishOptions(branch="글", below="./docs//ko/")).destination.folder == "docs/ko"
    assert blog.prepare(PublishOptions(branch="글", below=".")).destination.folder == ""


def test_a_remote_that_does_not_answer_is_named(journal: Make) -> None:
    blog = journal()
    blog.remote.rename(blog.remote.with_name("gone.git"))
    with pytest.raises(RefusedError, match="does not answer"):
        blog.prepare()


def test_a_second_machine_does_not_publish_over_what_another_wrote(journal: Make, tmp_path: Path) -> None:
    blog = journal()
    git(blog.root, "push", "--quiet", "--set-upstream", "origin", "main")
    other = blog.cloned(tmp_path / "other")
    blog.edit("posts/2025-01-01-first.md", "처음이다", "처음이었다")
    blog.commit()
    blog.publish()
    prepared = other.prepare()
    assert codes(prepared) == ["G219"]
    assert "`git pull` here" in said(prepared, "G219")
    git(blog.root, "push", "--quiet")
    git(other.root, "pull", "--quiet", "--ff-only")
    assert codes(other.prepare()) == []


def test_a_commit_that_was_mended_here_is_no_other_machines(journal: Make) -> None:
    blog = journal()
    blog.publish()
    git(blog.root, "commit", "--quiet", "--amend", "--message", "다시 쓴 처음")
    assert codes(blog.prepare()) == []


def test_a_clone_without_history_publishes_what_it_has(journal: Make, tmp_path: Path) -> None:
    blog = journal()
    blog.publish()
    blog.put("posts/2025-01-03-third.md", "---\ntitle: 셋째 글\n---\n여기서.\n")
    blog.commit()
    git(blog.root, "push", "--quiet", "--set-upstream", "origin", "main")
    other = blog.cloned(tmp_path / "other", "--depth=1")
    assert codes(other.prepare()) == []
