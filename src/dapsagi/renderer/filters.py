"""What templates can call beside Jinja's own filters: words of the theme, dates, outlines, XML text.

Everything here is a pure function of its arguments. `t`, `long_date` and `short_date` also read the page's language
from the name `site` that every template sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from html import escape as _escape
from string import Formatter
from typing import Any
from urllib.parse import unquote

import msgspec
from jinja2 import TemplateRuntimeError, pass_context
from jinja2.runtime import Context
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from dapsagi.journey.references.exports import export
from dapsagi.markup.body import Heading
from dapsagi.patterns import lazy_pattern
from dapsagi.renderer.diagrams import with_room
from dapsagi.renderer.map_drawing import draw_route_map, draw_route_years
from dapsagi.renderer.particles import josa, particle
from dapsagi.renderer.pictures import cover_image
from dapsagi.renderer.ties import part_names, tie_hyphens, tie_numbers, tie_particles

# Words of the theme


@pass_context
def t(context: Context, key: str, /, **values: object) -> str:
    """Return the theme's words for `key` in the page's language, with its `{fields}` filled from `values`.

    A field with a pair gives the form that goes with the value and not the value itself: `{name:을/를}` the particle
    after it, `{count:post|posts}` the noun for one or for many.
    """
    return _fill(_string(context, key), values)


@pass_context
def long_date(context: Context, date: datetime) -> str:
    """Return a date for running text, as 2019년 12월 25일."""
    return _date(context, "date_long", date)


@pass_context
def short_date(context: Context, date: datetime) -> str:
    """Return a date for lists, as 2019.12.25; all of one width in a face with tabular figures."""
    return _date(context, "date_short", date)


def _date(context: Context, key: str, date: datetime) -> str:
    return _spell_date(_string(context, key), _string(context, "months"), date.year, date.month, date.day)


# A list shows a date once for each of its cards, and so does every other list that they stand in.
@lru_cache(maxsize=4096)
def _spell_date(phrase: str, months: str, year: int, month: int, day: int) -> str:
    name = months.split("|")[month - 1]
    return _fill(phrase, {"year": year, "month": name, "day": day, "mm": f"{month:02}", "dd": f"{day:02}"})


def _string(context: Context, key: str) -> str:
    strings: Mapping[str, str] = context["site"].strings
    if key not in strings:
        raise TemplateRuntimeError(f"the theme has no words for {key!r} in this language")
    return strings[key]


def _fill(phrase: str, values: Mapping[str, object]) -> str:
    return "".join(text if name is None else text + _form(values[name], form) for text, name, form in _pieces(phrase))


def _form(value: object, form: str) -> str:
    if "/" in form:
        return particle(str(value), form)
    if "|" in form:
        one, many = form.split("|")
        return one if value == 1 else many
    return format(value, form)


# All pages say the same few phrases.
@lru_cache(maxsize=1024)
def _pieces(phrase: str) -> tuple[tuple[str, str | None, str], ...]:
    pieces = Formatter().parse(phrase) if "{" in phrase else [(phrase, None, None, None)]
    return tuple((text, name, form or "") for text, name, form, _ in pieces)


# Outlines


class OutlineNode(msgspec.Struct, frozen=True):
    """A heading and the headings under it."""

    heading: Heading
    children: tuple[OutlineNode, ...] = ()


def outline(headings: Iterable[Heading], depth: int = 2) -> tuple[OutlineNode, ...]:
    """Nest a body's headings by level, down to `depth` levels below the highest one.

    A heading that skips levels hangs under the nearest higher one before it, so the outline has no empty nodes.
    """
    headings = list(headings)
    top = min((heading.level for heading in headings), default=1)
    return _nest([heading for heading in headings if heading.level < top + depth])


def _nest(headings: Sequence[Heading]) -> tuple[OutlineNode, ...]:
    nodes = []
    start = 0
    while start < len(headings):
        end = start + 1
        while end < len(headings) and headings[end].level > headings[start].level:
            end += 1
        nodes.append(OutlineNode(headings[start], _nest(headings[start + 1 : end])))
        start = end
    return tuple(nodes)


# The title that a text begins with
#
# Many write it at the head of the text, from where it is taken if the front matter has none; a page shows it itself.

_TITLE = lazy_pattern(
    r"(\s*(?:<(?:article|div|header|section)\b[^>]*>\s*)*)<h1\b[^>]*>((?:(?!</?h1\b)[\s\S])*)</h1>\s*"
)


def text_below(content: Markup, title: str) -> Markup:
    """Return a text as HTML without the heading that it begins with, if that says the title again."""
    found = _TITLE.match(content)
    return Markup(found[1]) + content[found.end() :] if found and _says(found[2], title) else content


def headings_below(headings: Sequence[Heading], title: str) -> Sequence[Heading]:
    """Return a body's headings without the first, if that says the title again."""
    repeats = headings and headings[0].level == 1 and _says(headings[0].html, title)
    return headings[1:] if repeats else headings


def headline(headings: Sequence[Heading], title: str) -> str:
    """Return a title as the heading that says it again has it, with its code and emphasis; without one, as it is."""
    return title if headings_below(headings, title) is headings else Markup(headings[0].html)


def lead_above(lead: str, content: Markup, title: str) -> str:
    """Return the description of a post for the place between title and text; empty if one of these says it already."""
    said = _letters(lead)
    beginning = Markup(content[: len(lead) + _MARKUP_OF_A_BEGINNING]).striptags()
    return "" if said == _letters(title) or said in _letters(beginning) else lead


def readable(url: str) -> str:
    """Return an address as people read it: 답사기 where browsers write %EB%8B%B5…; it still leads there."""
    return unquote(url) if url.isascii() and not _TOLD_BY_CODE.search(url) else url


# A title stands in many lists; one that is HTML may read as another that is text.
@lru_cache(maxsize=4096, typed=True)
def tied(title: str) -> Markup:
    """Return a title in which no line begins with a particle (마진(margin)이란), a number or the rest of a word."""
    return Markup(part_names(tie_hyphens(tie_numbers(tie_particles(f"{Markup.escape(title)}<")[:-1]))))


# What parts an address, or would be no letter.
_TOLD_BY_CODE = lazy_pattern(r"%(?:[01][0-9A-F]|2[0356F]|3[BF]|7F)")
# Quotes are curled and backquotes are code in a heading.
_NO_LETTERS = lazy_pattern(r"\W+")
# A first paragraph may have links and formulas in it.
_MARKUP_OF_A_BEGINNING = 1000


def _says(html: str, title: str) -> bool:
    return _letters(Markup(html).striptags()) == _letters(title)


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text)


# Data and XML


def timestamp(moment: datetime) -> str:
    """Return a moment as RFC 3339 has it, to the second; the moment carries its offset."""
    return moment.isoformat(timespec="seconds")


def json_ld(data: Mapping[str, Any]) -> Markup:
    """Return structured data as JSON for a `<script>` element, without the entries that say nothing.

    An entry says nothing if it is None, or an empty text, list or mapping.
    """
    # A Hangul syllable is three bytes as itself and six as an escape.
    return htmlsafe_json_dumps(_known(data), ensure_ascii=False, separators=(",", ":"))


def _known(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: kept for name, entry in value.items() if _says_something(kept := _known(entry))}
    if isinstance(value, list | tuple):
        return [kept for entry in value if _says_something(kept := _known(entry))]
    return value


def _says_something(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


# What XML 1.0 does not allow even as a reference (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml(text: str) -> Markup:
    """Return a text, or HTML as text, for an XML element: escaped, without the characters that XML forbids."""
    return Markup(_escape(_NOT_XML.sub("", text)))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "cover_image": cover_image,
    "draw_map": draw_route_map,
    "draw_years": draw_route_years,
    "export": export,
    "headings_below": headings_below,
    "headline": headline,
    "josa": josa,
    "json_ld": json_ld,
    "lead_above": lead_above,
    "long_date": long_date,
    "outline": outline,
    "readable": readable,
    "short_date": short_date,
    "t": t,
    "text_below": text_below,
    "tied": tied,
    "timestamp": timestamp,
    "with_room": with_room,
    "xml": xml,
}
"""The filters by the names that templates call them."""
