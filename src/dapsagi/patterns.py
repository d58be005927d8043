"""Regular expressions that are compiled when they are first used.

To compile one takes as long as to read a page with it, and a build after an edit uses few of the tool's hundreds. Of
what nearly every text needs, nothing is won: that is left to `re.compile`.
"""

from __future__ import annotations

import re
from typing import Any, cast


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` would, compiled when it is first asked for one of its methods."""
    return cast("re.Pattern[str]", _Pattern(text, flags))


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._text, self._flags), name)
        # From now on the method is found here, as fast as that of the expression itself.
        setattr(self, name, value)
        return value
