"""Why a file cannot be taken, and what to do about it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path, PurePosixPath
from shlex import quote

from dapsagi.problems import Problem, Severity, Span
from dapsagi.yaml_text import YamlError

#: Why a pipe, a socket or a device is not read.
NO_FILE = "it is no file but a pipe, a socket or a device"

# How UTF-16 begins that says so.
_MARKS = (b"\xff\xfe", b"\xfe\xff")

# A text in Latin letters and marks, as front matter is, has every other byte empty in UTF-16.
_HEAD = 8


def fault_of(error: OSError | UnicodeDecodeError | YamlError, code: str, severity: Severity, path: str) -> Problem:
    """Return the problem of the file at `path` that `error` keeps from being read."""
    if isinstance(error, UnicodeDecodeError):
        message, hint = explain_encoding(path, error.object)
        line = error.object.count(b"\n", 0, error.start) + 1
        return Problem(code, severity, message, Span(path, line), hint)
    if isinstance(error, YamlError):
        reason, line, hint = error.problem.message, error.problem.span.line, error.problem.hint
    else:
        reason, line, hint = error.strerror or str(error), 0, "correct the file"
    return Problem(code, severity, f"the file cannot be read: {reason}", Span(path, line), hint)


def unreadable(file: Path, key: str, reason: str) -> Problem:
    """Return the problem of a file that cannot be read, for a reason of the system or because it is `NO_FILE`."""
    if file.is_symlink() and not file.exists():
        message = "is a symbolic link to a file that is not there"
        return Problem("F101", Severity.ERROR, message, Span(key), "put that file back, or remove the link")
    hint = "remove it, or leave it out with `exclude` in the settings" if reason == NO_FILE else "check its rights"
    return Problem("F101", Severity.ERROR, f"the file cannot be read ({reason})", Span(key), hint)


def is_picture(data: bytes) -> bool:
    """Say whether a file holds what no text does, in no encoding that is known here: a picture, most likely."""
    return b"\0" in data and not data.startswith(_MARKS)


def explain_encoding(path: str, data: bytes) -> tuple[str, str]:
    """Return what is wrong with a file that cannot be decoded as UTF-8, and what to do."""
    for encoding, name in _guesses(data):
        with suppress(UnicodeDecodeError):
            data.decode(encoding)
            hint = f"convert it: iconv -f {encoding} -t utf-8 {quote(path)} > new{PurePosixPath(path).suffix}"
            return f"the file is not UTF-8 but {name}", hint
    return "the file is not UTF-8", "save it as UTF-8"


def _guesses(data: bytes) -> tuple[tuple[str, str], ...]:
    if data.startswith(_MARKS):
        return (("utf-16", "UTF-16"),)
    head = data[:_HEAD]
    if len(head) == _HEAD and not any(head[1::2]):
        return (("utf-16le", "UTF-16"),)
    return (("cp949", "CP949 (EUC-KR)"),)
