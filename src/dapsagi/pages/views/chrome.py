"""What a template gets as `site`: what surrounds every page of one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dapsagi.config.services import Comments
from dapsagi.digest import Digest, digest
from dapsagi.pages.views.parts import Anchor, Person


class Counter(msgspec.Struct, frozen=True):
    """A script of a service that counts visits: its name, its address and the attributes that it reads."""

    service: str
    url: str
    attributes: tuple[tuple[str, str], ...]


class Counting(msgspec.Struct, frozen=True):
    """The services that count visits; where it `asks`, only those of readers who agree."""

    counters: tuple[Counter, ...]
    asks: bool


class Chrome(msgspec.Struct, frozen=True):
    """What surrounds every page of one language: a change here makes all of them stale.

    `formulas_url` and `map_styles_url` are the style sheets of drawn formulas and of the route map. `diagrams_url` is
    the script that draws diagrams with the one at `mermaid_url`; both are empty if the blog has none. `search_url` is
    where a reader can search, empty if nowhere, and `search_script_url` what searches, empty if the page there is the
    author's own. `strings` are the theme's words in the page's language, `base` is the base path without a final
    slash, `copyright` is the line about rights that a blog has, `extra` holds the settings that the tool itself does
    not know, as plain data. `comments` and `counting` are missing where the blog has none; what they need is the script
    at `services_url`. `font_url` is the font that the blog sends along, if any.
    """

    title: str
    description: str
    lang: str
    base: str
    url: str
    home_url: str
    feed_url: str
    stylesheet_url: str
    script_url: str
    author: Person
    navigation: tuple[Anchor, ...]
    social: tuple[Anchor, ...]
    strings: Mapping[str, str]
    extra: Mapping[str, Any]
    copyright: str = ""
    formulas_url: str = ""
    map_styles_url: str = ""
    diagrams_url: str = ""
    mermaid_url: str = ""
    services_url: str = ""
    font_url: str = ""
    comments: Comments | None = None
    counting: Counting | None = None
    search_url: str = ""
    search_script_url: str = ""
    digest: Digest = ""

    def sealed(self) -> Chrome:
        """Return the chrome with its own digest kept on it, so that 10,000 pages do not compute it again."""
        return msgspec.structs.replace(self, digest=digest(msgspec.structs.replace(self, digest="")))
