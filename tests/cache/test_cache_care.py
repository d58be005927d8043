"""The cache may be lost, damaged, shared or out of room: the site is the same, and nobody is left in the dark."""

from __future__ import annotations

import json
import os
import pty
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from PIL import Image

from blog import Blog
from commands import run
from dapsagi.build import renderer
from dapsagi.cache import cache
from dapsagi.cache.cache import CACHE
from dapsagi.cache.lock import alone
from dapsagi.presses.gallery import VARIANTS

DAPSAGI = (sys.executable, "-m", "dapsagi", "build", "--jobs", "2", "--json")


@pytest.fixture
def journal(tmp_path: Path) -> Blog:
    """Make a blog that is read and rendered by several processes."""
    blog = Blog(tmp_path / "blog", "-- dapsagi.yml --\ntitle: t\nurl: https://example.com\n")
    for number in range(120):
        day = f"20{10 + number // 28:02}-01-{number % 28 + 1:02}"
        text = f"글 {number}번째 " * 40 + f"\n\n```python\nprint({number})\n```\n\n$x_{{{number}}}$\n"
        blog.put(f"posts/{day}-p{number}.md", f"---\ntitle: 글 {number}\ntags: [t{number % 7}]\n---\n{text}")
    return blog


def start(blog: Blog, largest_file: int = resource.RLIM_INFINITY) -> subprocess.Popen[bytes]:
    """Begin a build that can write no file of more bytes than `largest_file`."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    return subprocess.Popen(
        [*DAPSAGI, str(blog.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=limit,
    )


def finish(build: subprocess.Popen[bytes]) -> dict[str, object]:
    output, errors = build.communicate(timeout=120)
    assert build.returncode == 0, errors.decode()
    report: dict[str, object] = json.loads(output)
    return report


def built_anew(blog: Blog) -> dict[str, bytes]:
    fresh = blog.root.with_name("fresh")
    shutil.copytree(blog.root, fresh, ignore=shutil.ignore_patterns("site", ".dapsagi"))
    other = Blog(fresh)
    finish(start(other))
    return other.output()


def test_builds_that_are_killed_at_any_moment_leave_nothing_wrong_behind(journal: Blog) -> None:
    chance = random.Random(4)
    for number in range(6):
        journal.put("posts/2010-01-01-p0.md", f"---\ntitle: 글 0\n---\n{number}번째 고침\n")
        build = start(journal)
        time.sleep(chance.uniform(0.1, 1.5))
        if build.poll() is None:
            # Its workers too: a machine that goes down spares none.
            import os

            os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
    finish(start(journal))
    assert journal.output() == built_anew(journal)


def test_two_builds_at_once_give_the_site_that_one_gives(journal: Blog) -> None:
    for build in [start(journal), start(journal), start(journal)]:
        finish(build)
    assert journal.output() == built_anew(journal)
    assert finish(start(journal))["rendered"] == 0


def test_a_build_on_a_terminal_says_that_it_waits_for_another_one(tmp_path: Path) -> None:
    blog = Blog(tmp_path / "blog", "-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n---\ntitle: a\n---\n끝\n")
    terminal, end = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with ExitStack() as lock:
        lock.enter_context(alone((blog.root / CACHE).parent, lambda: None))
        command = [sys.executable, "-m", "dapsagi", "build", str(blog.root)]
        build = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=end, env=environment)
        os.close(end)
        shown = b""
        while b"waiting for another build" not in shown:
            shown += os.read(terminal, 1024)
        lock.close()
        assert build.communicate(timeout=60)[0].startswith(b"1 post, ")
    os.close(terminal)


def test_a_cache_that_outgrows_the_disk_costs_a_note_and_no_page(journal: Blog) -> None:
    # No file of more than 200 kB: the cache needs more, no page does.
    problems = finish(start(journal, largest_file=200_000))["problems"]
    assert isinstance(problems, list)
    assert [problem["code"] for problem in problems] == ["K102"]
    assert "cannot be written" in problems[0]["message"]
    assert journal.output() == built_anew(journal)


def test_a_cache_that_a_disk_has_changed_is_made_anew(journal: Blog) -> None:
    finish(start(journal))
    with closing(sqlite3.connect(journal.root / CACHE)) as cache, cache:
        cache.execute("UPDATE readings SET value = x'93ffff' WHERE path LIKE '%p7.md'")
        cache.execute("UPDATE bodies SET value = x'a1ff'")
    journal.put("posts/2010-01-01-p0.md", "---\ntitle: 다른 제목\n---\n고침\n")
    problems = finish(start(journal))["problems"]
    assert isinstance(problems, list)
    assert [(problem["code"], problem["message"].partition(" (")[0], problem["hint"]) for problem in problems] == [
        ("K101", "the cache was damaged", "nothing but time is lost; if it comes again, the disk may be failing")
    ]
    assert journal.output() == built_anew(journal)
    assert finish(start(journal))["problems"] == []


def test_files_of_the_cache_that_a_power_failure_spoilt_are_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "-- dapsagi.yml --\ntitle: t\nurl: https://me.example\nsocial_cards: true\n"
    blog = Blog(tmp_path / "blog", f"{text}-- posts/2020-01-01-a.md --\n---\ntitle: a\n---\n![](/images/a.png)\n")
    (blog.root / "images").mkdir()
    Image.effect_noise((700, 300), 60).save(blog.root / "images/a.png")
    # What other blogs of this process have compiled is in memory, and that of all blogs in a cache of their own.
    monkeypatch.setattr(renderer._CompiledTemplates, "_codes", {})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    blog.build()
    before = blog.output()
    folders = (blog.root / ".dapsagi/templates", tmp_path / "caches/dapsagi/templates")
    compiled = [file for folder in folders for file in folder.iterdir()]
    assert len({file.parent for file in compiled}) == 2
    for file in compiled:
        # As if a disk had changed it: to run that would end the process.
        file.write_bytes(file.read_bytes()[:200] + b"\xff" * 400)
    emptied = [file for name in ("search", "images", "cards") for file in (blog.root / ".dapsagi" / name).iterdir()]
    assert len({file.parent for file in emptied}) == 3
    for file in emptied:
        file.write_bytes(b"")
    shutil.rmtree(blog.root / "site")
    monkeypatch.setattr(renderer._CompiledTemplates, "_codes", {})
    blog.build()
    assert blog.output() == before


def test_the_templates_of_the_theme_are_compiled_once_for_all_blogs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    first, second, other = (Blog(tmp_path / name, "-- posts/2020-01-01-a.md --\nA\n") for name in ("a", "b", "c"))
    monkeypatch.setattr(renderer._CompiledTemplates, "_codes", {})
    first.build()
    monkeypatch.setattr(renderer._CompiledTemplates, "_codes", {})
    second.build()
    assert (first.root / ".dapsagi/templates").exists()
    assert not (second.root / ".dapsagi/templates").exists()
    # Of another version of the tool, they are not what this one compiles.
    monkeypatch.setattr(renderer._CompiledTemplates, "_codes", {})
    monkeypatch.setattr(renderer, "version", lambda: "another")
    other.build()
    assert (other.root / ".dapsagi/templates").exists()
    assert first.output() == second.output()


def test_a_cache_folder_that_cannot_be_made_costs_a_note_and_no_page(journal: Blog) -> None:
    journal.put(".dapsagi", "in the way")
    problems = finish(start(journal))["problems"]
    assert isinstance(problems, list)
    assert [problem["code"] for problem in problems] == ["K101"]
    (journal.root / ".dapsagi").unlink()
    assert journal.output() == built_anew(journal)


def test_a_cache_of_another_machine_spares_all_work(journal: Blog) -> None:
    finish(start(journal))
    there = Blog(journal.root.with_name("elsewhere"))
    shutil.copytree(journal.root, there.root, ignore=shutil.ignore_patterns("site"), copy_function=shutil.copyfile)
    report = finish(start(there))
    assert (report["read"], report["written"]) == (0, len(there.output()) - 1)
    assert there.output() == journal.output()


def test_long_notes_have_files_of_their_own_that_go_with_them(journal: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_LONG", 100)
    journal.age()
    for number in range(3):
        journal.edit("posts/2010-01-01-p0.md", "글 0번째", f"글 0번째 {number}")
        journal.age()
        journal.build()
    notes = journal.root / ".dapsagi/notes"
    names = sorted(file.name.partition("-")[0] for file in notes.iterdir())
    assert names == sorted(set(names))
    assert "standing" in names
    # Nothing has moved, and that is known from a file.
    assert journal.build().read == 0
    for file in notes.iterdir():
        # As a power failure leaves it.
        file.write_bytes(b"")
    (journal.root / "site/p7/index.html").unlink()
    assert journal.build().written == 1
    assert journal.output() == built_anew(journal)


def test_texts_that_no_post_has_any_more_are_forgotten(tmp_path: Path) -> None:
    blog = Blog(tmp_path / "blog", "-- posts/2020-01-01-a.md --\n---\ntitle: a\n---\nbody\n")
    blog.build()
    from dapsagi.cache.cache import CACHE
    from dapsagi.cache.opening import open_cache

    with open_cache(blog.root / CACHE) as (cache, _):
        cache.save_renderings((f"key{number}", f"digest{number}", b"body", b"") for number in range(1200))
    blog.edit("posts/2020-01-01-a.md", "title: a", "title: b")
    blog.build()
    with open_cache(blog.root / CACHE) as (cache, _):
        contents = cache.contents()
    assert contents is not None
    assert contents.bodies == 1


def test_the_command_says_what_the_cache_holds_and_clears_it(journal: Blog) -> None:
    finish(start(journal))
    before = journal.output()
    (journal.root / ".dapsagi/web.sqlite").write_bytes(b"answers of the web")
    told = run("cache", journal.root)
    assert told.exit_code == 0
    assert "cache.sqlite  (what was read and rendered)" in told.output
    assert "120 sources" in told.output
    assert run("cache", journal.root, "--clear").exit_code == 0
    assert [file.name for file in (journal.root / ".dapsagi").iterdir() if file.name != "lock"] == ["web.sqlite"]
    report = finish(start(journal))
    assert (report["read"], report["written"]) == (120, 0)
    assert journal.output() == before


def test_the_cache_is_not_cleared_under_the_hands_of_a_build(journal: Blog) -> None:
    journal.build()
    command = [sys.executable, "-m", "dapsagi", "cache", "--clear", str(journal.root)]
    with ExitStack() as lock:
        lock.enter_context(alone((journal.root / CACHE).parent, lambda: None))
        clearing = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert clearing.stderr and clearing.stderr.readline() == b"Waiting for a build to end.\n"
        assert (journal.root / CACHE).exists()
        lock.close()
        assert clearing.communicate(timeout=60)[0].startswith(b"Removed ")
    assert not (journal.root / CACHE).exists()


def test_a_build_whose_cache_is_removed_by_hand_begins_anew(journal: Blog) -> None:
    build = start(journal)
    while not (journal.root / CACHE).exists():
        assert build.poll() is None
        time.sleep(0.01)
    # What the build is just writing there may come back.
    shutil.rmtree(journal.root / CACHE.parent, ignore_errors=True)
    said = build.communicate(timeout=120)[1].decode()
    assert "Traceback" not in said
    assert build.returncode == 0
    assert not said or "the cache was removed while this build read it, so it began anew" in said
    assert finish(start(journal))["problems"] == []
    assert journal.output() == built_anew(journal)


def test_the_command_refuses_what_is_no_blog(tmp_path: Path) -> None:
    answer = run("cache", tmp_path, "--clear")
    assert answer.exit_code == 2
    assert "no business of dapsagi" in answer.output


def test_images_and_cards_are_there_where_the_cache_cannot_be_written(tmp_path: Path) -> None:
    blog = Blog(
        tmp_path / "blog",
        "-- dapsagi.yml --\ntitle: t\nurl: https://example.com\nsocial_cards: true\n"
        "-- posts/2020-01-01-a.md --\n---\ntitle: 답사기\n---\n![](../images/a.png)\n",
    )
    (blog.root / "images").mkdir()
    Image.effect_noise((1000, 500), 50).save(blog.root / "images/a.png")
    (blog.root / ".dapsagi").write_text("a file in its place", "utf-8")
    assert [problem.code for problem in blog.build().problems] == ["K101"]
    without = blog.output()
    (blog.root / ".dapsagi").unlink()
    shutil.rmtree(blog.root / "site")
    blog.build()
    assert blog.output() == without
    assert any("/cards/" in path for path in without)
    assert any(path.startswith(VARIANTS) for path in without)


def test_what_stands_for_a_cache_that_cannot_be_used_is_gone_after_the_build(tmp_path: Path) -> None:
    blog = Blog(tmp_path / "blog", "-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n글\n-- .dapsagi --\n")
    passing = tmp_path / "passing"
    passing.mkdir()
    command = [sys.executable, "-m", "dapsagi", "build", str(blog.root)]
    environment = {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(passing))}
    built = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=True)
    assert b"K101" in built.stderr
    assert "assets/dapsagi/search/index.json" in blog.output()
    assert list(passing.iterdir()) == []
