"""A blog that several processes build: whatever each of them is given to begin with, the site is the same."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blog import Blog, MakeBlog
from dapsagi.machine.version import theme_folder

SETTINGS = "-- dapsagi.yml --\ntitle: 답사기\nurl: https://me.example\npermalink: /:title/\nlang: ko\n"

# Enough pages that processes are started for them.
POSTS = 100

# One process; two that are handed each page with its view; two that inherit the plan and make the views themselves.
WAYS = {
    "alone": "rendering._WORTH_A_PLAN = 10**9; jobs = '1'",
    "handed over": "rendering._WORTH_A_PLAN = 10**9; jobs = '2'",
    "inherited": "rendering._WORTH_A_PLAN = full._WORTH_A_PROCESS = 1; jobs = '2'; assert children.inherits()",
}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes inherit nothing here")


def put_posts(site: Blog, broken: int = 7) -> None:
    for number in range(POSTS):
        layout = "broken" if number == broken else "post"
        head = f"layout: {layout}\ntitle: 나의 답사기{number}\ntags: [t{number % 9}]\ndescription: 요약\n"
        site.put(f"posts/2020-01-{number % 28 + 1:02}-p{number}.md", f"---\n{head}---\n글 {number}, $x_{number % 7}$\n")
    site.put("templates/broken.html", '{% extends "post.html" %}{% block main %}{{ page.nothing }}{% endblock %}')


def build(site: Blog, way: str) -> dict[str, Any]:
    # In a process of its own: the one that runs the tests has threads, and so would start none that inherit.
    code = "from dapsagi.build import full, rendering\nfrom dapsagi.cli.main import main\n"
    code += f"from dapsagi.machine import children\n{WAYS[way]}\nmain(['build', '--json', '--jobs', jobs])"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=site.root, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return {name: value for name, value in report.items() if name != "seconds"}


def test_the_memory_of_whoever_starts_a_build_is_not_taken_for_its_own() -> None:
    held = b"a" * 300_000_000
    code = "from dapsagi.machine import children; print(children.inherits())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n" and held


@pytest.mark.parametrize("way", ["handed over", "inherited"])
def test_however_many_processes_build_a_blog_it_is_the_same_site(blog: MakeBlog, tmp_path: Path, way: str) -> None:
    alone = blog(SETTINGS)
    put_posts(alone)
    first = build(alone, "alone")
    several = Blog(tmp_path / "several", SETTINGS)
    put_posts(several)
    assert build(several, way) == first
    assert [problem["code"] for problem in first["problems"]] == ["T101"]
    assert several.output() == alone.output()


def test_processes_that_inherit_leave_alone_what_is_current_and_what_is_somebody_elses(blog: MakeBlog) -> None:
    site = blog(SETTINGS)
    put_posts(site)
    first = build(site, "inherited")
    site.put("site/p200/index.html", "mine")
    site.put("posts/2020-02-01-p200.md", "---\ntitle: 다른 글\n---\n다른 글\n")
    site.put("site/p3/index.html", "changed by hand")
    second = build(site, "inherited")
    assert site.read("p200/index.html") == "mine"
    assert {problem["code"] for problem in second["problems"]} == {"T101", "W101"}
    assert "changed by hand" not in site.read("p3/index.html")
    assert second["rendered"] < first["rendered"] / 2
    assert second["unchanged"] > first["written"] / 2


def test_after_processes_that_inherit_an_edit_renders_what_it_would_after_one_alone(
    blog: MakeBlog, tmp_path: Path
) -> None:
    counts = []
    for way, site in (("alone", blog(SETTINGS)), ("inherited", Blog(tmp_path / "several", SETTINGS))):
        # After a build with an error, everything is planned again anyway.
        put_posts(site, broken=-1)
        site.age()
        build(site, way)
        # The newest post stands in feeds, which show its text.
        site.edit("posts/2020-01-28-p27.md", "글 27", "고친 글 27")
        counts.append(build(site, way)["rendered"])
        assert "고친 글 27" in site.read("feed.xml")
    assert counts[0] == counts[1] > 1


def test_pages_that_processes_found_as_they_should_be_are_made_again_once_they_are_gone(blog: MakeBlog) -> None:
    site = blog(SETTINGS)
    put_posts(site, broken=-1)
    site.age()
    first = build(site, "inherited")
    # Other templates that give the same pages, and nothing known of these.
    site.put("templates/base.html", "{# the same #}" + (theme_folder() / "base.html").read_text("utf-8"))
    site.age()
    shutil.rmtree(site.root / ".dapsagi")
    assert build(site, "inherited")["unchanged"] == first["written"]
    before = site.output()
    pages = list((site.root / "site/tags").rglob("*.html"))
    for page in pages:
        page.unlink()
    assert build(site, "inherited")["written"] == len(pages) > 0
    assert site.output() == before


@pytest.mark.parametrize(
    "end",
    [
        "os._exit(3)",
        "raise OSError('no room')",
        # More than a pipe takes at once: the process ends in the middle of its answer.
        "threading.Timer(0.2, os._exit, [3]).start(); return 'x' * 10_000_000",
    ],
)
def test_what_a_process_beside_cannot_finish_is_done_here(end: str) -> None:
    code = f"""
import os, threading, time
from dapsagi.machine.beside import beside
from dapsagi.machine.children import inherits
here = os.getpid()
def work():
    if os.getpid() != here:
        {end}
    return "done"
assert inherits()
result = beside(work)
time.sleep(1 if "Timer" in {end!r} else 0)
print(result())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_what_a_process_beside_tells_is_heard_before_it_is_done(tmp_path: Path) -> None:
    code = f"""
import pathlib, time
from dapsagi.machine.beside import telling
from dapsagi.machine.children import inherits
heard = pathlib.Path({str(tmp_path / "heard")!r})
def work(tell):
    tell("first")
    while not heard.exists():
        time.sleep(0.01)
    tell("second")
    return "done"
assert inherits()
result = telling(work)
told = []
def hear(word):
    told.append(word)
    heard.touch()
print(result(hear), result(hear), told)
"""
    done = run_to_the_last(sys.executable, "-c", code)
    assert (done.stdout, done.stderr) == ("done done ['first', 'second']\n", "")


def test_what_a_process_beside_told_before_it_was_lost_is_told_again() -> None:
    code = """
import os
from dapsagi.machine.beside import telling
from dapsagi.machine.children import inherits
here = os.getpid()
def work(tell):
    tell("first")
    if os.getpid() != here:
        os._exit(3)
    tell("second")
    return "done"
assert inherits()
told = []
print(telling(work)(told.append), told)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("done ['first', 'first', 'second']\n", "")


def test_a_process_beside_ends_with_the_fault_of_whoever_hears_it() -> None:
    code = """
import os, time
from dapsagi.machine.beside import telling
from dapsagi.machine.children import inherits
here = os.getpid()
def work(tell):
    tell("first")
    if os.getpid() != here:
        time.sleep(600)
    return "done"
def hear(word):
    raise OSError("no room")
assert inherits()
result = telling(work)
try:
    result(hear)
except OSError as error:
    print(error, result(print))
"""
    done = run_to_the_last(sys.executable, "-c", code)
    assert (done.stdout, done.stderr) == ("first\nno room done\n", "")


def test_what_a_lost_process_was_at_is_done_by_another(tmp_path: Path) -> None:
    code = f"""
import os, pathlib, signal
from dapsagi.machine.crew import work
lost = pathlib.Path({str(tmp_path / "lost")!r})
def double(number):
    if number == 5 and not lost.exists():
        lost.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2
print(list(work(double, iter(range(40)), 2)) == list(range(0, 80, 2)), lost.exists())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("True True\n", "")


@pytest.mark.parametrize("begun", [0, 1])
def test_what_the_system_starts_no_process_for_is_done_here(begun: int) -> None:
    code = f"""
import errno, os
from dapsagi.machine.beside import beside
from dapsagi.machine.children import inherits
from dapsagi.machine.crew import work
fork, begun = os.fork, 0
def refuse():
    global begun
    begun += 1
    if begun > {begun}:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
    return fork()
os.fork = refuse
assert inherits()
print(list(work(lambda number: number * 2, range(40), 2)) == list(range(0, 80, 2)), beside(lambda: "done")())
"""
    done = run_to_the_last(sys.executable, "-c", code)
    assert (done.stdout, done.stderr) == ("True done\n", "")


def test_chunks_and_results_larger_than_the_system_holds_go_both_ways() -> None:
    code = """
from dapsagi.machine.crew import work
print([len(text) for text in work(lambda text: text * 2, ("x" * size for size in range(0, 4_000_000, 250_000)), 2)])
"""
    done = run_to_the_last(sys.executable, "-c", code)
    assert (done.stdout, done.stderr) == (f"{list(range(0, 8_000_000, 500_000))}\n", "")


def test_what_goes_wrong_in_a_process_is_raised_here_with_its_place() -> None:
    code = """
from dapsagi.machine.crew import work
def fail(number):
    if number == 3:
        raise OSError(28, "No space left on device", "site/x")
    return number
try:
    print(list(work(fail, range(40), 2)))
except OSError as error:
    print(error.errno, error.filename, "in fail" in error.__notes__[0])
"""
    done = run_to_the_last(sys.executable, "-c", code)
    assert (done.stdout, done.stderr) == ("28 site/x True\n", "")


def test_whoever_starts_processes_may_be_lost_too(tmp_path: Path) -> None:
    (tmp_path / "lose.py").write_text(
        """
import multiprocessing.forkserver, os, signal, threading, time
from dapsagi.machine.children import inherits
from dapsagi.machine.crew import work

def double(number):
    time.sleep(0.1)
    return number * 2

def numbers():
    yield 0
    os.kill(multiprocessing.forkserver._forkserver._forkserver_pid, signal.SIGKILL)
    yield from range(1, 8)

if __name__ == "__main__":
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    print(inherits(), list(work(double, numbers(), 2)))
"""
    )
    # What a process writes to has an end only when none of those that it started is left.
    done = run_to_the_last(sys.executable, tmp_path / "lose.py")
    assert done.stdout == f"False {list(range(0, 16, 2))}\n"


@pytest.mark.parametrize("way", ["handed over", "inherited"])
def test_no_process_outlives_a_build_that_is_ended_from_outside(tmp_path: Path, way: str) -> None:
    (tmp_path / "end.py").write_text(
        f"""
import os, signal, threading, time
from dapsagi.machine.children import inherits
from dapsagi.machine.crew import work

def wait(number):
    # What is begun when the end comes would take longer than anybody waits.
    time.sleep(0.01 if number <= 20 else 600)
    return number

if __name__ == "__main__":
    if {way == "handed over"}:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    assert inherits() == {way == "inherited"}
    for number in work(wait, iter(range(100)), 2):
        if number == 20:
            print("begun", flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
"""
    )
    done = run_to_the_last(sys.executable, tmp_path / "end.py")
    assert (done.stdout, done.returncode) == ("begun\n", -signal.SIGKILL)


def test_nor_does_what_is_done_beside_it() -> None:
    code = """
import os, signal, time
from dapsagi.machine.beside import beside
from dapsagi.machine.children import inherits
assert inherits()
beside(lambda: time.sleep(600))
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert run_to_the_last(sys.executable, "-c", code).returncode == -signal.SIGKILL


def run_to_the_last(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command until it and all that it started have ended; those that do not are an error."""
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_build_whose_processes_are_lost_again_and_again_says_so(blog: MakeBlog) -> None:
    site = blog(SETTINGS)
    put_posts(site)
    code = "import os\nfrom dapsagi.loader import source_reader\nfrom dapsagi.cli.main import main\n"
    code += "source_reader._read_chunk = lambda *_: os._exit(9)\nmain(['build', '--jobs', '2'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=site.root, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "dapsagi: processes of this build were ended from outside again and again; the system may be short of memory: "
        "build with --jobs 1, or close other programs"
    ]


def test_a_progress_bar_does_not_keep_processes_from_inheriting() -> None:
    code = "from dapsagi.machine.children import inherits\nfrom dapsagi.cli.terminal import show_progress\n"
    code += "with show_progress(False) as show:\n    show('sources', 1, 1000)\n    fork = inherits()\nprint(fork)"
    shown, terminal = os.openpty()
    try:
        done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=terminal, check=True)
        said = b""
        # A terminal may hand over what was written to it piece by piece.
        while b"reading" not in said and select.select([shown], [], [], 5)[0]:
            said += os.read(shown, 10_000)
        assert b"reading" in said
    finally:
        os.close(terminal)
        os.close(shown)
    assert done.stdout == b"True\n"
