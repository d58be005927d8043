"""A published project site, served below its base path, in a real browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Error, sync_playwright

from dapsagi.publish.prepare import Wish
from publish.remotes import SMALL, Journal, git


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as the base class names it
        pass


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    folder = tmp_path / "host"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()
    thread.join()


def test_no_link_is_dead_and_nothing_is_asked_for_outside_of_the_base_path(
    journal: Callable[..., Journal], host: tuple[str, Path]
) -> None:
    address, folder = host
    blog = journal(SMALL.replace("-- CNAME --\nkim.example\n", ""))
    blog.publish(Wish(branch="gh-pages", base_url=f"{address}/blog"))
    git(folder, "clone", "--quiet", "--branch", "gh-pages", str(blog.remote), "blog")

    asked: dict[str, int] = {}
    with sync_playwright() as playwright:
        try:
            # The browser that Playwright brings, or one of the machine.
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
            )
        except Error:
            pytest.skip("no browser is installed: `playwright install chromium`")
        page = browser.new_page()
        page.on("response", lambda response: asked.update({response.url: response.status}))
        waiting, seen = [f"{address}/blog/"], set()
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            answer = page.request.get(place)
            asked[place] = answer.status
            if "html" not in answer.headers.get("content-type", ""):
                continue
            page.goto(place)
            links: list[str] = page.eval_on_selector_all("a[href]", "nodes => nodes.map(node => node.href)")
            waiting += [urldefrag(link)[0] for link in links if link.startswith(address)]
        browser.close()

    assert {url: status for url, status in asked.items() if status >= 400} == {}
    assert [url for url in asked if not urlsplit(url).path.startswith("/blog/")] == []
    assert {f"{address}/blog/first/", f"{address}/blog/archive/"} <= seen
