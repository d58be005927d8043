"""The address book: where every link of the blog leads.

A link is found as an author may have written it: relative to the post's file (`../images/x.png`, `other-post.md`),
relative to the page's address as a browser reads it, from the root of the site, by the blog's own absolute address, or
by title or file name (`[[제목]]`). An address that a post has had before leads to where the post is now.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from urllib.parse import quote, unquote, urlsplit

from dapsagi.addresses import urls
from dapsagi.addresses.files import place_in_site
from dapsagi.addresses.targets import WIKI, complete, is_on_a_disk, media_host, own_hosts
from dapsagi.config import Settings
from dapsagi.liquid.targets import read_target
from dapsagi.markup.body import Link
from dapsagi.post.values import Post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.site.found import Found, Resolution, with_tail
from dapsagi.site.names import Names
from dapsagi.site.suggestions import Suggestions

_SLASHES = re.compile(r"/{2,}")

# A host of the web, where an author left out how it is reached.
_HOST = re.compile(r"www\.[^/]+\.[a-z]{2,}(?:/|$)|(?:[\w-]+\.)+(?:be|cn|com|dev|edu|io|jp|kr|me|net|org)(?:/|$)", re.I)

# An address with a bracket or a quote too many: `[paper]((https://…))`, `![]("https://…")`, `[talk](href="https://…")`.
_DOTS = re.compile(r"/\.{1,2}(?=/|$)")
_LIQUID = re.compile(r"\{%.*%\}|\{\{.*\}\}", re.S)
_WRAPPED = re.compile(r"(?:(?:href|src)=)?[(\[<\"'“”‘’]+(https?://.+?)[)\]>\"'“”‘’]*")


class AddressBook:
    """All addresses of a site; built once, then only asked. What few links ask for is put together when one does."""

    def __init__(self, posts: Sequence[Post], files: Iterable[str], settings: Settings) -> None:
        """Take the posts and pages, and the paths of static files."""
        self._settings = settings
        self._media_host = media_host(settings)
        self._hosts = own_hosts(settings.url)
        self._base = settings.baseurl
        self._urls: dict[str, Found] = {}
        self._former: dict[str, Found] = {}
        self._sources: dict[str, Found] = {}
        for post in posts:
            found = Found(post.url, post.key)
            self._urls[post.url] = found
            self._sources[post.key] = found
            for url in post.redirect_from:
                self._former.setdefault(_plain(url), found)
        self._files = frozenset(files)
        self.suggestions = Suggestions(posts, self._files)
        self._names = Names(posts, self._sources, self._files, self.suggestions)

    def add(self, urls: Iterable[str]) -> None:
        """Enter the addresses of generated pages."""
        for url in urls:
            self._urls.setdefault(url, Found(url))

    def forward(self, moved: Iterable[tuple[str, str]]) -> None:
        """Enter addresses that lead to other addresses of this site now."""
        for url, target in moved:
            if target.startswith("/"):
                self._former.setdefault(_plain(url), self._urls.get(target) or Found(target))

    def stand_in(self, sources: Iterable[tuple[str, str]]) -> None:
        """Enter sources that have no page of their own, each with the address that something else answers at."""
        for key, url in sources:
            self._sources.setdefault(key, Found(url))

    def holds(self, url: str) -> bool:
        """Say whether a page or file answers at this address (from the root of the site, decoded)."""
        return self._at(url) is not None

    def shows(self, url: str) -> bool:
        """Say whether a page or file stands in the very place of an address, and not only answers there."""
        # `/a`, `/a.html` and `/a/`, `/a/index.html` are one file each.
        forms = (url, url.removesuffix("index.html"), url.removesuffix(".html"), f"{url}.html")
        return any(form in self._urls for form in forms) or urls.output_path(url) in self._files

    def resolve(self, link: Link, source: str, url: str, subpath: str = "") -> Resolution:
        """Find where a link in the post of file `source`, which stands at `url`, leads; its pictures are in `subpath`.

        Returns neither value for a link that leads out of the site, or to a place on its own page: it stays as it is.
        A link of this site to nothing gives a problem, and the best guess at an address where there is one.
        """
        if (subpath or self._media_host) and link.element == "img" and not link.target.startswith(WIKI):
            return self._resolve_picture(link, source, url, subpath)
        found, problem = self._resolve(link, source, url)
        return found and self._names.with_anchor_of_page(found), problem

    def find_file(self, target: str, source: str) -> Found | None:
        """Find the page or file that the path `target` in the file `source` names, as jekyll-relative-links does."""
        path, mark, fragment = target.partition("#")
        if not path or "://" in path:
            return None
        name = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), _plain(path))).lstrip("/")
        found = self._sources.get(name) or (Found("/" + name) if name in self._files else None)
        return with_tail(found, mark + fragment) if found else None

    def find_picture(self, target: str, subpath: str) -> Found | None:
        """Find a picture whose address the theme completes: among the files, else where the blog has its pictures."""
        path = _plain(target.strip())
        if ":" in path or not path:
            return None
        for whole in (complete(self._media_host, subpath, path), complete("", subpath, path)):
            if "://" not in whole and (found := self._at(posixpath.normpath(whole).removeprefix(self._base))):
                return found
        return None

    def _resolve_picture(self, link: Link, source: str, url: str, subpath: str) -> Resolution:
        if found := self.find_picture(link.target, subpath):
            return found, None
        found, problem = self._resolve(link, source, url)
        if problem is None:
            return found, None
        whole = complete(self._media_host, subpath, _plain(link.target.strip()))
        return Found(whole), None if "://" in whole else self._lost(link, whole, source)

    def _resolve(self, link: Link, source: str, url: str) -> Resolution:
        target = link.target.strip()
        if target.startswith(WIKI):
            return self._resolve_name(link, target.removeprefix(WIKI), source)
        if named := read_target(target):
            return self._names.resolve_target(link, named, source)
        if _LIQUID.search(target):
            # A tag that nobody knew, which is reported where it stands.
            return None, None
        if link.element != "a" and is_on_a_disk(target):
            return None, self._lost(link, target, source)
        try:
            parts = urlsplit(target)
            host = parts.hostname or ""
        except ValueError:
            return None, None
        tail = ("?" + parts.query if parts.query else "") + ("#" + parts.fragment if parts.fragment else "")
        # As browsers do, and as who writes on Windows means it.
        path = _plain(parts.path).replace("\\", "/")
        if path.startswith("/") and _DOTS.search(path):
            path = posixpath.normpath(path) + ("/" if path.endswith("/") else "")
        if host:
            if host not in self._hosts or parts.scheme not in ("http", "https", ""):
                return None, None
            if self._base and path != self._base and not path.startswith(self._base + "/"):
                return None, None
            if self._answers_without_doubled_slashes(path):
                return None, None
            found = self._at(path.removeprefix(self._base) or "/") or self._names.by_slug(path)
            return (with_tail(found, tail), None) if found else (None, self._lost_post(link, path, source))
        if parts.scheme or not path:
            return None, None
        if path.startswith("/"):
            return self._resolve_rooted(link, path, tail, source)
        return self._resolve_relative(link, path, tail, source, url)

    def _resolve_rooted(self, link: Link, path: str, tail: str, source: str) -> Resolution:
        is_within = self._base and f"{path}/".startswith(self._base + "/")
        within = (path.removeprefix(self._base) or "/") if is_within else path
        for place in dict.fromkeys((within, path)):
            if found := self._at(place) or self._sources.get(place.lstrip("/")):
                return with_tail(found, tail), None
        if self._answers_without_doubled_slashes(path):
            return None, None
        return None, self._lost(link, within, source)

    def _resolve_relative(self, link: Link, path: str, tail: str, source: str, url: str) -> Resolution:
        beside = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path))
        folder = url if url.endswith("/") else posixpath.dirname(url) + "/"
        seen = posixpath.normpath(posixpath.join(folder, path)) + ("/" if path.endswith("/") else "")
        # From its own folder, or as a path is written from the root of the blog.
        for key in (beside.lstrip("/"), path.removeprefix("./")):
            if found := self._sources.get(key):
                return with_tail(found, tail), None
        # What lies beside a document of a collection is written elsewhere; what belongs to a post of Hexo's lies in a
        # folder of its name.
        named = posixpath.normpath(posixpath.join("/", source.rpartition(".")[0], path))
        places = ("/" + place_in_site(each.lstrip("/"), self._settings) for each in (beside, named))
        for candidate in (beside, seen, "/" + path.removeprefix("./"), *places):
            if found := self._at(candidate):
                return with_tail(found, tail), None
        if found := self._names.by_slug(path) if link.element == "a" else None:
            return with_tail(found, tail), None
        guess = Found(beside + tail) if link.element != "a" else None
        return guess, self._lost(link, beside, source)

    def _resolve_name(self, link: Link, name: str, source: str) -> Resolution:
        """Find what double brackets name: a file, if it is shown in its place, or a post."""
        if link.element != "img":
            found, problem = self._names.resolve(link, name, source)
            # A search shows all that may be meant, and a browser could make nothing of the title alone.
            search = f"{urls.SEARCH}?q={quote(name.partition('#')[0])}"
            return Found(search) if not found and urls.SEARCH in self._urls else found, problem
        path, mark, fragment = name.partition("#")
        path = unicodedata.normalize("NFC", path).replace("\\", "/")
        if file := self._names.find_file(path, source):
            return with_tail(file, mark + fragment), None
        return Found("/" + path.lstrip("/")), self._lost(link, "/" + path.lstrip("/"), source)

    def _at(self, path: str) -> Found | None:
        """Find what answers at a path as GitHub Pages would, or what stood there before."""
        forms = (path, path.removesuffix("index.html"), path + "/", path + ".html", path.removesuffix(".html"))
        for url in forms:
            if found := self._urls.get(url):
                return found
        name = path.lstrip("/")
        for file in (name, f"{name.rstrip('/')}/index.html".lstrip("/"), name + ".html"):
            if file in self._files:
                return Found("/" + file)
        former = (self._former.get(url) for url in (*forms, path.rstrip("/")))
        return next((found for found in former if found), None)

    def _answers_without_doubled_slashes(self, path: str) -> bool:
        """Say whether a path leads somewhere once `//` is `/`, as hosts read it; such a link stays as it is."""
        once = _SLASHES.sub("/", path)
        return once != path and self._at(once.removeprefix(self._base) or "/") is not None

    def _lost_post(self, link: Link, path: str, source: str) -> Problem:
        # GitHub Pages shows each repository below the address of its owner, in a folder of its own.
        unknown = _first(path.removeprefix(self._base)) not in self._folders
        if link.element != "a" and not unknown:
            return self._lost(link, path.removeprefix(self._base), source)
        message = f"no page of this blog is at {link.target}"
        hint = self.suggestions.linked_post(link.text, path, source)
        may_be_another = unknown and not hint and ".github.io/" in link.target.lower()
        severity = Severity.NOTE if may_be_another else Severity.WARNING
        hint = hint or "correct or remove the link, or leave it if another site of yours stands there"
        return Problem("L102", severity, message, Span(source, link.line), hint)

    def _lost(self, link: Link, path: str, source: str) -> Problem:
        wrapped = _WRAPPED.fullmatch(link.target.strip())
        alone = f"write {wrapped[1]} without what is around it" if wrapped else ""
        if link.element == "a":
            message = f"no page or file of this blog is at {link.target}"
            hint = self.suggestions.linked_post(link.text, path, source) or self.suggestions.file(path)
            if _HOST.match(link.target):
                hint = f"write https://{link.target}"
            hint = alone or hint or "correct or remove the link"
            return Problem("L103", Severity.WARNING, message, Span(source, link.line), hint)
        if alone:
            return Problem("L101", Severity.ERROR, f"there is no file {link.target}", Span(source, link.line), alone)
        message = f"there is no file {path.lstrip('/')}"
        elsewhere = ":" in path
        hint = "copy the file into the blog" if elsewhere else "put the file there or correct the address"
        hint = self.suggestions.picture(path.replace("\\", "/")) or hint
        return Problem("L101", Severity.ERROR, message, Span(source, link.line), hint)

    @cached_property
    def _folders(self) -> frozenset[str]:
        """What the addresses of the blog begin with, now and before."""
        return frozenset(map(_first, (*self._urls, *self._former, *self._files)))


def _first(path: str) -> str:
    """Return the first folder or name in a path from the root of the site."""
    return path.lstrip("/").partition("/")[0]


def _plain(path: str) -> str:
    """Decode an address path: hrefs hold NFC or NFD Hangul, raw or percent-encoded; the book holds plain NFC."""
    return unicodedata.normalize("NFC", unquote(path))
