"""A blog that begins: settings with comments, three posts that show what there is, and all that publishing needs."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from dapsagi.authoring.header import spell, spell_moment
from dapsagi.config import split_base_url
from dapsagi.loader.settings_file import find_settings
from dapsagi.machine.files import write_whole
from dapsagi.problems import RefusedError

_STARTER = Path(__file__).parent / "starter"

#: The languages in which a blog can begin.
LANGUAGES = ("ko", "en")

# The example posts of a language by their slugs, the oldest first; they are a day apart, and the last is today's. The
# first two link to each other.
_POSTS = {
    "ko": ("블로그-답사기-1", "블로그-답사기-2", "오늘의-기록"),
    "en": ("a-blog-begins-1", "a-blog-begins-2", "notes-from-today"),
}

_COMMON = {
    ".gitignore": "gitignore",
    ".editorconfig": "editorconfig",
    ".vscode/settings.json": "vscode-settings.json",
}

# What may lie in the folder of a blog that has not begun.
_HARMLESS = {".git", ".gitattributes", ".DS_Store", "LICENSE", "README.md"}


class Beginning(msgspec.Struct, frozen=True):
    """What a new blog starts with; `address` is where it will stand, empty where that is not known yet."""

    title: str
    author: str
    lang: str = "ko"
    timezone: str = "Asia/Seoul"
    description: str = ""
    address: str = ""


def start_blog(root: Path, beginning: Beginning, today: datetime) -> list[Path]:
    """Write a new blog into an empty folder and return its files. Raises `RefusedError`.

    A folder that is a repository without a file, or with no more than a licence and a readme, counts as empty.
    """
    check_folder(root)
    files = {**_texts(beginning, today), **{path: _read("common", name) for path, name in _COMMON.items()}}
    try:
        for path, text in files.items():
            write_whole(root / path, text.encode())
    except (FileNotFoundError, PermissionError) as error:
        raise RefusedError(f"{root}: you may not write there; choose another folder, or check its rights") from error
    return [root / path for path in files]


def check_folder(root: Path) -> None:
    """Raise `RefusedError` if no blog can be begun in a folder."""
    if root.exists() and not root.is_dir():
        raise RefusedError(f"{root} is a file; choose another name for the folder")
    if root.is_dir() and (others := sorted({file.name for file in root.iterdir()} - _HARMLESS)):
        raise RefusedError(
            f"{root} holds files already (such as {others[0]}); choose another folder. "
            "A blog that is there, Jekyll's too, needs no `new`: build it where it is"
        )
    if outer := _blog_around(root.absolute()):
        raise RefusedError(
            f"{root} would lie in the blog {outer}, which would take its posts for its own; "
            "choose a folder beside that one. `dapsagi post TITLE` writes a post"
        )


def _blog_around(root: Path) -> Path | None:
    """Return the blog that a folder lies in; what lies in a repository of its own is no part of what is around that."""
    for folder in (root, *root.parents):
        settings = find_settings(folder) if folder != root else None
        if settings and (not settings.name.startswith("_config") or (folder / "_posts").is_dir()):
            return folder
        if (folder / ".git").exists():
            break
    return None


def _texts(beginning: Beginning, today: datetime) -> dict[str, str]:
    lang = beginning.lang if beginning.lang in LANGUAGES else "en"
    url, baseurl = split_base_url(beginning.address) if beginning.address else ("", "")
    settings = _read(lang, "dapsagi.yml").format(
        title=spell(beginning.title),
        description=spell(beginning.description or _DESCRIPTIONS[lang]),
        author=spell(beginning.author or beginning.title),
        url=spell(url),
        baseurl=spell(baseurl),
        timezone=beginning.timezone,
    )
    slugs = _POSTS[lang]
    days = [today - timedelta(days) for days in reversed(range(len(slugs)))]
    names = [f"{day:%Y-%m-%d}-{slug}.md" for day, slug in zip(days, slugs, strict=True)]
    texts = {"dapsagi.yml": settings.replace(f"lang: {lang}\n", f"lang: {spell(beginning.lang)}\n")}
    for number, (name, day) in enumerate(zip(names, days, strict=True), start=1):
        text = _read(lang, f"posts/{number}.md").replace("date: DATE", f"date: {spell_moment(day)}")
        texts[f"posts/{name}"] = text.replace("(FIRST)", f"({names[0]})").replace("(SECOND)", f"({names[1]})")
    texts["about.md"] = _read(lang, "about.md")
    return texts


_DESCRIPTIONS = {"ko": "배운 것을 적어 둡니다.", "en": "What I learn, written down."}


def _read(*names: str) -> str:
    return _STARTER.joinpath(*names).read_text("utf-8")
