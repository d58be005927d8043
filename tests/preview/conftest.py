from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blog import Blog
from dapsagi.cache.cache import Cache
from dapsagi.cache.opening import open_cache
from dapsagi.loader.settings_file import load_settings
from dapsagi.preview.workspace import Workspace
from served import Served


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Serve a blog from a text of `-- path --` sections."""
    running: list[Served] = []

    def start(text: str, *options: str, **environment: str) -> Served:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        blog = Blog(tmp_path / f"blog{len(running)}", text)
        served = Served(blog, "--port", str(port), *options, **environment)
        running.append(served)
        return served

    yield start
    for served in running:
        served.close()


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with open_cache(tmp_path / "cache" / "cache.sqlite") as (opened, _):
        yield opened


@pytest.fixture
def open_blog(cache: Cache) -> Callable[[Blog], Workspace]:
    def opened(blog: Blog) -> Workspace:
        workspace = Workspace(
            blog.root, lambda: load_settings(blog.root, overrides={"future": True, "show_drafts": True}), cache
        )
        workspace.open()
        list(workspace.read(1))
        workspace.assemble()
        return workspace

    return opened
