"""Code blocks, indented and fenced."""

from __future__ import annotations

import re
from html import unescape

import pytest

from dapsagi.markup import MarkupOptions, render
from dapsagi.markup.highlight import highlighted
from markup.rendering import body, dapsagi, jekyll

WRAPPER = '<div class="language-{0} highlighter-rouge"><div class="highlight"><pre class="highlight"><code>{1}</code>'


def code_of(html: str) -> list[str]:
    return [re.sub("<[^>]*>", "", code) for code in re.findall("<code[^>]*>(.*?)</code></pre>", html, re.DOTALL)]


def test_code_without_a_language_is_plain_text() -> None:
    assert WRAPPER.format("plaintext", "a &lt; b &amp;amp; c\n") in jekyll("```\na < b &amp; c\n```\n")


def test_code_is_highlighted_with_short_class_names() -> None:
    assert '<span class="k">def</span> <span class="nf">f</span>' in jekyll("```python\ndef f(): pass\n```\n")


def test_code_in_an_endless_line_is_shown_without_colours() -> None:
    code = "x<1" * 5_000
    assert "<span" not in jekyll(f"```make\nall:\n{code}\n```\n")
    assert code_of(dapsagi(f"```make\n{code}\n```\n")) == [code.replace("<", "&lt;") + "\n"]


def test_code_that_was_highlighted_before_is_not_highlighted_again() -> None:
    text = "```python\nx = 1\n```\n\n```python\ny = 2\n```\n\n``` python {1}\nz = 3\n```\n"
    before = body(text)
    after = render(f"# a\n\n{text}", MarkupOptions(), known_code=before.highlights())
    assert after == body(f"# a\n\n{text}")
    told = {key: html.replace(">x<", ">told<") for key, html in before.highlights().items()}
    assert ">told<" in render(text, MarkupOptions(), known_code=told).html
    assert ">told<" not in render(text.replace("x = 1", "x = 4"), MarkupOptions(), known_code=told).html


@pytest.mark.parametrize("name", ["sh", "console", "js", "jsonc", "vb", "objective_c", "make"])
def test_a_language_keeps_the_name_that_the_author_wrote(name: str) -> None:
    assert f'class="language-{name} highlighter-rouge"' in jekyll(f"```{name}\nx\n```\n")


@pytest.mark.parametrize("name", ["Python", "no-such-language"])
def test_a_language_that_rouge_does_not_know_has_no_wrapper(name: str) -> None:
    text = f"```{name}\nx < y\n```\n"

    assert jekyll(text) == f'<pre><code class="language-{name}">x &lt; y\n</code></pre>\n'
    assert WRAPPER.format(name, "")[:-7] in dapsagi(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("````\n```\n````\n", "```\n"),
        ("~~~~\nx\n~~~~~~\n", "x\n"),
        ("  ```\n  x\n  ```\n", "  x\n"),
        ("```\n\n\nx\n\n```\n", "\n\nx\n\n"),
        ("```ruby?start=3\nx\n```\n", "x\n"),
        ("    a\n\n\n    b\n", "a\n\n\nb\n"),
        ("\ta\n\t\tb\n", "a\n\tb\n"),
        ("    a\nlazy\n", "a lazy\n"),
    ],
)
def test_what_belongs_to_a_block_of_code(text: str, code: str) -> None:
    assert code_of(jekyll(text)) == [code]


def test_a_language_of_two_words_makes_no_block_in_kramdown() -> None:
    assert "<pre" not in jekyll("``` ruby foo\nx\n```\n")


def test_an_attribute_list_names_the_language_of_an_indented_block() -> None:
    html = jekyll("    print(1)\n{: .language-python .wide}\n")

    assert '<div class="language-python wide highlighter-rouge">' in html
    assert '<span class="nb">print</span>' in html


def test_an_end_of_block_marker_parts_two_blocks_of_code() -> None:
    assert code_of(jekyll("    a\n^\n    b\n")) == ["a\n", "b\n"]


def test_without_a_highlighter_code_is_escaped_only() -> None:
    html = jekyll("```python\na < b\n```\n", syntax_highlighter=None)

    assert html == '<pre><code class="language-python">a &lt; b\n</code></pre>\n'


def test_line_numbers_stand_in_a_table_as_rouge_has_them() -> None:
    assert jekyll("~~~ html\n<b>\n\nx\n~~~\n", line_numbers=True).count("<table") == 1
    assert jekyll("    a\n\n    b\n", line_numbers=True) == (
        '<div class="language-plaintext highlighter-rouge"><div class="highlight"><pre class="highlight"><code>'
        '<table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">1\n2\n3\n</pre></td>'
        '<td class="rouge-code"><pre>a\n\nb\n</pre></td></tr></tbody></table></code></pre></div></div>\n'
    )
    assert "lineno" not in jekyll("~~~ nolanguage\nx\n~~~\n`x`\n", line_numbers=True)


def test_line_numbers_stand_before_each_line_in_our_dialect() -> None:
    html = dapsagi("```\na\nb\n```\n", line_numbers=True)
    assert '<span class="lineno">1</span>a\n<span class="lineno">2</span>b\n' in html


def test_the_default_language_is_an_option() -> None:
    assert "language-python" in jekyll("```\nx\n```\n", default_lang="python")


def test_code_of_any_language_keeps_every_character() -> None:
    code = "x = '''\n\n\ttab\n  <&>\n'''\r\f\n\n# 끝 "

    for language in ("python", "js", "html", "yaml", "diff", "console", "c++", "tex"):
        html = dapsagi(f"```{language}\n{code}\n```\n")
        shown = re.sub("<[^>]*>", "", html).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert shown.split() == code.split()


@pytest.mark.parametrize("language", ["irb", "console", "python", "robot"])
@pytest.mark.parametrize("code", [">> a\nb\n   ^", "   ^", "$ x\n  ", "a\tb\n", "\n  x\n"])
def test_highlighted_code_is_the_code_to_its_last_character(language: str, code: str) -> None:
    html = highlighted(code, language, MarkupOptions(dialect="jekyll"))
    assert html is not None
    assert unescape(re.sub(r"<[^>]+>", "", html)) == code


def test_a_body_says_that_it_has_code() -> None:
    assert body("```\nx\n```\n").features == ("code",)
    assert body("`x`\n").features == ()
