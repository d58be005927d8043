"""Who has no pointer is told what an abbreviation stands for, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from blog import Blog
from dapsagi.renderer.refinement import mark_first
from visits import serving

CRF = '<abbr title="Conditional Random Field">CRF</abbr>'


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        (f"<p>{CRF}를 {CRF}와</p><p>{CRF}</p>", [True, False, False]),
        (f"<h2>{CRF}</h2><p>{CRF}를</p>", [False, True]),
        (f"<table><tr><td>{CRF}</td></tr></table><ul><li>{CRF}</li></ul>", [False, True]),
        (f"<p>{CRF}(Conditional Random Field)는 {CRF}</p>", [False, False]),
        (f"<p>{CRF} (조건부 무작위장)는</p>", [False]),
        (f'<p><a href="/">{CRF}</a> {CRF}</p>', [False, True]),
        (f'<p>{CRF} <abbr title="Hidden Markov Model">HMM</abbr></p>', [True, True]),
        ("<p>없다</p>", []),
    ],
)
def test_the_first_of_each_in_running_text_is_marked(html: str, marked: list[bool]) -> None:
    found = mark_first(html)
    assert ["first" in piece.partition(">")[0] for piece in found.split("<abbr ")[1:]] == marked
    assert found.replace('class="first" ', "") == html


def test_paper_and_phones_say_it_and_a_pointer_asks(tmp_path: Path, chromium: Browser) -> None:
    blog = Blog(
        tmp_path, "-- posts/2020-01-01-a.md --\n# 글\n\nCRF를 읽고 CRF를 짰다.\n\n*[CRF]: Conditional Random Field\n"
    )
    blog.build()
    said = "[...document.querySelectorAll('abbr')].map((each) => getComputedStyle(each, '::after').content)"
    with serving(blog.root / "site") as base:
        pages = {"pointer": chromium.new_page(), "phone": chromium.new_page(has_touch=True, is_mobile=True)}
        for page in pages.values():
            page.goto(f"{base}/a/")
        assert pages["pointer"].evaluate(said) == ["none", "none"]
        assert pages["phone"].evaluate(said) == ['"(Conditional Random Field)"', "none"]
        pages["pointer"].emulate_media(media="print")
        assert pages["pointer"].evaluate(said) == ['"(Conditional Random Field)"', "none"]
        for page in pages.values():
            page.close()
