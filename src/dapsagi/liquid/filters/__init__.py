"""The filters of Liquid and of Jekyll, by the names that a post calls them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dapsagi.liquid.filters import dates, lists, numbers, text, urls
from dapsagi.liquid.filters.json import jsonify

_UNDER_THEIR_OWN_NAMES: tuple[Callable[..., Any], ...] = (
    *(text.downcase, text.upcase, text.capitalize, text.strip, text.lstrip, text.rstrip),
    *(text.normalize_whitespace, text.strip_newlines, text.newline_to_br, text.escape, text.escape_once),
    *(text.xml_escape, text.strip_html, text.markdownify, text.url_encode, text.url_decode, text.cgi_escape),
    *(text.base64_encode, text.base64_decode, text.append, text.prepend, text.replace, text.replace_first),
    *(text.replace_last, text.remove, text.remove_first, text.remove_last, text.truncate, text.truncatewords),
    *(text.split, text.number_of_words, text.join, text.array_to_sentence_string),
    *(numbers.plus, numbers.minus, numbers.times, numbers.divided_by, numbers.modulo, numbers.ceil),
    *(numbers.floor, numbers.at_least, numbers.at_most, numbers.to_integer),
    *(lists.size, lists.first, lists.last, lists.push, lists.pop, lists.unshift, lists.shift, lists.concat),
    *(lists.reverse, lists.compact, lists.uniq, lists.default, lists.where, lists.find, lists.where_exp),
    *(lists.find_exp, lists.group_by, lists.group_by_exp, lists.sort, lists.sort_natural),
    *(dates.date, dates.date_to_string, dates.date_to_long_string, dates.date_to_xmlschema),
    *(dates.date_to_rfc822, urls.relative_url, urls.absolute_url, urls.strip_index, urls.uri_escape, jsonify),
)

FILTERS: dict[str, Callable[..., Any]] = {
    **{function.__name__: function for function in _UNDER_THEIR_OWN_NAMES},
    "h": text.escape,
    "inspect": text.debugged,
    "slugify": text.slug,
    "abs": numbers.absolute,
    "round": numbers.rounded,
    "map": lists.mapped,
    "slice": lists.part,
}
