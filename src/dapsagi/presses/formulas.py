"""Formulas drawn while the site is built: KaTeX in an engine of our own process, once for each distinct formula.

A page with formulas then needs no script, only a style sheet and the fonts in it, and the text is where it will be
before a font arrives. The engine starts with the first formula that the cache does not know, so a blog without formulas
never pays for it.
"""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dapsagi.cache.cache import Cache
from dapsagi.digest import Digest, digest
from dapsagi.machine.version import vendored
from dapsagi.markup.body import Body, Formula
from dapsagi.markup.equations import Statement, settle
from dapsagi.pages.page import FORMULAS
from dapsagi.problems import Problem, Severity, Span

if TYPE_CHECKING:
    import quickjs

#: The version of KaTeX under `vendor/katex`; with what is said to it, part of the key of every drawing.
KATEX_VERSION = "0.19.1"

# Drawings that are kept in memory, of a few kilobytes each: neighbouring posts speak of the same things, and what one
# worker process has drawn is not in the cache yet when it meets it again.
_AT_HAND = 2000

_VENDOR = vendored("katex")

# What is said to KaTeX. What formulas define ends with the page.
_DRAW = (Path(__file__).parent / "formulas.js").read_text("utf-8")
_MANNER = digest((KATEX_VERSION, _DRAW))


class Drawing(msgspec.Struct, frozen=True, array_like=True):
    """A formula as HTML with MathML for those who listen; `fault` says why there is none, or what it lacks."""

    html: str
    fault: str = ""


class Draftsman:
    """Draws formulas, and remembers how; for any number of threads.

    `fresh` holds what was drawn and is not in the cache yet: a worker process hands it over, because the cache of a
    worker is for reading alone.
    """

    def __init__(self, cache: Cache | None) -> None:
        """Take the cache that knows what was drawn before."""
        self.fresh: dict[Digest, bytes] = {}
        self._at_hand: dict[Digest, bytes] = {}
        self._cache = cache

    def draw(self, formulas: Sequence[Formula]) -> list[Drawing]:
        """Return the drawings of the formulas of a body, in their order."""
        statements = settle(formulas)
        keys = [_key(statement) for statement in statements]
        wanted = set(keys).difference(self._at_hand)
        if len(self._at_hand) + len(wanted) > _AT_HAND:
            self._at_hand, wanted = {}, set(keys)
        # A local name: another thread may begin anew meanwhile.
        at_hand = self._at_hand
        if wanted and self._cache:
            at_hand.update(self._cache.recall(wanted))
        for key, statement in zip(keys, statements, strict=True):
            if key not in at_hand:
                at_hand[key] = self.fresh[key] = _draw(statement)
        return [_place(statement, _decode(at_hand[key])) for key, statement in zip(keys, statements, strict=True)]

    def html(self, formulas: Sequence[Formula]) -> list[str]:
        """Return the formulas of a body as HTML; one that cannot be drawn is shown as its TeX."""
        return [
            drawing.html or f'<code class="math-error">{escape(formula.tex, quote=False)}</code>'
            for formula, drawing in zip(formulas, self.draw(formulas), strict=True)
        ]

    def faults(self, body: Body) -> tuple[Problem, ...]:
        """Return a problem for each formula of a body that is wrong, with its line in the body's text."""
        return tuple(
            Problem(
                "M201",
                Severity.WARNING,
                f"the formula {_shortened(formula.tex)} {_REFERS if drawing.html else _NOT_DRAWN}: {drawing.fault}",
                Span("", formula.line),
                "correct it" if drawing.html else _HOW_TO_DRAW,
            )
            for formula, drawing in zip(body.formulas, self.draw(body.formulas), strict=True)
            if drawing.fault
        )

    def take_fresh(self) -> tuple[tuple[Digest, bytes], ...]:
        """Return what was drawn since the last time, for `Cache.remember`, and forget it."""
        taken = []
        while self.fresh:
            taken.append(self.fresh.popitem())
        return tuple(taken)


@functools.cache
def formula_assets() -> Mapping[str, bytes]:
    """Return what pages with formulas load, by name among the assets: the style sheet and its fonts."""
    fonts = {f"katex/fonts/{file.name}": file.read_bytes() for file in sorted((_VENDOR / "fonts").glob("*.woff2"))}
    return {FORMULAS: (_VENDOR / "katex.min.css").read_bytes(), **fonts}


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Drawing).decode
_decode_answer = msgspec.json.Decoder(Drawing).decode

# KaTeX underlines the place of a mistake, which no terminal shows well.
_UNDERLINE = re.compile("̲")
_SHOWN = 40

_NOT_DRAWN = "cannot be drawn"
_REFERS = "refers to nothing"
_HOW_TO_DRAW = "correct it (https://katex.org/docs/supported.html says what KaTeX draws)"

_engines = threading.local()


def _key(statement: Statement) -> Digest:
    return digest(("formula", _MANNER, statement.tex, statement.display, statement.definitions))


def _draw(statement: Statement) -> bytes:
    # A lone surrogate is no text to the engine.
    tex, definitions = (text.encode("utf-8", "replace").decode() for text in (statement.tex, statement.definitions))
    answer = _decode_answer(_engine()(tex, statement.display, definitions))
    fault = " ".join(_UNDERLINE.sub("", answer.fault).split())
    return _encode(Drawing(answer.html, fault))


def _place(statement: Statement, drawing: Drawing) -> Drawing:
    """Return a drawing with the names that links lead to, or as a link itself."""
    if statement.missing is not None and drawing.html:
        numbered = r"no equation with a number (`\begin{equation}`, `\tag{1}`)"
        drawing = Drawing(drawing.html, f"{numbered} has the label `{statement.missing}`")
    if statement.link:
        target, said = statement.link
        html = f'<a class="equation-link" href="#{target}">{escape(said)}</a>' if target else said
        return Drawing(html, drawing.fault)
    if not statement.ids or not drawing.html:
        return drawing
    first, *others = statement.ids
    inside = "".join(f'<span id="{name}"></span>' for name in others)
    return Drawing(drawing.html.replace('">', f'" id="{first}">{inside}', 1))


def _engine() -> Any:
    """Return KaTeX's drawing function; every thread has an engine of its own, because none may be shared."""
    draw = getattr(_engines, "draw", None)
    if draw is None:
        draw = _engines.draw = _start_engine().get("draw")
    return draw


def _start_engine() -> quickjs.Context:
    import quickjs

    context = quickjs.Context()
    context.eval((_VENDOR / "katex.min.js").read_text("utf-8"))
    context.eval(_DRAW)
    return context


def _shortened(tex: str) -> str:
    words = " ".join(tex.split())
    return f"`{words[: _SHOWN - 1]}…`" if len(words) > _SHOWN else f"`{words}`"
