"""A blog kept open shows what a build of it writes, whatever was done to its files in between."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image

from blog import Blog, MakeBlog
from dapsagi.build.order import Order
from dapsagi.build.snapshot import take_snapshot
from dapsagi.cache.cache import CACHE, Cache
from dapsagi.cache.opening import open_cache
from dapsagi.loader.settings_file import load_settings
from dapsagi.preview.edition import Edition, find, forward
from dapsagi.preview.page_cache import PageCache
from dapsagi.preview.workspace import Workspace

SHOWN = {"future": True, "show_drafts": True}

BLOG = """\
-- dapsagi.yml --
title: 답사기
url: https://example.org
-- posts/2024-01-01-first.md --
---
title: 여행기 1편
tags: [길]
---
글. [[둘째]]
-- posts/2024-02-01-second.md --
---
title: 둘째
tags: [길, 산]
---
둘째 글. [앞](/first/)
-- posts/2024-03-01-third.md --
---
title: 여행기 2편
---
셋째 글. [없는 글](/nowhere/)
-- about.md --
---
title: 소개
---
소개.
-- notes.txt --
공책
"""

Open = Callable[[Blog], Workspace]


def take(workspace: Workspace, *paths: str) -> Edition:
    return workspace.take(paths)


def pages_of(edition: Edition) -> dict[str, bytes]:
    """Return every page of an edition, rendered."""
    cache = PageCache()
    return {path: cache.render(edition, path).data for path in edition.snapshot.pages}


def built(blog: Blog, today: datetime) -> dict[str, bytes]:
    """Return every page that a build would write."""
    settings, _ = load_settings(blog.root, overrides=SHOWN)
    with open_cache(blog.root / CACHE) as (cache, _):
        snapshot = take_snapshot(Order(blog.root, settings, today), cache)
        return {path: snapshot.renderer.render(page) for path, page in snapshot.pages.items()}


def current(workspace: Workspace) -> Edition:
    assert workspace.edition is not None
    return workspace.edition


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_the_preview_shows_what_a_build_writes(blog: MakeBlog, open_blog: Open, seed: int) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    rng = random.Random(seed)
    posts = sorted(path.name for path in (made.root / "posts").iterdir())
    for number in range(14):
        name = rng.choice(posts) if posts else ""
        path = f"posts/{name}"
        match rng.choice(
            ["words", "words", "body", "title", "tags", "way", "date", "delete", "add", "rename", "template", "page"]
        ):
            case "words" if name:
                made.put(path, f"{(made.root / path).read_text('utf-8')}\n조용한 문단 {number}.\n")
            case "body" if name:
                text = (made.root / path).read_text("utf-8")
                made.put(path, f"{text}\n문단 {number}. [[여행기 1편]] [또](/second/)\n\n![[둘째]]\n")
            case "way" if name:
                made.put(path, f"---\ntitle: {name}\nredirect_to: /{rng.choice(['first', 'second', 'none'])}/\n---\n")
            case "title" if name:
                made.put(path, f"---\ntitle: 여행기 {number}편\ntags: [길]\n---\n글 {number}.\n")
            case "tags" if name:
                made.put(path, f"---\ntitle: {name}\ntags: [산, 강{number % 3}]\n---\n[앞](/first/)\n")
            case "date" if name:
                made.put(path, f"---\ntitle: {name}\ndate: 2023-05-{number + 1:02}\n---\n글.\n")
            case "delete" if name:
                (made.root / path).unlink()
                posts.remove(name)
            case "rename" if name:
                posts.remove(name)
                posts.append(f"2024-05-01-renamed-{number}.md")
                (made.root / path).rename(made.root / "posts" / posts[-1])
                take(workspace, path, f"posts/{posts[-1]}")
            case "template":
                made.put("templates/partials/footer.html", f"<footer>{number}</footer>")
                path = "templates/partials/footer.html"
            case "page":
                made.put("about.md", f"---\ntitle: 소개 {number}\n---\n[글](posts/{name})\n")
                path = "about.md"
            case _:
                posts.append(f"2024-04-01-new-{number}.md")
                path = f"posts/{posts[-1]}"
                made.put(path, f"---\ntitle: 새 글 {number}\nredirect_from: /old-{number}/\n---\n새 글.\n")
        take(workspace, path)
    if not workspace.settled:
        workspace.settle(workspace.assembling()())

    edition = current(workspace)
    assert pages_of(edition) == built(made, edition.snapshot.site.today)
    assert [str(problem) for problem in edition.problems] == [
        str(problem) for problem in made.build(show_drafts=True, future=True).problems
    ]


def test_an_edit_of_a_body_changes_the_key_of_no_other_page(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG.replace("title: 둘째\n", "title: 둘째\ndescription: 설명\n"))
    workspace = open_blog(made)
    before = current(workspace).snapshot
    made.edit("posts/2024-02-01-second.md", "둘째 글.", "둘째 글을 고쳤습니다.")
    after = take(workspace, "posts/2024-02-01-second.md").snapshot

    changed = {
        path for path in after.pages if before.renderer.key(before.pages[path]) != after.renderer.key(after.pages[path])
    }
    assert workspace.settled
    assert changed == {"second/index.html", "feed.xml"}


def test_what_an_edit_means_for_other_pages_is_worked_out_in_a_pause(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    made.edit("posts/2024-02-01-second.md", "title: 둘째", "title: 두 번째")
    early = take(workspace, "posts/2024-02-01-second.md")
    assert b"\xeb\x91\x90 \xeb\xb2\x88\xec\xa7\xb8" in pages_of(early)["second/index.html"]
    assert not workspace.settled

    settled = workspace.settle(workspace.assembling()())

    assert settled
    assert any("둘째" in problem.message for problem in settled.problems)
    assert settled.change == early.change or settled.change.sources == early.change.sources


def test_a_new_post_and_one_that_moves_are_shown_before_the_site_is_assembled(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    assemblies = workspace.assemblies
    new, moved = "posts/2024-02-10-new.md", "posts/2024-03-01-third.md"
    made.put(new, "---\ntitle: 여행기 3편\ntags: [길, 새것]\n---\n[[둘째]]와 [없는 글](/gone/)\n")
    made.edit(moved, "title: 여행기 2편", "title: 여행기 2편\ndate: 2024-01-20\npermalink: /moved/")
    early = take(workspace, new, moved)
    pages = pages_of(early)

    assert (workspace.assemblies, workspace.settled) == (assemblies, False)
    assert 'href="/second/">둘째' in pages["new/index.html"].decode()
    assert [early.posts[path].title for path in ("new/index.html", "moved/index.html")] == ["여행기 3편", "여행기 2편"]
    assert "third/index.html" not in pages.keys() | early.posts.keys()
    assert [post.key for post in early.snapshot.site.posts][:3] == [new, "posts/2024-02-01-second.md", moved]
    assert "여행기 3편" in pages["index.html"].decode()
    assert [problem.span.path for problem in early.problems if "/gone/" in problem.message] == [new]

    assert workspace.settle(workspace.assembling()())
    assert pages_of(current(workspace)) == built(made, current(workspace).snapshot.site.today)


def test_a_post_that_claims_the_address_of_another_one_takes_an_assembly(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    made.put("posts/2024-02-10-new.md", "---\ntitle: 새 글\npermalink: /second/\n---\n")
    edition = take(workspace, "posts/2024-02-10-new.md")

    assert workspace.settled
    assert [problem.code for problem in edition.problems if "/second/" in problem.message] == ["U102"]
    assert pages_of(edition) == built(made, edition.snapshot.site.today)


def test_what_was_worked_out_before_another_save_is_worked_out_again(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    path = "posts/2024-02-01-second.md"
    made.edit(path, "title: 둘째", "title: 두 번째")
    take(workspace, path)
    work = workspace.assembling()
    made.edit(path, "title: 두 번째", "title: 또 다른")
    take(workspace, path)

    assert workspace.settle(work()) is None
    assert not workspace.settled

    assert workspace.settle(workspace.assembling()())
    assert pages_of(current(workspace)) == built(made, current(workspace).snapshot.site.today)


def test_a_post_whose_new_text_would_take_its_page_away_keeps_its_last_good_one(
    blog: MakeBlog, open_blog: Open
) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    made.put("posts/2024-02-01-second.md", "---\ntitle: 둘째\n---\n안녕".encode("cp949"))
    edition = take(workspace, "posts/2024-02-01-second.md")
    assert "둘째 글" in pages_of(edition)["second/index.html"].decode()
    assert any("CP949" in str(problem) for problem in edition.problems)

    made.put("posts/2024-02-01-second.md", "---\ntitle: 둘째\n---\n안녕")
    edition = take(workspace, "posts/2024-02-01-second.md")

    assert "안녕" in pages_of(edition)["second/index.html"].decode()
    assert not any("CP949" in str(problem) for problem in edition.problems)


def test_settings_that_cannot_be_read_leave_the_last_good_ones_in_force(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    made.put("dapsagi.yml", "제목".encode("cp949"))
    assert not workspace.is_outdated(["dapsagi.yml"])
    edition = take(workspace, "dapsagi.yml")
    assert any(problem.code == "C100" for problem in edition.problems)
    assert edition.snapshot.site.settings.title == "답사기"

    made.put("dapsagi.yml", "title: 새 답사기\nurl: https://example.org\n")

    assert workspace.is_outdated(["dapsagi.yml"])
    assert workspace.settings.title == "새 답사기"


def test_a_partial_and_a_file_beside_a_post_reach_the_posts_that_include_them(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(
        BLOG
        + "-- posts/2024-06-01-parts.md --\n---\ntitle: 조각\n---\n{% include_relative _part.md %}\n"
        + "-- posts/_part.md --\n한 조각.\n"
    )
    workspace = open_blog(made)
    assert "한 조각." in pages_of(current(workspace))["parts/index.html"].decode()

    made.put("posts/_part.md", "다른 조각.\n")
    edition = take(workspace, "posts/_part.md")

    assert "다른 조각." in pages_of(edition)["parts/index.html"].decode()
    made.put("includes/note.md", "알림.")
    assert workspace.is_outdated(["includes/note.md"])


def test_a_document_reaches_the_page_that_lists_its_collection(blog: MakeBlog, open_blog: Open) -> None:
    made = blog("""\
-- _config.yml --
collections: [talks]
-- _talks/one.md --
---
title: 첫 강연
---
-- talks.md --
{% for talk in site.talks %}{{ talk.title }}{% endfor %}
""")
    workspace = open_blog(made)
    assert "첫 강연" in pages_of(current(workspace))["talks.html"].decode()
    made.put("_talks/one.md", "---\ntitle: 옛 강연\n---\n")
    made.put("_talks/two.md", "---\ntitle: 둘째\n---\n")
    edition = take(workspace, "_talks/one.md", "_talks/two.md")
    assert "옛 강연둘째" in pages_of(edition)["talks.html"].decode()


def test_folders_are_taken_in_and_forgotten_whole(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    made.put("posts/2025/2025-01-01-deep.md", "---\ntitle: 깊은 글\n---\n글.\n")
    made.put("images/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    edition = take(workspace, "posts/2025", "images")
    assert find(edition, "/deep/").kind == "page"
    assert find(edition, "/images/a.svg").kind == "file"

    (made.root / "posts" / "2025").rename(made.root / "posts" / "2026")
    edition = take(workspace, "posts/2025", "posts/2026")
    assert [post.key for post in edition.snapshot.site.posts if "deep" in post.key] == ["posts/2026/2025-01-01-deep.md"]


def test_looking_around_finds_what_moved(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    assert workspace.moved() == set()
    made.put("posts/2024-02-01-second.md", "---\ntitle: 둘째\n---\n더 긴 글입니다.\n")
    made.put("posts/2024-07-01-new.md", "새 글.\n")
    (made.root / "notes.txt").unlink()
    moved = workspace.moved()
    assert moved == {"posts/2024-02-01-second.md", "posts/2024-07-01-new.md", "notes.txt"}
    take(workspace, *moved)
    assert workspace.moved() == set()


def test_a_large_blog_is_shown_before_it_is_read(blog: MakeBlog, cache: Cache) -> None:
    made = blog(BLOG)
    for number in range(240):
        made.put(f"posts/2020-01-01-old-{number}.md", f"---\ntitle: 옛글 {number}\n---\n글 {number}.\n")
    workspace = Workspace(made.root, lambda: load_settings(made.root, overrides=SHOWN), cache)

    early = workspace.open()

    assert early is not None
    assert not early.complete
    assert early.problems == ()
    assert find(early, "/").kind == find(early, "/third/").kind == "page"
    assert find(early, "/old-7/").kind == "waiting"
    asked = workspace.ask({"/old-7/"}, [], (0, 244))
    assert asked is not None
    assert "글 7." in pages_of(asked)["old-7/index.html"].decode()

    list(workspace.read(1))
    whole = workspace.assemble()

    assert whole.complete
    assert len(whole.snapshot.site.posts) == 243
    assert find(whole, "/never/").kind == "missing"


def test_a_colour_in_the_settings_is_in_the_style_sheet_of_the_next_edition(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    made.put("dapsagi.yml", "title: 답사기\ntheme: {accent: '#0b5fa5'}\n")
    assert workspace.is_outdated(["dapsagi.yml"])
    workspace.open()
    list(workspace.read(1))
    edition = workspace.assemble()
    page = pages_of(edition)["index.html"].decode()
    assert any(b"#0b5fa5" in data for path, data in edition.assets.items() if path.endswith(".css") and path in page)


def test_a_setting_that_all_texts_are_read_by_is_shown_before_they_are(blog: MakeBlog, cache: Cache) -> None:
    made = blog(BLOG)
    for number in range(240):
        text = f"---\ntitle: 옛글 {number}\nslug: old-{number}\n---\n글\n{number}.\n"
        made.put(f"posts/2020-01-01-file-{number}.md", text)
    workspace = Workspace(made.root, lambda: load_settings(made.root, overrides=SHOWN), cache)
    workspace.open()
    list(workspace.read(1))
    whole = workspace.assemble()

    made.edit("dapsagi.yml", "title: 답사기", "title: 여행기")
    assert workspace.is_outdated(["dapsagi.yml"])
    assert workspace.open() is None
    list(workspace.read(1))
    assert "여행기" in pages_of(workspace.assemble())["old-7/index.html"].decode()

    made.edit("dapsagi.yml", "title: 여행기", "markdown: {hard_wrap: true}")
    assert workspace.is_outdated(["dapsagi.yml"])
    early = workspace.open()
    assert early is not None
    assert find(early, "/old-7/").kind == "waiting"
    asked = workspace.ask({"/old-7/"}, [], (0, 244))
    assert asked is not None
    assert "글<br" in pages_of(asked)["old-7/index.html"].decode()
    list(workspace.read(1))
    assert workspace.assemble().posts.keys() == whole.posts.keys()


def test_a_post_is_followed_to_its_new_address(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    before = current(workspace)
    made.edit("posts/2024-02-01-second.md", "title: 둘째", "title: 둘째\npermalink: /elsewhere/")
    after = take(workspace, "posts/2024-02-01-second.md")
    assert forward(before, after, "/second/") == "/elsewhere/"
    assert forward(before, after, "/first/") == ""

    (made.root / "posts/2024-02-01-second.md").unlink()
    gone = take(workspace, "posts/2024-02-01-second.md")
    assert forward(after, gone, "/elsewhere/") == ""
    assert find(gone, "/elsewhere/").kind == "missing"


def save(workspace: Workspace, *paths: str) -> bool:
    """Take in what was saved as the follower does; say whether the blog was opened anew."""
    if not workspace.is_outdated(paths):
        take(workspace, *paths)
        return False
    workspace.open()
    list(workspace.read(1))
    workspace.assemble()
    return True


def test_posts_that_change_the_language_of_a_blog_change_it_in_the_preview(blog: MakeBlog, open_blog: Open) -> None:
    made = blog("-- _config.yml --\ntitle: Notes\n-- _posts/2024-01-01-a.md --\nWe plant several trees.\n")
    workspace = open_blog(made)
    assert current(workspace).snapshot.pages["index.html"].chrome.lang == "en"
    made.put("_posts/2024-01-02-b.md", "나무를 여러 그루 심는다.\n")
    assert save(workspace, "_posts/2024-01-02-b.md")
    assert current(workspace).snapshot.pages["index.html"].chrome.lang == "ko"
    assert pages_of(current(workspace)) == built(made, datetime.now(workspace.settings.zone))
    made.put("_posts/2024-01-02-b.md", "나무를 두 그루 심는다.\n")
    assert not save(workspace, "_posts/2024-01-02-b.md")
    (made.root / "_posts/2024-01-02-b.md").unlink()
    assert save(workspace, "_posts/2024-01-02-b.md")
    assert current(workspace).snapshot.pages["index.html"].chrome.lang == "en"


def test_pages_of_a_blog_without_posts_tell_its_language_also_in_the_preview(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(
        "-- _config.yml --\ntitle: Notes\n-- README.md --\n나무.\n-- wiki/tree.md --\n---\n---\nSeveral trees.\n"
    )
    workspace = open_blog(made)
    assert current(workspace).snapshot.pages["index.html"].chrome.lang == "en"
    made.put("wiki/tree.md", "---\n---\n나무를 여러 그루 심는다.\n")
    assert save(workspace, "wiki/tree.md")
    assert current(workspace).snapshot.pages["index.html"].chrome.lang == "ko"
    assert pages_of(current(workspace)) == built(made, datetime.now(workspace.settings.zone))
    made.put("_posts/2024-01-01-a.md", "We plant several trees.\n")
    assert save(workspace, "_posts/2024-01-01-a.md")
    assert current(workspace).snapshot.pages["index.html"].chrome.lang == "en"
    assert not workspace.is_outdated(["wiki/tree.md"])


def test_an_edit_of_a_post_that_tells_no_language_reads_no_settings(blog: MakeBlog, open_blog: Open) -> None:
    made = blog("-- _config.yml --\ntitle: Notes\n")
    for day in range(1, 31):
        made.put(f"_posts/2024-01-{day:02}-a.md", "We plant several trees.\n")
    workspace = open_blog(made)
    made.put("_config.yml", "title: Notes\nlang: ko\n")
    assert not workspace.is_outdated(["_posts/2024-01-25-a.md"])
    assert workspace.is_outdated(["_posts/2024-01-24-a.md"])


def test_a_picture_that_a_text_shows_now_gets_its_size_as_in_a_build(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    picture = BytesIO()
    Image.new("RGB", (30, 20)).save(picture, "PNG")
    made.put("a.png", picture.getvalue())
    workspace = open_blog(made)
    made.put(
        "posts/2024-02-01-second.md", "---\ntitle: 둘째\ntags: [길, 산]\n---\n둘째 글. [앞](/first/) ![그림](/a.png)\n"
    )
    take(workspace, "posts/2024-02-01-second.md")
    assert not workspace.settled
    workspace.settle(workspace.assembling()())
    page = pages_of(current(workspace))["second/index.html"]
    assert b'width="30"' in page
    assert page == built(made, datetime.now(workspace.settings.zone))["second/index.html"]
