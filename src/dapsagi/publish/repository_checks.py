"""What must be right about the repository before a site leaves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from dapsagi.problems import Problem, Severity, Span
from dapsagi.publish.destination import Destination
from dapsagi.publish.repository import Repository, compare
from dapsagi.report import some_of

# GitHub itself commits the domain to the branch; the other file is how Jekyll is told to keep away.
_KEPT = ("CNAME", ".nojekyll")


def check_clean(repository: Repository, root: Path, own: Sequence[str]) -> list[Problem]:
    """Report files of the blog that are in no commit; those at or below the paths `own` are the tool's."""
    prefix = _prefix(repository, root)
    found: list[str] = []
    for path in repository.changed():
        within = path.removeprefix(prefix)
        if not path.startswith((prefix, ".github/")):
            continue
        if not any(within.rstrip("/") == name or within.startswith(name + "/") for name in own):
            found.append(path)
    if not found:
        return []
    message = f"{f'{len(found)} files' if found[1:] else 'a file'} in no commit yet: {some_of(found)}"
    hint = 'commit first, or let `dapsagi publish --commit "what is new"` do it'
    return [Problem("G203", Severity.ERROR, message, Span("git"), hint)]


def check_unfinished(repository: Repository) -> list[Problem]:
    """Report a merge that waits for the author: what is on disk now is neither side of it."""
    paths, begun = repository.unmerged(), repository.unfinished()
    if not paths and not begun:
        return []
    message = f"a {begun or 'merge'} is not finished" + (f": {some_of(paths)}" if paths else "")
    hint = "`git status` says what is left to do, then publish again"
    return [Problem("G212", Severity.ERROR, message, Span("git"), hint)]


def check_branch(branch: str, expected: Sequence[str], workflow: str) -> list[Problem]:
    """Report a detached HEAD, and a branch that the workflow does not wait for."""
    if not branch:
        message = "HEAD is detached: what is checked out belongs to no branch"
        return [Problem("G202", Severity.ERROR, message, Span("git"), "`git switch main`, or the branch of your blog")]
    if expected and not any(fnmatch(branch, pattern) for pattern in expected):
        message = f"the branch is {branch}, and {workflow} publishes {', '.join(expected)}"
        return [Problem("G205", Severity.ERROR, message, Span("git"), f"`git switch {expected[0]}`")]
    return []


def check_current(repository: Repository, remote: str, branch: str, branches: Mapping[str, str]) -> list[Problem]:
    """Report a branch that lacks commits which its remote has; nothing is merged."""
    followed, name = repository.upstream(branch)
    if followed != remote:
        name = branch
    there, here = branches.get(name, ""), repository.commit()
    if not there or there == here:
        return []
    if not repository.has(there):
        repository.fetch(remote, name)
    if here and repository.is_ancestor(there, here):
        return []
    behind = bool(here) and repository.is_ancestor(here, there)
    message = f"{remote} has commits of {name} that are not here" + ("" if behind else ", and here are others")
    # A branch that follows none there has to be told which.
    where = "" if followed == remote else f" {remote} {name}"
    hint = f"`git pull --ff-only{where}`" if behind else f"`git pull --rebase{where}`, and look at the result"
    return [Problem("G204", Severity.ERROR, message, Span("git"), hint + ", then publish again")]


def check_published_source(destination: Destination) -> list[Problem]:
    """Report that what is online was built from a commit that is not part of what is checked out here."""
    repository, tip = destination.repository, destination.tip
    published = repository.source_of(tip, destination.folder) if tip else ""
    # A checkout made for one build has a single commit.
    if not published or repository.is_shallow():
        return []
    # Commits that were rewritten here are here, and at no remote.
    held = repository.has(published) and (
        repository.is_ancestor(published, "HEAD") or not repository.is_at(destination.remote, published)
    )
    if held:
        return []
    message = f"what is online was built from the commit {published[:12]}, which is not part of this branch here"
    hint = (
        "push it from the machine that published it, then `git pull` here; or say `--allow G219` if the site may lose "
        "what was written there"
    )
    return [Problem("G219", Severity.ERROR, message, Span("git"), hint)]


def check_target(destination: Destination) -> list[Problem]:
    """Report a branch to publish to that holds somebody's own work: the source's, or what this tool did not write."""
    repository, source, target = destination.repository, destination.source, destination.branch
    followed, name = repository.upstream(source) if source else ("", "")
    if target in (source, name if followed == destination.remote else ""):
        message = f"{target} is the branch of the sources"
        beside = "; `--allow G207` if the site is to lie beside them" if destination.folder else ""
        hint = f"publish to another, such as gh-pages{beside or ', or into a folder with --folder'}"
        return [Problem("G207", Severity.ERROR, message, Span("git"), hint)]
    foreign = _foreign_paths(repository, destination.tip, destination.folder) if destination.tip else []
    if not foreign:
        return []
    where = f"{target}:{destination.folder}" if destination.folder else target
    message = f"{where} holds what dapsagi did not write: {some_of(foreign)}"
    hint = (
        "publish to another branch with --branch, or say `--allow G206` to replace it: the new commit comes after "
        "what is there, so that its history stays"
    )
    return [Problem("G206", Severity.ERROR, message, Span("git"), hint)]


def _foreign_paths(repository: Repository, tip: str, folder: str) -> list[str]:
    """Return what in a folder of a published branch is not as this tool left it."""
    own = repository.last_own(tip)
    before = repository.files(own, folder) if own else {}
    changes = compare(before, repository.files(tip, folder))
    return [change.path for change in changes if change.path not in _KEPT]


def _prefix(repository: Repository, root: Path) -> str:
    within = root.resolve().relative_to(repository.top.resolve()).as_posix()
    return "" if within == "." else within + "/"
