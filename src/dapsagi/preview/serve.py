"""The story of the preview: listen, open the blog, tell the tabs and the terminal of every edition."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from dapsagi.addresses import urls
from dapsagi.preview.edition import Edition
from dapsagi.preview.follower import Follower
from dapsagi.preview.listening import EVERYWHERE, AllowedHosts, open_port
from dapsagi.preview.messages import DASHBOARD, Messenger, Tabs
from dapsagi.preview.page_cache import PageCache
from dapsagi.preview.preview import Preview
from dapsagi.preview.server import make_server
from dapsagi.preview.workspace import LoadSettings
from dapsagi.problems import Problem
from dapsagi.report import counted

# How long one thread computes before another one's turn (seconds).
_TURN = 0.001


class Options(msgspec.Struct, frozen=True):
    """How to serve. With `follow` a tab goes to every post that is saved; `poll` looks for changes, told or not."""

    host: str = "127.0.0.1"
    port: int = 4000
    browse: bool = False
    follow: bool = False
    poll: bool = False
    processes: int = 1


async def serve(
    root: Path,
    load_settings: LoadSettings,
    options: Options,
    say: Callable[[str], None],
    warn: Callable[[Sequence[Problem]], None],
) -> None:
    """Show the blog in `root` until the process is interrupted.

    `say` gets what to print, `warn` every problem once for as long as it lasts. Raises `RefusedError`.
    """
    _prepare_process()
    loop = asyncio.get_running_loop()
    cache = PageCache()
    messenger = Messenger(root, cache, options.follow)
    tabs = Tabs()
    reporter = _ProblemReporter(warn)

    def publish(edition: Edition, before: Edition | None) -> None:
        message = msgspec.json.encode(messenger.report(edition, before, tabs.addresses))
        if edition.complete:
            reporter.tell(messenger.problems(edition))
            if before is None or not before.complete:
                say(_summary(edition, follower.polls))
        loop.call_soon_threadsafe(announce, message)

    def announce(message: bytes) -> None:
        preview.published()
        for tab in tabs:
            tab.tell(message)

    def fail(problem: Problem) -> None:
        reporter.tell([problem])
        loop.call_soon_threadsafe(preview.published)

    follower = Follower(root, load_settings, publish, fail, poll=options.poll, processes=options.processes)
    preview = Preview(root, follower, cache, messenger, tabs, AllowedHosts(options.host))
    sockets, port = open_port(options.host, options.port)
    server = make_server(preview)
    server.add_sockets(sockets)
    settings, _ = load_settings()
    address = _greet(options, port, urls.href("/", settings), say)
    if options.browse:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    stopped = _stopped_by_signals(loop)
    follower.start()
    await stopped.wait()
    server.stop()
    preview.close()
    follower.stop()


def _prepare_process() -> None:
    # While the follower plans 10,000 pages, whoever waits for one of them gets a word in sooner.
    sys.setswitchinterval(_TURN)
    # The terminal is the author's.
    logging.getLogger("tornado").addHandler(logging.NullHandler())
    logging.getLogger("tornado").propagate = False


def _greet(options: Options, port: int, home: str, say: Callable[[str], None]) -> str:
    """Say where the blog is shown, whose `home` has this path, and return its address."""
    host = f"http://{_shown(options.host)}:{port}"
    taken = f" (port {options.port} is taken)" if port != options.port else ""
    say(f"{host}{home}{taken}  Ctrl-C stops.")
    say(f"{host}{DASHBOARD}  Problems, drafts, journeys.")
    return host + home


def _shown(host: str) -> str:
    """Return how an address to listen at is written in that of a page."""
    if host in EVERYWHERE:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _stopped_by_signals(loop: asyncio.AbstractEventLoop) -> asyncio.Event:
    """Return what is set when somebody asks the process to end."""
    stopped = asyncio.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Whoever starts it with `nohup` wants no end with the terminal.
        if number is None or (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            continue
        try:
            loop.add_signal_handler(number, stopped.set)
        except NotImplementedError:  # Windows has no such handlers, and wakes the loop by itself.
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopped.set))
    return stopped


class _ProblemReporter:
    """Tells of each problem once for as long as it lasts, wherever its line moves."""

    def __init__(self, warn: Callable[[Sequence[Problem]], None]) -> None:
        self._warn = warn
        self._told: set[tuple[str, str, str]] = set()

    def tell(self, problems: Iterable[Problem]) -> None:
        """Tell of those that are new; what is not among `problems` any more is told again if it comes back."""
        current = {(problem.code, problem.span.path, problem.message): problem for problem in problems}
        news = [problem for key, problem in current.items() if key not in self._told]
        self._told = set(current)
        if news:
            self._warn(news)


def _summary(edition: Edition, polls: bool) -> str:
    seconds = sum(seconds for _, seconds in edition.change.times)
    snapshot = edition.snapshot
    text = f"{counted(len(snapshot.site.posts), 'post')}, {len(snapshot.pages)} pages, read in {seconds:.2f} s"
    return text + ("; changes are looked for now and then" if polls else "")
