"""This repository's own blog, as `make site` builds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import feedparser  # type: ignore[import-untyped]  # the package has no types
import pytest
from selectolax.lexbor import LexborHTMLParser

from blog import TODAY
from dapsagi.build.build import build
from dapsagi.build.order import Order
from dapsagi.loader.settings_file import load_settings
from dapsagi.problems import Severity
from dapsagi.report import Report

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """The finished site. Its sources are linked into a folder of its own, so that no cache of theirs is used."""
    root = tmp_path_factory.mktemp("own")
    for name in ("posts", "images", "about.md", "dapsagi.yml"):
        target = root / name
        source = ROOT / name
        if source.is_dir():
            target.mkdir()
            for file in source.iterdir():
                (target / file.name).write_bytes(file.read_bytes())
        else:
            target.write_bytes(source.read_bytes())
    settings, problems = load_settings(root)
    assert not problems
    return root / "site", build(Order(root, settings, TODAY.replace(year=2027)))


def pages(site: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    for file in sorted(site.rglob("*.html")):
        path = "/" + file.relative_to(site).as_posix()
        yield path.removesuffix("index.html"), LexborHTMLParser(file.read_text("utf-8"))


def test_it_builds_without_a_problem(built: tuple[Path, Report]) -> None:
    assert [str(problem) for problem in built[1].problems if problem.severity > Severity.NOTE] == []


def test_every_internal_link_image_and_anchor_resolves(built: tuple[Path, Report]) -> None:
    site = built[0]
    anchors = {path: {node.attributes.get("id") for node in page.css("[id]")} for path, page in pages(site)}
    dead = []
    for path, page in pages(site):
        for node in page.css("[href], [src]"):
            target = node.attributes.get("href") or node.attributes.get("src") or ""
            address, fragment = urldefrag(urljoin(f"https://dapsagi.github.io{path}", target))
            parts = urlsplit(address)
            if parts.netloc != "dapsagi.github.io" or parts.scheme != "https":
                continue
            place = unquote(parts.path) or "/"
            if not (site / place.lstrip("/")).is_file() and place not in anchors:
                dead.append(f"{path} → {target}")
            elif fragment and unquote(fragment) not in anchors[place]:
                dead.append(f"{path} → {target} (no such anchor)")
    assert dead == []


def test_the_feed_is_well_formed_and_complete(built: tuple[Path, Report]) -> None:
    feed = feedparser.parse((built[0] / "feed.xml").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 10
    for entry in feed.entries:
        assert entry.id.startswith("https://dapsagi.github.io/")
        content = LexborHTMLParser(entry.content[0].value)
        targets = [node.attributes.get("href") or node.attributes.get("src") for node in content.css("[href], [src]")]
        assert all(target and "://" in target for target in targets), entry.id


def test_every_image_has_a_text_alternative_and_every_page_one_main_heading(built: tuple[Path, Report]) -> None:
    for path, page in pages(built[0]):
        assert all(node.attributes.get("alt") for node in page.css("img")), path
        assert len(page.css("h1")) == 1 or page.css_first("meta[http-equiv=refresh]") is not None, path


def test_its_journeys_are_found(built: tuple[Path, Report]) -> None:
    names = {path for path, _ in pages(built[0]) if path.startswith("/series/") and path != "/series/"}
    assert names == {"/series/나의-딥러닝-답사기/", "/series/밑바닥부터-만드는-정적-블로그/"}
