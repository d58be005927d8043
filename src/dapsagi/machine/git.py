"""Git, asked by one command at a time."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from dapsagi.problems import RefusedError

# A hook of git's own sets them, and they would point elsewhere.
_OTHER_REPOSITORY = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"}


class GitError(RefusedError):
    """A git command failed; `detail` is what git said, without its hints."""

    def __init__(self, command: str, detail: str) -> None:
        super().__init__(f"git {command}: {detail}")
        self.command, self.detail = command, detail

    @property
    def lacks_name(self) -> bool:
        """Whether a commit failed because git does not know who commits."""
        return any(words in self.detail.lower() for words in ("tell me who you are", "empty ident"))


def has_git() -> bool:
    """Say whether git is installed."""
    return shutil.which("git") is not None


def run_git(
    folder: Path,
    *arguments: str,
    data: bytes = b"",
    env: Mapping[str, str] | None = None,
    check: bool = True,
    seconds: float | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run one git command in a folder.

    Raises `GitError` if there is no git, if it takes longer than `seconds`, or if it fails and `check` is set.
    """
    # What git says is read, so it must speak English.
    inherited = {name: value for name, value in os.environ.items() if name not in _OTHER_REPOSITORY}
    environment = {**inherited, "LC_ALL": "C", "LANGUAGE": "", **(env or {})}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, input=data, capture_output=True, env=environment, timeout=seconds
        )
    except FileNotFoundError as error:
        lacking = "git is not installed" if folder.is_dir() else f"there is no folder {folder}"
        raise GitError(arguments[0], lacking) from error
    except subprocess.TimeoutExpired as error:
        raise GitError(arguments[0], f"no answer within {seconds:.0f} seconds") from error
    except OSError as error:
        raise GitError(arguments[0], str(error)) from error
    if check and done.returncode:
        raise GitError(arguments[0], explained(done.stderr.decode(errors="replace")))
    return done


def explained(errors: str, said: str = "") -> str:
    """Return in one line what git or a hook of the remote said: its `errors`, and what a push `said` of branches."""
    # The advice that follows a blank line is for somebody who typed the command.
    lines = [line.strip() for line in errors.partition("\n\nPlease make sure")[0].splitlines()]
    lines = [line.removeprefix("remote:").strip() for line in lines if not line.startswith(("hint:", "To "))]
    words = [line for line in lines if line and not line.startswith("error: failed to push")]
    reasons = [line.rpartition("\t")[2] for line in said.splitlines() if line.startswith("!")]
    return "; ".join(dict.fromkeys((*words[:4], *reasons))) or "no reason given"
