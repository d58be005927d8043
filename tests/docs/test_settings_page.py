"""The manual says what the tool does."""

from pathlib import Path

from dapsagi.config.manual import settings_page
from dapsagi.config.table import SETTINGS

PAGE = Path(__file__).parents[2] / "docs/settings.md"


def test_the_page_of_settings_is_made_from_the_table() -> None:
    assert PAGE.read_text("utf-8") == settings_page(), "run `make docs`"


def test_every_setting_is_documented() -> None:
    page = PAGE.read_text("utf-8")
    for setting in SETTINGS:
        assert f"`{setting.name}`" in page
        assert setting.meaning
