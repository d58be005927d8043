"""Any text is rendered, in time about linear in its length."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dapsagi.markup import Body, MarkupOptions
from dapsagi.markup.body import MARKER_CLOSE, MARKER_OPEN
from dapsagi.markup.extended import Engine

ENGINES = [
    Engine(MarkupOptions(dialect="jekyll")),
    Engine(MarkupOptions(dialect="dapsagi")),
    Engine(MarkupOptions(dialect="jekyll", gfm=False, parse_block_html=True)),
    Engine(MarkupOptions(dialect="jekyll", hard_wrap=True, gfm_quirks=(), smart_quotes=("39", "39", "34", "34"))),
]

_MARKS = r"""
글 a word \ ! * ** *** _ __ ` `` ``` ~~~ ~~ $ $$ == [ ] ]( ) ( [[ ]] ![ " ' -- --- ... << >> < > & &lt; &#65; # ## -
1. + : | |-|-| > [!NOTE] !!! ??? {:#b} {:toc} {:footnotes} {::comment} {:/comment} {::options} [^1] [^1]: [b]: ^ === ---
*[HTML]: HTML <b> </b> <div> </div> <p> <br> <br/> <!-- --> <script> </script> <T> <pre> </pre> <table> <td>
https://a.kr/글 me@a.kr <https://a> [a](b) `code` **b** *c* $x$
"""
_PHRASES = [
    "- a",
    "> > b",
    "{: .a}",
    "{:c: .d}",
    '<div markdown="1">',
    '<img src="x">',
    '# <video src="x" poster="y">',
    "<?x ?>",
    '![a](b "c")',
    "| a | b |",
    "!!! note",
    "> [!TIP] a",
]
PIECES = [*_MARKS.split(), *_PHRASES]
LINES = st.lists(st.sampled_from([*PIECES, " ", " ", "  ", "\t", "\n", "\n", "\n\n", "    ", "\n> ", "\n- ", "\n    "]))
MARKDOWN = st.one_of(LINES.map("".join), LINES.map(" ".join), st.text(max_size=60))

POST = """\
2018.03.04 - 초고<br>

**사랑하면** 알게 되고 "알면" 보이나니[^1]

## [강의](http://example.com/ml/) {#lecture}

![그림](../images/a.png){: width="300"}

- lec과 *lab*으로 나뉘어
  1. `TensorFlow` 설치
  2. https://arxiv.org/abs/1711.09020 )

> [!TIP] 나의 요령
> 한 번에 하나만

| 값 | 뜻 |
|---|--:|
| $x_1$ | `a|b` |

```python title="a.py" {1}
print("안녕")
```

<div class="note" markdown="1">
말
: 뜻 <b>굵게</b> ~~지움~~ ==표시==
</div>

$$
E = mc^2
$$

[^1]: 각주 [링크][id] &copy; HTML...

*[HTML]: Hyper Text
[id]: /a "제목"
"""


def check(body: Body) -> None:
    keys = re.findall(f"{MARKER_OPEN}([^{MARKER_CLOSE}]*){MARKER_CLOSE}", body.html)
    numbers = [int(key) for key in keys if not key.startswith("$")]
    formulas = [int(key[1:]) for key in keys if key.startswith("$")]
    assert numbers == list(range(len(body.links)))
    assert formulas == list(range(len(body.formulas)))
    assert body.html.count(MARKER_OPEN) == body.html.count(MARKER_CLOSE) == len(keys)
    assert MARKER_OPEN not in body.as_written() + body.excerpt.as_written() + body.text
    assert all(link.line >= 1 for link in body.links)
    assert [block.line for block in body.blocks] == sorted(block.line for block in body.blocks)


@given(MARKDOWN)
@settings(max_examples=400, deadline=None)
def test_any_text_is_rendered(text: str) -> None:
    for engine in ENGINES:
        check(engine.render(text))


@st.composite
def edited_posts(draw: st.DrawFn) -> str:
    text = POST
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        new = draw(st.sampled_from([*PIECES, "", "\n", "\n\n", "    ", text[start:end] * 2]))
        text = text[:start] + new + text[end:]
    return text


@given(edited_posts())
@settings(max_examples=150, deadline=None)
def test_an_edited_post_is_rendered(text: str) -> None:
    for engine in ENGINES[:2]:
        check(engine.render(text))


class Nesting(HTMLParser):
    """Tells whether the elements of a fragment are closed in the order in which they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.opened or self.opened.pop() != tag:
            self.wrong.append(tag)


@given(st.lists(st.sampled_from([piece for piece in PIECES if "<" not in piece] + ["\n", "\n\n", " ", "  "])))
@settings(max_examples=200, deadline=None)
def test_elements_of_markdown_nest(pieces: list[str]) -> None:
    for engine in ENGINES[:2]:
        nesting = Nesting()
        nesting.feed(engine.render("".join(pieces).replace("nomarkdown", "")).as_written())
        nesting.close()
        assert not nesting.wrong
        assert not nesting.opened


@given(st.lists(st.text("가나다라마바사 ", min_size=1), max_size=30))
@settings(max_examples=50, deadline=None)
def test_no_word_is_lost(lines: list[str]) -> None:
    words = " ".join(lines).split()

    for engine in ENGINES[:2]:
        html = engine.render("\n".join(line.lstrip() for line in lines)).html
        assert re.sub("<[^>]*>", " ", html).split() == words


DEPTH = 10_000
DEEP = {
    "brackets": "[" * DEPTH + "]" * DEPTH,
    "images": "![" * DEPTH + "](a)" * DEPTH,
    "wiki links": "[[" * DEPTH,
    "parentheses": "[a](" + "(" * DEPTH + ")" * DEPTH + ")",
    "open links": "[a](" * DEPTH,
    "titles": '[a](b "' * DEPTH,
    "asterisks": "*" * DEPTH,
    "open emphasis": "*a **b _c __d ~~e ==f " * (DEPTH // 6),
    "emphasis in links": "[**a " * DEPTH,
    "quotes": ">" * DEPTH + "a",
    "bullets": "- " * DEPTH + "a",
    "numbers": "1. " * DEPTH,
    "definitions": "a\n" + ": " * DEPTH,
    "lists": "\n".join(" " * (2 * level) + "- a" for level in range(300)),
    "admonitions": "\n".join("    " * level + "!!! note" for level in range(200)),
    "elements": "<div>" * DEPTH + "</div>" * DEPTH,
    "open elements": "<div>\n" * DEPTH,
    "markdown elements": '<div markdown="1">\n' * DEPTH,
    "spans": "<b>" * DEPTH + "</b>" * DEPTH,
    "spans and emphasis": "*<b>**<i>[<u>" * (DEPTH // 3),
    "comments": "<!--\n" * DEPTH,
    "quotation marks": "\"'" * DEPTH,
    "backticks": " ".join("`" * length for length in range(1, 200)),
    "fences": "```a\n" * DEPTH,
    "a long fence": "`" * DEPTH + "\n",
    "dollars": "$a $$b " * DEPTH,
    "tildes": "~~a " * DEPTH,
    "braces": "{: " * DEPTH,
    "extensions": "{::comment}a\n" * DEPTH,
    "pipes": "|-\n" * DEPTH,
    "a wide table": "|" * DEPTH + "\n" + "|-" * DEPTH + "\n",
    "definitions of links": "[a]: b " + '"c ' * DEPTH,
    "footnotes": "".join(f"[^{number}] " for number in range(1000))
    + "\n\n"
    + "".join(f"[^{number}]: a\n" for number in range(1000)),
    "headers": "# a\n" * DEPTH,
    "addresses": "https://a.kr/(" * DEPTH,
    "attributes": "<a" + " " * DEPTH + "b" * DEPTH + "!",
    "entities": "&amp" * DEPTH,
    "blank lines": " \n" * DEPTH * 5,
    "one long line": "한글 텍스트 " * DEPTH,
}


@pytest.mark.parametrize("name", DEEP)
def test_no_depth_hangs_or_overflows(name: str) -> None:
    for engine in ENGINES[:2]:
        start = time.process_time()
        check(engine.render(DEEP[name]))
        # Hundreds of times what ordinary text of this length takes, and far below what a quadratic rule would.
        assert time.process_time() - start < 5
