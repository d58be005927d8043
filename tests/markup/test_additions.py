"""What the dapsagi dialect adds; in the jekyll dialect none of it happens."""

from __future__ import annotations

import re

import pytest

from dapsagi.markup import Link
from markup.rendering import body, codes, dapsagi, jekyll

ADDED = """\
https://a.kr $x$ ==y== [[z]]

> [!NOTE]
> a

!!! tip "b"
    c

=== "f"
    g

```python title="d.py" {1}
e
```
"""


def test_in_the_jekyll_dialect_nothing_of_it_happens() -> None:
    html = jekyll(ADDED)

    for trace in ("<a ", "<mark", "callout", "code-title", "hll", "radio", "\\("):
        assert trace not in html
        assert trace in dapsagi(ADDED)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("StarGAN (… https://arxiv.org/abs/1711.09020 )", "https://arxiv.org/abs/1711.09020"),
        ("(https://arxiv.org/abs/1711.09020)", "https://arxiv.org/abs/1711.09020"),
        ("https://x.kr/에서 보면", "https://x.kr/"),
        ("https://x.kr/a를 보면", "https://x.kr/a"),
        ("https://ko.wikipedia.org/wiki/머신_러닝 참고", "https://ko.wikipedia.org/wiki/머신_러닝"),
        ("https://x.kr/강의", "https://x.kr/강의"),
        ("https://en.wikipedia.org/wiki/A_(b), c", "https://en.wikipedia.org/wiki/A_(b)"),
        ("https://a.kr/?x=1&y=2.", "https://a.kr/?x=1&y=2"),
        ("https://a.kr&quot; b", "https://a.kr"),
        ("**https://a.kr/b_c_d**", "https://a.kr/b_c_d"),
        ("“https://a.kr”", "https://a.kr"),
        (r"http://a.kr/html\_dir/b", "http://a.kr/html_dir/b"),
        ("링크https://a.kr/b!", "https://a.kr/b"),
    ],
)
def test_a_bare_address_is_a_link(text: str, address: str) -> None:
    assert [link.target for link in body(text).links] == [address]


@pytest.mark.parametrize(
    "text",
    ["`https://a.kr`", "xhttps://a.kr", "https://", "http://localhost:4000", "http://www.", "$$https://a.kr$$"],
)
def test_what_is_no_bare_address(text: str) -> None:
    assert body(text).links == ()


def test_an_address_within_a_link_is_its_text() -> None:
    assert body("[https://a.kr](b) <a href='c'>https://a.kr</a> <https://d>\n").links == (
        Link("a", "href", "b", "https://a.kr", 1),
        Link("a", "href", "c", "https://a.kr", 1),
        Link("a", "href", "https://d", "https://d", 1),
    )


def test_links_by_title_wait_for_the_site() -> None:
    assert body("[[나의 답사기1]]과\n[[글 & 제목|*말*]]\n").links == (
        Link("a", "href", "wiki:나의 답사기1", "나의 답사기1", 1),
        Link("a", "href", "wiki:글 & 제목", "*말*", 2),
    )
    assert dapsagi("[[a]](b)") == '<p><a href="b">[a]</a></p>\n'


def test_what_is_embedded_by_name_is_a_picture_or_a_link_to_a_note() -> None:
    assert body("![[산점도.png]] ![[a/b.MP4|소리 & 그림|300x200]] ![[글#절]] ![[글|말]]\n").links == (
        Link("img", "src", "wiki:산점도.png", "", 1),
        Link("img", "src", "wiki:a/b.MP4", "소리 & 그림", 1),
        Link("a", "href", "wiki:글#절", "글 > 절", 1),
        Link("a", "href", "wiki:글", "말", 1),
    )
    assert '<img width="300" src="wiki:a.png" alt="점" />' in dapsagi("| a |\n|---|\n| ![[a.png\\|점\\|300]] |\n")
    assert dapsagi("![[a]](b.png)") == '<p><img src="b.png" alt="[a]" /></p>\n'
    assert "<img" not in dapsagi("`![[a.png]]` ![[]] ![[ ]]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("글 %%나만%%", "글"),
        ("This is an %%inline%% comment.", "This is an comment."),
        ("글 %%나만 본다%% 그리고 둘", "글 그리고 둘"),
        ("%%only for me%%\n\n둘", "둘"),
        ("글 %% 나만 %%. 둘", "글 . 둘"),
        ("글 %% 나만\n보는 것 %%\n둘", "글 둘"),
        ("하나\n\n%%\n나만\n\n- 이것도\n%%\n\n둘", "하나 둘"),
        ("%% 나만 %%\n\n둘", "둘"),
        ("- 하나\n- 둘 %% 나만 %%\n\n> %% 나만 %%\n> 셋", "하나 둘 셋"),
        ("| a | b |\n|---|---|\n| c %% 나만 %% | d |", "a b c d"),
    ],
)
def test_nothing_of_a_comment_is_on_the_page(text: str, shown: str) -> None:
    assert " ".join(re.sub(r"<[^>]+>", " ", dapsagi(text + "\n")).split()) == shown


@pytest.mark.parametrize(
    "text",
    [
        "50%%와 30%%",
        "`%%` 뒤에 %%timeit, %%",
        "%%time\nx = 1\n%%",
        "%% 는 이스케이프, %% 는 또",
        "%%\n둘",
        "%%%%",
        "set A=%%PATH%% 처럼",
        "printf 의 %%d%% 는",
        "%%time과 %%timeit, %%bash",
        "하나 %%둘%%셋",
    ],
)
def test_percent_signs_of_a_text_are_no_comment(text: str) -> None:
    assert "%%" in dapsagi(text + "\n") and dapsagi(text + "\n").count("%") == text.count("%")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("글 하나 ^ab-c1", '<p id="^ab-c1">글 하나</p>'),
        ("- 하나\n- 둘 ^ab\n", '<ul>\n<li>하나</li>\n<li id="^ab">둘</li>\n</ul>'),
        ("> 인용\n\n^037066\n\n글", '<blockquote id="^037066">\n<p>인용</p>\n</blockquote>\n<p>글</p>'),
        ("글 `a ^ab`", '<p>글 <code class="language-plaintext highlighter-rouge">a ^ab</code></p>'),
        ("2 ^10", "<p>2 ^10</p>"),
        ("2 ^n", "<p>2 ^n</p>"),
        ("a^ab", "<p>a^ab</p>"),
        ("^ab 글", "<p>^ab 글</p>"),
    ],
)
def test_the_name_of_a_block_is_its_place_and_not_its_text(text: str, html: str) -> None:
    assert dapsagi(text + "\n") == html + "\n"
    assert "^ab" in jekyll("글 ^ab\n")


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_formula_that_a_name_stands_below_is_a_formula(between: str) -> None:
    named = body(f"$$\nx\n$$\n{between}^eq2\n")
    assert [formula.tex.strip() for formula in named.formulas] == ["x"]
    assert named.anchors == ("^eq2",)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("==표시==는", "<mark>표시</mark>는"),
        ("==**a** b==", "<mark><strong>a</strong> b</mark>"),
        ("a==b==c", "a==b==c"),
        ("a == b == c", "a == b == c"),
        ("==a", "==a"),
        ("==== ===", "==== ==="),
    ],
)
def test_marked_text(text: str, html: str) -> None:
    assert dapsagi(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("kind", "korean"),
    [("note", "참고"), ("tip", "도움말"), ("important", "중요"), ("warning", "주의"), ("caution", "경고")],
)
def test_a_quote_with_a_kind_is_a_callout_in_the_language_of_its_text(kind: str, korean: str) -> None:
    for text, title in (("글", korean), ("text", kind.capitalize())):
        assert dapsagi(f"> [!{kind.upper()}]\n> *{text}*\n") == (
            f'<div class="callout callout-{kind}">\n<p class="callout-title">{title}</p>\n'
            f"<p><em>{text}</em></p>\n</div>\n"
        )


@pytest.mark.parametrize(
    ("around", "title"),
    [
        ("이 명령은 되돌릴 수 없습니다.", "경고"),
        ("The word for it is 경고. " + "What is told once cannot be taken back. " * 3, "Caution"),
    ],
)
def test_a_callout_of_code_alone_is_called_as_the_text_around_it_is_written(around: str, title: str) -> None:
    assert f'<p class="callout-title">{title}</p>' in dapsagi(f"{around}\n\n> [!CAUTION]\n> `git push --force`\n")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("> [!TIP] 나의 `제목`\n> 글\n", '<div class="callout callout-tip">\n<p class="callout-title">나의 <code'),
        ("> [!ETC]\n> 글\n", "<blockquote>"),
        ("> [!tip]- 접는다\n> 글\n", '<details class="callout callout-tip">\n<summary class="callout-title">접는다'),
        (
            "> [!TIP]+\n> 글\n",
            '<details class="callout callout-tip" open="open">\n<summary class="callout-title">도움말',
        ),
        ("> 글 [!NOTE]\n", "<blockquote>"),
        ('!!! danger "조심"\n    글\n', '<div class="callout callout-caution">\n<p class="callout-title">조심</p>'),
        ("!!! quiz\n\n    글\n", '<div class="callout callout-note">\n<p class="callout-title">Quiz</p>\n<p>글'),
        ('!!! note ""\n    글\n', '<div class="callout callout-note">\n<p>글'),
        ("??? note\n    글\n", '<details class="callout callout-note">\n<summary class="callout-title">참고'),
        ("???+ note\n    글\n", '<details class="callout callout-note" open="open">'),
        ("!!! note\n글\n", "<p>!!! note"),
        ("!!! 대박\n", "<p>!!! 대박"),
    ],
)
def test_callouts_and_admonitions(text: str, start: str) -> None:
    assert dapsagi(text).startswith(start)


def test_a_callout_holds_blocks_and_ends_with_its_lines() -> None:
    html = dapsagi("앞\n!!! note\n    a\n\n    - b\n\n        c\n뒤\n")

    assert html.startswith("<p>앞</p>\n<div")
    assert html.endswith("</div>\n<p>뒤</p>\n")
    assert html.count("<li>") == 1


TABS = """\
앞

=== "PyTorch `2`"

    ```python
    loss.backward()
    ```

===+ "NumPy"
    - 하나

        둘

===! "다른 묶음"
\t셋
뒤
"""


def test_tabs_that_follow_each_other_are_choices_of_one() -> None:
    html = dapsagi(TABS)

    buttons = re.findall(r'<input type="radio" name="([^"]+)" id="([^"]+)"( checked="checked")? />', html)
    assert buttons == [
        ("tab-1", "tab-1-1", ""),
        ("tab-1", "tab-1-2", ' checked="checked"'),
        ("tab-2", "tab-2-1", ' checked="checked"'),
    ]
    assert re.findall(r'<label for="([^"]+)">', html) == ["tab-1-1", "tab-1-2", "tab-2-1"]
    assert ">PyTorch <code" in html
    assert html.count('<div class="tabs">') == 2
    assert html.count('<div class="tab">') == 3
    assert html.endswith('<div class="tab">\n<p>셋</p>\n</div>\n</div>\n<p>뒤</p>\n')
    assert [block.line for block in body(TABS).blocks] == [1, 3, 14, 16]


@pytest.mark.parametrize("text", ['=== "x"\n글\n', "=== x\n    글\n", "제목\n===\n", '글 === "x"\n\n    코드\n'])
def test_what_only_looks_like_tabs_is_none(text: str) -> None:
    assert 'type="radio"' not in dapsagi(text)


def test_the_words_over_a_callout_are_an_option() -> None:
    assert ">메모</p>" in dapsagi("> [!NOTE]\n> a\n", callout_titles=(("note", "메모"),))


def test_a_fence_has_a_title_and_marked_lines() -> None:
    html = dapsagi('```python title="a & b.py" {1,3-4}\nx\ny\nz\n"""1\n2"""\n```\n')

    assert '<div class="code-title">a &amp; b.py</div>' in html
    assert html.count('<span class="hll">') == 3
    assert html.count("</span>") == html.count("<span")


@pytest.mark.parametrize(
    "info",
    ["python hl_lines='1 3-4'", '{.python hl_lines="1 3-4"}', "python {1, 3-4}", "python{1,3,4}"],
)
def test_lines_are_marked_in_the_ways_of_other_tools(info: str) -> None:
    html = dapsagi(f"```{info}\na\nb\nc\nd\ne\n```\n")

    assert 'class="language-python highlighter-rouge"' in html
    assert html.count('<span class="hll">') == 3


def test_lines_are_numbered_from_a_number() -> None:
    html = dapsagi('```python linenums="9"\na\nb\n```\n')

    assert '<span class="lineno">9</span>' in html
    assert '<span class="lineno">10</span>' in html


@pytest.mark.parametrize("info", ["js:app.js", 'js title="app.js"', "js filename=app.js", "js 'and' more words"])
def test_a_language_may_be_followed_by_anything(info: str) -> None:
    html = dapsagi(f"```{info}\na\n```\n")

    assert 'class="language-js highlighter-rouge"' in html
    assert ('<div class="code-title">app.js</div>' in html) == ("app.js" in info)


def test_a_fence_that_is_never_closed_reaches_to_the_end_and_is_reported() -> None:
    text = "a\n\n```python\nb\n\n# c\n"

    assert dapsagi(text).count("<pre") == 1
    assert "<h1" not in dapsagi(text)
    assert codes(text) == codes(text, dialect="jekyll") == [("M101", 3)]


def test_a_diagram_is_left_to_a_script() -> None:
    text = "```mermaid\ngraph TD; A-->B\n```\n"

    assert dapsagi(text) == '<pre class="mermaid">graph TD; A--&gt;B\n</pre>\n'
    assert body(text).features == ("mermaid",)


def test_a_link_without_a_definition_is_reported_when_it_was_meant_as_one() -> None:
    assert codes("[a][b]\n\n[c] [d](e)\n") == [("M102", 1)]
    assert codes("여기[글][b]\n") == [("M102", 1)]
    assert codes("[글][없음][^1]\n\n[^1]: 각주\n") == [("M102", 1)]
    assert codes("[글][없음][다른 글][역시 없음]\n") == [("M102", 1)]
    assert codes("[i-1][j] [i][0] [A-Z][a-z]\n") == []
    assert codes("[x][y] [x2][y2] [from][to][cost] [[][][]]\n") == []


def test_indices_sources_and_footnotes_behind_brackets_are_no_links() -> None:
    assert codes("dp[i][j] = a_[i][j]\n\nas in [1][7][15], 배열 [0:1000][0:1000] 과 [:-1][::2]\n") == []
    assert codes("[a word][^1] of it\n\n[^1]: note\n") == []
    assert codes("[a word][^2] of it\n") == [("M102", 1), ("M104", 1)]


@pytest.mark.parametrize("mark", ["[TOC]", "[toc]", "[[toc]]", "[[_TOC_]]", " [TOC]  "])
def test_a_line_asks_for_the_contents(mark: str) -> None:
    html = dapsagi(f"{mark}\n\n## 새\n\n### 올빼미\n")
    assert html.startswith('<ul id="markdown-toc">')
    assert html.count('<a href="#') == 2
    assert "TOC" not in dapsagi(mark).upper()
    assert mark.strip() in dapsagi(f"글 {mark} 글") or mark.startswith("[[")


def test_a_kind_of_obsidian_is_a_note_under_its_name() -> None:
    html = dapsagi("> [!question] 왜?\n> 글\n\n> [!INFO]\n> 글\n")
    assert html.count("callout-note") == 2
    assert [word in html for word in ("왜?", "Info")] == [True, True]
    assert "callout" not in dapsagi("> [!bird]\n> 글\n")


def test_three_waves_around_words_open_no_code() -> None:
    assert dapsagi("~~~지운 말~~~\n\n글\n") == "<p>~<del>지운 말</del>~</p>\n<p>글</p>\n"
    assert codes("~~~지운 말~~~\n\n글\n") == []
