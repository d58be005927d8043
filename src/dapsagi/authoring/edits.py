"""Changes of an author's files: shown as a diff before they are made, and made only where nothing came between."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from dapsagi.loader.tree import place_of
from dapsagi.machine.files import write_whole
from dapsagi.problems import lines_of


class Edit(msgspec.Struct, frozen=True):
    """A file by its path from the root of the blog, and its text before and after, with its line ends."""

    path: str
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The change as a unified diff, as `git apply` takes it."""
        before, after = lines_of(self.before), lines_of(self.after)
        lines = difflib.unified_diff(before, after, f"a/{self.path}", f"b/{self.path}")
        return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def write_edits(root: Path, edits: Iterable[Edit]) -> list[str]:
    """Make edits in the blog in `root`; return the paths of files that changed meanwhile, which stay as they are."""
    left: list[str] = []
    for edit in edits:
        file = place_of(root, edit.path)
        try:
            there = file.read_bytes()
        except FileNotFoundError:
            there = None
        if there == edit.before.encode():
            write_whole(file, edit.after.encode(), lasting=True)
        elif there != edit.after.encode():
            # What has been changed already is a file to which two paths lead.
            left.append(edit.path)
    return left
