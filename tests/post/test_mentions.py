from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapsagi import markup
from dapsagi.markup.options import MarkupOptions
from dapsagi.post.mentions import Mention, Surroundings, find_surroundings
from dapsagi.post.work_titles import ABOVE, LINKED, LOOSE, UNNAMED

HOSTS = ("blog.example.com",)


def around(text: str, dialect: str = "dapsagi", title: str = "") -> Surroundings:
    body = markup.render(text, MarkupOptions(dialect="jekyll" if dialect == "jekyll" else "dapsagi"))
    return find_surroundings(body, text, HOSTS, title=title)


def titles(text: str, dialect: str = "dapsagi") -> list[str]:
    return [mention.title for mention in around(text, dialect).mentions]


A = "https://a.example/1"


@pytest.mark.parametrize("dialect", ["dapsagi", "jekyll"])
@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"- StarGAN (Using TF or something. non PyTorch: {A} )", "StarGAN"),
        (f"- DARLA ({A})", "DARLA"),
        (f"1. Attention Is All You Need: {A}", "Attention Is All You Need"),
        (f"- {A} - Deep Residual Learning", "Deep Residual Learning"),
        (f"- [Deep Speaker]({A})", "Deep Speaker"),
        (f"- Deep Speaker [[paper]({A})]", "Deep Speaker"),
        (f"- Deep Speaker [[논문]({A})]", "Deep Speaker"),
        (f"## [밑바닥부터 시작하는 딥러닝]({A})", "밑바닥부터 시작하는 딥러닝"),
        (f"## 밑바닥부터 시작하는 딥러닝\n\n{A}", "밑바닥부터 시작하는 딥러닝"),
        (f"「선형대수와 그 응용」을 읽었다. [여기]({A})에 있다.", "선형대수와 그 응용"),
        (f"Batch Normalization\n{A}", "Batch Normalization"),
        (f"[![표지](x.png)]({A})", ""),
        (f"- Deep Speaker [[논문 링크]({A})]", "Deep Speaker"),
        (f"- [공식 문서]({A})", ""),
        (f"- [Official documentation page]({A})", ""),
        (f"- [데이터 과학 입문]({A})", "데이터 과학 입문"),
        (f"- [The Data Model of Birds]({A})", "The Data Model of Birds"),
        (f"새가 어떻게 나는지는 오래된 물음이다.<sup>[[7]({A})]</sup>", ""),
        (f"먼저 이 물음의 역사를 다룬 좋은 글은 [여기]({A})에 있다.", ""),
        (f"[클릭!]({A})", ""),
        (f"[출처 ❗]({A})", ""),
        (f"[<- 코드 구현]({A})", ""),
        (f"[새의 길]({A}) [여기 입니다]({A})", "새의 길"),
        (f"[BirdKit을]({A}) 쓰면 된다.", "BirdKit"),
        (f"[<새의 길>]({A})", "새의 길"),
        (f"You can read what they found in [this article]({A}).", ""),
        (f"[June 20, 2018]({A})", ""),
        (f"[{'소스코드' * 25}새]({A})", "소스코드" * 25 + "새"),
        (f"{'가' * 20} {'나' * 20} {'다' * 20} {'라' * 20} {'마' * 20}: {A}", " ".join(x * 20 for x in "가나다라마")),
        (f"| Attention | [link]({A}) |\n|---|---|\n| a | b |", ""),
        (f"새는 [Backbone.js]({A}) 로 난다.", "Backbone.js"),
        (f"- 새 도감 [링크]({A})", "새 도감"),
        (f"[새 도감 링크]({A})", "새 도감"),
        (f"우선 <{A}>에서 받는다.", ""),
        (f"- Visit {A}", ""),
        (f"- 연속으로 새 부르기 (;과 &의 차이) <{A}>", "연속으로 새 부르기 (;과 &의 차이)"),
        (f"To install the birds, please check [this page]({A}).", ""),
        (f"새 도감을 보려면 [공식 웹사이트]({A})에서 받는다.", ""),
        (f"Code for the approach can be found [here]({A}).", ""),
        (f"[논문] {A}", ""),
        (f"- [[논문]]({A}) 새의 길", "새의 길"),
        (f"출처 : 새 연구회 ({A})", "새 연구회"),
        (f"새의 날개를 그린 그림 | 출처: {A}", ""),
        (f"[그림 출처: 새의 길]({A})", "새의 길"),
        (f"- [这里]({A}), 그리고 [こちら](https://b.example/2)", ""),
        (f"[The Way of Birds https://a.example/1]({A})", "The Way of Birds"),
        (f"[👉 +]({A})", ""),
        (f"[저것]({A}), [그것](https://b.example/2)", ""),
        (f"- 2018년 NeurIPS [논문]({A})", ""),
        (f"- [연구]({A}), [Learn more]({A}), [README]({A}), [120억 개]({A})", ""),
        (f"[저장소]({A}) 와 [강의](https://b.example/2)", ""),
        (f"ISBN 978-89-6848-463-6. [강의]({A})", ""),
        (f"- {A} 올빼미의 밤", "올빼미의 밤"),
        (f"- <{A}> 올빼미의 밤", "올빼미의 밤"),
        (f"- {A} 에서 받는다", ""),
        (f"[Please check my github]({A}), [full credit](https://b.example/2), [추가 설명](https://b.example/3)", ""),
        (f"[credit: Owl Society]({A})", "Owl Society"),
        (f"[Review2]({A}), [README.md](https://b.example/2)", ""),
        (f"## End\n\n- [Paper]({A})", ""),
        (f"새는 올빼미라는 개념인데: {A}", ""),
        (f"[Link to the full IPython notebook file]({A})", ""),
        (f"[새와 링크]({A})", "새와 링크"),
        (f"▶ 출처 : 새 연구회 ({A})", "새 연구회"),
        (f"[owls-and-how-they-fly]({A})", "owls and how they fly"),
        (f"[Owl “Birds at night”]({A})", "Owl “Birds at night”"),
        (f"- {A}까지 걸었다.", ""),
        (f"1. 올빼미의 밤\n({A})", "올빼미의 밤"),
        (f"[Owl et al., Birds at Night, NEST, 2017]({A})", "Birds at Night"),
        (f"[Owl et al. (2017): Birds at Night]({A})", "Birds at Night"),
        (f"[Owl, Hawk, Kite, 2017 — Birds at Night, arXiv 1711.09020]({A})", "Birds at Night"),
        (f'[Owl, A., et al. "Birds at night and by day." Nest Press (2017)]({A})', "Birds at night and by day"),
        (f"[Birds of Seoul, 3rd edition (2017) - 김올빼미]({A})", "Birds of Seoul, 3rd edition (2017) - 김올빼미"),
        (f"새의 길은 {A}）。여기서 끝난다.", ""),
    ],
)
def test_the_words_around_an_address_name_the_work(text: str, title: str, dialect: str) -> None:
    assert titles(text, dialect)[:1] == [title]


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        (f"[새가 나는 것처럼]({A}) 걷는다.", LOOSE),
        (f"[available on Birds]({A}/2) is more.", LOOSE),
        (f"[자세한 것은 이곳에서 확인!]({A})", LOOSE),
        (f"자세한 것은 [위키백과]({A})에.", LOOSE),
        ("자세한 것은 [위키백과](https://ko.wikipedia.org)에.", LINKED),
        (f"[Birds in Action]({A})", LINKED),
        (f"## 새의 길\n\n![x](a.png)\n\n{A}", ABOVE),
        (f"## 새의 길\n\n{A}\n\nhttps://b.example/", UNNAMED),
        (f"## 참고 자료\n\n{A}", UNNAMED),
    ],
)
def test_a_sentence_a_site_and_a_heading_name_less_than_a_title(text: str, rank: int) -> None:
    assert around(text).mentions[0].rank == rank


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"- Paper Link: <{A}>\n- Author: Owl\n- [그림](https://b.example/1)", "Birds at Night (NEST 2017)"),
        (f"## 1. 문제\n\n<{A}>\n", "Birds at Night (NEST 2017)"),
        (f"## Owls\n\n- [Paper]({A})\n- [Code](https://b.example/1)", "Owls"),
        (f"## Owls\n\n- [Paper]({A})\n\n## Kites\n\n- [Paper](https://b.example/1)", "Owls"),
        (f"[Paper]({A})\n\n[Paper](https://b.example/1)", ""),
        (f"오늘 이 [논문]({A})을 알게 되었다.", ""),
        (f"## 2\n\n[여기]({A})에 있다.", ""),
    ],
)
def test_the_paper_that_a_post_is_about_is_called_as_the_post_is(text: str, title: str) -> None:
    assert around(text, title="Birds at Night (NEST 2017)").mentions[0].title == title


def test_an_address_ends_where_a_sentence_of_the_far_east_does() -> None:
    assert [each.url for each in around(f"새의 길은 {A}）。여기서 끝난다. {A}、둘").mentions] == [A, A]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("StarGAN (arXiv:1711.09020v3)", [("arxiv:1711.09020", "StarGAN")]),
        ("A. Owl, “Birds at night,” arXiv preprint arXiv:1711.09020, 2017.", [("arxiv:1711.09020", "Birds at night")]),
        ("Owl, A. (2017). Birds at night. arXiv preprint arXiv:1711.09020.", [("arxiv:1711.09020", "Birds at night")]),
        ("이것은 arXiv 1711.09020 에서 처음 나왔다.", [("arxiv:1711.09020", "")]),
        ("『새의 길』 (ISBN 978-89-6848-463-6)", [("isbn:978-89-6848-463-6", "새의 길")]),
        ("Owl, A. Birds. Nest Press. ISBN 978-89-6848-463-6.", [("isbn:978-89-6848-463-6", "")]),
        ("Owl, A. (2017). Birds. Nest Press. ISBN 978-89-6848-463-6.", [("isbn:978-89-6848-463-6", "Birds")]),
        ("Birds at night. doi:10.1145/3319008.3319024.", [("doi:10.1145/3319008.3319024", "Birds at night")]),
        ("doi: 10.1109/ICNN. 1993.298572", []),
        ("`arXiv:1711.09020`", []),
        ("```\narXiv:1711.09020\n```", []),
        ("파일 이름은 arXiv-1711.09020.pdf", []),
        ("[arXiv:1711.09020](/birds/)", []),
    ],
)
def test_a_number_of_a_work_counts_as_a_link_does(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.url, each.title) for each in around(text).mentions] == found


def test_what_is_quoted_before_a_link_names_the_number_behind_it_too() -> None:
    assert titles(f"Owl, A. “Birds at night.” [pdf]({A}) doi:10.1145/3319008.3319024.")[1:] == ["Birds at night"]


def test_a_number_has_its_line() -> None:
    assert [each.line for each in around("하나\n\n- 둘\n- StarGAN (arXiv:1711.09020)\n").mentions] == [4]


def test_each_address_of_a_line_is_named_by_what_it_belongs_to() -> None:
    assert titles(f"- StarGAN [[paper]({A})] [[code](https://b.example/2)]") == ["StarGAN", "StarGAN"]
    assert titles(f"- [StarGAN]({A}), [CycleGAN](https://b.example/2)") == ["StarGAN", "CycleGAN"]


@pytest.mark.parametrize("between", ["와", "및", "그리고", " and "])
def test_what_joins_two_links_is_not_what_the_second_is_called(between: str) -> None:
    assert titles(f"[강의]({A}) {between} [저장소](https://b.example/2)") == ["", ""]


def test_an_address_without_a_link_counts_with_its_line() -> None:
    text = f"하나\n\n- DARLA ({A})\n- 다시 {A}.\n"
    assert [(each.url, each.line) for each in around(text, "jekyll").mentions] == [(A, 3), (A, 4)]


@pytest.mark.parametrize(
    "text", [f"`{A}`", f"```\n{A}\n```", "[다음 글](/2/)", "[x](https://blog.example.com/2/)", "[m](mailto:a@b.c)"]
)
def test_code_and_the_blog_itself_are_no_mentions(text: str) -> None:
    assert around(text, "jekyll").mentions == ()


def test_an_embedded_video_is_a_mention() -> None:
    assert [each.url for each in around(f'<iframe src="{A}"></iframe>').mentions] == [A]


V = "https://www.youtube.com/embed/aircAruvnKk"


@pytest.mark.parametrize("dialect", ["dapsagi", "jekyll"])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f'앞 문단이다.\n\n<iframe src="{V}"></iframe>', ""),
        (f'올빼미의 밤\n\n<div><iframe src="{V}"></iframe></div>', "올빼미의 밤"),
        (f'<iframe src="{V}" title="YouTube video player"></iframe>', ""),
        (f'<iframe src="{V}" title="Owls &amp; bats"></iframe>', "Owls & bats"),
        (f'## 올빼미의 밤\n\n긴 문단이다.\n\n<iframe src="{V}"></iframe>', "올빼미의 밤"),
        (f'올빼미의 밤\n\n글이다.\n\n<iframe src="{A}"></iframe>', ""),
    ],
)
def test_what_stands_in_a_frame_is_called_by_what_is_around_it(text: str, name: str, dialect: str) -> None:
    assert [each.title for each in around(text, dialect, "그날의 기록").mentions] == [name]


def test_what_counts_a_link_is_no_part_of_its_name() -> None:
    assert [each.title for each in around(f"[1️⃣ 밤의 새]({A})").mentions] == ["밤의 새"]


def test_a_link_within_the_blog_comes_with_its_sentence() -> None:
    found = around("앞 문장이다. 자세한 것은 [2편](/2/)에서\n이어진다. 뒤 문장이다.")
    assert found.quotes == ((0, "자세한 것은 2편에서"),) or found.quotes == ((0, "자세한 것은 2편에서 이어진다."),)


@pytest.mark.parametrize(
    "listing",
    [
        "```\n{0}1 <b>\n```",
        "<pre>{0}1</pre>",
        "<PRE>\n{0}1\n</PRE>",
        "<pre><p>{0}1</p>{0}2</pre>",
        "앞 <code>{0}1</code>",
    ],
)
def test_what_stands_behind_a_listing_is_looked_at_and_what_is_in_it_is_not(listing: str) -> None:
    text = f"앞글 {A}0\n\n{listing.format(A)}\n\n### 뒷글\n\n- [새]({A}7)\n\n{listing.format(A)}\n\n뒷글 {A}8"
    assert [mention.url for mention in around(text).mentions] == [f"{A}0", f"{A}7", f"{A}8"]


def test_a_footnote_is_not_named_by_the_last_heading() -> None:
    text = f"## 그래서 결과는\n\n새가 난다.[^1]\n\n[^1]: [{A}]({A})\n"
    assert titles(text) == [""]


def test_a_sentence_without_an_end_is_cut_around_its_link() -> None:
    words = "낱말 " * 200
    ((_, sentence),) = around(f"{words}[2편](/2/) {words}").quotes
    assert "2편" in sentence and sentence.startswith("…") and sentence.endswith("…") and len(sentence) < 200


def test_the_mark_of_a_footnote_is_no_word_of_a_sentence() -> None:
    found = around("다 배웠다.[^1] 다음은 [2편](/2/)[^1]이다.\n\n[^1]: 각주\n")
    assert "다음은 2편이다." in dict(found.quotes).values()


@given(
    st.lists(
        st.sampled_from(["[a](", A, ")", "<b>", "</a>", "<a href='", "'>", "`", "\n", "- ", "# ", "$$", "(", "가"])
    )
)
def test_any_text_can_be_looked_through(pieces: list[str]) -> None:
    assert all(isinstance(each, Mention) and each.url for each in around("".join(pieces)).mentions)
