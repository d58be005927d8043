"""Pygments' lexers, with the rules of a state tried at once.

Pygments asks one regular expression after the other at every place, some thirty for each token. Here those of a state
are the alternatives of a single one, which tries them in the same order, so the tokens are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pygments.lexer import RegexLexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import Error, Whitespace, _TokenType

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# A rule as Pygments keeps it: what matches, what becomes of the match, and the state after it.
_Match = Callable[[str, int], re.Match[str] | None]
_Rule = tuple[_Match, Any, Any]

# To put the rules of a language together costs as much as to read this many characters (measured) with them apart.
_WORTH_IT = 32_000

_GLOBAL_FLAGS = re.compile(r"\A\(\?[aiLmsux]+\)")
_REFERENCE = re.compile(r"\\[1-9]|\(\?P[<=]|\(\?\(")
_LETTERS = {re.ASCII: "a", re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s"}


def find_lexer(name: str) -> Lexer:
    """Return the lexer of a language, which leaves the text as it is. Raises `pygments.util.ClassNotFound`."""
    return _lexer(find_lexer_class_by_name(name))


@cache
def _lexer(kind: type[Lexer]) -> Lexer:
    # A language has one lexer, whatever it is called: what `py` put together is there for `python`.
    if kind.get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed:
        kind = type(kind.__name__, (_AtOnce, kind), {})
    return kind(stripnl=False, ensurenl=False)


class _Bundle(NamedTuple):
    """Rules that are tried at once: which one it was is told by the last group of the match."""

    match: _Match
    rules: Mapping[int, _Rule]


class _AtOnce(RegexLexer):
    """Reads a text as `RegexLexer` does; the rules are put together when it has read enough to be worth it."""

    _tokens: Mapping[str, Sequence[_Rule]]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._read = 0
        self._bundled: dict[str, list[_Bundle]] = {}

    def get_tokens_unprocessed(
        self, text: str, stack: Iterable[str] = ("root",)
    ) -> Iterator[tuple[int, _TokenType, str]]:
        self._read += len(text)
        if self._read < _WORTH_IT:
            return super().get_tokens_unprocessed(text, stack)
        return self._tokens_at_once(text, stack)

    def _tokens_at_once(self, text: str, stack: Iterable[str]) -> Iterator[tuple[int, _TokenType, str]]:
        states = list(stack)
        bundles = self._bundles(states[-1])
        pos = 0
        while True:
            for match, rules in bundles:
                found = match(text, pos)
                if found is None:
                    continue
                alone, action, state = rules[found.lastindex or 0]
                if type(action) is _TokenType:
                    yield pos, action, found[0]
                elif action is not None:
                    # What the action asks for are the groups of its own rule.
                    yield from action(self, alone(text, pos))
                pos = found.end()
                if state is not None:
                    _turn(states, state)
                    bundles = self._bundles(states[-1])
                break
            else:
                if pos >= len(text):
                    return
                if text[pos] == "\n":
                    states = ["root"]
                    bundles = self._bundles("root")
                    yield pos, Whitespace, "\n"
                else:
                    yield pos, Error, text[pos]
                pos += 1

    def _bundles(self, state: str) -> list[_Bundle]:
        bundles = self._bundled.get(state)
        if bundles is None:
            bundles = self._bundled[state] = list(_bundle(self._tokens[state]))
        return bundles


def _turn(states: list[str], state: tuple[str, ...] | int | str) -> None:
    """Go to the state that a rule names; the last state is never left."""
    if isinstance(state, tuple):
        for each in state:
            _turn(states, -1 if each == "#pop" else each)
    elif isinstance(state, int):
        del states[max(len(states) + state, 1) :]
    else:
        states.append(states[-1] if state == "#push" else state)


def _bundle(rules: Sequence[_Rule]) -> Iterator[_Bundle]:
    """Put rules together, in their order; one that refers to groups by number or name stays alone."""
    together: list[_Rule] = []
    for rule in rules:
        pattern = _pattern(rule)
        # In a verbose expression, a comment at the end would take in what follows.
        if pattern.flags & re.VERBOSE or _REFERENCE.search(pattern.pattern):
            if together:
                yield _joined(together)
            yield _Bundle(rule[0], dict.fromkeys(range(pattern.groups + 1), rule))
            together = []
        else:
            together.append(rule)
    if together:
        yield _joined(together)


def _joined(rules: Sequence[_Rule]) -> _Bundle:
    alternatives = []
    by_group = {}
    groups = 0
    for rule in rules:
        pattern = _pattern(rule)
        flags = "".join(letter for flag, letter in _LETTERS.items() if pattern.flags & flag)
        # An empty group at the end is closed last, and leaves the beginning open to the engine's short cuts.
        alternatives.append(f"(?{flags}:{_GLOBAL_FLAGS.sub('', pattern.pattern)})()")
        groups += pattern.groups + 1
        by_group[groups] = rule
    return _Bundle(re.compile("|".join(alternatives)).match, by_group)


def _pattern(rule: _Rule) -> re.Pattern[str]:
    pattern: re.Pattern[str] = rule[0].__self__  # type: ignore[attr-defined]  # a rule's match is bound to its pattern
    return pattern
