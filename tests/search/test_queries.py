"""What a query finds: the theme's own script, in the index of a whole blog."""

from __future__ import annotations

from pathlib import Path

import pytest

from blog import Blog
from dapsagi.search.documents import CATALOGUE, INDEX
from search.readers import Reader

BLOG = """\
-- dapsagi.yml --
title: 배움의 답사기
-- posts/2020-01-01-machine.md --
---
title: 머신러닝 입문
tags: [기계 학습]
---
경사하강법으로 손실을 줄였다.
-- posts/2020-02-01-deep.md --
---
title: 겨울 기록
tags: [딥러닝]
---
## 코사인 유사도

머신러닝을 다시 읽고 유사도를 재 보았다. PyTorch와 scikit-learn을 함께 썼다. 책을 한 권 샀다.
-- posts/2020-03-01-vision.md --
---
title: 컴퓨터 비전
series: 눈의 답사기
---
유사한 사진이 많다. `learning_rate`와 CycleGAN, 3차원 좌표, C++ 코드. go 언어로 도구를 짰다. ergo라는 말.
-- posts/2020-04-01-words.md --
---
title: Notes on Transformers
lang: en
series: 눈의 답사기
---
Attention is all you need, and machine learning needs attention. 최단경로를 찾는 문제.
-- posts/2020-05-01-heading.md --
---
title: 봄 기록
---
## 경사하강법의 기하

평평한 곳에서 느려진다. 메타러닝도 살폈다. [1]: 온라인러닝
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    site = Blog(tmp_path_factory.mktemp("blog"), BLOG)
    site.build()
    return Reader(site.output())


MACHINE, DEEP, VISION, WORDS, SPRING = "머신러닝 입문", "겨울 기록", "컴퓨터 비전", "Notes on Transformers", "봄 기록"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        pytest.param("머신러닝", [MACHINE, DEEP], id="a whole word, the title first"),
        pytest.param("머신러닝을", [MACHINE, DEEP], id="a word with a particle"),
        pytest.param("머신러닝에서는", [MACHINE, DEEP], id="with a particle that nobody wrote"),
        pytest.param("러닝", [MACHINE, DEEP, SPRING], id="the end of words"),
        pytest.param("사하강", [SPRING, MACHINE], id="the middle of a word, headings before bodies"),
        pytest.param("최단경로에서", [WORDS], id="a particle of two syllables"),
        pytest.param("에서의", [], id="a particle that nobody wrote alone"),
        pytest.param("경로", [WORDS], id="a part that ends like a particle"),
        pytest.param("유사도", [DEEP], id="what ends like a particle and is a word"),
        pytest.param("유사", [DEEP, VISION], id="the beginning of two words"),
        pytest.param("딥러닝", [DEEP], id="a tag"),
        pytest.param("torch", [DEEP], id="the end of an English word"),
        pytest.param("PYTORCH와", [DEEP], id="capitals, and a particle after English"),
        pytest.param("scikit-learn", [DEEP], id="joined words as they are written"),
        pytest.param("scikit learn", [DEEP], id="joined words apart"),
        pytest.param("learningrate", [VISION], id="joined words in one"),
        pytest.param("gan", [VISION], id="three Latin letters anywhere in a word"),
        pytest.param("go", [VISION], id="two at its beginning"),
        pytest.param("차원", [VISION], id="a part behind a digit"),
        pytest.param("3차원", [VISION], id="a digit and a word"),
        pytest.param("c++", [VISION], id="a name with signs"),
        pytest.param("책", [DEEP], id="one syllable, before its particle"),
        pytest.param("머신러닝 유사도", [DEEP], id="two words in one post"),
        pytest.param("attention 경로", [WORDS], id="two languages"),
        pytest.param("ㅁㅅㄹㄴ", [MACHINE], id="the initial consonants of a title"),
        pytest.param("ㄷㄹㄴ", [DEEP], id="the initial consonants of a tag"),
        pytest.param("ㅁㅅㄹㄴ 경사", [MACHINE], id="initial consonants and a word"),
        pytest.param("머신런닝", [MACHINE, DEEP], id="a syllable too heavy in a title"),
        pytest.param("컴퓨타", [VISION], id="a wrong vowel in a title"),
        pytest.param("trasnformers", [WORDS], id="two letters that changed places"),
        pytest.param("머신러니", [MACHINE, DEEP], id="a syllable on its way"),
        pytest.param("머신ㄹ", [MACHINE, DEEP], id="a syllable that has just begun"),
        pytest.param("기계학습", [MACHINE], id="two words without the space between"),
        pytest.param("머신러닝", [MACHINE, DEEP], id="letters as macOS spells them"),
        pytest.param("#딥러닝", [DEEP], id="a tag by its sign"),
        pytest.param("#딥러닝 유사도", [DEEP], id="a word among the posts of a tag"),
        pytest.param("없는낱말이다", [], id="nothing"),
        pytest.param("", [], id="no query"),
        pytest.param("!? *", [], id="signs alone"),
    ],
)
def test_a_query_finds(reader: Reader, query: str, titles: list[str]) -> None:
    assert reader.titles(query) == titles


def test_a_particle_apart_from_its_word_is_asked_of_no_post(reader: Reader) -> None:
    answer = reader.find("최단경로 에서")
    assert [reader.card(number)[0] for number in answer["numbers"]] == [WORDS]
    assert not answer["isPartial"]


def test_a_tag_and_a_journey_narrow_what_is_found(reader: Reader) -> None:
    assert reader.titles("유사", tag="딥러닝") == [DEEP]
    assert reader.titles(journey="눈의 답사기") == [WORDS, VISION]
    assert reader.titles("유사", journey="눈의 답사기") == [VISION]
    assert reader.titles(tag="기계 학습") == [MACHINE]
    assert reader.titles(tag="없는 태그") == []


def test_a_mistyped_word_is_told_from_the_one_that_was_taken(reader: Reader) -> None:
    answer = reader.find("머신런닝")
    assert (answer["instead"], answer["marks"]) == (["머신러닝"], ["머신러닝"])
    assert reader.find("머신러닝")["instead"] == []


@pytest.mark.parametrize(("typed", "meant"), [("transfomer", "transformer"), ("trasformer", "transformer")])
def test_a_mistyped_beginning_of_a_longer_word_is_taken_as_it_was_meant(tmp_path: Path, typed: str, meant: str) -> None:
    site = Blog(tmp_path, "-- posts/2020-01-01-a.md --\n---\ntitle: Transformer-with-Memory 계층\n---\n글.\n")
    site.build()
    answer = Reader(site.output()).find(typed)
    assert (answer["instead"], len(answer["numbers"])) == ([meant], 1)


APART = """\
-- posts/2020-01-01-a.md --
---
title: 새 둥지 살피기
---
밤에 읽는 책상머리 글.
-- posts/2020-01-02-b.md --
---
title: 새둥지를 그리다
---
그림 툴로 그렸다.
-- posts/2020-01-03-c.md --
---
title: 관찰 도구
---
관찰 툴을 고른다.
"""


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        pytest.param(
            "새 둥지", ["새 둥지 살피기", "새둥지를 그리다"], id="a syllable that others write with its neighbour"
        ),
        pytest.param("살피기 새 둥지", ["새 둥지 살피기"], id="beside a third word"),
        pytest.param("관찰툴", ["관찰 도구"], id="a syllable at the end that others set apart"),
        pytest.param("관찰 툴", ["관찰 도구"], id="two words as they are"),
        pytest.param("새상머리", [], id="a syllable beside the end of another word"),
    ],
)
def test_a_syllable_is_found_with_its_neighbour_and_without(tmp_path: Path, query: str, titles: list[str]) -> None:
    site = Blog(tmp_path, APART)
    site.build()
    assert Reader(site.output()).titles(query) == titles


def test_a_word_of_a_title_is_found_apart_if_nobody_wrote_it_in_one(tmp_path: Path) -> None:
    site = Blog(tmp_path, "-- posts/2020-01-01-a.md --\n---\ntitle: 웹 접근성\n---\n글.\n")
    site.build()
    answer = Reader(site.output()).find("웹접근성")
    assert (len(answer["numbers"]), answer["marks"]) == (1, ["웹 접근성", "접근성", "웹"])


def test_initial_consonants_mark_the_syllables_that_they_stand_for(reader: Reader) -> None:
    assert reader.find("ㅅㄹㄴ")["marks"] == ["신러닝"]


def test_a_result_shows_title_address_day_tags_and_journey(reader: Reader) -> None:
    (number,) = reader.find("CycleGAN")["numbers"]
    assert reader.card(number) == [VISION, "/vision/", "2020-03-01", [], "눈의 답사기", 0]


def test_a_word_is_looked_for_in_one_drawer(reader: Reader) -> None:
    fresh = Reader(reader.files)
    fresh.find("경사하강법으로")
    assert len(fresh.read) == 2
    assert set(fresh.read) == {CATALOGUE, next(path for path in fresh.read if path.startswith(INDEX + "w"))}


def test_names_in_code_are_found_after_all_that_says_them_in_words(tmp_path: Path) -> None:
    blog = Blog(tmp_path)
    blog.put("posts/2020-01-01-a.md", "---\ntitle: 말\n---\nzero_grad를 부른다.\n")
    code = '```python linenums="41"\nopt.zero_grad()  # 기울기를 지운다\nx = 1e5\n```'
    blog.put("posts/2020-01-02-b.md", f"---\ntitle: 코드\n---\n글\n\n{code}\n")
    blog.put("posts/2020-01-03-c.md", "---\ntitle: 그림\n---\n글\n\n```mermaid\nzerograd --> b\n```\n")
    blog.build()
    reader = Reader(blog.output())
    assert reader.titles("zero_grad") == ["말", "코드"]
    assert reader.titles("opt.zero") == reader.titles("기울기") == ["코드"]
    assert reader.titles("41") == reader.titles("1e5") == reader.titles("span") == []


COMPOUNDS = """\
-- posts/2020-01-01-a.md --
---
title: 버블 정렬 그림
---
돌을 크기대로 놓는다.
-- posts/2020-01-02-b.md --
---
title: 한 줄 요약
---
버블정렬은 느리다. 오늘의 요약.
-- posts/2020-01-03-c.md --
---
title: 거품 이야기
---
버블 경제와 정렬 문제.
-- posts/2020-01-04-d.md --
---
title: VAE와 GAN의 손실
---
둘을 견준다.
-- posts/2020-01-05-e.md --
---
title: 그림과 줄
---
버블. 그리고 거품.
"""
PICTURE, LINE, FOAM, LOSS, BOTH = "버블 정렬 그림", "한 줄 요약", "거품 이야기", "VAE와 GAN의 손실", "그림과 줄"


@pytest.fixture(scope="module")
def compounds(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    site = Blog(tmp_path_factory.mktemp("blog"), COMPOUNDS)
    site.build()
    return Reader(site.output())


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        pytest.param("버블정렬", [PICTURE, LINE, FOAM], id="a title that has it apart, then who has it in one"),
        pytest.param("버블 정렬", [PICTURE, LINE, FOAM], id="the other way round, what stands together first"),
        pytest.param("GAN손실", [LOSS], id="two scripts in one"),
        pytest.param("elqjf", [], id="keys that make no word"),
        pytest.param("rjvna", [FOAM, BOTH], id="the keys of a Korean word"),
        pytest.param("ㅎ무", [LOSS], id="the keys of an English word"),
        pytest.param("거품이란 무엇인가", [FOAM, BOTH], id="a question, of which one word is there"),
        pytest.param("요약 버블 그림", [PICTURE, BOTH, LINE], id="two of three words, if no post has all"),
        pytest.param("v값", [], id="one letter and one syllable are no word that was meant"),
    ],
)
def test_what_a_learner_types_is_found_though_nobody_wrote_it_so(
    compounds: Reader, query: str, titles: list[str]
) -> None:
    assert compounds.titles(query) == titles


def test_who_may_have_a_word_apart_is_named_so_that_the_page_can_be_asked(compounds: Reader) -> None:
    answer = compounds.find("버블정렬을")
    assert [compounds.card(number)[0] for number, _ in answer["loose"]] == [PICTURE, FOAM]
    assert [marks for _, marks in answer["loose"]] == [["버 블 정 렬"], ["버 블 정 렬"]]
    assert answer["marks"] == ["버 블 정 렬", "버블정렬을", "버블정렬"]


def test_a_query_that_is_met_in_part_says_so(compounds: Reader) -> None:
    assert compounds.find("거품이란 무엇인가")["isPartial"]
    assert not compounds.find("거품 이야기")["isPartial"]
    assert not compounds.find("없는말 무엇인가")["isPartial"]


def test_keys_of_the_other_keyboard_are_told_from_what_was_taken(compounds: Reader) -> None:
    assert compounds.find("rjvna")["instead"] == ["거품"]
    assert compounds.find("ㅎ무")["instead"] == ["gan"]


def test_a_number_with_its_counter_comes_before_a_longer_number(tmp_path: Path) -> None:
    blog = Blog(tmp_path)
    blog.put("posts/2020-01-01-longer.md", "---\ntitle: 백준 12605\ntags: [백준 12605]\n---\n글\n")
    blog.put("posts/2019-01-01-meant.md", "---\ntitle: 백준 1260번\n---\n글\n")
    blog.build()
    assert Reader(blog.output()).titles("백준 1260") == ["백준 1260번", "백준 12605"]
