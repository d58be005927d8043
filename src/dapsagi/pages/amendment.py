"""What views show of a post that an edit of its text may change, and the same views after such an edit.

A view is planned from the whole site. Where an edit has changed nothing but what is named here, that is not needed:
what the view showed of the post is exchanged in the view itself.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dapsagi.pages.views.journeys import JourneyPart, SeriesView
from dapsagi.pages.views.lists import HomeView, ListView, NotFoundView
from dapsagi.pages.views.machines import FeedView
from dapsagi.pages.views.parts import BodyRef, Card, DatedAnchor, View
from dapsagi.pages.views.posts import PageView, PostView
from dapsagi.post.values import Post

#: What stands before the address of a post that another page shows within its text.
WITHIN = "within "


def posts_in(view: View) -> tuple[str, ...]:
    """Return the addresses of the posts that a page shows beside its own: absolute ones in a feed.

    `WITHIN` stands before those that are shown within a text, from which lists have what they say of a post.
    """
    if isinstance(view, PostView | PageView):
        return _within(view.body)
    if isinstance(view, FeedView):
        return tuple([entry.absolute_url for entry in view.entries])
    if isinstance(view, SeriesView):
        # Parts that are headings are on one page.
        return tuple(dict.fromkeys(_page_of(part) for part in view.parts if part.url))
    if isinstance(view, HomeView):
        return tuple(dict.fromkeys((*(card.url for card in (*view.cards, *view.pinned)), *_within(view.body))))
    if isinstance(view, ListView):
        return (*(card.url for card in view.cards), *_within(view.body))
    return tuple([card.url for card in view.cards]) if isinstance(view, NotFoundView) else ()


def amend(view: View, before: Post, after: Post, absolute_url: str) -> View:
    """Return a view with what it shows of `after` where it showed that of `before`.

    The two are one post before and after an edit, and differ in nothing but their body, their summary and the time that
    they take to read. `absolute_url` is the address of the post in feeds.
    """
    if isinstance(view, PostView | PageView):
        if view.meta.url != before.href:
            return msgspec.structs.replace(view, body=_with_embedded(view.body, after))
        if view.body.digest != before.body:
            return view
        meta = msgspec.structs.replace(view.meta, description=after.summary)
        # Front matter is the post's own again: views are kept as JSON, which has no mapping by numbers, and YAML has.
        view = msgspec.structs.replace(view, meta=meta, body=_body(view.body, after), front_matter=after.extra)
        return msgspec.structs.replace(view, minutes=after.minutes) if isinstance(view, PostView) else view
    if isinstance(view, FeedView):
        entries = [
            msgspec.structs.replace(entry, summary=after.summary, body=_body(entry.body, after))
            if entry.absolute_url == absolute_url
            else entry
            for entry in view.entries
        ]
        return msgspec.structs.replace(view, entries=tuple(entries))
    if isinstance(view, HomeView | ListView) and view.body:
        view = msgspec.structs.replace(view, body=_with_embedded(view.body, after))
    if isinstance(view, HomeView):
        return msgspec.structs.replace(view, cards=_cards(view.cards, after), pinned=_cards(view.pinned, after))
    if isinstance(view, SeriesView):
        return _journey(view, before, after)
    if isinstance(view, ListView | NotFoundView):
        return msgspec.structs.replace(view, cards=_cards(view.cards, after))
    return view


def relate(view: View, related: Iterable[Post]) -> View:
    """Return the view of a post's page with other posts related to it."""
    if not isinstance(view, PostView):
        return view
    return msgspec.structs.replace(view, related=related_anchors(related))


def related_anchors(related: Iterable[Post]) -> tuple[DatedAnchor, ...]:
    """Return what the page of a post shows of those that are related to it."""
    return tuple([DatedAnchor(post.title, post.href, post.date) for post in related])


def _body(body: BodyRef, after: Post) -> BodyRef:
    return msgspec.structs.replace(body, digest=after.body)


def _within(body: BodyRef | None) -> tuple[str, ...]:
    return tuple([WITHIN + embed.url.partition("#")[0] for _, embed in body.embeds]) if body else ()


def _with_embedded(body: BodyRef, after: Post) -> BodyRef:
    embeds = [
        (index, msgspec.structs.replace(embed, body=_body(embed.body, after)))
        if embed.url.partition("#")[0] == after.href
        else (index, embed)
        for index, embed in body.embeds
    ]
    return msgspec.structs.replace(body, embeds=tuple(embeds))


def _cards(cards: Iterable[Card], after: Post) -> tuple[Card, ...]:
    return tuple([_card(card, after) if card.url == after.href else card for card in cards])


def _card(card: Card, after: Post) -> Card:
    return msgspec.structs.replace(card, summary=after.summary)


def _page_of(part: JourneyPart) -> str:
    return part.url.partition("#")[0]


def _journey(view: SeriesView, before: Post, after: Post) -> SeriesView:
    parts = [
        msgspec.structs.replace(part, card=_card(part.card, after), minutes=after.minutes)
        if part.card and part.url == after.href
        else part
        for part in view.parts
    ]
    meta = view.meta
    if _page_of(view.parts[0]) == after.href:
        # A journey is introduced by its first part.
        meta = msgspec.structs.replace(meta, description=after.summary)
    minutes = view.minutes - before.minutes + after.minutes
    return msgspec.structs.replace(view, meta=meta, parts=tuple(parts), minutes=minutes)
