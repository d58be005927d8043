"""What the command line answers when a build cannot start, and what it exits with."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import click
import pytest

from blog import Blog, MakeBlog
from commands import run
from dapsagi.cli.main import main

BLOG = "-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n![그림](none.png)\n"


@pytest.mark.parametrize(
    "command",
    [
        ("build",), ("posts",), ("series",), ("check",), ("references",), ("serve",), ("publish",),
        ("post", "제목", "--dir"), ("tags", "--dir"), ("rename", "a", "b", "--dir"), ("publish-draft", "a", "--dir"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_folder_that_is_no_blog_is_left_alone(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "taxes.txt").write_text("private")
    result = run(*command, tmp_path)
    assert result.exit_code == 2
    assert "holds neither settings nor posts; `dapsagi new` starts a blog" in result.output
    assert [file.name for file in tmp_path.iterdir()] == ["taxes.txt"]


@pytest.mark.parametrize("name", ["n" * 300, "circle", "file/folder"], ids=["long", "circle", "file"])
@pytest.mark.parametrize(
    "words", ["build {}", "new {} --yes", "build . --output {}", "build . --config {}", "cache {}"]
)
def test_a_path_that_cannot_be_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posts").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to("circle")
    result = run(*words.format(name).split())
    assert result.exit_code == 2 and result.output.startswith("dapsagi: "), result.output
    assert "Errno" not in result.output


def test_a_title_that_no_file_can_have_is_looked_for_as_one(blog: MakeBlog) -> None:
    title = "긴 제목 " * 40
    site = blog(f"-- posts/2020-01-01-a.md --\n---\ntitle: {title}\n---\n글\n")
    assert "posts/2020-01-01-short.md" in run("rename", title.strip(), "short", "--dir", site.root).output


def test_a_pile_of_notes_is_told_how_it_becomes_a_blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "2026-01-10-first.md").write_text("# 첫 글\n\n글.\n")
    monkeypatch.chdir(tmp_path)
    assert "build it where it is" in run("new", ".").output
    refused = run("build").output
    assert "(such as 2026-01-10-first.md) becomes a blog once there is a folder `posts`" in refused
    (tmp_path / "posts").mkdir()
    noted = run("build").output
    assert "2026-01-10-first.md: P112 the blog has no post" in noted and "move 2026-01-10-first.md there" in noted
    (tmp_path / "2026-01-10-first.md").rename(tmp_path / "posts/2026-01-10-first.md")
    built = run("build")
    assert built.exit_code == 0 and built.output.startswith("1 post") and "P112" not in built.output


def test_a_vault_of_notes_is_not_to_be_published_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "diary.md").write_text("비밀")
    refused = run("build", tmp_path).output
    assert "a vault of notes is not published as a whole: `dapsagi new ../my-blog`" in refused


@pytest.mark.parametrize(
    "make",
    [Path.mkdir, lambda file: file.symlink_to("nowhere.yml"), lambda file: file.symlink_to(os.devnull)],
    ids=["folder", "lost link", "device"],
)
def test_settings_that_are_no_file_are_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    (tmp_path / "posts").mkdir()
    make(tmp_path / "dapsagi.yml")
    result = run("build", tmp_path)
    assert result.exit_code == 2
    assert "dapsagi.yml: is a" in result.output and "write the settings into a file of that name" in result.output


def test_settings_without_an_end_are_refused(blog: MakeBlog) -> None:
    result = run("build", blog(BLOG).root, "--config", "/dev/zero")
    assert result.exit_code == 2
    assert "/dev/zero: is too large for settings" in result.output


def test_a_command_finds_the_blog_that_it_is_called_in(blog: MakeBlog, monkeypatch: pytest.MonkeyPatch) -> None:
    site = blog(BLOG)
    (site.root / "posts/deep").mkdir()
    monkeypatch.chdir(site.root / "posts/deep")
    assert run("build", "--output", "here").exit_code == 1
    assert (site.root / "posts/deep/here/index.html").is_file()
    assert run("post", "새 글").output.startswith("../../posts/")
    assert run("rename", "../2020-01-01-a.md", "b").exit_code == 0
    assert (site.root / "posts/2020-01-01-b.md").is_file()
    # Another repository is another blog's.
    (site.root / "posts/deep/.git").mkdir()
    assert "holds neither settings nor posts" in run("posts").output


@pytest.mark.parametrize("folder", ["posts", "_posts"])
def test_a_blog_without_settings_is_not_taken_for_the_one_above(
    folder: str, blog: MakeBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n글\n")
    site.put(f"sub/{folder}/2020-01-02-b.md", "---\ntitle: b\n---\n글\n")
    monkeypatch.chdir(site.root / "sub")
    assert run("build").exit_code == 0
    assert (site.root / "sub/site").is_dir() and not (site.root / "site").exists()


def test_settings_that_are_named_are_those_of_the_blog_here(blog: MakeBlog, monkeypatch: pytest.MonkeyPatch) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- sub/other.yml --\ntitle: u\n-- sub/a.md --\n글\n")
    monkeypatch.chdir(site.root / "sub")
    assert run("build", "--config", "other.yml").exit_code == 0
    assert (site.root / "sub/site").is_dir() and not (site.root / "site").exists()


def test_a_category_of_a_jekyll_blog_is_part_of_it(blog: MakeBlog, monkeypatch: pytest.MonkeyPatch) -> None:
    site = blog("-- _config.yml --\ntitle: t\n-- travel/_posts/2020-01-01-a.md --\n---\ntitle: a\n---\n글\n")
    monkeypatch.chdir(site.root / "travel")
    assert run("build").exit_code == 0
    assert not (site.root / "travel/site").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes them")
def test_a_build_with_nobody_to_talk_to_is_a_build(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n글\n")
    command = f"exec {sys.executable} -m dapsagi build {site.root} <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", command]).returncode == 0
    assert (site.root / "site/a/index.html").is_file()


def test_every_command_says_what_it_is_for_in_one_line() -> None:
    listed = run("--help").output.partition("Commands:\n")[2].splitlines()
    assert len(listed) == len(main.list_commands(click.Context(main)))
    listed += run("theme", "--help").output.partition("Commands:\n")[2].splitlines()
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []


def test_half_an_address_is_no_base_url(blog: MakeBlog) -> None:
    result = run("build", blog(BLOG).root, "--base-url", "kim")
    assert result.exit_code == 2
    assert "such as https://name.github.io/blog" in result.output


def test_a_build_with_errors_exits_with_one_and_says_what_it_did(blog: MakeBlog) -> None:
    result = run("build", blog(BLOG).root)
    assert result.exit_code == 1
    assert "posts/2020-01-01-a.md:1: L101 " in result.output
    assert "1 post, " in result.output


def test_warnings_fail_a_strict_build_alone(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.put("posts/2020-01-01-a.md", "[없는 글](none.md)\n")
    assert run("build", site.root).exit_code == 0
    assert run("build", site.root, "--strict").exit_code == 1


def test_a_build_that_is_fine_exits_with_zero(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.put("posts/2020-01-01-a.md", "글\n")
    assert run("build", site.root, "--strict").exit_code == 0


def test_the_root_of_the_disk_is_no_place_for_a_site(blog: MakeBlog) -> None:
    site = blog(BLOG)
    result = run("build", site.root, "--output", "/")
    assert result.exit_code == 2
    assert "/: holds the blog itself; choose an empty folder with --output" in result.output
    assert not (site.root / "site").exists()


def test_a_name_that_nothing_has_is_answered_with_where_to_look(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.put("posts/2020-01-02-b.md", "---\ntags: [머신러닝]\n---\nb\n")
    folder = ("--dir", str(site.root))
    unknown = run("tags", "머신러닝1", "기계 학습", *folder)
    assert (unknown.exit_code, unknown.output) == (
        2,
        'dapsagi: no post has the tag "머신러닝1"; did you mean "머신러닝"?\n',
    )
    assert "`dapsagi posts --drafts` lists them" in run("publish-draft", "none", *folder).output
    nameless = run("tags", "머신러닝", " ", *folder)
    assert (nameless.exit_code, "a tag needs a name" in nameless.stderr) == (2, True)


def test_what_is_wrong_in_the_settings_comes_in_the_order_of_its_lines(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntimezone: Asia/Seol\ntitel: t\npaginate: viele\n-- posts/2020-01-01-a.md --\na\n")
    said = [line for line in run("build", site.root).output.splitlines() if ": dapsagi.yml:" in line]
    assert [line.split(":")[2].strip() for line in said] == ["1", "2", "3"]


def test_hangul_is_read_and_shown_in_any_locale(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-한글.md --\n---\ntitle: 한글\n---\n글\n")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "dapsagi", "posts", str(site.root)]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert done.stdout.decode() == "2020-01-01  한글  /한글/  (posts/2020-01-01-한글.md)\n"


def test_a_disk_that_is_full_is_named_and_what_was_published_stays(blog: MakeBlog) -> None:
    site = blog(BLOG).built()
    before = site.output()
    site.put("posts/2020-01-02-b.md", "글\n\n" * 20_000)

    def limit() -> None:
        # No page is larger but the new one; the manifest is.
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))

    command = [sys.executable, "-m", "dapsagi", "build", str(site.root)]
    done = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"dapsagi: {site.root}/site/")
    assert done.stderr.endswith(
        ": File too large; raise the limit of the size of files (ulimit -f), and run the command again\n"
    )
    assert site.output() == before


def test_a_file_is_no_folder(blog: MakeBlog) -> None:
    result = run("build", blog(BLOG).root / "dapsagi.yml")
    assert result.exit_code == 2
    assert "is a file; name the folder" in result.output


def test_posts_are_listed_with_addresses_that_can_be_read(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-답사.md --\n하나\n")
    assert "  /답사/  (posts/2020-01-01-답사.md)" in run("posts", site.root).output


def test_what_jinja_says_is_closed_once(blog: MakeBlog) -> None:
    site = blog(BLOG)
    site.put("templates/post.html", "{% block main %}{% endblok %}")
    assert ".;" not in run("build", site.root).output


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="this system ends nobody at whose words nobody looks")
def test_a_listing_of_which_somebody_has_seen_enough_ends_by_the_signal_for_it(blog: MakeBlog) -> None:
    site = blog("\n".join(f"-- posts/2020-01-01-{number}.md --\n글\n" for number in range(9)))
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "dapsagi", "posts", str(site.root)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")


def test_notes_that_say_the_same_of_a_file_are_told_once(blog: MakeBlog) -> None:
    site = blog("-- _config.yml --\ntitle: t\n-- _posts/2020-01-01-a.md --\n---\n---\n")
    site.put("_posts/2020-01-01-a.md", "---\ntitle: t\n---\n{{ page.x }} {{ page.x }}\n\n{{ page.x }} {{ page.y }}\n")
    told = [line for line in run("check", site.root).output.splitlines() if "Q101 `" in line]
    assert ["(and 2 more times); to show" in line for line in told] == [True, False]
    assert len([each for each in site.build().problems if each.code == "Q101"]) == 4


def test_drafts_are_listed_as_drafts(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n-- drafts/초안.md --\n하나\n")
    assert run("posts", site.root, "-D").output.startswith("draft  초안  /초안/  (drafts/초안.md)\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("seve",), 'there is no command "seve"; did you mean `dapsagi serve`?'),
        (("server",), 'there is no command "server"; did you mean `dapsagi serve`?'),
        (("deploy",), 'there is no command "deploy"; did you mean `dapsagi publish`?'),
        (("clean",), 'there is no command "clean"; did you mean `dapsagi cache --clear`?'),
        (("xyzzy",), 'there is no command "xyzzy"; `dapsagi --help` lists them'),
        (("build", "--watch"), "No such option '--watch'; `dapsagi serve` follows every save by itself"),
        (("build", "--destination", "x"), "No such option '--destination'; write --output"),
        (("build", "--otput", "x"), "Did you mean '--output'?"),
    ],
    ids=" ".join,
)
def test_who_comes_from_another_generator_is_told_what_it_is_called_here(arguments: tuple[str, ...], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.output


def test_where_the_system_speaks_korean_the_first_problem_of_a_kind_is_explained_in_it(
    blog: MakeBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = blog(BLOG)
    site.put("posts/2020-01-02-b.md", "![](none.png)\n")
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    told = run("build", "-q", site.root).output.splitlines()
    assert [line[:8] for line in told] == ["error: p", "  그림이나 파", "error: p"]
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert len(run("build", "-q", site.root).output.splitlines()) == 2


def test_a_build_says_where_the_address_belongs_without_which_there_is_no_feed(blog: MakeBlog) -> None:
    site = blog("-- _config.yml --\ntitle: t\n-- _posts/2020-01-01-a.md --\n글\n")
    said = "no feed and no sitemap, for they need the address of the blog; write `url:` into _config.yml"
    assert run("build", site.root).output.splitlines()[-1] == said
    assert said not in run("build", site.root, "--base-url", "https://a.example").output


def test_a_quiet_build_says_only_what_is_wrong(blog: MakeBlog) -> None:
    site = blog(BLOG)
    assert run("build", "-q", site.root).output.startswith("error: posts/2020-01-01-a.md:1: L101 ")
    site.put("posts/2020-01-01-a.md", "글\n")
    assert run("build", "-q", site.root).output == ""
    assert run("-V").output == run("--version").output


@pytest.mark.parametrize("command", [("tags", "새", "부엉이", "--dir"), ("series", "--pin"), ("check", "--fix")])
def test_a_command_that_had_to_leave_a_file_alone_says_so_in_the_end(blog: MakeBlog, command: tuple[str, ...]) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n")
    for part in (1, 2):
        address = f"https://owl.example/{part}?utm_source=a"
        site.put(f"posts/2020-01-0{part}-p{part}.md", f"---\ntitle: 길 {part}\ntags: [새]\n---\n{address}\n")

    class AnswerAfterSaving(BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            site.put("posts/2020-01-01-p1.md", "새로 쓴 글\n")
            return super().read1(size)

    result = run(*command, site.root, answer=AnswerAfterSaving(b"y\n"))
    assert result.exit_code == 2
    assert "posts/2020-01-01-p1.md: the file has changed meanwhile, and stays as it is" in result.output
    assert "1 file changed" in result.output
    assert "dapsagi: 1 file could not be changed; run the command again" in result.output
    assert (site.root / "posts/2020-01-01-p1.md").read_text("utf-8") == "새로 쓴 글\n"


@pytest.mark.parametrize("output", [".", ".."])
def test_the_blog_itself_is_no_place_for_its_site(blog: MakeBlog, output: str) -> None:
    site = blog(BLOG)
    result = run("build", site.root, "-o", str(site.root / output))
    assert result.exit_code == 2
    assert "holds the blog itself; choose an empty folder with --output" in result.output


def test_a_file_is_no_place_for_a_site(blog: MakeBlog) -> None:
    site = blog(BLOG)
    result = run("build", site.root, "-o", site.root / "dapsagi.yml")
    assert result.exit_code == 2
    assert "dapsagi.yml: is a file, not a folder; choose another place with --output" in result.output


@pytest.mark.parametrize(
    "address", ["/a/", "a", "/a/index.html", "https://owl.example/b/a/", "/b/a/", "posts/2020-01-01-a.md"]
)
def test_a_page_is_explained_by_any_name_of_it(blog: MakeBlog, address: str) -> None:
    site = blog(BLOG.replace("title: t", "title: t\nurl: https://owl.example\nbaseurl: /b"))
    result = run("build", site.root, "--explain", address)
    assert f"{address}: rendered for the first time" in result.output


@pytest.mark.parametrize("address", ["nope", "/nope/", "/a/../b", "https://owl.example/a/"])
def test_what_is_no_address_of_the_site_is_explained_as_that(blog: MakeBlog, address: str) -> None:
    result = run("build", blog(BLOG).root, "--explain", address)
    assert f"{address}: no page of this site is at this address" in result.output
    assert isinstance(result.exception, SystemExit)


def in_a_process(site: Blog, code: str, **options: Any) -> subprocess.CompletedProcess[str]:
    code = f"import os, signal\nfrom dapsagi.cli.main import main\n{code}"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=site.root, capture_output=True, text=True, timeout=60, check=False, **options)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals here")
@pytest.mark.parametrize(("name", "called"), [("SIGINT", "Ctrl-C"), ("SIGTERM", "SIGTERM"), ("SIGHUP", "SIGHUP")])
def test_who_asks_a_build_to_end_gets_one_line_and_an_end_by_that_signal(
    blog: MakeBlog, name: str, called: str
) -> None:
    site = blog(BLOG)
    # In the middle of writing.
    code = "from dapsagi.writer.write import Writer\n"
    code += f"Writer.prune = lambda writer: os.kill(os.getpid(), signal.{name})\nmain(['build'])"
    done = in_a_process(site, code)
    assert done.returncode == -getattr(signal, name)
    assert done.stderr == (f"dapsagi: ended by {called}; no file is half written, and the next run goes on from here\n")
    assert not (site.root / "site" / ".dapsagi-scratch").exists()
    assert in_a_process(site, "main(['build', '-q'])").stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals here")
def test_ctrl_c_before_anything_is_loaded_ends_the_process_without_a_word() -> None:
    code = "import os, signal, sys\nclass Interrupt:\n    def find_spec(self, name, *_):\n"
    code += "        name == 'click' and os.kill(os.getpid(), signal.SIGINT)\n"
    code += "sys.meta_path.insert(0, Interrupt())\nfrom dapsagi.__main__ import run\nrun()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_what_the_system_refuses_is_one_line_with_a_way_out(blog: MakeBlog) -> None:
    site = blog(BLOG)
    refused = {
        "PermissionError(errno.EACCES, 'Permission denied', 'site/x')": "site/x: Permission denied; check its rights",
        "MemoryError()": "there is not enough memory; the system is short of memory: close other programs",
        'RuntimeError("can\'t start new thread")': "can't start new thread; the system starts no more processes",
    }
    for error, says in refused.items():
        code = f"import errno\nfrom dapsagi.writer.write import Writer\ndef fail(*_): raise {error}\n"
        done = in_a_process(site, f"{code}Writer.announce = fail\nmain(['build'])")
        assert done.returncode == 2
        assert done.stderr.startswith(f"dapsagi: {says}")
        assert done.stderr.count("\n") == 1


def test_a_post_that_no_room_is_left_for_is_not_begun(blog: MakeBlog) -> None:
    site = blog(BLOG)
    code = "import resource\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    code += "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\nmain(['post', '배운', '것'])"
    done = in_a_process(site, code)
    assert done.returncode == 2
    assert "File too large; raise the limit" in done.stderr
    assert [file.name for file in (site.root / "posts").iterdir()] == ["2020-01-01-a.md"]


@pytest.mark.parametrize("command", ["posts", "references"])
def test_a_list_does_not_repeat_what_is_wrong_with_the_blog(blog: MakeBlog, command: str) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\nnavigaton: {}\n-- posts/2020-01-01-a.md --\n글\n")
    assert run(command, site.root).stderr.endswith("(1 warning in the blog; `dapsagi check` shows what)\n")
    assert "C101" in run("check", site.root).stderr
