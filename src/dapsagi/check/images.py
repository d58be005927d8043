"""Bringing foreign images home: those that posts show from other hosts, where they may be gone tomorrow.

They are fetched into a waiting room below `.dapsagi/`, where they stay until the author has agreed to the changed
texts; a run that is broken off is gone on with, and what cannot be had stays as it is. Nothing that is in the blog is
ever overwritten.
"""

from __future__ import annotations

import asyncio
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec

from dapsagi.addresses.slugs import slugify
from dapsagi.addresses.targets import may_be_local
from dapsagi.authoring.edits import Edit
from dapsagi.check.drawings import fault_of_drawing, is_drawing
from dapsagi.check.fixes import find_replacements
from dapsagi.check.web import LATER, Limits, Said, Web, follow, for_each
from dapsagi.machine.files import write_whole
from dapsagi.presses.gallery import MOST_PIXELS, open_image
from dapsagi.problems import Problem, Severity, Span
from dapsagi.report import Progress, in_silence

#: Where fetched images wait, and where they live in the end, from the root of the blog.
WAITING = Path(".dapsagi/foreign")
HOME = "images"

#: An image may have 20 MB, and a minute to come.
LIMITS = Limits(together=6, request=60.0, body=20_000_000, share=500)


class ForeignImage(msgspec.Struct, frozen=True):
    """An image that a post shows from another host: its address, its alternative text, and the post's slug."""

    url: str
    words: str
    slug: str
    span: Span


class Fetched(msgspec.Struct, frozen=True):
    """An image that waits for the author's word: the file that holds it, and the suffix of its format."""

    file: Path
    suffix: str


class Missed(msgspec.Struct, frozen=True):
    """Why an image could not be had."""

    url: str
    reason: str


class Localisation(msgspec.Struct, frozen=True):
    """What bringing images home changes: each file with its place below the blog, and the texts that name it."""

    places: Mapping[str, Fetched]
    fixes: tuple[Edit, ...]


def is_foreign(target: str, hosts: tuple[str, ...]) -> bool:
    """Say whether a target leads to another site than the one that answers under `hosts`."""
    address = target.strip().lower()
    return address.startswith(("http://", "https://", "//")) and not may_be_local(address, hosts)


def fetch_images(
    root: Path,
    urls: Iterable[str],
    limits: Limits = LIMITS,
    progress: Progress = in_silence,
) -> tuple[dict[str, Fetched], list[Missed]]:
    """Fetch images that do not wait already; what a host sends counts only if it is an image that opens."""
    wanted = sorted(set(urls))
    room = root / WAITING
    there = {url: found for url in wanted if (found := _waiting(room, url))}
    fresh, missed = asyncio.run(_fetch_all(room, [url for url in wanted if url not in there], limits, progress))
    return there | fresh, missed


def plan_localisation(root: Path, images: Sequence[ForeignImage], fetched: Mapping[str, Fetched]) -> Localisation:
    """Give every fetched image a place of its own in the blog, and find the texts that are to name it. Writes nothing.

    An image lives in `images/`, in a folder named after the first post that shows it, under the name that its address
    or its alternative text gives; one that is there already, with the same content, is not kept twice.
    """
    spans: dict[str, list[Span]] = defaultdict(list)
    place_of: dict[str, str] = {}
    places: dict[str, Fetched] = {}
    by_content: dict[str, str] = {}
    for image in sorted(images, key=lambda image: image.span):
        found = fetched.get(image.url)
        if found is None:
            continue
        spans[image.url].append(image.span)
        if image.url in place_of:
            continue
        content = _digest(found.file)
        if content not in by_content:
            by_content[content] = _free_place(root, image, found, content, places)
            places[by_content[content]] = found
        place_of[image.url] = by_content[content]
    fixes = find_replacements(root, spans, lambda url, path: _spelled(place_of[url], path))
    return Localisation(places, tuple(fixes))


def place_images(root: Path, places: Mapping[str, Fetched]) -> None:
    """Put the images where they belong, each whole or not at all. To be done before the texts name them."""
    for place, found in places.items():
        file = root / place
        if not file.exists():
            write_whole(file, found.file.read_bytes())


def clear_waiting(fetched: Iterable[Fetched]) -> None:
    """Remove the images from the waiting room once the texts name them."""
    for found in fetched:
        found.file.unlink(missing_ok=True)


def problems_of(missed: Iterable[Missed], images: Iterable[ForeignImage]) -> list[Problem]:
    """Report every place that shows an image which could not be had."""
    reasons = {each.url: each.reason for each in missed}
    hint = "look at it in a browser; put the image into the blog by hand, or remove it if it is gone"
    return [
        Problem(
            "L214",
            Severity.WARNING,
            f"the image {image.url} stays where it is: {reasons[image.url]}",
            image.span,
            hint,
        )
        for image in images
        if image.url in reasons
    ]


# --- Fetching ---------------------------------------------------------------------------------------------------

# Formats that browsers show, by Pillow's names.
_SUFFIXES = {
    "JPEG": ".jpg",
    "MPO": ".jpg",
    "PNG": ".png",
    "GIF": ".gif",
    "WEBP": ".webp",
    "AVIF": ".avif",
    "BMP": ".bmp",
}

_DRAWING = ".svg"


async def _fetch_all(
    room: Path, urls: Sequence[str], limits: Limits, progress: Progress
) -> tuple[dict[str, Fetched], list[Missed]]:
    fetched: dict[str, Fetched] = {}
    missed: dict[str, Missed] = {}

    async def fetch(url: str) -> None:
        said, reason = await _image_at(web, url, limits)
        suffix, fault = ("", reason) if reason else _look_at(url, said)
        if fault:
            missed[url] = Missed(url, fault)
        else:
            fetched[url] = _keep(room, url, suffix, said.body)
        progress("foreign images", len(fetched) + len(missed), len(urls))

    with Web(limits) as web:
        await for_each(urls, fetch)
    return fetched, list(missed.values())


async def _image_at(web: Web, url: str, limits: Limits) -> tuple[Said, str]:
    """Return what an address sends in the end, or why it sends nothing that could be an image."""

    async def ask(address: str) -> Said:
        said = Said()
        for _ in range(limits.tries):
            said = await web.ask(address)
            if said.status not in LATER and (said.status or said.unasked or said.no_host):
                break
        return said

    arrival = await follow(url if not url.startswith("//") else "https:" + url, ask, limits.redirects)
    said = arrival.said
    if arrival.lost:
        return said, arrival.lost
    if said.status and said.status != 200:
        return said, f"it answers {said.status}"
    # A host that is cut off while it still sends is one that sends too much.
    endless = said.error and said.status == 200 and not 0 <= said.length <= limits.body
    return said, f"it has more than {limits.body / 1e6:g} MB" if endless else said.error


def _look_at(url: str, said: Said) -> tuple[str, str]:
    """Return the suffix of the image in an answer, or what is wrong with it."""
    from PIL import UnidentifiedImageError

    if is_drawing(said.kind, said.body):
        fault = fault_of_drawing(url, said.body)
        return ("", fault) if fault else (_DRAWING, "")
    try:
        with open_image(BytesIO(said.body)) as image:
            suffix = _SUFFIXES.get(image.format or "", "")
            if not suffix:
                return "", f"browsers do not show images of its format ({image.format})"
            if image.width * image.height > MOST_PIXELS:
                return "", f"it has {image.width} × {image.height} pixels"
            image.load()
    except UnidentifiedImageError:
        return "", f"what comes is no image but {said.kind or 'something without a type'}"
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        return "", f"the image is damaged ({' '.join(str(error).split())[:80]})"
    return suffix, ""


def _keep(room: Path, url: str, suffix: str, data: bytes) -> Fetched:
    file = room / (sha256(url.encode()).hexdigest()[:32] + suffix)
    write_whole(file, data)
    return Fetched(file, suffix)


def _waiting(room: Path, url: str) -> Fetched | None:
    name = sha256(url.encode()).hexdigest()[:32]
    for suffix in dict.fromkeys((*_SUFFIXES.values(), _DRAWING)):
        if (file := room / (name + suffix)).is_file():
            return Fetched(file, suffix)
    return None


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


# --- Naming -----------------------------------------------------------------------------------------------------

# What hosts and cameras call an image, and what says nothing of it.
_SAYS_NOTHING = re.compile(
    r"(?:img|image|images|pic|photo|picture|file|download|unnamed|untitled|noname|blob|raw|dsc|dscn|pxl|kakaotalk|original"
    r"|large|full|thumb|thumbnail|screen-?shot|alt|alt-text|사진|그림|이미지|캡처|스크린샷|\d+|at|am|pm|오전|오후|x|v|s|png|jpe?g|gif)"
    r"(?:-(?:\d+|at|am|pm|오전|오후))*",
    re.I,
)
_NUMBER = re.compile(r"[0-9a-f]{8,}|(?=[^-]*\d)(?=[^-]*[a-z])[0-9a-z]{12,}|\d{5,}", re.I)
_LETTERS = re.compile(r"[^\W\d_]")
_LONGEST_NAME = 60


def _name(image: ForeignImage) -> str:
    """Name an image after its address, or else its alternative text, or else the post that shows it."""
    path = PurePosixPath(unquote(urlsplit(image.url.strip()).path))
    for words in (path.stem if _has_image_suffix(path) else path.name, image.words):
        name = slugify(words)[:_LONGEST_NAME].strip("-")
        if len(_LETTERS.findall(name)) > 2 and not _SAYS_NOTHING.fullmatch(name) and not _NUMBER.search(name):
            return name
    return slugify(image.slug)[:_LONGEST_NAME].strip("-") or "image"


def _has_image_suffix(path: PurePosixPath) -> bool:
    return path.suffix.lower() in (*_SUFFIXES.values(), _DRAWING, ".jpeg", ".jfif", ".apng")


def _free_place(root: Path, image: ForeignImage, found: Fetched, content: str, taken: Mapping[str, Fetched]) -> str:
    folder = f"{HOME}/{slugify(image.slug) or 'posts'}"
    name = _name(image)
    count = 1
    while True:
        place = f"{folder}/{name}{f'-{count}' if count > 1 else ''}{found.suffix}"
        file = root / place
        if place not in taken and (not file.exists() or _digest(file) == content):
            return place
        count += 1


def _spelled(place: str, path: str) -> str:
    """Return a place in the blog as a post names it: from the root as Jekyll wants it, else from the post's folder."""
    if any(part.startswith("_") for part in path.split("/")):
        return f"/{place}"
    return posixpath.relpath(place, posixpath.dirname(path) or ".")
