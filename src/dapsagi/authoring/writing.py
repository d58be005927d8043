"""A new post, of nothing but a title or with the text of a notebook."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

import msgspec

from dapsagi.addresses.languages import primary_subtag
from dapsagi.addresses.slugs import fold_name
from dapsagi.authoring.customs import SLUG, checked_slug, slug_beside, slug_of
from dapsagi.authoring.desk import Desk
from dapsagi.authoring.header import line_of, set_key, spell, spell_moment
from dapsagi.authoring.notebook import ENGLISH, KOREAN, Notebook, read_notebook
from dapsagi.authoring.notebook_file import PICTURES
from dapsagi.journey.series import Series
from dapsagi.machine.files import write_whole
from dapsagi.post.dates import parse_time
from dapsagi.post.front_matter import INVISIBLE
from dapsagi.post.names import name_of
from dapsagi.post.values import Post
from dapsagi.problems import RefusedError

# Where blogs have their pictures; the first one is made where there is none.
_PICTURE_FOLDERS = ("images", "assets/images", "assets/img", "img")

# What Jekyll's Liquid would take for its own.
_LIQUID = re.compile(r"\{[{%]")


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
        slug = slug or (named.slug if SLUG.fullmatch(named.slug) else "")
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


def _new_post(desk: Desk, title: str, series: str, draft: bool, slug: str, body: str = "") -> tuple[str, str]:
    """Return the key of a new post, and its text: `body`, below a link to the part before it."""
    title = " ".join(unicodedata.normalize("NFC", title).split())
    if not title.strip(f" {INVISIBLE}"):
        raise RefusedError('a post needs a title, as in dapsagi post "나의 머신러닝 답사기 1"')
    if not slug and (twin := _twin_of_today(desk, title)):
        raise RefusedError(f"{twin.key} is of today and has this title; write there, or name another one with --slug")
    posts = [post for post in desk.site.posts if post.kind == "post"]
    spelled = slug_beside(title, posts, desk.settings) or slug_of(title, desk.customs)
    name = _free_slug(desk, checked_slug(slug, desk.customs) if slug else spelled)
    key = f"{desk.customs.drafts}/{name}{desk.customs.extension}" if draft else desk.customs.key_of(name, desk.today)
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
