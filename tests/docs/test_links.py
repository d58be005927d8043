"""The manual can be walked: every page is listed, and every link in it leads somewhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from blog import Blog, messages

ROOT = Path(__file__).parents[2]
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [*DOCS, *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"))]

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.M)


def links_in(page: Path) -> list[str]:
    text = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", page.read_text("utf-8")))
    return [target for target in _LINK.findall(text) if not re.match(r"[a-z]+:", target)]


def anchors_in(page: Path) -> set[str]:
    """Return the ids that GitHub gives to the headings of a page."""
    headings = _HEADING.findall(_FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for link in links_in(page):
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        if anchor:
            assert anchor in anchors_in(target), f"{page.name}: {link}"


def test_the_manual_lists_every_page() -> None:
    assert {page.name for page in DOCS} - {"index.md"} <= set(links_in(ROOT / "docs" / "index.md"))


def test_the_manual_is_built_by_the_tool_itself_and_every_anchor_is_there(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site", ".dapsagi"))
    blog = Blog(tmp_path)
    assert messages(blog.build()) == []
    for page in DOCS:
        path = "index.html" if page.stem == "index" else f"{page.stem}/index.html"
        tree = blog.page(path)
        assert len(tree.css("h1")) == 1
        ids = {node.attributes["id"] for node in tree.css("[id]")}
        anchors = [unquote(link.attributes["href"] or "")[1:] for link in tree.css('a[href^="#"]')]
        assert set(anchors) - {""} <= ids
