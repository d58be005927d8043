"""The story of a check: load, assemble, hold every post against the rules, leave out what was switched off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from dapsagi.addresses.targets import own_hosts
from dapsagi.build.assembly import read_site
from dapsagi.cache.cache import CACHE, body_finder
from dapsagi.cache.opening import open_cache
from dapsagi.check.images import ForeignImage, is_foreign
from dapsagi.config import SETTINGS_NAMES, Settings
from dapsagi.digest import Digest
from dapsagi.loader.load import Loaded
from dapsagi.loader.settings_file import find_settings, find_unsaid_korean
from dapsagi.loader.tree import place_of
from dapsagi.markup.body import Body
from dapsagi.post.reading import read_head
from dapsagi.post.values import Post, PostText, Source
from dapsagi.problems import Problem, Span, in_reading_order
from dapsagi.rules.addresses import find_address_problems, find_identifier_problems
from dapsagi.rules.silence import find_unknown_codes, silenced_in, unknown_code
from dapsagi.rules.site import find_dead_anchors, find_huge_images, find_site_problems
from dapsagi.rules.table import CODES
from dapsagi.rules.writing import find_header_problems, find_writing_problems
from dapsagi.site import Site


class Checked(msgspec.Struct, frozen=True):
    """What a check found: `posts` and `addresses` were looked at, `outward` are the addresses of other sites.

    `outward` maps each to the places that name it, `images` those that are shown as images; `silenced` are the codes
    that each post has switched off.
    """

    posts: int
    problems: tuple[Problem, ...]
    outward: Mapping[str, tuple[Span, ...]]
    images: tuple[ForeignImage, ...]
    silenced: Mapping[str, frozenset[str]]


def check(
    root: Path,
    settings: Settings,
    today: datetime,
    *,
    config: Path | None = None,
    jobs: int = 1,
    ignore: Collection[str] = (),
) -> Checked:
    """Check the blog in `root` as it stands at `today`, without the rules whose codes are in `ignore`.

    `config` is where the settings are from, if not from the blog's own file.
    """
    with open_cache(root / CACHE) as (cache, problems):
        loaded, site, site_problems = read_site(root, settings, cache, today, jobs)
        found = [*problems, *loaded.problems, *site_problems, *find_site_problems(site.posts)]
        found += find_unsaid_korean(root, settings, config)
        found += [unknown_code(code, _place_in_settings(root, code)) for code in ignore if code not in CODES]
        silenced: dict[str, frozenset[str]] = {}
        outward: dict[str, list[Span]] = {}
        images: list[ForeignImage] = []
        examiner = _Examiner(root, settings, site, loaded, body_finder(cache))
        for post in site.by_key.values():
            written = _read(root, post)
            if written is None:
                continue
            source = read_head(written, settings)
            found += find_header_problems(written.text.split("\n", source.first_line - 1)[:-1], post.key)
            silenced[post.key] = silenced_in(source.text)
            found += examiner.examine(post, source)
            images += examiner.foreign_images(post, source)
            for mention in post.mentions:
                # A number such as `arxiv:1711.09020` stands for a work, and is no address.
                if "//" in mention.url:
                    outward.setdefault(mention.url.partition("#")[0], []).append(Span(post.key, mention.line))
    return Checked(
        posts=len(site.by_key),
        problems=tuple(in_reading_order(list(without(found, ignore, silenced)))),
        outward={url: tuple(spans) for url, spans in sorted(outward.items())},
        images=tuple(images),
        silenced=silenced,
    )


def without(
    problems: Collection[Problem], ignore: Collection[str], silenced: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Leave out the problems that the settings or a post's own comment have switched off."""
    for problem in problems:
        if problem.code not in ignore and problem.code not in silenced.get(problem.span.path, ()):
            yield problem


class _Examiner:
    """Holds single posts against the rules."""

    def __init__(
        self, root: Path, settings: Settings, site: Site, loaded: Loaded, find_body: Callable[[Digest], Body]
    ) -> None:
        self._root = root
        self._settings = settings
        self._site = site
        self._files = loaded.files
        self._find_body = find_body
        self._anchors: dict[str, frozenset[str]] = {}
        self._weighed: set[str] = set()
        self._hosts = own_hosts(settings.url)
        # Where nothing is said, the site will stand on a host that serves by https, as all do that blogs live on.
        self._secure = not settings.url.startswith("http://")

    def examine(self, post: Post, source: PostText) -> Iterator[Problem]:
        body = self._find_body(post.body)
        lines = dict(post.links)
        named = set()
        for index, link in enumerate(body.links):
            line = lines[index].line if index in lines else link.line + source.first_line - 1
            named.add(link.target)
            span = Span(post.key, line)
            yield from find_address_problems(link.target, link.element, span, self._secure, link.text)
            if link.target.startswith("#"):
                yield from find_dead_anchors(link.target[1:], body.anchors, "this page", span)
        if post.cover:
            span = Span(post.key, post.line_of(post.cover.key))
            yield from find_address_problems(post.cover.path, "img", span, self._secure)
        for mention in post.mentions:
            if mention.url not in named and "//" in mention.url:
                span = Span(post.key, mention.line)
                yield from find_address_problems(mention.url, "a", span, self._secure, mention.url)
        yield from find_identifier_problems(source.text, post.key, source.first_line)
        yield from find_unknown_codes(source.text, post.key, source.first_line)
        if source.is_markdown:
            yield from find_writing_problems(
                body, source.text, post.key, source.first_line, kramdown=self._settings.is_jekyll
            )
        yield from self._examine_places(post)

    def foreign_images(self, post: Post, source: PostText) -> Iterator[ForeignImage]:
        """Yield the images of a post that stand on other hosts."""
        for link in self._find_body(post.body).links:
            if link.element == "img" and link.attribute == "src" and is_foreign(link.target, self._hosts):
                line = link.line + source.first_line - 1 if link.line else 0
                yield ForeignImage(link.target, link.text, post.slug, Span(post.key, line))

    def _examine_places(self, post: Post) -> Iterator[Problem]:
        links = dict(post.links)
        for index, found in self._site.links.get(post.key, ()):
            link = links[index]
            span = Span(post.key, link.line)
            fragment = found.url.partition("#")[2]
            if fragment and found.key in self._site.by_key:
                page = self._site.by_key[found.key].url
                yield from find_dead_anchors(fragment, self._anchors_of(found.key), page, span)
            path = found.url.partition("?")[0].partition("#")[0].lstrip("/")
            if link.element == "img" and path in self._files and path not in self._weighed:
                self._weighed.add(path)
                yield from find_huge_images(path, self._files[path][0].stat().st_size, span)

    def _anchors_of(self, key: str) -> frozenset[str]:
        if key not in self._anchors:
            self._anchors[key] = frozenset(self._find_body(self._site.by_key[key].body).anchors)
        return self._anchors[key]


def _read(root: Path, post: Post) -> Source | None:
    try:
        return Source(post.key, place_of(root, post.key).read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        # Reading has reported it, or the file went since.
        return None


def _place_in_settings(root: Path, code: str) -> Span:
    """Return where the settings name a code, as far as that can be seen."""
    file = find_settings(root)
    if file is None:
        return Span(SETTINGS_NAMES[0])
    lines = file.read_text("utf-8-sig", "replace").upper().splitlines()
    return Span(file.name, next((number for number, line in enumerate(lines, 1) if code in line), 0))
