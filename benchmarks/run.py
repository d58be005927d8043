"""Build the same posts with dapsagi and with the generators that are installed, in turn, and compare what it costs.

    python -m benchmarks.run --sizes 100,1000 --runs 3 --save

Every round builds, with one generator after the other: cold (no finished site, no cache), warm (nothing has changed)
and after one edit (a new first paragraph in one post, in words of another). Each finished site is checked for its
pages.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contestants import (
    ENVIRONMENT,
    ROOT,
    TOOLS,
    Contestant,
    contestants,
    forget,
    forgotten,
    lay_out,
    missing_pages,
    page_of,
    version_of,
)
from benchmarks.generate import PROFILES
from benchmarks.measure import CommandFailedError, Cost, measure
from benchmarks.report import Blog, Costs, Key, report, with_speed

RESULTS = Path(__file__).parent / "RESULTS.md"
README = ROOT / "README.md"

_HUGE_SIZES = (1_000, 10_000, 100_000)

# The modules that decide what is in a generated post.
_GENERATOR = ("generate", "pictures", "prose", "snippets", "vocabulary")


class IncompleteSiteError(Exception):
    """A build that ended well and left pages out."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    options = _parser().parse_args(arguments)
    everyone = contestants(tuple(shlex.split(options.dapsagi)))
    chosen = [one for one in everyone if not options.only or one.name.lower() in options.only]
    for one in chosen:
        if not one.installed:
            print(f"{one.name} is not installed: {one.remedy}", file=sys.stderr)
    running = [one for one in chosen if one.installed]
    if not running:
        sys.exit("There is nothing to measure.")
    costs: Costs = defaultdict(list)
    try:
        for profile in options.profiles:
            for size in options.sizes:
                _compare(running, Blog(profile, size), options.runs, options.work, costs)
        if options.huge:
            _measure_growth(running[0], options.profiles[0], options.work, costs)
    except (CommandFailedError, IncompleteSiteError) as error:
        sys.exit(str(error))
    text = report(costs, {one.name: version_of(one) for one in running}, _repeated(arguments))
    print(text)
    if options.save:
        RESULTS.write_text(text, "utf-8")
        README.write_text(with_speed(README.read_text("utf-8"), text), "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run", description="Compare dapsagi with other generators on the same posts."
    )
    parser.add_argument(
        "--sizes", type=_numbers, default=(100, 1_000, 10_000), metavar="N,N", help="posts of a blog (100,1000,10000)"
    )
    parser.add_argument(
        "--profiles", type=_profiles, default=("small",), metavar="NAME,NAME", help=f"of {', '.join(PROFILES)} (small)"
    )
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds, of which the median is taken (3)")
    parser.add_argument("--only", type=_names, default=(), metavar="NAME,NAME", help="generators to run (all)")
    parser.add_argument("--huge", action="store_true", help="dapsagi alone, from 1,000 to 100,000 posts, as well")
    parser.add_argument(
        "--save", action="store_true", help="write benchmarks/RESULTS.md, and its figures to the README"
    )
    parser.add_argument("--dapsagi", default="", metavar="COMMAND", help="the dapsagi to run (the checkout's own)")
    parser.add_argument("--work", type=Path, default=TOOLS, metavar="DIR", help="where blogs are built")
    return parser


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.lower().split(","))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(sorted(map(int, text.split(","))))


def _profiles(text: str) -> tuple[str, ...]:
    if unknown := set(text.split(",")) - set(PROFILES):
        raise argparse.ArgumentTypeError(f"there is no profile {', '.join(sorted(unknown))}")
    return tuple(text.split(","))


def _repeated(arguments: Sequence[str] | None) -> str:
    given = sys.argv[1:] if arguments is None else list(arguments)
    # Where a blog is built, and by which copy of the tool, is this machine's business.
    kept = [word for word in given if word != "--save"]
    for option in ("--work", "--dapsagi"):
        while option in kept:
            place = kept.index(option)
            del kept[place : place + 2]
    return shlex.join(["python", "-m", "benchmarks.run", *kept])


# --- Measuring --------------------------------------------------------------------------------------------------


def _compare(running: Sequence[Contestant], blog: Blog, rounds: int, work: Path, costs: Costs) -> None:
    """Add what `rounds` rounds of builds cost each generator, which take turns."""
    sources = _generated(blog, work)
    folders = {one.name: work / "sites" / f"{one.name.lower()}-{sources.name}" for one in running}
    for one in running:
        lay_out(one, sources, folders[one.name])
    for number in range(1, rounds + 1):
        for one in running:
            _play_round(one, folders[one.name], blog, number, costs)
    for folder in folders.values():
        shutil.rmtree(folder)
        shutil.rmtree(forgotten(folder), ignore_errors=True)


def _measure_growth(one: Contestant, profile: str, work: Path, costs: Costs) -> None:
    for size in _HUGE_SIZES:
        if Key(Blog(profile, size), "cold", one.name) not in costs:
            _compare([one], Blog(profile, size), 1, work, costs)


def _play_round(one: Contestant, folder: Path, blog: Blog, number: int, costs: Costs) -> None:
    forget(one, folder)
    posts = sorted((folder / one.posts).glob("*.md"))
    post = posts[len(posts) // 2]
    text, sentence = post.read_text("utf-8"), f"Thought of in round {number}."
    head, _, body = text.partition("\n\n")
    words = next(filter(None, (_first_paragraph(other.read_text("utf-8")) for other in posts)))
    costs[Key(blog, "cold", one.name)].append(_built(one, folder, blog, "cold"))
    if missing := missing_pages(one, folder):
        raise IncompleteSiteError(f"{one.name} built no {', '.join(missing[:5])} ({len(missing)} in all)")
    costs[Key(blog, "warm", one.name)].append(_built(one, folder, blog, "warm"))
    # The first words of a post are in lists and feeds too, and what it is about tells what is related to it.
    post.write_text(f"{head}\n\n{sentence} {words}\n\n{body}", "utf-8")
    costs[Key(blog, "one edit", one.name)].append(_built(one, folder, blog, "one edit"))
    if sentence not in page_of(one, folder, post).read_text("utf-8"):
        raise IncompleteSiteError(f"{one.name} does not show the edit of {post.name}")
    post.write_text(text, "utf-8")


def _first_paragraph(text: str) -> str:
    """Return the first paragraph of a post that is nothing but words; empty if it has none."""
    _, *blocks = text.split("\n\n")
    return next((block for block in blocks if block[:1].isalnum() and not set("[]()`|<>$") & set(block)), "")


def _built(one: Contestant, folder: Path, blog: Blog, build: str) -> Cost:
    # What the generator before has left to be written must not be written at this one's cost.
    os.sync()
    cost = measure([*one.program, *one.build], folder, ENVIRONMENT, folder.with_suffix(".log"))
    print(
        f"{blog}, {build}: {one.name} {cost.wall:.2f} s, {cost.cpu:.2f} s of CPU, {cost.memory / 1e6:.0f} MB",
        file=sys.stderr,
    )
    return cost


def _generated(blog: Blog, work: Path) -> Path:
    """Return the sources of a blog, generated unless they are there from an earlier run."""
    home = Path(__file__).parent
    code = b"".join((home / f"{name}.py").read_bytes() for name in _GENERATOR)
    code += b"".join(file.read_bytes() for file in sorted((home / "pieces").iterdir()))
    folder = work / "blogs" / f"{blog.profile}-{blog.posts}-{hashlib.sha256(code).hexdigest()[:8]}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        # In a process of its own: this one must stay small, see `measure`.
        command = [sys.executable, "-m", "benchmarks.generate", str(unfinished)]
        options = ["--posts", str(blog.posts), "--profile", blog.profile]
        subprocess.run([*command, *options], cwd=ROOT, check=True)
        unfinished.rename(folder)
    return folder


if __name__ == "__main__":
    main()
