"""Jekyll's `--config a.yml,b.yml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from dapsagi.loader.settings_file import load_settings
from dapsagi.problems import RefusedError


def test_the_later_of_several_files_overrules_the_earlier_mapping_by_mapping(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: One\npaginate: 3\nkramdown: {input: GFM, auto_ids: false}\n")
    (tmp_path / "dev.yml").write_text("title: 2.10\nkramdown: {hard_wrap: true}\n")
    settings, problems = load_settings(tmp_path, Path(f"{tmp_path}/_config.yml, {tmp_path}/dev.yml"))
    assert (settings.title, settings.paginate, settings.is_jekyll) == ("2.10", 3, True)
    assert (settings.markup.hard_wrap, settings.markup.auto_ids) == (True, False)
    assert problems == ()


def test_a_duplicate_key_is_warned_of_in_its_own_file_and_the_last_wins(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: One\npaginate: 3\npaginate: 4\n")
    (tmp_path / "dev.yml").write_text("title: Two\n")
    settings, problems = load_settings(tmp_path, Path(f"{tmp_path}/_config.yml,{tmp_path}/dev.yml"))
    assert settings.paginate == 4
    assert [(problem.span.path, problem.span.line) for problem in problems] == [("_config.yml", 3)]


def test_a_file_that_is_missing_among_several_is_named(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: One\n")
    with pytest.raises(RefusedError, match=r"dev\.yml: cannot be read"):
        load_settings(tmp_path, Path(f"{tmp_path}/_config.yml,{tmp_path}/dev.yml"))
