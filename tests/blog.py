"""A whole blog in a string, and what is built from it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeAlias

from selectolax.lexbor import LexborHTMLParser

from dapsagi.build.build import build as build_site
from dapsagi.build.order import Order
from dapsagi.config import Settings
from dapsagi.loader.settings_file import load_settings
from dapsagi.report import Report

TODAY = datetime(2026, 1, 1, tzinfo=UTC)

_FILE = re.compile(r"^-- (.+) --$\n", re.M)


def files_of(text: str) -> dict[str, str]:
    """Split `-- path --` sections into files."""
    _, *parts = _FILE.split(text)
    return dict(zip(parts[::2], parts[1::2], strict=True))


class Blog:
    """A blog in a folder of its own."""

    def __init__(self, root: Path, text: str = "") -> None:
        self.root = root
        self.write(text)

    def write(self, text: str) -> None:
        for path, content in files_of(text).items():
            self.put(path, content)

    def put(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def age(self) -> None:
        """Let every file of the blog be as old as no build doubts."""
        for number, file in enumerate(sorted(self.root.rglob("*"))):
            if file.is_file() and not file.is_relative_to(self.root / "site"):
                os.utime(file, (1_600_000_000 + number, 1_600_000_000 + number))

    def edit(self, path: str, old: str, new: str) -> None:
        content = (self.root / path).read_text("utf-8")
        assert old in content
        self.put(path, content.replace(old, new))

    def settings(self, overrides: Mapping[str, Any] | None = None) -> Settings:
        return load_settings(self.root, overrides=overrides)[0]

    def build(self, today: datetime = TODAY, jobs: int = 1, explain_url: str = "", **overrides: Any) -> Report:
        return build_site(Order(self.root, self.settings(overrides), today, jobs, explain_url))

    def built(self, **options: Any) -> Self:
        """Build the blog, and return it."""
        self.build(**options)
        return self

    def read(self, path: str) -> str:
        return (self.root / "site" / path).read_text("utf-8")

    def page(self, path: str) -> LexborHTMLParser:
        return LexborHTMLParser(self.read(path))

    def output(self) -> dict[str, bytes]:
        """Return every file of the finished site."""
        site = self.root / "site"
        return {
            file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()
        }


#: The fixture `blog`: makes a blog from a text of `-- path --` sections.
MakeBlog: TypeAlias = Callable[[str], Blog]


def messages(report: Report) -> list[str]:
    """Return the problems of a build as a person reads them."""
    return [str(problem) for problem in report.problems]
