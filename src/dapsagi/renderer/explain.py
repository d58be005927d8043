"""Why a page is stale: which field of which view has changed since the page was last rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from dapsagi.digest import Digest, encode
from dapsagi.pages.page import Page
from dapsagi.pages.views.chrome import Chrome
from dapsagi.pages.views.parts import View
from dapsagi.report import Explanation, FieldChange

_MISSING = "(nothing)"

_VIEWS = {view.__name__: view for view in View.__subclasses__()}


class PageRecord(msgspec.Struct, frozen=True):
    """What a page was rendered from: its address and template, the digest of its templates, its chrome and its view.

    The chrome is named by its digest, because thousands of pages share it; `kind` is the name of the view's class, and
    `view` the view as its digest sees it.
    """

    url: str
    template: str
    closure: Digest
    chrome: Digest
    kind: str
    view: bytes

    def page(self, chrome: Chrome) -> Page:
        """Return the page itself, whose chrome is given."""
        return Page(self.url, self.template, chrome, msgspec.json.decode(self.view, type=_VIEWS[self.kind]))


def page_record(page: Page, closure: Digest) -> PageRecord:
    """Return what `page` is rendered from; `closure` is the digest of its templates."""
    return PageRecord(page.url, page.template, closure, page.chrome.digest, type(page.view).__name__, encode(page.view))


def explain(
    url: str, before: PageRecord | None, after: PageRecord, chromes: Mapping[Digest, Chrome] = MappingProxyType({})
) -> Explanation:
    """Compare what a page was rendered from with what it would be rendered from now.

    `chromes` are those that the records name; one that is not there says nothing.
    """
    if before is None:
        return Explanation(url, True, ())
    old, new = (_fields_of(record, chromes) for record in (before, after))
    changes = []
    for field, was, now in _differences("", old, new):
        name = {"closure": "the templates or the tool itself", "template": "the choice of template"}.get(field, field)
        changes.append(FieldChange(name, was, now))
    return Explanation(url, False, tuple(changes))


def _fields_of(record: PageRecord, chromes: Mapping[Digest, Chrome]) -> dict[str, Any]:
    chrome = chromes.get(record.chrome)
    site = msgspec.json.decode(encode(chrome)) if chrome else {}
    site.pop("digest", None)
    page = msgspec.json.decode(record.view)
    return {"template": record.template, "closure": record.closure, "site": site, "page": page}


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
