"""The live web in small: a server on this machine that answers as badly as any."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dapsagi.check.external import Limits, Verdict, ask, problems_of
from dapsagi.check.memory import recall, remember
from dapsagi.problems import Span

LIMITS = Limits(request=0.6, pause=0.01, longest_wait=1.5, redirects=4, in_all=20.0, body=4096)


class Web(ThreadingHTTPServer):
    """A server that remembers what it was asked, and how many questions it was answering at once."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self.open = self.most = 0
        self.lock = threading.Lock()
        self.closing = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answers(BaseHTTPRequestHandler):
    server: Web

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""

    def do_HEAD(self) -> None:
        self.answer(body=False)

    def do_GET(self) -> None:
        self.answer(body=True)

    def answer(self, body: bool) -> None:
        web = self.server
        with web.lock:
            web.asked[self.path].append((self.command, time.monotonic()))
            web.open += 1
            web.most = max(web.most, web.open)
        try:
            getattr(self, self.path.strip("/").split("/")[0])(body)
        finally:
            with web.lock:
                web.open -= 1

    def say(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def fine(self, body: bool) -> None:
        self.say(200, Content_Length="0")

    def no_head(self, body: bool) -> None:
        self.say(200 if body else 405, Content_Length="0")

    def gone(self, body: bool) -> None:
        self.say(404, Content_Length="0")

    def moved(self, body: bool) -> None:
        self.say(301, Location="/fine", Content_Length="0")

    def lent(self, body: bool) -> None:
        self.say(302, Location="/fine", Content_Length="0")

    def circle(self, body: bool) -> None:
        self.say(301, Location="/circle", Content_Length="0")

    def slow(self, body: bool) -> None:
        self.server.closing.wait(5)

    def tired(self, body: bool) -> None:
        times = len(self.server.asked[self.path])
        self.say(429 if times == 1 else 200, Retry_After="1", Content_Length="0")

    def exhausted(self, body: bool) -> None:
        self.say(503, Retry_After="3600", Content_Length="0")

    def endless(self, body: bool) -> None:
        if not body:
            self.say(405, Content_Length="0")
            return
        self.say(200)
        while not self.server.closing.is_set():
            self.wfile.write(b"x" * 1024)

    def broken(self, body: bool) -> None:
        self.wfile.write(b"\x00\xff nonsense\r\n\r\n")
        self.close_connection = True

    def down(self, body: bool) -> None:
        self.say(500, Content_Length="0")


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "answer", "status"),
    [
        ("fine", "there", 200),
        ("no_head", "there", 200),
        ("gone", "gone", 404),
        ("moved", "moved", 200),
        ("lent", "there", 200),
        ("circle", "unsure", 301),
        ("slow", "unsure", 0),
        ("tired", "there", 200),
        ("exhausted", "unsure", 503),
        ("endless", "there", 200),
        ("broken", "unsure", 0),
        ("down", "unsure", 500),
    ],
)
def test_every_answer_gets_its_verdict(web: Web, path: str, answer: str, status: int) -> None:
    started = time.monotonic()
    (verdict,) = ask([f"{web.url}/{path}"], LIMITS).values()
    assert (verdict.answer, verdict.status) == (answer, status)
    assert time.monotonic() - started < 5


def test_what_moved_for_good_comes_with_its_new_address(web: Web) -> None:
    url = f"{web.url}/moved"
    verdicts = ask([url], LIMITS)
    (problem,) = problems_of(verdicts, {url: (Span("x.md", 3),)})
    assert (problem.code, problem.hint) == ("L212", f"write {web.url}/fine")


def test_what_is_gone_comes_with_the_way_to_a_copy(web: Web) -> None:
    url = f"{web.url}/gone"
    (problem,) = problems_of(ask([url], LIMITS), {url: (Span("x.md", 3),)})
    assert problem.code == "L211" and problem.hint.endswith(f"https://web.archive.org/web/{url}")


def test_nobody_listening_is_no_proof_of_anything() -> None:
    (verdict,) = ask(["http://127.0.0.1:9/"], LIMITS).values()
    assert verdict.answer == "unsure"


def test_a_host_is_asked_one_question_at_a_time_and_few_of_them(web: Web) -> None:
    urls = [f"{web.url}/fine/{number}" for number in range(20)] + [f"{web.url}/gone/{number}" for number in range(5)]
    verdicts = ask(urls, LIMITS)
    assert len(verdicts) == 25
    assert web.most == 1
    assert all(len(times) == 1 for path, times in web.asked.items() if path.startswith("/fine"))
    assert all(len(times) <= 2 for times in web.asked.values())


def test_a_host_that_asks_for_rest_gets_it(web: Web) -> None:
    ask([f"{web.url}/tired"], LIMITS)
    (_, first), (_, second) = web.asked["/tired"]
    assert second - first >= 1.0


def test_a_host_that_asks_for_an_hour_is_left_alone(web: Web) -> None:
    ask([f"{web.url}/exhausted"], LIMITS)
    assert len(web.asked["/exhausted"]) == 1


def test_hosts_are_asked_at_once_and_none_waits_for_a_slow_one() -> None:
    webs = [Web() for _ in range(8)]
    threads = [threading.Thread(target=each.serve_forever, kwargs={"poll_interval": 0.05}) for each in webs]
    for thread in threads:
        thread.start()
    started = time.monotonic()
    verdicts = ask([f"{each.url}/slow" for each in webs], LIMITS)
    took = time.monotonic() - started
    for each, thread in zip(webs, threads, strict=True):
        each.closing.set()
        each.shutdown()
        each.server_close()
        thread.join()
    assert len(verdicts) == 8
    assert took < 4


def test_the_time_in_all_is_kept_and_what_was_answered_stays(web: Web) -> None:
    urls = [f"{web.url}/fine", *(f"{web.url}/slow/{number}" for number in range(20))]
    started = time.monotonic()
    verdicts = ask(urls, Limits(request=0.5, pause=0.01, in_all=2.0))
    assert time.monotonic() - started < 4
    assert verdicts[urls[0]].answer == "there" and len(verdicts) < len(urls)


def test_verdicts_are_believed_until_they_are_too_old(tmp_path: Path) -> None:
    file = tmp_path / ".dapsagi/web.sqlite"
    there, gone = Verdict("a", "there", 200, "", "", 1000.0), Verdict("b", "gone", 404, "", "", 1000.0)
    remember(file, [there, gone])
    day = 86_400.0
    assert recall(file, ["a", "b", "c"], 1000.0 + day) == {"a": there, "b": gone}
    assert recall(file, ["a", "b"], 1000.0 + 3 * day) == {"a": there}
    assert recall(file, ["a", "b"], 1000.0 + 30 * day) == {}


def test_a_damaged_memory_is_as_good_as_none(tmp_path: Path) -> None:
    file = tmp_path / "web.sqlite"
    file.write_bytes(b"nonsense" * 100)
    remember(file, [Verdict("a", "there", 200, "", "", 1.0)])
    assert recall(file, ["a"], 2.0) == {}
