"""The report of a run: who was measured, on what machine, the ratios, and how to repeat it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeAlias

from benchmarks.figures import exponent, ratio, short, table
from benchmarks.generate import PROFILES
from benchmarks.measure import Cost

# Below this many posts the start of the program is most of what is measured.
_WORTH_GROWING = 1_000


class Blog(NamedTuple):
    """A generated blog."""

    profile: str
    posts: int

    def __str__(self) -> str:
        return f"{self.posts:,} × {PROFILES[self.profile] / 1000} KB"


class Key(NamedTuple):
    """What was built, how ("cold", "warm" or "one edit") and by whom."""

    blog: Blog
    build: str
    name: str


Costs: TypeAlias = defaultdict[Key, list[Cost]]

_MEASURES: Mapping[str, Callable[[Cost], float]] = {
    "Wall time": lambda cost: cost.wall,
    "CPU time": lambda cost: cost.cpu,
    "Peak memory": lambda cost: float(cost.memory),
}

_INTRODUCTION = """\
# Results

Made by `{command}` after `make benchmark` had installed the other generators. Repeat it with

    make benchmark
    benchmarks/.work/venv/bin/{command} --save

Only the ratios mean something on another machine. {runs}.

{machine}

What is built: posts that `benchmarks.generate` writes, the same for all, with code, tables, formulas, images, links and
series. What for: a home page in pages of ten posts, a page for each post, a page for each tag and a feed, by a small
theme each (`benchmarks/adapters/`); dapsagi alone runs with all that it has. After every cold build the pages are
counted, after every edit the edited page is read.

- **cold**: no finished site and no cache. **warm**: the same command again, nothing changed. **one edit**: again, after
  one post got a new first paragraph, in the words of another post. Each generator runs as its manual says for a correct
  site: Pelican with its cache of read posts, Jekyll with its cache of rendered Markdown; Hugo and Eleventy keep nothing
  between two builds. Templates of its theme are compiled by dapsagi once for all blogs of a user, so before this.
- **Wall time**: from the start of the command to its end. All files are in the system's cache.
- **CPU time**: user and system time of the command and of every process that it starts.
- **Peak memory**: the largest resident set of a process, or, where several run at a time, the highest sum of their
  proportional set sizes, sampled up to 20 times a second; the greater of the two.
"""


def report(costs: Costs, versions: Mapping[str, str], command: str) -> str:
    """Return the report as Markdown; the first of `versions` is what the others are compared with."""
    base, *others = versions
    rounds = {len(measured) for key, measured in costs.items() if key.name != base or not others} or {1}
    runs = "One run each" if rounds == {1} else f"Medians of {max(rounds)} runs each, taken in turn (range in brackets)"
    parts = [_INTRODUCTION.format(command=command, base=base, runs=runs, machine=_machine(versions))]
    compared = [key for key in costs if key.name == base and any(key._replace(name=name) in costs for name in others)]
    for measure, value in _MEASURES.items() if compared else ():
        parts.append(f"## {measure}: {base} / the other\n\n{_ratios(costs, compared, others, value)}\n")
    parts.append(f"## What was measured\n\nSeconds, seconds of CPU and MB.\n\n{_absolute(costs, list(versions))}\n")
    if growth := list(_growth(costs, list(versions))):
        head = ["", "posts", "build", "wall", "CPU", "memory"]
        text = "Cost grows as the number of posts to the power of (least squares on the logarithms of both):"
        parts.append(f"## Growth\n\n{text}\n\n{table(head, growth)}\n")
    return "\n".join(parts)


def with_speed(readme: str, results: str) -> str:
    """Return the README with the wall times of the largest blogs that `results` compares."""
    begin, end = "<!-- speed: made by `python -m benchmarks.run --save` -->\n", "<!-- end of speed -->"
    before, _, rest = readme.partition(begin)
    _, _, after = rest.partition(end)
    if not after:
        raise ValueError("the README has no place for the table of speed")
    return f"{before}{begin}\n{_largest(results)}\n\n{end}{after}"


def _largest(results: str) -> str:
    """Return the rows of the table of wall times that are about the most posts."""
    _, _, section = results.partition("## Wall time")
    head, line, *rows = [row for row in section.partition("\n## ")[0].splitlines() if row.startswith("|")]
    most = max(_posts_of(row) for row in rows)
    return "\n".join([head, line, *(row for row in rows if _posts_of(row) == most)])


def _posts_of(row: str) -> int:
    return int(row.removeprefix("| ").partition(" ")[0].replace(",", ""))


def _ratios(costs: Costs, keys: Sequence[Key], others: Sequence[str], value: Callable[[Cost], float]) -> str:
    rows = []
    for key in keys:
        row = [f"{key.blog}, {key.build}"]
        for name in others:
            theirs = costs.get(key._replace(name=name), [])
            ours = costs[key][: len(theirs)]
            row.append(str(ratio([*map(value, ours)], [*map(value, theirs)])) if theirs else "")
        rows.append(row)
    return table(["posts, build", *others], rows)


def _absolute(costs: Costs, names: Sequence[str]) -> str:
    rows = []
    for blog, build in dict.fromkeys((key.blog, key.build) for key in costs):
        row = [f"{blog}, {build}"]
        for name in names:
            measured = costs.get(Key(blog, build, name), [])
            figures = [median(map(value, measured)) for value in _MEASURES.values()] if measured else []
            row.append(f"{short(figures[0])} · {short(figures[1])} · {figures[2] / 1e6:.0f}" if figures else "")
        rows.append(row)
    return table(["posts, build", *names], rows)


def _growth(costs: Costs, names: Sequence[str]) -> Iterator[list[str]]:
    for name in names:
        profiles = dict.fromkeys(key.blog.profile for key in costs if key.name == name)
        for profile in profiles:
            sizes = sorted({key.blog.posts for key in costs if key.name == name and key.blog.profile == profile})
            large = [size for size in sizes if size >= _WORTH_GROWING]
            sizes = large if len(large) > 1 else sizes
            if len(sizes) < 2:
                continue
            for build in dict.fromkeys(key.build for key in costs):
                measured = {size: costs[Key(Blog(profile, size), build, name)] for size in sizes}
                exponents = [
                    exponent((size, median(map(value, measured[size]))) for size in sizes)
                    for value in _MEASURES.values()
                ]
                span = f"{sizes[0]:,}–{sizes[-1]:,} × {PROFILES[profile] / 1000} KB"
                yield [name, span, build, *(f"{number:.2f}" for number in exponents)]


def _machine(versions: Mapping[str, str]) -> str:
    """Return what the figures depend on: the machine and the versions of everything."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    languages = {"Python": platform.python_version()}
    for name, program in (("Node.js", "node"), ("Ruby", "ruby")):
        if shutil.which(program):
            output = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
            languages[name] = output.removeprefix("ruby ").removeprefix("v").split()[0]
    rows = [
        ["processor", f"{_processor()}, {cores} cores"],
        ["memory", f"{memory:.0f} GB"],
        ["system", f"{platform.system()} {platform.release().partition('-')[0]}"],
        *([name, version] for name, version in {**versions, **languages}.items()),
    ]
    return table(["machine", ""], rows)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
