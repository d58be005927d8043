"""The manual's page of settings, made from the table that the reader of settings goes by."""

from __future__ import annotations

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

| setting | takes | by default | what it means |
|---|---|---|---|
"""


def settings_page() -> str:
    """Return `docs/settings.md`."""
    return _HEAD + "".join(_row(setting) for setting in SETTINGS)


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
