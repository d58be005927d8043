"""The manual says what the tool does."""

from pathlib import Path

from dapsagi.config.manual import FIRST, settings_page, with_first_settings
from dapsagi.config.table import SETTINGS

PAGE = Path(__file__).parents[2] / "docs/settings.md"


def test_the_page_of_settings_is_made_from_the_table() -> None:
    assert PAGE.read_text("utf-8") == settings_page(), "run `make docs`"


def test_every_setting_is_documented() -> None:
    page = PAGE.read_text("utf-8")
    for setting in SETTINGS:
        assert f"`{setting.name}`" in page
        assert setting.meaning


def test_the_readmes_table_is_made_from_the_same() -> None:
    readme = (PAGE.parents[1] / "README.md").read_text("utf-8")
    assert with_first_settings(readme) == readme, "run `make docs`"
    assert all(f"\n| `{name}` | " in readme for name in FIRST)
