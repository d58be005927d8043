"""The tags of Liquid and Jekyll."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dapsagi.liquid import Expanded
from dapsagi.problems import Severity

Expand = Callable[..., Expanded]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% if page.title %}a{% else %}b{% endif %}", "a"),
        ("{% if page.number > 2 and page.number < 4 %}a{% endif %}", "a"),
        ("{% if true or false and false %}a{% endif %}", "a"),
        ("{% if page.tags contains '신라' %}a{% endif %}", "a"),
        ("{% if page.number contains '3' %}a{% else %}b{% endif %}", "b"),
        ("{% if page.title == blank %}a{% else %}b{% endif %}", "b"),
        ("{% if page.nothing == nil %}a{% elsif true %}b{% endif %}", "a"),
        ("{% if page.title && site.title %}a{% endif %}", "a"),
        ("{% if true %}a{% else %}b{% else %}{% if true %}c{% endif %}{% endif %}", "a"),
        ("{% unless page.number == 3 %}a{% else %}b{% endunless %}", "b"),
        ("{% case page.number %} {% when 1, 3 %}a{% else %}b{% endcase %}", "a"),
        ("{% for tag in page.tags %}{{ forloop.index }}{{ tag }} {% endfor %}", "1신라 2석탑 "),
        ("{% for i in (1..5) limit:3 offset:1 reversed %}{{ i }}{% endfor %}", "432"),
        ("{% for i in (1..3) limit:0 %}{{ i }}{% else %}none{% endfor %}", "none"),
        (
            "{% for i in (1..5) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}"
            "{{ i }}{% endfor %}",
            "13",
        ),
        ("{% for i in (1..3) %}{% cycle 'a', 'b' %}{% endfor %}", "aba"),
        ("{% assign x = 'a,b' | split: ',' %}{{ x | join: '-' }}", "a-b"),
        ("{% capture x %}\n{% endcapture %}[{{ x }}]", "[\n]"),
        ("{% comment %}{{ a {% comment %}x{% endcomment %}{% endcomment %}b", "b"),
        ("{% raw %}{{ page.title }}{% if %}{% endraw %}", "{{ page.title }}{% if %}"),
        # As Liquid cuts it, an output ends at the first brace that closes.
        ("{%raw%}{{ '{% endraw ' }}%}{%endraw%} x", "{{ '{% endraw ' }}%} x"),
        ("{% raw %}{{ {% endraw }} {% endraw %}x", "{{ {% endraw }} x"),
        ("{% raw %}{{ a {% endraw %}x", "{{ a x"),
        ("a\n{%- if true -%}\nb\n{%- endif -%}\nc", "abc"),
        ("{% if true %} \n {% assign a = 1 %} \n {% endif %}{{ a }}", "1"),
        ("{% increment n %}{% increment n %}", "01"),
        ("{% seo %}{% feed_meta %}", ""),
    ],
)
def test_tags_of_liquid_do_what_they_do_in_jekyll(expand: Expand, text: str, shown: str) -> None:
    assert expand(text).text == shown


def test_a_tweet_is_a_link(expand: Expand) -> None:
    found = expand("{% twitter https://twitter.com/owl/status/1?a=b&c=d maxwidth=500 %}")
    address = "https://twitter.com/owl/status/1?a=b&amp;c=d"
    assert found.text == f'<a href="{address}">{address}</a>'
    assert expand("{% twitter owl %}").text == "{% twitter owl %}"


@pytest.mark.parametrize(
    ("tag", "user", "size"),
    [
        ("{% avatar owl %}", "owl", 40),
        ("{% avatar user=owl-2 size=100 %}", "owl-2", 100),
        ("{% avatar owl size='24' %}", "owl", 24),
        ("{% avatar user=page.name size=50 %}", "barn", 50),
        ("{% assign who = 'wing' %}{% avatar who %}", "wing", 40),
    ],
)
def test_an_avatar_is_the_picture_of_an_account(expand: Expand, tag: str, user: str, size: int) -> None:
    found = expand(tag, page={"name": "barn"})
    assert f' alt="{user}" width="{size}" height="{size}" ' in found.text
    assert f'src="https://avatars.githubusercontent.com/{user}?v=3&amp;s={size}"' in found.text
    assert ("avatar-small" in found.text) == (size < 48)
    assert not found.problems


def test_code_is_shown_as_the_theme_of_jekyll_shows_it(expand: Expand) -> None:
    result = expand("{% highlight c++ %}\n\nint a < 1;\n\n{% endhighlight c++ %}")
    assert result.text == (
        '\n<figure class="highlight"><pre><code class="language-c--" data-lang="c++">'
        "int a &lt; 1;</code></pre></figure>\n"
    )


def test_code_goes_through_the_highlighter_of_the_blog(expand: Expand) -> None:
    result = expand("{% highlight Ruby %}x = 1{% endhighlight %}", highlight=lambda code, name: f"<b>{name}</b>:{code}")
    assert "<b>ruby</b>:x = 1</code>" in result.text


def test_lines_of_code_can_be_numbered(expand: Expand) -> None:
    result = expand("{% highlight text linenos %}\na\nb\n{% endhighlight %}")
    assert '<td class="gutter gl"><pre class="lineno">1\n2\n</pre></td>' in result.text
    assert '<td class="code"><pre>a\nb\n</pre></td></tr></tbody></table></code></pre></figure>' in result.text


@pytest.mark.parametrize("option", ["mark_lines", "hl_lines"])
def test_marked_lines_keep_the_spans_of_the_highlighter_whole(expand: Expand, option: str) -> None:
    text = f'{{% highlight text {option}="2" %}}\na\nb\nc\n{{% endhighlight %}}'
    result = expand(text, highlight=lambda code, _: f'<span class="s">{code}</span>')
    assert (
        '<span class="s">a</span>\n<span class="hll"><span class="s">b</span>\n</span><span class="s">c</span></code>'
    ) in result.text


def test_liquid_in_highlighted_code_is_liquid(expand: Expand) -> None:
    result = expand("{% highlight text %}{{ page.number }} {% raw %}{{ x }}{% endraw %}{% endhighlight %}")
    assert ">3 {{ x }}</code>" in result.text


def test_a_gist_is_a_script(expand: Expand) -> None:
    shown = '<script src="https://gist.github.com/kim/1234.js?file=a.py"> </script>'
    assert expand("{% gist kim/1234 a.py %}").text == shown


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% highlight %}x{% endhighlight %}", "Q102"),
        ("{% for x on y %}a{% endfor %}", "Q102"),
        ("{% post_url first %}", "Q102"),
        ("{% figure a.png %}", "Q103"),
        ("{% if page.title %}a", "Q104"),
        ("a{% endif %}", "Q104"),
        ("{% else %}", "Q104"),
        ("{% if page.title %}a{% for i in page.tags %}{% endif %}", "Q104"),
        ("{% if page.title < 3 %}a{% endif %}", "Q105"),
        ("{{ page.tags | concat: 1 }}", "Q105"),
        ("{{ page.title", "Q102"),
        ("{{ page.title }", "Q102"),
        ("{% raw %}x", "Q102"),
    ],
)
def test_what_jekyll_would_not_build_is_shown_and_a_warning_tells_where(expand: Expand, text: str, code: str) -> None:
    result = expand(f"첫 줄\n둘째 {text}")
    first = result.problems[0]
    assert (first.code, first.severity, first.span.line) == (code, Severity.WARNING, 2)
    assert first.hint
    shown = text.replace("{% if page.title %}a{% for i in page.tags %}{% endif %}", "a{% for i in page.tags %}")
    assert result.text == f"첫 줄\n둘째 {shown}"


def test_one_fault_leaves_the_rest_of_the_text_alone(expand: Expand) -> None:
    result = expand("{% figure %}{{ page.number }}{% if page.number %}{{ 1 | concat: 2 }}!{% endif %}{% endfor %}")
    assert result.text == "{% figure %}3{{ 1 | concat: 2 }}!{% endfor %}"
    assert [problem.code for problem in result.problems] == ["Q103", "Q104", "Q105"]


def test_a_tag_of_a_plugin_is_reported_with_what_to_write_for_it(expand: Expand) -> None:
    [problem] = expand("![부엉이]({% picture_of owl.png %})").problems
    assert problem.code == "Q103"
    assert problem.hint.startswith("write what a plugin made of it")
    [note] = expand("![부엉이]({% picture_of owl.png %})", dialect="dapsagi").problems
    assert note.hint.startswith("to show the braces themselves")


def test_a_tag_that_is_read_loosely_is_noted(expand: Expand) -> None:
    result = expand("{% if page.title && foo %}a{% endif %}")
    assert (result.problems[0].code, result.problems[0].severity) == ("Q102", Severity.NOTE)


@pytest.mark.parametrize(
    "video",
    [
        "dQw4w9WgXcQ",
        '"dQw4w9WgXcQ"',
        "https://youtu.be/dQw4w9WgXcQ?t=3",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3",
        "{{ page.video }}",
        "dQw4w9WgXcQ 560 315",
    ],
)
def test_a_video_that_common_plugins_show_has_a_player(expand: Expand, video: str) -> None:
    result = expand(f"{{% youtube {video} %}}", {"video": "dQw4w9WgXcQ"})
    assert 'src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in result.text
    assert result.problems == ()


def test_a_tag_that_names_no_video_is_shown_as_it_is(expand: Expand) -> None:
    result = expand("{% youtube %}")
    assert result.text == "{% youtube %}"
    assert [problem.code for problem in result.problems] == ["Q105"]
