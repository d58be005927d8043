"""Links and images, inline and by reference; automatic links."""

from __future__ import annotations

import pytest

from dapsagi.markup import Link
from markup.rendering import body, dapsagi, jekyll


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[글](/a)", '<a href="/a">글</a>'),
        ('[글](/a "제목")', '<a href="/a" title="제목">글</a>'),
        ("[글](<a b>)", '<a href="a b">글</a>'),
        ("[글](a_(b))", '<a href="a_(b)">글</a>'),
        ("[글]()", '<a href="">글</a>'),
        ("[*글* `b`](a)", '<a href="a"><em>글</em> <code class="language-plaintext highlighter-rouge">b</code></a>'),
        ("[a [b] c](d)", '<a href="d">a [b] c</a>'),
        ("[![그림](a.png)](b)", '<a href="b"><img src="a.png" alt="그림" /></a>'),
        ('![그림 *하나*](a.png "제목")', '<img src="a.png" alt="그림 *하나*" title="제목" />'),
        ("[글](a b)", '<a href="a b">글</a>'),
        ("[글] (a)", "[글] (a)"),
        ("[글](a", "[글](a"),
        (r"\[글](a)", "[글](a)"),
        ("[a?x=1&y=2](b?x=1&y=2&amp;z)", '<a href="b?x=1&amp;y=2&amp;z">a?x=1&amp;y=2</a>'),
    ],
)
def test_inline_links(text: str, html: str) -> None:
    assert jekyll(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("definition", "attributes"),
    [
        ("[id]: /a", 'href="/a"'),
        ("  [ID]:   <a b>  ", 'href="a b"'),
        ('[id]: /a "제목"', 'href="/a" title="제목"'),
        ("[id]: /a\n   '제목'", 'href="/a" title="제목"'),
        ('[id]: /a "b" c"', 'href="/a" title="b&quot; c"'),
        ("[id]: /a\n{: .b}", 'class="b" href="/a"'),
        ("[id]: /a\n[id]: /b", 'href="/b"'),
    ],
)
def test_links_by_reference(definition: str, attributes: str) -> None:
    for text in ("[글][id]", "[글] [Id]", "[글][id]{: }"):
        assert jekyll(f"{text}\n\n{definition}\n") == f"<p><a {attributes}>글</a></p>\n"


def test_the_text_of_a_link_may_be_its_id() -> None:
    assert jekyll("[글], [글][], ![글]\n\n[글]: /a\n") == (
        '<p><a href="/a">글</a>, <a href="/a">글</a>, <img src="/a" alt="글" /></p>\n'
    )


@pytest.mark.parametrize("text", ['[id]: a "b" c\n', "[id]:\n", "[id] /a\n"])
def test_what_defines_no_link(text: str) -> None:
    assert "[id]" in jekyll(text)


def test_links_do_not_nest() -> None:
    assert jekyll("[a [b](c) d](e)\n") == '<p><a href="e">a [b](c) d</a></p>\n'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<https://a.kr/b_c_d?e&f>", '<a href="https://a.kr/b_c_d?e&amp;f">https://a.kr/b_c_d?e&amp;f</a>'),
        ("<me@a.kr>", '<a href="mailto:me@a.kr">me@a.kr</a>'),
        ("<mailto:me@a.kr>", '<a href="mailto:me@a.kr">me@a.kr</a>'),
        ("<https://a\nb>", "&lt;https://a\nb&gt;"),
        ("<ftp:>", "&lt;ftp:&gt;"),
    ],
)
def test_automatic_links(text: str, html: str) -> None:
    assert jekyll(text) == f"<p>{html}</p>\n"


def test_a_body_knows_its_addresses_in_the_order_of_the_html() -> None:
    text = """\
[첫째](a?b&c "t") 그리고
![그림](d.png)
[둘째][id]

<iframe src="e"></iframe>

<p><a href="f&amp;g">h</a></p>

[id]: i
"""

    assert body(text).links == (
        Link("a", "href", "a?b&c", "첫째", 1),
        Link("img", "src", "d.png", "그림", 2),
        Link("a", "href", "i", "둘째", 9),
        Link("iframe", "src", "e", "", 5),
        Link("a", "href", "f&g", "h", 7),
    )


def test_addresses_are_put_in_where_they_were_written() -> None:
    found = body("[a](x) `[b](y)` ![c](z)\n")

    assert found.fill(['/1"', "/2"]) == (
        '<p><a href="/1&quot;">a</a> <code class="language-plaintext highlighter-rouge">[b](y)</code>'
        ' <img src="/2" alt="c" /></p>\n'
    )


def test_no_text_can_forge_a_marker() -> None:
    found = body("\x020\x03 &#2;0&#x3; `\x02$0\x03` [a](\x02b)\n")

    assert found.html.count("\x02") == len(found.links) == 1
    assert found.links[0].target == "b"


def test_a_link_around_an_image_is_called_by_its_alternative_text() -> None:
    assert body("[![그림](a.png)](b)\n").links[0].text == "그림"


def test_the_same_address_in_both_dialects() -> None:
    text = "[글](<../a b.md> 't')"

    assert jekyll(text) == dapsagi(text)
