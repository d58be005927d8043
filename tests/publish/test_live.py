"""The new site is recognised online by its build id."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dapsagi.publish.send import await_build
from hosts import Quiet, answering


@pytest.fixture
def host() -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Run a host that gives one answer after the other, and the last one for ever."""
    answers: list[tuple[int, str]] = []

    class Handler(Quiet, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers.pop(0) if answers[1:] else answers[0]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

    with answering(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as address:
        yield f"{address}/blog", answers


def test_it_waits_until_the_new_build_is_there(host: tuple[str, list[tuple[int, str]]]) -> None:
    address, answers = host
    answers += [(404, ""), (200, "old\n"), (200, "new\n")]
    assert await_build(address, "new", 5, pause=0.01) == "online"


def test_it_gives_up_in_time(host: tuple[str, list[tuple[int, str]]]) -> None:
    address, answers = host
    answers.append((200, "old"))
    assert await_build(address, "new", 0.05, pause=0.02) == "not yet"


def test_without_a_network_it_does_not_wait() -> None:
    assert await_build("http://127.0.0.1:9", "new", 60) == "unreachable"
