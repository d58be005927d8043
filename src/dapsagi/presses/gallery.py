"""The images of a blog's pages: measured, and made smaller for small screens.

The author's files are published as they are. Beside them stand variants in the widths that screens have, under names
that say what they were made from, so that browsers may keep them for ever. Each image is opened once, in one of several
processes where there are many, and again when it or the settings change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from io import BytesIO
from math import ceil
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dapsagi.addresses import urls
from dapsagi.cache.cache import Cache
from dapsagi.cache.folder import place_in_cache, sweep, whole_files
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest, digest_stream
from dapsagi.machine.crew import work
from dapsagi.machine.files import write_whole
from dapsagi.pages.bodies import picture_path
from dapsagi.pages.views.parts import Picture
from dapsagi.problems import Problem, Severity, Span
from dapsagi.report import Progress, in_silence
from dapsagi.site import Site

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

#: Where variants stand in the finished site.
VARIANTS = "assets/dapsagi/img/"

# Raised whenever an image gives other variants than before.
_VERSION = 3

_SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".svg")
# What phones, scanners and programs for pictures save, and few browsers or none show.
_UNSHOWN = (".heic", ".heif", ".tif", ".tiff", ".psd")

# A variant has to be worth another file: this much smaller than the original, which is not tiny itself.
_WORTH_IT = 0.9
_TINY = 8_000

#: Beyond this an image would not fit into the memory of a small machine; it is measured, and left as it is.
MOST_PIXELS = 80_000_000

# A first build is mostly this: WebP's usual method, 4, takes more than twice the time for a fourteenth less.
_ENCODING: Mapping[str, Mapping[str, Any]] = {
    "WEBP": {"quality": 80, "method": 2},
    "JPEG": {"quality": 82},
    "PNG": {"optimize": True},
}

# Below this many images to open, starting processes costs more than they save.
_WORTH_A_POOL = 6


class Variant(msgspec.Struct, frozen=True, array_like=True):
    """A smaller copy of an image: its width in pixels and its file name."""

    width: int
    name: str


class ImageRecord(msgspec.Struct, frozen=True, array_like=True):
    """What is known of an image: its size as it is shown, its variants, and whether it is best itself at its own width.

    `fault` says what is wrong with the file; its size may be known all the same.
    """

    width: int = 0
    height: int = 0
    variants: tuple[Variant, ...] = ()
    whole: bool = False
    fault: str = ""


class VariantOptions(msgspec.Struct, frozen=True):
    """What variants to make: the widths (none: only measure), as WebP or in the image's own format."""

    widths: tuple[int, ...]
    webp: bool


class Gallery(msgspec.Struct, frozen=True):
    """The images that pages show, by their path in the site, and the files of their variants by output path."""

    pictures: Mapping[str, Picture] = {}
    files: Mapping[str, tuple[Path, Digest]] = {}
    problems: tuple[Problem, ...] = ()


class Darkroom(msgspec.Struct, frozen=True):
    """Where images are opened: in a blog, with its cache, by `jobs` processes; `progress` hears how many are done."""

    root: Path
    cache: Cache
    jobs: int = 1
    progress: Progress = in_silence


def make_gallery(
    site: Site,
    files: Mapping[str, tuple[Path, Digest]],
    darkroom: Darkroom,
    *,
    variants: bool = True,
) -> Gallery:
    """Measure the images that the pages of `site` show, and make their variants unless they are not wanted.

    `files` are the blog's static files by path, with their digests.
    """
    settings = site.settings
    widths = settings.images_widths if settings.images_responsive and variants else ()
    options = VariantOptions(widths, settings.images_webp)
    there = [path for path in sorted(_shown(site)) if path in files]
    shown = {path: files[path] for path in there if path.lower().endswith(_SUFFIXES)}
    folder = place_in_cache(darkroom.root, "images")
    records = _records(shown, options, folder, darkroom)
    pictures = {path: _picture(path, record, settings) for path, record in records.items() if record.width}
    made = [variant.name for record in records.values() for variant in record.variants]
    return Gallery(
        pictures,
        {VARIANTS + name: (folder / name, digest(name)) for name in made},
        (
            *(_unreadable(path, record.fault) for path, record in records.items() if record.fault),
            *(_unshown(path) for path in there if path.lower().endswith(_UNSHOWN)),
        ),
    )


def remove_unused_variants(root: Path, gallery: Gallery) -> None:
    """Remove variants that no page shows any more, once they outnumber the others by far."""
    folder = place_in_cache(root, "images")
    there = (file.name for file in folder.iterdir()) if folder.is_dir() else ()
    sweep(folder, there, {path.removeprefix(VARIANTS) for path in gallery.files})


def _read_image(options: VariantOptions, folder: Path, image: tuple[Path, Digest]) -> ImageRecord:
    """Measure an image file and write its variants to `folder`; whatever is wrong with it is its `fault`.

    Raises `OSError` where `folder` takes no more.
    """
    file, file_digest = image
    source: Path | BytesIO = file
    try:
        if file.suffix.lower() == ".svg":
            return _measure_drawing(file.read_text("utf-8", "replace"))
        if options.widths:
            # What is remembered of an image is found by its digest, and somebody may save another one meanwhile.
            source = BytesIO(file.read_bytes())
            if digest_stream(source) != file_digest:
                return ImageRecord(fault=_CHANGED)
        record, made = _read_raster(source, file, file_digest, options)
    except IMAGE_FAULTS as error:
        return ImageRecord(fault=_words_of(error, file, source))
    for name, data in made.items():
        write_whole(folder / name, data)
    return record


# --- Which images there are ---------------------------------------------------------------------------------------


def _shown(site: Site) -> set[str]:
    paths: set[str] = set()
    for text in site.texts():
        links = site.links.get(text.key, ())
        images = (
            {index for index, link in text.links if (link.element, link.attribute) == ("img", "src")} if links else ()
        )
        paths.update(picture_path(found.url) for index, found in links if index in images)
    return paths


def _records(
    shown: Mapping[str, tuple[Path, Digest]], options: VariantOptions, folder: Path, darkroom: Darkroom
) -> dict[str, ImageRecord]:
    keys = {path: digest(("image", _VERSION, file_digest, options)) for path, (_, file_digest) in shown.items()}
    known = {key: _decode(data) for key, data in darkroom.cache.recall(set(keys.values())).items()}
    there = whole_files(folder)
    # One file may stand in several places.
    waiting = {
        key: shown[path]
        for path, key in keys.items()
        if key not in known or not there.issuperset(variant.name for variant in known[key].variants)
    }
    if waiting:
        read = partial(_read_image, options, folder)
        opened = work(read, list(waiting.values()), darkroom.jobs if len(waiting) >= _WORTH_A_POOL else 1)
        for done, (key, record) in enumerate(zip(waiting, opened, strict=True), 1):
            known[key] = record
            # Photos take minutes: a build that is broken off has not opened them in vain. A fault may be the machine's.
            darkroom.cache.remember([(key, _encode(record))] if not record.fault else ())
            darkroom.progress("images", done, len(waiting))
    return {path: known[key] for path, key in keys.items()}


def _picture(path: str, record: ImageRecord, settings: Settings) -> Picture:
    variants = [(variant.width, urls.href("/" + VARIANTS + variant.name, settings)) for variant in record.variants]
    if variants and record.whole:
        variants.append((record.width, urls.href("/" + path, settings)))
    return Picture(record.width, record.height, tuple(variants))


def _words_of(error: Exception, file: Path, source: Path | BytesIO) -> str:
    """Return what is wrong, without the name of the file: it is remembered by its content, and may move."""
    words = str(error).replace(repr(source), "").replace(repr(str(file)), "").replace(str(file), "")
    return " ".join(words.split()) or type(error).__name__


def _unreadable(path: str, fault: str) -> Problem:
    message = f"the image cannot be read: {fault}"
    hint = "open it in a viewer, and save it again or remove it; pages show it as it is"
    if fault == _CHANGED:
        hint = "build again"
    return Problem("I101", Severity.WARNING, message, Span(path), hint)


def _unshown(path: str) -> Problem:
    message = "hardly a browser shows an image of this kind"
    hint = "save it as JPEG; an iPhone does so by itself with Settings > Camera > Formats > Most Compatible"
    return Problem("I102", Severity.WARNING, message, Span(path), hint)


# --- One image ----------------------------------------------------------------------------------------------------

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(ImageRecord).decode

_EXTENSION = {"WEBP": "webp", "JPEG": "jpg", "PNG": "png"}

#: What Pillow raises at files that are no images, or not whole.
IMAGE_FAULTS = (OSError, SyntaxError, ValueError, EOFError, MemoryError)

_CHANGED = "it changed while the site was built"

# The tag of Exif that says how a camera was held.
_ORIENTATION = 0x0112

_SVG = re.compile(r"<svg\b[^>]*>", re.S)
_SVG_LENGTH = re.compile(r"""\b(width|height)\s*=\s*["']\s*([\d.]+)\s*(?:px)?\s*["']""")
_SVG_BOX = re.compile(r"""\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""")


def open_image(source: Path | BytesIO) -> ImageFile:
    """Open an image of any size; look at its size before its pixels are read."""
    from PIL import Image

    # Pillow refuses a large image before it says how large, and MOST_PIXELS is the stricter limit.
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(source)


def _read_raster(
    source: Path | BytesIO, file: Path, file_digest: Digest, options: VariantOptions
) -> tuple[ImageRecord, Mapping[str, bytes]]:
    """Measure an image and make its variants, by their names."""
    with open_image(source) as image:
        width, height = image.size
        # A camera held upright writes the same rows, and says so. A PNG could say so behind its pixels, which are not
        # read for that alone.
        told = options.widths or image.format != "PNG" or "exif" in image.info
        if told and image.getexif().get(_ORIENTATION, 1) >= 5:
            width, height = height, width
        still = not getattr(image, "is_animated", False) and image.mode in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK")
        small = file.stat().st_size < _TINY
        if not options.widths or not still or small or width * height > MOST_PIXELS:
            return ImageRecord(width, height), {}
        try:
            # One name never stands for two pictures: browsers would keep the old one.
            stem = digest((_VERSION, file_digest, options))[:16]
            made = _make_variants(image, (width, height), file, stem, options)
        except IMAGE_FAULTS as error:
            return ImageRecord(width, height, fault=_words_of(error, file, source)), {}
    variants = tuple(sorted(made, key=attrgetter("width")))
    whole = bool(variants) and variants[-1].width < width <= max(options.widths)
    return ImageRecord(width, height, variants, whole), {variant.name: data for variant, data in made.items()}


def _make_variants(
    image: ImageFile, size: tuple[int, int], file: Path, stem: str, options: VariantOptions
) -> dict[Variant, bytes]:
    from PIL import ImageOps

    width, height = size
    limit = file.stat().st_size * _WORTH_IT
    widest = min(width, max(options.widths))
    profile = image.info.get("icc_profile") if image.mode != "CMYK" else None
    format_ = "WEBP" if options.webp or image.format not in ("JPEG", "PNG") else image.format
    # A JPEG can be read at a half or an eighth of its size, which spares most of the work; a quarter more than wanted
    # leaves the picture as sharp as all of it would.
    share = min(1.0, widest * 1.25 / width)
    image.draft("RGB", (ceil(image.width * share), ceil(image.height * share)))
    upright = ImageOps.exif_transpose(image)
    largest = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    made: dict[Variant, bytes] = {}
    for wanted in sorted({each for each in options.widths if each < width} | {widest}, reverse=True):
        name = f"{stem}-{wanted}.{_EXTENSION[format_]}"
        small = largest.resize((wanted, max(1, round(wanted * height / width))), reducing_gap=3.0)
        if wanted == widest:
            # The others come out of it as good as out of the photo, in a fifth of the time.
            largest = small
        data = _encoded(small, format_, profile)
        if len(data) < limit:
            made[Variant(wanted, name)] = data
    return made


def _encoded(image: Image, format_: str, profile: bytes | None) -> bytes:
    data = BytesIO()
    image.save(data, format_, **_ENCODING[format_], **({"icc_profile": profile} if profile else {}))
    return data.getvalue()


def _measure_drawing(text: str) -> ImageRecord:
    """Read the size of an SVG: its width and height in pixels, else its view box."""
    root = _SVG.search(text)
    if root is None:
        raise ValueError("it has no <svg> element")
    lengths = {name: float(length) for name, length in _SVG_LENGTH.findall(root[0])}
    box = _SVG_BOX.search(root[0])
    if {"width", "height"} <= set(lengths):
        size = lengths["width"], lengths["height"]
    elif box:
        size = float(box[1]), float(box[2])
    else:
        raise ValueError("it has neither a width and height in pixels nor a viewBox")
    return ImageRecord(max(1, round(size[0])), max(1, round(size[1])))
