"""From a line of the expanded text back to the line that the author wrote."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from dapsagi.liquid import Expanded

Expand = Callable[..., Expanded]


def test_lines_are_counted_past_tags_that_vanish_and_files_that_come_in(expand: Expand) -> None:
    text = (
        "첫째\n"
        "{% assign x = 1 %}\n"
        "{%- comment %}\n둘\n{% endcomment -%}\n"
        "여섯째\n"
        "{% include a %}\n"
        "여덟째\n"
        "{% highlight text %}\nx\ny\n{% endhighlight %}\n"
        "열셋째\n"
    )
    result = expand(text, includes={"a": "하나\n둘\n셋"})
    lines = result.text.split("\n")
    found = {line: result.source_line(number) for number, line in enumerate(lines, 1) if line}
    assert found["첫째"] == 1
    assert found["여섯째"] == 6
    assert found["하나"] == found["둘"] == found["셋"] == 7
    assert found["여덟째"] == 8
    assert found["y</code></pre></figure>"] == 9
    assert found["열셋째"] == 13


def test_the_text_as_a_whole_stays_line_zero(expand: Expand) -> None:
    assert expand("{{ x }}").source_line(0) == 0
    assert expand("x").source_line(0) == 0


def test_lines_in_a_loop_come_from_the_body_of_the_loop(expand: Expand) -> None:
    result = expand("a\n{% for i in (1..2) %}\nb\nc\n{% endfor %}\nd")
    kept = [(line, result.source_line(number)) for number, line in enumerate(result.text.split("\n"), 1) if line]
    assert kept == [("a", 1), ("b", 3), ("c", 4), ("b", 3), ("c", 4), ("d", 6)]


def test_what_is_shown_as_it_is_keeps_its_lines(expand: Expand) -> None:
    result = expand("a\n{% if page.title < 1 %}\nb\n{% endif %}\n{% include x %}c", dialect="dapsagi")
    assert [result.source_line(number) for number in range(1, 6)] == [1, 2, 3, 4, 5]


@given(
    st.lists(
        st.sampled_from(["", "{{ x }}", "{% assign x = 1 %}", "{% raw %}\n{% endraw %}", "{{- '!' }}"]), max_size=12
    )
)
def test_every_word_is_traced_to_its_line(expand: Expand, lines: list[str]) -> None:
    text = "".join(f"{line}\nword{number}\n" for number, line in enumerate(lines))
    written = {line: number for number, line in enumerate(text.split("\n"), 1) if line.startswith("word")}
    result = expand(text)
    for number, line in enumerate(result.text.split("\n"), 1):
        if line.startswith("word"):
            assert result.source_line(number) == written[line.rstrip("!")]
