"""Reads a settings file: what it sets, over the defaults, and what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from dapsagi.addresses.permalink import clean_path, fault_of_permalink
from dapsagi.config import jekyll
from dapsagi.config.defaults import deep_merge
from dapsagi.config.meanings import fault_of_language, language_meant, setting_meant
from dapsagi.config.services import Analytics, Comments, Fault, faults_of_analytics, faults_of_comments
from dapsagi.config.settings import (
    COLORS,
    MEASURES,
    NEVER_PUBLISHED,
    BlogKind,
    Collection,
    Scope,
    Settings,
    Tokens,
    default_settings,
)
from dapsagi.config.table import SETTINGS, Setting
from dapsagi.config.types import WrongTypeError, read_value
from dapsagi.post.dates import as_plain, zone_named
from dapsagi.problems import Problem, Severity, Span
from dapsagi.yaml_text import YamlMapping, salvage_mapping

_BY_NAME = {setting.name: setting for setting in SETTINGS}
# The address of a site as people write it; a host in Hangul is one too.
_SITE = re.compile(r"(?:https?:)?//(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])(?::\d{1,5})?(?:/\S*)?", re.I)
_REPOSITORY = re.compile(r"[\w-]+/[\w.-]+/?", re.A)
# The page of an author or of a repository, beside which the blog stands at https://author.github.io.
_SOURCES = re.compile(r"https?://(?:www\.)?github\.com/([\w-]+)(?:/[\w.-]+)?", re.I)
_GROUPS = {name[: match.start()] for name in _BY_NAME for match in re.finditer(r"\.", name)}


def read_settings(
    text: str,
    path: str,
    kind: BlogKind,
    overrides: Mapping[str, Any] | None = None,
    earlier: Sequence[tuple[str, str]] = (),
    first_posts: Callable[[], Iterable[str]] = tuple,
) -> tuple[Settings, tuple[Problem, ...]]:
    """Read a settings file; whatever is wrong in it becomes a problem, and the default stands in its place.

    A `dapsagi.yml` may hold only what `SETTINGS` lists; in a `_config.yml`, other keys belong to some theme or plugin.
    `overrides` come from the command line and win: values by the names of `SETTINGS`, and `base_url` for `url` and
    `baseurl` in one. `earlier` are files by path and text that this one overrules, mapping by mapping. `first_posts`
    gives texts of a Jekyll blog, which show its language where it is not said. Raises `KeyError` for an override that
    is no setting.
    """
    mapping = salvage_mapping(text)
    found = [problem.at(path, 1) for problem in mapping.problems]
    for place, each in reversed(earlier):
        below = salvage_mapping(each)
        mapping = _over(mapping, below)
        found += [problem.at(place, 1) for problem in below.problems]
    reader = _Reader(path, kind, mapping)
    reader.take_file(first_posts)
    reader.take_overrides(overrides or {})
    settings = reader.settings()
    return settings, (*found, *reader.problems)


def split_base_url(address: str) -> tuple[str, str]:
    """Split the address of a blog into `url` and `baseurl`, both without a slash at the end.

    Where the address is none, `url` says so to whoever checks it.
    """
    scheme, separator, rest = address.strip().partition("://")
    if not separator:
        return "", _base_path(address)
    host, _, path = rest.partition("/")
    return f"{scheme}://{host}", _base_path(re.split(r"[?#]", path)[0])


class _Reader:
    """Collects the fields of one `Settings`."""

    def __init__(self, path: str, kind: BlogKind, mapping: YamlMapping):
        self.path, self.kind, self.mapping = path, kind, mapping
        self.base = default_settings(kind)
        self.fields: dict[str, Any] = {}
        self.parts: dict[str, dict[str, Any]] = {}
        self.problems: list[Problem] = []

    def take_file(self, first_posts: Callable[[], Iterable[str]]) -> None:
        values: Mapping[str, Any] = self.mapping.values
        if self.kind == "jekyll":
            values = jekyll.spell_as_own(values, self.base.exclude, first_posts)
        for name, value in values.items():
            self._take_group(name, value)
        self.fields["extra"] = self._extra()

    def take_overrides(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if name == "base_url":
                self.fields["url"], self.fields["baseurl"] = split_base_url(str(value))
            else:
                self._set(_BY_NAME[name], value)

    def settings(self) -> Settings:
        parts = {
            part: msgspec.structs.replace(getattr(self.base, part), **fields) for part, fields in self.parts.items()
        }
        settings = msgspec.structs.replace(self.base, **self.fields, **parts)
        url, baseurl = self._checked_base(settings.url, settings.baseurl)
        return msgspec.structs.replace(
            settings,
            url=self._checked_url(url),
            baseurl=baseurl,
            lang=self._checked_language(settings.lang),
            timezone=self._checked_zone(settings.timezone),
            permalink=self._checked_permalink("permalink", settings.permalink, self.base.permalink),
            collections={label: self._checked_collection(each) for label, each in settings.collections.items()},
            paginate=self._checked_length(settings.paginate),
            limit_posts=self._checked_limit(settings.limit_posts),
            paginate_path=self._checked_paginate_path(settings.paginate_path),
            include=self._checked_include(settings.include),
            # Some write them with their dot, and all posts would be gone.
            markdown_ext=tuple(each.lstrip(".").lower() for each in settings.markdown_ext) or self.base.markdown_ext,
            output=_folder(settings.output) or self.base.output,
            feed_path=self._checked_feed(settings.feed_path),
            repository=self._checked_repository(settings.repository),
            edit_url=self._checked_edit_url(settings.edit_url),
            comments=self._checked_comments(settings.comments),
            analytics=self._checked_analytics(settings.analytics),
            theme=self._placed_tokens(settings.theme),
        )

    # --- One setting

    def _take_group(self, name: str, value: Any) -> None:
        if name in _GROUPS and isinstance(value, dict):
            for inner, item in value.items():
                self._take_group(f"{name}.{inner}", item)
        else:
            self._take(name, value)

    def _take(self, name: str, value: Any) -> None:
        setting = _BY_NAME.get(name)
        if setting is not None:
            spelled = self.mapping.spellings.get(name, value)
            # An unquoted 2020 or 1.10 is meant as it is written.
            self._set(setting, spelled if setting.type in ("text", "folder") and not isinstance(value, bool) else value)
        elif self.kind == "dapsagi" and name in _GROUPS:
            below = ", ".join(f"`{each.removeprefix(name + '.')}`" for each in _BY_NAME if each.startswith(name + "."))
            self._report("C102", Severity.ERROR, name, f'"{name}" takes settings below it', f"indent one of {below}")
        elif self.kind == "dapsagi" and not name.startswith("author."):
            # What else an author has (`picture`, `twitter`) is for templates.
            meant = setting_meant(name, (*_BY_NAME, *_GROUPS))
            hint = f'did you mean "{meant}"?' if meant else "values for templates go below `extra:`"
            self._report("C101", Severity.WARNING, name, f'there is no setting "{name}"', hint)

    def _set(self, setting: Setting, value: Any) -> None:
        # `baseurl:` with nothing after it asks for the default.
        if value is None and setting.type != "name or none":
            if setting.type == "colors":
                hint = f'write quotes around the colour: `{setting.name.rpartition(".")[2]}: "#ad3417"`'
                self._report(
                    "C102", Severity.WARNING, setting.name, f'"{setting.name}" is empty: # begins a comment', hint
                )
            return
        try:
            read = read_value(setting.type, value)
        except WrongTypeError as error:
            self._report_type(setting, error)
            return
        if setting.type == "scopes":
            read = tuple(msgspec.structs.replace(scope, values=self._plain(scope.values)) for scope in read)
            self._check_flags(read)
        elif setting.type == "mapping":
            read = self._plain(read)
        (self.parts.setdefault(setting.part, {}) if setting.part else self.fields)[setting.field] = read

    def _check_flags(self, scopes: Sequence[Scope]) -> None:
        """Report what should say whether posts are shown and cannot be read."""
        for number, scope in enumerate(scopes):
            value = scope.values.get("draft")
            if self.kind == "dapsagi" and not isinstance(value, bool | None):
                message = f"`draft` should be true or false, not `{value}`; the posts that it is for are not shown"
                place = f"defaults.{number}.values.draft"
                self._report("C102", Severity.ERROR, place, message, "write `draft: true`, or leave it out")

    def _report_type(self, setting: Setting, error: WrongTypeError) -> None:
        group, _, inner = setting.name.rpartition(".")
        if self.kind == "jekyll" and (group or inner) in jekyll.FOREIGN:
            return
        name = f"kramdown.{inner}" if self.kind == "jekyll" and group == "markdown" else setting.name
        severity = Severity.WARNING if self.kind == "jekyll" else Severity.ERROR
        message = f'"{name}" takes {error.expected}, not {error.found}'
        # A time zone is no "some words".
        default = setting.default.strip() if setting.type in ("text", "folder") else ""
        self._report("C102", severity, name, message, f"write for example `{inner}: {default or error.example}`")

    def _extra(self) -> Any:
        if self.kind == "dapsagi":
            return self.fields.get("extra", {})
        # A text may ask for any of them, `site.email` as well as `site.author.picture`.
        return self._plain(self.mapping.values)

    def _plain(self, value: Any) -> Any:
        return as_plain(value, naive_is_utc=self.kind == "jekyll")

    # --- What types cannot say

    def _checked_language(self, lang: str) -> str:
        """Return the language; the one that is meant, where something else is written."""
        fault = fault_of_language(lang)
        if fault is None:
            return lang
        self._report("C111", Severity.NOTE if self.kind == "jekyll" else Severity.WARNING, "lang", *fault)
        return language_meant(lang) or self.base.lang

    def _checked_zone(self, name: str) -> str:
        if zone_named(name) is not None:
            return name
        hint = "write an IANA name such as Asia/Seoul"
        self._report("C103", Severity.ERROR, "timezone", f'the time zone "{name}" is not known on this machine', hint)
        return self.base.timezone

    def _checked_permalink(self, name: str, template: str, default: str) -> str:
        fault = fault_of_permalink(template)
        if fault is None:
            return template
        self._report("C104", Severity.ERROR, name, *fault)
        return default

    def _checked_collection(self, collection: Collection) -> Collection:
        name = f"collections.{collection.label}.permalink"
        template = collection.permalink and self._checked_permalink(name, collection.permalink, "")
        return msgspec.structs.replace(collection, permalink=template)

    def _checked_length(self, length: int) -> int:
        if length > 0:
            return length
        self._report("C105", Severity.WARNING, "paginate", "a page cannot hold fewer posts than one", "write 10")
        return self.base.paginate

    def _checked_limit(self, limit: int) -> int:
        if limit < 0:
            message = "a blog cannot show fewer posts than none"
            self._report("C105", Severity.WARNING, "limit_posts", message, "write 0 for all")
        return max(limit, 0)

    def _checked_include(self, names: tuple[str, ...]) -> tuple[str, ...]:
        kept = tuple(name for name in names if NEVER_PUBLISHED.isdisjoint(name.split("/")))
        for name in names:
            if name not in kept:
                message = f'"{name}" holds what is not published and is part of no site, whatever `include` says'
                self._report("C102", Severity.ERROR, "include", message, "remove it")
        return kept

    def _checked_paginate_path(self, template: str) -> str:
        fault = fault_of_permalink(template.replace(":num", "1"))
        if ":num" not in template:
            fault = ("the path has no :num", "add it")
        if fault is None:
            return template
        self._report("C106", Severity.ERROR, "paginate_path", *fault)
        return self.base.paginate_path

    def _checked_base(self, url: str, baseurl: str) -> tuple[str, str]:
        """Return `url` and `baseurl`, also where the whole address stands in `baseurl`."""
        if "://" not in baseurl:
            return url, _base_path(baseurl)
        host, path = split_base_url(baseurl)
        hint = f'write `baseurl: "{path}"`' + ("" if url else f" and `url: {host}`")
        self._report("C107", Severity.WARNING, "baseurl", f'"{baseurl}" is an address, not a path', hint)
        return url or host, path

    def _checked_url(self, url: str) -> str:
        url = url.strip().rstrip("/")
        if sources := _SOURCES.fullmatch(url):
            site = f"https://{sources[1].lower()}.github.io"
            message = f'"{url}" is where the sources are kept, so {site} is taken for the address of the blog'
            self._report("C107", Severity.WARNING, "url", message, f"write url: {site}")
            return site
        if not url or _SITE.fullmatch(url):
            return url
        meant = "https://" + url.rpartition("://")[2].lstrip("/")
        hint = f"write {meant}" if _SITE.fullmatch(meant) else "write one such as https://example.com"
        self._report("C107", Severity.WARNING, "url", f'"{url}" is no address of a site', hint)
        return ""

    def _checked_feed(self, path: str) -> str:
        """Return the address of the feed, also where it is written with the host, as in the head of pages."""
        path = clean_path(split_base_url(path)[1] if "://" in path else path)
        if "." not in path.rpartition("/")[2].strip(". "):
            message = f'"{path}" is not the address of a file with an ending, by which hosts know a feed'
            self._report("C115", Severity.WARNING, "feed.path", message, "write for example `path: /feed.xml`")
        return path if path.strip("/ ") else self.base.feed_path

    def _checked_repository(self, place: str) -> str:
        if not place or self.kind == "jekyll" or _REPOSITORY.fullmatch(place) or _SITE.fullmatch(place):
            return place
        message = f'"{place}" is neither a repository on GitHub nor the address of one'
        self._report("C102", Severity.ERROR, "repository", message, "write for example `repository: owner/name`")
        return ""

    def _checked_edit_url(self, template: str) -> str:
        if not template or self.kind == "jekyll" or _SITE.fullmatch(template):
            return template
        hint = "write for example `edit_url: https://example.com/edit/{path}`"
        self._report("C102", Severity.ERROR, "edit_url", f'"{template}" is no address', hint)
        return ""

    # What cannot work is left out, so that no reader loads it for nothing.
    def _checked_comments(self, comments: Comments) -> Comments:
        return Comments() if self._found_faults(faults_of_comments(comments)) else comments

    def _checked_analytics(self, analytics: Analytics) -> Analytics:
        broken = self._found_faults(faults_of_analytics(analytics))
        return msgspec.structs.replace(analytics, **{name.partition(".")[2]: "" for name in broken})

    def _found_faults(self, faults: Iterable[Fault]) -> list[str]:
        severity = Severity.WARNING if self.kind == "jekyll" else Severity.ERROR
        names = []
        for fault in faults:
            self._report("C108", severity, fault.name, fault.message, fault.hint)
            names.append(fault.name)
        return names

    def _placed_tokens(self, tokens: Tokens) -> Tokens:
        if tokens.measure and tokens.measure not in MEASURES:
            message = f"a text of {tokens.measure} Hangul a line is hard to read"
            hint = f"write a number from {MEASURES[0]} to {MEASURES[-1]}"
            self._report("C109", Severity.WARNING, "theme.measure", message, hint)
            tokens = msgspec.structs.replace(tokens, measure=0)
        if tokens.is_empty:
            return tokens
        return msgspec.structs.replace(
            tokens, spans={name: self._span(f"theme.{name}") for name in COLORS if getattr(tokens, name)}
        )

    def _span(self, name: str) -> Span:
        """Return the place of a setting; that of its group if it is not there itself."""
        lines = self.mapping.lines
        return Span(self.path, lines.get(name) or lines.get(name.partition(".")[0], 0))

    def _report(self, code: str, severity: Severity, name: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, severity, message, self._span(name), hint))


def _over(mapping: YamlMapping, below: YamlMapping) -> YamlMapping:
    """Return one file's settings over another's, as `Jekyll::Utils.deep_merge_hashes` has them."""
    spellings = {key: value for key, value in below.spellings.items() if key not in mapping.values}
    # Lines are those of the file that is named; what the other alone sets has none.
    return YamlMapping(deep_merge(below.values, mapping.values), spellings | mapping.spellings, mapping.lines)


def _folder(path: str) -> str:
    """Return a path without what says nothing at its ends; the root of the disk stays what it is, to be refused."""
    return path.removeprefix("./").rstrip("/") or ("/" if path.startswith("/") else "")


def _base_path(path: str) -> str:
    return clean_path(path.strip()).rstrip("/")
