"""What the formulas of a page say to each other: numbers of equations, the places that refer to them, definitions.

LaTeX numbers the rows of `equation`, `align`, `alignat`, `gather` and their kin, a tag stands for a number, and the
commands ref and eqref say it where a formula has the label. KaTeX counts the rows of a page but knows no labels, so
their numbers are written into the formulas that refer to them before those are drawn. A command that a formula defines
is known to those behind it, as in LaTeX and with MathJax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dapsagi.markup.body import Formula
from dapsagi.patterns import lazy_pattern

# What begins, ends, tags and names a row; other commands are passed by, with the character behind their backslash.
_TOKEN = lazy_pattern(
    r"\\(?:begin\s*\{(?P<begin>\w+\*?)\}|end\s*\{\w+\*?\}|(?P<row>\\)|(?P<bare>notag|nonumber)(?![a-zA-Z])"
    r"|tag\*?\s*\{(?P<tag>(?:[^{}]|\{[^{}]*\})*)\}|label\s*\{(?P<label>[^{}]*)\}|.)",
    re.DOTALL,
)
_OF_ROWS = lazy_pattern(r"(?:equation|(?:fl)?align|alignat|gather|eqnarray|(?P<whole>multline))(\*?)")
_REFERENCE = lazy_pattern(r"\\\\|\\(?P<braced>eq)?ref\s*\{(?P<label>[^{}]*)\}")
_ALONE = lazy_pattern(r"\\(?P<braced>eq)?ref\s*\{(?P<label>[^{}]*)\}")
_PLAIN = lazy_pattern(r"[^\\${}]*")
_NOWHERE = "???"
_NO_NAME = lazy_pattern(r"[^\w:.-]+")
_DEFINITION = lazy_pattern(
    r"\\(?:(?:re|provide)?newcommand|DeclareMathOperator)\*?\s*\{?\s*(?P<command>\\[A-Za-z]+)"
    r"|\\(?:g?def|let)\s*(?P<name>\\[A-Za-z]+)|\\definecolor\s*\{(?P<color>[^{}]*)\}"
)
_USED = lazy_pattern(r"\\[A-Za-z]+|(?<=color\{)[^{}]*|(?<=colorbox\{)[^{}]*")


class Statement(NamedTuple):
    """A formula as it is drawn.

    `tex` has the numbers that it refers to, `definitions` is what formulas before it say of commands that it uses,
    `ids` are the names of its equations in the page. A formula that does nothing but refer is a `link`: to which id,
    and what it says; to none if it asks for a label that is `missing`, as another formula may as well.
    """

    tex: str
    display: bool
    definitions: str = ""
    ids: tuple[str, ...] = ()
    link: tuple[str, str] | None = None
    missing: str | None = None


def settle(formulas: Sequence[Formula]) -> list[Statement]:
    r"""Return the formulas of a body as they are drawn, with each `\ref` and `\eqref` as a link to what it refers to.

    One to a label that no formula of the body has says `???`, as with MathJax, whose ids these are as well.
    """
    numbers: dict[str, str] = {}
    ids: list[tuple[str, ...]] = []
    count = 0
    named = any("\\label" in formula.tex for formula in formulas)
    for formula in formulas:
        known = len(numbers)
        for tag, numbered, labels in _rows(formula.tex) if named and formula.display else ():
            if numbered and tag is None:
                count += 1
            number = str(count) if numbered and tag is None else tag
            if number is not None:
                for label in labels:
                    numbers.setdefault(label, number)
        ids.append(tuple(map(_id, list(numbers)[known:])) if len(numbers) > known else ())

    def say(reference: re.Match[str]) -> str:
        if reference["label"] is None:
            return reference[0]
        said = f"\\text{{{numbers.get(reference['label'], _NOWHERE)}}}"
        said = f"({said})" if reference["braced"] else said
        return f"\\href{{#{_id(reference['label'])}}}{{{said}}}" if reference["label"] in numbers else said

    statements = []
    for formula, names, definitions in zip(formulas, ids, _definitions(formulas), strict=True):
        tex = formula.tex
        if "ref" not in tex:
            statements.append(Statement(tex, formula.display, definitions, names))
            continue
        link = None
        if alone := _ALONE.fullmatch(tex.strip()):
            number = numbers.get(alone["label"], _NOWHERE)
            if _PLAIN.fullmatch(number):
                target = _id(alone["label"]) if alone["label"] in numbers else ""
                link = (target, f"({number})" if alone["braced"] else number)
        asked = (reference["label"] for reference in _REFERENCE.finditer(tex))
        missing = next((label for label in asked if label is not None and label not in numbers), None)
        statements.append(Statement(_REFERENCE.sub(say, tex), formula.display, definitions, names, link, missing))
    return statements


def _id(label: str) -> str:
    return "mjx-eqn:" + _NO_NAME.sub("-", label)


def _definitions(formulas: Sequence[Formula]) -> Iterator[str]:
    """Return for each formula those before it that define something, if it uses one of the names."""
    names: set[str] = set()
    texts: list[str] = []
    for formula in formulas:
        yield "\n".join(texts) if names and not names.isdisjoint(_USED.findall(formula.tex)) else ""
        if "def" in formula.tex or "newcommand" in formula.tex or "\\let" in formula.tex or "Declare" in formula.tex:
            found = [match[match.lastgroup or 0] for match in _DEFINITION.finditer(formula.tex)]
            if found:
                names.update(found)
                texts.append(formula.tex)


def _rows(tex: str) -> Iterator[tuple[str | None, bool, list[str]]]:
    """Find the rows of a formula: the tag of each, whether it has a number without one, and its labels."""
    depth = begin = 0
    environment: re.Match[str] | None = None
    tag, bare, labels = None, False, list[str]()
    for token in _TOKEN.finditer(tex):
        ends = token[0].startswith("\\end")
        if token["begin"]:
            depth += 1
            if depth == 1:
                environment, begin = _OF_ROWS.fullmatch(token["begin"]), token.end()
        elif token["tag"] is not None:
            tag = token["tag"]
        elif token["label"] is not None:
            labels.append(token["label"])
        elif token["bare"]:
            bare = True
        elif environment and depth == 1 and (ends or (token["row"] and not environment["whole"])):
            # Nothing stands behind the last line break.
            if token["row"] or tex[begin : token.start()].strip():
                yield tag, not (bare or environment[2]), labels
                tag, bare, labels = None, False, []
            begin = token.end()
        depth -= ends
        if not depth:
            environment = None
    if tag is not None or labels:
        yield tag, False, labels
