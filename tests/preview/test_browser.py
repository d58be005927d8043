"""What an author sees: real tabs of a real browser beside real files."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Position, expect

from served import Served, wait_for, wait_until_listening

FILLER = "\n\n".join(f"{number}번째 문단은 화면을 채웁니다. " * 6 for number in range(40))

BLOG = f"""\
-- dapsagi.yml --
title: 답사기
url: https://example.org
lang: ko
-- posts/2024-01-01-first.md --
---
title: 첫 글
---

처음 문단입니다.

<details><summary>더 보기</summary>

숨은 글입니다.

</details>

```python
print("hello")
```

{FILLER}

마지막 문단입니다.
-- posts/2024-02-01-second.md --
---
title: 둘째 글
---

둘째 글의 문단입니다.
"""

FIRST = "posts/2024-01-01-first.md"
SECOND = "posts/2024-02-01-second.md"

Serve = Callable[..., Served]

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="10"><rect width="{size}" height="10"/></svg>'


def test_scroll_and_open_details_survive_an_edit(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    page = served.open("/first/", browser=chromium)
    page.click(".e-content summary")
    page.evaluate("scrollTo(0, 1200)")
    page.wait_for_timeout(100)

    served.blog.edit(FIRST, "마지막 문단", "맨 마지막 문단")

    expect(page.locator(".e-content")).to_contain_text("맨 마지막 문단")
    assert page.evaluate("scrollY") == 1200
    assert page.locator("details:has-text('숨은 글')").evaluate("node => node.open")


def test_focus_selection_and_what_scripts_added_survive_an_edit(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    page = served.open("/first/", browser=chromium)
    page.evaluate("""() => {
        const text = document.querySelector(".e-content p").firstChild;
        getSelection().setBaseAndExtent(text, 0, text, 2);
        document.querySelector(".e-content summary").focus();
        document.querySelector("pre").insertAdjacentHTML("afterend", "<button class=made>복사</button>");
        document.querySelector(".e-content p").dataset.made = "1";
        window.kept = true;
    }""")

    served.blog.edit(FIRST, "처음 문단입니다.", "처음 문단을 고쳤습니다.\n\n사이에 한 문단.")
    served.blog.edit(FIRST, 'print("hello")', 'print("goodbye")')

    expect(page.locator(".e-content pre")).to_contain_text("goodbye")
    expect(page.locator(".e-content p").nth(1)).to_have_text("사이에 한 문단.")
    assert page.evaluate("getSelection().toString()") == "처음"
    assert page.evaluate("document.activeElement.localName") == "summary"
    assert page.locator("button.made").count() == 1
    assert page.locator(".e-content p").first.get_attribute("data-made") == "1"
    assert page.evaluate("window.kept")


def test_what_is_new_on_a_page_gets_the_comforts_of_the_rest(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    page = served.open("/first/", browser=chromium)
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".e-content .copy")).to_have_count(1)

    served.blog.edit(FIRST, "처음 문단입니다.", "처음 문단[^1].\n\n## 새 마디\n\n```sh\nls\n```\n\n[^1]: 새 주석")

    expect(page.locator(".e-content .copy")).to_have_count(2)
    expect(page.locator("h2 .heading-link")).to_have_attribute("href", "#새-마디")
    page.wait_for_function("document.querySelector('.footnotes li').style.getPropertyValue('--shift')")

    served.blog.edit(FIRST, "## 새 마디", "## 다른 마디")

    expect(page.locator("h2 .heading-link")).to_have_attribute("href", "#다른-마디")
    expect(page.locator(".e-content .copy")).to_have_count(2)
    expect(page.locator("h2")).to_have_text("다른 마디#")


def test_only_the_tab_whose_page_changed_reacts(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    first = served.open("/first/", browser=chromium)
    second = served.open("/second/", browser=chromium)
    requests: list[str] = []
    first.on("request", lambda request: requests.append(request.url))
    first.evaluate("""() => {
        window.changes = 0;
        const all = {subtree: true, childList: true, characterData: true};
        new MutationObserver(() => window.changes++).observe(document.body, all);
    }""")

    served.blog.edit(SECOND, "둘째 글의 문단", "고친 문단")

    expect(second.locator(".e-content")).to_have_text("고친 문단입니다.")
    first.wait_for_timeout(200)
    assert first.evaluate("window.changes") == 0
    assert requests == []


def test_more_tabs_than_a_browser_has_connections_follow(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    context = chromium.new_context()
    tabs = [context.new_page() for _ in range(8)]
    for tab in tabs:
        tab.goto(served.url("/second/"))
        wait_until_listening(tab)

    served.blog.edit(SECOND, "둘째 글의 문단", "모두에게 보이는 문단")

    for tab in tabs:
        expect(tab.locator(".e-content")).to_have_text("모두에게 보이는 문단입니다.")
    context.close()


def test_an_error_is_shown_over_the_last_good_page_and_goes_when_it_is_mended(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    page = served.open("/second/", browser=chromium)
    served.blog.edit(SECOND, "title: 둘째 글", "title: [둘째 글")

    panel = page.locator("dapsagi-preview .errors")
    expect(panel).to_be_visible()
    expect(panel.locator(".place").first).to_contain_text(f"{SECOND}:")
    expect(panel.locator("pre .here").first).to_contain_text("title: [둘째 글")
    expect(page.locator(".e-content")).to_have_text("둘째 글의 문단입니다.")

    served.blog.edit(SECOND, "title: [둘째 글", "title: 둘째 글")

    expect(panel).to_be_hidden()
    wait_for(lambda: served.lines)
    served.stop()
    assert sum(line.startswith(("error:", "warning:")) and SECOND in line for line in served.lines) == 1


def test_a_typo_in_a_template_and_its_repair(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    page = served.open("/second/", browser=chromium)
    good = '{% extends "theme/post.html" %}{% block footer %}<footer>우리 바닥글</footer>{% endblock %}'
    served.blog.put("templates/post.html", good)
    expect(page.locator("footer").last).to_have_text("우리 바닥글")

    served.blog.put("templates/post.html", good.replace("우리 바닥글", "{{ page.titel }}"))

    panel = page.locator("dapsagi-preview .errors")
    expect(panel).to_contain_text("titel")
    expect(panel.locator(".place")).to_have_text("templates/post.html:1")
    expect(page.locator("footer").last).to_have_text("우리 바닥글")

    served.blog.put("templates/post.html", good.replace("우리", "새"))

    expect(page.locator("footer").last).to_have_text("새 바닥글")
    expect(panel).to_be_hidden()


def test_a_stylesheet_is_swapped_without_a_reload(serve: Serve, chromium: Browser) -> None:
    link = '<link rel="stylesheet" href="/own.css">'
    served = serve(
        BLOG
        + '-- templates/base.html --\n{% extends "theme/base.html" %}{% block head %}'
        + link
        + "{% endblock %}\n"
        + "-- own.css --\n.e-content { color: rgb(1, 2, 3) }\n"
    )
    page = served.open("/tags/", browser=chromium)
    page.evaluate("window.kept = true")
    main = page.locator("main")
    served.blog.put("own.css", "main { color: rgb(4, 5, 6) }")
    expect(main).to_have_css("color", "rgb(4, 5, 6)")
    served.blog.put("own.css", "main { color: rgb(7, 8, 9) }")
    expect(main).to_have_css("color", "rgb(7, 8, 9)")
    expect(page.locator("link[href*='own.css']")).to_have_count(1)

    served.blog.put("templates/assets/theme.css", "main { background: rgb(10, 20, 30) }")

    expect(main).to_have_css("background-color", "rgb(10, 20, 30)")
    assert page.evaluate("window.kept")


def test_an_image_is_swapped_without_a_reload(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG + "-- images/그림.svg --\n" + PICTURE.format(size=20))
    served.blog.edit(SECOND, "둘째 글의 문단입니다.", "![그림](../images/그림.svg)")
    page = served.open("/second/", browser=chromium)
    image = page.locator(".e-content img")
    wait_for(lambda: image.evaluate("node => node.naturalWidth") == 20)
    page.evaluate("window.kept = true")

    served.blog.put("images/그림.svg", PICTURE.format(size=40))

    page.wait_for_function("document.querySelector('.e-content img').naturalWidth === 40")
    assert page.evaluate("window.kept")


def test_a_tab_follows_a_renamed_post(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    page = served.open("/second/", browser=chromium)

    (served.blog.root / SECOND).rename(served.blog.root / "posts/2024-02-01-renamed.md")

    page.wait_for_url("**/renamed/")
    expect(page.locator("h1")).to_have_text("둘째 글")


def test_the_page_of_a_deleted_post_becomes_the_sites_own_404_page_and_comes_back(
    serve: Serve, chromium: Browser
) -> None:
    served = serve(BLOG)
    page = served.open("/second/", browser=chromium)
    text = (served.blog.root / SECOND).read_text("utf-8")

    (served.blog.root / SECOND).unlink()

    expect(page.locator(".e-content")).to_have_count(0)
    assert served.get("/second/").status == 404

    served.blog.put(SECOND, text)

    expect(page.locator(".e-content")).to_have_text("둘째 글의 문단입니다.")


def test_an_authors_own_404_page_is_followed_like_any_other(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG + "-- 404.html --\n<!doctype html><title>?</title><p id=lost>길을 잃었습니다.</p>\n")
    nowhere = served.open("/nowhere/", browser=chromium)
    second = served.open("/second/", browser=chromium)
    text = (served.blog.root / SECOND).read_text("utf-8")

    (served.blog.root / SECOND).unlink()
    expect(second.locator("#lost")).to_have_text("길을 잃었습니다.")
    served.blog.edit("404.html", "길을 잃었습니다.", "여기에는 없습니다.")
    for page in (nowhere, second):
        expect(page.locator("#lost")).to_have_text("여기에는 없습니다.")
    served.blog.put(SECOND, text)
    expect(second.locator(".e-content")).to_have_text("둘째 글의 문단입니다.")

    (served.blog.root / "404.html").unlink()
    expect(nowhere.locator("main")).to_be_visible()
    served.stop()
    assert not [line for line in served.lines if "V101" in line or "Traceback" in line]


def test_the_blocks_of_a_very_long_page_stay_whatever_is_edited(serve: Serve, chromium: Browser) -> None:
    blocks = [f"{number}번째 문단" for number in range(800)]
    served = serve(BLOG)
    served.blog.put(SECOND, "\n\n".join(blocks))
    page = served.open("/second/", browser=chromium)
    page.evaluate("document.querySelectorAll('.e-content p').forEach((block) => (block.kept = true))")

    for changed in ((0, 799), range(0, 800, 2), range(800)):
        for number in changed:
            blocks[number] += "을 고침"
        served.blog.put(SECOND, "\n\n".join(blocks))
        expect(page.locator(".e-content p").first).to_have_text(blocks[0])
        shown = "[...document.querySelectorAll('.e-content p')].filter((block) => block.kept).map((p) => p.textContent)"
        assert page.evaluate(shown) == blocks


def test_two_hundred_saves_in_two_seconds_end_in_the_right_page(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    page = served.open("/second/", browser=chromium)
    text = (served.blog.root / SECOND).read_text("utf-8")
    for number in range(200):
        served.blog.put(SECOND, text.replace("둘째 글의 문단", f"{number:03}번째로 고친 문단"))
        time.sleep(0.01)

    expect(page.locator(".e-content")).to_have_text("199번째로 고친 문단입니다.")
    page.wait_for_timeout(500)
    expect(page.locator(".e-content")).to_have_text("199번째로 고친 문단입니다.")


def test_a_saved_post_that_no_tab_shows_is_offered(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    page = served.open("/second/", browser=chromium)
    served.blog.edit(FIRST, "처음 문단", "고친 문단")

    page.get_by_role("button", name="바뀐 글로 가기").click()

    page.wait_for_url("**/first/")
    expect(page.locator(".e-content")).to_contain_text("고친 문단입니다.")


def test_with_follow_a_tab_goes_to_the_saved_post(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG, "--follow")
    page = served.open("/", browser=chromium)

    served.blog.edit(FIRST, "처음 문단", "고친 문단")

    page.wait_for_url("**/first/")


def test_a_save_brings_the_changed_block_into_view(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    page = served.open("/first/", browser=chromium)

    served.blog.edit(FIRST, "마지막 문단", "바뀐 마지막 문단")

    expect(page.get_by_text("바뀐 마지막 문단입니다.")).to_be_in_viewport()


def test_who_is_reading_elsewhere_is_offered_the_way_to_the_change(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    page = served.open("/first/", browser=chromium)
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(200)

    served.blog.edit(FIRST, "마지막 문단", "바뀐 마지막 문단")
    changed = page.get_by_text("바뀐 마지막 문단입니다.")
    expect(changed).to_be_attached()
    expect(changed).not_to_be_in_viewport()

    page.get_by_role("button", name="바뀐 곳으로").click()
    expect(changed).to_be_in_viewport()


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """An editor with a window that writes down how it was called."""
    program = tmp_path / "bin" / "code"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/called\n', "utf-8")
    program.chmod(0o755)
    return program


def test_alt_click_opens_the_source_at_its_line(serve: Serve, chromium: Browser, editor: Path, tmp_path: Path) -> None:
    served = serve(
        BLOG.replace("처음 문단입니다.", "처음 문단입니다.\n이어지는 줄입니다.\n\n## 마디\n\n![그림](/a.svg)"),
        VISUAL=str(editor),
    )
    page = served.open("/first/", browser=chromium)
    called = tmp_path / "called"
    text = (served.blog.root / FIRST).read_text("utf-8").splitlines()

    def clicked(target: str, position: Position | None = None) -> str:
        called.unlink(missing_ok=True)
        page.locator(target).first.click(modifiers=["Alt"], position=position)
        wait_for(called.exists)
        wait_for(lambda: called.read_text("utf-8").endswith("\n"))
        place = called.read_text("utf-8").strip().rpartition(" ")[2]
        return text[int(place.rpartition(":")[2]) - 1]

    assert clicked(".e-content pre").startswith(("```python", "print"))
    assert clicked(".e-content p:has-text('처음')", {"x": 5, "y": 5}) == "처음 문단입니다."
    page.locator(".e-content").evaluate("node => node.style.width = '9em'")
    height = page.locator(".e-content p").first.evaluate("node => node.clientHeight")
    assert clicked(".e-content p:has-text('처음')", {"x": 5, "y": height - 5}) == "이어지는 줄입니다."
    assert clicked(".e-content h2") == "## 마디"
    assert clicked(".e-content img") == "![그림](/a.svg)"
    assert clicked(".e-content p:has-text('마지막')") == "마지막 문단입니다."
    assert clicked("h1") == "---"


def test_places_on_the_dashboard_open_the_editor(serve: Serve, chromium: Browser, editor: Path, tmp_path: Path) -> None:
    served = serve(BLOG, VISUAL=str(editor))
    served.blog.edit(SECOND, "둘째 글의 문단", "[없는 곳](/nowhere/)의 문단")
    page = served.open("/_dapsagi/", browser=chromium)

    page.locator("#problems .place").click()

    called = tmp_path / "called"
    wait_for(lambda: called.exists() and called.read_text("utf-8").endswith("\n"))
    assert called.read_text("utf-8").strip().endswith(f"{SECOND}:5")


def test_an_editor_that_cannot_be_started_is_named(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG.replace("lang: ko", "lang: ko\neditor: no-such-editor {path}"))
    page = served.open("/first/", browser=chromium)

    page.locator(".e-content p").first.click(modifiers=["Alt"])

    expect(page.locator("dapsagi-preview .card")).to_contain_text("no-such-editor")


def test_drafts_and_posts_of_the_future_are_shown_and_marked(serve: Serve, chromium: Browser) -> None:
    future = "-- posts/2999-01-01-later.md --\n---\ntitle: 나중 글\n---\n나중.\n"
    served = serve(BLOG + "-- drafts/idea.md --\n---\ntitle: 생각\n---\n생각.\n" + future)

    page = served.open("/later/", browser=chromium)
    expect(page.locator("article .mark")).to_have_count(1)
    page.goto(served.url("/idea/"))
    expect(page.locator("article .mark")).to_have_count(1)

    page.goto(served.url("/_dapsagi/"))
    expect(page.locator("#unpublished li")).to_have_count(2)


def test_the_dashboard_follows_and_says_why_a_page_was_rendered_again(serve: Serve, chromium: Browser) -> None:
    served = serve(BLOG)
    post = served.open("/second/", browser=chromium)
    board = served.open("/_dapsagi/", browser=chromium)

    served.blog.edit(SECOND, "둘째 글의 문단", "[없는 곳](/nowhere/)의 문단")

    expect(post.locator(".e-content")).to_contain_text("없는 곳")
    expect(board.locator("#problems")).to_contain_text("/nowhere/")
    expect(board.locator("#change")).to_contain_text(SECOND)
    expect(board.locator("#change")).to_contain_text("page.body.digest")


def test_a_preview_that_has_stopped_says_so_and_the_tab_catches_up_with_the_next(
    serve: Serve, chromium: Browser
) -> None:
    served = serve(BLOG)
    page = served.open("/second/", browser=chromium)
    served.stop()
    expect(page.locator("dapsagi-preview")).to_contain_text("미리 보기가 꺼졌습니다")
    served.blog.edit(SECOND, "둘째 글의 문단", "그사이 고친 문단")

    again = Served(served.blog, "--port", str(served.port))
    try:
        expect(page.locator(".e-content")).to_have_text("그사이 고친 문단입니다.")
    finally:
        again.stop()
