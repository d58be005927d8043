"""Rules for the addresses that a post names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from dapsagi.addresses.targets import is_on_a_disk
from dapsagi.journey.references.addresses import is_local, without_tracking
from dapsagi.journey.references.identifiers import arxiv_fault, doi_fault, isbn_fault
from dapsagi.problems import Problem, Severity, Span

_ARXIV = re.compile(r"^/(?:abs|pdf|html|format|ps)/(?P<id>.+?)(?:\.pdf)?/?$", re.I)
_ARXIV_HOSTS = re.compile(r"(?:^|\.)(?:arxiv|alphaxiv|ar5iv)\.org$")
_DOI_HOSTS = ("doi.org", "dx.doi.org", "www.doi.org")
_ISBN_IN_ADDRESS = re.compile(r"(?:[?&](?:isbn|barcode|ean)=|/isbn/)(?P<isbn>[\dXx-]{9,17})(?=$|[/&?#])", re.I)
_ISBN_IN_TEXT = re.compile(r"\bISBN(?:-?1[03])?\s*[:：]?\s*(?P<isbn>(?:97[89][- ]?)?\d[\d -]{7,14}[\dXx])(?![\d-])")
_ARXIV_IN_TEXT = re.compile(r"\barXiv\s*:\s*(?P<id>\d{4}\.\d+(?:v\d+)?)")
_TEST_PORT = re.compile(r"^https?://[\w.-]+:(?:4000|1313|8000|8080|3000|5173)(?:/|$)")


def find_address_problems(address: str, element: str, span: Span, secure: bool, words: str = "") -> Iterator[Problem]:
    """Find what is wrong with an address in an `element`, on a site that is served by https if `secure`.

    `words` are those of the link. An address of the reader's own machine that is shown as it is tells what to open.
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return
    if is_on_a_disk(address):
        # A picture on such an address is missed by every build.
        if element == "a":
            yield _warning("L206", f"{address} is a file of your own machine", span, "copy the file into the blog")
        return
    if parts.scheme not in ("http", "https", ""):
        return
    if element == "a" and is_local(host) and _bare(words) == _bare(address):
        return
    if host and (is_local(host) or (_TEST_PORT.match(address) and "." not in host)):
        hint = f"write {parts.path or '/'} for a page of this blog, or its public address"
        yield _warning("L206", f"{address} answers on your own machine only", span, hint)
        return
    if secure and parts.scheme == "http" and element in ("img", "audio", "video", "source", "iframe", "embed"):
        hint = "keep the file in the blog, or write https:// if its host answers to that"
        yield _warning("L205", f"{address} comes by http, and browsers may not show it on a page by https", span, hint)
    clean = without_tracking(address)
    if clean != address:
        message = f"{address} tracks who follows it"
        yield Problem("L207", Severity.NOTE, message, span, f"write {clean}")
    yield from _identifier_in(host, parts.path, address, span)


def find_identifier_problems(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """Find numbers of papers and books in a text, outside of addresses, that cannot be right."""
    for rule, code, fault_of, name in (
        (_ARXIV_IN_TEXT, "L201", arxiv_fault, "arXiv id"),
        (_ISBN_IN_TEXT, "L203", isbn_fault, "ISBN"),
    ):
        for found in rule.finditer(text):
            number = found[found.lastgroup or 0].strip()
            if fault := fault_of(number):
                line = text.count("\n", 0, found.start()) + first_line
                yield _warning(code, f"{number} is no {name}: {fault}", Span(path, line), "look the number up again")


def _bare(address: str) -> str:
    return address.strip().removeprefix("http://").removeprefix("https://").rstrip("/")


def _identifier_in(host: str, path: str, address: str, span: Span) -> Iterator[Problem]:
    path = unquote(path)
    if _ARXIV_HOSTS.search(host) and (found := _ARXIV.match(path)) and (fault := arxiv_fault(found["id"])):
        hint = "look the paper up at https://arxiv.org/search/"
        yield _warning("L201", f"{address} leads to no paper: {fault}", span, hint)
    elif host in _DOI_HOSTS and len(path) > 1 and (fault := doi_fault(path[1:].removeprefix("doi:"))):
        hint = "look the paper up at https://search.crossref.org/"
        yield _warning("L202", f"{address} leads to no paper: {fault}", span, hint)
    elif (found := _ISBN_IN_ADDRESS.search(address)) and (fault := isbn_fault(found["isbn"])):
        yield _warning("L203", f"{found['isbn']} is no ISBN: {fault}", span, "look the number up again")


def _warning(code: str, message: str, span: Span, hint: str) -> Problem:
    return Problem(code, Severity.WARNING, message, span, hint)
