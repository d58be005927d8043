"""The site as it is built to leave: its files, and what of the blog stays behind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from dapsagi.build.assembly import look_at_site
from dapsagi.build.build import build
from dapsagi.build.order import Order
from dapsagi.cache.cache import CACHE
from dapsagi.config import Settings
from dapsagi.digest import digest
from dapsagi.loader.tree import key_of, place_of
from dapsagi.post.names import is_bundle
from dapsagi.post.values import Post
from dapsagi.publish.destination import Destination
from dapsagi.publish.workflow import BUILD_FILE
from dapsagi.report import Progress, Report
from dapsagi.writer.manifest import read_digests

#: Where the site is built before it leaves, from the root of the blog: the author's own `site/` may hold drafts.
BUILT = ".dapsagi/publish"


class Outgoing(msgspec.Struct, frozen=True):
    """A finished site.

    `files` maps its paths to files on disk or contents, `digests` to digests of them; `posts` are its posts and pages,
    `waiting` those whose day has not come. Drafts are `home`, under the names that the disk has for them, where no
    commit holds them; whoever reads the repository reads the others, the `open_drafts`.
    """

    root: Path
    settings: Settings
    report: Report
    files: Mapping[str, Path | bytes]
    digests: Mapping[str, str]
    posts: tuple[Post, ...]
    waiting: tuple[Post, ...]
    home: tuple[str, ...]
    open_drafts: tuple[str, ...]

    @property
    def address(self) -> str:
        """The address of the site; empty where that is not known."""
        return self.settings.url + self.settings.baseurl

    @property
    def build(self) -> str:
        """What tells this build from others once it is online."""
        return self.digests[BUILD_FILE]


def make_outgoing(
    root: Path, settings: Settings, destination: Destination, today: datetime, jobs: int, progress: Progress
) -> Outgoing:
    """Build the blog in `root` as it stands at `today`, and gather what leaves."""
    report = build(Order(root, settings, today, jobs, progress=progress))
    loaded, site = look_at_site(root, settings, today, jobs)
    tracked = set(map(key_of, destination.repository.tracked(root)))
    drafts = [post for post in loaded.posts if post.draft or not post.published]
    written = [post for post in loaded.posts if post.is_post and post.published and not post.draft]
    files, digests = _files(root, destination)
    return Outgoing(
        root=root,
        settings=settings,
        report=report,
        files=files,
        digests=digests,
        posts=tuple(site.by_key.values()),
        waiting=tuple(sorted((post for post in written if post.date > today), key=lambda post: (post.date, post.key))),
        home=tuple(_place_of_draft(post, root, settings) for post in drafts if post.key not in tracked),
        open_drafts=tuple(post.key for post in drafts if post.key in tracked),
    )


def _place_of_draft(post: Post, root: Path, settings: Settings) -> str:
    """Return the file of a draft, or the folder that is one, with its pictures, as the disk has it."""
    place = place_of(root, post.key)
    return (place.parent if is_bundle(post.key, post.kind, settings) else place).relative_to(root).as_posix()


def made_in(settings: Settings) -> tuple[str, ...]:
    """Return the paths in a blog that hold what the tool makes."""
    inside = not Path(settings.output).is_absolute() and ".." not in Path(settings.output).parts
    return (CACHE.parent.as_posix(), *([settings.output] if inside else []))


def _files(root: Path, destination: Destination) -> tuple[dict[str, Path | bytes], dict[str, str]]:
    # Nothing but what this build wrote can leave, whatever else lies in the folder.
    digests = read_digests(root / BUILT)
    files: dict[str, Path | bytes] = {path: root / BUILT / path for path in digests}
    digests[BUILD_FILE] = digest(digests)
    files[BUILD_FILE] = f"{digests[BUILD_FILE]}\n".encode()
    # Losing it would take the site from its domain.
    if "CNAME" not in files and (cname := destination.online("CNAME")) is not None:
        files["CNAME"] = cname
        digests["CNAME"] = digest(cname.decode(errors="replace"))
    return files, digests
