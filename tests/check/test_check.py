from __future__ import annotations

import json
from typing import Any

import pytest

from blog import TODAY, Blog, MakeBlog
from commands import run
from dapsagi.check.run import check

TEXT = """\
-- dapsagi.yml --
title: t
url: https://example.com
-- posts/2019-12-25-one.md --
---
title: 답사기1
tags: [Machine Learning]
---
## 첫째 길

- DARLA (https://arxiv.org/abs/1707.0847)

[이 글](/one/#첫쩨-길) [둘](https://a.example/?utm_source=x)
-- posts/2020-01-05-two.md --
---
title: 답사기 1
tags: [machine-learning, MachineLearning]
---
![그림 하나](/big.png)
"""


def problems(site: Blog, **options: Any) -> list[str]:
    return [str(problem) for problem in check(site.root, site.settings(), TODAY, **options).problems]


def codes(site: Blog, **options: Any) -> set[str]:
    return {problem.code for problem in check(site.root, site.settings(), TODAY, **options).problems}


def test_a_blog_is_checked_post_by_post_and_as_a_whole(blog: MakeBlog) -> None:
    site = blog(TEXT)
    site.put("big.png", b"\x89PNG" + bytes(1_000_000))
    assert codes(site) == {"L201", "L204", "L207", "W206", "W207", "W208"}
    found = problems(site)
    assert any(line.startswith("posts/2019-12-25-one.md:7: L201 https://arxiv.org/abs/1707.0847") for line in found)
    assert any("did you mean #첫째-길?" in line for line in found)


def test_a_mistyped_key_of_the_front_matter_is_asked_about(blog: MakeBlog) -> None:
    keys = "layuot: post\ncategorie: 가\nimages: [a.png]\ndate2: 2020\nmood: 맑음\ncomments: false\ntag: 나\nTags: 다"
    keys += "\n제목: 한글"
    site = blog(f"-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n---\n{keys}\n---\n글\n")
    assert problems(site) == [
        'posts/2020-01-01-a.md:2: W209 nothing reads "layuot" but templates of your own; did you mean "layout"?',
        'posts/2020-01-01-a.md:3: W209 nothing reads "categorie" but templates of your own; did you mean "categories"?',
        'posts/2020-01-01-a.md:9: W209 nothing reads "Tags" but templates of your own; did you mean "tags"?',
        'posts/2020-01-01-a.md:10: W209 nothing reads "제목" but templates of your own; did you mean "title"?',
    ]


def test_rules_are_switched_off_in_the_settings_and_in_a_post(blog: MakeBlog) -> None:
    site = blog(TEXT)
    site.put("big.png", b"\x89PNG")
    site.edit("dapsagi.yml", "title: t", "title: t\ncheck: {ignore: [W207, w208]}")
    site.edit("posts/2019-12-25-one.md", "## 첫째 길", "<!-- dapsagi-ignore L201 L204 -->\n\n## 첫째 길")
    report = json.loads(run("check", site.root, "--json").stdout)
    assert [problem["code"] for problem in report["problems"]] == ["L207"]


def test_the_exit_code_says_whether_there_is_something_to_do(blog: MakeBlog) -> None:
    clean = blog("-- posts/2020-01-01-a.md --\n본문\n")
    assert run("check", clean.root).exit_code == 0
    clean.put("posts/2020-01-02-b.md", "https://arxiv.org/abs/1707.0847\n")
    assert run("check", clean.root).exit_code == 1
    assert run("check", clean.root, "--config", "missing.yml").exit_code == 2


def test_notes_count_only_when_asked(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n[x](https://a.example/?fbclid=1)\n")
    assert (run("check", site.root).exit_code, run("check", site.root, "--strict").exit_code) == (0, 1)


def test_what_is_there_very_often_is_shown_by_its_first_places(blog: MakeBlog) -> None:
    images = "".join(f"![](https://a.example/{number}.png)\n\n" for number in range(60))
    site = blog(f"-- dapsagi.yml --\ntitle: t\n-- posts/2020-01-01-a.md --\n[a](/b/)\n\n{images}")
    result = run("check", site.root)
    assert result.stderr.count(" W201 ") == 10
    assert "… and 50 more of W201; --all lists them" in result.stderr
    assert " L103 " in result.stderr
    assert "(W201 60 times)" in result.stdout
    every = run("check", site.root, "--all")
    assert every.stderr.count(" W201 ") == 60
    assert "more of" not in every.stderr


def test_annotations_are_workflow_commands(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a,b.md --\nhttps://arxiv.org/abs/1707.0847\n")
    (line,) = run("check", site.root, "--format", "github").stdout.splitlines()
    assert line.startswith("::warning file=posts/2020-01-01-a%2Cb.md,line=1,title=L201::https://arxiv.org/")


def test_an_address_is_put_right_where_it_was_found_and_not_in_code(blog: MakeBlog) -> None:
    address = "https://a.example/?utm_source=x"
    site = blog(f"-- posts/2020-01-01-a.md --\n쪽\f나눔\u2028\n```\n{address}\n```\n[x]({address})\n")
    result = run("check", site.root, "--fix", "--yes")
    # As git counts lines: the form feed and U+2028 end none.
    assert "@@ -2,4 +2,4 @@" in result.output
    text = (site.root / "posts/2020-01-01-a.md").read_text("utf-8")
    assert text == f"쪽\f나눔\u2028\n```\n{address}\n```\n[x](https://a.example/)\n"


def test_a_fix_is_shown_and_made_only_if_the_author_agrees(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n[x](https://a.example/?utm_source=x&id=1) 그대로\r\n")
    post = site.root / "posts/2020-01-01-a.md"
    before = post.read_bytes()
    assert "+[x](https://a.example/?id=1)" in run("check", site.root, "--fix", answer="n\n").stderr
    assert post.read_bytes() == before
    run("check", site.root, "--fix", answer="y\n")
    assert post.read_bytes() == before.replace(b"utm_source=x&", b"")


def test_a_fix_leaves_a_longer_address_that_begins_alike(blog: MakeBlog) -> None:
    text = "[x](https://a.example/?fbclid=1) [y](https://a.example/?fbclid=12&id=3)\n"
    site = blog("-- posts/2020-01-01-a.md --\n" + text)
    run("check", site.root, "--fix", "--yes")
    assert (site.root / "posts/2020-01-01-a.md").read_text() == "[x](https://a.example/) [y](https://a.example/?id=3)\n"


@pytest.mark.parametrize("arguments", [("--json",), ("--format", "json")])
def test_json_is_one_document(blog: MakeBlog, arguments: tuple[str, ...]) -> None:
    report = json.loads(run("check", blog(TEXT).root, *arguments).stdout)
    assert report["posts"] == 2
    assert {"code", "severity", "message", "span", "hint"} == set(report["problems"][0])


def test_references_are_listed_as_json(blog: MakeBlog) -> None:
    result = run("references", blog(TEXT).root, "--json")
    works = json.loads(result.stdout)["references"]
    assert [(work["kind"], work["title"]) for work in works] == [("paper", "DARLA"), ("article", "둘")]
    assert works[0]["speeches"] == [{"key": "posts/2019-12-25-one.md", "line": 7}]


def test_a_category_and_a_tag_may_be_spelt_each_in_its_way_and_the_usual_spelling_is_the_hint(blog: MakeBlog) -> None:
    site = blog(
        """\
-- posts/2020-01-01-a.md --
---
categories: [Git]
tags: [git, Owl]
---
글
-- posts/2020-01-02-b.md --
---
tags: [git, owl]
---
글
-- posts/2020-01-03-c.md --
---
tags: [owl]
---
글
"""
    )
    found = [problem for problem in check(site.root, site.settings(), TODAY).problems if problem.code == "W208"]
    assert [(str(problem.span), problem.hint) for problem in found] == [
        ("posts/2020-01-01-a.md:3", 'write "owl" in both')
    ]


def test_a_translation_may_bear_the_title_of_what_it_translates(blog: MakeBlog) -> None:
    head = "---\ntitle: Ehrenfest\nlang: {}\n---\n글\n"
    site = blog("")
    site.put("posts/2020-01-01-a.md", head.format("ko"))
    site.put("posts/2020-01-02-b.md", head.format("en"))
    assert "W207" not in codes(site)
    site.put("posts/2020-01-03-c.md", head.format("en"))
    assert "W207" in codes(site)


def test_a_month_may_give_its_title_to_posts_of_several_years(blog: MakeBlog) -> None:
    site = blog("")
    for day in ("2019-04-01", "2020-04-01"):
        site.put(f"posts/{day}-of-{day[:4]}.md", "---\ntitle: 3월 회고\n---\n글\n")
    assert "W207" not in codes(site)
    site.put("posts/2020-04-02-b.md", "---\ntitle: 3월 회고\n---\n글\n")
    assert "W207" in codes(site)


@pytest.mark.parametrize(
    ("missing", "there", "meant"),
    [
        ("figure-5.png", "figure-4.png", ""),
        ("one-to-many.png", "one-to-one.png", ""),
        ("thinking-low-code.png", "dig-domain-cname.png", ""),
        ("figure-5.PNG", "figure-5.png", "img/figure-5.png"),
        ("securty-total.png", "security-total.png", "img/security-total.png"),
        ("after.png", "owls/after.png", "img/owls/after.png"),
    ],
)
def test_another_picture_is_never_suggested_for_one_that_is_missing(
    blog: MakeBlog, missing: str, there: str, meant: str
) -> None:
    site = blog("")
    site.put(f"img/{there}", b"\x89PNG")
    site.put("posts/2020-01-01-a.md", f"![새가 나는 모습](/img/{missing})\n")
    (problem,) = (each for each in check(site.root, site.settings(), TODAY).problems if each.code == "L101")
    assert (f"did you mean {meant}?" if meant else "put the file there") in problem.hint


def test_a_backslash_between_folders_is_no_missing_file(blog: MakeBlog) -> None:
    site = blog("")
    site.put("img/owl.png", b"\x89PNG")
    site.put("posts/2020-01-01-a.md", "![새](\\img\\owl.png)\n")
    assert not [each for each in check(site.root, site.settings(), TODAY).problems if each.code == "L101"]
