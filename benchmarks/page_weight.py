"""What a reader loads to read a post: the bytes and requests of finished sites, as a browser makes them.

    python -m benchmarks.page_weight --site dapsagi site/ 'ml_journey' --site other public/ '^posts/[^/]+/index'

Each page is opened once with an empty cache, on a phone, and scrolled to its end. The site's own files come with gzip,
as GitHub Pages sends them. Nobody else answers: what a page asks of other hosts is counted, not weighed.
"""

from __future__ import annotations

import argparse
import gzip
import mimetypes
import re
import statistics
import sys
from pathlib import Path
from urllib.parse import unquote

import msgspec
from playwright.sync_api import Browser, Route

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browsers import browser

HOST = "https://blog.example/"

_PACKED = re.compile(r"text/|json|javascript|xml|svg")
_KINDS = {"document": "html", "stylesheet": "css", "script": "script", "font": "fonts", "image": "images"}


class Weight(msgspec.Struct):
    """What one page loaded: bytes by kind, requests to its own host and to others, and the letters that it shows."""

    size: dict[str, int]
    own: int = 0
    others: int = 0
    letters: int = 0


def weigh(chromium: Browser, site: Path, path: str, *, script: bool = True) -> Weight:
    """Open a page of a finished site, with scripts or without."""
    weight = Weight({})

    def answer(route: Route) -> None:
        url = route.request.url
        if not url.startswith(HOST):
            weight.others += 1
            route.abort()
            return
        file = site / unquote(url.removeprefix(HOST).partition("?")[0])
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            route.fulfill(status=404, body="")
            return
        data, type_ = file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        kind = _KINDS.get(route.request.resource_type, "other")
        packed = gzip.compress(data, 6, mtime=0) if _PACKED.search(type_) else data
        weight.size[kind] = weight.size.get(kind, 0) + len(packed)
        weight.own += 1
        route.fulfill(body=data, content_type=type_)

    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=script, service_workers="block"
    )
    context.route("**/*", answer)
    page = context.new_page()
    page.goto(HOST + path)
    page.mouse.wheel(0, 100_000)
    page.wait_for_timeout(800)
    weight.letters = len(re.sub(r"\s", "", page.locator("body").inner_text()))
    context.close()
    return weight


def main() -> None:
    """Print the median of each site's pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", nargs=3, action="append", required=True, metavar=("NAME", "FOLDER", "PAGES"))
    with browser() as chromium:
        for name, folder, pattern in parser.parse_args().site:
            site = Path(folder)
            files = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html")))
            pages = [file.removesuffix("index.html") for file in files if re.search(pattern, file)]
            weights = [weigh(chromium, site, page) for page in pages]
            plain = [weigh(chromium, site, page, script=False) for page in pages]
            figures = {
                kind: statistics.median(weight.size.get(kind, 0) for weight in weights) / 1000
                for kind in (*_KINDS.values(), "other")
            }
            print(f"{name}: {len(pages)} pages, kB by kind:", {kind: round(size, 1) for kind, size in figures.items()})
            print(f"  all: {statistics.median(sum(weight.size.values()) for weight in weights) / 1000:.1f} kB")
            print(f"  requests: {statistics.median(weight.own for weight in weights):.0f} to its own host")
            print(f"  requests: {statistics.median(weight.others for weight in weights):.0f} to others")
            shown = min(bare.letters / max(full.letters, 1) for bare, full in zip(plain, weights, strict=True))
            print(f"  text shown without script: {shown:.0%} at least")


if __name__ == "__main__":
    main()
