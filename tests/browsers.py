"""A real browser for tests: one that is there, or one that is installed for them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Playwright, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")

# A test must not wait for anything outside the machine, and a container has no sandbox to offer.
_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@contextmanager
def browser() -> Iterator[Browser]:
    """Run Chrome or Chromium: the one on the PATH, Playwright's own, or else one that is installed now."""
    with sync_playwright() as playwright:
        found = _find(playwright.chromium)
        if found is None:
            with _alone():
                found = _find(playwright.chromium) or _install(playwright)
        running = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        try:
            yield running
        finally:
            running.close()


def browser_with_memory(running: Browser, profile: Path) -> BrowserContext:
    """Run one more, which remembers in the folder `profile` where it was, as those of readers do."""
    kind = running.browser_type
    return kind.launch_persistent_context(profile, executable_path=_find(kind), args=_ARGUMENTS)


def _find(kind: BrowserType) -> str | None:
    own = kind.executable_path
    return next(filter(None, (shutil.which(name) for name in _NAMES)), own if Path(own).exists() else None)


def _install(playwright: Playwright) -> str:
    """Install Playwright's Chromium, or Debian's where that cannot be downloaded."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        attempts += [
            ["apt-get", "update", "-q"],
            ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"],
        ]
    for command in attempts:
        subprocess.run(command, capture_output=True, timeout=600, check=False)
        if found := _find(playwright.chromium):
            return found
    raise Error("these tests need Chrome or Chromium; install one, or run `playwright install chromium`")


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time in, so that parallel tests do not install the same thing twice."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (Path(tempfile.gettempdir()) / "dapsagi-browser.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
