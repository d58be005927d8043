"""Images in the HTML of a body: their sizes, smaller variants to choose from, lazy loading, captions and players.

A browser that knows the size of an image before it has it never moves the text that somebody is reading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from markupsafe import Markup

from dapsagi.markup.body import MARKER_CLOSE, MARKER_OPEN
from dapsagi.pages.views.parts import Cover, Picture
from dapsagi.patterns import lazy_pattern

# How wide the theme shows an image: as its column of text, or as a phone is.
_SIZES = "(min-width: 44rem) 42rem, 100vw"

_ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_IMAGE = lazy_pattern(rf"<img\b({_ATTRIBUTES}?)\s*/?>")
_ALONE = lazy_pattern(rf"<p((?=[\s>]){_ATTRIBUTES})>\s*(<a\b{_ATTRIBUTES}>)?\s*(<img\b{_ATTRIBUTES}>)\s*(</a>)?\s*</p>")
_MARKER = lazy_pattern(rf"""\ssrc=["']?{MARKER_OPEN}(\d+){MARKER_CLOSE}""")
_ATTRIBUTE = lazy_pattern(r"""\s([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ALT = lazy_pattern(r"""\salt=(?:"([^"]*)"|'([^']*)')""")
_OF_IMAGES = lazy_pattern(r"""\s(?:alt|loading|decoding)(?:=(?:"[^"]*"|'[^']*'|[^\s"'>]+))?(?=\s|$)""")
# What browsers play, by the endings of names: https://developer.mozilla.org/en-US/docs/Web/Media/Guides/Formats
_PLAYED = {
    **dict.fromkeys(("mp4", "m4v", "mov", "webm", "ogv"), "video"),
    **dict.fromkeys(("mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac"), "audio"),
}
# The sizes of an image that jekyll-imagemagick made, as al-folio's `figure` names them.
_SIZES_OF_PLUGIN = lazy_pattern(
    r"""<source(?=[^>]*\sclass="responsive-img-srcset")(?=[^>]*-\d+\.webp\s\d+w)(?![^>]*\smedia=)"""
)
_TITLE = lazy_pattern(r"""\stitle=(?:"([^"]*)"|'([^']*)')""")


def set_pictures(html: str, pictures: Mapping[int, Picture]) -> str:
    """Return the HTML of a body, markers and all, with its images as pages show them.

    `pictures` are found by the index of the link that is the image's source. Whatever the author wrote of an image
    stands: a width gets the height that belongs to it, and `loading` or `srcset` are not overruled. Files that nobody
    makes here, as a plugin of Jekyll's did, are not asked for: the image itself is there.
    """
    if "<img" not in html:
        return html
    first = True
    if "responsive-img-srcset" in html:
        html = _SIZES_OF_PLUGIN.sub('<source media="not all"', html)

    def set_one(match: re.Match[str]) -> str:
        nonlocal first
        added = _attributes(match[1], pictures, first)
        first = False
        return f"<img{match[1]}{added}>"

    return _IMAGE.sub(set_one, html)


def set_figures(html: str) -> str:
    """Return the HTML of a body in which an image that is alone in its paragraph stands in the middle of it.

    One with a title becomes a figure with the title for its caption.
    """
    return _ALONE.sub(_as_figure, html) if "<img" in html else html


def cover_image(cover: Cover) -> Markup:
    """Return the picture at the head of a post as HTML: it is the first that readers wait for."""
    attributes = {"src": cover.url, "alt": cover.alt}
    if cover.picture:
        attributes |= _size({}, cover.picture) | _choice(cover.picture)
    attributes |= {"fetchpriority": "high", "decoding": "async"}
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return Markup(f'<img class="u-featured"{written}>')


def kind_of_recording(address: str) -> str:
    """Return the element that plays what is at an address, or nothing if it is no recording by its name."""
    return _PLAYED.get(address.partition("#")[0].partition("?")[0].rpartition(".")[2].lower(), "")


def set_recordings(html: str, kinds: Mapping[int, str]) -> str:
    """Return the HTML of a body with a player for each image that is a video or a sound.

    `kinds` are their elements, found by the index of the link. What an image says of itself is the player's label.
    """

    def set_one(match: re.Match[str]) -> str:
        marker = _MARKER.search(match[1])
        kind = kinds.get(int(marker[1])) if marker else None
        if not kind:
            return match[0]
        alt = _ALT.search(match[1])
        label = (alt[1] or alt[2] or "") if alt else ""
        # A quotation mark may stand within single ones.
        label = f' aria-label="{label.replace(chr(34), "&quot;")}"' if label else ""
        return f'<{kind} controls preload="metadata"{_OF_IMAGES.sub("", match[1])}{label}></{kind}>'

    return _IMAGE.sub(set_one, html)


def _attributes(written: str, pictures: Mapping[int, Picture], first: bool) -> str:
    names = {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(written)}
    added: dict[str, str] = {}
    marker = _MARKER.search(written)
    picture = pictures.get(int(marker[1])) if marker else None
    if picture:
        added |= _size(names, picture)
        if "srcset" not in names:
            added |= _choice(picture)
    # What a reader sees first should not wait for the layout.
    if not first and "loading" not in names:
        added["loading"] = "lazy"
    added["decoding"] = "async"
    return "".join(f' {name}="{escape(value)}"' for name, value in added.items() if name not in names)


def _choice(picture: Picture) -> dict[str, str]:
    if not picture.variants:
        return {}
    return {"srcset": ", ".join(f"{url} {width}w" for width, url in picture.variants), "sizes": _SIZES}


def _size(names: Mapping[str, str], picture: Picture) -> dict[str, str]:
    width, height = names.get("width", ""), names.get("height", "")
    if not width and not height:
        return {"width": str(picture.width), "height": str(picture.height)}
    if width.isdecimal() and not height:
        return {"height": str(round(int(width) * picture.height / picture.width))}
    if height.isdecimal() and not width:
        return {"width": str(round(int(height) * picture.width / picture.height))}
    # Of a width in per cent no height follows, but a shape.
    return {} if height else {"style": f"aspect-ratio: {picture.width} / {picture.height}"}


def _as_figure(match: re.Match[str]) -> str:
    attributes, link, image, link_end = match.groups()
    title = _TITLE.search(image)
    caption = (title[1] or title[2] or "").strip() if title else ""
    if bool(link) != bool(link_end):
        return match[0]
    if title is None or not caption:
        # What its author said of the paragraph says where it stands.
        return match[0] if attributes else match[0].replace("<p", '<p class="picture"', 1)
    image = image[: title.start()] + image[title.end() :]
    return f"<figure{attributes}>{link or ''}{image}{link_end or ''}\n<figcaption>{caption}</figcaption></figure>"
