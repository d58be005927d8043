"""Files of the theme that a blog may shadow: which there are, and how a copy or an extending template is begun."""

from __future__ import annotations

import os
import re
from collections import Counter
from difflib import get_close_matches
from pathlib import Path

import msgspec

from dapsagi.loader.faults import explain_encoding
from dapsagi.machine.files import write_whole
from dapsagi.machine.version import theme_folder
from dapsagi.problems import RefusedError
from dapsagi.renderer.render import THEME_PREFIX
from dapsagi.theme.load import SHADOWS, TEMPLATES, blocks_in

_KINDS = {"partials": "partial", "strings": "words", "assets": "asset"}


class ThemeFile(msgspec.Struct, frozen=True):
    """A file of the theme: its name under `templates/`, its kind, the blocks in it, and whether the blog shadows it."""

    name: str
    kind: str
    blocks: tuple[str, ...]
    shadowed: bool


class Shadow(msgspec.Struct, frozen=True):
    """What was written: the file, and what its author should know of it."""

    path: Path
    advice: str


def theme_files(root: Path) -> tuple[ThemeFile, ...]:
    """Return the files of the theme, templates first, as the blog in `root` shadows them."""
    builtin = theme_folder()
    names = (file.relative_to(builtin).as_posix() for file in builtin.rglob("*") if file.is_file())
    files = [
        ThemeFile(name, _kind(name), own_blocks(builtin / name), _is_shadowed(root, builtin, name))
        for name in names
        if not name.startswith(".")
    ]
    order = ["template", *_KINDS.values()]
    return tuple(sorted(files, key=lambda file: (order.index(file.kind), file.name)))


def own_blocks(file: Path) -> tuple[str, ...]:
    """Return the blocks that a template defines itself, in their order; none for any other file."""
    return blocks_in(file.name, {file.name: file.read_text("utf-8")} if file.suffix in TEMPLATES else {})


def all_blocks(name: str) -> tuple[str, ...]:
    """Return the blocks of a template of the theme and of those that it extends."""
    folder = theme_folder()
    files = (file for file in folder.rglob("*") if file.suffix in TEMPLATES)
    return blocks_in(name, {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files})


def names_like(text: str) -> list[str]:
    """Return the names of the theme's files that begin with `text`, or whose last part does."""
    names = [file.name for file in theme_files(Path())]
    return [name for name in names if name.startswith(text) or name.rpartition("/")[2].startswith(text)]


def find_file(asked: str) -> str:
    """Return the name of the file that is asked for, whole or without its folder or ending; raises `RefusedError`."""
    names = [file.name for file in theme_files(Path())]
    asked = asked.removeprefix(SHADOWS + "/").removeprefix(THEME_PREFIX)
    if asked in names:
        return asked
    found = [name for name in names if asked in _short_names(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise RefusedError(f'"{asked}" may be {" or ".join(found)}; write the whole name')
    short = Counter(each for name in names for each in (name, *_short_names(name)))
    close = get_close_matches(asked, short, 1)
    hint = f'did you mean "{close[0]}"?' if close else "`dapsagi theme list` shows them all"
    if re.fullmatch(r"strings/[a-z]{2,3}(-\w+)*\.yml", asked):
        hint = f"copy strings/en.yml, call it {SHADOWS}/{asked} and translate it"
    if asked.rpartition("/")[2] == "own.css":
        hint = f"it is all yours: write your rules into a new file {SHADOWS}/assets/own.css"
    raise RefusedError(f'the theme has no file "{asked}"; {hint}')


def copy_file(root: Path, name: str) -> Shadow:
    """Copy a file of the theme into the blog's templates, where it stands for the theme's; raises `RefusedError`.

    What is there already is never overwritten.
    """
    target = _target(root, name)
    _write_new(target, (theme_folder() / name).read_bytes(), name)
    return Shadow(target, _advice(name))


def extend_block(root: Path, name: str, block: str) -> Shadow:
    """Write a template that changes one block of the theme's and leaves the rest to it; raises `RefusedError`.

    If the blog has such a template already, the block is added to it.
    """
    target = _target(root, name)
    blocks = all_blocks(name)
    if block not in blocks:
        if not blocks:
            raise RefusedError(f"{name} has no blocks; copy it whole")
        close = get_close_matches(block, blocks, 1)
        hint = f'did you mean "{close[0]}"?' if close else f"it has {', '.join(blocks)}"
        raise RefusedError(f'{name} has no block "{block}"; {hint}')
    text = f"{{% block {block} %}}\n{{# What the theme has here: #}}\n{{{{ super() }}}}\n{{% endblock %}}\n"
    advice = f"it changes the block {block}; everything else stays the theme's, whatever becomes of that"
    if not target.exists():
        _write_new(target, f'{{% extends "{THEME_PREFIX}{name}" %}}\n{text}'.encode(), name)
        return Shadow(target, advice)
    try:
        own = target.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        message, hint = explain_encoding(f"{SHADOWS}/{name}", error.object)
        raise RefusedError(f"{SHADOWS}/{name}: {message}; {hint}") from error
    if not re.search(rf"""{{%-?\s*extends\s+["']{re.escape(THEME_PREFIX + name)}["']""", own):
        raise RefusedError(f"{SHADOWS}/{name} is there and stands for the whole; edit it, or move it away first")
    if block in own_blocks(target):
        raise RefusedError(f"{SHADOWS}/{name} has the block {block} already; edit it there")
    end = "\r\n" if "\r\n" in own else "\n"
    write_whole(target, (own.rstrip("\r\n") + end + text.replace("\n", end)).encode())
    return Shadow(target, advice)


def _target(root: Path, name: str) -> Path:
    """Return where a file stands that is to shadow the theme's."""
    if _is_own(root):
        raise RefusedError(f"{SHADOWS}/ is the theme itself here; edit {SHADOWS}/{name}")
    return root / SHADOWS / name


def _advice(name: str) -> str:
    if name.startswith("strings/"):
        return "keep the lines you change, and remove the others: what is not there comes from the theme"
    if name == "assets/theme.css":
        return (
            "it stands for the theme's from now on, and no later version of that will reach you; "
            "rules of your own alone go into templates/assets/own.css, colours and fonts into `theme:`"
        )
    blocks = own_blocks(theme_folder() / name)
    advice = "it stands for the theme's from now on, and no later version of that will reach you"
    if blocks:
        last = f"`dapsagi theme copy {name} --block {blocks[-1]}`"
        return f"{advice}; to change one part alone, take a block ({', '.join(blocks)}): {last}"
    return advice


def _write_new(target: Path, data: bytes, name: str) -> None:
    if os.path.lexists(target):
        raise RefusedError(f"{SHADOWS}/{name} is there already; edit it, or move it away first")
    write_whole(target, data)


def _kind(name: str) -> str:
    folder = name.partition("/")[0]
    return _KINDS.get(folder, "asset" if "/" in name else "template")


def _short_names(name: str) -> tuple[str, ...]:
    last = name.rpartition("/")[2]
    return (last, last.rpartition(".")[0])


def _is_own(root: Path) -> bool:
    return (root / SHADOWS).resolve() == theme_folder().resolve()


def _is_shadowed(root: Path, builtin: Path, name: str) -> bool:
    return not _is_own(root) and (root / SHADOWS / name).is_file()
