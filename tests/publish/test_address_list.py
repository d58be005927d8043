"""The list of addresses that were online is written by authors too."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from blog import MakeBlog
from dapsagi.publish.known_addresses import list_in, rewritten, write_known

WRITTEN = """\
# Mine.
b.md: [/b/]  # before 2020

# Moved from the old blog.
'd.md': /d/  # once
e.md:
# The first one.
- /e/  # e
f.md: [/f/]  # given up

# The end.
"""


def test_what_an_author_writes_into_the_list_stays() -> None:
    after = {"b.md": ["/b/", "/bb/"], "c.md": ["/c/"], "d.md": ["/d/", "/dd/"], "e.md": ["/e/", "/ee/"]}
    assert rewritten(WRITTEN, after) == (
        """\
# Mine.
b.md: [/b/, /bb/]  # before 2020
c.md:
- /c/

# Moved from the old blog.
'd.md': [/d/, /dd/]  # once
e.md:
# The first one.
- /e/  # e
- /ee/

# The end.
"""
    )


def test_line_ends_and_what_is_the_same_stay(blog: MakeBlog) -> None:
    site = blog("-- dapsagi.yml --\ntitle: t\n")
    text = WRITTEN.replace("\n", "\r\n").encode()
    site.put("data/addresses.yml", text)
    assert not write_known(site.root, site.settings(), [])
    assert (site.root / "data/addresses.yml").read_bytes() == text
    assert write_known(site.root, site.settings(), [], {"b/index.html", "d/index.html", "e/index.html"})
    assert (site.root / "data/addresses.yml").read_bytes() == text.replace(b"f.md: [/f/]  # given up\r\n", b"")


SOURCES = st.sampled_from(["a.md", "글 1.md", "posts/2020-01-01-x: y.md", "#b.md", "null", "1", "-"])
ADDRESSES = st.lists(st.sampled_from(["/a/", "/글/", "/x: y/", "/#/", "/null", "/[b/", "/'\"/", "/a,b/"]), unique=True)
LISTS = st.dictionaries(SOURCES, ADDRESSES.filter(bool))


@given(before=LISTS, after=LISTS)
def test_whatever_was_listed_the_list_says_what_is_listed_now(
    before: dict[str, list[str]], after: dict[str, list[str]]
) -> None:
    assert list_in(rewritten("", before)) == (before, True)
    lines = {
        source: f"{json.dumps(source, ensure_ascii=False)}: {json.dumps(some, ensure_ascii=False)}  # mine\n"
        for source, some in before.items()
    }
    again = rewritten("".join(lines.values()), after)
    assert list_in(again) == (after, True)
    assert all(line in again for source, line in lines.items() if after.get(source) == before[source])
    assert again.count("# mine") == len(before.keys() & after.keys())
