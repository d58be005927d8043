"""The list of addresses that were online, as a text: a mapping from sources to their addresses.

It belongs under version control, so that another machine, or the author after a year, knows of them too. What an author
writes into it, comments and all, stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import yaml

from dapsagi.authoring.yaml_places import exchange_items, exchange_value, find_places
from dapsagi.loader.data_files import addresses_in
from dapsagi.yaml_text import read_mapping, salvage_mapping

#: Addresses by the source that they belong to.
Listed: TypeAlias = Mapping[str, Sequence[str]]

_HEAD = """\
# Addresses that were online, by the file that they belonged to. `dapsagi publish` writes them down, every build leads
# from each of them to where the file's page is now, and links to them are understood.
"""
_COMMENT = re.compile(r"\s*(?:#.*)?", re.S)


def list_in(text: str) -> tuple[dict[str, list[str]], bool]:
    """Return the addresses that can be read in a list, and whether those are all."""
    found = salvage_mapping(text)
    listed, wrong = addresses_in(found.values)
    return listed, not found.problems and not wrong


def rewritten(text: str, after: Listed) -> str:
    """Return a list that says what `after` does, in the words of `text` where that says the same."""
    plain = text.replace("\r\n", "\n")
    exchanged = _exchanged(plain, after)
    if list_in(exchanged) != (after, True):
        exchanged = _HEAD + _written(after)
    return exchanged.replace("\n", "\r\n") if plain != text else exchanged


def _exchanged(text: str, after: Listed) -> str:
    before, _ = list_in(text)
    fresh = sorted(after.keys() - before.keys(), reverse=True)
    written = [] if text.strip() else [_HEAD]
    for source, above, own in _pieces(text):
        if above.startswith(_HEAD):
            written.append(_HEAD)
            above = above.removeprefix(_HEAD)
        while fresh and (fresh[-1] < source or not source):
            another = fresh.pop()
            written.append(_written({another: after[another]}))
        written.append(above)
        if source in after:
            written.append(own if after[source] == before[source] else _with(own, source, after[source]))
    return "".join(written)


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the sources in the order of a list, with the lines above each and its own; "" with those below the last."""
    rows = text.splitlines(keepends=True)
    found = read_mapping(text)
    starts = sorted((found.lines[source] - 1, source) for source in found.values)
    ends = [*(start for start, _ in starts[1:]), len(rows)] if starts else []
    above = 0
    for (start, source), end in zip(starts, ends, strict=True):
        while end > start + 1 and _COMMENT.fullmatch(rows[end - 1]):
            end -= 1
        own = "".join(rows[start:end])
        yield source, "".join(rows[above:start]), own if own.endswith("\n") else own + "\n"
        above = end
    yield "", "".join(rows[above:]), ""


def _with(own: str, source: str, addresses: Sequence[str]) -> str:
    """Return the lines of a source with other addresses in them."""
    places = find_places(own, source)
    if not places:
        return _written({source: addresses})
    if exchanged := exchange_items(own, places[-1], addresses):
        return exchanged
    flow: str = yaml.safe_dump(list(addresses), allow_unicode=True, width=10**6, default_flow_style=True)
    return exchange_value(own, places[-1], flow.strip())


def _written(listed: Listed) -> str:
    text: str = yaml.safe_dump({key: list(each) for key, each in listed.items()}, allow_unicode=True, width=10**6)
    return text
