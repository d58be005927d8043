"""A Jupyter notebook as the text of a post: its prose, its code, what the code gave, and its pictures as files."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple
from urllib.parse import unquote

import msgspec

from dapsagi.authoring.notebook_file import (
    PICTURES,
    Cell,
    NotebookFile,
    Output,
    decode_notebook,
    hidden_by,
    joined,
    language_of,
    take_front_matter,
    without_directives,
)

#: What of a notebook's own front matter a post takes over; its title is taken apart from that.
TAKEN_OVER = ("description", "categories", "tags")


class Words(NamedTuple):
    """What stands for a picture, over folded code and over a folded output."""

    picture: str
    code: str
    output: str


KOREAN = Words("그림", "코드", "출력")
ENGLISH = Words("Figure", "Code", "Output")


class Notebook(msgspec.Struct, frozen=True):
    """What a notebook gives: a title, front matter under the names of `TAKEN_OVER`, Markdown, and files by name.

    `left_out` says of each output that no page can hold, which it was.
    """

    title: str
    values: Mapping[str, Any]
    text: str
    pictures: Mapping[str, bytes]
    left_out: tuple[str, ...] = ()


def read_notebook(data: bytes, words: Words, find_file: Callable[[str], bytes | None] = lambda _: None) -> Notebook:
    """Read a notebook; `words` are those of the blog's language.

    `find_file` returns the file at a path from the notebook's folder, if there is one; it is asked for pictures alone.
    The text has `PICTURES` before the name of each picture.

    Raises `RefusedError` for what is no notebook, or one in a format of before 2015.
    """
    return _Conversion(decode_notebook(data), words, find_file).notebook()


_HEADING = re.compile(r"#{1,3}[ \t]+([^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)")

_MAGIC = re.compile(r"%%(\w+)")
_LANGUAGES = {"js": "javascript", "sh": "bash", "ipython": "python"}
_MAGIC_LANGUAGES = ("bash", "sh", "html", "javascript", "js", "latex", "sql", "r", "ruby", "perl", "svg", "markdown")

# What a terminal would have done with a text: colours, and lines that were written over, as progress bars are.
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_WRITTEN_OVER = re.compile(r"[^\n]*\r(?!\n|\Z)")
# The name of a thing in the memory of that day says nothing to a reader.
_NAMELESS = re.compile(r"\[?<[^<>\n]* at 0x[0-9a-f]+>(?:,\s*<[^<>\n]* at 0x[0-9a-f]+>)*\]?|<(?:Axes|Figure)[^<>\n]*>")

_PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg"}
# What pandas says of how its tables look.
_STYLE = re.compile(r"<style scoped>.*?</style>\s*| border=\"1\"(?= class=\"dataframe\")", re.S)
_ATTACHED = "attachment:"
_PICTURE = re.compile(r"(!\[[^\]\n]*\]\(|<img\b[^<>]*?\bsrc=[\"']?)([^\s()\"'<>]+)")
# Plotly puts all of itself into each of its outputs.
_LONGEST_SCRIPT = 65_536


class _Conversion:
    def __init__(self, file: NotebookFile, words: Words, find_file: Callable[[str], bytes | None]) -> None:
        self._cells: Sequence[Cell] = file.cells
        self._words = words
        self._find_file = find_file
        self._language = language_of(file.metadata)
        self._pictures: dict[str, bytes] = {}
        self._left_out: list[str] = []

    def notebook(self) -> Notebook:
        values, self._cells = take_front_matter(self._cells)
        parts: list[str] = []
        for number, cell in enumerate(self._cells, 1):
            parts += filter(None, (part.strip("\n") for part in self._parts(number, cell)))
        text = "\n\n".join(parts).strip("\n")
        heading = _HEADING.match(text)
        title = str(values.get("title") or (heading[1] if heading else self._first_heading()))
        if heading and heading[1] == title:
            text = text[heading.end() :].strip("\n")
        kept = {key: _texts(values[key]) for key in TAKEN_OVER if values.get(key)}
        return Notebook(_plain(title), kept, text + "\n", self._pictures, tuple(self._left_out))

    def _first_heading(self) -> str:
        """Return the heading that the prose begins with, behind the code that prepares all else."""
        prose = next((cell for cell in self._cells if cell.cell_type == "markdown"), None)
        heading = _HEADING.match(joined(prose.source)) if prose else None
        return heading[1] if heading else ""

    def _parts(self, number: int, cell: Cell) -> Iterator[str]:
        source = joined(cell.source)
        if cell.cell_type == "markdown":
            yield self._with_pictures(source, cell)
        elif cell.cell_type == "raw":
            if cell.metadata.get("format") in ("text/markdown", "text/html"):
                yield source
        elif cell.cell_type == "code":
            yield from self._code_parts(number, cell, source)

    def _code_parts(self, number: int, cell: Cell, source: str) -> Iterator[str]:
        source, options, comments = without_directives(source)
        hidden = hidden_by(cell, options, comments)
        if hidden.cell:
            return
        if source.strip() and not hidden.code:
            magic = _MAGIC.match(source)
            language = magic[1].lower() if magic and magic[1].lower() in _MAGIC_LANGUAGES else self._language
            code = _fenced(source, _LANGUAGES.get(language, language))
            yield _folded(code, self._words.code) if hidden.folds_code else code
        if not hidden.output:
            outputs = [part for part in self._outputs(number, cell.outputs, options) if part]
            if outputs and hidden.folds_output:
                yield _folded("\n\n".join(outputs), self._words.output)
            else:
                yield from outputs

    def _outputs(self, number: int, outputs: Iterable[Output], options: Mapping[str, str]) -> Iterator[str]:
        stream = ""
        for output in outputs:
            if output.output_type == "stream":
                stream += joined(output.text)
                continue
            yield _as_output(stream)
            stream = ""
            if output.output_type == "error":
                yield _as_output("\n".join(output.traceback))
            else:
                yield self._shown(number, output, options)
        yield _as_output(stream)

    def _shown(self, number: int, output: Output, options: Mapping[str, str]) -> str:
        """Return the best form of an output that a page can hold."""
        data = output.data
        if "text/html" in data:
            html = _STYLE.sub("", joined(data["text/html"])).strip()
            if "<script" not in html or len(html) <= _LONGEST_SCRIPT:
                return f'<div class="output">\n{html}\n</div>'
            self._left_out.append(f"cell {number}: an output of {len(html) // 1024} KB of scripts is left out")
        if "text/markdown" in data:
            return joined(data["text/markdown"])
        for kind, extension in _PICTURES.items():
            if kind in data:
                return self._picture(joined(data[kind]), extension, output.metadata.get(kind), options)
        if "text/latex" in data:
            return joined(data["text/latex"])
        text = joined(data.get("text/plain", ""))
        is_widget = any(kind.startswith("application/vnd.jupyter.widget") for kind in data)
        return "" if is_widget or _NAMELESS.fullmatch(text.strip()) else _as_output(text)

    def _picture(self, data: str, extension: str, said: Any, options: Mapping[str, str]) -> str:
        caption = options.get("fig-cap", "")
        described = options.get("fig-alt") or caption or f"{self._words.picture} {len(self._pictures) + 1}"
        address = self._keep_encoded(extension, data)
        if not address:
            return ""
        width = said.get("width") if isinstance(said, Mapping) else None
        size = f' width="{width}"' if isinstance(width, int) else ""
        if not caption:
            return f"![{_escaped(described)}]({address})" + (f"{{:{size}}}" if size else "")
        picture = f'<img src="{address}" alt="{escape(described)}"{size}>'
        return f"<figure>\n{picture}\n<figcaption>{escape(caption, quote=False)}</figcaption>\n</figure>"

    def _with_pictures(self, source: str, cell: Cell) -> str:
        """Return prose with the addresses of files for the pictures that are pasted into it or lie beside it."""

        def address(found: re.Match[str]) -> str:
            before, path = found.groups()
            if path.startswith(_ATTACHED):
                forms = cell.attachments.get(unquote(path.removeprefix(_ATTACHED)), {})
                kind = next((kind for kind in _PICTURES if kind in forms), "")
                kept = self._keep_encoded(_PICTURES[kind], joined(forms[kind])) if kind else ""
            else:
                extension = path.rpartition(".")[2].lower()
                is_beside = path[0] != "/" and ":" not in path and extension in (*_PICTURES.values(), "jpeg", "avif")
                picture = self._find_file(unquote(path)) if is_beside else None
                kept = self._keep(extension, picture) if picture else ""
            return before + (kept or path)

        return _PICTURE.sub(address, source)

    def _keep_encoded(self, extension: str, data: str) -> str:
        """Keep a picture as outputs have it, and return its address; "" for one that is none."""
        try:
            return self._keep(extension, data.encode() if extension == "svg" else base64.b64decode(data))
        except (binascii.Error, ValueError):
            self._left_out.append(f"a picture in {extension.upper()} cannot be read and is left out")
            return ""

    def _keep(self, extension: str, picture: bytes) -> str:
        """Keep a picture as a file, unless it is there already, and return its address."""
        name = f"{len(self._pictures) + 1}.{extension}"
        same = next((known for known, kept in self._pictures.items() if kept == picture), name)
        self._pictures[same] = picture
        return PICTURES + same


def _texts(value: Any) -> str | list[str]:
    return [str(each) for each in value] if isinstance(value, list) else str(value)


def _fenced(text: str, language: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _as_output(text: str) -> str:
    """Return what was printed as a terminal would show it in the end."""
    text = _WRITTEN_OVER.sub("", _COLOUR.sub("", text)).replace("\r", "").strip("\n")
    return _fenced(text, "plaintext") + "\n{: .output}" if text.strip() else ""


def _folded(text: str, words: str) -> str:
    return f'<details markdown="1">\n<summary>{words}</summary>\n\n{text}\n\n</details>'


def _escaped(text: str) -> str:
    return re.sub(r"([\[\]*_`\\])", r"\\\1", text)


def _plain(title: str) -> str:
    return " ".join(title.replace("**", "").replace("`", "").split())
