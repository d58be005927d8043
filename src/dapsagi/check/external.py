"""Asking the live web whether the addresses that a blog names still answer.

HEAD comes first, and GET where a host does not know it; of an answer only the head counts. For what is gone, the
Internet Archive is asked for a copy. Verdicts are kept with their age, so that no host is asked each time.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlencode, urlsplit

import msgspec

from dapsagi.check.web import LATER, SILENT, Limits, Said, Web, follow, for_each
from dapsagi.problems import Problem, Severity, Span
from dapsagi.report import Progress, in_silence

Answer: TypeAlias = Literal["there", "moved", "gone", "unsure"]


class Verdict(msgspec.Struct, frozen=True):
    """What an address answered: `status` is that of HTTP (0 if there was none).

    `target` is where a "moved" one went, and a copy of a "gone" one. "gone" is certain (404, 410, or no such host);
    "unsure" is a host that is slow, refuses robots or is out of order. `asked` is when it was asked, in seconds since
    1970.
    """

    url: str
    answer: Answer
    status: int
    target: str
    reason: str
    asked: float


def ask(
    urls: Iterable[str],
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    progress: Progress = in_silence,
) -> dict[str, Verdict]:
    """Ask every address, and return the verdicts.

    Those that were not reached in time, or whose host is to be left alone, have none.
    """
    return asyncio.run(_ask_all(sorted(set(urls)), limits, progress))


def problems_of(verdicts: Mapping[str, Verdict], outward: Mapping[str, Sequence[Span]]) -> list[Problem]:
    """Return a problem for every place that names an address which is gone, moved for good, or does not answer."""
    return [
        problem
        for url, verdict in sorted(verdicts.items())
        for span in outward.get(url, ())
        if (problem := _problem(verdict, span))
    ]


# What hosts answer to HEAD who mean that they do not like it.
_ASK_AGAIN_WITH_GET = (400, 401, 403, 404, 405, 406, 410, 500, 501, 503, 999)


async def _ask_all(urls: Sequence[str], limits: Limits, progress: Progress) -> dict[str, Verdict]:
    verdicts: dict[str, Verdict] = {}

    async def ask(url: str) -> None:
        verdict = await _ask_one(web, url, limits)
        if verdict:
            verdicts[url] = verdict
            progress("addresses", len(verdicts), len(urls))

    with Web(limits) as web:
        await for_each(urls, ask)
        await _find_copies(web, verdicts, limits)
    return verdicts


async def _ask_one(web: Web, url: str, limits: Limits) -> Verdict | None:
    arrival = await follow(url, partial(_head_of, web, limits), limits.redirects)
    said, here = arrival.said, arrival.address
    if said.unasked and said.error != SILENT:
        return None
    if arrival.lost:
        return _verdict(url, "unsure", said, reason=arrival.lost)
    if said.no_host or said.status in (404, 410):
        return _verdict(url, "gone", said)
    if not 200 <= said.status < 300:
        return _verdict(url, "unsure", said)
    if here == url or not arrival.permanent:
        return _verdict(url, "there", said)
    # Many sites lead from all that they have given up to their front page: that is no new address.
    if _is_front(here) and not _is_front(url):
        return _verdict(url, "unsure", said, reason=f"it leads to the front page {here[:80]}")
    return _verdict(url, "moved", said, here)


async def _head_of(web: Web, limits: Limits, url: str) -> Said:
    """Return the head of an address's answer, asked as often as is polite and useful."""
    said = Said()
    method = "HEAD"
    for _ in range(limits.tries):
        before, said = said, await web.ask(url, method)
        if said.unasked:
            # What it answered before it was to be left alone is an answer.
            return before if before.status or before.error else said
        if said.status in LATER:
            continue
        if method == "HEAD" and (said.status in _ASK_AGAIN_WITH_GET or (said.error and not said.no_host)):
            method = "GET"
        elif said.status or said.no_host:
            break
    return said


async def _find_copies(web: Web, verdicts: dict[str, Verdict], limits: Limits) -> None:
    """Give what is gone the address of its copy (https://archive.org/help/wayback_api.php)."""
    gone = [verdict for verdict in verdicts.values() if verdict.answer == "gone"]
    for verdict in gone if limits.archive else ():
        said = await web.ask(f"{limits.archive}?{urlencode({'url': verdict.url})}")
        if said.unasked or said.no_host:
            return
        try:
            copy = msgspec.json.decode(said.body, type=_Copies).snapshots.closest
        except msgspec.DecodeError:
            continue
        if copy.available and copy.status == "200" and copy.url.startswith(("http://", "https://")):
            address = copy.url.replace("http://web.archive.org/", "https://web.archive.org/", 1)
            verdicts[verdict.url] = msgspec.structs.replace(verdict, target=address)


class _Copy(msgspec.Struct):
    available: bool = False
    url: str = ""
    status: str = ""


class _Snapshots(msgspec.Struct):
    closest: _Copy = msgspec.field(default_factory=_Copy)


class _Copies(msgspec.Struct, rename={"snapshots": "archived_snapshots"}):
    snapshots: _Snapshots = msgspec.field(default_factory=_Snapshots)


def _verdict(url: str, answer: Answer, said: Said, target: str = "", reason: str = "") -> Verdict:
    words = f"it answers {said.status}" if said.status else said.error
    return Verdict(url, answer, said.status, target, reason or words, time.time())


def _problem(verdict: Verdict, span: Span) -> Problem | None:
    url = verdict.url
    if verdict.answer == "gone":
        copy = f"https://web.archive.org/web/{url}"
        hint = f"write its copy {verdict.target}" if verdict.target else f"look for a copy at {copy}"
        return Problem("L211", Severity.WARNING, f"{url} is gone: {verdict.reason}", span, hint)
    if verdict.answer == "moved":
        return Problem("L212", Severity.NOTE, f"{url} has moved for good", span, f"write {verdict.target}")
    if verdict.answer == "unsure":
        hint = "open it in a browser: some hosts do not talk to robots"
        return Problem("L213", Severity.NOTE, f"{url} does not answer: {verdict.reason}", span, hint)
    return None


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


#: Where they are kept, from the root of the blog.
VERDICTS = Path(".dapsagi/web.sqlite")

_DAY = 86_400.0

# For how long (seconds) a verdict is believed: what is there tends to stay, what is not may be back tomorrow.
_AGES: dict[Answer, float] = {"there": 14 * _DAY, "moved": 14 * _DAY, "gone": 2 * _DAY, "unsure": _DAY / 2}


def recall(file: Path, urls: Iterable[str], now: float) -> dict[str, Verdict]:
    """Return the verdicts in `file` about `urls` that are still to be believed at `now`, in seconds since 1970."""
    try:
        with _opened(file) as connection:
            rows = dict(connection.execute("SELECT url, verdict FROM verdicts"))
        found = {url: msgspec.json.decode(rows[url], type=Verdict) for url in urls if url in rows}
    except (OSError, sqlite3.Error, msgspec.DecodeError):
        # It is only a cache: without it, the web is asked again.
        return {}
    return {url: verdict for url, verdict in found.items() if 0 <= now - verdict.asked <= _AGES[verdict.answer]}


def remember(file: Path, verdicts: Iterable[Verdict]) -> None:
    """Keep verdicts in `file`; a disk that does not take them costs the next check time, not this one its result."""
    rows = [(verdict.url, msgspec.json.encode(verdict)) for verdict in verdicts]
    try:
        with _opened(file) as connection:
            connection.executemany("INSERT OR REPLACE INTO verdicts VALUES (?, ?)", rows)
    except (OSError, sqlite3.Error):
        return


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file, timeout=10)) as connection, connection:
        connection.execute("CREATE TABLE IF NOT EXISTS verdicts (url TEXT PRIMARY KEY, verdict BLOB) WITHOUT ROWID")
        yield connection
