"""The reading list: the works that posts speak of, found from the links that they write anyway.

From the inside out: `identifiers` reads the numbers of papers and books, `addresses` folds what two addresses of one
place differ in, `tables` says what stands at which host, `recognise` makes a work of an address, `find` gathers the
works of all posts, `exports` writes them for reference managers.
"""

from dapsagi.journey.references.exports import Form, export, to_bibtex, to_csl_json, to_ris
from dapsagi.journey.references.find import find_references
from dapsagi.journey.references.model import KINDS, Details, Kind, Reference, Speech
from dapsagi.journey.references.recognise import Work, recognise
from dapsagi.journey.references.tables import Library, Tables, read_details, read_tables

__all__ = [
    "KINDS",
    "Details",
    "Form",
    "Kind",
    "Library",
    "Reference",
    "Speech",
    "Tables",
    "Work",
    "export",
    "find_references",
    "read_details",
    "read_tables",
    "recognise",
    "to_bibtex",
    "to_csl_json",
    "to_ris",
]
