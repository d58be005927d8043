"""Hexo's tags, and those that its themes share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog import MakeBlog
from dapsagi.post.hexo_tags import with_tags


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% asset_img wing.png [날개] %}", "![날개](wing.png)"),
        ('{% asset_img half "left wing.png" 300 200 "왼 날개" %}', "![왼 날개](left wing.png)"),
        ("{%img /i/wing.jpg %} 글", "![](/i/wing.jpg) 글"),
        ("{% asset_img 날개 %}", "{% asset_img 날개 %}"),
        ("{% asset_link song.mp3 소리 %} {% asset_path song.mp3 %}", "[소리](song.mp3) song.mp3"),
        ("{% post_link wings %} {% post_link nests/twigs '둥지 글' true %}", "[[wings]] [[nests/twigs|둥지 글]]"),
        ("[글]({% post_path wings %})", "[글](wings.md)"),
        ("{% btn https://owl.example, 가기, home %}", "[가기](https://owl.example)"),
        ("{% link 부엉이 집 https://owl.example %}", "[부엉이 집](https://owl.example)"),
        ("{% label primary@새 %} {% label 새 red %}", "새 새"),
        (
            "{% codeblock lang:python wings.py %}\nfly()\n{% endcodeblock %}",
            '```python title="wings.py"\nfly()\n```',
        ),
        ("> {% codeblock %}\n> fly()\n> {% endcodeblock %}", "> ```\n> fly()\n> ```"),
        (
            "{% note warning 조심 %}\n{% codeblock %}\nfly()\n{% endcodeblock %}\n{% endnote %}",
            "> [!WARNING] 조심\n> ```\n> fly()\n> ```\n",
        ),
        ("{% note 새는 난다 %}\n높이\n{% endnote %}", "> [!NOTE] 새는 난다\n> 높이\n"),
        ("{% blockquote 김새 %}\n난다.\n{% endblockquote %}", "> \n> 난다.\n> \n> — 김새\n"),
        (
            "{% tabs 새, 1 %}\n<!-- tab 부엉이@icon -->\n밤\n<!-- endtab -->\n{% endtabs %}",
            "\n**부엉이**\n\n밤\n\n",
        ),
        ("`{% asset_img a.png %}`", "`{% asset_img a.png %}`"),
        ("```\n{% asset_img a.png %}\n```", "```\n{% asset_img a.png %}\n```"),
        ("{% raw %}{% asset_img a.png %}{% endraw %}", "{% raw %}{% asset_img a.png %}{% endraw %}"),
        ("{% note %}\n끝없이", "{% note %}\n끝없이"),
    ],
)
def test_a_tag_is_said_in_words_that_are_read(text: str, said: str) -> None:
    assert with_tags(text) == said


def test_a_picture_by_a_tag_is_found_in_the_folder_of_its_post(blog: MakeBlog) -> None:
    made = blog(
        "-- dapsagi.yml --\nposts_dir: source/_posts\nfiles_dir: [source/_posts]\n"
        "-- source/_posts/2020-01-01-wings.md --\n---\ntitle: 날개\n---\n{% asset_img wing.png 날개 %}\n"
        "-- source/_posts/2020-01-01-wings/wing.png --\n"
    )
    made.build()
    assert 'src="/2020-01-01-wings/wing.png"' in made.read("wings/index.html")


@given(
    st.lists(
        st.sampled_from(
            [
                "{% asset_path",
                "{% post_link",
                "{% img",
                "{% btn",
                "{% iframe",
                "\u3000",
                "'",
                '"',
                ",",
                " a.png",
                "/b",
                "%}",
                "\n",
                "{% note",
                "{% endnote %}",
            ]
        )
    )
)
def test_no_text_with_tags_is_too_broken_to_be_read(pieces: list[str]) -> None:
    assert isinstance(with_tags(" ".join(pieces)), str)
