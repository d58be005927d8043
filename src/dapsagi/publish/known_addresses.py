"""Every address that was online: a list beside the posts, and whether each of them still answers.

The list is `addresses.yml` in the blog's folder of data, a mapping from sources to their addresses. It belongs under
version control, so that another machine, or the author after a year, knows of them too. What an author writes into it,
comments and all, stays as it is written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import msgspec
import yaml
from rapidfuzz import fuzz, process

from dapsagi.addresses.permalink import canonical
from dapsagi.addresses.urls import ARCHIVE, CATEGORIES, SERIES, TAGS, served_file
from dapsagi.authoring.yaml_places import exchange_items, exchange_value, find_places
from dapsagi.build.assembly import look_at_site
from dapsagi.config import Settings
from dapsagi.loader.data_files import ADDRESSES, addresses_in
from dapsagi.machine.files import write_whole
from dapsagi.post.values import Post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.report import some_of
from dapsagi.yaml_text import read_mapping, salvage_mapping

# Below this likeness (0-100) a suggestion is more likely to mislead than to help.
_LIKENESS = 60

_SHOWN_FILES = 3


class Known(msgspec.Struct, frozen=True):
    """An address that was online, and the source that stood there as far as that is known."""

    address: str
    source: str = ""


def read_known(root: Path, settings: Settings) -> list[Known]:
    """Return the addresses that the list of a blog holds, as far as it can be read."""
    listed, _ = list_in(_text_of_list(root, settings) or "")
    return [Known(address, source) for source, addresses in listed.items() for address in addresses]


def write_known(
    root: Path, settings: Settings, posts: Iterable[Post], answering: Collection[str] | None = None
) -> bool:
    """Enter the addresses of `posts` in the list; return whether the file has changed.

    None is forgotten; of given up ones, at which none of the files `answering` does, the list is cleared. A list that
    cannot be read whole stays as it is: what is wrong with it, a build reports as an error.
    """
    text = _text_of_list(root, settings)
    before, whole = list_in(text or "")
    if text is None or not whole:
        return False
    listed: dict[str, list[str]] = {}
    for source, addresses in before.items():
        if kept := [each for each in addresses if answering is None or _answers(each, answering)]:
            listed[source] = kept
    for post in posts:
        if post.url not in listed.setdefault(post.key, []):
            listed[post.key].append(post.url)
    if listed == before:
        return False
    write_whole(root / settings.data_dir / ADDRESSES, rewritten(text, listed).encode(), lasting=True)
    return True


def keep_known(root: Path, settings: Settings, today: datetime) -> None:
    """Enter the addresses of what the blog in `root` publishes at `today`.

    For sites that are published by other means than `dapsagi publish`.
    """
    _, site = look_at_site(root, settings, today)
    write_known(root, settings, site.by_key.values())


def known_from_tree(paths: Iterable[str]) -> list[Known]:
    """Return the addresses of the pages among the files of a published tree."""
    pages = (path for path in paths if path.endswith(".html") and path != "404.html")
    return [Known("/" + re.sub(r"(^|/)index\.html$", r"\1", path)) for path in pages]


def find_lost(
    known: Iterable[Known], files: Collection[str], posts: Iterable[Post], settings: Settings
) -> list[Problem]:
    """Report every known address at which none of the `files` of the new site answers."""
    slugs = {post.key: _last_name(post.url) for post in posts}
    lost: dict[str, Known] = {}
    for each in known:
        if not _answers(each.address, files) and not (each.address in lost and not each.source):
            lost[each.address] = each
    return [_lost(each, slugs, settings) for each in lost.values()]


def find_lost_files(before: Iterable[str], files: Collection[str]) -> list[Problem]:
    """Report what was online, is no page, and is not there any more."""
    gone = [path for path in before if path not in files and not path.endswith(".html") and not _is_own(path)]
    if not gone:
        return []
    files_that = "files that were" if gone[1:] else "file that was"
    message = f"{len(gone)} {files_that} online will be gone: {some_of(gone, _SHOWN_FILES)}"
    return [Problem("G314", Severity.WARNING, message, Span("site"), "put them back if somebody may still want them")]


def _answers(address: str, files: Collection[str]) -> bool:
    path = canonical(address).replace("%25", "%").replace("%3F", "?").replace("%23", "#").lstrip("/")
    return served_file(path, files) is not None


def _text_of_list(root: Path, settings: Settings) -> str | None:
    """Return the text of the list, with its line ends; None where there is one that cannot be read."""
    file = root / settings.data_dir / ADDRESSES
    if not os.path.lexists(file):
        return ""
    try:
        return file.read_bytes().decode("utf-8-sig") if file.is_file() else None
    except (OSError, UnicodeDecodeError):
        return None


def _last_name(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2].removesuffix(".html")


def _lost(known: Known, slugs: Mapping[str, str], settings: Settings) -> Problem:
    if _is_list(known.address, settings):
        message = f"{known.address}, a list of posts, was online and is gone"
        return Problem(
            "G313", Severity.WARNING, message, Span(known.source or "site"), "that is right if it is empty now"
        )
    message = f"{known.address} was online, and nothing answers there any more"
    heir = known.source if known.source in slugs else ""
    if not heir:
        best = process.extractOne(_last_name(known.address), slugs, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
        heir = best[2] if best else ""
    if not heir:
        hint = f"put the page back, or add `redirect_from: {known.address}` to the post that took its place"
    else:
        hint = f"add `redirect_from: {known.address}` to the front matter of {heir}"
    return Problem("G308", Severity.ERROR, message, Span(known.source or heir or "site"), hint)


def _is_list(address: str, settings: Settings) -> bool:
    pages = re.escape(settings.paginate_path).replace(":num", r"\d+")
    return address.startswith((ARCHIVE, CATEGORIES, TAGS, SERIES)) or re.fullmatch(pages, address) is not None


def _is_own(path: str) -> bool:
    # The theme's files change with it, and no page that is online asks for the old ones.
    return path.startswith(("assets/dapsagi/", ".dapsagi")) or path in (".nojekyll", "CNAME", "dapsagi-build.txt")


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
