"""The tool as it is installed: its version as a key sees it, which is the code itself, and where its theme stands."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from dapsagi import __version__


@cache
def version() -> str:
    """Return the version and a digest of the package's code and tables.

    Two checkouts may call themselves by one version; a page that the other one made is stale all the same.
    """
    package = Path(__file__).parent
    code = blake2b(digest_size=8)
    for file in sorted([*package.rglob("*.py"), *package.rglob("*.yml")]):
        code.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return f"{__version__}+{code.hexdigest()}"


def theme_folder() -> Path:
    """Return the folder of the built-in theme: beside the package in a wheel, at the top of a checkout."""
    package = Path(__file__).parent
    shipped = package / "theme"
    return shipped if shipped.is_dir() else package.parents[1] / "templates"
