"""The few values of the theme that an author sets instead of writing a style sheet."""

from __future__ import annotations

import msgspec

from dapsagi.problems import Span


class Tokens(msgspec.Struct, frozen=True):
    """Colours (`#rrggbb`, for the light page and perhaps for the dark one), families of fonts, and the measure.

    What is empty is as the theme has it. `pretendard` sends that font to readers who have it not. `measure` is the
    width of the text in Hangul, 0 for the theme's own; `spans` are the places of the colours that are set, by name.
    """

    accent: tuple[str, ...] = ()
    paper: tuple[str, ...] = ()
    ink: tuple[str, ...] = ()
    text_fonts: tuple[str, ...] = ()
    code_fonts: tuple[str, ...] = ()
    pretendard: bool = False
    measure: int = 0
    spans: dict[str, Span] = {}

    @property
    def is_empty(self) -> bool:
        """Whether everything is as the theme has it."""
        fonts = self.text_fonts or self.code_fonts or self.pretendard
        return not (self.accent or self.paper or self.ink or fonts or self.measure)


#: The tokens that are colours.
COLORS = ("accent", "paper", "ink")

#: A narrower text breaks every few words, in a wider one the eye loses the line.
MEASURES = range(24, 61)
