"""The story of a blog that moves in: copy what is the author's, build it, and tell what became of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from dapsagi.build.assembly import look_at_site
from dapsagi.build.build import build
from dapsagi.build.order import Order
from dapsagi.config import Settings
from dapsagi.importers.comparison import Comparison, compare_addresses
from dapsagi.importers.copying import copy_blog
from dapsagi.importers.traits import Plugin, Trait, find_traits, plugin_named
from dapsagi.loader.settings_file import find_unsaid_korean, load_settings, settings_files
from dapsagi.post.names import is_markdown, is_optional, kind_of
from dapsagi.problems import Problem, Severity
from dapsagi.report import Progress, in_silence
from dapsagi.site import Site
from dapsagi.yaml_text import salvage_mapping

Today = Callable[[Settings], datetime]

# Links of the blog to itself that lead nowhere.
_DEAD_LINKS = frozenset({"L101", "L102", "L103", "L105"})
_GEM = re.compile(r"^\s*gem\s+[\"']((?:jekyll|jemoji)[\w-]*)[\"']", re.M)
_NO_PLUGINS = frozenset({"jekyll", "jekyll-watch"})

# Markup that plugins of Jekyll's read: AsciiDoc, Org, reStructuredText, Textile.
_OTHER_MARKUP = frozenset({".adoc", ".asciidoc", ".asc", ".ad", ".org", ".rst", ".textile"})

# Layouts that show a text and no more.
_PLAIN_LAYOUTS = frozenset({"", "none", "default", "post", "page", "single"})


class Look(msgspec.Struct, frozen=True):
    """A source that needs a look: how many errors and warnings it has, and what they are, once each."""

    path: str
    errors: int
    warnings: int
    codes: tuple[str, ...]


class MoveIn(msgspec.Struct, frozen=True):
    """What became of a blog.

    `hidden` counts drafts, posts of the future and unpublished ones, `homeless` sources whose address another has,
    `found` posts that Jekyll hid behind such another one and that are shown here. `unread` are posts in other markup
    than Markdown and HTML, which a plugin read, `undated` files among the posts that are none to Jekyll, for their
    names have no date. Without the `url` of the blog there is neither feed nor sitemap. `redirects` counts the
    addresses of the old theme and its plugins that lead to pages of ours, `layouts` the posts and pages that asked for
    a layout of the old theme. `looks` has the sources that need a look, the worst first.
    """

    folder: str
    output: str
    copied: int
    posts: int
    hidden: int
    homeless: int
    found: int
    unread: tuple[str, ...]
    undated: tuple[str, ...]
    url: str
    pages: int
    files: int
    redirects: int
    layouts: dict[str, int]
    traits: tuple[Trait, ...]
    plugins: tuple[Plugin, ...]
    scripts: tuple[str, ...]
    looks: tuple[Look, ...]
    dead_links: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    comparison: Comparison | None
    seconds: float


class Request(msgspec.Struct, frozen=True):
    """The blog in `old` to be built where it stands, or copied to `new` and built there.

    `config` and `output` are what was said of its settings file and of where the site goes; `against` is what the
    old site is known by.
    """

    old: Path
    new: Path | None = None
    config: Path | None = None
    output: str = ""
    against: Path | None = None


def move_in(asked: Request, now: Today, jobs: int = 1, progress: Progress = in_silence) -> MoveIn:
    """Build a blog of Jekyll's; `now` gives the time of the build in its zone. Raises `RefusedError`."""
    old, config = asked.old, asked.config
    settings, _ = load_settings(old, config)
    copied: Sequence[str] = copy_blog(old, asked.new, settings) if asked.new else ()
    root = asked.new or old
    settings, problems = load_settings(root, config, {"destination": asked.output} if asked.output else None)
    today = now(settings)
    report = build(Order(root, settings, today, jobs, progress=progress))
    loaded, site = look_at_site(root, settings, today, jobs)
    everything = (*problems, *find_unsaid_korean(root, settings, config), *report.problems)
    refused = [each for each in everything if each.code == "U102"]
    homeless = {each.span.path for each in refused if each.severity is Severity.ERROR} - site.by_key.keys()
    kept = {each.span.path for each in refused if each.severity is Severity.WARNING}
    shown = {post.key for post in site.posts} | homeless
    place = root / settings.output
    return MoveIn(
        folder=str(root),
        output=str(place),
        copied=len(copied),
        posts=len(site.posts),
        hidden=sum(post.is_post and post.key not in shown for post in loaded.posts),
        homeless=len(homeless),
        found=sum(post.key in kept for post in site.posts),
        unread=tuple(sorted(path for path in _among_posts(old) if Path(path).suffix.lower() in _OTHER_MARKUP)),
        undated=tuple(_undated(old, settings)),
        url=settings.url,
        pages=len(site.pages),
        files=len(loaded.files),
        redirects=len(site.former.moved) + len(site.former.feeds),
        layouts=_old_layouts(site),
        traits=find_traits(_values(old, config), _templates(old)),
        plugins=tuple(plugin_named(name) for name in _plugins(old, settings)),
        scripts=tuple(sorted(file.name for file in (old / "_plugins").glob("*.rb"))),
        looks=_looks(everything, {post.key for post in loaded.posts}),
        dead_links=tuple(problem for problem in everything if problem.code in _DEAD_LINKS),
        problems=everything,
        comparison=compare_addresses(asked.against, place, settings.baseurl) if asked.against else None,
        seconds=report.seconds,
    )


def _among_posts(old: Path) -> set[str]:
    files = (file for pattern in ("_posts/**/*", "*/_posts/**/*") for file in old.glob(pattern))
    return {file.relative_to(old).as_posix() for file in files if file.is_file()}


def _undated(old: Path, settings: Settings) -> list[str]:
    files = (path for path in _among_posts(old) if is_markdown(path, settings) and is_optional(path, settings))
    return sorted(path for path in files if not kind_of(path, settings)) if settings.is_jekyll else []


def _old_layouts(site: Site) -> dict[str, int]:
    """Count posts and pages by layout, for those layouts that were the old theme's and do more than show a text."""
    counts = Counter(post.layout for post in (*site.posts, *site.pages) if post.layout not in _PLAIN_LAYOUTS)
    return dict(counts.most_common())


def _looks(problems: Sequence[Problem], keys: set[str]) -> tuple[Look, ...]:
    """Gather what is wrong in each source, apart from its dead links, which have a list of their own."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.span.path in keys and problem.severity > Severity.NOTE and problem.code not in _DEAD_LINKS:
            found.setdefault(problem.span.path, []).append(problem)
    looks = [
        Look(
            path,
            sum(problem.severity is Severity.ERROR for problem in each),
            sum(problem.severity is Severity.WARNING for problem in each),
            tuple(sorted({problem.code for problem in each})),
        )
        for path, each in found.items()
    ]
    return tuple(sorted(looks, key=lambda look: (-look.errors, -look.warnings, look.path)))


def _plugins(old: Path, settings: Settings) -> list[str]:
    """Return the plugins that the settings or the Gemfile name; a `github-pages` gem brings its own, all known."""
    gems: list[str] = []
    with suppress(OSError, UnicodeDecodeError):
        gems = _GEM.findall((old / "Gemfile").read_text("utf-8"))
    named = dict.fromkeys((*settings.plugins, *gems))
    return [name for name in named if name not in _NO_PLUGINS and not name.startswith("jekyll-theme-")]


def _values(old: Path, config: Path | None) -> dict[str, object]:
    """Return all that the settings files say, whatever it is for."""
    values: dict[str, object] = {}
    for file in settings_files(old, config):
        with suppress(OSError, UnicodeDecodeError):
            values |= salvage_mapping(file.read_text("utf-8-sig")).values
    return values


def _templates(old: Path) -> Iterator[str]:
    for folder in ("_layouts", "_includes"):
        for file in sorted((old / folder).rglob("*.html")):
            with suppress(OSError, UnicodeDecodeError):
                yield file.read_text("utf-8")
