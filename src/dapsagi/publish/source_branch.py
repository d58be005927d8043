"""What must be right about the repository before a site leaves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from dapsagi.problems import Problem, Severity, Span
from dapsagi.publish.git import TRAILER, GitError, Repository, compare

# GitHub itself commits the domain to the branch; the other file is how Jekyll is told to keep away.
KEPT = ("CNAME", ".nojekyll")

_SHOWN = 5


def choose_remote(repository: Repository, asked: str, branch: str) -> str:
    """Return the remote to publish to: the one asked for, the one the branch follows, or the only one; else ""."""
    if asked:
        return asked
    names = repository.remotes()
    followed = repository.upstream(branch)[0] if branch else ""
    for name in (followed, "origin"):
        if name and name in names:
            return name
    return names[0] if len(names) == 1 else ""


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
    message = f"{_counted(found)} in no commit yet: {_some(found)}"
    hint = 'commit first, or let `dapsagi publish --commit "what is new"` do it'
    return [Problem("G203", Severity.ERROR, message, Span("git"), hint)]


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


def check_target(
    repository: Repository, target: str, folder: str, tip: str, source: str, default: str
) -> list[Problem]:
    """Report a branch to publish to that holds somebody's own work: the source's, or what this tool did not write.

    `tip` is its commit, empty where there is none; `source` is the branch that is checked out, `default` the remote's
    name for it.
    """
    if target in (source, default):
        message = f"{target} is the branch of the sources"
        hint = "publish to another, such as gh-pages; `--allow G207` if the site is to lie beside them"
        return [Problem("G207", Severity.ERROR, message, Span("git"), hint)]
    foreign = foreign_paths(repository, tip, folder) if tip else []
    if not foreign:
        return []
    where = f"{target}:{folder}" if folder else target
    message = f"{where} holds what dapsagi did not write: {_some(foreign)}"
    hint = (
        "publish to another branch with --branch, or say `--allow G206` to replace it: the new commit comes after "
        "what is there, so that its history stays"
    )
    return [Problem("G206", Severity.ERROR, message, Span("git"), hint)]


def foreign_paths(repository: Repository, tip: str, folder: str) -> list[str]:
    """Return what in a folder of a published branch is not as this tool left it."""
    own = repository.last_own(tip)
    before = repository.files(own, folder) if own else {}
    changes = compare(before, repository.files(tip, folder))
    return [change.path for change in changes if change.path not in KEPT]


def is_own_branch(repository: Repository, tip: str) -> bool:
    """Say whether this tool has published to a branch before; `tip` is its commit, which must be here."""
    try:
        return bool(repository.last_own(tip))
    except GitError:
        return False


def commit_message(site: str, pages: int, source: str, counts: Mapping[str, int], build: str) -> str:
    """Return the message of a commit that publishes a site; it names the commit of the sources."""
    changes = ", ".join(f"{counts[kind]} {kind}" for kind in ("added", "changed", "removed") if counts.get(kind))
    lines = [f"Publish {site}: {changes or 'no changes'}", "", f"{pages} pages"]
    if source:
        lines[-1] += f", from {source}"
    return "\n".join([*lines, "", f"{TRAILER}: {build}", ""])


def _prefix(repository: Repository, root: Path) -> str:
    within = root.resolve().relative_to(repository.top.resolve()).as_posix()
    return "" if within == "." else within + "/"


def _counted(paths: Sequence[str]) -> str:
    return f"{len(paths)} files" if paths[1:] else "a file"


def _some(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return ", ".join(paths[:_SHOWN]) + more
