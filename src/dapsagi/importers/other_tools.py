"""Blogs of other generators than Jekyll, and the settings by which each is built where it stands.

Sources: Hexo's documentation, "Configuration" (https://hexo.io/docs/configuration); Hugo's, "Directory structure"
(https://gohugo.io/getting-started/directory-structure/); Astro's, "Content collections"
(https://docs.astro.build/en/guides/content-collections/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from dapsagi.yaml_text import salvage_mapping


class OtherTool(NamedTuple):
    """A generator by its name, and the `dapsagi.yml` that leaves its posts where they are."""

    name: str
    settings: str


def recognise(root: Path) -> OtherTool | None:
    """Return the generator that a folder is made for, or None for Jekyll, or for none that is known here."""
    if (root / "source/_posts").is_dir() and not (root / "_posts").is_dir():
        return OtherTool("Hexo", _of_hexo(root))
    if any((root / name).exists() for name in _OF_HUGO) and (root / "content").is_dir():
        posts = _folder(root, "content")
        return OtherTool("Hugo", _lines(posts, "content", _beside(root, ("content", "static"))))
    if any(root.glob("astro.config.*")) and (root / "src/content").is_dir():
        posts = _folder(root, "src/content")
        beside = (*_beside(root, ("src",)), *_beside(root, ("content",), "src/"), *_beside(root, (), "src/content/"))
        return OtherTool("Astro", _lines(posts, "", [each for each in beside if each != posts]))
    return None


_OF_HUGO = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config/_default")
_USUAL = ("posts", "post", "blog")
# What Hexo's addresses may be made of and ours have under the same name.
_PERMALINK = re.compile(r"(?:[^:]|:(?:year|month|day|i_month|i_day|title)\b)+")


def _of_hexo(root: Path) -> str:
    values: Mapping[str, Any] = {}
    with suppress(OSError, UnicodeDecodeError):
        values = salvage_mapping((root / "_config.yml").read_text("utf-8-sig")).values
    known = [
        f"{ours}: {value}"
        for ours, theirs in (("title", "title"), ("url", "url"), ("lang", "language"))
        if isinstance(value := values.get(theirs), str) and re.fullmatch(r"\w[\w/:.\- ]*", value)
    ]
    permalink = values.get("permalink")
    if not isinstance(permalink, str) or not _PERMALINK.fullmatch(permalink):
        permalink = ":year/:month/:day/:title/"
    exclude = f"exclude: [{', '.join(_beside(root, ('source',)))}]"
    drafts = ["drafts_dir: source/_drafts"] if (root / "source/_drafts").is_dir() else []
    folders = ["posts_dir: source/_posts", *drafts, "pages_dir: source"]
    address = f"permalink: /{permalink.lstrip('/')}"
    return "\n".join((*known, *folders, address, "excerpt_separator: <!-- more -->", exclude))


def _folder(root: Path, below: str) -> str:
    """Return the folder of posts below another: one that is usually called so, or the first with Markdown in it."""
    return f"{below}/{next(_candidates(root / below), 'posts')}"


def _candidates(folder: Path) -> Iterator[str]:
    yield from (name for name in _USUAL if (folder / name).is_dir())
    yield from (each.name for each in sorted(folder.iterdir()) if each.is_dir() and any(each.rglob("*.md")))


def _beside(root: Path, kept: Sequence[str], folder: str = "") -> list[str]:
    """Return what else than `kept` is in the blog, or in a `folder` of it, by its path."""
    names = sorted(each.name for each in (root / folder).iterdir() if each.name[0] != "." and each.name not in kept)
    return [folder + name for name in names if name not in ("dapsagi.yml", "site")]


def _lines(posts: str, pages: str, exclude: Sequence[str]) -> str:
    known = [f"posts_dir: {posts}", *([f"pages_dir: {pages}"] if pages else [])]
    permalink = f"permalink: /{posts.rpartition('/')[2]}/:title/"
    return "\n".join(("url: https://name.github.io", *known, permalink, f"exclude: [{', '.join(exclude)}]"))
