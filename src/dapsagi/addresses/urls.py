"""Addresses: the only place that spells a URL.

Inside the tool an address is a path from the root of the site, without the base path, in NFC and readable: nothing is
percent-encoded but `%`, `?` and `#`, so that a query or fragment can follow (`/답사기/1편/`, `/c%23/intro/`).
`permalink.canonical` gives any path this form; `href` and `absolute` make of it what stands in a page or feed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, unquote, urljoin

import msgspec

from dapsagi.addresses.languages import in_language, without_language
from dapsagi.addresses.permalink import DATE_PARTS, clean_path, fill_in, page_suffix, template_of
from dapsagi.addresses.slugs import LONGEST_NAME, hugo_name, short_name, slugify, term_slug
from dapsagi.config import Settings
from dapsagi.post.names import name_of, stem_of
from dapsagi.post.strftime import strftime
from dapsagi.post.values import Post

ARCHIVE = "/archive/"
CATEGORIES = "/categories/"
TAGS = "/tags/"
SERIES = "/series/"
ROUTE_MAP = "/map/"
REFERENCES = "/references/"
SEARCH = "/search/"

#: The reading list in each of its orders.
READING_LISTS: Mapping[Literal["kind", "journey", "year"], str] = {
    "kind": REFERENCES,
    "journey": REFERENCES + "journeys/",
    "year": REFERENCES + "years/",
}

#: The reading list as files for reference managers.
EXPORTS: Mapping[Literal["bib", "ris", "json"], str] = {
    "bib": REFERENCES + "references.bib",
    "ris": REFERENCES + "references.ris",
    "json": REFERENCES + "references.json",
}

#: What a feed without entries was last changed at.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_FOLDERS = {"category": CATEGORIES, "tag": TAGS, "series": SERIES}

# What RFC 3986 lets stand in a path as it is, and the escapes that an address has already.
_PATH_CHARACTERS = "/-._~!$&'()*+,;=:@%"

_NOT_IN_FILE_NAME = re.compile(r"[\x00-\x1f\x7f\\]")

# Files that are not pages keep their names.
_FILE = re.compile(r"\.(?:html?|xhtml|xml|txt|json|css|svg|webmanifest|ics|bib|ris)$", re.I)


def post_url(post: Post, settings: Settings) -> str:
    """Return the address of a post, page or document of a collection, by Jekyll's rules for permalinks."""
    url = fill_in(post.permalink or _template(post, settings), _values(post, settings))
    return in_language(url if post.permalink else without_language(url, settings), post.lang, settings)


def unread_url(post: Post, settings: Settings) -> str:
    """Return the address that Jekyll gives a post whose front matter it cannot read.

    To it such a post has neither date nor categories, and the whole name of its file for a title; empty where the
    address would tell when it was built. Source: `Jekyll::Document#read`, which goes on after an error in YAML.
    """
    template = _template(post, settings)
    if any(f":{part}" in template for part in DATE_PARTS):
        return ""
    return fill_in(
        template, _values(msgspec.structs.replace(post, slug=_stem(post, settings), categories=()), settings)
    )


def output_path(url: str, extension: str = ".html") -> str:
    """Return the file, relative to the output folder, that answers at an address.

    As in Jekyll, `/a/` is `a/index.html` and `/a` is `a.html`, unless the address ends in `extension` or in that of a
    file that is no page. Raises `ValueError` for an address that leads out of the site or no file can be named by.
    """
    path = unicodedata.normalize("NFC", unquote(url))
    if _NOT_IN_FILE_NAME.search(path):
        raise ValueError("it has a character that no file name can hold")
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError("it does not begin at the root of the site")
    if path.endswith("/"):
        path += "index.html"
    elif not path.endswith(extension) and not _FILE.search(path):
        path += extension
    names = path[1:].split("/")
    if any(name in ("", ".", "..") for name in names):
        raise ValueError("it leads out of the site")
    if any(len(name.encode("utf-8", "surrogatepass")) > 255 for name in names):
        raise ValueError("a part of it is longer than a file name can be")
    return "/".join(names)


def with_day(url: str, day: str) -> str:
    """Return an address beside another one, told from it by a day: `/a-2020-01-31/` beside `/a/`."""
    stem, ending = (url[:-1], "/") if url.endswith("/") else (url, "")
    if not ending and (found := _FILE.search(url)):
        stem, ending = url[: found.start()], found[0]
    return f"{stem}-{day}{ending}" if stem else f"/{day}{ending}"


def fault_of(url: str) -> str:
    """Return why no file can answer at an address; empty if one can."""
    try:
        output_path(url)
    except ValueError as error:
        return str(error)
    return ""


def served_file(path: str, files: Collection[str]) -> str | None:
    """Return which of the `files` of a site GitHub Pages shows at a path from its root, which is decoded.

    At `a` it looks for `a`, `a.html` and `a/index.html`, at `a/` for the last of them alone.
    """
    folder = path.rstrip("/")
    index = f"{folder}/index.html" if folder else "index.html"
    candidates = (path, f"{path}.html", index) if folder == path and path else (index,)
    return next((each for each in candidates if each in files), None)


# An address stands on many pages, and those of a post and its neighbours are planned one after the other.
@lru_cache(maxsize=4096)
def encode(url: str) -> str:
    """Percent-encode an address for an attribute or a feed."""
    return quote(url, safe=_PATH_CHARACTERS)


def with_base(url: str, settings: Settings) -> str:
    """Return an address as seen from the root of the host: with the blog's base path before it."""
    return settings.baseurl + url if url.startswith("/") else url


def href(url: str, settings: Settings) -> str:
    """Return an address of this site as it stands in a page's links: with the base path, percent-encoded.

    A query and a fragment stay behind it as they are, but for what may stand in neither (RFC 3986, 3.5): with `^` begin
    the names that Obsidian gives to blocks.
    """
    path, tail = _split_tail(url)
    return encode(with_base(path, settings)) + tail.replace("^", "%5E")


def absolute(url: str, settings: Settings) -> str:
    """Return the full address, with host and base path, percent-encoded; one that has a host keeps it."""
    return href(url, settings) if "://" in url else settings.url + href(url, settings)


def edit_url(key: str, settings: Settings) -> str:
    """Return where the source of a post can be edited, or nothing where the blog does not say.

    GitHub takes HEAD for the branch that is checked out by default.
    """
    template = settings.edit_url
    if not template and settings.repository:
        place = settings.repository.removesuffix(".git").rstrip("/")
        template = f"{place if '://' in place else f'https://github.com/{place}'}/edit/HEAD/{{path}}"
    if template and "{path}" not in template:
        template = template.rstrip("/") + "/{path}"
    return template.replace("{path}", encode(key))


def join(page: str, target: str) -> str:
    """Resolve the address `target` as a browser does on the page at the full address `page`."""
    try:
        return urljoin(page, target)
    except ValueError:
        return target


def term_url(kind: str, name: str) -> str:
    """Return the address of the page of a term; `kind` is "category", "tag" or "series"."""
    return f"{_FOLDERS[kind]}{_term_slug(name)}/"


def feed_of(url: str) -> str:
    """Return the address of the feed of what stands at the folder `url`."""
    return f"{url}feed.xml"


def year_url(year: int) -> str:
    """Return the address of the archive of one year."""
    return f"{ARCHIVE}{year}/"


def route_map_url(year: int) -> str:
    """Return the address of the route map of one year."""
    return f"{ROUTE_MAP}{year}/"


def page_path(template: str, number: int) -> str:
    """Return the address of page `number` of a list, from `paginate_path`; Jekyll's `/page:num` is a folder."""
    path = clean_path(template.replace(":num", str(number)))
    return path if path.endswith((".html", "/")) else path + "/"


def later_pages(template: str, posts: int, length: int) -> list[str]:
    """Return the addresses of the pages of a list behind its first, newest first, if a page holds `length` posts."""
    return [page_path(template, number) for number in range(-(-posts // length), 1, -1)]


_term_slug = lru_cache(maxsize=4096)(term_slug)


def _split_tail(url: str) -> tuple[str, str]:
    found = re.search("[?#]", url)
    return (url[: found.start()], url[found.start() :]) if found else (url, "")


def _template(post: Post, settings: Settings) -> str:
    if post.is_post:
        # Posts are a collection too, and its own template goes before the site's.
        own = settings.collections.get("posts")
        return (own.permalink if own else "") or template_of(settings.permalink)
    if post.kind != "page":
        return settings.collections[post.kind].permalink or "/:collection/:path" + page_suffix(settings.permalink)
    if post.extension not in (".html", ".xhtml", ".htm"):
        return "/:path/:basename:output_ext"
    if _stem(post, settings) in ("index", "_index"):
        return "/:path/"
    return "/:path/:basename" + page_suffix(settings.permalink)


def _values(post: Post, settings: Settings) -> Callable[[str], str]:
    def value_of(name: str) -> str:
        form = DATE_PARTS.get(name)
        value = strftime(post.date, form) if form else _VALUES[name](post, settings)
        # No letter takes more than four bytes.
        return "/".join(map(short_name, value.split("/"))) if len(value) > LONGEST_NAME // 4 else value

    return value_of


def _stem(post: Post, settings: Settings) -> str:
    return stem_of(post.key.rpartition("/")[2], settings).rstrip(".")


def _title(post: Post) -> str:
    # A name of emoji alone would leave nothing to ask for.
    return slugify(post.slug, "pretty", cased=True) or term_slug(post.slug)


def _path(post: Post, settings: Settings) -> str:
    path = stem_of(post.key, settings).rstrip(".")
    if post.kind != "page":
        path = settings.below_collections(path)
        path = re.sub(r"(?:^|/)(?:_posts|_drafts|_" + re.escape(post.kind) + ")(?=/)", "", path, count=1)
        if settings.is_jekyll:
            return path
        path = path.removesuffix("/index")
    else:
        path = path.rpartition("/")[0]
    if settings.pages_dir and (path + "/").startswith(settings.pages_dir + "/"):
        return path[len(settings.pages_dir) :]
    return path


def _hugo_path(post: Post, settings: Settings) -> str:
    """Return where Hugo has a post that its settings say nothing of: its path below the pages, ending in its slug."""
    folder = _path(post, settings).rpartition("/")[0]
    return f"{hugo_name(folder)}/{_hugo_slug(post, settings) or hugo_name(_path(post, settings).rpartition('/')[2])}"


def _hugo_slug(post: Post, settings: Settings) -> str:
    """Return the slug that front matter says."""
    name = name_of(post.key, post.kind, settings)
    return hugo_name(post.slug) if post.slug not in (name.slug, name.date) else ""


_VALUES: dict[str, Callable[[Post, Settings], str]] = {
    "title": lambda post, settings: _title(post),
    "slug": lambda post, settings: slugify(post.slug) or term_slug(post.slug),
    "categories": lambda post, settings: "/".join(dict.fromkeys(name.lower() for name in post.categories)),
    "slugified_categories": lambda post, settings: "/".join(dict.fromkeys(map(slugify, post.categories))),
    "collection": lambda post, settings: "posts" if post.is_post else post.kind,
    "path": _path,
    "name": lambda post, settings: slugify(_stem(post, settings)),
    "basename": lambda post, settings: _stem(post, settings),
    "post_title": lambda post, settings: slugify(post.title),
    "abbrlink": lambda post, settings: str(post.extra.get("abbrlink", "")),
    "hugo_path": _hugo_path,
    "hugo_name": lambda post, settings: _hugo_path(post, settings).rpartition("/")[2],
    "hugo_title": lambda post, settings: _hugo_slug(post, settings) or hugo_name(post.title),
    "output_ext": lambda post, settings: post.extension,
}
