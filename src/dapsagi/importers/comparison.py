"""The addresses of an old site, each asked of the new one."""

from __future__ import annotations

import gzip
import re
import unicodedata
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import msgspec
from rapidfuzz import fuzz, process

from dapsagi.addresses.urls import served_file
from dapsagi.problems import RefusedError

# What a theme is made of; nobody keeps a link to it. A post's own files keep their place, so they are not missed.
_PARTS_OF_THEMES = re.compile(
    r"\.(?:css|js|mjs|map|scss|sass|less|json|webmanifest|woff2?|ttf|eot|otf|xsl|xslt|gz|br)$", re.I
)
_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>", re.S)
_ON_THE_WEB = re.compile(r"https?:/")
_LIKENESS = 50
_GZIP = b"\x1f\x8b"


class Lost(msgspec.Struct, frozen=True):
    """An old address that nothing answers at, and the nearest one of the new site (or "")."""

    address: str
    nearest: str = ""


class Comparison(msgspec.Struct, frozen=True):
    """How many old addresses there are, which are lost, and which files of the old theme are not there any more."""

    addresses: int
    lost: tuple[Lost, ...]
    theme_files: tuple[str, ...]


def compare_addresses(against: Path, site: Path, baseurl: str = "") -> Comparison:
    """Ask the finished site in `site` for every address of the old one.

    `against` is the folder of the old built site, its sitemap or an index of them, or a file with an address a line;
    the addresses may be whole, percent-encoded, and below `baseurl`. What answers is found as GitHub Pages finds it
    (`urls.served_file`). Raises `RefusedError`.
    """
    there = {unicodedata.normalize("NFC", path) for path in _files(site)}
    addresses = sorted({_path_of(address, baseurl) for address in old_addresses(against)})
    missing = [address for address in addresses if served_file(address.lstrip("/"), there) is None]
    parts = tuple(address for address in missing if _PARTS_OF_THEMES.search(address))
    pages = sorted(_address_of(path) for path in there if not _PARTS_OF_THEMES.search(path))
    lost = tuple(Lost(address, _nearest(address, pages)) for address in missing if not _PARTS_OF_THEMES.search(address))
    return Comparison(len(addresses) - len(parts), lost, parts)


def old_addresses(against: Path) -> list[str]:
    """Return the addresses of an old site as they are written. Raises `RefusedError`.

    The sitemaps that an index lists are looked for beside it, by the names that their addresses end with.

    Source: https://www.sitemaps.org/protocol.html, "Using Sitemap index files".
    """
    if _ON_THE_WEB.match(str(against)):
        # As a path, the address has lost a slash.
        address = str(against).replace(":/", "://", 1)
        raise RefusedError(f"--against takes a file or a folder; `curl -O {address}` fetches that, then name the file")
    if against.is_dir():
        found = [quote(_address_of(path)) for path in _files(against)]
    else:
        text = _read(against)
        if "<sitemapindex" in text:
            parts = [_beside(against, address) for address in _locations(text)]
            found = [address for part in parts for address in _locations(_read(part))]
        elif "<urlset" in text:
            found = _locations(text)
        else:
            found = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not found:
        raise RefusedError(f"{against}: holds no address; name a built site, a sitemap or a list of addresses")
    return found


def _read(file: Path) -> str:
    try:
        data = file.read_bytes()
        return (gzip.decompress(data) if data.startswith(_GZIP) else data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "it is not whole"
        raise RefusedError(f"{file}: cannot be read ({reason})") from error
    except UnicodeDecodeError as error:
        raise RefusedError(f"{file}: is no text; name a built site, a sitemap or a list of addresses") from error


def _locations(text: str) -> list[str]:
    return [unescape(address) for address in _LOCATION.findall(text)]


def _beside(index: Path, address: str) -> Path:
    """Return the file of a sitemap that an index lists: packed or not, whatever was brought here."""
    name = unquote(urlsplit(address).path).rpartition("/")[2]
    found = [file for file in (index.with_name(name), index.with_name(name.removesuffix(".gz"))) if file.is_file()]
    if not name or not found:
        raise RefusedError(f"{index}: lists {address}, which is not beside it; fetch it: curl -O '{address}'")
    return found[0]


def _files(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*"):
        path = file.relative_to(folder).as_posix()
        # Of hidden files, a site shows those of `.well-known` alone.
        if file.is_file() and not any(name[0] == "." for name in path.removeprefix(".well-known/").split("/")):
            yield path


def _address_of(path: str) -> str:
    return "/" + path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else "/" + path


def _path_of(address: str, baseurl: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    path = unicodedata.normalize("NFC", unquote(parts.path)) or "/"
    below = path.removeprefix(baseurl) if parts.scheme or path.startswith(baseurl + "/") else path
    return "/" + below.lstrip("/")


def _nearest(address: str, pages: list[str]) -> str:
    best = process.extractOne(address, pages, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    return best[0] if best else ""
