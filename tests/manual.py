"""The tables of the manual that are made from the tool's own, so that they cannot lie.

`python -m manual` writes them.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from dapsagi.config.table import SETTINGS
from dapsagi.config.types import words_for
from dapsagi.pages.views import journeys, lists, machines, posts, reading_list
from dapsagi.pages.views.chrome import Chrome
from dapsagi.renderer.filters import FILTERS
from dapsagi.rules.table import LINKS, READING, WEB, WRITING, Rule
from dapsagi.theme.shadowing import theme_files

ROOT = Path(__file__).parents[1]

#: The settings that an author sets first; the readme has no others.
FIRST_SETTINGS = (
    *("title", "description", "author", "url", "baseurl", "lang", "timezone", "permalink", "navigation", "social"),
    *("paginate", "markdown.hard_wrap", "math", "images.responsive", "social_cards", "exclude", "publish.branch"),
)

_SETTING_OF = {setting.name: setting for setting in SETTINGS}

#: The view that each template gets as `page`, in the order of the manual.
VIEW_OF: Mapping[str, type[Any]] = {
    "post.html": posts.PostView,
    "page.html": posts.PageView,
    "home.html": lists.HomeView,
    "list.html": lists.ListView,
    "terms.html": lists.TermsView,
    "archive.html": lists.ArchiveView,
    "year.html": lists.YearView,
    "series.html": journeys.SeriesView,
    "series_index.html": journeys.SeriesIndexView,
    "route_map.html": journeys.RouteMapView,
    "route_index.html": journeys.RouteIndexView,
    "references.html": reading_list.ReferencesView,
    "export.txt": reading_list.ExportView,
    "search.html": lists.SearchView,
    "404.html": lists.NotFoundView,
    "redirect.html": machines.RedirectView,
    "feed.xml": machines.FeedView,
    "sitemap.xml": machines.SitemapView,
    "data.txt": machines.DataView,
    "robots.txt": machines.RobotsView,
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
    "cover": "the picture at the head of a post",
    "before_text": "between title and text: the journey, the contents",
    "text": "the text itself",
    "after_text": "the end of the article: tags, sharing, editing, references",
    "comments": "the comments, if there are any",
    "after_post": "below the article: the ways on, backlinks, related posts",
    "introduction": "what the home page says of the blog",
    "learning": "what the author is learning now, on the home page",
    "pinned": "the posts to begin with, on the home page",
    "journeys": "the journeys on the home page",
    "latest": "the newest posts on the home page, and where an address leads nowhere",
    "list": "the list that the page is there for",
    "search_form": "where a reader searches; `/` shows it on every page",
}


def current(page: Path) -> str:
    """Return the text of a page of the manual with its tables made anew; everything around them stays."""
    text = page.read_text("utf-8")
    for name, make in PAGES[page].items():
        begin, end = f"<!-- {name}: made by `make docs` -->\n", f"<!-- end of {name} -->"
        before, mark, rest = text.partition(begin)
        _, close, after = rest.partition(end)
        if not mark or not close:
            raise LookupError(f"the page has no place for {name}")
        made = "\n".join(make())
        text = f"{before}{begin}\n{made}\n\n{end}{after}"
    return text


def _table(*head: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _settings(names: Iterable[str]) -> Iterator[str]:
    settings = [_SETTING_OF[name] for name in names]
    rows = [(f"`{each.name}`", words_for(each.type), _default(each.default), each.meaning) for each in settings]
    return _table("setting", "takes", "by default", "what it means", rows=rows)


def _default(value: Any) -> str:
    if value is None or value == "" or value == () or value == {}:
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return ", ".join(f"`{item}`" for item in value)
    return f"`{value!r}`" if isinstance(value, str) and not value.strip() else f"`{value}`"


def _rules(rules: Sequence[Rule]) -> Iterator[str]:
    rows = [(each.code, each.wrong, each.cure) for each in rules]
    if not any(rule.example for rule in rules):
        return _table("code", "what is wrong", "the way out", rows=rows)
    examples = ("`" + rule.example.replace("\n", " ⏎ ") + "`" if rule.example else "" for rule in rules)
    exemplified = [(*row, example) for row, example in zip(rows, examples, strict=True)]
    return _table("code", "what is wrong", "the way out", "for example", rows=exemplified)


def _looks() -> Iterator[str]:
    settings = [each for each in SETTINGS if each.part in ("theme", "comments", "analytics")]
    rows = [(f"`{each.name}`", words_for(each.type), each.meaning) for each in settings]
    return _table("setting", "takes", "what it means", rows=rows)


def _templates() -> Iterator[str]:
    files = [file for file in theme_files(Path()) if file.kind == "template"]
    shown = {file.name: _link(VIEW_OF[file.name]) if file.name in VIEW_OF else "any" for file in files}
    rows = [(f"`{file.name}`", shown[file.name], ", ".join(f"`{each}`" for each in file.blocks)) for file in files]
    return _table("template", "`page` is", "its own blocks", rows=rows)


def _blocks() -> Iterator[str]:
    known = {block for file in theme_files(Path()) for block in file.blocks}
    if known != set(BLOCKS):
        raise LookupError(f"these blocks are either not described or not there: {sorted(known ^ set(BLOCKS))}")
    return _table("block", "what stands in it", rows=[(f"`{name}`", words) for name, words in BLOCKS.items()])


def _filters() -> Iterator[str]:
    docs = {name: (inspect.getdoc(call) or "").partition("\n\n")[0] for name, call in FILTERS.items()}
    return _table("filter", "", rows=[(f"`{name}`", " ".join(doc.split())) for name, doc in docs.items()])


def _views() -> Iterator[str]:
    yield "\n\n".join(_view(each) for each in _structs())


def _structs() -> Iterator[type[msgspec.Struct]]:
    """Yield what templates see: `site` first, then the views of pages, then what those are made of."""
    shown: list[type[msgspec.Struct]] = [Chrome, *VIEW_OF.values()]
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
    name = "`site`" if view is Chrome else ", ".join(f"`{file}`" for file, each in VIEW_OF.items() if each is view)
    where = f" ({name})" if name else ""
    hints = get_type_hints(view)
    fields = _table("field", "holds", rows=[(f"`{field}`", _spell(hints[field])) for field in view.__struct_fields__])
    return "\n".join((f"### {view.__name__}{where}\n", doc, "", *fields))


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
    files = [file for file, each in VIEW_OF.items() if each is view]
    # As GitHub makes the anchor of a heading: small letters, hyphens for spaces, and no other marks.
    heading = f"{name} ({', '.join(files)})" if files else f"{name} (site)" if view is Chrome else name
    return f"[{name}](#{re.sub(r'[^a-z0-9_ -]', '', heading.lower()).replace(' ', '-')})"


PAGES: dict[Path, Mapping[str, Callable[[], Iterable[str]]]] = {
    ROOT / "README.md": {
        "first settings": partial(_settings, FIRST_SETTINGS),
    },
    ROOT / "docs/settings.md": {"settings": partial(_settings, _SETTING_OF)},
    ROOT / "docs/check.md": {
        "links": partial(_rules, LINKS),
        "writing": partial(_rules, WRITING),
        "web": partial(_rules, WEB),
        "reading": partial(_rules, READING),
    },
    ROOT / "docs/theme.md": {
        "settings": _looks,
        "templates": _templates,
        "blocks": _blocks,
        "views": _views,
        "filters": _filters,
    },
}
"""The pages with tables that are made, and what makes each, by the name in the comments around it."""


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(current(page), "utf-8")
