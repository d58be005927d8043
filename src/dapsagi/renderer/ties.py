"""What stays on one line in HTML: above all particles with the words that close before them: 마진(margin)이라고, 30%를.

`word-break: keep-all` keeps letters together, but no browser what follows a bracket, a quotation mark or a sign: a line
would begin with the particle. The style sheet puts a word joiner (U+2060) into a tie, so that nobody copies one.
Numbers are not parted at a hyphen either (2018-2019년, 2024-07-07), nor are short words in a title.
"""

from __future__ import annotations

from dapsagi.patterns import lazy_pattern

_CLOSERS = ")]」』》〉”’%…"
_TIE = '<span class="tie"></span>'

# Elements that end between the two, and the beginning of a particle.
_PARTICLE = lazy_pattern(r"(?P<ends>(?:</[a-z]+>)*)[가-힣]")
# A short word with its number; one that is long may need a line for itself. What closes before a number is not counted
# by it: a number there, or where a title begins, belongs to what follows.
_COUNTED = lazy_pattern(
    r"""(?:(?<![^\s>])[^\s<>&="']{0,8}[^\s<>&="')\]」』:|–-] """
    r"""[0-9]{1,3}(?:편|부|장|화|회|강|탄|주차)?(?=[.:,)\]]?(?:\s|<|\Z))|"""
    r"""(?:\A|(?<=[)\]」』:|–-] ))[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]? [^\s<>&="']{1,9}(?=\s|<|\Z))(?![^<]*>)"""
)
# It begins with its hyphen: no other character of a body is looked at.
_HYPHEN_OF_NUMBERS = lazy_pattern(r"-(?<=[0-9]-)(?=[0-9])")
_HYPHENATED = lazy_pattern(
    r"(?<![^\s(\[>])(?=[A-Za-z0-9-]{3,16}(?![A-Za-z0-9-]))[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+(?![^<]*>)"
)
_UNDERSCORE = lazy_pattern(r"(?<=[A-Za-z0-9]_)(?<=\w{6})(?=\w{6})(?![^<]*>)")
# What is no text for readers.
_FOREIGN = ("<script", "<style", "<textarea", "<svg")


def tie_particles(html: str) -> str:
    """Return the HTML of a body with a tie before each particle that would begin a line."""
    tied = html
    for closer in _CLOSERS:
        if closer in tied:
            tied = _tied(tied, closer)
    return html if len(tied) > len(html) and any(name in html for name in _FOREIGN) else tied


def tie_numbers(html: str) -> str:
    """Return the HTML of a title in which a number stays with the word that it counts: 답사기 2, [모델] 2. 전이."""
    return _COUNTED.sub(r'<span class="together">\g<0></span>', html) if " " in html else html


def tie_dates(html: str) -> str:
    """Return the HTML of a body in which numbers that a hyphen joins stay on one line."""
    pieces = []
    last = begin = end = 0
    for found in _HYPHEN_OF_NUMBERS.finditer(html):
        at = found.end()
        begin = _find(html, "<", at) if begin < at else begin
        end = _find(html, ">", at) if end < at else end
        # In a text, a tag begins before one ends; within a tag, that ends first. Code is scrolled or broken anywhere.
        if begin <= end and not html.startswith(("</code", "</span"), begin):
            pieces += [html[last:at], _TIE]
            last = at
    return html if pieces and any(name in html for name in _FOREIGN) else "".join((*pieces, html[last:]))


def tie_hyphens(html: str) -> str:
    """Return the HTML of a title in which short words with hyphens, and dates, stay on one line: Pre-training."""
    return _HYPHENATED.sub(r'<span class="together">\g<0></span>', html) if "-" in html else html


def part_names(html: str) -> str:
    """Return the HTML of a title in which a long name may be parted after an underscore: scaled_dot_product."""
    return _UNDERSCORE.sub("<wbr>", html) if "_" in html else html


def _find(html: str, sign: str, at: int) -> int:
    found = html.find(sign, at)
    return len(html) if found < 0 else found


def _tied(html: str, closer: str) -> str:
    # A pattern of all closers would look at every character by itself.
    pieces = html.split(closer)
    at = len(pieces[0])
    begin = end = 0
    for index, piece in enumerate(pieces[1:], 1):
        at += 1
        if piece[:1] >= "가" or piece[:2] == "</":
            found = _PARTICLE.match(html, at)
            if found:
                # In a text, a tag begins before one ends; within a tag, that ends first.
                begin = html.find("<", found.end()) if 0 <= begin < found.end() else begin
                end = html.find(">", found.end()) if 0 <= end < found.end() else end
            if found and begin >= 0 and not 0 <= end < begin:
                place = len(found["ends"])
                pieces[index] = f"{piece[:place]}{_TIE}{piece[place:]}"
        at += len(piece)
    return closer.join(pieces)
