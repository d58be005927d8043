"""Jupyter notebooks as posts: their prose, code, outputs and pictures."""

from __future__ import annotations

import base64
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.desks import NOW, desk_of, text_of
from blog import Blog, MakeBlog
from dapsagi.authoring.notebook import ENGLISH, read_notebook
from dapsagi.authoring.writing import write_notebook
from dapsagi.problems import RefusedError

OWN = """\
-- dapsagi.yml --
title: 노트북
"""

JEKYLL = """\
-- _config.yml --
title: Notebooks
lang: en
-- _posts/2025-11-01-first.md --
---
title: First
---
One.
-- assets/img/x.txt --
"""

# The smallest GIF there is.
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def prose(source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True), **more}


def code(source: str, *outputs: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": 1, "metadata": metadata, "outputs": list(outputs), "source": source}


def shown(**forms: str) -> dict[str, Any]:
    names = {kind.replace("_", "/").replace("svg", "svg+xml"): data for kind, data in forms.items()}
    return {"output_type": "display_data", "data": names, "metadata": {}}


def printed(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def notebook_of(*cells: dict[str, Any], language: str = "python") -> bytes:
    metadata = {"language_info": {"name": language}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}).encode()


def text_in(*cells: dict[str, Any]) -> str:
    return read_notebook(notebook_of(*cells), ENGLISH).text


def write(blog: Blog, *cells: dict[str, Any], title: str = "", slug: str = "") -> Path:
    file = blog.root.parent / "lesson.ipynb"
    file.write_bytes(notebook_of(*cells))
    return write_notebook(desk_of(blog), file, title, slug=slug)[0]


def test_a_notebook_becomes_a_post_that_shows_what_it_shows(blog: MakeBlog) -> None:
    here = blog(OWN)
    picture = shown(image_gif=base64.b64encode(GIF).decode(), text_plain="<Figure size 640x480 with 1 Axes>")
    cells = (prose("# 첫 회귀\n\n손실은 $L$이다."), code("print(1)", printed("1\n")), code("plot()", picture))
    post = write(here, *cells, slug="regression")
    assert (
        text_of(here, post.relative_to(here.root).as_posix())
        == """\
---
title: 첫 회귀
date: 2026-01-10 09:30:00 +0900
category: []
tags: []
---

손실은 $L$이다.

```python
print(1)
```

```plaintext
1
```
{: .output}

```python
plot()
```

![그림 1](../images/regression/1.gif)
"""
    )
    assert (here.root / "images/regression/1.gif").read_bytes() == GIF
    here.build(NOW)
    page = (here.root / "site/regression/index.html").read_text("utf-8")
    assert 'src="../images/regression/1.gif"' in page or 'src="/images/regression/1.gif"' in page
    assert 'class="language-plaintext output highlighter-rouge"' in page


def test_code_that_liquid_would_read_is_kept_from_it_in_a_blog_of_jekyll(blog: MakeBlog) -> None:
    here = blog(JEKYLL)
    text = write(here, prose("# Braces"), code("f'{{x}}' {% y %}")).read_text("utf-8")
    assert "{% raw %}\n```python\nf'{{x}}' {% y %}\n```\n{% endraw %}\n" in text
    here.build(NOW)
    pages = [re.sub("<[^>]*>", "", file.read_text("utf-8")) for file in (here.root / "site").rglob("*.html")]
    assert any("f'{{x}}' {% y %}" in unescape(page) for page in pages)


def test_pictures_lie_where_those_of_the_blog_do_and_none_is_overwritten(blog: MakeBlog) -> None:
    here = blog(JEKYLL)
    picture = code("plot()", shown(image_gif=base64.b64encode(GIF).decode()))
    write(here, prose("# Plot"), picture)
    assert (here.root / "assets/img/plot/1.gif").read_bytes() == GIF
    (here.root / "assets/img/other").mkdir()
    (here.root / "assets/img/other/1.gif").write_bytes(b"mine")
    with pytest.raises(RefusedError, match=r"assets/img/other/1\.gif is there already; give the post another name"):
        write(here, prose("# Other"), picture)
    assert (here.root / "assets/img/other/1.gif").read_bytes() == b"mine"


@pytest.mark.parametrize(
    "first",
    [
        prose('# Title\n> "What it is"\n\n- toc: true\n- tags: [a, b]\n- categories: [ml]\n\nText.'),
        prose("---\ntitle: Title\ndescription: What it is\ntags: [a, b]\ncategories: [ml]\n---\nText."),
    ],
    ids=["as fastpages had it", "as Quarto has it"],
)
def test_front_matter_of_a_notebook_is_taken_over(blog: MakeBlog, first: dict[str, Any]) -> None:
    text = write(blog(JEKYLL), first).read_text("utf-8")
    assert text.startswith("---\ntitle: Title\n")
    assert "\ndescription: What it is\n" in text
    assert "\ntags: [a, b]\n" in text or "\ntags:\n- a\n- b\n" in text
    assert text.endswith("---\n\nText.\n")


def test_a_day_in_the_name_of_the_notebook_is_that_of_the_post(blog: MakeBlog) -> None:
    here = blog(OWN)
    file = here.root.parent / "2020-02-20-first_test.ipynb"
    file.write_bytes(notebook_of(prose("# A title\n\nText.")))
    post, _ = write_notebook(desk_of(here), file)
    assert post.name == "2020-02-20-first_test.md"
    assert "title: A title\ndate: 2020-02-20 00:00:00 +0900\n" in post.read_text("utf-8")


def test_front_matter_may_stand_in_a_raw_cell(blog: MakeBlog) -> None:
    raw = {"cell_type": "raw", "metadata": {}, "source": "---\ntitle: Title\n---"}
    assert write(blog(JEKYLL), raw, prose("Text.")).read_text("utf-8").endswith("title: Title\n---\n\nText.\n")


def test_a_title_of_the_command_goes_before_that_of_the_notebook(blog: MakeBlog) -> None:
    assert "title: Mine\n" in write(blog(JEKYLL), prose("# Its own\n\nText."), title="Mine").read_text("utf-8")


@pytest.mark.parametrize(
    "cell",
    [
        code("#hide\nsecret"),
        code("# hide\nsecret"),
        code("#| include: false\nsecret"),
        code("#| hide\nsecret"),
        code("secret", tags=["remove_cell"]),
        code("#hide_input\nsecret"),
        code("#| echo: false\nsecret"),
        code("print()", printed("secret"), tags=["remove-output"]),
        code("#| output: false\nprint()", printed("secret")),
    ],
)
def test_what_the_author_hides_is_not_in_the_post(cell: dict[str, Any]) -> None:
    assert "secret" not in text_in(prose("Text."), cell)


@pytest.mark.parametrize(
    "cell", [code("#collapse-hide\nx"), code("x", tags=["hide-input"]), code("#| code-fold: true\nx")]
)
def test_what_the_author_folds_is_folded(cell: dict[str, Any]) -> None:
    assert text_in(cell) == '<details markdown="1">\n<summary>Code</summary>\n\n```python\nx\n```\n\n</details>\n'


def test_outputs_are_shown_as_a_terminal_would_leave_them() -> None:
    noise = "\x1b[31mred\x1b[0m\n 0%\r50%\r100%\n"
    assert text_in(code("x", printed("a\n"), printed(noise))).endswith("```plaintext\na\nred\n100%\n```\n{: .output}\n")


def test_a_table_of_pandas_is_a_table_of_the_theme() -> None:
    style = "<style scoped>\n td {}\n</style>\n"
    html = f'<div>\n{style}<table border="1" class="dataframe"><tr><td>$1</td></tr></table>\n</div>'
    assert text_in(code("df", shown(text_html=html, text_plain="$1"))).endswith(
        '<div class="output">\n<div>\n<table class="dataframe"><tr><td>$1</td></tr></table>\n</div>\n</div>\n'
    )


def test_a_picture_has_the_words_and_the_width_that_its_author_gave() -> None:
    output = shown(image_gif=base64.b64encode(GIF).decode()) | {"metadata": {"image/gif": {"width": 300}}}
    assert text_in(code("#| fig-cap: a < b\nplot()", output)).endswith(
        '<figure>\n<img src="\x001.gif" alt="a &lt; b" width="300">\n<figcaption>a &lt; b</figcaption>\n</figure>\n'
    )


def test_a_picture_pasted_into_the_prose_becomes_a_file() -> None:
    pasted = {"image.gif": {"image/gif": base64.b64encode(GIF).decode()}}
    cell = prose("![x](attachment:image.gif) ![y](attachment:none.gif)", attachments=pasted)
    notebook = read_notebook(notebook_of(cell), ENGLISH)
    assert notebook.text == "![x](\x001.gif) ![y](attachment:none.gif)\n"
    assert notebook.pictures == {"1.gif": GIF}


def test_a_picture_beside_the_notebook_comes_along(blog: MakeBlog) -> None:
    here = blog(OWN)
    (here.root.parent / "my imgs").mkdir()
    (here.root.parent / "my imgs/a.gif").write_bytes(GIF)
    cell = prose('![x](my%20imgs/a.gif)\n\n<img src="my%20imgs/a.gif">\n\n![y](none.gif)\n\n![z](https://x.org/z.gif)')
    text = write(here, cell, title="Pictures").read_text("utf-8")
    assert text.endswith(
        "![x](../images/pictures/1.gif)\n\n"
        '<img src="../images/pictures/1.gif">\n\n![y](none.gif)\n\n![z](https://x.org/z.gif)\n'
    )
    assert (here.root / "images/pictures/1.gif").read_bytes() == GIF


def test_a_cell_may_have_front_matter_and_pictures() -> None:
    pasted = {"image.gif": {"image/gif": base64.b64encode(GIF).decode()}}
    cell = prose("---\ntitle: T\ntags: [a, 3]\n---\n![x](attachment:image.gif)", attachments=pasted)
    notebook = read_notebook(notebook_of(cell), ENGLISH)
    assert (notebook.text, notebook.values) == ("![x](\x001.gif)\n", {"tags": ["a", "3"]})


def test_what_a_program_prints_is_never_taken_for_a_picture() -> None:
    assert "\0" not in text_in(code("x", printed("a\x001.gif\n")))


def test_names_of_things_in_memory_and_widgets_are_not_shown() -> None:
    widget = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "HBox()"}}
    widget["data"] = {"text/plain": "HBox()", "application/vnd.jupyter.widget-view+json": {}}
    line = shown(text_plain="[<matplotlib.lines.Line2D at 0x7f3a>]")
    assert text_in(code("x", line, widget)) == "```python\nx\n```\n"


def test_a_program_within_an_output_is_left_out_and_said() -> None:
    plot = shown(text_html=f"<script>{'x' * 70_000}</script>", text_plain="Figure()")
    notebook = read_notebook(notebook_of(prose("Text."), code("x", plot)), ENGLISH)
    assert notebook.left_out == ("cell 2: an output of 68 KB of scripts is left out",)
    assert "Figure()" in notebook.text


def test_code_is_in_the_language_of_the_notebook_or_of_its_cell() -> None:
    assert text_in(code("%%bash\nls")) == "```bash\n%%bash\nls\n```\n"
    assert read_notebook(notebook_of(code("x <- 1"), language="R"), ENGLISH).text == "```r\nx <- 1\n```\n"


def test_a_fence_within_a_cell_ends_no_block() -> None:
    assert text_in(code('"""\n```\n"""')) == '````python\n"""\n```\n"""\n````\n'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", r"is no Jupyter notebook .*; name a file \.ipynb; Markdown is a post as it is"),
        (b'{"cells": []}', "is no Jupyter notebook"),
        (b'{"nbformat": 3, "worksheets": []}', "old format 3; open it in a Jupyter of today and save it"),
    ],
)
def test_what_is_no_notebook_is_refused_with_its_name(blog: MakeBlog, data: bytes, said: str) -> None:
    here = blog(OWN)
    file = here.root.parent / "x.ipynb"
    file.write_bytes(data)
    with pytest.raises(RefusedError, match=said) as refusal:
        write_notebook(desk_of(here), file)
    assert str(refusal.value).startswith(str(file))
    assert not (here.root / "posts").exists()


def test_a_notebook_that_is_not_there_is_asked_for(blog: MakeBlog) -> None:
    here = blog(OWN)
    for file, reason in ((here.root / "x.ipynb", "there is no such file"), (here.root, "Is a directory")):
        with pytest.raises(RefusedError) as refusal:
            write_notebook(desk_of(here), file)
        assert str(refusal.value) == f"{file}: {reason}; name the .ipynb file of a Jupyter notebook"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_METADATA = st.fixed_dictionaries({}, optional={"tags": _JSON, "jupyter": _JSON, "format": _JSON})
_SOURCES = st.text(max_size=40) | st.lists(st.text(max_size=20), max_size=4)
_KINDS = st.sampled_from(
    ["text/html", "text/plain", "text/markdown", "text/latex", "image/png", "image/svg+xml", "x/y"]
)
_OUTPUTS = st.fixed_dictionaries(
    {"output_type": st.sampled_from(["stream", "display_data", "execute_result", "error"])},
    optional={
        "text": _SOURCES,
        "data": st.dictionaries(_KINDS, _JSON),
        "metadata": st.dictionaries(_KINDS, _JSON),
        "traceback": st.lists(st.text(max_size=10), max_size=3),
    },
)
_CELLS = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["markdown", "code", "raw", "other"])},
    optional={"source": _SOURCES, "metadata": _METADATA, "outputs": st.lists(_OUTPUTS, max_size=3)},
)


@given(
    cells=st.lists(_CELLS, max_size=5),
    metadata=st.dictionaries(st.sampled_from(["kernelspec", "language_info"]), _JSON),
)
def test_any_notebook_gives_a_text(cells: list[Any], metadata: Any) -> None:
    notebook = read_notebook(json.dumps({"nbformat": 4, "cells": cells, "metadata": metadata}).encode(), ENGLISH)
    assert notebook.text.endswith("\n")


@given(st.lists(st.text("ab #$*`\n", min_size=1, max_size=20), max_size=5))
def test_no_word_of_the_prose_is_lost(sources: list[str]) -> None:
    notebook = read_notebook(notebook_of(*map(prose, sources)), ENGLISH)
    words = f"{notebook.title} {notebook.text}".replace("#", " ")
    for word in " ".join(sources).replace("#", " ").replace("`", "").replace("**", "").split():
        assert word in words.replace("`", "").replace("**", "")
