"""The site leaves: by one push, which adds a commit and replaces nothing."""

from __future__ import annotations

from collections import Counter
from typing import Literal, TypeAlias

import msgspec

from dapsagi.problems import Problem, Severity, Span
from dapsagi.publish import known_addresses as addresses
from dapsagi.publish.git import GitError, PushRefusedError
from dapsagi.publish.prepare import Prepared, open_repository, remember
from dapsagi.publish.source_branch import commit_message

Fate: TypeAlias = Literal["published", "unchanged", "refused"]


class Sent(msgspec.Struct, frozen=True):
    """What became of it: the commit that is at the remote now, the build id that the new site will carry, or why not.

    `listed` says that the list of addresses in the blog has changed, and is in no commit yet.
    """

    fate: Fate
    commit: str = ""
    build: str = ""
    problem: Problem | None = None
    listed: bool = False


def send(prepared: Prepared, message: str = "") -> Sent:
    """Publish what was prepared. With a `message`, the author's own changes are committed first.

    The work tree, the index and the branches stay as they are, but for that commit and the list of addresses.
    """
    try:
        return _send_source(prepared, message) if prepared.way == "actions" else _send_site(prepared, message)
    except PushRefusedError as error:
        return Sent("refused", problem=_explain(prepared, error))
    except GitError as error:
        return Sent("refused", problem=_failed(error))


def _send_source(prepared: Prepared, message: str) -> Sent:
    listed = _commit(prepared, message)
    repository = open_repository(prepared.root)
    commit = repository.commit()
    if not commit:
        hint = 'commit first, or let `dapsagi publish --commit "what is new"` do it'
        return Sent("refused", problem=Problem("G203", Severity.ERROR, "there is no commit yet", Span("git"), hint))
    if commit == prepared.tip:
        remember(prepared)
        return Sent("unchanged", commit, commit)
    repository.push(prepared.remote, commit, prepared.branch)
    remember(prepared)
    listed = listed or (not message and addresses.write_known(prepared.root, prepared.settings, prepared.posts))
    return Sent("published", commit, commit, listed=listed)


def _send_site(prepared: Prepared, message: str) -> Sent:
    listed = _commit(prepared, message)
    repository = open_repository(prepared.root)
    tree = repository.write_tree(prepared.tip, prepared.folder, prepared.files)
    if prepared.tip and tree == repository.tree_of(prepared.tip):
        return Sent("unchanged", prepared.tip, prepared.build)
    counts = Counter(change.kind for change in prepared.changes)
    site = prepared.address or prepared.settings.title or "the site"
    source = repository.commit()
    text = commit_message(site, prepared.report.pages, source[:12], counts, prepared.build)
    commit = repository.write_commit(tree, prepared.tip, text)
    repository.push(prepared.remote, commit, prepared.branch)
    remember(prepared)
    listed = listed or (not message and addresses.write_known(prepared.root, prepared.settings, prepared.posts))
    return Sent("published", commit, prepared.build, listed=listed)


def _commit(prepared: Prepared, message: str) -> bool:
    """Commit the author's changes, with the addresses that are about to be online, if told to."""
    if not message:
        return False
    repository = open_repository(prepared.root)
    addresses.write_known(prepared.root, prepared.settings, prepared.posts)
    places = [prepared.root.resolve()]
    workflows = repository.top / ".github"
    if workflows.is_dir() and not workflows.resolve().is_relative_to(places[0]):
        places.append(workflows)
    if repository.changed(places, prepared.left_out):
        repository.commit_paths(places, message, prepared.left_out)
    return False


def _explain(prepared: Prepared, error: PushRefusedError) -> Problem:
    where = Span(f"{prepared.remote}/{prepared.branch}")
    if error.moved:
        message = "somebody else has pushed to it in the meantime"
        hint = "`git pull --rebase`, then publish again" if prepared.way == "actions" else "publish again"
        return Problem("G210", Severity.ERROR, message, where, hint)
    hint = (
        "nothing has changed there; if the branch is protected, let `dapsagi publish` push to another one, or change "
        "its rules in the settings of the repository"
    )
    return Problem("G209", Severity.ERROR, f"the push was refused: {error.detail}", where, hint)


def _failed(error: GitError) -> Problem:
    if "tell me who you are" in error.detail.lower() or "empty ident" in error.detail.lower():
        message = "git does not know yet who commits"
        hint = '`git config --global user.name "…"` and `git config --global user.email "…"`, then publish again'
    else:
        message, hint = f"git {error.command} failed: {error.detail}", "nothing was published; try again"
    return Problem("G211", Severity.ERROR, message, Span("git"), hint)
