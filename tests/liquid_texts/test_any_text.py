"""Whatever the text: no exception, no hang, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dapsagi.liquid import Expanded
from dapsagi.problems import Severity

Expand = Callable[..., Expanded]

# Words that begin, end and fill Liquid.
PARTS = st.sampled_from(
    [
        *(
            "{{",
            "}}",
            "{%",
            "%}",
            "{%-",
            "-%}",
            "}",
            "{",
            "%",
            "`",
            "```\n",
            "\n",
            "\n\n",
            " ",
            "$$",
            "~~~\n",
            "> ",
            "\\",
        ),
        *("if", "else", "elsif", "endif", "for", "in", "endfor", "case", "when", "endcase", "raw", "endraw", "assign"),
        *("comment", "endcomment", "highlight", "endhighlight", "capture", "endcapture", "unless", "endunless"),
        *("include", "include_relative", "link", "post_url", "cycle", "tablerow", "endtablerow", "break", "liquid"),
        *(
            "page.title",
            "page.tags",
            "x",
            "page",
            "site",
            "한글",
            "3",
            "1.5",
            "'a'",
            '"',
            "'",
            "(1..3)",
            "nil",
            "blank",
        ),
        *("|", ":", ",", ".", "=", "==", "<", "and", "or", "contains", "[", "]", "(", ")", "?", "#", "-", "!"),
        *("upcase", "date", "plus", "split", "join", "sort", "where", "jsonify", "replace", "slice", "a", "content"),
    ]
)
TEXTS = st.one_of(
    st.text(alphabet="{}%-`ab.|:'\n 가", max_size=60),
    st.lists(PARTS, max_size=40).map(" ".join),
    st.lists(PARTS, max_size=40).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, dialect=st.sampled_from(["jekyll", "dapsagi"]))
def test_no_text_raises(expand: Expand, text: str, dialect: str) -> None:
    result = expand(text, dialect=dialect, includes={"a": "{% include a %}", "x": "{{ include.a }}"})
    assert len(result.lines) in (0, result.text.count("\n") + 1)
    lines = text.count("\n") + 1
    assert all(1 <= line <= lines for line in result.lines)
    assert all(1 <= problem.span.line <= lines for problem in result.problems)


@given(st.text())
def test_a_text_without_braces_is_unchanged(expand: Expand, text: str) -> None:
    plain = text.replace("{", "(")
    assert expand(plain) == Expanded(plain)


def test_a_broken_character_is_carried_along(expand: Expand) -> None:
    broken = "\ud800\r"
    result = expand(f"{broken}{{{{ '{broken}' | upcase }}}}{{% link {broken}a %}}{{% figure {broken} %}}")
    assert result.text.startswith(f"{broken}{broken}/link:")
    assert result.text.endswith(f"{{% figure {broken} %}}")


@given(text=TEXTS)
def test_the_same_text_gives_the_same_result(expand: Expand, text: str) -> None:
    assert expand(text) == expand(text)


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in (1..100000000) %}x{% endfor %}",
        "{% for i in (1..10000000000) reversed %}x{% endfor %}",
        "{% for i in (1..900) %}{% for j in (1..900) %}{% endfor %}{% endfor %}",
        "{{ (1..10000000000) | join }}",
        "{% assign a = 'xxxxxxxxxx' %}" + "{% assign a = a | append: a %}" * 60,
        "{% assign a = '1,2' | split: ',' %}" + "{% assign a = a | push: a %}" * 60,
        "{% assign a = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' %}{{ a"
        + " | replace: 'a', a" * 9
        + " }}",
        '{{ \'"""\' ' + "| jsonify " * 90 + "}}",
    ],
)
def test_a_text_without_end_is_shown_with_one_clear_problem(expand: Expand, text: str) -> None:
    result = expand(f"첫 줄\n{text}")
    assert result.text == f"첫 줄\n{text}"
    [problem] = result.problems
    assert (problem.code, problem.severity, problem.span.line) == ("Q108", Severity.ERROR, 2)


def test_numbers_do_not_grow_beyond_measure(expand: Expand) -> None:
    result = expand("{% assign a = 99999999 %}" + "{% assign a = a | times: a %}" * 60 + "{{ a | plus: 0 }}")
    assert "Q105" in {problem.code for problem in result.problems}


def test_a_range_is_asked_and_not_walked(expand: Expand) -> None:
    assert expand("{% if (1..10000000000) contains 'x' %}a{% endif %}{{ (1..10000000000) }}").text == "1..10000000000"


@pytest.mark.parametrize(
    "part",
    [
        *(
            "{{",
            "{%",
            "{{ a } ",
            "{%a ",
            "{{a}}",
            "{% raw %}",
            "{% comment %}",
            "{% if a %}",
            "{% endif %}",
            "{% elsif %}",
        ),
        *("{% if page %}", "` {{a}}", "```a\n", "~~~a\n```b\n", "$$ {{a}} ", "> ", "- ", "\\", "{% highlight a %}`"),
        *("{% if a %}{% endfor %}", "{% case a %}", "{{- a -}}", "{% assign x = 1 %}", "{% include a %}"),
    ],
)
@pytest.mark.parametrize("dialect", ["jekyll", "dapsagi"])
def test_the_time_is_linear_in_the_length(expand: Expand, part: str, dialect: str) -> None:
    def seconds(length: int) -> float:
        text = part * (length // len(part)) + "{{ a }}"
        begun = process_time()
        expand(text, dialect=dialect)
        return process_time() - begun

    seconds(1000)
    # The fastest of three: a collection of garbage that is due counts for whoever happens to be at work.
    assert min(seconds(16_000) for _ in range(3)) < 20 * seconds(2000) + 0.3


@pytest.mark.parametrize(
    "markup",
    [
        *("(" * 9000, "[" * 9000, "a" + "[a" * 9000, "a" + "[a" * 4000 + "]" * 4000, "a" + ".a" * 9000),
        *("'\"" * 9000, "a " * 9000, "a" + " | upcase" * 3000, "a | join: " + "1," * 5000, "9" * 9000),
    ],
)
def test_deep_and_long_expressions_are_read_or_shown(expand: Expand, markup: str) -> None:
    for text in (f"{{{{ {markup} }}}}", f"{{% if {markup} %}}x{{% endif %}}", f"{{% assign x = {markup} %}}"):
        assert expand(text).text in ("", "x", text, "9" * 9000)


def test_blocks_and_lists_nest_only_so_deep(expand: Expand) -> None:
    deep: list[object] = []
    for _ in range(3000):
        deep = [deep]
    assert "x" in expand("{% if page %}" * 500 + "x" + "{% endif %}" * 500).text
    assert expand("{{ page.deep }}", page={"deep": deep}).text == "{{ page.deep }}"


def test_of_blocks_that_are_too_deep_the_outermost_is_told(expand: Expand) -> None:
    (problem,) = expand("{% if true %}\n" * 200 + "a" + "{% endif %}" * 200).problems
    assert (problem.code, problem.span.line) == ("Q104", 41)
