"""What a source is read by beside its own text: settings, and for some sources the other texts of the blog.

A change in any of it has a source read again, so none is given more than it may ask for: a title, a colour or a partial
that changes must not have 10,000 posts read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from dapsagi.config import Settings
from dapsagi.digest import Digest, digest
from dapsagi.loader.data_files import SiteData
from dapsagi.post.cover import shows_image
from dapsagi.post.expansion import Shared
from dapsagi.post.old_theme import find_formula_key, find_formula_signs, find_layout_listings

# Settings by which no source is read: pages are planned by them, or files found, checked and published.
_NOT_READ_BY = (
    *("author", "author_url", "email", "copyright", "navigation", "social", "learning", "theme", "comments"),
    *("images_responsive", "images_widths", "images_webp", "social_cards", "citations", "refine_html", "revisions_git"),
    *("paginate", "paginate_path", "future", "show_drafts", "unpublished", "limit_posts", "feed_path", "output"),
    *("exclude", "check_ignore", "editor", "publish_branch", "publish_folder", "publish_install"),
    *("repository", "edit_url", "analytics"),
)

# And those by which only pages and Liquid are.
_ASKED_FOR = ("title", "description")

# What a post without Liquid may be read by of what a settings file holds beside the settings that the tool knows.
_FOR_POSTS = ("default_lang", "lang_from_path", "languages", "relative_links", "titles_from_headings")

_DEFAULTS = Settings()


class Texts(msgspec.Struct, frozen=True):
    """The texts of a blog that others may show, by their names."""

    includes: Mapping[str, str]
    layouts: Mapping[str, str]
    data: SiteData
    bibliographies: Mapping[str, str]


class Ground(msgspec.Struct, frozen=True):
    """What sources are read by, and the digest of all of it."""

    shared: Shared
    digest: Digest


def lay_grounds(settings: Settings, texts: Texts, version: str) -> tuple[Ground, Ground]:
    """Return the ground of posts without Liquid, and that of all other sources."""
    templates = (*texts.includes.values(), *texts.layouts.values())
    theme = f"{settings.extra.get('theme')} {settings.extra.get('remote_theme')}"
    given, settings = settings, _without(_NOT_READ_BY, _with_formula_signs(settings, templates, theme))
    shows = not settings.is_jekyll or shows_image(theme, templates)
    # Where the settings tell the signs of formulas, these stand everywhere.
    asks = settings.is_jekyll and not given.markup.formula_signs
    formula_key = find_formula_key({**texts.layouts, **texts.includes}, theme) if asks else ""
    listings = find_layout_listings(
        {name.rpartition(".")[0]: text for name, text in texts.layouts.items()}, texts.includes
    )
    wide = Shared(
        settings,
        texts.includes,
        listings,
        lambda: texts.data.values,
        shows,
        texts.bibliographies,
        formula_key,
    )
    narrow = Shared(_for_posts(settings), shows_image=shows, formula_key=formula_key)
    others = (texts.includes, sorted(texts.bibliographies.items()), sorted(listings.items()), texts.data.texts)
    return (
        Ground(narrow, digest((narrow.settings, version, shows, formula_key))),
        Ground(wide, digest((settings, version, shows, formula_key, *others))),
    )


def may_hold_liquid(data: bytes) -> bool:
    """Say whether there may be Liquid in a file."""
    return b"{%" in data or b"{{" in data


def _for_posts(settings: Settings) -> Settings:
    extra = {name: settings.extra[name] for name in _FOR_POSTS if name in settings.extra}
    return msgspec.structs.replace(_without(_ASKED_FOR, settings), extra=extra)


def _without(names: Sequence[str], settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, **{name: getattr(_DEFAULTS, name) for name in names})


def _with_formula_signs(settings: Settings, templates: Sequence[str], theme: str) -> Settings:
    """Return the settings with the signs of formulas that the templates of a Jekyll blog show, if they say none."""
    if not settings.is_jekyll or settings.markup.formula_signs:
        return settings
    signs = find_formula_signs(templates, theme)
    return msgspec.structs.replace(settings, markup=msgspec.structs.replace(settings.markup, formula_signs=signs))
