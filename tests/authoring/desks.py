"""A desk over a blog in a string."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from blog import Blog
from dapsagi.authoring.desk import Desk, open_desk

NOW = datetime(2026, 1, 10, 9, 30, tzinfo=timezone(timedelta(hours=9)))


def desk_of(blog: Blog) -> Desk:
    return open_desk(blog.root, blog.settings(), NOW)


def text_of(blog: Blog, path: str) -> str:
    return (blog.root / path).read_bytes().decode()
