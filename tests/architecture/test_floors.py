"""Imports only go down, and the lower floors touch nothing but values."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import dapsagi

PACKAGE = Path(dapsagi.__file__).parent

# The rooms of each floor, from the ground up; a folder is one room.
FLOORS = (
    ("problems", "digest", "report"),
    (
        *(
            "yaml_scalar",
            "yaml_text",
            "yaml_fault",
            "dates",
            "slugs",
            "permalink",
            "front_matter",
        ),
        *(
            "config",
            "post",
            "markup",
            "liquid",
            "targets",
            "urls",
            "html_source",
            "reading",
            "reading_time",
            "revisions",
        ),
        *("mentions", "part_words", "vocabulary", "entry_filter", "old_theme", "palette"),
    ),
    ("addresses", "journey", "rules", "search", "terms", "former", "site"),
    ("views", "services", "page", "social_card", "reading_list", "route_map", "pages"),
    ("map_drawing", "filters", "pictures", "renderer", "explain"),
    (
        *(
            "cache_folder",
            "crew",
            "garbage",
            "version",
            "store",
            "tree",
            "formulas",
            "gallery",
            "card_press",
            "search_press",
            "source_reader",
            "data_files",
            "history",
            "loader",
        ),
        *("loader", "settings_file", "theme", "writer"),
    ),
    (
        *("check", "catalogues", "completion", "importers", "shadowing", "theme_manual"),
        *(
            "rendering",
            "standstill",
            "touch_up",
            "snapshot",
            "full_build",
            "build",
            "listing",
            "publish",
            "authoring",
            "preview",
        ),
    ),
    (
        *(
            "cli",
            "cli_cache",
            "cli_check",
            "cli_series",
            "cli_publish",
            "cli_authoring",
            "cli_completion",
            "cli_move_in",
            "cli_preview",
            "cli_theme",
        ),
        *("terminal", "__main__"),
    ),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
HIGHEST_PURE = 4

# What a pure room has no use for: files, processes, the clock, the environment, the network, printing.
IMPURE = {
    *("os", "io", "pathlib", "shutil", "tempfile", "subprocess", "socket", "sqlite3", "logging", "time", "random"),
    *("urllib.request", "http", "threading", "multiprocessing", "concurrent", "click", "rich", "watchdog"),
}
IMPURE_CALLS = {"open", "print", "input", "now", "today", "getenv", "utcnow"}


def modules() -> list[Path]:
    return [file for file in sorted(PACKAGE.rglob("*.py")) if file != PACKAGE / "__init__.py"]


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole module"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_stands_on_a_floor() -> None:
    assert {room_of(file) for file in modules()} <= set(FLOOR_OF)


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_imports_only_go_down(file: Path) -> None:
    floor = FLOOR_OF[room_of(file)]
    for name in imports(ast.parse(file.read_text("utf-8"))):
        parts = name.split(".")
        if parts[0] == "dapsagi" and len(parts) > 1 and parts[1] in FLOOR_OF:
            assert FLOOR_OF[parts[1]] <= floor, f"{file.name} reaches up to {name}"


@pytest.mark.parametrize(
    "file",
    [file for file in modules() if FLOOR_OF.get(room_of(file), 9) <= HIGHEST_PURE],
    ids=lambda file: file.relative_to(PACKAGE).as_posix(),
)
def test_the_lower_floors_are_pure(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    impure = {name for name in imports(tree) if name in IMPURE or name.split(".")[0] in IMPURE}
    called = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    assert not impure
    assert not called & IMPURE_CALLS
