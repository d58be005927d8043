"""What a reader meets: every page in a real browser, wide and narrow, light and dark, with and without script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page, ViewportSize

from blog import Blog
from visits import serving

BLOG = """\
-- dapsagi.yml --
title: 배움의 답사기
description: 배운 것을 적어 둡니다
author: 김답사
url: https://example.github.io
repository: kim/example.github.io
social: {GitHub: https://github.com/kim}
-- about.md --
---
title: 소개
---
걷는 사람입니다.
줄을 바꿀 데가 없는 $\\left(a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11}\\right)$도 있다.
-- posts/2019-12-25-walk1.md --
---
title: 나의 파이썬 답사기1
categories: [머신러닝]
tags: [voyage]
---
첫 글입니다. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)를 읽었다.
수식 $x = \\sqrt{1 + y_i^2}$이 문장 안에 있다.

$$\\sum_{i=1}^{n} a_i b_i c_i d_i e_i f_i g_i h_i + \\sum_{i=1}^{n} a_i b_i c_i d_i e_i f_i g_i h_i + \\text{긴 수식}$$

| $x_i$ | [$E = mc^2$](https://example.com/) |
|---|---|
| 1 | 2 |
-- posts/2020-01-10-walk2.md --
---
title: "나의 파이썬 답사기2: 긴 제목은 낱말 가운데서 끊기지 않고 Supercalifragilisticexpialidocious도 넘치지 않는다"
categories: [머신러닝]
tags: [voyage, 아주긴태그이름은줄을넘지않는다]
series: 나의 파이썬 답사기
last_modified_at: 2020-02-01
---
[앞 글](2019-12-25-walk1.md)에 이어서 적는다.[^first] 둘째 각주는 길다.[^second]

## 코드

```python title="train.py" {2} linenums="9"
def train(model):  # 아주 긴 줄이라서 옆으로 넘겨야 한다, 아주 긴 줄이라서 옆으로 넘겨야 한다, 아주 긴 줄이다
    return model.fit()
```

```diff
- 앞
+ 뒤
```

## 표

| 하나 | 둘 | 셋 | 넷 | 다섯 | 여섯 | 일곱 | 여덟 | 아홉 | 열 | 열하나 | 열둘 |
|---|--:|---|---|---|---|---|---|---|---|---|---|
| 가나다라 | 1,024 | 가나다라 | 가나다라 | 가나다라 | 가나다라 | 가나다라 | 가나다라 | 가나다라 | 가나다라 | 가 | 가 |

## 그림

![길](/images/path.png "그림 1. 길")

https://example.com/a/very/long/address/without/any/space/until/the/end/of/the/line/and/beyond?query=string

<div style="width: 600px">옛 편집기가 너비를 적은 상자</div>

<img src="/images/path.png" alt="너비를 적은 그림" style="max-width: 500px">

> [!WARNING]
> <kbd>Ctrl</kbd>+<kbd>C</kbd>를 누른다.

- 다른 일
- [x] 끝난 일
- [ ] 남은 일

## 끝

[다음 글](2020-03-10-walk3.md)로 간다.

[^first]: 짧은 각주.
[^second]: 긴 각주는 [링크](https://example.com/)와 `코드`가 있고 여러 줄에 걸친다. 긴 각주는 여러 줄에 걸친다.
-- posts/2020-03-10-walk3.md --
---
title: "나의 파이썬 답사기3: 제목이 길어서 휴대 전화에서는 두 줄이 된다"
series: 나의 파이썬 답사기
tags: [voyage]
---
짧은 글.
"""

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}

FORMULAS, LONG, SHORT = "/walk1/", "/walk2/", "/walk3/"


class Site:
    """A finished site, and a browser that reads it."""

    def __init__(self, root: Path, address: str, running: Browser) -> None:
        self.address = address
        self.running = running
        #: Every page but those that only lead to another, and the one for an address that leads nowhere.
        files = [file for file in root.rglob("index.html") if "http-equiv" not in file.read_text("utf-8")]
        folders = sorted(file.relative_to(root).as_posix().removesuffix("index.html") for file in files)
        self.paths = [*("/" + quote(folder) for folder in folders), "/nowhere/"]

    @contextmanager
    def reader(self, **options: Any) -> Iterator[Reader]:
        """Read with a context of one's own; `options` are those of Playwright."""
        context = self.running.new_context(locale="ko-KR", **{"viewport": WIDE, "reduced_motion": "reduce"} | options)
        try:
            yield Reader(self, context)
        finally:
            context.close()

    @contextmanager
    def opened(self, path: str, **options: Any) -> Iterator[Page]:
        with self.reader(**options) as reader:
            yield reader.open(path)


class Reader:
    def __init__(self, site: Site, context: BrowserContext) -> None:
        self.context = context
        self.page = context.new_page()
        self._site = site

    def open(self, path: str) -> Page:
        self.page.goto(self._site.address + path)
        return self.page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    blog = Blog(tmp_path_factory.mktemp("read"), BLOG)
    picture = BytesIO()
    Image.new("RGB", (1800, 900), "teal").save(picture, "PNG")
    blog.put("images/path.png", picture.getvalue())
    assert not blog.build().problems
    root = blog.root / "site"
    with serving(root) as address:
        yield Site(root, address, chromium)


def box_of(element: Locator) -> FloatRect:
    box = element.bounding_box()
    assert box, f"{element} is not shown"
    return box


def listed(found: Mapping[str, Sequence[str]]) -> str:
    """Return what was found on each page as lines to read."""
    return "\n".join(f"{unquote(path)}: {what}" for path, every in found.items() for what in every)


@pytest.mark.parametrize(("viewport", "mode"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide-light", "phone-dark"])
def test_everybody_can_use_every_page(site: Site, viewport: ViewportSize, mode: Any) -> None:
    found = {}
    with site.reader(viewport=viewport, color_scheme=mode) as reader:
        for path in site.paths:
            violations = Axe().run(reader.open(path)).response["violations"]
            found[path] = [f"{each['id']}: {node['html']}" for each in violations for node in each["nodes"]]
    assert listed(found) == ""


# A target is as large as what answers there: padding, and what is laid over a card, count. A link within a sentence is
# as large as its words (https://www.w3.org/TR/WCAG22/#target-size-enhanced).
SMALL_TARGETS = """() => {
  const small = [];
  for (const element of document.querySelectorAll("a, button, summary, input:not(:disabled), [role=button]")) {
    element.scrollIntoView({ block: "center" });
    const box = element.getBoundingClientRect();
    if (!box.width || !element.checkVisibility({ visibilityProperty: true }) || element.matches(".skip")) continue;
    const inline = getComputedStyle(element).display === "inline" && !element.matches(".footnote");
    const beside = [...element.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (inline && (beside || element.closest(".post-body"))) continue;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const reach = (across, down) => {
      let steps = 0;
      while (steps < 44) {
        const hit = document.elementFromPoint(x + across * steps, y + down * steps);
        if (!hit || (!element.contains(hit) && hit.closest("a, button, summary") !== element)) break;
        steps += 1;
      }
      return steps;
    };
    // Of what goes over several lines, the middle may be no part.
    const wraps = element.getClientRects().length > 1;
    const width = wraps ? box.width : reach(-1, 0) + reach(1, 0);
    const height = wraps ? box.height : reach(0, -1) + reach(0, 1);
    if (width < 44 || height < 44) small.push(`${element.outerHTML.slice(0, 90)} is ${width} by ${height}`);
  }
  return small;
}"""


def test_nothing_is_wider_than_the_narrowest_screen_and_every_target_is_large_enough_for_a_thumb(site: Site) -> None:
    wide, small = {}, {}
    with site.reader(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True) as reader:
        for path in site.paths:
            page = reader.open(path)
            wide[path] = page.evaluate("document.documentElement.scrollWidth")
            small[path] = page.evaluate(SMALL_TARGETS)
    assert {path: width for path, width in wide.items() if width != 320} == {}
    assert listed(small) == ""


def test_a_page_that_goes_on_below_the_screen_leads_back_to_its_top(site: Site) -> None:
    with site.reader() as reader:
        page = reader.open(LONG)
        page.get_by_role("link", name="맨 위로").click()
        page.wait_for_function("scrollY === 0")
        page = reader.open("/tags/")
        assert not page.get_by_role("link", name="맨 위로").is_visible()
        feed, foot = box_of(page.get_by_role("link", name="새 글 받아 보기")), box_of(page.locator(".colophon"))
        assert abs(feed["x"] + feed["width"] - foot["x"] - foot["width"]) < 1


def test_text_of_twice_the_size_stays_within_the_page(site: Site) -> None:
    wide = {}
    with site.reader(viewport={"width": 640, "height": 800}) as reader:
        larger = (
            "document.addEventListener('readystatechange', () => (document.documentElement.style.fontSize = '200%'))"
        )
        reader.context.add_init_script(larger)
        for path in site.paths:
            page = reader.open(path)
            wide[path] = page.evaluate("document.documentElement.scrollWidth")
        page.set_viewport_size({"width": 320, "height": 800})
        head, switch = box_of(page.locator(".masthead")), box_of(page.locator(".theme-switch"))
        # Below the name of the blog, where there is no room beside it, they stand at the end of the line as well.
        assert switch["x"] + switch["width"] >= head["x"] + head["width"]
    assert {path: width for path, width in wide.items() if width != 640} == {}


def test_on_a_wide_screen_the_menu_stands_beside_search_at_the_end_of_the_line(site: Site) -> None:
    with site.opened("/", viewport={"width": 1440, "height": 800}) as page:
        head, menu, search, switch = (
            box_of(page.locator(name)) for name in (".masthead", ".menu", ".search-link", ".theme-switch")
        )
    assert abs(menu["x"] + menu["width"] - search["x"]) < 1
    assert switch["x"] + switch["width"] >= head["x"] + head["width"]


def test_a_task_stands_among_other_items_which_keep_their_mark(site: Site) -> None:
    style = "all => all.map((each) => getComputedStyle(each).listStyleType)"
    with site.reader() as reader:
        items = reader.open(LONG).locator(".post-body li:has-text('일'):not(.footnotes li)")
        assert items.evaluate_all(style) == ["disc", "none", "none"]
        other, task = items.nth(0), items.nth(1)
        assert box_of(other)["x"] == box_of(task)["x"]
        box = box_of(task.get_by_role("checkbox", name="끝난 일"))
        assert box["x"] + box["width"] < box_of(task)["x"]


def test_colours_of_the_readers_own_leave_every_letter_of_a_formula(site: Site) -> None:
    """The ground that a browser puts behind each text then would cover the letter below an accent."""
    with site.reader(forced_colors="active") as reader:
        formula = reader.open(FORMULAS).locator(".katex").first
        assert formula.evaluate("(it) => getComputedStyle(it).forcedColorAdjust") == "preserve-parent-color"


def test_who_asks_for_more_contrast_reads_everything_in_ink(site: Site) -> None:
    color = "(it) => getComputedStyle(it).color"
    with site.opened(LONG, contrast="more") as page:
        assert page.locator(".byline").evaluate(color) == page.locator("h1").evaluate(color)
    with site.opened(LONG) as page:
        assert page.locator(".byline").evaluate(color) != page.locator("h1").evaluate(color)


def test_a_label_before_a_long_title_stays_on_one_line(site: Site) -> None:
    with site.reader(viewport=PHONE) as reader:
        lines = (
            reader.open("/")
            .locator(".journey-latest")
            .evaluate_all(
                """all => all.map(({ firstChild }) => {
              const range = document.createRange();
              range.selectNodeContents(firstChild);
              return new Set([...range.getClientRects()].map(({ top }) => top)).size;
            })"""
            )
        )
    assert lines == [1]


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_name_over_code_stands_where_its_lines_begin(site: Site, viewport: ViewportSize) -> None:
    with site.opened(LONG, viewport=viewport) as page:
        code = page.locator(".code-title + .highlight pre")
        begin = code.evaluate("pre => pre.getBoundingClientRect().left + parseFloat(getComputedStyle(pre).paddingLeft)")
        assert box_of(page.locator(".code-title"))["x"] == begin


def test_the_name_the_search_and_the_switch_stand_in_one_row_however_long_the_menu(
    tmp_path: Path, chromium: Browser
) -> None:
    blog = Blog(
        tmp_path,
        "-- dapsagi.yml --\ntitle: Field notes\nlang: en\n"
        "-- about.md --\n---\ntitle: What this notebook is for\n---\nWalking.\n"
        "-- posts/2020-01-01-walk1.md --\n---\ntitle: Walk 1\ntags: [a]\n---\n[A paper](https://arxiv.org/abs/1706.03762).\n"
        "-- posts/2020-01-02-walk2.md --\n---\ntitle: Walk 2\ntags: [a]\n---\nOn.\n",
    )
    assert not blog.build().problems
    with serving(tmp_path / "site") as address, Site(tmp_path / "site", address, chromium).reader() as reader:
        page = reader.open("/")
        for width in (320, 640, 700, 768, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 700})
            boxes = [box_of(page.locator(each)) for each in (".masthead-name", ".search-link", ".theme-switch")]
            middles = [box["y"] + box["height"] / 2 for box in boxes]
            assert max(middles) - min(middles) < 2, width
            assert boxes[2]["x"] + boxes[2]["width"] > width / 2
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), width


def test_no_two_pages_are_called_the_same_and_a_year_is_called_one(site: Site) -> None:
    titles: dict[str, str] = {}
    with site.reader(java_script_enabled=False) as reader:
        for path in site.paths:
            assert titles.setdefault(reader.open(path).title(), path) == path
        assert reader.open("/archive/2020/").locator(".pager a").all_inner_texts() == ["2019년"]
        assert reader.open("/references/years/").locator(".shelf h2").all_inner_texts() == ["2019년"]


def test_a_line_of_text_holds_38_to_42_hangul_on_a_desktop(site: Site) -> None:
    """Faces for Hangul are 0.86 (Pretendard) to 0.92 (Noto Sans) of their size wide."""
    with site.reader() as reader:
        body = reader.open(LONG).locator(".post-body")
        measure = body.evaluate("body => body.clientWidth / parseFloat(getComputedStyle(body).fontSize)")
    assert 38 <= measure / 0.92 <= measure / 0.86 <= 42


SHIFTS = """new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  const step = () => {
    scrollBy({ top: innerHeight, behavior: "instant" });
    if (scrollY + innerHeight < document.documentElement.scrollHeight - 1) requestAnimationFrame(step);
    else setTimeout(() => resolve(total), 200);
  };
  requestAnimationFrame(step);
})"""


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_moves_while_a_page_is_loaded_and_read(site: Site, viewport: ViewportSize) -> None:
    with site.reader(viewport=viewport) as reader:
        for path in ("/", LONG, SHORT, "/references/"):
            assert reader.open(path).evaluate(SHIFTS) == 0, path
        # Until its letters are loaded, a formula is a little narrower.
        assert reader.open(FORMULAS).evaluate(SHIFTS) < 0.005


def test_no_page_asks_another_host_for_anything(site: Site) -> None:
    asked: list[str] = []
    with site.reader() as reader:
        reader.page.on("request", lambda request: asked.append(request.url))
        for path in site.paths:
            reader.open(path).wait_for_load_state("networkidle") if path == LONG else reader.open(path)
    assert asked
    assert [url for url in asked if not url.startswith((site.address, "data:"))] == []


# Where the keyboard is, and whether one can see it there.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const shown = box.width && box.height && box.bottom > 0 && box.top < innerHeight && style.opacity !== "0";
  const laidOver = getComputedStyle(element, "::after");
  const marked = [style, laidOver].some(({ outlineStyle }) => outlineStyle !== "none") || element.matches(".skip");
  const place = [...document.querySelectorAll("*")].indexOf(element);
  return [place, element.outerHTML.slice(0, 120), Boolean(shown && marked)];
}"""
REACHABLE = """() => [
  ...document.querySelectorAll("a[href], button, summary, select, input:not(:disabled), [tabindex='0']"),
].filter((element) => element.tabIndex === 0 && element.checkVisibility({ visibilityProperty: true })).length"""


def test_the_keyboard_walks_through_every_page_and_is_seen_on_its_way(site: Site) -> None:
    with site.reader() as reader:
        for path in site.paths:
            page = reader.open(path)
            # The page of an error fetches the addresses that are like the one that was asked for.
            page.wait_for_load_state("networkidle")
            expected = page.evaluate(REACHABLE)
            # A page may begin within; the walk then comes round to where it began.
            stops = [stop] if (stop := page.evaluate(FOCUSED)) else []
            for _ in range(expected + 2):
                page.keyboard.press("Tab")
                stop = page.evaluate(FOCUSED)
                if stop in stops:
                    break
                if stop:
                    stops.append(stop)
            assert [what for _, what, seen in stops if not seen] == [], path
            assert [what for _, what, _ in stops if 'class="skip"' in what], path
            assert len(stops) == expected, listed({path: [what for _, what, _ in stops]})


def test_what_is_always_open_is_no_stop_of_the_keyboard(site: Site) -> None:
    stops = "[...document.querySelectorAll('.margin summary')].map(({tabIndex}) => tabIndex)"
    with site.opened(LONG) as page:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.wait_for_function(f"{stops}.every((stop) => stop === -1)")
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_function(f"{stops}.every((stop) => stop === 0)")


def test_the_first_step_of_the_keyboard_leads_past_the_header(site: Site) -> None:
    with site.opened(LONG) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "_main"


def test_a_post_reads_the_same_without_script(site: Site) -> None:
    def words(page: Page) -> str:
        return " ".join(page.locator(".post-body").inner_text().split())

    with site.opened(LONG, java_script_enabled=False) as page:
        plain = words(page)
        assert page.locator(".toc a").first.is_visible()
        assert page.locator(".series-box a").first.is_visible()
        assert box_of(page.locator(".footnotes"))["y"] > box_of(page.locator("#끝"))["y"]
        assert not page.locator(".share").is_visible()
    assert "짧은 각주." in plain
    with site.reader() as reader:
        added = [word for word in words(reader.open(LONG)).split() if word not in plain.split()]
    assert [word for word in added if word != "복사" and word.removesuffix("#") not in plain] == []


def test_notes_stand_beside_their_lines_where_there_is_room(site: Site) -> None:
    def tops(page: Page, selector: str) -> list[float]:
        return [box_of(node)["y"] for node in page.locator(selector).all()]

    with site.opened(LONG) as page:
        page.wait_for_function("document.querySelector('.footnotes li').style.getPropertyValue('--shift')")
        marks, notes = tops(page, "sup[id^='fnref:']"), tops(page, ".footnotes li")
        assert abs(marks[0] - notes[0]) < 24
        assert notes[1] > notes[0]
        text, note = box_of(page.locator(".post-body p").first), box_of(page.locator(".footnotes"))
        assert note["x"] >= text["x"] + text["width"]
        assert note["x"] + note["width"] <= WIDE["width"]
        page.set_viewport_size(PHONE)
        assert tops(page, ".footnotes li")[0] > box_of(page.locator("#끝"))["y"]
        page.set_viewport_size(WIDE)
        page.emulate_media(media="print")
        assert tops(page, ".footnotes li")[0] > box_of(page.locator("#끝"))["y"]


def test_a_post_prints_as_text_alone(site: Site) -> None:
    with site.opened(LONG) as page:
        page.emulate_media(media="print", color_scheme="dark")
        for selector in (".masthead", ".margin", ".post-footer", ".read-on", ".colophon", ".copy", ".heading-link"):
            assert not page.locator(selector).first.is_visible(), selector
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_long_formula_goes_on_below_on_paper_and_makes_no_print_smaller(tmp_path: Path, chromium: Browser) -> None:
    Blog(tmp_path, f"-- posts/2020-01-01-one.md --\n$$\nf(x) = {' + '.join(['a_{10} x^2'] * 30)}\n$$\n").build()
    with serving(tmp_path / "site") as address, Site(tmp_path / "site", address, chromium).reader() as reader:
        page = reader.open("/one/")
        page.set_viewport_size({"width": 658, "height": 900})
        page.emulate_media(media="print")
        assert page.locator(".katex-display").evaluate("(frame) => frame.scrollWidth <= innerWidth")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_home_page_has_its_name_and_a_journey_its_stations_on_paper(site: Site) -> None:
    with site.reader() as reader:
        page = reader.open("/")
        page.emulate_media(media="print")
        assert page.locator("h1").is_visible()
        assert not page.locator(".menu").is_visible()
        # What is drawn as a ground is left out by printers, unless it says that it counts.
        exact = "(it) => getComputedStyle(it, '::after').printColorAdjust"
        assert page.locator(".line i").first.evaluate("(it) => getComputedStyle(it).printColorAdjust") == "exact"
        page = reader.open(f"/series/{quote('나의-파이썬-답사기')}/")
        page.emulate_media(media="print")
        assert page.locator(".station").first.evaluate(exact) == "exact"


CUT = """all => all.filter((stop) => {
  const title = stop.querySelector(".map-title");
  const lines = title.clientHeight / parseFloat(getComputedStyle(title).lineHeight);
  const below = stop.querySelector(".map-facts").getBoundingClientRect().bottom - stop.getBoundingClientRect().bottom;
  return Math.abs(lines - Math.round(lines)) > 0.05 || below > 1;
}).map((stop) => stop.textContent)"""


def test_every_station_of_the_map_has_the_room_that_its_words_take(tmp_path: Path, chromium: Browser) -> None:
    blog = Blog(tmp_path, "-- dapsagi.yml --\ntitle: 노선도\n")
    for number in range(1, 7):
        name = ["골짜기", "산등성이", "바닷가"][number % 3]
        blog.put(
            f"posts/2020-01-0{number}-walk{number}.md",
            f"---\ntitle: 제목이 길어서 휴대 전화에서는 두 줄이 되는 글 {number}\nseries: 이름이 긴 {name} 여정\n---\n"
            f"[앞](2020-01-0{number % 6 + 1}-walk{number % 6 + 1}.md)\n",
        )
    assert not blog.build().problems
    with serving(tmp_path / "site") as address:
        for width in (320, 360, 414, 768, 1280):
            with Site(tmp_path / "site", address, chromium).reader(viewport={"width": width, "height": 740}) as reader:
                assert reader.open("/map/").locator(".map-stop").evaluate_all(CUT) == [], width


def test_numbers_in_a_table_stand_beside_their_lines_in_one_frame(tmp_path: Path, chromium: Browser) -> None:
    blog = Blog(
        tmp_path,
        "-- _config.yml --\nkramdown: {syntax_highlighter_opts: {block: {line_numbers: true}}}\n"
        "-- _posts/2020-01-01-one.md --\n```python\na = 1\n\nb = 2\n```\n",
    )
    blog.build()
    with serving(tmp_path / "site") as address, Site(tmp_path / "site", address, chromium).reader() as reader:
        page = reader.open("/2020/01/01/one.html")
        assert page.locator(".copy").count() == 1
        numbers, code = page.locator("pre.lineno"), page.locator(".rouge-code pre")
        assert (box_of(numbers)["y"], box_of(numbers)["height"]) == (box_of(code)["y"], box_of(code)["height"])
        assert box_of(numbers)["x"] + box_of(numbers)["width"] < box_of(code)["x"]


@pytest.mark.parametrize(
    "code",
    [
        "```python\nx = 1\n```",
        "{% highlight python %}\nx = 1\n{% endhighlight %}",
        "{% highlight python linenos %}\nx = 1\n{% endhighlight %}",
        '<pre><code class="language-python">x = 1\n</code></pre>',
    ],
)
def test_the_language_of_code_stands_above_it_however_it_is_written(
    code: str, tmp_path: Path, chromium: Browser
) -> None:
    blog = Blog(tmp_path, f"-- _config.yml --\n-- _posts/2020-01-01-one.md --\n글.\n\n{code}\n")
    blog.build()
    with serving(tmp_path / "site") as address, Site(tmp_path / "site", address, chromium).reader() as reader:
        page = reader.open("/2020/01/01/one.html")
        frame = "[data-language=python]"
        label = page.evaluate(f"getComputedStyle(document.querySelector('{frame}'), '::before').lineHeight")
        assert label == "44px"
        assert box_of(page.locator(f"{frame} pre code").first)["y"] - box_of(page.locator(frame))["y"] == 44


def test_what_becomes_wider_than_a_narrower_window_is_scrolled_by_the_keyboard(
    tmp_path: Path, chromium: Browser
) -> None:
    Blog(tmp_path, f"-- posts/2020-01-01-one.md --\n```\n{'x' * 60}\n```\n").build()
    with serving(tmp_path / "site") as address, Site(tmp_path / "site", address, chromium).reader() as reader:
        page = reader.open("/one/")
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.locator("pre[tabindex]").count() == 0
        page.set_viewport_size({"width": 320, "height": 800})
        page.locator("pre[tabindex='0']").wait_for()


def test_tabs_are_chosen_by_the_keyboard_without_a_script(tmp_path: Path, chromium: Browser) -> None:
    blog = Blog(
        tmp_path,
        "-- posts/2020-01-01-one.md --\n"
        '글.\n\n=== "가"\n    하나\n\n    ## 속\n\n=== "나"\n    `' + "둘" * 99 + "`\n\n[속으로](#속)\n",
    )
    blog.build()
    with (
        serving(tmp_path / "site") as address,
        chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700}) as context,
    ):
        page = context.new_page()
        page.goto(f"{address}/one/")
        first, second = page.locator(".tab").all()
        assert (first.is_visible(), second.is_visible()) == (True, False)
        page.get_by_label("가").focus()
        page.keyboard.press("ArrowRight")
        assert (first.is_visible(), second.is_visible()) == (False, True)
        assert box_of(second)["width"] <= 320
        assert box_of(page.locator("label").first)["height"] >= 44
        page.get_by_text("속으로").click()
        assert first.is_visible()


def test_the_mark_of_a_task_is_seen_in_the_dark(site: Site) -> None:
    """Chromium once took its box for text in a colour of the author's, which is lit there."""
    with site.reader(color_scheme="dark") as reader:
        box = reader.open(LONG).locator(".task-list-item-checkbox:checked")
        assert max(Image.open(BytesIO(box.screenshot())).convert("L").tobytes()) > 180


def test_code_is_copied_without_its_line_numbers(site: Site) -> None:
    with site.reader() as reader:
        reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = reader.open(LONG)
        page.locator(".copy").first.click()
        page.get_by_text("복사했습니다").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("def train(model):")
        assert copied.endswith("\n    return model.fit()\n")
        assert page.locator("[data-language]").first.get_attribute("data-language") == "python"
        page.evaluate("getSelection().selectAllChildren(document.querySelector('pre code'))")
        assert "9" not in page.evaluate("getSelection().toString()")


def test_a_heading_gives_its_address(site: Site) -> None:
    with site.reader() as reader:
        reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = reader.open(LONG)
        page.locator("h2 .heading-link").first.click()
        page.locator(".heading-link", has_text="✓").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").endswith(f"{LONG}#{quote('코드')}")
        assert page.evaluate("decodeURIComponent(location.hash)") == "#코드"


def test_the_contents_show_where_the_reader_is(site: Site) -> None:
    with site.opened(LONG) as page:
        for heading in ("그림", "코드"):
            page.evaluate(f"document.getElementById('{heading}').scrollIntoView()")
            page.locator(".toc [aria-current]", has_text=heading).wait_for()
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        page.locator(".toc [aria-current]").wait_for(state="detached")
        page.evaluate("scrollTo({ top: 1e6, behavior: 'instant' })")
        page.locator(".toc [aria-current]").wait_for()


def test_the_contents_follow_a_phone_as_a_bar_that_names_the_section(site: Site) -> None:
    with site.opened(LONG, viewport=PHONE) as page:
        bar, here = page.locator(".toc summary"), page.locator(".toc-here")
        assert not here.inner_text()
        page.evaluate("document.getElementById('코드').scrollIntoView()")
        here.get_by_text("코드", exact=True).wait_for()
        assert abs(box_of(bar)["y"]) <= 1
        # What is jumped to stands below the bar.
        assert box_of(page.locator("#코드"))["y"] >= box_of(bar)["height"]
        before = box_of(page.locator("#코드"))
        bar.click()
        assert box_of(page.locator("#코드")) == before
        page.locator(".toc a", has_text="그림").click()
        here.get_by_text("그림", exact=True).wait_for()
        assert not page.locator(".toc a").first.is_visible()
        bar.click()
        page.keyboard.press("Escape")
        assert not page.locator(".toc a").first.is_visible()
        assert page.evaluate("document.activeElement.matches('.toc summary')")


def test_the_bar_of_contents_follows_and_opens_without_script(site: Site) -> None:
    with site.opened(f"{LONG}#{quote('코드')}", viewport=PHONE, java_script_enabled=False) as page:
        bar = page.locator(".toc summary")
        assert abs(box_of(bar)["y"]) <= 1
        bar.click()
        page.locator(".toc a", has_text="그림").click()
        assert abs(box_of(bar)["y"]) <= 1


def test_the_chosen_theme_is_there_before_the_first_paint_and_can_be_given_back_to_the_system(site: Site) -> None:
    def paper(page: Page) -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    with site.reader(color_scheme="dark") as reader:
        page = reader.open("/")
        dark = paper(page)
        page.locator(".theme-switch").click()
        light = paper(page)
        assert light != dark
        # Only what stands in the page itself can act before the first paint.
        page.route("**/theme.js*", lambda route: route.abort())
        assert paper(reader.open(LONG)) == light
        page.unroute("**/theme.js*")
        reader.open(LONG).locator(".theme-switch").click()
        page.emulate_media(color_scheme="light")
        assert paper(page) == light


def test_an_image_is_enlarged_and_put_back_with_the_keyboard(site: Site) -> None:
    with site.opened(LONG) as page:
        page.locator("figure img").scroll_into_view_if_needed()
        page.locator("figure img[role=button]").focus()
        page.keyboard.press("Enter")
        assert box_of(page.locator("dialog[open] img"))["width"] == WIDE["width"]
        page.keyboard.press("Escape")
        page.locator("dialog").wait_for(state="detached")
        assert page.evaluate("document.activeElement === document.querySelector('figure img')")


def test_an_image_that_is_as_wide_as_a_phone_grows_there_and_is_scrolled(site: Site) -> None:
    with site.opened(LONG, viewport=PHONE, has_touch=True) as page:
        image = page.locator("figure img[role=button]")
        before = box_of(image)
        image.tap()
        after = box_of(page.locator("dialog[open] img"))
        assert after["width"] > 3 * before["width"]
        assert after["height"] / after["width"] == pytest.approx(before["height"] / before["width"], abs=0.01)
        assert (after["x"], after["height"]) == (0, PHONE["height"])
        page.locator("dialog[open]").evaluate("(it) => it.scrollTo(1e6, 0)")
        assert box_of(page.locator("dialog[open] button"))["x"] < PHONE["width"]
        page.get_by_role("button", name="닫기").tap()
        page.locator("dialog").wait_for(state="detached")


def test_what_is_called_by_a_formula_has_a_name(site: Site) -> None:
    """Browsers take no text from MathML when they say what a column or a link is called."""
    with site.opened(FORMULAS) as page:
        assert page.get_by_role("columnheader", name="xᵢ", exact=True).count() == 1
        assert page.get_by_role("link", name="E = mc²", exact=True).count() == 1


def test_the_sign_of_a_root_is_drawn(site: Site) -> None:
    """The rule that keeps images within the text once made the roots of formulas vanish."""
    with site.reader() as reader:
        assert box_of(reader.open(FORMULAS).locator(".sqrt svg").first)["height"] > 10


def test_a_wrong_address_is_told_what_was_meant(site: Site) -> None:
    with site.opened("/2020/01/walk2.html") as page:
        page.locator("#_near a").first.wait_for()
        assert "/walk2/" in [link.get_attribute("href") for link in page.locator("#_near a").all()]
        assert page.locator(".cards a").count() >= 3


def test_a_feed_that_is_opened_in_a_browser_shows_its_posts_and_what_it_is_for(
    chromium: Browser, tmp_path: Path
) -> None:
    site = Blog(tmp_path / "blog", "-- dapsagi.yml --\nurl: https://a.example\nbaseurl: /길\n")
    site.put("posts/2020-01-01-one.md", "---\ntitle: 첫 글\n---\n본문은 여기에 없다.\n")
    site.build()
    (tmp_path / "www").mkdir()
    (tmp_path / "www/길").symlink_to(site.root / "site")
    page = chromium.new_page()
    with serving(tmp_path / "www") as address:
        page.goto(f"{address}/길/feed.xml")
        shown = {
            name: page.locator(name).is_visible() for name in ("p", "entry > title", "entry > content", "id >> nth=0")
        }
    page.close()
    assert shown == {"p": True, "entry > title": True, "entry > content": False, "id >> nth=0": False}
