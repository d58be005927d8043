"""Copying what is the author's out of an old blog, byte for byte, and leaving the theme behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from dapsagi.config import SETTINGS_NAMES, Settings
from dapsagi.loader.tree import scan
from dapsagi.post.front_matter import split_front_matter
from dapsagi.post.names import is_written
from dapsagi.post.old_theme import file_of_theme
from dapsagi.problems import RefusedError

# A copy grows here, so that what was left of one that could not even end is known for what it is.
_PART = ".dapsagi-move-in"
_LAYOUTS = "_layouts"


def copy_blog(old: Path, new: Path, settings: Settings) -> tuple[str, ...]:
    """Copy what the author made from the blog in `old` to the folder `new`; return the paths that were copied.

    That is every post, draft, page, document and file of the site, and what they draw on: settings, data, partials,
    layouts. Style sheets and scripts with Liquid in them, plugins and what a build left are the old theme's and stay.
    Raises `RefusedError` if `new` holds anything, or one folder lies within the other.
    """
    source, target = old.resolve(), new.resolve()
    if target.is_relative_to(source) or source.is_relative_to(target):
        raise RefusedError(f"{new}: lies within the old blog, or around it; choose a folder beside it")
    part = new / _PART
    others = [each.name for each in sorted(new.iterdir()) if each != part] if new.is_dir() else []
    if others and part.exists():
        foreign = next((name for name in others if not (old / name).exists()), "")
        if foreign:
            raise RefusedError(
                f"{new}: holds {foreign}, which the old blog does not; choose a folder that is not there"
            )
        raise RefusedError(f"{new}: holds a copy that was broken off; delete it, and run the command again")
    if others or (new.exists() and not new.is_dir()):
        raise RefusedError(f"{new}: is not empty; choose a folder that is not there yet")
    was_there = new.exists() and not part.exists()
    copied: list[str] = []
    try:
        shutil.rmtree(part, ignore_errors=True)
        for path in sorted(set(_files_of_author(old, settings))):
            place = part / path
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(old / path, place)
            except OSError as error:
                raise RefusedError(f"{old / path}: cannot be copied ({error.strerror or error})") from error
            copied.append(path)
        if copied:
            for each in sorted(part.iterdir()):
                each.rename(new / each.name)
            part.rmdir()
    except BaseException:
        # Half a copy would only stand in the way of the next attempt.
        shutil.rmtree(new, ignore_errors=True)
        if was_there:
            new.mkdir(exist_ok=True)
        raise
    return tuple(copied)


def _files_of_author(old: Path, settings: Settings) -> Iterator[str]:
    yield from (name for name in SETTINGS_NAMES if (old / name).is_file())
    for found in scan(old, settings):
        # A pipe or a device can only be waited for.
        if not found.is_file:
            continue
        if found.kind != "page" or is_written(found.key, settings) or not _is_of_theme(old / found.path):
            yield found.path
    # No page is made by the layouts, but they say what one lists, where one leads and what formulas stand between.
    for folder in (settings.data_dir, settings.includes_dir, _LAYOUTS, settings.bibliography_dir):
        files = (old / folder).rglob("*") if folder and (old / folder).is_dir() else ()
        yield from (file.relative_to(old).as_posix() for file in files if file.is_file())


def _is_of_theme(file: Path) -> bool:
    """Say whether a file that is no page is made by the theme, with front matter and Liquid; feeds are an address."""
    try:
        data = file.read_bytes()
    except OSError:
        return False
    if not data.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
        return False
    matter = split_front_matter(data.decode("utf-8", "replace"))
    return matter.found and file_of_theme(matter.body, file.name, matter.values.get("layout")).kind == "asset"
