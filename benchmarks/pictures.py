"""Small pictures, as PNG (https://www.w3.org/TR/png-3/): plots such as a study journal is full of."""

from __future__ import annotations

import math
import struct
import zlib
from random import Random

_WIDTH, _HEIGHT = 320, 200

# Background, axis, curve and the scattered points, as palette entries.
_PALETTE = bytes((250, 248, 242, 90, 90, 90, 40, 90, 160, 200, 110, 70))
_BACKGROUND, _AXIS, _CURVE, _POINT = range(4)


def picture(random: Random) -> bytes:
    """Return a plot of a curve among some hundred points, between 1 and 3 KB."""
    rows = [bytearray(_WIDTH) for _ in range(_HEIGHT)]
    rows[_HEIGHT - 20] = bytearray([_AXIS]) * _WIDTH
    waves, height, shift = random.uniform(0.5, 4), random.uniform(20, 80), random.uniform(0, math.tau)
    for x in range(_WIDTH):
        y = round(_HEIGHT / 2 + height * math.sin(math.tau * waves * x / _WIDTH + shift))
        rows[y][x] = rows[y + 1][x] = _CURVE
    for _ in range(random.randint(200, 900)):
        rows[random.randrange(_HEIGHT)][random.randrange(_WIDTH)] = _POINT
    # Every row begins with its filter type; 0 is none.
    data = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", _PALETTE), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
