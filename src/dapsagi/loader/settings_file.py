"""Where a blog's settings are: `dapsagi.yml`, or a Jekyll blog's `_config.yml` as it is."""

from __future__ import annotations

import heapq
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import Any

import msgspec

from dapsagi.addresses.languages import primary_subtag
from dapsagi.config import SETTINGS_NAMES, BlogKind, Settings, read_settings
from dapsagi.config.jekyll import are_korean, key_of_language
from dapsagi.digest import Digest, digest
from dapsagi.loader.faults import explain_encoding
from dapsagi.problems import Problem, RefusedError, Severity, Span
from dapsagi.writer.manifest import MANIFEST


def is_blog(root: Path) -> bool:
    """Say whether a folder looks like a blog: it has settings, or a folder that posts or drafts are kept in."""
    return bool(find_settings(root)) or any((root / name).is_dir() for name in ("posts", "_posts", "drafts", "_drafts"))


def find_settings(root: Path) -> Path | None:
    """Return the settings file of the blog in `root`: the first of `SETTINGS_NAMES` that exists."""
    return next((root / name for name in SETTINGS_NAMES if (root / name).is_file()), None)


def how_to_begin(root: Path) -> str:
    """Return what makes a blog of a folder that is none yet: of one that holds notes, a part at most is for readers."""
    note = next(chain(root.glob("*.md"), root.glob("*/*.md")), None)
    if note is None:
        return "`dapsagi new` starts a blog"
    named = "files with a day in their names (2026-01-10-name.md) or a line `date:` at their head"
    if (root / ".obsidian").is_dir():
        return (
            "a vault of notes is not published as a whole: `dapsagi new ../my-blog` starts a blog beside it, and into "
            f"its posts/, to which the vault may hold a link, go {named}"
        )
    return (
        f"its Markdown (such as {note.relative_to(root)}) becomes a blog once there is a folder `posts` with what is "
        f"to be posts: {named}. What stays beside that folder becomes pages; `dapsagi new ../my-blog` starts anew"
    )


def settings_files(root: Path, file: Path | None) -> list[Path]:
    """Return the settings files of a blog: those in `file`, or the one that it has; none where it has none.

    Raises `RefusedError` where something else has the name of one.
    """
    chosen = file or find_settings(root)
    if chosen is None:
        for place in (root / name for name in SETTINGS_NAMES):
            if place.exists() or place.is_symlink():
                what = "is a folder" if place.is_dir() else "is a link to a file that is not there"
                if place.exists() and not place.is_dir():
                    what = "is a pipe, a socket or a device"
                raise RefusedError(f"{place}: {what}; write the settings into a file of that name, or move it away")
        return []
    return [chosen] if chosen.is_file() else [Path(name.strip()) for name in str(chosen).split(",")]


def load_settings(
    root: Path, file: Path | None = None, overrides: Mapping[str, Any] | None = None
) -> tuple[Settings, tuple[Problem, ...]]:
    """Load the settings of the blog in `root` from `file`, or from the one that it has.

    A blog without settings is one of Jekyll's if it keeps its posts in `_posts`. As for Jekyll, `file` may be several
    with commas between them, of which the later overrule the earlier. `overrides` come from the command line and win.
    Where nothing says `url`, a domain in the file `CNAME`, by which GitHub Pages is told, says it; where nothing says
    the language of a Jekyll blog, its oldest 24 posts do: once there are so many, no newer one changes it. Of a blog
    without posts its first 24 pages do. Raises `RefusedError`.
    """
    settings, problems = _load(root, file, overrides)
    problems += tuple(_missing_folders(root, file, settings))
    if settings.markup.extensions:
        settings, faults = with_extensions(settings, _place_of("markdown", root, file))
        problems += faults
    if settings.output.startswith("~"):
        # As Jekyll and every shell read it: who wants to be rid of a folder of that name may lose another one.
        with suppress(RuntimeError):
            settings = msgspec.structs.replace(settings, output=str(Path(settings.output).expanduser()))
    if not settings.url and (domain := _domain(root)):
        settings = msgspec.structs.replace(settings, url=f"https://{domain}")
    return settings, problems


def find_tellers(root: Path, settings: Settings) -> Callable[[str], bool]:
    """Return what says of a path in the blog whether its language may rest on the file, or the folder, that is there.

    No post newer than the oldest ones has a say in it, and no page of a blog that has posts.
    """
    if not settings.is_jekyll or key_of_language(settings.extra):
        return lambda path: False
    oldest = _oldest_posts(root)
    last = oldest[-1].name if len(oldest) == _FIRST else _LAST_OF_ALL

    def tells(path: str) -> bool:
        *folders, name = path.split("/")
        if "_posts" in (*folders, name)[:2]:
            return name <= last or not name[0].isdigit()
        return not oldest and ("." not in name or _PAGE.search(name) is not None)

    return tells


def find_unsaid_korean(root: Path, settings: Settings, file: Path | None = None) -> Iterator[Problem]:
    """Report a language other than Korean that the settings name though the oldest posts are Korean.

    Most such are left over from the settings that a theme came with. `file` is where they are from, as in
    `load_settings`.
    """
    if primary_subtag(settings.lang) == "ko" or not settings.is_jekyll or not (key := key_of_language(settings.extra)):
        return
    if are_korean(_first_posts(root)):
        message = f"the texts are in Korean, and `{key}` says {settings.lang}: the words around them are not Korean"
        yield Problem("C113", Severity.NOTE, message, _place_of(key, root, file), f"write `{key}: ko`")


# Settings that name a folder of the blog which is looked at by that name alone.
_FOLDERS = ("posts_dir", "drafts_dir", "pages_dir", "files_dir", "data_dir", "includes_dir", "collections_dir")


def _missing_folders(root: Path, file: Path | None, settings: Settings) -> Iterator[Problem]:
    """Report folders that the settings name and that are not there: their posts would be missing without a word."""
    for key in _FOLDERS:
        value = getattr(settings, key)
        place = _place_of(key, root, file)
        for name in (value,) if isinstance(value, str) else value:
            if name and place.line and value != getattr(_DEFAULTS, key) and not (root / name).is_dir():
                hint = "make it, or correct the name"
                message = f"there is no folder {name}, which `{key}` names"
                yield Problem("C112", Severity.WARNING, message, place, hint)


def _place_of(key: str, root: Path, file: Path | None) -> Span:
    """Return the line on which the settings say a key, in the last file that does; 0 where there is none."""
    files = settings_files(root, file) or [root / SETTINGS_NAMES[0]]
    key_there = re.compile(rf"""(["']?){re.escape(key)}\1\s*:""")
    for each in reversed(files):
        lines = each.read_text("utf-8-sig", "replace").splitlines() if each.is_file() else []
        if line := next((number for number, text in enumerate(lines, 1) if key_there.match(text)), 0):
            return Span(_name_of(each, root), line)
    return Span(_name_of(files[-1], root))


_DEFAULTS = Settings()

_DOMAIN = re.compile(r"\s*((?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]+)\s*")


def _domain(root: Path) -> str:
    """Return the domain that stands alone in the file `CNAME`; "" where there is none."""
    file = root / "CNAME"
    try:
        found = _DOMAIN.fullmatch(file.read_text("utf-8-sig")) if file.is_file() else None
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1].lower() if found else ""


def _load(root: Path, file: Path | None, overrides: Mapping[str, Any] | None) -> tuple[Settings, tuple[Problem, ...]]:
    files = settings_files(root, file)
    if not files:
        kind: BlogKind = "jekyll" if (root / "_posts").is_dir() and not (root / "posts").is_dir() else "dapsagi"
        return read_settings("", SETTINGS_NAMES[0], kind, overrides, first_posts=lambda: _first_posts(root))
    *earlier, (name, text) = [(_name_of(each, root), _read(each)) for each in files]
    is_jekyll = any(each.stem == "_config" for each in files)
    kind = "jekyll" if is_jekyll else "dapsagi"
    return read_settings(text, name, kind, overrides, earlier, lambda: _first_posts(root))


def _first_posts(root: Path) -> Iterator[str]:
    """Yield how the oldest posts begin, or of a blog without posts, such as a wiki, the first pages."""
    for place in _oldest_posts(root) or _first_pages(root):
        with suppress(OSError), place.open(encoding="utf-8", errors="ignore") as file:
            yield file.read(_BEGINNING)


def _oldest_posts(root: Path) -> list[Path]:
    """Return the oldest posts, by the dates that they are named after."""
    # It asks for the names of settings files itself.
    from dapsagi.loader.tree import may_follow, walk

    below = (each for each in root.glob("*/_posts") if not each.parent.is_symlink() or may_follow(each.parent, root))
    folders = (root / "_posts", *below)
    files = ((name, place) for folder in folders for place, _, names in walk(folder, root) for name in names)
    oldest = heapq.nsmallest(_FIRST, (file for file in files if _DATED.match(file[0])))
    return [Path(place, name) for name, place in oldest]


def _first_pages(root: Path) -> list[Path]:
    """Return the first pages in Markdown: those of the root, then those of its folders, in the order of their names."""
    from dapsagi.loader.tree import walk

    def pages() -> Iterator[Path]:
        for place, folders, names in walk(root, root):
            if MANIFEST in names:
                # A finished site is made of what is read here.
                folders.clear()
                continue
            # Before the settings are read, what they leave out is not known.
            folders[:] = sorted(name for name in folders if name[0] != "." and name not in _NO_PAGES)
            yield from (
                Path(place, name) for name in sorted(names) if _PAGE.search(name) and not _ABOUT_CODE.match(name)
            )

    return list(islice(pages(), _FIRST))


# No settings are larger: something else is, or has no end, as a device.
_MOST = 10**7

# As many posts, and characters of each, as show the language of a blog.
_FIRST = 24
_BEGINNING = 2000
_LAST_OF_ALL = "\U0010ffff"
_PAGE = re.compile(r"\.(?:md|markdown|mkd|mkdn)$", re.I)
# Themes come with these, in English.
_ABOUT_CODE = re.compile(r"(?:readme|license|contributing|changelog|history|code_of_conduct|security)\b", re.I)
_NO_PAGES = frozenset(("_includes", "_layouts", "_site", "node_modules", "vendor"))
_DATED = re.compile(r"\d{4}-\d\d?-\d\d?-.")


def _name_of(file: Path, root: Path) -> str:
    return file.name if file.parent == root else str(file)


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST + 1)
        if len(data) > _MOST:
            raise RefusedError(f"{file}: is too large for settings; name a file of less than {_MOST // 10**6} MB")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise RefusedError(f"{file}: cannot be read ({error.strerror}); name a file of settings that can") from error
    except UnicodeDecodeError as error:
        message, hint = explain_encoding(str(file), error.object)
        raise RefusedError(f"{file}: {message}; {hint}") from error


def with_extensions(settings: Settings, place: Span) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings with those of its extensions that can be used, and a digest of their code.

    A text that another version of one has changed is read again. `place` is where the settings name them; those that
    cannot be used are reported.
    """
    usable: dict[str, Digest] = {}
    problems = []
    for name in settings.markup.extensions:
        try:
            usable[name] = _digest_of(name)
        except Exception as error:
            # The code of an extension may fail in any way.
            message = f'the extension "{name}" of Markdown cannot be used: {error}'
            hint = "install it where dapsagi is installed, or correct `markdown.extensions`"
            problems.append(Problem("C114", Severity.ERROR, message, place, hint))
    code = digest(usable) if usable else ""
    markup = msgspec.structs.replace(settings.markup, extensions=tuple(usable), extensions_digest=code)
    return msgspec.structs.replace(settings, markup=markup), tuple(problems)


def _digest_of(name: str) -> Digest:
    """Return the digest of what stands in the folder of an extension. Raises whatever it raises itself."""
    from markdown import Markdown
    from markdown.util import get_installed_extensions

    Markdown().build_extension(name, {})
    named = {entry.name: entry.module for entry in get_installed_extensions()}
    module = sys.modules[named.get(name, name.partition(":")[0])]
    folder = Path(module.__file__ or "").parent
    return digest({file.name: file.read_text("utf-8", "replace") for file in sorted(folder.glob("*.py"))})
