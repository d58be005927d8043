"""Hugo's own shortcodes, in the words that are read here: code, figures, videos, gists and references.

Those of a theme or a blog are templates of Hugo's, and stay as they stand. What is in a block or a span of code is
code; `{{</* name */>}}`, with which Hugo shows a shortcode, is shown.

Source: Hugo's documentation, "Shortcodes" (https://gohugo.io/content-management/shortcodes/) and "Embedded shortcodes".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from dapsagi.patterns import lazy_pattern

_OPEN, _CLOSE = r"\{\{(?:<|%)\s*", r"[>%]\}\}"
# What stands before a block that is in a list or a quote, and what is said to a shortcode.
_BEFORE = r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*+"
_GIVEN = r"(?:(?!\{\{|\}\})[^>%]|[>%](?!\}\}))*+"
#: Blocks and spans of code, in which nothing is read.
CODE = (
    rf"(?P<code>^{_BEFORE}(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}}).*?(?:^[ \t>]*(?P=fence)|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)[^`\n]+(?P=ticks)(?!`))"
)
# Code, then what is shown, then what is read. None looks beyond where the next one begins: a text
# of many that do not end would be read once for each.
_PIECE = lazy_pattern(
    rf"{CODE}"
    r"|\{\{(?P<shown>[<%])/\*(?P<within>(?:(?!\{\{).)*?)\*/[>%]\}\}"
    rf"|{_OPEN}highlight\s+(?:lang=)?[\"`]?(?P<language>[\w+#.-]+)(?P<options>{_GIVEN}){_CLOSE}"
    rf"\n?(?P<lines>(?:(?!{_OPEN}highlight).)*?)(?P<below>(?:\n[ \t>]*)?){_OPEN}/\s*highlight\s*{_CLOSE}"
    rf"|{_OPEN}(?P<name>[\w-]+)\s+(?P<given>{_GIVEN}){_CLOSE}",
    re.S | re.M,
)
_VALUE = lazy_pattern(r"(?:(\w+)=)?(?:\"((?:[^\"\\]|\\.)*)\"|`([^`]*)`|'([^']*)'|([^\s\"=]+))")
_MARKED = lazy_pattern(r"\bhl_lines=[\"\[]*([\d ,'\"-]*\d)")
_FIRST = lazy_pattern(r"\blinenostart=(\d+)")
_NUMBERED = lazy_pattern(r"\blinenos=(?!\"?false)")
_IMAGE = lazy_pattern(r"[^\s\"<>]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp)")
_TICKS = lazy_pattern(r"`{3,}")


def with_shortcodes(text: str) -> str:
    """Return a text with Hugo's own shortcodes as Markdown and HTML; lines stay where they are, but for odd ones."""
    return _PIECE.sub(_said, text) if "{{<" in text or "{{%" in text else text


def _said(found: re.Match[str]) -> str:
    if found["code"]:
        return found[0]
    if found["shown"]:
        ends = {"<": ">", "%": "%"}
        return f"{{{{{found['shown']}{found['within']}{ends[found['shown']]}}}}}"
    if found["language"]:
        return _code(found)
    given = found["given"].rstrip().removesuffix("/")
    values = [(each[1] or "", each[2] or each[3] or each[4] or each[5] or "") for each in _VALUE.finditer(given)]
    named = {name: value.replace('\\"', '"') for name, value in values if name}
    said = _SAID.get(found["name"], _picture)([value for name, value in values if not name], named)
    return said + "\n" * found[0].count("\n") if said else found[0]


def _code(found: re.Match[str]) -> str:
    lines, options = found["lines"], found["options"]
    before = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
    if before.strip() and "\n" not in found[0] and "`" not in lines:
        return f"`{lines.strip()}`"
    is_within = not re.fullmatch(_BEFORE, before)
    fence = max([*_TICKS.findall(lines), "``"], key=len) + "`"
    info = [found["language"]]
    if marked := _MARKED.search(options):
        numbers = marked[1].replace("'", "").replace('"', "")
        info.append(f'hl_lines="{numbers}"')
    if first := _FIRST.search(options):
        info.append(f"start={first[1]}")
    elif _NUMBERED.search(options):
        info.append("linenos")
    # A block in a list or a quote ends there.
    below = found["below"] or "\n" + re.sub(r"[^\s>]", " ", "" if is_within else before)
    block = f"{fence}{' '.join(info)}\n{lines}{below}{fence}"
    return "\n" + block if is_within else block


def _figure(_: list[str], named: dict[str, str]) -> str:
    if "src" not in named:
        return ""
    image = "".join(
        f' {name}="{escape(named[name])}"' for name in ("src", "width", "height", "class") if named.get(name)
    )
    image = f'<img{image} alt="{escape(named.get("alt", named.get("caption", "")))}">'
    if named.get("link"):
        image = f'<a href="{escape(named["link"])}">{image}</a>'
    words = " ".join(filter(None, (named.get("title"), named.get("caption"), named.get("attr"))))
    return f"<figure>{image}{f'<figcaption>{escape(words, quote=False)}</figcaption>' if words else ''}</figure>"


def _picture(values: list[str], named: dict[str, str]) -> str:
    """Return the picture that a shortcode of a theme's or a blog's own names: most of them are figures in a frame."""
    place = next((each for each in (named.get("src"), *values) if each and _IMAGE.fullmatch(each)), "")
    return place and _figure([], named | {"src": place})


def _player(address: str, title: str) -> Callable[[list[str], dict[str, str]], str]:
    def frame(values: list[str], named: dict[str, str]) -> str:
        number = named.get("id") or next(iter(values), "")
        name = escape(named.get("title") or f"{title} video player")
        return number and (
            f'<iframe src="{address}{escape(number)}" title="{name}" width="560" height="315" loading="lazy" '
            "allowfullscreen></iframe>"
        )

    return frame


def _gist(values: list[str], _: dict[str, str]) -> str:
    if len(values) < 2:
        return ""
    file = f"?file={values[2]}" if len(values) > 2 else ""
    return f'<script src="https://gist.github.com/{escape(values[0])}/{escape(values[1])}.js{escape(file)}"></script>'


def _address(values: list[str], named: dict[str, str]) -> str:
    return (named.get("path") or next(iter(values), "")).replace(" ", "%20")


_SAID: dict[str, Callable[[list[str], dict[str, str]], str]] = {
    "figure": _figure,
    "youtube": _player("https://www.youtube-nocookie.com/embed/", "YouTube"),
    "vimeo": _player("https://player.vimeo.com/video/", "Vimeo"),
    "gist": _gist,
    "ref": _address,
    "relref": _address,
}
