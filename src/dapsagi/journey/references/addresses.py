"""Addresses on the web: what two of them that lead to one place may differ in."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from dapsagi.patterns import lazy_pattern

# Parameters that say where a reader came from and nothing of what is read.
_TRACKING = lazy_pattern(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|igshid|mc_cid|mc_eid|yclid|twclid|_ga|ref_src|ref_url|spm|si|feature|app|trk"
    r"|googleamp|amp|n_media|n_query|n_rank|n_ad_group|n_ad|napm|sfnsn|mibextid|wt_mc|xtor|ocid|cmpid|highlight)",
    re.I,
)

#: Those that are put there by others than the site itself, on any host.
FOREIGN_TRACKING = lazy_pattern(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|igshid|mc_cid|mc_eid|yclid|twclid)", re.I
)

_MOBILE = lazy_pattern(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_MOBILE_WIKI = lazy_pattern(r"^([a-z-]+)\.m\.(?=wiki)")


class Address(NamedTuple):
    """The parts of a web address that matter: the host, folded; the path, decoded; the query as pairs."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    fragment: str

    @property
    def target(self) -> str:
        """Path and query, as the patterns of the host tables see them."""
        return self.path + ("?" + "&".join(f"{name}={value}" for name, value in self.query) if self.query else "")

    @property
    def folded(self) -> str:
        """What all addresses of one place share."""
        return f"{self.host}{self.target.replace('/?', '?').rstrip('/')}"


def read_address(url: str) -> Address | None:
    """Read a web address; None where it cannot be one.

    The scheme, `www.`, a mobile host, a port that is the usual one and parameters that only track are dropped.
    """
    try:
        parts = urlsplit(url if "://" in url else "https:" + url)
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return None
    if not host or parts.scheme.lower() not in ("http", "https"):
        return None
    host = _MOBILE_WIKI.sub(r"\1.", _MOBILE.sub("", _MOBILE.sub("", host)))
    if port and port not in (80, 443):
        host += f":{port}"
    pairs = (pair.partition("=") for pair in parts.query.split("&") if pair)
    query = tuple((name, unquote(value)) for name, _, value in pairs if not _TRACKING.fullmatch(name))
    return Address(host, unquote(parts.path) or "/", query, parts.fragment)


def unwrapped(url: str) -> str:
    """Return the address that a page leads on to which only warns of it or counts: `link.zhihu.com/?target=…`."""
    found = _WRAPPED.match(url)
    target = unquote(found[1]) if found else ""
    return target if target.startswith(("http://", "https://")) else url


def without_tracking(url: str) -> str:
    """Return an address without the parameters that others put there to track who follows it."""
    before, mark, rest = url.partition("?")
    if not mark:
        return url
    query, hash_mark, fragment = rest.partition("#")
    kept = [pair for pair in query.split("&") if not FOREIGN_TRACKING.fullmatch(pair.partition("=")[0])]
    return before + ("?" + "&".join(kept) if kept else "") + hash_mark + fragment


def title_in_address(url: str) -> str:
    """Return what the end of an address calls its page, with the host: `itertools (docs.python.org)`; "" if nothing.

    A number or a key says nothing to a reader, and neither does what every site has (`index`, `docs`, `en`).
    """
    address = read_address(url)
    if address is None or is_nameless(url):
        return ""
    # What is asked for after the path, or stands as a number in it, tells one page of many: `/problem/1000`.
    one_of_many, number = bool(address.query), ""
    for segment in reversed(_segments(address)[-_ENDS:]):
        words = _ENDING.sub("", segment)
        if _SAYS_NOTHING.fullmatch(words):
            continue
        if _NUMBER.fullmatch(words):
            one_of_many, number = True, f" {words}" if words.isdecimal() else ""
            continue
        words = _KEY_BEHIND.sub("", _NUMBER_BEFORE.sub("", words))
        words = " ".join(word for word in _BETWEEN_WORDS.split(words) if word)
        if _WORDS.fullmatch(words) and not _KEY.search(words) and (not one_of_many or " " in words):
            # A title of many words needs no number behind it.
            return f"{words}{number if words.count(' ') <= 1 else ''} ({address.host})"
        return ""
    return ""


def short_address(url: str) -> str:
    """Return an address as a line of a list shows it: decoded, without its scheme, a long one without its end.

    Of one whose path says nothing (`nest.example/en/v2/index.html`) the host is enough.
    """
    text = unquote(_SCHEME.sub("", url)).rstrip("/#")
    address = read_address(url)
    segments = _segments(address) if address and not address.query else ["?"]
    # A place on the front page is the front page; one on another may be all that tells it from others.
    if not (segments and address and address.fragment) and all(
        _OF_EVERY_SITE.fullmatch(_ENDING.sub("", each)) for each in segments
    ):
        text = text.partition("/")[0]
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _segments(address: Address) -> list[str]:
    return [each for each in address.path.split("/") if each]


def is_of_a_site(url: str) -> bool:
    """Say whether an address is that of a whole site, or of a place on its front page."""
    return "/" not in _SCHEME.sub("", url).partition("#")[0].rstrip("/")


def is_nameless(url: str) -> bool:
    """Say whether a host is called by its number alone, as somebody's own machine is."""
    return _NUMERIC.match(url) is not None


def hosts_above(host: str) -> tuple[str, ...]:
    """Return a host and the domains that it belongs to, the nearest first."""
    labels = host.partition(":")[0].split(".")
    return tuple(".".join(labels[start:]) for start in range(len(labels) - 1)) or (host,)


def is_local(host: str) -> bool:
    """Say whether a host is the reader's own machine, or one of a network at home."""
    return (
        host in ("localhost", "127.0.0.1", "0.0.0.0", "::1")
        or host.endswith((".local", ".localhost"))
        or bool(_PRIVATE.match(host))
    )


_WRAPPED = lazy_pattern(
    r"(?:https?:)?//(?:link\.zhihu\.com/|(?:www\.)?google\.[a-z.]+/url|l\.facebook\.com/l\.php|link\.juejin\.cn/"
    r"|(?:www\.)?instapaper\.com/[mt]|(?:www\.)?youtube\.com/redirect)\?(?:[^#]*&)?(?:target|url|q|u)=([^&#]+)",
    re.I,
)
_SCHEME = lazy_pattern(r"^\w*:?//(?:www\.)?")
# A longer one fills more than a line on a phone.
_LONGEST_SHOWN = 60
# So many parts at the end of a path may say what the page is about.
_ENDS = 3
_ENDING = lazy_pattern(
    r"(?:\.(?:en|ja|ko|kr|zh))?\.(?:s?html?|php\d?|aspx?|jsp|nhn|do|md|pdf|pptx?|txt|ipynb|rst|cgi)$", re.I
)
_ON_EVERY_SITE = (
    r"index|home|main|view|viewer|read|detail|details|book_detail|description|overview|default|start|intro|latest|stable|current|master|edit|show|list"
    r"|about|docs?|documentation|html|web|blog|posts?|entry|articles?|news|wiki|guides?|references?|api|manual"
    r"|tutorials?|learn|readme|pages?|watch|status|statuses|downloads?|revision|search|files?|media|images?|en|ko|kr|ja|jp|zh"
    r"|de|fr|[a-z]{2}[-_][a-z]{2}"
)
_SAYS_NOTHING = lazy_pattern(_ON_EVERY_SITE, re.I)
_OF_EVERY_SITE = lazy_pattern(rf"{_ON_EVERY_SITE}|v\d[\dx.]*|\d+\.[\dx.]+", re.I)
# A number, a version, or a key such as `b446ba09`.
_NUMBER = lazy_pattern(r"v?\d+(?:[.-][\dx]+)*|(?=[a-z-]*\d)[0-9a-f-]{7,}", re.I)
_NUMBER_BEFORE = lazy_pattern(r"^(?:\d{4}-\d\d?(?:-\d\d?)?|\d+)[-_](?=\D)")
_KEY_BEHIND = lazy_pattern(r"[-_](?:\d{4,}|(?=[a-z]*\d)[0-9a-z]{7,}|[0-9a-f]{8,})$", re.I)
_BETWEEN_WORDS = lazy_pattern(r"[-_\s]+|(?<=\w)\+(?=\w)")
# Three letters or more, and marks that stand between words.
_WORDS = lazy_pattern(r"(?=(?:.*?[^\W\d_]){2})[\w][\w .,:;!?'’&()\[\]#@~·—-]*")
# Digits within letters, letters in random case, a word that is too short for one, or what is coded.
_KEY = lazy_pattern(
    r"(?<!\w)(?=\w*\d[A-Za-z]+\d)\w{6,}|[a-z][A-Z][a-z]?[A-Z][a-z]|^[A-Za-z]{1,3}$|[=%]|^[\w]*[a-z]\d[A-Z]"
)

_NUMERIC = lazy_pattern(r"\w*:?//\d+\.\d+\.\d+\.\d+(?![\w.-])")

# RFC 1918.
_PRIVATE = lazy_pattern(r"(?:127|10)\.\d+\.\d+\.\d+$|192\.168\.\d+\.\d+$|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+$")
