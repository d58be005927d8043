"""What a blog says of the changes of its posts: by the lines at their heads, and by git's record."""

from __future__ import annotations

import shutil
from pathlib import Path

import feedparser  # type: ignore[import-untyped]  # it has no types
import pytest

from blog import TODAY, Blog, MakeBlog, messages
from publish.remotes import git

LINES = """\
-- dapsagi.yml --
title: 노트
url: https://example.com
-- posts/2019-12-25-walk.md --
---
title: 답사기
---
2018.03.04 - 초고작성<br>
2020.01.02 - 그림 추가<br>

사랑하면 알게 된다.
"""

TRACKED = """\
-- dapsagi.yml --
title: 노트
url: https://example.com
revisions:
  git: true
-- .gitignore --
/site/
/.dapsagi/
-- posts/2020-01-01-walk.md --
---
title: 답사기
---
처음.
-- posts/2020-01-02-other.md --
---
title: 곁길
---
본문.
"""


def changes_of(site: Blog, path: str) -> list[str]:
    return [" ".join(item.text().split()) for item in site.page(path).css(".changes li")]


def commit(folder: Path, note: str, day: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--date", f"{day}T10:00:00+09:00", "-m", note)


@pytest.fixture
def tracked(blog: MakeBlog) -> Blog:
    site = blog(TRACKED)
    git(site.root, "init", "--quiet", "--initial-branch=main")
    git(site.root, "config", "user.name", "김답사")
    git(site.root, "config", "user.email", "kim@example.com")
    commit(site.root, "블로그를 옮긴다", "2021-01-01")
    site.edit("posts/2020-01-01-walk.md", "처음.", "처음이다.")
    commit(site.root, "말투를 고친다", "2021-02-03")
    return site


def test_lines_at_the_head_of_a_post_date_it_in_its_feed_and_in_the_sitemap(blog: MakeBlog) -> None:
    site = blog(LINES)
    assert not site.build().problems
    assert "2020년 1월 2일에 고침" in site.read("walk/index.html")
    assert changes_of(site, "walk/index.html") == ["2020.01.02 그림 추가", "2018.03.04 초고작성"]
    (entry,) = feedparser.parse(site.read("feed.xml")).entries
    assert (entry.published[:10], entry.updated[:10]) == ("2019-12-25", "2020-01-02")
    assert entry.summary == "사랑하면 알게 된다."
    assert "<lastmod>2020-01-02T00:00:00+09:00</lastmod>" in site.read("sitemap.xml")


def test_front_matter_has_the_last_word_on_when_a_post_was_changed(blog: MakeBlog) -> None:
    site = blog(LINES.replace("title: 답사기\n", "title: 답사기\nlast_modified_at: 2019-12-30\n")).built()
    assert "2019년 12월 30일에 고침" in site.read("walk/index.html")


def test_a_post_that_was_changed_on_its_own_day_says_one_day(blog: MakeBlog) -> None:
    site = blog(
        "-- posts/walk.md --\n---\ndate: 2019-12-25 09:00\nlast_modified_at: 2019-12-25 21:00\n---\n걷는다.\n"
    ).built()
    assert "2019년 12월 25일" in site.read("walk/index.html")
    assert "고침" not in site.read("walk/index.html")


def test_git_gives_each_post_its_record_and_its_date(tracked: Blog) -> None:
    assert not tracked.build().problems
    assert changes_of(tracked, "walk/index.html") == ["2021.02.03 말투를 고친다", "2021.01.01 블로그를 옮긴다"]
    assert "2021년 2월 3일에 고침" in tracked.read("walk/index.html")
    assert changes_of(tracked, "other/index.html") == ["2021.01.01 블로그를 옮긴다"]
    assert "고침" not in tracked.read("other/index.html")
    updated = {entry.title: entry.updated[:10] for entry in feedparser.parse(tracked.read("feed.xml")).entries}
    assert updated == {"답사기": "2021-02-03", "곁길": "2020-01-02"}


def test_git_is_not_asked_unless_the_settings_say_so(tracked: Blog) -> None:
    tracked.edit("dapsagi.yml", "git: true", "git: false")
    tracked.build()
    assert changes_of(tracked, "walk/index.html") == []


def test_a_renamed_post_keeps_its_record_and_the_renaming_is_no_part_of_it(tracked: Blog) -> None:
    (tracked.root / "posts/2020-01-01-walk.md").rename(tracked.root / "posts/2020-01-01-걷기.md")
    commit(tracked.root, "이름을 바꾼다", "2021-03-01")
    tracked.build()
    assert changes_of(tracked, "걷기/index.html") == ["2021.02.03 말투를 고친다", "2021.01.01 블로그를 옮긴다"]


def test_a_post_in_the_place_of_one_that_was_removed_has_a_record_of_its_own(tracked: Blog) -> None:
    place = tracked.root / "posts/2020-01-01-walk.md"
    place.unlink()
    commit(tracked.root, "지운다", "2021-03-01")
    place.write_text("---\ntitle: 새로 쓴 글\n---\n전혀 다른 이야기를 길게 적어 둔다.\n", "utf-8")
    commit(tracked.root, "다시 쓴다", "2021-03-02")
    tracked.build()
    assert changes_of(tracked, "walk/index.html") == ["2021.03.02 다시 쓴다"]


def test_a_commit_of_very_many_files_is_no_revision_of_any(tracked: Blog) -> None:
    for number in range(21):
        tracked.put(f"posts/2022-01-{number + 1:02}-p.md", "---\ntitle: t\n---\n")
    tracked.edit("posts/2020-01-01-walk.md", "처음이다.", "처음!")
    commit(tracked.root, "모두 다듬는다", "2022-02-01")
    tracked.build()
    assert changes_of(tracked, "walk/index.html")[0] == "2021.02.03 말투를 고친다"


def test_a_new_commit_is_seen_though_no_file_moved(tracked: Blog) -> None:
    tracked.edit("posts/2020-01-01-walk.md", "처음이다.", "처음입니다.")
    tracked.age()
    tracked.build()
    commit(tracked.root, "높임말로 고친다", "2021-04-01")
    assert tracked.build().rendered
    assert changes_of(tracked, "walk/index.html")[0] == "2021.04.01 높임말로 고친다"
    clean = Blog(tracked.root.with_name("clean"))
    shutil.copytree(tracked.root, clean.root, ignore=shutil.ignore_patterns("site", ".dapsagi"), dirs_exist_ok=True)
    clean.build()
    assert clean.output() == tracked.output()


def test_a_shallow_clone_says_that_it_knows_little_and_how_to_know_more(tracked: Blog) -> None:
    clone = Blog(tracked.root.with_name("clone"))
    git(tracked.root, "clone", "--quiet", "--depth", "1", f"file://{tracked.root}", str(clone.root))
    (problem,) = messages(clone.build())
    assert "H102" in problem
    assert "fetch-depth: 0" in problem
    assert changes_of(clone, "walk/index.html") == []
    assert "고침" not in clone.read("walk/index.html")


def test_a_blog_without_a_repository_is_told_so_and_built(blog: MakeBlog) -> None:
    site = blog(TRACKED)
    (problem,) = messages(site.build(TODAY))
    assert "the blog is in no git repository" in problem
    assert "revisions.git: false" in problem
    git(site.root, "init", "--quiet")
    assert "the repository has no commit yet" in messages(site.build())[0]
