"""Code spans, typographic symbols, entities, escapes, line breaks, struck text."""

from __future__ import annotations

import pytest

from markup.rendering import dapsagi, jekyll

CODE = '<code class="language-plaintext highlighter-rouge">{}</code>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("`*a* <b> &amp;`", CODE.format("*a* &lt;b&gt; &amp;amp;")),
        ("`` a`b ``", CODE.format("a`b")),
        ("``  a  ``", CODE.format(" a ")),
        ("` a`", "` a`"),
        ("a ` b", "a ` b"),
        ("`a", "`a"),
        (r"\`a`", "`a`"),
        ("`a\nb`", CODE.format("a\nb")),
    ],
)
def test_code_spans(text: str, html: str) -> None:
    assert jekyll(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('"한글" "English"', "“한글” “English”"),
        ("'한글' it's '80s", "‘한글’ it’s ’80s"),
        ("\"'a' b\"", "“‘a’ b”"),
        ('("a")', "(“a”)"),
        (r"\"a\" \'b\'", "\"a\" 'b'"),
        ("a -- b --- c...", "a – b — c…"),
        (r"\--a \...", "--a ..."),
        ("<< a >> <<b>>", "«\u00a0a\u00a0» «b»"),
        (r"\<<a\>>", "&lt;&lt;a&gt;&gt;"),
    ],
)
def test_typography(text: str, html: str) -> None:
    assert jekyll(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('"**굵게**"는', "“<strong>굵게</strong>”는"),
        ('"[글](a)"라고', '“<a href="a">글</a>”라고'),
        ("'`a`'도", "‘" + CODE.format("a") + "’도"),
    ],
)
def test_a_quote_after_a_span_closes_what_is_open(text: str, html: str) -> None:
    assert dapsagi(text) == f"<p>{html}</p>\n"


def test_quotes_and_symbols_are_options() -> None:
    assert jekyll("\"a\" 'b'", smart_quotes=("apos", "apos", "quot", "quot")) == "<p>\"a\" 'b'</p>\n"
    assert jekyll('"a"', smart_quotes=("8218", "8216", "8222", "8220")) == "<p>„a“</p>\n"
    assert jekyll("a -- b", typographic_symbols=(("ndash", "--"),)) == "<p>a -- b</p>\n"
    assert jekyll("a -- b", gfm_quirks=("no_auto_typographic",)) == "<p>a -- b</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("&copy; &#8364; &#x20AC; &#150;", "© € € –"),
        ("&lt;b&gt; &amp; &quot;", '&lt;b&gt; &amp; "'),
        ("&unknown; & &; &#xD800; &#99999999;", "&amp;unknown; &amp; &amp;; &#xD800; &#99999999;"),
        ("&nbsp;", "\u00a0"),
    ],
)
def test_entities(text: str, html: str) -> None:
    assert jekyll(text) == f"<p>{html}</p>\n"


def test_kramdown_exchanges_two_pairs_of_brackets() -> None:
    assert jekyll("&lceil;") == "<p>⌉</p>\n"
    assert dapsagi("&lceil;") == "<p>⌈</p>\n"


def test_every_escapable_character_can_be_escaped() -> None:
    for character in "\\.*_+`<>()[]{}#!:|\"'$=-~":
        shown = {"<": "&lt;", ">": "&gt;"}.get(character, character)
        assert jekyll(f"a \\{character} b") == f"<p>a {shown} b</p>\n"
    for character in "a가&%/@":
        assert f"\\{character.replace('&', '&amp;')}" in jekyll(f"a \\{character} b")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a  \nb", "a<br />\nb"),
        ("a   \nb", "a <br />\nb"),
        ("a\\\nb", "a<br />\nb"),
        ("a\\\\\nb", "a<br />\nb"),
        ("a \nb", "a \nb"),
        ("a  \n", "a"),
        ("*a  \nb*", "<em>a<br />\nb</em>"),
        ("<b>a\\\nb</b>", "<b>a\\\nb</b>"),
    ],
)
def test_line_breaks(text: str, html: str) -> None:
    assert jekyll(text) == f"<p>{html}</p>\n"


def test_every_line_end_is_a_break_when_lines_wrap_hard() -> None:
    assert jekyll("a\nb\n'c'\n", hard_wrap=True) == "<p>a<br />\nb<br />\n‘c’</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("~~a *b*~~ c", "<del>a <em>b</em></del> c"),
        ("~~ a~~ ~~b ~~", "~~ a~~ ~~b ~~"),
        ("~~~a~~~", "~<del>a</del>~"),
        ("~a~", "~a~"),
        (r"\~~a~~", "~~a~~"),
    ],
)
def test_struck_text(text: str, html: str) -> None:
    assert jekyll(text) == f"<p>{html}</p>\n"
