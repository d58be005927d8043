"""The page about Jekyll says of every plugin what the tool says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dapsagi.importers.traits import PLUGINS, Plugin

PAGE = (Path(__file__).parents[2] / "docs" / "jekyll.md").read_text("utf-8")


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)
def test_every_plugin_is_in_the_table(plugin: Plugin) -> None:
    assert f"| `{plugin.name}` | {plugin.extent} | {plugin.words} |" in PAGE
