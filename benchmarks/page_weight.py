"""What a reader loads to read a post: the bytes and requests of finished sites, as a browser makes them.

    python -m benchmarks.page_weight --site dapsagi site/ 'ml_journey' --site other public/ '^posts/[^/]+/index'

Each page is opened once with an empty cache, on a phone, and scrolled to its end. The site's own files come with gzip,
as GitHub Pages sends them. What a page asks of other hosts is answered from the folder `--elsewhere`, where a file lies
at its host and path (`cdn.jsdelivr.net/npm/tocbot@4.32.2/dist/tocbot.min.js`), without a query; what is not there is
counted and not weighed.
"""

from __future__ import annotations

import argparse
import gzip
import mimetypes
import re
import statistics
import sys
from collections.abc import Sequence
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
    """What one page loaded: bytes by kind, those of other hosts apart, requests to its own host and to others, of which
    some were `unknown`, and the letters that it shows."""

    size: dict[str, int]
    elsewhere: dict[str, int]
    own: int = 0
    others: int = 0
    unknown: int = 0
    letters: int = 0


def weigh(chromium: Browser, site: Path, path: str, elsewhere: Path | None = None, *, script: bool = True) -> Weight:
    """Open a page of a finished site, with scripts or without; the files of other hosts lie in `elsewhere`."""
    weight = Weight({}, {})

    def answer(route: Route) -> None:
        own = route.request.url.startswith(HOST)
        weight.own += own
        weight.others += not own
        root = site if own else elsewhere
        file = _file(root, route.request.url.removeprefix(HOST if own else "https://")) if root else None
        if file is None:
            weight.unknown += not own
            route.fulfill(status=404, body="")
            return
        kind = _KINDS.get(route.request.resource_type, "other")
        # A font service makes a style sheet of what it is asked for, and gives it no name.
        guessed = "text/css" if kind == "css" else "application/octet-stream"
        data, type_ = file.read_bytes(), mimetypes.guess_type(file.name)[0] or guessed
        packed = gzip.compress(data, 6, mtime=0) if _PACKED.search(type_) else data
        sizes = weight.size if own else weight.elsewhere
        sizes[kind] = sizes.get(kind, 0) + len(packed)
        route.fulfill(body=data, content_type=type_, headers={"Access-Control-Allow-Origin": "*"})

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


def _file(root: Path, address: str) -> Path | None:
    """Return the file that a server of `root` sends: a page without its ending too, as Cloudflare and Vercel do."""
    file = root / unquote(address.partition("?")[0])
    found = (file / "index.html", file, file.with_name(f"{file.name}.html"))
    return next((each for each in found if each.is_file()), None)


def _median(weights: Sequence[dict[str, int]]) -> dict[str, float]:
    kinds = (*_KINDS.values(), "other")
    return {kind: round(statistics.median(size.get(kind, 0) for size in weights) / 1000, 1) for kind in kinds}


def main() -> None:
    """Print the median of each site's pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", nargs=3, action="append", required=True, metavar=("NAME", "FOLDER", "PAGES"))
    parser.add_argument("--elsewhere", type=Path, help="the files of other hosts")
    order = parser.parse_args()
    with browser() as chromium:
        for name, folder, pattern in order.site:
            site = Path(folder)
            files = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html")))
            pages = [file.removesuffix("index.html") for file in files if re.search(pattern, file)]
            weights = [weigh(chromium, site, page, order.elsewhere) for page in pages]
            plain = [weigh(chromium, site, page, order.elsewhere, script=False) for page in pages]
            print(f"{name}: {len(pages)} pages, kB by kind:", _median([weight.size for weight in weights]))
            print("  from other hosts:", _median([weight.elsewhere for weight in weights]))
            print(f"  requests: {statistics.median(weight.own for weight in weights):.0f} to its own host")
            print(
                f"  requests: {statistics.median(weight.others for weight in weights):.0f} to others,",
                f"{max(weight.unknown for weight in weights)} at most not weighed",
            )
            shown = min(bare.letters / max(full.letters, 1) for bare, full in zip(plain, weights, strict=True))
            print(f"  text shown without script: {shown:.0%} at least")


if __name__ == "__main__":
    main()
