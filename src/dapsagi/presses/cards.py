"""Draws the pictures that stand for posts where they are shared, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from dapsagi.batches import batched
from dapsagi.cache.folder import place_in_cache, sweep, whole_files
from dapsagi.digest import Digest
from dapsagi.machine.crew import work
from dapsagi.machine.files import write_whole
from dapsagi.machine.version import vendored
from dapsagi.pages.social_card import CARDS, SocialCard

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_FONT = vendored("card_font") / "card.otf"

# What the platforms that show such pictures ask for (https://ogp.me, and their own guides).
_SIZE = 1200, 630
_MARGIN = 84

# The theme's paper, ink and journeys, in their light form.
_PAPER, _INK = (251, 250, 245), (33, 30, 25)
_JOURNEYS = (
    *((185, 70, 12), (61, 108, 206), (46, 90, 78), (141, 71, 147)),
    *((93, 61, 0), (28, 92, 147), (140, 45, 103), (43, 102, 56)),
)

# Sixteen greys from paper to ink are smooth enough for letters, and give files of a few kilobytes.
_GREYS = 16
_ACCENT = _GREYS
_SOFT = 150

_TITLE_SIZES = (80, 68, 58)
_MOST_LINES = 4
_SMALL = 34

# Below this many cards, starting processes costs more than they save.
_WORTH_A_POOL = 24
_CHUNK = 16


def draw_cards(cards: Mapping[str, SocialCard], root: Path, jobs: int = 1) -> dict[str, tuple[Path, Digest]]:
    """Draw the cards that are not there from an earlier build; return the files of all by output path.

    `cards` are found by output path as well.
    """
    folder = place_in_cache(root, "cards")
    there = whole_files(folder)
    names = {path: path.removeprefix(CARDS) for path in cards}
    waiting = [cards[path] for path, name in names.items() if name not in there]
    distinct = list(dict.fromkeys(waiting))
    for _ in work(
        partial(_draw_some, folder), batched(distinct, _CHUNK), jobs if len(distinct) >= _WORTH_A_POOL else 1
    ):
        pass
    sweep(folder, there, names.values())
    return {path: (folder / name, name) for path, name in names.items()}


def draw_card(card: SocialCard) -> bytes:
    """Return a card as PNG."""
    from PIL import Image, ImageDraw

    image = Image.new("L", _SIZE, 0)
    pen = ImageDraw.Draw(image)
    lines, font = _set_title(card.title)
    pen.multiline_text((_MARGIN, 176), "\n".join(lines), fill=255, font=font, spacing=round(font.size * 0.34))
    small = _font(_SMALL)
    if card.journey:
        pen.text((_MARGIN + 56, _MARGIN - 8), _cut(card.journey, small), fill=_SOFT, font=small)
    pen.text((_MARGIN, _SIZE[1] - _MARGIN - _SMALL), _cut(card.blog, small), fill=_SOFT, font=small)
    image = image.point([value * (_GREYS - 1) // 255 for value in range(256)])
    pen = ImageDraw.Draw(image)
    x, y = _MARGIN, _MARGIN + 10
    if card.journey:
        pen.line((0, y, x + 16, y), fill=_ACCENT, width=6)
        pen.ellipse((x, y - 16, x + 32, y + 16), fill=_ACCENT)
        pen.ellipse((x + 8, y - 8, x + 24, y + 8), fill=0)
    else:
        pen.line((0, y, x + 32, y), fill=_ACCENT, width=6)
    image.putpalette(_palette(card.color))
    data = BytesIO()
    image.save(data, "PNG", bits=8, compress_level=6)
    return data.getvalue()


def _draw_some(folder: Path, cards: Iterable[SocialCard]) -> None:
    for card in cards:
        write_whole(folder / card.path.removeprefix(CARDS), draw_card(card))


def _set_title(title: str) -> tuple[list[str], FreeTypeFont]:
    """Break a title into lines, in the largest letters with which it fits."""
    for size in _TITLE_SIZES:
        font = _font(size)
        lines = _break(title, font)
        if len(lines) <= min(_MOST_LINES, 310 // round(size * 1.3)):
            return lines, font
    most = 310 // round(_TITLE_SIZES[-1] * 1.3)
    return [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), font)], font


def _break(text: str, font: FreeTypeFont) -> list[str]:
    """Break a text between words; a word that is wider than the card is broken where its end is."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _fits(longer, font):
            lines[-1] = longer
            continue
        lines.append("")
        for letter in word:
            if not _fits(lines[-1] + letter, font):
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line]


def _cut(text: str, font: FreeTypeFont) -> str:
    if _fits(text, font):
        return text
    while text and not _fits(text + "…", font):
        text = text[:-1]
    return text.rstrip() + "…"


def _fits(text: str, font: FreeTypeFont) -> bool:
    return font.getlength(text) <= _SIZE[0] - 2 * _MARGIN - 56


@cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # The plain layout needs no library that a system may lack, so that every machine draws the same.
    return ImageFont.truetype(str(_FONT), size, layout_engine=ImageFont.Layout.BASIC)


def _palette(color: int) -> list[int]:
    greys = [
        round(paper + (ink - paper) * step / (_GREYS - 1))
        for step in range(_GREYS)
        for paper, ink in zip(_PAPER, _INK, strict=True)
    ]
    return greys + list(_JOURNEYS[color % len(_JOURNEYS)])
