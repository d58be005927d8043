"""The data files that the manual shows are understood."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from dapsagi.journey.references.recognise import recognise
from dapsagi.journey.references.tables import Tables, read_details, read_tables
from dapsagi.journey.series import Declared, Entry, find_series

PAGE = (Path(__file__).parents[2] / "docs/journeys.md").read_text("utf-8")
SERIES, HOSTS, DETAILS = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.S))


def test_the_series_that_the_manual_declares_are_found() -> None:
    entries = [
        Entry("posts/2024-01-05-bayes.md", "베이즈", "2024-01-05"),
        Entry("posts/2024-02-11-markov.md", "마르코프", "2024-02-11"),
        Entry("posts/a.md", "어텐션의 모양", "2024-03-01"),
        Entry("posts/b.md", "끝까지 만드는 트랜스포머", "2024-03-02"),
        Entry("posts/c.md", "React 18 (1)", "2024-03-03"),
        Entry("posts/d.md", "React 18 (2)", "2024-03-04"),
    ]
    found, problems = find_series(entries, Declared(SERIES))
    assert [(each.name, len(each.parts), len(each.planned)) for each in found] == [
        ("확률 다시 읽기", 2, 0),
        ("트랜스포머", 2, 1),
    ]
    assert problems == ()


def test_the_hosts_that_the_manual_adds_are_recognised() -> None:
    tables, problems = read_tables(HOSTS, "x")
    assert problems == ()
    work = recognise("http://m.books.example.org/book/7?utm_source=x", Tables().extended(tables))
    assert work and (work.id, work.url) == ("example-library:7", "https://books.example.org/book/7")


def test_the_details_that_the_manual_gives_are_read() -> None:
    details, problems = read_details(DETAILS, "x")
    assert problems == ()
    assert details["arxiv:1706.03762"].year == 2017 and details["url:example.com/b"].hidden
