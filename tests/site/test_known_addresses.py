"""Addresses that posts had in earlier builds."""

from __future__ import annotations

import os
import shutil

import pytest

from blog import MakeBlog, messages
from commands import run

TEXT = """\
-- dapsagi.yml --
title: t
url: https://kim.example
permalink: /:title/
-- posts/2025-01-01-first.md --
---
title: 첫 글
---
처음
-- posts/2025-01-02-second.md --
---
title: 둘째 글
---
[하나](/2024/first/) [둘](https://kim.example/2024/first/#x) [셋](/first/) [넷](/lost/)
-- data/addresses.yml --
posts/2025-01-01-first.md: [/2024/first/, /first/, /second/, /%EC%B2%AB-%EA%B8%80.html]
posts/2025-01-02-second.md: [/2024/first/]
posts/gone.md: [/gone/]
"""


def test_an_old_address_leads_to_where_the_post_is(blog: MakeBlog) -> None:
    site = blog(TEXT)
    report = site.build()
    assert "https://kim.example/first/" in site.read("2024/first/index.html")
    assert "https://kim.example/first/" in site.read("첫-글.html")
    assert not (site.root / "site/gone").exists()
    assert 'http-equiv="refresh"' not in site.read("second/index.html")
    assert [line for line in messages(report) if "L103" not in line and "L204" not in line] == []
    assert sum("L103" in line for line in messages(report)) == 1


def test_an_old_address_of_the_file_of_a_declared_one_is_that(blog: MakeBlog) -> None:
    site = blog(
        "-- dapsagi.yml --\ntitle: t\n-- posts/2025-01-01-a.md --\n---\nredirect_from: [/old, /gone.html]\n---\n글\n"
        "-- data/addresses.yml --\nposts/2025-01-01-a.md: [/old.html, /gone]\n"
    )
    assert messages(site.build()) == []
    assert all("/a/" in site.read(path) for path in ("old.html", "gone.html"))


def test_links_to_an_old_address_lead_home(blog: MakeBlog) -> None:
    site = blog(TEXT).built()
    page = site.read("second/index.html")
    assert 'href="/first/">하나' in page and 'href="/first/#x">둘' in page
    assert "둘째 글" in site.read("first/index.html")


def test_a_build_after_a_change_of_the_list_is_a_clean_build(blog: MakeBlog) -> None:
    site = blog(TEXT).built()
    site.put("data/addresses.yml", "posts/2025-01-01-first.md: /elder/\n")
    site.build()
    warm = site.output()
    assert "elder/index.html" in warm and "2024/first/index.html" not in warm
    shutil.rmtree(site.root / ".dapsagi")
    shutil.rmtree(site.root / "site")
    site.build()
    assert site.output() == warm


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"a: [b\n", ":1: R102 the file cannot be read: a bracket"),
        ("posts/옛 글.md: [/old/]\n".encode("cp949"), ":1: R102 the file is not UTF-8 but CP949"),
        (b"<<<<<<< HEAD\na.md: [/a/]\n=======\na.md: [/b/]\n>>>>>>> x\n", ":1: R102 the file cannot be read: git"),
        (b"a.md:\n- /a/\n<<<<<<< HEAD\n- /b/\n=======\n- /c/\n>>>>>>> x\n", ":3: R102 the file cannot be read: git"),
        (b"a.md: [/a/]\na.md: [/b/]\n", ':2: Y105 the key "a.md" is written twice'),
        (b"b.md: [/b/]\na.md: {/a/: /b/}\n", ":2: R102 among the addresses of a.md, what is no text is none; write it"),
        (b"a.md:\n- https://a.example/a/\n", ':1: R102 among the addresses of a.md, "https://a.example/a/" is none'),
        (b"a.md: a/\n", ':1: R102 among the addresses of a.md, "a/" is none; write it from the root of the site'),
        (None, ": R102 the file cannot be read: it is no file"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_read_whole_is_an_error_and_never_written_anew(
    blog: MakeBlog, written: bytes | None, told: str
) -> None:
    site = blog(TEXT)
    file = site.root / "data/addresses.yml"
    file.unlink()
    if written is None:
        os.mkfifo(file)
    else:
        file.write_bytes(written)
    done = run("build", "--keep-addresses", site.root)
    assert f"error: data/addresses.yml{told}" in done.stderr
    assert file.is_fifo() if written is None else file.read_bytes() == written


@pytest.mark.parametrize("address", ["/../../etc/passwd", "//evil.example/x", "", "no-slash"])
def test_an_odd_address_leads_out_of_nothing(blog: MakeBlog, address: str) -> None:
    site = blog(TEXT)
    site.put("data/addresses.yml", f'posts/2025-01-01-first.md: ["{address}"]\n')
    site.build()
    assert all(not path.startswith(("..", "/")) for path in site.output())


def test_a_build_enters_the_addresses_if_told_to(blog: MakeBlog) -> None:
    site = blog(TEXT)
    (site.root / "data/addresses.yml").unlink()
    run("build", site.root)
    assert not (site.root / "data/addresses.yml").exists()
    run("build", site.root, "--keep-addresses")
    site.edit("dapsagi.yml", "/:title/", "/writing/:title/")
    run("build", site.root, "--keep-addresses")
    assert "https://kim.example/writing/first/" in site.read("first/index.html")
    text = (site.root / "data/addresses.yml").read_text("utf-8")
    assert "posts/2025-01-01-first.md:\n- /first/\n- /writing/first/\n" in text
