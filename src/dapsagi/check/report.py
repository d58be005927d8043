"""A problem in the form in which GitHub reads it."""

from __future__ import annotations

from dapsagi.problems import Problem, Severity


def as_annotation(problem: Problem) -> str:
    """Return a problem as a workflow command that GitHub shows beside the line.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    place = [f"file={_property(problem.span.path)}"]
    if problem.span.line:
        place.append(f"line={problem.span.line}")
    message = problem.message + (f"; {problem.hint}" if problem.hint else "")
    kind = "notice" if problem.severity is Severity.NOTE else problem.severity.word
    return f"::{kind} {','.join([*place, f'title={problem.code}'])}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
