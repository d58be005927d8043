"""Sets up the way by which GitHub builds a blog: one workflow file, and what git need not see."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from dapsagi.config import Settings
from dapsagi.machine.files import write_whole
from dapsagi.problems import RefusedError
from dapsagi.publish.destination import open_repository
from dapsagi.publish.outgoing import made_in
from dapsagi.publish.repository import Repository
from dapsagi.publish.workflow import WORKFLOW, Workflow, find_workflow, update_workflow, workflow_text

Fate: TypeAlias = Literal["written", "updated", "current"]


class SetUp(msgspec.Struct, frozen=True):
    """The workflow and what became of it, and the lines that `.gitignore` has now and had not before."""

    file: Path
    fate: Fate
    ignored: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where the workflow stands from the top of its repository: `.github/workflows/` and its name."""
        return "/".join(self.file.parts[-3:])


def set_up(root: Path, settings: Settings, package: str, allow: Sequence[str] = ()) -> SetUp:
    """Write the workflow of the blog in `root`, in which pip installs `package`, or bring it up to date.

    Raises `RefusedError` for a folder that is in no repository, and for a workflow of another tool's.
    """
    repository = open_repository(root)
    ignored = _ignore(repository, root, settings)
    if there := find_workflow(repository.top):
        return SetUp(there.file, _update(there, package, allow), ignored)
    within = root.resolve().relative_to(repository.top.resolve()).as_posix()
    text = workflow_text(
        settings,
        branch=repository.branch() or "main",
        folder="" if within == "." else within,
        package=package,
        allow=allow,
        submodules=(repository.top / ".gitmodules").is_file(),
    )
    file = repository.top / WORKFLOW
    write_whole(file, text.encode())
    return SetUp(file, "written", ignored)


def _update(workflow: Workflow, package: str, allow: Sequence[str]) -> Fate:
    if not workflow.ours:
        raise RefusedError(
            f"{workflow.file}: deploys to GitHub Pages already, and not with dapsagi; delete it, and run this again"
        )
    before = workflow.file.read_bytes().decode("utf-8")
    after = update_workflow(before, package, allow)
    if after == before:
        return "current"
    write_whole(workflow.file, after.encode())
    return "updated"


def _ignore(repository: Repository, root: Path, settings: Settings) -> tuple[str, ...]:
    """Tell git to leave out what the tool makes, where nothing tells it yet; return the new lines."""
    lines = tuple(f"/{name}/" for name in made_in(settings) if not repository.ignores(root / name / "x"))
    if lines:
        file = root / ".gitignore"
        before = file.read_bytes() if file.is_file() else b""
        end = b"\n" if before and not before.endswith(b"\n") else b""
        write_whole(file, before + end + "".join(f"{line}\n" for line in lines).encode())
    return lines
