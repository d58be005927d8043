"""Bodies as pages show them: each with the addresses that differ from what is written, its pictures and formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dapsagi.addresses import urls
from dapsagi.pages.planner import Planner
from dapsagi.pages.views.parts import BodyRef, Cover, Embed, Picture, ShownMath
from dapsagi.post.cover import COVER
from dapsagi.post.values import Post
from dapsagi.site.found import Found


def body_of(planner: Planner, post: Post, absolute: bool = False, embedded: bool = False) -> BodyRef:
    """Name a body, with addresses for a page or, if `absolute`, for a feed. An `embedded` one embeds no other.

    A feed has no style sheet, and many readers strip the markup of MathML and leave its text (x2 for x²): TeX is
    ugly there but never wrong.
    """
    found = dict(planner.site.links.get(post.key, ()))
    found.pop(COVER, None)
    addresses = {index: planner.href(place.url) for index, place in found.items()}
    if absolute:
        page = planner.absolute(post.url)
        local = {
            index: urls.join(page, link.target) for index, link in post.links if index not in found and index != COVER
        }
        addresses = {index: planner.absolute(place.url) for index, place in found.items()} | local
    embeds = () if absolute or embedded else tuple(_embeds(planner, post, found))
    return BodyRef(
        post.body,
        tuple(sorted(addresses.items())),
        _math(planner, post, absolute) or next((embed.body.math for _, embed in embeds if embed.body.math), ""),
        () if absolute else _shown_pictures(planner, post, found),
        plain=absolute,
        embeds=embeds,
        refined=planner.settings.refine_html,
    )


def cover_of(planner: Planner, post: Post) -> Cover | None:
    """Return the picture at the head of a post, unless it is not there or the text shows the same one."""
    if post.cover is None:
        return None
    found = dict(planner.site.links.get(post.key, ()))
    place = found.pop(COVER, None)
    if place is None and any(index == COVER for index, _ in post.links):
        return None
    shown = (found[index].url for index, link in post.links if link.element == "img" and index in found)
    if place and (place.url in shown or not ("://" in place.url or planner.site.book.holds(place.url))):
        return None
    picture = planner.pictures.get(picture_path(place.url)) if place else None
    url = planner.href(place.url) if place else post.cover.path
    return Cover(url, post.cover.alt, post.cover.caption, picture)


def picture_path(address: str) -> str:
    """Return the path in the site of the image at an address from its root."""
    return address.lstrip("/").partition("?")[0].partition("#")[0]


def _embeds(planner: Planner, post: Post, found: Mapping[int, Found]) -> Iterator[tuple[int, Embed]]:
    for index in post.embeds:
        place = found.get(index)
        other = planner.site.by_key.get(place.key) if place and place.key != post.key else None
        if place and other and not other.redirect_to:
            yield index, Embed(other.title, planner.href(place.url), body_of(planner, other, embedded=True))


def _shown_pictures(planner: Planner, post: Post, found: Mapping[int, Found]) -> tuple[tuple[int, Picture], ...]:
    images = [index for index, link in post.links if link.element == "img" and index in found]
    shown = ((index, planner.pictures.get(picture_path(found[index].url))) for index in images)
    return tuple((index, picture) for index, picture in shown if picture)


def _math(planner: Planner, post: Post, absolute: bool) -> ShownMath:
    if "math" not in post.features:
        return ""
    return "tex" if absolute or planner.settings.math == "none" else planner.settings.math
