"""An excerpt is cut from the text before Liquid has run, as Jekyll does it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from blog import MakeBlog
from dapsagi.authoring.listing import list_posts
from dapsagi.loader.settings_file import load_settings

INCLUDED = "-- _includes/two.md --\nOne.\n\nTwo.\n-- _config.yml --\ntitle: x\n"


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("{% include two.md %}\n\nBelow.\n", "<p>One.</p>\n<p>Two.</p>\n"),
        ("A {% include two.md %}.\n\nBelow.\n", "<p>A One.</p>\n<p>Two.\n.</p>\n"),
        ("{% capture both %}{% include two.md %}{% endcapture %}{{ both }}\n\nBelow.\n", "<p>One.</p>\n<p>Two.</p>\n"),
        ("{% if true %}\nOne.\n\nTwo.\n{% endif %}\n\nBelow.\n", "<p>One.</p>\n"),
        ("{% if true %}\r\nOne.\r\n\r\nTwo.\r\n{% endif %}\r\n\r\nBelow.\r\n", "<p>One.</p>\n"),
        ("{%- assign a = 1 -%}\n\nOne.\n", ""),
        ("{% raw %}{{ a }}\n\n{{ b }}{% endraw %}\n", "<p>{{ a }}</p>\n"),
    ],
)
def test_a_blank_line_of_what_is_included_ends_no_excerpt(blog: MakeBlog, text: str, excerpt: str) -> None:
    site = blog(f"{INCLUDED}-- _posts/2020-01-01-a.md --\n---\ntitle: a\n---\n{text}")
    assert _excerpts(site.root) == {"_posts/2020-01-01-a.md": excerpt}


def test_posts_that_come_out_alike_keep_excerpts_of_their_own(blog: MakeBlog) -> None:
    site = blog(
        f"{INCLUDED}-- _posts/2020-01-01-a.md --\n---\ntitle: a\n---\n{{% include two.md %}}\n\nBelow.\n"
        "-- _posts/2020-01-02-b.md --\n---\ntitle: b\n---\nOne.\n\nTwo.\n\nBelow.\n"
    )
    for _ in range(2):
        assert _excerpts(site.root) == {
            "_posts/2020-01-02-b.md": "<p>One.</p>\n",
            "_posts/2020-01-01-a.md": "<p>One.</p>\n<p>Two.</p>\n",
        }


def _excerpts(root: Path) -> dict[str, str]:
    settings, _ = load_settings(root)
    posts = list_posts(root, settings, datetime.now(settings.zone), jobs=1, html=True).posts
    return {path: post["excerpt"] for path, post in posts.items()}
