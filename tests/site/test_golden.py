"""Whole pages as they should be, byte for byte. After a change that is meant, `make golden` writes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from blog import Blog

GOLDEN = Path(__file__).with_name("golden")

BLOG = """\
-- dapsagi.yml --
title: 답사기
description: 배운 것을 적어 둡니다
author: 김답사
url: https://example.github.io
-- posts/2019-12-25-walk1.md --
---
layout: post
title: 나의 파이썬 답사기1
category: Machine Learning
tags: [voyage]
---
첫 글입니다.<br>

## 무엇을 읽었나

- Attention Is All You Need (https://arxiv.org/abs/1706.03762 )

> [!TIP]
> **"천천히"**는 빠르다.

```python title="hello.py" {1}
print("안녕")
```

[나의 파이썬 답사기2](https://example.github.io/walk2/)
-- posts/2020-01-10-walk2.md --
---
title: 나의 파이썬 답사기2
tags: [voyage]
redirect_from: /old/
---
둘째 글입니다. [첫 글](2019-12-25-walk1.md)
"""

PAGES = ("index.html", "walk1/index.html", "series/나의-파이썬-답사기/index.html", "old/index.html", "feed.xml")

# What a style sheet is called changes with every edit of it; no page says more or less for that.
_VERSION = re.compile(r"\?v=\w+")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_what_it_should_be(path: str, tmp_path: Path) -> None:
    blog = Blog(tmp_path / "blog", BLOG)
    assert not blog.build().problems
    built = _VERSION.sub("", blog.read(path))
    golden = GOLDEN / path.replace("/", "--")
    if os.environ.get("WRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(built, "utf-8")
    assert built == golden.read_text("utf-8")
