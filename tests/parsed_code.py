"""Source files as syntax trees."""

from __future__ import annotations

import ast
import gc
from functools import cache
from pathlib import Path


@cache
def parsed(file: Path) -> ast.Module:
    """Return the tree of a source file.

    Python 3.11 and 3.12 count how deep a tree is in one place for all threads. If what a browser or a server left
    behind is collected while a tree is made, its finalizers give way to another thread, and one that compiles puts the
    count out: a tree that is not deep ends in a `RecursionError` or `SystemError` then. Nothing is collected meanwhile.

    Source: https://github.com/python/cpython/issues/106905.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(file.read_text("utf-8"), str(file))
    finally:
        if enabled:
            gc.enable()
