"""What a setting may hold: each type reads plain YAML data, and says in plain words what it expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeAlias, get_args

import msgspec

from dapsagi.config.services import CommentLoading, CommentProvider, CountLoading, ThreadTerm
from dapsagi.config.settings import Collection, MathEngine, NamedLink, Scope
from dapsagi.markup.options import Dialect, FormulaSigns

SettingType: TypeAlias = Literal[
    "text", "folder", "folders", "name or none", "flag", "number", "texts", "numbers", "levels", "quotes", "pairs",
    "links", "mapping", "dialect", "math", "formula signs", "comment provider", "thread term", "comment loading",
    "count loading", "colors", "fonts", "scopes", "collections",
]  # fmt: skip


class WrongTypeError(Exception):
    """A value of another type than the setting takes: what was expected, an example of it, and what was found."""

    def __init__(self, expected: str, example: str, found: str):
        super().__init__(f"expected {expected}, found {found}")
        self.expected = expected
        self.example = example
        self.found = found


def read_value(type_: SettingType, value: Any) -> Any:
    """Return a value as a setting of this type holds it; raises `WrongTypeError`."""
    reader = _READERS[type_]
    try:
        return reader.read(value)
    except (TypeError, ValueError):
        raise WrongTypeError(reader.words, reader.example, _found(reader, value)) from None


def words_for(type_: SettingType) -> str:
    """Return what a type is called in the manual and in messages."""
    return _READERS[type_].words


class _TypeReader(msgspec.Struct, frozen=True):
    words: str
    example: str
    read: Callable[[Any], Any]


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool | list | dict):
        raise TypeError
    text = str(value)
    if "\0" in text:
        # No name of a file and no address can have it.
        raise ValueError
    return text


def _folder(value: Any) -> str:
    """Read the path of a folder of the blog, however its slashes stand; another folder of the machine is none."""
    parts = [part for part in _text(value).split("/") if part not in ("", ".")]
    if ".." in parts:
        raise ValueError
    return "/".join(parts)


def _folders(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_folder, value if isinstance(value, list) else [value])))


def _name_or_none(value: Any) -> str | None:
    return None if value in (None, False, "none", "") else _text(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    number = int(value)
    if abs(number) > _LARGEST:
        raise ValueError
    return number


# No count of anything here is larger, and what the cache and pages are written with takes 64 bits.
_LARGEST = 2**31


def _texts(value: Any) -> tuple[str, ...]:
    # Jekyll writes lists of extensions as one text with commas.
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list):
        raise TypeError
    texts = (_text(item).strip() for item in items if item is not None)
    return tuple(text for text in texts if text)


def _numbers(value: Any) -> tuple[int, ...]:
    numbers = sorted({_number(item) for item in (value if isinstance(value, list) else [value])})
    if not all(number > 0 for number in numbers):
        raise ValueError
    return tuple(numbers)


def _levels(value: Any) -> tuple[int, ...]:
    if isinstance(value, str) and ".." in value:
        first, _, last = value.partition("..")
        levels: Sequence[int] = range(_number(first), _number(last.lstrip(".")) + 1)
    else:
        items = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else [value]
        levels = [_number(item) for item in items]
    known = tuple(level for level in (1, 2, 3, 4, 5, 6) if level in levels)
    if levels and not known:
        raise ValueError
    return known


def _quotes(value: Any) -> tuple[str, str, str, str]:
    left_single, right_single, left_double, right_double = _texts(value)
    return left_single, right_single, left_double, right_double


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((key, _text(item)) for key, item in _mapping(value).items())


def _links(value: Any) -> tuple[NamedLink, ...]:
    if isinstance(value, dict):
        if "url" not in value:
            return tuple(NamedLink(title, url) for title, url in _pairs(value))
        return (NamedLink(_text(value.get("title") or value.get("name") or value["url"]), _text(value["url"])),)
    if not isinstance(value, list):
        raise TypeError
    return tuple(link for item in value for link in _links(_mapping(item)))


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _choice(names: Any, example: str, meant: Callable[[Any], Any] = lambda value: value) -> _TypeReader:
    """Return what reads one of the names of a `Literal`, or what is `meant` as one; none of them, "", is not said."""
    *first, last = (f"`{name}`" for name in get_args(names) if name)

    def read(value: Any) -> str:
        name = meant(value)
        if not name or name not in get_args(names):
            raise ValueError
        return str(name)

    return _TypeReader(f"{', '.join(first)} or {last}", example, read)


def _math(value: Any) -> Any:
    return "none" if value is False else "katex" if value is True else value


_PROVIDER = _choice(CommentProvider, "giscus")


def _provider(value: Any) -> str:
    return "" if value in (False, "none", "") else _PROVIDER.read(value)


_COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.I)


def _colors(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        if not set(value) <= {"light", "dark"} or "light" not in value:
            raise ValueError
        value = [value["light"], *([value["dark"]] if "dark" in value else [])]
    colors = _texts(value)
    if not 1 <= len(colors) <= 2 or not all(_COLOR.fullmatch(color) for color in colors):
        raise ValueError
    return tuple(color.lower() if len(color) == 7 else "#" + "".join(2 * c for c in color[1:]) for color in colors)


# What may stand between quotes in a style sheet and is in the name of a font.
_FAMILY = re.compile(r"[\w .&+-]+")


def _fonts(value: Any) -> tuple[str, ...]:
    families = tuple(family.strip("\"'") for family in _texts(value))
    if not all(_FAMILY.fullmatch(family) for family in families):
        raise ValueError
    return families


# Jekyll's old names for the types of a scope.
_SINGULAR = {"page": "pages", "post": "posts", "draft": "drafts"}


def _scopes(value: Any) -> tuple[Scope, ...]:
    if not isinstance(value, list):
        raise TypeError
    scopes = []
    for item in value:
        scope = _mapping(_mapping(item).get("scope") or {})
        path, type_ = _text(scope.get("path") or ""), _text(scope.get("type") or "")
        scopes.append(Scope(path, _SINGULAR.get(type_, type_), _mapping(item.get("values"))))
    return tuple(scopes)


def _collections(value: Any) -> dict[str, Collection]:
    named = {_text(label): {} for label in value} if isinstance(value, list) else _mapping(value)
    return {label: _collection(label, metadata) for label, metadata in named.items()}


def _collection(label: str, metadata: Any) -> Collection:
    metadata = metadata if isinstance(metadata, dict) else {}
    template = metadata.get("permalink")
    return Collection(label, bool(metadata.get("output")), template if isinstance(template, str) else "", metadata)


_READERS: dict[SettingType, _TypeReader] = {
    "text": _TypeReader("a text", "some words", _text),
    "folder": _TypeReader("a folder within the blog", "content/posts", _folder),
    "folders": _TypeReader("a folder within the blog, or a list of them", "[posts, notes]", _folders),
    "name or none": _TypeReader("a name, or `none`", "none", _name_or_none),
    "flag": _TypeReader("true or false", "true", _flag),
    "number": _TypeReader("a whole number", "10", _number),
    "texts": _TypeReader("a list of texts", "[one, two]", _texts),
    "numbers": _TypeReader("a list of whole numbers above 0", "[480, 960]", _numbers),
    "levels": _TypeReader("levels from 1 to 6", "2..3", _levels),
    "quotes": _TypeReader("the names of four entities", "lsquo,rsquo,ldquo,rdquo", _quotes),
    "pairs": _TypeReader("a mapping of texts", "{hellip: …}", _pairs),
    "links": _TypeReader("a mapping of titles and addresses", "{About: /about/}", _links),
    "mapping": _TypeReader("a mapping", "{key: value}", _mapping),
    "dialect": _choice(Dialect, "dapsagi"),
    "math": _choice(MathEngine, "katex", _math),
    "formula signs": _choice(FormulaSigns, "dollars"),
    "comment provider": _TypeReader("`giscus`, `utterances` or `none`", "giscus", _provider),
    "thread term": _choice(ThreadTerm, "pathname"),
    "comment loading": _choice(CommentLoading, "view"),
    "count loading": _choice(CountLoading, "consent"),
    "colors": _TypeReader("a colour, or one for light and one for dark", '"#ad3417"', _colors),
    "fonts": _TypeReader("names of fonts", "[Noto Serif KR]", _fonts),
    "scopes": _TypeReader(
        "a list of `scope` and `values`", "[{scope: {path: posts}, values: {layout: post}}]", _scopes
    ),
    "collections": _TypeReader("a mapping of collections", "{notes: {output: true}}", _collections),
}


def _found(reader: _TypeReader, value: Any) -> str:
    """Return what a refused value is; of a list or a mapping that may be one, what in it is refused."""
    if isinstance(value, list) and _takes(reader, []):
        item = next((item for item in value if not _takes(reader, [item])), None)
        return f"a list with {_words_for(item)} in it"
    if isinstance(value, dict) and _takes(reader, {}):
        key = next((key for key, item in value.items() if not _takes(reader, {key: item})), "")
        return f"a mapping in which `{key}` is {_words_for(value.get(key))}"
    return _words_for(value)


def _takes(reader: _TypeReader, value: Any) -> bool:
    try:
        reader.read(value)
    except (TypeError, ValueError):
        return False
    return True


def _words_for(value: Any) -> str:
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a mapping"
    if value is None or value == "":
        return "nothing"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value}`"
