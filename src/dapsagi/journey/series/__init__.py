"""Series that find themselves.

`find_series` says which posts are parts of one journey, in what order, and why. Evidence in the order in which it is
heard, and a post that is taken is asked no more:

1. What the author declares (`declared`).
2. Titles: `grammar` finds number marks in them, `readings` says what a title would be a part of, `evidence` decides
   whether posts that share a stem are a series, `settling` which of them, `titles` chooses among rivals.
3. Titles that nothing counts (`episodes`).
4. File names: `file_rows` puts posts into rows, `file_groups` decides whether a row is a series, fills the gaps of
   those that titles show, and takes the place of their fragments.
5. Links (`links`), which also confirm and extend all others.
6. The headings of a single post (`headings`).

`problems` tells what is missing or contradicts.
"""

from dapsagi.journey.series.declared import Declared
from dapsagi.journey.series.find import find_series
from dapsagi.journey.series.model import Entry, Part, Series, Source

__all__ = ["Declared", "Entry", "Part", "Series", "Source", "find_series"]
