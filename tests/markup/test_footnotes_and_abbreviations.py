"""Footnotes, abbreviations, and the table of contents that a text asks for."""

from __future__ import annotations

from dapsagi.markup import Heading
from markup.rendering import body, codes, dapsagi, jekyll

BACK = '<a href="#fnref:{}" class="reversefootnote" role="doc-backlink">&#8617;{}</a>'


def test_footnotes_are_numbered_as_the_text_refers_to_them() -> None:
    html = jekyll("a[^b] c[^d]\n\n[^d]: 둘째\n[^b]: 첫째\n")

    assert '<a href="#fn:b" class="footnote" rel="footnote" role="doc-noteref">1</a></sup>' in html
    assert html.index("첫째") < html.index("둘째")


def test_a_footnote_that_is_referred_to_again_links_back_to_each_place() -> None:
    html = jekyll("a[^1] b[^1]\n\n[^1]: c\n")

    assert 'id="fnref:1:1"' in html
    assert f"<p>c\u00a0{BACK.format('1', '')}\u00a0{BACK.format('1:1', '<sup>2</sup>')}</p>" in html


def test_the_link_back_stands_in_the_last_paragraph_or_in_one_of_its_own() -> None:
    assert f"<p>b\u00a0{BACK.format('1', '')}</p>" in jekyll("a[^1]\n\n[^1]: x\n\n    b\n")
    assert f"</ul>\n<p>{BACK.format('1', '')}</p>" in jekyll("a[^1]\n\n[^1]:\n    - b\n")


def test_the_link_back_stands_in_a_paragraph_of_its_own_behind_a_definition() -> None:
    for definition in ("[b]: /b/", "[^2]: b", "*[b]: c", "{:b: .c}"):
        assert f"<p>x</p>\n<p>{BACK.format('1', '')}</p>" in jekyll(f"a[^1]\n\n[^1]: x\n\n    {definition}\n\nend\n")


def test_a_footnote_may_refer_to_another_one() -> None:
    html = jekyll("a[^1]\n\n[^1]: b[^2]\n[^2]: c\n")

    assert html.count("<li id=") == 2
    assert ">2</a></sup>" in html


def test_unused_and_undefined_footnotes_are_not_listed() -> None:
    assert jekyll("a[^x]\n\n[^y]: b\n") == "<p>a[^x]</p>\n"


def test_footnotes_stand_where_they_are_asked_for() -> None:
    html = jekyll("a[^1]\n\n[^1]: b\n\n* here\n{:footnotes}\n\nc\n")

    assert html.index('class="footnotes"') < html.index("<p>c</p>")
    assert "here" not in html


def test_options_decide_over_number_and_link_back() -> None:
    html = jekyll("a[^1]\n\n[^1]: b\n", footnote_nr=5, footnote_backlink="")

    assert '<ol start="5">' in html
    assert ">5</a></sup>" in html
    assert "reversefootnote" not in html


def test_a_footnote_may_have_a_name_of_any_script() -> None:
    text = "a[^각주]\n\n[^각주]: b\n"

    assert 'id="fn:각주"' in dapsagi(text)
    assert "[^각주]" in jekyll(text)


def test_what_is_wrong_with_footnotes_is_reported() -> None:
    assert codes("a[^1] b[^2]\n\n[^1]: c\n\n[^1]: d\n") == [("M103", 5), ("M104", 1)]


def test_abbreviations_are_marked_wherever_they_are_words() -> None:
    html = jekyll("HTML HTMLx xHTML (HTML) **HTML** `HTML` HTML이다\n\n*[HTML]: Hyper Text\n")

    assert html.count('<abbr title="Hyper Text">HTML</abbr>') == 4


def test_the_longest_abbreviation_wins_and_one_may_have_attributes() -> None:
    html = jekyll("CSS3 CSS\n\n*[CSS]: a\n*[CSS3]: b\n{: .new}\n")

    assert html == '<p><abbr class="new" title="b">CSS3</abbr> <abbr title="a">CSS</abbr></p>\n'


def test_raw_html_has_no_abbreviations() -> None:
    assert "<abbr" not in jekyll("<div>HTML</div>\n\n<kbd>HTML</kbd>\n\n*[HTML]: x\n")


TOC = "* toc\n{:toc}\n\n# a [b](c)[^1]\n\n### d\n\n## e\n{: .no_toc}\n\n# f\n\n[^1]: g\n"


def test_a_list_becomes_the_table_of_contents() -> None:
    html = jekyll(TOC)
    contents = html[: html.index("<h1")].replace("\n", "")

    assert contents == (
        '<ul id="markdown-toc"><li><a href="#a-b" id="markdown-toc-a-b">a b</a>'
        '<ul><li><a href="#d" id="markdown-toc-d">d</a></li></ul></li>'
        '<li><a href="#f" id="markdown-toc-f">f</a></li></ul>'
    )


def test_a_body_lists_its_headings_as_data() -> None:
    assert body(TOC).toc == (Heading(1, "a-b", "a b"), Heading(3, "d", "d"), Heading(1, "f", "f"))
    assert body("# ![그림](a.png) `b` *c*\n").toc[0].html == (
        '<span>그림</span> <code class="language-plaintext highlighter-rouge">b</code> <em>c</em>'
    )


def test_a_heading_keeps_the_address_of_what_is_more_than_an_image() -> None:
    assert body('# a <video src="b"></video>\n').toc[0].html == 'a <video src="b"></video>'


def test_levels_are_chosen_by_an_option() -> None:
    assert [heading.level for heading in body("# a\n\n## b\n\n### c\n", toc_levels=(2, 3)).toc] == [2, 3]


def test_a_text_without_headings_has_no_table_of_contents() -> None:
    assert jekyll("* toc\n{:toc}\n\na\n") == "<p>a</p>\n"


def test_a_header_without_a_letter_is_listed_by_the_author_and_not_by_the_theme() -> None:
    text = "* toc\n{:toc}\n\n# ==\n\n# a\n"
    assert '<li><a href="#" id="markdown-toc-">==</a></li>' in jekyll(text)
    assert [heading.anchor for heading in body(text).toc] == ["a"]
