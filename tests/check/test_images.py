from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from blog import TODAY, Blog, MakeBlog
from check.web import Web, draw
from commands import run
from dapsagi.authoring.edits import write_edits
from dapsagi.check.drawings import fault_of_drawing
from dapsagi.check.images import clear_waiting, fetch_images, place_images, plan_localisation, problems_of
from dapsagi.check.run import check
from dapsagi.check.web import Limits

LIMITS = Limits(request=0.6, pause=0.01, longest_wait=1.5, redirects=4, in_all=20.0, body=20_000, archive="")


def bring_home(site: Blog, limits: Limits = LIMITS) -> list[str]:
    """Do what the command does, and return what it says of the images that it could not bring."""
    images = check(site.root, site.settings(), TODAY).images
    fetched, missed = fetch_images(site.root, [image.url for image in images], limits)
    plan = plan_localisation(site.root, images, fetched)
    place_images(site.root, plan.places)
    assert write_edits(site.root, plan.fixes) == []
    clear_waiting(fetched.values())
    return [str(problem) for problem in problems_of(missed, images)]


def post(text: str, path: str = "posts/2025-01-01-first.md") -> str:
    return f"-- {path} --\n---\ntitle: 첫 글\n---\n{text}\n"


def images_of(site: Blog) -> dict[str, bytes]:
    home = site.root / "images"
    return {file.relative_to(home).as_posix(): file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file()}


def test_a_foreign_image_comes_home_and_the_text_names_it(blog: MakeBlog, web: Web) -> None:
    site = blog(post(f'![손실 곡선]({web.url}/png/loss_curve.png "제목") 뒤'))
    assert bring_home(site) == []
    assert images_of(site) == {"first/loss-curve.png": draw()}
    assert '![손실 곡선](../images/first/loss-curve.png "제목") 뒤\n' in (
        site.root / "posts/2025-01-01-first.md"
    ).read_text("utf-8")
    assert site.build().problems == ()
    assert (site.root / "site/images/first/loss-curve.png").is_file()


def test_nothing_is_left_to_do_a_second_time(blog: MakeBlog, web: Web) -> None:
    site = blog(post(f"![곡선]({web.url}/png/a-curve.png)"))
    bring_home(site)
    before = images_of(site), (site.root / "posts/2025-01-01-first.md").read_bytes(), web.paths()
    bring_home(site)
    assert (images_of(site), (site.root / "posts/2025-01-01-first.md").read_bytes(), web.paths()) == before
    assert list((site.root / ".dapsagi/foreign").iterdir()) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("slow", "Timeout"),
        ("drips", "Timeout"),
        ("broken", "Connection closed"),
        ("gone", "it answers 404"),
        ("down", "it answers 500"),
        ("flood", "it has more than 0.02 MB"),
        ("endless_image", "it has more than 0.02 MB"),
        ("circle", "it redirects without end"),
        ("abroad", "it leads to ftp://elsewhere.example/x"),
        ("page", "what comes is no image but image/png"),
        ("fine", "what comes is no image but something without a type"),
        ("svg", "it is drawn anew for every reader"),
        ("scripted/a.svg", "it holds <script>"),
        ("cut", "the image is damaged"),
        ("short", "Connection closed"),
    ],
)
def test_what_is_no_image_stays_where_it_is(blog: MakeBlog, web: Web, path: str, reason: str) -> None:
    site = blog(post(f"![하나]({web.url}/{path})\n\n![둘]({web.url}/png/second.png)"))
    (problem,) = bring_home(site, msgspec.structs.replace(LIMITS, tries=1))
    place = f"posts/2025-01-01-first.md:4: L214 the image {web.url}/{path} stays where it is: "
    assert problem.startswith(place) and reason in problem
    text = (site.root / "posts/2025-01-01-first.md").read_text("utf-8")
    assert f"![하나]({web.url}/{path})" in text and "![둘](../images/first/second.png)" in text
    assert list(images_of(site)) == ["first/second.png"]


def test_a_drawing_that_only_draws_comes_home(blog: MakeBlog, web: Web) -> None:
    site = blog(post(f"![회로도]({web.url}/drawing/circuit-board.svg)"))
    assert bring_home(site) == []
    (name, data), *others = images_of(site).items()
    assert (name, others) == ("first/circuit-board.svg", []) and b"<circle" in data
    assert "![회로도](../images/first/circuit-board.svg)" in (site.root / "posts/2025-01-01-first.md").read_text(
        "utf-8"
    )


DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="http://i.example/ns">
<style>.a { fill: url(#g); font-family: "Noto Sans" }</style><i:view zoom="1"/>
<defs><linearGradient id="g"/></defs><use xlink:href="#g"/><path class="a" style="fill:url('#g')" d="M0 0"/>
<a href="https://a.example/"><text>글</text></a><image href="data:image/png;base64,AA=="/>%s</svg>"""


def test_what_programs_write_into_drawings_is_no_reason_to_leave_them() -> None:
    assert fault_of_drawing("https://a.example/a.svg", (DRAWING % "").encode()) == ""


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ("<script>1</script>", "it holds <script>"),
        ('<b xmlns="http://www.w3.org/1999/xhtml">a</b>', "it holds <b>"),
        ("<foreignObject/>", "it holds <foreignObject>"),
        ('<g onclick="a()"/>', "it acts on its own (onclick)"),
        ('<a href="java&#10;script:a()"/>', "it asks for javascript:a()"),
        ('<use xlink:href="https://b.example/c.svg#d"/>', "it asks for https://b.example/c.svg#d"),
        ('<image href="data:image/svg+xml,%3Csvg/%3E"/>', "it asks for data:image/svg+xml,%3Csvg/%3E"),
        ('<a><set attributeName="href" to="javascript:a()"/></a>', "it changes its own href"),
        ("<style>@import 'b.css';</style>", "its style asks for @import"),
        ("<style>a { fill: <![CDATA[u\\72l(//b.example/c)]]> }</style>", "its style asks for //b.example/c"),
        ('<g style="fill: url( http://b.example/d )"/>', "its style asks for http://b.example/d"),
        ('<g filter="url(http://b.example/e#f)"/>', "its style asks for http://b.example/e#f"),
        ("<?xml-stylesheet href='b.css'?>", "it asks for a style sheet"),
        ("<g>", "the drawing is damaged"),
    ],
)
def test_a_drawing_that_could_act_or_ask_others_stays_where_it_is(inside: str, fault: str) -> None:
    assert fault_of_drawing("https://a.example/a.svg", (DRAWING % inside).encode()).startswith(fault)


def test_a_drawing_that_declares_entities_stays_where_it_is() -> None:
    text = DRAWING.replace('svg11.dtd">', 'svg11.dtd" [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>') % "&c;"
    assert fault_of_drawing("https://a.example/a.svg", text.encode()) == "it declares entities"


@pytest.mark.parametrize(
    "url",
    [
        "https://img.shields.io/badge/python-3.11-blue.svg",
        "https://github.com/a/b/actions/workflows/test.yml/badge.svg",
        "https://hits.example/counter.svg",
        "https://a.example/api?user=b",
    ],
)
def test_a_drawing_that_is_made_for_every_reader_stays_where_it_is(url: str) -> None:
    assert fault_of_drawing(url, (DRAWING % "").encode()).startswith("it is drawn anew")


def test_a_host_that_wants_to_be_left_alone_is(blog: MakeBlog, web: Web) -> None:
    site = blog(post(f"![하나]({web.url}/exhausted)\n\n![둘]({web.url}/png/second.png)"))
    first, second = bring_home(site)
    assert all("its host asked to be left alone for 3600 seconds" in line for line in (first, second))
    assert web.paths() == ["/exhausted"]


def test_redirects_are_followed_and_the_content_says_the_format(blog: MakeBlog, web: Web) -> None:
    site = blog(post(f"![그림 하나]({web.url}/lent_image)\n\n![빨강]({web.url}/red/square.gif)"))
    assert bring_home(site) == []
    assert images_of(site) == {"first/lent-image.png": draw(), "first/square.jpg": draw("JPEG", "red")}


@pytest.mark.parametrize(
    ("url", "words", "name"),
    [
        ("/png/loss_curve.png?w=640", "", "loss-curve"),
        ("/png/99A591335AAC9B303C4476", "손실이 줄어드는 곡선", "손실이-줄어드는-곡선"),
        ("/png/img.png", "image", "첫-글"),
        ("/png/IMG_2034.JPG", "", "첫-글"),
        ("/png/screenshot-2020-01-01-at-11.20.png", "", "첫-글"),
        ("/png/%EC%A7%80%EB%8F%84.png", "", "첫-글"),
        ("/png/%EC%84%9C%EC%9A%B8%EC%A7%80%EB%8F%84.png", "", "서울지도"),
        ("/png/8f14e45f-ceea-467f-a83c-901d2a5e7b5d.png", "", "첫-글"),
    ],
)
def test_an_image_gets_a_name_that_says_something(blog: MakeBlog, web: Web, url: str, words: str, name: str) -> None:
    site = blog(post(f"![{words}]({web.url}{url})", "posts/2025-01-01-첫_글.md"))
    bring_home(site)
    assert list(images_of(site)) == [f"첫-글/{name}.png"]


def test_one_image_in_many_places_is_fetched_and_kept_once(blog: MakeBlog, web: Web) -> None:
    url = f"{web.url}/png/curve.png"
    site = blog(
        post(f"![a]({url})\n\n<img alt='b' src='{url}'>\n\n[![c]({url})]({url})\n\n[d]: {url}\n\n![d]\n")
        + post(f"![a]({url})\n\n![e]({web.url}/png/other.png)", "posts/2025-01-02-second.md")
    )
    bring_home(site)
    assert list(images_of(site)) == ["first/curve.png"]
    assert len(web.paths()) == 2
    for name in ("2025-01-01-first", "2025-01-02-second"):
        text = (site.root / f"posts/{name}.md").read_text("utf-8")
        assert web.url not in text.replace(f"[![c](../images/first/curve.png)]({url})", "")


def test_only_what_is_shown_as_an_image_is_changed(blog: MakeBlog, web: Web) -> None:
    url = f"{web.url}/png/curve.png"
    around = f"```\n![x]({url})\n```\n\n[복사](https://web.archive.org/web/{url})\n"
    site = blog(post(f"![x]({url})\n\n{around}"))
    bring_home(site)
    text = (site.root / "posts/2025-01-01-first.md").read_text("utf-8")
    assert text.endswith(f"![x](../images/first/curve.png)\n\n{around}\n")


def test_an_address_spelled_in_html_is_found(blog: MakeBlog, web: Web) -> None:
    site = blog(post(f'<img src="{web.url}/png/curve.png?w=1&amp;h=2" alt="x">'))
    bring_home(site)
    assert '<img src="../images/first/curve.png" alt="x">' in (site.root / "posts/2025-01-01-first.md").read_text()


def test_a_jekyll_blog_names_its_images_from_the_root(blog: MakeBlog, web: Web) -> None:
    url = f"{web.url}/png/curve.png"
    site = blog("-- _config.yml --\ntitle: t\n" + post(f"![x]({url})", "_posts/2025-01-01-first.md"))
    bring_home(site)
    assert "![x](/images/first/curve.png)" in (site.root / "_posts/2025-01-01-first.md").read_text()


def test_no_file_of_the_blog_is_overwritten(blog: MakeBlog, web: Web) -> None:
    site = blog(post(f"![x]({web.url}/png/curve.png)\n\n![y]({web.url}/red/curve.png)"))
    site.put("images/first/curve.png", b"my own")
    bring_home(site)
    assert images_of(site) == {
        "first/curve.jpg": draw("JPEG", "red"),
        "first/curve.png": b"my own",
        "first/curve-2.png": draw(),
    }


def test_what_was_fetched_waits_until_the_author_agrees(blog: MakeBlog, web: Web) -> None:
    site = blog(post(f"![x]({web.url}/png/curve.png)\n\n![y]({web.url}/gone)"))
    before = (site.root / "posts/2025-01-01-first.md").read_bytes()
    result = run("check", site.root, "--localise-images", answer="n\n")
    assert "+![x](../images/first/curve.png)" in result.output and "Add 1 image and change 1 file?" in result.output
    assert "L214" in result.output and result.exit_code == 1
    assert (site.root / "posts/2025-01-01-first.md").read_bytes() == before
    assert not (site.root / "images").exists()
    asked = web.paths().count("/png/curve.png")
    run("check", site.root, "--localise-images", "--yes")
    assert web.paths().count("/png/curve.png") == asked == 1
    assert list(images_of(site)) == ["first/curve.png"]


def test_a_run_that_broke_off_before_the_texts_were_written_is_gone_on_with(blog: MakeBlog, web: Web) -> None:
    site = blog(post(f"![x]({web.url}/png/curve.png)"))
    images = check(site.root, site.settings(), TODAY).images
    fetched, _ = fetch_images(site.root, [image.url for image in images], LIMITS)
    place_images(site.root, plan_localisation(site.root, images, fetched).places)
    bring_home(site)
    assert list(images_of(site)) == ["first/curve.png"]
    assert web.paths() == ["/png/curve.png"]


def test_a_text_that_changed_meanwhile_stays_and_so_does_what_was_fetched(blog: MakeBlog, web: Web) -> None:
    site = blog(post(f"![x]({web.url}/png/curve.png)"))
    images = check(site.root, site.settings(), TODAY).images
    fetched, _ = fetch_images(site.root, [image.url for image in images], LIMITS)
    (fix,) = plan_localisation(site.root, images, fetched).fixes
    site.edit("posts/2025-01-01-first.md", "첫 글", "새 제목")
    assert write_edits(site.root, [fix]) == [fix.path]
    assert "새 제목" in (site.root / "posts/2025-01-01-first.md").read_text("utf-8")
    assert [Path(each.file).is_file() for each in fetched.values()] == [True]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such rights")
def test_a_changed_file_keeps_its_rights_and_leaves_nothing_beside_it(blog: MakeBlog, web: Web) -> None:
    site = blog(post(f"![x]({web.url}/png/curve.png)"))
    file = site.root / "posts/2025-01-01-first.md"
    file.chmod(0o640)
    bring_home(site)
    assert file.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in file.parent.iterdir()] == [file.name]
