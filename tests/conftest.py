from collections.abc import Callable
from pathlib import Path

import pytest

from blog import Blog


@pytest.fixture
def blog(tmp_path: Path) -> Callable[[str], Blog]:
    """Make a blog from a text of `-- path --` sections."""
    return lambda text: Blog(tmp_path / "blog", text)
