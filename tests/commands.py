"""Commands, run within the process of the tests."""

from __future__ import annotations

from typing import IO

from click.testing import CliRunner, Result

from dapsagi.cli.main import main


def run(*words: object, answer: str | IO[bytes] | None = None) -> Result:
    """Run `dapsagi` with these words; `answer` is what its author types."""
    return CliRunner().invoke(main, [str(word) for word in words], input=answer)


def output_of(*words: object, code: int = 0) -> str:
    """Return what such a run prints; it ends with `code`."""
    result = run(*words)
    assert result.exit_code == code, result.output
    return result.output
