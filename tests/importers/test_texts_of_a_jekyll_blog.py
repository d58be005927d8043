"""What the texts of a Jekyll blog ask for with Liquid, as they look in the pages."""

from __future__ import annotations

import pytest

from blog import TODAY, MakeBlog, messages
from dapsagi.addresses import urls
from dapsagi.authoring.listing import list_posts
from dapsagi.problems import Severity


def test_a_text_may_ask_for_every_setting_also_for_those_that_the_tool_reads(blog: MakeBlog) -> None:
    site = blog(
        """\
-- _config.yml --
email: me@example.com
repository: https://example.com/me/notes
author: {name: Kim, picture: kim.png}
paginate: 7
team: [a, b]
-- _posts/2020-01-01-one.md --
Write to {{ site.email }}, {{ site.author.name }}, {{ site.author.picture }}, {{ site.paginate }}, {{ site.team[1] }}

See [#1][].

[#1]: {{ site.repository }}/issues/1
"""
    )
    report = site.build()
    html = site.read("2020/01/01/one.html")
    assert "Write to me@example.com, Kim, kim.png, 7, b" in html
    assert '<a href="https://example.com/me/notes/issues/1">#1</a>' in html
    assert not report.problems


def test_a_text_may_ask_for_all_of_its_front_matter_and_for_its_defaults(blog: MakeBlog) -> None:
    site = blog(
        """\
-- _config.yml --
defaults:
  - {scope: {path: ""}, values: {mood: calm, permalink: "/:title/"}}
-- _posts/2020-01-01-one.md --
---
last_modified_at: 2020-02-03
category: Notes
redirect_from: /old/
series: Roads
comments: false
author: {name: Kim}
---
{{ page.last_modified_at | date: "%Y/%m/%d" }}, {{ page.category }}, {{ page.redirect_from }}, {{ page.series }},
{{ page.comments }}, {{ page.author.name }}, {{ page.mood }}, {{ page.permalink }}, {{ page.collection }}
"""
    ).built()
    text = site.read("one/index.html")
    assert "<p>2020/02/03, Notes, /old/, Roads,\nfalse, Kim, calm, /:title/, posts</p>" in text


def test_the_address_of_the_page_is_percent_encoded(blog: MakeBlog) -> None:
    site = blog("-- _config.yml --\n-- _posts/2020-01-01-첫 글.md --\n`{{ page.url }}`\n").built()
    assert "/2020/01/01/%EC%B2%AB-%EA%B8%80.html</code>" in site.read("2020/01/01/첫-글.html")


def test_post_url_in_code_and_in_a_sentence_is_the_address(blog: MakeBlog) -> None:
    site = blog(
        """\
-- _config.yml --
baseurl: /base
-- _posts/2020-01-01-one.md --
One.
-- _posts/2020-01-02-two.md --
It is at {% post_url 2020-01-01-one %} and `{% post_url 2020-01-01-one %}`.

    [one]({% post_url 2020-01-01-one %})

```python
first = 1
```

{% link a.txt %}
-- _posts/2020-01-03-three.html --
<p data-to="{% post_url 2020-01-01-one %}">{% post_url 2020-01-01-one %}</p>
-- a.txt --
"""
    )
    report = site.build()
    address = "/base/2020/01/01/one.html"
    html = site.read("2020/01/02/two.html")
    assert f"It is at {address} and <code" in html
    assert html.count(f">{address}</code>") == 1
    assert f"[one]({address})" in html
    assert "<p>/base/a.txt</p>" in html
    assert f'<p data-to="{address}">{address}</p>' in site.read("2020/01/03/three.html")
    assert "post:" not in html
    assert not report.problems
    site.edit("_posts/2020-01-02-two.md", "It is at", "It stands at")
    site.build()
    assert site.read("2020/01/02/two.html") == html.replace("It is at", "It stands at")


def test_what_stands_behind_post_url_stays_behind_the_address(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\npermalink: pretty\n-- _posts/2020-01-01-one.md --\n1\n"
        "-- _posts/2020-01-02-two.md --\n[a]({% post_url 2020-01-01-one %}amp/?x#y)\n"
    ).built()
    assert 'href="/2020/01/01/one/amp/?x#y"' in site.read("2020/01/02/two/index.html")


def test_of_two_posts_at_one_address_the_newest_is_shown_as_jekyll_has_it(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\npermalink: /:title/\n"
        "-- _posts/2020-01-01-same.md --\nOld.\n-- _posts/2021-01-01-same.md --\nNew.\n"
    )
    report = site.build()
    assert "New." in site.read("same/index.html")
    assert [(problem.code, problem.span.path) for problem in report.problems] == [("U102", "_posts/2020-01-01-same.md")]


def test_a_post_that_jekyll_hides_behind_another_one_stands_beside_it_with_its_day(blog: MakeBlog) -> None:
    for permalink, address, aside in (
        ("/:title/", "/same/", "/same-2020-01-01/"),
        ("/:title.html", "/same.html", "/same-2020-01-01.html"),
        ("/:title", "/same", "/same-2020-01-01"),
    ):
        site = blog(
            f"-- _config.yml --\npermalink: {permalink}\n"
            "-- _posts/2020-01-01-same.md --\n---\ntitle: Old\n---\n[new]({% post_url 2021-01-01-same %})\n"
            "-- _posts/2021-01-01-same.md --\n---\ntitle: New\n---\n[old]({% post_url 2020-01-01-same %})\n"
        )
        said = messages(site.build())
        assert f'href="{aside}">old' in site.read(urls.output_path(address))
        assert f'href="{address}">new' in site.read(urls.output_path(aside))
        assert f'href="{aside}"' in site.read("index.html")
        assert said == [
            f"_posts/2020-01-01-same.md: U102 {address} is already the address of _posts/2021-01-01-same.md, "
            f"behind which Jekyll hides this post; here it stands at {aside}; "
            "give one of the two another permalink or file name"
        ]


def test_no_post_gives_up_its_address_to_one_that_was_hidden(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\npermalink: /:title/\n"
        "-- _posts/2021-01-01-same.md --\nNew.\n-- _posts/2020-01-01-same.md --\nOld.\n"
        "-- _posts/2019-01-01-same-2020-01-01.md --\nIts own.\n"
    )
    report = site.build()
    assert "Its own." in site.read("same-2020-01-01/index.html")
    assert [(each.span.path, each.severity) for each in report.problems] == [
        ("_posts/2020-01-01-same.md", Severity.ERROR)
    ]


def test_a_folder_with_a_finished_page_in_it_is_no_dead_end(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\n-- demo/index.html --\n<p>old</p>\n-- plain.html --\n<p>old</p>\n"
        "-- _posts/2020-01-01-a.md --\n[a](/demo/) [b](/demo) [c](/plain) [d](/plain.html) [e](/dem/)\n"
    )
    report = site.build()
    assert [problem.message for problem in report.problems] == ["no page or file of this blog is at /dem/"]


def test_a_suggestion_is_no_page_of_wrong_addresses_and_no_other_short_word(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\n-- 404.md --\n---\ntitle: Lost\n---\n-- _posts/2020-01-01-gpu.md --\nGPU\n"
        "-- _posts/2020-01-02-a-long-name.md --\nOne.\n"
        "-- _posts/2020-01-03-links.md --\n[x](/404) [y](/40) [z](/GRU/) [w](/a-lang-name/)\n"
    )
    report = site.build()
    assert [problem.hint for problem in report.problems] == [
        "correct or remove the link",
        "correct or remove the link",
        'did you mean "A Long Name" (_posts/2020-01-02-a-long-name.md)?',
    ]


def test_a_text_may_ask_for_the_data_of_the_blog(blog: MakeBlog) -> None:
    site = blog(
        """\
-- _config.yml --
-- _data/team.yml --
- name: Kim
  since: 2019-12-25
- name: Lee
-- _data/ruby.yml --
version: 3.4.1
-- _data/deep down/my-list.json --
["a", "b"]
-- _data/table.csv --
city,year
"경주
서라벌 ",2019
-- _data/tabs.tsv --
city	year
부여	2020
-- _data/broken.yml --
a: [
-- _includes/version.html --
v{{ site.data.ruby.version }}
-- _posts/2020-01-01-one.md --
{% for each in site.data.team %}{{ each.name }} {% endfor %}{{ site.data.team[0].since | date: "%Y" }}

{{ site.data.deep_down.my-list | join: "+" }} {{ site.data["table"][0].city }} {{ site.data.tabs[0].city }}
{% include version.html %} {{ site.data.broken }}
"""
    ).built()
    text = site.read("2020/01/01/one.html")
    assert "Kim Lee 2019" in text
    assert "a+b 경주\n서라벌  부여\nv3.4.1" in text
    site.put("_data/ruby.yml", "version: 3.5\n")
    site.build()
    assert "v3.5" in site.read("2020/01/01/one.html")
    site.put("_data/addresses.yml", "_posts/2020-01-01-one.md: [/old/]\n")
    assert site.build().read == 0


_FORMULAS = """\
-- _posts/2020-01-01-one.md --
값 $x_1$와 \\\\(y\\\\)
"""


@pytest.mark.parametrize(
    ("theme", "drawn"),
    [
        ("-- _config.yml --\n", 0),
        ("-- _config.yml --\n-- _layouts/post.html --\n<script src='https://x.example/MathJax.js'></script>\n", 1),
        ("-- _config.yml --\n-- _includes/head.html --\nMathJax = {tex: {inlineMath: [['$', '$']]}}\n", 2),
        ("-- _config.yml --\n-- _includes/a/b.html --\ndelimiters: [{left: '$', right: '$'}]\n", 2),
        ("-- _config.yml --\ntheme: jekyll-theme-chirpy\n", 0),
        ("-- _config.yml --\ntheme: jekyll-theme-chirpy\ndefaults: [{values: {math: true}}]\n", 2),
        ("-- _config.yml --\ntheme: al_folio_core\n", 2),
        ("-- _config.yml --\nremote_theme: alshedivat/al-folio@v0.14\n", 2),
        ("-- _config.yml --\nkramdown: {formula_signs: backslashes}\ntheme: jekyll-theme-chirpy\n", 1),
        ("-- _config.yml --\nkramdown: {formula_signs: dollars}\n", 2),
    ],
)
def test_formulas_stand_between_what_the_old_theme_took_for_their_signs(blog: MakeBlog, theme: str, drawn: int) -> None:
    site = blog(theme + _FORMULAS).built()
    assert site.read("2020/01/01/one.html").count('class="katex"') == drawn


@pytest.mark.parametrize(
    ("theme", "drawn"),
    [
        ("-- _includes/a.html --\n{% if page.math %}\n<!-- Formulas -->MathJax inlineMath: '$' {% endif %}\n", 0),
        ("-- _includes/a.html --\n{%- if page.tex == true -%}{% include katex.html %}{% endif %}\n"
         "-- _includes/katex.html --\nkatex left: '$'\n", 0),
        ("-- _includes/a.html --\n{% if page.math %}KaTeX{% endif %}\n-- _layouts/post.html --\nMathJax\n", 1),
        ("-- _includes/a.html --\n{% if page.math %}KaTeX{% elsif site.math %}MathJax{% endif %}\n", 1),
        ("-- _includes/a.html --\n{% if page.math %}KaTeX{% endif %}{% if page.tex %}MathJax{% endif %}\n", 1),
    ],
)  # fmt: skip
def test_no_formulas_are_drawn_where_front_matter_had_to_ask_the_old_theme_for_them(
    blog: MakeBlog, theme: str, drawn: int
) -> None:
    site = blog("-- _config.yml --\n" + theme + _FORMULAS).built()
    assert site.read("2020/01/01/one.html").count('class="katex"') == drawn
    site.write("-- _posts/2020-01-01-one.md --\n---\nmath: true\ntex: true\n---\n값 $x_1$와 \\\\(y\\\\)\n")
    site.build()
    assert site.read("2020/01/01/one.html").count('class="katex"') >= 1


def test_formulas_are_asked_for_in_every_process_that_reads_texts(blog: MakeBlog) -> None:
    posts = "".join(f"-- _posts/2020-01-01-p{n}.md --\n$x_{n}$ $y$\n" for n in range(120))
    site = blog("-- _config.yml --\ntheme: jekyll-theme-chirpy\n" + posts)
    site.build(jobs=2)
    assert not [path for path in site.output() if path.startswith("2020/") and "katex" in site.read(path)]


def test_a_listing_has_the_html_that_kramdown_makes_whatever_a_script_draws_in_it(blog: MakeBlog) -> None:
    site = blog("-- _config.yml --\nkramdown: {formula_signs: dollars}\n" + _FORMULAS)
    listing = list_posts(site.root, site.settings(), TODAY, jobs=1, html=True)
    assert [post["html"] for post in listing.posts.values()] == ["<p>값 $x_1$와 \\(y\\)</p>\n"]


def test_a_changed_script_of_the_old_theme_reads_the_texts_again(blog: MakeBlog) -> None:
    site = blog("-- _config.yml --\n-- _includes/head.html --\nMathJax\n" + _FORMULAS).built()
    site.write("-- _includes/head.html --\nMathJax inlineMath: [['$','$']]\n")
    site.build()
    assert site.read("2020/01/01/one.html").count('class="katex"') == 2


_PROJECTS = """\
-- _config.yml --
collections: {projects: {output: true, permalink: "/p/:name/"}, talks: {sort_by: order}, posts: {output: true}}
-- _projects/b.md --
---
title: 탑
importance: 1
img: tower.png
---
석탑 *하나*.

그리고 {{ site.projects.size }} 더.
-- _projects/a.md --
---
title: 절
importance: 2
---
-- _projects/c.md --
---
title: 숨은 것
published: false
---
-- _projects/notes.txt --
메모
-- _talks/one.md --
---
title: 강연
order: 2
---
-- _talks/two.md --
---
title: 먼저
order: 1
---
-- _posts/2020-01-01-one.md --
글
-- projects.md --
{% assign sorted = site.projects | sort: "importance" %}{% for p in sorted %}
- [{{ p.title }}]({{ p.url }}) {{ p.img }} {{ p.collection }} {{ p.excerpt | strip_html }}
{% endfor %}

{{ site.projects.size }} {{ site.projects.first.title }} {{ site.talks[0].title }} {{ site.talks[0].url }}

{% for p in site.projects %}{{ p.content }}{% endfor %}
"""


def test_a_page_lists_the_documents_of_a_collection(blog: MakeBlog) -> None:
    text = blog(_PROJECTS).built().read("projects.html")
    first, second = '<a href="/p/b/">탑</a> tower.png projects 석탑 하나.', '<a href="/p/a/">절</a>  projects'
    assert text.index(first) < text.index(second)
    assert "<p>2 절 먼저 /talks/two.html</p>" in text
    assert "<p>석탑 <em>하나</em>.</p>" in text
    assert "<p>그리고 0 더.</p>" in text
    assert "숨은 것" not in text


def test_a_page_lists_no_draft_of_a_collection(blog: MakeBlog) -> None:
    site = blog("""\
-- dapsagi.yml --
collections_dir: all
collections: {talks: {order: [z.md, sub/b.md]}}
-- all/_talks/a.md --
---
title: 가
---
-- all/_talks/sub/b.md --
---
title: 나
---
-- all/_talks/c.md --
---
title: 다
draft: true
---
-- all/_talks/z.md --
---
title: 하
---
-- talks.md --
{{ site.talks | map: "title" | join: ", " }}
""").built()
    assert "<p>하, 나, 가</p>" in site.read("talks/index.html")


def test_a_page_shows_the_documents_of_a_collection_as_they_are_now(blog: MakeBlog) -> None:
    site = blog(_PROJECTS).built()
    site.edit("_projects/a.md", "title: 절", "title: 새 절")
    site.edit("_projects/b.md", "석탑", "높은 탑")
    site.edit("_talks/two.md", "title: 먼저", "title: 처음")
    site.build()
    text = site.read("projects.html")
    for word in (">새 절</a>", "높은 탑 <em>", " 처음 "):
        assert word in text
    assert site.build().rendered == 0


def test_a_partial_that_is_not_utf_8_is_named_where_a_text_asks_for_it_in_vain(blog: MakeBlog) -> None:
    site = blog("-- _config.yml --\n-- _posts/2020-01-01-one.md --\n{% include a.html %}\n")
    site.put("_includes/a.html", "한글".encode("cp949"))
    site.put("_includes/logo.png", b"\x89PNG\0\xff")
    said = [message.partition(" is ")[0] for message in messages(site.build())]
    assert said == ["_includes/a.html:1: F102 the file", "_posts/2020-01-01-one.md:1:1: Q106 `{% include a.html %}`"]


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("a.yml", "one: 1\ntwo: a: b\n", "_data/a.yml:2: R102 the file cannot be read: a second colon in the value"),
        ("deep/a.yaml", "---\n\n- one\n- [two\n", "_data/deep/a.yaml:4: R102 the file cannot be read: a bracket that"),
        ("a.json", '{"a": 1,\n "b" 2}\n', "_data/a.json:2: R102 the file cannot be read: Expecting ':' delimiter"),
        (
            "a.csv",
            "이름,나이\n".encode("cp949"),
            "_data/a.csv:1: F102 the file is not UTF-8 but CP949",
        ),
        ("references.yml", "a: b: c\n", "_data/references.yml:1: R102 the file cannot be read: a second colon"),
    ],
)
def test_a_data_file_that_cannot_be_read_is_a_problem_at_its_line(
    blog: MakeBlog, path: str, text: str | bytes, said: str
) -> None:
    site = blog(
        "-- _config.yml --\n-- _posts/2020-01-01-one.md --\nx\n-- _data/good.yml --\n- a\n-- _data/b.csv --\na,b\n"
    )
    assert not site.build().problems
    site.put("_data/" + path, text)
    for again in range(2):
        (problem,) = site.build().problems
        assert str(problem).startswith(said), again
    site.put("_data/" + path, b"")
    assert not [problem for problem in site.build().problems if not path.endswith("json")]


def test_the_list_of_posts_has_what_plugins_make_of_paths_and_excerpts(blog: MakeBlog) -> None:
    site = blog(
        """\
-- _config.yml --
baseurl: /base
plugins: [jekyll-relative-links]
relative_links: {collections: true}
-- _posts/2020-01-01-one.md --
---
excerpt: Mine.
---
See [two](2020-01-02-two.md#end), ![a](../a.svg), [nothing](none.md) and [out](https://example.org/x.md).
-- _posts/2020-01-02-two.md --
Two.
-- a.svg --
<svg/>
"""
    )

    def listed() -> str:
        posts = list_posts(site.root, site.settings(), TODAY, jobs=1, html=True).posts
        entry = posts["_posts/2020-01-01-one.md"]
        return f"{entry['excerpt']} | {entry['html']}"

    followed = (
        '<p>See <a href="/base/2020/01/02/two.html#end">two</a>, <img src="/base/a.svg" alt="a" />, '
        '<a href="none.md">nothing</a> and <a href="https://example.org/x.md">out</a>.</p>'
    )
    assert listed() == f"{followed}\n | {followed}\n"
    site.edit("_config.yml", "collections: true", "collections: false")
    assert listed().startswith('Mine. | <p>See <a href="2020-01-02-two.md#end">two</a>')
    site.edit("_posts/2020-01-01-one.md", "excerpt: Mine.", 'excerpt: ""')
    assert listed().startswith(' | <p>See <a href="2020-01-02-two.md#end">two</a>')
    site.edit("_posts/2020-01-01-one.md", 'excerpt: ""', "excerpt:")
    assert listed().startswith("<p>See")


@pytest.mark.parametrize(("settings", "folder"), [("_config.yml", "_posts"), ("dapsagi.yml", "posts")])
def test_an_empty_separator_asks_for_no_excerpt(blog: MakeBlog, settings: str, folder: str) -> None:
    site = blog(f"-- {settings} --\nurl: https://k.example\npermalink: /:title/\nexcerpt_separator: ''\n")
    site.put(f"{folder}/2020-01-01-a.md", "---\ntitle: 가\n---\n하나\n\n둘\n")
    assert site.build().problems == ()
    assert "둘" in site.read("a/index.html")
    assert "<summary>하나 둘</summary>" in site.read("feed.xml")


def test_an_address_with_a_tag_that_nobody_knows_has_one_report(blog: MakeBlog) -> None:
    site = blog("-- _config.yml --\n-- _posts/2020-01-01-a.md --\n![b]({% pic c.png %}) [d]({% way e %})\n")
    assert [problem.code for problem in site.build().problems] == ["Q103", "Q103"]


def test_a_text_may_ask_for_what_jekyll_adds_to_its_front_matter(blog: MakeBlog) -> None:
    asked = "{{ page.date }} {{ page.id }} {{ page.ext }} {{ page.dir }}"
    site = blog(
        "-- _config.yml --\ntimezone: Asia/Seoul\npermalink: /:year/:title/\n"
        f"-- _posts/2020-01-02-owl.md --\n---\n---\n{asked}.\n-- birds/list.md --\n---\n---\n{asked}.\n"
    )
    site.build()
    # What keeps a date on one line is no part of it.
    html = site.read("2020/owl/index.html").replace('<span class="tie"></span>', "")
    assert "<p>2020-01-02 00:00:00 +0900 /2020/owl .md .</p>" in html
    assert "<p>.md /birds/list/.</p>" in site.read("birds/list/index.html")


def test_a_listing_has_dates_to_the_second_as_blogger_exported_them_to_the_thousandth(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\n-- _posts/2007-06-08-a.html --\n---\ndate: '2007-06-08T08:01:00.001-07:00'\n---\nx\n"
    )
    (entry,) = list_posts(site.root, site.settings(), TODAY, jobs=1, html=False).posts.values()
    assert entry["date"] == "2007-06-08T15:01:00+00:00"


def test_a_path_from_the_root_that_goes_up_is_walked_as_browsers_do(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\nurl: https://a.example\n-- images/owl.txt --\n-- _posts/2020-01-01-a.md --\n---\n---\n"
        "[b](/images/../images/owl.txt) [c](https://a.example/x/./../images/owl.txt) [d](/images/../owl.txt)\n"
    )
    assert [problem.message for problem in site.build().problems] == [
        "no page or file of this blog is at /images/../owl.txt"
    ]


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ("url: https://a.example/\nbaseurl: /b/\n", "https://a.example/x https://a.example//x /b/x /b//x"),
        ("url: https://a.example\nbaseurl: /b\n", "https://a.examplex https://a.example/x /bx /b/x"),
        ("baseurl: /\n", "x /x /x /x"),
    ],
)
def test_an_address_in_the_settings_keeps_the_slash_that_texts_count_on(
    blog: MakeBlog, settings: str, shown: str
) -> None:
    asked = "{{ site.url }}x {{ site.url }}/x {{ site.baseurl }}x {{ site.baseurl }}/x"
    site = blog(f"-- _config.yml --\ntitle: t\n{settings}-- _posts/2020-01-01-a.html --\n---\n---\n<p>{asked}</p>\n")
    (entry,) = list_posts(site.root, site.settings(), TODAY, jobs=1, html=True).posts.values()
    assert f"<p>{shown}</p>" in entry["html"]


def test_a_post_is_led_to_whatever_slash_ends_the_address_before_it(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\nurl: https://a.example/\nbaseurl: /b/\n-- _posts/2020-01-01-a.md --\n---\n---\n"
        "[x]({{ site.url }}{% post_url 2020-01-01-a %}) [y]({{ site.baseurl }}{% post_url 2020-01-01-a %})\n"
    )
    report = site.build()
    assert not report.problems
    assert site.read("2020/01/01/a.html").count('href="/b/2020/01/01/a.html"') >= 2


def test_a_title_is_handed_on_as_front_matter_has_it_and_shown_tidily(blog: MakeBlog) -> None:
    site = blog(
        "-- _config.yml --\n-- _posts/2020-01-01-a.html --\n---\ntitle: ' Owls &#8211; hoot '\n---\n"
        "<p>[{{ page.title }}]</p>\n"
    )
    (entry,) = list_posts(site.root, site.settings(), TODAY, jobs=1, html=True).posts.values()
    assert entry["title"] == " Owls &#8211; hoot "
    assert "[ Owls &#8211; hoot ]" in entry["html"]
    site.build()
    assert "Owls – hoot</h1>" in site.read("2020/01/01/a.html")


def test_what_a_new_blog_of_jekylls_says_of_itself_is_no_description(blog: MakeBlog) -> None:
    starter = "Write an awesome description for your new site here. You can edit this line in _config.yml."
    site = blog(
        f"-- _config.yml --\ntitle: x\ndescription: {starter}\n"
        "-- _posts/2020-01-01-a.md --\n[{{ site.description }}]\n"
    ).built()
    assert site.settings().description == ""
    assert f"[{starter}]" in site.read("2020/01/01/a.html")


def test_sizes_that_a_plugin_of_jekyll_made_are_not_asked_for(blog: MakeBlog) -> None:
    source = '<source class="responsive-img-srcset" srcset="/a-480.webp 480w,/a-800.webp 800w," type="image/webp">'
    own = '<source class="mine" srcset="/a-480.webp 480w" type="image/webp">'
    text = f'<picture>\n{source}\n<img src="a.png" alt="a">\n</picture>\n\n<picture>{own}</picture>\n'
    page = blog(f"-- _config.yml --\ntitle: x\n-- _posts/2020-01-01-a.md --\n{text}").built().page("2020/01/01/a.html")
    made, kept = page.css("article source")
    assert made.attributes["media"] == "not all"
    assert made.attributes["srcset"] == "/a-480.webp 480w,/a-800.webp 800w,"
    assert "media" not in kept.attributes
