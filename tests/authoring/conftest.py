import os
from collections.abc import Mapping
from pathlib import Path

import pytest


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    """Return an environment in which git knows its user, and knows nothing of whoever runs the tests."""
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = 김답사\n\temail = kim@example.com\n", "utf-8")
    return {**os.environ, "GIT_CONFIG_GLOBAL": str(config), "GIT_CONFIG_NOSYSTEM": "1"}
