"""Works that a text cites, as jekyll-scholar has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog import MakeBlog
from dapsagi.liquid import Expanded
from dapsagi.liquid.bibliography import cited, read_bibliography, reference

Expand = Callable[..., Expanded]

WORKS = r"""---
---
@string{press = {Owl & Sons}}
@book{barn, title = {The Barn {O}wl}, author = {Kim, Minsu and de la Cruz, Ana M.}, year = 2008, publisher = press}
@article{night, title = {Seeing at 1\% of Light, and 2% of It?}, volume = {3}, number = {2},
  journal = {Journal of Owls},
  author = {Jean-Pierre Hibou and AH Uil and M\"uller, J.}, pages = {10--20}, year = {1999}, doi = {10.1000/owl_1}}
@inproceedings{wing, title = {Wings}, author = {홍 길동 and others}, booktitle = {Birds '20}, pages = {1--2},
  date = {2020-05-01}, url = {https://owl.example/~wing/}}
@misc{group, title = {Rules of *Owls*}, author = {{Owl Watch and Friends}}}
@phdthesis{flight, author = {Eule, Eva}, title = {Flight}, school = {University of Owls}, year = {2001}}
"""


@pytest.fixture
def cite(expand: Expand) -> Expand:
    """Expand a text of a blog with a bibliography."""

    def run(text: str, **scholar: object) -> Expanded:
        return expand(text, site={"scholar": scholar}, bibliographies={"references.bib": WORKS})

    return run


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("{% cite barn %}", '<a class="citation" href="#barn">(Kim &amp; de la Cruz, 2008)</a>'),
        (
            "{% cite night barn %}",
            '<a class="citation" href="#night">(Hibou et al., 1999; Kim &amp; de la Cruz, 2008)</a>',
        ),
        ("{% cite wing --locator 2 %}", '<a class="citation" href="#wing">(홍 길동 et al., 2020, p. 2)</a>'),
        ("{% cite wing -l 2--3 --suppress_author %}", '<a class="citation" href="#wing">(2020, pp. 2--3)</a>'),
        ("{% cite group %}", '<a class="citation" href="#group">(Owl Watch and Friends, n.d.)</a>'),
        ("{% cite barn --prefix a %}", '<a class="citation" href="#a-barn">(Kim &amp; de la Cruz, 2008)</a>'),
        ("{% assign x = 'barn' %}{% cite x -A %}", '<a class="citation" href="#barn">(2008)</a>'),
        ("{% cite barn --style ieee %}", '<a class="citation" href="#barn">[1]</a>'.replace("[1]", "&#91;1&#93;")),
    ],
)
def test_a_work_is_cited_by_who_wrote_it_and_when(cite: Expand, tag: str, shown: str) -> None:
    found = cite(tag + "{% bibliography --max 0 %}")
    assert found.text.startswith(shown + '<ol class="bibliography"></ol>')
    assert not found.problems


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("barn", "Kim, M., &amp; de la Cruz, A. M. (2008). <i>The Barn Owl</i>. Owl &amp; Sons."),
        (
            "night",
            "Hibou, J.-P., Uil, A. H., &amp; Müller, J. (1999). Seeing at 1% of Light, and 2% of It? "
            "<i>Journal of Owls</i>, <i>3</i>(2), 10–20. "
            '<a href="https://doi.org/10.1000/owl_1">https://doi.org/10.1000/owl&#95;1</a>',
        ),
        (
            "wing",
            "홍 길동, et al. (2020). Wings. In <i>Birds '20</i> (pp. 1–2). "
            '<a href="https://owl.example/~wing/">https://owl.example/&#126;wing/</a>',
        ),
        ("group", "Owl Watch and Friends (n.d.). <i>Rules of &#42;Owls&#42;</i>."),
        ("flight", "Eule, E. (2001). <i>Flight</i> [Doctoral dissertation]. University of Owls."),
    ],
)
def test_a_work_is_listed_as_apa_would_have_it(cite: Expand, key: str, words: str) -> None:
    assert cite(f"{{% reference {key} %}}").text == f'<span id="{key}">{words}</span>'


@pytest.mark.parametrize(
    ("tag", "keys"),
    [
        ("{% bibliography %}", ["barn", "night", "wing", "group", "flight"]),
        ("{% bibliography --cited %}", ["barn", "wing"]),
        ("{% bibliography --cited_in_order %}", ["wing", "barn"]),
        ("{% bibliography --query @article %}", ["night"]),
        ("{% bibliography -q @*[year=2008] %}", ["barn"]),
        ("{% bibliography -q @*[year=2008 && title ~= wing]* %}", []),
        ("{% bibliography -q @*[author ~= ana|hibou] %}", ["barn", "night"]),
        ("{% assign y = 1999 %}{% bibliography -f references -q @*[year={{ y }}]* %}", ["night"]),
        ("{% bibliography --offset 1 --max 2 %}", ["night", "wing"]),
    ],
)
def test_a_bibliography_lists_what_is_asked_for(cite: Expand, tag: str, keys: list[str]) -> None:
    found = cite("{% nocite wing %}{% cite barn %}" + tag)
    assert [part.partition('"')[0] for part in found.text.split('<span id="')[1:]] == keys
    assert not found.problems


def test_a_bibliography_is_sorted_and_parted_as_the_settings_say(cite: Expand) -> None:
    found = cite("{% bibliography %}", sort_by="author", group_by="year", group_order="descending").text
    assert [part[:4] for part in found.split('<h2 class="bibliography">')[1:]] == [
        "2020",
        "2008",
        "2001",
        "1999",
        "</h2",
    ]
    found = cite("{% bibliography -q @*[year != 2008] %}", sort_by="year", order="descending").text
    assert [part.partition('"')[0] for part in found.split('<span id="')[1:]] == ["wing", "flight", "night", "group"]


def test_a_text_that_lists_no_works_ends_with_those_that_it_cites(cite: Expand) -> None:
    found = cite("{% cite wing %} {% cite barn %}\n").text
    _, _, below = found.partition('<h2 class="bibliography">References</h2>\n')
    assert below.index('id="wing"') < below.index('id="barn"')


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("{% cite bran %}", "no work has the key bran; did you mean `barn`?"),
        ("{% cite %}", "it names no work; correct or remove it"),
        ("{% cite barn --file other %}", "there is no file other among the bibliographies; put the file there"),
        ("{% bibliography --query barn[ %}", "the query barn[ is not like @article[year=2020]; correct or remove it"),
        ("{% bibliography --query @*[title ~= (] %}", "the query @*[title ~= (] is not like @article[year=2020]"),
    ],
)
def test_what_no_bibliography_has_is_shown_as_it_is_and_told(cite: Expand, tag: str, told: str) -> None:
    found = cite(f"a {tag}")
    assert found.text == f"a {tag}"
    (problem,) = found.problems
    assert told in str(problem)


def test_an_entry_that_cannot_be_read_is_told_at_its_line_and_leaves_the_others() -> None:
    found = read_bibliography("@misc{a, title={A}}\n@misc{a, title={B}}\n@misc{b, title={B}}\n@misc{c, title={")
    assert [*found.works] == ["a", "b"]
    assert [(problem.code, problem.span.line) for problem in found.problems] == [("R102", 2), ("R102", 4)]


_PIECES = [
    "@misc{",
    "a",
    ",",
    "=",
    "{",
    "}",
    '"',
    "title",
    "author",
    " and ",
    "\\",
    "\\'e",
    "$",
    "%",
    "&",
    "\n",
    "홍",
    "others",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join) | st.text())
def test_any_text_may_be_a_bibliography(text: str) -> None:
    for work in read_bibliography(text).works.values():
        assert "<i></i>" not in reference(work) and cited([work]).endswith(")")


BLOG = """
-- _config.yml --
title: Owls
plugins: [jekyll-scholar]
scholar: {source: ./_works/, bibliography: owls}
-- _works/owls.bib --
@book{barn, title = {The Barn Owl}, author = {Kim, Minsu}, year = {2008}, doi = {10.1000/barn}}
@book{barn, title = {Twice}}
-- _posts/2020-01-01-a.md --
---
title: Owls
lang: ko
---
| a | b |
|---|---|
| {% cite barn %} | c |
"""


def test_a_post_cites_a_work_of_the_blog_and_follows_its_bibliography(blog: MakeBlog) -> None:
    built = blog(BLOG)
    report = built.build()
    page = built.read("2020/01/01/a.html")
    assert '<td><a class="citation" href="#barn">(Kim, 2008)</a></td>' in page
    assert '<h2 class="bibliography">참고 문헌</h2>' in page
    assert "_works/owls.bib:2" in [f"{each.span.path}:{each.span.line}" for each in report.problems]
    built.put("_works/owls.bib", "@book{barn, title = {The Barn Owl}, author = {Lee, Ara}, year = {2009}}\n")
    built.build()
    assert '<a class="citation" href="#barn">(Lee, 2009)</a>' in built.read("2020/01/01/a.html")


def test_a_blog_that_moves_in_brings_its_bibliographies_along(blog: MakeBlog) -> None:
    from dapsagi.importers.copying import copy_blog

    made = blog(BLOG)
    assert "_works/owls.bib" in copy_blog(made.root, made.root.parent / "new", made.settings())
