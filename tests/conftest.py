from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from blog import Blog

# A machine that does something else meanwhile is no fault of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def blog(tmp_path: Path) -> Callable[[str], Blog]:
    """Make a blog from a text of `-- path --` sections."""
    return lambda text: Blog(tmp_path / "blog", text)
