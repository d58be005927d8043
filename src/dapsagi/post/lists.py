"""What else the blog holds, as a text may ask for it: `{% for post in site.posts %}`, `site.tags`, `site.projects`.

Source: `Jekyll::Drops::SiteDrop`, and what the drops of posts, pages and files give.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from math import inf
from typing import Any, TypeAlias

from dapsagi.addresses import urls
from dapsagi.addresses.slugs import titleize
from dapsagi.config import Settings, defaults_for
from dapsagi.digest import Digest, digest
from dapsagi.liquid.given import Document
from dapsagi.post.values import Post

#: A list, or lists by the names of terms.
List: TypeAlias = "list[Document] | dict[str, list[Document]]"

#: Gives the HTML of a post or of its excerpt, whichever is named, with the addresses that its author wrote.
FindHTML: TypeAlias = Callable[[Post, str], str]

# So many others are related to a post.
_RELATED = 10


class Lists:
    """The lists of a blog: each is made when a text asks for it; empty ones, of which no source is known yet.

    `sources` are the posts, pages and documents that are shown, the newest first; `files` the paths of static files;
    `find_unwritten` gives the documents of a collection that has no pages.
    """

    def __init__(
        self,
        settings: Settings,
        sources: Sequence[Post] = (),
        files: Iterable[str] = (),
        find_unwritten: Callable[[str], Iterable[Post]] = lambda _: (),
        find_html: FindHTML = lambda _post, _name: "",
    ) -> None:
        self._settings = settings
        self._sources = sources
        self._files = files
        self._find_unwritten = find_unwritten
        self._find_html = find_html
        self._documents: dict[str, list[Document]] = {}
        self._digests: dict[str, Digest] = {}
        #: Whether a text was asked for what others say, and not only for what is said of them.
        self.gave_texts = False

    def find(self, name: str, asker: Post) -> List | None:
        """Return what `site.<name>` is to `asker`; None for what is no list."""
        if name == "related_posts":
            others = (each for each in self._posts if each["path"] != asker.key)
            return None if asker.kind == "page" else [each for each, _ in zip(others, range(_RELATED), strict=False)]
        make = _LISTS.get(name)
        if make:
            return make(self)
        return self._of_collection(name) if name in self._settings.collections else None

    def digest(self, names: Iterable[str]) -> Digest:
        """Return the digest of what these lists say without the texts in them."""
        for name in set(names) - self._digests.keys():
            self._digests[name] = digest(self.find(_MADE_OF.get(name, name), _NOBODY))
        return digest([self._digests[name] for name in sorted(names)])

    @cached_property
    def _posts(self) -> list[Document]:
        return [self._document(post) for post in self._sources if post.is_post]

    @cached_property
    def _pages(self) -> list[Document]:
        pages = (post for post in self._sources if post.kind == "page")
        return [self._document(page) for page in sorted(pages, key=lambda page: (_name_of(page.key), page.key))]

    @cached_property
    def _all_files(self) -> list[Document]:
        return [_file(path, self._settings) for path in sorted(self._files)]

    def _html_pages(self) -> list[Document]:
        return [page for page in self._pages if page["url"].endswith(("/", ".html", ".htm", ".xhtml"))]

    def _all_documents(self) -> list[Document]:
        others = (self._of_collection(label) for label in self._settings.collections if label != "posts")
        return [*reversed(self._posts), *(document for each in others for document in each)]

    def _collections(self) -> list[Document]:
        labels = sorted({"posts", *self._settings.collections})
        return [self._collection(label) for label in labels]

    def _collection(self, label: str) -> Document:
        documents = [*reversed(self._posts)] if label == "posts" else self._of_collection(label)
        known = self._settings.collections.get(label)
        own = {"label": label, "docs": documents, "files": [], "relative_directory": f"_{label}"}
        return Document({**(known.metadata if known else {}), "output": not known or known.output, **own})

    def _of_collection(self, label: str) -> list[Document]:
        """Return documents by their dates and paths, or as the collection says. Source: `Collection#sort_docs!`."""
        if label not in self._documents:
            posts = [*(post for post in self._sources if post.kind == label), *self._find_unwritten(label)]
            posts.sort(key=lambda post: (post.date.timestamp() if post.dated else inf, post.key))
            documents = [self._document(post) for post in posts]
            metadata = self._settings.collections[label].metadata
            order, key = metadata.get("order"), metadata.get("sort_by")
            if isinstance(order, list):
                places = {name: place for place, name in enumerate(map(str, order))}
                documents.sort(key=lambda each: places.get(each["path"].partition(f"_{label}/")[2], inf))
            elif isinstance(key, str):
                documents.sort(key=lambda each: _rank(each.get(key)))
            self._documents[label] = documents
        return self._documents[label]

    def _document(self, post: Post) -> Document:
        own = front_matter_of(post) | own_values(post, post.url, self._settings)
        if post.excerpt is not None:
            own["excerpt"] = post.excerpt
        return Document(own, partial(self._text_of, post))

    def _text_of(self, post: Post, name: str) -> str:
        self.gave_texts = True
        return self._find_html(post, name)

    def _by_term(self, key: str) -> dict[str, list[Document]]:
        """Return the posts of each term, the terms by their oldest posts."""
        found: dict[str, list[Document]] = {}
        for post in reversed(self._posts):
            for term in post[key]:
                found.setdefault(term, []).append(post)
        return {term: posts[::-1] for term, posts in found.items()}


# What says all that these say.
_MADE_OF = {**dict.fromkeys(("categories", "related_posts", "tags"), "posts"), "html_pages": "pages"}

_NOBODY = Post(key="", kind="page", title="", slug="")

_LISTS: Mapping[str, Callable[[Lists], List]] = {
    "posts": lambda lists: lists._posts,
    "pages": lambda lists: lists._pages,
    "html_pages": Lists._html_pages,
    "documents": Lists._all_documents,
    "collections": Lists._collections,
    "static_files": lambda lists: lists._all_files,
    "html_files": lambda lists: [file for file in lists._all_files if file["extname"] == ".html"],
    "tags": lambda lists: lists._by_term("tags"),
    "categories": lambda lists: lists._by_term("categories"),
}

#: What is a list behind `site.`, whatever the settings say under that name.
LIST_NAMES = (*_LISTS, "related_posts")


def own_values(post: Post, url: str, settings: Settings) -> dict[str, Any]:
    """Return what Jekyll adds to the front matter of a post at `url`, for whoever asks for it."""
    return {
        "title": None if _is_untitled(post, settings) else post.written_title,
        "date": post.date if post.dated else None,
        "categories": list(post.categories),
        "tags": list(post.tags),
        "layout": post.layout,
        "lang": post.lang,
        "slug": post.slug,
        "path": post.key,
        "relative_path": post.key,
        "collection": {"post": "posts", "draft": "posts", "page": None}.get(post.kind, post.kind),
        "name": _name_of(post.key),
        "ext": posixpath.splitext(post.key)[1],
        "id": posixpath.join(posixpath.dirname(url.rstrip("/")), post.slug) if post.kind != "page" else None,
        "dir": (url if url.endswith("/") else posixpath.dirname(url)) if post.kind == "page" else None,
        "url": urls.encode(url),
        "description": post.description,
        "author": post.extra.get("author", post.author),
        "image": post.extra.get("image", post.image),
    }


def _is_untitled(post: Post, settings: Settings) -> bool:
    """Say whether a page has no title in Jekyll, which gives one only to posts and documents that lack it."""
    if post.kind != "page" or not settings.is_jekyll or post.line_of("title"):
        return False
    return post.title in (titleize(post.slug).strip(), settings.title)


def front_matter_of(post: Post) -> dict[str, Any]:
    """Return what is known of the front matter of a post: what lists ask for, and all that the tool does not know."""
    changed = datetime.fromisoformat(post.modified) if post.modified else None
    known = {
        "category": post.categories[-1] if post.categories else None,
        "permalink": post.permalink,
        "series": post.series,
        "order": post.order,
        "last_modified_at": changed,
        "updated": changed,
    }
    return post.extra | {key: value for key, value in known.items() if post.line_of(key)}


def _file(path: str, settings: Settings) -> Document:
    stem, extension = posixpath.splitext(_name_of(path))
    own = {"path": "/" + path, "name": stem + extension, "basename": stem, "extname": extension}
    return Document({**defaults_for(settings, path, ""), **own})


def _name_of(path: str) -> str:
    return path.rpartition("/")[2]


def _rank(value: object) -> tuple[int, float, str]:
    """Return a key that sorts numbers before words, and these before nothing."""
    if isinstance(value, int | float):
        return 0, value, ""
    return (2, 0, "") if value is None else (1, 0, str(value))
