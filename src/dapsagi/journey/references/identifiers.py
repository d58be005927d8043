"""The numbers of papers and books: how they are written, and whether they can be right."""

from __future__ import annotations

import re

from dapsagi.patterns import lazy_pattern

# https://info.arxiv.org/help/arxiv_identifier.html: until March 2007 `archive.class/YYMMNNN`, from April 2007
# `YYMM.NNNN`, since January 2015 `YYMM.NNNNN`.
_OLD_ARXIV = lazy_pattern(r"[a-z][a-z-]*(?:\.[A-Za-z-]+)?/(\d\d)(0[1-9]|1[0-2])\d{3}")
_NEW_ARXIV = lazy_pattern(r"(\d\d)(\d\d)\.(\d+)")
_FIRST_NEW, _FIVE_DIGITS = (7, 4), (15, 1)
_VERSION = lazy_pattern(r"v\d+$")

# The registrant has four digits or more (https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html).
_DOI = lazy_pattern(r"10\.\d{4,9}(?:\.\d+)*/\S+")


def arxiv_fault(number: str) -> str:
    """Say what is wrong with an arXiv id, with or without a version; empty if nothing is."""
    number = _VERSION.sub("", number)
    if _OLD_ARXIV.fullmatch(number):
        return ""
    found = _NEW_ARXIV.fullmatch(number)
    if not found:
        return "an arXiv id is a year and month, a dot and a number, such as 1706.03762"
    year, month, digits = int(found[1]), int(found[2]), len(found[3])
    if not 1 <= month <= 12:
        return f"there is no month {found[2]} (an arXiv id begins with two digits each for year and month)"
    if (year, month) < _FIRST_NEW:
        return "arXiv ids of this form begin in April 2007 (0704)"
    if (year, month) >= _FIVE_DIGITS and digits != 5:
        return f"since January 2015 an arXiv id has five digits after the dot, and this one has {digits}"
    if (year, month) < _FIVE_DIGITS and digits != 4:
        return f"until December 2014 an arXiv id has four digits after the dot, and this one has {digits}"
    return ""


def doi_fault(name: str) -> str:
    """Say what is wrong with a DOI; empty if nothing is."""
    return "" if _DOI.fullmatch(name) else 'a DOI is "10.", a number of four digits or more, a slash and a name'


def isbn_fault(number: str) -> str:
    """Say what is wrong with an ISBN of ten or thirteen characters, hyphens aside; empty if nothing is."""
    digits = re.sub(r"[\s-]", "", number).upper()
    if re.fullmatch(r"97[89]\d{10}", digits):
        expected = _check_digit_13(digits[:12])
    elif re.fullmatch(r"\d{9}[\dX]", digits):
        expected = _check_digit_10(digits[:9])
    else:
        return "an ISBN has ten digits, or thirteen that begin with 978 or 979"
    return "" if digits[-1] == expected else f"its check digit is {digits[-1]} and should be {expected}"


def isbn13(number: str) -> str:
    """Return an ISBN as thirteen digits; empty if its check digit is wrong or it is none."""
    digits = re.sub(r"[\s-]", "", number).upper()
    if isbn_fault(digits):
        return ""
    return digits if len(digits) == 13 else f"978{digits[:9]}{_check_digit_13('978' + digits[:9])}"


def arxiv_year(number: str) -> int:
    """Return the year in which a paper came to arXiv, as its id says; 0 for an id that cannot be right."""
    if arxiv_fault(number):
        return 0
    year = int(number.partition("/")[2][:2] if "/" in number else number[:2])
    # arXiv began in 1991.
    return 1900 + year if year >= 91 else 2000 + year


def _check_digit_13(digits: str) -> str:
    return str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10)


def _check_digit_10(digits: str) -> str:
    remainder = -sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
    return "X" if remainder == 10 else str(remainder)
