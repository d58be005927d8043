"""The values of front matter over defaults, read as the texts and names that they are meant to be."""

from __future__ import annotations

import unicodedata
from typing import Any

from dapsagi.config import Settings, deep_merge, defaults_for
from dapsagi.post.dates import as_plain
from dapsagi.post.front_matter import FrontMatter
from dapsagi.post.names import kind_of
from dapsagi.problems import Problem, Severity, Span

_NAMES = ("title", "category", "categories", "tag", "tags")
_TEXTS = ("series", "slug", "description", "author", "permalink", "excerpt")


class Values:
    """What the front matter of one source says: its `own` values, and the `data` that they make with the defaults."""

    def __init__(self, path: str, matter: FrontMatter, settings: Settings) -> None:
        self.path = path
        self.key = unicodedata.normalize("NFC", path)
        self.matter = matter
        self.settings = settings
        self.kind = kind_of(self.key, settings) or "page"
        self.problems: list[Problem] = []
        self.native = not settings.is_jekyll
        self.own = self._own_values()
        kind = "posts" if self.kind in ("post", "draft") else "pages" if self.kind == "page" else self.kind
        self.defaults = defaults_for(settings, self.key, kind)
        self.data = deep_merge(self.defaults, self.own) if self.defaults else self.own

    def text(self, key: str) -> str:
        """Return a value that should be a text; a list or mapping is reported."""
        value = self.data.get(key)
        is_plain = isinstance(value, list) and not any(isinstance(each, list | dict) for each in value)
        if key == "title" and value and is_plain:
            # To YAML, `[알고리즘]` is a list; who writes a title so means the brackets.
            text = f"[{', '.join(map(as_text, value))}]"
            message = f"`{key}` should be a text, and is taken for {text}"
            self.report("P108", Severity.WARNING, key, message, f'put it in quotes: {key}: "{text}"')
            return text
        if isinstance(value, list | dict):
            self.report("P108", Severity.WARNING, key, f"`{key}` should be a text", f"write `{key}: …` on one line")
            return ""
        return "" if value is None or value is False else as_text(value)

    def named(self, key: str, names: tuple[str, ...]) -> str:
        """Return a value that may stand as a text, as a list of texts, or below one of these `names`."""
        given = value = self.data.get(key)
        if isinstance(value, dict):
            value = next((value[name] for name in names if value.get(name)), None)
        if isinstance(value, list):
            text = ", ".join(flatten(value))
        else:
            text = "" if value is None or isinstance(value, bool | dict) else as_text(value)
        if given and not text and self.native:
            hint = f"write `{key}: …`, or `{key}: {{{names[0]}: …}}`"
            self.report("P108", Severity.WARNING, key, f"`{key}` should be a text", hint)
        return text

    def texts(self, key: str) -> list[str]:
        """Return a value that should be a text or a list of texts; what in it is neither is reported."""
        self.check_texts(key)
        return flatten(self.data.get(key))

    def check_texts(self, key: str) -> None:
        """Report a value that should be a text or a list of texts and holds something else."""
        if self.native and _holds_mapping(self.data.get(key)):
            message = f"`{key}` should be a text or a list of texts"
            self.report("P108", Severity.WARNING, key, message, f"write for example `{key}: [one, two]`")

    def report(self, code: str, severity: Severity, key: str, message: str, hint: str) -> None:
        """Add a problem of the value under a key; "" stands for the file as a whole."""
        lines = self.matter.mapping.lines
        line = lines.get(key) or lines.get(f"taxonomies.{key}", 0)
        self.problems.append(Problem(code, severity, message, Span(self.path, line), hint))

    def _own_values(self) -> dict[str, Any]:
        mapping = self.matter.mapping
        values = mapping.values
        if not self.native:
            return values
        if mapping.spellings:
            # A title 1:30 and a tag 3.10 are meant as they are written; `series: false` is not.
            values = values | {
                key: mapping.spellings[key]
                for key in (*_NAMES, *_TEXTS)
                if key in mapping.spellings and (key in _NAMES or not isinstance(values[key], bool))
            }
        # Zola has all kinds of terms in a table of their own.
        terms = mapping.spelling("taxonomies")
        return terms | values if isinstance(terms, dict) else values


def as_text(value: Any) -> str:
    """Return a scalar as Ruby's `to_s` does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(as_plain(value, naive_is_utc=True)).strip()


def flatten(value: Any) -> list[str]:
    """Return the texts in a list, however deep, or a text alone."""
    if isinstance(value, list):
        return [name for item in value for name in flatten(item)]
    return [] if value is None or value is False or isinstance(value, dict) else [as_text(value)]


def _holds_mapping(value: Any) -> bool:
    return bool(value) and (isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_mapping, value))))


def clean_names(names: list[str]) -> tuple[str, ...]:
    """Return names as they are compared, without those that are empty."""
    clean = (unicodedata.normalize("NFC", name.strip()) for name in names)
    return tuple(name for name in clean if name)


def unique(names: list[str]) -> tuple[str, ...]:
    """Return the same, each once."""
    return tuple(dict.fromkeys(clean_names(names)))
