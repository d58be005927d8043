"""Hugo's own shortcodes."""

from __future__ import annotations

import pytest

from blog import MakeBlog, messages
from dapsagi.markup import MarkupOptions, render
from dapsagi.post.hugo_shortcodes import with_shortcodes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{< highlight go >}}\na := 1\n{{< /highlight >}}", "```go\na := 1\n```"),
        (
            '{{% highlight c++ "linenos=table,hl_lines=1 3-5,linenostart=7" %}}\nx\n{{% /highlight %}}',
            '```c++ hl_lines="1 3-5" start=7\nx\n```',
        ),
        ('{{< highlight md "linenos=inline" >}}\n```\nx\n```\n{{</highlight>}}', "````md linenos\n```\nx\n```\n````"),
        ('[a]({{< ref "b.md#c" >}})와 [d]({{<relref `e.md`>}})', "[a](b.md#c)와 [d](e.md)"),
        ("`{{< youtube a >}}`", "`{{< youtube a >}}`"),
        ("```md\n{{< youtube a >}}\n```", "```md\n{{< youtube a >}}\n```"),
        ("- 글\n\n  ```md\n  {{< youtube a >}}\n  ```", "- 글\n\n  ```md\n  {{< youtube a >}}\n  ```"),
        ("> ```md\n> {{< youtube a >}}\n> ```", "> ```md\n> {{< youtube a >}}\n> ```"),
        ("1. {{< highlight go >}}\n   a\n   {{< /highlight >}}", "1. ```go\n   a\n   ```"),
        ('```a``` [b]({{< ref "c.md" >}})', "```a``` [b](c.md)"),
        ("- {{< highlight go >}}a{{< /highlight >}}", "- `a`"),
        ("글 {{< highlight go >}}a{{< /highlight >}} 뒤", "글 `a` 뒤"),
        ("글 {{< highlight go >}}\na\n{{< /highlight >}}", "글 \n```go\na\n```"),
        ('{{< highlight "go" "hl_lines=[1,\'3-5\']" >}}\nx\n{{< / highlight >}}', '```go hl_lines="1,3-5"\nx\n```'),
        ('[a]({{< ref "b c.md" />}})', "[a](b%20c.md)"),
        ("{{</* youtube a */>}}", "{{< youtube a >}}"),
        ("{{< owl a >}} {{ site.title }}", "{{< owl a >}} {{ site.title }}"),
        ('{{<framed src="a.png" title="새">}}', '<figure><img src="a.png" alt=""><figcaption>새</figcaption></figure>'),
        ("{{< img /i/a.jpg >}}", '<figure><img src="/i/a.jpg" alt=""></figure>'),
        ("{{< figure >}} {{< gist a >}}", "{{< figure >}} {{< gist a >}}"),
    ],
)
def test_a_shortcode_is_said_in_words_that_are_read(text: str, said: str) -> None:
    assert with_shortcodes(text) == said


def test_what_stands_below_a_shortcode_stays_on_its_line() -> None:
    text = '{{< figure\n  src="/a.png"\n  caption="밤의 <새>" >}}\n\n{{< youtube id="x1" title="밤" >}}\n\n끝'
    said = with_shortcodes(text)
    assert said.count("\n") == text.count("\n")
    html = render(said, MarkupOptions()).as_written()
    assert '<figure><img src="/a.png" alt="밤의 &lt;새&gt;" /><figcaption>밤의 &lt;새&gt;</figcaption></figure>' in html
    assert 'src="https://www.youtube-nocookie.com/embed/x1" title="밤"' in html


@pytest.mark.parametrize("begun", ["{{< highlight go", "{{< figure a", "{{<", "{{< highlight go >}}", '{{< figure "'])
def test_what_does_not_end_is_read_in_no_time(begun: str) -> None:
    for text in (begun + " " * 100_000, begun * 5_000, begun + "a=" * 50_000):
        assert with_shortcodes(text) == text


def test_a_post_of_hugo_shows_its_code_and_leads_to_its_neighbours(blog: MakeBlog) -> None:
    site = blog(
        "-- posts/2020-01-01-a.md --\n"
        '글 [다음]({{< relref "2020-01-02-b.md" >}}).\n\n'
        '{{< highlight python >}}\nprint("{{ x }}")\n{{< /highlight >}}\n'
        "-- posts/2020-01-02-b.md --\n끝.\n"
    )
    assert messages(site.build()) == []
    page = site.read("a/index.html")
    assert '<a href="/b/">다음</a>' in page
    assert '<span class="k' in page or '<span class="n' in page
    assert "{{ x }}" in page
