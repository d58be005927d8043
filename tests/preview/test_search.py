"""Searching in the preview: the index of what is shown now."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

from dapsagi.search.documents import CATALOGUE, INDEX
from search.readers import Reader
from served import Served, wait_for

BLOG = """\
-- dapsagi.yml --
title: 답사기
baseurl: /log
-- posts/2024-01-01-first.md --
---
title: 첫 글
---
처음 쓴 문단
-- posts/2030-01-01-next.md --
---
title: 다음 글
---
나중에 쓴 문단
"""


def reader_of(served: Served) -> Reader:
    catalogue = served.get(f"/log/{CATALOGUE}")
    assert catalogue.status == 200
    names = [CATALOGUE, INDEX + "c0.json"]
    for letter, kind in (("w", "words"), ("t", "titles")):
        names += [f"{INDEX}{letter}{number}.txt" for number in range(len(json.loads(catalogue.data)[kind]) // 4)]
    return Reader({name: served.get(f"/log/{name}?v=abc").data for name in names})


def test_the_preview_finds_what_it_shows(serve: Callable[..., Served]) -> None:
    served = serve(BLOG)
    assert reader_of(served).titles("문단") == ["다음 글", "첫 글"]
    served.blog.edit("posts/2024-01-01-first.md", "처음", "낯선 낱말을")
    wait_for(lambda: reader_of(served).titles("낱말") == ["첫 글"])
    answer = served.get(f"/log/{CATALOGUE}")
    assert served.get(f"/log/{CATALOGUE}", If_None_Match=answer.headers["Etag"]).status == 304
    assert served.get(f"/log/{INDEX}w99.txt").status == 404


def test_the_preview_finds_what_it_shows_also_after_the_cache_was_cleared(serve: Callable[..., Served]) -> None:
    served = serve(BLOG)
    assert reader_of(served).titles("문단") == ["다음 글", "첫 글"]
    shutil.rmtree(served.blog.root / ".dapsagi")
    assert reader_of(served).titles("문단") == ["다음 글", "첫 글"]
    served.blog.edit("posts/2024-01-01-first.md", "처음", "낯선 낱말을")
    wait_for(lambda: reader_of(served).titles("낱말") == ["첫 글"])
