from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.journey.references.recognise import recognise
from dapsagi.journey.references.tables import read_tables
from dapsagi.loader.data_files import builtin_tables

SAME = {
    "arxiv:1706.03762": [
        "https://arxiv.org/abs/1706.03762",
        "http://arxiv.org/abs/1706.03762v5",
        "https://www.arxiv.org/pdf/1706.03762.pdf",
        "https://arxiv.org/pdf/1706.03762v7",
        "https://export.arxiv.org/abs/1706.03762?utm_source=x&fbclid=1",
        "https://ar5iv.labs.arxiv.org/html/1706.03762",
        "https://huggingface.co/papers/1706.03762",
        "https://doi.org/10.48550/arXiv.1706.03762",
    ],
    "doi:10.1145/3065386": [
        "https://doi.org/10.1145/3065386",
        "http://dx.doi.org/10.1145/3065386",
        "https://dl.acm.org/doi/abs/10.1145/3065386",
        "https://dl.acm.org/doi/pdf/10.1145/3065386?download=true",
    ],
    "openreview:rkE3y85ee": [
        "https://openreview.net/forum?id=rkE3y85ee",
        "https://openreview.net/pdf?id=rkE3y85ee&utm_medium=mail",
    ],
    "acl:N19-1423": [
        "https://aclanthology.org/N19-1423/",
        "https://aclanthology.org/N19-1423.pdf",
        "https://www.aclweb.org/anthology/N19-1423",
        "https://doi.org/10.18653/v1/N19-1423",
    ],
    "nips:3f5ee243547dee91fbd053c1c4a845aa": [
        "https://proceedings.neurips.cc/paper/2017/hash/3f5ee243547dee91fbd053c1c4a845aa-Abstract.html",
        "https://papers.nips.cc/paper_files/paper/2017/file/3f5ee243547dee91fbd053c1c4a845aa-Paper.pdf",
    ],
    "pmlr:v37/ioffe15": [
        "http://proceedings.mlr.press/v37/ioffe15.html",
        "https://proceedings.mlr.press/v37/ioffe15.pdf",
    ],
    "pmlr:r5/morin05a": ["http://proceedings.mlr.press/r5/morin05a/morin05a.pdf"],
    "cvf:He_Deep_Residual_Learning_CVPR_2016": [
        "https://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_Residual_Learning_CVPR_2016_paper.html",
        "https://openaccess.thecvf.com/content_cvpr_2016/papers/He_Deep_Residual_Learning_CVPR_2016_paper.pdf",
        "http://www.cv-foundation.org/openaccess/content_cvpr_2016/papers/He_Deep_Residual_Learning_CVPR_2016_paper.pdf",
    ],
    "isbn:9780262035613": [
        "https://www.amazon.com/Deep-Learning-Adaptive-Computation-Machine/dp/0262035618/ref=sr_1_1?s=books",
        "https://www.amazon.co.jp/gp/product/0262035618",
        "https://www.oreilly.com/library/view/deep-learning/9780262035613/",
        "http://www.kyobobook.co.kr/product/detailViewEng.laf?barcode=9780262035613",
        "https://link.springer.com/book/10.1007/978-0-262-03561-3",
    ],
    "yes24:34970929": ["http://www.yes24.com/24/goods/34970929", "https://m.yes24.com/Goods/Detail/34970929"],
    "aladin:100000": [
        "https://www.aladin.co.kr/shop/wproduct.aspx?ItemId=100000",
        "https://www.aladin.co.kr/m/mproduct.aspx?ItemId=100000&start=x",
    ],
    "coursera:learn/machine-learning": [
        "https://www.coursera.org/learn/machine-learning",
        "https://www.coursera.org/learn/machine-learning/home/welcome?utm_campaign=x",
    ],
    "inflearn:기본-파이썬": [
        "https://www.inflearn.com/course/기본-파이썬",
        "https://www.inflearn.com/course/%EA%B8%B0%EB%B3%B8-%ED%8C%8C%EC%9D%B4%EC%8D%AC/dashboard",
    ],
    "youtube:aircAruvnKk": [
        "https://www.youtube.com/watch?v=aircAruvnKk&t=30s",
        "https://m.youtube.com/watch?feature=share&v=aircAruvnKk",
        "https://youtu.be/aircAruvnKk?si=abc",
        "https://www.youtube-nocookie.com/embed/aircAruvnKk",
    ],
    "github:pytorch/pytorch": [
        "https://github.com/pytorch/pytorch",
        "http://www.github.com/PyTorch/pytorch.git",
        "https://github.com/pytorch/pytorch/blob/main/README.md#install",
        "https://raw.githubusercontent.com/pytorch/pytorch/main/setup.py",
        "https://colab.research.google.com/github/pytorch/pytorch/blob/main/x.ipynb",
    ],
    "facebook:TensorFlowKR": [
        "https://www.facebook.com/groups/TensorFlowKR/",
        "https://m.facebook.com/groups/TensorFlowKR?ref=bookmarks",
    ],
    "url:blog.naver.com/laonple/220507317864": [
        "http://blog.naver.com/laonple/220507317864",
        "https://m.blog.naver.com/laonple/220507317864/?utm_source=x#comment",
        "https://blog.naver.com/PostView.naver?isHttpsRedirect=true&blogId=laonple&categoryNo=1&logNo=220507317864&from=x",
    ],
    "url:owls.tistory.com/108": [
        "https://owls.tistory.com/108?category=925341",
        "http://owls.tistory.com/m/108#google_vignette",
    ],
    "url:owls.tistory.com/entry/밤": [
        "https://owls.tistory.com/entry/%EB%B0%A4?category=925341",
        "https://owls.tistory.com/m/entry/밤",
    ],
}


@pytest.mark.parametrize("name", SAME)
def test_one_work_has_one_name_under_all_its_addresses(name: str) -> None:
    found = {url: recognise(url, builtin_tables()) for url in SAME[name]}
    assert {url: work.id if work else None for url, work in found.items()} == dict.fromkeys(SAME[name], name)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://papers.nips.cc/paper/7210-neural-discrete-representation-learning", "paper"),
        ("https://arxiv.org/abs/1707.0847", "paper"),
        ("https://www.nature.com/articles/nature14539", "paper"),
        ("http://www.hanbit.co.kr/store/books/look.php?p_code=B8475831198", "book"),
        ("https://wikidocs.net/book/1", "book"),
        ("https://www.youtube.com/user/hunkims/playlists", "course"),
        ("https://www.youtube.com/playlist?list=PLlMkM4tgfjnLSOjrEJN31gZATbcj_MpUm", "course"),
        ("https://www.edx.org/course/cs50s-introduction-to-computer-science", "course"),
        ("http://www.kmooc.kr/courses/course-v1:SNUk+SNU050_011k+2017_T1/about", "course"),
        ("https://ko.khanacademy.org/math/linear-algebra", "course"),
        ("http://cs231n.github.io/convolutional-networks/", "course"),
        ("https://www.kaggle.com/c/titanic", "data"),
        ("https://huggingface.co/datasets/squad", "data"),
        ("https://huggingface.co/bert-base/uncased", "model"),
        ("https://discord.gg/abcdef", "community"),
        ("https://tensorflowkr.slack.com/", "community"),
        ("https://huggingface.co/blog/annotated-diffusion", "article"),
        ("https://arxiv.org/list/cs.LG/recent", "article"),
        ("https://github.com/features/actions", "article"),
        ("https://github.com/orgname/repo/discussions", "community"),
        ("https://github.com/orgname/repo/discussions/12", "article"),
        ("https://okky.kr/articles/12345", "article"),
        ("https://okky.kr/", "community"),
        ("https://discuss.pytorch.org/t/owls/12", "article"),
        ("https://www.datacamp.com/tutorial/owls", "article"),
        ("https://www.datacamp.com/courses/owls", "course"),
        ("https://fastcampus.co.kr/books/212", "book"),
        ("https://distill.pub/2020/owls/", "paper"),
        ("https://www.informit.com/articles/article.aspx?p=1", "article"),
        ("https://web.stanford.edu/class/cs224n/reports/owls.pdf", "paper"),
        ("https://medium.com/@x/github.com-1234", "article"),
        ("https://www.facebook.com/groups/owls/permalink/12/", "article"),
        ("https://www.facebook.com/groups/owls/", "community"),
        ("https://school.programmers.co.kr/learn/courses/30/parts/12", "article"),
        ("http://image-net.org/challenges/owls.pdf", "article"),
    ],
)
def test_hosts_tell_the_kind_of_a_work(url: str, kind: str) -> None:
    work = recognise(url, builtin_tables())
    assert work and work.kind == kind


def test_pages_of_github_about_itself_are_no_code() -> None:
    one = recognise("https://docs.github.com/en/actions/learn", builtin_tables())
    other = recognise("https://docs.github.com/en/actions/use", builtin_tables())
    assert one and other and one.id != other.id
    assert (one.kind, other.kind) == ("article", "article")


def test_two_papers_of_one_host_are_two_works() -> None:
    one = recognise("https://aaai.org/papers/one/", builtin_tables())
    other = recognise("https://aaai.org/papers/other/", builtin_tables())
    assert one and other and one.id != other.id


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8080/a",
        "http://192.168.0.7/",
        "http://api-server:8080/a",
        "https://pics.example/birds/owl.PNG",
        "https://twitter.com/owl",
        "https://www.linkedin.com/in/owl/",
        "https://github.com/owl?tab=repositories",
        "http://localhost.com/owls",
    ],
)
def test_what_is_not_everybodys_and_pictures_and_people_are_no_works(url: str) -> None:
    assert recognise(url, builtin_tables()) is None


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://ko.m.wikipedia.org/wiki/%EC%98%AC%EB%B9%BC%EB%AF%B8_%EB%88%88#top", "올빼미 눈"),
        ("https://stackoverflow.com/questions/101/how-do-owls-see", "how do owls see"),
        ("https://www.oreilly.com/library/view/owls-in-action/9781492062486/ch01.html", "owls in action"),
        ("https://www.udemy.com/course/owls-for-all/", "owls for all"),
    ],
)
def test_an_address_that_names_its_work_gives_it_a_title(url: str, title: str) -> None:
    work = recognise(url, builtin_tables())
    assert work and work.title == title


def test_one_rfc_and_one_question_have_many_addresses() -> None:
    for addresses in (
        ("https://datatracker.ietf.org/doc/html/rfc9110#section-4", "https://www.rfc-editor.org/rfc/rfc9110.html"),
        ("https://stackoverflow.com/q/101", "https://stackoverflow.com/questions/101/how-do-owls-see?lq=1"),
    ):
        works = [recognise(address, builtin_tables()) for address in addresses]
        assert len({work.id for work in works if work}) == 1


def test_a_blog_adds_hosts_of_its_own_and_they_come_first() -> None:
    own, problems = read_tables(
        {"works": [{"host": "arxiv.org", "kind": "video", "path": "^/abs/(?P<id>.+)", "id": "mine:{id}"}]}, "x.yml"
    )
    assert not problems
    work = recognise("https://arxiv.org/abs/1706.03762", builtin_tables().extended(own))
    assert work and (work.id, work.kind) == ("mine:1706.03762", "video")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"kind": "paper"}, "has no `host`"),
        ({"host": "x.org", "kind": "podcast"}, 'no kind "podcast"'),
        ({"host": "x.org", "kind": "paper", "path": "(["}, "cannot be read"),
        ({"host": "x.org", "kind": "paper", "path": "^/a", "id": "x:{id}"}, "no group named id"),
        ("x.org", "has no `host`"),
    ],
)
def test_a_row_that_cannot_be_understood_is_reported_and_left_out(row: object, message: str) -> None:
    tables, (problem,) = read_tables({"works": [row, {"host": "y.org", "kind": "book"}]}, "data/hosts.yml")
    assert message in problem.message and problem.hint and problem.span.path == "data/hosts.yml"
    assert set(tables.rules) == {"y.org"}


@given(st.text())
def test_no_address_is_too_odd(text: str) -> None:
    for url in (text, "https://" + text, "https://arxiv.org/abs/" + text, "//" + text):
        recognise(url, builtin_tables())


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://owls.example/papers/2019/night.pdf", "paper"),
        ("https://owls.example/night.pdf", "article"),
        ("https://arxiv.org/ftp/arxiv/papers/1709/1709.01664.pdf", "paper"),
        ("https://www.mdpi.com/2076-3417/11/14/6368", "paper"),
        ("https://www.jstage.jst.go.jp/article/jjsai/35/1/35_1/_article/-char/ja", "paper"),
        ("https://zenn.dev/owl/books/night-birds", "book"),
        ("https://zenn.dev/owl/articles/night-birds", "article"),
        ("https://gihyo.jp/book/2020/978-4-297-00000-0", "book"),
        ("https://book.douban.com/subject/26320630/", "book"),
        ("https://git-scm.com/book/ko/v2", "book"),
        ("https://git-scm.com/book/ko/v2/Git-Basics", "article"),
        ("https://school.programmers.co.kr/learn/courses/30/lessons/42576", "article"),
        ("https://nextstep.camp/courses/-KgDNT4rfavb_BzYLBXr", "course"),
        ("https://dotinstall.com/lessons/basic_python", "course"),
        ("https://www.nicovideo.jp/watch/sm9", "video"),
        ("https://owls.connpass.com/event/1/", "community"),
        ("https://hub.packtpub.com/language-modeling/", "article"),
        ("//link.zhihu.com/?target=http%3A//book.douban.com/subject/10546125/", "book"),
    ],
)
def test_tables_know_shops_journals_and_lectures_of_three_countries(url: str, kind: str) -> None:
    work = recognise(url, builtin_tables())
    assert work is not None
    assert work.kind == kind


def test_a_page_that_leads_on_is_the_page_that_it_leads_to() -> None:
    work = recognise("https://www.google.com/url?sa=i&url=https%3A%2F%2Fowls.example%2Fa&usg=1", builtin_tables())
    assert work is not None
    assert (work.id, work.url) == ("url:owls.example/a", "https://owls.example/a")
    assert recognise("https://www.google.com/search?q=owl", builtin_tables()) is None
