"""The theme from disk: templates, UI strings and assets, with a blog's own files shadowing single ones.

A blog's `templates/` folder mirrors the theme's. What it holds stands for the file of the same name in the theme, and
may extend what it shadows by the prefix `theme/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from dapsagi.problems import Problem, Severity, Span
from dapsagi.renderer import THEME_PREFIX, Template
from dapsagi.version import theme_folder
from dapsagi.yaml_text import YamlError, read_mapping

#: Where assets of the theme stand in the finished site.
ASSETS = "assets/dapsagi/"

_TEMPLATES = (".html", ".xml", ".txt")


class Theme(msgspec.Struct, frozen=True):
    """Templates by name, UI strings by language, and assets by their name under `ASSETS`."""

    templates: Mapping[str, Template]
    strings: Mapping[str, Mapping[str, str]]
    assets: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


def load_theme(root: Path) -> Theme:
    """Load the built-in theme as the blog in `root` changes it."""
    builtin = theme_folder()
    own = root / "templates"
    folders = [(builtin, "")]
    if own.is_dir() and own.resolve() != builtin.resolve():
        folders.append((own, "templates/"))
    templates: dict[str, Template] = {}
    strings: dict[str, dict[str, str]] = {}
    assets: dict[str, bytes] = {}
    problems: list[Problem] = []
    for folder, shown_as in folders:
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            if not file.is_file() or any(part.startswith(".") for part in name.split("/")):
                continue
            try:
                if name.startswith("assets/"):
                    assets[name.removeprefix("assets/")] = file.read_bytes()
                elif name.startswith("strings/") and name.endswith(".yml"):
                    words = read_mapping(file.read_text("utf-8")).values
                    strings.setdefault(file.stem, {}).update({str(key): str(value) for key, value in words.items()})
                elif name.endswith(_TEMPLATES):
                    template = Template(file.read_text("utf-8"), (shown_as or THEME_PREFIX) + name)
                    templates[name] = template
                    if not shown_as:
                        templates[THEME_PREFIX + name] = template
            except (OSError, UnicodeDecodeError, YamlError) as error:
                message = f"the file cannot be read: {' '.join(str(error).split())}"
                problems.append(Problem("T104", Severity.ERROR, message, Span(shown_as + name), "correct the file"))
    return Theme(templates, strings, assets, tuple(problems))
