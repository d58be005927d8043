"""What this package has to say about a text, in one place: codes, severities, words.

In the dialect of Jekyll a WARNING means that Jekyll would not build the blog at all. In dapsagi's own, braces may well
be meant for the reader, so they are shown as they are and noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from dapsagi.markup.options import Dialect
from dapsagi.problems import Severity

_TO_SHOW_BRACES = "to show the braces themselves, write {% raw %} before and {% endraw %} after them"
_FROM_A_PLUGIN = "write what a plugin made of it; to show it as it is, write {% raw %} before and {% endraw %} after it"
_LONGEST = 60
# What texts ask for most: of these a slip of the keys is known. In Liquid the case of a letter counts.
_USUAL = ("site.url", "site.baseurl", "site.title", "site.description", "page.title", "page.url", "page.date")
_NAME = re.compile(r"\{\{-?\s*(\w+\.\w+)")
_LIKENESS = 75
_STRING = re.compile(r"""'[^']*'|"[^"]*\"""")
_QUOTE = re.compile("""['"]""")


class Notice(NamedTuple):
    """A problem without its place."""

    code: str
    severity: Severity
    message: str
    hint: str


def unknown_value(markup: str, dialect: Dialect, *, before_path: bool = False) -> Notice:
    """An output of nothing that is known, be it that of a host `before_path`."""
    done = "so it is left out, as Jekyll does" if dialect == "jekyll" else "so it is shown as it is"
    message = f"{quoted(markup)} names nothing that Liquid knows, {done}"
    name = _NAME.match(markup)
    meant = process.extractOne(name[1].lower(), _USUAL, scorer=OSA.distance, score_cutoff=1) if name else None
    hint = f"did you mean `{meant[0]}`?" if meant else _TO_SHOW_BRACES
    if before_path and dialect == "jekyll" and not meant:
        hint = "delete it: the address is the same without it"
    if _QUOTE.search(_STRING.sub("", markup)):
        hint = "close the quotation mark"
    return Notice("Q101", Severity.NOTE, message, hint)


def unknown_condition(markup: str, names: list[str], dialect: Dialect) -> Notice:
    """A block that depends on something unknown."""
    done = "it counts as nothing, as in Jekyll" if dialect == "jekyll" else "the block is shown as it is"
    message = f"{quoted(markup)}: Liquid knows no `{names[0]}` here, and {done}"
    return Notice("Q101", Severity.NOTE, message, _TO_SHOW_BRACES)


def unreadable(markup: str, reason: str, dialect: Dialect) -> Notice:
    """What begins like Liquid and cannot be read."""
    if markup.startswith(("{{<", "{{%")):
        reason, hint = "it is a shortcode of Hugo's", "write the address, or HTML"
        return Notice("Q102", _severity(dialect), f"{quoted(markup)} is shown as it is: {reason}", hint)
    return Notice("Q102", _severity(dialect), f"{quoted(markup)} is shown as it is: {reason}", _TO_SHOW_BRACES)


def read_loosely(markup: str, meaning: str) -> Notice:
    """A tag that Liquid can read only by skipping a part of it."""
    message = f"{quoted(markup)} is not quite Liquid, and is read as {quoted(meaning)}"
    return Notice("Q102", Severity.NOTE, message, "write it as it is read, if that is what it means")


def unknown_tag(markup: str, name: str, known: Iterable[str], dialect: Dialect) -> Notice:
    """A tag that does not exist here."""
    message = f"{quoted(markup)} is shown as it is: there is no tag `{name}`"
    suggestion = _suggestion(name, known, _FROM_A_PLUGIN if dialect == "jekyll" else _TO_SHOW_BRACES)
    return Notice("Q103", _severity(dialect), message, suggestion)


def stray(markup: str, reason: str, dialect: Dialect) -> Notice:
    """A tag of a block without its partner."""
    return Notice("Q104", _severity(dialect), f"{quoted(markup)} is shown as it is: {reason}", _TO_SHOW_BRACES)


def unreachable(markup: str) -> Notice:
    """A branch behind the `else` of its block."""
    message = f"{quoted(markup)} stands behind an `else`, so nothing from here to the end of the block is ever shown"
    return Notice("Q104", Severity.NOTE, message, "end the block before it, or remove the branch")


def failed(markup: str, reason: str) -> Notice:
    """Liquid that can be read and not be done."""
    return Notice("Q105", Severity.WARNING, f"{quoted(markup)} is shown as it is: {reason}", "correct or remove it")


def missing_include(markup: str, name: str, folder: str) -> Notice:
    """An include of a file that is not there."""
    message = f"{quoted(markup)} is shown as it is: there is no file {name} {folder}"
    return Notice("Q106", Severity.WARNING, message, "put the file there or remove the tag")


def unknown_work(markup: str, key: str, known: Iterable[str]) -> Notice:
    """A citation of a work that no bibliography has."""
    likely = process.extractOne(key, sorted(known), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    hint = f"did you mean `{likely[0]}`?" if likely else "correct the key, or add the work to the bibliography"
    return Notice("Q105", Severity.WARNING, f"{quoted(markup)} is shown as it is: no work has the key {key}", hint)


def not_for_texts(name: str) -> Notice:
    """A variable that would make a text depend on its own result, or on the time of the build."""
    message = f"`{name}` is not known while a text is read, and counts as nothing"
    hint = "write the date" if name == "site.time" else "write a link to the post, or leave it to the theme"
    return Notice("Q107", Severity.WARNING, message, hint)


def runaway(reason: str) -> Notice:
    """A text that would take too long."""
    hint = "shorten the loop, or do not include a file in itself"
    return Notice(
        "Q108", Severity.ERROR, f"the Liquid of this text has no end in sight ({reason}); it is not run", hint
    )


def unknown_filter(name: str, known: Iterable[str], dialect: Dialect) -> Notice:
    """A filter that does not exist here, and that Jekyll passes over."""
    done = "the value passes it unchanged, as in Jekyll" if dialect == "jekyll" else "the output is shown as it is"
    message = f"there is no filter `{name}`, so {done}"
    return Notice("Q109", Severity.NOTE, message, _suggestion(name, known))


def quoted(markup: str) -> str:
    """Return the head of some markup for a message, on one line."""
    head = " ".join(markup[: _LONGEST * 2].split())
    if len(head) > _LONGEST or len(markup) > _LONGEST * 2:
        head = head[:_LONGEST] + "…"
    return f"`{head}`"


def _suggestion(name: str, known: Iterable[str], otherwise: str = _TO_SHOW_BRACES) -> str:
    # In order, so that of two names that are as near the same one is told every time.
    likely = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    return f"did you mean `{likely[0]}`?" if likely else otherwise


def _severity(dialect: Dialect) -> Severity:
    return Severity.WARNING if dialect == "jekyll" else Severity.NOTE
