"""After an edit of a text, its page is made again without the site being put together."""

from __future__ import annotations

import shutil
import subprocess
import sys

import msgspec
import pytest

from blog import TODAY, Blog, MakeBlog
from dapsagi.authoring.listing import list_posts
from dapsagi.build.build import build
from dapsagi.build.order import Order
from dapsagi.build.standstill import recall_standing, take_stance
from dapsagi.build.touch_up import touch_up
from dapsagi.cache.cache import CACHE, STANDING
from dapsagi.cache.opening import open_cache
from dapsagi.report import Report

# The module that puts the site together.
ASSEMBLING = "dapsagi.site.assemble"

JOURNAL = """-- dapsagi.yml --
title: t
url: https://example.com
-- posts/2020-01-01-first.md --
---
title: 나의 답사기1
description: 첫 걸음
---
처음입니다.

[다음 글](/second/)
-- posts/2020-01-02-second.md --
---
title: 나의 답사기2
description: 다음 걸음
shelf: {1: 수학}
---
둘째입니다.

둘째 끝.
-- posts/2020-01-03-third.md --
---
title: 다른 글
description: 다른 걸음
---
셋째입니다.

![없는 그림](../images/none.png)
"""


@pytest.fixture
def journal(blog: MakeBlog) -> Blog:
    site = blog(JOURNAL)
    site.age()
    site.build()
    return site


def in_a_process(site: Blog) -> tuple[Report, frozenset[str]]:
    """Build as the command does; return too which modules that took."""
    code = (
        "import sys, msgspec; from datetime import datetime; from pathlib import Path\n"
        "from dapsagi.build.build import build; from dapsagi.build.order import Order\n"
        "from dapsagi.loader.settings_file import load_settings\n"
        f"root = Path({str(site.root)!r})\n"
        f"report = build(Order(root, load_settings(root)[0], datetime.fromisoformat({TODAY.isoformat()!r})))\n"
        "print(msgspec.json.encode((report, list(sys.modules))).decode())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return msgspec.json.decode(run.stdout, type=tuple[Report, frozenset[str]])


def as_built_anew(site: Blog) -> dict[str, bytes]:
    fresh = site.root.with_name("fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(site.root, fresh, ignore=shutil.ignore_patterns("site", ".dapsagi"))
    blog = Blog(fresh)
    blog.build()
    return blog.output()


def test_an_edited_body_is_published_without_the_site_being_put_together(journal: Blog) -> None:
    journal.edit("posts/2020-01-02-second.md", "둘째 끝.", "고친 끝.")
    report, loaded = in_a_process(journal)
    assert ASSEMBLING not in loaded
    # Beside the pages, the drawer of the index with the words that came and went, and its catalogue.
    assert (report.read, report.rendered, report.written, report.removed) == (1, 3, 3 + 2, 0)
    assert "고친 끝." in journal.read("second/index.html")
    assert "고친 끝." in journal.read("feed.xml")
    assert journal.output() == as_built_anew(journal)


def test_an_edit_loads_nothing_that_the_text_has_no_use_for(journal: Blog) -> None:
    path = "posts/2020-01-03-third.md"
    journal.edit(path, "![없는 그림](../images/none.png)", "")
    journal.edit(path, "셋째입니다.", "셋째입니다.\n\n```python\nx = 1\n```\n\n$x^2$\n")
    journal.build()
    journal.edit(path, "셋째입니다.", "고친 셋째입니다.")
    _, loaded = in_a_process(journal)
    unused = {
        "PIL",
        "bibtexparser",
        ASSEMBLING,
        "liquid",
        "markdown",
        "pygments",
        "quickjs",
        "rapidfuzz",
        "regex",
        "tornado",
    }
    assert not loaded & unused
    journal.edit(path, "x = 1", "x = 2")
    _, loaded = in_a_process(journal)
    assert loaded & unused == {"pygments"}
    assert '<span class="mi">2</span>' in journal.read("third/index.html")
    assert journal.output() == as_built_anew(journal)


WALK = "-- dapsagi.yml --\ntitle: t\nurl: https://example.com\n" + "".join(
    f"-- posts/2020-01-{day:02}-walk{day}.md --\n---\ntitle: 걷기{day}\ncategory: 산책\n---\n"
    f"길{day} 위에서 쓴다. {'풍경을 오래 바라본다. ' * 20}\n\n끝{day}.\n"
    for day in range(1, 4)
)


def test_the_first_words_of_a_post_are_exchanged_wherever_they_are_shown(blog: MakeBlog) -> None:
    site = blog(WALK)
    site.age()
    site.build()
    site.edit("posts/2020-01-01-walk1.md", "길1 위에서", "먼 길 위에서")
    report, loaded = in_a_process(site)
    assert ASSEMBLING not in loaded
    # The post, the home page, its category, its journey, two feeds, and the page for what is not there.
    assert report.rendered == 7
    assert all("먼 길 위에서" in site.read(f"{page}index.html") for page in ("walk1/", "", "series/걷기/"))
    assert site.output() == as_built_anew(site)


def test_the_time_that_a_journey_takes_follows_its_parts(blog: MakeBlog) -> None:
    site = blog(WALK)
    site.age()
    site.build()
    site.edit("posts/2020-01-02-walk2.md", "끝2.", "긴 이야기를 오래 한다. " * 200)
    report, loaded = in_a_process(site)
    assert ASSEMBLING not in loaded
    # The post, its journey and two feeds; lists do not say how long a post is.
    assert report.rendered == 4
    assert site.output() == as_built_anew(site)


NAMES = tuple("감귤논달말밤별산섬손숲잣연장조콩털팥풀흙")
SUBJECT = "어텐션 행렬 모양 차원 전치 내적. "


def two_of_a_subject(folder: str, slugs: str) -> str:
    """Return a post for each of `NAMES`, of which the first two are about `SUBJECT`."""
    return "".join(
        f"-- {folder}/2020-01-{day:02}-{slug}.md --\n---\ntitle: {name}\n---\n"
        f"{SUBJECT * 2 if day < 3 else ''}{name} 이야기.\n"
        for day, (slug, name) in enumerate(zip(slugs, NAMES, strict=True), 1)
    )


def test_a_text_about_other_words_is_related_to_other_posts(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n" + two_of_a_subject("posts", "abcdefghijklmnopqrst"))
    site.age()
    site.build()
    link = '<a href="/a/">감</a>'
    assert link in site.read("b/index.html")
    site.edit("posts/2020-01-03-c.md", "논 이야기.", "논 이야기. " + SUBJECT * 2)
    report, loaded = in_a_process(site)
    assert ASSEMBLING not in loaded
    assert link in site.read("c/index.html")
    # The three that are related now, and the list with the first words of one.
    assert report.rendered == 3 + 1
    assert site.output() == as_built_anew(site)
    site.edit("posts/2020-01-01-a.md", SUBJECT * 2, "")
    _, loaded = in_a_process(site)
    assert ASSEMBLING not in loaded
    assert link not in site.read("b/index.html") + site.read("c/index.html")
    assert site.output() == as_built_anew(site)


def test_an_edit_within_a_part_of_a_post_is_as_short(journal: Blog) -> None:
    path = "posts/2020-01-03-third.md"
    journal.edit(path, "셋째입니다.", "## 1부\n\n셋째입니다.\n\n## 2부\n\n끝")
    # What is wrong with a link takes a build of everything.
    journal.edit(path, "![없는 그림](../images/none.png)", "")
    journal.build()
    journal.edit(path, "셋째입니다.", "고친 셋째입니다.\n\n### 다음")
    _, loaded = in_a_process(journal)
    assert ASSEMBLING not in loaded
    assert journal.output() == as_built_anew(journal)
    journal.edit(path, "## 2부", "## 2부 뒤")
    _, loaded = in_a_process(journal)
    assert ASSEMBLING in loaded
    assert journal.output() == as_built_anew(journal)


def test_a_second_edit_at_once_is_as_short(journal: Blog) -> None:
    for old, new in (("둘째 끝.", "고친 끝."), ("고친 끝.", "또 고친 끝."), ("또 고친 끝.", "둘째 끝.")):
        journal.edit("posts/2020-01-02-second.md", old, new)
        report, loaded = in_a_process(journal)
        assert ASSEMBLING not in loaded
        assert report.written == 3 + 2
    assert journal.output() == as_built_anew(journal)


def test_after_a_short_build_nothing_is_stale(journal: Blog) -> None:
    journal.edit("posts/2020-01-02-second.md", "둘째 끝.", "고친 끝.")
    in_a_process(journal)
    journal.edit("posts/2020-01-01-first.md", "description: 첫 걸음", "description: 첫째 걸음")
    report = journal.build()
    assert "고친 끝." in journal.read("second/index.html")
    assert report.read == 1
    assert journal.build().rendered == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 나의 답사기1", "title: 나의 답사기 하나"),
        ("description: 첫 걸음", "description: 첫째 걸음"),
        ("description: 첫 걸음", "description: 첫 걸음\ntags: [수학]"),
        ("[다음 글](/second/)", "[다음 글](/third/)"),
        ("[다음 글](/second/)", "이어서 [다음 글](/second/)"),
        ("처음입니다.", "https://arxiv.org/abs/1711.09020"),
    ],
)
def test_an_edit_that_other_pages_show_takes_a_build_of_everything(journal: Blog, old: str, new: str) -> None:
    journal.edit("posts/2020-01-01-first.md", old, new)
    _, loaded = in_a_process(journal)
    assert ASSEMBLING in loaded
    assert journal.output() == as_built_anew(journal)


def test_a_link_that_leads_nowhere_is_reported_on_its_new_line(journal: Blog) -> None:
    journal.edit("posts/2020-01-03-third.md", "셋째입니다.", "셋째입니다.\n\n한 줄 더.")
    report, _ = in_a_process(journal)
    assert [(problem.code, problem.span.line) for problem in report.problems] == [("L101", 9)]


def test_a_fault_that_an_edit_brings_is_reported_and_goes_with_it(journal: Blog) -> None:
    before, _ = in_a_process(journal)
    journal.edit("posts/2020-01-02-second.md", "둘째 끝.", "둘째 끝. $\\frac{1}$")
    faulty, _ = in_a_process(journal)
    assert len(faulty.problems) == len(before.problems) + 1
    journal.edit("posts/2020-01-02-second.md", " $\\frac{1}$", "")
    assert in_a_process(journal)[0].problems == before.problems


def test_of_two_posts_with_one_body_only_the_edited_one_changes(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\ntitle: t\n"
        "-- posts/2020-01-01-a.md --\n---\ntitle: 가나\ndescription: 요약\n---\n같은 글\n"
        "-- posts/2020-01-02-b.md --\n---\ntitle: 다라\ndescription: 요약\n---\n같은 글\n"
    )
    site.age()
    site.build()
    site.edit("posts/2020-01-01-a.md", "같은 글", "다른 글")
    site.build()
    assert "다른 글" in site.read("a/index.html")
    assert "다른 글" not in site.read("b/index.html")
    assert site.output() == as_built_anew(site)


def test_a_page_that_was_changed_by_hand_is_made_again(journal: Blog) -> None:
    before = journal.output()
    (journal.root / "site" / "third" / "index.html").write_text("zerstört", "utf-8")
    journal.edit("posts/2020-01-02-second.md", "둘째 끝.", "고친 끝.")
    in_a_process(journal)
    assert journal.output()["third/index.html"] == before["third/index.html"]


def test_a_text_that_rests_on_files_beside_it_takes_a_build_of_everything(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\ntitle: t\n-- _posts/2020-01-01-a.md --\n---\ntitle: a\n---\n{% include_relative b.txt %}\n"
        "-- _posts/b.txt --\n옆 글\n-- _posts/2020-01-02-c.md --\n---\ntitle: c\nexcerpt: 요약\n---\n끝\n"
    )
    site.age()
    site.build()
    site.edit("_posts/2020-01-02-c.md", "끝", "고친 끝")
    site.edit("_posts/b.txt", "옆 글", "고친 옆 글")
    site.build()
    assert "고친 옆 글" in site.read("2020/01/01/a.html")
    assert "고친 끝" in site.read("2020/01/02/c.html")


def test_nothing_is_written_where_the_short_way_is_not_certain(journal: Blog) -> None:
    before = journal.output()
    journal.edit("posts/2020-01-01-first.md", "title: 나의 답사기1", "title: 새 이름")
    with open_cache(journal.root / CACHE) as (cache, _):
        standing, stance = recall_standing(cache), take_stance(journal.root, journal.settings(), TODAY)
        assert standing and stance
        moved = ["posts/2020-01-01-first.md"]
        assert touch_up(Order(journal.root, journal.settings(), TODAY), cache, standing, stance, moved) is None
    assert journal.output() == before


def test_an_edit_that_another_command_has_read_first_is_published_all_the_same(journal: Blog) -> None:
    journal.edit("posts/2020-01-02-second.md", "둘째 끝.", "고친 끝.")
    list_posts(journal.root, journal.settings(), TODAY, jobs=1, html=False)
    journal.build()
    assert "고친 끝." in journal.read("second/index.html")
    assert journal.output() == as_built_anew(journal)


def test_a_title_that_another_command_has_read_first_is_published_all_the_same(journal: Blog) -> None:
    journal.edit("posts/2020-01-02-second.md", "나의 답사기2", "나의 여행기2")
    list_posts(journal.root, journal.settings(), TODAY, jobs=1, html=False)
    journal.build()
    assert journal.output() == as_built_anew(journal)


def test_an_edit_that_another_command_reads_while_a_build_runs_is_published_by_the_next_one(journal: Blog) -> None:
    def edit(stage: str, _done: int, _total: int) -> None:
        if stage == "pages" and "고친 끝." not in (journal.root / "posts/2020-01-02-second.md").read_text("utf-8"):
            journal.edit("posts/2020-01-02-second.md", "둘째 끝.", "고친 끝.")
            list_posts(journal.root, journal.settings(), TODAY, jobs=1, html=False)

    journal.edit("posts/2020-01-01-first.md", "title: 나의 답사기1", "title: 답사기1")
    build(Order(journal.root, journal.settings(), TODAY, progress=edit))
    assert "고친 끝." not in journal.read("second/index.html")
    journal.build()
    assert journal.output() == as_built_anew(journal)


@pytest.mark.parametrize("body", ["둘째입니다.\n\n둘째 끝.\n", "다른 초고.\n"])
def test_a_draft_at_the_address_of_a_post_stays_hidden(journal: Blog, body: str) -> None:
    draft = f"---\ntitle: 나의 답사기2\ndescription: 다음 걸음\ndraft: true\nshelf: {{1: 수학}}\n---\n{body}"
    journal.put("posts/2020-01-05-second.md", draft)
    journal.age()
    journal.build()
    before = journal.output()
    journal.put("posts/2020-01-05-second.md", draft + "\n비밀.\n")
    assert journal.build().written == 0
    assert journal.output() == before == as_built_anew(journal)


@pytest.mark.parametrize("lost", ["documents-*", "*"], ids=["the list of documents", "the whole index"])
def test_an_index_that_is_not_known_any_more_is_made_anew_after_an_edit(journal: Blog, lost: str) -> None:
    for file in (journal.root / CACHE).parent.glob(f"search/{lost}"):
        file.unlink()
    journal.edit("posts/2020-01-02-second.md", "둘째 끝.", "고친 끝.")
    in_a_process(journal)
    assert journal.output() == as_built_anew(journal)


def test_a_finished_site_of_another_time_is_no_ground_for_a_short_build(journal: Blog) -> None:
    site = journal.root / "site"
    kept = shutil.copytree(site, journal.root.with_name("kept"))
    journal.edit("posts/2020-01-03-third.md", "title: 다른 글", "title: 새 이름")
    journal.build()
    journal.edit("posts/2020-01-03-third.md", "title: 새 이름", "title: 다른 글")
    shutil.rmtree(site)
    shutil.copytree(kept, site)
    journal.age()
    journal.build()
    journal.edit("posts/2020-01-02-second.md", "둘째 끝.", "고친 끝.")
    journal.build()
    assert journal.output() == as_built_anew(journal)


@pytest.mark.parametrize(
    ("folder", "file", "old", "new"),
    [("templates", "strings/ko.yml", "태그들", "꼬리표"), ("data", "series.yml", "걷기", "달리기")],
)
def test_a_linked_folder_that_a_build_reads_is_looked_at(
    journal: Blog, folder: str, file: str, old: str, new: str
) -> None:
    elsewhere = Blog(journal.root.with_name(f"elsewhere-{folder}"))
    elsewhere.put(file, f"tags: {old}\n" if folder == "templates" else f"{old}:\n  parts: [first, third]\n")
    (journal.root / folder).symlink_to(elsewhere.root)
    elsewhere.age()
    journal.build()
    elsewhere.edit(file, old, new)
    journal.build()
    assert any(new.encode() in page for page in journal.output().values())
    assert journal.output() == as_built_anew(journal)


def test_what_another_version_noted_is_not_taken_for_its_own(journal: Blog) -> None:
    with open_cache(journal.root / CACHE) as (cache, _):
        cache.save_notes({STANDING: msgspec.msgpack.encode(("circumstances", [("a.md", 1, 2, 3)]))})
        assert recall_standing(cache) is None
    assert journal.build().pages == journal.build().pages


def test_a_file_of_the_authors_in_the_place_of_one_of_the_index_stays(blog: MakeBlog) -> None:
    site = blog(f"{JOURNAL}-- assets/dapsagi/search/index.json --\n내 것\n")
    site.age()
    site.build()
    site.edit("posts/2020-01-02-second.md", "둘째 끝.", "고친 끝.")
    site.build()
    assert site.read("assets/dapsagi/search/index.json") == "내 것\n"
    assert site.output() == as_built_anew(site)


def test_a_post_that_stands_aside_is_related_to_others_at_the_address_that_it_has(blog: MakeBlog) -> None:
    posts = two_of_a_subject("_posts", "aacdefghijklmnopqrst")
    site = blog("-- _config.yml --\ntitle: t\npermalink: /:title/\n" + posts)
    site.age()
    site.build()
    assert '<a href="/a-2020-01-01/">감</a>' in site.read("a/index.html")
    site.edit("_posts/2020-01-03-c.md", "논 이야기.", "논 이야기. " + SUBJECT * 2)
    site.build()
    assert '<a href="/a-2020-01-01/">감</a>' in site.read("c/index.html")
    assert site.output() == as_built_anew(site)
    site.edit("_posts/2020-01-01-a.md", "감 이야기.", "감과 단감.")
    site.build()
    assert "감과 단감." in site.read("a-2020-01-01/index.html")
    assert site.output() == as_built_anew(site)
