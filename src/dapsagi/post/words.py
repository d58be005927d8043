"""The words of a text, as search and what is related to a post know them.

`search.js` splits a query by the same rules: what is changed here is changed there. A word is a run of letters and
digits in lower case. What is joined by `-`, `_` or an apostrophe is one word without them, so that `scikit-learn`
and `scikitlearn` are the same to a reader who does not remember which it was.
"""

from __future__ import annotations

import re
import unicodedata

# What stands before it is looked at last: few letters are a joint, and a pattern that begins with one is searched fast.
_JOINT = re.compile(r"[-_'’](?<=\w.)(?=\w)")
_WORD = re.compile(r"\w+(?:\+\+|#)?")


def split(text: str) -> list[str]:
    """Return the words of a text in their order."""
    joined = _JOINT.sub("", unicodedata.normalize("NFC", text.lower()))
    # An underscore that joins nothing is no part of a word; a set without it would be searched at half the speed.
    return _WORD.findall(joined.replace("_", " "))
