from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from dapsagi.journey.references import Details, Reference, to_bibtex, to_csl_json, to_ris

PAPER = Reference(
    "arxiv:1706.03762",
    "paper",
    "Attention & 50% {more}",
    "https://arxiv.org/abs/1706.03762",
    (),
    details=Details(authors=("Ashish Vaswani", "김성훈", "Noam Shazeer"), venue="NeurIPS"),
)
BOOK = Reference(
    "isbn:9788968484636",
    "book",
    "밑바닥부터 시작하는 딥러닝",
    "https://example.com/a_b",
    (),
    details=Details(venue="한빛"),
)


def test_a_paper_in_bibtex_has_its_fields_escaped_and_its_address_as_it_is() -> None:
    assert to_bibtex([PAPER]) == (
        "@article{arxiv-1706-03762,\n"
        r"  title = {{Attention \& 50\% \{more\}}}," + "\n"
        "  author = {Vaswani, Ashish and {김성훈} and Shazeer, Noam},\n"
        "  year = {2017},\n"
        "  journal = {NeurIPS},\n"
        "  eprint = {1706.03762},\n"
        "  archiveprefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/1706.03762},\n"
        "}\n"
    )
    assert "url = {https://example.com/a_b}" in to_bibtex([BOOK])


def test_a_book_in_ris_begins_with_its_type_and_ends_with_er() -> None:
    lines = to_ris([BOOK]).split("\r\n")
    assert lines[0] == "TY  - BOOK"
    assert "SN  - 9788968484636" in lines and "PB  - 한빛" in lines
    assert lines[-3:] == ["ER  - ", "", ""]


def test_csl_json_parts_western_names_and_keeps_korean_ones_whole() -> None:
    (item,) = json.loads(to_csl_json([PAPER]))
    assert item["author"] == [
        {"family": "Vaswani", "given": "Ashish"},
        {"literal": "김성훈"},
        {"family": "Shazeer", "given": "Noam"},
    ]
    assert (item["type"], item["issued"]) == ("article-journal", {"date-parts": [[2017]]})


def test_every_entry_has_a_key_of_its_own() -> None:
    keys = re.findall(r"^@\w+\{(.+),$", to_bibtex([PAPER, PAPER, BOOK]), re.M)
    assert keys == ["arxiv-1706-03762", "arxiv-1706-03762-2", "isbn-9788968484636"]


@given(st.text(), st.lists(st.text()), st.text())
def test_no_title_breaks_a_file(title: str, authors: list[str], venue: str) -> None:
    work = Reference(
        "url:x", "paper", title, "https://e.example/{}", (), details=Details(authors=tuple(authors), venue=venue)
    )
    bibtex = to_bibtex([work])
    assert bibtex.count("{") == bibtex.count("}")
    assert bibtex.count("\n@") == 0
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in to_ris([work]).split("\r\n") if line)
    assert len(json.loads(to_csl_json([work]))) == 1
