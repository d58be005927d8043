"""A formula in the letters and signs of Unicode, for places that hold nothing but text: lists, feeds, search, previews.

TeX names most of its signs as HTML does (https://html.spec.whatwg.org/multipage/named-characters.html); the table here
has those that differ. What has no form in one line keeps its words: `\\frac{a}{b}` is a/b, `\\sqrt{x + 1}` is √(x + 1).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html.entities import html5

from dapsagi.patterns import lazy_pattern

# A formula that is longer says nothing in a line of text.
_LONGEST = 400

# How deep groups may be nested before they are left as they are.
_DEEPEST = 20

_TOKEN = lazy_pattern(r"\\[A-Za-z]+\*?|\\.|\s+|[^\\\s]", re.S)

_NAMED_SIGN = lazy_pattern(r"(\S+) (\S)")
_SIGNS: dict[str, str] = {
    **dict.fromkeys(("quad", "qquad", ";", ":", " ", "\\", "\n"), " "),
    **dict.fromkeys((",", "!"), ""),
    **dict(
        _NAMED_SIGN.findall(
            r"to → gets ← iff ⇔ implies ⇒ infty ∞ partial ∂ cdot · ast ∗ dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ in ∈"
            r" notin ∉ ni ∋ neq ≠ sim ∼ mid | vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ | ‖ exists ∃ land ∧ lor ∨"
            r" neg ¬ lnot ¬ setminus ∖ emptyset ∅ varnothing ∅ epsilon ε varepsilon ε phi φ varphi φ odot ⊙ bullet •"
            r" star ⋆ circ ∘ top ⊤ bot ⊥ colon : coloneqq ≔ div ÷ lbrace { rbrace } lbrack [ rbrack ]"
            r" backslash \ prime ′"
        )
    ),
}
_HATS = dict(
    _NAMED_SIGN.findall(
        "hat \u0302 widehat \u0302 tilde \u0303 widetilde \u0303 bar \u0304 overline \u0304 dot \u0307 ddot \u0308"
        " vec \u20d7 check \u030c acute \u0301"
    )
)
_DOUBLED = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "P": "ℙ", "E": "𝔼", "1": "𝟙"}
_UNSEEN = frozenset(
    (
        *("left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr"),
        *("Biggl", "Biggr", "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag"),
        *("hline", "bf", "rm", "it", "boldmath", "allowbreak"),
    )
)
_FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))
# What stands in their braces says what they mean, or nothing that a reader sees.
_SKIPPED = frozenset(
    ("label", "tag", "ref", "eqref", "color", "hspace", "vspace", "phantom", "hphantom", "vphantom", "begin", "end")
)
_SPELLED = frozenset(
    ("text", "textrm", "textbf", "textit", "textsf", "texttt", "mathrm", "operatorname", "operatorname*", "mbox")
)
# log x, but log(x)
_NAMED = frozenset(
    (
        *("log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh"),
        *("cosh", "tanh", "max", "min", "sup", "inf", "lim", "det", "dim", "ker", "arg", "argmax", "argmin", "Pr"),
        *("gcd", "deg", "hom", "limsup", "liminf"),
    )
)

_RAISED = str.maketrans("0123456789+-−=()niTⅰ", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵀⁱ")
_LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")

_ALONE = lazy_pattern(r"[\w′∞∅ᵀ⁰-⁹]+|√\([^()]*\)|.[\u0300-\u036f\u20d7]?")
_SPACES = lazy_pattern(r"\s+")
_DOLLARS = lazy_pattern(r"(?<![\\$])(\$\$?)(?=\S)([^$]+?)(?<=\S)\1(?!\$)")
_TEX = lazy_pattern(r"[\\^_{}]")


@lru_cache(maxsize=4096)
def plain_formula(tex: str) -> str:
    """Return a formula as a line of text; one that is too long or too deep comes back as its TeX."""
    if "\\" not in tex and "^" not in tex and "_" not in tex and "{" not in tex:
        return tex
    if len(tex) > _LONGEST:
        return tex
    try:
        return _SPACES.sub(" ", _Reader(tex).read()).strip() or tex
    except RecursionError:
        return tex


def with_plain_formulas(text: str) -> str:
    """Return a text in which formulas stand between dollar signs with those that are TeX as plain ones.

    Sums of money are not.
    """
    if "$" not in text:
        return text
    return _DOLLARS.sub(lambda match: plain_formula(match[2]) if _TEX.search(match[2]) else match[0], text)


class _Reader:
    """Reads a formula from the left; every `_piece` is a letter, a command with what belongs to it, or a group."""

    def __init__(self, tex: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(tex)
        self._at = 0
        self._depth = 0

    def read(self) -> str:
        out: list[str] = []
        while self._at < len(self._tokens):
            out.append(self._piece())
        return "".join(out)

    def _group(self) -> str:
        """Return what an argument says: a group, or else the next piece."""
        self._pass_space()
        return self._piece() if self._at < len(self._tokens) else ""

    def _pass_space(self) -> None:
        if self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1

    def _piece(self) -> str:
        token = self._tokens[self._at]
        self._at += 1
        if token == "{":
            return self._braced()
        if token in ("^", "_"):
            return _shifted(self._group(), raised=token == "^")
        if token[0] == "\\":
            return self._command(token[1:])
        if token in ("}", "&"):
            return ""
        return "′" if token == "'" else "−" if token == "-" else " " if token == "~" else token

    def _braced(self) -> str:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RecursionError
        out: list[str] = []
        while self._at < len(self._tokens) and self._tokens[self._at] != "}":
            out.append(self._piece())
        self._at += 1
        self._depth -= 1
        return "".join(out)

    def _command(self, name: str) -> str:
        if name in _SIGNS:
            return _SIGNS[name]
        if name in _UNSEEN:
            # \left. and \right. stand for nothing.
            if name in ("left", "right") and self._tokens[self._at : self._at + 1] == ["."]:
                self._at += 1
            self._pass_space()
            return ""
        if name in _FRACTIONS:
            over, under = self._group(), self._group()
            return f"{_closed(over)}/{_closed(under)}"
        if name == "sqrt":
            self._pass_options()
            return "√" + _closed(self._group())
        if name in _HATS:
            word = self._group()
            return unicodedata.normalize("NFC", word + _HATS[name]) if len(word) == 1 else word
        if name in _SKIPPED:
            self._group()
            return ""
        if name in _SPELLED:
            return self._group()
        if name in _NAMED:
            return name + ("" if self._tokens[self._at : self._at + 1] in (["("], ["{"], ["_"], ["^"], []) else " ")
        if name in ("binom", "dbinom", "tbinom"):
            return f"C({self._group()}, {self._group()})"
        if name == "mathbb":
            letter = self._group()
            return _DOUBLED.get(letter, letter)
        sign = html5.get(name + ";") if len(name) > 1 else None
        if sign is None:
            return self._unknown(name)
        if sign.isalpha() and "".join(self._tokens[self._at + 1 : self._at + 2]).isalpha():
            self._pass_space()
        return sign

    def _pass_options(self) -> None:
        if self._tokens[self._at : self._at + 1] == ["["]:
            while self._at < len(self._tokens) and self._tokens[self._at] != "]":
                self._at += 1
            self._at += 1

    def _unknown(self, name: str) -> str:
        """Return what a command without a sign of its own says: what it is said of, or its name."""
        return "" if self._tokens[self._at : self._at + 1] == ["{"] else name


def _closed(words: str) -> str:
    words = words.strip()
    return words if _ALONE.fullmatch(words) else f"({words})"


def _shifted(words: str, *, raised: bool) -> str:
    words = words.strip()
    table = _RAISED if raised else _LOWERED
    if words and all(ord(letter) in table for letter in words):
        return words.translate(table)
    if raised and words in ("′", "∘", "∗"):
        return {"∘": "°"}.get(words, words)
    return ("^" if raised else "_") + _closed(words) if words else ""
