from __future__ import annotations

from collections import Counter

import pytest

from dapsagi.journey.references.find import find_references
from dapsagi.journey.references.model import Details, Reference
from dapsagi.journey.references.tables import read_tables
from dapsagi.loader.data_files import builtin_tables
from dapsagi.post.mentions import Mention
from dapsagi.post.work_titles import ABOVE, BESIDE, HEADED, LINKED, LOOSE, UNNAMED


def find(*mentions: tuple[str, str, int], **details: Details) -> tuple[Reference, ...]:
    posts = {f"{number}.md": (Mention(*mention, 1),) for number, mention in enumerate(mentions, 1)}
    return find_references(posts, builtin_tables(), {name.replace("__", ":"): value for name, value in details.items()})


def test_one_work_gathers_the_posts_that_speak_of_it() -> None:
    (paper,) = find(
        ("https://arxiv.org/abs/1706.03762", "", UNNAMED), ("https://arxiv.org/pdf/1706.03762v2", "Attention", LINKED)
    )
    assert (paper.title, paper.url, paper.keys) == ("Attention", "https://arxiv.org/abs/1706.03762", ("1.md", "2.md"))


def test_the_surest_title_wins_then_the_one_used_most() -> None:
    url = "https://arxiv.org/abs/1706.03762"
    (paper,) = find((url, "앞말", BESIDE), (url, "가", LINKED), (url, "나", LINKED), (url, "나", HEADED))
    assert paper.title == "나"


def test_a_work_without_a_title_is_called_by_its_number() -> None:
    assert [each.title for each in find(("https://arxiv.org/abs/1706.03762", "", UNNAMED))] == ["arXiv:1706.03762"]


def test_a_paper_of_one_title_at_two_hosts_is_one_work_under_its_number() -> None:
    (paper,) = find(
        ("http://papers.nips.cc/paper/7181-attention-is-all-you-need", "Attention is all you need", LINKED),
        ("https://arxiv.org/abs/1706.03762", "Attention Is All You Need", LINKED),
    )
    assert (paper.id, paper.aliases, len(paper.speeches)) == ("arxiv:1706.03762", ("nips:7181",), 2)


def test_a_book_in_two_shops_is_one_work() -> None:
    (book,) = find(
        ("https://www.yes24.com/Product/Goods/34970929", "밑바닥부터 시작하는 딥러닝", LINKED),
        ("http://www.hanbit.co.kr/store/books/look.php?p_code=B8475831198", "「밑바닥부터 시작하는 딥러닝」", HEADED),
    )
    assert book.kind == "book"


def test_two_articles_of_one_title_stay_two() -> None:
    assert len(find(("https://a.example/1", "회고", LINKED), ("https://b.example/1", "회고", LINKED))) == 2


def test_words_tell_the_kind_only_where_no_table_does() -> None:
    kinds = Counter(
        each.kind
        for each in find(
            ("http://hunkim.github.io/ml/", "모두를 위한 머신러닝/딥러닝 강의", HEADED),
            ("http://blog.naver.com/laonple", "머신러닝 강의", HEADED),
            ("https://arxiv.org/abs/1706.03762", "어텐션 강의", LINKED),
        )
    )
    assert kinds == {"course": 1, "article": 1, "paper": 1}


def test_what_the_author_says_of_a_work_stands_before_what_was_found() -> None:
    url = "https://arxiv.org/abs/1706.03762"
    known = Details(title="Attention", kind="article", authors=("A. Vaswani",), year=2017)
    (paper,) = find((url, "x", LINKED), **{"arxiv__1706.03762": known})
    assert (paper.title, paper.kind, paper.details) == ("Attention", "article", known)
    assert find((url, "x", LINKED), **{"arxiv__1706.03762": Details(hidden=True)}) == ()


def test_a_citation_is_told_from_others_by_the_number_of_its_paper() -> None:
    mentions = {
        "a.md": [
            Mention("https://arxiv.org/abs/1603.09382", "Owl et al., 2016", 2, 1),
            Mention("https://arxiv.org/abs/1608.06993", "Owl et al., 2016", 2, 2),
            Mention("https://aclanthology.org/D19-1374/", "Owl et al., 2016", 2, 3),
        ]
    }
    assert [reference.title for reference in find_references(mentions, builtin_tables())] == [
        "Owl et al., 2016 (arXiv:1603.09382)",
        "Owl et al., 2016 (arXiv:1608.06993)",
        "Owl et al., 2016 (ACL D19-1374)",
    ]


def test_a_paper_is_called_by_its_title_rather_than_by_a_citation() -> None:
    url = "https://arxiv.org/abs/1603.09382"
    (paper,) = find((url, "Owl et al", LINKED), (url, "Owl et al", LINKED), (url, "Birds at Night", BESIDE))
    assert paper.title == "Birds at Night"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("GitHub - owls/nest: A nest. Contribute to owls/nest by creating an account", "owls/nest"),
        ("GitHub - owls/nest", "owls/nest"),
        ("GitHub - 올빼미 둥지 모음", "올빼미 둥지 모음"),
        ("GitHub for owls", "GitHub for owls"),
    ],
)
def test_a_repository_is_called_without_what_its_page_says_of_the_site(words: str, title: str) -> None:
    assert find(("https://github.com/owls/nest", words, LINKED))[0].title == title


def test_a_machine_without_a_name_is_a_work_only_where_somebody_names_it() -> None:
    assert find(("http://13.125.7.7:8080/", "", UNNAMED), ("http://13.125.7.7/owls/", "", UNNAMED)) == ()
    assert find(("http://13.125.7.7/", "올빼미 사전", LINKED))[0].title == "올빼미 사전"


def test_what_three_works_of_one_host_are_called_names_none_of_them() -> None:
    urls = [f"https://github.com/owls/{name}" for name in ("wings", "nest", "song")]
    official = [(url, "공식 코드 (새)", LINKED) for url in urls]
    assert [each.title for each in find(*official[:2])] == ["공식 코드 (새)"] * 2
    elsewhere = ("https://nest.example/fly-at-night", "공식 코드 (새)", LINKED)
    titles = [each.title for each in find(*official, elsewhere)]
    assert titles == ["owls/wings", "owls/nest", "owls/song", "공식 코드 (새)"]
    known = find(*official, **{"github__owls/wings": Details(title="공식 코드 (새)")})
    assert known[0].title == "공식 코드 (새)"


def test_words_of_an_address_tell_no_kind() -> None:
    mentions = {"a.md": [Mention("https://owls.example/docs.html#torch.Dataset", "", 0, 1)]}
    (reference,) = find_references(mentions, builtin_tables())
    assert (reference.kind, reference.title) == ("article", "owls.example/docs.html#torch.Dataset")


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://docs.birds.example/3/library/itertools.html", "itertools (docs.birds.example)"),
        ("https://owls.example/how-to-fly-at-night", "how to fly at night (owls.example)"),
        ("https://owls.example/entry/%EC%83%88%EC%9D%98-%EA%B8%B8", "새의 길 (owls.example)"),
        ("https://owls.example/2015-08-Understanding-Wings/index.html", "Understanding Wings (owls.example)"),
        ("https://owls.example/problem/1000#", "owls.example/problem/1000"),
        ("https://owls.example/en/v2/index.html", "owls.example"),
        ("https://owls.example/bird-guide/index.ko.html", "bird guide (owls.example)"),
        ("https://owls.example/#nest", "owls.example"),
        ("https://owls.example/13/", "owls.example/13"),
        ("https://owls.example/problem/1000", "owls.example/problem/1000"),
        ("https://owls.example/view.php?id=3", "owls.example/view.php?id=3"),
        ("https://owls.example/flight-manual/16", "flight manual 16 (owls.example)"),
        ("https://owls.example/how-owls-fly-at-night/16", "how owls fly at night (owls.example)"),
        ("https://owls.example/problems/two-nests/description/", "two nests (owls.example)"),
        ("https://owls.example/docs/nest.build.html?highlight=build#nest.build", "nest.build (owls.example)"),
        ("https://aclanthology.org/2022.acl-long.236/", "ACL 2022.acl-long.236"),
        ("https://doi.org/10.1162/tacl_a_00605/118118/Birds-At-Night", "Birds At Night (doi.org)"),
        ("https://owls.example/" + "a/" * 60, "owls.example/" + "a/" * 23 + "a…"),
        ("https://github.com/Owner/Birds/blob/main/fly.py", "Owner/Birds"),
        ("https://ko.wikipedia.org/wiki/%EC%98%AC%EB%B9%BC%EB%AF%B8", "올빼미"),
    ],
)
def test_an_address_without_a_name_is_shown_so_that_one_can_read_it(url: str, title: str) -> None:
    assert [each.title for each in find((url, "", UNNAMED))] == [title]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("3. Birds at Night (Oral)", "Birds at Night"),
        ("[논문 리뷰] Birds at Night", "Birds at Night"),
        ("Birds at Night - ScienceDirect", "Birds at Night"),
        ("Birds at Night | IEEE Conference Publication", "Birds at Night"),
        ("[arXiv] - Birds at Night (NEST)[14]", "Birds at Night (NEST)"),
        ("Birds at Night (NEST 2017) 요약 설명", "Birds at Night"),
        ("BIRD - Birds at Night(BIRD 논문 설명)", "BIRD - Birds at Night"),
        ("Birds at Night 논문 원본", "Birds at Night"),
        ("Birds at Night”, 2017 NEST", "Birds at Night"),
        ("“Birds” at Night", "Birds” at Night"),
        ("올빼미를 다룬 논문", "올빼미를 다룬 논문"),
        ("A Critical Review", "A Critical Review"),
    ],
)
def test_a_paper_is_called_without_what_a_list_or_a_review_puts_around_it(words: str, title: str) -> None:
    assert [each.title for each in find(("https://arxiv.org/abs/1706.03762", words, LINKED))] == [title]


def test_an_article_keeps_the_number_that_it_has() -> None:
    found = find(("https://owls.example/1", "129. Birds at Night", LINKED))
    assert [(each.kind, each.title) for each in found] == [("article", "129. Birds at Night")]


def test_a_sentence_names_a_work_where_neither_its_address_nor_its_number_does() -> None:
    a, b, c = "https://owls.example/fly-at-night", "https://owls.example/77", "https://arxiv.org/abs/1706.03762"
    found = find((a, "새가 나는 것처럼", LOOSE), (b, "새가 나는 것처럼", LOOSE), (c, "새가 나는 것처럼", LOOSE))
    assert [each.title for each in found] == ["arXiv:1706.03762", "fly at night (owls.example)", "새가 나는 것처럼"]


def test_a_heading_does_not_name_a_whole_site() -> None:
    found = find(("https://owls.example/", "올빼미 설치", ABOVE), ("https://owls.example/7", "올빼미 7", ABOVE))
    assert [each.title for each in found] == ["owls.example", "올빼미 7"]


def test_a_number_and_a_link_are_one_work_and_a_wrong_number_is_none() -> None:
    wrong = ("isbn:978-89-6848-463-7", "", UNNAMED)
    (paper, book) = find(
        ("arxiv:1706.03762", "Attention", BESIDE),
        ("https://arxiv.org/pdf/1706.03762v2", "", UNNAMED),
        ("isbn:978-89-6848-463-6", "밑바닥부터", BESIDE),
        wrong,
    )
    assert (paper.id, len(paper.speeches)) == ("arxiv:1706.03762", 2)
    assert (book.id, book.url) == (
        "isbn:9788968484636",
        "https://www.aladin.co.kr/shop/wproduct.aspx?ISBN=9788968484636",
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://imgur.com/a1b2",
        "https://t.co/abc",
        "https://hits.sh/owl.example.svg",
        "https://twitter.com/intent/tweet?url=x",
    ],
)
def test_pictures_short_addresses_and_buttons_are_no_works(url: str) -> None:
    assert find((url, "새", LINKED)) == ()


GIST = "https://gist.github.com/owl/a3e0cc2d5f18afe4d3ca67ec90cbfcd"


def called(*urls: str) -> list[str]:
    mentions = {"a.md": [Mention(url, "", UNNAMED, 1) for url in urls]}
    tables = builtin_tables()
    return [each.title for each in find_references(mentions, tables, title_of={"a.md": "올빼미"}.__getitem__)]


@pytest.mark.parametrize(
    ("url", "title"),
    [
        (GIST, "Gist: 올빼미"),
        ("https://www.youtube.com/embed/aircAruvnKk", "YouTube: 올빼미"),
        ("https://player.vimeo.com/video/10000001", "Vimeo: 올빼미"),
        ("https://drive.google.com/file/d/1a2b3c4d5e6f7g8h9/view", "Google Drive: 올빼미"),
        ("https://product.kyobobook.co.kr/detail/S000216879547", "교보문고: 올빼미"),
        ("https://www.kyobobook.co.kr/detail.laf?barcode=9788966261253", "ISBN 9788966261253"),
        ("https://owl.example/a3e0cc2d5f18", "owl.example/a3e0cc2d5f18"),
        ("https://mydrive.google.com.example/a3e0cc2d5f18", "mydrive.google.com.example/a3e0cc2d5f18"),
    ],
)
def test_a_work_that_neither_words_nor_its_address_name_is_called_by_its_host_and_its_post(
    url: str, title: str
) -> None:
    assert called(url) == [title]


def test_works_of_one_host_that_a_post_does_not_name_are_told_apart() -> None:
    assert called(f"{GIST}1", f"{GIST}2", f"{GIST}1") == ["Gist: 올빼미", "Gist: 올빼미 (2)"]


def test_a_blog_says_what_works_of_other_hosts_are_called() -> None:
    tables, problems = read_tables({"names": {"nest.example": "Nest"}}, "data/references-hosts.yml")
    mentions = {"a.md": [Mention("https://www.nest.example/?id=7", "", UNNAMED, 1)]}
    (work,) = find_references(mentions, builtin_tables().extended(tables), title_of={"a.md": "올빼미"}.__getitem__)
    assert (work.title, problems) == ("Nest: 올빼미", ())


@pytest.mark.parametrize("written", [{"nest.example": "paper"}, {"works": {"host": "a"}}, {"names": ["a"]}])
def test_what_is_no_part_of_the_tables_is_reported(written: dict[str, object]) -> None:
    tables, (problem,) = read_tables({**written, "words": None}, "data/references-hosts.yml")
    (key,) = written
    assert str(problem).startswith(f"data/references-hosts.yml: R101 `{key}` is none of its parts; write `works:` with")
    assert (tables.rules, tables.names) == ({}, {})


def reviewed(title: str, *mentions: tuple[str, str]) -> list[str]:
    each = [Mention(url, name, LINKED if name else UNNAMED, 1) for url, name in mentions]
    found = find_references({"a.md": each}, builtin_tables(), title_of={"a.md": title}.__getitem__)
    return [reference.title for reference in found]


OWLS = "https://arxiv.org/abs/1711.09020"
NESTS = "https://arxiv.org/abs/1711.09021"


@pytest.mark.parametrize(
    "title",
    [
        "[논문리뷰] Owls at Night",
        "[Paper Review] Owls at Night (2017)",
        "Owls at Night(2017) - Review",
        "Owls at Night 논문 리뷰 및 PyTorch 구현",
        "논문 리뷰: Owls at Night",
    ],
)
def test_a_paper_that_nothing_names_is_called_as_the_review_of_it(title: str) -> None:
    assert reviewed(title, (OWLS, "")) == ["Owls at Night"]
    assert reviewed(title, (OWLS, ""), (NESTS, "Nests of Owls")) == ["Owls at Night", "Nests of Owls"]


@pytest.mark.parametrize(
    ("title", "mentions"),
    [
        ("Owls at Night", [(OWLS, "")]),
        ("논문 리뷰 모음", [(OWLS, "")]),
        ("[논문리뷰] Owls at Night", [(OWLS, ""), (NESTS, "")]),
        ("[논문리뷰] Owls at Night", [(OWLS, ""), (NESTS, "Owls at night")]),
    ],
)
def test_which_paper_a_post_reviews_is_not_guessed(title: str, mentions: list[tuple[str, str]]) -> None:
    assert "arXiv:1711.09020" in reviewed(title, *mentions)
