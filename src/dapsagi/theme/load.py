"""The theme from disk: templates, UI strings and assets, with a blog's own files shadowing single ones.

A blog's `templates/` folder mirrors the theme's. What it holds stands for the file of the same name in the theme, and
may extend what it shadows by the prefix `theme/`. Its `assets/own.css` adds to the style sheet. Assets that a blog's
pages do not load stay away from its site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from string import Formatter

import jinja2
import msgspec
from jinja2 import nodes
from rcssmin import cssmin
from rjsmin import jsmin

from dapsagi.config import Settings
from dapsagi.config.palette import TEXT_FONT, apply_tokens
from dapsagi.loader.faults import fault_of
from dapsagi.loader.tree import key_of
from dapsagi.machine.version import theme_folder, vendored
from dapsagi.pages import services
from dapsagi.pages.page import DIAGRAMS, MERMAID, SERVICES
from dapsagi.problems import Problem, Severity, Span
from dapsagi.renderer.render import THEME_PREFIX, Template
from dapsagi.yaml_text import YamlError, read_mapping

#: Where assets of the theme stand in the finished site.
ASSETS = "assets/dapsagi/"

# One file to the reader; what comes later overrules what comes earlier.
_STYLES, *_MORE_STYLES = "theme.css", "services.css", "diagrams.css", "own.css"

# Comments and indents are for who works on the theme: a quarter of what a reader would load.
_SMALLER = {".css": cssmin, ".js": jsmin}

_TEXT_FONT = vendored("text_font") / "text.woff2"

#: The folder of a blog that mirrors the theme's.
SHADOWS = "templates"

_GRAMMAR = jinja2.Environment(autoescape=True)

#: The endings of templates.
TEMPLATES = (".html", ".xml", ".txt")


class Theme(msgspec.Struct, frozen=True):
    """Templates by name, UI strings by language, and assets by their name under `ASSETS`."""

    templates: Mapping[str, Template]
    strings: Mapping[str, Mapping[str, str]]
    assets: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


def load_theme(root: Path, settings: Settings) -> Theme:
    """Load the built-in theme as the blog in `root` and its settings change it."""
    templates: dict[str, Template] = {}
    strings: dict[str, dict[str, str]] = {}
    assets: dict[str, bytes] = {}
    problems: list[Problem] = []
    for file, name, is_own in _files(root):
        shown_as = f"{SHADOWS}/{name}" if is_own else THEME_PREFIX + name
        try:
            if name.startswith("assets/"):
                data = file.read_bytes()
                smaller = None if is_own else _SMALLER.get(file.suffix)
                assets[name.removeprefix("assets/")] = smaller(data) if smaller else data
            elif name.startswith("strings/") and name.endswith(".yml"):
                words, faults = _words_in(file.read_text("utf-8"))
                strings.setdefault(file.stem, {}).update(words)
                problems += [fault.at(shown_as, 1) for fault in faults]
            elif name.endswith(TEMPLATES):
                template = Template(file.read_text("utf-8"), shown_as)
                templates |= {name: template} if is_own else {name: template, THEME_PREFIX + name: template}
        except (OSError, UnicodeDecodeError, YamlError) as error:
            problems.append(fault_of(error, "T104", Severity.ERROR, shown_as))
    problems += _lost_blocks(templates)
    return _dressed(Theme(templates, strings, assets, tuple(problems)), settings)


# A preview, and whoever builds several blogs, loads the theme again and again.
@lru_cache(maxsize=8)
def _words_in(text: str) -> tuple[Mapping[str, str], Sequence[Problem]]:
    """Return the words of a language by their names, and those that are no text or whose fields have no end."""
    mapping = read_mapping(text)
    words: dict[str, str] = {}
    faults = list(mapping.problems)
    for name in mapping.values:
        value = mapping.spelling(name)
        fault = "a text" if value is None or isinstance(value, list | dict) else _fault_of_fields(str(value))
        if fault:
            hint = "correct it, or remove the line; until then the theme's own words stand there"
            place = Span("", mapping.lines.get(name, 0))
            faults.append(Problem("T104", Severity.ERROR, f"`{name}` should be {fault}", place, hint))
        else:
            words[name] = str(value)
    return words, faults


def _fault_of_fields(phrase: str) -> str:
    try:
        list(Formatter().parse(phrase))
    except ValueError as error:
        return f"a text with whole fields such as {{count}} ({error})"
    return ""


def _files(root: Path) -> Iterator[tuple[Path, str, bool]]:
    """Yield the files of the theme with their names, and then those of the blog in `root` that shadow them."""
    builtin, own = theme_folder(), root / SHADOWS
    for folder in [builtin, own] if own.is_dir() and own.resolve() != builtin.resolve() else [builtin]:
        for file in sorted(folder.rglob("*")):
            name = key_of(file.relative_to(folder).as_posix())
            if file.is_file() and not any(part.startswith(".") for part in name.split("/")):
                yield file, name, folder is own


def blocks_in(name: str, templates: Mapping[str, str], *, seen: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the blocks of a template and of those that it extends, its own first in their order.

    `templates` are texts by their names. Raises `jinja2.TemplateSyntaxError`.
    """
    if name not in templates or name in seen:
        return ()
    tree = _GRAMMAR.parse(templates[name])
    blocks = [block.name for block in sorted(tree.find_all(nodes.Block), key=lambda block: block.lineno)]
    for extended in _extended_by(tree):
        blocks += blocks_in(extended, templates, seen=seen | {name})
    return tuple(dict.fromkeys(blocks))


def _extended_by(tree: nodes.Template) -> list[str]:
    asked = (extends.template for extends in tree.find_all(nodes.Extends))
    return [name.value for name in asked if isinstance(name, nodes.Const)]


def _lost_blocks(templates: Mapping[str, Template]) -> Iterator[Problem]:
    """Report blocks of the blog's own templates that what they extend does not have: nobody would see them."""
    own = [template for template in templates.values() if template.path.startswith(f"{SHADOWS}/")]
    if not own:
        return
    texts = {name: template.text for name, template in templates.items()}
    for template in own:
        # What is wrong with the grammar of one is said where it is rendered.
        with suppress(jinja2.TemplateSyntaxError):
            tree = _GRAMMAR.parse(template.text)
            extended = _extended_by(tree)
            known = {block for name in extended for block in blocks_in(name, texts)}
            for block in tree.body if known else ():
                if isinstance(block, nodes.Block) and block.name not in known:
                    close = get_close_matches(block.name, sorted(known), 1, 0.8)
                    hint = f'did you mean "{close[0]}"?' if close else f"it has {', '.join(sorted(known))}"
                    message = f'{extended[0]} has no block "{block.name}", so this is shown nowhere'
                    yield Problem("T108", Severity.WARNING, message, Span(template.path, block.lineno), hint)


def _dressed(theme: Theme, settings: Settings) -> Theme:
    """Put the style sheet together, and leave out the assets that no page will ask for."""
    assets = dict(theme.assets)
    unused = [] if services.are_used(settings) else [SERVICES, "services.css"]
    unused += [] if MERMAID in assets else [DIAGRAMS, "diagrams.css"]
    for name in unused:
        assets.pop(name, None)
    more = [assets.pop(name) for name in _MORE_STYLES if name in assets]
    dressed = apply_tokens(assets.get(_STYLES, b"").decode(errors="replace"), settings.theme)
    # A style sheet that is not touched stays as it is, byte for byte.
    first = assets.get(_STYLES, b"") if settings.theme.is_empty else dressed.stylesheet.encode()
    assets[_STYLES] = b"\n".join((first, *more))
    if settings.theme.pretendard:
        assets.setdefault(TEXT_FONT, _TEXT_FONT.read_bytes())
    return msgspec.structs.replace(theme, assets=assets, problems=(*theme.problems, *dressed.problems))
