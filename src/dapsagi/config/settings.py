"""What a blog can set; `dapsagi.config.table` says of every setting what it means."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import Any, Literal, TypeAlias

import msgspec

from dapsagi.config.services import Analytics, Comments
from dapsagi.markup.options import MarkupOptions
from dapsagi.post.dates import zone_named
from dapsagi.problems import Span

BlogKind: TypeAlias = Literal["dapsagi", "jekyll"]

#: Who draws formulas: the tool itself, a script that the author's templates load, or nobody.
MathEngine: TypeAlias = Literal["katex", "mathjax", "none"]

#: The names under which settings are looked for, in this order.
SETTINGS_NAMES = ("dapsagi.yml", "dapsagi.yaml", "_config.yml", "_config.yaml")

#: What lies in a blog's folder and is part of no site, whatever `include` says: drafts and all that was ever deleted
#: are in there.
NEVER_PUBLISHED = frozenset((".git", ".hg", ".svn", ".dapsagi"))


class Scope(msgspec.Struct, frozen=True):
    """Front matter for the sources whose path begins with `path` (or matches it, with `*`) and that are of `type`.

    An empty `type` means every type: "posts", "pages", "drafts" or the label of a collection.
    """

    path: str
    type: str
    values: dict[str, Any]


class Collection(msgspec.Struct, frozen=True):
    """A collection of Jekyll's: documents in the folder `_<label>`, written if `output`."""

    label: str
    output: bool = False
    permalink: str = ""
    metadata: dict[str, Any] = {}


class NamedLink(msgspec.Struct, frozen=True):
    """A link of the navigation, or to a profile elsewhere."""

    title: str
    url: str


#: The tokens that are colours.
COLORS = ("accent", "paper", "ink")

#: A narrower text breaks every few words, in a wider one the eye loses the line.
MEASURES = range(24, 61)


class Tokens(msgspec.Struct, frozen=True):
    """Colours (`#rrggbb`, for the light page and perhaps for the dark one), families of fonts, and the measure.

    What is empty is as the theme has it. `pretendard` sends that font to readers who have it not. `measure` is the
    width of the text in Hangul, 0 for the theme's own; `spans` are the places of the colours that are set, by name.
    """

    accent: tuple[str, ...] = ()
    paper: tuple[str, ...] = ()
    ink: tuple[str, ...] = ()
    text_fonts: tuple[str, ...] = ()
    code_fonts: tuple[str, ...] = ()
    pretendard: bool = False
    measure: int = 0
    spans: dict[str, Span] = {}

    @property
    def is_empty(self) -> bool:
        """Whether everything is as the theme has it."""
        fonts = self.text_fonts or self.code_fonts or self.pretendard
        return not (self.accent or self.paper or self.ink or fonts or self.measure)


class Settings(msgspec.Struct, frozen=True):
    """The settings of a blog; the defaults are those of a blog without a settings file.

    Values are as the rest of the tool needs them: `url` and `baseurl` without a slash at the end, `feed_path` from the
    root of the site. `extra` holds the rest of the file as plain data, for templates; of a `_config.yml` all of it, for
    texts may ask for any of it.
    """

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
    comments: Comments = Comments()
    analytics: Analytics = Analytics()
    theme: Tokens = Tokens()
    math: MathEngine = "katex"
    images_responsive: bool = True
    images_widths: tuple[int, ...] = (480, 960, 1600)
    images_webp: bool = True
    images_covers: bool = True
    social_cards: bool = False
    citations: bool = False
    refine_html: bool = True
    search: bool = True
    revisions_git: bool = False
    paginate: int = 10
    paginate_path: str = "/page/:num/"
    future: bool = False
    show_drafts: bool = False
    unpublished: bool = False
    limit_posts: int = 0
    include: tuple[str, ...] = (".htaccess", ".well-known")
    exclude: tuple[str, ...] = ()
    check_ignore: tuple[str, ...] = ()
    defaults: tuple[Scope, ...] = ()
    collections: dict[str, Collection] = {}
    collections_dir: str = ""
    posts_dir: tuple[str, ...] = ("posts",)
    drafts_dir: str = "drafts"
    pages_dir: str = "pages"
    files_dir: tuple[str, ...] = ()
    data_dir: str = "data"
    includes_dir: str = "includes"
    editor: str = ""
    publish_branch: str = ""
    publish_folder: str = ""
    publish_install: str = ""
    repository: str = ""
    edit_url: str = ""
    markdown_ext: tuple[str, ...] = ("markdown", "mkdown", "mkdn", "mkd", "md")
    output: str = "site"
    feed_path: str = "/feed.xml"
    navigation: tuple[NamedLink, ...] = ()
    social: tuple[NamedLink, ...] = ()
    learning: tuple[str, ...] = ()
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

    @property
    def bibliography_dir(self) -> str:
        """The folder of BibTeX files that jekyll-scholar is told of."""
        scholar = self.extra.get("scholar")
        source = scholar.get("source") if isinstance(scholar, dict) else None
        return (source.strip("./") if isinstance(source, str) else "") or "_bibliography"

    def below_collections(self, path: str) -> str:
        """Return a path as it is from `collections_dir`, where that is set and the path leads into it."""
        return path.removeprefix(self.collections_dir + "/") if self.collections_dir else path


# Where Jekyll's own defaults differ (https://jekyllrb.com/docs/configuration/default/). Without `timezone`, Jekyll
# takes the machine's; a build must not depend on where it runs.
_OF_JEKYLL = Settings(
    kind="jekyll",
    lang="en",
    timezone="UTC",
    permalink="date",
    markup=MarkupOptions(dialect="jekyll"),
    refine_html=False,
    paginate_path="/page:num",
    include=(".htaccess",),
    exclude=(
        *(".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules"),
        *("vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"),
    ),
    posts_dir=(),
    drafts_dir="",
    pages_dir="",
    data_dir="_data",
    includes_dir="_includes",
)


def default_settings(kind: BlogKind) -> Settings:
    """Return the settings of a blog whose file sets nothing."""
    return _OF_JEKYLL if kind == "jekyll" else Settings()
