"""What git knows of the changes of each post: one question for the whole blog, remembered until there is a new commit.

A commit that changes very many files at once is a move or a clean-up of the blog and says nothing of one post. A post
keeps its history when its file is renamed.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from pathlib import Path

import msgspec

from dapsagi.cache.cache import Cache
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest
from dapsagi.machine.git import GitError, run_git
from dapsagi.machine.version import version
from dapsagi.post.revisions import Revision
from dapsagi.problems import Problem, Severity, Span

# Nobody works on so many posts at once.
_MOST_FILES = 20

# How long git may think about the history of a blog (seconds).
_PATIENCE = 120

# What git says of a file that was renamed and is otherwise as it was (in percent).
_UNCHANGED = "100"

_HEADER = "\x01"
_FIELD = "\x02"
_FORMAT = f"--format={_HEADER}%H{_FIELD}%aI{_FIELD}%s"


class History(msgspec.Struct, frozen=True):
    """The changes of each source by its key, the oldest first."""

    changes: Mapping[str, tuple[Revision, ...]] = {}
    problems: tuple[Problem, ...] = ()


class _Place(msgspec.Struct, frozen=True):
    """Where a blog stands in a repository: the commit that is checked out, and those behind which nothing is known."""

    head: str
    boundary: tuple[str, ...]


def load_history(root: Path, settings: Settings, cache: Cache) -> History:
    """Return what git knows of the blog in `root`, if the settings ask for it."""
    if not settings.revisions_git:
        return History()
    try:
        place = _find_place(root)
        key = digest(("history", version(), settings.timezone, place, root.resolve().as_posix()))
        changes = cache.recalled(key, dict[str, tuple[Revision, ...]], lambda: _ask(root, place, settings.zone))
    except GitError as error:
        hint = "set `revisions.git: false`, or build in a clone of the blog's repository"
        message = f"git does not tell how the posts changed: {_reason(error.detail)}"
        return History(problems=(Problem("H101", Severity.WARNING, message, Span("."), hint),))
    return History(changes, (_shallow(place),) if place.boundary else ())


def head_of(root: Path) -> Digest:
    """Return the commit that the blog in `root` stands at; empty where git does not say."""
    try:
        return digest(_find_place(root))
    except GitError:
        return ""


def _find_place(root: Path) -> _Place:
    head, shallow = _git(root, "rev-parse", "HEAD", "--git-path", "shallow").split("\n")[:2]
    try:
        boundary = tuple((root / shallow).read_text("ascii").split())
    except OSError:
        boundary = ()
    return _Place(head, boundary)


def _ask(root: Path, place: _Place, zone: tzinfo) -> dict[str, tuple[Revision, ...]]:
    options = ("-z", "--name-status", "-M", "--no-merges", "--diff-filter=AMR", "--relative", _FORMAT)
    text = _git(root, "-c", "log.showSignature=false", "log", *options, place.head, "--", ".")
    found: dict[str, list[Revision]] = defaultdict(list)
    # What a file is called now, by the name that it bore at the commit that is looked at; None if it has gone since.
    present: dict[str, str | None] = {}
    for header, files in _commits(text):
        commit, when, note = header.split(_FIELD, 2)
        # Of what lies behind the end of a shallow clone, git says that its last commit brought all of it.
        counts = len(files) <= _MOST_FILES and commit not in place.boundary
        moment = datetime.fromisoformat(when).astimezone(zone).isoformat()
        for status, before, path in files:
            name = present.get(path, path)
            if name is not None and counts and status[1:] != _UNCHANGED:
                revision = Revision(moment, note, brought=status == "A")
                found[unicodedata.normalize("NFC", name)].append(revision)
            if status[0] == "R":
                present[before] = name
            if status[0] in "AR":
                present[path] = None
    return {name: tuple(reversed(changes)) for name, changes in found.items()}


def _commits(text: str) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield the header of each commit, the newest first, and its files: status, name before, name."""
    for part in text.split(_HEADER)[1:]:
        header, *rest = (word.strip("\n") for word in part.split("\0"))
        words = iter([word for word in rest if word])
        files = []
        for status in words:
            before = next(words, "")
            files.append((status, before, next(words, "") if status[0] == "R" else before))
        yield header, files


def _shallow(place: _Place) -> Problem:
    message = "this is a shallow clone: of older changes of posts, git knows nothing here"
    hint = "fetch them: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout"
    return Problem("H102", Severity.WARNING, message, Span("."), hint)


def _git(root: Path, *arguments: str) -> str:
    # It is only looked at, and others may work in it meanwhile.
    done = run_git(root, *arguments, env={"GIT_OPTIONAL_LOCKS": "0"}, seconds=_PATIENCE)
    return done.stdout.decode("utf-8", "replace")


def _reason(said: str) -> str:
    if "not a git repository" in said:
        return "the blog is in no git repository"
    if "unknown revision" in said or "ambiguous argument 'HEAD'" in said:
        return "the repository has no commit yet"
    return said
