"""Filling in who wrote what and when: `data/references.yml`, from public catalogues.

One question at a time, with the pauses that the catalogues ask for. What was answered is written at once, so that a
run that is broken off loses nothing, and the next one goes on behind it. No build ever comes here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import msgspec
import yaml

from dapsagi import __version__
from dapsagi.batches import batched
from dapsagi.catalogues.answers import UnreadableAnswerError, read_arxiv, read_crossref, read_open_library
from dapsagi.check.web import LATER
from dapsagi.journey.references.identifiers import arxiv_fault, doi_fault, isbn_fault
from dapsagi.journey.references.model import Details, Reference
from dapsagi.loader.data_files import DETAILS
from dapsagi.machine.files import write_whole
from dapsagi.problems import RefusedError
from dapsagi.report import Progress, in_silence
from dapsagi.yaml_text import YamlError, read_mapping

_AGENT = f"dapsagi/{__version__} (static blog generator)"

# No answer of a catalogue is longer than this (bytes).
_LONGEST = 5_000_000


class Catalogues(msgspec.Struct, frozen=True):
    """Where the catalogues are, how many works one question may name, and the pause between two (seconds).

    arXiv asks for three seconds (https://info.arxiv.org/help/api/tou.html); the others for moderation.
    """

    arxiv: str = "https://export.arxiv.org/api/query"
    crossref: str = "https://api.crossref.org/works"
    open_library: str = "https://openlibrary.org/api/books"
    together: int = 20
    pause: float = 3.0
    timeout: float = 30.0


class Completed(msgspec.Struct, frozen=True):
    """How many works were found, how many no catalogue knows, and how many could not be asked for."""

    found: int
    unknown: int
    left: int


def complete_references(
    folder: Path,
    references: Iterable[Reference],
    catalogues: Catalogues | None = None,
    progress: Progress = in_silence,
) -> Completed:
    """Ask for every work that has a number and of which nothing is known, and write the answers into `folder`.

    A catalogue that asks for rest, or does not answer, is not asked again in this run. Raises `RefusedError` where
    nothing can be written behind what an author wrote.
    """
    places = catalogues or Catalogues()
    questions = list(_questions([each for each in references if each.details == Details()], places))
    works = sum(len(batch) for batch, _, _ in questions)
    found = unknown = left = asked = 0
    resting: set[str] = set()
    for batch, catalogue, ask in questions:
        if catalogue in resting:
            left += len(batch)
            continue
        if asked:
            time.sleep(places.pause)
        asked += 1
        answers, rests = _answered(ask)
        if rests:
            resting.add(catalogue)
        if answers is None:
            left += len(batch)
        else:
            _append(folder / DETAILS, answers)
            found += len(answers)
            unknown += len(batch) - len(answers)
        progress("works", found + unknown + left, works)
    return Completed(found, unknown, left)


def _questions(
    references: Sequence[Reference], places: Catalogues
) -> Iterator[tuple[Sequence[Reference], str, Callable[[], dict[str, Details]]]]:
    """Yield works, the catalogue and the question that asks it for them, whose answer is by the works' ids."""
    papers = [each for each in references if each.arxiv and not arxiv_fault(each.arxiv)]
    others = [each for each in references if each not in papers]
    articles = [each for each in others if each.doi and not doi_fault(each.doi)]
    books = [each for each in others if each not in articles and each.isbn and not isbn_fault(each.isbn)]
    for some in batched(papers, places.together):
        yield some, places.arxiv, partial(_ask_arxiv, some, places)
    for each in articles:
        yield [each], places.crossref, partial(_ask_crossref, each, places)
    for some in batched(books, places.together):
        yield some, places.open_library, partial(_ask_open_library, some, places)


def _answered(ask: Callable[[], dict[str, Details]]) -> tuple[dict[str, Details] | None, bool]:
    """Return what a catalogue answers, None where it is no answer, and whether it is not to be asked again now."""
    try:
        return ask(), False
    except HTTPError as error:
        error.close()
        # A catalogue that does not have the work says so with 404; anything else may be different tomorrow.
        return {} if error.code == 404 else None, error.code in LATER
    except UnreadableAnswerError:
        return None, False
    except (OSError, HTTPException):
        return None, True


def _ask_arxiv(papers: Sequence[Reference], places: Catalogues) -> dict[str, Details]:
    query = {"id_list": ",".join(each.arxiv for each in papers), "max_results": str(len(papers))}
    known = read_arxiv(_get(f"{places.arxiv}?{urlencode(query)}", places))
    return {each.id: known[each.arxiv] for each in papers if each.arxiv in known}


def _ask_crossref(article: Reference, places: Catalogues) -> dict[str, Details]:
    return {article.id: read_crossref(_get(f"{places.crossref}/{quote(article.doi, safe='')}", places))}


def _ask_open_library(books: Sequence[Reference], places: Catalogues) -> dict[str, Details]:
    query = {"bibkeys": ",".join(f"ISBN:{each.isbn}" for each in books), "format": "json", "jscmd": "data"}
    known = read_open_library(_get(f"{places.open_library}?{urlencode(query)}", places))
    return {each.id: known[each.isbn] for each in books if each.isbn in known}


def _get(url: str, places: Catalogues) -> bytes:
    request = Request(url, headers={"User-Agent": _AGENT})
    with urlopen(request, timeout=places.timeout) as answer:
        data: bytes = answer.read(_LONGEST)
    return data


def _append(file: Path, answers: dict[str, Details]) -> None:
    """Write answers behind what the file holds; what an author wrote there stays as it is."""
    if not answers:
        return
    data = {name: _as_data(details) for name, details in answers.items()}
    try:
        before = file.read_bytes().decode("utf-8") if file.exists() else ""
        known = read_mapping(before).values
    except (UnicodeDecodeError, YamlError) as error:
        raise RefusedError(f"{file}: cannot be read ({error}), so that nothing is written into it") from error
    end = "\r\n" if "\r\n" in before else "\n"
    added = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120).replace("\n", end)
    text = before + (end if before and not before.endswith("\n") else "") + added
    try:
        values = read_mapping(text).values
        whole = all(values.get(name) == value for name, value in known.items()) and data.keys() <= values.keys()
    except YamlError:
        whole = False
    if not whole:
        raise RefusedError(f"{file}: nothing can be written behind what it holds; write it as lines `key: …`")
    write_whole(file, text.encode(), lasting=True)


def _as_data(details: Details) -> dict[str, object]:
    data = {name: value for name, value in msgspec.to_builtins(details).items() if value}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in data.items()}
