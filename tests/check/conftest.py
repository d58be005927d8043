from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from check.web import Web
from hosts import answering


@pytest.fixture
def web() -> Iterator[Web]:
    host = Web()
    with answering(host):
        yield host
        host.closing.set()


@pytest.fixture(autouse=True)
def without_a_loop() -> Iterator[None]:
    """Let the web be asked in a process that has run a browser: Playwright holds the loop of its thread to the end."""
    held = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(held)
