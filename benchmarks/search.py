"""Measure what a query costs a reader, and what it finds: beside a plain scan of the texts.

    python -m benchmarks.search FOLDER [--queries FILE]

builds the blog in FOLDER and asks 200 queries: whole words, parts of words, words with particles, English, mixed, two
words. They are drawn from the posts by a fixed seed, so that they are about what the blog is about; or they are read
from FILE, one a line, with the words to scan for behind a tab where they are others.

Times are those of an engine that interprets the script; a browser, which compiles it, takes about a tenth of them.

What a scan should find is what stands in the texts, in lower case: every word of the query, or for one with a particle
the word without it.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

from dapsagi.build.build import build
from dapsagi.build.order import Order
from dapsagi.build.snapshot import take_snapshot
from dapsagi.cache.cache import CACHE, body_finder
from dapsagi.cache.opening import open_cache
from dapsagi.loader.settings_file import load_settings
from dapsagi.markup.body import Body, code_in
from dapsagi.search.documents import CATALOGUE, INDEX

_QUERIES = 200
# So many results are listed at once, and so many of them are seen in a window of 1920 × 1080: their passages are
# fetched, each with its page. On a phone it is four at most.
_LISTED = 8
_SEEN = 5

_HANGUL = re.compile("[가-힣]{2,}")
_LATIN = re.compile("[A-Za-z]{3,}")
_MIXED = re.compile("(?=[0-9a-z]*[가-힣])(?=[가-힣]*[0-9a-z])[0-9a-z가-힣]{3,}", re.IGNORECASE)


class Query(NamedTuple):
    """What a reader types, and the words that a post must have to be found."""

    kind: str
    text: str
    words: tuple[str, ...]


class Cost(NamedTuple):
    """What one query took: bytes as they are served, compressed, and seconds of processor time for the script."""

    drawers: int
    cards: int
    pages: int
    seconds: float

    @property
    def bytes(self) -> int:
        """All that is fetched for the first results."""
        return self.drawers + self.cards + self.pages


def draw_queries(texts: Iterable[str], seed: int = 1) -> list[Query]:
    """Draw queries of every kind from texts; the same seed gives the same queries."""
    draw = random.Random(seed)
    pieces = list(texts)
    makers: dict[str, Callable[[str], Query | None]] = {
        "word": lambda text: _whole(draw, text),
        "part": lambda text: _part(draw, text),
        "particle": lambda text: _with_particle(draw, text),
        "English": lambda text: _english(draw, text),
        "mixed": lambda text: _mixed(draw, text),
        "two words": lambda text: _two(draw, text),
    }
    queries: dict[str, Query] = {}
    kinds = list(makers)
    for turn in range(_QUERIES * 200):
        if len(queries) == _QUERIES:
            break
        query = makers[kinds[turn % len(kinds)]](draw.choice(pieces))
        if query and len(queries) < _QUERIES:
            queries.setdefault(query.text, query)
    return list(queries.values())


def measure(root: Path, queries: list[Query] | None = None) -> None:
    """Build the blog in `root`, ask, and print what came of it."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from search.readers import Reader

    settings = load_settings(root)[0]
    today = datetime.now(settings.zone)
    build(Order(root, settings, today, jobs=2))
    with open_cache(root / CACHE) as (cache, _):
        snapshot = take_snapshot(Order(root, settings, today), cache)
        find = body_finder(cache)
        documents = list(snapshot.pages.documents() or ())
        texts = [_plain("\n".join((each.title, *each.tags, *_texts(find(each.body))))) for each in documents]
    site = root / settings.output
    files = {
        file.relative_to(site).as_posix(): file.read_bytes() for file in (site / INDEX).iterdir() if file.is_file()
    }
    sizes = {path: len(gzip.compress(data, 6)) for path, data in files.items()}
    chosen = queries or draw_queries(texts)
    rows: dict[str, list[tuple[Query, float, float, Cost]]] = defaultdict(list)
    for query in chosen:
        reader = Reader(files)
        started = time.process_time()
        answer = reader.find(query.text)
        seconds = time.process_time() - started
        numbers = answer["numbers"]
        index = sum(sizes[path] for path in reader.read)
        cards = [reader.card(number) for number in numbers[:_LISTED]]
        cards_size = sum(sizes[path] for path in reader.read) - index
        pages = sum(_page_size(site, card[1].removeprefix(settings.baseurl)) for card in cards[:_SEEN])
        # What may be written apart is shown when its page proves to have it so.
        hidden = {
            number for number, marks in answer["loose"] if not all(_stands(mark, texts[number]) for mark in marks)
        }
        found = set(numbers) - hidden
        expected = {number for number, text in enumerate(texts) if all(word in text for word in query.words)}
        right = len(found & expected)
        recall = right / len(expected) if expected else 1.0
        precision = right / len(found) if found else 1.0
        rows[query.kind].append((query, recall, precision, Cost(index, cards_size, pages, seconds)))
    total = sum(len(data) for data in files.values())
    print(
        f"{len(documents)} documents; {len(files)} files of {total / 1e6:.1f} MB, the first of {sizes[CATALOGUE]} bytes"
    )
    print("| queries | | recall | precision | drawers KB | cards | pages | all: median | most | ms: median | most |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for kind in [*rows, "all"]:
        some = rows[kind] if kind in rows else [row for each in rows.values() for row in each]
        costs = [row[3] for row in some]
        figures = [
            f"{mean(row[1] for row in some):.4f}",
            f"{mean(row[2] for row in some):.4f}",
            *(f"{mean(getattr(cost, name) for cost in costs) / 1000:.1f}" for name in ("drawers", "cards", "pages")),
            f"{median(cost.bytes for cost in costs) / 1000:.1f}",
            f"{max(cost.bytes for cost in costs) / 1000:.1f}",
            f"{1000 * median(cost.seconds for cost in costs):.1f}",
            f"{1000 * max(cost.seconds for cost in costs):.1f}",
        ]
        print(f"| {kind} | {len(some)} | {' | '.join(figures)} |")
    worst = sorted((row for each in rows.values() for row in each), key=lambda row: min(row[1], row[2]))[:10]
    for query, recall, precision, _ in worst:
        if min(recall, precision) < 1:
            print(f"{query.text!r}: recall {recall:.3f}, precision {precision:.3f}")


# --- Details ----------------------------------------------------------------------------------------------------


def _texts(body: Body) -> Iterable[str]:
    # Numbers in code are not looked for.
    return body.text, re.sub(r"\b\d[\w.]*", " ", code_in(body.html)), *body.headings()


def _stands(mark: str, text: str) -> bool:
    return re.search(mark.replace(" ", r"\s?"), text) is not None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _page_size(site: Path, url: str) -> int:
    from urllib.parse import unquote

    from dapsagi.addresses.urls import output_path

    return len(gzip.compress((site / output_path(unquote(url))).read_bytes(), 6))


def _choice(draw: random.Random, pattern: re.Pattern[str], text: str) -> str:
    found = pattern.findall(text)
    return str(draw.choice(found)) if found else ""


def _whole(draw: random.Random, text: str) -> Query | None:
    word = _choice(draw, re.compile("(?<![가-힣])[가-힣]{2,6}(?=(?:을|를|은|는|이|가|의|에서) )"), text)
    return Query("word", word, (word,)) if word and not re.search("(?:에서|으로|까지|부터|에게|을|를)$", word) else None


def _part(draw: random.Random, text: str) -> Query | None:
    word = _choice(draw, re.compile("[가-힣]{4,}"), text)
    if not word:
        return None
    start = draw.randrange(1, len(word) - 1)
    part = word[start : start + draw.choice((2, 3))]
    return Query("part", part, (part,))


def _with_particle(draw: random.Random, text: str) -> Query | None:
    match = _choice(draw, re.compile("(?<![가-힣])[가-힣]{2,6}(?:을|를|에서|으로)(?= )"), text)
    stem = re.sub("(?:을|를|에서|으로)$", "", match)
    return Query("particle", match, (stem,)) if len(stem) > 1 else None


def _english(draw: random.Random, text: str) -> Query | None:
    word = _choice(draw, _LATIN, text)
    if len(word) > 6 and draw.random() < 0.3:
        word = word[2:]
    return Query("English", word, (word.lower(),)) if word else None


def _mixed(draw: random.Random, text: str) -> Query | None:
    if draw.random() < 0.5:
        latin, hangul = _choice(draw, _LATIN, text), _choice(draw, _HANGUL, text)
        stem = hangul[:2]
        return Query("mixed", f"{latin} {stem}", (latin.lower(), stem)) if latin and hangul else None
    word = _choice(draw, _MIXED, text)
    # A particle behind English is no part of what is asked for.
    stem = re.sub("(?<=[a-z0-9])(?:을|를|은|는|이|가|의|에|와|과|로|도|에서|으로)$", "", word.lower())
    return Query("mixed", word, (stem,)) if len(stem) > 2 else None


def _two(draw: random.Random, text: str) -> Query | None:
    whole, second = _whole(draw, text), _choice(draw, _HANGUL, text)[:2]
    return Query("two words", f"{whole.text} {second}", (whole.text, second)) if whole and second else None


def main() -> None:
    """Read the arguments, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--queries", type=Path)
    options = parser.parse_args()
    queries = None
    if options.queries:
        lines = options.queries.read_text("utf-8").splitlines()
        queries = []
        for line in filter(None, lines):
            text, _, words = line.partition("\t")
            queries.append(Query("given", text, tuple(_plain(words or text).split())))
    measure(options.folder, queries)


if __name__ == "__main__":
    main()
