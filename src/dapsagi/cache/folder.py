"""What lies in `.dapsagi/`, what stands for it where it cannot be written to, and how to be rid of it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from dapsagi.cache.cache import CACHE, Cache, Contents
from dapsagi.cache.lock import LOCK

# Taken from elsewhere, and so not to be made again from the blog: answers of the web, and what is known to be online.
_KEPT = {"web.sqlite": "answers of the web to `dapsagi check --external`", "published.json": "what was published last"}

# So many files more than those in use may lie in a folder of the cache.
_SPARED = 300

_MEANINGS = {
    CACHE.name: "what was read and rendered",
    "notes": "how the last build left everything",
    "images": "smaller copies of images",
    "foreign": "images of other hosts, until you take them in",
    "cards": "social cards",
    "search": "the search index",
    "templates": "compiled templates",
    "publish": "the site as it was last made for publishing",
    **_KEPT,
}


class Holding(msgspec.Struct, frozen=True):
    """A file or folder in the cache: how many files it is, their size in bytes, and whether clearing takes it away."""

    name: str
    meaning: str
    files: int
    size: int
    goes: bool


class Holdings(msgspec.Struct, frozen=True):
    """What lies in the cache of a blog, the largest first; `contents` is what its database has, if that is sound."""

    holdings: tuple[Holding, ...]
    contents: Contents | None

    @property
    def size(self) -> int:
        """The size of all files, in bytes."""
        return sum(holding.size for holding in self.holdings)


def place_in_cache(root: Path, name: str) -> Path:
    """Return the folder `name` in the cache of the blog in `root`, which need not be there yet.

    Where nothing can be written there, it must not take files from the site: then it is in a passing place.
    """
    folder = root / CACHE.parent / name
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    return folder if nearest.is_dir() and os.access(nearest, os.W_OK) else passing_place() / name


def whole_files(folder: Path) -> set[str]:
    """Return the names of the files in a folder of the cache; none if it is not there.

    A file appears under its name when it is whole, but a power failure may leave it empty: such a one does not count.
    """
    if not folder.is_dir():
        return set()
    with os.scandir(folder) as entries:
        return {entry.name for entry in entries if entry.stat().st_size}


def sweep(folder: Path, there: Iterable[str], used: Collection[str]) -> None:
    """Remove the files of a folder that are `there` and not `used`, once they outnumber the others by far.

    Waiting for that keeps what an undone edit or another branch will ask for again, and another build is about to copy.
    """
    unused = set(there).difference(used)
    if len(unused) > len(used) + _SPARED:
        for name in unused:
            (folder / name).unlink(missing_ok=True)


@contextmanager
def passing_places() -> Iterator[None]:
    """Let there be a passing place, and remove it at the end."""
    held: tuple[int, list[Path]] = (os.getpid(), [])
    _held.append(held)
    try:
        yield
    finally:
        _held.remove(held)
        if held[1]:
            import shutil

            for place in held[1]:
                shutil.rmtree(place, ignore_errors=True)


def passing_place() -> Path:
    """Return a folder for what cannot be in the cache, which is there as long as the `passing_places` around it.

    Raises `OSError` in a process that was begun before it was made: nobody else would know of it.
    """
    # Hardly ever needed, and slow to import.
    from tempfile import mkdtemp

    process, places = _held[-1]
    if not places:
        if process != os.getpid():
            raise OSError("only the process that is to remove a folder can make it")
        places.append(Path(mkdtemp(prefix="dapsagi-")))
    return places[0]


def look_into_cache(root: Path) -> Holdings:
    """Look at what the cache of the blog in `root` holds; nothing is changed."""
    folder = root / CACHE.parent
    groups: dict[str, list[Path]] = {}
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        # SQLite keeps its journals beside a database.
        if entry.name == LOCK:
            continue
        name = entry.name.removesuffix("-wal").removesuffix("-shm")
        files = [entry] if entry.is_file() else [file for file in entry.rglob("*") if file.is_file()]
        groups.setdefault(name, []).extend(files)
    holdings = [
        Holding(
            name, _MEANINGS.get(name, ""), len(files), sum(file.stat().st_size for file in files), name not in _KEPT
        )
        for name, files in groups.items()
    ]
    cache = Cache.to_read(root / CACHE)
    contents = cache.contents() if cache else None
    if cache:
        cache.close()
    return Holdings(tuple(sorted(holdings, key=lambda holding: (-holding.size, holding.name))), contents)


def clear_cache(root: Path) -> Holdings:
    """Remove what a build makes again, and return what that was. Raises `OSError`.

    A build that runs meanwhile goes on with the files that it has open.
    """
    # A build in which nothing has moved has no use for it.
    import shutil

    folder = root / CACHE.parent
    before = look_into_cache(root)
    gone = tuple(holding for holding in before.holdings if holding.goes)
    for holding in gone:
        for name in (holding.name, f"{holding.name}-wal", f"{holding.name}-shm"):
            place = folder / name
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)
    return Holdings(gone, before.contents)


# The processes and the passing places that they remove.
_held: list[tuple[int, list[Path]]] = []
