"""The tool as it is installed: its version as a key sees it, which is the code itself, and where its files stand."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from dapsagi import __version__

_PACKAGE = Path(__file__).parents[1]

# The libraries that pages go through: another Pygments may give other spans for the same code.
_LIBRARIES = frozenset(
    (
        *("bibtexparser", "emoji", "jinja2", "markdown", "markupsafe", "pillow", "pygments", "python_liquid", "pyyaml"),
        *("quickjs_ng", "rcssmin", "regex", "rispy", "rjsmin", "tzdata"),
    )
)

# What an installed library leaves beside its code: `pygments-2.19.1.dist-info`.
_INSTALLED = re.compile(r"([\w.-]+?)-([^-]+)(?:-py\d[\d.]*)?\.(?:dist|egg)-info")


@cache
def version() -> str:
    """Return the version and a digest of the package's code and tables, and of the versions of its libraries.

    Two checkouts may call themselves by one version; a page that the other one made is stale all the same.
    """
    package = str(_PACKAGE)
    code = blake2b(digest_size=8)
    # Every command asks, and `rglob` would take most of the time of the shortest ones.
    for folder, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".py", ".yml")):
                place = f"{folder}/{name}"
                # Unbuffered: there are hundreds of small files, and a buffer for each costs as much as to read it.
                with Path(place).open("rb", buffering=0) as file:
                    code.update(place.removeprefix(package).encode() + b"\0" + file.read())
    code.update("\n".join(_libraries()).encode())
    return f"{__version__}+{code.hexdigest()}"


def _libraries() -> Iterator[str]:
    """Yield the libraries that pages go through, with versions; `importlib.metadata` takes eight times as long."""
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in sorted(entry.name for entry in entries):
                found = _INSTALLED.fullmatch(entry)
                if found and (name := re.sub(r"[-.]", "_", found[1].lower())) in _LIBRARIES:
                    yield f"{name} {found[2]}"


def theme_folder() -> Path:
    """Return the folder of the built-in theme: beside the package in a wheel, at the top of a checkout."""
    shipped = _PACKAGE / "templates"
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / "templates"


def vendored(name: str) -> Path:
    """Return the folder of what was made by others and is published as it is."""
    return _PACKAGE / "vendor" / name
