"""Reading sources: a file's bytes to a post, with a cache of what was read and rendered before.

What is read depends on the file, the settings and the version alone, so sources can be read in any order and in
worker processes.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

import msgspec

from dapsagi import markup
from dapsagi.addresses import urls
from dapsagi.batches import batched
from dapsagi.cache.cache import Cache, decode_body
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest, digest_bytes
from dapsagi.liquid.bibliography import read_bibliography
from dapsagi.loader.data_files import OWN_FILES, SiteData, is_data
from dapsagi.loader.faults import NO_FILE, fault_of, is_picture, unreadable
from dapsagi.loader.ground import Ground, Texts, lay_grounds, may_hold_liquid
from dapsagi.loader.tree import Found, key_of, scan_at
from dapsagi.machine.crew import work
from dapsagi.machine.files import Fingerprint, trusted
from dapsagi.markup.body import Body
from dapsagi.markup.options import MarkupOptions
from dapsagi.post.expansion import Shared
from dapsagi.post.from_source import read_source
from dapsagi.post.front_matter import split_front_matter
from dapsagi.post.lists import Lists
from dapsagi.post.names import is_markdown, is_optional, is_written, kind_of, may_be_index
from dapsagi.post.reading import read_head
from dapsagi.post.values import Post, Source, share_texts
from dapsagi.presses.formulas import Draftsman
from dapsagi.problems import Problem, Severity
from dapsagi.search.documents import find_words

# Below this many sources to read, starting processes costs more than they save.
_WORTH_A_POOL = 96
_CHUNK = 32

_LAYOUTS = "_layouts"

_NOTHING: Mapping[Digest, str] = MappingProxyType({})

# Stands in a key before the digest of the lists that a text asks for.
_LISTS = ":"


class StoredReading(msgspec.Struct, frozen=True, array_like=True):
    """A reading as the cache keeps it; `static` says that the file has no front matter and is copied as it is.

    There is no post where the file is no source or cannot be understood; `problems` says why. `asks` names the lists
    of the blog that are part of the text.
    """

    post: Post | None
    problems: tuple[Problem, ...]
    static: bool = False
    asks: tuple[str, ...] = ()


class Job(msgspec.Struct, frozen=True):
    """A source to read, and the key under which the caller has read it before."""

    found: Found
    known: Digest = ""


class Outcome(msgspec.Struct, frozen=True):
    """What reading one source gave: the digest of its file and the key of the reading.

    `stored` is the encoded reading, empty where the caller's is right; `rendering` is what the cache should keep of the
    body, `drawings` are those of its formulas that the cache does not know; `failure` says why the file could not be
    read.
    """

    found: Found
    digest: Digest
    key: Digest
    stored: bytes = b""
    rendering: tuple[Digest, Digest, bytes, bytes] | None = None
    drawings: tuple[tuple[Digest, bytes], ...] = ()
    failure: str = ""


def decode_reading(stored: bytes) -> StoredReading:
    """Return a reading that the cache kept."""
    reading = _decode_reading(stored)
    if reading.post:
        share_texts(reading.post)
    return reading


def save_outcomes(cache: Cache, outcomes: Sequence[Outcome]) -> dict[str, tuple[Fingerprint, Digest]]:
    """Save what was read, but for what could not be; return the files as they are known now, by key."""
    read = [outcome for outcome in outcomes if not outcome.failure]
    cache.save_renderings(outcome.rendering for outcome in read if outcome.rendering)
    cache.remember(drawing for outcome in read for drawing in outcome.drawings)
    cache.save_readings({outcome.found.key: (outcome.key, outcome.stored) for outcome in read if outcome.stored})
    files = {outcome.found.key: (trusted(outcome.found.fingerprint), outcome.digest) for outcome in read}
    cache.save_files(files, ())
    return files


class SourceReader:
    """Reads the sources of one blog under one set of settings."""

    def __init__(self, root: Path, settings: Settings, version: str, cache: Cache | None) -> None:
        """Take the folder of the blog, and the cache that knows earlier renderings; what all texts share is read."""
        self.root = root
        # Texts are cheaper than paths, and this one begins the address of every source.
        self._place = str(root)
        self.version = version
        self.cache = cache
        self._draftsman = Draftsman(cache)
        #: The folders whose texts a reading may rest on.
        of_jekyll = [_LAYOUTS, settings.data_dir, settings.bibliography_dir] if settings.is_jekyll else []
        self.folders = (settings.includes_dir, *of_jekyll)
        self._lost: list[Path] = []
        self._texts = Texts(
            includes=_load_texts(root / settings.includes_dir, self._lost),
            layouts=_load_texts(root / _LAYOUTS, []) if settings.is_jekyll else {},
            data=SiteData(_load_texts(root / settings.data_dir, self._lost) if settings.is_jekyll else {}),
            bibliographies=_load_bibliographies(root, settings, self._lost),
        )
        self._given = settings
        self.narrow, self._wide = lay_grounds(settings, self._texts, version)
        self.settings = self._wide.shared.settings

    def is_right(self, known: Digest, key: str, file_digest: Digest) -> bool:
        """Say whether the reading of source `key` with this content that was kept under `known` is what it gives now.

        Which ground it was read by depends on its content.
        """
        own = known.partition(_LISTS)[0]
        return any(own == _key(key, file_digest, ground) for ground in (self.narrow, self._wide))

    def lists_as(self, known: Digest, asks: Iterable[str], lists: Lists) -> bool:
        """Say whether the reading kept under `known`, of a text that `asks` for lists, was made with these."""
        return known.partition(_LISTS)[2] == lists.digest(asks)

    def read(self, job: Job, known_code: Mapping[Digest, str] = _NOTHING, lists: Lists | None = None) -> Outcome:
        """Read one source; every file gives an outcome. `known_code` is code that this version has highlighted.

        Without `lists`, what asks for some is read as if they were empty, and its reading has no key.
        """
        found = job.found
        if not found.is_file:
            return Outcome(found, "", "", failure=NO_FILE)
        try:
            with open(f"{self._place}/{found.path}", "rb") as file:
                data = file.read()
        except OSError as error:
            return Outcome(found, "", "", failure=error.strerror or str(error))
        file_digest = digest_bytes(data)
        ground = self.narrow if found.kind == "source" and not may_hold_liquid(data) else self._wide
        key = _key(found.key, file_digest, ground)
        if key == job.known.partition(_LISTS)[0] and not lists:
            return Outcome(found, file_digest, job.known)
        static = found.kind == "page" and self._is_copied(found.key, data)
        if static and not self._is_page(found.key, data) and not may_be_index(found.key, self.settings):
            return Outcome(found, file_digest, key, _encode(StoredReading(None, (), static=True)))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            stored = StoredReading(None, (fault_of(error, "F102", Severity.ERROR, found.key),))
            return Outcome(found, file_digest, key, _encode(stored))
        shared = ground.shared
        if lists:
            lists.gave_texts = False
            shared = msgspec.structs.replace(shared, lists=lists)
        return self._read_text(Outcome(found, file_digest, key), text, shared, known_code, static)

    def _read_text(
        self, outcome: Outcome, text: str, shared: Shared, known_code: Mapping[Digest, str], static: bool
    ) -> Outcome:
        """Return the outcome of a file with what its text gives."""
        found = outcome.found
        rendered: list[tuple[Digest, Body]] = []
        reading = read_source(
            Source(found.key, text),
            shared,
            partial(self._render, rendered, known_code),
            _Neighbours((self.root / found.path).parent),
        )
        key = outcome.key
        if reading.asks:
            lists = shared.lists
            key = "" if lists is None or lists.gave_texts else key + _LISTS + lists.digest(reading.asks)
        if reading.has_neighbours:
            # What the files beside it say is not in the key, so the next build reads such a source again.
            key = ""
        if not rendered and not is_markdown(found.key, self.settings):
            # HTML is not rendered, so there is no text to know it by.
            rendered.append((digest(reading.post.body), reading.body))
        rendering = None
        if rendered:
            ((text_key, body),) = rendered
            rendering = (text_key, reading.post.body, _encode(body), _encode(find_words(body, reading.words)))
        encoded = _encode(StoredReading(reading.post, reading.problems, static, reading.asks))
        drawings = self._draftsman.take_fresh()
        return msgspec.structs.replace(outcome, key=key, stored=encoded, rendering=rendering, drawings=drawings)

    def find_data_problems(self) -> list[Problem]:
        """Say which data files and partials no text can ask for, because they cannot be read."""
        folder = self.settings.data_dir
        problems = list(self._texts.data.faults(folder, self.cache))
        for path, text in self._texts.bibliographies.items():
            place = f"{self.settings.bibliography_dir}/{path}"
            problems += [problem.at(place, 1) for problem in read_bibliography(text).problems]
        for file in self._lost:
            key = key_of(file.relative_to(self.root).as_posix())
            name = key.removeprefix(folder + "/") if folder else key
            if name != key and (name in OWN_FILES or not is_data(name)):
                continue
            try:
                data = file.read_bytes()
                data.decode("utf-8")
            except OSError as error:
                problems.append(unreadable(file, key, error.strerror or str(error)))
            except UnicodeDecodeError as error:
                # Beside partials a picture may lie, which nobody takes for a text.
                if name != key or not is_picture(data):
                    severity = Severity.WARNING if name == key else Severity.ERROR
                    problems.append(fault_of(error, "F102", severity, key))
        return problems

    def read_all(self, jobs: Sequence[Job], processes: int) -> Iterator[list[Outcome]]:
        """Read many sources with as many processes, a list of them at a time, in order.

        Closing the iterator ends the processes with what they are reading.
        """
        chunks = batched(jobs, _CHUNK)
        if processes < 2 or len(jobs) < _WORTH_A_POOL:
            for chunk in chunks:
                yield [self.read(job) for job in chunk]
            return
        place = self.cache.file if self.cache else None
        read_chunk = partial(_read_chunk, self.root, _encode(self._given), self.version, place)
        yield from work(read_chunk, chunks, processes)

    def find_unwritten(self, label: str) -> Iterator[tuple[Found, Post]]:
        """Yield the documents of a collection that has no pages, each with the address that it would have."""
        settings = self._with_all_written.settings
        if self.settings.collections[label].output:
            return
        folder = f"{settings.collections_dir}/_{label}".lstrip("/")
        for found in scan_at(self.root, folder, settings):
            source = self._document(found)
            post = read_head(source, settings).post if source else None
            if post and post.published and not post.draft:
                yield found, msgspec.structs.replace(post, url=urls.post_url(post, settings))

    def body_without_lists(self, found: Found) -> Body:
        """Return the body of a source for those who list it: lists are empty to it, or two such would have no end."""
        source = self._document(found)
        return read_source(source, self._with_all_written, markup.render).body if source else Body()

    @cached_property
    def _with_all_written(self) -> Shared:
        shared = self._wide.shared
        known = self.settings.collections.items()
        written = {label: msgspec.structs.replace(each, output=True) for label, each in known}
        return msgspec.structs.replace(shared, settings=msgspec.structs.replace(self.settings, collections=written))

    def _document(self, found: Found) -> Source | None:
        """Return the source of a document, if the file is one and can be read."""
        if not found.is_file:
            return None
        try:
            text = (self.root / found.path).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return None
        is_one = is_written(found.key, self.settings) and split_front_matter(text).found
        return Source(found.key, text) if is_one else None

    def _is_page(self, key: str, data: bytes) -> bool:
        """Say whether a file outside the posts is a page or document, and not to be copied as it is.

        Jekyll wants front matter; GitHub Pages does not, of Markdown outside of collections.
        """
        if data.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
            # In a file of data the line may be YAML's own.
            return is_written(key, self.settings) or split_front_matter(data.decode("utf-8", "replace")).found
        return kind_of(key, self.settings) == "page" and is_optional(key, self.settings)

    def _is_copied(self, key: str, data: bytes) -> bool:
        """Say whether a file outside the posts is copied as it is, which may be beside a page that is made of it.

        To Jekyll, a file without front matter is one to copy, unless jekyll-optional-front-matter takes it.
        """
        if not self._is_page(key, data):
            return True
        makes_pages = not self.settings.is_jekyll or "jekyll-optional-front-matter" in self.settings.plugins
        return not makes_pages and not data.lstrip(b"\xef\xbb\xbf").startswith(b"---")

    def _render(
        self,
        rendered: list[tuple[Digest, Body]],
        known_code: Mapping[Digest, str],
        text: str,
        options: MarkupOptions,
        head: str | None,
    ) -> Body:
        key = digest((text, options, head, self.version))
        known = self.cache.rendering(key) if self.cache else None
        if known:
            return self._drawn(decode_body(known[1]))
        body = markup.render(text, options, head, known_code)
        rendered.append((key, body))
        return self._drawn(body)

    def _drawn(self, body: Body) -> Body:
        """Have the formulas of a body drawn; those that cannot be are among its problems then."""
        if not body.formulas or self.settings.math != "katex":
            return body
        return msgspec.structs.replace(body, problems=(*body.problems, *self._draftsman.faults(body)))


class _Neighbours(Mapping[str, str]):
    """The text files in the folder of a source and below it, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the source."""
        self._folder = folder

    def __getitem__(self, path: str) -> str:
        file = self._folder / path
        try:
            if not file.resolve().is_relative_to(self._folder.resolve()):
                raise KeyError(path)
            return file.read_text("utf-8")
        except (OSError, ValueError) as error:
            raise KeyError(path) from error

    def __iter__(self) -> Iterator[str]:
        return (file.relative_to(self._folder).as_posix() for file in self._folder.rglob("*") if file.is_file())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _load_bibliographies(root: Path, settings: Settings, lost: list[Path]) -> dict[str, str]:
    """Load the BibTeX files of a Jekyll blog by their paths from their folder."""
    folder = settings.bibliography_dir
    texts = _load_texts(root / folder, lost) if settings.is_jekyll and folder else {}
    if texts:
        # What cannot be read in them is told as a problem, and not by the library too.
        logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    return {path: text for path, text in texts.items() if path.endswith(".bib")}


def _load_texts(folder: Path, lost: list[Path]) -> dict[str, str]:
    """Load the partials for `include`, or layouts, by their names; what cannot be read is `lost`."""
    partials: dict[str, str] = {}
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        try:
            if file.is_file():
                partials[key_of(file.relative_to(folder).as_posix())] = file.read_text("utf-8")
        except (UnicodeDecodeError, OSError):
            lost.append(file)
    return partials


_encode = msgspec.msgpack.Encoder().encode
_decode_reading = msgspec.msgpack.Decoder(StoredReading).decode


def _read_chunk(root: Path, settings: bytes, version: str, file: Path | None, jobs: list[Job]) -> list[Outcome]:
    reader = _worker(root, settings, version, file)
    return [reader.read(job) for job in jobs]


@functools.cache
def _worker(root: Path, settings: bytes, version: str, file: Path | None) -> SourceReader:
    """Make the reader of a worker process, once for all of its chunks."""
    cache = Cache.to_read(file) if file else None
    return SourceReader(root, msgspec.msgpack.decode(settings, type=Settings), version, cache)


def _key(key: str, file_digest: Digest, ground: Ground) -> Digest:
    return digest((key, file_digest, ground.digest))
