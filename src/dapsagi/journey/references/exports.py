"""The reading list as reference managers read it: BibTeX, RIS and CSL-JSON.

Sources: biblatex's manual for the types of entries (BibTeX's own styles take those that they do not know for `misc`)
and for `eprint`; the RIS specification of 2011; the CSL-JSON schema 1.0.2
(https://github.com/citation-style-language/schema). All three are written as UTF-8.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

from dapsagi.journey.references.identifiers import arxiv_year
from dapsagi.journey.references.model import Kind, Reference
from dapsagi.patterns import lazy_pattern

#: The forms, by the suffix of their files.
Form: TypeAlias = Literal["bib", "ris", "json"]


def export(references: Iterable[Reference], form: Form) -> str:
    """Return the references as a file in one of the forms."""
    return {"bib": to_bibtex, "ris": to_ris, "json": to_csl_json}[form](references)


def to_bibtex(references: Iterable[Reference]) -> str:
    """Return the references as a BibTeX file; every entry has a key of its own in ASCII."""
    # Imported where it is needed: most builds write no reading list anew.
    from bibtexparser import BibtexFormat, Library, write_string
    from bibtexparser.model import Entry, Field

    library = Library()
    for key, reference in _keyed(references):
        names, details = _names(reference), reference.details
        fields = {
            "title": f"{{{_bibtex(reference.title)}}}",
            "author": " and ".join(_bibtex_name(name) for name in details.authors),
            "year": str(_year(reference) or ""),
            names.venue: _bibtex(details.venue),
            "doi": _bibtex_verbatim(reference.doi),
            "isbn": reference.isbn,
            "eprint": reference.arxiv,
            "archiveprefix": "arXiv" if reference.arxiv else "",
            "url": _bibtex_verbatim(reference.url),
        }
        kept = [Field(name, f"{{{value}}}") for name, value in fields.items() if value]
        library.add(Entry(names.bibtex, key, kept))
    form = BibtexFormat()
    form.indent, form.block_separator, form.trailing_comma = "  ", "\n", True
    text: str = write_string(library, unparse_stack=[], bibtex_format=form)
    return text


def to_ris(references: Iterable[Reference]) -> str:
    """Return the references as an RIS file; its lines end as the specification wants them, with CR and LF."""
    from rispy.writer import RisWriter

    writer = RisWriter()
    writer.NEWLINE = "\r\n"
    # A number before each entry is for people.
    writer.set_header = lambda count: ""
    entries = []
    for key, reference in _keyed(references):
        names, details = _names(reference), reference.details
        entry: dict[str, Any] = {
            "type_of_reference": names.ris,
            "id": key,
            "title": reference.title,
            "authors": [_one_line(_inverted(name)) for name in details.authors],
            "year": str(_year(reference) or ""),
            "publisher" if names.venue == "publisher" else "secondary_title": details.venue,
            "doi": reference.doi,
            "issn": reference.isbn,
            "accession_number": f"arXiv:{reference.arxiv}" if reference.arxiv else "",
            # A semicolon parts two addresses.
            "urls": [_one_line(reference.url).replace(";", "%3B")],
        }
        entries.append(
            {
                name: value if isinstance(value, list) else _one_line(value)
                for name, value in entry.items()
                if any(value)
            }
        )
    text: str = writer.formats(entries) if entries else ""
    return text


def to_csl_json(references: Iterable[Reference]) -> str:
    """Return the references as a CSL-JSON file."""
    return msgspec.json.format(msgspec.json.encode([_csl(*each) for each in _keyed(references)]), indent=1).decode()


class _Names(msgspec.Struct, frozen=True):
    """What the three formats call a kind of work, and BibTeX the field of its venue."""

    bibtex: str
    ris: str
    csl: str
    venue: str = "howpublished"


_NAMES: dict[Kind, _Names] = {
    "paper": _Names("article", "JOUR", "article-journal", "journal"),
    "book": _Names("book", "BOOK", "book", "publisher"),
    "course": _Names("online", "ELEC", "webpage"),
    "code": _Names("software", "COMP", "software"),
    "data": _Names("dataset", "DATA", "dataset"),
    "model": _Names("software", "COMP", "software"),
    "video": _Names("video", "VIDEO", "motion_picture"),
    "community": _Names("online", "ELEC", "webpage"),
    "article": _Names("online", "ELEC", "webpage"),
}
# A paper of which no journal is known is not "in" anything; what arXiv itself exports is `misc`.
_UNPUBLISHED = _Names("misc", "UNPB", "article")
_CONFERENCE = _Names("inproceedings", "CPAPER", "paper-conference", "booktitle")
_CONFERENCES = lazy_pattern(
    r"proceedings|proc\.|conference|workshop|symposium|advances in neural information|학술대회|학술발표"
    r"|(?<![A-Za-z])(?:NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|WACV|ACL|NAACL|EACL|EMNLP|COLING|CoNLL|AAAI|IJCAI|KDD|WWW|SIGIR"
    r"|RecSys|CIKM|WSDM|ICASSP|Interspeech|ISMIR|SIGGRAPH|CHI|UIST|CoRL|ICRA|IROS|RSS|AISTATS|UAI|COLT|OSDI|SOSP|NSDI"
    r"|SIGMOD|VLDB|HCLT)(?![A-Za-z])",
    re.I,
)


def _names(reference: Reference) -> _Names:
    if reference.kind != "paper":
        return _NAMES[reference.kind]
    if not reference.details.venue:
        return _UNPUBLISHED
    return _CONFERENCE if _CONFERENCES.search(reference.details.venue) else _NAMES["paper"]


def _year(reference: Reference) -> int:
    return reference.details.year or (arxiv_year(reference.arxiv) if reference.arxiv else 0)


def _keyed(references: Iterable[Reference]) -> Iterator[tuple[str, Reference]]:
    """Give each reference a key that BibTeX takes and that does not depend on its neighbours."""
    taken: set[str] = set()
    for reference in references:
        words = re.sub(r"[^a-z0-9]+", "-", reference.id.removeprefix("url:").lower())[:60].strip("-") or "work"
        key, count = words, 1
        while key in taken:
            count += 1
            key = f"{words}-{count}"
        taken.add(key)
        yield key, reference


def _csl(key: str, reference: Reference) -> Mapping[str, Any]:
    names, details = _names(reference), reference.details
    year = _year(reference)
    item: dict[str, Any] = {
        "id": key,
        "type": names.csl,
        "title": _one_line(reference.title),
        "author": [_csl_name(name) for name in details.authors],
        "issued": {"date-parts": [[year]]} if year else None,
        "publisher" if names.venue == "publisher" else "container-title": _one_line(details.venue),
        "DOI": reference.doi,
        "ISBN": reference.isbn,
        "URL": _one_line(reference.url),
        # Styles put English titles in capitals, and leave others alone.
        "language": "ko" if any("가" <= letter <= "힣" for letter in reference.title) else "",
    }
    if reference.arxiv:
        item["number"] = f"arXiv:{reference.arxiv}"
        if names is _UNPUBLISHED:
            item["publisher"] = "arXiv"
    return {name: value for name, value in item.items() if value}


class _Name(NamedTuple):
    """A name in its parts; `suffix` is what follows it, such as Jr."""

    family: str
    given: str
    suffix: str = ""


# Words that belong to the family's name though they stand before it.
_PARTICLES = (
    *("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "ten"),
    *("el", "al", "bin", "ibn", "af", "av", "zu", "zur"),
)
_SUFFIX = lazy_pattern(r"(?:Jr|Sr)\.?|II|III|IV")


def _split_name(name: str) -> _Name | None:
    """Part a name; None for one that is a single word, of a group, or in Hangul or Han, where it is not parted."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma:
        return _Name(family, given) if family and given else None
    words = name.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) < 2 or "and" in words or "&" in words or _is_east_asian(name):
        return None
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES and words[first - 1].islower():
        first -= 1
    return _Name(" ".join(words[first:]), " ".join(words[:first]), suffix)


def _is_east_asian(name: str) -> bool:
    return any("HANGUL" in (word := unicodedata.name(letter, "")) or "CJK" in word for letter in name)


def _csl_name(name: str) -> dict[str, str]:
    parts = _split_name(name)
    if parts is None:
        return {"literal": _one_line(name)}
    named = {"family": parts.family, "given": parts.given, "suffix": parts.suffix}
    return {part: _one_line(words) for part, words in named.items() if words}


def _inverted(name: str) -> str:
    parts = _split_name(name)
    return ", ".join(filter(None, parts)) if parts else name


def _bibtex_name(name: str) -> str:
    parts = _split_name(name)
    # Braces keep a name whole that BibTeX would part at its spaces or at an "and".
    if parts is None:
        return f"{{{_bibtex(name)}}}"
    return ", ".join(_bibtex(part) for part in (parts.family, parts.suffix, parts.given) if part)


_BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX_ESCAPES.get(letter, letter) for letter in _balanced(_one_line(text)))


def _bibtex_verbatim(text: str) -> str:
    """Return an address or number for a field that is not typeset, without what would end it or hide its end."""
    return _one_line(text).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _balanced(text: str) -> str:
    # BibTeX counts braces even where a backslash stands before them.
    return (
        text if text.count("{") == text.count("}") and "}" not in text.partition("{")[0] else re.sub("[{}]", "", text)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
