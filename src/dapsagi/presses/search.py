"""The files of the search index, kept up to date document by document.

They stand under `.dapsagi/search/`, each by the digest of its content, beside a note of the documents that they were
made of. A build compares its own documents with those: where few differ, only the drawers with words of these are
exchanged, which gives what filling them all anew would give.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from math import log2
from pathlib import Path

import msgspec

from dapsagi.batches import batched
from dapsagi.cache.cache import Cache, body_finder
from dapsagi.cache.folder import passing_place, place_in_cache, sweep
from dapsagi.digest import Digest, digest_bytes
from dapsagi.machine.files import write_whole
from dapsagi.machine.version import version
from dapsagi.search.documents import CATALOGUE, INDEX, Document, Found, find_words
from dapsagi.search.index import Filling, Shift, Terms, count_drawers, drawers_of, exchange, shifts, terms_of
from dapsagi.search.words import PARTICLES

# What results show of so many documents stands in one file.
_CARDS = 32

# If more than one document in so many differs, everything is made anew.
_FEW = 16

# The words of so many documents are in memory at a time.
_AT_ONCE = 256

_NOTE = "note"
_FOLDER = "search"

# What the lists of documents are called, and how many are kept: the build's, the preview's, and some of before.
_DOCUMENTS = "documents-"
_LISTS = 8

# The paths of the drawers of texts, and of those of titles and tags.
_DRAWERS = (INDEX + "w{}.txt", INDEX + "t{}.txt")

# In the order of their codes, by which the script compares sizes.
_SIXTY_FOUR = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"


class _File(msgspec.Struct, frozen=True, array_like=True):
    """A file of the index: the digest of its content, by which it is called here, and its size in bytes."""

    digest: Digest
    size: int


class _Chest(msgspec.Struct, frozen=True, array_like=True):
    """A set of drawers, and how many words of documents are in it."""

    words: int
    drawers: tuple[_File, ...]


class _Note(msgspec.Struct, frozen=True, array_like=True):
    """What was made, by which version, of which documents (those are in a file too)."""

    version: str
    documents: Digest
    chests: tuple[_Chest, _Chest]
    cards: tuple[_File, ...]
    catalogue: _File

    def files(self) -> Iterator[tuple[str, _File]]:
        """Yield the files of the index with their paths in the site."""
        yield CATALOGUE, self.catalogue
        for place, files in self._kinds():
            for number, file in enumerate(files):
                yield place.format(number), file

    def beyond(self) -> Iterator[str]:
        """Yield the paths that files would have next if there were more of them."""
        for place, files in self._kinds():
            yield place.format(len(files))

    def _kinds(self) -> Iterator[tuple[str, tuple[_File, ...]]]:
        for place, chest in zip(_DRAWERS, self.chests, strict=True):
            yield place, chest.drawers
        yield INDEX + "c{}.json", self.cards


class Index(msgspec.Struct, frozen=True):
    """The search index: the digests of its files by output path, and that of the documents that it was made of.

    In `folder`, each file is called by its digest. `beyond` are the paths of files that the index would have next if it
    were larger.
    """

    documents: Digest
    folder: Path
    digests: Mapping[str, Digest]
    beyond: tuple[str, ...]

    @property
    def files(self) -> dict[str, tuple[Path, Digest]]:
        """Its files by output path, each with its place and digest."""
        return {path: (self.folder / digest, digest) for path, digest in self.digests.items()}


def make_index(documents: Iterable[Document], root: Path, cache: Cache) -> Index:
    """Make the search index of `documents`, the oldest first."""
    data = _encode(list(documents))
    try:
        return _IndexMaker(_folder(root), cache).make(data)
    except OSError:
        # A disk that is full must not take the index from the site either.
        return _IndexMaker(passing_place() / _FOLDER, cache).make(data)


def update_index(
    documents: Digest,
    edits: Mapping[str, tuple[Digest, Digest]],
    root: Path,
    cache: Cache,
    tell: Callable[[tuple[str, Path]], None],
) -> Index | None:
    """Make the index of documents that one was made of before, after these edits of bodies; None if they are not known.

    `edits` gives the body that there was at an address, and the one that there is now. Of each file that is exchanged,
    the output path and the place are told as soon as it is there.
    """
    try:
        former = _split((_folder(root) / (_DOCUMENTS + documents)).read_bytes())
        return _IndexMaker(_folder(root), cache, tell).make(_encode(_edited(former, edits)))
    except (OSError, msgspec.DecodeError):
        return None


def _folder(root: Path) -> Path:
    return place_in_cache(root, _FOLDER)


def _edited(documents: list[msgspec.Raw], edits: Mapping[str, tuple[Digest, Digest]]) -> list[msgspec.Raw]:
    texts = list(map(bytes, documents))
    edited = documents.copy()
    for url, (before, after) in edits.items():
        # To look for the digest of the body spares decoding all documents.
        mark = before.encode()
        for number in [number for number, text in enumerate(texts) if mark in text]:
            document = _decode(documents[number])
            if (document.url, document.body) == (url, before):
                edited[number] = msgspec.Raw(_encode(msgspec.structs.replace(document, body=after)))
    return edited


class _IndexMaker:
    def __init__(
        self, folder: Path, cache: Cache, tell: Callable[[tuple[str, Path]], None] = lambda _exchanged: None
    ) -> None:
        self._folder = folder
        self._cache = cache
        self._tell = tell
        self._there = {entry.name: entry for entry in os.scandir(folder)} if folder.is_dir() else {}
        self._made: set[_File] = set()

    def make(self, data: bytes) -> Index:
        """Make the index of these documents, which are encoded."""
        note = self._last_note()
        wanted = digest_bytes(data)
        if note is None or note.documents != wanted:
            documents = _split(data)
            chests, cards = (note and self._renew(note, documents)) or self._make_anew(documents)
            catalogue = self._put(_catalogue(len(documents), chests, cards))
            note = _Note(version(), wanted, chests, cards, catalogue)
            self._write(_DOCUMENTS + wanted, data)
            self._write(_NOTE, _encode(note))
            self._sweep(note)
        return Index(wanted, self._folder, {path: file.digest for path, file in note.files()}, tuple(note.beyond()))

    def _last_note(self) -> _Note | None:
        """Return what is noted of files that are all there still, and made as this version would."""
        if _NOTE not in self._there:
            return None
        with suppress(OSError, msgspec.DecodeError):
            note = _decode_note((self._folder / _NOTE).read_bytes())
            if note.version == version() and all(self._is_there(file) for _, file in note.files()):
                return note
        return None

    def _make_anew(self, documents: Sequence[msgspec.Raw]) -> tuple[tuple[_Chest, _Chest], tuple[_File, ...]]:
        """Make everything anew."""
        main, names = Filling(), Filling()
        for some in batched(documents, _AT_ONCE):
            for of_text, of_names in self._terms(dict(enumerate(some))).values():
                main.add(of_text)
                names.add(of_names)
        return (self._chest(main), self._chest(names)), tuple(
            self._put(_cards(documents, part)) for part in range(_parts(documents))
        )

    def _renew(
        self, note: _Note, documents: Sequence[msgspec.Raw]
    ) -> tuple[tuple[_Chest, _Chest], tuple[_File, ...]] | None:
        """Exchange what differs; None where too much does."""
        try:
            former = _split((self._folder / (_DOCUMENTS + note.documents)).read_bytes())
            differing = [
                number for number, pair in enumerate(zip(former, documents, strict=False)) if pair[0] != pair[1]
            ]
            differing += range(min(len(former), len(documents)), max(len(former), len(documents)))
            if len(differing) * _FEW > len(documents) + _FEW:
                return None
            before = self._terms({number: former[number] for number in differing if number < len(former)})
            after = self._terms({number: documents[number] for number in differing if number < len(documents)})
            main, names = (
                self._exchanged(kind, note.chests[kind], _of(before, kind), _of(after, kind)) for kind in (0, 1)
            )
        except (OSError, LookupError, msgspec.DecodeError):
            # What is missing is the words of a former text, or a file under the hands of another build.
            return None
        if main is None or names is None:
            return None
        cards = dict(enumerate(note.cards))
        cards.update({part: self._put(_cards(documents, part)) for part in {number // _CARDS for number in differing}})
        return (main, names), tuple(cards[part] for part in range(_parts(documents)))

    def _chest(self, filling: Filling) -> _Chest:
        texts = filling.texts(count_drawers(filling.words))
        return _Chest(filling.words, tuple(self._put(drawer.encode()) for drawer in texts))

    def _exchanged(
        self, kind: int, chest: _Chest, before: Mapping[int, Terms], after: Mapping[int, Terms]
    ) -> _Chest | None:
        words = chest.words - sum(map(len, before.values())) + sum(map(len, after.values()))
        drawers = list(chest.drawers)
        if count_drawers(words) != len(drawers):
            return None
        changed: dict[int, dict[str, Shift]] = defaultdict(dict)
        for word, shift in shifts(before, after).items():
            for number in drawers_of(word, len(drawers)):
                changed[number][word] = shift
        for number, words_in_it in changed.items():
            drawer = (self._folder / drawers[number].digest).read_text("utf-8")
            drawers[number] = file = self._put(exchange(drawer, words_in_it).encode())
            self._tell((_DRAWERS[kind].format(number), self._folder / file.digest))
        return _Chest(words, tuple(drawers))

    def _terms(self, encoded: Mapping[int, msgspec.Raw]) -> dict[int, tuple[Terms, Terms]]:
        """Return the words of documents. Raises `LookupError` for a body that is no more."""
        documents = {number: _decode(document) for number, document in encoded.items()}
        wanted = {document.body for document in documents.values()}
        words = {body: _decode_found(data) for body, data in self._cache.words(wanted).items()}
        find = body_finder(self._cache)
        words.update({body: find_words(find(body)) for body in wanted - words.keys()})
        return {number: terms_of(document, words[document.body]) for number, document in documents.items()}

    def _put(self, data: bytes) -> _File:
        file = _File(digest_bytes(data), len(data))
        if file not in self._made and not self._is_there(file):
            self._write(file.digest, data)
        self._made.add(file)
        return file

    def _is_there(self, file: _File) -> bool:
        # After a power failure, files may be there that are empty.
        with suppress(OSError):
            return file.digest in self._there and self._there[file.digest].stat().st_size == file.size
        return False

    def _write(self, name: str, data: bytes) -> None:
        write_whole(self._folder / name, data)

    def _sweep(self, note: _Note) -> None:
        """Remove what no index needs any more: all but the last lists, and files that outnumber the others by far."""
        lists = {name for name in self._there if name.startswith(_DOCUMENTS)} | {_DOCUMENTS + note.documents}
        for name in sorted(lists, key=self._age)[:-_LISTS]:
            (self._folder / name).unlink(missing_ok=True)
        used = {_NOTE, *(file.digest for _, file in note.files())}
        sweep(self._folder, (name for name in self._there if not name.startswith(_DOCUMENTS)), used)

    def _age(self, name: str) -> int:
        """Return the time of change of a file (ns); the oldest of all are those that another build has removed."""
        with suppress(FileNotFoundError):
            return (self._folder / name).stat().st_mtime_ns
        return 0


_encode = msgspec.msgpack.Encoder().encode
_decode_note = msgspec.msgpack.Decoder(_Note).decode
_decode = msgspec.msgpack.Decoder(Document).decode
# Documents stay encoded until they are needed: to decode 10,000 of them takes longer than all the rest of an edit.
_split = msgspec.msgpack.Decoder(list[msgspec.Raw]).decode
_decode_found = msgspec.msgpack.Decoder(Found).decode


def _of(terms: Mapping[int, tuple[Terms, Terms]], kind: int) -> dict[int, Terms]:
    return {number: each[kind] for number, each in terms.items()}


def _parts(documents: Sequence[msgspec.Raw]) -> int:
    # A blog without a post has all its files already.
    return max(-(-len(documents) // _CARDS), 1)


def _cards(documents: Sequence[msgspec.Raw], part: int) -> bytes:
    """Return what results show of the documents of one file."""
    return msgspec.json.encode([_card(_decode(each)) for each in documents[part * _CARDS : (part + 1) * _CARDS]])


def _card(document: Document) -> tuple[object, ...]:
    return document.title, document.url, document.day, document.tags, document.journey, document.color


def _catalogue(documents: int, chests: Iterable[_Chest], cards: Iterable[_File]) -> bytes:
    """Return what a browser reads first: how many documents there are, and the files of each kind."""
    main, names = (_listed(chest.drawers) for chest in chests)
    return msgspec.json.encode(
        {
            "documents": documents,
            "words": main,
            "titles": names,
            "cards": _listed(cards),
            "together": _CARDS,
            "particles": "|".join(PARTICLES),
        }
    )


def _listed(files: Iterable[_File]) -> str:
    """Return four letters for each file: three that change with it, for its address, and one for its size.

    A browser that has an older edition of a file must not take it for this one.
    """
    letters: list[str] = []
    for file in files:
        change = int(file.digest[:5], 16)
        size = min(round(3 * log2(file.size + 1)), 63)
        letters += (_SIXTY_FOUR[number & 63] for number in (change, change >> 6, change >> 12, size))
    return "".join(letters)
