"""Search: what of a blog can be found, and the texts in which a reader's browser finds it."""

from dapsagi.search.documents import CATALOGUE, INDEX, Document, Found, find_code, find_words
from dapsagi.search.index import Filling, Shift, Terms, count_drawers, drawers_of, exchange, fill, shifts, terms_of
from dapsagi.search.words import PARTICLES

__all__ = [
    "CATALOGUE",
    "INDEX",
    "PARTICLES",
    "Document",
    "Filling",
    "Found",
    "Shift",
    "Terms",
    "count_drawers",
    "drawers_of",
    "exchange",
    "fill",
    "find_code",
    "find_words",
    "shifts",
    "terms_of",
]
