"""What the pages of an old blog's theme are for: lists of posts, tag clouds, feeds, style sheets.

A theme of Jekyll's puts such pages between those that the author wrote, and only their Liquid tells them apart: a page
lists posts if it, a partial that it includes or its layout loops over `site.posts`, `site.tags`, `site.categories` or
`paginator`, or gives them to a partial. Here somebody else makes these pages: it is enough to know what each was for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

import msgspec

from dapsagi.markup.options import FormulaSigns
from dapsagi.patterns import lazy_pattern

#: The home page's list, a list of all posts, lists of terms, the posts of one term, a search, a feed, a sitemap, data,
#: one of the theme, as is what stands where no page is; nothing, where a page leads on to another one.
ListingKind: TypeAlias = Literal[
    "stream",
    "posts",
    "tags",
    "categories",
    "tag",
    "category",
    "search",
    "feed",
    "sitemap",
    "data",
    "asset",
    "redirect",
    "not-found",
]


class Listing(msgspec.Struct, frozen=True):
    """What a page of the theme showed.

    `name` is that of the term, the extension of an asset, a whole file of data, or the key in front matter that says
    where a page leads. `has_words` says that it has a text of the author's above its list.
    """

    kind: ListingKind
    name: str = ""
    has_words: bool = False


def find_layout_listings(layouts: Mapping[str, str], includes: Mapping[str, str]) -> dict[str, Listing | None]:
    """Return what each layout lists, None for one that lists nothing. `layouts` and `includes` are texts by name.

    Partials that the common layouts include as well are sidebars and headers, and say nothing. For layouts that the
    blog does not hold, because its theme is a gem, the names count that themes share.
    """
    common: set[str] = set()
    for name in _COMMON:
        common |= _included(layouts.get(name, ""), includes)
    found: dict[str, Listing | None] = {name: each for name, each in _SHARED_NAMES.items() if name not in layouts}
    for name, text in layouts.items():
        partials = [includes[partial] for partial in _included(text, includes) - common]
        found[name] = None if name in _COMMON else _listed_in("\n".join((text, *partials)), "", name)
        if leading := _LEADING_ON.search(text):
            found[name] = Listing("redirect", leading["key"])
    return found


def listing_of(
    text: str,
    *,
    url: str,
    front_matter: Mapping[str, Any],
    layout: str,
    layouts: Mapping[str, Listing | None],
    includes: Mapping[str, str],
) -> Listing | None:
    """Return what the page at `url` lists by its own text or its layout; None for a page of the author's.

    A page without a word is what its layout makes of it: if the layout is lost, its name and the address must do.
    """
    whole = "\n".join((text, *(includes[name] for name in sorted(_included(text, includes)))))
    if (layout == "search" or url == "/search/") and _letters(_NOT_SHOWN.sub("", whole)) < _FEW_LETTERS:
        return Listing("search")
    listing = _listed_in(whole, url) or layouts.get(layout)
    if listing is None and layout and layout not in layouts and layout not in _COMMON and not text.strip():
        listing = _guessed(f"{layout} {url}".lower())
    if listing is None and not text.strip():
        # Whatever its layout showed, readers would stand before nothing.
        listing = _EXPECTED.get(url.strip("/").removesuffix(".html").lower())
    if url == "/404.html" and not _letters(_COMMENT.sub("", _NOT_SHOWN.sub("", whole))) and not _PICTURE.search(whole):
        return Listing("not-found")
    if listing is None or listing.kind not in ("tag", "category"):
        return listing
    if listing.name == _OF_SLUG and "slug" not in front_matter:
        # Where nothing is looked up, all posts are listed, under whatever title.
        return _guessed(url.lower()) or listing
    return Listing(listing.kind, _named(listing, front_matter))


def find_formula_signs(templates: Iterable[str], theme: str) -> FormulaSigns:
    """Return what formulas stood between on the pages of an old theme, by its templates and the name of its gem.

    Sources: MathJax's and KaTeX's defaults, and the settings `inlineMath` and `delimiters` of the two.
    """
    found: FormulaSigns = "dollars" if _DOLLAR_THEME.search(theme) else "kramdown"
    for text in templates:
        if _DOLLARS.search(text):
            return "dollars"
        if _SCRIPT.search(text):
            found = found if found == "dollars" else "backslashes"
    return found


def find_formula_key(templates: Mapping[str, str], theme: str) -> str:
    """Return the key of front matter without which an old theme drew no formulas; "" where it asked for none.

    `templates` are texts by name; one whose name says so is the script itself, and who includes it asks.
    """
    keys = {"math"} if _CHIRPY.search(theme) else set()
    for name, text in templates.items():
        if _SCRIPT.search(name):
            continue
        text = _COMMENT.sub("", text)
        keys |= set(_ASKED_FOR.findall(text))
        if _SCRIPT.search(_ASKED_FOR.sub("", text)):
            return ""
    return keys.pop() if len(keys) == 1 else ""


def file_of_theme(text: str, path: str, layout: object = None) -> Listing:
    """Return what a file with front matter is that is no page: a feed, a sitemap, data, or what only the theme needs.

    A feed or a sitemap may be made by its layout alone; then the names of the two tell.
    """
    stem, _, extension = path.rpartition("/")[2].rpartition(".")
    names = f"{stem} {layout}".lower() if extension.lower() == "xml" else ""
    if _SITEMAP.search(text) or "sitemap" in names:
        return Listing("sitemap")
    if _FEED.search(text) or _FEED_NAME.search(names):
        return Listing("feed")
    # The layout that compresses HTML, which Chirpy and others have, adds nothing.
    if extension.lower() in _DATA and layout in (None, "", "compress", "none") and not _OF_OTHERS.search(text):
        return Listing("data")
    return Listing("asset", "." + extension.lower())


# Layouts that every kind of page has: what they loop over stands beside the text, not in its place.
_COMMON = frozenset({"default", "base", "page", "post", "single", "compress", "none"})

# Minima, Minimal Mistakes, Chirpy, Hydejack, Beautiful Jekyll and those made after them.
_SHARED_NAMES: dict[str, Listing] = {
    **dict.fromkeys(("home", "blog", "list"), Listing("stream")),
    **dict.fromkeys(("posts", "archives"), Listing("posts")),
    **dict.fromkeys(("tags", "tag-index", "tagindex"), Listing("tags")),
    **dict.fromkeys(("categories",), Listing("categories")),
    **dict.fromkeys(("tag", "tag_page", "tagpage"), Listing("tag")),
    **dict.fromkeys(("category", "archive-taxonomy"), Listing("category")),
}

# What readers expect at an address.
_EXPECTED: dict[str, Listing] = {
    **dict.fromkeys(("", "blog"), Listing("stream")),
    **dict.fromkeys(("posts", "archive", "archives"), Listing("posts")),
    **dict.fromkeys(("tags", "tag"), Listing("tags")),
    **dict.fromkeys(("categories", "category"), Listing("categories")),
}

_SCRIPT = lazy_pattern(r"(?i)mathjax|katex")
# The settings of Chirpy stand in a file of its own, which its gem holds.
_DOLLARS = lazy_pattern(
    r"inlineMath.{0,200}?['\"]\$['\"]|left['\"]?\s*:\s*['\"]\$['\"]|/assets/js/data/mathjax\.js", re.S
)
_ASKED_FOR = lazy_pattern(
    r"(?is)\{%-?\s*if\s+page\.([\w-]+)\s*(?:==\s*true\s*)?-?%\}"
    r"(?:(?!\{%-?\s*(?:if|else|elsif|endif)\b).)*(?:mathjax|katex)(?:(?!\{%-?\s*(?:if|else|elsif)\b).)*?\{%-?\s*endif"
)
_DOLLAR_THEME = lazy_pattern(r"(?i)\bjekyll-theme-chirpy\b|/chirpy\b|\bal_folio_core\b|/al-folio\b")
_CHIRPY = lazy_pattern(r"(?i)chirpy\b")
_FEED = lazy_pattern(r"<(?:feed|rss|rdf:RDF)\b")
# Themes hold style sheets, scripts, and what lists the posts for a search; the rest is an author's.
_DATA = frozenset(("csv", "ics", "json", "jsonld", "svg", "txt", "webmanifest", "xml", "xsl", "xslt", "yaml", "yml"))
_OF_OTHERS = lazy_pattern(
    r"\bpaginator\b|\bsite\.(?:posts|pages|html_pages|documents|collections|tags|categories|related_posts|static_files)\b"
)
_SITEMAP = lazy_pattern(r"<(?:urlset|sitemapindex)\b")
_LEADING_ON = lazy_pattern(r"http-equiv=['\"]?refresh\b[^>{]*\{\{-?\s*page\.(?P<key>[\w-]+)")
_FEED_NAME = lazy_pattern(r"(?<![a-z])(?:feed|atom|rss)(?![a-z])")
_COMMENT = lazy_pattern(r"<!--.*?-->|\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.S)
_INCLUDE = lazy_pattern(r"\{%-?\s*include(?:_cached)?\s+['\"]?([\w./-]+)")
_SOURCE = lazy_pattern(
    r"\{%-?\s*(?:(?:for|tablerow)\s+\w+\s+in|assign\s+\w+\s*=|include(?:_cached)?\s(?:[^%]|%(?!\}))*?=)\s*"
    r"(?P<what>paginator|site)\.(?P<name>posts|tags|categories|documents|related_posts)\b(?P<rest>(?:[^%]|%(?!\}))*)%\}"
)
_OF_PAGES = lazy_pattern(r"\{%-?\s*(?:for\s+\w+\s+in|assign\s+\w+\s*=)\s*site\.(?:collections|pages|html_pages)\b")
_MARKUP = lazy_pattern(r"<[^>]*>|\{%.*?%\}|\{\{.*?\}\}", re.S)
_NOT_SHOWN = lazy_pattern(r"(?i)<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.S)
_PICTURE = lazy_pattern(r"(?i)!\[|<(?:img|svg|video|iframe|canvas|object)\b")
_FEW_LETTERS = 200
# What a partial is given to list is mostly what the page says under that name.
_ONE_TERM = lazy_pattern(
    r"\bsite\.(?P<kind>tags|categories)(?:\.(?!first\b|last\b|size\b)(?P<plain>[\w-]+)"
    r"|\[\s*(?:'(?P<single>[^']+)'|\"(?P<double>[^\"]+)\"|(?:page|include)\.(?P<key>[\w-]+))\s*\])"
)
_ASSIGNED = lazy_pattern(
    r"\{%-?\s*assign\s+(?P<name>\w+)\s*=\s*(?P<value>(?:page|include)\.[\w-]+)(?=[\s|%-])(?:[^%]|%(?!\}))*%\}"
)
_BY_VARIABLE = lazy_pattern(r"(\bsite\.(?:tags|categories))\[\s*(\w+)\s*\]")
# A loop over all posts that shows those of one term.
_THOSE_OF = lazy_pattern(r"\.(?P<kind>tags|categories)\s+contains\s+page\.(?P<key>[\w-]+)")
# `site.posts | size` counts posts; it does not list them.
_NO_LIST = lazy_pattern(r"^\s*(?:[.\[]|.*\|\s*(?:size|first|last)\b)", re.S)
_LISTS_OF_TERMS: dict[str, ListingKind] = {"tags": "tags", "categories": "categories"}
_SINGULAR: dict[str, ListingKind] = {"tags": "tag", "categories": "category"}
_OF_KEY = "page."
_OF_SLUG = "page.slug"


def _included(text: str, includes: Mapping[str, str]) -> set[str]:
    """Return the names of the partials that a text includes, and those include."""
    reached: set[str] = set()
    waiting = [text]
    while waiting:
        for name in _INCLUDE.findall(waiting.pop()):
            if name in includes and name not in reached:
                reached.add(name)
                waiting.append(includes[name])
    return reached


def _listed_in(text: str, url: str, layout: str = "") -> Listing | None:
    """Return what the loops of a text run over; where there are several, the address tells which one matters.

    Of a text that is a layout, its name tells.
    """
    if "{%" not in text:
        return None
    # What one author explains to the next shows nothing.
    text = _COMMENT.sub("", text)
    kinds: list[ListingKind] = list(_listed_kinds(text))
    if set(kinds) == {"posts"} and (found := _THOSE_OF.search(text)):
        return Listing(_SINGULAR[found["kind"]], _OF_KEY + found["key"])
    for kind, word in (("tags", "tag"), ("categories", "categor")):
        # Some gather the terms of all posts by hand.
        if (word in url.lower() and kinds and f".{kind}" in text) or (
            word in f"{url} {layout}".lower() and kind in kinds
        ):
            return Listing("tags" if kind == "tags" else "categories")
    if "stream" not in kinds and "tags" not in kinds and "categories" not in kinds:
        named = {found["name"]: found["value"] for found in _ASSIGNED.finditer(text)}
        text = _BY_VARIABLE.sub(lambda found: f"{found[1]}[{named.get(found[2], found[2])}]", text)
        terms = list(dict.fromkeys(_term(found) for found in _ONE_TERM.finditer(text)))
        # Hydejack's looks a name up among the categories, and then among the tags.
        if len({term.name for term in terms}) == 1:
            return terms[0]
    if not kinds and url == "/" and _OF_PAGES.search(text):
        # The way into a wiki; with words of its own, it is the author's.
        return Listing("posts") if _letters(text) < _FEW_LETTERS else None
    return Listing(kinds[0]) if kinds else None


def _letters(text: str) -> int:
    """Return how many letters a text has besides its markup."""
    return sum(map(str.isalnum, _MARKUP.sub("", text)))


def _listed_kinds(text: str) -> Iterable[ListingKind]:
    for found in _SOURCE.finditer(text):
        if _NO_LIST.match(found["rest"]):
            continue
        yield "stream" if found["what"] == "paginator" else _LISTS_OF_TERMS.get(found["name"], "posts")


def _guessed(names: str) -> Listing | None:
    guesses = (("tag", Listing("tags")), ("categor", Listing("categories")), ("archive", Listing("posts")))
    more = (("post", Listing("posts")), ("blog", Listing("stream")), ("home", Listing("stream")))
    return next((listing for word, listing in (*guesses, *more) if word in names), None)


def _term(found: re.Match[str]) -> Listing:
    name = found["plain"] or found["single"] or found["double"] or _OF_KEY + found["key"]
    return Listing(_SINGULAR[found["kind"]], name)


def _named(listing: Listing, front_matter: Mapping[str, Any]) -> str:
    if listing.name and not listing.name.startswith(_OF_KEY):
        return listing.name
    key = listing.name.removeprefix(_OF_KEY)
    # Where a page of one term may say which.
    values = (front_matter.get(each) for each in (key, "taxonomy", listing.kind, "title") if each)
    return next((value for value in values if isinstance(value, str) and value), "")
