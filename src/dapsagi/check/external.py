"""Asking the live web whether the addresses that a blog names still answer.

Many hosts are asked at once, each of them one question at a time with a pause between. HEAD comes first, and GET where
a host does not know it; of an answer only the head counts, so a page without an end costs no more than any other.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

import msgspec
from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from dapsagi import __version__
from dapsagi.problems import Problem, Severity, Span

Answer: TypeAlias = Literal["there", "moved", "gone", "unsure"]


class Verdict(msgspec.Struct, frozen=True):
    """What an address answered: `status` is that of HTTP (0 if there was none), `target` where a "moved" one went.

    "gone" is certain (404, 410, or no such host); "unsure" is a host that is slow, refuses robots or is out of order.
    `asked` is when it was asked, in seconds since 1970.
    """

    url: str
    answer: Answer
    status: int
    target: str
    reason: str
    asked: float


class Limits(msgspec.Struct, frozen=True):
    """How hard the web is asked; times are in seconds, `body` is in bytes."""

    together: int = 24
    request: float = 12.0
    pause: float = 0.5
    longest_wait: float = 30.0
    tries: int = 3
    redirects: int = 6
    in_all: float = 900.0
    body: int = 65_536


def ask(
    urls: Iterable[str],
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, Verdict]:
    """Ask every address, and return the verdicts; those that were not reached in time have none."""
    return asyncio.run(_ask_all(sorted(set(urls)), limits, progress))


def problems_of(verdicts: Mapping[str, Verdict], outward: Mapping[str, Sequence[Span]]) -> list[Problem]:
    """Return a problem for every place that names an address which is gone, moved for good, or does not answer."""
    return [
        problem
        for url, verdict in sorted(verdicts.items())
        for span in outward.get(url, ())
        if (problem := _problem(verdict, span))
    ]


# --- Details ----------------------------------------------------------------------------------------------------

_AGENT = f"Mozilla/5.0 (compatible; dapsagi-check/{__version__})"
_PERMANENT = (301, 308)
_TEMPORARY = (302, 303, 307)
# What hosts answer to HEAD who mean that they do not like it.
_ASK_AGAIN_WITH_GET = (400, 401, 403, 404, 405, 406, 410, 500, 501, 503, 999)
_LATER = (429, 503)


class _Head(msgspec.Struct):
    """The head of an answer, as far as it came."""

    status: int = 0
    location: str = ""
    retry_after: str = ""
    error: str = ""
    no_host: bool = False


async def _ask_all(urls: Sequence[str], limits: Limits, progress: Callable[[int, int], None]) -> dict[str, Verdict]:
    client = AsyncHTTPClient(force_instance=True, max_clients=limits.together, max_body_size=limits.body)
    verdicts: dict[str, Verdict] = {}
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[_host(url)].append(url)
    # Redirects may lead to a host that is being asked already: its lock keeps its pause for both.
    locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
    places = asyncio.Semaphore(limits.together)

    async def ask_host(host: str) -> None:
        for url in hosts[host]:
            verdicts[url] = await _ask_one(client, url, limits, locks, places)
            progress(len(verdicts), len(urls))

    tasks = [asyncio.ensure_future(ask_host(host)) for host in hosts]
    try:
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=limits.in_all)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    finally:
        client.close()
    return verdicts


async def _ask_one(
    client: AsyncHTTPClient,
    url: str,
    limits: Limits,
    locks: Mapping[str, asyncio.Lock],
    places: asyncio.Semaphore,
) -> Verdict:
    here, permanent = url, True
    for _ in range(limits.redirects + 1):
        head = await _head_of(client, here, limits, locks[_host(here)], places)
        if head.status in (*_PERMANENT, *_TEMPORARY) and head.location:
            permanent = permanent and head.status in _PERMANENT
            here = _join(here, head.location)
            if not here.startswith(("http://", "https://")):
                return _verdict(url, "unsure", head, reason=f"it leads to {here[:80]}")
            continue
        if head.no_host or head.status in (404, 410):
            return _verdict(url, "gone", head)
        if 200 <= head.status < 300:
            moved = here != url and permanent
            return _verdict(url, "moved" if moved else "there", head, here if moved else "")
        return _verdict(url, "unsure", head)
    return _verdict(url, "unsure", head, reason="it redirects without end")


async def _head_of(
    client: AsyncHTTPClient, url: str, limits: Limits, lock: asyncio.Lock, places: asyncio.Semaphore
) -> _Head:
    """Return the head of an address's answer, asked as often as is polite and useful."""
    head = _Head()
    method = "HEAD"
    for attempt in range(limits.tries):
        async with lock:
            async with places:
                head = await _fetch(client, url, method, limits)
            # Held while waiting: the host asked for rest, or has just been asked.
            wait = _wait(head, attempt, limits) if head.status in _LATER else limits.pause
            if wait > limits.longest_wait:
                return head
            await asyncio.sleep(wait)
        if head.status in _LATER:
            continue
        if method == "HEAD" and (head.status in _ASK_AGAIN_WITH_GET or (head.error and not head.no_host)):
            method = "GET"
        elif head.status or head.no_host:
            break
    return head


async def _fetch(client: AsyncHTTPClient, url: str, method: str, limits: Limits) -> _Head:
    head = _Head()

    def read(line: str) -> None:
        if line.startswith("HTTP/"):
            words = line.split(None, 2)
            head.status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
            return
        name, _, value = line.partition(":")
        if name.lower() == "location":
            head.location = value.strip()
        elif name.lower() == "retry-after":
            head.retry_after = value.strip()

    try:
        request = HTTPRequest(
            _ascii(url),
            method=method,
            headers={"User-Agent": _AGENT, "Accept": "*/*"},
            follow_redirects=False,
            connect_timeout=limits.request,
            request_timeout=limits.request,
            decompress_response=False,
            header_callback=read,
            streaming_callback=lambda _chunk: None,
        )
        await client.fetch(request, raise_error=False)
    except OSError as error:
        # What `getaddrinfo` raises for a name that nobody holds.
        head.no_host = type(error).__name__ == "gaierror" and getattr(error, "errno", 0) in (-2, -5, 8, 11001)
        head.error = str(error) or type(error).__name__
    except Exception as error:
        # A host may answer anything, and a broken answer is an answer too.
        head.error = str(error) or type(error).__name__
    return head


def _wait(head: _Head, attempt: int, limits: Limits) -> float:
    """Return for how long a host wants to be left alone, in seconds (RFC 9110, 10.2.3)."""
    asked = head.retry_after
    if asked.isdigit():
        return float(asked)
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return float(limits.pause * 2 ** (attempt + 1))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)


def _verdict(url: str, answer: Answer, head: _Head, target: str = "", reason: str = "") -> Verdict:
    said = f"it answers {head.status}" if head.status else head.error
    if head.no_host:
        said = "there is no such host"
    return Verdict(url, answer, head.status, target, reason or said, time.time())


def _problem(verdict: Verdict, span: Span) -> Problem | None:
    url = verdict.url
    if verdict.answer == "gone":
        copy = f"https://web.archive.org/web/{url}"
        return Problem("L211", Severity.WARNING, f"{url} is gone: {verdict.reason}", span, f"look for a copy at {copy}")
    if verdict.answer == "moved":
        return Problem("L212", Severity.NOTE, f"{url} has moved for good", span, f"write {verdict.target}")
    if verdict.answer == "unsure":
        hint = "open it in a browser: some hosts do not talk to robots"
        return Problem("L213", Severity.NOTE, f"{url} does not answer: {verdict.reason}", span, hint)
    return None


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _join(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        return location


def _ascii(url: str) -> str:
    """Return an address as it goes over the wire: Hangul in its path percent-encoded, in its host as IDNA."""
    parts = urlsplit(url if not url.startswith("//") else "https:" + url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    safe = "/-._~!$&'()*+,;=:@%?"
    return parts._replace(
        netloc=host, path=quote(parts.path, safe), query=quote(parts.query, safe), fragment=""
    ).geturl()
