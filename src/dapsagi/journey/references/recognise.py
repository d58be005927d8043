"""From an address to a work."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from dapsagi.journey.references.addresses import (
    Address,
    hosts_above,
    is_local,
    read_address,
    unwrapped,
    without_tracking,
)
from dapsagi.journey.references.identifiers import arxiv_fault, doi_fault, isbn13, isbn_fault
from dapsagi.journey.references.model import Kind
from dapsagi.journey.references.tables import ANY_HOST, Rule, Tables, pattern
from dapsagi.patterns import lazy_pattern


class Work(msgspec.Struct, frozen=True):
    """What an address leads to. `sure` says that a table knows it, so that words need not be asked.

    `title` is what the address itself calls the work, empty if it does not.
    """

    id: str
    kind: Kind
    url: str
    sure: bool
    title: str = ""


def recognise(url: str, tables: Tables) -> Work | None:
    """Say which work stands at a web address, or has a number such as `arxiv:1711.09020`.

    None for an address that is none, or is not everybody's, and for a number that cannot be right.
    """
    scheme, _, number = url.partition(":")
    if scheme in _NUMBERED:
        fault_of, kind = _NUMBERED[scheme]
        return None if fault_of(number) else Work(_canonical(url), kind, _address_of(scheme, number), True)
    url = unwrapped(url)
    address = read_address(url)
    if address is None or "." not in address.host or is_local(address.host.partition(":")[0]):
        return None
    for host in (*hosts_above(address.host), *ANY_HOST):
        for rule in tables.rules.get(host, ()):
            if found := pattern(rule.path).search(address.target):
                return None if rule.kind == "none" else _work(url, address, rule, rule.kind, found)
    if _PICTURE.search(address.path):
        return None
    return Work(f"url:{address.folded}", "article", without_tracking(url), False)


# A picture that no table knows is shown, or shown larger, and is no work.
_PICTURE = lazy_pattern(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico)(?:/|$)", re.I)

# What a text names by its number alone.
_NUMBERED: dict[str, tuple[Callable[[str], str], Kind]] = {
    "arxiv": (arxiv_fault, "paper"),
    "doi": (doi_fault, "paper"),
    "isbn": (isbn_fault, "book"),
}
# Books of Korea, which a shop there knows better than a catalogue elsewhere.
_KOREAN_BOOK = ("97889", "97911")

# One paper, two schemes: what arXiv and the ACL register with DataCite and Crossref is their own id again.
_DOIS = (
    (lazy_pattern(r"doi:10\.48550/arxiv\.(.+)", re.I), r"arxiv:\1"),
    (lazy_pattern(r"doi:10\.18653/v1/(.+)", re.I), r"acl:\1"),
    (lazy_pattern(r"doi:10\.1007/(97[89][\d-]+)$", re.I), r"isbn:\1"),
)
_VERSION = lazy_pattern(r"v\d+$")
_ISBN = lazy_pattern(r"(?<![\dA-Za-z])(97[89]-?(?:\d-?){9}\d|\d{9}[\dXx])(?![\dA-Za-z])")


def _work(url: str, address: Address, rule: Rule, kind: Kind, found: re.Match[str]) -> Work:
    groups = {"host": address.host} | {name: value or "" for name, value in found.groupdict().items()}
    # A number that this address does not have would make one work of all that have none.
    named = rule.id and ("{id}" not in rule.id or groups["id"])
    name = _canonical(rule.id.format_map(groups)) if named else f"url:{address.folded}"
    if kind == "book" and not name.startswith("isbn:"):
        # A shop's own number is one of many; what it writes beside it may be everybody's.
        isbn = next(filter(None, (isbn13(each[1]) for each in _ISBN.finditer(address.target))), "")
        name = f"isbn:{isbn}" if isbn else name
    title = re.sub(r"[-_+\s]+", " ", groups.get("title", "")).strip()
    found_at = rule.url.format_map(groups) if named and rule.url else without_tracking(url)
    return Work(name, kind, found_at, True, title)


def _address_of(scheme: str, number: str) -> str:
    if scheme == "isbn":
        isbn = isbn13(number)
        shop = "https://www.aladin.co.kr/shop/wproduct.aspx?ISBN=" if isbn.startswith(_KOREAN_BOOK) else ""
        return (shop or "https://openlibrary.org/isbn/") + isbn
    return f"https://arxiv.org/abs/{number}" if scheme == "arxiv" else f"https://doi.org/{number}"


def _canonical(name: str) -> str:
    scheme, _, number = name.partition(":")
    number = number.strip("/")
    if scheme == "doi":
        for known, other in _DOIS:
            if known.fullmatch(name):
                return _canonical(known.sub(other, name))
        return f"doi:{number.lower()}"
    if scheme == "arxiv":
        return f"arxiv:{_VERSION.sub('', number.lower())}"
    if scheme == "isbn":
        return f"isbn:{isbn13(number) or number}"
    if scheme in ("github", "gitlab", "bitbucket"):
        return f"{scheme}:{number.lower().removesuffix('.git')}"
    return f"{scheme}:{number}"
