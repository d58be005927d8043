"""The language of a Jekyll blog that does not say it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from blog import Blog
from commands import run
from dapsagi.loader.settings_file import find_unsaid_korean

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


@pytest.mark.parametrize(
    ("lang", "word"),
    [("ko-KR", "연도별 글"), ("ko_KR", "연도별 글"), ("en-GB", "Archive"), ("eo", "Archive")],
)
def test_a_language_of_a_country_has_the_words_of_that_language(lang: str, word: str, tmp_path: Path) -> None:
    blog = blog_of(tmp_path, f"title: Notes\nlocale: {lang}\n", day01=KOREAN)
    blog.put("_posts/2020-01-02-post.md", ENGLISH.replace("---\nWe", "lang: en-US\n---\nWe"))
    blog.build()
    home, post = blog.read("index.html"), blog.read("2020/01/02/post.html")
    assert f'<html lang="{lang.replace("_", "-")}">' in home
    assert word in home
    assert '<html lang="en-US">' in post
    assert "Archive" in post


def test_without_posts_the_first_pages_tell_it(tmp_path: Path) -> None:
    blog = Blog(tmp_path)
    blog.put("_config.yml", "title: Notes\ncollections: {wiki: {output: true}}\n")
    blog.put("README.md", ENGLISH)
    blog.put("_includes/note.md", ENGLISH)
    blog.put("_wiki/tree.md", KOREAN)
    blog.put("docs/tree.md", KOREAN)
    blog.put("docs/ways.md", ENGLISH)
    assert blog.settings().lang == "ko"


def test_what_was_built_does_not_tell_it(tmp_path: Path) -> None:
    blog = Blog(tmp_path)
    blog.put("_config.yml", "title: Notes\n")
    blog.put("a.md", KOREAN.replace("---\n", ""))
    blog.put("b.md", ENGLISH)
    blog.build()
    assert "site/a.md" in {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.md")}
    blog.put("c.md", ENGLISH)
    assert blog.settings().lang == "en"


def test_posts_that_hold_a_title_and_no_more_do_not_tell_it(tmp_path: Path) -> None:
    stub = "---\nlayout: post\ntitle: git\n---\n"
    told = KOREAN * 3
    blog = blog_of(tmp_path, "title: Notes\n", day01=stub, day02=stub, day03=stub, day04=told)
    assert blog.settings().lang == "ko"


def test_what_is_written_later_does_not_change_it(tmp_path: Path) -> None:
    blog = blog_of(tmp_path, "title: Notes\n", **{f"day{day:02}": KOREAN for day in range(1, 25)})
    for number in range(100):
        blog.put(f"_posts/2021-01-01-later{number}.md", ENGLISH)
    assert blog.settings().lang == "ko"


def test_the_order_in_which_a_disk_names_folders_does_not_change_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    langs = []
    for way in (False, True):
        blog = blog_of(tmp_path / str(way), "title: Notes\n")
        for folder, text in {"a": KOREAN, "b": ENGLISH, "c": ENGLISH}.items():
            for day in range(10, 30):
                blog.put(f"_posts/{folder}/2020-01-{day}-post.md", text)
        with monkeypatch.context() as patch:
            order_folders(patch, backwards=way)
            langs.append(blog.settings().lang)
    assert langs == ["en", "en"]


def order_folders(monkeypatch: pytest.MonkeyPatch, *, backwards: bool) -> None:
    walk = os.walk

    def ordered(*given: Any, **options: Any) -> Iterator[tuple[str, list[str], list[str]]]:
        for place, folders, names in walk(*given, **options):
            folders.sort(reverse=backwards)
            yield place, folders, names

    monkeypatch.setattr(os, "walk", ordered)


def test_posts_behind_a_link_are_asked_too(tmp_path: Path) -> None:
    vault = blog_of(tmp_path / "vault", "", day01=KOREAN)
    blog = blog_of(tmp_path / "blog", "title: Notes\n")
    (blog.root / "_posts").mkdir()
    (blog.root / "_posts/vault").symlink_to(vault.root / "_posts")
    (blog.root / "_posts/round").symlink_to(blog.root)
    assert blog.settings().lang == "ko"


def test_a_new_post_of_a_small_blog_gives_what_a_build_from_nothing_gives(tmp_path: Path) -> None:
    blog = blog_of(tmp_path / "grown", "title: Notes\n", day01=KOREAN)
    blog.build()
    for day in (2, 3):
        blog.put(f"_posts/2020-01-{day:02}-post.md", ENGLISH)
    blog.build()
    fresh = blog_of(tmp_path / "fresh", "title: Notes\n", day01=KOREAN, day02=ENGLISH, day03=ENGLISH)
    fresh.build()
    assert blog.output() == fresh.output()
    assert '<html lang="en">' in blog.read("index.html")


def test_first_posts_that_are_written_anew_give_what_a_build_from_nothing_gives(tmp_path: Path) -> None:
    blog = blog_of(tmp_path / "edited", "title: Notes\n", day01=KOREAN, day02=ENGLISH)
    blog.build()
    blog.put("_posts/2020-01-01-post.md", ENGLISH)
    blog.build()
    fresh = blog_of(tmp_path / "fresh", "title: Notes\n", day01=ENGLISH, day02=ENGLISH)
    fresh.build()
    assert blog.output() == fresh.output()
    assert '<html lang="en">' in blog.read("index.html")


def test_a_language_left_over_from_the_settings_of_a_theme_is_asked_about(tmp_path: Path) -> None:
    blog = blog_of(tmp_path, "title: Notes\nlang: en-US\n", day01=KOREAN, day02=KOREAN)
    assert blog.settings().lang == "en-US"
    for command in ("move-in", "check"):
        result = run(command, blog.root, "--json")
        (problem,) = [each for each in json.loads(result.stdout)["problems"] if each["code"] == "C113"]
        assert (problem["severity"], problem["span"]["line"], problem["hint"]) == ("note", 2, "write `lang: ko`")
    assert "_config.yml:2" in run("move-in", blog.root).output


@pytest.mark.parametrize(
    ("settings", "text"),
    [("title: Notes\nlang: en\n", ENGLISH), ("title: Notes\n", KOREAN), ("title: Notes\nlocale: ko_KR\n", KOREAN)],
)
def test_a_language_that_is_that_of_the_posts_is_not(settings: str, text: str, tmp_path: Path) -> None:
    blog = blog_of(tmp_path, settings, day01=text)
    assert not list(find_unsaid_korean(blog.root, blog.settings()))


def test_a_language_is_asked_about_where_it_is_said(tmp_path: Path) -> None:
    blog = blog_of(tmp_path, "title: Notes\n", day01=KOREAN, day02=KOREAN)
    blog.put("_config.other.yml", "# ours\n\nlang : en\n")
    config = f"{blog.root / '_config.yml'},{blog.root / '_config.other.yml'}"
    for command in ("move-in", "check"):
        result = run(command, blog.root, "--config", config, "--json")
        (problem,) = [each for each in json.loads(result.stdout)["problems"] if each["code"] == "C113"]
        assert (Path(problem["span"]["path"]).name, problem["span"]["line"]) == ("_config.other.yml", 3)
