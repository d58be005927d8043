"""A finished site at an address of its own, in a real browser, with nothing else on the web."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Browser, BrowserContext, Page, Route

from blog import Blog
from hosts import Quiet, answering

HOST = "https://blog.example"


class Visit:
    """A reader's browser, in which the blog stands at its address and nothing else on the web answers."""

    def __init__(self, chromium: Browser, blog: Blog, **options: Any) -> None:
        self.blog = blog
        self.asked: list[str] = []
        self.context: BrowserContext = chromium.new_context(**options)
        self.context.route("**/*", self._answer)
        self.page: Page = self.context.new_page()

    def open(self, path: str = "/답사기/") -> Page:
        self.page.goto(HOST + path)
        return self.page

    def wait_until_asked(self, times: int) -> None:
        """Wait until others were asked so many times, and then whether that was all."""
        deadline = time.monotonic() + 20
        while len(self.asked) < times:
            assert time.monotonic() < deadline, self.asked
            self.page.wait_for_timeout(20)
        self.page.wait_for_timeout(100)
        assert len(self.asked) == times

    def _answer(self, route: Route) -> None:
        url = route.request.url
        if not url.startswith(HOST):
            self.asked.append(url)
            frame = "document.currentScript.after(Object.assign(document.createElement('iframe'), {src: '%s/frame'}))"
            host = re.sub(r"(//[^/]+).*", r"\1", url)
            if url.endswith("/client.js"):
                route.fulfill(content_type="text/javascript", body=frame % host)
            elif url.endswith("/frame"):
                listen = "<script>addEventListener('message', e => parent.postMessage(e.data, '*'))</script>"
                route.fulfill(content_type="text/html", body=listen)
            else:
                route.fulfill(content_type="text/javascript", body="")
            return
        name = unquote(url.removeprefix(HOST)).partition("?")[0].lstrip("/")
        file = self.blog.root / "site" / (name + "index.html" if not name or name.endswith("/") else name)
        route.fulfill(path=file) if file.is_file() else route.fulfill(status=404, body="")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a finished site as GitHub Pages does, at the address that is yielded."""
    with answering(ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(folder)))) as address:
        yield address


class _Files(Quiet, SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(missing)))
        self.end_headers()
        self.wfile.write(missing)
