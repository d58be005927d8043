"""What a template refers to decides which pages are rendered again, so nothing that Jinja finds may be overlooked."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from jinja2 import meta

from dapsagi.renderer.render import templates_named

THEME = Path(__file__).parents[2] / "templates"


def found_by_jinja(text: str) -> set[str | None]:
    return set(meta.find_referenced_templates(jinja2.Environment().parse(text)))


@pytest.mark.parametrize(
    "tag",
    [
        '{% include "a.html" %}',
        "{% include 'a.html' %}",
        '{%- include "a.html" ignore missing -%}',
        '{%+ include "a.html" without context +%}',
        '{% include "a.html" with context %}',
        '{% import "m.html" as m %}',
        '{% from "m.html" import a with context %}',
        '{%\n  extends\n  "b.html"\n%}',
        "{% include x %}",
        '{% include "a.html" if x else "b.html" %}',
        '{% include "a.html" and x %}',
        '{% include "a.html" ~ x %}',
        '{% extends "theme/" + x %}',
    ],
)
def test_a_reference_is_found_as_jinja_finds_it(tag: str) -> None:
    assert set(templates_named(tag)) == found_by_jinja(tag)


def test_a_list_of_names_may_be_any_template() -> None:
    assert templates_named('{% include ["a.html", "b.html"] %}') == [None]


def test_every_reference_of_the_theme_is_found() -> None:
    texts = [file.read_text("utf-8") for pattern in ("*.html", "*.xml", "*.txt") for file in THEME.rglob(pattern)]
    assert len(texts) > 30
    for text in texts:
        assert set(templates_named(text)) == found_by_jinja(text)
