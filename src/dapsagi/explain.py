"""Why a page is stale: which field of which view has changed since the page was last rendered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dapsagi.digest import Digest
from dapsagi.pages import Page

_MISSING = "(nothing)"


class PageRecord(msgspec.Struct, frozen=True):
    """What a page was rendered from, as plain data."""

    template: str
    closure: str
    site: dict[str, Any]
    page: dict[str, Any]


class Change(msgspec.Struct, frozen=True):
    """One field that differs: its name as a template writes it, and both values."""

    field: str
    before: str
    after: str


class Explanation(msgspec.Struct, frozen=True):
    """Why a page is rendered again; no changes and not `new` means that it is current."""

    url: str
    new: bool
    changes: tuple[Change, ...]


def page_record(page: Page, closure: Digest) -> PageRecord:
    """Return what `page` is rendered from; `closure` is the digest of its templates."""
    site = msgspec.to_builtins(page.chrome)
    site.pop("digest")
    return PageRecord(page.template, closure, site, msgspec.to_builtins(page.view))


def explain(url: str, before: PageRecord | None, after: PageRecord) -> Explanation:
    """Compare what a page was rendered from with what it would be rendered from now."""
    if before is None:
        return Explanation(url, True, ())
    # Encoded and decoded, so that a tuple of today equals the list that it was kept as.
    old, new = (msgspec.json.decode(msgspec.json.encode(record)) for record in (before, after))
    changes = []
    for field, was, now in _differences("", old, new):
        name = {"closure": "the templates or the tool itself", "template": "the choice of template"}.get(field, field)
        changes.append(Change(name, was, now))
    return Explanation(url, False, tuple(changes))


def _differences(name: str, old: Any, new: Any) -> Iterator[tuple[str, str, str]]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            below = f"{name}.{key}" if name else str(key)
            yield from _differences(below, old.get(key, _MISSING), new.get(key, _MISSING))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (was, now) in enumerate(zip(old, new, strict=True)):
            yield from _differences(f"{name}[{index}]", was, now)
    else:
        yield name, _brief(old), _brief(new)


def _brief(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"
