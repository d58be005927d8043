"""A copy of an old blog that is broken off, and what nobody can copy."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blog import Blog
from dapsagi.importers.copying import copy_blog
from dapsagi.problems import RefusedError

OLD = "-- _config.yml --\ntitle: 옛 블로그\n-- _posts/2020-01-01-a.md --\n글\n-- feed.xml --\n---\n---\n<feed/>\n"


@pytest.mark.parametrize("was_there", [False, True])
def test_a_copy_that_is_broken_off_leaves_nothing_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was_there: bool
) -> None:
    old, new = Blog(tmp_path / "old", OLD), tmp_path / "new"
    if was_there:
        new.mkdir()
    copy = shutil.copy2

    def break_off(source: Path, place: Path) -> Any:
        copy(source, place)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(shutil, "copy2", break_off)
        copy_blog(old.root, new, old.settings())
    assert new.exists() == was_there
    assert copy_blog(old.root, new, old.settings()) == ("_config.yml", "_posts/2020-01-01-a.md", "feed.xml")


# What ends a process that copies as soon as it has copied one file.
_KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from blog import Blog
from dapsagi.importers.copying import copy_blog
from dapsagi.problems import RefusedError
copy = shutil.copy2
shutil.copy2 = lambda source, place: (copy(source, place), os.kill(os.getpid(), signal.SIGKILL))
old, new = map(Path, sys.argv[1:])
copy_blog(old, new, Blog(old, "").settings())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing ends a process at once here")
def test_a_copy_whose_process_is_killed_is_begun_anew_and_not_taken_for_a_blog(tmp_path: Path) -> None:
    old, new = Blog(tmp_path / "old", OLD), tmp_path / "new"
    folder = Path(__file__).parents[1]
    command = [sys.executable, "-c", _KILLED, str(old.root), str(new)]
    killed = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(folder)}, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [each.name for each in new.iterdir()] == [".dapsagi-move-in"]
    assert copy_blog(old.root, new, old.settings()) == ("_config.yml", "_posts/2020-01-01-a.md", "feed.xml")
    assert sorted(each.name for each in new.iterdir()) == ["_config.yml", "_posts", "feed.xml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_copied_and_not_waited_for(tmp_path: Path) -> None:
    old = Blog(tmp_path / "old", OLD)
    os.mkfifo(old.root / "pipe.xml")
    assert "pipe.xml" not in copy_blog(old.root, tmp_path / "new", old.settings())


def test_a_copy_that_was_broken_off_at_its_very_end_is_named_for_what_it_is(tmp_path: Path) -> None:
    old, new = Blog(tmp_path / "old", OLD), tmp_path / "new"
    (new / ".dapsagi-move-in").mkdir(parents=True)
    (new / "_config.yml").write_text("title: 옛 블로그\n", "utf-8")
    with pytest.raises(RefusedError, match="holds a copy that was broken off; delete it, and run the command again"):
        copy_blog(old.root, new, old.settings())
    assert (new / "_config.yml").exists()


def test_files_beside_a_copy_that_was_broken_off_are_not_asked_to_be_deleted(tmp_path: Path) -> None:
    old, new = Blog(tmp_path / "old", OLD), tmp_path / "new"
    (new / ".dapsagi-move-in").mkdir(parents=True)
    (new / "thesis.tex").write_text("years of work", "utf-8")
    with pytest.raises(RefusedError, match=r"holds thesis\.tex, which the old blog does not; choose a folder that is"):
        copy_blog(old.root, new, old.settings())
