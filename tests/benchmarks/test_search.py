"""What the measurement of search says of a blog that can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.search import Query, measure
from blog import Blog

BLOG = """\
-- posts/2020-01-01-one.md --
---
title: 하나
---
강화학습을 배운다.
-- posts/2020-01-02-apart.md --
---
title: 둘
---
강화 학습을 배운다.
-- posts/2020-01-03-chance.md --
---
title: 셋
---
강화 유리를 학습 자료로 쓴다.
"""


def test_a_word_that_is_written_apart_counts_where_it_stands_side_by_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blog = Blog(tmp_path, BLOG)
    measure(blog.root, [Query("word", "강화학습", ("배운다",)), Query("word", "유리", ("유리",))])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| all | 2 | 1.0000 | 1.0000 |")]
    assert len(rows) == 1
