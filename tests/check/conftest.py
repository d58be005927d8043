from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from check.web import Web


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


@pytest.fixture(autouse=True)
def without_a_loop() -> Iterator[None]:
    """Let the web be asked in a process that has run a browser: Playwright holds the loop of its thread to the end."""
    held = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(held)
