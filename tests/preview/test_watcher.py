"""What is told of files, and when it is believed."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dapsagi.preview.watcher import Debouncer, Hint, Watcher, file_system_of
from served import wait_for


def never(_path: str) -> bool:
    return False


def test_a_file_that_its_writer_has_closed_is_taken_almost_at_once() -> None:
    debouncer = Debouncer(never)
    debouncer.add(Hint("a.md", done=False), 1.0)
    assert debouncer.take(1.02) == []
    debouncer.add(Hint("a.md", done=True), 1.03)
    assert debouncer.take(1.031) == []
    assert debouncer.take(1.05) == ["a.md"]
    assert debouncer.due() is None


def test_a_file_whose_writer_is_silent_is_waited_for() -> None:
    debouncer = Debouncer(never)
    debouncer.add(Hint("a.md", done=False), 1.0)
    due = debouncer.due()
    assert due is not None
    assert 1.03 < due < 1.2
    assert debouncer.take(due) == ["a.md"]


def test_hints_of_one_moment_are_taken_together() -> None:
    debouncer = Debouncer(never)
    for number in range(5):
        debouncer.add(Hint(f"{number}.md", done=True), 1.0 + number / 1000)
    assert debouncer.take(1.1) == ["0.md", "1.md", "2.md", "3.md", "4.md"]


def test_an_endless_writer_is_not_waited_for_for_ever() -> None:
    debouncer = Debouncer(never)
    taken = []
    for step in range(200):
        now = 1.0 + step / 100
        debouncer.add(Hint("a.md", done=True), now)
        taken += debouncer.take(now + 0.001)
    assert 4 <= len(taken) <= 20


def test_a_file_that_is_away_for_a_moment_is_waited_for() -> None:
    away = {"a.md"}
    debouncer = Debouncer(away.__contains__)
    debouncer.add(Hint("a.md", done=True), 1.0)
    assert debouncer.take(1.1) == []
    away.clear()
    assert debouncer.take(1.11) == ["a.md"]


def test_a_file_that_stays_away_is_gone() -> None:
    debouncer = Debouncer({"a.md"}.__contains__)
    debouncer.add(Hint("a.md", done=True), 1.0)
    assert debouncer.take(1.5) == ["a.md"]


def test_the_kind_of_afile_system_of_is_that_of_the_innermost_mount() -> None:
    lines = ("a / ext4 rw", "b /mnt/c 9p rw", "c /mnt/c/home ext4 rw", "d /my\\040disk nfs4 rw")
    mounts = [line.split(" ") for line in lines]
    assert file_system_of("/home/me", mounts) == "ext4"
    assert file_system_of("/mnt/c/blog", mounts) == "9p"
    assert file_system_of("/mnt/c/home/blog", mounts) == "ext4"
    assert file_system_of("/mnt/computer", mounts) == "ext4"
    assert file_system_of("/my disk/blog", mounts) == "nfs4"


Watched = Callable[[], set[str]]


@pytest.fixture
def watched(tmp_path: Path, request: pytest.FixtureRequest) -> Watched:
    (tmp_path / "posts").mkdir()
    (tmp_path / "site").mkdir()
    told: queue.SimpleQueue[Hint] = queue.SimpleQueue()
    watcher = Watcher(tmp_path, told.put)
    watcher.start(lambda name: name != "site")
    request.addfinalizer(watcher.stop)
    done: set[str] = set()

    def hear() -> set[str]:
        while not told.empty():
            hint = told.get()
            if hint.is_top_folder:
                watcher.refresh(hint.path)
            if hint.done:
                done.add(hint.path)
        return done

    return hear


def test_files_are_told_of_when_they_are_written_renamed_and_removed(watched: Watched, tmp_path: Path) -> None:
    post = tmp_path / "posts" / "a.md"
    post.write_text("a", "utf-8")
    wait_for(lambda: "posts/a.md" in watched())
    post.rename(tmp_path / "posts" / "b.md")
    wait_for(lambda: "posts/b.md" in watched())
    (tmp_path / "posts" / "b.md").unlink()
    (tmp_path / "dapsagi.yml").write_text("title: x", "utf-8")
    wait_for(lambda: "dapsagi.yml" in watched())


def test_new_folders_are_watched_at_any_depth(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "images" / "2024").mkdir(parents=True)
    wait_for(lambda: "images" in watched())
    time.sleep(0.2)
    (tmp_path / "images" / "2024" / "a.png").write_bytes(b"x")
    wait_for(lambda: "images/2024/a.png" in watched())
    (tmp_path / "posts" / "year").mkdir()
    time.sleep(0.2)
    (tmp_path / "posts" / "year" / "b.md").write_text("b", "utf-8")
    wait_for(lambda: "posts/year/b.md" in watched())


def test_folders_may_come_and_go_while_others_are_watched(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"f{number}").mkdir()
    watcher = Watcher(tmp_path, lambda _hint: None)
    watcher.start(lambda _name: True)

    def follow() -> None:
        for _ in range(50):
            watcher.follow(lambda _name: True)
            watcher.follow("new".__eq__)

    following = threading.Thread(target=follow, daemon=True)
    following.start()
    by = time.monotonic() + 60
    try:
        while following.is_alive() and time.monotonic() < by:
            (tmp_path / "new").mkdir()
            (tmp_path / "new").rmdir()
        assert not following.is_alive()
    finally:
        watcher.stop()


def test_what_lies_behind_links_is_told_by_their_names(tmp_path: Path) -> None:
    root, vault, shelf = (tmp_path / name for name in ("blog", "vault", "shelf"))
    for folder in (root / "posts", vault / "deep", shelf):
        folder.mkdir(parents=True)
    for link, target in {
        root / "images": shelf,
        root / "posts/vault": vault,
        root / "posts/again": vault,
        root / "posts/home": root,
        root / "round": root,
        vault / "deep/shelf": shelf,
    }.items():
        link.symlink_to(target)
    hints: list[Hint] = []
    watcher = Watcher(root, hints.append)
    watcher.start(lambda _name: True)
    try:
        (vault / "deep/a.md").write_text("a", "utf-8")
        (shelf / "b.png").write_bytes(b"b")
        told = {f"posts/{name}/deep/{file}" for name in ("vault", "again") for file in ("a.md", "shelf/b.png")}
        wait_for(lambda: told | {"images/b.png"} <= {hint.path for hint in hints if hint.done})
        (root / "posts/again").unlink()
        watcher.follow(lambda _name: True)
        hints.clear()
        (vault / "deep/c.md").write_text("c", "utf-8")
        wait_for(lambda: "posts/vault/deep/c.md" in {hint.path for hint in hints if hint.done})
        assert "posts/again/deep/c.md" not in {hint.path for hint in hints}
        (root / "posts/d.md").write_text("d", "utf-8")
        wait_for(lambda: "posts/d.md" in {hint.path for hint in hints if hint.done})
        assert not any("round" in hint.path or "home" in hint.path for hint in hints)
    finally:
        watcher.stop()


def test_the_finished_site_is_not_watched(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "site" / "index.html").write_text("a", "utf-8")
    (tmp_path / "posts" / "a.md").write_text("a", "utf-8")
    wait_for(lambda: "posts/a.md" in watched())
    assert "site/index.html" not in watched()
