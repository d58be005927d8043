"""Regular expressions that are compiled when they are first used.

To compile one takes as long as to read a page with it, and a build after an edit uses few of the tool's hundreds. Of
what nearly every text needs, nothing is won: that is left to `re.compile`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import regex


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` would, compiled when it is first asked for one of its methods."""
    return cast("re.Pattern[str]", _Pattern(lambda: re.compile(text, flags)))


def lazy_regex(text: str) -> regex.Pattern[str]:
    """Return what `regex.compile` would, compiled when it is first asked for one of its methods."""

    def compiled() -> regex.Pattern[str]:
        # What knows all properties of letters is slow to load, and few texts have more than common letters.
        import regex

        return regex.compile(text)

    return cast("regex.Pattern[str]", _Pattern(compiled))


class _Pattern:
    def __init__(self, compiled: Callable[[], object]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._compiled(), name)
        # From now on the method is found here, as fast as that of the expression itself.
        setattr(self, name, value)
        return value
