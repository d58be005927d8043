"""The reading list as reference managers read it: BibTeX, RIS and CSL-JSON.

Sources: BibTeX's own manual and biblatex for `url`, `urldate` and `eprint`; the RIS specification of 2011; the CSL-JSON
schema 1.0.2 (https://github.com/citation-style-language/schema). All three are written as UTF-8.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from dapsagi.journey.references.identifiers import arxiv_year
from dapsagi.journey.references.model import Kind, Reference


class _Names(msgspec.Struct, frozen=True):
    """What the three formats call a kind of work, without and with a known venue."""

    bibtex: str
    ris: str
    csl: str


_NAMES: dict[Kind, _Names] = {
    "paper": _Names("article", "JOUR", "article-journal"),
    "book": _Names("book", "BOOK", "book"),
    "course": _Names("misc", "ELEC", "webpage"),
    "code": _Names("misc", "COMP", "software"),
    "data": _Names("misc", "DATA", "dataset"),
    "model": _Names("misc", "COMP", "software"),
    "video": _Names("misc", "VIDEO", "motion_picture"),
    "community": _Names("misc", "ELEC", "webpage"),
    "article": _Names("misc", "ELEC", "webpage"),
}
# A paper of which no journal is known is not "in" anything.
_UNPUBLISHED = _Names("misc", "UNPB", "article")


def to_bibtex(references: Iterable[Reference]) -> str:
    """Return the references as a BibTeX file; every entry has a key of its own in ASCII."""
    entries = []
    for key, reference in _keyed(references):
        details = reference.details
        fields = {
            "title": f"{{{_bibtex(reference.title)}}}",
            "author": " and ".join(_bibtex_name(name) for name in details.authors),
            "year": str(_year(reference) or ""),
            _bibtex_venue(reference): _bibtex(details.venue),
            "doi": _bibtex_verbatim(reference.doi),
            "isbn": reference.isbn,
            "eprint": reference.arxiv,
            "archiveprefix": "arXiv" if reference.arxiv else "",
            "url": _bibtex_verbatim(reference.url),
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        entries.append(f"@{_names(reference).bibtex}{{{key},\n{lines}}}\n")
    return "\n".join(entries)


def to_ris(references: Iterable[Reference]) -> str:
    """Return the references as an RIS file; its lines end as the specification wants them, with CR and LF."""
    lines: list[str] = []
    for key, reference in _keyed(references):
        details = reference.details
        tags = [
            ("TY", _names(reference).ris),
            ("ID", key),
            ("TI", reference.title),
            *(("AU", _inverted(name)) for name in details.authors),
            ("PY", str(_year(reference) or "")),
            ("PB" if reference.kind == "book" else "T2", details.venue),
            ("DO", reference.doi),
            ("SN", reference.isbn),
            ("AN", f"arXiv:{reference.arxiv}" if reference.arxiv else ""),
            ("UR", reference.url),
        ]
        lines += [f"{tag}  - {_one_line(value)}" for tag, value in tags if value]
        lines += ["ER  - ", ""]
    return "".join(line + "\r\n" for line in lines)


def to_csl_json(references: Iterable[Reference]) -> str:
    """Return the references as a CSL-JSON file."""
    return msgspec.json.format(msgspec.json.encode([_csl(*each) for each in _keyed(references)]), indent=1).decode()


# --- Details ----------------------------------------------------------------------------------------------------


def _names(reference: Reference) -> _Names:
    return _UNPUBLISHED if reference.kind == "paper" and not reference.details.venue else _NAMES[reference.kind]


def _year(reference: Reference) -> int:
    return reference.details.year or (arxiv_year(reference.arxiv) if reference.arxiv else 0)


def _keyed(references: Iterable[Reference]) -> Iterable[tuple[str, Reference]]:
    """Give each reference a key that BibTeX takes and that does not depend on its neighbours."""
    taken: dict[str, int] = {}
    for reference in references:
        key = re.sub(r"[^a-z0-9]+", "-", reference.id.removeprefix("url:").lower()).strip("-")[:60] or "work"
        taken[key] = taken.get(key, 0) + 1
        yield key if taken[key] == 1 else f"{key}-{taken[key]}", reference


def _csl(key: str, reference: Reference) -> Mapping[str, Any]:
    details = reference.details
    year = _year(reference)
    item: dict[str, Any] = {
        "id": key,
        "type": _names(reference).csl,
        "title": reference.title,
        "author": [_csl_name(name) for name in details.authors],
        "issued": {"date-parts": [[year]]} if year else None,
        "publisher" if reference.kind == "book" else "container-title": details.venue,
        "DOI": reference.doi,
        "ISBN": reference.isbn,
        "archive": "arXiv" if reference.arxiv else "",
        "archive_location": reference.arxiv,
        "URL": reference.url,
    }
    return {name: value for name, value in item.items() if value}


def _split_name(name: str) -> tuple[str, str] | None:
    """Return family and given name; None for a name that is one word, or Hangul and Han, where they are not parted."""
    family, comma, given = name.partition(",")
    if comma:
        return family.strip(), given.strip()
    if any("HANGUL" in (word := unicodedata.name(letter, "")) or "CJK" in word for letter in name):
        return None
    given, _, family = name.strip().rpartition(" ")
    return (family, given) if given else None


def _csl_name(name: str) -> dict[str, str]:
    parts = _split_name(name)
    return {"family": parts[0], "given": parts[1]} if parts else {"literal": name}


def _inverted(name: str) -> str:
    parts = _split_name(name)
    return f"{parts[0]}, {parts[1]}" if parts else name


def _bibtex_name(name: str) -> str:
    parts = _split_name(name)
    # Braces keep a name whole that BibTeX would part at its spaces or at an "and".
    return f"{_bibtex(parts[0])}, {_bibtex(parts[1])}" if parts else f"{{{_bibtex(name)}}}"


def _bibtex_venue(reference: Reference) -> str:
    names = {"article": "journal", "book": "publisher"}
    return names.get(_names(reference).bibtex, "howpublished")


_BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX_ESCAPES.get(letter, letter) for letter in _balanced(_one_line(text)))


def _bibtex_verbatim(text: str) -> str:
    """Return an address or number for a field that is not typeset; braces would end it, and are percent-encoded."""
    return _one_line(text).replace("{", "%7B").replace("}", "%7D")


def _balanced(text: str) -> str:
    # BibTeX counts braces even where a backslash stands before them.
    return (
        text if text.count("{") == text.count("}") and "}" not in text.partition("{")[0] else re.sub("[{}]", "", text)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
