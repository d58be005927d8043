"""From a place on a page to its line in the source, and from there into the author's editor."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import msgspec

from dapsagi.config import Settings
from dapsagi.markup import render
from dapsagi.markup.body import Body
from dapsagi.post.expansion import Shared
from dapsagi.post.from_source import read_source
from dapsagi.post.reading import read_head
from dapsagi.post.values import Post, Source
from dapsagi.problems import lines_of

# Beyond this many blocks, aligning costs more than a precise line is worth.
_ALIGNED = 1000

# So many letters of what was pointed at are looked for; markup within a line, such as an address, may part them.
_WORDS = (24, 12, 6)

# Addresses that editors answer to.
_ADDRESSES = {
    "vscode": "vscode://file{path}:{line}",
    "vscode-insiders": "vscode-insiders://file{path}:{line}",
    "vscodium": "vscodium://file{path}:{line}",
    "cursor": "cursor://file{path}:{line}",
    "windsurf": "windsurf://file{path}:{line}",
    "zed": "zed://file{path}:{line}",
    "idea": "idea://open?file={path}&line={line}",
    "sublime": "subl://open?url=file://{path}&line={line}",
    "textmate": "txmt://open?url=file://{path}&line={line}",
}

# How editors with windows of their own take a line. One that needs the terminal cannot be started from a page.
_COMMANDS = {
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor", "windsurf"), ("-g", "{path}:{line}")),
    **dict.fromkeys(("subl", "zed", "zeditor", "hx-gui"), ("{path}:{line}",)),
    **dict.fromkeys(("gedit", "gnome-text-editor", "pluma", "xed", "mousepad", "gvim"), ("+{line}", "{path}")),
    **dict.fromkeys(("kate", "kwrite", "mate", "bbedit", "mvim"), ("-l", "{line}", "{path}")),
    **dict.fromkeys(("idea", "pycharm", "webstorm"), ("--line", "{line}", "{path}")),
    "emacsclient": ("-n", "+{line}", "{path}"),
}


class OpenRequest(msgspec.Struct, frozen=True):
    """What was pointed at: a `path` and line of a problem, or a place on the page at address `page`.

    `block` is the number of the block in the body whose elements are `tags`, -1 for a place outside of it; `image` the
    number of the image that was meant, or -1; `text` what the line under the pointer says.
    """

    page: str = ""
    path: str = ""
    line: int = 0
    block: int = -1
    tags: tuple[str, ...] = ()
    image: int = -1
    text: str = ""


class Opening(msgspec.Struct, frozen=True):
    """How an editor is reached: an address for the browser, or else a command to run."""

    address: str = ""
    command: tuple[str, ...] = ()


def opening(file: Path, line: int, setting: str, environment: Mapping[str, str]) -> Opening:
    """Choose the editor for `file`: the one that is set, the author's own if it has a window, else VS Code.

    `setting` is a name such as `vscode`, or an address or command with `{path}` and `{line}`.
    """
    places = {"path": str(file), "line": str(max(line, 1))}
    if setting in _ADDRESSES or "://" in setting:
        return Opening(address=_address(_ADDRESSES.get(setting, setting), file, line))
    if setting:
        words = shlex.split(setting)
        if "{path}" not in setting:
            words += _arguments(words[0]) or ("{path}",)
        return Opening(command=tuple(word.format_map(places) for word in words))
    for name in ("VISUAL", "EDITOR"):
        words = shlex.split(environment.get(name, ""))
        if words and (arguments := _arguments(words[0])):
            return Opening(command=tuple(word.format_map(places) for word in (words[0], *arguments)))
    return Opening(address=_address(_ADDRESSES["vscode"], file, line))


def start(command: Sequence[str]) -> bool:
    """Start an editor and leave it to itself; say whether it could be started."""
    nowhere = subprocess.DEVNULL
    try:
        subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    except OSError:
        return False
    return True


def source_line(post: Post, text: str, settings: Settings, asked: OpenRequest) -> int:
    """Return the line of the source `text` that `asked` points at: 1 where it means no part of the body.

    A block gives its first line; where the block has several, the one that holds the words which were pointed at.
    """
    if asked.block < 0:
        return 1
    source = Source(post.key, text)
    first = read_head(source, settings).first_line
    body = read_source(source, Shared(settings), render).body
    images = [link.line for link in body.links if link.element == "img"]
    if 0 <= asked.image < len(images):
        return first + images[asked.image] - 1
    number = _block(body, asked)
    if number is None:
        return first
    start_line = body.blocks[number].line
    lines = lines_of(text)[first - 1 :]
    end_line = body.blocks[number + 1].line if number + 1 < len(body.blocks) else len(lines) + 1
    own = range(start_line, min(end_line, len(lines) + 1))
    # What stands elsewhere on the page than in the text, a footnote, is known by its words alone.
    for length in _WORDS:
        words = _letters(asked.text)[:length]
        for among in (own, range(1, len(lines) + 1)):
            places = [line for line in among if words and words in _letters(lines[line - 1])]
            if places and (among is own or len(places) == 1):
                return first + places[0] - 1
    return first + start_line - 1


def _block(body: Body, asked: OpenRequest) -> int | None:
    """Find the block that element `asked.block` of the page stands for; templates may have wrapped or added some."""
    pairs = _align([block.tag for block in body.blocks][:_ALIGNED], asked.tags[:_ALIGNED])
    return max((own for own, shown in pairs if shown <= asked.block), default=None)


# What a block may be on the page where the names differ; anything may come of HTML.
_SHOWN_AS: dict[str, tuple[str, ...]] = {
    "h": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "p": ("p", "figure"),
    "pre": ("pre", "div", "figure"),
    "callout": ("div", "aside", "details", "blockquote"),
    "math": ("div", "span", "math", "p"),
    "table": ("table", "div"),
}


def _align(blocks: Sequence[str], tags: Sequence[str]) -> list[tuple[int, int]]:
    """Pair blocks and elements in order, as many as possible (the longest common subsequence)."""

    def fits(own: int, shown: int) -> bool:
        name = blocks[own]
        return name == "html" or tags[shown] in _SHOWN_AS.get(name, (name,))

    lengths = [[0] * (len(tags) + 1) for _ in range(len(blocks) + 1)]
    for own in reversed(range(len(blocks))):
        for shown in reversed(range(len(tags))):
            skipped = max(lengths[own + 1][shown], lengths[own][shown + 1])
            lengths[own][shown] = max(skipped, lengths[own + 1][shown + 1] + 1 if fits(own, shown) else 0)
    pairs = []
    own = shown = 0
    while own < len(blocks) and shown < len(tags):
        if fits(own, shown) and lengths[own][shown] == lengths[own + 1][shown + 1] + 1:
            pairs.append((own, shown))
            own, shown = own + 1, shown + 1
        elif lengths[own + 1][shown] >= lengths[own][shown + 1]:
            own += 1
        else:
            shown += 1
    return pairs


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _arguments(program: str) -> tuple[str, ...]:
    return _COMMANDS.get(re.split(r"[\\/]", program)[-1].removesuffix(".exe").removesuffix(".cmd"), ())


def _address(template: str, file: Path, line: int) -> str:
    path = file.as_posix()
    rooted = path if path.startswith("/") else "/" + path
    return template.replace("{path}", quote(rooted)).replace("{line}", str(max(line, 1)))
