"""New posts by the author's custom, drafts that become posts, posts under another name."""

from __future__ import annotations

import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.desks import desk_of, text_of
from blog import TODAY, MakeBlog, messages
from dapsagi.authoring.edits import write_edits
from dapsagi.authoring.header import set_key
from dapsagi.authoring.headers import rename_terms
from dapsagi.authoring.moving import publish_draft, rename
from dapsagi.authoring.writing import write_post
from dapsagi.post.front_matter import split_front_matter
from dapsagi.problems import RefusedError

Make = MakeBlog

HANGUL = """\
-- posts/2025-12-01-블로그-답사기-1.md --
---
title: 블로그 답사기 1
date: 2025-12-01 10:00:00 +0900
tags: [시작]
---
처음
-- posts/2025-12-02-블로그-답사기-2.md --
---
title: 블로그 답사기 2
date: 2025-12-02 10:00:00 +0900
tags: [시작, 둘]
---
[지난 글](2025-12-01-블로그-답사기-1.md)
"""

JEKYLL = """\
-- _config.yml --
lang: ko-KR
timezone: Asia/Seoul
permalink: /:title/
baseurl: /notes
-- _posts/2025-11-01-first_post.markdown --
---
layout: post
title: 첫 글
categories: [ML]
comments: true
---
하나
-- _posts/2025-11-02-second_post.markdown --
---
layout: post
title: 둘째 글
categories: [Book]
comments: true
---
둘
"""


def test_a_new_post_has_a_slug_in_hangul_where_the_others_have(blog: Make) -> None:
    file = write_post(desk_of(blog(HANGUL)), "오늘 배운 것: 한 가지")
    assert file.name == "2026-01-10-오늘-배운-것-한-가지.md"
    assert file.read_text("utf-8") == (
        "---\ntitle: '오늘 배운 것: 한 가지'\ndate: 2026-01-10 09:30:00 +0900\ntags: []\n---\n\n"
    )


def test_a_title_of_emoji_alone_gives_their_names(blog: Make) -> None:
    assert write_post(desk_of(blog(HANGUL)), "🎉 🚀").name == "2026-01-10-party-popper-rocket.md"


def test_titles_in_english_do_not_change_how_korean_ones_are_spelled(blog: Make) -> None:
    english = "".join(f"-- posts/2025-12-1{n}-gan-{n}.md --\n---\ntitle: GAN {n}\n---\nx\n" for n in range(5))
    for text, title in ((english, "오늘 배운 것"), (HANGUL + english, "어제 배운 것")):
        assert f"-{title.replace(' ', '-')}" in write_post(desk_of(blog(text)), title).stem


@pytest.mark.parametrize("title", ["x" * 300, "가나다라 " * 60])
@pytest.mark.parametrize("draft", [False, True])
def test_a_title_may_be_longer_than_the_name_of_a_file(blog: Make, title: str, draft: bool) -> None:
    here = blog(HANGUL)
    first, second = (write_post(desk_of(here), f"{title.strip()}{end}", draft=draft) for end in ("", "끝"))
    assert first != second
    assert f"title: {title.strip()}\n" in first.read_text("utf-8")
    assert (here.root / rename(desk_of(here), "블로그 답사기 1", title=f"{title}둘").after).is_file()


def test_a_new_post_is_named_and_headed_by_the_custom_of_a_jekyll_blog(blog: Make) -> None:
    here = blog(JEKYLL)
    file = write_post(desk_of(here), "종로 답사")
    assert file.relative_to(here.root).as_posix() == "_posts/2026-01-10-jongno_dapsa.markdown"
    assert file.read_text("utf-8") == "---\nlayout: post\ntitle: 종로 답사\ncomments: true\ncategories: []\n---\n\n"


def test_a_first_post_needs_no_custom(blog: Make) -> None:
    here = blog("-- dapsagi.yml --\ntitle: 답사\n")
    assert write_post(desk_of(here), "첫 글").name == "2026-01-10-첫-글.md"


def test_the_next_part_of_a_series_is_linked_to_its_predecessor(blog: Make) -> None:
    here = blog(HANGUL)
    text = write_post(desk_of(here), "블로그 답사기 3", series="블로그답사기").read_text("utf-8")
    assert "series: 블로그 답사기\norder: 3\n" in text
    assert "tags: [시작, 둘]\n" in text
    assert "[블로그 답사기 2](2025-12-02-블로그-답사기-2.md)" in text
    assert messages(here.build(TODAY.replace(year=2027))) == []
    (series,) = desk_of(here).site.series
    assert [part.key for part in series.parts][-1] == "posts/2026-01-10-블로그-답사기-3.md"


@pytest.mark.parametrize("first", ["나의 머신러닝 답사기 1", "나의 머신러닝 답사기1"])
def test_a_post_that_is_no_series_yet_is_the_predecessor_of_the_next_part(blog: Make, first: str) -> None:
    here = blog(HANGUL)
    with write_post(desk_of(here), first).open("a", encoding="utf-8") as file:
        file.write("시작한다.\n")
    text = write_post(desk_of(here), "나의 머신러닝 답사기 2", series="나의 머신러닝 답사기").read_text("utf-8")
    assert "order: 2\n" in text
    assert f"[{first}](2026-01-10-" in text
    assert messages(here.build(TODAY.replace(year=2027))) == []
    (series,) = [each for each in desk_of(here).site.series if each.name == "나의 머신러닝 답사기"]
    assert [here.root.joinpath(part.key).name[11:-3] for part in series.parts] == [
        first.replace(" ", "-"),
        f"{first[:-1].replace(' ', '-')}2",
    ]


@pytest.mark.parametrize("slug", ["a/b", "../../elsewhere", "..", "a\\b", "Hello World?", ".hidden", "가" * 100])
def test_a_slug_that_is_no_part_of_an_address_is_refused_with_one_that_is(blog: Make, slug: str) -> None:
    here = blog(HANGUL)
    before = sorted(here.root.rglob("*"))
    with pytest.raises(RefusedError, match=r"cannot be a slug.*what about [^/\\ ?]+\?$"):
        write_post(desk_of(here), "제목", slug=slug)
    with pytest.raises(RefusedError, match="cannot be a slug"):
        rename(desk_of(here), "블로그 답사기 1", slug)
    assert [file for file in sorted(here.root.rglob("*")) if ".dapsagi" not in file.parts] == before


def test_a_slug_is_taken_as_it_is_given(blog: Make) -> None:
    file = write_post(desk_of(blog(HANGUL)), "제목", slug="First_Steps-2.0")
    assert file.name == "2026-01-10-First_Steps-2.0.md"


def test_the_predecessor_in_a_jekyll_blog_is_linked_by_its_address(blog: Make) -> None:
    here = blog(JEKYLL.replace("title: 첫 글", "title: 여정 1").replace("title: 둘째 글", "title: 여정 2"))
    text = write_post(desk_of(here), "여정 3", series="여정").read_text("utf-8")
    assert "[여정 2](/notes/second_post/)" in text


def test_a_series_that_is_new_begins_without_a_predecessor(blog: Make) -> None:
    text = write_post(desk_of(blog(HANGUL)), "수학 하나", series="수학").read_text("utf-8")
    assert "series: 수학\n" in text
    assert "](" not in text


def test_two_posts_of_one_title_get_addresses_of_their_own(blog: Make) -> None:
    here = blog(f"{HANGUL}-- posts/2026-01-09-메모.md --\n---\ntitle: 메모\n---\nx\n")
    assert write_post(desk_of(here), "메모").name == "2026-01-10-메모-2.md"


def test_a_command_that_is_given_twice_writes_no_second_post(blog: Make) -> None:
    here = blog(HANGUL)
    write_post(desk_of(here), "메모")
    with pytest.raises(RefusedError, match=r"^posts/2026-01-10-메모\.md is of today and has this title; write there"):
        write_post(desk_of(here), "메모")
    assert write_post(desk_of(here), "메모", slug="memo").name == "2026-01-10-memo.md"


@pytest.mark.parametrize(
    ("first", "name", "title", "expected"),
    [
        ("나의 답사기1", "ml_voyage1", "나의 답사기 2", "ml_voyage2"),
        ("확률 1편", "probability-01", "확률 2편", "probability-02"),
        ("확률 9", "prob-9", "확률 10", "prob-10"),
        ("확률 1", "2024-summary", "확률 2", "확률-2"),
        ("확률 1", "intro-7", "확률 2", "확률-2"),
        ("통계 1", "stat-1", "확률 2", "확률-2"),
        ("확률 3", "prob-3", "확률 2", "확률-2"),
    ],
)
def test_a_part_is_named_as_the_part_before_it_is(blog: Make, first: str, name: str, title: str, expected: str) -> None:
    here = blog(
        "-- dapsagi.yml --\ntitle: t\n"
        f"-- posts/2025-01-01-{name}.md --\n---\ntitle: {first}\n---\nx\n"
        "-- posts/2025-01-02-둘.md --\n---\ntitle: 둘\n---\nx\n"
    )
    assert write_post(desk_of(here), title).name == f"2026-01-10-{expected}.md"


def test_a_new_part_takes_no_tags_that_lean_on_another_key(blog: Make) -> None:
    here = blog(
        "-- posts/2025-01-01-a.md --\n---\ntitle: 답사기 1\nkeywords: &k [a]\ntags: *k\nseries: 답사기\n---\nx\n"
    )
    assert "tags: []\n" in write_post(desk_of(here), "답사기 2", series="답사기").read_text("utf-8")


def test_a_draft_has_no_date_until_it_is_published(blog: Make) -> None:
    here = blog(HANGUL)
    draft = write_post(desk_of(here), "아직", draft=True)
    assert draft.relative_to(here.root).as_posix() == "drafts/아직.md"
    assert "date:" not in draft.read_text("utf-8")
    moved = publish_draft(desk_of(here), str(draft))
    assert moved.after == "posts/2026-01-10-아직.md"
    assert not draft.exists()
    assert "date: 2026-01-10 09:30:00 +0900" in text_of(here, moved.after)
    assert "redirect_from" not in text_of(here, moved.after)


def test_a_draft_that_is_a_link_still_leads_to_its_file(blog: Make, tmp_path: Path) -> None:
    here = blog("-- drafts/later/x.md --\nx\n")
    note = tmp_path / "vault/note.md"
    note.parent.mkdir()
    note.write_text("---\ntitle: 노트\n---\n글\n", "utf-8")
    draft = here.root / "drafts/later/note.md"
    draft.symlink_to(os.path.relpath(note, draft.parent))
    moved = here.root / publish_draft(desk_of(here), "노트").after
    assert (moved.is_symlink(), draft.is_symlink()) == (True, False)
    assert moved.resolve() == note.resolve()
    assert note.read_text("utf-8").startswith("---\ntitle: 노트\n")


def test_a_post_is_no_draft(blog: Make) -> None:
    with pytest.raises(RefusedError, match="is no draft"):
        publish_draft(desk_of(blog(HANGUL)), "블로그 답사기 1")


def test_a_renamed_post_answers_at_its_old_address(blog: Make) -> None:
    here = blog(HANGUL)
    moved = rename(desk_of(here), "블로그 답사기 1", "blog-1")
    assert (moved.old_url, moved.new_url) == ("/블로그-답사기-1/", "/blog-1/")
    assert messages(here.build()) == []
    assert "/blog-1/" in here.read("블로그-답사기-1/index.html")
    assert "redirect_from: [/블로그-답사기-1/]\n---\n처음\n" in text_of(here, moved.after)


def test_links_to_the_file_of_a_renamed_post_are_written_anew(blog: Make) -> None:
    here = blog(HANGUL)
    moved = rename(desk_of(here), "블로그 답사기 1", "blog-1")
    assert moved.relinked == ("posts/2025-12-02-블로그-답사기-2.md",)
    assert "[지난 글](2025-12-01-blog-1.md)" in text_of(here, moved.relinked[0])


def test_a_link_in_html_to_the_file_of_a_renamed_post_is_written_anew(blog: Make) -> None:
    links = '<a href="{0}">글</a> <a class=x href=\'{0}\'>글</a> [글]({0} "{0}")\n'
    here = blog(
        "-- dapsagi.yml --\ntitle: t\n-- posts/2025-12-01-a.md --\n글\n"
        "-- posts/2025-12-02-b.md --\n" + links.format("2025-12-01-a.md")
    )
    rename(desk_of(here), "posts/2025-12-01-a.md", "c")
    assert text_of(here, "posts/2025-12-02-b.md") == links.format("2025-12-01-c.md")
    assert messages(here.build()) == []


def test_links_by_name_follow_a_post_that_gets_another_title_and_another_file(blog: Make) -> None:
    links = "[[블로그 답사기 1]] [[블로그답사기1#길|첫]] [[2025-12-01-블로그-답사기-1]] [[블로그-답사기-1]]"
    more = "[[posts/2025-12-01-블로그-답사기-1\\|파일]] [[블로그 답사기 2]]"
    here = blog(f"{HANGUL}-- posts/2025-12-03-c.md --\n{links} {more}\n")
    moved = rename(desk_of(here), "블로그 답사기 1", "first", "처음 걷는 길")
    links = "[[처음 걷는 길]] [[처음 걷는 길#길|첫]] [[2025-12-01-first]] [[first]]"
    expected = f"{links} [[posts/2025-12-01-first\\|파일]] [[블로그 답사기 2]]\n"
    assert text_of(here, "posts/2025-12-03-c.md") == expected
    assert "posts/2025-12-03-c.md" in moved.relinked
    assert messages(here.build()) == []


def test_a_link_by_name_follows_whatever_space_stands_around_it(blog: Make) -> None:
    here = blog(
        "-- posts/2025-01-01-a.md --\n---\ntitle: A\n---\nx\n-- posts/2025-01-02-b.md --\n[[ A ]] [[A |그 글]]\n"
    )
    rename(desk_of(here), "A", title="Z")
    assert text_of(here, "posts/2025-01-02-b.md") == "[[Z ]] [[Z |그 글]]\n"


def test_a_title_that_brackets_cannot_hold_is_linked_by_its_file(blog: Make) -> None:
    here = blog(f"{HANGUL}-- posts/2025-12-03-c.md --\n[[블로그 답사기 1]]\n")
    rename(desk_of(here), "블로그 답사기 1", "cs", "C# [1]")
    assert text_of(here, "posts/2025-12-03-c.md") == "[[2025-12-01-cs]]\n"


def test_a_post_that_keeps_its_name_leaves_the_links_by_it_alone(blog: Make) -> None:
    here = blog(f"{HANGUL}-- posts/2025-12-03-c.md --\n[[블로그답사기1]]\n")
    moved = rename(desk_of(here), "블로그 답사기 1", "first")
    assert moved.relinked == ("posts/2025-12-02-블로그-답사기-2.md",)


def test_a_post_that_is_renamed_back_does_not_redirect_to_itself(blog: Make) -> None:
    here = blog(HANGUL)
    rename(desk_of(here), "블로그 답사기 1", "blog-1")
    back = rename(desk_of(here), "blog-1", "블로그-답사기-1")
    assert "redirect_from: [/blog-1/]\n" in text_of(here, back.after)


def test_a_post_with_a_permalink_keeps_its_address_under_any_file_name(blog: Make) -> None:
    here = blog("-- posts/2025-01-01-a.md --\n---\ntitle: A\npermalink: /fixed/\n---\nx\n")
    moved = rename(desk_of(here), "A", "b")
    assert moved.old_url == moved.new_url
    assert "redirect_from" not in text_of(here, moved.after)


def test_a_name_that_is_taken_changes_nothing(blog: Make) -> None:
    here = blog("-- posts/2025-01-01-a.md --\nx\n-- posts/2025-01-01-b.md --\ny\n")
    with pytest.raises(RefusedError, match="is there already"):
        rename(desk_of(here), "a.md", "b")
    assert text_of(here, "posts/2025-01-01-a.md") == "x\n"


@pytest.mark.parametrize("slug", ["b", "B", "about"])
def test_an_address_that_is_taken_changes_nothing(blog: Make, slug: str) -> None:
    here = blog("-- posts/2025-01-01-a.md --\nx\n-- posts/2025-01-02-b.md --\ny\n-- about.md --\n---\n---\nz\n")
    with pytest.raises(RefusedError, match=f"/{slug}/ is the address of .* already"):
        rename(desk_of(here), "a.md", slug)
    assert text_of(here, "posts/2025-01-01-a.md") == "x\n"
    assert write_post(desk_of(here), slug, slug=slug).stem.endswith("-2") or slug == "B"


def test_a_name_that_no_post_has_is_reported(blog: Make) -> None:
    with pytest.raises(RefusedError, match="no post is"):
        rename(desk_of(blog(HANGUL)), "없는 글", "x")


def test_line_ends_and_everything_but_one_key_stay_as_they_are(blog: Make) -> None:
    here = blog("-- posts/2025-01-01-b.md --\nx\n")
    source = "---\r\ntitle:   'A'   # kept\r\nodd:  [ 1,2 ]\r\n---\r\n\r\nText  \r\n"
    here.put("posts/2025-01-02-a.md", source)
    moved = rename(desk_of(here), "A", "z")
    expected = source.replace("\r\n---\r\n\r\n", "\r\nredirect_from: [/a/]\r\n---\r\n\r\n")
    assert text_of(here, moved.after) == expected


def test_a_further_old_address_joins_the_list_as_it_is_written(blog: Make) -> None:
    here = blog("-- posts/2025-01-01-a.md --\n---\ntitle: A\nredirect_from:\n  - /old/ # of 2019\n---\nx\n")
    moved = rename(desk_of(here), "A", "z")
    assert "redirect_from:\n  - /old/ # of 2019\n  - /a/\n---\n" in text_of(here, moved.after)


@pytest.mark.parametrize("title", ["", "  ", "\u200b \ufeff"])
def test_what_nobody_could_see_is_no_title(blog: Make, title: str) -> None:
    with pytest.raises(RefusedError, match="a post needs a title"):
        write_post(desk_of(blog("-- posts/2025-01-01-a.md --\nx\n")), title)


def test_a_post_whose_front_matter_holds_no_further_key_keeps_its_name(blog: Make) -> None:
    source = "---\n{title: A, tags: [b]}\n---\nx\n"
    here = blog(f"-- posts/2025-01-01-a.md --\n{source}")
    with pytest.raises(RefusedError, match=r"posts/2025-01-01-a.md: `redirect_from` does not .* change it by hand"):
        rename(desk_of(here), "A", "z")
    assert text_of(here, "posts/2025-01-01-a.md") == source


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("---\n'draft': true\ntags: *none\n---\n", "draft"),
        ("---\ndraft: true\ntags: *none\ndraft:\n---\n", "draft"),
        ('+++\ndraft = true\nx = 1\nx = 2\ndate = """\nyesterday"""\n+++\n', "date"),
    ],
)
def test_front_matter_that_cannot_be_read_is_not_changed_by_guess(blog: Make, head: str, key: str) -> None:
    here = blog(f"-- _drafts/a.md --\n{head}x\n-- posts/2025-01-01-b.md --\n---\ndate: 2025-01-01\n---\nx\n")
    with pytest.raises(RefusedError, match=f"_drafts/a.md: `{key}` does not .* change it by hand"):
        publish_draft(desk_of(here), "_drafts/a.md")
    assert text_of(here, "_drafts/a.md") == f"{head}x\n"


def test_a_draft_is_published_however_often_it_says_that_it_is_one(blog: Make) -> None:
    here = blog("-- posts/2025-01-01-a.md --\n---\ntitle: A\ndraft: true # yet\n'draft': true\nx: 1\n---\nx\n")
    assert text_of(here, publish_draft(desk_of(here), "A").after) == "---\ntitle: A\nx: 1\n---\nx\n"


@pytest.mark.parametrize("invisible", ["\u200b", "\ufeff", "\u200b\ufeff"])
def test_front_matter_behind_what_cannot_be_seen_is_the_one_that_is_changed(blog: Make, invisible: str) -> None:
    here = blog("-- dapsagi.yml --\ntitle: T\n")
    source = invisible + "---\ntitle: 보이는 제목\ntags: [a]\n" + invisible + "---\n글\n"
    here.put("posts/2025-01-02-a.md", source)
    moved = rename(desk_of(here), "보이는 제목", "z")
    assert text_of(here, moved.after) == source.replace("tags: [a]\n", "tags: [a]\nredirect_from: [/a/]\n")


def test_line_ends_of_two_kinds_stay_where_they_are(blog: Make) -> None:
    here = blog("-- dapsagi.yml --\ntitle: T\n")
    source = "---\ntitle: A\n---\nunix\nwindows\r\nmac\rend"
    here.put("posts/2025-01-02-a.md", source)
    moved = rename(desk_of(here), "A", "z")
    assert text_of(here, moved.after) == source.replace("title: A\n", "title: A\nredirect_from: [/a/]\n")


@given(
    st.sampled_from(["", "\ufeff", "\u200b"]),
    st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=7, max_size=7),
    st.sampled_from(["---", "+++"]),
)
def test_a_key_is_set_whatever_ends_the_lines(invisible: str, ends: list[str], fence: str) -> None:
    sign = ":" if fence == "---" else " ="
    lines = [fence, f'first{sign} "1"', f'key{sign} "before"', fence, "", "Body", "end"]
    text = invisible + "".join(line + end for line, end in zip(lines, ends, strict=True))
    after = set_key(set_key(text, "key", "after"), "new", ["a"])
    assert split_front_matter(after).values == {"first": "1", "key": "after", "new": ["a"]}
    kept = "".join(line + end for line, end in zip(lines[3:], ends[3:], strict=True))
    assert after.startswith(invisible + fence) and after.endswith(kept)


BUNDLES = """\
-- drafts/답사기-1/index.md --
---
title: 답사기 1
---
![지도](map.svg)
-- drafts/답사기-1/map.svg --
<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>
-- posts/2025-12-02-next/index.md --
---
title: 다음
---
[답사기](../2026-01-10-답사기-1/index.md#top)
"""


def test_a_post_with_its_pictures_in_one_folder_moves_with_them(blog: Make) -> None:
    here = blog(BUNDLES)
    assert publish_draft(desk_of(here), "답사기 1").after == "posts/2026-01-10-답사기-1/index.md"
    assert rename(desk_of(here), "답사기 1", slug="walk-1").after == "posts/2026-01-10-walk-1/index.md"
    assert "](../2026-01-10-walk-1/index.md#top)" in text_of(here, "posts/2025-12-02-next/index.md")
    here.build(datetime(2026, 2, 1, tzinfo=UTC))
    assert "/posts/2026-01-10-walk-1/map.svg" in here.read("walk-1/index.html")
    assert "http-equiv" in here.read("답사기-1/index.html")
    with pytest.raises(RefusedError, match="posts/2025-12-02-x is there already"):
        (here.root / "posts/2025-12-02-x").mkdir()
        rename(desk_of(here), "다음", slug="x")


def test_posts_that_are_the_index_of_a_folder_each_are_told_apart(blog: Make) -> None:
    here = blog(
        "-- posts/a/index.md --\n---\ndate: 2025-01-01\n---\n[b](../b/)\n"
        "-- posts/b/index.md --\n---\ndate: 2025-01-02\n---\n[a](../a/index.md)\n"
    )
    assert not messages(here.build())
    assert 'href="/b/"' in here.read("a/index.html")
    assert 'href="/a/"' in here.read("b/index.html")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("head", "fresh"),
    [
        ("", "---\ntitle: 나중 제목\n---\n\n"),
        ("---\ntags: [a]\n---\n", "---\ntags: [a]\ntitle: 나중 제목\n---\n"),
        ("\ufeff---\ntags: [a]\n---\n\n", "\ufeff---\ntags: [a]\ntitle: 나중 제목\n---\n\n"),
    ],
)
def test_another_title_takes_the_place_of_a_heading_that_was_the_title(
    blog: Make, head: str, fresh: str, end: str
) -> None:
    here = blog("-- dapsagi.yml --\ntitle: T\n")
    here.put("posts/2025-12-01-a.md", f"{head}# 처음 제목\n\n글 하나\n\n# 둘\n".replace("\n", end))
    renamed = rename(desk_of(here), "처음 제목", title="나중 제목", slug="a")
    expected = f"{fresh}글 하나\n\n# 둘\n"
    assert text_of(here, renamed.after) == expected.replace("\n", end)


def test_a_folder_called_like_the_post_stays_in_links_by_name(blog: Make) -> None:
    links = "[[ml/ml]] [[ML.md|글]] [[ml/ml#장]] [[묶음/index]] [[posts/묶음/index.md|글]]"
    here = blog(
        "-- dapsagi.yml --\ntitle: t\n-- posts/ml/ml.md --\n---\ntitle: 기계\ndate: 2025-12-01\nslug: m\n---\n글\n"
        "-- posts/묶음/index.md --\n---\ntitle: 꾸러미\ndate: 2025-12-02\n---\n글\n"
        f"-- posts/2025-12-03-c.md --\n{links}\n"
    )
    rename(desk_of(here), "posts/ml/ml.md", "machine")
    rename(desk_of(here), "posts/묶음/index.md", "bundle")
    links = "[[ml/machine]] [[machine.md|글]] [[ml/machine#장]] [[bundle/index]] [[posts/bundle/index.md|글]]"
    assert text_of(here, "posts/2025-12-03-c.md") == f"{links}\n"
    assert messages(here.build()) == []


def test_code_that_reads_like_a_link_to_a_renamed_post_stays_as_it_is(blog: Make) -> None:
    text = (
        "글 `[[B]]` {wiki} `[b](2025-12-01-b.md)` [b]({file})\n\n```\n[[B]]\n[b](2025-12-01-b.md)\n```\n\n"
        "    [[B]]\n\n```text {wiki}\n[[B]]\n```\n\n[b][]\n\n[b]: {file}\n"
    ).replace("```text {wiki}", "```text [[B]]")
    before, after = (
        text.format(wiki=wiki, file=file)
        for wiki, file in (("[[B]]", "2025-12-01-b.md"), ("[[다른 제목]]", "2025-12-01-c.md"))
    )
    here = blog(
        "-- dapsagi.yml --\ntitle: t\n-- posts/2025-12-01-b.md --\n---\ntitle: B\n---\n글\n"
        f"-- posts/2025-12-03-a.md --\n---\ntitle: '`'\n---\n{before}"
    )
    rename(desk_of(here), "posts/2025-12-01-b.md", "c", "다른 제목")
    assert text_of(here, "posts/2025-12-03-a.md") == f"---\ntitle: '`'\n---\n{after}"


def test_files_that_a_mac_has_named_are_read_and_written_under_those_names(blog: Make) -> None:
    here = blog(unicodedata.normalize("NFD", HANGUL.replace("-- posts/", "-- posts/여행/")))
    edits, _ = rename_terms(desk_of(here), "tag", ["시작"], "처음")
    write_edits(here.root, edits)
    moved = rename(desk_of(here), "블로그 답사기 1", "blog-1")
    assert moved.relinked == ("posts/여행/2025-12-02-블로그-답사기-2.md",)
    (folder,) = [each for each in (here.root / "posts").iterdir() if each.is_dir()]
    first, second = sorted(folder.iterdir())
    assert first.name == "2025-12-01-blog-1.md"
    assert "처음" in unicodedata.normalize("NFC", second.read_text("utf-8"))
    assert "2025-12-01-blog-1.md" in second.read_text("utf-8")
    assert not here.build().problems
