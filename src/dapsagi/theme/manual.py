"""The parts of the manual's page about the theme that are made from the theme itself, so that they cannot lie."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from dapsagi.config import SETTINGS
from dapsagi.config.types import words_for
from dapsagi.pages import views
from dapsagi.renderer.filters import FILTERS
from dapsagi.theme.shadowing import theme_files

#: The view that each template gets as `page`.
VIEW_OF: Mapping[str, type[Any]] = {
    "404.html": views.NotFoundView,
    "archive.html": views.ArchiveView,
    "data.txt": views.DataView,
    "export.txt": views.ExportView,
    "feed.xml": views.FeedView,
    "home.html": views.HomeView,
    "list.html": views.ListView,
    "page.html": views.PageView,
    "post.html": views.PostView,
    "redirect.html": views.RedirectView,
    "references.html": views.ReferencesView,
    "robots.txt": views.RobotsView,
    "route_index.html": views.RouteIndexView,
    "route_map.html": views.RouteMapView,
    "search.html": views.SearchView,
    "series.html": views.SeriesView,
    "series_index.html": views.SeriesIndexView,
    "sitemap.xml": views.SitemapView,
    "terms.html": views.TermsView,
    "year.html": views.YearView,
}

#: What stands in each block; these names stay, whatever becomes of the theme.
BLOCKS: Mapping[str, str] = {
    "title": "the title of the page, for tabs and search engines",
    "title_suffix": "what follows it there: the name of the blog",
    "meta": "what the head of the page says of it to search engines, feed readers and whoever shares it",
    "styles": "style sheets before that of the theme, for pages that have one of their own",
    "head": "the end of the head: structured data; the place for links and scripts of your own",
    "header": "the name of the blog and the navigation",
    "main": "all between header and footer",
    "footer": "author, profiles, feed",
    "counting": "the question whether a visit may be counted, if any service counts",
    "counters": "the scripts that are run when it is answered; in `partials/counting.html`",
    "end": "the end of the page: empty, for scripts of your own",
    "page_header": "the title of the page as a reader sees it, with what stands around it",
    "before_text": "between title and text: the journey, the contents",
    "text": "the text itself",
    "after_text": "the end of the article: tags, sharing, editing, references",
    "comments": "the comments, if there are any",
    "after_post": "below the article: backlinks, related posts, the ways on",
    "introduction": "what the home page says of the blog",
    "learning": "what the author is learning now, on the home page",
    "pinned": "the posts to begin with, on the home page",
    "journeys": "the journeys on the home page",
    "latest": "the newest posts on the home page, and where an address leads nowhere",
    "list": "the list that the page is there for",
    "search_form": "where a reader searches; `/` shows it on every page",
}


def with_made_parts(page: str) -> str:
    """Return the text of `docs/theme.md` with its made parts made anew; everything around them stays."""
    made = {"settings": _settings, "templates": _templates, "blocks": _blocks, "views": _views, "filters": _filters}
    for name, make in made.items():
        text = "\n".join(make())
        begin, end = f"<!-- {name}: made by `make docs` -->\n", f"<!-- end of {name} -->"
        before, mark, rest = page.partition(begin)
        _, close, after = rest.partition(end)
        if not mark or not close:
            raise LookupError(f"the page has no place for {name}")
        page = f"{before}{begin}\n{text}\n\n{end}{after}"
    return page


def _settings() -> Iterator[str]:
    yield "| setting | takes | what it means |\n|---|---|---|"
    for setting in SETTINGS:
        if setting.part in ("theme", "comments", "analytics"):
            yield f"| `{setting.name}` | {words_for(setting.type)} | {setting.meaning} |"


def _templates() -> Iterator[str]:
    yield "| template | `page` is | its own blocks |\n|---|---|---|"
    for file in theme_files(Path()):
        if file.kind == "template":
            view = VIEW_OF.get(file.name)
            shown = _link(view) if view else "any"
            yield f"| `{file.name}` | {shown} | {', '.join(f'`{block}`' for block in file.blocks)} |"


def _blocks() -> Iterator[str]:
    known = {block for file in theme_files(Path()) for block in file.blocks}
    if known != set(BLOCKS):
        raise LookupError(f"these blocks are either not described or not there: {sorted(known ^ set(BLOCKS))}")
    yield "| block | what stands in it |\n|---|---|"
    for name, words in BLOCKS.items():
        yield f"| `{name}` | {words} |"


def _views() -> Iterator[str]:
    yield "\n\n".join(_view(each) for each in _structs())


def _filters() -> Iterator[str]:
    yield "| filter | |\n|---|---|"
    for name, call in FILTERS.items():
        doc = " ".join((inspect.getdoc(call) or "").partition("\n\n")[0].split())
        yield f"| `{name}` | {doc} |"


def _structs() -> Iterator[type[msgspec.Struct]]:
    """Yield what templates see: `site` first, then the views of pages, then what those are made of."""
    shown = [views.Chrome, *(view for view in vars(views).values() if view in VIEW_OF.values())]
    for view in shown:
        shown += [each for each in _named_in(get_type_hints(view).values()) if each not in shown]
    yield from dict.fromkeys(shown)


def _named_in(hints: Iterable[Any]) -> Iterator[type[msgspec.Struct]]:
    for hint in hints:
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            yield hint
        yield from _named_in(get_args(hint))


def _view(view: type[msgspec.Struct]) -> str:
    doc = "\n".join(line.strip() for line in (inspect.getdoc(view) or "").splitlines())
    name = (
        "`site`" if view is views.Chrome else ", ".join(f"`{file}`" for file, each in VIEW_OF.items() if each is view)
    )
    where = f" ({name})" if name else ""
    hints = get_type_hints(view)
    rows = [f"| `{field}` | {_spell(hints[field])} |" for field in view.__struct_fields__]
    return "\n".join((f"### {view.__name__}{where}\n", doc, "\n| field | holds |\n|---|---|", *rows))


_WORDS = {
    str: "a text",
    int: "a number",
    bool: "true or false",
    datetime: "a moment",
    type(None): "none",
    Any: "anything",
}


def _spell(hint: Any, many: bool = False) -> str:
    """Return what a field holds, in words."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple and arguments[-1] is Ellipsis:
        return f"{'lists' if many else 'a list'} of {_spell(arguments[0], many=True)}"
    if origin is tuple:
        return f"{'pairs' if many else 'a pair'} of " + " and ".join(_spell(each) for each in arguments)
    if origin in (Union, types.UnionType):
        return ", or ".join(_spell(each) for each in arguments)
    if origin is Literal:
        return ", ".join(f"`{each}`" if each else "nothing" for each in arguments)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return _link(hint) + ("s" if many else "")
    if hint in _WORDS:
        return _WORDS[hint].removeprefix("a ") + "s" if many else _WORDS[hint]
    return "a mapping"


def _link(view: type[Any]) -> str:
    name = view.__name__
    if view.__module__ != views.__name__:
        # It goes to the filter that writes it, and not into a template of one's own.
        return f"`{name}`"
    files = [file for file, each in VIEW_OF.items() if each is view]
    # As GitHub makes the anchor of a heading: small letters, hyphens for spaces, and no other marks.
    heading = f"{name} ({', '.join(files)})" if files else f"{name} (site)" if view is views.Chrome else name
    return f"[{name}](#{re.sub(r'[^a-z0-9_ -]', '', heading.lower()).replace(' ', '-')})"
