"""What a source of an old theme is there for: it lists posts, leads elsewhere, or is data for programs."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from dapsagi.markup.body import Body
from dapsagi.post.expansion import Shared, expand
from dapsagi.post.names import is_written
from dapsagi.post.old_theme import Listing, ListingKind, file_of_theme, listing_of
from dapsagi.post.values import Post, PostText
from dapsagi.problems import Problem

# What a text may ask of the site, besides what its settings say; a collection is not known to be empty.
_OF_SITE = re.compile(r"\bsite\.(\w+)")
_KNOWN_OF_SITE = frozenset(("title", "description", "url", "baseurl", "lang", "timezone", "data"))

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)

# Letters outside of its lists that make a page of lists the author's own: a paragraph, which no theme has there.
_OWN_WORDS = 200


def purpose_of(parsed: PostText, url: str, shared: Shared, neighbours: Mapping[str, str]) -> tuple[Listing | None, str]:
    """Return what a source lists for an old theme, files of data as they are made, and the address that it leads to."""
    listing, leads_to = _listing(parsed, url, shared), parsed.post.redirect_to
    if shared.settings.is_jekyll:
        leads_to = _place_of(leads_to)
    if listing and listing.kind == "redirect":
        return None, leads_to or _place_of(parsed.post.extra.get(listing.name))
    if listing and listing.kind == "data":
        made = expand(parsed, url, shared, neighbours)
        known = _KNOWN_OF_SITE.union(shared.settings.extra).issuperset(_OF_SITE.findall(parsed.text))
        whole = known and not made.problems
        listing = Listing("data", made.text) if whole else Listing("asset", parsed.post.extension)
    return listing, leads_to


def set_apart(
    listing: Listing, url: str, parsed: PostText, body: Body, noticed: list[Problem], *, is_jekyll: bool
) -> tuple[Listing | None, list[Problem]]:
    """Tell a list of the theme's from a page of the author's with a list in it, by the words around the list.

    What stands above the posts of the home page is kept in either case.
    """
    letters = sum(map(str.isalnum, body.text))
    if url != "/" and letters >= (_OWN_WORDS if is_jekyll else 1):
        return None, noticed
    has_words = letters >= (1 if parsed.is_markdown else _OWN_WORDS)
    return msgspec.structs.replace(listing, has_words=has_words), []


def _place_of(value: object) -> str:
    """Return where a page of an old theme leads by what its front matter says: within the blog, if it names no host."""
    address = value.strip() if isinstance(value, str) else ""
    is_whole = not address or "//" in address or _SCHEME.match(address)
    return address if is_whole else "/" + address.lstrip("/")


# What pages that themes of Hugo's and Hexo's fill say of themselves, as `layout` or `type`.
_NAMES_OF_LISTS: Mapping[str, ListingKind] = {
    **dict.fromkeys(("archive", "archives"), "posts"),
    **dict.fromkeys(("tag", "tags", "tagcloud"), "tags"),
    **dict.fromkeys(("category", "categories"), "categories"),
    "search": "search",
}


def _listing_by_name(post: Post, url: str, shared: Shared) -> Listing | None:
    """Return what a page without words lists in a blog of another tool's; by `_index.md`, Hugo lists a folder."""
    names = (post.layout, str(post.extra.get("type")), url.strip("/").rpartition("/")[2])
    is_index = post.key.rpartition("/")[2].startswith("_index.")
    kind = next((_NAMES_OF_LISTS[name] for name in names[: 3 if is_index else 2] if name in _NAMES_OF_LISTS), None)
    if post.kind != "page" or (kind == "search" and not shared.settings.search):
        return None
    if kind is None and is_index:
        kind = "stream" if url == "/" else "posts"
    return Listing(kind) if kind else None


def _listing(parsed: PostText, url: str, shared: Shared) -> Listing | None:
    """Return what a source lists for an old theme; posts and what an author wrote list nothing."""
    post = parsed.post
    if post.is_post:
        return None
    if not shared.settings.is_jekyll:
        return _listing_by_name(post, url, shared)
    if post.kind == "page" and not is_written(post.key, shared.settings):
        return file_of_theme(parsed.text, post.key, post.layout)
    # Some themes have their lists in a collection (Chirpy's tabs), or terms, whose documents hold nothing but a name; a
    # document with a text lists what the text does, and is never taken for the list of its layout.
    has_text = post.kind != "page" and bool(parsed.text.strip())
    if post.kind != "page" and not has_text and not post.layout:
        return None
    front_matter = post.extra | {"title": post.title, "category": next(iter(post.categories), None)}
    if post.kind != "page":
        # Jekyll gives one to documents alone.
        front_matter["slug"] = post.slug
    listing = listing_of(
        parsed.text,
        url=url,
        front_matter=front_matter | {"tag": next(iter(post.tags), None)},
        layout="" if has_text else post.layout,
        layouts={} if has_text else shared.layouts,
        includes=shared.includes,
    )
    if listing and listing.kind == "search":
        return listing if shared.settings.search else None
    if has_text:
        return listing
    by_layout = shared.layouts.get(post.layout) is not None or (listing and listing.kind in ("tag", "category"))
    return listing if post.kind == "page" or by_layout else None
