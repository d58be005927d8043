"""Colours, fonts and the measure as settings, and a problem where a text cannot be read any more."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from blog import Blog, messages
from dapsagi.config import read_settings
from dapsagi.config.palette import LEGIBLE, apply_tokens, contrast, made_legible
from dapsagi.loader.settings_file import load_settings
from theme.samples import THEME
from visits import serving

STYLES = (THEME / "assets" / "theme.css").read_text("utf-8")
DARK_PAPER = re.findall(r"--paper: light-dark\(#\w{6}, (#\w{6})\)", STYLES)[0]
COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def dressed(settings: str) -> tuple[str, list[str]]:
    """Return what settings add to the style sheet, and what is wrong with them."""
    read, problems = read_settings(settings, "dapsagi.yml", "dapsagi")
    result = apply_tokens(STYLES, read.theme)
    assert result.stylesheet.startswith(STYLES.rstrip())
    return result.stylesheet[len(STYLES.rstrip()) :].strip(), [str(each) for each in (*problems, *result.problems)]


def test_without_settings_the_style_sheet_stays_as_it_is() -> None:
    assert dressed("title: 길\n") == ("", [])


def test_one_accent_is_enough_and_the_dark_one_is_made_legible() -> None:
    rules, problems = dressed('theme: {accent: "#05a"}\n')
    (light, dark) = re.findall(r"#\w{6}", rules)
    assert (light, problems) == ("#0055aa", [])
    assert contrast(dark, DARK_PAPER) >= LEGIBLE
    assert contrast(light, DARK_PAPER) < LEGIBLE


def test_an_accent_that_cannot_be_read_is_reported_with_the_nearest_shade_that_can() -> None:
    _, (problem,) = dressed('title: 길\ntheme:\n  accent: ["#e8a020", "#ffb84d"]\n')
    found = re.fullmatch(
        r'dapsagi\.yml:3: C110 theme\.accent \(light\): "#e8a020" on paper "#\w{6}" has a contrast of 2\.\d; '
        r'text needs 4\.5, which the nearest shade "(#\w{6})" has',
        problem,
    )
    assert found
    assert not dressed(f'theme:\n  accent: {{light: "{found[1]}", dark: "#ffb84d"}}\n')[1]


def test_a_paper_must_carry_every_text_of_the_theme() -> None:
    _, problems = dressed('theme:\n  paper: "#9a9a9a"\n')
    assert [each.split(":")[1] for each in problems] == ["2"]
    assert "C110 theme.paper (light): on " in problems[0]
    assert not dressed('theme: {paper: ["#ffffff", "#101010"], ink: ["#111111", "#e0e0e0"]}\n')[1]


def test_fonts_stand_before_those_of_the_theme() -> None:
    rules, problems = dressed("theme: {fonts: {text: 나눔명조, code: [D2Coding, Fira Code]}}\n")
    assert not problems
    text, code = re.findall(r"--(?:text|code)-face:([^;}]+)", rules)
    assert text.startswith('"나눔명조", ')
    assert text.endswith("sans-serif")
    assert code.startswith('"D2Coding", "Fira Code", ui-monospace')


def fonts_of(page: Page, selector: str) -> list[tuple[str, bool]]:
    """Return the fonts that an element is drawn in, each with whether the page brought it."""
    inspector = page.context.new_cdp_session(page)
    inspector.send("DOM.enable")
    inspector.send("CSS.enable")
    root = inspector.send("DOM.getDocument")["root"]["nodeId"]
    node = inspector.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = inspector.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return [(font["familyName"], font["isCustomFont"]) for font in fonts]


def test_one_setting_sends_pretendard_along_from_the_site_itself(tmp_path: Path, chromium: Browser) -> None:
    blog = Blog(tmp_path, "-- posts/2020-01-01-a.md --\n---\ntitle: 하나\n---\n하나를 **둘**이 읽는다.\n")
    assert not blog.build().problems
    assert not [path for path in blog.output() if path.endswith("woff2")]
    blog.put("dapsagi.yml", "theme: {fonts: {pretendard: true}}\n")
    assert not messages(blog.build())
    (font,) = [path for path in blog.output() if path.endswith("woff2")]
    with serving(blog.root / "site") as address, chromium.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        with page.expect_response(f"{address}/{font}"):
            page.goto(f"{address}/a/")
        page.wait_for_function("localStorage['dapsagi-font']")
        first = fonts_of(page, ".post-body p")
        page.goto(f"{address}/")
        page.wait_for_function("document.fonts.status === 'loaded'")
        assert first != fonts_of(page, ".card-title a") == [("Dapsagi Text", True)]
        # Who has lost what the browser kept reads at once, as on the first visit.
        context.new_cdp_session(page).send("Network.clearBrowserCache")
        page.goto(f"{address}/a/")
        assert not page.locator("link[rel=preload][as=font]").count()
        assert fonts_of(page, ".post-body p") == first
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}


def test_fonts_of_ones_own_stand_before_pretendard_and_the_system_s_behind_it() -> None:
    rules, problems = dressed("theme: {fonts: {text: 나눔명조, pretendard: true}}\n")
    assert not problems
    before, text = re.findall(r"--text-face:([^;}]+)", rules)
    assert before.startswith('"나눔명조", "Pretendard Variable", Pretendard, -apple-system')
    assert text.startswith('"나눔명조", "Pretendard Variable", "Pretendard", "Dapsagi Text", ')
    assert text.endswith("sans-serif")


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ("theme:\n  accent: #05a\n", 'dapsagi.yml:2: C102 "theme.accent" is empty: # begins a comment; write quotes'),
        ("theme:\n  accent: blue\n", 'dapsagi.yml:2: C102 "theme.accent" takes a colour, or one for light and one for'),
        ("theme:\n  fonts: {text: 'x;} body{'}\n", 'dapsagi.yml:2: C102 "theme.fonts.text" takes names of fonts'),
        ("theme:\n  fonts: Noto\n", 'dapsagi.yml:2: C102 "theme.fonts" takes settings below it; indent one of `text`'),
        ("theme:\n  measure: 90\n", "dapsagi.yml:2: C109 a text of 90 Hangul a line is hard to read; write a number"),
        (
            "theme:\n  akzent: '#000'\n",
            'dapsagi.yml:2: C101 there is no setting "theme.akzent"; did you mean "theme.accent',
        ),
        ("theme: chirpy\n", 'dapsagi.yml:1: C102 "theme" takes settings below it'),
    ],
)
def test_a_setting_that_says_nothing_names_its_place_and_a_way_out(settings: str, complaint: str) -> None:
    _, (problem,) = dressed(settings)
    assert problem.startswith(complaint)


@given(COLORS, COLORS)
def test_any_colour_can_be_made_legible_on_any_ground(color: str, ground: str) -> None:
    assert contrast(made_legible(color, [ground]), ground) >= LEGIBLE


@given(COLORS)
def test_a_colour_that_is_legible_stays(color: str) -> None:
    if contrast(color, "#ffffff") >= LEGIBLE:
        assert made_legible(color, ["#ffffff"]) == color


def test_the_same_colours_have_the_contrast_of_one_and_black_on_white_of_twenty_one() -> None:
    assert contrast("#abcdef", "#abcdef") == 1
    assert round(contrast("#000000", "#ffffff"), 3) == 21
    # A pair with a known figure: https://webaim.org/resources/contrastchecker/?fcolor=777777&bcolor=FFFFFF
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_tokens_and_rules_of_ones_own_are_in_the_one_style_sheet_that_pages_load(tmp_path: Path) -> None:
    blog = Blog(tmp_path, "-- posts/2020-01-01-a.md --\n---\ntitle: 하나\n---\n하나\n")
    assert not blog.build().problems
    before = blog.output()
    blog.put("dapsagi.yml", 'theme: {accent: "#05a"}\n')
    blog.put("templates/assets/own.css", ".post { color: teal }\n")
    assert not messages(blog.build())
    assert blog.output().keys() == before.keys()
    assert blog.read("assets/dapsagi/theme.css").endswith(".post { color: teal }\n")
    assert "#0055aa" in blog.read("assets/dapsagi/theme.css")
    # The address of the style sheet changes with it, so that no browser keeps the old one.
    assert blog.output()["a/index.html"] != before["a/index.html"]


def test_a_picture_stands_on_the_paper_that_was_chosen(tmp_path: Path, chromium: Browser) -> None:
    blog = Blog(tmp_path, '-- dapsagi.yml --\ntheme: {paper: "#ffffff"}\n-- posts/2020-01-01-a.md --\n![길](/a.svg)\n')
    blog.put("a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    assert not messages(blog.build())
    with serving(tmp_path / "site") as address:
        page = chromium.new_page(color_scheme="light")
        page.goto(f"{address}/a/")
        ground = page.locator(".post-body img").evaluate("(it) => getComputedStyle(it).backgroundColor")
        assert ground == page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        page.close()


def test_a_jekyll_blog_whose_theme_is_a_gem_sets_them_beside_it(tmp_path: Path) -> None:
    blog = Blog(tmp_path)
    blog.put("_config.yml", 'theme: jekyll-theme-chirpy\ndapsagi_theme: {accent: "#05a"}\n')
    settings, problems = load_settings(tmp_path)
    assert (settings.theme.accent, problems) == (("#0055aa",), ())


@pytest.mark.parametrize("stylesheet", ["body{color:red}", ":root{--paper: light-dark(#zzzzzz, #yyyyyy)}"])
def test_colours_are_put_behind_a_style_sheet_that_has_none_of_these_tokens(stylesheet: str) -> None:
    read, _ = read_settings('theme: {accent: "#aa3300"}\n', "dapsagi.yml", "dapsagi")
    result = apply_tokens(stylesheet, read.theme)
    assert "--accent:light-dark(#aa3300,#aa3300)" in result.stylesheet
    assert result.problems == ()
