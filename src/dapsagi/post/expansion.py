"""The Liquid of a source: what it may ask of its own page and of the blog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

import msgspec

from dapsagi import markup
from dapsagi.addresses.languages import other_languages
from dapsagi.config import Settings
from dapsagi.liquid import Expanded, Given, expand_liquid
from dapsagi.markup.highlight import highlighted
from dapsagi.markup.options import MarkupOptions
from dapsagi.post.dates import as_plain
from dapsagi.post.lists import LIST_NAMES, Lists, own_values
from dapsagi.post.old_theme import Listing
from dapsagi.post.values import Post, PostText

#: To ask a mapping of files whether it is empty would look at all of them.
NO_FILES: Mapping[str, str] = MappingProxyType({})


class Shared(msgspec.Struct, frozen=True):
    """What the texts of a blog share: its settings, and what they may draw on.

    `includes` are the partials by name, `layouts` those of an old theme, with what each of them lists. `find_data`
    gives what is behind `site.data`, and is called if a text may ask for it. `shows_image` says whether the
    `image` of a post is for its readers too, and not only for where it is shared. `bibliographies` are BibTeX files.
    `formula_key` is what front matter asks the old theme's script for formulas by. `lists` are those of the blog, and
    None while its sources are read, of which the lists are made.
    """

    settings: Settings
    includes: Mapping[str, str] = NO_FILES
    layouts: Mapping[str, Listing | None] = {}
    find_data: Callable[[], Mapping[str, Any]] = dict
    shows_image: bool = True
    bibliographies: Mapping[str, str] = NO_FILES
    formula_key: str = ""
    lists: Lists | None = None


def expand(parsed: PostText, url: str, shared: Shared, neighbours: Mapping[str, str]) -> Expanded:
    """Return the text of a source with its Liquid done; `neighbours` are the files beside it."""
    settings, options = shared.settings, shared.settings.markup
    if "{%" not in parsed.text and "{{" not in parsed.text:
        return Expanded(parsed.text)
    if parsed.post.extra.get("render_with_liquid") is False:
        return Expanded(parsed.text)
    site = _site_values(settings)
    if languages := other_languages(settings):
        is_known = parsed.post.lang in languages
        site["active_lang"] = parsed.post.lang if is_known else settings.extra.get("default_lang", "en")
    if "data" in parsed.text or "include" in parsed.text:
        site["data"] = shared.find_data()
    lists = shared.lists or Lists(settings)
    given = Given(
        site=site,
        dialect=options.dialect,
        includes=shared.includes,
        neighbours=neighbours,
        highlight=lambda code, language: highlighted(code, language, options) or escape(code),
        markdown=lambda text: markup.render(text, options).as_written(),
        zone=settings.zone,
        bibliographies=shared.bibliographies,
        find_list=lambda name: lists.find(name, parsed.post),
    )
    front_matter: dict[str, Any] = as_plain(parsed.front_matter, naive_is_utc=settings.is_jekyll)
    return expand_liquid(parsed.text, front_matter | own_values(parsed.post, url, settings), given)


def options_of(post: Post, shared: Shared) -> MarkupOptions:
    """Return what the Markdown of a post is read by: the settings, and what its front matter says besides."""
    options = shared.settings.markup
    if shared.formula_key and post.extra.get(shared.formula_key) in (None, False):
        options = msgspec.structs.replace(options, formula_signs="kramdown")
    if post.excerpt_separator:
        options = msgspec.structs.replace(options, excerpt_separator=post.excerpt_separator)
    return options


def _site_values(settings: Settings) -> dict[str, Any]:
    """Return what a text may ask of the blog: all settings, the known ones as they were read."""
    of_lists = {*settings.collections, *LIST_NAMES}
    return {name: value for name, value in settings.extra.items() if name not in of_lists} | {
        "title": settings.title,
        # Ours is without tags, and without the words of a theme's first settings.
        "description": settings.extra.get("description") or settings.description,
        "url": _with_its_slash("url", settings.url, settings),
        "baseurl": _with_its_slash("baseurl", settings.baseurl, settings),
        "lang": settings.lang,
        "timezone": settings.timezone,
    }


def _with_its_slash(key: str, value: str, settings: Settings) -> str:
    """Return an address with the slash that Jekyll's settings say at its end: `{{ site.url }}a.png` counts on it."""
    written = settings.extra.get(key)
    is_same = settings.is_jekyll and isinstance(written, str) and written.strip().rstrip("/") == value
    return str(written).strip() if is_same else value
