"""The Liquid of a source: what it may ask of its own page and of the blog."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any

import msgspec

from dapsagi import markup
from dapsagi.addresses import urls
from dapsagi.addresses.languages import other_languages
from dapsagi.config import Settings
from dapsagi.liquid import Expanded, Given, expand_liquid
from dapsagi.markup.highlight import highlighted
from dapsagi.markup.options import MarkupOptions
from dapsagi.post.dates import as_plain
from dapsagi.post.old_theme import Listing
from dapsagi.post.values import Post, PostText

#: To ask a mapping of files whether it is empty would look at all of them.
NO_FILES: Mapping[str, str] = MappingProxyType({})


class Shared(msgspec.Struct, frozen=True):
    """What the texts of a blog share: its settings, and what they may draw on.

    `includes` are the partials by name, `layouts` those of an old theme, with what each of them lists. `find_data`
    gives what is behind `site.data`, and is called if a text may ask for it. `shows_image` says whether the
    `image` of a post is for its readers too, and not only for where it is shared. `bibliographies` are BibTeX files.
    `formula_key` is what front matter asks the old theme's script for formulas by. `find_documents` gives those of a
    collection, and is called if a text asks for them.
    """

    settings: Settings
    includes: Mapping[str, str] = NO_FILES
    layouts: Mapping[str, Listing | None] = {}
    find_data: Callable[[], Mapping[str, Any]] = dict
    shows_image: bool = True
    bibliographies: Mapping[str, str] = NO_FILES
    formula_key: str = ""
    find_documents: Callable[[str], Sequence[Mapping[str, Any]] | None] = lambda _: None


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
    given = Given(
        site=site,
        dialect=options.dialect,
        includes=shared.includes,
        neighbours=neighbours,
        highlight=lambda code, language: highlighted(code, language, options) or escape(code),
        markdown=lambda text: markup.render(text, options).as_written(),
        zone=settings.zone,
        bibliographies=shared.bibliographies,
        find_documents=shared.find_documents,
    )
    return expand_liquid(parsed.text, page_values(parsed, url, settings), given)


def page_values(parsed: PostText, url: str, settings: Settings) -> dict[str, Any]:
    """Return what a text may ask of its own page: its front matter, and what Jekyll adds to it."""
    post = parsed.post
    own: dict[str, Any] = as_plain(parsed.front_matter, naive_is_utc=settings.is_jekyll)
    return own | {
        "title": post.written_title,
        "date": post.date if post.dated else None,
        "categories": list(post.categories),
        "tags": list(post.tags),
        "layout": post.layout,
        "lang": post.lang,
        "slug": post.slug,
        "path": post.key,
        "relative_path": post.key,
        "collection": {"post": "posts", "draft": "posts", "page": None}.get(post.kind, post.kind),
        "name": post.key.rpartition("/")[2],
        "ext": posixpath.splitext(post.key)[1],
        "id": posixpath.join(posixpath.dirname(url.rstrip("/")), post.slug) if post.kind != "page" else None,
        "dir": (url if url.endswith("/") else posixpath.dirname(url)) if post.kind == "page" else None,
        "url": urls.encode(url),
        "description": post.description,
        "author": post.extra.get("author", post.author),
        "image": post.extra.get("image", post.image),
    }


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
    return {name: value for name, value in settings.extra.items() if name not in settings.collections} | {
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
