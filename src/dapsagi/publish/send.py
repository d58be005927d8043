"""The site leaves, by one push, which adds a commit and replaces nothing; and whether it is online then."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections import Counter
from typing import Literal, TypeAlias
from urllib.parse import quote

import msgspec

from dapsagi.machine.git import GitError
from dapsagi.problems import Problem, Severity, Span
from dapsagi.publish import known_addresses
from dapsagi.publish.prepare import Prepared, remember
from dapsagi.publish.repository import SOURCE, TRAILER, PushRefusedError
from dapsagi.publish.workflow import BUILD_FILE

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
        if message:
            _commit_sources(prepared, message)
        return _send_source(prepared, message) if prepared.destination.builder else _send_site(prepared, message)
    except PushRefusedError as error:
        return Sent("refused", problem=_explain(prepared, error))
    except GitError as error:
        return Sent("refused", problem=_failed(error))


def _send_source(prepared: Prepared, message: str) -> Sent:
    destination = prepared.destination
    commit = destination.repository.commit()
    if not commit:
        hint = 'commit first, or let `dapsagi publish --commit "what is new"` do it'
        return Sent("refused", problem=Problem("G203", Severity.ERROR, "there is no commit yet", Span("git"), hint))
    if commit == destination.tip:
        remember(prepared.site)
        return Sent("unchanged", commit, commit)
    return _push(prepared, commit, commit, message)


def _send_site(prepared: Prepared, message: str) -> Sent:
    site, destination = prepared.site, prepared.destination
    repository, tip = destination.repository, destination.tip
    tree = repository.write_tree(tip, destination.folder, site.files)
    if tip and tree == repository.tree_of(tip):
        return Sent("unchanged", tip, site.build)
    commit = repository.write_commit(tree, tip, _commit_message(prepared, repository.commit()))
    return _push(prepared, commit, site.build, message)


def _push(prepared: Prepared, commit: str, build: str, message: str) -> Sent:
    site, destination = prepared.site, prepared.destination
    destination.repository.push(destination.remote, commit, destination.branch)
    remember(site)
    # With a message, the list is in the commit that has just left.
    listed = not message and _list_addresses(prepared)
    return Sent("published", commit, build, listed=listed)


def _commit_message(prepared: Prepared, source: str) -> str:
    """Return the message of a commit that publishes a site; it names the commit of the sources."""
    site = prepared.site
    counts = Counter(change.kind for change in prepared.changes)
    changes = ", ".join(f"{counts[kind]} {kind}" for kind in ("added", "changed", "removed") if counts[kind])
    name = site.address or site.settings.title or "the site"
    trailers = f"{TRAILER}: {site.build}\n" + (f"{SOURCE}: {source}\n" if source else "")
    return f"Publish {name}: {changes or 'no changes'}\n\n{site.report.pages} pages\n\n{trailers}"


def _commit_sources(prepared: Prepared, message: str) -> None:
    """Commit the author's changes, with the addresses that are about to be online."""
    site, repository = prepared.site, prepared.destination.repository
    _list_addresses(prepared)
    places = [site.root.resolve()]
    workflows = repository.top / ".github"
    if workflows.is_dir() and not workflows.resolve().is_relative_to(places[0]):
        places.append(workflows)
    if repository.changed(places, prepared.left_out):
        repository.commit_paths(places, message, prepared.left_out)


def _list_addresses(prepared: Prepared) -> bool:
    """Bring the list of addresses up to date, without those that the author gives up; return whether it has changed."""
    site = prepared.site
    return known_addresses.write_known(
        site.root, site.settings, site.posts, site.files if prepared.is_allowed("G308") else None
    )


def _explain(prepared: Prepared, error: PushRefusedError) -> Problem:
    where = Span(f"{prepared.destination.remote}/{prepared.destination.branch}")
    if error.moved:
        message = "somebody else has pushed to it in the meantime"
        hint = "`git pull --rebase`, then publish again" if prepared.destination.builder else "publish again"
        return Problem("G210", Severity.ERROR, message, where, hint)
    hint = (
        "nothing has changed there; if the branch is protected, let `dapsagi publish` push to another one, or change "
        "its rules in the settings of the repository"
    )
    return Problem("G209", Severity.ERROR, f"the push was refused: {error.detail}", where, hint)


def _failed(error: GitError) -> Problem:
    if error.lacks_name:
        message = "git does not know yet who commits"
        hint = '`git config --global user.name "…"` and `git config --global user.email "…"`, then publish again'
    else:
        message, hint = f"git {error.command} failed: {error.detail}", "nothing was published; try again"
    return Problem("G211", Severity.ERROR, message, Span("git"), hint)


Verdict: TypeAlias = Literal["online", "not yet", "unreachable"]

_PATIENCE = 10
_PAUSE = 5.0


def await_build(address: str, build: str, seconds: float, *, pause: float = _PAUSE) -> Verdict:
    """Ask the site at `address` for its build id until it is `build`, for so many seconds at most.

    A host that does not answer at all ends the waiting: there is no network, or no such host yet.
    """
    end = time.monotonic() + seconds
    # GitHub keeps answers for ten minutes; a query is another address to it.
    place = f"{address.rstrip('/')}/{BUILD_FILE}?{quote(build)}"
    while True:
        verdict = _ask(place, build)
        if verdict != "not yet" or time.monotonic() + pause > end:
            return verdict
        time.sleep(pause)


def _ask(place: str, build: str) -> Verdict:
    try:
        with urllib.request.urlopen(place, timeout=_PATIENCE) as answer:
            found: bytes = answer.read(200)
    except urllib.error.HTTPError as error:
        error.close()
        return "not yet"
    except (OSError, ValueError):
        return "unreachable"
    return "online" if found.decode(errors="replace").strip() == build else "not yet"
