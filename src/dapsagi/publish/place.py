"""Where GitHub Pages will show a site: the address that follows from the remote and a custom domain.

The rules are those of https://docs.github.com/en/pages/getting-started-with-github-pages/what-is-github-pages.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

import msgspec

from dapsagi.config import Settings
from dapsagi.problems import Problem, Severity, Span

PlaceKind: TypeAlias = Literal["user site", "project site", "custom domain"]

_SSH = re.compile(r"(?:[^@/]+@)?github\.com:(?P<path>.+)", re.I)
_DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}\Z", re.I)


class Place(msgspec.Struct, frozen=True):
    """An address that a site will have: `url` without a path, and the base path, `""` at the root of the host."""

    kind: PlaceKind
    url: str
    baseurl: str

    @property
    def address(self) -> str:
        """The address in one piece."""
        return self.url + self.baseurl


def place_of(remote: str, domain: str) -> Place | None:
    """Return where the site of a remote will stand; None for one that is not GitHub's and has no domain."""
    if domain:
        return Place("custom domain", f"https://{domain.lower()}", "")
    repository = _repository(remote)
    if repository is None:
        return None
    owner, name = repository
    host = f"{owner.lower()}.github.io"
    if name.lower() == host:
        return Place("user site", f"https://{host}", "")
    return Place("project site", f"https://{host}", f"/{name}")


def actions_page(remote: str) -> str:
    """Return the page on which GitHub shows how the builds of a repository went; "" for a remote elsewhere."""
    repository = _repository(remote)
    return f"https://github.com/{repository[0]}/{repository[1]}/actions" if repository else ""


def domain_in(cname: bytes | None) -> str:
    """Return the domain in a `CNAME` file; empty where there is none."""
    lines = (cname or b"").decode(errors="replace").split()
    return lines[0].removeprefix("https://").removeprefix("http://").strip("/") if lines else ""


def check_domain(domain: str) -> list[Problem]:
    """Say what is wrong with the domain of a `CNAME` file."""
    if not domain or _DOMAIN.match(domain):
        return []
    message = f'"{domain}" is no domain'
    return [
        Problem("G104", Severity.ERROR, message, Span("CNAME", 1), "write one domain alone, such as blog.example.com")
    ]


def check_place(settings: Settings, place: Place | None, settings_file: str, told: bool) -> list[Problem]:
    """Say where the settings and the remote do not agree on the address. `told`: it was given on the command line."""
    span = Span(settings_file)
    if not settings.url:
        if place is None and not told:
            message = "nothing says what address the site will have, so it has no canonical links and no sitemap"
            return [Problem("G102", Severity.WARNING, message, span, "set `url`, such as https://example.com")]
        return []
    if place is None or told:
        return []
    own, theirs = urlsplit(settings.url), urlsplit(place.url)
    if (own.hostname or "") == (theirs.hostname or "") and settings.baseurl == place.baseurl:
        return []
    if place.kind != "custom domain" and not (own.hostname or "").endswith(".github.io"):
        message = f"the settings name the domain {own.hostname}, and nothing tells GitHub Pages of it"
        hint = f"write a file CNAME with `{own.hostname}` in it beside the settings"
        return [Problem("G103", Severity.ERROR, message, Span("CNAME"), hint)]
    message = f"the settings say {settings.url}{settings.baseurl}, but this is the {place.kind} {place.address}"
    hint = f'set `url: {place.url}` and `baseurl: "{place.baseurl}"`'
    return [Problem("G101", Severity.ERROR, message, span, hint)]


def _repository(remote: str) -> tuple[str, str] | None:
    found = _SSH.fullmatch(remote)
    path = found["path"] if found else ""
    if not path:
        parts = urlsplit(remote)
        if (parts.hostname or "").lower() not in ("github.com", "ssh.github.com", "www.github.com"):
            return None
        path = parts.path
    owner, _, name = path.strip("/").removesuffix(".git").partition("/")
    return (owner, name) if owner and name and "/" not in name else None
