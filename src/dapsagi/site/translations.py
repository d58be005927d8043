"""Texts in several languages: which are versions of one, and no address of any language is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from dapsagi.addresses.languages import in_every_language, other_languages, primary_subtag
from dapsagi.config import Settings
from dapsagi.post.values import Post

# What themes without a plugin, jekyll-polyglot and Hugo call a text by in every language.
_NAMES = ("ref", "lang-ref", "lang_ref", "page_id", "translationKey")


def find_versions(shown: Collection[Post], settings: Settings) -> dict[str, tuple[str, ...]]:
    """Return the keys of all versions of each text that is in several languages, by the key of each of them.

    That in the blog's own language comes first. Versions have one name in their front matter or, with jekyll-polyglot,
    one address but for the language. A name that two texts of one language have is none, and neither is any where
    nothing says that the blog is in several languages: no post is taken out of the lists by mistake.
    """
    if len({post.lang for post in shown}) < 2:
        return {}
    texts: defaultdict[tuple[bool, str, str], list[Post]] = defaultdict(list)
    for post in shown:
        for name, value in _names_of(post, settings):
            texts[post.is_post, name, value].append(post)
    is_told = _names_languages(settings)
    found: dict[str, tuple[str, ...]] = {}
    for posts in texts.values():
        several = len({post.lang for post in posts}) == len(posts) > 1
        if several and (is_told or all(_shows_language(post, settings) for post in posts)):
            versions = tuple(
                post.key for post in sorted(posts, key=lambda each: (each.lang != settings.lang, each.lang))
            )
            for key in versions:
                found.setdefault(key, versions)
    return found


def give_way(versions: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the keys of all versions but the first of each text, with that of the first: lists show that one alone."""
    return {key: keys[0] for key, keys in versions.items() if key != keys[0]}


def versions_named(post: Post) -> tuple[tuple[str, str], ...]:
    """Return what front matter calls a text by in every language, with the keys that it does so by."""
    named = ((name, post.extra.get(name)) for name in _NAMES)
    # YAML's `true` and `false` are integers to Python.
    return tuple(
        (name, f"{value}") for name, value in named if value and isinstance(value, str | int) and value is not True
    )


def _names_of(post: Post, settings: Settings) -> Iterator[tuple[str, str]]:
    yield from versions_named(post)
    every = next(in_every_language(post.url, post.lang, settings), None)
    if every:
        yield "", every[1]


def _names_languages(settings: Settings) -> bool:
    """Say whether the settings name several languages, as plugins and themes for them ask for."""
    languages = settings.extra.get("languages")
    return isinstance(languages, list | dict) and len(languages) > 1


def _shows_language(post: Post, settings: Settings) -> bool:
    """Say whether a text in another language than the blog's own has that in its address: `/en/one/`."""
    codes = {post.lang.lower(), primary_subtag(post.lang)}
    return post.lang == settings.lang or not codes.isdisjoint(post.url.lower().split("/"))


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
