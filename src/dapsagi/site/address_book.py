"""The address book: where every link of the blog leads.

A link is found as an author may have written it: relative to the post's file (`../images/x.png`, `other-post.md`),
relative to the page's address as a browser reads it, from the root of the site, by the blog's own absolute address, or
by title (`[[제목]]`). An address that a post has had before leads to where the post is now.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from urllib.parse import quote, unquote, urlsplit

import msgspec
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from dapsagi.addresses import urls
from dapsagi.addresses.media import complete
from dapsagi.addresses.slugs import fold_name
from dapsagi.addresses.targets import WIKI
from dapsagi.liquid.targets import Reference, read_reference
from dapsagi.markup.body import Link
from dapsagi.problems import Problem, Severity, Span

# Below this likeness (0-100) a suggestion is more likely to mislead than to help.
_LIKENESS = 66

# One letter makes another word of a short one: GRU and GPU.
_SHORT, _LIKENESS_OF_SHORT = 5, 80

# Of two names of files, how alike they are without their extensions.
_LIKENESS_OF_STEMS = 50

# So many slips of the keys leave a name of a picture what it was; in shorter ones one makes another name.
_MOST_SLIPS, _SHORT_STEM = 2, 6
_DIGITS = re.compile(r"\d+")

_SLASHES = re.compile(r"/{2,}")

# Each looks at every title of the blog, and nobody reads that many; the place and the address are always reported.
_MOST_SUGGESTIONS = 200

# A host of the web, where an author left out how it is reached.
_HOST = re.compile(r"www\.[^/]+\.[a-z]{2,}(?:/|$)|(?:[\w-]+\.)+(?:be|cn|com|dev|edu|io|jp|kr|me|net|org)(?:/|$)", re.I)

# Double brackets of others: the slots of objects in ECMAScript (https://tc39.es/ecma262/), and rows of numbers.
_NOTATION = re.compile(
    r"Prototype|Environment|FormalParameters|Call|Construct|Configurable|Enumerable|Writable|Get|Set|Value|"
    r"Type|Delete|HasProperty|GetOwnProperty|DefineOwnProperty|OwnPropertyKeys|GetPrototypeOf|SetPrototypeOf|"
    r"IsExtensible|PreventExtensions|Extensible|HomeObject|ThisMode|ThisValue|FunctionKind|ConstructorKind|"
    r"ECMAScriptCode|BoundThis|BoundTargetFunction|BoundArguments|PromiseState|PromiseResult|Class|Scope|"
    r"Scopes|Realm|Description|ProxyTarget|ProxyHandler|PrimitiveValue|NumberData|StringData|Target|Key|[\d\s,.;:+-]+",
    re.I,
)


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What the address book knows of a post or page: its key (source path), title, slug and all its addresses."""

    key: str
    title: str
    slug: str
    url: str
    former_urls: tuple[str, ...] = ()


class Found(msgspec.Struct, frozen=True, gc=False):
    """Where a link leads: an address from the root of the site, without the base path, and the post it belongs to."""

    url: str
    key: str = ""


class AddressBook:
    """All addresses of a site; built once, then only asked. What few links ask for is put together when one does."""

    def __init__(
        self,
        entries: Callable[[], Iterable[Entry]],
        files: Iterable[str],
        hosts: Iterable[str],
        base: str,
        media_host: str = "",
    ) -> None:
        """Take what gives the posts and pages, the paths of static files, the blog's own host names and its base path.

        `entries` gives the same each time: to keep them would take as much memory as all the rest. `media_host` is
        where the pictures are that are not among the files.
        """
        self._media_host = media_host
        self._hosts = frozenset(hosts)
        self._base = base
        self._entries = entries
        self._urls: dict[str, Found] = {}
        self._former: dict[str, Found] = {}
        self._sources: dict[str, Found] = {}
        self._suggestions = _MOST_SUGGESTIONS
        for entry in entries():
            found = Found(entry.url, entry.key)
            self._urls[entry.url] = found
            self._sources[entry.key] = found
            for url in entry.former_urls:
                self._former.setdefault(_plain(url), found)
        self._files = frozenset(files)

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

    def resolve(self, link: Link, source: str, url: str, subpath: str = "") -> tuple[Found | None, Problem | None]:
        """Find where a link in the post of file `source`, which stands at `url`, leads; its pictures are in `subpath`.

        Returns neither value for a link that leads out of the site, or to a place on its own page: it stays as it is.
        A link of this site to nothing gives a problem, and the best guess at an address where there is one.
        """
        if (subpath or self._media_host) and link.element == "img":
            return self._resolve_picture(link, source, url, subpath)
        return self._resolve(link, source, url)

    def find_file(self, target: str, source: str) -> Found | None:
        """Find the page or file that the path `target` in the file `source` names, as jekyll-relative-links does."""
        path, mark, fragment = target.partition("#")
        if not path or "://" in path:
            return None
        name = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), _plain(path))).lstrip("/")
        found = self._sources.get(name) or (Found("/" + name) if name in self._files else None)
        return _with(found, mark + fragment) if found else None

    def find_picture(self, target: str, subpath: str) -> Found | None:
        """Find a picture whose address the theme completes: among the files, else where the blog has its pictures."""
        path = _plain(target.strip())
        if ":" in path or not path:
            return None
        for whole in (complete(self._media_host, subpath, path), complete("", subpath, path)):
            if "://" not in whole and (found := self._at(posixpath.normpath(whole).removeprefix(self._base))):
                return found
        return None

    def _resolve_picture(self, link: Link, source: str, url: str, subpath: str) -> tuple[Found | None, Problem | None]:
        if found := self.find_picture(link.target, subpath):
            return found, None
        found, problem = self._resolve(link, source, url)
        if problem is None:
            return found, None
        whole = complete(self._media_host, subpath, _plain(link.target.strip()))
        return Found(whole), None if "://" in whole else self._lost(link, whole, source)

    def _resolve(self, link: Link, source: str, url: str) -> tuple[Found | None, Problem | None]:
        target = link.target.strip()
        if target.startswith(WIKI):
            return self._resolve_title(link, target.removeprefix(WIKI), source)
        if reference := read_reference(target):
            return self._resolve_reference(link, reference, source)
        try:
            parts = urlsplit(target)
            host = parts.hostname or ""
        except ValueError:
            return None, None
        tail = ("?" + parts.query if parts.query else "") + ("#" + parts.fragment if parts.fragment else "")
        # As browsers do, and as who writes on Windows means it.
        path = _plain(parts.path).replace("\\", "/")
        if host:
            if host not in self._hosts or parts.scheme not in ("http", "https", ""):
                return None, None
            if self._base and path != self._base and not path.startswith(self._base + "/"):
                return None, None
            if self._answers_without_doubled_slashes(path):
                return None, None
            found = self._at(path.removeprefix(self._base) or "/") or self._by_slug(path)
            return (_with(found, tail), None) if found else (None, self._lost_post(link, path, source))
        if parts.scheme or not path:
            return None, None
        if path.startswith("/"):
            return self._resolve_rooted(link, path, tail, source)
        return self._resolve_relative(link, path, tail, source, url)

    def _resolve_rooted(self, link: Link, path: str, tail: str, source: str) -> tuple[Found | None, Problem | None]:
        if self._base and (path == self._base or path.startswith(self._base + "/")):
            within = path.removeprefix(self._base) or "/"
            if found := self._at(within):
                return _with(found, tail), None
        if found := self._at(path):
            return _with(found, tail), None
        if self._answers_without_doubled_slashes(path):
            return None, None
        return None, self._lost(link, path, source)

    def _resolve_relative(
        self, link: Link, path: str, tail: str, source: str, url: str
    ) -> tuple[Found | None, Problem | None]:
        beside = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path))
        folder = url if url.endswith("/") else posixpath.dirname(url) + "/"
        seen = posixpath.normpath(posixpath.join(folder, path)) + ("/" if path.endswith("/") else "")
        if found := self._sources.get(beside.lstrip("/")):
            return _with(found, tail), None
        for candidate in (beside, seen, "/" + path.removeprefix("./")):
            if found := self._at(candidate):
                return _with(found, tail), None
        if found := self._by_slug(path) if link.element == "a" else None:
            return _with(found, tail), None
        guess = Found(beside + tail) if link.element != "a" else None
        return guess, self._lost(link, beside, source)

    def _resolve_reference(self, link: Link, reference: Reference, source: str) -> tuple[Found | None, Problem | None]:
        """Find what Liquid's `post_url` or `link` names."""
        name = unicodedata.normalize("NFC", reference.name)
        table = self._stems if reference.kind == "post" else self._sources
        found = table.get(name) or (table.get(name.rpartition("/")[2]) if reference.kind == "post" else None)
        if found is None and reference.kind == "link" and name in self._files:
            found = Found("/" + name)
        if found:
            return _with(found, reference.tail), None
        message = f'no {"post" if reference.kind == "post" else "file"} of this blog is named "{name}"'
        hint = self._suggest(name) or "correct the name"
        # A file answers where it stands, so that is where it would be.
        guess = Found(f"/{name}{reference.tail}") if reference.kind == "link" else None
        return guess, Problem("L105", Severity.WARNING, message, Span(source, link.line), hint)

    def _resolve_title(self, link: Link, title: str, source: str) -> tuple[Found | None, Problem | None]:
        name, _, fragment = title.partition("#")
        found = self._titles.get(fold_name(name)) or self._slugs.get(fold_name(name))
        if found:
            return _with(found, "#" + fragment if fragment else ""), None
        several = fold_name(name) in self._titles
        message = f'{"more than one post is" if several else "no post is"} named "{name}"'
        hint = "write the address instead" if several else self._suggest(name) or "write that post, or an address"
        # A search shows all that may be meant, and a browser could make nothing of the title alone.
        search = Found(f"{urls.SEARCH}?q={quote(name)}") if urls.SEARCH in self._urls else None
        if not several and _NOTATION.fullmatch(name):
            return search, None
        return search, Problem("L104", Severity.WARNING, message, Span(source, link.line), hint)

    def _at(self, path: str) -> Found | None:
        """Find what answers at a path as GitHub Pages would, or what stood there before."""
        for url in (path, path.removesuffix("index.html"), path + "/", path + ".html", path.removesuffix(".html")):
            if found := self._urls.get(url):
                return found
        name = path.lstrip("/")
        for file in (name, f"{name.rstrip('/')}/index.html".lstrip("/"), name + ".html"):
            if file in self._files:
                return Found("/" + file)
        return self._former.get(path) or self._former.get(path + "/") or self._former.get(path.rstrip("/"))

    def _answers_without_doubled_slashes(self, path: str) -> bool:
        """Say whether a path leads somewhere once `//` is `/`, as hosts read it; such a link stays as it is."""
        once = _SLASHES.sub("/", path)
        return once != path and self._at(once.removeprefix(self._base) or "/") is not None

    def _by_slug(self, path: str) -> Found | None:
        last = path.rstrip("/").rpartition("/")[2]
        return self._slugs.get(fold_name(posixpath.splitext(last)[0])) or self._slugs.get(fold_name(last))

    def _lost_post(self, link: Link, path: str, source: str) -> Problem:
        message = f"no page of this blog is at {link.target}"
        hint = self._suggest(link.text, source) or self._suggest_slug(path, source)
        hint = hint or "correct or remove the link, or leave it if another site of yours stands there"
        return Problem("L102", Severity.WARNING, message, Span(source, link.line), hint)

    def _lost(self, link: Link, path: str, source: str) -> Problem:
        if link.element == "a":
            message = f"no page or file of this blog is at {link.target}"
            hint = self._suggest(link.text, source) or self._suggest_slug(path, source) or self._suggest_file(path)
            if _HOST.match(link.target):
                hint = f"write https://{link.target}"
            hint = hint or "correct or remove the link"
            return Problem("L103", Severity.WARNING, message, Span(source, link.line), hint)
        message = f"there is no file {path.lstrip('/')}"
        hint = self._suggest_file(path, alike=is_one_file) or "put the file there or correct the address"
        return Problem("L101", Severity.ERROR, message, Span(source, link.line), hint)

    def _suggest(self, words: str, source: str = "") -> str:
        return self._named(self._nearest(words, self._folded_titles), source)

    def _suggest_slug(self, path: str, source: str) -> str:
        """Suggest the post whose address ends as `path` does, or nearly."""
        last = path.rstrip("/").rpartition("/")[2]
        return self._named(self._nearest(last.removesuffix(".html").removesuffix(".md"), self._folded_slugs), source)

    def _named(self, best: str | None, source: str) -> str:
        # Nobody means the post that they are writing.
        return f'did you mean "{self._names[best]}" ({best})?' if best and best != source else ""

    def _suggest_file(self, path: str, alike: Callable[[str, str], bool] | None = None) -> str:
        best = self._nearest(path.lstrip("/"), self._folded_files)
        if best and not (alike or _may_be_meant)(path, best):
            best = None
        if not best and alike:
            # The file of this name in another folder, if there is just one.
            named = self._files_by_name.get(fold_name(path.rpartition("/")[2]), ())
            best = named[0] if len(named) == 1 else None
        return f"did you mean {best}?" if best else ""

    def _nearest(self, words: str, names: Mapping[str, str]) -> str | None:
        if not words.strip() or not self._suggestions:
            return None
        self._suggestions -= 1
        name = fold_name(words)
        likeness = _LIKENESS if len(name) > _SHORT else _LIKENESS_OF_SHORT
        best = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=likeness)
        return best[2] if best else None

    def forget_suggestions(self) -> None:
        """Let go of what only suggestions are found in; the next one puts it together again."""
        for name in ("_names", "_folded_titles", "_folded_slugs", "_folded_files", "_files_by_name"):
            vars(self).pop(name, None)

    @cached_property
    def _stems(self) -> dict[str, Found]:
        """The posts by the names of their sources, as Liquid's `post_url` knows them."""
        stems: dict[str, Found] = {}
        for key, found in self._sources.items():
            stem = posixpath.splitext(key)[0]
            stems.setdefault(stem.rpartition("/")[2], found)
            stems.setdefault(stem.removeprefix("_posts/"), found)
        return stems

    @cached_property
    def _slugs(self) -> dict[str, Found | None]:
        return self._named_by((entry.slug, entry.key) for entry in self._entries())

    @cached_property
    def _titles(self) -> dict[str, Found | None]:
        return self._named_by((entry.title, entry.key) for entry in self._entries())

    def _named_by(self, names: Iterable[tuple[str, str]]) -> dict[str, Found | None]:
        table: dict[str, Found | None] = {}
        for name, key in names:
            folded = fold_name(name)
            # Two posts of one name: neither is meant more than the other, so the name leads nowhere.
            table[folded] = None if folded in table else self._sources[key]
        return table

    @cached_property
    def _names(self) -> dict[str, str]:
        """The titles of posts and pages, by key."""
        return {entry.key: entry.title for entry in self._entries()}

    @cached_property
    def _folded_titles(self) -> dict[str, str]:
        return {key: fold_name(title) for key, title in self._names.items()}

    @cached_property
    def _folded_slugs(self) -> dict[str, str]:
        # The page of wrong addresses is what nobody meant.
        return {
            found.key: slug for slug, found in self._slugs.items() if found and found.key and found.url != "/404.html"
        }

    @cached_property
    def _files_by_name(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for path in sorted(self._files):
            names.setdefault(fold_name(path.rpartition("/")[2]), []).append(path)
        return names

    @cached_property
    def _folded_files(self) -> dict[str, str]:
        # Of several that are as near, the first is suggested: in order, or each process would suggest another.
        return {path: fold_name(path) for path in sorted(self._files)}


def _stem(path: str) -> str:
    return fold_name(posixpath.splitext(path.rstrip("/").rpartition("/")[2])[0])


def _with(found: Found, tail: str) -> Found:
    return msgspec.structs.replace(found, url=found.url + tail) if tail else found


def _plain(path: str) -> str:
    """Decode an address path: hrefs hold NFC or NFD Hangul, raw or percent-encoded; the book holds plain NFC."""
    return unicodedata.normalize("NFC", unquote(path))


def _may_be_meant(path: str, other: str) -> bool:
    """Say whether a link to one path may mean the other: another ending is another file, if its name differs too.

    What two short names share may be the ending alone: tags.html and gdpr.html.
    """
    one, two = _stem(path), _stem(other)
    if one != two and posixpath.splitext(path)[1].lower() != posixpath.splitext(other)[1].lower():
        return False
    return fuzz.ratio(one, two) >= _LIKENESS_OF_STEMS


def is_one_file(path: str, other: str) -> bool:
    """Say whether two paths may name one picture: but for the folder, a slip of the keys or the ending.

    Numbers that differ are other pictures: `figure-1.png` and `figure-2.png`, `112/input.png` and `113/input.png`.
    """
    one, two = _stem(path), _stem(other)
    if _DIGITS.findall(path) != _DIGITS.findall(other):
        return False
    most = 0 if len(one) < _SHORT_STEM else _MOST_SLIPS
    return OSA.distance(one, two, score_cutoff=most) <= most
