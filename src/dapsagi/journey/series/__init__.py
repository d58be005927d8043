"""Series that find themselves.

`find_series` says which posts are parts of one journey, in what order, and why. From the inside out: `grammar` finds
number marks in a title, `readings` says what a title would be a part of, `evidence` decides whether posts that share a
stem are a series, `settling` which of them, `titles` chooses among rivals, `episodes` finds what nothing counts,
`headings` the parts within one post.
"""

from dapsagi.journey.series.declared import Declared
from dapsagi.journey.series.find import find_series
from dapsagi.journey.series.model import Entry, Part, Series, Source

__all__ = ["Declared", "Entry", "Part", "Series", "Source", "find_series"]
