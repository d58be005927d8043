from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dapsagi import markup
from dapsagi.markup.options import MarkupOptions
from dapsagi.problems import Problem, Span
from dapsagi.rules.addresses import find_address_problems, find_identifier_problems
from dapsagi.rules.silence import silenced_in
from dapsagi.rules.site import find_dead_anchors, find_huge_images
from dapsagi.rules.writing import find_header_problems, find_writing_problems

HERE = Span("x.md", 3)


def of_address(address: str, element: str = "a", secure: bool = True) -> list[str]:
    return [problem.code for problem in find_address_problems(address, element, HERE, secure)]


def of_text(text: str) -> list[Problem]:
    body = markup.render(text, MarkupOptions(dialect="jekyll"))
    return list(find_writing_problems(body, text, "x.md", 10))


@pytest.mark.parametrize(
    ("address", "element", "codes"),
    [
        ("https://arxiv.org/abs/1707.0847", "a", ["L201"]),
        ("https://arxiv.org/pdf/1706.03762v5.pdf", "a", []),
        ("https://arxiv.org/list/cs.LG/recent", "a", []),
        ("https://doi.org/10.38/x", "a", ["L202"]),
        ("https://doi.org/10.1038/nature14539", "a", []),
        ("http://www.kyobobook.co.kr/product/detailViewKor.laf?barcode=9788968484638", "a", ["L203"]),
        ("http://cfile1.uf.tistory.com/image/1", "img", ["L205"]),
        ("http://cfile1.uf.tistory.com/image/1", "a", []),
        ("http://localhost:4000/2/", "a", ["L206"]),
        ("http://127.0.0.1:8000/x.png", "img", ["L206"]),
        ("file:///C:/Users/kim/x.pdf", "a", ["L206"]),
        (r"C:\Users\kim\x.pdf", "a", ["L206"]),
        ("c:/x", "img", []),
        ("https://a.example/?utm_source=x&id=2&fbclid=3", "a", ["L207"]),
        ("mailto:kim@example.com", "a", []),
        ("http://[", "a", []),
    ],
)
def test_addresses_are_held_against_the_rules(address: str, element: str, codes: list[str]) -> None:
    assert of_address(address, element) == codes


def test_an_image_by_http_may_stand_on_a_site_by_http() -> None:
    assert of_address("http://a.example/x.png", "img", secure=False) == []


def test_the_way_out_of_tracking_is_the_address_without_it() -> None:
    (problem,) = find_address_problems("https://a.example/?utm_source=x&id=2#c", "a", HERE, True)
    assert problem.hint == "write https://a.example/?id=2#c"


def test_numbers_in_a_text_are_checked_with_their_lines() -> None:
    found = list(find_identifier_problems("하나\narXiv:1707.0847\nISBN 978-89-6848-463-8 둘", "x.md", 5))
    assert [(problem.code, problem.span.line) for problem in found] == [("L201", 6), ("L203", 7)]
    assert list(find_identifier_problems("arXiv:1706.03762 ISBN 978-89-6848-463-6", "x.md", 1)) == []


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("![](x.png)", "W201", 10),
        ("첫\n\n![img](x.png)", "W201", 12),
        ("## 하나\n\n#### 둘", "W202", 12),
        ("첫\n\n이것은 ** 강조**이다", "W203", 12),
        ("첫\n\n***강조\\*** ", "W204", 12),
        ("여는 말\n\n-하나\n-둘", "W205", 12),
        ("/새/** 와 이것은 ** 강조**이다", "W203", 10),
        ("첫\n\n=> **열고 닫지 않았다", "W203", 12),
        ("첫\n\n**강조\\** 한다", "W204", 12),
        ("여는 말\n1) 하나\n2) 둘", "W205", 11),
        ("<img\n  src='x.png'>", "W201", 11),
        (":::note\n글\n:::", "W211", 10),
        ("첫\n\n글 ![[새.png]]", "W211", 12),
        ("첫\n\n{{< youtube x >}}", "W211", 12),
        ("첫\n\n글 %% 나만 본다 %%", "W211", 12),
        ("첫\n\n글 %%나만 본다%%. 또 한 문장", "W211", 12),
        ("첫\n\nIt is %%mine alone%% to read.", "W211", 12),
        ("첫\n\n%%\n나만 본다\n\n이것도\n%%", "W211", 12),
        ("첫\n\n> [!BIRD] 글", "W211", 12),
        ("```\n<<<<<<< HEAD\n```\n\n<<<<<<< HEAD\n하나\n=======\n둘\n>>>>>>> side", "W211", 14),
        ("## 하나\n\n##### 둘\n\n## 셋\n\n#### 둘", "W202", 16),
        ("## 하나\n\n### 둘\n\n## 셋\n\n<h4>둘</h4>", "W202", 16),
        ("#### 둘 **굵게** `a`\n\n## 하나\n\n#### 둘 **굵게** `a`", "W202", 14),
        ("**부엉이**는\n\n`hoot()`은 **올빼미 **가 운다", "W203", 12),
    ],
)
def test_what_was_meant_otherwise_is_reported_with_its_line(text: str, code: str, line: int) -> None:
    assert (code, line) in [(problem.code, problem.span.line) for problem in of_text(text)]


def test_a_picture_that_is_embedded_by_name_is_told_how_to_say_what_it_shows() -> None:
    (problem,) = find_writing_problems(markup.render("![[새.png|300]]", MarkupOptions()), "![[새.png|300]]", "x.md", 1)
    assert str(problem) == (
        "x.md:1: W201 the image 새.png has no text for those who do not see it; "
        "say behind a bar what it shows: ![[새.png|…]]"
    )


@pytest.mark.parametrize(
    ("header", "line", "said", "hint"),
    [
        (
            "title: C# 배우기 #1",
            2,
            '"#1" is a comment for YAML, and "C# 배우기" is all of it',
            'write title: "C# 배우기 #1"',
        ),
        ("tags: #ml #dl", 2, '"#ml #dl" is a comment for YAML, and nothing is left of it', "write tags: [ml, dl]"),
        ("tags:\n  - a\n  - #ml", 4, '"#ml" is a comment for YAML, and nothing is left of it', "write - ml"),
        ("series: #길", 2, '"#길" is a comment for YAML, and nothing is left of it', 'write series: "#길"'),
        ("tags: C#, #ml", 2, '"#ml" is a comment for YAML, and "C#," is all of it', "write tags: [C#, ml]"),
        (
            "tags: 기계 학습, #ml",
            2,
            '"#ml" is a comment for YAML, and "기계 학습," is all of it',
            "write tags: [기계 학습, ml]",
        ),
        ("tags: #1 #on", 2, '"#1 #on" is a comment for YAML, and nothing is left of it', "write tags: ['1', 'on']"),
        ("tags:\n  - C #언어", 3, '"#언어" is a comment for YAML, and "C" is all of it', 'write - "C #언어"'),
        (
            'title: 그는 "왜" 라고 #1',
            2,
            '"#1" is a comment for YAML, and "그는 "왜" 라고" is all of it',
            r'write title: "그는 \"왜\" 라고 #1"',
        ),
    ],
)
def test_what_yaml_takes_for_a_comment_is_reported_with_what_remains(
    header: str, line: int, said: str, hint: str
) -> None:
    (problem,) = find_header_problems(["---", *header.split("\n"), "---"], "x.md")
    assert (problem.code, problem.span.line, problem.message, problem.hint) == ("W212", line, said, hint)
    assert yaml.safe_load(hint.removeprefix("write "))


@pytest.mark.parametrize(
    "header",
    [
        "title: C#",
        'title: "둘 #2"',
        "title:   '둘 #2'",
        'tags:\n  -  "둘 #2"',
        "title: 둘 # 나중에 고친다",
        "tags: [ml] #둘",
        "order: 3 #셋",
        "#title: 하나 #1",
        "tags: # 아직 없다",
        "description: |\n  하나 #둘",
        "extra:\n  - #둘",
        "description: |\n  - 이슈 #12 를 고친다",
        "excerpt: >-\n  - 셋 #넷",
        'description: "여러 줄\n  - 하나 #둘"',
        "tags: &t a #b",
        "categories:\n  - 알고리즘  #카테고리",
        "title: 하나 #제목을 쓴다",
        "tags: ml #tags",
    ],
)
def test_a_comment_that_was_meant_is_not_reported(header: str) -> None:
    assert list(find_header_problems(["---", *header.split("\n"), "---"], "x.md")) == []


@pytest.mark.parametrize(
    "text",
    [
        "## 하나\n\n### 둘\n\n## 셋",
        "### 하나\n\n### 둘",
        "`**` 는 굵게, `\\*` 는 별\n\n    **code**\n\n```\n***강조\\***\n-하나\n-둘\n```",
        "- 하나\n- 둘",
        "한 줄 - 설명\n또 한 줄",
        "![길이 두 갈래로 난 들판](x.png)",
        "- 3 - 4 = -1",
        "`%%time` 은 빠르다, 10%% 와 20%% 사이, printf(%%)",
        "셀에 %%timeit 을 쓰고 %%를 붙인다",
        "%% 는 칸이고 %% 는 또 칸",
        "%%html%%",
        "%%time 과 %%",
        "**\\*.so** 파일, **\\***는 곱하기",
        "\\***이**가 온다, **강조**는 5\\*",
        "`/새/` 밑의 모든 것은 /새/** 이고, 거듭제곱(**)과 bird.props.*** 도 있다",
        '주소 ("/새/\\*")는 한 층만 본다',
        "| 새 | 1. 부엉이<br>2. 올빼미 |",
        "<img src='x.png' alt=''>",
        "할 수 있다**",
        "`a` const char** argv",
        "x ** 2, **kwargs, 010-****-5678, // ***** //",
        "$F^\\*=F^\\*(y)$ 는 [list\\*](https://a.example) 와 192.168.\\*\\*\\*",
        "1) 하나<br>\n2) 둘<br>",
        "\\- 하나\n\\- 둘",
        "값은 이렇고\n-> 그래서\n-> 저렇다",
        "정규식 [^abc] 는 [^a-z] 와 다르다",
        "| 새 | $$$ |\n|---|---|\n| a | $$ |",
        "~~~지운 말~~~\n\n글",
        "여는 말\n$$p$$-급수\n$$q$$-급수",
        "a **= b, void **bird",
        "-ve points\n+ve points",
        "굵게 쓰는 별 둘(\"**\")과 “**”, 그리고 '***'",
        "[1. 부엉이의 밤](https://a.example/1)\n[2. 올빼미의 밤](https://a.example/2)",
    ],
)
def test_what_was_meant_as_it_is_is_not_reported(text: str) -> None:
    assert of_text(text) == []


def test_a_heading_in_html_is_answered_in_html() -> None:
    (problem,) = of_text("## 하나\n\n<h4>둘</h4>\n")
    assert problem.hint == "write <h3> and </h3>"


def test_stars_that_are_right_stand_in_html_in_which_no_markdown_is_read() -> None:
    (inside,) = of_text("<div>\n**부엉이**는 운다\n</div>\n")
    (outside,) = of_text("**부엉이 **는 운다\n")
    assert "the HTML around them" in inside.hint
    assert "without a space inside" in outside.hint


def test_stars_behind_backslashes_want_them_removed() -> None:
    (problem,) = of_text("첫\n\n**부엉이**와 \\*\\*올빼미(owl)\\*\\*가 운다\n")
    assert (problem.code, problem.span.line) == ("W203", 12)
    assert problem.hint == "remove the backslashes before them"


def test_of_two_lists_of_one_wording_the_lost_one_is_reported() -> None:
    text = "말:\n\n- 하나, 둘\n- 셋, 넷\n\n값:\n    - 하나, 둘\n    - 셋, 넷\n"
    assert [(problem.code, problem.span.line) for problem in of_text(text)] == [("W205", 16)]


def test_a_dead_anchor_comes_with_the_nearest_one() -> None:
    (problem,) = find_dead_anchors("%EB%91%90-%EB%B2%88%EC%A8%B0", {"두-번째", "첫-번째"}, "/a/", HERE)
    assert (problem.code, problem.hint) == ("L204", "did you mean #두-번째?")
    assert not list(find_dead_anchors("두-번째", {"두-번째"}, "/a/", HERE))
    assert not list(find_dead_anchors("top", (), "/a/", HERE))


def test_an_image_is_huge_from_a_megabyte_on() -> None:
    assert not list(find_huge_images("a.png", 1_000_000, HERE))
    assert [problem.code for problem in find_huge_images("a.png", 1_000_001, HERE)] == ["W206"]


def test_a_comment_switches_rules_off() -> None:
    assert silenced_in("<!-- dapsagi-ignore L201, w203 -->") == {"L201", "W203"}
    assert silenced_in("<!-- something else L201 -->") == frozenset()


@given(st.text(alphabet="*#-$`\\![]()<p>/\n 가1."))
def test_any_text_can_be_checked(text: str) -> None:
    assert all(problem.span.path == "x.md" and problem.message for problem in of_text(text))


def test_the_way_out_for_an_image_depends_on_how_it_is_written() -> None:
    hints = [problem.hint for problem in of_text("![](x.png)\n\n<img src='y.png'>")]
    assert hints == [
        "say between ![ and ] what it shows",
        'write alt="…" with what it shows, or alt="" if it says nothing',
    ]


def test_a_mark_of_other_tools_comes_with_what_kramdown_has_for_it() -> None:
    text = "[TOC]\n\n> [!NOTE]\n> 글\n"
    body = markup.render(text, MarkupOptions(dialect="jekyll"))
    found = list(find_writing_problems(body, text, "x.md", 1, kramdown=True))
    assert [(problem.code, problem.span.line) for problem in found] == [("W211", 1), ("W211", 3)]
    assert "{:toc}" in found[0].hint
