"""How Liquid reads markup that its grammar refuses.

Jekyll runs Liquid with `error_mode: warn`: what the strict parser cannot read is read again by the lax one, which takes
the first fragment that looks like a value and skips what it does not know. Each function returns markup in the strict
grammar that means what the lax parser makes of the given one, or None where that one gives up too.

Source: `lax_parse` of `Liquid::Variable`, `If`, `For`, and the patterns of `Case`, `Assign` and `Capture`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_QUOTED = r"\"[^\"]*\"|'[^']*'"
_FRAGMENT = rf"(?:{_QUOTED}|(?:[^\s,|'\"]|{_QUOTED})++)"
_VALUE = re.compile(rf"({_FRAGMENT})(.*)", re.DOTALL)
_FILTERS = re.compile(r"\|\s*(.*)", re.DOTALL)
_FILTER = re.compile(rf"(?:\s+|{_FRAGMENT}|,)+")
_WORD = re.compile(r"\w+", re.ASCII)
_ARGUMENT = re.compile(rf"[:,]\s*(?:(\w+)\s*:\s*)?({_FRAGMENT})")
_CONDITION = re.compile(rf"({_FRAGMENT})\s*([=!<>a-z_]+)?\s*({_FRAGMENT})?")
_OPERATORS = frozenset({"==", "!=", "<>", "<", ">", "<=", ">=", "contains"})
_AND_OR = re.compile(r"\s(and|or)(?=\s)")
_CHOICE = re.compile(rf"({_FRAGMENT})(?:(?:\s+or\s+|\s*,\s*)({_FRAGMENT}.*))?", re.DOTALL)
_LOOP = re.compile(rf"([\w-]+)\s+in\s+({_FRAGMENT})\s*(reversed)?", re.ASCII)
_ATTRIBUTE = re.compile(rf"(\w[\w-]*)\s*:\s*({_FRAGMENT})", re.ASCII)
_ASSIGNMENT = re.compile(r"((?:\(?[\w\-.\[\]]\)?)+)\s*=\s*(.*)", re.DOTALL | re.ASCII)
_NAME = re.compile(r"(?:\(?[\w\-.\[\]]\)?)+", re.ASCII)
_LOOKUP = re.compile(r"\[[^\]]+\]|[\w-]+\??", re.ASCII)
_INTEGER = re.compile(r"-?\d+", re.ASCII)
_FLOAT = re.compile(r"(-?\d[\d.]+)", re.ASCII)
_RANGE = re.compile(r"\((\S+)\.\.(\S+)\)")
_PLAIN = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_NOT_PLAIN = re.compile(r"[^\w-]", re.ASCII)
_LITERALS = frozenset({"nil", "null", "true", "false", "blank", "empty"})
_RESERVED = _LITERALS | {"and", "as", "cols", "contains", "continue", "else", "for", "if", "in", "limit", "not"}
_RESERVED |= {"offset", "or", "required", "reversed", "with"}

# Some patterns look for an end from every word: a markup that no hand writes is not worth that.
_LONGEST = 2000


def mend(tag: str, markup: str) -> str | None:
    """Return the markup of a tag, or of an output (`tag` is empty), as Liquid's lax parser takes it."""
    reader = _READERS.get(tag)
    return reader(markup) if reader and len(markup) <= _LONGEST else None


def _output(markup: str) -> str | None:
    found = _VALUE.search(markup)
    if found is None:
        return "nil"
    parts = [_value(found[1])]
    filters = _FILTERS.search(found[2])
    for text in _FILTER.findall(filters[1]) if filters else ():
        name = _WORD.search(text)
        # A filter of any other name exists nowhere, and changes nothing.
        if name and _is_plain(name[0]):
            pairs = _ARGUMENT.findall(text)
            arguments = [f"{key}: {_argument(value)}" if key else _argument(value) for key, value in pairs]
            parts.append(name[0] + (": " + ", ".join(arguments) if arguments else ""))
    return " | ".join(parts)


def _condition(markup: str) -> str | None:
    parts = _AND_OR.split(f" {markup} ")
    for index in range(0, len(parts), 2):
        found = _CONDITION.search(parts[index])
        if found is None:
            return None
        left, operator, right = found.groups()
        if operator and operator not in _OPERATORS:
            return None
        parts[index] = f"{_value(left)} {operator} {_value(right) if right else 'nil'}" if operator else _value(left)
    return " ".join(parts)


def _loop(markup: str) -> str | None:
    found = _LOOP.match(markup)
    if found is None:
        return None
    parts = [found[1], "in", _value(found[2]), found[3] or ""]
    parts += [
        f"{name}: {value if value == 'continue' else _value(value)}"
        for name, value in _ATTRIBUTE.findall(markup)
        if name in ("limit", "offset")
    ]
    return " ".join(parts)


def _first_value(markup: str) -> str | None:
    found = _VALUE.search(markup)
    return _value(found[1]) if found else None


def _choices(markup: str) -> str | None:
    choices = []
    rest: str | None = markup
    while rest:
        found = _CHOICE.search(rest)
        if found is None:
            return None
        choices.append(_value(found[1]))
        rest = found[2]
    return " or ".join(choices)


def _assignment(markup: str) -> str | None:
    found = _ASSIGNMENT.search(markup)
    return f"{_variable(found[1])} = {_output(found[2])}" if found else None


def _capture(markup: str) -> str | None:
    found = _NAME.search(markup)
    return _variable(found[0]) if found else None


_READERS: dict[str, Callable[[str], str | None]] = {
    "": _output,
    "assign": _assignment,
    "capture": _capture,
    "case": _first_value,
    "elsif": _condition,
    "for": _loop,
    "if": _condition,
    "unless": _condition,
    "when": _choices,
}


def _value(fragment: str) -> str:
    """Return a value as `Liquid::Expression.parse` reads it: a literal, or the names in it one after another."""
    fragment = fragment.strip()
    if len(fragment) > 1 and fragment[0] == fragment[-1] and fragment[0] in "\"'":
        inner = fragment[1:-1]
        quote = "'" if '"' in inner else '"'
        return f"{quote}{inner}{quote}" if quote not in inner else "nil"
    if _INTEGER.fullmatch(fragment) or fragment in _LITERALS:
        return fragment
    if number := _FLOAT.fullmatch(fragment):
        whole, _, rest = number[1].partition(".")
        return f"{whole}.{rest.partition('.')[0] or '0'}"
    if ends := _RANGE.fullmatch(fragment):
        return f"({_value(ends[1])}..{_value(ends[2])})"
    names = _LOOKUP.findall(fragment)
    if not names:
        return "nil"
    head, *keys = names
    first = head if _is_plain(head) else f"[{_key(head)}]"
    return first + "".join(f"[{_key(key)}]" for key in keys)


def _is_plain(name: str) -> bool:
    return bool(_PLAIN.fullmatch(name)) and name not in _RESERVED


def _argument(fragment: str) -> str:
    # The strict grammar has no brackets at the head of an argument; what needs them is a name that nothing has.
    value = _value(fragment)
    return "nil" if value.startswith("[") else value


def _variable(name: str) -> str:
    # Liquid sets a variable of any name, and finds it again by a plain one only.
    return _NOT_PLAIN.sub("_", name)


def _key(name: str) -> str:
    return _value(name[1:-1]) if name.startswith("[") else f"'{name}'"
