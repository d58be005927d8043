"""The filters of Liquid and Jekyll that make text of text.

Sources: Liquid's reference (https://shopify.github.io/liquid/) and Jekyll's list of filters
(https://jekyllrb.com/docs/liquid/filters/); what a value is as text is Ruby's `to_s`.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import get_args
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


# Case and white space


def downcase(value: Value) -> str:
    """Return the text in small letters."""
    return to_s(value).lower()


def upcase(value: Value) -> str:
    """Return the text in capitals."""
    return to_s(value).upper()


def capitalize(value: Value) -> str:
    """Return the text with a capital at its head and small letters behind it."""
    return to_s(value).capitalize()


def strip(value: Value) -> str:
    """Return the text without white space at both ends."""
    return to_s(value).strip(STRIPPED)


def lstrip(value: Value) -> str:
    """Return the text without white space at its head."""
    return to_s(value).lstrip(STRIPPED)


def rstrip(value: Value) -> str:
    """Return the text without white space at its end."""
    return to_s(value).rstrip(STRIPPED)


def normalize_whitespace(value: Value) -> str:
    """Return the text with one space for each run of white space."""
    return _WHITE.sub(" ", to_s(value)).strip(STRIPPED)


def strip_newlines(value: Value) -> str:
    """Return the text on one line."""
    return _LINE_END.sub("", to_s(value))


def newline_to_br(value: Value) -> str:
    """Return the text with a `<br />` before each line end."""
    return _LINE_END.sub("<br />\n", to_s(value))


# Markup


def escape(value: Value) -> str | None:
    """Return the text with the characters that HTML reserves as entities."""
    return None if value is None else _SPECIAL.sub(lambda found: _ENTITIES[found[0]], to_s(value))


def escape_once(value: Value) -> str:
    """Return the text escaped, but for the entities that it has already."""
    return _UNESCAPED.sub(lambda found: _ENTITIES[found[0]], to_s(value))


def xml_escape(value: Value) -> str:
    """Return the text as it can stand in an attribute of XML."""
    return to_s(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def strip_html(value: Value) -> str:
    """Return the text without tags, comments, scripts and styles."""
    # Behind the last `>` no tag can end, and none is looked for.
    head, closing, tail = _without_blocks(to_s(value)).rpartition(">")
    return _HTML_TAG.sub("", head + closing) + tail


@with_context
def markdownify(value: Value, *, context: Context) -> str:
    """Return the text as HTML."""
    if context.run.markdown is None:
        raise FilterError("there is no Markdown here", token=None)
    return context.run.markdown(to_s(value))


def debugged(value: Value) -> str:
    """Return the value as Ruby's `inspect` writes it, escaped."""
    return xml_escape(inspect(value))


# Addresses and encodings


def url_encode(value: Value) -> str | None:
    """Return the text percent-encoded, with `+` for a space."""
    return None if value is None else cgi_escape(to_s(value))


def url_decode(value: Value) -> str | None:
    """Return the text with its percent-encoded characters decoded."""
    return None if value is None else unquote_plus(to_s(value))


def cgi_escape(value: Value) -> str:
    """Return the text as a value of a query."""
    if not isinstance(value, str):
        raise FilterError(f"{inspect(value)} is no text", token=None)
    return quote_plus(value, safe="*", errors="replace")


def base64_encode(value: Value) -> str:
    """Return the text in Base64."""
    return base64.b64encode(to_s(value).encode("utf-8", "replace")).decode("ascii")


def base64_decode(value: Value) -> str:
    """Return the text that stands in Base64."""
    try:
        return base64.b64decode(to_s(value), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        raise FilterError("this is no Base64", token=None) from None


def slug(value: Value, mode: Value = None) -> str | None:
    """Return the text as a part of an address (`slugify`)."""
    if value is None:
        return None
    if mode is None:
        return slugify(to_s(value))
    return slugify(to_s(value), mode if mode in get_args(SlugMode) else "none")


# Parts of a text


def append(value: Value, tail: Value) -> str:
    """Return the text with `tail` behind it."""
    return to_s(value) + to_s(tail)


def prepend(value: Value, head: Value) -> str:
    """Return the text with `head` before it."""
    return to_s(head) + to_s(value)


@with_context
def replace(value: Value, old: Value, new: Value = "", *, context: Context) -> str:
    """Return the text with `new` for each `old`."""
    text, wanted, put = to_s(value), to_s(old), to_s(new)
    # Paid for before it is made: replacing one letter by a long text again and again has no bound of its own.
    context.run.spend_text(text.count(wanted) * len(put))
    return text.replace(wanted, put)


def replace_first(value: Value, old: Value, new: Value = "") -> str:
    """Return the text with `new` for the first `old`."""
    return to_s(value).replace(to_s(old), to_s(new), 1)


def replace_last(value: Value, old: Value, new: Value) -> str:
    """Return the text with `new` for the last `old`."""
    text, wanted = to_s(value), to_s(old)
    start = text.rfind(wanted)
    return text if start < 0 else text[:start] + to_s(new) + text[start + len(wanted) :]


def remove(value: Value, old: Value) -> str:
    """Return the text without any `old`."""
    return to_s(value).replace(to_s(old), "")


def remove_first(value: Value, old: Value) -> str:
    """Return the text without the first `old`."""
    return replace_first(value, old)


def remove_last(value: Value, old: Value) -> str:
    """Return the text without the last `old`."""
    return replace_last(value, old, "")


def truncate(value: Value, length: Value = 50, ellipsis: Value = "...") -> str | None:
    """Return the text cut to `length` characters, `ellipsis` among them."""
    if value is None:
        return None
    text, end, limit = to_s(value), to_s(ellipsis), integer(length)
    return text if len(text) <= limit else text[: max(limit - len(end), 0)] + end


def truncatewords(value: Value, words: Value = 15, ellipsis: Value = "...") -> str | None:
    """Return the text cut to so many words, with single spaces between them."""
    if value is None:
        return None
    text = to_s(value)
    limit = max(integer(words), 1)
    found = [word for word in _WHITE.split(text) if word]
    # White space behind the last word counts as one more, which is empty.
    count = len(found) + (text[-1:] in SPACE and bool(found))
    return text if count <= limit else " ".join(found[:limit]) + to_s(ellipsis)


def split(value: Value, separator: Value) -> list[str]:
    """Return the parts of a text as a list; empty parts at its end are left out."""
    text, between = to_s(value), to_s(separator)
    if not between:
        return list(text)
    parts = [part for part in _WHITE.split(text) if part] if between == " " else text.split(between)
    while parts and not parts[-1]:
        parts.pop()
    return parts


def number_of_words(value: Value, mode: Value = None) -> int:
    """Return how many words a text has; `cjk` counts each Chinese, Japanese or Korean letter as one."""
    text = to_s(value)
    letters = len(_CJK.findall(text)) if mode in ("cjk", "auto") else 0
    if mode == "cjk" or letters:
        return letters + len(_NON_CJK_WORD.findall(text))
    return len([word for word in _WHITE.split(text) if word])


@with_context
def join(value: Value, glue: Value = " ", *, context: Context) -> str:
    """Return the items of a list as one text."""
    texts = [to_s(item) for item in items_of(value)]
    between = to_s(glue)
    context.run.spend_text(len(between) * len(texts))
    return between.join(texts)


def array_to_sentence_string(value: Value, connector: Value = "and") -> str:
    """Return the items of a list as a phrase: `a, b, and c`."""
    words = [to_s(item) for item in value]
    if len(words) < 3:
        return f" {to_s(connector)} ".join(words)
    return f"{', '.join(words[:-1])}, {to_s(connector)} {words[-1]}"


# --- Details ----------------------------------------------------------------------------------------------------------


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
