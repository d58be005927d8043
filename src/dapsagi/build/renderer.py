"""The renderer of one blog: bodies and formulas come from its cache, and templates are compiled once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import jinja2
import msgspec
from jinja2.bccache import Bucket

from dapsagi.cache.cache import CACHE, Cache, body_finder
from dapsagi.digest import Digest, digest, digest_bytes
from dapsagi.machine.files import write_whole
from dapsagi.machine.version import version
from dapsagi.presses.formulas import Draftsman
from dapsagi.renderer.filters import FILTERS
from dapsagi.renderer.render import THEME_PREFIX, Renderer, Template, TemplateSet

# Neighbouring pages rarely share a body, a post and the feed do; what is kept must not grow with the blog.
_BODIES_IN_HAND = 64
_CODES_IN_HAND = 512

_OF_THEME = "theme-"


def make_renderer(root: Path, templates: Mapping[str, Template], cache: Cache) -> Renderer:
    """Make a renderer for the blog in `root`, with the bodies and the drawn formulas of `cache`."""
    known = cache.recall([key := _key_of_closures(templates)]).get(key)
    closures = msgspec.msgpack.decode(known, type=dict[str, Digest]) if known is not None else {}
    compiled = _CompiledTemplates(root / CACHE.parent / "templates")
    return Renderer(
        TemplateSet(templates, version(), compiled, closures),
        FILTERS,
        lru_cache(_BODIES_IN_HAND)(body_finder(cache)),
        Draftsman(cache).html,
    )


def save_closures(renderer: Renderer, cache: Cache) -> None:
    """Remember what the renderer found out about its templates."""
    cache.remember([(_key_of_closures(renderer.templates), msgspec.msgpack.encode(renderer.closures))])


def _key_of_closures(templates: Mapping[str, Template]) -> Digest:
    return digest(("closures", version(), templates))


class _CompiledTemplates(jinja2.BytecodeCache):
    """Compiled templates on disk, and in memory for a process that makes one renderer after another.

    Those of the theme are the same for every blog, and to compile them takes as long as to build a small one, so they
    are kept for all of them too. Each file begins with a digest of the rest: what is damaged would end the process, or
    run. The tool is in it as well, whose filters Jinja applies to what is constant.
    """

    _codes: ClassVar[dict[str, bytes]] = {}

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return (_OF_THEME if (filename or "").startswith(THEME_PREFIX) else "") + super().get_cache_key(name, filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._codes.get(bucket.key + bucket.checksum)
        if code is not None:
            bucket.bytecode_from_string(code)
            return
        for file in self._files(bucket):
            with suppress(OSError):
                known, _, code = file.read_bytes().partition(b"\n")
                if known == _seal(code):
                    bucket.bytecode_from_string(code)
                    return

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = bucket.bytecode_to_string()
        if len(self._codes) < _CODES_IN_HAND:
            self._codes[bucket.key + bucket.checksum] = code
        for file in self._files(bucket):
            with suppress(OSError):
                write_whole(file, _seal(code) + b"\n" + code)

    def _files(self, bucket: Bucket) -> Iterator[Path]:
        """Yield where the code of a template may be kept."""
        if bucket.key.startswith(_OF_THEME) and (shared := own_cache()):
            yield shared / "templates" / f"{bucket.key}.{sys.implementation.cache_tag}.code"
        yield self._folder / f"{bucket.key}.code"


def _seal(code: bytes) -> bytes:
    return digest((version(), digest_bytes(code))).encode()


def own_cache() -> Path | None:
    """Return the tool's folder among the caches of this user, which need not be there; None where there is no home.

    On Linux it follows the XDG Base Directory Specification (https://specifications.freedesktop.org/basedir-spec/).
    """
    with suppress(RuntimeError):
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "dapsagi/Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library/Caches/dapsagi"
        place = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return (place if place.is_absolute() else Path.home() / ".cache") / "dapsagi"
    return None
