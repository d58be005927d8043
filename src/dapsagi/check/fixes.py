"""Changes that cannot be wrong: addresses without what tracks, and the new address of what has moved for good."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from dapsagi.check.external import Verdict
from dapsagi.journey.references.addresses import without_tracking
from dapsagi.problems import Span


class Fix(msgspec.Struct, frozen=True):
    """A source file and its text before and after."""

    path: str
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True), self.after.splitlines(keepends=True), self.path, self.path
        )
        return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def find_fixes(
    root: Path, outward: Mapping[str, Iterable[Span]], verdicts: Mapping[str, Verdict] | None = None
) -> list[Fix]:
    """Return what can be put right in the sources of the blog in `root`; nothing is written."""
    wanted: dict[str, dict[str, str]] = {}
    for url, spans in outward.items():
        verdict = (verdicts or {}).get(url)
        better = verdict.target if verdict and verdict.answer == "moved" else without_tracking(url)
        if better != url:
            for span in spans:
                wanted.setdefault(span.path, {})[url] = better
    fixes = []
    for path, changes in sorted(wanted.items()):
        try:
            # Line ends stay as they are: a fix touches what it is about and nothing else.
            before = (root / path).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        after = _replace(before, changes)
        if after != before:
            fixes.append(Fix(path, before, after))
    return fixes


def write_fix(root: Path, fix: Fix) -> bool:
    """Write a fix, unless the file has changed since it was looked at; say whether it was written."""
    file = root / fix.path
    if file.read_bytes().decode("utf-8") != fix.before:
        return False
    file.write_bytes(fix.after.encode())
    return True


def _replace(text: str, changes: Mapping[str, str]) -> str:
    # The longest first: one address may be the beginning of another.
    for url in sorted(changes, key=len, reverse=True):
        pieces = text.split(url)
        text = pieces[0]
        for piece in pieces[1:]:
            whole = not piece or piece[0] in " \t\r\n)>\"'#]}|*_`,;"
            text += (changes[url] if whole else url) + piece
    return text
