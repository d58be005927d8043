"""Measure the preview: from its start to the first page, and from a saved file to the page that shows it.

    benchmarks/.work/venv/bin/python -m benchmarks.preview --posts 10000 --edits 50

starts `dapsagi serve` without and with a cache, then edits the body of one post again and again, with the post open in
Chromium, and takes the time until the page has changed. Where Hugo is installed, `hugo server` gets the same edits in
turn: one of ours, one of theirs. `make benchmark` sets up what this needs; Chrome or Chromium is taken from the PATH.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.contestants import ENVIRONMENT, TOOLS, Contestant, contestants, forget, lay_out
from benchmarks.figures import table
from benchmarks.generate import generate

RESULTS = Path(__file__).parent / "RESULTS-preview.md"

_HOW_TO_REPEAT = """\
Made by `make benchmark` and then `benchmarks/.work/venv/bin/python -m benchmarks.preview --save`. Both servers show
drafts and follow every save; the time of an edit is that from the save of a post's first paragraph to the changed page
in Chromium, the two generators in turn.
"""

_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

# The longest that a start or an edit is waited for (s).
_PATIENCE = 300.0

# Between two edits (s): authors pause, and generators tidy up.
_PAUSE = 0.5

# Tells when an edit is first seen: `edit-17` in any text of the page, in whatever document it comes.
_LOOKOUT = """
(() => {
  let last = -1;
  const look = () => {
    const found = document.body?.textContent.match(/edit-(\\d+)-/g);
    const number = found ? Number(found.at(-1).slice(5, -1)) : -1;
    if (number > last) seen((last = number), performance.timeOrigin + performance.now());
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  addEventListener("DOMContentLoaded", look);
})();
"""


class Start(NamedTuple):
    """Seconds from the start of the process to its first page, and until the whole blog was read."""

    first: float
    whole: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__.splitlines()[0])
    parser.add_argument("--posts", type=int, default=10_000, help="posts of the blog (10000)")
    parser.add_argument("--edits", type=int, default=50, help="edits of one body (50)")
    parser.add_argument("--starts", type=int, default=3, help="starts with a cache, of which the median is taken (3)")
    parser.add_argument("--save", action="store_true", help="write benchmarks/RESULTS-preview.md")
    parser.add_argument("--dapsagi", default="", metavar="COMMAND", help="the dapsagi to run (the checkout's own)")
    parser.add_argument("--work", type=Path, default=TOOLS, metavar="DIR", help="where blogs are built")
    options = parser.parse_args(arguments)
    running = [one for one in contestants(tuple(options.dapsagi.split())) if one.name in ("dapsagi", "Hugo")]
    running = [one for one in running if one.installed]
    blog = options.work / f"preview-{options.posts}"
    if not blog.exists():
        generate(blog, options.posts)
    folders = {one.name: options.work / f"{one.name.lower()}-preview" for one in running}
    for one in running:
        lay_out(one, blog, folders[one.name])
    starts = {one.name: _starts(one, folders[one.name], options.starts) for one in running}
    delays = _edit(running, folders, options.edits)
    text = _told(options.posts, running, starts, delays)
    print(text)
    if options.save:
        RESULTS.write_text(f"# The preview\n\n{_HOW_TO_REPEAT}\n{text}\n", "utf-8")


def _starts(one: Contestant, folder: Path, warm: int) -> list[Start]:
    """Start a server once without its cache and then as often as wanted with it."""
    forget(one, folder)
    starts = []
    for _ in range(1 + warm):
        begun = time.perf_counter()
        with _serving(one, folder) as address:
            first = time.perf_counter() - begun
            _wait_until_whole(one, address)
            starts.append(Start(first, time.perf_counter() - begun))
    return starts


def _edit(running: Sequence[Contestant], folders: dict[str, Path], edits: int) -> dict[str, list[float]]:
    """Edit one post in every blog in turn; return the seconds until each edit was seen in the browser."""
    delays: dict[str, list[float]] = {one.name: [] for one in running}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=_ARGUMENTS)
        with _all_serving(running, folders) as addresses:
            pages = {one.name: _Open(browser, addresses[one.name], folders[one.name] / one.posts) for one in running}
            # Two edits warm up what is compiled at the first use.
            for number in range(edits + 2):
                for name, page in pages.items():
                    delay = page.edit(number)
                    if number >= 2:
                        delays[name].append(delay)
                    time.sleep(_PAUSE)
        browser.close()
    return delays


class _Open:
    """A post that is open in a tab of its own."""

    def __init__(self, browser: Browser, address: str, posts: Path) -> None:
        self._file = sorted(posts.glob("*.md"))[-20]
        self._text = self._file.read_text("utf-8")
        self._seen: dict[int, float] = {}
        self._page: Page = browser.new_context().new_page()
        self._page.expose_function("seen", self._note)
        self._page.add_init_script(_LOOKOUT)
        self._page.goto(f"{address}{self._file.stem[11:]}/", timeout=_PATIENCE * 1000)
        self._page.wait_for_timeout(500)

    def edit(self, number: int) -> float:
        """Write `number` into the first paragraph and return the seconds until the page shows it."""
        head, matter, body = self._text.split("---\n", 2)
        started = time.time() * 1000
        self._file.write_text(f"{head}---\n{matter}---\n\nedit-{number}- {body.lstrip()}", "utf-8")
        deadline = time.monotonic() + _PATIENCE
        while number not in self._seen:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self._file}: edit {number} was never seen")
            self._page.wait_for_timeout(2)
        return (self._seen[number] - started) / 1000

    def _note(self, number: int, when: float) -> None:
        self._seen.setdefault(number, when)


@contextmanager
def _all_serving(running: Sequence[Contestant], folders: dict[str, Path]) -> Iterator[dict[str, str]]:
    if not running:
        yield {}
        return
    first, *others = running
    with _serving(first, folders[first.name]) as address, _all_serving(others, folders) as addresses:
        _wait_until_whole(first, address)
        yield {first.name: address, **addresses}


@contextmanager
def _serving(one: Contestant, folder: Path) -> Iterator[str]:
    """Run the server of a generator; it is there when it has answered with the home page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = {
        "dapsagi": ("serve", ".", "--port", str(port)),
        "Hugo": ("server", "--port", str(port), "--bind", "127.0.0.1", "--quiet"),
    }[one.name]
    process = subprocess.Popen(
        [*one.program, *command], cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait_for(address)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _wait_for(address: str) -> bytes:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
                data: bytes = answer.read()
                return data
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.005)
    raise TimeoutError(address)


def _wait_until_whole(one: Contestant, address: str) -> None:
    """Wait until every post has been read; Hugo answers no earlier."""
    if one.name == "dapsagi":
        with urllib.request.urlopen(f"{address}_dapsagi/events?page=/", timeout=_PATIENCE) as events:
            for line in events:
                if line.startswith(b"data: ") and b'"reading":null' in line:
                    return


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    return next(filter(None, map(shutil.which, names)), None)


def _told(
    posts: int, running: Sequence[Contestant], starts: dict[str, list[Start]], delays: dict[str, list[float]]
) -> str:
    names = [one.name for one in running]
    warm = {name: starts[name][1:] for name in names}
    rows = [
        ["first page, no cache (s)", *(f"{starts[name][0].first:.2f}" for name in names)],
        ["whole blog read, no cache (s)", *(f"{starts[name][0].whole:.2f}" for name in names)],
        ["first page, cache (s)", *(f"{median(start.first for start in warm[name]):.2f}" for name in names)],
        ["whole blog read, cache (s)", *(f"{median(start.whole for start in warm[name]):.2f}" for name in names)],
        ["edit to page, median (ms)", *(f"{1000 * median(delays[name]):.0f}" for name in names)],
        ["edit to page, 95th percentile (ms)", *(f"{1000 * quantiles(delays[name], n=20)[-1]:.0f}" for name in names)],
    ]
    edits = len(delays[names[0]])
    return f"{posts:,} posts, {edits} edits, {os.cpu_count()} cores\n\n{table(['', *names], rows)}"


if __name__ == "__main__":
    main()
