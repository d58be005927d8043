"""Texts in several languages, as jekyll-polyglot has them: no address of any language is lost."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dapsagi.addresses.languages import in_every_language, other_languages
from dapsagi.config import Settings
from dapsagi.post.values import Post


def lead_from_other_languages(shown: Sequence[Post], settings: Settings) -> list[Post]:
    """Let the addresses that a text has in languages which it is not in lead to it, where no other text is."""
    others = other_languages(settings)
    if not others:
        return list(shown)
    taken = {post.url for post in shown}
    # A text in the blog's own language goes before those that would stand in for it.
    ordered = sorted(shown, key=lambda post: post.lang in others)
    leading: dict[str, list[str]] = {}
    for post in ordered:
        for _, url in in_every_language(post.url, post.lang, settings):
            if url not in taken:
                taken.add(url)
                leading.setdefault(post.key, []).append(url)
    return [
        msgspec.structs.replace(post, redirect_from=(*post.redirect_from, *leading[post.key]))
        if post.key in leading
        else post
        for post in shown
    ]
