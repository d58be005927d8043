"""The tags of jekyll-scholar: `cite`, `reference`, `bibliography` and their kin.

Source: https://github.com/inukshuk/jekyll-scholar#usage. The addresses within the page are the plugin's, the words are
APA's, or numbers for a style that has numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from html import escape
from typing import Any, NamedTuple

from liquid import Token

from dapsagi.liquid import notices
from dapsagi.liquid.bibliography import Work, as_html, cited, in_groups, in_order, read_bibliography, reference, select
from dapsagi.liquid.context import Context, Run, ShownAsWrittenError
from dapsagi.liquid.includes import expanded
from dapsagi.liquid.script import source_of
from dapsagi.yaml_text import as_mapping

_OPTION = re.compile(r"(?:\A|\s)(--[a-z_]+|-[A-Za-z])(?=\s|=|\Z)=?")
_LONG = {
    "-c": "cited", "-C": "cited_in_order", "-A": "suppress_author", "-f": "file", "-q": "query", "-p": "prefix",
    "-t": "text", "-l": "locator", "-o": "offset", "-m": "max", "-g": "group_by", "-G": "group_order", "-s": "style",
}  # fmt: skip
_NUMBERED = re.compile(r"ieee|vancouver|acm|computing-machinery|nature|numeric|american-(?:medical|physic|chemi)", re.I)
_TITLES = {"ko": "참고 문헌"}


class Asked(NamedTuple):
    """What a tag asks for: keys of works, and options by their long names."""

    keys: Sequence[str]
    options: Mapping[str, Sequence[str]]

    def first(self, name: str) -> str:
        """Return the first value of an option, or ""."""
        return next(iter(self.options.get(name, ())), "")


def read_asked(markup: str) -> Asked:
    """Read the words of a tag: keys, then options, long or short, with what each is given."""
    head, *rest = _OPTION.split(markup)
    options: dict[str, list[str]] = {}
    for name, value in zip(rest[::2], rest[1::2], strict=True):
        options.setdefault(_LONG.get(name, name.lstrip("-")), []).append(value.strip().strip("\"'"))
    return Asked(head.split(), options)


def unlisted_works(run: Run, lang: str) -> str:
    """Return the list of the works that a text cites and does not list itself; old themes had it behind the text."""
    if not run.cited or run.lists_works:
        return ""
    title = _TITLES.get(lang[:2], "References")
    return f'\n\n<h2 class="bibliography">{title}</h2>\n{_list(run.cited.values(), "")}\n'


def _tag(name: str) -> Callable[[str, Token], Callable[[Context], str]]:
    """Return what reads a tag of the plugin, and what then says what the tag shows."""

    def read(markup: str, token: Token) -> Callable[[Context], str]:
        return lambda context: _Scholar(context, name, source_of(token)).show(read_asked(expanded(markup, context)))

    return read


class _Scholar:
    """One use of a tag, with the settings that count there."""

    def __init__(self, context: Context, name: str, source: str) -> None:
        self.context = context
        self.run = context.run
        self.name = name
        self.source = source
        page = context.globals.get("page")
        own = page.get("scholar") if isinstance(page, Mapping) else None
        told = self.run.given.site.get("scholar")
        self.config: dict[str, Any] = {**as_mapping(told), **as_mapping(own)}

    def show(self, asked: Asked) -> str:
        works = self._library(asked)
        match self.name:
            case "bibliography":
                return self._bibliography(works, asked)
            case "bibliography_count":
                return str(len(self._chosen(works, asked)))
        named = [self._work(works, key) for key in self._keys(asked)]
        if not named:
            raise ShownAsWrittenError(notices.failed(self.source, "it names no work"))
        prefix = asked.first("prefix")
        if self.name == "reference":
            return _reference(named[0], prefix)
        if self.name == "cite_details":
            return escape(asked.first("text") or "Details")
        self.run.cited.update((work.key, work) for work in named)
        return self._cited(named, asked, prefix) if self.name == "cite" else ""

    def _cited(self, named: Sequence[Work], asked: Asked, prefix: str) -> str:
        style = asked.first("style") or str(self.config.get("style") or "")
        if _NUMBERED.search(style):
            numbers = list(self.run.cited)
            words = "[" + ", ".join(str(numbers.index(work.key) + 1) for work in named) + "]"
        else:
            without = "suppress_author" in asked.options
            words = cited(named, locator=asked.first("locator"), without_authors=without)
        target = escape(_id(named[0], prefix))
        return f'<a class="citation" href="#{target}">{as_html(words)}</a>'

    def _bibliography(self, works: Mapping[str, Work], asked: Asked) -> str:
        self.run.lists_works = True
        chosen, prefix = self._chosen(works, asked), asked.first("prefix")
        key = asked.first("group_by") or str(self.config.get("group_by") or "none")
        key = key.split(",")[0].strip()
        if key == "none":
            return _list(chosen, prefix)
        order = asked.first("group_order") or str(self.config.get("group_order") or "")
        return "\n".join(
            f'<h2 class="bibliography">{escape(name)}</h2>\n{_list(group, prefix)}'
            for name, group in in_groups(chosen, key, order)
        )

    def _chosen(self, works: Mapping[str, Work], asked: Asked) -> list[Work]:
        query = asked.first("query") or str(self.config.get("query") or "@*")
        try:
            chosen = select(works.values(), query)
        except (ValueError, re.error):
            raise ShownAsWrittenError(
                notices.failed(self.source, f"the query {query} is not like @article[year=2020]")
            ) from None
        if "cited_in_order" in asked.options:
            keys = {work.key for work in chosen}
            return [work for key, work in self.run.cited.items() if key in keys]
        sort_by = [key for key in _words(self.config.get("sort_by")) if key != "none"]
        chosen = in_order(chosen, sort_by, _words(self.config.get("order")))
        if "cited" in asked.options:
            chosen = [work for work in chosen if work.key in self.run.cited]
        first, most = asked.first("offset"), asked.first("max")
        start = int(first) if first.isdecimal() else 0
        return chosen[start : start + int(most)] if most.isdecimal() else chosen[start:]

    def _library(self, asked: Asked) -> dict[str, Work]:
        """Return the works of the files that are asked for."""
        names = asked.options.get("file") or _words(self.config.get("bibliography")) or ["references.bib"]
        works: dict[str, Work] = {}
        for name in names:
            files = [text for path, text in sorted(self.run.given.bibliographies.items()) if _is_named(path, name)]
            if not files:
                raise ShownAsWrittenError(notices.missing_include(self.source, name, "among the bibliographies"))
            for text in files:
                works = {**read_bibliography(text).works, **works}
        return works

    def _keys(self, asked: Asked) -> Iterator[str]:
        """Yield the keys, of which any may be the name of a variable."""
        for key in asked.keys:
            value = self.context.scope.get(key)
            yield value if isinstance(value, str) else key

    def _work(self, works: Mapping[str, Work], key: str) -> Work:
        if key not in works:
            raise ShownAsWrittenError(notices.unknown_work(self.source, key, works))
        return works[key]


def _list(works: Any, prefix: str) -> str:
    items = "\n".join(f"<li>{_reference(work, prefix)}</li>" for work in works)
    return f'<ol class="bibliography">{items}</ol>'


def _reference(work: Work, prefix: str) -> str:
    return f'<span id="{escape(_id(work, prefix))}">{reference(work)}</span>'


def _id(work: Work, prefix: str) -> str:
    return f"{prefix}-{work.key}" if prefix else work.key


def _is_named(path: str, name: str) -> bool:
    name = name.removeprefix("./").lstrip("/")
    return path in (name, f"{name}.bib") or ("*" in name and fnmatch(path, name))


def _words(value: Any) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    return [word.strip() for text in texts if isinstance(text, str) for word in text.split(",") if word.strip()]


#: The tags by their names.
SCHOLAR_TAGS = {
    name: _tag(name) for name in ("cite", "nocite", "reference", "cite_details", "bibliography", "bibliography_count")
}
