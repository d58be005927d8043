"""What the server never gives away, and that nothing stops it."""

from __future__ import annotations

import random
import socket
import string
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from served import Served, wait_for

SECRET = "비밀번호는 답사기"

BLOG = f"""\
-- dapsagi.yml --
title: 답사기
-- posts/2024-01-01-first.md --
---
title: 첫 글
---
글.
-- images/seen.txt --
보이는 글
-- .env --
{SECRET}
-- .git/config --
{SECRET}
"""

# Ways up, and separators, that some server has once fallen for.
UPS = [
    *(
        "..",
        "%2e%2e",
        "%2E.",
        ".%2e",
        "%252e%252e",
        "..%00",
        "%c0%ae%c0%ae",
        "%u002e%u002e",
        "..;",
        "…",
        "....",
        "．．",
    ),
    *(
        "%e0%80%ae%e0%80%ae",
        "..%2f..",
        "..%5c..",
        "..\\..",
        "%2e%2e%2f%2e%2e",
        "%u002e%u002e",
        ".%00.",
        "..%0d%0a",
        "~",
        "%7e",
    ),
]
SEPARATORS = ["/", "%2f", "%5c", "\\", "//", "/./", "%252f", "%c0%af", "/%00/"]
STARTS = ["/", "/images/", "/first/", "/assets/dapsagi/", "/_dapsagi/", "//", "/posts/", "/%2f", ""]
TAILS = ["", "?x=/../", "#..", "%23", "%3f", ";a=b"]

# Straight to what is there but no part of the site, and to what is nowhere.
PATHS = [
    *("/dapsagi.yml", "/templates/post.html", "/posts/", "/.git/config", "/.dapsagi/cache.sqlite", "/.env", "/images"),
    *("/posts/2024-01-01-first.md", "/images/link.txt", "/linked/secret.txt", "/secret.txt", "/images/", "/linked/"),
    *("file:///etc/passwd", "http://evil.example/first/", "*", "/" + "a/" * 5000, "/%", "/%zz", "/%00", "/\x7f", "/é"),
]

LOCAL = b"Host: localhost\r\nConnection: close\r\n"


def test_a_thousand_hostile_requests_neither_leak_a_file_nor_stop_the_server(
    serve: Callable[..., Served], tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET, "utf-8")
    served = serve(BLOG)
    root = served.blog.root
    (root / "images" / "link.txt").symlink_to(outside / "secret.txt")
    (root / "linked").symlink_to(outside, target_is_directory=True)
    served.blog.put("images/last.txt", "zuletzt")
    wait_for(lambda: served.get("/images/last.txt").status == 200)
    rng = random.Random(4)
    targets = [str(outside / "secret.txt"), str(root / ".env"), "/etc/passwd", "/.dapsagi/cache.sqlite"]
    requests = [*climbs(rng, targets, 600), *map(get, PATHS), *malformed(rng, 400 - len(PATHS))]
    assert len(requests) == 1000

    with ExitStack() as silent:
        # Half-open ones first: they must not keep the others from being answered.
        for number in range(150):
            connection = silent.enter_context(socket.create_connection(("127.0.0.1", served.port), 5))
            connection.sendall(b"GET /first/ HTTP/1.1\r\nHost: lo"[: number % 30])
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda request: answer(served, request), requests))

    for request, data in zip(requests, answers, strict=True):
        for mark in (SECRET.encode(), b"root:", b"SQLite format", b"[core]"):
            assert mark not in data, request
    assert sum(data.startswith(b"HTTP/1.1 4") for data in answers) > 600
    alive = served.get("/first/")
    assert alive.status == 200
    assert "첫 글" in alive.text
    assert served.process.poll() is None
    assert not [line for line in served.lines if "Traceback" in line]


def test_an_address_without_an_end_is_answered(serve: Callable[..., Served]) -> None:
    served = serve(BLOG)
    assert served.raw(get("/" + "a" * 200_000), 5).startswith(b"HTTP/1.1 414 ")
    assert served.get("/first/").status == 200


def get(path: str) -> bytes:
    return b"GET " + path.encode() + b" HTTP/1.1\r\n" + LOCAL + b"\r\n"


def climbs(rng: random.Random, targets: list[str], count: int) -> Iterator[bytes]:
    for _ in range(count):
        target = rng.choice(targets)
        separator = rng.choice(SEPARATORS)
        climb = separator.join(rng.choice(UPS) for _ in range(rng.randint(1, 9)))
        goal = rng.choice([target, target.lstrip("/"), target.rpartition("/")[2]])
        yield get(rng.choice(STARTS) + climb + separator + goal + rng.choice(TAILS))


def malformed(rng: random.Random, count: int) -> Iterator[bytes]:
    letters = string.printable.encode()
    for _ in range(count):
        noise = bytes(rng.choices(range(256), k=rng.randint(1, 300)))
        line = bytes(rng.choices(letters, k=rng.randint(1, 80)))
        word = line.translate(None, b"\r\n \t\x0b\x0c")
        post = b"POST /_dapsagi/open HTTP/1.1\r\n" + LOCAL + b"Content-Type: application/json\r\n"
        yield rng.choice(
            [
                noise,
                b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
                b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                b"GET / HTTP/1.1\r\nHost: evil.example\r\n" + LOCAL + b"\r\n",
                b"GET / HTTP/1.1\r\n" + LOCAL + b"X: " + b"y" * 40_000 + b"\r\n\r\n",
                b"GET / HTTP/1.1\r\n" + LOCAL + line,
                b"GET / HTTP/1.1\r\n" + LOCAL + b"Range: bytes=" + word + b"\r\n\r\n",
                b"GET / HTTP/1.1\r\n" + LOCAL + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n" + noise,
                b"GET / HTTP/9.9\r\n" + LOCAL + b"\r\n",
                word + b" / HTTP/1.1\r\n" + LOCAL + b"\r\n",
                get("/" + "a" * 30_000),
                post + b"Content-Length: 99999999\r\n\r\n" + noise,
                post + b"Content-Length: -5\r\n\r\n" + noise,
                post + b"Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n" + noise,
                post + b'Content-Length: 40\r\n\r\n{"path": "../../../../../../etc/passwd"}',
            ]
        )


def answer(served: Served, request: bytes) -> bytes:
    try:
        return served.raw(request, 0.5)
    except OSError:
        return b""
