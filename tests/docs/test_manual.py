"""The manual says what the tool does: its tables are made from the tool's own."""

from pathlib import Path

import pytest

from dapsagi.config.table import SETTINGS
from manual import FIRST_SETTINGS, PAGES, ROOT, current


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_tables_of_a_page_are_current(page: Path) -> None:
    assert page.read_text("utf-8") == current(page), "run `make docs`"


def test_a_page_without_a_place_for_a_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "theme.md"
    page.write_text("# The theme\n", "utf-8")
    monkeypatch.setitem(PAGES, page, PAGES[ROOT / "docs/theme.md"])
    with pytest.raises(LookupError, match="no place for settings"):
        current(page)


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs/settings.md").read_text("utf-8")
    for setting in SETTINGS:
        assert f"`{setting.name}`" in page
        assert setting.meaning


def test_the_readme_has_the_first_settings_in_their_order() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    places = [readme.index(f"\n| `{name}` | ") for name in FIRST_SETTINGS]
    assert places == sorted(places)
