"""CPU time per post of the tool's Markdown beside Python-Markdown with the extensions that a blog would load.

    python -m benchmarks.markdown_speed --posts 400

Both render the same generated posts in one process, post by post in turn, each post once: a renderer that remembers
code blocks is not asked twice for the same. The first posts warm both up and do not count.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from statistics import median

import markdown

from benchmarks.figures import short, table
from benchmarks.generate import PROFILES, outlines, write_post
from dapsagi.markup import MarkupOptions, render
from dapsagi.post.front_matter import split_front_matter

#: What Python-Markdown is given, to do what the tool does.
EXTENSIONS = (
    "tables",
    "footnotes",
    "attr_list",
    "def_list",
    "abbr",
    "md_in_html",
    "toc",
    "pymdownx.superfences",
    "pymdownx.highlight",
    "pymdownx.tilde",
)

_WARM_UP = 20


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.markdown_speed", description="Compare the tool's Markdown with Python-Markdown."
    )
    parser.add_argument("--posts", type=int, default=400, help="posts to render (400)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    rows = []
    for profile in PROFILES:
        texts = _bodies(options.posts + _WARM_UP, profile, options.seed)
        ours, theirs = _time_in_turn(texts, [_own_renderer(), _stock_renderer()])
        ratios = [our / their for our, their in zip(ours, theirs, strict=True)]
        rows.append(
            [
                f"{PROFILES[profile] / 1000} KB",
                f"{sum(ours) / len(ours) * 1e3:.2f}",
                f"{sum(theirs) / len(theirs) * 1e3:.2f}",
                short(sum(ours) / sum(theirs)),
                short(median(ratios)),
            ]
        )
    head = ["post", "dapsagi, ms", "Python-Markdown, ms", "ratio of sums", "median of ratios"]
    print(f"Python-Markdown {version('markdown')} with {', '.join(EXTENSIONS)}\n")
    print(table(head, rows))


def _bodies(posts: int, profile: str, seed: int) -> list[str]:
    """Return the Markdown of generated posts, without front matter."""
    written = outlines(posts, PROFILES[profile], seed)
    return [split_front_matter(write_post(outline, posts, seed)).body for outline in written]


def _own_renderer() -> Callable[[str], object]:
    options = MarkupOptions()
    return lambda text: render(text, options)


def _stock_renderer() -> Callable[[str], object]:
    stock = markdown.Markdown(extensions=list(EXTENSIONS))
    return lambda text: stock.reset().convert(text)


def _time_in_turn(texts: Sequence[str], renderers: Sequence[Callable[[str], object]]) -> list[list[float]]:
    """Return, for each renderer, the CPU time of each text after the first ones, in seconds."""
    times: list[list[float]] = [[] for _ in renderers]
    # One renderer's garbage must not be collected in the other's time.
    gc.disable()
    try:
        for text in texts:
            for render_text, taken in zip(renderers, times, strict=True):
                started = time.process_time()
                render_text(text)
                taken.append(time.process_time() - started)
            gc.collect(generation=1)
    finally:
        gc.enable()
    return [taken[_WARM_UP:] for taken in times]


if __name__ == "__main__":
    main()
