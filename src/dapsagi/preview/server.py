"""The server: pages of the latest edition, static files, events for open tabs, and the way to the editor.

It answers to its own names only, finds nothing but what the edition has, and lists no folders.
"""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream, StreamClosedError
from tornado.web import Application, RequestHandler, StaticFileHandler

from dapsagi.digest import digest_bytes
from dapsagi.preview import client
from dapsagi.preview.dashboard import dashboard
from dapsagi.preview.edition import Edition, Place, find
from dapsagi.preview.editor import OpenRequest, opening, source_line, start
from dapsagi.preview.files import content_type, place_within
from dapsagi.preview.messages import DASHBOARD, NOT_FOUND, page_key
from dapsagi.preview.preview import Preview
from dapsagi.preview.trouble import file_at

# Limits against clients that are slow, endless or broken: bytes, seconds, connections.
_ADDRESS = 16 * 1024
_HEADER = 256 * 1024
_BODY = 64 * 1024
_IDLE = 15.0
_CONNECTIONS = 400
_ADDRESSES = 200

# A range with both its ends (bytes): tornado refuses one that ends before it begins, which is to be ignored
# (https://www.rfc-editor.org/rfc/rfc9110#section-14.1.1).
_RANGE = re.compile(r"bytes=([0-9]{1,18})-([0-9]{1,18})")

# Connections for events say something this often (seconds), so that nothing between takes them for dead.
_HEARTBEAT = 20.0


def make_server(preview: Preview) -> HTTPServer:
    """Return the server; it answers once it is given sockets."""
    application = Application(
        [
            (r"/_dapsagi/events", _Events),
            (r"/_dapsagi/open", _Open),
            (r"/_dapsagi/(client\.js|worker\.js|theme\.css)", _Script),
            (r"/_dapsagi/?", _Dashboard),
            (r".*", _Site, {"path": str(preview.root)}),
        ],
        log_function=lambda _handler: None,
        preview=preview,
    )
    return _Server(
        application,
        max_header_size=_HEADER,
        max_body_size=_BODY,
        idle_connection_timeout=_IDLE,
        body_timeout=_IDLE,
    )


class _Server(HTTPServer):
    """A server that holds only so many connections: what one client leaves open must not use up the system's."""

    held = 0

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        if self.held >= _CONNECTIONS:
            stream.close()
            return
        self.held += 1
        super().handle_stream(stream, address)

    def on_close(self, server_conn: object) -> None:
        self.held -= 1
        super().on_close(server_conn)


class _Handler(RequestHandler):
    SUPPORTED_METHODS = ("GET", "HEAD", "POST")

    @property
    def preview(self) -> Preview:
        shared: Preview = self.settings["preview"]
        return shared

    def set_default_headers(self) -> None:
        self.set_header("Server", "dapsagi")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-cache")

    def prepare(self) -> None:
        if not self.preview.hosts.admits(self.request.headers.get("Host", "")):
            self.set_status(403)
            self.finish_text("The preview does not answer to this host name.")
        elif len(self.request.uri or "") > _ADDRESS:
            self.set_status(414)
            self.finish_text("The address is too long.")

    def finish_text(self, text: str) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(text + "\n")

    def compute_etag(self) -> str | None:
        # Those who answer know better what their answer depends on.
        return None

    def is_known(self, tag: str) -> bool:
        """Set the entity tag; finish with 304 if the client has just that."""
        self.set_header("ETag", tag)
        if not self.check_etag_header():
            return False
        self.set_status(304)
        self.finish()
        return True

    def finish_file(self, name: str, data: bytes, tag: str) -> None:
        """Send a file whose content is known by `tag`, unless the client has just that."""
        if not self.is_known(f'"{tag}"'):
            self.set_header("Content-Type", content_type(name))
            self.finish(data)

    def write_error(self, status_code: int, **_options: Any) -> None:
        failure = self.preview.follower.failure
        texts = {404: "Not found.", 405: "Not allowed.", 500: str(failure or "The preview stumbled.")}
        self.finish_text(texts.get(status_code, "The request cannot be answered."))

    def log_exception(self, *_details: Any) -> None:
        """Leave the terminal to the author."""


class _Site(_Handler, StaticFileHandler):
    # The entity tag of the file that is sent; pages have set theirs.
    _tag: str | None = None

    async def get(self, path: str = "", include_body: bool = True) -> None:
        edition, place = await self.preview.find(self.request.path)
        if place.kind == "redirect":
            self.redirect(place.path, status=302)
        elif place.kind == "file":
            await self._send_file(edition.snapshot.files[place.path][0])
        elif place.kind == "asset":
            data = edition.assets[place.path]
            self.finish_file(place.path, data, digest_bytes(data))
        elif place.kind == "index" and (found := await self.preview.index(edition, place.path)):
            self.finish_file(place.path, *found)
        elif place.kind == "waiting":
            self._send_patience(edition)
        else:
            await self._send_page(edition, place)

    head = get

    def compute_etag(self) -> str | None:
        return self._tag

    def get_content_type(self) -> str:
        return content_type(self.absolute_path or "")

    def get_cache_time(self, *_: object) -> int:
        # An address with an argument `v` would be kept for ten years.
        return 0

    async def _send_page(self, edition: Edition, place: Place) -> None:
        found = place.kind == "page"
        path = place.path if found else NOT_FOUND
        if path not in edition.snapshot.pages:
            await self._send_own_not_found(edition)
            return
        rendered = await self.preview.run(partial(self.preview.cache.render, edition, path))
        key = page_key(rendered.key, found)
        self.set_status(200 if found else 404)
        if found and not rendered.problem and self.is_known(f'"{key}-{client.version()}"'):
            return
        self._finish_page(edition, path, key, rendered.data)

    async def _send_own_not_found(self, edition: Edition) -> None:
        """Say that nothing is there by the file of the author's own that stands before the generated page."""
        path, digest = edition.snapshot.files[NOT_FOUND]
        try:
            file = await self.preview.run(partial(place_within, path, self.preview.root))
            data = file.read_bytes() if file else b""
        except OSError:
            data = b""
        self.set_status(404)
        self._finish_page(edition, NOT_FOUND, page_key(digest, found=False), data)

    def _finish_page(self, edition: Edition, path: str, key: str, data: bytes) -> None:
        kind = content_type(path)
        self.set_header("Content-Type", kind)
        self.set_header("X-Dapsagi-Key", key)
        if kind.startswith("text/html"):
            data = client.insert(data, key, edition.snapshot.site.settings.lang)
        self.finish(data)

    def _send_patience(self, edition: Edition) -> None:
        """Answer for a page that may be there once the whole blog is read; the tab asks again by itself then."""
        done, total = edition.reading
        lang = edition.snapshot.site.settings.lang
        head = '<!doctype html><html><head><meta charset="utf-8"><title>…</title></head>'
        page = f"{head}<body>{done} / {total}</body></html>"
        self.set_status(503)
        self.set_header("Retry-After", "1")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(client.insert(page.encode(), "waiting", lang))

    async def _send_file(self, path: Path) -> None:
        file = await self.preview.run(partial(place_within, path, self.preview.root))
        if file is None:
            await self._send_page(await self.preview.edition(), Place("missing"))
            return
        status = file.stat()
        self._tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
        asked = _RANGE.fullmatch(self.request.headers.get("Range", ""))
        if self.request.headers.get("If-Range", self._tag) != self._tag or (asked and int(asked[2]) < int(asked[1])):
            self.request.headers.pop("Range", None)
        await StaticFileHandler.get(
            self, file.relative_to(self.preview.root).as_posix(), include_body=self.request.method != "HEAD"
        )


class _Events(_Handler):
    """Server-sent events for the pages that the query names."""

    async def get(self) -> None:
        addresses = self.get_query_arguments("page")[:_ADDRESSES]
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        preview = self.preview
        tab = preview.tabs.open(addresses)
        try:
            self.write("retry: 500\n\n")
            await self.flush()
            edition = await preview.edition()
            greeting = await preview.run(partial(preview.messenger.greet, edition, tab.addresses))
            tab.tell(msgspec.json.encode(greeting))
            while True:
                messages = await tab.next(_HEARTBEAT)
                self.write(b"".join(b"data: " + message + b"\n\n" for message in messages) or ":\n\n")
                await self.flush()
        except StreamClosedError:
            return
        finally:
            preview.tabs.close(tab)


class _Script(_Handler):
    def get(self, name: str) -> None:
        self.finish_file(name, client.file(name), client.version())

    def head(self, name: str) -> None:
        self.get(name)


class _Dashboard(_Handler):
    async def get(self) -> None:
        if self.request.path != DASHBOARD:
            self.redirect(DASHBOARD)
            return
        edition = await self.preview.edition()
        problems = await self.preview.run(partial(self.preview.messenger.problems, edition))
        rendered = self.preview.cache.rendered(edition)
        page = await self.preview.run(partial(dashboard, edition, problems, rendered, self.preview.follower.polls))
        key = f"dashboard-{edition.number}"
        self.set_header("X-Dapsagi-Key", key)
        self.finish(client.insert(page.encode(), key, edition.snapshot.site.settings.lang))

    head = get


class _Open(_Handler):
    """Opens the source of a place on a page in the author's editor."""

    async def post(self) -> None:
        # Other sites can send forms here, but no JSON, and nothing without saying where they come from.
        origin = self.request.headers.get("Origin", "")
        own = not origin or urlsplit(origin).netloc == self.request.host
        if not own or not self.request.headers.get("Content-Type", "").startswith("application/json"):
            self.send_error(403)
            return
        try:
            asked = msgspec.json.decode(self.request.body, type=OpenRequest)
        except msgspec.DecodeError:
            self.send_error(400)
            return
        found = await self.preview.run(partial(self._locate, asked, await self.preview.edition()))
        if found is None:
            self.send_error(404)
            return
        file, line = found
        edition = await self.preview.edition()
        chosen = opening(file, line, edition.snapshot.site.settings.editor, os.environ)
        if chosen.command and not start(chosen.command):
            self.set_status(500)
            self.finish({"reason": f"{chosen.command[0]} cannot be started"})
            return
        in_blog = file.is_relative_to(self.preview.root)
        place = f"{file.relative_to(self.preview.root).as_posix()}:{line}" if in_blog else str(file)
        self.finish({"url": chosen.address, "place": place})

    def _locate(self, asked: OpenRequest, edition: Edition) -> tuple[Path, int] | None:
        if asked.path:
            file = file_at(asked.path, self.preview.root)
            return (file, max(asked.line, 1)) if file else None
        post = edition.posts.get(find(edition, asked.page).path)
        file = file_at(post.key, self.preview.root) if post else None
        if post is None or file is None:
            return None
        try:
            text = file.read_text("utf-8-sig", "replace")
        except OSError:
            return None
        return file, source_line(post, text, edition.snapshot.site.settings, asked)
