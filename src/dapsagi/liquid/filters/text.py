"""The filters of Liquid and Jekyll that make a text.

Sources: Liquid's reference (https://shopify.github.io/liquid/) and Jekyll's list of filters
(https://jekyllrb.com/docs/liquid/filters/); what a value is as text is Ruby's `to_s`.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, get_args
from urllib.parse import quote_plus, unquote_plus

import regex
from liquid.exceptions import FilterError
from liquid.filter import with_context

from dapsagi.addresses.slugs import SlugMode, slugify
from dapsagi.liquid.context import Context
from dapsagi.liquid.values import SPACE, STRIPPED, Value, inspect, integer, items_of, to_s

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_SPECIAL = re.compile(r"""[&<>"']""")
_UNESCAPED = re.compile(r"""["><']|&(?!(?:[a-zA-Z]+|#\d+);)""")
_BLOCK_START = re.compile("<script|<!--|<style")
_BLOCK_ENDS = {"<script": "</script>", "<!--": "-->", "<style": "</style>"}
_HTML_TAG = re.compile("<[^>]*>")
_LINE_END = re.compile(r"\r?\n")
_WHITE = re.compile(f"[{SPACE}]+")
_CJK = regex.compile(r"[\p{Han}\p{Katakana}\p{Hiragana}\p{Hangul}]")
_NON_CJK_WORD = regex.compile(r"[^\p{Han}\p{Katakana}\p{Hiragana}\p{Hangul} \t\n\v\f\r]+")


# Markup


def _strip_html(value: Value) -> str:
    # Behind the last `>` no tag can end, and none is looked for.
    head, closing, tail = _without_blocks(to_s(value)).rpartition(">")
    return _HTML_TAG.sub("", head + closing) + tail


def _without_blocks(text: str) -> str:
    """Remove scripts, styles and comments; what never ends stays, and its end is looked for only once."""
    kept: list[str] = []
    endless: set[str] = set()
    end = 0
    for found in _BLOCK_START.finditer(text):
        if found.start() < end or found[0] in endless:
            continue
        closing = _BLOCK_ENDS[found[0]]
        stop = text.find(closing, found.end())
        if stop < 0:
            endless.add(found[0])
            continue
        kept.append(text[end : found.start()])
        end = stop + len(closing)
    kept.append(text[end:])
    return "".join(kept)


@with_context
def _markdownify(value: Value, *, context: Context) -> str:
    if context.run.given.markdown is None:
        raise FilterError("there is no Markdown here", token=None)
    return context.run.given.markdown(to_s(value))


def _xml_escape(value: Value) -> str:
    return to_s(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


# Addresses and encodings


def _cgi_escape(value: Value) -> str:
    if not isinstance(value, str):
        raise FilterError(f"{inspect(value)} is no text", token=None)
    return quote_plus(value, safe="*", errors="replace")


def _jsonify(value: Value) -> str:
    """Return a value as Ruby writes it in JSON: without spaces, and with dates as `to_s` writes them."""
    match value:
        case None:
            return "null"
        case float() if not math.isfinite(value):
            raise FilterError(f"JSON has no {to_s(value)}", token=None)
        case bool() | int() | float():
            return to_s(value)
        case list() | tuple():
            return f"[{','.join(map(_jsonify, value))}]"
        case Mapping():
            return "{" + ",".join(f"{_in_json(key)}:{_jsonify(item)}" for key, item in value.items()) + "}"
    return _in_json(value)


def _in_json(value: Value) -> str:
    return json.dumps(to_s(value), ensure_ascii=False)


def _base64_decode(value: Value) -> str:
    try:
        return base64.b64decode(to_s(value), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        raise FilterError("this is no Base64", token=None) from None


def _slugify(value: Value, mode: Value = "default") -> str:
    return slugify(to_s(value), mode if mode in get_args(SlugMode) else "default" if mode is None else "none")


# Parts of a text


@with_context
def _replace(value: Value, old: Value, new: Value = "", *, context: Context) -> str:
    text, wanted, put = to_s(value), to_s(old), to_s(new)
    # Paid for before it is made: replacing one letter by a long text again and again has no bound of its own.
    context.run.spend_text(text.count(wanted) * len(put))
    return text.replace(wanted, put)


def _replace_first(value: Value, old: Value, new: Value = "") -> str:
    return to_s(value).replace(to_s(old), to_s(new), 1)


def _replace_last(value: Value, old: Value, new: Value) -> str:
    text, wanted = to_s(value), to_s(old)
    start = text.rfind(wanted)
    return text if start < 0 else text[:start] + to_s(new) + text[start + len(wanted) :]


def _truncate(value: Value, length: Value = 50, ellipsis: Value = "...") -> str:
    """Cut a text to `length` characters, `ellipsis` among them."""
    text, end, limit = to_s(value), to_s(ellipsis), integer(length)
    return text if len(text) <= limit else text[: max(limit - len(end), 0)] + end


def _truncatewords(value: Value, words: Value = 15, ellipsis: Value = "...") -> str:
    text = to_s(value)
    limit = max(integer(words), 1)
    found = _words(text)
    # White space behind the last word counts as one more, which is empty.
    count = len(found) + (text[-1:] in SPACE and bool(found))
    return text if count <= limit else " ".join(found[:limit]) + to_s(ellipsis)


def _split(value: Value, separator: Value) -> list[str]:
    text, between = to_s(value), to_s(separator)
    if not between:
        return list(text)
    parts = _words(text) if between == " " else text.split(between)
    while parts and not parts[-1]:
        parts.pop()
    return parts


def _words(text: str) -> list[str]:
    return [word for word in _WHITE.split(text) if word]


def _number_of_words(value: Value, mode: Value = None) -> int:
    """Count the words of a text; `cjk` counts each Chinese, Japanese or Korean letter as one."""
    text = to_s(value)
    letters = len(_CJK.findall(text)) if mode in ("cjk", "auto") else 0
    if mode == "cjk" or letters:
        return letters + len(_NON_CJK_WORD.findall(text))
    return len(_words(text))


@with_context
def _join(value: Value, glue: Value = " ", *, context: Context) -> str:
    texts = [to_s(item) for item in items_of(value)]
    between = to_s(glue)
    context.run.spend_text(len(between) * len(texts))
    return between.join(texts)


def _array_to_sentence_string(value: Value, connector: Value = "and") -> str:
    words = [to_s(item) for item in value]
    if len(words) < 3:
        return f" {to_s(connector)} ".join(words)
    return f"{', '.join(words[:-1])}, {to_s(connector)} {words[-1]}"


def _unless_nil(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda value, *arguments: None if value is None else function(value, *arguments)


_escape = _unless_nil(lambda value: _SPECIAL.sub(lambda found: _ENTITIES[found[0]], to_s(value)))

FILTERS: dict[str, Callable[..., Any]] = {
    "downcase": lambda value: to_s(value).lower(),
    "upcase": lambda value: to_s(value).upper(),
    "capitalize": lambda value: to_s(value).capitalize(),
    "strip": lambda value: to_s(value).strip(STRIPPED),
    "lstrip": lambda value: to_s(value).lstrip(STRIPPED),
    "rstrip": lambda value: to_s(value).rstrip(STRIPPED),
    "normalize_whitespace": lambda value: _WHITE.sub(" ", to_s(value)).strip(STRIPPED),
    "strip_newlines": lambda value: _LINE_END.sub("", to_s(value)),
    "newline_to_br": lambda value: _LINE_END.sub("<br />\n", to_s(value)),
    "escape": _escape,
    "h": _escape,
    "escape_once": lambda value: _UNESCAPED.sub(lambda found: _ENTITIES[found[0]], to_s(value)),
    "xml_escape": _xml_escape,
    "strip_html": _strip_html,
    "markdownify": _markdownify,
    "inspect": lambda value: _xml_escape(inspect(value)),
    "url_encode": _unless_nil(lambda value: _cgi_escape(to_s(value))),
    "url_decode": _unless_nil(lambda value: unquote_plus(to_s(value))),
    "cgi_escape": _cgi_escape,
    "jsonify": _jsonify,
    "base64_encode": lambda value: base64.b64encode(to_s(value).encode("utf-8", "replace")).decode("ascii"),
    "base64_decode": _base64_decode,
    "slugify": _unless_nil(_slugify),
    "append": lambda value, tail: to_s(value) + to_s(tail),
    "prepend": lambda value, head: to_s(head) + to_s(value),
    "replace": _replace,
    "replace_first": _replace_first,
    "replace_last": _replace_last,
    "remove": lambda value, old: to_s(value).replace(to_s(old), ""),
    "remove_first": lambda value, old: to_s(value).replace(to_s(old), "", 1),
    "remove_last": lambda value, old: _replace_last(value, old, ""),
    "truncate": _unless_nil(_truncate),
    "truncatewords": _unless_nil(_truncatewords),
    "split": _split,
    "number_of_words": _number_of_words,
    "join": _join,
    "array_to_sentence_string": _array_to_sentence_string,
}
