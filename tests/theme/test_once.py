"""What a page says, it says once."""

from __future__ import annotations

from pathlib import Path

from blog import Blog


def test_a_title_at_the_head_of_a_text_is_shown_once(tmp_path: Path) -> None:
    blog = Blog(tmp_path, "-- dapsagi.yml --\nurl: https://example.com\n")
    text = "# 걷는 법\n\n먼저 신을 신는다.\n\n## 하나\n\n## 둘\n\n## 셋\n"
    blog.put("posts/2020-01-01-walk.md", f"---\ntitle: 걷는 법\n---\n{text}")
    blog.put("how.md", f"---\ntitle: 걷는 법\n---\n{text}")
    blog.put(
        "gone.html",
        '---\ntitle: 걷는 법\n---\n<div class="page">\n<h1>걷는 법</h1>\n<p>신</p></div>\n<h1>걷는 법</h1>\n',
    )
    blog.put("posts/2020-01-02-other.md", f"---\ntitle: 다른 제목\n---\n{text}")
    assert not blog.build().problems
    for path in ("walk/index.html", "how/index.html"):
        page = blog.page(path)
        assert [heading.text(strip=True) for heading in page.css("h1")] == ["걷는 법"]
        assert [entry.text() for entry in page.css(".toc a")] == ["하나", "둘", "셋"]
    other = blog.page("other/index.html")
    assert [heading.text(strip=True) for heading in other.css("h1")] == ["다른 제목", "걷는 법"]
    gone = blog.page("gone/index.html")
    assert len(gone.css("h1")) == 2
    assert [each.text() for each in gone.css(".page > *")] == ["신"]
    feed = blog.read("feed.xml")
    assert feed.count("&lt;h1") == 1
    # A heading in the middle of a line would read as a part of the sentence.
    assert "<summary>먼저 신을 신는다.</summary>" in feed


def test_a_text_of_headings_alone_is_summed_up_by_them(tmp_path: Path) -> None:
    blog = Blog(tmp_path, "-- posts/2020-01-01-walk.md --\n---\ntitle: 걷는 법\n---\n## 신\n\n## 길\n")
    assert not blog.build().problems
    assert '<meta name="description" content="신 길">' in blog.read("walk/index.html")


def test_what_is_the_next_part_and_the_next_post_is_shown_once(tmp_path: Path) -> None:
    blog = Blog(tmp_path)
    for day, title in enumerate(("걷기1", "사이", "걷기2", "걷기3"), 1):
        blog.put(f"posts/2020-01-0{day}-p{day}.md", f"---\ntitle: {title}\n---\n글\n")
    assert not blog.build().problems

    def ways(path: str) -> list[tuple[str, ...]]:
        steps = blog.page(path).css(".read-on .steps")
        return [tuple(step.text(strip=True) for step in row.css(".step")) for row in steps]

    assert ways("p3/index.html") == [("이전 편걷기1", "다음 편걷기3"), ("이전 글사이",)]
    assert ways("p4/index.html") == [("이전 편걷기2", "모든 편 한눈에 보기걷기")]
    assert ways("p2/index.html") == [("이전 글걷기1", "다음 글걷기2")]


def test_posts_to_begin_with_stand_first_on_the_home_page(tmp_path: Path) -> None:
    blog = Blog(tmp_path)
    for day, pin in enumerate(("true", "false", "true"), 1):
        blog.put(f"posts/2020-01-0{day}-p{day}.md", f"---\ntitle: 글{day}\npin: {pin}\n---\n글\n")
    assert not blog.build().problems
    home = blog.page("index.html")
    assert [title.text() for title in home.css('[aria-labelledby="_pinned"] .p-name')] == ["글3", "글1"]
    assert [title.text() for title in home.css('[aria-labelledby="_latest"] .p-name')] == ["글3", "글2", "글1"]
    blog.put("posts/2020-01-03-p3.md", "---\ntitle: 글3\n---\n글\n")
    blog.put("posts/2020-01-01-p1.md", "---\ntitle: 글1\n---\n글\n")
    blog.build()
    assert "_pinned" not in blog.read("index.html")
