"""What the server answers, and to whom."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from dapsagi.preview.files import content_type
from dapsagi.preview.listening import AllowedHosts
from dapsagi.preview.messages import Tab
from served import Served, wait_for

BLOG = """\
-- dapsagi.yml --
title: 답사기
url: https://example.org
-- posts/2024-01-01-first.md --
---
title: 첫 글
redirect_from: /old/
---
글.
-- about.md --
---
title: 소개
permalink: /about.html
---
소개.
-- images/그림.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- images/clip.mp4 --
0123456789
-- notes.txt --
공책
"""

Serve = Callable[..., Served]


def test_pages_have_types_charsets_tags_and_pretty_addresses(serve: Serve) -> None:
    served = serve(BLOG)
    page = served.get("/first/")
    assert page.status == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "첫 글" in page.text
    assert served.get("/first/", If_None_Match=page.headers["Etag"]).status == 304
    assert served.get("/first/index.html").data == page.data
    assert served.get("/about").data == served.get("/about.html").data

    redirect = served.get("/first")
    assert (redirect.status, redirect.headers["Location"]) == (302, "/first/")
    former = served.get("/old/")
    assert (former.status, former.headers["Location"]) == (302, "/first/")


def test_every_page_that_leads_on_leads_to_the_preview_and_not_to_the_published_site(serve: Serve) -> None:
    served = serve(
        "-- _config.yml --\ntitle: Old\nurl: https://example.org\npermalink: /:title/\n"
        "-- _posts/2020-01-01-one.md --\n---\ntags: [a]\nredirect_from: /old/\n---\n하나\n"
        "-- labels.html --\n---\nlayout: tags\n---\n"
        "-- given.md --\n---\nredirect_to: /one/\n---\n-- away.md --\n---\nredirect_to: https://a.example/\n---\n"
    )
    leads = {"/old/": "/one/", "/labels/": "/tags/", "/given/": "/one/", "/away/": "https://a.example/"}
    assert {address: served.get(address).headers.get("Location") for address in leads} == leads


def test_slashes_in_a_row_are_one(serve: Serve) -> None:
    served = serve(BLOG)
    assert served.get("/images//clip.mp4").data == served.get("/images/clip.mp4").data
    assert served.get("/images///none.mp4").status == 404


def test_head_gives_the_headers_alone(serve: Serve) -> None:
    served = serve(BLOG)
    for path in ("/first/", "/notes.txt", "/feed.xml", "/assets/dapsagi/theme.css"):
        whole, head = served.get(path), served.get(path, "HEAD")
        assert head.status == 200
        assert head.data == b""
        assert head.headers["Content-Length"] == str(len(whole.data))


def test_the_sites_own_404_page_answers_for_what_is_not_there(serve: Serve) -> None:
    served = serve(BLOG)
    lost = served.get("/nowhere/")
    assert lost.status == 404
    assert "<main" in lost.text
    assert served.get("/images/").status == 404
    assert served.get("/images").status == 404


def test_an_authors_own_404_page_answers_for_what_is_not_there(serve: Serve) -> None:
    served = serve(BLOG + "-- 404.html --\n<!doctype html><html><head></head><p>길을 잃었습니다.</p></html>\n")
    for address in ("/nowhere/", "/images/", "/nowhere.png"):
        lost = served.get(address)
        assert (lost.status, lost.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
        assert "<p>길을 잃었습니다.</p>" in lost.text
    assert served.get("/nowhere/", "HEAD").status == 404
    assert served.get("/404.html").status == 200
    (served.blog.root / "404.html").unlink()
    assert served.get("/nowhere/").status == 404


# What is sent for a range of eleven bytes; a range that is not one is ignored (RFC 9110, 14.2).
RANGES = (
    ("bytes=0-0", 206, b"0", "0-0"),
    ("bytes=2-5", 206, b"2345", "2-5"),
    ("bytes=5-", 206, b"56789\n", "5-10"),
    ("bytes=-3", 206, b"89\n", "8-10"),
    ("bytes=3-99", 206, b"3456789\n", "3-10"),
    ("bytes=-40", 200, b"0123456789\n", None),
    ("bytes=20-", 416, b"", "*"),
    ("bytes=11-", 416, b"", "*"),
    ("bytes=-0", 416, b"", "*"),
    ("bytes=5-3", 200, b"0123456789\n", None),
    ("bytes=0-1,3-4", 200, b"0123456789\n", None),
    ("bytes=-", 200, b"0123456789\n", None),
    ("lines=1-2", 200, b"0123456789\n", None),
)


def test_files_are_sent_whole_in_parts_or_not_again(serve: Serve) -> None:
    served = serve(BLOG)
    whole = served.get("/images/clip.mp4")
    assert (whole.status, whole.data) == (200, b"0123456789\n")
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert served.get("/images/clip.mp4", If_None_Match=whole.headers["Etag"]).status == 304

    for asked, status, data, sent in RANGES:
        part = served.get("/images/clip.mp4", Range=asked)
        expected = (asked, status, data, sent and f"bytes {sent}/11")
        assert (asked, part.status, part.data, part.headers.get("Content-Range")) == expected
    assert served.get("/images/clip.mp4", Range="bytes=0-1", If_Range='"other"').status == 200

    # Whatever stands in the address, a file is asked for again.
    assert served.get("/images/clip.mp4?v=2").headers["Cache-Control"] == "no-cache"

    picture = served.get("/images/%EA%B7%B8%EB%A6%BC.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    decomposed = served.get("/images/%E1%84%80%E1%85%B3%E1%84%85%E1%85%B5%E1%86%B7.svg")
    assert decomposed.data == picture.data


def test_a_site_below_a_base_path_is_served_below_it(serve: Serve) -> None:
    served = serve(BLOG.replace("title: 답사기", "title: 답사기\nbaseurl: /blog"))
    assert served.address.endswith("/blog/")
    assert served.get("/").headers["Location"] == "/blog/"
    assert served.get("/blog").headers["Location"] == "/blog/"
    assert served.get("/blog/first/").status == 200
    assert served.get("/blog/notes.txt").text == "공책\n"
    assert served.get("/first/").status == 404


def test_built_pages_hold_nothing_of_the_preview(serve: Serve) -> None:
    served = serve(BLOG)
    assert "_dapsagi" in served.get("/first/").text
    assert "_dapsagi" not in served.get("/feed.xml").text
    served.blog.build()
    assert not [path for path, data in served.blog.output().items() if b"_dapsagi" in data]


def test_a_taken_port_gives_way_to_the_next_free_one(serve: Serve) -> None:
    first = serve(BLOG)
    second = Served(first.blog, "--port", str(first.port))
    try:
        assert second.port > first.port
        assert second.get("/first/").status == 200
    finally:
        second.stop()


def test_an_interrupt_ends_the_preview_at_once(serve: Serve) -> None:
    served = serve(BLOG)
    with socket.create_connection(("127.0.0.1", served.port)) as events:
        events.sendall(b"GET /_dapsagi/events?page=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" in events.recv(4096)
        assert served.stop() < 2
    assert served.process.returncode == 0
    assert not [line for line in served.lines if "Traceback" in line]


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1.example.org", "localhost.example.org:80", "", "a b", "[::1"]
)
def test_it_answers_to_its_own_names_only(serve: Serve, host: str) -> None:
    served = serve(BLOG)
    answer = served.raw(f"GET /first/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith((b"HTTP/1.1 403", b"HTTP/1.1 400"))
    assert "첫 글".encode() not in answer


def test_names_of_the_server() -> None:
    own = AllowedHosts("127.0.0.1")
    assert all(own.admits(name) for name in ("localhost", "localhost:4000", "127.0.0.1:9", "[::1]:4000", "LocalHost"))
    assert not any(own.admits(name) for name in ("192.168.0.3", "evil.example", "localhost@evil.example", ""))
    everywhere = AllowedHosts("0.0.0.0")
    assert everywhere.admits("192.168.0.3:4000")
    assert not everywhere.admits("evil.example:4000")


def test_other_sites_cannot_open_the_editor(serve: Serve) -> None:
    served = serve(BLOG)
    body = b'{"page": "/first/"}'

    def post(*headers: str) -> bytes:
        lines = [f"Host: localhost:{served.port}", f"Content-Length: {len(body)}", "Connection: close", *headers]
        return served.raw("\r\n".join(["POST /_dapsagi/open HTTP/1.1", *lines, "", ""]).encode() + body)

    assert post("Content-Type: text/plain").startswith(b"HTTP/1.1 403")
    assert post("Content-Type: application/json", "Origin: https://evil.example").startswith(b"HTTP/1.1 403")
    assert post("Content-Type: application/json").startswith(b"HTTP/1.1 200")


def test_types_do_not_depend_on_the_machine() -> None:
    assert content_type("a/b.js") == "text/javascript; charset=utf-8"
    assert content_type("feed.xml") == "application/xml; charset=utf-8"
    assert content_type("font.woff2") == "font/woff2"
    assert content_type("data.tar.gz") == "application/octet-stream"


def test_a_blog_that_is_gone_for_a_while_is_shown_until_it_is_back(serve: Serve) -> None:
    served = serve(BLOG)
    wait_for(lambda: "글." in served.get("/first/").text)
    root = served.blog.root
    # A folder of the same name, as a copy or a checkout brings it.
    shutil.copytree(root, root.with_name("copy"))
    shutil.rmtree(root)
    gone = f"error: {root}: V101 the folder of the blog is gone; put it back; until then its last pages are shown\n"
    wait_for(lambda: gone in served.lines)
    assert "글." in served.get("/first/").text
    root.with_name("copy").rename(root)
    served.blog.edit("posts/2024-01-01-first.md", "글.", "다시 쓴 글.")
    wait_for(lambda: "다시 쓴 글." in served.get("/first/").text)
    served.blog.edit("posts/2024-01-01-first.md", "다시 쓴 글.", "또 쓴 글.")
    wait_for(lambda: "또 쓴 글." in served.get("/first/").text)
    assert not [line for line in served.lines if "please report" in line or "Traceback" in line]


@pytest.mark.parametrize("rounds", range(4))
def test_a_connection_ends_when_it_is_told_to_though_a_message_comes_at_that_moment(rounds: int) -> None:
    async def listen(tab: Tab) -> None:
        while True:
            await tab.next(60)

    async def end() -> bool:
        tab = Tab(["/"])
        listening = asyncio.create_task(listen(tab))
        await asyncio.sleep(0.01)
        tab.tell(b"news")
        for _ in range(rounds):
            await asyncio.sleep(0)
        listening.cancel()
        done, _ = await asyncio.wait([listening], timeout=2)
        # A task that did not hear it the first time would keep the loop from ending.
        listening.cancel()
        return listening in done

    # A browser may have a loop in the thread of the tests.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(end())).result()
