"""Extensions of Python-Markdown work on kramdown's parser."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import pytest
from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX

from blog import MakeBlog
from dapsagi.loader.settings_file import load_settings
from dapsagi.markup import MarkupOptions, render
from dapsagi.markup.extended import Engine


class Shout(Preprocessor):
    def run(self, lines: Iterable[str]) -> list[str]:
        return [line.replace("?!", "!!") for line in lines]


class Captions(Treeprocessor):
    def run(self, root: Element) -> None:
        for image in list(root.iter("img")):
            SubElement(root, "small").text = image.get("alt")


class Sign(Postprocessor):
    def run(self, text: str) -> str:
        return text + "<hr>"


class Issue(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802  # the library's name, and the signature of its newer kind
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        if m[1] == "0":
            return None, None, None
        element = Element("a", {"href": f"/issues/{m[1]}"})
        element.text = m[0]
        return element, m.start(), m.end()


class Everything(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library's name
        md.preprocessors.register(Shout(md), "shout", 10)
        md.treeprocessors.register(Captions(md), "captions", 10)
        md.postprocessors.register(Sign(md), "sign", 10)
        md.inlinePatterns.register(Issue(r"GH-(\d+)", md), "issue", 10)


def test_each_kind_of_processor_has_its_say() -> None:
    engine = Engine(MarkupOptions(dialect="jekyll"), (Everything(),))

    assert engine.convert('**a?!** ![b](c)\n\n- GH-1, "GH-2" and GH-0\n') == (
        '<p><strong>a!!</strong> <img src="c" alt="b" /></p>\n'
        '<ul>\n<li><a href="/issues/1">GH-1</a>, “<a href="/issues/2">GH-2</a>” and GH-0</li>\n</ul>\n'
        "<small>b</small><hr>"
    )


def test_links_of_an_inline_pattern_are_links_of_the_body() -> None:
    engine = Engine(MarkupOptions(), (Everything(),))

    assert [link.target for link in engine.render("GH-7\n").links] == ["/issues/7"]


def test_inline_patterns_leave_code_and_raw_html_alone() -> None:
    engine = Engine(MarkupOptions(dialect="jekyll"), (Everything(),))

    html = engine.convert("`GH-1` <kbd>GH-2</kbd>\n\n```\nGH-3\n```\n\n<div>GH-4</div>\n")

    assert "/issues/" not in html


def test_what_an_extension_has_parsed_is_parsed_as_kramdown_does() -> None:
    parser = Engine(MarkupOptions(dialect="jekyll")).parser

    root = parser.parseDocument(["하나", "- 둘", "", "# 셋"]).getroot()
    parent, blocks = Element("li"), ["**넷**", "다섯"]
    parser.parseBlocks(parent, blocks)

    assert root is not None
    assert [element.tag for element in root] == ["p", "ul", "h1"]
    assert ["".join(element.itertext()) for element in parent] == ["넷", "다섯"]
    assert not blocks


class Standing(InlineProcessor):
    """Answers as extensions do, with what stands for letters or for finished HTML."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  # as above
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        link = Element("a", {"href": f"mailto:{AMP_SUBSTITUTE}#111;wl"})
        link.text = f"{AMP_SUBSTITUTE}#111;wl{STX}42{ETX}{STX}klzzwxh:0{ETX}"
        said: dict[str, Element | str] = {
            "html": self.md.htmlStash.store("<b>밤</b>"),
            "block": self.md.htmlStash.store("<table></table>"),
            "link": link,
        }
        return said[m[1]], m.start(), m.end()


class StandingIn(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # as above
        md.inlinePatterns.register(Standing(r"§(\w+)§", md), "standing", 10)


def test_what_stands_for_html_and_letters_is_put_in_its_place() -> None:
    body = Engine(MarkupOptions(), (StandingIn(),)).render("# 새 §html§\n\n§block§\n\n[글](/a) §link§\n")
    assert body.as_written() == (
        '<h1 id="새-html">새 <b>밤</b></h1>\n<table></table>\n'
        '<p><a href="/a">글</a> <a href="mailto:owl">owl*</a></p>\n'
    )
    assert [heading.html for heading in body.toc] == ["새 <b>밤</b>"]


@pytest.mark.parametrize("name", ["toc", "smarty"])
def test_comments_formulas_and_html_pass_the_treeprocessors_of_the_library(name: str) -> None:
    words = '# 밤의 "새"\n\n<!-- "말" -->\n\n글 <!-- 둘 --> $"x"$ `"y"` "z"\n\n$$\n"x"\n$$\n\n'
    text = words + '<details open>\n\n글\n\n</details>\n\n<script>"b"</script>\n\n    "c"\n\n```js\n"d"\n```\n'
    options = MarkupOptions()
    assert Engine(options, (f"markdown.extensions.{name}",)).render(text) == render(text, options)


def test_an_attribute_without_a_value_is_an_empty_one() -> None:
    body = Engine(MarkupOptions(), ("markdown.extensions.attr_list",)).render("* 목차\n{:toc} <b>\n")
    assert body.as_written() == '<ul>\n<li toc="">목차<b></b></li>\n</ul>\n'


def test_an_extension_is_asked_for_by_name() -> None:
    found = render("```\n<a>\n```\n", MarkupOptions(extensions=("fenced_code",)))

    assert found.as_written() == "<pre><code>&lt;a&gt;\n</code></pre>\n"


BLOG = """
-- dapsagi.yml --
title: 부엉이
markdown: {extensions: [owl_words]}
-- posts/2020-01-01-a.md --
밤의 (새).
-- posts/2020-01-02-b.md --
(깃)의 밤.
"""

OWL_WORDS = """
from markdown import Extension
from markdown.preprocessors import Preprocessor

class Owls(Preprocessor):
    def run(self, lines):
        return [line.replace("(새)", "부엉이") for line in lines]


def makeExtension(**options):
    extension = Extension()
    extension.extendMarkdown = lambda md: md.preprocessors.register(Owls(md), "owls", 10)
    return extension
"""


@pytest.fixture
def owl_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Install an extension, as a folder that Python looks into."""
    folder = tmp_path / "installed"
    folder.mkdir()
    (folder / "owl_words.py").write_text(OWL_WORDS, "utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield folder / "owl_words.py"
    sys.modules.pop("owl_words", None)


def test_a_blog_names_extensions_and_a_change_of_their_code_is_seen(blog: MakeBlog, owl_words: Path) -> None:
    made = blog(BLOG)
    assert not made.build().problems
    assert "밤의 부엉이." in made.read("a/index.html")

    owl_words.write_text(OWL_WORDS.replace("부엉이", "올빼미"), "utf-8")
    sys.modules.pop("owl_words")

    assert not made.build().problems
    assert "밤의 올빼미." in made.read("a/index.html")


def test_an_extension_that_is_not_there_is_left_out_and_reported(blog: MakeBlog) -> None:
    made = blog(BLOG)
    (problem,) = load_settings(made.root)[1]
    assert str(problem) == (
        "dapsagi.yml:2: C114 the extension \"owl_words\" of Markdown cannot be used: No module named 'owl_words'; "
        "install it where dapsagi is installed, or correct `markdown.extensions`"
    )
    made.build()
    assert "밤의 (새)." in made.read("a/index.html")


def test_a_text_at_which_an_extension_fails_is_shown_without_it(blog: MakeBlog, owl_words: Path) -> None:
    failing = OWL_WORDS.replace("return", 'assert "(깃)" not in lines[0], "no owl"; return', 1)
    owl_words.write_text(failing, "utf-8")
    made = blog(BLOG)
    (problem,) = made.build().problems
    assert (problem.code, problem.span.path) == ("M107", "posts/2020-01-02-b.md")
    assert "(AssertionError: no owl)" in problem.message
    assert "(깃)의 밤." in made.read("b/index.html")
