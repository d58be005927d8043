"""Definition lists."""

from __future__ import annotations

import pytest

from markup.rendering import jekyll


def flat(html: str) -> str:
    return "".join(html.split("\n"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("말\n: 뜻\n", "<dl><dt>말</dt><dd>뜻</dd></dl>"),
        ("말\n다른 말\n: 뜻\n: 다른 뜻\n", "<dl><dt>말</dt><dt>다른 말</dt><dd>뜻</dd><dd>다른 뜻</dd></dl>"),
        ("말\n\n: 뜻\n", "<dl><dt>말</dt><dd><p>뜻</p></dd></dl>"),
        ("말\n: 뜻\n\n  더\n", "<dl><dt>말</dt><dd>뜻<p>더</p></dd></dl>"),
        ("a\n: b\n\nc\n: d\n", "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>"),
        (": 뜻만\n", "<p>: 뜻만</p>"),
        (
            "*말*\n: `뜻`\n",
            '<dl><dt><em>말</em></dt><dd><code class="language-plaintext highlighter-rouge">뜻</code></dd></dl>',
        ),
        ("{: #t} 말\n: {: .d} 뜻\n", '<dl><dt id="t">말</dt><dd class="d">뜻</dd></dl>'),
    ],
)
def test_terms_and_definitions(text: str, html: str) -> None:
    assert flat(jekyll(text)) == html


def test_the_paragraph_of_the_terms_gives_the_list_its_attributes() -> None:
    assert jekyll("{: .glossary}\n말\n: 뜻\n").startswith('<dl class="glossary">')


def test_terms_get_ids_when_they_are_asked_for() -> None:
    assert '<dt id="g-term-one">' in jekyll("{: auto_ids-g-}\nTerm one\n: 뜻\n")
