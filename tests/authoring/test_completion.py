"""The shell completes commands, options, and the names of what the blog has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from blog import MakeBlog
from dapsagi.cli.main import main

Make = MakeBlog

BLOG = """\
-- posts/2025-12-01-블로그-답사기-1.md --
---
title: 블로그 답사기 1
tags: [시작, deep learning]
categories: [공부]
---
-- posts/2025-12-02-블로그-답사기-2.md --
---
title: 블로그 답사기 2
tags: [수학]
---
-- drafts/아직.md --
아직
"""


def offered(*words: str) -> list[str]:
    """Return what the shell offers for the last of these words."""
    completion = BashComplete(main, {}, "dapsagi", "_DAPSAGI_COMPLETE")
    return [item.value for item in completion.get_completions(list(words[:-1]), words[-1])]


def test_names_of_the_blog_are_offered(blog: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(blog(BLOG).root)
    assert offered("publish-draft", "") == ["drafts/아직.md"]
    assert offered("rename", "posts/2025-12-02") == ["posts/2025-12-02-블로그-답사기-2.md"]
    assert offered("post", "--series", "블") == ["블로그-답사기"]
    assert offered("tags", "") == ["수학", "시작"]
    assert offered("tags", "--categories", "") == ["공부"]


def test_another_folder_than_this_one_is_looked_at(blog: Make) -> None:
    root = blog(BLOG).root
    assert offered("publish-draft", "--dir", str(root), "") == [f"{root}/drafts/아직.md"]


def test_where_no_blog_is_nothing_is_offered(tmp_path: Path) -> None:
    assert offered("tags", "--dir", str(tmp_path / "missing"), "") == []
    (tmp_path / "dapsagi.yml").write_bytes(b"\xff")
    assert offered("rename", "--dir", str(tmp_path), "") == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_the_line_for_bash_that_the_manual_gives_completes_a_command() -> None:
    manual = (Path(__file__).parents[2] / "docs/publishing.md").read_text("utf-8")
    (line,) = [line.partition("#")[0] for line in manual.splitlines() if "bash_source" in line]
    asked = 'COMP_WORDS=(dapsagi publi); COMP_CWORD=1; _dapsagi_completion dapsagi; printf "%s\\n" "${COMPREPLY[@]}"'
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", line + "\n" + asked], env=environment, capture_output=True, encoding="utf-8")
    assert done.stdout.split() == ["publish", "publish-draft"], done.stderr


def test_nothing_is_offered_after_a_command_that_there_is_not() -> None:
    assert offered("nope", "x") == []
