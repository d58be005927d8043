"""The picture at the head of a post, as front matter names it.

Every theme has its own key for it: `image` in Chirpy, Hydejack and Hugo's Stack, `header` in Minimal Mistakes,
`cover-img` in Beautiful Jekyll, `cover` in PaperMod, `featured_image` or a resource of that name in others of Hugo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

#: Stands among the links of a post for the picture at its head, which is no part of its body.
COVER = -1

_KEYS = (
    *("cover", "header", "cover-img", "cover_image", "coverImage", "featured_image", "featuredImage"),
    *("feature_image", "featured-image", "header-img", "image", "resources"),
)
_PATHS = ("overlay_image", "image", "path", "src", "url")
_RESOURCES = ("featured-image", "featured", "feature", "cover")

# A colour, a gradient or a word in the same place is no picture.
_PICTURE = re.compile(r"(?:https?:)?//\S+|[^\s:][^:]*\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:[?#].*)?", re.I)

# Themes of Jekyll that show `image`; in others it is for those who share the post, as jekyll-seo-tag has it.
_SHOWING = ("chirpy", "hydejack", "so-simple", "basically-basic", "mediumish", "memoirs", "mundana")
_SHOWN = re.compile(r"(?:<img\b|url\()[^\n]*\bpage\.image\b")


class Cover(msgspec.Struct, frozen=True, array_like=True):
    """A picture by the path that its author wrote, what it shows, and what stands below it, in Markdown.

    It is written under `key` in front matter.
    """

    key: str
    path: str
    alt: str = ""
    caption: str = ""


def find_cover(front_matter: Mapping[str, Any], *, shows_image: bool) -> Cover | None:
    """Return the picture that stands at the head of a post; None where there is none, or its author hides it.

    Without `shows_image`, one that is called `image` is only for sharing.
    """
    if front_matter.get("cover") is False:
        return None
    for key in _KEYS if shows_image else [key for key in _KEYS if key != "image"]:
        value = front_matter.get(key)
        if isinstance(value, Mapping) and True in (value.get("hidden"), value.get("hiddenInSingle")):
            return None
        cover = next((cover for each in _candidates(key, value) if (cover := _read(key, each))), None)
        if cover:
            return cover
    return None


def shows_image(theme: str, templates: Iterable[str]) -> bool:
    """Say whether an old theme shows the `image` of a post, by its name or by the templates that the blog has of it."""
    return any(name in theme.lower() for name in _SHOWING) or any(_SHOWN.search(text) for text in templates)


def _candidates(key: str, value: Any) -> list[Any]:
    if key == "resources":
        resources = [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
        return [each for each in resources if each.get("name") in _RESOURCES]
    return value if isinstance(value, list) else [value]


def _read(key: str, value: Any) -> Cover | None:
    if isinstance(value, str):
        return Cover(key, value.strip()) if _PICTURE.fullmatch(value.strip()) else None
    if not isinstance(value, Mapping):
        return None
    texts = {str(name): text.strip() for name, text in value.items() if isinstance(text, str)}
    path = next((texts[name] for name in _PATHS if _PICTURE.fullmatch(texts.get(name, ""))), "")
    if path:
        alt = texts.get("alt") or texts.get("image_description", "")
        return Cover(key, path, alt, texts.get("caption", ""))
    # Beautiful Jekyll has what a picture shows behind its path.
    return next((Cover(key, path, caption=text) for path, text in texts.items() if _PICTURE.fullmatch(path)), None)
