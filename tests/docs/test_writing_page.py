"""What the page about writing shows is read as it says."""

from __future__ import annotations

import re
from pathlib import Path

from blog import MakeBlog, messages

PAGE = Path(__file__).parents[2] / "docs/writing.md"


def test_what_the_page_shows_is_read_as_it_says(blog: MakeBlog) -> None:
    post, callouts, tabs = re.findall(r"^```markdown\n(.*?)^```$", PAGE.read_text("utf-8"), re.S | re.M)
    (code,) = re.findall(r"^````markdown\n(.*?)^````$", PAGE.read_text("utf-8"), re.S | re.M)
    site = blog("")
    site.put("posts/2026-01-10-bayes.md", f"{post}\n{code}\n{callouts}\n{tabs}\n## 제목\n")
    site.put("images/산 점도.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>')
    others = (
        "[a](2026-01-10-bayes.md#제목) [[베이즈 정리]] [[베이즈 정리|지난 글]] [b](/bayes/)\n\n"
        '![산점도](../images/산 점도.svg){: width="400"}\n\n'
        "각주[^1] ==표시== ~~지움~~ **굵게(bold)**는\n\n[^1]: 글\n\n- [x] 한 일\n\n용어\n: 뜻\n\n## 3부 (예정)\n"
    )
    formulas = "\n$x_i$ \\\\(x\\\\), $5\n\n\\begin{align}\ny\n\\end{align}\n\n$$\nz\n$$\n"
    site.put("posts/2026-01-11-b.md", others + formulas)
    assert messages(site.build(future=True)) == []
    html = site.read("bayes/index.html")
    assert '<div class="code-title">train.py</div>' in html
    assert html.count('class="annotation"') == 1
    assert [html.count(f"callout-{kind}") for kind in ("tip", "warning", "note")] == [2, 1, 1]
    assert html.count('type="radio"') == 2
    assert "<p>글은 여기서 시작한다.</p>" in html
    html = site.read("b/index.html")
    parts = ("<mark>", "<del>", 'class="footnote"', 'type="checkbox"', "<dt>용어</dt>", "<strong>굵게(bold)</strong>")
    for part in parts:
        assert part in html
    assert html.count('href="/bayes/') >= 4
    assert html.count('class="katex"') == 4


def test_a_blog_of_hugo_builds_under_its_addresses_with_the_settings_of_the_page(blog: MakeBlog) -> None:
    (settings,) = re.findall(r"```yaml\n(url:.*?)```", PAGE.read_text("utf-8"), re.S)
    site = blog(
        f"-- dapsagi.yml --\n{settings}"
        "-- hugo.toml --\nbaseURL = 'https://name.github.io'\n"
        "-- archetypes/default.md --\n+++\ntitle = '{{ replace .Name }}'\n+++\n"
        "-- layouts/home.html --\n{{ range .Pages }}{{ end }}\n"
        "-- static/img/map.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>\n"
        "-- content/_index.md --\n+++\ntitle = 'H'\n+++\n"
        "-- content/posts/_index.md --\n---\ntitle: 글들\n---\n"
        "-- content/about.md --\n---\ntitle: 소개\n---\n나\n"
        "-- content/posts/first.md --\n+++\ntitle = '첫 글'\ndate = 2020-01-01\naliases = ['/old/']\n+++\n글\n"
        "-- content/posts/bundle/index.md --\n---\ntitle: 묶음\ndate: 2020-01-02\n---\n"
        "![지도](/img/map.svg) [첫 글](../first.md) [첫 글](/posts/first/)\n"
    )
    assert {message.split()[1] for message in messages(site.build())} == {"T106"}
    pages = {path.removesuffix("/index.html") for path in site.output() if path.endswith("/index.html")}
    assert {"posts/first", "posts/bundle", "about", "old"} <= pages
    assert not any(path.startswith(("layouts", "archetypes", "hugo")) for path in site.output())
