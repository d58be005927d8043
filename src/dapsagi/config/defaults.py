"""Front matter defaults: values for all sources of a scope, with Jekyll's rules of precedence.

The rules are `Jekyll::FrontmatterDefaults` (https://jekyllrb.com/docs/configuration/front-matter-defaults/): a longer
path wins over a shorter one, then a scope with a type over one without, then the later over the earlier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dapsagi.config.settings import Scope, Settings


def defaults_for(settings: Settings, path: str, type_: str) -> dict[str, Any]:
    """Return the front matter that the settings give to the source at `path`, which is of `type_`."""
    path = settings.below_collections(path)
    found: dict[str, Any] = {}
    strongest: Scope | None = None
    for scope in settings.defaults:
        if scope.type and scope.type != type_:
            continue
        if not _covers(settings.below_collections(scope.path), path):
            continue
        if strongest is None or _outranks(scope, strongest):
            found, strongest = deep_merge(found, scope.values), scope
        else:
            found = deep_merge(scope.values, found)
    return found


def deep_merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return `base` with the values of `over`; mappings merge, and None overrules nothing."""
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = deep_merge(old, value)
        elif value is not None or key not in merged:
            merged[key] = value
    return merged


def _covers(scope_path: str, path: str) -> bool:
    if "*" not in scope_path:
        return path.startswith(scope_path)
    pattern = _glob(scope_path)
    parts = path.split("/")
    return any(pattern.fullmatch("/".join(parts[: count + 1])) for count in range(len(parts)))


def _outranks(new: Scope, old: Scope) -> bool:
    new_path, old_path = new.path.strip("/"), old.path.strip("/")
    if len(new_path) != len(old_path):
        return len(new_path) > len(old_path)
    return bool(new.type) or not old.type


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    """Translate a pattern of Ruby's `Dir.glob`: `**/` is any folders, `*` and `?` stay within a name."""
    parts: list[str] = []
    at_start = True
    for token in re.findall(r"\*\*/|\*+|\?|\[[^\]/]+\]|\{[^{}/]*\}|[^*?\[{]+|.", pattern, re.S):
        if token == "**/":
            parts.append(r"(?:[^./][^/]*/)*")
        elif token.startswith("*"):
            parts.append((r"(?!\.)" if at_start else "") + r"[^/]*")
        elif token == "?":
            parts.append("[^/]")
        elif token.startswith("[") and len(token) > 2:
            parts.append("[" + token[1:-1].replace("\\", "\\\\").replace("!", "^", 1) + "]")
        elif token.startswith("{") and len(token) > 2:
            parts.append("(?:" + "|".join(map(re.escape, token[1:-1].split(","))) + ")")
        else:
            parts.append(re.escape(token))
        at_start = token.endswith("/")
    return re.compile("".join(parts), re.S)
