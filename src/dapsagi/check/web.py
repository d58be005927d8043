"""The web, asked politely and with bounded patience.

Many hosts are asked at once, each of them one question at a time with a pause between. A host that wants to be left
alone is, one that stays silent is given up, and none is asked more than its share. Of an answer no more is held than
was said beforehand, so a page without an end costs no more than any other.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import quote, urljoin, urlsplit

import msgspec
from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from dapsagi import __version__


class Limits(msgspec.Struct, frozen=True):
    """How hard the web is asked; times are in seconds, `body` is in bytes.

    `together` questions are open at once, `share` is how many a host is asked in all, `patience` how often in a row it
    may say nothing. `archive` is where copies of lost pages are asked for (empty: nowhere).
    """

    together: int = 24
    request: float = 12.0
    pause: float = 0.5
    longest_wait: float = 30.0
    tries: int = 3
    redirects: int = 6
    in_all: float = 900.0
    body: int = 65_536
    share: int = 300
    patience: int = 6
    archive: str = "https://archive.org/wayback/available"


class Said(msgspec.Struct):
    """What came of a question, as far as it came.

    `status` is that of HTTP, 0 if there was none; `kind` and `length` are the type and size that it announced (-1 if it
    did not), `body` is what came of it; `error` says why there was none, `no_host` that nobody holds the name,
    `unasked` that the host was not asked (again).
    """

    status: int = 0
    location: str = ""
    retry_after: str = ""
    kind: str = ""
    length: int = -1
    body: bytes = b""
    error: str = ""
    no_host: bool = False
    unasked: bool = False


class Arrival(msgspec.Struct, frozen=True):
    """Where the redirects of an address end: what is said there, and whether all of them are for good.

    `lost` says why they do not end at an answer.
    """

    said: Said
    address: str
    permanent: bool
    lost: str = ""


async def follow(url: str, ask: Callable[[str], Awaitable[Said]], most: int) -> Arrival:
    """Ask for an address, and follow `most` redirects (RFC 9110, 15.4)."""
    here, permanent = url, True
    for _ in range(most + 1):
        said = await ask(here)
        if said.status not in (*_PERMANENT, *_TEMPORARY) or not said.location:
            return Arrival(said, here, permanent)
        permanent = permanent and said.status in _PERMANENT
        here = _join(here, said.location)
        if not here.startswith(("http://", "https://")):
            return Arrival(said, here, permanent, f"it leads to {here[:80]}")
    return Arrival(said, here, permanent, "it redirects without end")


async def for_each(urls: Iterable[str], ask: Callable[[str], Awaitable[None]]) -> None:
    """Call `ask` for every address: hosts side by side, the addresses of one of them one after the other."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[host_of(url)].append(url)

    async def ask_host(addresses: Iterable[str]) -> None:
        for url in addresses:
            await ask(url)

    await asyncio.gather(*map(ask_host, hosts.values()))


#: Answers that mean "not now" (RFC 6585, 4; RFC 9110, 15.6.4).
LATER = (429, 503)


class Web:
    """All hosts, asked under `limits`, and after the time in all no more. It belongs to one event loop."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        # What a host sends without saying how long it is waits in the buffer, so that is what must be small.
        room = max(limits.body, _LONGEST_HEAD)
        self._client = AsyncHTTPClient(
            force_instance=True, max_clients=limits.together, max_body_size=limits.body, max_buffer_size=room
        )
        self._places = asyncio.Semaphore(limits.together)
        self._hosts: dict[str, _Host] = defaultdict(_Host)
        self._nameless: set[str] = set()
        self._heard = False
        self._over = asyncio.Event()
        self._end = asyncio.get_running_loop().call_later(limits.in_all, self._over.set)

    async def ask(self, url: str, method: str = "GET") -> Said:
        """Ask a host for an address, after what others ask of it; redirects are not followed."""
        host = self._hosts[host_of(url)]
        # Held while resting: the host asked for it, or has just been asked.
        async with host.lock:
            if host.gone:
                return Said(error=NO_HOST, no_host=True)
            if host.closed:
                return Said(error=host.closed, unasked=True)
            async with self._places:
                if self._over.is_set():
                    return Said(error=NO_NAME if self._is_cut_off() else "there was no time left for it", unasked=True)
                host.asked += 1
                said = await _fetch(self._client, url, method, self._limits)
                self._heard = self._heard or bool(said.status)
                if said.error == NO_NAME:
                    self._nameless.add(host_of(url))
                if self._is_cut_off():
                    self._over.set()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), self._rest(host, said))
        return said

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # What is still open ends by itself, at the latest with its time.
        self._end.cancel()
        self._client.close()

    def _is_cut_off(self) -> bool:
        """Say whether it is this machine that finds nobody: to wait for each of hundreds of names would take hours."""
        return not self._heard and len(self._nameless) >= _NAMES_IN_VAIN

    def _rest(self, host: _Host, said: Said) -> float:
        """Return for how long a host is to be left alone after an answer (seconds), which may be for good."""
        limits = self._limits
        host.gone = said.no_host
        host.silent = host.silent + 1 if said.error and not said.status else 0
        host.refusals = host.refusals + 1 if said.status in LATER else 0
        wait = limits.pause
        if said.status in LATER:
            wait = _asked_rest(said.retry_after, limits.pause * 2**host.refusals)
            if wait > limits.longest_wait:
                host.closed = f"its host asked to be left alone for {wait:.0f} seconds"
        if host.silent >= limits.patience:
            host.closed = SILENT
        elif host.asked >= limits.share:
            host.closed = "its host has been asked enough"
        return 0.0 if host.closed or host.gone else wait


#: Why a host is not asked (again): it never says anything, nobody holds its name, nobody could be asked for its name.
SILENT = "its host does not answer"
NO_HOST = "there is no such host"
NO_NAME = "the name of its host could not be looked up"


def nobody_answered(reasons: Mapping[str, str]) -> bool:
    """Say whether it is this machine that is cut off: of the hosts of these addresses, no name could be looked up.

    `reasons` says why each was not reached. That there is no such host may be true of one.
    """
    hosts = {host_of(url) for url in reasons}
    said = set(reasons.values())
    return said == {NO_NAME} or (len(hosts) > 1 and bool(said) and said <= {NO_HOST, NO_NAME})


def host_of(url: str) -> str:
    """Return the host of an address with its port, in lower case; empty if there is none."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


_PERMANENT = (301, 308)
_TEMPORARY = (302, 303, 307)

_AGENT = f"Mozilla/5.0 (compatible; dapsagi-check/{__version__})"

# Of the head of an answer (bytes); what is longer is no answer.
_LONGEST_HEAD = 65_536

# What `getaddrinfo` raises for a name that nobody holds, on Linux, macOS and Windows. What else it raises says that
# nobody could be asked (https://man7.org/linux/man-pages/man3/getaddrinfo.3.html).
_NOBODY_HOLDS = (-2, -5, 8, 11001)

# So many hosts without a name, and none that answers: nobody can be asked for names.
_NAMES_IN_VAIN = 4

# What a host does wrong is in the answer; nobody need read it on the terminal as well.
logging.getLogger("tornado.general").addHandler(logging.NullHandler())


def _join(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        return location


class _Host:
    """How a host has been asked so far."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.asked = self.silent = self.refusals = 0
        self.gone = False
        self.closed = ""


async def _fetch(client: AsyncHTTPClient, url: str, method: str, limits: Limits) -> Said:
    said = Said()
    chunks: list[bytes] = []

    def read(line: str) -> None:
        if line.startswith("HTTP/"):
            words = line.split(None, 2)
            said.status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
            return
        name, _, value = line.partition(":")
        match name.lower():
            case "location":
                said.location = value.strip()
            case "retry-after":
                said.retry_after = value.strip()
            case "content-type":
                said.kind = value.partition(";")[0].strip().lower()
            case "content-length" if value.strip().isdigit():
                said.length = int(value)

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
            streaming_callback=chunks.append,
        )
        await client.fetch(request, raise_error=False)
    except socket.gaierror as error:
        said.no_host = error.errno in _NOBODY_HOLDS
        said.error = NO_HOST if said.no_host else NO_NAME
    except OSError as error:
        said.error = str(error) or type(error).__name__
    except Exception as error:
        # A host may answer anything, and a broken answer is an answer too.
        said.error = str(error) or type(error).__name__
    said.body = b"".join(chunks)
    return said


def _asked_rest(retry_after: str, otherwise: float) -> float:
    """Return for how long a host wants to be left alone, in seconds (RFC 9110, 10.2.3)."""
    if retry_after.isdigit():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return otherwise
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)


def _ascii(url: str) -> str:
    """Return an address as it goes over the wire: Hangul in its path percent-encoded, in its host as IDNA."""
    parts = urlsplit(url if not url.startswith("//") else "https:" + url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    safe = "/-._~!$&'()*+,;=:@%?"
    return parts._replace(
        netloc=host, path=quote(parts.path, safe), query=quote(parts.query, safe), fragment=""
    ).geturl()
