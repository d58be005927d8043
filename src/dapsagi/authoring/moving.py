"""A draft that becomes a post, a post under another name: its file moves, and what led to it still does."""

from __future__ import annotations

import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from unicodedata import normalize

import msgspec

from dapsagi.addresses.slugs import fold_name
from dapsagi.addresses.targets import WIKI
from dapsagi.authoring.customs import checked_slug, slug_of
from dapsagi.authoring.desk import Desk
from dapsagi.authoring.header import remove_key, set_key, value_of
from dapsagi.liquid.code_ranges import CodeRanges
from dapsagi.loader.tree import place_of
from dapsagi.machine.files import write_whole
from dapsagi.post.front_matter import split_front_matter
from dapsagi.post.names import folder_of, is_bundle, name_of
from dapsagi.post.titles import read_heading
from dapsagi.post.values import Post
from dapsagi.problems import RefusedError, lines_of


class Renamed(msgspec.Struct, frozen=True):
    """A post that has moved: both paths, both addresses, and the posts whose links were written anew."""

    before: str
    after: str
    old_url: str
    new_url: str
    relinked: tuple[str, ...] = ()


def publish_draft(desk: Desk, name: str) -> Renamed:
    """Move a draft among the posts, dated today. Raises `RefusedError`."""
    post = desk.find(name, draft=True)
    if not post.draft:
        raise RefusedError(f"{post.key} is no draft")
    text = _changed(post, remove_key, _changed(post, remove_key, desk.text(post.key), "draft"), "published")
    if desk.customs.dated or value_of(text, "date"):
        text = _changed(post, set_key, text, "date", desk.today)
    old = name_of(post.key, "draft", desk.settings)
    key = desk.customs.key_of(old.slug or post.slug, desk.today, old.extension)
    if is_bundle(post.key, "draft", desk.settings):
        key = key.removesuffix(old.extension) + "/index" + old.extension
    return _move(desk, post, key, text, keep_address=False)


def rename(desk: Desk, name: str, slug: str = "", title: str = "") -> Renamed:
    """Give a post another slug, another title or both; its old address leads to the new one. Raises `RefusedError`.

    Links in other posts to its file or its name are written anew; links to its address need not be.
    """
    post = desk.find(name)
    text = desk.text(post.key)
    if title:
        text = _changed(post, set_key, _without_heading(text, post, desk), "title", title)
    bundled = is_bundle(post.key, post.kind, desk.settings)
    folder = folder_of(post.key, post.kind, desk.settings)
    parts = name_of(post.key, post.kind, desk.settings)
    written = checked_slug(slug, desk.customs) if slug else slug_of(title, desk.customs)
    if value_of(text, "slug"):
        text = _changed(post, set_key, text, "slug", written)
    dated = f"{parts.date}-" if parts.date else ""
    key = posixpath.join(folder, f"{dated}{written}{'/index' if bundled else ''}{parts.extension}")
    return _move(desk, post, key, text, keep_address=not post.draft)


def _changed(post: Post, change: Callable[..., str], *arguments: Any) -> str:
    """Return the text of a post after a change of its front matter. Raises `RefusedError`, which names the post."""
    try:
        return change(*arguments)
    except RefusedError as error:
        raise RefusedError(f"{post.key}: {error}; change it by hand") from error


def _move(desk: Desk, post: Post, key: str, text: str, *, keep_address: bool) -> Renamed:
    source = old = place_of(desk.root, post.key)
    folder, _, file = key.rpartition("/")
    new = place_of(desk.root, folder) / file if key != post.key else old
    if is_bundle(post.key, post.kind, desk.settings):
        # Its pictures go along.
        old, new = old.parent, new.parent
    if key != post.key and new.exists():
        raise RefusedError(f"{new.relative_to(desk.root).as_posix()} is there already")
    fresh = desk.post_in(key, text)
    new_url = fresh.url
    for other in desk.site.by_key.values():
        if other.key != post.key and other.url.casefold() == new_url.casefold():
            raise RefusedError(f"{new_url} is the address of {other.key} already; choose another name")
    if keep_address and new_url != post.url:
        before = value_of(text, "redirect_from")
        former = [before] if isinstance(before, str) else [str(each) for each in before or []]
        kept = [address for address in dict.fromkeys([*former, post.url]) if address != new_url]
        text = _changed(post, set_key, text, "redirect_from", kept)
    new.parent.mkdir(parents=True, exist_ok=True)
    write_whole(source, text.encode(), lasting=True)
    _carry(old, new)
    return Renamed(post.key, key, post.url, new_url, tuple(_relink(desk, post, fresh)))


def _carry(old: Path, new: Path) -> None:
    """Move a file or folder; a link to a file elsewhere still leads there."""
    if old != new and old.is_symlink() and not (target := old.readlink()).is_absolute():
        there = (old.parent.resolve() / target).resolve()
        new.symlink_to(os.path.relpath(there, new.parent.resolve()), there.is_dir())
        old.unlink()
    else:
        old.rename(new)


def _without_heading(text: str, post: Post, desk: Desk) -> str:
    """Return the text of a post without a heading that says its title, for the title is to be another one."""
    matter = split_front_matter(text)
    headed = read_heading(matter.body, post.kind, post.title, desk.settings)
    if desk.settings.is_jekyll or not headed.start:
        return text
    lines, first = lines_of(text), matter.body_line - 1
    return "".join(lines[:first] + lines[first + matter.body.count("\n", 0, headed.start) :])


def _relink(desk: Desk, post: Post, fresh: Post) -> list[str]:
    """Write the links of other posts to the file of `post`, or to its name in brackets, as it is called now."""
    # An `index.md` is told from others by its folder.
    bundled = is_bundle(post.key, post.kind, desk.settings)
    depth = 2 if bundled else 1
    old, new = ("/".join(path.split("/")[-depth:]) for path in (post.key, fresh.key))
    changed: list[str] = []
    for linking in desk.site.texts():
        source, links = linking.key, desk.site.links.get(linking.key, ())
        there = {index for index, found in links if found.key == post.key}
        targets: dict[str, set[int]] = defaultdict(set)
        for index, link in linking.links if there else ():
            if index in there:
                targets[link.target].add(link.line)
        if source == post.key or not targets:
            continue
        before = text = desk.text(source)
        for target, on_lines in targets.items():
            path, mark, fragment = target.partition("#")
            if path.startswith(WIKI):
                name = path.removeprefix(WIKI).strip()
                pattern = rf"(?<=\[\[)[^\S\n]*{re.escape(name)}(?=\s*\\?[\]|#])"
                written = _called_anew(name, post, fresh, bundled=bundled)
            else:
                pattern = rf"""(?<=[(<\s:\"'=]){re.escape(target)}(?=[)>\s\"'])"""
                path = normalize("NFC", path)
                named = f"/{path}".endswith(f"/{old}")
                written = path.removesuffix(old) + new + mark + fragment if named else target
            text = _replace_links(text, pattern, written, on_lines)
        if text != before:
            write_whole(place_of(desk.root, source), text.encode(), lasting=True)
            changed.append(source)
    return changed


def _replace_links(text: str, pattern: str, written: str, on_lines: Collection[int]) -> str:
    """Put `written` in the place of what `pattern` finds on some lines (from 1) outside of code."""
    lines, code = lines_of(text), CodeRanges(text)
    code.ignore_until(sum(map(len, lines[: split_front_matter(text).body_line - 1])))
    start = 0
    for number, line in enumerate(lines, 1):
        if number in on_lines:
            links = [link for link in re.finditer(pattern, line) if not code.end_of_code_at(start + link.start())]
            for link in reversed(links):
                lines[number - 1] = lines[number - 1][: link.start()] + written + lines[number - 1][link.end() :]
        start += len(line)
    return "".join(lines)


def _called_anew(name: str, post: Post, fresh: Post, *, bundled: bool) -> str:
    """Return how a post is called now by who called it `name`: by its title, its slug or its file."""
    new_stem = (posixpath.dirname(fresh.key) if bundled else posixpath.splitext(fresh.key)[0]).rpartition("/")[2]
    if fold_name(name) == fold_name(post.title):
        # What cannot stand between brackets is called by its file.
        title = new_stem if set("[]|#") & set(fresh.title) else fresh.title
        return name if fresh.title == post.title else title
    if fold_name(name) == fold_name(post.slug):
        return name if fresh.slug == post.slug else fresh.slug
    head, slash, last = name.rpartition("/")
    if bundled and slash and posixpath.splitext(last)[0] == "index":
        return f"{head.rpartition('/')[0]}/{new_stem}/{last}".lstrip("/")
    extension = posixpath.splitext(fresh.key)[1]
    return head + slash + new_stem + (last[-len(extension) :] if last.lower().endswith(extension) else "")
