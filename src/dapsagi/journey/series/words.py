"""The vocabulary of series: the words that count parts, and the names whose numbers count something else."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Strength(IntEnum):
    """How surely a number mark says "I am one of several parts".

    A BARE number (`답사기 2`) may as well be a version; behind the name of a product (`React 2`) it is DOUBTFUL, amid
    words (`답사기 2 바다`) VAGUE. A MARKED one (`(2)`, `#2`, `2.`) seldom is a version, a NAMED one (`2편`, `Part 2`)
    says what it counts.
    """

    DOUBTFUL = 0
    VAGUE = 1
    BARE = 2
    MARKED = 3
    NAMED = 4


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _numbered(text: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(text.split(), start=1)}


def _by_strength(**words: str) -> dict[str, Strength]:
    return {word: Strength[strength] for strength, some in words.items() for word in some.split()}


# Words before a number, in Latin letters. The weaker ones also count things that are no posts: items, levels, steps.
LATIN_UNITS: Final = _by_strength(
    NAMED="part pt chapter chap ch section episode ep lecture lec lesson day week wk volume vol item",
    MARKED="season session step unit module rule tip issue sprint stage phase level mission round ver",
)

# Words after an ordinal: `1st week`, `second part`.
ORDINAL_UNITS: Final = ("week", "day", "part", "lecture", "chapter", "session", "episode", "lesson", "step", "sprint")

# Counters after a number, in Hangul.
HANGUL_COUNTERS: Final = _by_strength(
    NAMED="일차 일째 주차 개월차 회차 차시 챕터 파트 에피소드 편 부 화 강 장 탄",
    MARKED="강의 단원 세션 교시 호 권 절 번째",
    BARE="단계 회 차",
)

# These count things as often as parts: 1차 and 2차, 첫 번째 and 두 번째.
LOOSE_COUNTERS: Final = ("차", "회", "단계", "번째")

# Words before a number, in Hangul: `파트 2`, `아이템 3`.
HANGUL_UNITS: Final = _by_strength(
    NAMED="파트 챕터 섹션 에피소드 데이 항목 아이템",
    MARKED="세션 스텝 레벨 미션 스프린트 스테이지 시즌 모듈 레슨 규칙",
)

# Counters of Chinese and Japanese ordinals: `第3回`, `第一部分`.
HAN_COUNTERS: Final = "部分|部|章|回|話|话|篇|編|编|節|节|課|课|講|讲|期|集|弾|天|週|周"

# Units of time never continue one another: the first week is no sequel to the first day.
DAYS: Final = frozenset({"day", "일차", "일째", "데이", "天", "日目", "날"})
WEEKS: Final = frozenset({"week", "wk", "주차", "週", "周", "주"})

# Units that readers split at will: two posts on chapter 15 are no slip.
SHARED_UNITS: Final = (
    _words("chapter chap ch section 섹션 lecture lec section 장 강 챕터 단원 강의 章 課 课") | DAYS | WEEKS
)

# Units of which one tells in any choice.
PICKED_UNITS: Final = frozenset({"item", "아이템", "항목"})

# Units that divide a story; steps and items divide a list.
STORY_UNITS: Final = _words(
    "part pt chapter chap ch episode ep day week 편 부 화 장 탄 일차 주차 파트 챕터 에피소드 회차 half"
)

ENGLISH_NUMBERS: Final = _numbered("one two three four five six seven eight nine ten eleven twelve")
ENGLISH_ORDINALS: Final = _numbered("first second third fourth fifth sixth seventh eighth ninth tenth")
HANGUL_ORDINALS: Final = _numbered(
    "첫 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두 열세 열네 열다섯 열여섯 열일곱 열여덟 열아홉 스무"
) | {"둘": 2, "셋": 3, "넷": 4}
HAN_NUMBERS: Final = _numbered("一 二 三 四 五 六 七 八 九 十")
HALVES: Final = {
    "상": 1, "중": 2, "하": 3, "上": 1, "中": 2, "下": 3, "전": 1, "후": 3, "前": 1, "後": 3,
}  # fmt: skip

# Parts without a number stand before or behind all others.
OPENINGS: Final = ("프롤로그", "prologue")
ENDINGS: Final = ("마지막", "최종", "완결", "마무리", "完", "完结", "完結", "끝", "final", "finale")
AFTERWORDS: Final = ("에필로그", "epilogue", "부록", "appendix")
# These are told between two others.
ASIDES: Final = ("번외", "외전")

# Names that wear the number of a model, a standard or a place: `GPT-3` continues no `GPT-2`.
MODELS: Final = _words(
    """
    gpt chatgpt bert llama llm yolo resnet resnext vgg densenet efficientnet inception mobilenet alexnet stylegan glove
    claude gemini gemma mistral phi qwen sam dino clip diffusion alphago alphafold imagenet cifar word2vec t m
    iphone ipad macbook galaxy pixel watch airpods kindle rtx gtx geforce ryzen playstation ps xbox pico arduino
    raspberry route ec s area apollo formula boeing covid top web http ipv oauth tls ssl usb bluetooth ddr hdmi
    thunderbolt mp gta fallout type catch utf base sha md 라마 욜로 아이폰 아이패드 맥북 갤럭시 픽셀 워치 에어팟
    킨들 플레이스테이션 엑스박스 아두이노 라즈베리파이 톱 탑
    """
)

# Names that wear the number of a version: `Python 3` is no third part, but `React 1`, `React 2`, `React 3` are notes.
VERSIONED: Final = _words(
    """
    release update version
    python java javascript js ecmascript es typescript ts kotlin swift swiftui go golang rust php ruby rails perl scala
    c c++ c# .net net dotnet html css jdk jre jvm junit log4j spring boot hibernate jpa django flask fastapi react
    angular angularjs vue vuejs nuxt next nextjs node nodejs svelte express redux webpack vite babel bootstrap tailwind
    jquery d3 three android ios ipados macos osx watchos windows win ubuntu centos debian fedora rhel linux kernel xcode
    vscode studio unity unreal godot flutter dart mysql mariadb postgres postgresql oracle sqlite mongodb redis
    elasticsearch kafka tomcat nginx apache hadoop spark airflow docker kubernetes k8s helm istio terraform ansible
    jenkins gradle maven git gitlab tensorflow tf keras pytorch torch cuda cudnn opencv numpy pandas ie chrome firefox
    safari photoshop illustrator figma excel office ros wifi
    파이썬 자바 자바스크립트 타입스크립트 코틀린 스위프트 러스트 스칼라 루비 레일즈 스프링 부트 스프링부트 리액트
    앵귤러 뷰 노드 넥스트 스벨트 장고 플라스크 안드로이드 윈도우 윈도우즈 윈도 우분투 리눅스 데비안 유니티 언리얼
    플러터 오라클 톰캣 엔진엑스 도커 쿠버네티스 젠킨스 그래들 메이븐 텐서플로 텐서플로우 케라스 파이토치 크롬
    포토샵 엑셀 오피스 부트스트랩 웹팩
    """
)

# What a bare number behind these counts is set by others.
EXERCISES: Final = _words("문제 문항 problem question")

# Collections of exercises: their numbers name a problem, whoever solves it and in whatever order.
JUDGES: Final = _words(
    """
    백준 boj baekjoon acmicpc 프로그래머스 programmers pgs 리트코드 릿코드 leetcode lintcode neetcode 코드포스
    codeforces atcoder 앳코더 swea swexpertacademy 해커랭크 hackerrank 코딜리티 codility 소프티어 softeer 정올 jungol
    워게임 wargame 드림핵 dreamhack
    코드업 codeup 알고스팟 algospot kattis spoj uva poj hdu codewars codechef topcoder 코드트리 codetree 구름레벨
    goormlevel
    """
)
# What a place is called where such solutions are collected, whoever set the problems.
COLLECTIONS: Final = _words(
    "codingtest codingtests codetest 코딩테스트 코테 알고리즘문제풀이 문제풀이 problemsolving ps"
)

# What a file is called that has no name: `post-12` counts the posts of the blog.
UNNAMED: Final = _words("post posts posting note notes blog article page untitled test dev error 글 포스트 노트")

JUDGES_OF_TWO_WORDS: Final = ("project euler", "오일러 프로젝트", "프로젝트 오일러", "sw expert", "expert academy")
