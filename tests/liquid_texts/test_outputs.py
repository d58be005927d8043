"""What `{{ … }}` shows: values as Ruby writes them, and markup as Liquid's two parsers read it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dapsagi.liquid import Expanded

Expand = Callable[..., Expanded]


def test_a_text_without_braces_comes_back_untouched(expand: Expand) -> None:
    text = "# 경주\n\n{ 괄호 } 하나, 100% 그대로\n"
    assert expand(text) == Expanded(text)


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("{{ page.title }}", "경주 답사"),
        ("{{page.title}}", "경주 답사"),
        ("{{ page['title'] }}", "경주 답사"),
        ("{{ page.tags }}", "신라석탑"),
        ("{{ page.tags[0] }} {{ page.tags[-1] }} {{ page.tags.size }} {{ page.tags.last }}", "신라 석탑 2 석탑"),
        ("{{ page.date }}", "2019-12-25 09:05:07 +0900"),
        ("{{ site.people[2] }}", '{"name"=>"Park", "team"=>"red"}'),
        ("{{ 1.50 }} {{ -3 }} {{ true }} {{ (1..3) }}", "1.5 -3 true 1..3"),
        ("{{ 'a | b' }}{{ \"it's\" }}", "a | bit's"),
        ("{{ jekyll.environment }}", "production"),
    ],
)
def test_a_value_is_written_as_ruby_writes_it(expand: Expand, markup: str, shown: str) -> None:
    assert expand(markup).text == shown


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("{{ 'a' b | upcase }}", "A"),
        ("{{ page.title, 'x' }}", "경주 답사"),
        ("{{ page.number + 1 }}", "3"),
        ("{{ page.title ? 'a' : 'b' }}", "경주 답사"),
        ("{{ page.title || 'x' }}", "경주 답사"),
        ("{{ 'x' | append: 'y' 'z' }}", "xy"),
        ("{{ (1..3), }}", "1..3"),
    ],
)
def test_markup_that_is_not_quite_liquid_is_read_as_jekyll_reads_it(expand: Expand, markup: str, shown: str) -> None:
    assert expand(markup).text == shown


def test_dashes_trim_the_text_beside_them_but_not_a_no_break_space(expand: Expand) -> None:
    assert expand("a \n{{- page.number -}}\n b").text == "a3b"
    assert expand("\u00a0{{- 'x' -}}\u00a0").text == "\u00a0x\u00a0"


def test_an_unknown_filter_changes_nothing_in_jekyll(expand: Expand) -> None:
    result = expand("{{ 'a' | upcse }}")
    assert result.text == "a"
    assert str(result.problems[0]).endswith("did you mean `upcase`?")


@pytest.mark.parametrize("markup", ["{{ page.next.title }}", "{{ site.time | date: '%Y' }}"])
def test_what_a_text_cannot_know_is_reported_and_counts_as_nothing(expand: Expand, markup: str) -> None:
    result = expand(f"{markup}끝")
    assert result.text == "끝"
    assert [problem.code for problem in result.problems] == ["Q107"]


def test_the_time_of_the_build_is_no_part_of_a_text(expand: Expand) -> None:
    for markup in ("{{ 'now' | date: '%Y' }}", "{{ 'today' | date_to_string }}"):
        result = expand(markup)
        assert result.text == markup
        assert [problem.code for problem in result.problems] == ["Q105"]
    assert expand("{{ site.time }}{{ now }}{{ today }}").text == ""
