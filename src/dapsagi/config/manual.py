"""The manual's tables of settings, made from the table that the reader of settings goes by."""

from __future__ import annotations

import re
from typing import Any

from dapsagi.config.table import SETTINGS, Setting
from dapsagi.config.types import words_for

_HEAD = """\
# Settings

A blog's settings stand in `dapsagi.yml`, beside its posts; none is required. A name such as `feed.path` means
`path` below `feed`. A Jekyll blog keeps its `_config.yml`: the names are Jekyll's wherever Jekyll has the setting,
kramdown's options are read from `kramdown:`, and what dapsagi does not know is left alone.

In `dapsagi.yml` an unknown name is a warning with the nearest known one, and a value of the wrong type an error; both
name the line. Values of your own, for your own templates, go below `extra:`.

"""

_COLUMNS = "| setting | takes | by default | what it means |\n|---|---|---|---|\n"

#: The settings that an author sets first; the readme has no others.
FIRST = (
    *("title", "description", "author", "url", "baseurl", "lang", "timezone", "permalink", "navigation", "social"),
    *("paginate", "markdown.hard_wrap", "math", "images.responsive", "social_cards", "exclude", "publish.branch"),
)

_FIRST_PLACE = re.compile(r"(?<=<!-- first settings: `make docs` -->\n).*(?=<!-- end of the first settings -->)", re.S)


def settings_page() -> str:
    """Return `docs/settings.md`."""
    return _HEAD + _COLUMNS + "".join(_row(setting) for setting in SETTINGS)


def with_first_settings(readme: str) -> str:
    """Return the readme with the table of the first settings in its place."""
    named = {setting.name: setting for setting in SETTINGS}
    table = _COLUMNS + "".join(_row(named[name]) for name in FIRST)
    return _FIRST_PLACE.sub(lambda _: f"\n{table}\n", readme)


def _row(setting: Setting) -> str:
    cells = (f"`{setting.name}`", words_for(setting.type), _default(setting.default), setting.meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _default(value: Any) -> str:
    if value is None or value == "" or value == () or value == {}:
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return ", ".join(f"`{item}`" for item in value)
    return f"`{value!r}`" if isinstance(value, str) and not value.strip() else f"`{value}`"
