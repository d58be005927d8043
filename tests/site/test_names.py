"""Names of files that are not UTF-8, as archives made on Windows leave them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from blog import Blog, MakeBlog, messages
from dapsagi.report import Report

POST = b"---\ntitle: %s\n---\n![](/images/\xea\xb7\xb8\xeb\xa6\xbc.svg)\n"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are texts there")


def put(site: Blog, path: str, content: bytes) -> Path:
    """Write a file whose name a Korean Windows has encoded."""
    file = Path(os.fsdecode(os.fsencode(site.root) + b"/" + path.encode("cp949")))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def named(report: Report) -> list[str]:
    return [message.partition(":")[0] for message in messages(report) if " F103 " in message]


def test_they_are_read_as_they_were_meant_and_named_once_each(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n")
    put(site, "posts/2020-01-01-한글.md", POST % b"a")
    put(site, "images/그림.svg", b"<svg viewBox='0 0 4 3'/>")
    put(site, "templates/서식.html", b"{{ content }}")
    put(site, "templates/assets/글꼴.txt", b"")
    put(site, "includes/조각.html", b"")
    put(site, ".trash/버린 글.md", b"")
    report = site.build()
    assert "/images/%EA%B7%B8%EB%A6%BC.svg" in site.read("한글/index.html")
    assert "images/그림.svg" in site.output()
    assert messages(report) == [
        f"{path}: F103 the name of the file is not UTF-8; rename it; "
        "`convmv -f cp949 -t utf-8 -r --notest .` renames all of a Korean Windows"
        for path in ("images/그림.svg", "posts/2020-01-01-한글.md")
    ]


def test_they_are_followed_from_build_to_build(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n")
    post = put(site, "posts/2020-01-01-한글.md", POST % b"a")
    site.age()
    assert named(site.build()) == ["posts/2020-01-01-한글.md"]
    again = site.build()
    assert (named(again), again.read, again.written) == (["posts/2020-01-01-한글.md"], 0, 0)
    post.write_bytes(POST % b"anew")
    site.build()
    assert "anew" in site.read("한글/index.html")
    post.rename(site.root / "posts/2020-01-01-한글.md")
    assert named(site.build()) == []
    assert "anew" in site.read("한글/index.html")
