"""A preview in a process of its own, and what asks it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Page

from blog import Blog


class Served:
    """A blog and the preview that shows it, in a process of its own."""

    def __init__(self, blog: Blog, *options: str, **environment: str) -> None:
        self.blog = blog
        command = [sys.executable, "-W", "error", "-m", "dapsagi", "serve", str(blog.root), *options]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **environment}
        )
        self.lines: list[str] = []
        self._contexts: list[BrowserContext] = []
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        if not first.startswith("http://"):
            self.process.terminate()
            rest, _ = self.process.communicate()
            raise AssertionError(first + rest)
        self.address = first.split(" ", 1)[0]
        self.port = int(re.findall(r":(\d+)/", self.address)[0])
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str = "/", method: str = "GET", **headers: str) -> Answer:
        request = urllib.request.Request(self.url(path), method=method)
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with _opener.open(request, timeout=20) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read())

    def open(self, path: str, *, browser: Browser) -> Page:
        """Open a page in a tab of its own, and wait until it listens."""
        context = browser.new_context(locale="ko-KR")
        self._contexts.append(context)
        page = context.new_page()
        page.goto(self.url(path))
        wait_until_listening(page)
        return page

    def stop(self) -> float:
        """Interrupt the preview as Ctrl-C does; return how long that took."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        took = time.monotonic() - started
        self._reader.join(5)
        if self.process.stdout:
            self.process.stdout.close()
        return took

    def close(self) -> None:
        """End the preview, if it still runs, after the tabs that were opened with it."""
        for context in self._contexts:
            context.close()
        if self.process.poll() is None:
            self.stop()

    def raw(self, data: bytes, timeout: float = 5.0) -> bytes:
        """Send bytes as they are; return all that comes back before the other side falls silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout) as connection:
            connection.sendall(data)
            pieces = []
            try:
                while piece := connection.recv(65536):
                    pieces.append(piece)
            except (TimeoutError, ConnectionError):
                pass
            return b"".join(pieces)

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(self.process.stdout)


class Answer:
    def __init__(self, status: int, headers: dict[str, str], data: bytes) -> None:
        self.status = status
        self.headers = {name.title(): value for name, value in headers.items()}
        self.data = data

    @property
    def text(self) -> str:
        return self.data.decode()


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects)


def wait_until_listening(page: Page) -> None:
    """Wait until the tab has heard of the state of its page."""
    page.wait_for_function("document.querySelector('dapsagi-preview')?.dataset.state === 'listening'")


def wait_for(condition: Callable[[], object], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
