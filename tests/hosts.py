"""Hosts on this machine, for as long as somebody asks them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer


class Quiet:
    """A handler that prints nothing of what it is asked."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def answering(host: ThreadingHTTPServer) -> Iterator[str]:
    """Let a host answer, at the address that is yielded."""
    host.daemon_threads = True
    thread = threading.Thread(target=host.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{host.server_port}"
    finally:
        host.shutdown()
        host.server_close()
        thread.join()
