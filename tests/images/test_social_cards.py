"""The picture that stands for a post where it is shared."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from blog import Blog
from dapsagi.pages.social_card import CARDS, SocialCard, make_card
from dapsagi.presses.cards import draw_card

BLOG = """\
-- dapsagi.yml --
title: 답사기
url: https://example.github.io
social_cards: true
-- posts/2020-01-01-walk.md --
---
title: 걸어서 뒷산까지
---
글
-- posts/2020-01-02-photo.md --
---
title: 사진이 있는 글
image: /images/a.png
---
글
"""


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    return Blog(tmp_path, BLOG)


def shared(blog: Blog, path: str) -> str:
    image = blog.page(path).css_first('meta[property="og:image"]')
    return (image.attributes["content"] or "") if image else ""


def cards(blog: Blog) -> list[str]:
    return [path for path in blog.output() if path.startswith(CARDS)]


def test_a_post_without_an_image_has_a_card(blog: Blog) -> None:
    blog.build()
    (path,) = cards(blog)
    assert shared(blog, "walk/index.html") == f"https://example.github.io/{path}"
    with Image.open(BytesIO(blog.output()[path])) as image:
        assert (image.size, image.format) == ((1200, 630), "PNG")


def test_a_post_that_names_an_image_keeps_it(blog: Blog) -> None:
    blog.build()
    assert shared(blog, "photo/index.html") == "https://example.github.io/images/a.png"


def test_a_card_is_drawn_once_and_again_when_the_title_changes(blog: Blog) -> None:
    blog.build()
    before = cards(blog)
    assert blog.build().written == 0
    blog.edit("posts/2020-01-01-walk.md", "뒷산", "앞산")
    blog.build()
    assert len(cards(blog)) == 1
    assert cards(blog) != before


def test_cards_are_drawn_only_when_they_are_asked_for(blog: Blog) -> None:
    blog.edit("dapsagi.yml", "social_cards: true\n", "")
    blog.build()
    assert not cards(blog)
    assert not shared(blog, "walk/index.html")


def test_one_process_and_several_draw_the_same(tmp_path: Path) -> None:
    text = BLOG + "".join(f"-- posts/2020-02-01-p{n}.md --\n---\ntitle: 글 {n}\n---\n글\n" for n in range(30))
    one, two = Blog(tmp_path / "one", text), Blog(tmp_path / "two", text)
    one.build(jobs=1)
    two.build(jobs=2)
    assert len(cards(one)) == 31
    assert one.output() == two.output()


def test_any_syllable_of_hangul_is_drawn() -> None:
    common = {draw_card(SocialCard(syllable, "")) for syllable in "가뷁쌰힣똠햏"}
    assert len(common) == 6


def test_signs_that_the_font_lacks_are_left_out_and_foreign_letters_make_no_card() -> None:
    card = make_card("첫 글 🎉", "답사기", "", 0)
    assert card is not None and card.title == "첫 글"
    assert make_card("漢字", "답사기", "", 0) is None
    assert make_card("🎉", "답사기", "", 0) is None


@pytest.mark.parametrize("title", ["가" * 200, "긴 낱말들 " * 60, "a" * 500, "글"])
def test_a_title_of_any_length_stays_within_the_card(title: str) -> None:
    with Image.open(BytesIO(draw_card(SocialCard(title, "답사기", "여정" * 80)))) as image:
        ground = image.getpixel((1199, 629))
        assert set(image.crop((1140, 0, 1200, 630)).get_flattened_data()) == {ground}
        assert set(image.crop((0, 490, 1200, 505)).get_flattened_data()) == {ground}
