"""A new post, a draft that becomes one, a post under another name."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

import msgspec

from dapsagi.addresses.languages import primary_subtag
from dapsagi.addresses.slugs import fold_name, short_name
from dapsagi.addresses.targets import WIKI
from dapsagi.authoring.customs import LONGEST_SLUG, slug_beside, slug_of
from dapsagi.authoring.desk import Desk
from dapsagi.authoring.header import line_of, remove_key, set_key, spell, spell_moment, value_of
from dapsagi.authoring.notebook import ENGLISH, KOREAN, PICTURES, Notebook, read_notebook
from dapsagi.journey.series import Series
from dapsagi.liquid.code_ranges import CodeRanges
from dapsagi.machine.whole_files import write_whole
from dapsagi.post.dates import parse_time
from dapsagi.post.front_matter import INVISIBLE, split_front_matter
from dapsagi.post.names import folder_of, is_bundle, name_of
from dapsagi.post.titles import read_heading
from dapsagi.post.values import Post
from dapsagi.problems import lines_of
from dapsagi.refusal import RefusedError

# One part of an address that every file system can hold, and that no shell or browser spells otherwise.
_SLUG = re.compile(r"\w[\w.+-]*")

# Where blogs have their pictures; the first one is made where there is none.
_PICTURE_FOLDERS = ("images", "assets/images", "assets/img", "img")

# What Jekyll's Liquid would take for its own.
_LIQUID = re.compile(r"\{[{%]")


class Renamed(msgspec.Struct, frozen=True):
    """A post that has moved: both paths, both addresses, and the posts whose links were written anew."""

    before: str
    after: str
    old_url: str
    new_url: str
    relinked: tuple[str, ...] = ()


def write_post(desk: Desk, title: str, *, series: str = "", draft: bool = False, slug: str = "") -> Path:
    """Write a new post by the author's custom and return its file. Raises `RefusedError`.

    A part of a series takes the terms of its predecessor, and begins with a link to it; one post alone is a predecessor
    if its title says so.
    """
    key, text = _new_post(desk, title, series, draft, slug)
    write_whole(desk.root / key, text.encode())
    return desk.root / key


def write_notebook(
    desk: Desk, file: Path, title: str = "", *, series: str = "", draft: bool = False, slug: str = ""
) -> tuple[Path, tuple[str, ...]]:
    """Write a new post with the text of a Jupyter notebook, and its pictures as files; raises `RefusedError`.

    Its title is the notebook's own unless one is given; a day in the name of its file is that of the post. Returns the
    post's file, and what of the notebook is left out.
    """
    notebook = _read_notebook(file, desk.settings.lang)
    body = notebook.text
    if desk.settings.is_jekyll and _LIQUID.search(body):
        body = f"{{% raw %}}\n{body}{{% endraw %}}\n"
    named = name_of(file.name, "post", desk.settings)
    day = parse_time(named.date, desk.today.tzinfo or UTC) if named.date else None
    if day:
        desk = msgspec.structs.replace(desk, today=day)
        slug = slug or (named.slug if _SLUG.fullmatch(named.slug) else "")
    key, text = _new_post(desk, title or notebook.title or named.slug, series, draft, slug, body)
    for term, value in notebook.values.items():
        text = set_key(text, term, value)
    folder = f"{_picture_folder(desk)}/{name_of(key, 'draft' if draft else 'post', desk.settings).slug}"
    pictures = {f"{folder}/{name}": picture for name, picture in notebook.pictures.items()}
    if taken := next((place for place in pictures if (desk.root / place).exists()), ""):
        raise RefusedError(f"{taken} is there already; give the post another name with --slug")
    address = posixpath.relpath(folder, posixpath.dirname(key))
    for place, data in (pictures | {key: text.replace(PICTURES, f"{address}/").encode()}).items():
        write_whole(desk.root / place, data)
    return desk.root / key, notebook.left_out


def publish_draft(desk: Desk, name: str) -> Renamed:
    """Move a draft among the posts, dated today. Raises `RefusedError`."""
    post = desk.find(name, draft=True)
    if not post.draft:
        raise RefusedError(f"{post.key} is no draft")
    text = _changed(post, remove_key, _changed(post, remove_key, desk.text(post.key), "draft"), "published")
    if desk.customs.dated or value_of(text, "date"):
        text = _changed(post, set_key, text, "date", desk.today)
    old = name_of(post.key, "draft", desk.settings)
    key = _post_key(desk, old.slug or post.slug, old.extension)
    if is_bundle(post.key, "draft", desk.settings):
        key = key.removesuffix(old.extension) + "/index" + old.extension
    return _move(desk, post, key, text, keep_address=False)


def rename(desk: Desk, name: str, slug: str = "", title: str = "") -> Renamed:
    """Give a post another slug, title or both; its old address leads to the new one. Raises `RefusedError`.

    Links in other posts to its file or its name are written anew; links to its address need not be.
    """
    post = desk.find(name)
    text = desk.text(post.key)
    if title:
        text = _changed(post, set_key, _without_heading(text, post, desk), "title", title)
    key = post.key
    if slug or title:
        bundled = is_bundle(post.key, post.kind, desk.settings)
        folder = folder_of(post.key, post.kind, desk.settings)
        parts = name_of(post.key, post.kind, desk.settings)
        written = _checked_slug(slug, desk) if slug else slug_of(title, desk.customs)
        if value_of(text, "slug"):
            text = _changed(post, set_key, text, "slug", written)
        dated = f"{parts.date}-" if parts.date else ""
        key = posixpath.join(folder, f"{dated}{written}{'/index' if bundled else ''}{parts.extension}")
    return _move(desk, post, key, text, keep_address=not post.draft)


def _new_post(desk: Desk, title: str, series: str, draft: bool, slug: str, body: str = "") -> tuple[str, str]:
    """Return the key of a new post, and its text: `body`, below a link to the part before it."""
    title = " ".join(unicodedata.normalize("NFC", title).split())
    if not title.strip(f" {INVISIBLE}"):
        raise RefusedError('a post needs a title, as in dapsagi post "나의 머신러닝 답사기 1"')
    if not slug and (twin := _twin_of_today(desk, title)):
        raise RefusedError(f"{twin.key} is of today and has this title; write there, or name another one with --slug")
    posts = [post for post in desk.site.posts if post.kind == "post"]
    spelled = slug_beside(title, posts, desk.settings) or slug_of(title, desk.customs)
    name = _free_slug(desk, _checked_slug(slug, desk) if slug else spelled)
    key = f"{desk.customs.drafts}/{name}{desk.customs.extension}" if draft else _post_key(desk, name)
    layout = [line for line in desk.customs.head if line.startswith("layout")]
    others = [line for line in desk.customs.head if line not in layout]
    dated = [f"date: {spell_moment(desk.today)}"] if desk.customs.dated and not draft else []
    head = [*layout, f"title: {spell(title)}", *dated, *others]
    journey = (_find_series(desk, series) or _series_begun(desk, series, key, head)) if series else None
    before = _last_part(desk, journey, key) if journey else None
    before_text = desk.text(before.key) if before else ""
    head += [line_of(before_text, term) or f"{term}: []" for term in desk.customs.terms]
    if series:
        head.append(f"series: {spell(journey.name if journey else series)}")
        if journey:
            head.append(f"order: {_next_order(desk, journey, key)}")
    if os.path.lexists(desk.root / key):
        raise RefusedError(f"{key} is there already")
    lead = f"{_lead(desk, before, key)}\n" if before else ""
    return key, _text(head, lead + body)


def _read_notebook(file: Path, lang: str) -> Notebook:
    def find_file(path: str) -> bytes | None:
        place = file.parent / path
        return place.read_bytes() if place.is_file() else None

    try:
        data = file.read_bytes()
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise RefusedError(f"{file}: {reason}; name the .ipynb file of a Jupyter notebook") from error
    try:
        return read_notebook(data, KOREAN if primary_subtag(lang) == "ko" else ENGLISH, find_file)
    except RefusedError as error:
        raise RefusedError(f"{file}: {error}") from error


def _picture_folder(desk: Desk) -> str:
    """Return the folder in which the blog has its pictures, or may have them."""
    return next((folder for folder in _PICTURE_FOLDERS if (desk.root / folder).is_dir()), _PICTURE_FOLDERS[0])


def _changed(post: Post, change: Callable[..., str], *arguments: Any) -> str:
    """Return the text of a post after a change of its front matter. Raises `RefusedError`, which names the post."""
    try:
        return change(*arguments)
    except RefusedError as error:
        raise RefusedError(f"{post.key}: {error}; change it by hand") from error


def _move(desk: Desk, post: Post, key: str, text: str, *, keep_address: bool) -> Renamed:
    old, new = desk.root / post.key, desk.root / key
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
    write_whole(desk.root / post.key, text.encode(), lasting=True)
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
                named = f"/{path}".endswith(f"/{old}")
                written = path.removesuffix(old) + new + mark + fragment if named else target
            text = _replace_links(text, pattern, written, on_lines)
        if text != before:
            write_whole(desk.root / source, text.encode(), lasting=True)
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


def _checked_slug(slug: str, desk: Desk) -> str:
    """Return a slug that an author chose. Raises `RefusedError` for one that would not be one part of an address."""
    slug = unicodedata.normalize("NFC", slug)
    if not _SLUG.fullmatch(slug) or short_name(slug, LONGEST_SLUG) != slug:
        fit = slug_of(slug, desk.customs)
        raise RefusedError(f'"{slug}" cannot be a slug: letters, digits and - _ . are; what about {fit}?')
    return slug


def _twin_of_today(desk: Desk, title: str) -> Post | None:
    # A draft that has no date yet counts as one of today.
    same = (post for post in desk.site.posts if unicodedata.normalize("NFC", post.title) == title)
    return next((post for post in same if post.date.date() == desk.today.date() and not post.draft), None)


def _free_slug(desk: Desk, slug: str) -> str:
    taken = {name_of(post.key, post.kind, desk.settings).slug for post in desk.site.posts}
    taken |= {page.url.strip("/") for page in desk.site.pages}
    number, free = 2, slug
    while free in taken:
        free, number = f"{slug}{desk.customs.separator}{number}", number + 1
    return free


def _post_key(desk: Desk, slug: str, extension: str = "") -> str:
    return f"{desk.customs.folder}/{desk.today:%Y-%m-%d}-{slug}{extension or desk.customs.extension}"


def _text(head: Sequence[str], body: str = "") -> str:
    return "---\n" + "".join(f"{line}\n" for line in head) + f"---\n\n{body}"


def _find_series(desk: Desk, name: str) -> Series | None:
    return next((each for each in desk.site.series if fold_name(each.name) == fold_name(name) or each.id == name), None)


def _series_begun(desk: Desk, name: str, key: str, head: Sequence[str]) -> Series | None:
    """Return the series that a new part makes of a post which is none by itself."""
    return desk.series_with(desk.post_in(key, _text([*head, f"series: {spell(name)}"])))


def _last_part(desk: Desk, series: Series, key: str) -> Post | None:
    """Return the last post of a series, but for the new one, which is to be `key`."""
    return next((desk.site.by_key[part.key] for part in reversed(series.parts) if part.key not in ("", key)), None)


def _next_order(desk: Desk, series: Series, key: str) -> int:
    parts = [part for part in series.parts if part.key != key]
    posts = [desk.site.by_key[part.key] for part in parts if part.key]
    numbers = [int(part.number) for part in parts if part.number.isdecimal()]
    return max([len(posts), *numbers, *(post.order for post in posts if post.order is not None)]) + 1


def _lead(desk: Desk, before: Post, key: str) -> str:
    words = "이어지는 글" if primary_subtag(desk.settings.lang) == "ko" else "Continued from"
    # Jekyll knows addresses alone; a path to the file is right wherever the post will stand, and in an editor too.
    if desk.settings.is_jekyll:
        target = before.href
    else:
        target = posixpath.relpath(before.key, posixpath.dirname(key)).replace(" ", "%20")
    return f"{words}: [{before.title}]({target})\n"
