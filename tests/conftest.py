from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from blog import Blog, MakeBlog

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A machine that does something else meanwhile is no fault of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# Whoever is started without it, as in the background of a shell, passes that on, and no command could be interrupted.
signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.platform != "win32":
    # Behind `nohup` it is this one that is ignored.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture
def blog(tmp_path: Path) -> MakeBlog:
    """Make a blog from a text of `-- path --` sections."""
    return lambda text: Blog(tmp_path / "blog", text)


# One for all tests of a process: Playwright holds the loop of its thread, so a second one could not be opened.
@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Run a real browser."""
    from browsers import browser

    with browser() as running:
        yield running
