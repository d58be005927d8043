"""YAML scalars mean what they mean to Ruby, and nothing can be made to explode."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dapsagi.digest import digest
from dapsagi.yaml_text import YamlError, read_mapping, salvage_mapping


def value_of(text: str) -> Any:
    return read_mapping(f"k: {text}\n").values["k"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("yes", True),
        ("On", True),
        ("no", False),
        ("off", False),
        ("y", "y"),
        ("=", "="),
        ("017", 15),
        ("08", "08"),
        ("0o17", "0o17"),
        ("0x1F", 31),
        ("0b101", 5),
        ("1,000", 1000),
        ("1_000", 1000),
        ("1.50", 1.5),
        ("1e5", "1e5"),
        ("1.5e+3", 1500.0),
        (".inf", math.inf),
        ("1:30", 5400),
        ("1:30:45", 5445),
        ("1.2.3", "1.2.3"),
        (":symbol", ":symbol"),
        ("C#", "C#"),
        ("'1'", "1"),
        ("!!str 1", "1"),
        ("9" * 30, "9" * 30),
        ("2020-1-5", date(2020, 1, 5)),
        ("2020-02-30", "2020-02-30"),
        ("2020-01-05 10:00", "2020-01-05 10:00"),
        ("2020-01-05 10:00:00", datetime(2020, 1, 5, 10)),
        ("2020-01-05T10:00:00Z", datetime(2020, 1, 5, 10, tzinfo=UTC)),
        ("2020-01-05 10:00:00 +9", datetime(2020, 1, 5, 10, tzinfo=timezone(timedelta(hours=9)))),
        ("2020-01-05 24:00:00", datetime(2020, 1, 6)),
    ],
)
def test_plain_scalars_mean_what_they_mean_to_ruby(text: str, value: object) -> None:
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


def test_spellings_keep_what_the_author_wrote() -> None:
    mapping = read_mapping("version: 3.10\ntags: [2020, yes, 08, ~]\ntitle: plain\n")
    assert mapping.values["tags"] == [2020, True, "08", None]
    assert mapping.spellings == {"version": "3.10", "tags": ["2020", "yes", "08", None]}
    assert mapping.spelling("title") == "plain"


def test_keys_are_texts_by_their_letters() -> None:
    assert read_mapping("on: a\n2020: b\n제목: c\n").values == {"on": "a", "2020": "b", "제목": "c"}


def test_nested_keys_have_lines() -> None:
    lines = read_mapping("a: 1\nb:\n  - c: 2\n    d: 3\n").lines
    assert lines == {"a": 1, "b": 2, "b.0.c": 3, "b.0.d": 4}


@pytest.mark.parametrize("text", ["{a: 1}\nb: 2\n", "a: 1\n...\nb: 2\n", "a: 1\n---\nb: [\n"])
def test_what_stands_behind_the_end_is_reported(text: str) -> None:
    read = read_mapping(text)
    assert read.values == {"a": 1}
    assert [(problem.code, problem.span.line) for problem in read.problems] == [("Y107", text.count("\n"))]


@pytest.mark.parametrize("text", ["---\na: 1\n---\n", "a: 1\n...\n# b\n"])
def test_an_end_with_nothing_behind_it_is_no_problem(text: str) -> None:
    assert read_mapping(text).problems == ()


def test_anchors_and_merges_work_as_in_psych() -> None:
    text = "base: &x {p: 1, q: 2}\nmade:\n  q: 5\n  <<: *x\n  p: 7\n"
    assert read_mapping(text).values["made"] == {"q": 2, "p": 7}


def test_a_tag_constructs_nothing() -> None:
    mapping = read_mapping("k: !ruby/object:Object x\n")
    assert mapping.values == {"k": "x"}
    assert [problem.code for problem in mapping.problems] == ["Y103"]


def test_aliases_cannot_unfold_without_end() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(YamlError, match="too many values"):
        read_mapping("\n".join(lines))


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_has_an_end(opening: str) -> None:
    with pytest.raises(YamlError):
        read_mapping("k:\n " + opening * 10_000)


@given(st.text(alphabet=st.sampled_from("ab:-[]{},\"'#&*!|>%@ \n\t0123한\x08"), max_size=60))
def test_any_text_is_salvaged_to_plain_data(text: str) -> None:
    mapping = salvage_mapping(text)
    digest(mapping)
    assert all(isinstance(key, str) for key in mapping.values)


@given(st.text(alphabet=st.sampled_from("0123456789-+:.,_eExTZ ~"), max_size=24))
@example(".E-0")
def test_any_number_or_date_is_plain_data(text: str) -> None:
    digest(salvage_mapping(f"k: {text}\n").values)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_what_breaks_a_line_for_yaml_alone_is_a_space(separator: str) -> None:
    mapping = read_mapping(f"title: 앞{separator}뒤\ntags: [a]\n")
    assert (mapping.values, mapping.problems) == ({"title": "앞 뒤", "tags": ["a"]}, ())
    assert mapping.lines["tags"] == 2
