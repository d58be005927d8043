"""The repository of a blog that begins."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from dapsagi.machine.git import GitError, run_git
from dapsagi.publish.place import place_of
from dapsagi.publish.repository import Repository

#: The branch that a new repository starts with.
BRANCH = "main"

# How long a remote may take to answer before the author is left waiting no more (seconds).
_PATIENCE = 15.0


def address_of_remote(remote: str) -> str:
    """Return the address that GitHub Pages gives to a repository; "" for a remote elsewhere."""
    place = place_of(remote, "")
    return place.address if place else ""


def address_of_repository(folder: Path) -> str:
    """Return the address that GitHub Pages gives to the repository that a folder is in; "" where none is known."""
    try:
        repository = Repository(folder)
        names = repository.remotes()
        addresses = (address_of_remote(repository.address(name)) for name in sorted(names, key="origin".__ne__))
        return next(filter(None, addresses), "")
    except GitError:
        return ""


def own_name() -> str:
    """Return the name under which the author commits; "" where git knows none, or is not there."""
    try:
        return run_git(Path(), "config", "user.name", check=False).stdout.decode("utf-8", "replace").strip()
    except GitError:
        return ""


def _is_in_repository(folder: Path) -> bool:
    """Say whether a folder, or where it will be, belongs to a repository. Raises `GitError` without git."""
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.is_dir())
    return run_git(there, "rev-parse", "--git-dir", check=False).returncode == 0


def start_repository(root: Path, remote: str) -> bool:
    """Make the folder of a blog a repository, unless it is in one; return whether it is new. Raises `GitError`.

    `remote` becomes its origin where it has none.
    """
    fresh = not _is_in_repository(root)
    if fresh:
        run_git(root, "init", "--quiet")
        run_git(root, "symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    if remote and "origin" not in Repository(root).remotes():
        run_git(root, "remote", "add", "origin", remote)
    return fresh


def branches_of_remote(root: Path, remote: str) -> list[str]:
    """Return the branches that a remote has, the new blog's first. Raises `GitError` if it does not answer in time."""
    told = run_git(root, "config", "core.sshCommand", check=False).stdout.decode().strip()
    ssh = os.environ.get("GIT_SSH_COMMAND") or told or "ssh"
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": f"{ssh} -o BatchMode=yes"}
    asked = run_git(root, "ls-remote", "--heads", remote, env=quiet, seconds=_PATIENCE)
    names = [line.partition("refs/heads/")[2] for line in asked.stdout.decode(errors="replace").splitlines()]
    return sorted(names, key=lambda name: (name != BRANCH, name))


def commit_start(root: Path, files: Sequence[Path], message: str) -> str:
    """Commit the first files of a new repository; return "", or what to do if that fails."""
    try:
        Repository(root).commit_paths(files, message)
    except GitError as error:
        if error.lacks_name:
            return 'tell git who you are: git config --global user.name "…"; git config --global user.email "…"'
        return error.detail
    return ""
