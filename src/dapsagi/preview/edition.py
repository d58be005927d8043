"""What the preview shows at one moment, and where an address leads in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from urllib.parse import unquote

import msgspec

from dapsagi.addresses import urls
from dapsagi.build.snapshot import Snapshot
from dapsagi.pages.views.machines import RedirectView
from dapsagi.post.values import Post
from dapsagi.problems import Problem
from dapsagi.search.documents import INDEX

_SLASHES = re.compile(r"/{2,}")


class Change(msgspec.Struct, frozen=True):
    """What brought an edition about: paths that moved, keys of the sources among them, keys of static files.

    `edition` is the number of the first edition that shows it, `times` are seconds by stage, in order.
    """

    at: datetime
    edition: int
    paths: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    times: tuple[tuple[str, float], ...] = ()


class Edition(msgspec.Struct, frozen=True):
    """A snapshot with all that was noticed.

    By output path, `posts` finds a post or page, and `assets` what pages load of the theme.

    Until it is `complete` it holds the newest posts and those that were asked for; `reading` counts the sources that
    were read, and all of them.
    """

    number: int
    snapshot: Snapshot
    posts: Mapping[str, Post]
    assets: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    complete: bool
    reading: tuple[int, int]
    change: Change


class Place(msgspec.Struct, frozen=True):
    """Where an address leads: the output path of a page, file or asset, or the address of a redirect.

    "waiting" is an address that a post may answer at once all are read, "index" may be a file of the search index.
    """

    kind: Literal["page", "file", "asset", "index", "redirect", "missing", "waiting"]
    path: str = ""


def index_posts(snapshot: Snapshot) -> dict[str, Post]:
    """Return the posts and pages of a snapshot by output path."""
    return {post.output: post for post in (*snapshot.site.posts, *snapshot.site.pages)}


def find(edition: Edition, address: str) -> Place:
    """Find what answers at `address`, the percent-encoded path of a request, as GitHub Pages would.

    Slashes in a row are one, as to nginx (its directive `merge_slashes`).
    Only what the site has can be found: nothing is looked up in the file system.
    """
    base = edition.snapshot.site.settings.baseurl
    if address in (base, "/") and base:
        return Place("redirect", urls.href("/", edition.snapshot.site.settings))
    if base and not address.startswith(base + "/"):
        return Place("missing")
    inside = address.removeprefix(base)
    plain = unicodedata.normalize("NFC", unquote(inside)).removeprefix("/")
    for path in (plain, _output_path(inside)):
        if place := _at(edition, path):
            return place
    if not inside.endswith("/") and _at(edition, f"{plain}/index.html"):
        return Place("redirect", urls.href(f"/{plain}/", edition.snapshot.site.settings))
    if "//" in address:
        return find(edition, _SLASHES.sub("/", address))
    return Place("missing" if edition.complete else "waiting")


def forward(before: Edition, after: Edition, address: str) -> str:
    """Return where the post that was at `address` is now, as an `href`; empty if it is where it was, or gone."""
    post = before.posts.get(find(before, address).path)
    if post is None or find(after, address).kind != "missing":
        return ""
    now = after.snapshot.site.by_key.get(post.key)
    if now is None:
        known = before.snapshot.site.by_key
        new = [other for key, other in after.snapshot.site.by_key.items() if key not in known]
        now = next((other for other in new if post.body == other.body or post.title == other.title), None)
    return now.href if now else ""


def _at(edition: Edition, path: str) -> Place | None:
    if path in edition.snapshot.pages:
        post = edition.posts.get(path)
        leads_on = post.redirect_to if post else edition.snapshot.pages.leads_on(path)
        view = edition.snapshot.pages[path].view if leads_on else None
        if isinstance(view, RedirectView):
            # The finished page leads to the published site.
            url = edition.snapshot.site.settings.url
            within = url and view.target_url.startswith(f"{url}/")
            return Place("redirect", view.target_url.removeprefix(url) if within else view.target_url)
        return Place("page", path)
    if path in edition.snapshot.files:
        return Place("file", path)
    if path in edition.assets:
        return Place("asset", path)
    return Place("index", path) if path.startswith(INDEX) and edition.complete else None


def _output_path(address: str) -> str:
    try:
        return urls.output_path(address)
    except ValueError:
        return ""
