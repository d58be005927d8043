"""Changes of addresses in the sources, shown before they are made.

What tracks is left out, what has moved for good gets its new address, what is gone that of its copy. An address is
changed where it was found, never within another address, and nothing beside it is touched.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from html import escape
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
    known = verdicts or {}
    better: dict[str, str] = {}
    for url in outward:
        verdict = known.get(url)
        target = verdict.target if verdict and verdict.answer in ("moved", "gone") else ""
        if (address := target or without_tracking(url)) != url:
            better[url] = address
    return find_replacements(root, {url: outward[url] for url in better}, lambda url, _path: better[url])


def find_replacements(root: Path, places: Mapping[str, Iterable[Span]], better: Callable[[str, str], str]) -> list[Fix]:
    """Return the fixes that put `better(address, path)` in the place of every address that `places` names."""
    wanted: dict[str, dict[str, set[int]]] = {}
    for url, spans in places.items():
        for span in spans:
            wanted.setdefault(span.path, {}).setdefault(url, set()).add(span.line)
    fixes = []
    for path, lines in sorted(wanted.items()):
        try:
            # Line ends stay as they are: a fix touches what it is about and nothing else.
            before = (root / path).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        after = before
        # The longest first: one address may be the beginning of another.
        for url in sorted(lines, key=len, reverse=True):
            after = _replace(after, url, better(url, path), lines[url])
        if after != before:
            fixes.append(Fix(path, before, after))
    return fixes


def write_fix(root: Path, fix: Fix) -> bool:
    """Write a fix, unless the file has changed since it was looked at; say whether it was written."""
    file = root / fix.path
    if file.read_bytes().decode("utf-8") != fix.before:
        return False
    draft = file.with_name(f".{file.name}.dapsagi-new")
    try:
        draft.write_bytes(fix.after.encode())
        draft.chmod(file.stat().st_mode)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return True


# --- Details ----------------------------------------------------------------------------------------------------

# What cannot be part of an address in Markdown or HTML, and so ends one.
_ENDS = " \t\r\n)>\"'#]}|*_`,;"
_BEGINS = " \t\r\n(<>\"'[]{}|*_`,;"


def _replace(text: str, url: str, better: str, lines: set[int]) -> str:
    """Replace an address on `lines` (from 1), or wherever it stands if it is on none of them."""
    rows = text.splitlines(keepends=True)
    replaced = [_replace_whole(row, url, better) if number in lines else row for number, row in enumerate(rows, 1)]
    if replaced != rows:
        return "".join(replaced)
    return _replace_whole(text, url, better)


def _replace_whole(text: str, url: str, better: str) -> str:
    # HTML spells an ampersand otherwise.
    for spelling, address in dict.fromkeys(((url, better), (escape(url), escape(better)))):
        before, *pieces = text.split(spelling)
        done = [before]
        for piece in pieces:
            whole = (not piece or piece[0] in _ENDS) and not _is_within("".join(done))
            done += (address if whole else spelling, piece)
        text = "".join(done)
    return text


def _is_within(before: str) -> bool:
    """Say whether what follows `before` is part of an address that has begun already."""
    start = max(before.rfind(mark) for mark in _BEGINS) + 1
    return "://" in before[start:]
