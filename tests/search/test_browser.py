"""What a reader sees: the finished site of a blog under a base path, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from blog import Blog
from visits import serving

FILLER = "이 문단은 화면을 채운다. " * 30

BLOG = f"""\
-- dapsagi.yml --
title: 배움의 답사기
baseurl: /log
-- posts/2020-01-01-machine.md --
---
title: 머신러닝 입문
tags: [기계 학습]
---
{FILLER}

경사하강법으로 머신러닝의 손실을 <b>줄였다</b>.

```python
machine = "그라디언트"
```
-- posts/2020-02-01-deep.md --
---
title: 딥러닝 기록 <둘>
tags: [딥러닝]
series: 눈의 답사기
---
머신러닝을 다시 읽었다.
-- posts/2020-03-01-vision.md --
---
title: 컴퓨터 비전
series: 눈의 답사기
---
사진과 온라인러닝.
"""

SORTED = {
    "apart": "---\ntitle: 갈래\ntags: [자료 구조]\ncategories: [자료 구조]\n---\n"
    f"버블은 둥글다. {FILLER} 버블 정렬을 읽었다.\n",
    "one": "---\ntitle: 한데\n---\n버블정렬은 느리다.\n",
    "chance": "---\ntitle: 우연\n---\n버블 경제와 정렬 문제.\n",
    "reward": "---\ntitle: 보상\n---\n강화학습을 배운다.\n",
    "slope": "---\ntitle: 비탈\n---\n경사하강을 배운다.\n",
    "spaced": "---\ntitle: 띄어 쓴 글\n---\n강화 학습과 경사 하강을 배운다.\n",
    "titled": "---\ntitle: 강화 학습\n---\n여기서는 경사 하강을 배운다.\n",
    "half": "---\ntitle: 반만\n---\n강화 학습. 경사 길과 하강 길을 걷는다.\n",
    "other": "---\ntitle: 남은 반\n---\n경사 하강. 강화 유리와 학습 장을 산다.\n",
    "letter": "---\ntitle: 홀로\n---\n바다(sea)에서 C 언어를 배웠다.\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = Blog(tmp_path_factory.mktemp("blog"), BLOG)
    for number in range(20):
        site.put(f"posts/2019-01-{number + 1:02}-m{number}.md", f"---\ntitle: 글 {number}\n---\n여러 번 나오는 낱말\n")
    for name, text in SORTED.items():
        site.put(f"posts/2018-01-01-{name}.md", text)
    site.build()
    folder = tmp_path_factory.mktemp("www")
    (folder / "log").symlink_to(site.root / "site")
    with serving(folder) as address:
        yield f"{address}/log"


@pytest.fixture
def context(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    # A transition between two pages that a slow machine gives up is an error to the browser.
    made = chromium.new_context(locale="ko-KR", reduced_motion="reduce")
    asked: list[str] = []
    errors: list[str] = []
    made.on("request", lambda request: asked.append(request.url))
    made.on("weberror", lambda error: errors.append(str(error.error)))
    yield made
    made.close()
    assert errors == []
    assert [url for url in asked if not url.startswith(address + "/")] == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    made = context.new_page()
    made.set_default_timeout(5000)
    return made


def test_typing_shows_posts_with_what_was_asked_for_marked(page: Page, address: str) -> None:
    page.goto(f"{address}/vision/")
    page.click(".search-link")
    expect(page.locator(".search-box")).to_be_focused()
    page.keyboard.type("머신러닝을")
    results = page.locator(".search-results li")
    expect(results).to_have_count(2)
    expect(page.locator(".search-status")).to_have_text("글 2편")
    expect(results.nth(0).locator("a")).to_have_attribute("href", re.compile(r"/log/machine/#:~:text=[%\w]+$"))
    expect(results.nth(0).locator("a mark")).to_have_text("머신러닝")
    passage = results.nth(0).locator(".search-passage")
    expect(passage).to_contain_text("경사하강법으로 머신러닝의 손실을 줄였다.")
    expect(passage.locator("mark")).to_have_text(["머신러닝"])
    expect(results.nth(1).locator("a")).to_have_text("딥러닝 기록 <둘>")
    expect(results.nth(1).locator(".search-facts")).to_have_text("2020.02.01눈의 답사기딥러닝")
    assert page.url.endswith("/log/search/?q=%EB%A8%B8%EC%8B%A0%EB%9F%AC%EB%8B%9D%EC%9D%84")


def test_a_name_in_code_is_shown_with_its_line(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=그라디언트")
    passage = page.locator(".search-passage.search-code")
    expect(passage).to_have_text('machine = "그라디언트"')
    expect(passage.locator("mark")).to_have_text("그라디언트")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("러닝", ["딥러닝 기록 <둘>", "머신러닝 입문", "컴퓨터 비전"]),
        ("ㅁㅅㄹㄴ", ["머신러닝 입문"]),
        ("컴퓨타", ["컴퓨터 비전"]),
    ],
)
def test_an_address_with_a_query_shows_what_it_finds(page: Page, address: str, query: str, titles: list[str]) -> None:
    page.goto(f"{address}/search/?q={query}")
    expect(page.locator(".search-box")).to_have_value(query)
    expect(page.locator(".search-results li > a")).to_have_text(titles)


MOVED = """() => new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(total), 200);
})"""


def test_results_and_passages_that_arrive_move_nothing(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{address}/search/?q=러닝")
    page.wait_for_function("document.querySelectorAll('.search-passage mark').length > 1")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(MOVED) == 0


def test_a_post_that_has_a_word_apart_is_shown_when_its_page_proves_it(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=버블정렬")
    results = page.locator(".search-results li:visible")
    expect(page.locator(".search-status")).to_have_text("글 2편")
    expect(results.locator("> a")).to_have_text(["한데", "갈래"])
    expect(results.locator(".search-passage mark")).to_have_text(["버블정렬", "버블 정렬"])
    expect(results.nth(1).locator(".search-tag")).to_have_text(["자료 구조"])
    page.press(".search-box", "ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(results.nth(1).locator("a")).to_be_focused()


def test_a_post_that_has_two_words_apart_is_shown_once_and_has_to_prove_both(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=강화학습 경사하강")
    expect(page.locator(".search-results li:visible > a")).to_have_text(["강화 학습", "띄어 쓴 글"])
    expect(page.locator(".search-status")).to_have_text("글 2편")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".search-results li")).to_have_count(4)
    expect(page.locator(".search-results li:visible")).to_have_count(2)


def test_a_passage_is_where_the_words_stand_together_and_the_page_opens_there(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=버블 읽었다")
    result = page.locator(".search-results li")
    expect(result.locator(".search-passage mark")).to_have_text(["버블", "읽었다"])
    link = unquote(result.locator("a").get_attribute("href") or "")
    assert link.endswith("/apart/#:~:text=버블 정렬을&text=버블")


def test_a_letter_is_marked_where_it_stands_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=c")
    expect(page.locator(".search-passage mark")).to_have_text(["C"])


def test_words_that_no_post_has_all_of_show_those_with_some(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=경사하강법이란 무엇인가")
    expect(page.locator(".search-status")).to_have_text(
        "낱말이 모두 든 글은 없어, 일부만 든 글을 보여 드립니다 · 글 1편"
    )


def test_a_choice_that_leaves_nothing_is_told_from_a_word_that_is_nowhere(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=온라인러닝&tag=딥러닝")
    expect(page.locator(".search-status")).to_have_text("고른 여정이나 태그에는 그런 글이 없습니다.")


def test_a_query_without_an_answer_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=zzzzzz")
    expect(page.locator(".search-status")).to_contain_text("그런 글이 없습니다")
    page.fill(".search-box", "")
    expect(page.locator(".search-status")).to_be_empty()


def test_the_whole_way_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/vision/")
    page.keyboard.press("/")
    dialog = page.locator("dialog.search-dialog")
    expect(dialog.locator(".search-box")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    page.keyboard.press("Control+k")
    expect(dialog.locator(".search-box")).to_be_focused()
    page.keyboard.type("머신러닝")
    links = dialog.locator(".search-results a")
    expect(links).to_have_count(2)
    # Where the words stand is known a moment after that they do.
    expect(links.nth(1)).to_have_attribute("href", re.compile("#:~:text="))
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(dialog.locator(".search-box")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/log/deep/#:~:text=*")


def test_enter_in_the_box_opens_the_first_post(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    page.keyboard.press("/")
    page.keyboard.type("온라인러닝")
    page.keyboard.press("Enter")
    page.wait_for_url("**/log/vision/")


def test_a_slash_that_is_typed_into_a_box_stays_there(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    expect(page.locator(".search-box")).to_have_value("a/b")
    expect(page.locator("dialog")).to_have_count(0)


def test_walking_on_shows_more_posts(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=낱말")
    links = page.locator(".search-results li > a")
    expect(links).to_have_count(8)
    page.locator(".search-box").focus()
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    expect(links).to_have_count(16)
    expect(links.nth(8)).to_be_focused()
    page.click(".search-more")
    expect(links).to_have_count(20)
    expect(page.locator(".search-more")).to_be_hidden()


def test_pages_are_fetched_for_the_passages_that_are_seen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto(f"{address}/search/?q=낱말")
    passages = page.locator(".search-passage")
    expect(passages).to_have_count(8)
    expect(passages.nth(0)).to_contain_text("여러 번 나오는 낱말")
    page.wait_for_load_state("networkidle")
    assert passages.nth(7).text_content() == ""
    passages.nth(7).scroll_into_view_if_needed()
    expect(passages.nth(7)).to_contain_text("여러 번 나오는 낱말")


def test_a_tag_and_a_journey_can_be_chosen(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    page.select_option("select[name=journey]", "눈의 답사기")
    links = page.locator(".search-results li > a")
    expect(links).to_have_text(["컴퓨터 비전", "딥러닝 기록 <둘>"])
    page.select_option("select[name=tag]", "딥러닝")
    expect(links).to_have_text(["딥러닝 기록 <둘>"])
    page.reload()
    expect(links).to_have_text(["딥러닝 기록 <둘>"])


def test_keys_of_a_syllable_that_is_being_composed_choose_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=머신러닝")
    expect(page.locator(".search-results li")).to_have_count(2)
    page.locator(".search-box").focus()
    page.locator(".search-box").dispatch_event("keydown", {"key": "ArrowDown", "isComposing": True, "bubbles": True})
    expect(page.locator(".search-box")).to_be_focused()


def test_other_pages_load_nothing_of_search_before_somebody_searches(
    page: Page, context: BrowserContext, address: str
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/vision/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search" in url] == []


def test_files_that_do_not_come_are_told_of(page: Page, address: str) -> None:
    page.route("**/search/index.json", lambda route: route.abort())
    page.goto(f"{address}/search/?q=머신러닝")
    expect(page.locator(".search-status")).to_contain_text("불러오지 못했습니다")


def test_without_a_script_the_page_says_where_to_look(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/vision/")
    page.click(".search-link")
    expect(page.locator(".search")).to_be_hidden()
    expect(page.locator("noscript p")).to_contain_text("스크립트가 필요합니다")
    expect(page.locator("noscript a")).to_have_text(["연도별 글", "태그", "여정"])
    context.close()


def test_the_page_fits_a_small_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}/search/?q=머신러닝")
    expect(page.locator(".search-results li")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sizes = page.locator(".search-box, .search select, .search-link").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 44


def test_what_was_found_stays_while_the_next_syllable_is_composed(page: Page, address: str) -> None:
    keyboard = page.context.new_cdp_session(page)

    def compose(letters: str) -> None:
        keyboard.send("Input.imeSetComposition", {"text": letters, "selectionStart": 1, "selectionEnd": 1})

    page.clock.install()
    page.goto(f"{address}/search/?q=러닝")
    results = page.locator(".search-results li")
    expect(results).to_have_count(3)
    page.clock.pause_at("2100-01-01")
    page.locator(".search-box").focus()
    page.keyboard.press("End")
    compose("ㄱ")
    expect(page.locator(".search-box")).to_have_value("러닝ㄱ")
    page.wait_for_timeout(500)
    expect(results).to_have_count(3)
    page.clock.run_for(1000)
    expect(page.locator(".search-status")).to_contain_text("그런 글이 없습니다")
    expect(results).to_have_count(0)


def test_one_consonant_is_no_latin_letter_of_the_wrong_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=ㅊ")
    expect(page.locator(".search-status")).to_contain_text("그런 글이 없습니다")
