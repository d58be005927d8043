"""Who said what is quoted stands below it, as in a book."""

from __future__ import annotations

import pytest

from blog import MakeBlog
from dapsagi.renderer.refinement import set_sources


@pytest.mark.parametrize(
    "line", ["— 유홍준", "– 유홍준, 「답사기」", "-- 유홍준", "- 유홍준", "ㅡ 나의 문화유산답사기 서문"]
)
def test_the_last_line_behind_a_dash_is_the_source(line: str) -> None:
    html = f"<blockquote>\n<p>아는 만큼 보인다.</p>\n<p>{line}</p>\n</blockquote>"
    assert set_sources(html) == html.replace(f"<p>{line}", f'<p class="source">{line}')


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote>\n<p>— 혼자 있는 말</p>\n</blockquote>",
        "<blockquote>\n<p>하나.</p>\n<p>-3도였다.</p>\n</blockquote>",
        "<blockquote>\n<p>하나.</p>\n<p>— 누가</p>\n<p>둘.</p>\n</blockquote>",
        f"<blockquote>\n<p>하나.</p>\n<p>— {'긴 말 ' * 60}</p>\n</blockquote>",
        "<p>하나.</p>\n<p>— 누가</p>",
    ],
)
def test_what_only_begins_with_a_dash_is_said_itself(html: str) -> None:
    assert set_sources(html) == html


def test_a_source_is_one_on_its_page(blog: MakeBlog) -> None:
    site = blog("-- posts/2020-01-01-a.md --\n# 글\n\n> 아는 만큼 보인다.\n>\n> — *유홍준*\n")
    site.build()
    assert '<p class="source">— <em>유홍준</em></p>' in site.read("a/index.html")
