"""Braces that are not meant for Liquid: Vue, Handlebars, JSX, workflows, TeX, templates of other languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dapsagi.liquid import Expanded
from dapsagi.problems import Severity

Expand = Callable[..., Expanded]

FOREIGN = [
    "{{ user.name }}",
    "{{ a + b }}",
    "{{ 'HELLO' | translate }}",
    "{{#if x}}y{{/if}}",
    "<p :style=\"{{ {color: 'red'} }}\">",
    "token: ${{ secrets.TOKEN }}",
    r"\frac{{a}}{b} {{\bf x}_1}",
    "100{% 할인",
    "{% csrf_token %}",
    "{% for item in items %}<li>{{ item }}</li>{% endfor %}",
    "{% if user.is_staff %}a{% else %}b{% endif %}",
    "{{ page.missing }}",
    "{{ }}",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_in_the_dialect_of_dapsagi_they_are_shown_and_noted(expand: Expand, text: str) -> None:
    result = expand(f"앞 {text} 뒤", dialect="dapsagi")
    assert result.text == f"앞 {text} 뒤"
    assert result.problems
    assert {problem.severity for problem in result.problems} == {Severity.NOTE}


def test_in_jekyll_an_unknown_variable_is_left_out_and_the_note_tells_how_to_keep_it(expand: Expand) -> None:
    result = expand("```\n{{ user.name }}\n```\n")
    assert result.text == "```\n\n```\n"
    [note] = result.problems
    assert (note.code, note.severity, note.span.line, note.span.column) == ("Q101", Severity.NOTE, 2, 1)
    assert "{{ user.name }}" in note.message
    assert "{% raw %}" in note.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{{ stie.url }}/a/", "did you mean `site.url`?"),
        ("{{site.URL}}/a/", "did you mean `site.url`?"),
        ("{{ '/a.png | upcase }}", "close the quotation mark"),
        ("""{{ site.titel | replace: "'", "" }}""", "did you mean `site.title`?"),
        ("![부엉이]({{ base }}/owl.png)", "delete it: the address is the same without it"),
    ],
)
def test_a_slip_of_the_keys_is_told_from_braces_that_are_meant(expand: Expand, text: str, hint: str) -> None:
    assert [(note.code, note.hint) for note in expand(text).problems] == [("Q101", hint)]


def test_a_place_in_a_loop_is_noted_once(expand: Expand) -> None:
    text = "{% for i in (1..3) %}{{ x }}{% endfor %}"
    assert len(expand(text).problems) == 1
    result = expand(text, dialect="dapsagi")
    assert result.text == "{{ x }}{{ x }}{{ x }}"
    assert len(result.problems) == 1


@pytest.mark.parametrize(
    "code",
    [
        "```\n{{ page.title }}\n```",
        "~~~ vue\n```\n{{ page.title }} {% if x %}\n~~~",
        "- 항목\n  ```\n  {{ page.title }}\n  ```",
        "> ```\n> {{ page.title }}\n> ```",
        "````\n```\n{{ page.title }}\n```\n````",
        "`{{ page.title }}`",
        "``a ` {{ page.title }}``",
        "$$\n{{ page.title }}\n$$",
    ],
)
def test_code_and_formulas_are_not_liquid_in_the_dialect_of_dapsagi(expand: Expand, code: str) -> None:
    result = expand(f"{code}\n\n{{{{ page.number }}}}", dialect="dapsagi")
    assert result.text == f"{code}\n\n3"
    assert not result.problems


@pytest.mark.parametrize(
    "text",
    [
        "```\n닫히지 않은 {{ page.number }}",
        "` {{ page.number }}\n\n`",
        r"\`{{ page.number }}\`",
        "{% raw %}`{% endraw %}{{ page.number }}`",
        "{% highlight bash %}\necho `\n{% endhighlight %}\n{{ page.number }}`",
    ],
)
def test_what_only_looks_like_code_is_liquid(expand: Expand, text: str) -> None:
    assert "3" in expand(text, dialect="dapsagi").text


def test_a_value_given_for_the_unknown_is_shown_in_both_dialects(expand: Expand) -> None:
    for dialect in ("jekyll", "dapsagi"):
        result = expand("{{ page.missing | default: '없음' }}{% if page.missing %}x{% endif %}", dialect=dialect)
        assert result.text == "없음"
        assert not result.problems


def test_a_variable_that_the_text_sets_is_not_foreign(expand: Expand) -> None:
    text = "{% assign words = 'a b' | split: ' ' %}{% for word in words %}{{ word }};{% endfor %}"
    result = expand(text, dialect="dapsagi")
    assert result.text == "a;b;"
    assert not result.problems


def test_a_misspelt_tag_is_told_its_name(expand: Expand) -> None:
    [problem, _] = expand("{% hightlight ruby %}{% endhighlight %}", dialect="dapsagi").problems
    assert problem.hint == "did you mean `highlight`?"


@pytest.mark.parametrize("text", ['{{< figure src="x.png" >}}', "{{% notice tip %}}"])
def test_a_shortcode_of_hugo_is_called_by_its_name(expand: Expand, text: str) -> None:
    (problem,) = expand(text, dialect="dapsagi").problems
    assert str(problem).endswith(f"`{text}` is shown as it is: it is a shortcode of Hugo's; write the address, or HTML")
