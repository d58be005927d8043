from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from benchmarks import snippets
from benchmarks.contestants import contestants, forget, lay_out, missing_pages, page_of
from benchmarks.generate import PROFILES, Outline, generate, image_names, outlines, write_post
from benchmarks.pictures import picture
from benchmarks.prose import Speaker, Word
from benchmarks.vocabulary import HEADINGS, LINK_SENTENCES, SENTENCES, SERIES, TITLES, TOPICS, Language
from blog import Blog
from dapsagi.markup import MarkupOptions, render
from dapsagi.post.front_matter import split_front_matter

DAPSAGI = contestants()[0]

_POSTS = 300
_FENCE = re.compile(r"^```(\w*)\n.+?^```$", re.M | re.S)


@cache
def _blog(profile: str = "small", seed: int = 1) -> dict[Outline, str]:
    written = outlines(_POSTS, PROFILES[profile], seed)
    return {outline: write_post(outline, _POSTS, seed) for outline in written}


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def _bodies() -> Iterator[tuple[str, str]]:
    for outline, text in _blog().items():
        yield outline.path, split_front_matter(text).body


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("same", 7), ("other", 8)):
        generate(tmp_path / name, 40, "large", seed)
    assert _files(tmp_path / "one") == _files(tmp_path / "same")
    assert _files(tmp_path / "one") != _files(tmp_path / "other")


def test_a_blog_has_as_many_posts_and_images_as_asked(tmp_path: Path) -> None:
    generate(tmp_path, 40)
    assert len(list((tmp_path / "posts").iterdir())) == 40
    assert sorted(file.name for file in (tmp_path / "images").iterdir()) == image_names(40)


@pytest.mark.parametrize("profile", PROFILES)
def test_posts_are_as_large_as_their_profile_promises(profile: str) -> None:
    sizes = sorted(len(text.encode()) for text in _blog(profile).values())
    assert sum(sizes) / len(sizes) == pytest.approx(PROFILES[profile], rel=0.03)
    # A journal has short notes and long essays.
    assert sizes[len(sizes) * 9 // 10] > 3 * sizes[len(sizes) // 10]


@pytest.mark.parametrize("posts", [1, 2, 10, 3000])
def test_the_mean_size_is_the_same_in_a_blog_of_any_length(posts: int) -> None:
    sizes = [outline.size for outline in outlines(posts, 2500, 1)]
    assert sum(sizes) / posts == pytest.approx(2500, rel=0.01)


def test_no_two_posts_share_an_address() -> None:
    outlined = list(outlines(5000, 2500, 1))
    assert len({outline.slug for outline in outlined}) == len({outline.path for outline in outlined}) == 5000
    assert all(unicodedata.is_normalized("NFC", outline.path) for outline in outlined)


def test_every_post_has_front_matter_that_parses() -> None:
    for outline, text in _blog().items():
        front_matter = split_front_matter(text)
        assert front_matter.problems == ()
        assert front_matter.mapping.problems == ()
        assert front_matter.values["title"] == outline.title
        assert front_matter.values["slug"] == outline.slug
        assert tuple(front_matter.values["tags"]) == outline.tags


def test_every_body_parses_to_the_blocks_that_were_meant() -> None:
    seen: Counter[str] = Counter()
    for path, text in _bodies():
        body = render(text, MarkupOptions())
        assert body.problems == (), path
        assert body.html.count("<pre") == len(_FENCE.findall(text)), path
        assert body.html.count("<table") == len(re.findall(r"^\| ---", text, re.M)), path
        assert body.html.count("<img") == text.count("!["), path
        seen.update(re.findall(r"<(pre|table|img|blockquote|ul|ol|h2|h3|strong|br|sup)\b", body.html))
    assert set(seen) == {"pre", "table", "img", "blockquote", "ul", "ol", "h2", "h3", "strong", "br", "sup"}


def test_every_link_within_the_blog_leads_somewhere() -> None:
    addresses = {f"/{outline.slug}/" for outline in _blog()} | {f"/images/{name}" for name in image_names(_POSTS)}
    targets = [target for _, text in _bodies() for target in re.findall(r"\]\((/[^)]*)\)", text)]
    assert len(targets) > _POSTS
    assert set(targets) <= addresses


def test_a_post_links_only_to_posts_that_were_there_before_it() -> None:
    dates = {outline.slug: outline.date for outline in _blog()}
    assert all(dates[slug] < outline.date for outline in _blog() for slug, _ in outline.earlier)


def test_the_parts_of_a_series_are_numbered_and_in_order() -> None:
    parts: dict[str, list[int]] = {}
    for outline in _blog():
        if outline.series:
            number = re.search(r"(\d+)(?:편)?$", outline.title)
            assert number is not None
            parts.setdefault(outline.series, []).append(int(number[1]))
    assert len(parts) > 5
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in parts.values())
    assert max(map(len, parts.values())) > 2


def test_tags_follow_zipf() -> None:
    counts = Counter(tag for outline in outlines(5000, 2500, 1) for tag in outline.tags)
    ranked = [count for _, count in counts.most_common()]
    assert len(ranked) > 150
    assert ranked[0] > 8 * ranked[20]
    assert all(count >= following for count, following in pairwise(ranked))


def test_both_languages_are_written() -> None:
    languages = Counter(outline.language for outline in _blog())
    assert languages["ko"] > languages["en"] > _POSTS / 10


def test_no_post_holds_what_a_template_language_would_take_for_its_own() -> None:
    for path, text in _bodies():
        assert not re.search(r"\{\{|\{%|\{#", text), path


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_pattern_can_be_filled_on_every_topic(language: Language) -> None:
    patterns = (SENTENCES, HEADINGS, TITLES, SERIES, LINK_SENTENCES)
    for topic in TOPICS:
        speaker = Speaker(Random(1), language, topic)
        for pattern in [pattern for group in patterns for pattern in group[language]]:
            assert "{" not in speaker.line((pattern,), title="제목", url="/url/")


@pytest.mark.parametrize(
    ("word", "particle", "together"),
    [
        ("책", "을", "책을"),
        ("코드", "을", "코드를"),
        ("드롭아웃", "은", "드롭아웃은"),
        ("그림", "으로", "그림으로"),
        ("파일", "으로", "파일로"),
        ("학습률", "과", "학습률과"),
        ("7", "으로", "7로"),
        ("3", "이", "3이"),
        ("친구", "에게", "친구에게"),
        ("책", "", "책"),
    ],
)
def test_a_particle_fits_its_word(word: str, particle: str, together: str) -> None:
    assert format(Word(word), particle) == together


def test_the_tool_builds_a_generated_blog_without_a_problem(tmp_path: Path) -> None:
    generate(tmp_path, 60, "large")
    lay_out(DAPSAGI, tmp_path, tmp_path / "blog")
    report = Blog(tmp_path / "blog").build()
    assert report.problems == ()
    assert report.posts == 60
    assert missing_pages(DAPSAGI, tmp_path / "blog") == []


def test_a_page_that_a_build_left_out_is_missed(tmp_path: Path) -> None:
    generate(tmp_path, 25)
    lay_out(DAPSAGI, tmp_path, tmp_path / "blog")
    site = Blog(tmp_path / "blog")
    site.build()
    post = sorted((tmp_path / "posts").iterdir())[3]
    page_of(DAPSAGI, site.root, post).unlink()
    (site.root / "site" / "feed.xml").unlink()
    assert missing_pages(DAPSAGI, site.root) == [f"{post.stem[11:]}/index.html", "feed.xml"]
    forget(DAPSAGI, site.root)
    assert not (site.root / "site").exists()
    assert not (site.root / ".dapsagi").exists()


def test_code_blocks_differ() -> None:
    random = Random(1)
    blocks = [snippets.code(random) for _ in range(500)]
    assert len(set(blocks)) > 490


def test_a_picture_is_a_whole_png() -> None:
    data = picture(Random(1))
    assert 1000 < len(data) < 4000
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, place = {}, 8
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        name, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        assert struct.unpack_from(">I", data, place + 8 + length) == (zlib.crc32(name + content),)
        chunks[name] = content
        place += 12 + length
    width, height = struct.unpack_from(">II", chunks[b"IHDR"])
    assert len(zlib.decompress(chunks[b"IDAT"])) == height * (width + 1)
    assert list(chunks)[-1] == b"IEND"
