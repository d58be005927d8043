"""Code is taken apart exactly as Pygments does it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_all_lexers, get_lexer_by_name

from dapsagi.markup import lexing

_LANGUAGES = [
    "python",
    "javascript",
    "typescript",
    "java",
    "go",
    "rust",
    "sql",
    "html",
    "css",
    "bash",
    "ruby",
    "kotlin",
]

_PIECES = (
    *("\n", "  ", "\t", "\\\n", "x", "Name", "def f(a):", "class A:", "if", "else:", "return", "import a.b as c"),
    *("0x1F", "1_000.5e-3", "'", '"', '"""', "f'{x!r:>{n}}'", "`${a}`", "r'\\d+'", "#", "//", "/*", "*/", "--"),
    *("{", "}", "(", ")", "[", "]", "<a b='c'>", "</a>", "<!--", "-->", "&amp;", "@", "$x", "=>", "::", "..", ";"),
    *("SELECT * FROM t", "body { color: red }", "/re[a-z]+/g", "답사", "é", "\x00", "<<EOF\n", "EOF\n", "%w(a b)"),
)
_CODE = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexing, "_WORTH_IT", 0)


@pytest.mark.parametrize("language", _LANGUAGES)
@settings(max_examples=40, deadline=None)
@given(code=_CODE)
def test_all_rules_at_once_find_the_same_tokens(language: str, code: str) -> None:
    expected = get_lexer_by_name(language, stripnl=False, ensurenl=False).get_tokens(code)
    assert list(lexing.find_lexer(language).get_tokens(code)) == list(expected)


def test_every_lexer_can_have_its_rules_put_together() -> None:
    code = (
        'def main(x):\n    return \'a\' + "b" # 1.5\n// c\n<t a="b">&lt;</t>\n\\begin{x} $a$ % end\n답사 @y => { z }\n'
    )
    for _, aliases, _, _ in get_all_lexers(plugins=False):
        lexer = lexing.find_lexer(aliases[0]) if aliases else None
        # The others are Pygments' own.
        if isinstance(lexer, lexing._AtOnce):
            expected = get_lexer_by_name(aliases[0], stripnl=False, ensurenl=False).get_tokens(code)
            assert list(lexer.get_tokens(code)) == list(expected), aliases[0]


def test_lexers_read_a_while_before_their_rules_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexing, "_WORTH_IT", 30)
    lexer = lexing.find_lexer("python")
    first, second = list(lexer.get_tokens("a = b + 1\n")), list(lexer.get_tokens("a = b + 1\n" * 4))
    assert second == first * 4


def test_all_names_of_a_language_have_one_lexer() -> None:
    assert lexing.find_lexer("py") is lexing.find_lexer("python")
    assert lexing.find_lexer("py") is not lexing.find_lexer("java")
