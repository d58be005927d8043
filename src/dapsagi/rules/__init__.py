"""What `dapsagi check` looks for: pure rules over bodies, addresses and sites.

`table` says what each code means, and `manual` makes the manual's page of it.
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
