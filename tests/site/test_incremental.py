"""However a blog came to be what it is, its site is what a build from nothing gives, byte for byte."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from blog import TODAY, Blog
from dapsagi.authoring.listing import list_posts
from dapsagi.build.build import build
from dapsagi.build.order import Order
from dapsagi.problems import Problem

TITLES = ("나의 답사기1", "나의 답사기2", "나의 답사기 3", "Python 3", "수식", "한글 제목")
TAGS = ("[]", "[수학]", "[수학, 코드]", "[Code, 코드]")
# So many words that any two posts about them are related; forty times they take minutes to read.
SUBJECT = "어텐션 행렬 모양 차원 전치 내적 손실 경사 가중치 편향 합성곱 풀링. "
BODIES = (
    "본문입니다.\n",
    f"{SUBJECT * 40}\n\n끝.\n",
    "[다음 글](/p1/)과 [없는 글](/none/)\n\n## 머리\n\n- 하나\n- 둘\n",
    "![그림](../images/a.png) `코드`\n",
    "[[나의 답사기2]]와 https://example.com/p2/\n\n![[나의 답사기2]]\n\n```python\nprint('안녕')\n```\n",
    "{% for post in site.posts %}\n- [{{ post.title }}]({{ post.url }}) {{ post.order }}\n{% endfor %}\n",
    "{% for tag in site.tags %}{{ tag[0] }} {{ tag[1].size }} {% endfor %}\n\n{{ site.posts[0].excerpt }}\n",
    "{% assign all = site.static_files | map: 'path' %}{{ all | concat: site.pages | size }}{{ all | join }}\n",
)
HEADS = (
    "",
    "description: 요약\n",
    "draft: true\n",
    "published: false\n",
    "layout: page\n",
    "redirect_from: /old/\n",
    "series: 묶음\norder: 2\n",
)
SETTINGS = (
    "title: 답사기\nurl: https://example.com\n",
    "title: 다른 이름\nurl: https://example.com\n",
    "title: 답사기\nurl: https://example.com/\nbaseurl: /blog\npaginate: 2\n",
    "title: 답사기\npermalink: /:year/:title/\ntimezone: UTC\n",
)
TEMPLATES = (
    '{% extends "theme/post.html" %}{% block footer %}끝{% endblock %}',
    "<title>{{ page.title }}</title>{{ content }}",
)


Built: TypeAlias = tuple[dict[str, bytes], tuple[Problem, ...]]

#: What a build from nothing made of the files of a blog.
CLEAN: dict[frozenset[tuple[str, bytes]], Built] = {}


TEXTS = st.builds("---\ntitle: {}\ntags: {}\n{}---\n{}".format, *map(st.sampled_from, (TITLES, TAGS, HEADS, BODIES)))


class Interruption(BaseException):
    """Stands for Ctrl-C and for a machine that goes down: nothing in the tool catches it."""


class IncrementalBlog(RuleBasedStateMachine):
    posts = Bundle("posts")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.blog = Blog(self.folder / "blog")
        self.count = 0
        self.moment = 1_600_000_000_000_000_000

    def teardown(self) -> None:
        try:
            # Where nothing could be drawn there is no blog.
            if self.count:
                self.build_and_compare()
        finally:
            shutil.rmtree(self.folder)

    @initialize(target=posts, texts=st.lists(TEXTS, min_size=2, max_size=3))
    def begin(self, texts: list[str]) -> MultipleResults[str]:
        self.put("dapsagi.yml", SETTINGS[0])
        paths = [self.put_a_post(text, day) for day, text in enumerate(texts, 1)]
        self.blog.build()
        return multiple(*paths)

    @rule(target=posts, text=TEXTS, day=st.integers(1, 9))
    def add_a_post(self, text: str, day: int) -> str:
        return self.put_a_post(text, day)

    def put_a_post(self, text: str, day: int) -> str:
        self.count += 1
        path = f"posts/2020-01-0{day}-p{self.count}.md"
        self.put(path, text)
        return path

    @rule(path=posts, body=st.sampled_from(BODIES))
    def edit_a_body(self, path: str, body: str) -> None:
        head = (self.blog.root / path).read_text("utf-8").rpartition("---\n")[0]
        self.put(path, f"{head}---\n{body}")

    @rule(path=posts, line=st.sampled_from(("또.", "그리고.", SUBJECT * 2)), is_read_before=st.booleans())
    def add_a_line_after_a_build(self, path: str, line: str, is_read_before: bool) -> None:
        self.blog.build()
        self.put(path, (self.blog.root / path).read_text("utf-8") + f"\n{line}\n")
        if is_read_before:
            list_posts(self.blog.root, self.blog.settings(), TODAY, jobs=1, html=False)
        self.build_and_compare()

    @precondition(lambda self: (self.blog.root / "site").exists())
    @rule()
    def keep_the_finished_site(self) -> None:
        shutil.rmtree(self.folder / "kept", ignore_errors=True)
        shutil.copytree(self.blog.root / "site", self.folder / "kept")

    @precondition(lambda self: (self.folder / "kept").exists())
    @rule()
    def bring_the_kept_site_back(self) -> None:
        shutil.rmtree(self.blog.root / "site", ignore_errors=True)
        shutil.copytree(self.folder / "kept", self.blog.root / "site")

    @rule(path=posts, title=st.sampled_from(TITLES))
    def edit_a_title(self, path: str, title: str) -> None:
        lines = (self.blog.root / path).read_text("utf-8").split("\n")
        self.put(path, "\n".join([lines[0], f"title: {title}", *lines[2:]]))

    @rule(target=posts, path=consumes(posts))
    def rename_a_post(self, path: str) -> str:
        self.count += 1
        renamed = f"posts/2020-02-01-r{self.count}.md"
        (self.blog.root / path).rename(self.blog.root / renamed)
        return renamed

    @rule(path=consumes(posts))
    def remove_a_post(self, path: str) -> None:
        (self.blog.root / path).unlink()

    @rule(text=st.sampled_from(SETTINGS))
    def change_the_settings(self, text: str) -> None:
        self.put("dapsagi.yml", text)

    @rule(text=st.sampled_from(TEMPLATES))
    def change_a_template(self, text: str) -> None:
        self.put("templates/post.html", text)

    @precondition(lambda self: (self.blog.root / "templates").exists())
    @rule()
    def remove_the_template(self) -> None:
        shutil.rmtree(self.blog.root / "templates")

    @rule(content=st.binary(max_size=3))
    def change_an_image(self, content: bytes) -> None:
        self.put("images/a.png", content)

    @rule()
    def lose_the_cache(self) -> None:
        shutil.rmtree(self.blog.root / ".dapsagi", ignore_errors=True)

    @rule(after=st.integers(0, 2), stage=st.sampled_from(["sources", "pages"]))
    def interrupt_a_build(self, after: int, stage: str) -> None:
        calls = 0

        def progress(current: str, _done: int, _total: int) -> None:
            nonlocal calls
            calls += current == stage
            if calls > after:
                raise Interruption

        with suppress(Interruption):
            build(Order(self.blog.root, self.blog.settings(), TODAY, progress=progress))

    @rule()
    def build_and_compare(self) -> None:
        report = self.blog.build()
        assert (self.blog.output(), report.problems) == self.clean_build()

    def put(self, path: str, content: str | bytes) -> None:
        """Write a file as if long ago, so that the next build trusts what it sees of it."""
        self.blog.put(path, content)
        self.moment += 1_000_000_000
        os.utime(self.blog.root / path, ns=(self.moment, self.moment))

    def clean_build(self) -> Built:
        files = frozenset(
            (file.relative_to(self.blog.root).as_posix(), file.read_bytes())
            for file in self.blog.root.rglob("*")
            if file.is_file() and file.relative_to(self.blog.root).parts[0] not in ("site", ".dapsagi")
        )
        # Many ways lead to one blog.
        if files not in CLEAN:
            fresh = Blog(self.folder / "fresh")
            for path, content in files:
                fresh.put(path, content)
            report = fresh.build()
            CLEAN[files] = fresh.output(), report.problems
            shutil.rmtree(fresh.root)
        return CLEAN[files]

    @invariant()
    def nothing_of_the_authors_is_touched(self) -> None:
        assert (self.blog.root / "dapsagi.yml").is_file()


# Three hundred sequences take about a minute on one core, and to shorten one that fails would take many.
IncrementalBlog.TestCase.settings = settings(
    max_examples=300,
    stateful_step_count=8,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
TestIncrementalBlog: Callable[..., object] = IncrementalBlog.TestCase
