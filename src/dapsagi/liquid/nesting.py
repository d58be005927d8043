"""Which tags of a text belong together: `if` with its `elsif`, `else` and `endif`, `for` with its `endfor`, …

A tag without its partner is text here, where Liquid gives up the whole document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from dapsagi.liquid.pieces import Kind, Piece

BLOCKS = frozenset({"if", "unless", "case", "for", "tablerow", "capture", "ifchanged", "highlight"})

# The tags that divide a block, and the blocks that they divide.
_BRANCHES = {
    "else": frozenset({"if", "unless", "case", "for"}),
    "elsif": frozenset({"if", "unless"}),
    "when": frozenset({"case"}),
}

# The tags that leave a loop.
_LOOP_EXITS = frozenset({"break", "continue"})
_LOOPS = ("for", "tablerow")

# Deeper blocks are written by no hand; each level costs several levels of Python's own stack.
_DEEPEST = 40


class Nesting(NamedTuple):
    """Pieces by number: what begins a block and its partners, what stands alone and why, and what is never reached.

    `unreachable` holds, by its first piece, what follows the `else` of a condition and one more branch, up to the end.
    """

    partners: dict[int, tuple[int, ...]]
    stray: dict[int, str]
    unreachable: dict[int, int]

    def matched(self) -> set[int]:
        """Return the partners of all blocks."""
        return {member for members in self.partners.values() for member in members}


def match_tags(pieces: Sequence[Piece]) -> Nesting:
    """Find the partners of all tags; of two that cross each other, the one that began inside is stray."""
    matcher = _Matcher(pieces)
    for number, piece in enumerate(pieces):
        if piece.kind is Kind.TAG:
            matcher.take(number, piece.name)
    return matcher.finish()


class _Open(NamedTuple):
    piece: int
    name: str
    branches: list[int]


class _Matcher:
    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._stack: list[_Open] = []
        self._waiting: Counter[str] = Counter()
        self._nesting = Nesting({}, {}, {})

    def take(self, number: int, name: str) -> None:
        ended = name.removeprefix("end")
        if name in BLOCKS:
            self._stack.append(_Open(number, name, []))
            self._waiting[name] += 1
        elif name in _BRANCHES:
            if self._stack and self._stack[-1].name in _BRANCHES[name]:
                self._stack[-1].branches.append(number)
            else:
                self._nesting.stray[number] = f"there is no block here that `{name}` could divide"
        elif name in _LOOP_EXITS:
            if not any(self._waiting[loop] for loop in _LOOPS):
                self._nesting.stray[number] = "there is no loop here"
        elif ended != name and ended in BLOCKS:
            self._end(number, ended)

    def finish(self) -> Nesting:
        while self._stack:
            self._give_up(self._stack.pop())
        return self._nesting

    def _end(self, number: int, name: str) -> None:
        if not self._waiting[name]:
            self._nesting.stray[number] = f"no `{{% {name} %}}` stands before it"
            return
        while self._stack[-1].name != name:
            self._give_up(self._stack.pop())
        block = self._stack.pop()
        self._waiting[name] -= 1
        if len(self._stack) >= _DEEPEST:
            self._nesting.stray.update(dict.fromkeys((block.piece, *block.branches, number), ""))
            # Those within it are told with it.
            if len(self._stack) == _DEEPEST:
                self._nesting.stray[block.piece] = f"it is {_DEEPEST + 1} blocks deep"
            return
        branches = self._reached(block, number)
        self._nesting.partners[block.piece] = (*branches, number)

    def _reached(self, block: _Open, end: int) -> list[int]:
        """Return the branches of a block up to the first `else` of a condition; note what follows as unreachable."""
        names = [self._pieces[branch].name for branch in block.branches]
        count = names.index("else") + 1 if block.name in ("if", "unless") and "else" in names else len(names)
        if count < len(names):
            self._nesting.unreachable[block.branches[count]] = end
        return block.branches[:count]

    def _give_up(self, block: _Open) -> None:
        self._waiting[block.name] -= 1
        for number in (block.piece, *block.branches):
            self._nesting.stray[number] = f"no `{{% end{block.name} %}}` follows"
