"""Problems in the forms in which machines read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from dapsagi.problems import Problem, Severity

_GITHUB = {Severity.NOTE: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}
_NAMES = {Severity.NOTE: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


def as_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain data, their severity by name."""
    return [msgspec.to_builtins(problem) | {"severity": _NAMES[problem.severity]} for problem in problems]


def as_annotation(problem: Problem) -> str:
    """Return a problem as a workflow command that GitHub shows beside the line.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    place = [f"file={_property(problem.span.path)}"]
    if problem.span.line:
        place.append(f"line={problem.span.line}")
    message = problem.message + (f"; {problem.hint}" if problem.hint else "")
    return f"::{_GITHUB[problem.severity]} {','.join([*place, f'title={problem.code}'])}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
