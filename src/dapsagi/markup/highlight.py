"""Code, highlighted by Pygments in the markup of Rouge, whose class names are Pygments' own.

Source: kramdown's page "Syntax Highlighting", and the highlighter options that Jekyll sets: code without a language
is `plaintext`, and a language that the highlighter does not know is shown without its wrapper.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from dapsagi.markup.languages import PLAIN, ROUGE_NAMES, pygments_name
from dapsagi.markup.tree import markup

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

    from dapsagi.markup.options import MarkupOptions

# Blocks of code that are kept: a blog repeats few of them, a preview renders the same post again and again.
_KEPT_BLOCKS = 1024
_KEPT_LEXERS = 256

# Some lexers take a time that grows with the square of a line's length: seconds for this many characters, minutes for
# the one line of a program that was made small. Nobody writes such a line by hand.
_LONGEST_LINE = 10_000

_LANGUAGE = re.compile(r"\blanguage-(\S+)")


def language_of(classes: str) -> str | None:
    """Return the language that the class of an element names."""
    match = _LANGUAGE.search(classes) if "language-" in classes else None
    return match[1] if match else None


def without_language(classes: str) -> str:
    """Return the class of an element without the first name of a language."""
    return _LANGUAGE.sub("", classes, count=1).strip()


def with_language(classes: str, language: str) -> str:
    """Return the class of a highlighted element."""
    classes = f"{classes} highlighter-rouge".lstrip()
    if classes.startswith("language-"):
        return _LANGUAGE.sub(lambda _: f"language-{language}", classes, count=1)
    return f"language-{language} {classes}"


def highlight_span(
    element: Element, code: str, options: MarkupOptions, attributes: dict[str, str] | None = None
) -> None:
    """Write a code span into its element: text and class; `attributes` are those of an attribute list."""
    attributes = attributes or {}
    classes = attributes.get("class", "")
    language = language_of(classes)
    html = highlighted(code, language or options.default_lang or "plaintext", options)
    for name, value in attributes.items():
        element.set(name, value)
    for child in list(element):
        element.remove(child)
    if html is not None:
        element.set("class", with_language(classes, language or options.default_lang or "plaintext"))
    if html is None or "<" not in html:
        # The serializer leaves entities alone, so the ampersand of code is escaped here.
        element.text = code.replace("&", "&amp;")
    else:
        element.text = None
        element.append(markup(html))


def highlighted(code: str, language: str, options: MarkupOptions) -> str | None:
    """Return code as HTML, or None if it is not to be highlighted."""
    name = highlighter_name(language, options)
    return None if name is None else tokens_as_html(name, code)


def highlighter_name(language: str, options: MarkupOptions) -> str | None:
    """Return a language as the highlighter calls it, or None if it is not to be highlighted."""
    if options.syntax_highlighter is None:
        return None
    name = language.split("?", 1)[0]
    if name in ROUGE_NAMES:
        return name
    return name.lower() if options.dialect == "dapsagi" else None


@lru_cache(maxsize=_KEPT_BLOCKS)
def tokens_as_html(language: str, code: str) -> str:
    """Return code as HTML; in a language that the highlighter does not know, or in endless lines, it has no tags."""
    endless = len(code) > _LONGEST_LINE and max(map(len, code.split("\n"))) > _LONGEST_LINE
    lexer = None if language in PLAIN or endless else _lexer(pygments_name(language))
    if not lexer:
        return escape(code, quote=False)
    pieces: list[str] = []
    run: list[str] = []
    current = ""
    read: list[str] = []
    for token, value in lexer.get_tokens(code):
        read.append(value)
        name = _class_of(token)
        if name != current:
            _flush(pieces, run, current)
            current = name
        run.append(value)
    _flush(pieces, run, current)
    if "".join(read) == code:
        return "".join(pieces)
    if code.endswith("\n"):
        # Another text than the author's is worth no colours.
        return escape(code, quote=False)
    # The lexers of consoles read whole lines, and would drop a last one that does not end.
    before, _, behind = tokens_as_html(language, code + "\n").rpartition("\n")
    return before + behind


def _flush(pieces: list[str], run: list[str], name: str) -> None:
    if run:
        text = escape("".join(run), quote=False)
        pieces.append(f'<span class="{name}">{text}</span>' if name else text)
        run.clear()


@lru_cache(maxsize=_KEPT_LEXERS)
def _lexer(name: str) -> Lexer | None:
    from pygments.util import ClassNotFound

    from dapsagi.markup.lexing import find_lexer

    try:
        return find_lexer(name)
    except ClassNotFound:
        return None


@lru_cache(maxsize=1024)
def _class_of(token: _TokenType) -> str:
    """Return the short class name of a token, of its nearest kind that has one; white space needs none."""
    from pygments.token import STANDARD_TYPES, Whitespace

    if token is Whitespace:
        return ""
    while token not in STANDARD_TYPES and token.parent:
        token = token.parent
    return STANDARD_TYPES.get(token, "")
