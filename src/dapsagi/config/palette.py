"""The author's own colours, fonts and measure in a style sheet, and whether its texts can still be read.

The style sheet says its colours as tokens, `--ink: light-dark(#24211d, #dcd5c8);`, and everything that it does not name
as one follows from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

import msgspec

from dapsagi.config.settings import Tokens
from dapsagi.problems import Problem, Severity, Span

#: A colour as `#rrggbb`.
Color: TypeAlias = str

_Mode: TypeAlias = Literal["light", "dark"]
_MODES: tuple[_Mode, ...] = ("light", "dark")

#: The contrast that text needs (https://www.w3.org/TR/WCAG22/#contrast-minimum).
LEGIBLE = 4.5

# How far grounds, lines and quiet text are from the paper on the way to the ink, where an author chose either.
_SHADES = {"wash": 0.05, "hairline": 0.16, "soft": 0.68}

#: The part of Pretendard that a site can send along, among the assets; that name is reserved for the whole font.
TEXT_FONT = "fonts/dapsagi-text-1.3.9.woff2"

# A page never waits for it, nor does a line move under a reader's eyes: it is loaded behind the first page that they
# open, and those after it, which say so in `data-font`, are set in it.
_FACE = (
    f'@font-face{{font-family:"Dapsagi Text";src:url({TEXT_FONT}) format("woff2");'
    "font-weight:400 700;font-display:optional}"
)
_SENT = ("Pretendard Variable", "Pretendard", "Dapsagi Text")

_GROUNDS = ("paper", "wash", "marker", "added", "removed", "hairline")


class Dressed(msgspec.Struct, frozen=True):
    """A style sheet with the author's tokens behind it, and the texts that cannot be read with them."""

    stylesheet: str
    problems: tuple[Problem, ...] = ()


def apply_tokens(stylesheet: str, tokens: Tokens) -> Dressed:
    """Put the author's tokens behind a style sheet; without any, it stays as it is."""
    if tokens.is_empty:
        return Dressed(stylesheet)
    known = {name: (light, dark) for name, light, dark in _TOKEN.findall(stylesheet)}
    colors = _chosen(tokens, known)
    screen = [f"--{name}:light-dark({light},{dark})" for name, (light, dark) in colors.items()]
    if tokens.measure:
        screen.append(f"--measure:{tokens.measure}em")
    rules = [
        f"--{name}:{_families(families, name, stylesheet)}"
        for name, families in (("text-face", tokens.text_fonts), ("code-face", tokens.code_fonts))
        if families
    ]
    # The later of two rules counts; on paper, the print styles have the last word.
    added = [f":root{{{';'.join(rules)}}}"] if rules else []
    if tokens.pretendard:
        families = _families((*tokens.text_fonts, *_SENT), "text-face", stylesheet)
        added += [_FACE, f":root[data-font]{{--text-face:{families}}}"]
    added += [f"@media screen{{:root{{{';'.join(screen)}}}}}"] if screen else []
    text = "\n".join((stylesheet.rstrip(), *added, ""))
    return Dressed(text, tuple(_illegible(colors, {**known, **colors}, tokens.spans)))


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: Color, other: Color, share: float) -> Color:
    """Return the colour that is `share` of the way from one colour to another."""
    channels = (round(a + (b - a) * share) for a, b in zip(_channels(one), _channels(other), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def made_legible(color: Color, grounds: Iterable[Color]) -> Color:
    """Return the nearest colour, darker or lighter, in which text can be read on all of `grounds`."""
    grounds = list(grounds)
    towards = "#000000" if min(map(_luminance, grounds)) > 0.18 else "#ffffff"
    steps = (mix(color, towards, step / 50) for step in range(51))
    return next((each for each in steps if min(contrast(each, ground) for ground in grounds) >= LEGIBLE), towards)


_TOKEN = re.compile(r"--([\w-]+):\s*light-dark\((#[\da-fA-F]{6}),\s*(#[\da-fA-F]{6})\)")


def _families(families: Iterable[str], name: str, stylesheet: str) -> str:
    """Return these families, and behind them those of the style sheet."""
    own = re.search(rf"--{name}:\s*([^;]+);", stylesheet)
    return ", ".join([*(f'"{family}"' for family in families), *([own[1]] if own else [])])


def _chosen(tokens: Tokens, known: Mapping[str, tuple[Color, Color]]) -> dict[str, tuple[Color, Color]]:
    """Return every colour that the author's choice makes different."""
    colors: dict[str, tuple[Color, Color]] = {}
    for name in ("paper", "ink"):
        if given := getattr(tokens, name):
            colors[name] = (given[0], given[-1] if len(given) == 2 or name not in known else known[name][1])
    paper, ink = (colors.get(name) or known.get(name) for name in ("paper", "ink"))
    if colors and paper and ink:
        for name, share in _SHADES.items():
            light, dark = (mix(*pair, share) for pair in zip(paper, ink, strict=True))
            colors[name] = (light, dark)
        grounds = tuple(zip(paper, colors["wash"], strict=True))
        soft = [made_legible(color, ground) for color, ground in zip(colors["soft"], grounds, strict=True)]
        colors["soft"] = (soft[0], soft[1])
    if tokens.accent:
        light = tokens.accent[0]
        dark = tokens.accent[-1] if len(tokens.accent) == 2 or not paper else made_legible(light, [paper[1]])
        colors["accent"] = (light, dark)
    return colors


def _illegible(
    chosen: Mapping[str, tuple[Color, Color]], colors: Mapping[str, tuple[Color, Color]], spans: Mapping[str, Span]
) -> Iterator[Problem]:
    """Yield a problem for each setting and mode that leaves some text without the contrast it needs."""
    for mode, number in zip(_MODES, (0, 1), strict=True):
        missed: dict[str, list[tuple[float, str]]] = {}
        for text, ground in _pairs(colors):
            ratio = contrast(colors[text][number], colors[ground][number])
            if ratio < LEGIBLE and (text in chosen or ground in chosen):
                missed.setdefault(_blamed(text, ground, spans), []).append((ratio, text))
        for setting, texts in missed.items():
            ratio, text = min(texts)
            color = colors[setting][number]
            if text == setting:
                message = f'"{color}" on paper "{colors["paper"][number]}" has a contrast of {ratio:.1f}'
                better = made_legible(color, [colors["paper"][number]])
                hint = f'text needs {LEGIBLE}, which the nearest shade "{better}" has'
            else:
                message = f'on "{color}", {text} has a contrast of {ratio:.1f}'
                hint = f"text needs {LEGIBLE}; choose a {'lighter' if mode == 'light' else 'darker'} colour"
            yield Problem("C110", Severity.WARNING, f"theme.{setting} ({mode}): {message}", spans[setting], hint)


def _pairs(colors: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    if not colors.keys() >= {"paper", "wash"}:
        # A style sheet of the author's own names its colours otherwise, and nobody knows what stands on what.
        return
    for name in colors:
        if name not in _GROUNDS:
            if not name.startswith("code-"):
                yield name, "paper"
            if name in ("ink", "soft") or name.startswith("code-"):
                yield name, "wash"


def _blamed(text: str, ground: str, spans: Mapping[str, Span]) -> str:
    """Return the setting that a pair hangs on."""
    return next(name for name in (text, ground, "paper", "ink") if name in spans)


def _channels(color: Color) -> tuple[int, int, int]:
    red, green, blue = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


def _luminance(color: Color) -> float:
    """Return the relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (n / 255 for n in _channels(color)))
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
