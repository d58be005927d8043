from collections.abc import Callable
from pathlib import Path

import pytest

from publish.remotes import SMALL, Journal


@pytest.fixture
def journal(tmp_path: Path) -> Callable[..., Journal]:
    """Make a blog in a repository, with a remote, from a text of `-- path --` sections."""
    return lambda text=SMALL: Journal(tmp_path, text)
