"""Drafts are in no page, in no commit that this tool makes, and those that are in one are named."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from dapsagi.publish.destination import PublishOptions
from dapsagi.publish.prepare import Prepared
from dapsagi.publish.repository import anybody_reads
from publish.remotes import Gate, Journal, codes, git, said
from publish.test_actions import with_workflow

Make = Callable[..., Journal]


def fact(prepared: Prepared) -> str:
    (check,) = [check for check in prepared.checks if check.name == "drafts"]
    return check.fact


def test_no_draft_is_online(journal: Make) -> None:
    blog = journal()
    blog.put("drafts/secret.md", "---\ntitle: 비밀\n---\n아직\n")
    blog.put("posts/2025-01-05-hidden.md", "---\ntitle: 숨김\npublished: false\n---\n아직\n")
    blog.commit()
    blog.publish()
    assert [path for path in blog.online() if "secret" in path or "hidden" in path] == []


@pytest.mark.parametrize(
    "path",
    [
        *("drafts/secret.md", "drafts/a [1].md", "posts/2025-01-05-unready.md"),
        # As a Mac has it, on a disk that keeps that.
        unicodedata.normalize("NFD", "drafts/비밀.md"),
    ],
)
def test_a_draft_that_is_in_no_commit_stays_so(journal: Make, path: str) -> None:
    blog = with_workflow(journal())
    blog.put(path, "---\ntitle: 비밀\ndraft: true\n---\n아직\n")
    assert codes(blog.prepare(PublishOptions())) == []
    blog.put("posts/2025-01-03-third.md", "또.\n")
    assert fact(blog.prepare(PublishOptions(message="셋째 글"))) == "1 stays here"
    assert blog.publish(PublishOptions(message="셋째 글")).fate == "published"
    assert "posts/2025-01-03-third.md" in blog.online("main")
    assert path not in blog.online("main")
    assert git(blog.root, "-c", "core.quotepath=false", "status", "--porcelain", "-uall").strip('? "') == path
    assert blog.publish(PublishOptions(message="nothing")).fate == "unchanged"


def test_the_pictures_of_a_draft_stay_with_it(journal: Make) -> None:
    blog = with_workflow(journal())
    blog.put("drafts/secret/index.md", "![비밀](plan.txt)\n")
    blog.put("drafts/secret/plan.txt", "비밀")
    assert codes(blog.prepare(PublishOptions())) == []
    blog.put("posts/2025-01-03-third.md", "또.\n")
    assert blog.publish(PublishOptions(message="셋째 글")).fate == "published"
    assert [path for path in blog.online("main") if "secret" in path] == []


def test_a_draft_that_its_author_committed_is_committed_on(journal: Make) -> None:
    blog = with_workflow(journal())
    blog.put("drafts/open.md", "하나\n")
    blog.commit()
    blog.put("drafts/open.md", "둘\n")
    assert codes(blog.prepare(PublishOptions())) == ["G203"]
    assert blog.publish(PublishOptions(message="더")).fate == "published"
    assert blog.shown("drafts/open.md", "main") == "둘"


def test_drafts_in_a_repository_that_anybody_can_read_are_named(journal: Make, gate: tuple[str, type[Gate]]) -> None:
    address, handler = gate
    blog = with_workflow(journal())
    blog.put("drafts/open.md", "하나\n")
    blog.commit()
    git(blog.root, "push", "--quiet", "origin", "main")
    git(blog.remote, "update-server-info")
    git(blog.root, "remote", "set-url", "origin", f"{address}/remote.git")
    git(blog.root, "remote", "set-url", "--push", "origin", str(blog.remote))
    prepared = blog.prepare(PublishOptions())
    assert prepared.stopping == ()
    assert fact(prepared) == "1 in the repository"
    assert "anybody can read a draft that is in a commit: drafts/open.md" in said(prepared, "G317")
    assert "git rm --cached" in said(prepared, "G317")
    handler.is_open = False
    assert (anybody_reads(f"{address}/remote.git"), anybody_reads("http://127.0.0.1:9/x.git")) == (False, None)
