"""A problem as the preview shows it: with the lines of the file around its place."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from dapsagi.loader.tree import place_of
from dapsagi.machine.version import theme_folder
from dapsagi.preview.files import place_within
from dapsagi.problems import Problem
from dapsagi.renderer.render import THEME_PREFIX
from dapsagi.rules.korean import IN_KOREAN

# Lines shown before and after the one that is meant, and the length at which a line is cut.
_AROUND = 2
_LONGEST = 400


class Trouble(msgspec.Struct, frozen=True):
    """What a panel shows: `place` as text, the path and line that it stands for, and numbered lines around it.

    `korean` says in Korean what all problems with the `code` are; empty for a code that is rare.
    """

    place: str
    path: str
    line: int
    code: str
    message: str
    hint: str
    korean: str
    lines: tuple[tuple[int, str], ...]


def show(problem: Problem, root: Path) -> Trouble:
    """Return `problem` with its surroundings, read from the blog in `root` or from the built-in theme."""
    span = problem.span
    return Trouble(
        place=str(span),
        path=span.path,
        line=span.line,
        code=problem.code,
        message=problem.message,
        hint=problem.hint,
        korean=IN_KOREAN.get(problem.code, ""),
        lines=_lines_around(file_at(span.path, root), span.line),
    )


def file_at(path: str, root: Path) -> Path | None:
    """Return the file that the path of a problem names; None if it is not there, or neither in the blog nor the theme.

    A template of the theme that the blog has not shadowed is named with `theme/` before it.
    """
    folder = root
    if path.startswith(THEME_PREFIX) and not (root / path).exists():
        folder, path = theme_folder(), path.removeprefix(THEME_PREFIX)
    return place_within(place_of(folder, path), folder.resolve())


def _lines_around(file: Path | None, line: int) -> tuple[tuple[int, str], ...]:
    if file is None or not line:
        return ()
    try:
        lines = re.split(r"\r\n|\r|\n", file.read_text("utf-8-sig", "replace"))
    except OSError:
        return ()
    first = max(line - _AROUND, 1)
    return tuple(enumerate([text[:_LONGEST] for text in lines[first - 1 : line + _AROUND]], first))
