"""What `dapsagi check` looks for: pure rules over bodies, addresses and sites.

`table` says what each code means, and `manual` makes the manual's page of it.
"""

from dapsagi.rules.addresses import find_address_problems, find_identifier_problems
from dapsagi.rules.silence import find_unknown_codes, silenced_in, unknown_code
from dapsagi.rules.site import find_dead_anchors, find_huge_images, find_site_problems
from dapsagi.rules.writing import find_header_problems, find_writing_problems

__all__ = [
    "find_address_problems",
    "find_dead_anchors",
    "find_header_problems",
    "find_huge_images",
    "find_identifier_problems",
    "find_site_problems",
    "find_unknown_codes",
    "find_writing_problems",
    "silenced_in",
    "unknown_code",
]
