"""The file of a Jupyter notebook, and what its author says in it of the whole and of single cells.

The file is that of nbformat 4 (https://nbformat.readthedocs.io/en/latest/format_description.html). What its author
hides is hidden here too, however that was said: by the tags of a cell, as Jupyter Book and nbconvert have them, by
comments as fastpages had them, or by the options of Quarto and nbdev.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from dapsagi.post.front_matter import split_front_matter
from dapsagi.problems import RefusedError

#: Stands before the name of a picture in the text: where it will lie is known once the post has a name.
PICTURES = "\0"

_FORMAT = 4

# As the file has it: a text, or a list of its lines.
_Text = str | list[str]


class Output(msgspec.Struct):
    """Something that code gave, under the type of output of the format."""

    output_type: str
    text: _Text = ""
    data: dict[str, Any] = {}
    metadata: dict[str, Any] = {}
    traceback: list[str] = []


class Cell(msgspec.Struct):
    """Prose, or code with its outputs; pictures that were pasted into prose are its attachments."""

    cell_type: str
    source: _Text = ""
    metadata: dict[str, Any] = {}
    outputs: list[Output] = []
    attachments: dict[str, dict[str, _Text]] = {}


class NotebookFile(msgspec.Struct):
    """A notebook."""

    nbformat: int
    cells: list[Cell] = []
    metadata: dict[str, Any] = {}


class Hidden(NamedTuple):
    """Whether a cell is left out, with its code or its outputs, and which of them are folded."""

    cell: bool = False
    code: bool = False
    output: bool = False
    folds_code: bool = False
    folds_output: bool = False


# fastpages: a title, a quoted summary, and front matter as a list.
_TITLE = re.compile(r"#[ \t]+\"?([^\n]+?)\"?[ \t]*(?:\n|\Z)")
_ENTRY = re.compile(r"- ([\w-]+:(?: [^\n]*)?)(?:\n|\Z)")
_SUMMARY = re.compile(r"> ?\"?([^\n]*?)\"?[ \t]*(?:\n|\Z)")
_BLANK = re.compile(r"\s*")

# The directives at the head of a cell of code.
_DIRECTIVE = re.compile(
    r"[ \t]*(?:#|//)(?:\|[ \t]*([\w-]+)[ \t]*(?::[ \t]*([^\n]*?))?|[ \t]*((?:hide|collapse)[\w-]*))[ \t]*(?:\n|\Z)"
)


def decode_notebook(data: bytes) -> NotebookFile:
    """Return the notebook that a file holds.

    Raises `RefusedError` for what is no notebook, or one in a format of before 2015.
    """
    try:
        file = msgspec.json.decode(data, type=NotebookFile)
    except msgspec.MsgspecError as error:
        hint = "name a file .ipynb; Markdown is a post as it is, in the folder of posts"
        raise RefusedError(f"is no Jupyter notebook ({error}); {hint}") from error
    if file.nbformat < _FORMAT:
        raise RefusedError(f"is of Jupyter's old format {file.nbformat}; open it in a Jupyter of today and save it")
    return file


def take_front_matter(cells: Sequence[Cell]) -> tuple[Mapping[str, Any], Sequence[Cell]]:
    """Return the front matter in the first cell, in whatever form it is there, and the cells without it."""
    if not cells or cells[0].cell_type == "code":
        return {}, cells
    first, *others = cells
    text = joined(first.source)
    found = split_front_matter(text)
    values, rest = (found.values, found.body) if found.found else _read_fastpages(text)
    return values, [msgspec.structs.replace(first, source=rest), *others] if values else cells


def joined(text: Any) -> str:
    """Return a text that may be a list of its lines, without what marks a picture."""
    joined = "".join(map(str, text)) if isinstance(text, list) else str(text)
    # What a program printed may hold any sign, and this one marks pictures.
    return joined.replace(PICTURES, "")


def language_of(metadata: Mapping[str, Any]) -> str:
    """Return the language of the code in a notebook with this metadata."""
    for name, key in (("language_info", "name"), ("kernelspec", "language")):
        said = metadata.get(name)
        if isinstance(said, Mapping) and isinstance(said.get(key), str):
            return str(said[key]).lower()
    return "python"


def _read_fastpages(text: str) -> tuple[dict[str, Any], str]:
    """Read a title with a list of front matter below it; the values are empty where there is no such list."""
    heading = _TITLE.match(text)
    if not heading:
        return {}, text
    values: dict[str, Any] = {"title": heading[1]}
    place = _past(_BLANK, text, heading.end())
    if summary := _SUMMARY.match(text, place):
        values["description"] = summary[1]
        place = _past(_BLANK, text, summary.end())
    entries = []
    while entry := _ENTRY.match(text, place):
        entries.append(entry[1])
        place = entry.end()
    if not entries:
        return {}, text
    return values | split_front_matter("---\n" + "\n".join(entries) + "\n---\n").values, text[place:]


def _past(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def without_directives(source: str) -> tuple[str, dict[str, str], set[str]]:
    """Take the directives off the head of a cell; return the rest, the options, and the names that were comments."""
    options: dict[str, str] = {}
    comments: set[str] = set()
    place = 0
    while found := _DIRECTIVE.match(source, place):
        if found[1]:
            options[found[1].lower()] = (found[2] or "true").strip("\"'")
        else:
            comments.add(found[3].lower().replace("_", "-"))
        place = found.end()
    return source[place:], options, comments


def hidden_by(cell: Cell, options: Mapping[str, str], comments: set[str]) -> Hidden:
    """Return what of a cell its tags hide, its `options`, and the directives that are `comments`."""
    tags = cell.metadata.get("tags")
    folded = cell.metadata.get("jupyter")
    said = {f"#{name}" for name in comments} | {f"{name}: {value}" for name, value in options.items()}
    said |= {f"[{str(tag).lower().replace('_', '-')}]" for tag in tags} if isinstance(tags, list) else set()
    said |= {f"{name}: {value}" for name, value in folded.items()} if isinstance(folded, Mapping) else set()

    def says(*words: str) -> bool:
        return not said.isdisjoint(words)

    collapses = any(name.startswith("collapse") and name != "collapse-output" for name in comments)
    return Hidden(
        cell="hide" in options or says("[remove-cell]", "#hide", "include: false"),
        code=says("[remove-input]", "#hide-input", "echo: false"),
        output=says("[remove-output]", "#hide-output", "output: false", "eval: false"),
        folds_code=collapses or says("[hide-input]", "[hide-cell]", "code-fold: true", "source_hidden: True"),
        folds_output=says("[hide-output]", "[hide-cell]", "#collapse-output", "outputs_hidden: True"),
    )
