"""Images on pages: sizes, smaller copies, captions."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter, ImageStat
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from blog import TODAY, Blog
from dapsagi.authoring.listing import list_posts
from dapsagi.build.build import build
from dapsagi.build.order import Order
from dapsagi.pages.views.parts import Picture
from dapsagi.renderer.pictures import set_pictures

POST = "posts/2020-01-01-walk.md"
PAGE = "walk/index.html"


def picture(width: int, height: int, format_: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    """Return an image that is worth smaller copies: rough, as photos are."""
    noise = Image.effect_noise((width, height), 90).filter(ImageFilter.GaussianBlur(0.8))
    image = Image.merge("RGB", [ImageChops.offset(noise, step) for step in (0, 3, 7)]).convert(mode)
    data = BytesIO()
    options = {"quality": 92, **options} if format_ == "JPEG" else options
    image.save(data, format_, **options)
    return data.getvalue()


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    blog = Blog(tmp_path, f"-- {POST} --\n---\ntitle: 걷기\n---\n![산](../images/hill.jpg)\n\n글\n")
    blog.put("images/hill.jpg", picture(600, 400))
    return blog


def images(blog: Blog, path: str = PAGE) -> list[Node]:
    return blog.page(path).css(".post-body img")


def write(blog: Blog, text: str) -> list[Node]:
    blog.put(POST, f"---\ntitle: 걷기\n---\n{text}\n")
    blog.build()
    return images(blog)


def test_an_image_bears_its_size(blog: Blog) -> None:
    blog.build()
    (image,) = images(blog)
    assert (image.attributes["width"], image.attributes["height"]) == ("600", "400")


def test_an_upright_photo_is_as_high_as_it_is_shown(blog: Blog) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    blog.put("images/hill.jpg", picture(600, 400, exif=exif.tobytes()))
    blog.build()
    (image,) = images(blog)
    assert (image.attributes["width"], image.attributes["height"]) == ("400", "600")
    variants = [path for path in blog.output() if path.startswith("assets/dapsagi/img/")]
    assert variants
    for path in variants:
        with Image.open(BytesIO(blog.output()[path])) as variant:
            assert variant.height > variant.width


def test_a_browser_may_choose_among_smaller_copies(blog: Blog) -> None:
    blog.build()
    (image,) = images(blog)
    offered = [each.split() for each in (image.attributes["srcset"] or "").split(", ")]
    assert [width for _, width in offered] == ["480w", "600w"]
    assert image.attributes["sizes"]
    files = blog.output()
    for url, width in offered:
        data = files[url.removeprefix("/")]
        with Image.open(BytesIO(data)) as variant:
            assert variant.format == "WEBP"
            assert f"{variant.width}w" == width
        assert len(data) < len(files["images/hill.jpg"])


def test_the_original_is_published_untouched(blog: Blog) -> None:
    blog.build()
    assert blog.output()["images/hill.jpg"] == (blog.root / "images/hill.jpg").read_bytes()
    assert images(blog)[0].attributes["src"] == "/images/hill.jpg"


def test_a_changed_image_changes_its_pages_and_its_copies(blog: Blog) -> None:
    blog.build()
    before = set(blog.output())
    blog.put("images/hill.jpg", picture(500, 250))
    assert blog.build().rendered == 1
    assert images(blog)[0].attributes["height"] == "250"
    assert not [path for path in before & set(blog.output()) if path.endswith(".webp")]


def test_an_unchanged_image_is_not_opened_again(blog: Blog) -> None:
    blog.build()
    copies = sorted((blog.root / ".dapsagi/images").iterdir())
    times = [copy.stat().st_mtime_ns for copy in copies]
    assert blog.build().written == 0
    assert [copy.stat().st_mtime_ns for copy in copies] == times


def test_lost_copies_are_made_again_and_are_the_same(blog: Blog) -> None:
    blog.build()
    before = blog.output()
    next((blog.root / ".dapsagi/images").iterdir()).unlink()
    blog.build()
    assert blog.output() == before


def test_one_process_and_several_make_the_same(tmp_path: Path) -> None:
    text = f"-- {POST} --\n---\ntitle: x\n---\n" + "".join(f"![a](../images/{n}.jpg)\n\n" for n in range(8))
    one, two = Blog(tmp_path / "one", text), Blog(tmp_path / "two", text)
    for number in range(8):
        data = picture(500 + number, 200)
        one.put(f"images/{number}.jpg", data)
        two.put(f"images/{number}.jpg", data)
    one.build(jobs=1)
    two.build(jobs=2)
    assert one.output() == two.output()


def test_a_build_that_is_broken_off_keeps_the_copies_that_it_made(tmp_path: Path) -> None:
    text = f"-- {POST} --\n---\ntitle: x\n---\n" + "".join(f"![a](../images/{n}.jpg)\n\n" for n in range(4))
    blog = Blog(tmp_path, text)
    for number in range(4):
        blog.put(f"images/{number}.jpg", picture(500 + number, 200))
    told: list[tuple[int, int]] = []

    def break_off(stage: str, done: int, total: int) -> None:
        if stage == "images":
            told.append((done, total))
            if done == 3:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(Order(blog.root, blog.settings(), TODAY, progress=break_off))
    build(Order(blog.root, blog.settings(), TODAY, progress=break_off))
    assert told == [(1, 4), (2, 4), (3, 4), (1, 1)]


def test_an_image_that_is_exchanged_for_a_moment_keeps_its_own_copies(tmp_path: Path) -> None:
    blog = Blog(tmp_path, f"-- {POST} --\n---\ntitle: x\n---\n![a](../images/a.jpg)\n\n![b](../images/b.jpg)\n")
    data = picture(500, 200)
    blog.put("images/a.jpg", picture(600, 200))
    blog.put("images/b.jpg", data)

    def exchange(stage: str, done: int, _total: int) -> None:
        if (stage, done) == ("images", 1):
            blog.put("images/b.jpg", picture(700, 300))

    problems = build(Order(blog.root, blog.settings(), TODAY, progress=exchange)).problems
    assert [problem.hint for problem in problems if problem.code == "I101"] == ["build again"]
    blog.put("images/b.jpg", data)
    assert not blog.build().problems
    assert images(blog)[1].attributes["width"] == "500"


def test_a_large_photo_loses_nothing_of_what_its_copies_show(blog: Blog) -> None:
    sharp = picture(2600, 1950)
    exif = Image.Exif()
    exif[0x0112] = 6
    for name, held in (("hill", Image.Exif()), ("upright", exif)):
        with Image.open(BytesIO(sharp)) as photo:
            photo.save(blog.root / f"images/{name}.jpg", quality=92, exif=held)
    write(blog, "![산](../images/hill.jpg)\n\n![숲](../images/upright.jpg)")
    for image in images(blog):
        for offered in (image.attributes["srcset"] or "").split(", "):
            url, width = offered.split()
            with Image.open(blog.root / ("site" + url)) as copy, Image.open(BytesIO(sharp)) as photo:
                turned = photo.transpose(Image.Transpose.ROTATE_270) if copy.height > copy.width else photo
                best = turned.convert("L").resize(copy.size, Image.Resampling.LANCZOS)
                lost = ImageStat.Stat(ImageChops.difference(copy.convert("L"), best)).rms[0]
            assert copy.width == int(width.removesuffix("w"))
            assert lost < 5.5, url


def test_all_but_the_first_image_wait_until_they_are_near(blog: Blog) -> None:
    first, second, third = write(
        blog, "![](../images/hill.jpg)\n\n![](../images/hill.jpg)\n\n![](https://example.org/far.png)"
    )
    assert "loading" not in first.attributes
    assert [each.attributes["loading"] for each in (second, third)] == ["lazy", "lazy"]
    assert [each.attributes["decoding"] for each in (first, second, third)] == ["async"] * 3
    assert "width" not in third.attributes


def test_an_image_in_raw_html_bears_its_size_too(blog: Blog) -> None:
    (image,) = write(blog, '<div><img src="../images/hill.jpg" alt="산 > 들"></div>')
    assert image.attributes["width"] == "600"
    assert image.attributes["alt"] == "산 > 들"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('width="300"', {"width": "300", "height": "200"}),
        ('height="100"', {"width": "150", "height": "100"}),
        ('width="50%"', {"width": "50%", "style": "aspect-ratio: 600 / 400"}),
        ('width="10" height="10"', {"width": "10", "height": "10"}),
        ('style="width: 80px"', {"width": "600", "style": "width: 80px"}),
        ('loading="eager"', {"loading": "eager"}),
    ],
)
def test_what_an_author_says_of_an_image_stands(blog: Blog, written: str, expected: dict[str, str]) -> None:
    *_, image = write(blog, f'<p><img src="/images/hill.jpg" alt=""><img src="/images/hill.jpg" alt="" {written}></p>')
    assert {name: image.attributes.get(name) for name in expected} == expected


def test_a_title_becomes_the_caption_of_an_image_that_stands_alone(blog: Blog) -> None:
    write(blog, '![산](../images/hill.jpg "뒷산 <3월>")')
    (figure,) = blog.page(PAGE).css(".post-body figure")
    caption, image = figure.css_first("figcaption"), figure.css_first("img")
    assert caption is not None and caption.text() == "뒷산 <3월>"
    assert image is not None and image.attributes["alt"] == "산"
    assert "title" not in image.attributes


def test_an_image_within_a_sentence_keeps_its_title(blog: Blog) -> None:
    (image,) = write(blog, '보라 ![산](../images/hill.jpg "뒷산") 저 산')
    assert image.attributes["title"] == "뒷산"
    assert not blog.page(PAGE).css("figure")


def test_a_linked_image_keeps_its_link_in_the_figure(blog: Blog) -> None:
    write(blog, '[![산](../images/hill.jpg "뒷산")](https://example.org)')
    assert blog.page(PAGE).css("figure > a[href] > img")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("![산](../images/hill.jpg)", ["picture"]),
        ("[![산](../images/hill.jpg)](https://example.org)", ["picture"]),
        ("![산](../images/hill.jpg) 저 산", [None]),
        ("![산](../images/hill.jpg)\n{: .right}", ["right"]),
    ],
)
def test_an_image_stands_in_the_middle_if_it_is_alone_and_nothing_else_is_said(
    blog: Blog, written: str, shown: list[str | None]
) -> None:
    write(blog, written)
    assert [p.attributes.get("class") for p in HTMLParser(blog.read(PAGE)).css(".post-body p")] == shown


def test_a_drawing_is_measured_and_left_alone(blog: Blog) -> None:
    blog.put("images/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><path d="M0 0"/></svg>')
    (image,) = write(blog, "![](../images/a.svg)")
    assert (image.attributes["width"], image.attributes["height"]) == ("320", "200")
    assert "srcset" not in image.attributes


def test_an_animation_is_measured_and_left_alone(blog: Blog) -> None:
    frames = [Image.effect_noise((600, 300), 40 + step).convert("P") for step in range(3)]
    data = BytesIO()
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:])
    blog.put("images/a.gif", data.getvalue())
    (image,) = write(blog, "![](../images/a.gif)")
    assert image.attributes["width"] == "600"
    assert "srcset" not in image.attributes


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_kind_of_png_gets_smaller_copies(blog: Blog, mode: str) -> None:
    blog.put("images/a.png", png(mode))
    (image,) = write(blog, "![](../images/a.png)")
    assert image.attributes["width"] == "600"
    with Image.open(blog.root / "images/a.png") as original:
        transparent = original.has_transparency_data
    for path, data in blog.output().items():
        if path.endswith(".webp"):
            with Image.open(BytesIO(data)) as variant:
                assert variant.mode == ("RGBA" if transparent else "RGB")


def png(mode: str) -> bytes:
    data = BytesIO()
    image = Image.effect_noise((600, 350), 60)
    if mode in ("LA", "RGBA"):
        image = image.convert(mode)
        image.putalpha(120)
    image.convert(mode).save(data, "PNG")
    return data.getvalue()


def test_a_copy_that_is_no_smaller_is_not_made(blog: Blog) -> None:
    data = BytesIO()
    Image.effect_noise((600, 400), 90).save(data, "WEBP", quality=1)
    blog.put("images/a.webp", data.getvalue())
    (image,) = write(blog, "![](../images/a.webp)")
    assert "-600." not in (image.attributes.get("srcset") or "")


def test_an_image_that_cannot_be_read_is_reported_by_its_name(blog: Blog) -> None:
    blog.put("images/hill.jpg", b"\xff\xd8\xff no photo")
    (problem,) = [each for each in blog.build().problems if each.code == "I101"]
    assert problem.span.path == "images/hill.jpg"
    # What stands for the file in memory has another address each time.
    assert "object at" not in problem.message
    assert images(blog)[0].attributes["src"] == "/images/hill.jpg"
    assert "I101" in {each.code for each in blog.build().problems}


def test_a_disk_that_takes_no_more_is_no_fault_of_an_image(blog: Blog) -> None:
    blog.build()
    before = blog.output()
    copy = blog.root / ".dapsagi/images" / next(path for path in before if path.endswith(".webp")).rpartition("/")[2]
    copy.unlink()
    # A copy is written under this name first.
    in_the_way = copy.with_name(f".{copy.name}.{os.getpid()}.new")
    in_the_way.mkdir()
    with pytest.raises(OSError, match="directory"):
        blog.build()
    in_the_way.rmdir()
    assert not blog.build().problems
    assert blog.output() == before


@pytest.mark.parametrize("name", ["hill.heic", "HILL.TIFF"])
def test_an_image_that_no_browser_shows_is_reported(blog: Blog, name: str) -> None:
    blog.put(f"images/{name}", picture(60, 40))
    blog.put(POST, f"---\ntitle: 걷기\n---\n![산](../images/{name})\n")
    (problem,) = blog.build().problems
    assert str(problem).startswith(f"images/{name}: I102 hardly a browser shows an image of this kind; save it as JPEG")


def test_a_photo_that_breaks_off_is_measured_and_reported(blog: Blog) -> None:
    blog.put("images/hill.jpg", picture(600, 400)[:12_000])
    assert "I101" in {each.code for each in blog.build().problems}
    assert images(blog)[0].attributes["width"] == "600"


def test_an_image_of_any_size_is_measured_and_left_as_it_is(blog: Blog) -> None:
    data = BytesIO()
    Image.new("1", (20_000, 10_000)).save(data, "PNG")
    blog.put("images/hill.jpg", data.getvalue())
    assert blog.build().problems == ()
    (image,) = images(blog)
    assert (image.attributes["width"], image.attributes["height"]) == ("20000", "10000")
    assert "srcset" not in image.attributes


def test_settings_choose_the_copies(blog: Blog) -> None:
    blog.put("dapsagi.yml", "images: {widths: [320], webp: false}\n")
    blog.build()
    (image,) = images(blog)
    assert [each.split()[1] for each in (image.attributes["srcset"] or "").split(", ")] == ["320w"]
    assert [path for path in blog.output() if path.endswith("-320.jpg")]


def test_without_responsive_images_only_sizes_are_set(blog: Blog) -> None:
    blog.put("dapsagi.yml", "images: {responsive: false}\n")
    blog.build()
    (image,) = images(blog)
    assert image.attributes["width"] == "600"
    assert "srcset" not in image.attributes
    assert not [path for path in blog.output() if path.startswith("assets/dapsagi/img/")]


def test_copies_stand_under_the_base_path(blog: Blog) -> None:
    blog.build(base_url="https://example.org/blog")
    (image,) = images(blog)
    assert (image.attributes["srcset"] or "").startswith("/blog/assets/dapsagi/img/")


def test_the_feed_and_the_listing_show_images_as_they_were_written(blog: Blog) -> None:
    blog.build(base_url="https://example.org")
    assert "srcset" not in blog.read("feed.xml")
    listing = list_posts(blog.root, blog.settings(), TODAY, jobs=1, html=True)
    assert [post["html"] for post in listing.posts.values()] == [
        '<p><img src="../images/hill.jpg" alt="산" /></p>\n<p>글</p>\n'
    ]


@given(st.text(alphabet="<>ipmg/ \"'=atlesrc\x02\x030"))
def test_any_html_keeps_what_it_says(html: str) -> None:
    assert HTMLParser(set_pictures(html, {0: Picture(3, 2)})).text() == HTMLParser(html).text()
