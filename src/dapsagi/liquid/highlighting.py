"""Code as Jekyll's `highlight` tag shows it.

Sources: https://jekyllrb.com/docs/liquid/tags/#code-snippet-highlighting; the HTML is that of Rouge's `HTMLTable` and
`HTMLLineHighlighter`, which number and mark lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

import msgspec

from dapsagi.liquid.values import SPACE

_MARKUP = re.compile(rf"([a-zA-Z0-9.+#_-]+)((?:[{SPACE}]+\w+(?:=(?:\w+|\"(?:[0-9]+[{SPACE}])*[0-9]+\"))?)*)", re.ASCII)
_OPTION = re.compile(r"(\w+)(?:=(?:\"([^\"]*)\"|(\w+)))?", re.ASCII)
_SPAN_OR_LINE = re.compile(r"<span\b[^>]*>|</span>|\n")


class CodeOptions(msgspec.Struct, frozen=True):
    """What a `highlight` tag asks for: a language, numbered lines, and the lines (from 1) to mark."""

    language: str
    has_line_numbers: bool = False
    marked: tuple[int, ...] = ()


def read_code_options(markup: str) -> CodeOptions | None:
    """Return what the markup of a `highlight` tag asks for; None if Jekyll would not take it."""
    found = _MARKUP.fullmatch(markup)
    if found is None:
        return None
    options = {name: quoted or plain for name, quoted, plain in _OPTION.findall(found[2])}
    # Older posts say `hl_lines`, Jekyll since 4.4 `mark_lines`.
    marked = (options.get("mark_lines") or options.get("hl_lines") or "").split()
    lines = tuple(int(line) for line in marked if line.isdecimal() and len(line) < _LONGEST_NUMBER)
    return CodeOptions(found[1].lower(), "linenos" in options, lines)


def figure(code: str, options: CodeOptions, highlight: Callable[[str, str], str]) -> str:
    """Return the HTML of some code; `highlight` gives the inner HTML of code in a language."""
    html = highlight(code.strip("\r\n"), options.language)
    if options.marked:
        html = _with_marks(html, frozenset(options.marked))
    if options.has_line_numbers:
        html = _with_numbers(html)
    name = escape(options.language)
    html = html.removesuffix("\n")
    return (
        f'<figure class="highlight"><pre><code class="language-{name.replace("+", "-")}" data-lang="{name}">'
        f"{html}</code></pre></figure>"
    )


def escape_code(code: str, language: str) -> str:
    """Return the HTML of code that nobody highlights."""
    return escape(code, quote=False)


_LONGEST_NUMBER = 8


def _with_numbers(html: str) -> str:
    html = html if html.endswith("\n") else html + "\n"
    numbers = "".join(f"{line}\n" for line in range(1, html.count("\n") + 1))
    return (
        '<table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">'
        f'{numbers}</pre></td><td class="code"><pre>{html}</pre></td></tr></tbody></table>'
    )


def _with_marks(html: str, marked: frozenset[int]) -> str:
    lines = _whole_lines(html)
    return "".join(
        f'<span class="hll">{line}\n</span>' if number in marked else f"{line}\n"
        for number, line in enumerate(lines, 1)
    )


def _whole_lines(html: str) -> list[str]:
    """Return the lines of some HTML, each with the spans closed that it opens, and those opened that reach into it."""
    open_spans: list[str] = []
    lines = [""]
    end = 0
    for found in _SPAN_OR_LINE.finditer(html.removesuffix("\n")):
        lines[-1] += html[end : found.start()]
        end = found.end()
        if found[0] == "\n":
            lines[-1] += "</span>" * len(open_spans)
            lines.append("".join(open_spans))
            continue
        lines[-1] += found[0]
        if found[0] != "</span>":
            open_spans.append(found[0])
        elif open_spans:
            open_spans.pop()
    lines[-1] += html.removesuffix("\n")[end:]
    return lines
