"""What `dapsagi check` looks for: pure rules over bodies, addresses and sites.

| code | what is wrong |
|---|---|
| L201 | an arXiv id that cannot be right |
| L202 | a DOI that cannot be right |
| L203 | an ISBN whose check digit is wrong |
| L204 | a link to a place that its page does not have |
| L205 | an image by `http://` on a site by `https://` |
| L206 | an address of the author's own machine |
| L207 | an address that tracks who follows it |
| W201 | an image without a text for those who do not see it |
| W202 | a heading that skips a level |
| W203 | `**` that stands on the page as it is |
| W204 | a backslash that keeps emphasis from ending |
| W205 | a list that became a paragraph |
| W206 | an image that takes long to load |
| W207 | two posts with one title |
| W208 | terms that differ only in case or spacing |

Codes L211 to L213 are those of the live web (`dapsagi.check.external`).
"""

from dapsagi.rules.addresses import find_address_problems, find_identifier_problems
from dapsagi.rules.silence import silenced_in
from dapsagi.rules.site import find_dead_anchors, find_huge_images, find_site_problems
from dapsagi.rules.writing import find_writing_problems

__all__ = [
    "find_address_problems",
    "find_dead_anchors",
    "find_huge_images",
    "find_identifier_problems",
    "find_site_problems",
    "find_writing_problems",
    "silenced_in",
]
