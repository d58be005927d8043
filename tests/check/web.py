"""The live web in small: a server on this machine that answers as badly as any, and sends images too."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

from PIL import Image

from hosts import Quiet


def draw(kind: str = "PNG", color: str = "teal") -> bytes:
    """Return a small image."""
    data = BytesIO()
    Image.new("RGB", (24, 16), color).save(data, kind)
    return data.getvalue()


class Web(ThreadingHTTPServer):
    """A server that remembers what it was asked, and how many questions it was answering at once."""

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

    def paths(self) -> list[str]:
        return [path for path, times in self.asked.items() for _ in times]


class Answers(Quiet, BaseHTTPRequestHandler):
    server: Web

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
            getattr(self, self.path.strip("/").split("/")[0].split("?")[0] or "fine")(body)
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

    def flood(self, body: bool) -> None:
        self.say(200, Content_Length=str(10**12))
        while body and not self.server.closing.is_set():
            self.wfile.write(b"x" * 65_536)

    def long_head(self, body: bool) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.closing.is_set():
            self.wfile.write(b"X-More: " + b"x" * 1000 + b"\r\n")

    def drips(self, body: bool) -> None:
        self.wfile.write(b"HTTP/1.1 200")
        while not self.server.closing.wait(0.1):
            self.wfile.write(b" ")

    def front(self, body: bool) -> None:
        self.say(301, Location="/", Content_Length="0")

    def abroad(self, body: bool) -> None:
        self.say(301, Location="ftp://elsewhere.example/x", Content_Length="0")

    def wild(self, body: bool) -> None:
        self.say(301, Location="http://[bad", Content_Length="0")

    def archive(self, body: bool) -> None:
        lost = self.path.partition("url=")[2]
        copy = b'{"available": true, "status": "200", "url": "http://web.archive.org/web/2019/x"}'
        snapshots = b'{"closest": ' + copy + b"}" if "gone" in lost else b"{}"
        self.send(b'{"archived_snapshots": ' + snapshots + b"}", "application/json")

    def broken(self, body: bool) -> None:
        self.wfile.write(b"\x00\xff nonsense\r\n\r\n")
        self.close_connection = True

    def down(self, body: bool) -> None:
        self.say(500, Content_Length="0")

    # Images

    def send(self, data: bytes, kind: str) -> None:
        self.say(200, Content_Type=kind, Content_Length=str(len(data)))
        self.wfile.write(data)

    def png(self, body: bool) -> None:
        self.send(draw("PNG"), "image/png")

    def red(self, body: bool) -> None:
        self.send(draw("JPEG", "red"), "application/octet-stream")

    def page(self, body: bool) -> None:
        self.send(b"<html>sign in to see this</html>", "image/png")

    def svg(self, body: bool) -> None:
        self.send(b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "image/svg+xml")

    def drawing(self, body: bool) -> None:
        self.send(b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>', "image/svg+xml")

    def scripted(self, body: bool) -> None:
        self.send(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "text/plain")

    def endless_image(self, body: bool) -> None:
        self.say(200, Content_Type="image/png")
        while not self.server.closing.is_set():
            self.wfile.write(draw())

    def cut(self, body: bool) -> None:
        self.send(draw("JPEG")[:-200], "image/jpeg")

    def short(self, body: bool) -> None:
        data = draw("PNG")
        self.say(200, Content_Type="image/png", Content_Length=str(len(data) + 100))
        self.wfile.write(data)

    def lent_image(self, body: bool) -> None:
        self.say(302, Location="/png/loss-curve.png", Content_Length="0")
