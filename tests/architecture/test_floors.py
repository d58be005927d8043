"""Imports only go down, and the lower floors touch nothing but values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import dapsagi
from parsed_code import parsed

PACKAGE = Path(dapsagi.__file__).parent
ROOT = Path(__file__).parents[2]


def floors() -> dict[str, int]:
    """Return the floor of each room (a folder is one) as ARCHITECTURE.md's table has it."""
    table = re.findall(r"^\| (\d) \| (.+?) \|", (ROOT / "ARCHITECTURE.md").read_text("utf-8"), re.M)
    return {room.rstrip("/"): int(number) for number, rooms in table for room in re.findall(r"`(.+?)`", rooms)}


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


FLOOR_OF = floors() | {"__main__": 7}


def test_every_room_stands_on_a_floor_and_every_floor_has_its_rooms() -> None:
    assert {room_of(file) for file in modules()} == set(FLOOR_OF)


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_imports_only_go_down(file: Path) -> None:
    floor = FLOOR_OF[room_of(file)]
    for name in imports(parsed(file)):
        parts = name.split(".")
        if parts[0] == "dapsagi" and len(parts) > 1 and parts[1] in FLOOR_OF:
            assert FLOOR_OF[parts[1]] <= floor, f"{file.name} reaches up to {name}"


@pytest.mark.parametrize(
    "file",
    [file for file in modules() if FLOOR_OF.get(room_of(file), 9) <= HIGHEST_PURE],
    ids=lambda file: file.relative_to(PACKAGE).as_posix(),
)
def test_the_lower_floors_are_pure(file: Path) -> None:
    tree = parsed(file)
    impure = {name for name in imports(tree) if name in IMPURE or name.split(".")[0] in IMPURE}
    called = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    assert not impure
    assert not called & IMPURE_CALLS
