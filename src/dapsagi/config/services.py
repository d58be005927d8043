"""Comments and counting by services of others: what a blog says of them, and what of that cannot work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

import msgspec

from dapsagi.patterns import lazy_pattern

CommentProvider: TypeAlias = Literal["", "giscus", "utterances"]

#: What a thread is found by: the path of the page, its title, or its whole address.
ThreadTerm: TypeAlias = Literal["pathname", "title", "url"]

#: When comments are loaded: when the reader comes near them, or when the reader asks for them.
CommentLoading: TypeAlias = Literal["view", "consent"]

#: When a visit is counted: at once, or when the reader has agreed; empty is `consent` for Google alone.
CountLoading: TypeAlias = Literal["", "visit", "consent"]

PLAUSIBLE_SCRIPT = "https://plausible.io/js/script.js"
UMAMI_SCRIPT = "https://cloud.umami.is/script.js"


class Comments(msgspec.Struct, frozen=True):
    """Who keeps the comments, and where: off without a `provider`.

    `encoded` names threads by addresses as browsers write them (%EB%8B%B5…), for those that were begun that way.
    """

    provider: CommentProvider = ""
    repo: str = ""
    repo_id: str = ""
    category: str = ""
    category_id: str = ""
    term: ThreadTerm = "pathname"
    encoded: bool = False
    load: CommentLoading = "view"


class Analytics(msgspec.Struct, frozen=True):
    """Who counts visits: nobody, unless one of these names an account."""

    goatcounter: str = ""
    plausible: str = ""
    plausible_src: str = ""
    umami: str = ""
    umami_src: str = ""
    google: str = ""
    load: CountLoading = ""

    @property
    def asks(self) -> bool:
        """Whether the reader is asked first."""
        return self.load == "consent" or (not self.load and bool(self.google))


class Fault(msgspec.Struct, frozen=True):
    """A setting that cannot work: its name, what is wrong, and what to do."""

    name: str
    message: str
    hint: str


def faults_of_comments(comments: Comments) -> Iterator[Fault]:
    """Yield what keeps the comments from working."""
    if not comments.provider:
        return
    if not _REPOSITORY.fullmatch(comments.repo):
        message = (
            f'"{comments.repo}" is no repository on GitHub' if comments.repo else f"{comments.provider} needs `repo`"
        )
        yield Fault("comments.repo", message, "write for example `repo: name/name.github.io`")
    if comments.provider == "giscus":
        for name in ("repo_id", "category_id"):
            if not getattr(comments, name):
                hint = f"giscus.app shows it as `data-{name.replace('_', '-')}` when you enter your repository"
                yield Fault(f"comments.{name}", f"giscus needs `{name}`", hint)


def faults_of_analytics(analytics: Analytics) -> Iterator[Fault]:
    """Yield what keeps each service from counting."""
    if analytics.goatcounter and not (_CODE.fullmatch(analytics.goatcounter) or _is_address(analytics.goatcounter)):
        hint = "write the code of your site (`name` of name.goatcounter.com), or the whole address of your own server"
        yield Fault("analytics.goatcounter", f'"{analytics.goatcounter}" is no site of GoatCounter', hint)
    if analytics.plausible and not all(_DOMAIN.fullmatch(each) for each in _listed(analytics.plausible)):
        hint = "write the name that your site has there, such as example.com"
        yield Fault("analytics.plausible", f'"{analytics.plausible}" is no domain', hint)
    if analytics.umami and not _UUID.fullmatch(analytics.umami):
        hint = "write the website id, as Umami's settings show it: 8 digits, then 4, 4, 4 and 12, with hyphens"
        yield Fault("analytics.umami", f'"{analytics.umami}" is no id of a website', hint)
    for name in ("plausible_src", "umami_src"):
        address = getattr(analytics, name)
        if address and not _is_address(address):
            hint = "write the whole address of the script, with https://"
            yield Fault(f"analytics.{name}", f'"{address}" is no address', hint)
    if analytics.google and not _MEASUREMENT.fullmatch(analytics.google):
        old = analytics.google.upper().startswith("UA-")
        message = "counts nothing any more: Universal Analytics was switched off in 2023" if old else "is no id"
        hint = "write the measurement id of a GA4 property, such as G-ABC1234567"
        yield Fault("analytics.google", f'"{analytics.google}" {message}', hint)


def _is_address(text: str) -> bool:
    """Say whether a text is a whole address on the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"[\s\"'<>]", text)


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",")]


# What GitHub allows in the names of owners and repositories.
_REPOSITORY = lazy_pattern(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[\w.-]{1,100}", re.A)
_CODE = lazy_pattern(r"[a-z0-9][a-z0-9-]*")
_DOMAIN = lazy_pattern(r"[\w-]+(?:\.[\w-]+)*(?:/[\w./-]*)?")
_UUID = lazy_pattern(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
_MEASUREMENT = lazy_pattern(r"(?:G|GT)-[A-Z0-9]{4,20}", re.I)
