"""Comments and counting: nothing of them where they are not set, and nothing from elsewhere before a reader agrees."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from blog import Blog
from dapsagi.loader.settings_file import load_settings
from visits import HOST, Visit

GISCUS = """\
comments:
  provider: giscus
  repo: kim/kim.github.io
  repo_id: R_1
  category: Announcements
  category_id: DIC_1
"""
UTTERANCES = "comments: {provider: utterances, repo: kim/kim.github.io}\n"
COUNTERS = """\
analytics:
  goatcounter: kim
  plausible: blog.example
  umami: 01234567-89ab-cdef-0123-456789abcdef
  google: G-ABC1234567
"""

POSTS = """\
-- posts/2020-01-01-답사기.md --
---
title: 답사기 <첫> & "둘"
---
글
-- posts/2020-01-02-quiet.md --
---
title: 조용히
comments: false
---
글
-- about.md --
---
title: 소개
---
글
-- guestbook.md --
---
title: 방명록
comments: true
---
글
"""

POST = "답사기/index.html"


def blog_with(root: Path, settings: str) -> Blog:
    blog = Blog(root, POSTS)
    blog.put("dapsagi.yml", f"title: 길\nurl: {HOST}\n{settings}")
    return blog


def built(root: Path, settings: str) -> Blog:
    blog = blog_with(root, settings)
    assert not blog.build().problems
    return blog


def script_of(blog: Blog, path: str = POST) -> dict[str, str | None]:
    (script,) = scripts_in_template(blog, path, "<template>")
    return script


def scripts_in_template(blog: Blog, path: str, opening: str) -> list[dict[str, str | None]]:
    """Return the attributes of the scripts that wait in a template."""
    (template,) = re.findall(rf"{opening}(.*?)</template>", blog.read(path), re.S)
    return [script.attributes for script in LexborHTMLParser(template).css("script")]


def test_where_nothing_is_set_no_page_and_no_file_says_a_byte_of_it(tmp_path: Path) -> None:
    everything = b"\n".join(built(tmp_path, "").output().values())
    for word in (b"services", b"giscus", b"counting", b"comments", b"localStorage[`"):
        assert word not in everything


def test_a_thread_is_found_by_the_path_in_plain_letters(tmp_path: Path) -> None:
    script = script_of(built(tmp_path, GISCUS + "baseurl: /blog\n"))
    assert script["src"] == "https://giscus.app/client.js"
    assert script["data-term"] == "blog/답사기/"
    assert (script["data-mapping"], script["data-repo"], script["data-category-id"]) == (
        "specific",
        "kim/kim.github.io",
        "DIC_1",
    )


@pytest.mark.parametrize(
    ("more", "term"),
    [
        ("  term: title\n", '답사기 <첫> & "둘"'),
        ("  term: url\n", f"{HOST}/답사기/"),
        ("  encoded: true\n", "%EB%8B%B5%EC%82%AC%EA%B8%B0/"),
        ("  term: url\n  encoded: true\n", f"{HOST}/%EB%8B%B5%EC%82%AC%EA%B8%B0/"),
    ],
)
def test_a_thread_may_be_found_otherwise(more: str, term: str, tmp_path: Path) -> None:
    assert script_of(built(tmp_path, GISCUS + more))["data-term"] == term


def test_utterances_take_the_same_term(tmp_path: Path) -> None:
    script = script_of(built(tmp_path, UTTERANCES))
    assert (script["src"], script["issue-term"]) == ("https://utteranc.es/client.js", "답사기/")


def test_a_post_may_have_no_comments_and_a_page_some(tmp_path: Path) -> None:
    blog = built(tmp_path, GISCUS)
    assert "comments" not in blog.read("quiet/index.html")
    assert "services.js" not in blog.read("quiet/index.html")
    assert "comments" not in blog.read("about/index.html")
    assert script_of(blog, "guestbook/index.html")["data-term"] == "guestbook/"
    assert "comments" not in blog.read("index.html")


def test_a_reader_without_scripts_is_led_to_the_thread(tmp_path: Path) -> None:
    link = built(tmp_path, GISCUS).page(POST).css_first(".comments-elsewhere a")
    assert link is not None
    address = "https://github.com/kim/kim.github.io/discussions?discussions_q=%EB%8B%B5%EC%82%AC%EA%B8%B0/"
    assert link.attributes["href"] == address


CHIRPY = """\
comments:
  provider: giscus
  disqus: {shortname: }
  giscus: {repo: kim/kim.github.io, repo_id: R_1, category: General, category_id: DIC_1, mapping: pathname, lang: }
analytics:
  google: {id: UA-123-1}
  goatcounter: {id: kim}
  umami: {id: 01234567-89ab-cdef-0123-456789abcdef, domain: "https://umami.kim.kr/"}
"""
MINIMAL_MISTAKES = """\
repository: kim/kim.github.io
comments:
  provider: utterances
  utterances: {theme: github-light, issue_term: "og:title"}
analytics: {provider: google-gtag, google: {tracking_id: G-ABC1234567, anonymize_ip: false}}
"""


@pytest.mark.parametrize(
    ("config", "term", "counters"),
    [
        (
            CHIRPY,
            "2020/01/01/%EB%8B%B5%EC%82%AC%EA%B8%B0",
            ["https://gc.zgo.at/count.js", "https://umami.kim.kr/script.js"],
        ),
        (MINIMAL_MISTAKES, "답사기", ["https://www.googletagmanager.com/gtag/js?id=G-ABC1234567"]),
    ],
)
def test_a_jekyll_blog_keeps_its_threads_and_its_counter(
    config: str, term: str, counters: list[str], tmp_path: Path
) -> None:
    blog = Blog(tmp_path)
    blog.put("_config.yml", f"url: {HOST}\n{config}")
    blog.put("_posts/2020-01-01-답사기.md", "---\ntitle: 답사기\n---\n글\n")
    blog.put("index.md", "---\ntitle: 처음\nlayout: page\npermalink: /start/\n---\n글\n")
    assert not blog.build().problems
    (page,) = (path for path in blog.output() if path.startswith("2020/01/01/"))
    script = script_of(blog, page)
    assert term in (script.get("data-term"), script.get("issue-term"))
    assert [script["src"] for script in scripts_in_template(blog, page, '<template class="counters">')] == counters


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        (
            "comments:\n  provider: giscus\n  repo: kim\n  repo_id: R\n  category_id: D",
            'dapsagi.yml:5: C108 "kim" is no repository on GitHub; write for example `repo: name/name.github.io`',
        ),
        (
            "comments:\n  provider: giscus\n  repo: kim/blog\n  category_id: D",
            "dapsagi.yml:3: C108 giscus needs `repo_id`; giscus.app shows it as `data-repo-id` when you enter",
        ),
        (
            "comments: {provider: disqus}",
            'dapsagi.yml:3: C102 "comments.provider" takes `giscus`, `utterances` or `none`, not `disqus`',
        ),
        ("comments: giscus", 'dapsagi.yml:3: C102 "comments" takes settings below it; indent one of'),
        (
            "analytics:\n  google: UA-1-1",
            'dapsagi.yml:4: C108 "UA-1-1" counts nothing any more: Universal Analytics was switched off',
        ),
        ("analytics:\n  goatcounter: '\"><script>'", 'C108 ""><script>" is no site of GoatCounter'),
        ("analytics:\n  umami: abc", 'dapsagi.yml:4: C108 "abc" is no id of a website'),
        ("analytics:\n  plausible_src: plausible.js", 'dapsagi.yml:4: C108 "plausible.js" is no address'),
    ],
)
def test_a_setting_that_cannot_work_is_reported_and_left_out(settings: str, complaint: str, tmp_path: Path) -> None:
    blog = blog_with(tmp_path, settings)
    (found,) = map(str, _problems(blog))
    assert complaint in found
    blog.build()
    assert "services.js" not in blog.read(POST)


def _problems(blog: Blog) -> Any:
    return load_settings(blog.root)[1]


# In a browser ---------------------------------------------------------------------------------------------------


@pytest.fixture
def visit(chromium: Browser, tmp_path: Path) -> Iterator[Any]:
    visits: list[Visit] = []

    def start(settings: str, **options: Any) -> Visit:
        visits.append(Visit(chromium, built(tmp_path, settings), **options))
        return visits[-1]

    yield start
    for each in visits:
        each.context.close()


LONG = "\n\n".join(["긴 글"] * 300)


def test_comments_are_loaded_when_a_reader_comes_near_and_follow_the_colours(visit: Any) -> None:
    reader = visit(GISCUS, color_scheme="light")
    reader.blog.put("posts/2020-01-01-답사기.md", f"---\ntitle: 답사기\n---\n{LONG}\n")
    reader.blog.build()
    page = reader.open()
    page.wait_for_timeout(200)
    assert reader.asked == []
    page.locator(".comments").scroll_into_view_if_needed()
    reader.wait_until_asked(2)
    assert reader.asked == ["https://giscus.app/client.js", "https://giscus.app/frame"]
    assert page.locator(".comments > script").get_attribute("data-theme") == "noborder_light"
    page.wait_for_selector(".comments iframe")
    page.frames[-1].wait_for_load_state()
    page.evaluate("addEventListener('message', ({data}) => (document.title = JSON.stringify(data)))")
    page.evaluate("document.querySelector('.theme-switch').click()")
    page.wait_for_function("document.title.startsWith('{')")
    assert json.loads(page.title()) == {"giscus": {"setConfig": {"theme": "noborder_dark"}}}


def test_comments_may_wait_until_a_reader_asks_for_them_once(visit: Any) -> None:
    reader = visit(UTTERANCES.replace("}", ", load: consent}"), color_scheme="dark")
    page = reader.open()
    page.wait_for_timeout(200)
    assert reader.asked == []
    page.get_by_role("button", name="댓글 불러오기").click()
    page.wait_for_selector(".comments iframe")
    assert page.locator(".comments > script").get_attribute("theme") == "github-dark"
    page.reload()
    page.wait_for_selector(".comments iframe")


def test_a_visit_is_counted_after_the_reader_agreed_and_on_every_page_from_then_on(visit: Any) -> None:
    reader = visit(COUNTERS)
    page = reader.open("/")
    page.wait_for_timeout(200)
    assert reader.asked == []
    page.get_by_role("button", name="허락").click()
    page.wait_for_function("window.dataLayer")
    reader.wait_until_asked(4)
    hosts = {url.split("/")[2] for url in reader.asked}
    assert hosts == {"gc.zgo.at", "plausible.io", "cloud.umami.is", "www.googletagmanager.com"}
    assert page.evaluate("dataLayer.map((each) => [...each].slice(0, 2).map(String))[1]") == ["config", "G-ABC1234567"]
    assert (
        page.locator("script[data-goatcounter]").get_attribute("data-goatcounter")
        == "https://kim.goatcounter.com/count"
    )
    reader.asked.clear()
    reader.open()
    reader.wait_until_asked(4)
    assert page.locator(".counting").is_hidden()
    reader.asked.clear()
    page.get_by_role("button", name="방문 집계 다시 정하기").click()
    page.wait_for_selector(".counting:not([hidden])")
    assert reader.asked == []


def test_a_reader_who_declines_is_not_asked_again(visit: Any) -> None:
    reader = visit(COUNTERS)
    page = reader.open("/")
    page.get_by_role("button", name="거절").click()
    reader.open()
    page.wait_for_timeout(200)
    assert page.locator(".counting").is_hidden()
    assert reader.asked == []


def test_a_counter_without_cookies_need_not_ask_but_heeds_a_browser_that_does_not_want_it(visit: Any) -> None:
    settings = "analytics: {goatcounter: https://stats.kim.kr/count}\n"
    reader = visit(settings)
    reader.open("/")
    reader.wait_until_asked(1)
    assert reader.asked == ["https://stats.kim.kr/count.js"]
    private = visit(settings)
    private.context.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    private.open("/").wait_for_timeout(200)
    assert private.asked == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_everybody_can_use_a_page_that_asks_for_both(visit: Any, mode: str) -> None:
    reader = visit(GISCUS + "  load: consent\n" + COUNTERS, color_scheme=mode, viewport={"width": 360, "height": 740})
    for path in ("/", "/답사기/"):
        page = reader.open(path)
        page.wait_for_selector(".counting:not([hidden])")
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], node["html"]) for each in violations for node in each["nodes"]] == []
        for button in page.get_by_role("button").all():
            box = button.bounding_box()
            assert box is None or min(box["width"], box["height"]) >= 44
    page.get_by_role("button", name="거절").click()
    page.wait_for_selector(".counting-again:not([hidden])")
    violations = Axe().run(page).response["violations"]
    assert [(each["id"], node["html"]) for each in violations for node in each["nodes"]] == []


def test_services_bring_no_script_or_style_into_the_page_that_a_strict_policy_would_refuse(tmp_path: Path) -> None:
    def refused(settings: str) -> int:
        tree = built(tmp_path, settings).page(POST)
        return len(tree.css("script:not([src]), style, [style], [onclick], [onload]"))

    assert refused(GISCUS + COUNTERS) == refused("")
