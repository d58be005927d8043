"""What the path of a file says: whether it belongs to the site, of what kind it is, and the date and slug in its name.

A pattern of `include` and `exclude` is one of Ruby's `File.fnmatch`, whose `*` runs across folders, or simply how a
path begins: `exclude: [test]` leaves out `test/`, and `testing.md` as well. Source: `Jekyll::EntryFilter`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

import msgspec

from dapsagi.config import Settings

_HTML = ("html", "htm", "xhtml")
_DATED_NAME = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.*)(\.[^.]+)", re.ASCII | re.S)
_LOOSELY_DATED_NAME = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})(?!\d)[-_ ]*(.*)(\.[^.]+)", re.ASCII | re.S)
_ABOUT_THE_REPOSITORY = frozenset(
    (
        *("README", "LICENSE", "LICENCE", "COPYING", "CODE_OF_CONDUCT", "CONTRIBUTING"),
        *("ISSUE_TEMPLATE", "PULL_REQUEST_TEMPLATE"),
    )
)
_NAME = re.compile(r"(.*)(\.[^.]+)", re.S)


class FileName(msgspec.Struct, frozen=True):
    """A file's name in its parts: the date it begins with (or ""), the slug, and the extension with its dot."""

    date: str
    slug: str
    extension: str


def kind_of(path: str, settings: Settings) -> str:
    """Return what the file at `path` is a source of: "post", "draft", "page", the label of a collection, or "".

    As in Jekyll, a file below `_posts` is a post only if its name begins with a date, other folders that begin with an
    underscore hold no pages, and a collection that is not output has none.
    """
    *folders, name = unicodedata.normalize("NFC", path).split("/")
    if "." not in name or not is_written(name, settings):
        return ""
    inside = "/".join(folders) + "/"
    if "_posts" in folders:
        return "post" if not settings.is_jekyll or _DATED_NAME.fullmatch(name) else ""
    if "_drafts" in folders:
        return "draft"
    if any(inside.startswith(each + "/") for each in settings.posts_dir):
        # What Hugo calls so is the page of a folder of posts.
        return "page" if name.rpartition(".")[0] == "_index" else "post"
    if settings.drafts_dir and inside.startswith(settings.drafts_dir + "/"):
        return "draft"
    inside = settings.below_collections(inside)
    label = inside.partition("/")[0].removeprefix("_")
    if inside.startswith("_") and label in settings.collections:
        return label if settings.collections[label].output else ""
    return "" if is_apart(path, settings) else "page"


def is_written(path: str, settings: Settings) -> bool:
    """Say whether the file at `path` has words in it: Markdown or HTML, by its name."""
    return is_markdown(path, settings) or path.rpartition(".")[2].lower() in _HTML


def is_markdown(path: str, settings: Settings) -> bool:
    """Say whether the file at `path` is Markdown, by its name."""
    return path.rpartition(".")[2].lower() in settings.markdown_ext


def is_apart(path: str, settings: Settings) -> bool:
    """Say whether a folder above `path` begins with an underscore, and `include` does not name it."""
    folders = path.split("/")[:-1]
    return any(
        folder.startswith("_") and not is_included("/".join(folders[: depth + 1]), settings.include)
        for depth, folder in enumerate(folders)
    )


def is_optional(path: str, settings: Settings) -> bool:
    """Say whether a file without front matter is a page all the same: Markdown, but not what is about the repository.

    The names are those of jekyll-optional-front-matter, which GitHub Pages runs for every blog.
    """
    if not settings.is_jekyll or not is_markdown(path, settings):
        return is_markdown(path, settings)
    stem = path.rpartition("/")[2].partition(".")[0].upper()
    return stem not in _ABOUT_THE_REPOSITORY or is_included(path, settings.include)


def may_be_index(path: str, settings: Settings) -> bool:
    """Say whether a file without front matter is the page of its folder if that has no other: a README.md in one.

    The rule is that of jekyll-readme-index; a blog's own README.md, at its root, tells of the repository.
    """
    folder, _, name = path.rpartition("/")
    readme = bool(folder) and name.partition(".")[0].upper() == "README" and is_markdown(name, settings)
    return readme and "jekyll-readme-index" in settings.plugins and settings.is_jekyll


def is_bundle(key: str, kind: str, settings: Settings) -> bool:
    """Say whether a post is the `index.md` of a folder of its own, which then also holds its pictures.

    That is how Hugo keeps them; Jekyll knows no posts without a date in their name.
    """
    folder, _, name = key.rpartition("/")
    if settings.is_jekyll or kind not in ("post", "draft") or stem_of(name, settings) != "index":
        return False
    return folder not in (*settings.posts_dir, settings.drafts_dir) and not folder.endswith(("_posts", "_drafts"))


def stem_of(path: str, settings: Settings) -> str:
    """Return a path without its extension, nor the blog's own language before it: `wings.ko.md`, as Hugo has them."""
    stem = path.rpartition(".")[0]
    return stem if settings.is_jekyll else stem.removesuffix("." + settings.lang.partition("-")[0].lower())


def folder_of(key: str, kind: str, settings: Settings) -> str:
    """Return the folder that a source stands in among others, which is not the one that it is the index of."""
    folder = key.rpartition("/")[0]
    return folder.rpartition("/")[0] if is_bundle(key, kind, settings) else folder


def name_of(key: str, kind: str, settings: Settings) -> FileName:
    """Return the name by which a source is known: its file's, or that of the folder which it is the index of.

    Only posts, drafts and documents of collections have a date in it. A blog of its own may also separate the date by a
    space or underscore, or have nothing but a date.
    """
    folder, _, name = key.rpartition("/")
    if is_bundle(key, kind, settings):
        name = folder.rpartition("/")[2] + "." + name.rpartition(".")[2]
    elif stem_of(name, settings) != name.rpartition(".")[0]:
        name = f"{stem_of(name, settings)}.{name.rpartition('.')[2]}"
    if kind != "page":
        found = (_DATED_NAME if settings.is_jekyll else _LOOSELY_DATED_NAME).fullmatch(name)
        if found:
            return FileName(found[1], found[2].rstrip("."), found[3])
    found = _NAME.fullmatch(name)
    return FileName("", found[1].rstrip("."), found[2]) if found else FileName("", name, "")


def folders_above(key: str, settings: Settings) -> list[str]:
    """Return the folders above `_posts` or `_drafts`, which Jekyll takes for categories."""
    if not settings.is_jekyll and any(key.startswith(each + "/") for each in settings.posts_dir):
        # The settings name that folder: `source/_posts`, as Hexo has it.
        return []
    folders = key.split("/")[:-1]
    if settings.collections_dir and folders[:1] == [settings.collections_dir]:
        folders = folders[1:]
    for special in ("_posts", "_drafts"):
        if special in folders:
            return folders[: folders.index(special)]
    return []


def is_included(path: str, include: Sequence[str]) -> bool:
    """Say whether `include` names the file or folder at `path`: exactly, or by its own name in whatever folder."""
    return path in include or _matches(path.rpartition("/")[2], include)


def is_excluded(path: str, exclude: Iterable[str], include: Sequence[str]) -> bool:
    """Say whether `exclude` names the file or folder at `path`; a pattern that `include` has too counts for nothing."""
    return _matches(path, [pattern for pattern in exclude if pattern not in include])


def is_special(name: str) -> bool:
    """Say whether a file or folder of this name is left out unless it is included."""
    return name[:1] in "._#~" or name.endswith("~")


def _matches(path: str, patterns: Iterable[str]) -> bool:
    bare = filter(None, (pattern.lstrip("/") for pattern in patterns))
    return any(fnmatchcase(path, each) or path.startswith(each) or path + "/" == each for each in bare)
