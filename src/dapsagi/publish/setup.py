"""Sets up the way by which GitHub builds a blog: one workflow file, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dapsagi.config import Settings
from dapsagi.publish.prepare import open_repository
from dapsagi.publish.workflow import WORKFLOW, find_workflow, workflow_text


def set_up(root: Path, settings: Settings, version: str, allow: Sequence[str] = ()) -> tuple[Path, bool]:
    """Write the workflow of the blog in `root`; return its file, and false where one was there already.

    Raises `PublishRefusedError` for a folder that is in no repository.
    """
    repository = open_repository(root)
    if there := find_workflow(repository.top):
        return there[0], False
    within = root.resolve().relative_to(repository.top.resolve()).as_posix()
    text = workflow_text(
        branch=repository.branch() or "main",
        timezone=settings.timezone,
        output=settings.output,
        folder="" if within == "." else within,
        package=f"dapsagi~={version}",
        allow=allow,
        submodules=(repository.top / ".gitmodules").is_file(),
    )
    file = repository.top / WORKFLOW
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
    return file, True
