from __future__ import annotations

import socket
import threading
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest
from tornado.netutil import DefaultLoopResolver, Resolver

from check.web import Web
from dapsagi.check.external import Verdict, ask, problems_of, recall, remember
from dapsagi.check.web import NO_HOST, NO_NAME, Limits, nobody_answered
from dapsagi.problems import Span

LIMITS = Limits(request=0.6, pause=0.01, longest_wait=1.5, redirects=4, in_all=20.0, body=4096, archive="")


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
        ("flood", "there", 200),
        ("long_head", "unsure", 0),
        ("drips", "unsure", 0),
        ("front", "unsure", 200),
        ("abroad", "unsure", 301),
        ("wild", "unsure", 0),
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
    (problem,) = problems_of(ask([url], LIMITS), {url: (Span("x.md", 3),)})
    assert (problem.code, problem.hint) == ("L212", f"write {web.url}/fine")


def test_what_is_gone_comes_with_its_copy(web: Web) -> None:
    url = f"{web.url}/gone"
    limits = msgspec.structs.replace(LIMITS, archive=f"{web.url}/archive")
    (problem,) = problems_of(ask([url], limits), {url: (Span("x.md", 3),)})
    assert (problem.code, problem.hint) == ("L211", "write its copy https://web.archive.org/web/2019/x")


@pytest.mark.parametrize("archive", ["", "/fine", "/down", "/broken", "/exhausted"])
def test_what_is_gone_comes_with_the_way_to_a_copy_where_none_is_known(web: Web, archive: str) -> None:
    url = f"{web.url}/gone"
    limits = msgspec.structs.replace(LIMITS, archive=archive and web.url + archive)
    (problem,) = problems_of(ask([url], limits), {url: (Span("x.md", 3),)})
    assert problem.code == "L211" and problem.hint.endswith(f"https://web.archive.org/web/{url}")


def test_nobody_listening_is_no_proof_of_anything() -> None:
    (verdict,) = ask(["http://127.0.0.1:9/"], LIMITS).values()
    assert verdict.answer == "unsure"


def test_a_host_is_asked_one_question_at_a_time_and_few_of_them(web: Web) -> None:
    urls = [f"{web.url}/fine/{number}" for number in range(20)] + [f"{web.url}/gone/{number}" for number in range(5)]
    assert len(ask(urls, LIMITS)) == 25
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


def test_a_host_that_asked_for_an_hour_is_asked_for_nothing_else(web: Web) -> None:
    urls = [f"{web.url}/exhausted", *(f"{web.url}/fine/{number}" for number in range(9))]
    verdicts = ask(urls, LIMITS)
    assert web.paths() == ["/exhausted"]
    assert set(verdicts) == {urls[0]}


def test_a_host_that_says_nothing_is_given_up(web: Web) -> None:
    limits = msgspec.structs.replace(LIMITS, request=0.1, patience=4)
    verdicts = ask([f"{web.url}/slow/{number}" for number in range(30)], limits)
    assert len(web.paths()) == 4
    assert {verdict.answer for verdict in verdicts.values()} == {"unsure"} and len(verdicts) == 30


def test_no_host_is_asked_more_than_its_share(web: Web) -> None:
    verdicts = ask(
        [f"{web.url}/fine/{number}" for number in range(30)], msgspec.structs.replace(LIMITS, request=10.0, share=12)
    )
    assert len(web.paths()) == len(verdicts) == 12


def test_redirects_to_a_host_count_as_its_share(web: Web) -> None:
    urls = [f"{web.url}/moved/{number}" for number in range(20)]
    ask(urls, msgspec.structs.replace(LIMITS, request=10.0, share=12))
    assert len(web.paths()) == 12


def test_an_answer_without_an_end_takes_no_memory(web: Web) -> None:
    limits = msgspec.structs.replace(LIMITS, request=2.0)
    tracemalloc.start()
    verdicts = ask([f"{web.url}/endless", f"{web.url}/flood"], limits)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {verdict.answer for verdict in verdicts.values()} == {"there"}
    assert most < 3_000_000


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
    verdicts = ask(urls, Limits(request=0.5, pause=0.01, in_all=2.0, archive=""))
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


def test_a_machine_that_finds_no_host_at_all_is_offline_itself() -> None:
    def cut_off(**reasons: str) -> bool:
        return nobody_answered({f"http://{host}.example/a": reason for host, reason in reasons.items()})

    assert cut_off(one=NO_HOST, two=NO_HOST)
    assert cut_off(one=NO_HOST, two=NO_NAME)
    assert cut_off(one=NO_NAME)
    assert not cut_off(one=NO_HOST)
    assert not cut_off(one=NO_HOST, two=NO_NAME, three="it answers 404")
    assert not cut_off()


class _Nobody(DefaultLoopResolver):
    """A resolver whose names nobody can be asked for, but that of this machine."""

    asked: ClassVar[list[str]] = []

    async def resolve(self, host: str, port: int, family: socket.AddressFamily = socket.AF_UNSPEC) -> Any:
        if host.endswith(".example"):
            self.asked.append(host)
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return await super().resolve(host, port, family)


@pytest.fixture
def nameless() -> Iterator[list[str]]:
    _Nobody.asked.clear()
    Resolver.configure(_Nobody)
    yield _Nobody.asked
    Resolver.configure(None)


def test_an_offline_machine_asks_for_a_few_names_and_gives_up(nameless: list[str]) -> None:
    urls = [f"http://{number}.example/" for number in range(200)]
    assert nobody_answered({url: verdict.reason for url, verdict in ask(urls, LIMITS).items()})
    assert len(set(nameless)) <= LIMITS.together


def test_names_that_cannot_be_looked_up_are_unsure_where_others_answer(web: Web, nameless: list[str]) -> None:
    urls = [f"{web.url}/fine", *(f"http://{number}.example/" for number in range(3))]
    verdicts = ask(urls, LIMITS)
    assert Counter(verdict.answer for verdict in verdicts.values()) == {"there": 1, "unsure": 3}
    assert len(set(nameless)) == 3
