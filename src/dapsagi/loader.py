"""The loader: a blog's folder to posts, pages and static files.

A file is read only if its fingerprint has moved, and parsed only if its digest or the settings have changed. Sources
are read in worker processes where there are many; what comes back is saved as it comes, so that no build holds all
bodies at once.
"""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from fnmatch import fnmatch
from functools import cache, partial
from pathlib import Path
from typing import Literal

import msgspec

from dapsagi import markup
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest, digest_bytes
from dapsagi.markup.body import Body
from dapsagi.markup.options import MarkupOptions
from dapsagi.post import Post, Source, kind_of
from dapsagi.problems import Problem, Severity, Span
from dapsagi.reading import read
from dapsagi.settings_file import NAMES as SETTINGS_NAMES
from dapsagi.store import Fingerprint, Store

# Below this many sources to read, starting processes costs more than they save.
_WORTH_A_POOL = 96
_CHUNK = 32

# A file changed this recently (ns) may change again without its fingerprint showing it, on file systems that count
# whole seconds; such a fingerprint is not trusted by the next build.
_RACY = 2_000_000_000

# Names that are part of no site, and those that a blog of our own kind has beside its sources.
_NEVER = {"node_modules", "__pycache__", "Gemfile", "Gemfile.lock", *SETTINGS_NAMES}
_NEVER_IN_OWN_BLOG = {"templates", "README.md", "README.ko.md", "LICENSE", "Makefile"}


class Found(msgspec.Struct, frozen=True):
    """A file of the blog: its key (path in NFC), its path on disk (which may be in NFD) and its fingerprint."""

    key: str
    path: str
    fingerprint: Fingerprint
    kind: Literal["source", "page", "static"]


class Loaded(msgspec.Struct, frozen=True):
    """All that was read.

    `files` maps a static file's path in the site to its place and digest; `complete` is false where a source could not
    be read, so that what it published before must not be taken for removed; `read` counts the sources that were parsed.
    """

    posts: tuple[Post, ...]
    files: Mapping[str, tuple[Path, Digest]]
    problems: tuple[Problem, ...]
    complete: bool
    read: int


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    """A reading as the memo keeps it; `static` says that the file has no front matter and is no source after all."""

    post: Post | None
    problems: tuple[Problem, ...]
    static: bool = False


class _Job(msgspec.Struct, frozen=True):
    """A source to read, and the key under which the memo has it."""

    found: Found
    known: Digest


class _Outcome(msgspec.Struct, frozen=True):
    """What reading one source gave; `stored` is empty where the memo was right."""

    found: Found
    digest: Digest
    key: Digest
    stored: bytes = b""
    rendering: tuple[Digest, Digest, bytes] | None = None
    failure: str = ""


_encode = msgspec.msgpack.Encoder().encode
_decode_stored = msgspec.msgpack.Decoder(_Stored).decode
_decode_body = msgspec.msgpack.Decoder(Body).decode


def load(
    root: Path,
    settings: Settings,
    store: Store,
    version: str,
    jobs: int = 1,
    progress: Callable[[str, int, int], None] = lambda _stage, _done, _total: None,
) -> Loaded:
    """Read the blog in `root` with `jobs` processes. Bodies go to the store, posts come back ordered by key."""
    known_files = store.files()
    memo = store.readings()
    bodies = store.body_digests()
    tree = list(scan(root, settings))
    reader = _Reader(root, settings, version, store)
    current: dict[str, bytes] = {}
    waiting: list[_Job] = []
    for found in tree:
        if found.kind == "static":
            continue
        print_, file_digest = known_files.get(found.key, (None, ""))
        key, stored = memo.get(found.key, ("", b""))
        if key and not _is_whole(stored, bodies):
            key = ""
        if key and print_ == found.fingerprint and key == reader.key(found.key, file_digest):
            current[found.key] = stored
        else:
            waiting.append(_Job(found, key))

    problems: list[Problem] = []
    fresh: dict[str, tuple[Fingerprint, Digest]] = {}
    complete = True
    read = 0
    for outcomes in _read_all(reader, waiting, jobs):
        for outcome in outcomes:
            if outcome.failure:
                complete = False
                problems.append(_unreadable(outcome.found.key, outcome.failure))
                continue
            read += bool(outcome.stored)
            current[outcome.found.key] = outcome.stored or memo[outcome.found.key][1]
            fresh[outcome.found.key] = (_trusted(outcome.found.fingerprint), outcome.digest)
        store.save_renderings(outcome.rendering for outcome in outcomes if outcome.rendering)
        store.save_readings({each.found.key: (each.key, each.stored) for each in outcomes if each.stored})
        progress("sources", len(current), len(waiting))

    files: dict[str, tuple[Path, Digest]] = {}
    posts: list[Post] = []
    for found in tree:
        if found.kind != "static":
            if found.key not in current:
                continue
            reading = _decode_stored(current[found.key])
            problems += reading.problems
            if reading.post is not None:
                posts.append(reading.post)
            elif not reading.static:
                complete = False
            if not reading.static:
                continue
        try:
            print_, file_digest = known_files.get(found.key, (None, ""))
            if print_ != found.fingerprint:
                file_digest = digest_bytes((root / found.path).read_bytes())
                fresh[found.key] = (_trusted(found.fingerprint), file_digest)
            files[found.key] = (root / found.path, file_digest)
        except OSError as error:
            complete = False
            problems.append(_unreadable(found.key, error.strerror or str(error)))
    store.save_files(fresh, set(known_files) - {found.key for found in tree})
    ordered = tuple(sorted(posts, key=lambda post: post.key))
    return Loaded(ordered, files, tuple(problems), complete, read)


def scan(root: Path, settings: Settings) -> Iterator[Found]:
    """Find the files of a blog by Jekyll's rules: names with `_`, `.`, `#` or `~` are left out unless included.

    See https://jekyllrb.com/docs/structure/ and the `include` and `exclude` settings.
    """
    return _scan(root, "", settings, (root / settings.output).resolve())


def _scan(root: Path, prefix: str, settings: Settings, output: Path) -> Iterator[Found]:
    with os.scandir(root / prefix) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        path = prefix + entry.name
        if not _belongs(path, entry.name, settings):
            continue
        try:
            if entry.is_dir():
                # A linked folder may lead back to where it stands, and out of the blog.
                if not entry.is_symlink() and Path(entry.path).resolve() != output:
                    yield from _scan(root, path + "/", settings, output)
                continue
            status = entry.stat()
        except OSError:
            status = None
        key = unicodedata.normalize("NFC", path)
        print_ = Fingerprint(status.st_size, status.st_mtime_ns, status.st_ino) if status else Fingerprint(-1, 0)
        if kind := _kind(key, settings):
            yield Found(key, path, print_, kind)


def _belongs(path: str, name: str, settings: Settings) -> bool:
    if name in _NEVER:
        return False
    if any(_matches(path, pattern) for pattern in settings.include):
        return True
    if any(_matches(path, pattern) for pattern in settings.exclude):
        return False
    if not settings.is_jekyll and path in {*_NEVER_IN_OWN_BLOG, settings.data_dir, settings.includes_dir}:
        return False
    if name[0] == "_":
        return name in ("_posts", "_drafts") or _is_collection(path, settings)
    return name[0] not in ".#~" and not name.endswith("~")


def _is_collection(path: str, settings: Settings) -> bool:
    within = path.removeprefix(settings.collections_dir + "/") if settings.collections_dir else path
    return within.removeprefix("_") in settings.collections


def _matches(path: str, pattern: str) -> bool:
    pattern = pattern.strip("/")
    return path == pattern or path.startswith(pattern + "/") or fnmatch(path, pattern)


def _kind(key: str, settings: Settings) -> Literal["source", "page", "static", ""]:
    kind = kind_of(key, settings)
    if not kind:
        # What lies beside posts in `_posts` without being one is no part of the site, as in Jekyll.
        return "" if any(folder.startswith("_") for folder in key.split("/")[:-1]) else "static"
    return "page" if kind == "page" else "source"


class _Reader:
    """Reads sources: the file, the memo by content, then front matter and Markdown."""

    def __init__(self, root: Path, settings: Settings, version: str, store: Store | None) -> None:
        self.root = root
        self.settings = settings
        self.version = version
        self.store = store
        self._settings_digest = digest((settings, version))
        self._markup_digest = digest((settings.markup, version))

    def key(self, key: str, file_digest: Digest) -> Digest:
        return digest((key, file_digest, self._settings_digest))

    def read(self, job: _Job) -> _Outcome:
        found = job.found
        try:
            data = (self.root / found.path).read_bytes()
        except OSError as error:
            return _Outcome(found, "", "", failure=error.strerror or str(error))
        file_digest = digest_bytes(data)
        key = self.key(found.key, file_digest)
        if key == job.known:
            return _Outcome(found, file_digest, key)
        if found.kind == "page" and not self._is_page(found.key, data):
            return _Outcome(found, file_digest, key, _encode(_Stored(None, (), static=True)))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            return _Outcome(found, file_digest, key, _encode(_Stored(None, (_wrong_encoding(found, data, error),))))
        rendered: list[tuple[Digest, Body]] = []
        reading = read(Source(found.key, text), self.settings, partial(self._render, rendered))
        stored = _encode(_Stored(reading.post, reading.problems))
        rendering = None
        if rendered and reading.post is not None:
            ((text_key, body),) = rendered
            rendering = (text_key, reading.post.body, _encode(body))
        return _Outcome(found, file_digest, key, stored, rendering)

    def _is_page(self, key: str, data: bytes) -> bool:
        """Say whether a file outside the posts is a page: Jekyll wants front matter, GitHub Pages not of Markdown."""
        if data.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
            return True
        return key.rpartition(".")[2].lower() in self.settings.markdown_ext

    def _render(self, rendered: list[tuple[Digest, Body]], text: str, options: MarkupOptions) -> Body:
        key = digest((text, self._markup_digest))
        known = self.store.rendering(key) if self.store else None
        if known:
            return _decode_body(known[1])
        body = markup.render(text, options)
        rendered.append((key, body))
        return body


def _read_all(reader: _Reader, waiting: Sequence[_Job], jobs: int) -> Iterable[list[_Outcome]]:
    chunks = [waiting[start : start + _CHUNK] for start in range(0, len(waiting), _CHUNK)]
    if jobs < 2 or len(waiting) < _WORTH_A_POOL:
        for chunk in chunks:
            yield [reader.read(job) for job in chunk]
        return
    place = reader.store.file if reader.store else None
    read_chunk = partial(_read_chunk, reader.root, _encode(reader.settings), reader.version, place)
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(read_chunk, chunks)


def _read_chunk(root: Path, settings: bytes, version: str, memo: Path | None, jobs: list[_Job]) -> list[_Outcome]:
    reader = _worker(root, settings, version, memo)
    return [reader.read(job) for job in jobs]


@cache
def _worker(root: Path, settings: bytes, version: str, memo: Path | None) -> _Reader:
    """Make the reader of a worker process, once for all of its chunks."""
    store = Store.to_read(memo) if memo else None
    return _Reader(root, msgspec.msgpack.decode(settings, type=Settings), version, store)


def _is_whole(stored: bytes, bodies: set[Digest]) -> bool:
    post = _decode_stored(stored).post
    return post is None or post.body in bodies


def _trusted(print_: Fingerprint) -> Fingerprint:
    recent = print_.mtime > time.time_ns() - _RACY
    return msgspec.structs.replace(print_, mtime=0) if recent else print_


def _unreadable(key: str, reason: str) -> Problem:
    return Problem("F101", Severity.ERROR, f"the file cannot be read ({reason})", Span(key), "check its rights")


def _wrong_encoding(found: Found, data: bytes, error: UnicodeDecodeError) -> Problem:
    line = data.count(b"\n", 0, error.start) + 1
    message = "the file is not UTF-8"
    hint = "save it as UTF-8"
    try:
        data.decode("cp949")
    except UnicodeDecodeError:
        pass
    else:
        message += " but CP949 (EUC-KR)"
        hint = f"convert it: iconv -f cp949 -t utf-8 '{found.key}' > new.md"
    return Problem("F102", Severity.ERROR, message, Span(found.key, line), hint)
