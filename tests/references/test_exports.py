from __future__ import annotations

import json
import re

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.journey.references.exports import to_bibtex, to_csl_json, to_ris
from dapsagi.journey.references.model import KINDS, Details, Kind, Reference

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
        "@inproceedings{arxiv-1706-03762,\n"
        r"  title = {{Attention \& 50\% \{more\}}}," + "\n"
        "  author = {Vaswani, Ashish and {김성훈} and Shazeer, Noam},\n"
        "  year = {2017},\n"
        "  booktitle = {NeurIPS},\n"
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
    assert lines[-2:] == ["ER  - ", ""]


def test_csl_json_parts_western_names_and_keeps_korean_ones_whole() -> None:
    (item,) = json.loads(to_csl_json([PAPER]))
    assert item["author"] == [
        {"family": "Vaswani", "given": "Ashish"},
        {"literal": "김성훈"},
        {"family": "Shazeer", "given": "Noam"},
    ]
    assert (item["type"], item["issued"]) == ("paper-conference", {"date-parts": [[2017]]})


def test_every_entry_has_a_key_of_its_own() -> None:
    keys = re.findall(r"^@\w+\{(.+),$", to_bibtex([PAPER, PAPER, BOOK]), re.M)
    assert keys == ["arxiv-1706-03762", "arxiv-1706-03762-2", "isbn-9788968484636"]


@pytest.mark.parametrize(
    ("kind", "venue", "bibtex", "ris", "csl"),
    [
        ("paper", "", "misc", "UNPB", "article"),
        ("paper", "Neural Computation", "article", "JOUR", "article-journal"),
        (
            "paper",
            "Proceedings of the IEEE Conference on Computer Vision",
            "inproceedings",
            "CPAPER",
            "paper-conference",
        ),
        ("paper", "Oracle Journal", "article", "JOUR", "article-journal"),
        ("book", "한빛미디어", "book", "BOOK", "book"),
        ("course", "", "online", "ELEC", "webpage"),
        ("code", "", "software", "COMP", "software"),
        ("data", "", "dataset", "DATA", "dataset"),
        ("video", "", "video", "VIDEO", "motion_picture"),
        ("article", "", "online", "ELEC", "webpage"),
    ],
)
def test_every_kind_has_its_type(kind: Kind, venue: str, bibtex: str, ris: str, csl: str) -> None:
    work = Reference("url:x", kind, "제목", "https://a.example", (), details=Details(venue=venue))
    assert to_bibtex([work]).startswith(f"@{bibtex}{{x,")
    assert to_ris([work]).startswith(f"TY  - {ris}\r\n")
    assert json.loads(to_csl_json([work]))[0]["type"] == csl


@pytest.mark.parametrize(
    ("name", "bibtex", "ris", "csl"),
    [
        ("Ashish Vaswani", "Vaswani, Ashish", "Vaswani, Ashish", {"family": "Vaswani", "given": "Ashish"}),
        ("Hochreiter, Sepp", "Hochreiter, Sepp", "Hochreiter, Sepp", {"family": "Hochreiter", "given": "Sepp"}),
        (
            "Laurens van der Maaten",
            "van der Maaten, Laurens",
            "van der Maaten, Laurens",
            {"family": "van der Maaten", "given": "Laurens"},
        ),
        (
            "Martin Luther King Jr.",
            "King, Jr., Martin Luther",
            "King, Martin Luther, Jr.",
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        ),
        ("김성훈", "{김성훈}", "김성훈", {"literal": "김성훈"}),
        ("사이토 고키", "{사이토 고키}", "사이토 고키", {"literal": "사이토 고키"}),
        ("Simon and Schuster", "{Simon and Schuster}", "Simon and Schuster", {"literal": "Simon and Schuster"}),
        ("OpenAI", "{OpenAI}", "OpenAI", {"literal": "OpenAI"}),
        ("Van Morrison", "Morrison, Van", "Morrison, Van", {"family": "Morrison", "given": "Van"}),
    ],
)
def test_names_are_parted_as_each_form_wants_them(name: str, bibtex: str, ris: str, csl: dict[str, str]) -> None:
    work = Reference("url:x", "book", "제목", "https://a.example", (), details=Details(authors=(name,)))
    assert f"  author = {{{bibtex}}},\n" in to_bibtex([work])
    assert f"AU  - {ris}\r\n" in to_ris([work])
    assert json.loads(to_csl_json([work]))[0]["author"] == [csl]


def test_a_preprint_names_its_archive_and_a_korean_title_its_language() -> None:
    work = Reference("arxiv:1706.03762", "paper", "어텐션", "https://arxiv.org/abs/1706.03762", ())
    (item,) = json.loads(to_csl_json([work]))
    assert (item["publisher"], item["number"], item["language"]) == ("arXiv", "arXiv:1706.03762", "ko")


def test_a_backslash_ends_no_entry() -> None:
    url = "https://example.com/owl\\?v\\=1\\"
    assert "url = {https://example.com/owl%5C?v%5C=1%5C}" in to_bibtex([Reference("url:x", "article", "새", url, ())])


def test_an_address_with_a_semicolon_stays_one() -> None:
    work = Reference("url:x", "article", "제목", "https://a.example/a;b", ())
    (entry,) = rispy.loads(to_ris([work]))
    assert entry["urls"] == ["https://a.example/a%3Bb"]


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('{}\\%&#$_^~"@,=; \n가'))


@given(_TEXTS, st.lists(_TEXTS, max_size=3), _TEXTS, st.sampled_from(KINDS))
def test_whatever_a_work_is_called_other_programs_read_it(
    title: str, authors: list[str], venue: str, kind: Kind
) -> None:
    details = Details(authors=tuple(authors), venue=venue)
    works = [Reference(f"url:{number}", kind, title, "https://e.example/{}", (), details=details) for number in (1, 2)]
    library = bibtexparser.parse_string(to_bibtex(works))
    assert [entry.key for entry in library.entries] == ["1", "2"] and not library.failed_blocks
    entries = rispy.loads(to_ris(works))
    assert [(entry["id"], " ".join(title.split())) for entry in entries] == [
        ("1", " ".join(entry.get("title", "").split())) for entry in entries[:1]
    ] + [("2", " ".join(entries[1].get("title", "").split()))]
    assert [item["id"] for item in json.loads(to_csl_json(works))] == ["1", "2"]
