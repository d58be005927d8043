"""Other files in a text, and addresses that are known later."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dapsagi.liquid import Expanded
from dapsagi.liquid.targets import Target, read_target

Expand = Callable[..., Expanded]

BOX = '<b class="{{ include.class }}">{{ include.text }}</b>'


def test_an_include_is_expanded_with_its_parameters(expand: Expand) -> None:
    result = expand('{% include box.html class="a \\"b\\"" text=page.title %}', includes={"box.html": BOX})
    assert result.text == '<b class="a "b"">경주 답사</b>'
    assert not result.problems


def test_parameters_can_be_numbers_and_paths(expand: Expand) -> None:
    result = expand("{% include box.html class=1 text=page.tags.first %}", includes={"box.html": BOX})
    assert result.text == '<b class="1">신라</b>'


def test_a_variable_set_in_an_include_stays_set(expand: Expand) -> None:
    assert expand("{% include a %}{{ x }}", includes={"a": "{% assign x = 1 %}"}).text == "1"


def test_the_name_of_an_include_can_be_computed(expand: Expand) -> None:
    text = "{% assign name = 'a' %}{% include {{ name }}.txt %}"
    assert expand(text, includes={"a.txt": "안녕"}).text == "안녕"


def test_a_file_beside_the_post_is_expanded_too(expand: Expand) -> None:
    result = expand("{% include_relative code/a.py %}", neighbours={"code/a.py": "print({{ page.number }})"})
    assert result.text == "print(3)"
    assert result.has_neighbours


def test_only_a_file_beside_the_post_is_asked_for_again_be_it_there_or_not(expand: Expand) -> None:
    assert not expand("{% include box.html %}", includes={"box.html": BOX}).has_neighbours
    assert not expand("{% include gone.html %}").has_neighbours
    assert expand("{% include_relative gone.py %}").has_neighbours


def test_an_include_leaves_out_what_is_unknown_in_every_dialect(expand: Expand) -> None:
    result = expand("{% include box.html %}", includes={"box.html": BOX}, dialect="dapsagi")
    assert result.text == '<b class=""></b>'
    assert not result.problems


def test_a_missing_include_is_shown_and_reported(expand: Expand) -> None:
    result = expand("첫 줄\n{% include toc.html %}")
    assert result.text == "첫 줄\n{% include toc.html %}"
    [problem] = result.problems
    assert (problem.code, problem.span.line) == ("Q106", 2)
    assert "toc.html" in problem.message


@pytest.mark.parametrize("name", ["../secret", "/etc/../passwd", "a b", "..", ".//x"])
def test_an_include_cannot_leave_its_folder(expand: Expand, name: str) -> None:
    result = expand(f"{{% include_relative {name} %}}", neighbours={name: "secret"})
    assert result.text == f"{{% include_relative {name} %}}"


def test_a_fault_in_an_include_is_reported_where_it_is_included(expand: Expand) -> None:
    result = expand("\n\n{% include a %}", includes={"a": "x{% figure %}{{ 1 | concat: 2 }}"})
    assert result.text == "\n\nx{% figure %}{{ 1 | concat: 2 }}"
    assert {problem.span.line for problem in result.problems} == {3}


def test_an_include_of_itself_ends_with_one_problem(expand: Expand) -> None:
    text = "a\n{% include a %}"
    result = expand(text, includes={"a": "{% include a %}{% include a %}"})
    assert result.text == text
    assert [problem.code for problem in result.problems] == ["Q108"]


@pytest.mark.parametrize(
    ("markup", "reference"),
    [
        ("{% post_url 2019-12-25-first %}", Target("post", "2019-12-25-first")),
        ("{% post_url /여행/2019-12-25-경주 답사 %}#절", Target("post", "여행/2019-12-25-경주 답사", "", "#절")),
        ("{% link _posts/2019-12-25-a.md %}?q#x", Target("link", "_posts/2019-12-25-a.md", "", "?q#x")),
        ("{% post_url 2019-12-25-a;b %}amp/#x", Target("post", "2019-12-25-a;b", "", "amp/#x")),
        ("{{ site.baseurl }}{% link a.txt %}", Target("link", "a.txt", "/base")),
        (
            "{{ site.url }}{{ site.baseurl }}{% post_url 2019-1-1-a %}",
            Target("post", "2019-1-1-a", "https://example.com/base"),
        ),
        (
            "{% capture x %}{% post_url 2019-1-1-가 %}{% endcapture %}{{ x | absolute_url }}",
            Target("post", "2019-1-1-가", "https://example.com/base"),
        ),
    ],
)
def test_an_address_that_is_known_later_can_be_read_back(expand: Expand, markup: str, reference: Target) -> None:
    result = expand(markup)
    assert not result.problems
    assert read_target(result.text) == reference


@pytest.mark.parametrize("address", ["", "/a/b", "post:x", "https://example.com/link/x", "mailto:a@b"])
def test_an_ordinary_address_refers_to_nothing(address: str) -> None:
    assert read_target(address) is None
