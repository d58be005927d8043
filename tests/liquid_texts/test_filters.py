"""The filters of Liquid and Jekyll."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

import pytest

from dapsagi.liquid import Expanded

Expand = Callable[..., Expanded]


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("'ab' | upcase | append: '!' | prepend: 1", "1AB!"),
        ("'hELLO wORLD' | capitalize", "Hello world"),
        ("'  a  b\t' | normalize_whitespace", "a b"),
        ("'a,b,,' | split: ',' | size", "2"),
        ("'a b' | replace: ' ', '_' | remove_first: 'a'", "_b"),
        ("'<p>Tom & <b>Jerry</b></p><!-- x -->' | strip_html | escape", "Tom &amp; Jerry"),
        ("'&lt;&' | escape_once", "&lt;&amp;"),
        ("'foo \"bar\" <baz>' | xml_escape", "foo &quot;bar&quot; &lt;baz&gt;"),
        ("'foo,bar;baz?' | cgi_escape", "foo%2Cbar%3Bbaz%3F"),
        ("'foo, bar \\baz?' | uri_escape", "foo,%20bar%20%5Cbaz?"),
        ("'한 글' | url_encode | url_decode", "한 글"),
        ("'one two three' | truncatewords: 2", "one two..."),
        ("'one two' | truncate: 6", "one..."),
        ("'Hello, 세상!' | slugify", "hello-세상"),
        ("'Hello 세상 a b' | number_of_words: 'cjk'", "5"),
        ("'Hello 세상 a b' | number_of_words", "4"),
        ("page.tags | jsonify", '["신라","석탑"]'),
        ("page.tags | array_to_sentence_string: '와'", "신라 와 석탑"),
        ("'' | default: 'x'", "x"),
        ("false | default: 'x', allow_false: true", "false"),
        ("page.tags | inspect", "[&quot;신라&quot;, &quot;석탑&quot;]"),
    ],
)
def test_texts(expand: Expand, expression: str, shown: str) -> None:
    assert expand(f"{{{{ {expression} }}}}").text == shown


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("0.1 | plus: 0.2", "0.3"),
        ("7 | divided_by: 2", "3"),
        ("7 | divided_by: 2.0", "3.5"),
        ("-7 | modulo: 3", "2"),
        ("2.5 | round", "3"),
        ("-2.5 | round", "-3"),
        ("3.14159 | round: 2", "3.14"),
        ("'12px' | plus: 1", "13"),
        ("'4.2' | ceil", "5"),
        ("100000000000000000000 | times: 1.0", "1.0e+20"),
        ("5 | at_most: 3", "3"),
    ],
)
def test_numbers(expand: Expand, expression: str, shown: str) -> None:
    assert expand(f"{{{{ {expression} }}}}").text == shown


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("site.people | map: 'name' | join: ' '", "Kim Lee Park"),
        ("site.people | where: 'team', 'red' | map: 'name' | join: ' '", "Kim Park"),
        ("site.people | where_exp: 'one', 'one.age > 26' | map: 'name' | join: ' '", "Kim"),
        ("site.people | find: 'age', 25 | jsonify", '{"name":"Lee","age":25,"team":"blue"}'),
        ("site.people | sort: 'age' | map: 'name' | join: ' '", "Park Lee Kim"),
        ("site.people | sort: 'age', 'last' | map: 'name' | join: ' '", "Lee Kim Park"),
        ("site.people | group_by: 'team' | map: 'size' | join: ' '", "2 1"),
        ("site.people | group_by_exp: 'one', 'one.team | upcase' | map: 'name' | join: ' '", "RED BLUE"),
        ("'b,A,c' | split: ',' | sort_natural | join: ''", "Abc"),
        ("'b,a,b' | split: ',' | uniq | push: 'x' | reverse | join: ''", "xab"),
        ("page.tags | concat: page.tags | shift | pop: 2 | first", "석탑"),
        ("'hello' | slice: -3, 2", "ll"),
    ],
)
def test_lists(expand: Expand, expression: str, shown: str) -> None:
    assert expand(f"{{{{ {expression} }}}}").text == shown


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("page.date | date: '%Y년 %-m월 %e일 %H:%M'", "2019년 12월 25일 09:05"),
        ("page.date | date_to_string", "25 Dec 2019"),
        ("page.date | date_to_long_string: 'ordinal', 'US'", "December 25th, 2019"),
        ("page.date | date_to_xmlschema", "2019-12-25T09:05:07+09:00"),
        ("page.date | date_to_rfc822", "Wed, 25 Dec 2019 09:05:07 +0900"),
        ("'March 4, 2019' | date: '%F %a %^b %j %U %V'", "2019-03-04 Mon MAR 063 09 10"),
        ("1551657967 | date: '%F %T %z'", "2019-03-04 09:06:07 +0900"),
        ("'어제' | date: '%F'", "어제"),
        ("page.date | date: '%5d|%03e|%10A|%%|%Q'", "00025|025| Wednesday|%|%Q"),
    ],
)
def test_dates_are_written_in_the_zone_of_the_blog(expand: Expand, expression: str, shown: str) -> None:
    assert expand(f"{{{{ {expression} }}}}").text == shown


def test_a_date_moves_with_the_zone(expand: Expand) -> None:
    assert expand("{{ page.date | date_to_xmlschema }}", zone=UTC).text == "2019-12-25T00:05:07+00:00"


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("'a.png' | relative_url", "/base/a.png"),
        ("'/a b/한글' | relative_url", "/base/a%20b/%ED%95%9C%EA%B8%80"),
        ("'/a/../b/./c?q=1#x' | absolute_url", "https://example.com/base/b/c?q=1#x"),
        ("'https://other.org/A' | absolute_url", "https://other.org/A"),
        ("'/a/index.html' | strip_index", "/a/"),
    ],
)
def test_addresses_get_the_base_of_the_blog(expand: Expand, expression: str, shown: str) -> None:
    assert expand(f"{{{{ {expression} }}}}").text == shown


def test_without_a_host_an_absolute_address_begins_at_the_root(expand: Expand) -> None:
    assert expand("{{ 'a' | absolute_url }}", site={}).text == "/a"


def test_markdown_is_that_of_the_blog(expand: Expand) -> None:
    text = "{% capture x %}**a**{% endcapture %}{{ x | markdownify }}"
    assert expand(text, markdown=lambda text: f"<p>{text}</p>").text == "<p>**a**</p>"
    assert expand(text).text == "{{ x | markdownify }}"
