"""What posts include of themes that are in no repository but their own."""

from __future__ import annotations

import pytest

from blog import MakeBlog

POST = """
-- _config.yml --
title: 부엉이
url: https://owl.example
baseurl: /b
-- a.jpg --
-- _posts/2020-01-01-a.md --
---
title: 글
gallery:
  - {image_path: /a.jpg, alt: "부엉이 \\"한\\" 마리", url: /a.jpg}
  - {image_path: https://c.example/c.png}
owls:
  - {title: 올빼미, excerpt: "밤의 *새*\\n둘", url: "https://d.example"}
---
{}
"""


@pytest.mark.parametrize(
    ("tag", "html"),
    [
        ('{% include video id="x1" provider="youtube" %}', ' src="https://www.youtube-nocookie.com/embed/x1"'),
        ('{% include video id="x1" provider="vimeo" %}', ' src="https://player.vimeo.com/video/x1?dnt=true"'),
        ("{% include embed/youtube.html id='x1' %}", ' src="https://www.youtube-nocookie.com/embed/x1"'),
        ("{% include embed/twitch.html id='7' %}", "?video=7&amp;parent=owl.example"),
        (
            "{% include embed/audio.html src='/o.mp3' title='밤' %}",
            '<audio src="/b/o.mp3" controls=""></audio><figcaption>밤<',
        ),
        (
            '{% include figure image_path="/a.jpg" alt="새" caption="밤의 **새**" %}',
            'alt="새" decoding="async"><figcaption>밤의 <strong>새</strong></figcaption></figure>',
        ),
        ("{% include gallery %}", 'alt="부엉이 &quot;한&quot; 마리"'),
        ('{% include gallery caption="둘" %}', 'src="https://c.example/c.png"'),
        ('{% include feature_row id="owls" %}', "<p>밤의 <em>새</em> 둘</p>"),
        ('{% include feature_row id="owls" %}', '<p><a href="https://d.example">올빼미</a></p></div>'),
        ('앞{% include toc icon="cog" title="목차" %}뒤', "<p>앞뒤</p>"),
        ("{% include base_path %}[글]({{ base_path }}/2020/01/01/a.html)", '<a href="/b/2020/01/01/a.html">글</a>'),
    ],
)
def test_posts_keep_the_videos_and_pictures_that_a_theme_showed(blog: MakeBlog, tag: str, html: str) -> None:
    site = blog(POST.replace("{}", f"앞.\n\n{tag}\n\n뒤."))
    codes = {problem.code for problem in site.build().problems}
    page = site.read("2020/01/01/a.html")
    assert html in page
    assert "{%" not in page
    assert "<p>뒤.</p>" in page
    assert "Q106" not in codes


def test_a_file_of_the_blog_stands_before_one_of_a_theme(blog: MakeBlog) -> None:
    site = blog(
        POST.replace("{}", '{% include video id="x1" %}') + "-- _includes/video --\n내 비디오 {{ include.id }}\n"
    ).built()
    assert "내 비디오 x1" in site.read("2020/01/01/a.html")
