"""What posts, files and headings are called where no address is written: `[[title]]`, and Liquid's `post_url`."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from urllib.parse import unquote

import msgspec

from dapsagi.addresses.slugs import fold_name
from dapsagi.liquid.targets import Target
from dapsagi.markup.anchors import gfm_id
from dapsagi.markup.body import Link
from dapsagi.post.front_matter_values import flatten
from dapsagi.post.values import Post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.site.found import Found, Resolution, with_tail
from dapsagi.site.suggestions import Suggestions

_CLIMBS = re.compile(r"^(?:\.\.?/)+")

# What is rather a file than the title of a post: `paper.pdf`, but not `v1.2`.
_FILE = re.compile(r"\.(?!md$)[a-z][a-z0-9]{1,4}$", re.I)

_NO_FILE = "put that file into the blog, write that post, or an address"

# Double brackets of others: the slots of objects in ECMAScript (https://tc39.es/ecma262/), and rows of numbers.
_NOTATION = re.compile(
    r"Prototype|Environment|FormalParameters|Call|Construct|Configurable|Enumerable|Writable|Get|Set|Value|"
    r"Type|Delete|HasProperty|GetOwnProperty|DefineOwnProperty|OwnPropertyKeys|GetPrototypeOf|SetPrototypeOf|"
    r"IsExtensible|PreventExtensions|Extensible|HomeObject|ThisMode|ThisValue|FunctionKind|ConstructorKind|"
    r"ECMAScriptCode|BoundThis|BoundTargetFunction|BoundArguments|PromiseState|PromiseResult|Class|Scope|"
    r"Scopes|Realm|Description|ProxyTarget|ProxyHandler|PrimitiveValue|NumberData|StringData|Target|Key|[\d\s,.;:+-]+",
    re.I,
)


class Names:
    """The names of all that a site has; what few links ask for is put together when one does."""

    def __init__(
        self, posts: Sequence[Post], sources: Mapping[str, Found], files: Container[str], suggestions: Suggestions
    ) -> None:
        """Take the posts and pages, where each source is found, and the paths of static files."""
        self._posts = posts
        self._sources = sources
        self._files = files
        self._suggestions = suggestions

    def resolve(self, link: Link, name: str, source: str) -> Resolution:
        """Find what double brackets name: a post, or a file if no post is named so."""
        path, mark, fragment = name.partition("#")
        path = unicodedata.normalize("NFC", path).replace("\\", "/")
        found, problem = self._resolve_title(link, name, source)
        file = self.find_file(path, source) if problem and "." in path else None
        return (with_tail(file, mark + fragment), None) if file else (found, problem)

    def resolve_target(self, link: Link, target: Target, source: str) -> Resolution:
        """Find what Liquid's `post_url` or `link` names."""
        name = unicodedata.normalize("NFC", target.name)
        table = self._stems if target.kind == "post" else self._sources
        found = table.get(name)
        # A file answers where it stands, be it there or not.
        there = Found("/" + name) if target.kind == "link" else None
        if target.kind == "post":
            found = found or table.get(name.rpartition("/")[2])
        elif name in self._files:
            found = found or there
        if found:
            return with_tail(found, target.tail), None
        message = f'no {"post" if target.kind == "post" else "file"} of this blog is named "{name}"'
        hint = self._suggestions.named_post(name) or "correct the name"
        guess = with_tail(there, target.tail) if there else None
        return guess, Problem("L105", Severity.WARNING, message, Span(source, link.line), hint)

    def find_file(self, path: str, source: str) -> Found | None:
        """Find the file that Obsidian means by a path or the end of one: of several the nearest to the root."""
        beside = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")
        if beside in self._files:
            return Found("/" + beside)
        end = "/" + fold_name(_CLIMBS.sub("", path).strip("/"))
        named = [file for file in self._suggestions.files_named(path) if fold_name("/" + file).endswith(end)]
        return Found("/" + min(named, key=lambda file: (file.count("/"), file))) if named else None

    def with_anchor_of_page(self, found: Found) -> Found:
        """Return a place in a post with the anchor as it is there: a Mac may have composed its letters otherwise."""
        page, mark, fragment = found.url.partition("#")
        written = unquote(fragment)
        if written.isascii() or found.key not in self._by_key:
            return found
        meant = unicodedata.normalize("NFC", written)
        ids = self._by_key[found.key].ids
        anchor = next((each for each in ids if unicodedata.normalize("NFC", each) == meant), meant)
        return found if anchor == written else msgspec.structs.replace(found, url=page + mark + anchor)

    def by_slug(self, path: str) -> Found | None:
        """Find the post whose slug a path ends with."""
        last = path.rstrip("/").rpartition("/")[2]
        return self._slugs.get(fold_name(posixpath.splitext(last)[0])) or self._slugs.get(fold_name(last))

    def _resolve_title(self, link: Link, title: str, source: str) -> Resolution:
        # A title may have the mark of a heading in it: `C# 기초`.
        whole = "#" in title and bool(self._titles.get(fold_name(title)))
        name, _, headings = (title, "", "") if whole else title.partition("#")
        # Obsidian names a heading by its words, and by those above it: `[[글#장#절]]`.
        heading = headings.rpartition("#")[2].strip()
        folded = fold_name(name)
        files: list[Found] = []
        found = (self._titles.get(folded) or self._slugs.get(folded)) if folded else self._sources.get(source)
        if not found:
            files = self._files_called(folded)
            found = files[0] if len(files) == 1 else None
        if not found and not files and folded not in self._titles:
            found = self._aliases.get(folded)
        if found:
            return with_tail(found, self._tail(heading, found.key)), None
        if files or folded in self._titles or folded in self._aliases:
            message, hint = f'more than one post is named "{name}"', "write the address instead"
        elif _NOTATION.fullmatch(name):
            return None, None
        elif _FILE.search(name):
            message = f'no post or file is named "{name}"'
            hint = self._suggestions.file(name) or self._suggestions.named_post(name) or _NO_FILE
        else:
            message = f'no post is named "{name}"'
            hint = self._suggestions.named_post(name) or "write that post, or an address"
        return None, Problem("L104", Severity.WARNING, message, Span(source, link.line), hint)

    def _tail(self, heading: str, key: str) -> str:
        """Return what leads to a heading by its words; to a block of Obsidian's (`#^abc`) and a chosen id, as it is."""
        heading = unicodedata.normalize("NFC", heading)
        anchor = heading if heading.startswith("^") else gfm_id(heading)
        for chosen in self._by_key[key].ids if key in self._by_key else ():
            if unicodedata.normalize("NFC", chosen) in (heading, anchor):
                anchor = chosen
        return f"#{anchor}" if anchor else ""

    def _files_called(self, name: str) -> list[Found]:
        """Return the sources that Obsidian may mean by a path, or by as much of its end as it takes to tell them."""
        path = "/" + _CLIMBS.sub("", name).strip("/").removesuffix(".md").removesuffix("/index")
        named = self._files_named.get(path.rpartition("/")[2], ())
        return [self._sources[key] for stem, key in named if stem.endswith(path)]

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
    def _files_named(self) -> dict[str, list[tuple[str, str]]]:
        """The sources by their names, with their paths."""
        named: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in self._sources:
            stem = "/" + fold_name(posixpath.splitext(key)[0]).removesuffix("/index")
            named[stem.rpartition("/")[2]].append((stem, key))
        return named

    @cached_property
    def _by_key(self) -> dict[str, Post]:
        return {post.key: post for post in self._posts}

    @cached_property
    def _slugs(self) -> dict[str, Found | None]:
        return self._named_by((post.slug, post.key) for post in self._posts)

    @cached_property
    def _titles(self) -> dict[str, Found | None]:
        return self._named_by((post.title, post.key) for post in self._posts)

    @cached_property
    def _aliases(self) -> dict[str, Found | None]:
        """The posts by the other names that Obsidian knows them by; those of Hugo, with a slash, are addresses."""
        aliases = ((alias, post.key) for post in self._posts for alias in flatten(post.extra.get("aliases")))
        return self._named_by((alias, key) for alias, key in aliases if not alias.startswith("/"))

    def _named_by(self, names: Iterable[tuple[str, str]]) -> dict[str, Found | None]:
        table: dict[str, Found | None] = {}
        for name, key in names:
            folded = fold_name(name)
            # Two posts of one name: neither is meant more than the other, so the name leads nowhere.
            table[folded] = None if folded in table else self._sources[key]
        return table
