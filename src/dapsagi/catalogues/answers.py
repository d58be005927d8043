"""What arXiv, Crossref and Open Library answer, as what is known of a work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import msgspec

from dapsagi.journey.references.model import Details

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ARXIV_ID = re.compile(r"/abs/(.+?)(?:v\d+)?$")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


class UnreadableAnswerError(Exception):
    """A catalogue answered something that is no answer of its."""


def read_arxiv(data: bytes) -> dict[str, Details]:
    """Read an answer of arXiv's API (https://info.arxiv.org/help/api/user-manual.html), by arXiv id.

    Raises `UnreadableAnswerError`.
    """
    try:
        feed = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise UnreadableAnswerError(f"arXiv: {error}") from error
    found: dict[str, Details] = {}
    for entry in feed.iter(f"{_ATOM}entry"):
        name = _ARXIV_ID.search(_text(entry, f"{_ATOM}id"))
        title = _text(entry, f"{_ATOM}title")
        # An id that arXiv does not have comes back as an entry called "Error".
        if name and title and title != "Error":
            authors = tuple(_text(author, f"{_ATOM}name") for author in entry.iter(f"{_ATOM}author"))
            year = int((_YEAR.search(_text(entry, f"{_ATOM}published")) or [0])[0])
            venue = _text(entry, f"{_ARXIV}journal_ref")
            found[name[1].lower()] = Details(title, None, authors, year, venue, _text(entry, f"{_ARXIV}doi").lower())
    return found


def read_crossref(data: bytes) -> Details:
    """Read an answer of Crossref's API (https://api.crossref.org/swagger-ui/index.html).

    Raises `UnreadableAnswerError`.
    """
    work = _mapping("Crossref", data).get("message")
    if not isinstance(work, dict):
        raise UnreadableAnswerError("Crossref: there is no work in the answer")
    authors = (_author(author) for author in _rows(work.get("author")))
    dates = (work.get("issued") or {}).get("date-parts") or [[0]]
    year = dates[0][0] if dates[0] and isinstance(dates[0][0], int) else 0
    return Details(_first(work.get("title")), None, tuple(filter(None, authors)), year, _venue(work))


def read_open_library(data: bytes) -> dict[str, Details]:
    """Read an answer of Open Library's Books API (https://openlibrary.org/dev/docs/api/books), by ISBN.

    Raises `UnreadableAnswerError`.
    """
    found: dict[str, Details] = {}
    for name, book in _mapping("Open Library", data).items():
        if isinstance(book, dict) and book.get("title"):
            authors = tuple(str(author["name"]) for author in _rows(book.get("authors")) if author.get("name"))
            publishers = _rows(book.get("publishers"))
            year = int((_YEAR.search(str(book.get("publish_date") or "")) or [0])[0])
            venue = str(publishers[0].get("name") or "") if publishers else ""
            found[name.removeprefix("ISBN:")] = Details(_clean(str(book["title"])), None, authors, year, venue)
    return found


def _text(element: ElementTree.Element, name: str) -> str:
    return _clean(element.findtext(name) or "")


def _clean(text: str) -> str:
    return " ".join(text.split())


def _mapping(catalogue: str, data: bytes) -> Mapping[str, Any]:
    try:
        return msgspec.json.decode(data, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise UnreadableAnswerError(f"{catalogue}: {error}") from error


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _first(value: Any) -> str:
    return _clean(str(value[0])) if isinstance(value, list) and value else ""


def _venue(work: Mapping[str, Any]) -> str:
    return _first(work.get("container-title")) or str(work.get("publisher") or "")


def _author(author: Mapping[str, Any]) -> str:
    """Return a name as its bearer writes it: a Korean one begins with the family."""
    given, family = str(author.get("given") or ""), str(author.get("family") or "")
    if any("가" <= letter <= "힣" for letter in family):
        return family + given if " " not in given else f"{family} {given}"
    return " ".join(filter(None, (given, family))) or str(author.get("name") or "")
