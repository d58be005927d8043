"""Numbers of equations, and the places that refer to them.

LaTeX numbers the rows of `equation`, `align`, `alignat` and `gather`, a tag stands for a number, and the commands ref
and eqref say it where a formula has the label. KaTeX counts the rows of a page but knows no labels, so their numbers
are written into the formulas that refer to them before those are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from dapsagi.markup.body import Formula
from dapsagi.patterns import lazy_pattern

# What begins, ends, tags and names a row; other commands are passed by, with the character behind their backslash.
_TOKEN = lazy_pattern(
    r"\\(?:begin\s*\{(?P<begin>\w+\*?)\}|end\s*\{\w+\*?\}|(?P<row>\\)|(?P<bare>notag|nonumber)(?![a-zA-Z])"
    r"|tag\*?\s*\{(?P<tag>(?:[^{}]|\{[^{}]*\})*)\}|label\s*\{(?P<label>[^{}]*)\}|.)",
    re.DOTALL,
)
_OF_ROWS = lazy_pattern(r"(?:equation|align|alignat|gather)(\*?)")
_REFERENCE = lazy_pattern(r"\\\\|\\(?P<braced>eq)?ref\s*\{(?P<label>[^{}]*)\}")


def refer(formulas: Sequence[Formula]) -> Sequence[Formula]:
    r"""Return the formulas of a body with each `\ref` and `\eqref` replaced by the number that it stands for.

    One to a label that no formula of the body has stays as it is.
    """
    if not any("ref" in formula.tex and _REFERENCE.search(formula.tex) for formula in formulas):
        return formulas
    numbers: dict[str, str] = {}
    count = 0
    for formula in formulas:
        for tag, numbered, labels in _rows(formula.tex) if formula.display else ():
            if numbered and tag is None:
                count += 1
            number = str(count) if numbered and tag is None else tag
            if number is not None:
                numbers.update(dict.fromkeys(labels, number))

    def number_of(reference: re.Match[str]) -> str:
        number = numbers.get(reference["label"] or "")
        if number is None:
            return reference[0]
        return f"(\\text{{{number}}})" if reference["braced"] else f"\\text{{{number}}}"

    return [msgspec.structs.replace(each, tex=_REFERENCE.sub(number_of, each.tex)) for each in formulas]


# --- Details ----------------------------------------------------------------------------------------------------


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
        elif environment and depth == 1 and (token["row"] or ends):
            # Nothing stands behind the last line break.
            if token["row"] or tex[begin : token.start()].strip():
                yield tag, not (bare or environment[1]), labels
                tag, bare, labels = None, False, []
            begin = token.end()
        depth -= ends
        if not depth:
            environment = None
    if tag is not None or labels:
        yield tag, False, labels
