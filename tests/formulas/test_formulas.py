"""Formulas are drawn while the site is built."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from blog import TODAY, Blog
from dapsagi.authoring.listing import list_posts
from dapsagi.cache.cache import CACHE
from dapsagi.cache.opening import open_cache, read_cache
from dapsagi.machine.version import vendored
from dapsagi.markup.body import Formula
from dapsagi.presses.formulas import KATEX_VERSION, Draftsman, formula_assets
from dapsagi.problems import Severity

BLOG = r"""
-- dapsagi.yml --
title: 수학 답사기
url: https://example.github.io
-- posts/2020-01-01-gradient.md --
---
title: 경사 하강법
---
## 손실 $L$ 줄이기

기울기 $\nabla L$을 따라 내려갑니다.

$$
w \leftarrow w - \eta \nabla L
$$
-- posts/2020-01-02-words.md --
---
title: 수식 없는 글
---
말로만 씁니다.
"""

STYLE_SHEET = "assets/dapsagi/katex/katex.min.css"


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    return Blog(tmp_path, BLOG.lstrip())


def test_a_formula_is_drawn_for_the_eye_and_for_the_ear(blog: Blog) -> None:
    blog.build()
    page = blog.page("gradient/index.html")
    assert len(page.css(".post-body .katex")) == 3
    assert len(page.css(".post-body .katex-display")) == 1
    assert all(each.attributes["aria-hidden"] == "true" for each in page.css(".katex-html"))
    assert [each.text() for each in page.css(".post-body annotation")][1] == r"\nabla L"
    assert "\\(" not in blog.read("gradient/index.html")


def test_a_formula_is_drawn_in_the_table_of_contents_too(blog: Blog) -> None:
    blog.edit("posts/2020-01-01-gradient.md", "## 손실", "## 하나\n\n## 둘\n\n## 손실")
    blog.build()
    assert blog.page("gradient/index.html").css(".toc .katex")


def test_only_pages_with_formulas_load_their_style(blog: Blog) -> None:
    blog.build()
    assert STYLE_SHEET in blog.read("gradient/index.html")
    assert STYLE_SHEET not in blog.read("words/index.html")
    assert STYLE_SHEET not in blog.read("index.html")


def test_every_font_that_the_style_names_is_published(blog: Blog) -> None:
    blog.build()
    files = blog.output()
    fonts = re.findall(r"url\(([^)]+)\)", blog.read(STYLE_SHEET))
    assert len(fonts) == 20
    assert {f"assets/dapsagi/katex/{font}" for font in fonts} <= set(files)


def test_a_blog_without_formulas_carries_nothing_of_them(blog: Blog) -> None:
    (blog.root / "posts/2020-01-01-gradient.md").unlink()
    blog.build()
    assert not [path for path in blog.output() if "katex" in path]


def test_a_blog_without_formulas_starts_no_engine(blog: Blog) -> None:
    (blog.root / "posts/2020-01-01-gradient.md").unlink()
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from dapsagi.build.build import build; from dapsagi.build.order import Order\n"
        "from dapsagi.loader.settings_file import load_settings\n"
        "root = Path(sys.argv[1]); build(Order(root, load_settings(root)[0], datetime(2026, 1, 1, tzinfo=UTC)))\n"
        "print('quickjs' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", code, str(blog.root)], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_a_broken_formula_is_reported_with_its_line_and_shown_as_text(blog: Blog) -> None:
    blog.edit("posts/2020-01-01-gradient.md", r"w \leftarrow", r"w <\lefttarrow")
    (problem,) = [each for each in blog.build().problems if each.code == "M201"]
    assert problem.severity is Severity.WARNING
    assert (problem.span.path, problem.span.line) == ("posts/2020-01-01-gradient.md", 8)
    assert r"\lefttarrow" in problem.message
    (shown,) = blog.page("gradient/index.html").css("code.math-error")
    assert shown.text() == r"w <\lefttarrow w - \eta \nabla L"


def test_a_broken_formula_is_reported_again_by_a_build_that_reads_nothing(blog: Blog) -> None:
    blog.edit("posts/2020-01-01-gradient.md", r"w \leftarrow", r"w \lefttarrow")
    blog.build()
    again = blog.build()
    assert again.read == 0
    assert "M201" in {each.code for each in again.problems}


@pytest.mark.parametrize("tex", [r"\def\a{\a\a}\a", "{" * 4000 + "x" + "}" * 4000, "}"])
def test_a_formula_cannot_hang_or_break_the_build(tex: str) -> None:
    (drawing,) = Draftsman(None).draw([Formula(tex, False, 1)])
    assert drawing.fault
    assert not drawing.html


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"\boxed{\mathbf{W}}",
        r"\begin{cases} 1 & x > 0 \\ 0 & \text{그 밖에} \end{cases}",
        r"\underset{\theta}{\operatorname{argmin}} \sum_{i=1}^{n} \lVert y_i - \hat{y}_i \rVert^2",
        r"\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix} \tag{1}",
        "",
    ],
)
def test_what_studies_of_machine_learning_write_is_drawn(tex: str) -> None:
    (drawing,) = Draftsman(None).draw([Formula(tex, True, 1)])
    assert not drawing.fault
    assert "<math" in drawing.html


@pytest.mark.parametrize(
    ("tex", "display", "shown"),
    [
        (r"\begin{gather} a \label{eq:a} \\ b \label{b} \end{gather}", True, "a b"),
        (r"\require{cancel} \cancel{x}", True, "x"),
        (r"\begin{align*} a &= b \\ c &= d \end{align*}", False, "a = b c = d"),
        (r"\begin{gather} a \tag{1} \end{gather}", False, "a ( 1 )"),
        (r"\begin{equation} a \end{equation} \tag*{A}", False, "a A"),
        (r"x_\tilde{y} + x_\max y", False, "x y ~ + x max y"),
        (r"x^\tilde y", False, "x y ~"),
        (r"a \unicode{x21D2} b \unicode{8658} c", True, "a ⇒ b ⇒ c"),
        (r"S_\unicode{0x25F9}", False, "S ◹"),
        (r"\nabla_\tilde{\mathbf{x}} y", False, "∇ x ~ y"),
        (r"\sum\limits^N_\limits{i=1}", True, "∑ i = 1 N"),
        (r"\text{a_b} = \mbox{50% of #1}", False, "a_b = 50% of #1"),
        (r"\text{if $x_1$ or a_b}", False, "if x 1 or a_b"),
        (r"\pmatrix{a & b \\ c & d} \matrix{e \cr f} \cases{g & h}", True, "( a b c d ) e f { g h"),
        (r"\begin {eqnarray} a &=& b \\ &=& c \end{eqnarray}", True, "a = b = c"),
        (r"\begin{eqnarray} a &=& b \\ && + c \end{eqnarray}", False, "a = b = + c"),
        (r"\begin{flalign*} a &= b && \\ c &= d && \end{flalign*}", True, "a = b c = d"),
        (r"\begin{multline} \shoveleft a \\ + b \tag{3} \end{multline}", True, "a + b"),
        (r"\begin{bmatrix} 1 \cr 2 \end{bmatrix} \\ \ \ ", False, "[ 1 2 ]"),
        (r"{n \atopwithdelims () k}", False, "( n k )"),
        ("a\u0338=b\\\u00a0c\x08", False, "a ≠ b c"),
        (r"$a$", False, "$ a $"),
        (r"f^\*", False, "f ∗"),
        (r"\displaylines{a \\ b} \array{c & d}", True, "a b c d"),
        (r"\begin{array}\\ a & b \\ c & d \end{array}", True, "a b c d"),
        (r"\begin{split} a &= b && c \end{split}", True, "a = b c"),
        (r"\bbox[yellow, 5px]{a} \bbox[border: 2px solid red]{b}", True, "a b"),
        (r"\require{enclose} 4\enclose{longdiv}{52} \enclose{updiagonalstrike}{x}", True, "4 ) 52 ‾ x"),
        (r"\definecolor{sky}{RGB}{0,128,255} \color{sky}{a} b", False, "a b"),
    ],
)
def test_what_mathjax_draws_in_words_that_katex_refuses_is_drawn(tex: str, display: bool, shown: str) -> None:
    (drawing,) = Draftsman(None).draw([Formula(tex, display, 1)])
    assert not drawing.fault
    seen = re.sub("<annotation.*?</annotation>", "", drawing.html).partition("</math>")[0]
    assert " ".join(re.sub("<[^>]*>|\u2061", " ", seen).split()) == shown


def test_an_operator_holds_nothing_but_text_for_who_listens() -> None:
    (drawing,) = Draftsman(None).draw(
        [Formula(r"a \overset{x \sim p}{=} b \stackrel{!}{<} c \mathrel{\mathbf{R}} d", True, 1)]
    )
    assert re.findall(r"<mo(?: [^>]*)?><m", drawing.html) == []
    assert len(re.findall("<mo[ >]", drawing.html)) == drawing.html.count("</mo>")
    assert drawing.html.count("<mrow") == drawing.html.count("</mrow")


def test_the_fault_that_is_named_is_the_one_that_is_left() -> None:
    (drawing,) = Draftsman(None).draw([Formula(r"\begin{align} a \mine \end{align}", False, 1)])
    assert drawing.fault == r"Undefined control sequence: \mine"
    (drawing,) = Draftsman(None).draw([Formula(r"\label", False, 1)])
    assert drawing.fault


def test_a_formula_is_drawn_once_and_then_remembered(tmp_path: Path) -> None:
    formulas = [Formula("x", False, 1), Formula("x", True, 1), Formula("x", False, 9)]
    with open_cache(tmp_path / CACHE) as (cache, _):
        first = Draftsman(cache)
        drawn = first.draw(formulas)
        fresh = first.take_fresh()
        assert len(fresh) == 2
        cache.remember(fresh)
        with closing(read_cache(tmp_path)) as read:
            second = Draftsman(read)
            assert second.draw(formulas) == drawn
            assert not second.take_fresh()


def test_threads_may_draw_at_once() -> None:
    draftsman = Draftsman(None)
    drawn: list[str] = []
    formulas = [[Formula(f"x_{thread}^{number}", True, 1) for number in range(5)] for thread in range(4)]
    threads = [threading.Thread(target=lambda some=some: drawn.extend(draftsman.html(some))) for some in formulas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(drawn)) == 20


def test_many_posts_are_drawn_alike_by_one_process_and_by_several(tmp_path: Path) -> None:
    posts = "".join(f"-- posts/2020-01-01-p{n}.md --\n---\ntitle: {n}\n---\n$x_{{{n % 7}}}$ $y$\n" for n in range(120))
    one, several = Blog(tmp_path / "one", posts), Blog(tmp_path / "several", posts)
    one.build(jobs=1)
    several.build(jobs=2)
    assert one.output() == several.output()
    assert several.build(jobs=2).read == 0


def test_mathjax_gets_the_formulas_as_it_reads_them(blog: Blog) -> None:
    blog.build(math="mathjax")
    page = blog.read("gradient/index.html")
    assert r"\(\nabla L\)" in page
    assert "katex" not in page


def test_without_math_formulas_are_shown_as_text(blog: Blog) -> None:
    blog.put("dapsagi.yml", "math: false\n")
    blog.build()
    page = blog.page("gradient/index.html")
    assert [each.text() for each in page.css("code.math")][1] == r"\nabla L"


def test_the_feed_shows_formulas_as_tex_that_no_reader_can_spoil(blog: Blog) -> None:
    blog.build()
    feed = blog.read("feed.xml")
    assert r"&lt;code class=&quot;math&quot;&gt;\nabla L&lt;/code&gt;" in feed.replace("&#34;", "&quot;")
    assert "katex" not in feed


def test_a_blog_of_jekyll_has_its_formulas_drawn_and_listed_for_mathjax(tmp_path: Path) -> None:
    blog = Blog(
        tmp_path, "-- _config.yml --\ntitle: x\n-- _posts/2020-01-01-a.md --\n---\ntitle: a\n---\n안 $$x^2$$ 밖\n"
    )
    blog.build()
    assert blog.page("2020/01/01/a.html").css(".katex")
    listing = list_posts(tmp_path, blog.settings(), TODAY, jobs=1, html=True)
    assert [post["html"] for post in listing.posts.values()] == ["<p>안 \\(x^2\\) 밖</p>\n"]


def test_the_version_that_keys_name_is_the_one_that_draws() -> None:
    assert f'version:"{KATEX_VERSION}"' in (vendored("katex") / "katex.min.js").read_text()
    assert len(formula_assets()) == 21


def test_what_belongs_to_a_formula_stays_on_its_line(blog: Blog) -> None:
    blog.edit(
        "posts/2020-01-01-gradient.md", r"기울기 $\nabla L$을 따라", r"값 $x$는 $y$ $a = b$를 $z$&amp;$k$, <b>$q$</b>"
    )
    blog.build()
    together = blog.page("gradient/index.html").css(".post-body .together")
    assert [each.text().partition(r"x-tex")[0][-1:] for each in together] == ["는", "&", ","]
    assert [len(each.css(".katex")) for each in together] == [1, 1, 1]
