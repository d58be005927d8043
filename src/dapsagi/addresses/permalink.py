"""Permalinks: Jekyll's styles and templates, and what is wrong with one (https://jekyllrb.com/docs/permalinks/)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import unquote

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}

#: The placeholders of dates, as directives of Ruby's `strftime`. Source: `Jekyll::Drops::UrlDrop`.
DATE_PARTS = {
    "year": "%Y",
    "short_year": "%y",
    "month": "%m",
    "i_month": "%-m",
    "short_month": "%b",
    "long_month": "%B",
    "day": "%d",
    "i_day": "%-d",
    "y_day": "%j",
    "w_year": "%G",
    "week": "%V",
    "w_day": "%u",
    "short_day": "%a",
    "long_day": "%A",
    "hour": "%H",
    "minute": "%M",
    "second": "%S",
}

PLACEHOLDERS = frozenset(
    (
        *DATE_PARTS,
        *("title", "slug", "categories", "slugified_categories"),
        *("collection", "path", "name", "basename", "output_ext"),
        # What addresses of Hexo's and Hugo's are made of.
        *("post_title", "abbrlink", "hugo_path", "hugo_name", "hugo_title"),
    )
)

_PLACEHOLDER = re.compile(r":([a-z_]+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def template_of(permalink: str) -> str:
    """Return the template that a `permalink` setting means: one of Jekyll's styles, or the template itself."""
    return STYLES.get(permalink, permalink)


def page_suffix(permalink: str) -> str:
    """Return how the address of a page or of a collection's document ends under a `permalink` setting.

    The rule is `Jekyll::Utils.add_permalink_suffix`.
    """
    if permalink == "pretty" or permalink.endswith("/"):
        return "/"
    if permalink in ("date", "ordinal", "none") or permalink.endswith(":output_ext"):
        return ":output_ext"
    return ""


def fill_in(template: str, value_of: Callable[[str], str]) -> str:
    """Return the canonical address that a template gives: `value_of` is asked for each placeholder in it.

    It begins with one slash and cannot climb out of the site: like Jekyll, this drops `..` and `./`.
    An unknown placeholder stays as it is written.
    """

    def replace(found: re.Match[str]) -> str:
        # `:month_:day` is :month, an underscore and :day.
        name = found[1]
        for key in (name, name[:-1]) if name.endswith("_") else (name,):
            if key in PLACEHOLDERS:
                return _reserve(value_of(key)) + name[len(key) :]
        return found[0]

    parts: list[str] = []
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        parts += (canonical(template[end : found.start()]), replace(found))
        end = found.end()
    return clean_path("".join((*parts, canonical(template[end:]))))


def canonical(path: str) -> str:
    """Return a path in the one form that addresses have inside the tool: NFC, and only `%`, `?` and `#` encoded."""
    return unicodedata.normalize("NFC", _reserve(unquote(path)))


def clean_path(path: str) -> str:
    """Return a path as Jekyll sanitizes it: from the root, NFC, without `..`, `./` and repeated slashes."""
    path = _CONTROL.sub("", path).replace("\\", "/")
    path = ("/" + path).replace("..", "/").replace("./", "")
    return unicodedata.normalize("NFC", re.sub("/{2,}", "/", path))


def _reserve(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")


def fault_of_permalink(permalink: str) -> tuple[str, str] | None:
    """Return what is wrong with a permalink and what to do about it; None if nothing is."""
    if not permalink.strip():
        return "an empty permalink", "delete it, or write an address such as /my-post/"
    if "://" in permalink:
        return "a permalink with a host", "write only the path, such as /my-post/"
    decoded = unquote(permalink)
    if _CONTROL.search(decoded):
        return "a control character in the permalink", "delete it"
    if ".." in re.split(r"[/\\]", decoded):
        return "a permalink that climbs out of the site", "write an address without `..`, such as /my-post/"
    for found in _PLACEHOLDER.finditer(permalink):
        if found[1] not in PLACEHOLDERS and found[1].removesuffix("_") not in PLACEHOLDERS:
            return (
                f"the permalink has an unknown placeholder {found[0]}",
                "use one of Jekyll's, such as :title or :year",
            )
    return None
