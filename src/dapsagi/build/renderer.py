"""The renderer of one blog: bodies and formulas come from its memo, and templates are compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import jinja2
import msgspec
from jinja2.bccache import Bucket

from dapsagi.cache.store import CACHE, Store, body_finder
from dapsagi.digest import Digest, digest, digest_bytes
from dapsagi.machine.version import version
from dapsagi.machine.whole_files import write_whole
from dapsagi.presses.formulas import Draftsman
from dapsagi.renderer.filters import FILTERS
from dapsagi.renderer.render import Renderer, Template

# Neighbouring pages rarely share a body, a post and the feed do; what is kept must not grow with the blog.
_BODIES_IN_HAND = 64
_CODES_IN_HAND = 512


def make_renderer(root: Path, templates: Mapping[str, Template], store: Store) -> Renderer:
    """Make a renderer for the blog in `root`, with the bodies and the drawn formulas of `store`."""
    known = store.recall([key := _key_of_closures(templates)]).get(key)
    return Renderer(
        templates,
        version(),
        FILTERS,
        lru_cache(_BODIES_IN_HAND)(body_finder(store)),
        Draftsman(store).html,
        _CompiledTemplates(root / CACHE.parent / "templates"),
        msgspec.msgpack.decode(known, type=dict[str, Digest]) if known is not None else {},
    )


def save_closures(renderer: Renderer, store: Store) -> None:
    """Remember what the renderer found out about its templates."""
    store.remember([(_key_of_closures(renderer.templates), msgspec.msgpack.encode(renderer.closures))])


def _key_of_closures(templates: Mapping[str, Template]) -> Digest:
    return digest(("closures", version(), templates))


class _CompiledTemplates(jinja2.BytecodeCache):
    """Compiled templates on disk, and in memory for a process that makes one renderer after another.

    Each file begins with the digest of the rest: what is damaged would end the process, or run.
    """

    _codes: ClassVar[dict[str, bytes]] = {}

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._codes.get(bucket.key + bucket.checksum)
        if code is not None:
            bucket.bytecode_from_string(code)
            return
        with suppress(OSError):
            digest_of_code, _, code = self._file(bucket).read_bytes().partition(b"\n")
            if digest_of_code == digest_bytes(code).encode():
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = bucket.bytecode_to_string()
        if len(self._codes) < _CODES_IN_HAND:
            self._codes[bucket.key + bucket.checksum] = code
        with suppress(OSError):
            write_whole(self._file(bucket), digest_bytes(code).encode() + b"\n" + code)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.code"
