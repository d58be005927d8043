"""A published project site, served below its base path, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from urllib.parse import unquote, urldefrag, urlsplit

from PIL import Image
from playwright.sync_api import Browser

from blog import TODAY
from dapsagi.authoring.starting import Beginning, start_blog
from dapsagi.publish.destination import PublishOptions
from publish.remotes import Gate, Journal, git


def test_no_link_is_dead_and_nothing_is_asked_for_outside_of_the_base_path(
    journal: Callable[..., Journal], gate: tuple[str, type[Gate]], chromium: Browser
) -> None:
    address, _ = gate
    blog = journal("-- README.md --\nA journal.\n")
    start_blog(blog.root, Beginning("답사", "김답사"), TODAY)
    blog.put(
        "posts/2025-01-01-picture.md",
        "---\ntitle: 그림\ncategories: [기록]\nredirect_from: /old/\n---\n"
        "![점](../images/점.png)\n\n[[블로그 답사기 1]]\n",
    )
    drawing = BytesIO()
    Image.effect_noise((1200, 600), 80).save(drawing, "PNG")
    blog.put("images/점.png", drawing.getvalue())
    blog.commit()
    blog.publish(PublishOptions(branch="gh-pages", base_url=f"{address}/pages"))
    git(blog.remote.parent, "clone", "--quiet", "--branch", "gh-pages", str(blog.remote), "pages")

    asked: dict[str, int] = {}
    with chromium.new_page() as page:
        page.on("response", lambda response: asked.update({response.url: response.status}))
        waiting, seen = [f"{address}/pages/"], set()
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            answer = page.request.get(place)
            asked[place] = answer.status
            if "html" not in answer.headers.get("content-type", ""):
                continue
            page.goto(place)
            links: list[str] = page.eval_on_selector_all("a[href]", "nodes => nodes.map(node => node.href)")
            waiting += [urldefrag(link)[0] for link in links if link.startswith(address)]

    assert {url: status for url, status in asked.items() if status >= 400} == {}
    assert [url for url in asked if not urlsplit(url).path.startswith("/pages/")] == []
    visited = {unquote(place.removeprefix(address)) for place in seen}
    assert {"/pages/블로그-답사기-2/", "/pages/archive/", "/pages/categories/기록/", "/pages/about/"} <= visited
    assert any("/assets/dapsagi/img/" in url for url in asked)
    assert any(url.endswith(".woff2") for url in asked)
