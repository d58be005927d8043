"""What the bytes of a file that is not UTF-8 most likely are, and how they become it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePosixPath
from shlex import quote

# A text in Latin letters and marks, as front matter is, has every other byte empty in UTF-16.
_HEAD = 8


def explain_encoding(path: str, data: bytes) -> tuple[str, str]:
    """Return what is wrong with a file that cannot be decoded as UTF-8, and what to do."""
    for encoding, name in _guesses(data):
        with suppress(UnicodeDecodeError):
            data.decode(encoding)
            hint = f"convert it: iconv -f {encoding} -t utf-8 {quote(path)} > new{PurePosixPath(path).suffix}"
            return f"the file is not UTF-8 but {name}", hint
    return "the file is not UTF-8", "save it as UTF-8"


def _guesses(data: bytes) -> tuple[tuple[str, str], ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return (("utf-16", "UTF-16"),)
    head = data[:_HEAD]
    if len(head) == _HEAD and not any(head[1::2]):
        return (("utf-16le", "UTF-16"),)
    return (("cp949", "CP949 (EUC-KR)"),)
