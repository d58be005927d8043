"""Front matter in TOML: what it says, what a slip in it costs, and how the tool writes into it."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.desks import desk_of, text_of
from blog import MakeBlog
from dapsagi.authoring.header import remove_key, set_key
from dapsagi.authoring.moving import publish_draft, rename
from dapsagi.authoring.writing import write_post
from dapsagi.post.front_matter import split_front_matter

MakeBlog = MakeBlog

HUGO = """\
-- dapsagi.yml --
permalink: /:title/
-- posts/bayes/index.md --
+++
title = "베이즈 정리"
date = 2020-01-05T21:00:00+09:00
lastmod = 2020-02-01
slug = "bayes-rule"
aliases = ["/old/bayes/", "Bayes"]
[taxonomies]
tags = ["확률", "통계"]
[extra]
mood = "calm"
+++

첫 문장.
-- posts/moved.md --
+++
title = 'Moved'
date = 2020-01-06
url = "/elsewhere/"
tags = [
  "하나",
  "둘",
]
+++
Text.
-- posts/hidden.md --
+++
title = "Hidden"
date = 2020-01-07
draft = true
+++
Secret.
"""


def test_a_post_with_toml_is_a_post_as_with_yaml(blog: MakeBlog) -> None:
    site = blog(HUGO)
    assert [str(problem) for problem in site.build().problems if problem.code[0] in "PYFU"] == []
    html = site.read("bayes-rule/index.html")
    assert "<h1" in html and "베이즈 정리" in html and "첫 문장." in html and "taxonomies" not in html
    assert 'datetime="2020-01-05T21:00:00+09:00"' in html and "2020-02-01" in html
    assert "bayes-rule" in site.read("old/bayes/index.html")
    assert {"tags/확률/index.html", "tags/둘/index.html", "elsewhere/index.html"} <= set(site.output())
    assert not [path for path in site.output() if "hidden" in path or path.startswith("Bayes")]


def test_a_slip_is_named_with_its_line_and_costs_nothing_else() -> None:
    found = split_front_matter('+++\ntitle = "a"\ndate = 2020-01-05\nslug = b c\ntags = ["x"]\n+++\n\nbody\n')
    (problem,) = found.problems
    assert str(problem).startswith(":4: Y100 ") and "slug = b c" in problem.message and problem.hint
    assert (found.values["title"], found.values["tags"], found.body) == ("a", ["x"], "body\n")
    assert found.mapping.lines == {"title": 2, "date": 3, "tags": 5}


def test_slips_in_a_long_header_cost_nothing_else_and_few_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    statements = [f'key{number} = "{number}"' for number in range(400)]
    statements[250] = "key250 = "
    read: list[int] = []
    loads = tomllib.loads

    def counted(text: str) -> object:
        read.append(len(text))
        return loads(text)

    monkeypatch.setattr(tomllib, "loads", counted)
    found = split_front_matter("+++\n" + "\n".join(statements) + "\n+++\n")
    assert (len(found.values), [problem.span.line for problem in found.problems]) == (399, [252])
    del read[:]
    statements[::2] = [f"bad{number} =" for number in range(0, 400, 2)]
    header = "\n".join(statements * 50) + "\n"
    split_front_matter(f"+++\n{header}+++\n")
    assert sum(read) <= 4 * len(header)


def test_what_stands_behind_many_slips_counts() -> None:
    bad = f'summary = "{"가" * 4000}"\n' + "\n".join(f"slip{number} = 값" for number in range(60))
    ends = '[taxonomies]\ntags = ["x"]\ntitle = "안쪽"\n[taxonomies]\n[[more]]\na = 1\n[[more]]\na = 2\n'
    found = split_front_matter(
        f'+++\ndraft = false\n{bad}\ntitle = "끝"\ndate = 2020-01-05\ntitle = "또"\n{ends}+++\n글\n'
    )
    assert (found.values["title"], found.values["draft"]) == ("끝", False)
    assert found.values["date"] == date(2020, 1, 5)
    assert found.values["taxonomies"] == {"tags": ["x"], "title": "안쪽"}
    assert found.values["more"] == [{"a": 1}, {"a": 2}]
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("title: a", "YAML stands between lines of `---`"),
        ("title = a: b", "a text stands in quotes"),
        ('title = "a', "a text stands in quotes"),
        ("tags = [[" + "[" * 5000, "a text stands in quotes"),
        ("a." * 5000 + "b = 1", "a text stands in quotes"),
    ],
)
def test_each_slip_has_a_way_out(toml: str, words: str) -> None:
    found = split_front_matter(f"+++\n{toml}\n+++\nbody")
    (problem,) = found.problems
    assert (problem.code, problem.span.line, found.values, found.body) == ("Y100", 2, {}, "body")
    assert words in problem.hint
    assert len(str(problem)) < 400


def test_a_header_that_is_never_closed_is_reported_and_a_row_of_plus_signs_is_not() -> None:
    (problem,) = split_front_matter('+++\ntitle = "a"\n\ntext').problems
    assert (problem.code, problem.hint) == ("F201", "write a line `+++` below the last key")
    assert split_front_matter("+++\n\ntext").problems == ()


@given(st.text(st.sampled_from("ab=[]{}\"'.,\n#+-0: 1"), max_size=80))
def test_any_header_is_read_and_a_key_that_is_set_is_there(header: str) -> None:
    text = f"+++\n{header}\n+++\nbody\n"
    before = split_front_matter(text)
    if before.problems or not before.found or "zz" in before.values:
        return
    after = split_front_matter(set_key(text, "zz", ["가", 'b"']))
    assert after.values == before.values | {"zz": ["가", 'b"']}
    assert after.body == before.body
    assert split_front_matter(remove_key(set_key(text, "zz", 1), "zz")).values == before.values


def test_a_key_is_set_above_the_tables_and_in_the_spelling_of_toml() -> None:
    text = '+++\r\ntitle = "a"\r\ntags = [\r\n  "b",\r\n]\r\n[extra]\r\ntags = 1\r\n+++\r\nbody\r\n'
    moment = datetime(2026, 1, 10, 9, tzinfo=timezone(timedelta(hours=9)))
    text = set_key(set_key(set_key(text, "tags", ["c", "라"]), "date", moment), "order", 2)
    assert text == (
        '+++\r\ntitle = "a"\r\ntags = ["c", "라"]\r\ndate = 2026-01-10T09:00:00+09:00\r\norder = 2\r\n'
        "[extra]\r\ntags = 1\r\n+++\r\nbody\r\n"
    )
    assert remove_key(text, "tags") == text.replace('tags = ["c", "라"]\r\n', "")


def test_commands_write_into_toml_and_begin_new_posts_in_yaml(blog: MakeBlog) -> None:
    here = blog(HUGO)
    text = text_of(here, publish_draft(desk_of(here), "hidden").after)
    assert text.startswith('+++\ntitle = "Hidden"\ndate = 2026-01-10T09:30:00+09:00\n+++')
    text = text_of(here, rename(desk_of(here), "베이즈 정리", slug="rule").after)
    assert 'slug = "rule"\n' in text
    assert 'redirect_from = ["/bayes-rule/"]\n[taxonomies]' in text
    assert write_post(desk_of(here), "새 글").read_text("utf-8").startswith("---\ntitle: 새 글\n")
