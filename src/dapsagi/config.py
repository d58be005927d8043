"""The settings of a blog: `dapsagi.yml`, checked strictly, or a Jekyll blog's `_config.yml`, taken as it is.

`SETTINGS` says of every setting what it is called, what it takes, what it is by default and what it means; the manual
is made from the same table. The names are Jekyll's wherever Jekyll has the setting
(https://jekyllrb.com/docs/configuration/options/).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, tzinfo
from difflib import get_close_matches
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

import msgspec

from dapsagi import permalink as permalinks
from dapsagi.dates import as_plain, zone_named
from dapsagi.defaults import Scope, read_scopes
from dapsagi.markup.options import Dialect, MarkupOptions
from dapsagi.problems import Problem, Severity, Span
from dapsagi.setting_types import TYPES, SettingType, WrongTypeError
from dapsagi.yaml_text import YamlError, YamlMapping, read_mapping

BlogKind: TypeAlias = Literal["dapsagi", "jekyll"]


class Collection(msgspec.Struct, frozen=True):
    """A collection of Jekyll's: documents in the folder `_<label>`, written if `output`."""

    label: str
    output: bool = False
    permalink: str = ""
    metadata: dict[str, Any] = {}


class NamedLink(msgspec.Struct, frozen=True):
    """A link of the navigation or to a profile elsewhere."""

    title: str
    url: str


class Settings(msgspec.Struct, frozen=True):
    """Everything that a blog can set; `SETTINGS` documents each field."""

    kind: BlogKind = "dapsagi"
    title: str = ""
    description: str = ""
    author: str = ""
    author_url: str = ""
    email: str = ""
    url: str = ""
    baseurl: str = ""
    lang: str = "ko"
    timezone: str = "Asia/Seoul"
    permalink: str = "/:title/"
    markup: MarkupOptions = MarkupOptions()
    paginate: int = 10
    paginate_path: str = "/page/:num/"
    future: bool = False
    show_drafts: bool = False
    unpublished: bool = False
    include: tuple[str, ...] = (".htaccess", ".well-known")
    exclude: tuple[str, ...] = ()
    keep_files: tuple[str, ...] = (".git", ".svn")
    defaults: tuple[Scope, ...] = ()
    collections: dict[str, Collection] = {}
    collections_dir: str = ""
    posts_dir: str = "posts"
    drafts_dir: str = "drafts"
    pages_dir: str = "pages"
    data_dir: str = "data"
    includes_dir: str = "includes"
    markdown_ext: tuple[str, ...] = ("markdown", "mkdown", "mkdn", "mkd", "md")
    output: str = "site"
    feed_path: str = "/feed.xml"
    navigation: tuple[NamedLink, ...] = ()
    social: tuple[NamedLink, ...] = ()
    logo: str = ""
    copyright: str = ""
    plugins: tuple[str, ...] = ()
    extra: dict[str, Any] = {}

    @property
    def is_jekyll(self) -> bool:
        """Whether the blog is set up by a `_config.yml`, and so follows Jekyll where the two differ."""
        return self.kind == "jekyll"

    @property
    def zone(self) -> tzinfo:
        """The time zone of the blog; UTC where this machine does not know the one that is set."""
        return zone_named(self.timezone) or UTC


class Setting(msgspec.Struct, frozen=True):
    """One row of the table of settings: its name in the file, what it takes, and what it means.

    `field` is the field of `Settings`, or of `MarkupOptions` for names that begin with `markdown.`.
    """

    name: str
    type: SettingType
    meaning: str
    field: str = ""

    @property
    def default(self) -> Any:
        """The value in a blog with a `dapsagi.yml` that does not mention the setting."""
        if self.name.startswith("markdown."):
            return getattr(_NATIVE.markup, self.field)
        return getattr(_NATIVE, self.field)


def _row(name: str, kind: SettingType, meaning: str, field: str = "") -> Setting:
    return Setting(name, kind, meaning, field or name.removeprefix("markdown.").replace(".", "_"))


_NATIVE = Settings()

# Where Jekyll's own defaults differ.
_JEKYLL: dict[str, Any] = {
    "kind": "jekyll",
    "lang": "en",
    "timezone": "UTC",
    "permalink": "date",
    "paginate_path": "/page:num",
    "include": (".htaccess",),
    "posts_dir": "",
    "drafts_dir": "",
    "pages_dir": "",
    "data_dir": "_data",
    "includes_dir": "_includes",
    "exclude": (
        *(".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules"),
        *("vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"),
    ),
}

SETTINGS: tuple[Setting, ...] = (
    _row("title", "text", "the name of the blog"),
    _row("description", "text", "what the blog is about, in a sentence or two"),
    _row("author", "text", "who writes; or a mapping with `name`, `url` and `email`"),
    _row("author.name", "text", "who writes", "author"),
    _row("author.url", "text", "the author's own address"),
    _row("author.email", "text", "the author's mail address", "email"),
    _row("email", "text", "the author's mail address"),
    _row("url", "text", "where the blog is published: `https://example.com`, without a path"),
    _row("baseurl", "text", "the path below which the blog stands, such as `/blog`"),
    _row("lang", "text", "the language of the blog, as a BCP 47 tag"),
    _row("timezone", "text", "the time zone of dates, as an IANA name"),
    _row("permalink", "text", "the address of a post: `date`, `pretty`, `ordinal`, `weekdate`, `none` or a template"),
    _row("markdown.dialect", "dialect", "how Markdown is read: `dapsagi`, or `jekyll` for what kramdown makes of it"),
    _row("markdown.gfm", "flag", "follow GitHub's rules where kramdown has two"),
    _row("markdown.hard_wrap", "flag", "a line break in a paragraph is a line break on the page"),
    _row("markdown.auto_ids", "flag", "headings get an id made from their text"),
    _row("markdown.auto_id_prefix", "text", "what such an id begins with"),
    _row("markdown.auto_id_stripping", "flag", "markup does not count for such an id"),
    _row("markdown.toc_levels", "levels", "the levels of headings in a table of contents, such as `2..3`"),
    _row("markdown.header_offset", "number", "by how many levels headings are lowered"),
    _row("markdown.footnote_nr", "number", "the number of the first footnote"),
    _row("markdown.footnote_backlink", "text", "the text of the link from a footnote back to its place"),
    _row("markdown.smart_quotes", "quotes", "the four entities that quotes become"),
    _row("markdown.typographic_symbols", "pairs", "what dashes, ellipses and guillemets become"),
    _row("markdown.gfm_quirks", "texts", "`paragraph_end`: blocks may end a paragraph without a blank line"),
    _row("markdown.parse_block_html", "flag", "Markdown counts inside HTML blocks"),
    _row("markdown.parse_span_html", "flag", "Markdown counts inside HTML spans"),
    _row("markdown.math_engine", "name or none", "who shows formulas"),
    _row("markdown.syntax_highlighter", "name or none", "who colours code"),
    _row("markdown.default_lang", "name or none", "the language of code that names none"),
    _row("excerpt_separator", "text", "where the excerpt of a post ends"),
    _row("paginate", "number", "how many posts a page of the home page's list holds"),
    _row("paginate_path", "text", "the address of those pages; `:num` is their number"),
    _row("future", "flag", "show posts with a date that has not come yet"),
    _row("show_drafts", "flag", "show drafts"),
    _row("unpublished", "flag", "show posts with `published: false`"),
    _row("include", "texts", "files to copy though their names begin with a dot or underscore"),
    _row("exclude", "texts", "files and folders that do not belong to the site"),
    _row("keep_files", "texts", "files in the output folder that are not the tool's own, and stay"),
    _row("defaults", "scopes", "front matter for all posts and pages of a `scope` (`path`, `type`)"),
    _row("collections", "collections", "folders of documents beside the posts, as in Jekyll"),
    _row("collections_dir", "text", "the folder that holds the collections' folders"),
    _row("posts_dir", "text", "the folder of posts, beside every `_posts`"),
    _row("drafts_dir", "text", "the folder of drafts, beside every `_drafts`"),
    _row("pages_dir", "text", "the folder of pages, which is no part of their address"),
    _row("data_dir", "text", "the folder of data files"),
    _row("includes_dir", "text", "the folder of partials for `include`"),
    _row("markdown_ext", "texts", "the file name extensions of Markdown"),
    _row("destination", "text", "the folder that the site is written to", "output"),
    _row("feed.path", "text", "the address of the Atom feed"),
    _row("navigation", "links", "the links at the head of every page: a list of `title: address`"),
    _row("social", "links", "the author's profiles elsewhere: `GitHub: https://github.com/…`"),
    _row("logo", "text", "the address of the blog's image"),
    _row("copyright", "text", "a line about rights, at the foot of every page"),
    _row("plugins", "texts", "Jekyll's plugins; those that GitHub Pages runs are built in"),
    _row("extra", "mapping", "whatever else templates should see"),
)

# Names that Jekyll itself gives no meaning, but themes do.
_NOT_JEKYLLS = {"lang", "logo", "copyright", "navigation", "social", "extra", "posts_dir", "drafts_dir", "pages_dir"}

_BY_NAME = {setting.name: setting for setting in SETTINGS}
_GROUPS = {name.partition(".")[0] for name in _BY_NAME if "." in name}


def read_settings(
    text: str, path: str, kind: BlogKind, overrides: Mapping[str, Any] | None = None
) -> tuple[Settings, tuple[Problem, ...]]:
    """Read a settings file; whatever is wrong in it becomes a problem, and the default stands in its place.

    `overrides` come from the command line and win: values by the names of `SETTINGS`, and `base_url` for `url` and
    `baseurl` in one.
    """
    broken: tuple[Problem, ...] = ()
    try:
        mapping = read_mapping(text)
    except YamlError as error:
        mapping, broken = YamlMapping(), (error.problem,)
    reader = _Reader(mapping, path, kind)
    reader.take(mapping.values, mapping.lines)
    if kind == "jekyll":
        reader.take_jekyll(mapping.values)
    reader.override(overrides or {})
    problems = (*(problem.at(path, 1) for problem in (*mapping.problems, *broken)), *reader.problems)
    return reader.settings(), problems


def split_base_url(address: str) -> tuple[str, str]:
    """Split the address of a blog into `url` and `baseurl`, both without a slash at the end."""
    parts = urlsplit(address.strip())
    if not parts.scheme:
        return "", _base_path(address)
    return f"{parts.scheme}://{parts.netloc}", _base_path(parts.path)


# --- Details ----------------------------------------------------------------------------------------------------


class _Reader:
    """Collects the fields of one `Settings`."""

    def __init__(self, mapping: YamlMapping, path: str, kind: BlogKind):
        self.mapping, self.path, self.kind = mapping, path, kind
        self.fields: dict[str, Any] = dict(_JEKYLL) if kind == "jekyll" else {}
        self.markup: dict[str, Any] = {"dialect": kind}
        self.problems: list[Problem] = []

    def take(self, values: Mapping[str, Any], lines: Mapping[str, int]) -> None:
        for key, value in values.items():
            if key in _GROUPS and isinstance(value, dict):
                self._take_group(key, value, lines)
            elif key in _BY_NAME:
                self._set(_BY_NAME[key], value, lines.get(key, 0))
            elif key == "markdown" and isinstance(value, str) and self.kind == "jekyll":
                pass  # the name of Jekyll's engine; `take_jekyll` looks at its options
            else:
                self._unknown(key, lines.get(key, 0))
        given = self.fields.get("extra", {})
        rest = {key: value for key, value in values.items() if key not in _BY_NAME or isinstance(value, list | dict)}
        rest.pop("extra", None)
        self.fields["extra"] = as_plain({**rest, **given}, naive_is_utc=self.kind == "jekyll")

    def _take_group(self, group: str, values: Mapping[str, Any], lines: Mapping[str, int]) -> None:
        for key, value in values.items():
            name, line = f"{group}.{key}", lines.get(f"{group}.{key}", 0)
            if name in _BY_NAME:
                self._set(_BY_NAME[name], value, line)
            elif group != "author":
                # What else an author is called (`twitter`, `picture`) is for templates to see.
                self._unknown(name, line)

    def take_jekyll(self, values: Mapping[str, Any]) -> None:
        plugins = values.get("plugins") or values.get("gems")
        self.fields["plugins"] = _texts(plugins)
        if values.get("exclude"):
            self.fields["exclude"] = tuple(dict.fromkeys((*_texts(values["exclude"]), *_JEKYLL["exclude"])))
        for key, field in (("language", "lang"), ("locale", "lang"), ("tagline", "description")):
            if isinstance(values.get(key), str) and not values.get(field):
                self.fields[field] = values[key].replace("_", "-") if field == "lang" else values[key]
        self._take_kramdown(values)
        self._take_social(values)

    def _take_kramdown(self, values: Mapping[str, Any]) -> None:
        options = values.get("kramdown")
        options = options if isinstance(options, dict) else {}
        self.markup["syntax_highlighter"] = _name(values.get("highlighter", "rouge"))
        for key, value in options.items():
            if setting := _BY_NAME.get(f"markdown.{key}"):
                if setting.field != "dialect":
                    self._set(setting, value, self.mapping.lines.get(f"kramdown.{key}", 0))
            elif key == "input":
                self.markup["gfm"] = str(value).upper() == "GFM"
        highlighting = options.get("syntax_highlighter_opts")
        if isinstance(highlighting, dict):
            self.markup["default_lang"] = _name(highlighting.get("default_lang"))

    def _take_social(self, values: Mapping[str, Any]) -> None:
        links = list(self.fields.get("social", ()))
        social = values.get("social")
        if isinstance(social, dict) and isinstance(social.get("links"), list):
            # The form of jekyll-seo-tag: addresses alone, so each is called by its host.
            links = [NamedLink(urlsplit(url).hostname or url, url) for url in _texts(social["links"])]
        for key, title in (("github_username", "GitHub"), ("twitter_username", "Twitter")):
            if isinstance(name := values.get(key), str) and name:
                links.append(NamedLink(title, f"https://{title.lower()}.com/{name}"))
        self.fields["social"] = tuple(links)

    def override(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if name == "base_url":
                self.fields["url"], self.fields["baseurl"] = split_base_url(str(value))
            elif name in _BY_NAME:
                self._set(_BY_NAME[name], value, 0)
            else:
                raise KeyError(name)

    def settings(self) -> Settings:
        fields = dict(self.fields)
        self.markup["excerpt_separator"] = fields.pop("excerpt_separator", "\n\n")
        fields["url"] = fields.get("url", "").rstrip("/")
        fields["baseurl"] = _base_path(fields.get("baseurl", ""))
        if "feed_path" in fields:
            fields["feed_path"] = permalinks.clean_path(fields["feed_path"])
        self._check(fields)
        return Settings(**fields, markup=MarkupOptions(**self.markup))

    def _check(self, fields: dict[str, Any]) -> None:
        base = Settings(**_JEKYLL) if self.kind == "jekyll" else _NATIVE
        if "timezone" in fields and zone_named(fields["timezone"]) is None:
            message = f'the time zone "{fields["timezone"]}" is not known here'
            self._report("C103", Severity.ERROR, "timezone", message, "write an IANA name, such as Asia/Seoul")
            fields["timezone"] = base.timezone
        fault = permalinks.fault_of(fields.get("permalink", base.permalink))
        if fault:
            self._report("C104", Severity.ERROR, "permalink", *fault)
            fields["permalink"] = base.permalink
        if fields.get("paginate", base.paginate) < 1:
            self._report("C105", Severity.WARNING, "paginate", "a page cannot hold fewer posts than one", "write 10")
            fields["paginate"] = base.paginate
        if ":num" not in fields.get("paginate_path", base.paginate_path):
            self._report("C106", Severity.ERROR, "paginate_path", "the path has no :num", "write /page/:num/")
            fields["paginate_path"] = base.paginate_path
        if fields["url"] and not urlsplit(fields["url"]).netloc:
            hint = f"write https://{fields['url'].lstrip('/')}"
            self._report("C107", Severity.WARNING, "url", f'"{fields["url"]}" is no address', hint)
            fields["url"] = ""

    def _set(self, setting: Setting, value: Any, line: int) -> None:
        if value is None and setting.type != "name or none":
            return  # `baseurl:` with nothing after it asks for the default
        try:
            read = self._read(setting, value)
        except WrongTypeError as error:
            if self.kind == "jekyll" and setting.name in _NOT_JEKYLLS:
                return  # the old theme's word, with a meaning of its own; it stays in `extra`
            message = f'"{setting.name}" takes {error.expected}, not {error.found}'
            severity = Severity.ERROR if self.kind == "dapsagi" else Severity.WARNING
            self.problems.append(Problem("C102", severity, message, Span(self.path, line), f"write {error.example}"))
            return
        (self.markup if setting.name.startswith("markdown.") else self.fields)[setting.field] = read

    def _read(self, setting: Setting, value: Any) -> Any:
        if setting.type == "scopes":
            return read_scopes(as_plain(value, naive_is_utc=self.kind == "jekyll"))
        if setting.type == "collections":
            return _collections(value)
        if setting.type == "links":
            return tuple(NamedLink(title, url) for title, url in TYPES["links"].read(setting.name, value))
        spelled = self.mapping.spelling(setting.name)
        written = spelled if isinstance(spelled, str) and not isinstance(value, bool) else value
        return TYPES[setting.type].read(setting.name, written if setting.type == "text" else value)

    def _unknown(self, name: str, line: int) -> None:
        if self.kind == "jekyll":
            return
        close = get_close_matches(name, _BY_NAME, n=1)
        hint = f'did you mean "{close[0]}"?' if close else "values for templates go below `extra:`"
        message = f'there is no setting "{name}"'
        self.problems.append(Problem("C101", Severity.WARNING, message, Span(self.path, line), hint))

    def _report(self, code: str, severity: Severity, name: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, severity, message, Span(self.path, self.mapping.lines.get(name, 0)), hint))


def _collections(value: Any) -> dict[str, Collection]:
    if isinstance(value, list):
        value = {str(label): {} for label in value}
    if not isinstance(value, dict):
        raise WrongTypeError("collections", "mapping", value)
    found = {}
    for label, metadata in value.items():
        metadata = metadata if isinstance(metadata, dict) else {}
        template = metadata.get("permalink")
        output = metadata.get("output") is True
        found[label] = Collection(label, output, template if isinstance(template, str) else "", metadata)
    return found


def _base_path(path: str) -> str:
    return permalinks.clean_path(path).rstrip("/")


def _name(value: Any) -> str | None:
    return value if isinstance(value, str) and value != "none" else None


def _texts(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(str(item) for item in items if item is not None)


__all__ = [
    "SETTINGS",
    "BlogKind",
    "Collection",
    "Dialect",
    "NamedLink",
    "Scope",
    "Setting",
    "Settings",
    "read_settings",
]
