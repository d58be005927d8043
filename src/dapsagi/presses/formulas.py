"""Formulas drawn while the site is built: KaTeX in an engine of our own process, once for each distinct formula.

A page with formulas then needs no script, only a style sheet and the fonts in it, and the text is where it will be
before a font arrives. The engine starts with the first formula that the memo does not know, so a blog without formulas
never pays for it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

import msgspec

from dapsagi.cache.store import Store
from dapsagi.digest import Digest, digest
from dapsagi.machine.version import vendored
from dapsagi.markup.body import Body, Formula
from dapsagi.markup.equations import refer
from dapsagi.pages.page import FORMULAS
from dapsagi.problems import Problem, Severity, Span

if TYPE_CHECKING:
    import quickjs

#: The version of KaTeX under `vendor/katex`; with what is said to it, part of the key of every drawing.
KATEX_VERSION = "0.19.1"

# Drawings that are kept in memory, of a few kilobytes each: neighbouring posts speak of the same things, and what one
# worker process has drawn is not in the store yet when it meets it again.
_AT_HAND = 2000

_VENDOR = vendored("katex")

# Hangul in \text is no mistake (`strict`), formulas may not load anything (`trust`), and no formula may be taller than
# a screen. What `\def` and `\gdef` say ends with the formula: a drawing depends on its own TeX alone.
#
# Formulas that were written for MathJax have names of equations, packages that it loads and characters by number. Where
# KaTeX refuses what MathJax draws (environments of a block within a line, `x_\max`), they are tried in other words.
_DRAW = r"""
const argumentOf = (context) => context.consumeArgs(1)[0].map((token) => token.text).reverse().join("");
const nothing = (context) => (argumentOf(context), "");
const words = (context) => `\\text{${argumentOf(context).replace(/[#\\{}]/g, "").replace(/[_%&$^]/g, "\\$&")}}`;
const macros = () => ({
  "\\label": nothing,
  "\\require": nothing,
  "\\ref": words,
  "\\eqref": (context) => `(${words(context)})`,
  "\\unicode": (context) => `\\char"${Number(argumentOf(context).replace(/^[xX]/, "0x")).toString(16)} `,
});
const inLine = { align: "aligned", alignat: "alignedat", gather: "gathered", equation: "gathered" };
const otherWords = (tex, fault) => {
  if (/display (mode|equations)/.test(fault)) {
    return tex
      .replace(/\\(begin|end)\{(align|alignat|gather|equation)\*?\}/g, (_, end, name) => `\\${end}{${inLine[name]}}`)
      .replace(/\\tag\*\{([^{}]*)\}/g, "\\qquad\\text{$1}")
      .replace(/\\tag\{([^{}]*)\}/g, "\\qquad(\\text{$1})");
  }
  const script = /^Got function '\\([a-zA-Z]+)' with no arguments as (?:sub|super)script/.exec(fault);
  if (!script) return tex;
  return tex.replace(new RegExp(`([_^])\\s*\\\\${script[1]}(?![a-zA-Z])((?:\\s*\\{[^{}]*\\})+|\\s+[a-zA-Z0-9])?`, "g"),
    (_, sign, given = "") => `${sign}{\\${script[1]}${given}}`);
};
globalThis.draw = (given, display) => {
  // MathJax gives no number to what is behind the last line break.
  let tex = given.replace(/\\\\\s*(?=\\end\{(?:align|alignat|gather)\})/g, "");
  const options = {
    displayMode: display, output: "htmlAndMathml", throwOnError: true, strict: "ignore", trust: false, maxSize: 50,
  };
  for (let tries = 0; ; tries++) {
    try {
      const html = katex.renderToString(tex, { ...options, macros: macros() });
      // MathML has no widths of cells any more.
      return JSON.stringify([html.replace(/<mtd width="50%">/g, "<mtd>"), ""]);
    } catch (error) {
      const fault = String(error.rawMessage || error.message || error);
      const other = tries < 4 ? otherWords(tex, fault.replace(/\u0332/g, "")) : tex;
      if (other === tex) return JSON.stringify(["", fault]);
      tex = other;
    }
  }
};
"""
_MANNER = digest((KATEX_VERSION, _DRAW))


class Drawing(msgspec.Struct, frozen=True, array_like=True):
    """A formula as HTML with MathML for those who listen; `fault` says why there is none."""

    html: str
    fault: str = ""


class Draftsman:
    """Draws formulas, and remembers how; for any number of threads.

    `fresh` holds what was drawn and is not in the store yet: a worker process hands it over, because the store of a
    worker is for reading alone.
    """

    def __init__(self, store: Store | None) -> None:
        """Take the memo that knows what was drawn before."""
        self.fresh: dict[Digest, bytes] = {}
        self._at_hand: dict[Digest, bytes] = {}
        self._store = store

    def draw(self, formulas: Sequence[Formula]) -> list[Drawing]:
        """Return the drawings of `formulas`, in their order."""
        keys = [_key(formula) for formula in formulas]
        wanted = set(keys).difference(self._at_hand)
        if len(self._at_hand) + len(wanted) > _AT_HAND:
            self._at_hand, wanted = {}, set(keys)
        # A local name: another thread may begin anew meanwhile.
        at_hand = self._at_hand
        if wanted and self._store:
            at_hand.update(self._store.recall(wanted))
        for key, formula in zip(keys, formulas, strict=True):
            if key not in at_hand:
                at_hand[key] = self.fresh[key] = _draw(formula.tex, formula.display)
        return [_decode(at_hand[key]) for key in keys]

    def html(self, formulas: Sequence[Formula]) -> list[str]:
        """Return the formulas of a body as HTML; one that cannot be drawn is shown as its TeX."""
        return [
            drawing.html or f'<code class="math-error">{escape(formula.tex, quote=False)}</code>'
            for formula, drawing in zip(formulas, self.draw(refer(formulas)), strict=True)
        ]

    def faults(self, body: Body) -> tuple[Problem, ...]:
        """Return a problem for each formula of a body that cannot be drawn, with its line in the body's text."""
        return tuple(
            Problem(
                "M201",
                Severity.WARNING,
                f"the formula {_shortened(formula.tex)} cannot be drawn: {drawing.fault}",
                Span("", formula.line),
                "correct it (https://katex.org/docs/supported.html says what KaTeX draws)",
            )
            for formula, drawing in zip(body.formulas, self.draw(refer(body.formulas)), strict=True)
            if drawing.fault
        )

    def take_fresh(self) -> tuple[tuple[Digest, bytes], ...]:
        """Return what was drawn since the last time, for `Store.remember`, and forget it."""
        taken = []
        while self.fresh:
            taken.append(self.fresh.popitem())
        return tuple(taken)


@cache
def formula_assets() -> Mapping[str, bytes]:
    """Return what pages with formulas load, by name among the assets: the style sheet and its fonts."""
    fonts = {f"katex/fonts/{file.name}": file.read_bytes() for file in sorted((_VENDOR / "fonts").glob("*.woff2"))}
    return {FORMULAS: (_VENDOR / "katex.min.css").read_bytes(), **fonts}


# --- Details ----------------------------------------------------------------------------------------------------

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Drawing).decode
_decode_answer = msgspec.json.Decoder(Drawing).decode

# KaTeX underlines the place of a mistake, which no terminal shows well.
_UNDERLINE = re.compile("̲")
_SHOWN = 40

_engines = threading.local()


def _key(formula: Formula) -> Digest:
    return digest(("formula", _MANNER, formula.tex, formula.display))


def _draw(tex: str, display: bool) -> bytes:
    # A lone surrogate is no text to the engine.
    answer = _decode_answer(_engine()(tex.encode("utf-8", "replace").decode(), display))
    fault = " ".join(_UNDERLINE.sub("", answer.fault).split())
    return _encode(Drawing(answer.html, fault))


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
