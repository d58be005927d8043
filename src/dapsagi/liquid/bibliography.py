"""Works in BibTeX as a text cites and lists them: in APA's manner, which is jekyll-scholar's own.

Sources: jekyll-scholar's README (https://github.com/inukshuk/jekyll-scholar) for files, queries and orders; APA's
examples, 7th edition (https://apastyle.apa.org/style-grammar-guidelines/references/examples) for how a work is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

from dapsagi.problems import Problem, Severity, Span


class Name(NamedTuple):
    """Who wrote a work; a group's name, and one in Hangul, has no given part."""

    family: str
    given: str = ""


class Work(NamedTuple):
    """An entry of a BibTeX file: its key, its type, its fields as plain text, and the names of its authors."""

    key: str
    kind: str
    fields: Mapping[str, str]
    names: tuple[Name, ...]
    has_others: bool

    @property
    def year(self) -> str:
        """The year in which it came out, as it is cited."""
        return self.fields.get("year") or self.fields.get("date", "")[:4] or "n.d."


class Bibliography(NamedTuple):
    """The works of a BibTeX file by their keys, in its order, and what in it could not be read."""

    works: Mapping[str, Work]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=64)
def read_bibliography(text: str) -> Bibliography:
    """Read a BibTeX file; an entry that cannot be read is left out and told."""
    # Few blogs have one, and it takes an eighth of a second to import.
    from bibtexparser import Library, parse_string
    from bibtexparser.middlewares import (
        LatexDecodingMiddleware,
        RemoveEnclosingMiddleware,
        ResolveStringReferencesMiddleware,
        SeparateCoAuthors,
    )
    from bibtexparser.model import Entry, Field

    # To BibTeX these are signs like any other; to TeX all that follows a percent sign would be a comment.
    text = _SIGNS_OF_TEX.sub(r"\\\g<0>", text)
    stack = [ResolveStringReferencesMiddleware(), RemoveEnclosingMiddleware(), SeparateCoAuthors()]
    library = parse_string(text, parse_stack=stack)
    split, whole = Library(), set()
    for entry in library.entries:
        fields = []
        for field in entry.fields:
            if isinstance(field.value, str):
                fields.append(Field(field.key.lower(), field.value))
                continue
            for number, name in enumerate(field.value):
                fields.append(Field(f"{field.key.lower()}#{number}", name))
                if name.startswith("{") and name.endswith("}"):
                    whole.add((entry.key, fields[-1].key))
        split.add(Entry(entry.entry_type.lower(), entry.key, fields))
    raw = {entry.key: {field.key: field.value for field in entry.fields} for entry in split.entries}
    decoded = LatexDecodingMiddleware(allow_inplace_modification=False, keep_math_mode=False).transform(split)
    plain = {entry.key: {field.key: field.value for field in entry.fields} for entry in decoded.entries}
    works = {
        entry.key: _work(entry.key, entry.entry_type, raw[entry.key], plain.get(entry.key, raw[entry.key]), whole)
        for entry in split.entries
    }
    return Bibliography(works, tuple(map(_fault, library.failed_blocks)))


def select(works: Iterable[Work], query: str) -> list[Work]:
    """Return the works that a query of jekyll-scholar's finds, such as `@article[year=2020 && author ~= Kim]`.

    Raises `ValueError` for one that cannot be read.
    """
    found = _QUERY.fullmatch(query.strip())
    if found is None:
        raise ValueError(query)
    kind, conditions = found[1].lower(), [_condition(each) for each in _AND.split(found[2] or "") if each.strip()]
    return [work for work in works if kind in ("*", work.kind) and all(holds(work) for holds in conditions)]


def in_order(works: Sequence[Work], keys: Sequence[str], orders: Sequence[str]) -> list[Work]:
    """Return the works sorted by the first of the keys, then by the others; each may have an order of its own."""
    ordered = list(works)
    for number in reversed(range(len(keys))):
        order = (orders[number] if number < len(orders) else orders[-1]) if orders else ""
        ordered.sort(key=lambda work: _sorted_by(work, keys[number]), reverse=_is_reverse(order))
    return ordered


def in_groups(works: Sequence[Work], key: str, order: str) -> Iterator[tuple[str, list[Work]]]:
    """Yield the works in groups by a field or by their types, each with its heading."""

    def group_of(work: Work) -> str:
        return _KINDS.get(work.kind, work.kind) if key == "type" else _field(work, key)

    ordered = sorted(works, key=group_of, reverse=_is_reverse(order))
    for name, group in groupby(ordered, key=group_of):
        yield name, list(group)


def cited(works: Sequence[Work], *, locator: str = "", without_authors: bool = False) -> str:
    """Return the words in the text that name works: `(Einstein & Taub, 1950, p. 3)`."""
    words = []
    for work in works:
        authors = "" if without_authors else _cited_authors(work)
        words.append(", ".join(filter(None, (authors, work.year))))
    page = f", {'pp.' if re.search(r'[-–,]', locator) else 'p.'} {locator}" if locator else ""
    return f"({'; '.join(words)}{page})"


def reference(work: Work) -> str:
    """Return the HTML that names a work in a list."""
    fields = work.fields
    title = as_html(fields.get("title", ""))
    stands_alone = work.kind in _STAND_ALONE
    title = f"<i>{title}</i>" if stands_alone and title else title
    if edition := fields.get("edition"):
        title += f" ({as_html(edition)} ed.)"
    if work.kind.endswith("thesis"):
        title += " [Master’s thesis]" if work.kind.startswith("master") else " [Doctoral dissertation]"
    authors = as_html(_listed_authors(work))
    when = f"({as_html(work.year)})."
    parts = [f"{authors} {when}", title] if authors else [title, when]
    sentences = [*parts, _container(work), *_publishers(work)]
    ended = (part if part.endswith((".", "?", "!", ")</i>.")) else f"{part}." for part in sentences if part)
    return " ".join((*ended, *_links(fields)))


def as_html(text: str) -> str:
    """Return a text as HTML in which neither Markdown nor a formula begins."""
    return escape(text, quote=False).translate(_SIGNS)


_SIGNS_OF_TEX = re.compile(r"(?<!\\)[%&]")
_HANGUL = re.compile("[가-힣]")
_STAND_ALONE = frozenset(
    ("book", "booklet", "manual", "mastersthesis", "misc", "online", "phdthesis", "proceedings", "techreport", "thesis")
)
_KINDS = {
    "article": "Journal Articles", "book": "Books", "incollection": "Book Chapters", "misc": "Miscellaneous",
    "inproceedings": "Conference Articles", "thesis": "Theses", "mastersthesis": "Theses", "phdthesis": "Theses",
    "manual": "Manuals", "techreport": "Technical Reports", "unpublished": "Unpublished",
}  # fmt: skip
_QUERY = re.compile(r"@(\*|\w+)(?:\[(.*)\]\*?)?", re.S)
_AND = re.compile(r"&&|,(?![^=]*\])")
_CONDITION = re.compile(r"\s*(\w+)\s*(!=|\^=|~=|=)\s*(.*?)\s*", re.S)
# Those that begin what Markdown, or a formula, would read within a paragraph.
_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "*_`[]\\|$~^{}"}


def _work(key: str, kind: str, raw: Mapping[str, str], plain: Mapping[str, str], whole: set[tuple[str, str]]) -> Work:
    by = "author#" if "author#0" in raw else "editor#"
    given = [name for name in raw if name.startswith(by)]
    names = [_name(plain[name], (key, name) in whole) for name in given if plain[name] != "others"]
    fields = {name: " ".join(value.split()).rstrip(",") for name, value in plain.items() if "#" not in name}
    # Addresses are no TeX: a tilde in one is a tilde.
    addresses = {name: raw[name].replace("\\", "").strip() for name in ("doi", "url", "eprint") if name in raw}
    return Work(key, kind, fields | addresses, tuple(names), len(names) < len(given))


def _name(name: str, is_whole: bool) -> Name:
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    name = " ".join(name.split()).strip(", ")
    if is_whole or _HANGUL.search(name):
        return Name(name.replace(", ", ""))
    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return Name(name)
    return Name(" ".join((*parts.von, *parts.last, *parts.jr)), " ".join(parts.first))


def _fault(block: Any) -> Problem:
    reason = str(block.error).strip().partition("\n")[0].rstrip(":. ")
    message = f"an entry cannot be read, and is left out: {reason}"
    return Problem("R102", Severity.WARNING, message, Span("", (block.start_line or 0) + 1), "correct the entry")


def _condition(text: str) -> Callable[[Work], bool]:
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise ValueError(text)
    name, operator, wanted = found[1].lower(), found[2], found[3].strip("\"'")
    if operator == "~=":
        pattern = re.compile(wanted, re.I)
        return lambda work: pattern.search(_field(work, name)) is not None
    if operator == "^=":
        return lambda work: _field(work, name).startswith(wanted)
    return lambda work: (_field(work, name) == wanted) is (operator == "=")


def _field(work: Work, name: str) -> str:
    if name in ("author", "editor", "name"):
        return " and ".join(", ".join(filter(None, each)) for each in work.names)
    if name == "year":
        return work.fields.get("year") or work.fields.get("date", "")[:4]
    return work.kind if name == "type" else work.fields.get(name, "")


def _sorted_by(work: Work, name: str) -> tuple[int, str]:
    value = _field(work, name).lower()
    if name == "month" and value[:3] in _MONTHS:
        return _MONTHS.index(value[:3]), ""
    return (int(value), "") if value.isdecimal() else (0, value)


_MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _is_reverse(order: str) -> bool:
    return order.strip().lower().startswith(("desc", "reverse"))


def _cited_authors(work: Work) -> str:
    families = [name.family for name in work.names]
    if not families:
        return work.fields.get("title", "")
    if len(families) > 2 or work.has_others:
        return f"{families[0]} et al."
    return " & ".join(families)


def _listed_authors(work: Work) -> str:
    names = [", ".join(filter(None, (name.family, _initials(name.given)))) for name in work.names]
    if work.has_others:
        return f"{', '.join(names)}, et al."
    return ", & ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _initials(given: str) -> str:
    """Return the initials of a given name: `Jean-Pierre A.` is `J.-P. A.`, and `AH` is `A. H.`."""
    words = []
    for word in given.replace(".", ". ").split():
        letters = word if word.isupper() and word.isalpha() and len(word) <= 3 else ""
        words += [f"{letter}." for letter in letters] or ["-".join(f"{part[0]}." for part in word.split("-") if part)]
    return " ".join(words)


def _container(work: Work) -> str:
    fields = work.fields
    pages = as_html(fields.get("pages", "").replace("--", "–"))
    if journal := fields.get("journal") or fields.get("journaltitle"):
        volume = f", <i>{as_html(fields['volume'])}</i>" if fields.get("volume") else ""
        number = f"({as_html(fields['number'])})" if fields.get("number") else ""
        return f"<i>{as_html(journal)}</i>{volume}{number}{f', {pages}' if pages else ''}"
    if book := fields.get("booktitle"):
        return f"In <i>{as_html(book)}</i>{f' (pp. {pages})' if pages else ''}"
    return ""


def _publishers(work: Work) -> list[str]:
    names = ("publisher", "school", "institution", "organization", "howpublished")
    if work.fields.get("journal"):
        return []
    said = [work.fields[name] for name in names if work.fields.get(name)]
    return [as_html(name) for name in said[:1] if not name.startswith(("http", "\\url"))]


def _links(fields: Mapping[str, str]) -> list[str]:
    """Return the address at which a work is found, as a link."""
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", fields.get("doi", ""), flags=re.I)
    address = f"https://doi.org/{doi}" if doi else fields.get("url", "")
    if not address and re.fullmatch(r"\d{4}\.\d{4,5}(?:v\d+)?", fields.get("eprint", "")):
        address = f"https://arxiv.org/abs/{fields['eprint']}"
    if not re.match(r"https?://\S+$", address):
        return []
    return [f'<a href="{escape(address)}">{as_html(address)}</a>']
