"""The table of rules tells the truth."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from blog import Blog, MakeBlog
from commands import run
from dapsagi.renderer.particles import josa
from dapsagi.rules.korean import IN_KOREAN
from dapsagi.rules.table import ELSEWHERE, LINKS, RULES, WRITING, Rule

ROOT = Path(__file__).parents[2]

BLOG = """\
-- dapsagi.yml --
title: t
url: https://me.example
-- posts/2020-01-01-first.md --
---
title: 첫 글
tags: [python]
---
{first}
"""
SECOND = "-- posts/2020-01-02-second.md --\n---\ntitle: 첫글\ntags: [Python]\nlayuot: post\nseries: 길 #1\n---\n둘째\n"


def check(site: Blog, *arguments: str) -> list[dict[str, object]]:
    result = run("check", site.root, "--json", *arguments)
    problems: list[dict[str, object]] = json.loads(result.stdout)["problems"]
    return problems


def broken(blog: MakeBlog, rule: Rule, comment: str = "") -> Blog:
    text = rule.example + (f"\n\n<!-- dapsagi-ignore {comment} -->\n" if comment else "")
    site = blog(BLOG.replace("{first}", text) + ("" if rule.example else SECOND))
    site.put("big.png", b"\x89PNG" + bytes(1_100_000))
    if comment and not rule.example:
        site.edit("posts/2020-01-02-second.md", "둘째", f"<!-- dapsagi-ignore {comment} -->")
    return site


def test_the_table_has_every_code_once_and_no_other() -> None:
    sources = (file.read_text("utf-8") for file in (ROOT / "src/dapsagi").rglob("*.py") if file.name != "table.py")
    used = {code for text in sources for code in re.findall(r'"([A-Z]\d{3})"', text)}
    assert sorted((*(rule.code for rule in RULES), *ELSEWHERE)) == sorted(used), (
        "give a new code a row in rules/table.py"
    )
    listed = (ROOT / "docs/publishing.md").read_text("utf-8")
    assert [code for code in ELSEWHERE if code.startswith("G") and code not in listed] == []


@pytest.mark.parametrize("rule", (*LINKS, *WRITING), ids=lambda rule: rule.code)
def test_every_rule_is_broken_by_its_example_and_says_where_and_what_to_do(blog: MakeBlog, rule: Rule) -> None:
    site = broken(blog, rule)
    problem = next(each for each in check(site) if each["code"] == rule.code)
    span = problem["span"]
    assert isinstance(span, dict) and span["path"].startswith("posts/") and span["line"] >= 1
    assert problem["message"] and problem["hint"]
    annotations = run("check", site.root, "--format", "github").stdout
    assert re.search(
        rf"^::(notice|warning|error) file=posts/[^,]+,line=\d+,title={rule.code}::.+; .+$", annotations, re.M
    )


@pytest.mark.parametrize("rule", (*LINKS, *WRITING), ids=lambda rule: rule.code)
def test_every_rule_can_be_switched_off_in_a_post_and_in_the_settings(blog: MakeBlog, rule: Rule) -> None:
    site = broken(blog, rule, comment=rule.code)
    assert rule.code not in [each["code"] for each in check(site)]
    site = broken(blog, rule)
    site.edit("dapsagi.yml", "title: t", f"title: t\ncheck: {{ignore: [{rule.code.lower()}]}}")
    assert rule.code not in [each["code"] for each in check(site)]


def test_an_unknown_code_that_is_switched_off_in_the_settings_is_reported_there(blog: MakeBlog) -> None:
    site = blog(BLOG.replace("title: t", "title: t\ncheck:\n  ignore: [W201, W290]").replace("{first}", "하나"))
    (problem,) = check(site)
    assert (problem["code"], problem["span"]) == ("W210", {"path": "dapsagi.yml", "line": 3, "column": 0})
    assert str(problem["hint"]).startswith("did you mean W")


@pytest.mark.parametrize("command", [["build", "--strict"], ["publish"]])
def test_a_code_that_no_problem_has_cannot_be_allowed(blog: MakeBlog, command: list[str]) -> None:
    site = blog(BLOG.replace("{first}", "하나"))
    result = run(*command, site.root, "--allow", "s202,s2o2")
    assert result.exit_code == 2
    assert '--allow: no problem has the code "S2O2"; did you mean S202?' in result.stderr


def test_what_is_said_in_korean_is_said_of_codes_that_there_are() -> None:
    assert {rule.code for rule in RULES} >= IN_KOREAN.keys()
    assert all(re.search("[가-힣]", words) and words.endswith(".") for words in IN_KOREAN.values())


NOUNS = (
    "값|각주|경로|괄호|권한|그림|글|끝|날짜|내용|링크|머리말|문법|블로그|블록|설정|수식|언어|연재|요소"
    "|이름|자리|제목|주소|줄|차례|코드|키|태그|템플릿|파일|페이지|편|형식"
)
PAIRS = {
    particle: pair
    for pair in ("이나/나", "으로/로", "이/가", "은/는", "을/를", "과/와")
    for particle in pair.split("/")
}


def wrong_particles(words: str) -> list[str]:
    """Return the nouns of `words` whose particle does not agree with their last syllable."""
    found = re.finditer(rf"({NOUNS})({'|'.join(PAIRS)})(?![가-힣])", words)
    return [match[0] for match in found if josa(match[1], PAIRS[match[2]]) != match[0]]


def test_a_particle_in_korean_agrees_with_the_word_before_it() -> None:
    wrong = wrong_particles("머리말가 글로 파일으로 주소은 설정나 값이, 머리말이나 링크와 줄을")
    assert wrong == ["머리말가", "파일으로", "주소은", "설정나"]
    assert [each for words in IN_KOREAN.values() for each in wrong_particles(words)] == []
