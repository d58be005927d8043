"""The theme's words: complete in every language, and filled as the language asks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import jinja2
import pytest
from jinja2 import nodes

import dapsagi
from blog import MakeBlog, messages
from dapsagi.addresses.urls import READING_LISTS
from dapsagi.journey.references.model import KINDS
from parsed_code import parsed
from theme.samples import CHRISTMAS, LANGUAGES, SPRING, THEME, chrome, environment, strings


def said(template: str, lang: str = "ko", **values: object) -> str:
    return environment().from_string(template).render(site=chrome(lang), **values)


def keys_in_templates() -> set[str]:
    found: set[str] = set()
    for name in environment().list_templates(extensions=["html", "xml", "txt"]):
        tree = environment().parse((THEME / name).read_text("utf-8"))
        for node in tree.find_all(nodes.Filter):
            if node.name == "t":
                assert isinstance(node.node, nodes.Const), f"{name}:{node.lineno} makes a key at run time"
                found.add(node.node.value)
    return found


def words_in_code() -> Iterator[str]:
    for file in Path(dapsagi.__file__).parent.rglob("*.py"):
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


# Asked for by the kind of a work, or the order of the reading list.
KEYS_OF_THE_READING_LIST = {
    *(f"{word}_{kind}" for kind in KINDS for word in ("kind", "kinds")),
    *(f"by_{order}" for order in READING_LISTS),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_the_words_that_pages_ask_for(lang: str) -> None:
    assert keys_in_templates() | KEYS_OF_THE_READING_LIST <= set(strings(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_language_has_words_that_nothing_asks_for(lang: str) -> None:
    assert set(strings(lang)) <= keys_in_templates() | KEYS_OF_THE_READING_LIST | set(words_in_code())


def test_all_languages_have_the_same_words_with_the_same_fields() -> None:
    def fields(phrase: str) -> set[str]:
        return {field for _, field, _, _ in Formatter().parse(phrase) if field}

    korean, english = strings("ko"), strings("en")
    assert korean.keys() == english.keys()
    dates = {"date_long", "date_short"}
    assert {key for key in korean.keys() - dates if fields(korean[key]) != fields(english[key])} == set()


def test_words_that_are_missing_are_an_error_that_names_them() -> None:
    with pytest.raises(jinja2.TemplateRuntimeError, match="'no_such_words'"):
        said('{{ "no_such_words"|t }}')


def test_a_name_in_a_phrase_takes_its_particle() -> None:
    template = '{{ "about_category"|t(name=name) }}'
    assert said(template, name="머신러닝").startswith("머신러닝으로 ")
    assert said(template, name="코드").startswith("코드로 ")


def test_a_count_in_a_phrase_takes_its_number() -> None:
    template = '{{ "post_count"|t(count=count) }}'
    assert [said(template, "en", count=count) for count in (0, 1, 2)] == ["0 posts", "1 post", "2 posts"]


def test_what_fills_a_phrase_is_escaped() -> None:
    assert said('{{ "about_tag"|t(name="<b>") }}').startswith("&lt;b&gt;")


@pytest.mark.parametrize(
    ("lang", "long", "short"),
    [("ko", "2019년 12월 25일", "2019.12.25"), ("en", "25 December 2019", "2019-12-25")],
)
def test_dates_are_long_in_text_and_short_in_lists(lang: str, long: str, short: str) -> None:
    assert said("{{ date|long_date }}", lang, date=CHRISTMAS) == long
    assert said("{{ date|short_date }}", lang, date=CHRISTMAS) == short


def test_short_dates_have_one_width_and_long_dates_no_zeros() -> None:
    assert said("{{ date|short_date }}", date=SPRING) == "2020.03.01"
    assert said("{{ date|long_date }}", date=SPRING) == "2020년 3월 1일"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_has_twelve_names_of_months(lang: str) -> None:
    assert len(set(strings(lang)["months"].split("|"))) == 12


def test_words_that_are_none_are_reported_on_their_line_and_the_themes_stand_there(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n글\n"
        "-- templates/strings/ko.yml --\nskip: 건너뛰기\nmenu:\nposts: {a: b}\narchive: '{x'\n"
        "latest: no\nlatest: 3.10\n"
    )
    told = "correct it, or remove the line; until then the theme's own words stand there"
    assert messages(site.build()) == [
        f"templates/strings/ko.yml:2: T104 `menu` should be a text; {told}",
        f"templates/strings/ko.yml:3: T104 `posts` should be a text; {told}",
        "templates/strings/ko.yml:4: T104 `archive` should be a text with whole fields such as {count} "
        f"(expected '}}' before end of string); {told}",
        'templates/strings/ko.yml:6: Y105 the key "latest" is written twice, and the last one wins; '
        "delete it here or on line 5",
    ]
    page = site.read("index.html")
    assert "건너뛰기" in page and "3.10" in page
    assert "연도별 글" in page and "None" not in page
