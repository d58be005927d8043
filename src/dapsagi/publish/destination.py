"""Where a site goes: by which way, to which branch of which remote, and what address it will have there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from dapsagi.machine.git import GitError, has_git
from dapsagi.problems import Problem, RefusedError, Severity, Span
from dapsagi.publish.place import Place, check_domain, domain_in, place_of
from dapsagi.publish.repository import Repository
from dapsagi.publish.workflow import BUILD_FILE, WORKFLOW, Workflow, find_workflow

Way: TypeAlias = Literal["actions", "branch"]

_DEFAULT_BRANCH = "gh-pages"


class PublishOptions(msgspec.Struct, frozen=True):
    """What the author asked for; empty texts where nothing was said.

    The site goes `below` a folder of its branch; `allow` holds codes that may not stop it.
    """

    branch: str = ""
    below: str = ""
    remote: str = ""
    base_url: str = ""
    message: str = ""
    allow: frozenset[str] = frozenset()


class Destination(msgspec.Struct, frozen=True):
    """The branch of a remote to which a site goes, built here; or from which GitHub builds it.

    `source` is the branch that is checked out, empty for a detached HEAD; `branches` are the remote's with their
    commits, `tip` is that of `branch`. `folder` is where the site lies in its branch, `workflow` what may build it.
    """

    repository: Repository
    source: str
    remote: str
    branches: Mapping[str, str]
    workflow: Workflow | None
    way: Way
    branch: str
    folder: str
    tip: str

    @property
    def builder(self) -> Workflow | None:
        """The workflow that builds the site; None where this machine does."""
        return self.workflow if self.way == "actions" else None

    def online(self, path: str) -> bytes | None:
        """Return a file of the site that is online, as far as a branch holds it."""
        if self.way != "branch" or not self.tip:
            return None
        return self.repository.content(self.tip, f"{self.folder}/{path}" if self.folder else path)


def open_repository(root: Path) -> Repository:
    """Return the repository of the blog in `root`. Raises `RefusedError` where there is none."""
    if not has_git():
        raise RefusedError("publishing needs git; install it from https://git-scm.com")
    try:
        return Repository(root)
    except GitError as error:
        raise RefusedError(
            f"{root.absolute()} is in no git repository; `git init -b main`, then add your remote"
        ) from error


def choose_destination(root: Path, options: PublishOptions) -> Destination:
    """Choose where the site of the blog in `root` goes, and ask the remote what is there.

    Raises `RefusedError`.
    """
    repository = open_repository(root)
    source = repository.branch()
    remote = _choose_remote(repository, options.remote, source)
    branches = _branches_of(repository, remote)
    workflow = find_workflow(repository.top)
    way: Way = "branch"
    below = options.below
    if options.branch and not repository.takes_branch(options.branch):
        raise RefusedError(f'no branch can be called "{options.branch}"; write a name such as {_DEFAULT_BRANCH}')
    if options.branch or options.below:
        branch = options.branch or _DEFAULT_BRANCH
    elif workflow:
        way, branch = "actions", source
    elif _DEFAULT_BRANCH in branches and repository.last_own(tip := repository.fetch(remote, _DEFAULT_BRANCH)):
        branch, below = _DEFAULT_BRANCH, _folder_of_site(repository, tip)
    else:
        raise RefusedError(
            f"there are two ways to GitHub Pages: `dapsagi publish --setup` writes {WORKFLOW}, and GitHub builds; "
            f"`dapsagi publish --branch {_DEFAULT_BRANCH}` pushes the site built here"
        )
    tip = branches.get(branch, "")
    if tip and way == "branch":
        tip = repository.fetch(remote, branch)
    return Destination(repository, source, remote, branches, workflow, way, branch, _folder(below), tip)


def _folder_of_site(repository: Repository, commit: str) -> str:
    """Return the folder of a published branch in which the site lies; empty for the branch as a whole."""
    marks = (path for path in repository.files(commit) if path.rpartition("/")[2] == BUILD_FILE)
    return min(marks, key=len, default="").rpartition("/")[0]


def _folder(below: str) -> str:
    """Return a folder of a branch as git names it; empty for the branch as a whole. Raises `RefusedError`."""
    parts = [part for part in below.split("/") if part not in ("", ".")]
    if any(part == ".." or part.lower() == ".git" for part in parts):
        raise RefusedError(f'no folder of a branch can be "{below}"; write one such as docs')
    return "/".join(parts)


def find_place(root: Path, destination: Destination) -> tuple[Place | None, list[Problem]]:
    """Return where GitHub will show the site of the blog in `root`, and what is wrong with its domain."""
    own = root / "CNAME"
    domain = domain_in(own.read_bytes()) if own.is_file() else ""
    online = domain_in(destination.online("CNAME"))
    problems = check_domain(domain)
    if domain and online and domain != online:
        message = f"the site is at {online}, and CNAME says {domain}"
        hint = "correct it, or say `--allow G105` to move the site there"
        problems.append(Problem("G105", Severity.ERROR, message, Span("CNAME", 1), hint))
    return place_of(destination.repository.address(destination.remote), domain or online), problems


def _choose_remote(repository: Repository, asked: str, branch: str) -> str:
    """Return the remote to publish to: the one asked for, the one the branch follows, or the only one."""
    if asked:
        return asked
    names = repository.remotes()
    followed = repository.upstream(branch)[0] if branch else ""
    for name in (followed, "origin"):
        if name and name in names:
            return name
    if len(names) == 1:
        return names[0]
    raise RefusedError(
        "the repository has no remote to publish to; "
        "`git remote add origin git@github.com:NAME/NAME.github.io.git`, with your own name"
    )


def _branches_of(repository: Repository, remote: str) -> dict[str, str]:
    try:
        return repository.remote_branches(remote)
    except GitError as error:
        cut_off = re.search("resolve host|timed out|unreachable|refused", error.detail, re.I)
        cure = (
            "see that this machine is online" if cut_off else "create the repository, and see that you may push to it"
        )
        raise RefusedError(
            f"{remote} ({repository.address(remote)}) does not answer: {error.detail}; {cure}"
        ) from error
