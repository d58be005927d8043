"""Blogs of other generators than Jekyll, and the settings by which each is built where it stands.

Sources: Hexo's documentation, "Configuration" (https://hexo.io/docs/configuration) and "Permalinks"
(https://hexo.io/docs/permalinks); Hugo's, "Directory structure"
(https://gohugo.io/getting-started/directory-structure/), "Configuration" and "URL management"
(https://gohugo.io/content-management/urls/); Astro's, "Content collections"
(https://docs.astro.build/en/guides/content-collections/).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from dapsagi.yaml_text import salvage_mapping


class OtherTool(NamedTuple):
    """A generator by its name, and the `dapsagi.yml` that leaves its posts where they are."""

    name: str
    settings: str


def recognise(root: Path) -> OtherTool | None:
    """Return the generator that a folder is made for, or None for Jekyll, or for none that is known here."""
    if (root / "source/_posts").is_dir() and not (root / "_posts").is_dir():
        return OtherTool("Hexo", _of_hexo(root))
    if any((root / name).exists() for name in _OF_HUGO) and (root / "content").is_dir() and not _is_zola(root):
        return OtherTool("Hugo", _of_hugo(root))
    if any(root.glob("astro.config.*")) and (root / "src/content").is_dir():
        posts = _folder(root, "src/content")
        beside = (*_beside(root, ("src",)), *_beside(root, ("content",), "src/"), *_beside(root, (), "src/content/"))
        folders = [f"posts_dir: {posts}", f"permalink: /{_name(posts)}/:title/"]
        return OtherTool("Astro", _lines(_address(""), folders, [each for each in beside if each != posts]))
    return None


_NAMES = tuple(f"{name}.{form}" for name in ("hugo", "config") for form in ("toml", "yaml", "yml", "json"))
_OF_HUGO = (*_NAMES, *(f"config/_default/{name}" for name in _NAMES), "config/_default")
_USUAL = ("posts", "post", "blog")
# What the addresses of either may be made of, and what we call it. Others ask for more than is known here.
_DAYS = ("year", "month", "day", "i_month", "i_day", "hour", "minute", "second")
_PARTS_OF_HEXO = {name: name for name in (*_DAYS, "post_title", "abbrlink")} | {"title": "path", "name": "basename"}
_PARTS_OF_HUGO = {name: name for name in _DAYS[:3]} | {"title": "hugo_title", "slug": "hugo_title"}
_PARTS_OF_HUGO |= dict.fromkeys(("slugorfilename", "filename", "contentbasename", "slugorcontentbasename"), "hugo_name")
_PART = re.compile(r":(\w+)")
_ADDRESS = re.compile(r"(https?://[^/\s]+)(/[^\s?#]*)?")
_HAS_DATE = re.compile(r"^[\"']?date[\"']?\s*[:=]", re.M | re.I)
_HEAD = 2000


def _of_hexo(root: Path) -> str:
    values = _read(root / "_config.yml")
    # What new files are called tells whether the date in a name and the folder are part of the title.
    name = str(values.get("new_post_name"))
    title = "title" if "-:day-:title" in name else "basename" if "/:title" in name else "path"
    parts = _PARTS_OF_HEXO | {"title": title}
    permalink = _permalink(values.get("permalink", ":year/:month/:day/:title/"), parts)
    lost: tuple[str, ...] = ()
    if permalink is None:
        permalink, lost = f"/:year/:month/:day/:{parts['title']}/", (_lost(values["permalink"]),)
    drafts = ["drafts_dir: source/_drafts"] if (root / "source/_drafts").is_dir() else []
    files = "files_dir: [source/_posts, source]"
    folders = ["posts_dir: source/_posts", *drafts, "pages_dir: source", files, *lost, f"permalink: {permalink}"]
    address = _address(values.get("url"), values.get("root"))
    known = [*_said("title", values.get("title")), *address, *_said("lang", values.get("language"))]
    known += _said("timezone", values.get("timezone"))
    return _lines(known, [*folders, "excerpt_separator: <!-- more -->"], _beside(root, ("source",)))


def _of_hugo(root: Path) -> str:
    values = _settings_of_hugo(root)
    content, others = _language_of_hugo(root, values)
    lost = [f"# one language is taken: texts in {', '.join(others)} are left out"] if others else []
    posts = _posts_of_hugo(root, content)
    rules = values.get("permalinks")
    if isinstance(rules, dict) and isinstance(rules.get("page"), dict):
        # By kind; a section may be called so as well.
        rules = rules["page"]
    head = f"/{_first_language(values)}" if values.get("defaultcontentlanguageinsubdir") is True else ""
    end = ".html" if values.get("uglyurls") is True else "/"
    form = f"{head}/:hugo_path{end}"
    places: list[str] = []
    if form != "/:hugo_path/":
        lost.append(
            f"# pages beside the posts were at `{head}/about{end}` and the like; `permalink` in front matter keeps it"
        )
    if values.get("disablepathtolower") is True:
        lost.append("# addresses kept capital letters (disablePathToLower); `permalink` in front matter keeps one")
    for section, rule in rules.items() if isinstance(rules, dict) else ():
        read = _permalink(str(rule).replace(":section", str(section)), _PARTS_OF_HUGO)
        if read and (root / content / str(section)).is_dir():
            kind = "posts" if f"{content}/{section}" in posts or posts == [content] else "pages"
            scope = f"{{path: {content}/{section}, type: {kind}}}"
            places.append(f"  - {{scope: {scope}, values: {{permalink: '{head}{read.rstrip('/')}{end}'}}}}")
        elif not read:
            lost.append(_lost(rule))
    lang = values.get("languagecode") or values.get("defaultcontentlanguage")
    known = [*_said("title", values.get("title")), *_address(values.get("baseurl")), *_said("lang", lang)]
    known += _said("timezone", values.get("timezone"))
    files = [name for name in ("static", content) if (root / name).is_dir()]
    where = posts[0] if len(posts) == 1 else f"[{', '.join(posts)}]"
    folders = [f"posts_dir: {where}", f"pages_dir: {content}", f"files_dir: [{', '.join(files)}]", *lost]
    folders += [f"permalink: {form}", *(["defaults:", *places] if places else [])]
    return _lines(known, folders, [*_beside(root, ("content", "static")), *others])


def _settings_of_hugo(root: Path) -> dict[str, Any]:
    """Return what Hugo is told, with what it is told of the first language alone, by keys in small letters.

    In `config/_default` a file is the table of its name: `permalinks.toml`, `languages.ko.toml`.
    """
    file = next((root / name for name in _OF_HUGO if (root / name).is_file()), None)
    # Hugo asks nobody for the case of a key.
    values = {str(key).lower(): value for key, value in (_read(file) if file else {}).items()}
    for beside in sorted(root.glob("config/_default/*.*")):
        table, _, language = beside.stem.partition(".")
        if table in ("languages", "permalinks") and isinstance(held := values.setdefault(table, {}), dict):
            held.update({language: _read(beside)} if language else _read(beside))
    languages = values.get("languages")
    of_first = languages.get(_first_language(values)) if isinstance(languages, dict) else None
    own = {str(key).lower(): value for key, value in of_first.items()} if isinstance(of_first, dict) else {}
    return values | {key: own[key] for key in ("title", "languagecode", "timezone", "permalinks") if key in own}


def _first_language(values: Mapping[str, Any]) -> str:
    return str(values.get("defaultcontentlanguage") or "en")


def _language_of_hugo(root: Path, values: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return the folder of the texts in the language that comes first, and where those in others are."""
    first = _first_language(values)
    names = values.get("languages")
    others = [name for name in names if name != first] if isinstance(names, dict) else []
    content = root / "content"
    if (content / first).is_dir() and any((content / name).is_dir() for name in others):
        return f"content/{first}", [each for each in _beside(root, (), "content/") if each != f"content/{first}"]
    return "content", [f"'*.{name}.md'" for name in others if next(content.rglob(f"*.{name}.md"), None)]


def _posts_of_hugo(root: Path, below: str) -> list[str]:
    """Return the folders of posts: those in which more than one text has a date, and most have."""
    content = root / below
    if _are_posts(content.glob("*.md")):
        return [below]
    folders = (each for each in sorted(content.iterdir()) if each.is_dir() and each.name not in ("page", "pages"))
    return [f"{below}/{each.name}" for each in folders if _are_posts(each.rglob("*.md"))] or [_folder(root, below)]


def _are_posts(files: Iterable[Path]) -> bool:
    texts = [file for file in files if file.stem != "_index"]
    dated = sum(_HAS_DATE.search(file.read_text("utf-8", "replace")[:_HEAD]) is not None for file in texts)
    return dated > 1 and 2 * dated > len(texts)


def _is_zola(root: Path) -> bool:
    """Say whether a folder is one of Zola's, whose settings have a name that Hugo's may have too."""
    return "base_url" in _read(root / "config.toml")


def _read(file: Path) -> Mapping[str, Any]:
    """Return the values of a settings file; none of one that is not there or cannot be read."""
    with suppress(OSError, ValueError):
        text = file.read_text("utf-8-sig")
        if file.suffix == ".toml":
            return tomllib.loads(text)
        # JSON is YAML too.
        return salvage_mapping(text).values
    return {}


def _said(name: str, value: object) -> Iterator[str]:
    if isinstance(value, list):
        value = next(iter(value), "")
    if isinstance(value, str) and value.strip():
        line: str = yaml.safe_dump({name: value}, allow_unicode=True, width=10**6)
        yield line.removesuffix("\n")


def _address(given: object, root: object = "") -> Iterator[str]:
    """Yield where a blog is published, and the path below which it stands; where nothing says it, a place to say it."""
    found = _ADDRESS.fullmatch(given.strip().rstrip("/")) if isinstance(given, str) else None
    yield f"url: {found[1] if found else 'https://name.github.io'}"
    path = (found[2] if found else "") or (root if isinstance(root, str) else "")
    if path.strip("/"):
        yield f"baseurl: /{path.strip('/')}"


def _permalink(given: object, parts: Mapping[str, str]) -> str | None:
    """Return the addresses of posts as we spell them; None if they have parts that ours have not."""
    if not isinstance(given, str) or not set(_PART.findall(given)) <= parts.keys():
        return None
    return "/" + _PART.sub(lambda part: ":" + parts[part[1]], given).lstrip("/")


def _lost(permalink: object) -> str:
    return f"# the addresses were `{permalink}`, which no setting gives here; `permalink` in front matter keeps one"


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


def _name(folder: str) -> str:
    return folder.rpartition("/")[2]


def _lines(known: Iterable[str], folders: Iterable[str], exclude: Sequence[str]) -> str:
    return "\n".join((*known, *folders, f"exclude: [{', '.join(exclude)}]"))
