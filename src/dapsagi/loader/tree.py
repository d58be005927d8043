"""The files of a blog: which of them belong to it, and what each of them is."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from dapsagi.addresses.files import collection_of
from dapsagi.config import NEVER_PUBLISHED, SETTINGS_NAMES, Settings
from dapsagi.machine.files import Fingerprint
from dapsagi.post.names import is_apart, is_excluded, is_included, is_special, kind_of
from dapsagi.writer.manifest import MANIFEST

FileKind: TypeAlias = Literal["source", "page", "static"]

# Names that are part of no site, and those that a blog of our own kind has beside its sources.
_NEVER = {"node_modules", "__pycache__", *NEVER_PUBLISHED, *SETTINGS_NAMES}
_NEVER_AT_ROOT = {"Gemfile", "Gemfile.lock"}
_NEVER_IN_OWN_BLOG = {"templates", "README.md", "README.ko.md", "LICENSE", "Makefile"}

# Files of text that themes make with Liquid.
_MAY_BE_LIQUID = frozenset(
    (
        *("atom", "coffee", "css", "csv", "ics", "js", "json", "jsonld", "less", "rss", "sass", "scss", "svg"),
        *("txt", "webmanifest", "xml", "xsl", "xslt", "yaml", "yml"),
    )
)


# What stands for the fingerprint of a pipe, a socket or a device: to open one waits for whoever writes to it, and to
# read it may have no end.
_NO_FILE = Fingerprint(-2, 0)


class Found(msgspec.Struct, frozen=True):
    """A file of the blog: its key (path in NFC), its path on disk (which may be in NFD) and its fingerprint."""

    key: str
    path: str
    fingerprint: Fingerprint
    kind: FileKind

    @property
    def is_file(self) -> bool:
        """Whether it may be opened: a pipe, a socket or a device must not be."""
        return self.fingerprint != _NO_FILE


def scan(root: Path, settings: Settings, pass_over: Callable[[str], object] = bool) -> Iterator[Found]:
    """Find the files of a blog by Jekyll's rules: names with `_`, `.`, `#` or `~` are left out unless included.

    `pass_over` is told of folders that hold a site which a build has finished: its files are none of the blog's. See
    https://jekyllrb.com/docs/structure/ and the `include` and `exclude` settings.
    """
    return _scan(root, "", settings, (root / settings.output).resolve(), pass_over)


def scan_at(root: Path, path: str, settings: Settings) -> Iterator[Found]:
    """Find what `scan` would find at `path`, relative to `root`: a file, or the files of a folder."""
    output = (root / settings.output).resolve()
    names = path.split("/")
    for length in range(1, len(names) + 1):
        place = root.joinpath(*names[:length])
        if not belongs("/".join(names[:length]), settings, place.is_dir):
            return
        if place.resolve() == output or is_finished_site(place):
            return
        if place.is_symlink() and place.is_dir() and not may_follow(place, root):
            return
    if (root / path).is_dir():
        yield from _scan(root, path + "/", settings, output, bool)
        return
    try:
        status = (root / path).stat()
    except OSError:
        return
    yield from _found(path, status, settings)


def is_finished_site(folder: Path) -> bool:
    """Say whether a build has written a site to a folder, of this blog (`build --output`) or of another one."""
    return (folder / MANIFEST).is_file()


def may_follow(place: Path, root: Path) -> bool:
    """Say whether the link to a folder at `place`, in the blog at `root`, is followed, as Jekyll does it.

    One that leads to a folder that it stands in has no end. Nor is one followed behind two others: ten folders with
    links to each other would be found a million times. What the system shows of itself is made while one looks at it.
    """
    target = place.resolve()
    if target.parts[1:2] and target.parts[1] in _OF_THE_SYSTEM:
        return False
    links = 0
    for above in place.parents:
        if above.resolve().is_relative_to(target):
            return False
        if above == root:
            break
        links += above.is_symlink()
    return links < _MOST_LINKS


def walk(folder: Path, root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Walk as `os.walk` does through a folder of the blog at `root` and the links to folders that are followed."""
    for place, folders, names in os.walk(folder, followlinks=True):
        for linked in [each for name in folders if (each := Path(place, name)).is_symlink()]:
            if not may_follow(linked, root):
                folders.remove(linked.name)
        yield place, folders, names


def key_of(path: str) -> str:
    """Return the key of the file at `path`, as the system names it: in NFC, and what is not UTF-8 as it can be read."""
    return unicodedata.normalize("NFC", "/".join(map(_readable, path.split("/"))) if is_misnamed(path) else path)


def place_of(root: Path, key: str) -> Path:
    """Return where the file of a key lies below `root`: the system may spell its name in other letters (`key_of`)."""
    if key.isascii() or (root / key).exists():
        return root / key
    place = root
    for name in key.split("/"):
        there = place / name
        if not there.exists() and place.is_dir():
            there = next((each for each in place.iterdir() if key_of(each.name) == name), there)
        place = there
    return place


def is_misnamed(path: str) -> bool:
    """Say whether a path, as the system gives it, is not UTF-8: an archive made on Windows leaves such names."""
    if path.isascii():
        return False
    try:
        path.encode()
    except UnicodeEncodeError:
        return True
    return False


def belongs(path: str, settings: Settings, is_folder: Callable[[], bool] = bool) -> bool:
    """Say whether the file or folder at `path` belongs to the blog, as far as its own name says.

    `is_folder` is asked where the two differ: of a path within `_posts` or a collection, `Jekyll::EntryFilter#special?`
    looks at the beginning and at the name of the file, so `_posts/c/_etc/2020-01-05-x.md` is a post.
    """
    name = path.rpartition("/")[2]
    if name in _NEVER or path in _NEVER_AT_ROOT:
        return False
    if settings.is_jekyll:
        if is_included(path, settings.include):
            return True
        if is_excluded(path, settings.exclude, settings.include):
            return False
    else:
        if any(_matches(path, pattern) for pattern in settings.include):
            return True
        if any(_matches(path, pattern) for pattern in settings.exclude):
            return False
        if path in _NEVER_IN_OWN_BLOG or path in (settings.data_dir, settings.includes_dir):
            return False
    if name[0] == "_" and (name in ("_posts", "_drafts") or _is_collection(path, settings)):
        return True
    if name.partition(".")[0] == "_index" and not settings.is_jekyll:
        return True
    return not is_special(name) or (name[0] != "." and _is_deep(path, settings) and is_folder())


# So many links follow one another in a path: to notes kept elsewhere, say, and from there to their pictures.
_MOST_LINKS = 2

# Folders at the root that hold no files of anybody's.
_OF_THE_SYSTEM = ("dev", "proc", "sys")

# Most patterns are plain names, and matching those as patterns is most of the work of finding 10,000 files.
_WILD = frozenset("*?[")


def _scan(
    root: Path, prefix: str, settings: Settings, output: Path, pass_over: Callable[[str], object]
) -> Iterator[Found]:
    with os.scandir(root / prefix) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name, reverse=True)
    while ordered:
        # An entry that was asked keeps its answer; those of a large folder are not to be kept together.
        entry = ordered.pop()
        path = prefix + entry.name
        try:
            if not belongs(path, settings, entry.is_dir):
                continue
            if entry.is_dir():
                folder = Path(entry.path)
                if folder.resolve() == output or (entry.is_symlink() and not may_follow(folder, root)):
                    continue
                if is_finished_site(folder):
                    pass_over(path)
                else:
                    yield from _scan(root, path + "/", settings, output, pass_over)
                continue
            status = entry.stat()
        except OSError:
            status = None
        yield from _found(path, status, settings)


def _found(path: str, status: os.stat_result | None, settings: Settings) -> Iterator[Found]:
    key = key_of(path)
    if status and not stat.S_ISREG(status.st_mode):
        print_ = _NO_FILE
    else:
        print_ = Fingerprint.of_source(status) if status else Fingerprint(-1, 0)
    if kind := _kind(key, settings):
        yield Found(key, path, print_, kind)


def _readable(name: str) -> str:
    data = os.fsencode(name)
    for encoding in ("utf-8", "cp949"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("utf-8", "backslashreplace")


def _is_deep(path: str, settings: Settings) -> bool:
    """Say whether a folder lies between the name at `path` and the `_posts` or the collection that it is in."""
    above = path.split("/")[:-2]
    return settings.is_jekyll and any(
        name in ("_posts", "_drafts") or (name[:1] == "_" and name[1:] in settings.collections) for name in above
    )


def _is_collection(path: str, settings: Settings) -> bool:
    return settings.below_collections(path).removeprefix("_") in settings.collections


def _matches(path: str, pattern: str) -> bool:
    pattern = pattern.strip("/")
    if path == pattern or path.startswith(pattern + "/"):
        return True
    return not _WILD.isdisjoint(pattern) and fnmatch(path, pattern)


def _kind(key: str, settings: Settings) -> FileKind | Literal[""]:
    kind = kind_of(key, settings)
    if not kind:
        # What lies beside posts in `_posts` without being one is no part of the site, as in Jekyll.
        if is_apart(key, settings) and not any(key.startswith(each + "/") for each in settings.posts_dir):
            return "static" if collection_of(key, settings) else ""
        # Pictures of a draft would tell of it.
        if settings.drafts_dir and key.startswith(settings.drafts_dir + "/") and not settings.show_drafts:
            return ""
        # A theme's feed or style sheet has front matter, and then is a page to Jekyll.
        return "page" if settings.is_jekyll and key.rpartition(".")[2].lower() in _MAY_BE_LIQUID else "static"
    return "source" if kind in ("post", "draft") or (not settings.is_jekyll and kind != "page") else "page"
