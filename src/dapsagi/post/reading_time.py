"""How long it takes to read a text: Hangul by the syllable, English by the word, code by the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from dapsagi.markup.body import MARKER_CLOSE, MARKER_OPEN, Body, code_in

# Per minute, for text in Chinese, Japanese and Korean (Medium's help, "Read time",
# https://help.medium.com/hc/en-us/articles/214991667-Read-time).
_SYLLABLES = 500

# Per minute, for adults who read English non-fiction silently (M. Brysbaert, "How many words do we read per minute?",
# Journal of Memory and Language 109, 2019, https://doi.org/10.1016/j.jml.2019.104047).
_WORDS = 238

# Names and numbers of code per minute. Nobody has measured a rate for code that stands in a text; its readers go back
# and forth more than those of prose (T. Busjahn et al., "Eye Movements in Code Reading", ICPC 2015,
# https://doi.org/10.1109/ICPC.2015.36), so half of that of words is assumed.
_NAMES = _WORDS / 2

_CJK = re.compile(r"[가-힣ぁ-ヿ㐀-䶿一-鿿]+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NAME = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]*+>")
_HEADING = re.compile(r"<h[1-6]\b[^<>]*?\bid=[\"']?([^\"'<>]*)")
_MARKER = re.compile(f"{MARKER_OPEN}[^{MARKER_CLOSE}]*{MARKER_CLOSE}")


def reading_time(body: Body) -> int:
    """Return the seconds that it takes to read a body, images and formulas apart.

    500 syllables of Hangul, 238 words of English or 119 names and numbers of code are a minute; the sources of these
    rates stand beside them.
    """
    return _seconds(body.text, body.html)


def reading_times(body: Body, anchors: Sequence[str]) -> tuple[int, ...]:
    """Return the seconds that it takes to read what stands below each of the headings with `anchors`.

    They stand in this order, and each part ends where the next one begins, the last with the body; a heading that is
    not there takes none.
    """
    if not anchors:
        return ()
    places = {unescape(found[1]): found.start() for found in _HEADING.finditer(body.html)}
    starts = [places.get(anchor, -1) for anchor in anchors]
    parts = [
        body.html[start:end] if 0 <= start < end else ""
        for start, end in zip(starts, [*starts[1:], len(body.html)], strict=True)
    ]
    return tuple(_seconds(_text_of(part), part) for part in parts)


def whole_minutes(seconds: int) -> int:
    """Return a time as a reader is told it: in minutes, one at least; none of nothing."""
    return max(1, round(seconds / 60)) if seconds else 0


def _seconds(text: str, html: str) -> int:
    syllables, rest = _without_cjk(text)
    minutes = len(_WORD.findall(rest)) / _WORDS
    remarks, code = _without_cjk(code_in(html))
    syllables += remarks
    minutes += len(_NAME.findall(code)) / _NAMES
    return round((minutes + syllables / _SYLLABLES) * 60)


def _text_of(html: str) -> str:
    """Return the words of a piece of a body, without code, formulas and addresses."""
    first, *others = html.split("<pre")
    prose = " ".join([first, *(part.partition("</pre>")[2] for part in others)])
    return unescape(_TAG.sub(" ", _MARKER.sub(" ", prose)))


def _without_cjk(text: str) -> tuple[int, str]:
    """Count the syllables and characters of a text, and return what is left without them."""
    if text.isascii():
        return 0, text
    rest, runs = _CJK.subn(" ", text)
    return len(text) - len(rest) + runs, rest
