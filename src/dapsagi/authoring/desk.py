"""An author's desk: the posts of a blog as they are now, and the texts behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from unicodedata import normalize

import msgspec

from dapsagi import markup
from dapsagi.authoring.customs import RECENT, Customs, customs_of
from dapsagi.build.assembly import assemble_loaded, look_at_site
from dapsagi.config import Settings
from dapsagi.journey.series import Series
from dapsagi.loader.load import Loaded
from dapsagi.loader.tree import key_of, place_of
from dapsagi.post.expansion import Shared
from dapsagi.post.from_source import read_source
from dapsagi.post.values import Post, Source
from dapsagi.problems import RefusedError, reason_of
from dapsagi.site import Site


class Desk(msgspec.Struct, frozen=True):
    """A blog in hand: `site` holds drafts and posts of the future as well, `today` is the time in its zone."""

    root: Path
    settings: Settings
    loaded: Loaded
    site: Site
    customs: Customs
    today: datetime

    def why_unseen(self, post: Post) -> str:
        """Return why readers do not see a post yet, in a word or two; "" if they do."""
        if post.draft or not post.published:
            return "draft" if post.draft else "not published"
        return f"from {post.date:%Y-%m-%d}" if post.date > self.today else ""

    def text(self, key: str) -> str:
        """Return the text of a source, with its line ends. Raises `RefusedError`."""
        try:
            return place_of(self.root, key).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RefusedError(f"{key}: cannot be read ({reason_of(error)})") from error

    def post_in(self, key: str, text: str) -> Post:
        """Return the post that a text would be as the source `key`."""
        return read_source(Source(key, text), Shared(self.settings), markup.render).post

    def series_with(self, post: Post) -> Series | None:
        """Return the series that a post would be part of if it stood in the blog."""
        loaded = msgspec.structs.replace(self.loaded, posts=(*self.loaded.posts, post))
        site, _ = assemble_loaded(loaded, self.settings, self.today)
        return next((series for series in site.series if any(part.key == post.key for part in series.parts)), None)

    def find(self, name: str, *, draft: bool = False) -> Post:
        """Return the post, or draft, that an author means by its path, its file name, its address or its title.

        Raises `RefusedError` for none and for several.
        """
        path = Path(name)
        # A shell on a Mac completes names as its disk spells them.
        name = normalize("NFC", name)
        try:
            key = key_of(path.resolve().relative_to(self.root.resolve()).as_posix() if path.exists() else name)
        except (OSError, ValueError):
            # A title need not be the name of any file.
            key = name
        posts = [*self.site.posts, *self.site.pages]
        readings: tuple[Callable[[Post], bool], ...] = (
            lambda post: post.key == key,
            lambda post: post.key.rpartition("/")[2] in (name, f"{name}.md"),
            lambda post: post.url.strip("/") == name.strip("/"),
            lambda post: normalize("NFC", post.title) == name or post.slug in (name, Path(name).stem),
        )
        for fits in readings:
            if found := [post for post in posts if fits(post)]:
                if len(found) == 1:
                    return found[0]
                keys = ", ".join(post.key for post in found)
                raise RefusedError(f'"{name}" could be {keys}; write the path')
        if draft:
            raise RefusedError(f'no draft is "{name}"; `dapsagi posts --drafts` lists them')
        raise RefusedError(f'no post is "{name}"; `dapsagi posts` lists them')


def open_desk(root: Path, settings: Settings, today: datetime) -> Desk:
    """Read the blog in `root` with all that is written in it, published or not."""
    settings = msgspec.structs.replace(settings, show_drafts=True, future=True, unpublished=True)
    loaded, site = look_at_site(root, settings, today)
    posts = [post for post in site.posts if post.kind == "post"]
    texts: dict[str, str] = {}
    for post in posts[:RECENT]:
        try:
            texts[post.key] = place_of(root, post.key).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
    return Desk(root, settings, loaded, site, customs_of(posts, texts, settings), today)
