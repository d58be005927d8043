"""Emoji by their names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blog import MakeBlog
from markup.rendering import dapsagi, jekyll

CONFIG = "-- _config.yml --\ntitle: 부엉이\nplugins: [jemoji]\n-- _posts/2020-01-01-a.md --\n"


@pytest.mark.parametrize("render", [dapsagi, jekyll])
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("끝났다 :tada:", "<p>끝났다 🎉</p>"),
        (":+1: :white_check_mark: :e-mail:", "<p>👍 ✅ 📧</p>"),
        ("**:heart:**\n{: .owl}", '<p class="owl"><strong>❤️</strong></p>'),
        ("`:tada:`", "<code"),
        ("10:30:15, :no_such_owl:", "<p>10:30:15, :no_such_owl:</p>"),
    ],
)
def test_a_name_is_an_emoji_where_a_blog_asks_for_that(render: Callable[..., str], text: str, html: str) -> None:
    shown = render(text, emoji=True)
    assert html in shown
    assert "🎉" not in render(text)
    assert ("🎉" in shown) == ("🎉" in html)


def test_an_id_is_made_of_the_name_as_in_jekyll() -> None:
    assert 'id="tada-밤">🎉 밤</h2>' in jekyll("## :tada: 밤", emoji=True)


def test_jemoji_of_an_old_blog_is_asked_for_without_a_word(blog: MakeBlog) -> None:
    built = blog(f'{CONFIG}---\ntitle: ":owl: 밤"\n---\n{{% raw %}}새벽 :sunrise:{{% endraw %}}\n\n    :owl:\n').built()
    page = built.read("2020/01/01/a.html")
    assert "<title>🦉 밤" in page
    assert "새벽 🌅" in page
    assert ":owl:" in page
