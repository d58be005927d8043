"""What is saved while the preview starts, or while it reads a large blog, is not lost."""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Sequence

import pytest

from blog import MakeBlog
from dapsagi.config import Settings
from dapsagi.loader.settings_file import load_settings
from dapsagi.preview.edition import Edition
from dapsagi.preview.follower import Follower
from dapsagi.preview.page_cache import PageCache
from dapsagi.problems import Problem

# Longer than the system takes to tell of a save (seconds).
_HEARD = 0.5


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("dapsagi.yml", "title: 여행기\nurl: https://example.org\n"),
        ("templates/partials/footer.html", "<footer>여행기</footer>\n"),
    ],
)
def test_settings_and_templates_that_are_saved_while_a_large_blog_is_read_are_in_force(
    blog: MakeBlog, path: str, content: str
) -> None:
    made = blog("-- dapsagi.yml --\ntitle: 답사기\nurl: https://example.org\n-- templates/assets/own.css --\n")
    for number in range(400):
        made.put(f"posts/2020-01-01-old-{number}.md", f"---\ntitle: 옛글 {number}\n---\n글 {number}.\n")
    saved, whole = threading.Event(), threading.Event()
    problems: list[Problem] = []

    def publish(edition: Edition, _before: Edition | None) -> None:
        if not saved.is_set():
            assert not edition.complete
            made.put(path, content)
            saved.set()
            time.sleep(_HEARD)
        elif edition.complete:
            whole.set()

    follower = Follower(made.root, lambda: load_settings(made.root), publish, problems.append)
    follower.start()
    try:
        assert whole.wait(60)
        assert follower.edition is not None
        page = PageCache().render(follower.edition, "old-7/index.html").data.decode()
        assert "여행기" in page
        assert not problems
    finally:
        follower.stop()


def test_settings_that_are_saved_before_the_blog_is_watched_are_in_force(blog: MakeBlog) -> None:
    made = blog("-- dapsagi.yml --\ntitle: 답사기\nurl: https://example.org\n-- posts/2020-01-01-a.md --\n글\n")
    editions: queue.SimpleQueue[Edition] = queue.SimpleQueue()
    problems: list[Problem] = []
    readings = itertools.count()

    def load() -> tuple[Settings, Sequence[Problem]]:
        settings = load_settings(made.root)
        if not next(readings):
            made.put("dapsagi.yml", "title: 여행기\nurl: https://example.org\n")
        return settings

    follower = Follower(made.root, load, lambda edition, _before: editions.put(edition), problems.append)
    follower.start()
    try:
        assert "여행기" in PageCache().render(editions.get(timeout=60), "a/index.html").data.decode()
        assert not problems
    finally:
        follower.stop()
