from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from hosts import answering
from publish.remotes import SMALL, Gate, Journal


@pytest.fixture
def journal(tmp_path: Path) -> Callable[..., Journal]:
    """Make a blog in a repository, with a remote, from a text of `-- path --` sections."""
    return lambda text=SMALL: Journal(tmp_path, text)


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[tuple[str, type[Gate]]]:
    """Serve the folder of the blog and its remote; yield the address, and what may be told to ask for a password."""
    handler = type("OneGate", (Gate,), {})
    with answering(ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(tmp_path)))) as address:
        yield address, handler
