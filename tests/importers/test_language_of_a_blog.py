"""The language of a Jekyll blog that does not say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from blog import Blog

KOREAN = "---\ntitle: Random Forest\n---\n나무를 여러 그루 심는다.\n\n    from sklearn.ensemble import Forest\n"
ENGLISH = "---\ntitle: Random Forest\n---\nWe plant several trees, and call them 나무.\n"


def blog_of(root: Path, settings: str, **posts: str) -> Blog:
    blog = Blog(root)
    blog.put("_config.yml", settings)
    for day, text in posts.items():
        blog.put(f"_posts/2020-01-{day.removeprefix('day')}-post.md", text)
    return blog


@pytest.mark.parametrize(
    ("settings", "posts", "lang"),
    [
        ("title: Notes\n", {"day01": KOREAN, "day02": KOREAN, "day03": ENGLISH}, "ko"),
        ("title: Notes\n", {"day01": ENGLISH, "day02": ENGLISH, "day03": KOREAN}, "en"),
        ("title: Notes\nlang: en\n", {"day01": KOREAN}, "en"),
        ("title: Notes\n", {}, "en"),
    ],
)
def test_what_most_of_the_first_posts_are_written_in_is_its_language(
    settings: str, posts: dict[str, str], lang: str, tmp_path: Path
) -> None:
    blog = blog_of(tmp_path, settings, **posts)
    assert not blog.build().problems
    assert f'<html lang="{lang}">' in blog.read("index.html")


def test_what_is_written_later_does_not_change_it(tmp_path: Path) -> None:
    blog = blog_of(tmp_path, "title: Notes\n", **{f"day{day:02}": KOREAN for day in range(1, 25)})
    for number in range(100):
        blog.put(f"_posts/2021-01-01-later{number}.md", ENGLISH)
    assert blog.settings().lang == "ko"


def test_first_posts_that_are_written_anew_give_what_a_build_from_nothing_gives(tmp_path: Path) -> None:
    blog = blog_of(tmp_path / "edited", "title: Notes\n", day01=KOREAN, day02=ENGLISH)
    blog.build()
    blog.put("_posts/2020-01-01-post.md", ENGLISH)
    blog.build()
    fresh = blog_of(tmp_path / "fresh", "title: Notes\n", day01=ENGLISH, day02=ENGLISH)
    fresh.build()
    assert blog.output() == fresh.output()
    assert '<html lang="en">' in blog.read("index.html")
