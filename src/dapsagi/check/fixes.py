"""Changes of addresses in the sources, shown before they are made.

What tracks is left out, what has moved for good gets its new address, what is gone that of its copy. An address is
changed where it was found, never within another address, and nothing beside it is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path

from dapsagi.authoring.edits import Edit
from dapsagi.check.external import Verdict
from dapsagi.journey.references.addresses import without_tracking
from dapsagi.loader.tree import place_of
from dapsagi.problems import Span, lines_of


def find_fixes(
    root: Path, outward: Mapping[str, Iterable[Span]], verdicts: Mapping[str, Verdict] | None = None
) -> list[Edit]:
    """Return what can be put right in the sources of the blog in `root`; nothing is written."""
    known = verdicts or {}
    better: dict[str, str] = {}
    for url in outward:
        verdict = known.get(url)
        target = verdict.target if verdict and verdict.answer in ("moved", "gone") else ""
        if (address := target or without_tracking(url)) != url:
            better[url] = address
    return find_replacements(root, {url: outward[url] for url in better}, lambda url, _path: better[url])


def find_replacements(
    root: Path, places: Mapping[str, Iterable[Span]], better: Callable[[str, str], str]
) -> list[Edit]:
    """Return the fixes that put `better(address, path)` in the place of every address that `places` names."""
    wanted: dict[str, dict[str, set[int]]] = {}
    for url, spans in places.items():
        for span in spans:
            wanted.setdefault(span.path, {}).setdefault(url, set()).add(span.line)
    fixes = []
    for path, lines in sorted(wanted.items()):
        try:
            # Line ends stay as they are: a fix touches what it is about and nothing else.
            before = place_of(root, path).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        after = before
        # The longest first: one address may be the beginning of another.
        for url in sorted(lines, key=len, reverse=True):
            after = _replace(after, url, better(url, path), lines[url])
        if after != before:
            fixes.append(Edit(path, before, after))
    return fixes


# What cannot be part of an address in Markdown or HTML, and so ends one.
_ENDS = " \t\r\n)>\"'#]}|*_`,;"
_BEGINS = " \t\r\n(<>\"'[]{}|*_`,;"


def _replace(text: str, url: str, better: str, lines: set[int]) -> str:
    """Replace an address on `lines` (from 1), or wherever it stands if it is on none of them."""
    rows = lines_of(text)
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
