"""A blog with two posts."""

BLOG = """\
-- dapsagi.yml --
title: 답사기
-- posts/2024-01-01-first.md --
---
title: 첫 글
---
처음.
-- posts/2024-02-01-second.md --
---
title: 둘째 글
---
둘째.
"""

FIRST = "posts/2024-01-01-first.md"
