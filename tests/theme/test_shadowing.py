"""`dapsagi theme`: files of the theme are listed and copied, and nothing that is there is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from blog import Blog
from commands import output_of
from dapsagi.problems import RefusedError
from dapsagi.theme.shadowing import extend_block
from theme.samples import THEME

POST = "-- posts/2020-01-01-a.md --\n---\ntitle: 하나\n---\n하나\n"


def run(root: Path, *arguments: str, code: int = 0) -> str:
    return output_of("theme", *arguments, "--dir", root, code=code)


def test_the_list_names_every_file_its_blocks_and_what_is_the_blogs_own(tmp_path: Path) -> None:
    run(tmp_path, "copy", "partials/footer.html")
    listed = {file["name"]: file for file in json.loads(run(tmp_path, "list", "--json"))}
    assert set(listed) == {file.relative_to(THEME).as_posix() for file in THEME.rglob("*") if file.is_file()}
    assert [name for name, file in listed.items() if file["shadowed"]] == ["partials/footer.html"]
    assert listed["post.html"]["blocks"][:2] == ["head", "main"]
    (line,) = (line for line in run(tmp_path, "list").splitlines() if "partials/footer.html" in line)
    assert line.split() == ["partials/footer.html", "yours"]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("post.html", "post.html"),
        ("post", "post.html"),
        ("footer", "partials/footer.html"),
        ("ko", "strings/ko.yml"),
        ("theme/home.html", "home.html"),
        ("templates/home.html", "home.html"),
        ("favicon.svg", "assets/favicon.svg"),
    ],
)
def test_a_copy_is_the_theme_s_byte_for_byte_and_changes_no_page(asked: str, name: str, tmp_path: Path) -> None:
    blog = Blog(tmp_path, POST)
    blog.build()
    before = blog.output()
    run(tmp_path, "copy", asked)
    assert (tmp_path / "templates" / name).read_bytes() == (THEME / name).read_bytes()
    assert not blog.build().problems
    assert blog.output() == before


def test_a_copy_of_a_template_says_how_to_change_less_and_one_of_words_what_to_keep(tmp_path: Path) -> None:
    assert "to change one part alone, take a block (head, main, " in run(tmp_path, "copy", "post.html")
    assert "keep the lines you change" in run(tmp_path, "copy", "en")
    assert "own.css" in run(tmp_path, "copy", "theme.css")


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    blog = Blog(tmp_path, "-- templates/post.html --\nmine\n")
    out = run(tmp_path, "copy", "post", code=2)
    assert out == "dapsagi: templates/post.html is there already; edit it, or move it away first\n"
    out = run(tmp_path, "copy", "post", "--block", "comments", code=2)
    assert out == "dapsagi: templates/post.html is there and stands for the whole; edit it, or move it away first\n"
    assert (blog.root / "templates/post.html").read_text("utf-8") == "mine\n"


def test_a_block_leaves_the_rest_to_the_theme_and_a_second_one_joins_it(tmp_path: Path) -> None:
    blog = Blog(tmp_path, POST)
    blog.build()
    before = blog.output()
    run(tmp_path, "copy", "post", "--block", "after_text")
    run(tmp_path, "copy", "post", "--block", "footer")
    file = tmp_path / "templates/post.html"
    assert file.read_text("utf-8").count("{% extends") == 1
    assert not blog.build().problems
    assert b"".join(blog.output()["a/index.html"].split()) == b"".join(before["a/index.html"].split())
    blog.edit("templates/post.html", "{{ super() }}", "<p>커피</p>")
    blog.build()
    assert "<p>커피</p>" in blog.read("a/index.html")
    out = run(tmp_path, "copy", "post", "--block", "footer", code=2)
    assert out == "dapsagi: templates/post.html has the block footer already; edit it there\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ["own.css"],
            'the theme has no file "own.css"; it is all yours: write your rules into a new file templates/assets/'
            "own.css",
        ),
        (["pots"], 'the theme has no file "pots"; did you mean "post"?'),
        (["../../etc/passwd"], 'the theme has no file "../../etc/passwd"; `dapsagi theme list` shows them all'),
        (
            ["strings/fr.yml"],
            'the theme has no file "strings/fr.yml"; copy strings/en.yml, call it templates/strings/fr.yml '
            "and translate it",
        ),
        (["references"], '"references" may be references.html or partials/references.html; write the whole name'),
        (["post", "--block", "coments"], 'post.html has no block "coments"; did you mean "comments"?'),
        (["ko", "--block", "main"], "strings/ko.yml has no blocks; copy it whole"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest(arguments: list[str], complaint: str, tmp_path: Path) -> None:
    assert run(tmp_path, "copy", *arguments, code=2) == f"dapsagi: {complaint}\n"
    assert not (tmp_path / "templates").exists()


def test_a_block_joins_a_template_in_its_own_line_ends_and_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "templates/post.html"
    file.parent.mkdir()
    own = b'{% extends "theme/post.html" %}\r\n{% block text %}\r\n{{ super() }}\r\n{% endblock %}\r\n'
    file.write_bytes(own)
    command = ["-m", "dapsagi", "theme", "copy", "post.html", "--block", "comments", "--dir", str(tmp_path)]
    # No file may hold more than this, as if the disk were full.
    full = f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({len(own)}, {len(own)}))"
    full += (
        f"; import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); sys.argv = {command[1:]}; sys.argv[0] = 'd'"
    )
    full += "; runpy.run_module('dapsagi', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", full], capture_output=True, encoding="utf-8")
    assert done.returncode == 2 and "templates/post.html" in done.stderr
    assert (file.read_bytes(), [*file.parent.iterdir()]) == (own, [file])
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    joined = file.read_bytes()
    assert joined.startswith(own.rstrip()) and joined.count(b"\n") == joined.count(b"\r\n")


def test_the_theme_is_not_copied_onto_itself() -> None:
    assert "is the theme itself here; edit templates/post.html" in run(THEME.parent, "copy", "post", code=2)


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("dapsagi theme copy pos", ["post.html"]),
        ("dapsagi theme copy foo", ["partials/footer.html"]),
        ("dapsagi theme copy post.html --block com", ["comments"]),
        ("dapsagi theme copy nothing --block com", []),
    ],
)
def test_a_shell_completes_names_and_blocks(line: str, completed: list[str]) -> None:
    words = line.split()
    environment = {
        **os.environ,
        "_DAPSAGI_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    command = [sys.executable, "-c", "from dapsagi.cli.main import main; main(prog_name='dapsagi')"]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert answer.stdout.split() == [f"plain,{name}" for name in completed]


def test_a_template_that_is_no_utf_8_gets_no_block(tmp_path: Path) -> None:
    own = tmp_path / "templates/list.html"
    own.parent.mkdir()
    own.write_bytes('{% extends "theme/list.html" %}{# 목록 #}\n'.encode("cp949"))
    before = own.read_bytes()
    with pytest.raises(RefusedError, match=r"templates/list.html: the file is not UTF-8 but CP949.*iconv"):
        extend_block(tmp_path, "list.html", "list")
    assert own.read_bytes() == before
