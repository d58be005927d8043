"""Tags and categories are renamed and merged across posts, and nothing else in them changes."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.desks import desk_of, text_of
from blog import MakeBlog
from dapsagi.authoring.edits import write_edits
from dapsagi.authoring.header import set_key, value_of
from dapsagi.authoring.headers import rename_terms
from dapsagi.post.front_matter import split_front_matter

Make = MakeBlog

STYLES = """\
-- posts/2025-01-01-flow.md --
---
title: flow
tags: [ml, "deep learning", python]  # three
---
Body: tags: [ml]
-- posts/2025-01-02-block.md --
---
tags:
  - ml
  - python
title: block
---
-- posts/2025-01-03-flush.md --
---
tags:
- python
- ml
title: flush
---
-- posts/2025-01-04-words.md --
---
title: words
tags: ml python
---
-- posts/2025-01-05-one.md --
---
title: one
tag: ml
---
-- posts/2025-01-06-none.md --
---
title: none
tags: [other]
---
"""


def test_a_tag_is_renamed_in_every_style_of_writing_it(blog: Make) -> None:
    here = blog(STYLES)
    edits, problems = rename_terms(desk_of(here), "tag", ["ml"], "머신러닝")
    assert problems == []
    assert write_edits(here.root, edits) == []
    assert 'tags: [머신러닝, "deep learning", python]  # three\n' in text_of(here, "posts/2025-01-01-flow.md")
    assert "Body: tags: [ml]\n" in text_of(here, "posts/2025-01-01-flow.md")
    assert "tags:\n  - 머신러닝\n  - python\ntitle: block\n" in text_of(here, "posts/2025-01-02-block.md")
    assert "tags:\n- python\n- 머신러닝\ntitle: flush\n" in text_of(here, "posts/2025-01-03-flush.md")
    assert "tags: 머신러닝 python\n" in text_of(here, "posts/2025-01-04-words.md")
    assert "tag: 머신러닝\n" in text_of(here, "posts/2025-01-05-one.md")
    assert len(edits) == 5


def test_merged_tags_stand_once_in_a_post(blog: Make) -> None:
    here = blog(STYLES)
    edits, _ = rename_terms(desk_of(here), "tag", ["ml", "python"], "machine learning")
    assert write_edits(here.root, edits) == []
    assert 'tags: [machine learning, "deep learning"]  # three\n' in text_of(here, "posts/2025-01-01-flow.md")
    assert "tags: [machine learning]\n" in text_of(here, "posts/2025-01-04-words.md")
    assert {term.name for term in desk_of(here).site.tags} == {"machine learning", "deep learning", "other"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [ml, b] # kept", "tags: [ML, b] # kept"),
        ("tags: ['ml', \"b\"]", "tags: ['ML', \"b\"]"),
        ("'tags' :  [ml,b]\t# kept", "'tags' :  [ML,b]\t# kept"),
        ("tags: [\n  ml, # why\n  b,\n]", "tags: [\n  ML, # why\n  b,\n]"),
        ("tags:\n  - ml   # why\n  # between\n  - b\n\n  - c", "tags:\n  - ML   # why\n  # between\n  - b\n\n  - c"),
        ("tags: &t [ml, b]", "tags: &t [ML, b]"),
        ("tags: [old]\ntags: [ml]", "tags: [old]\ntags: [ML]"),
        ("tags: >-\n  ml b", "tags: ML b"),
        ("tags: # kept\n- b\n- ml", "tags: # kept\n- b\n- ML"),
    ],
)
def test_nothing_but_the_name_of_a_tag_is_written_anew(blog: Make, before: str, after: str) -> None:
    desk = desk_of(blog(f"-- posts/2025-01-01-a.md --\n---\ntitle: a\n{before}\ndraft: false\n---\nx\n"))
    (edit,), problems = rename_terms(desk, "tag", ["ml"], "ML")
    assert problems == []
    assert edit.after == f"---\ntitle: a\n{after}\ndraft: false\n---\nx\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [ml, b, c]", "tags: [B, c]"),
        ("tags: [c, ml, b]", "tags: [c, B]"),
        ("tags:\n  - ml\n  - b # gone\n  - c # kept", "tags:\n  - B\n  - c # kept"),
        ("tags: [\n  ml,\n  b # last\n]", "tags: [\n  B # last\n]"),
    ],
)
def test_of_two_tags_that_become_one_the_second_goes(blog: Make, before: str, after: str) -> None:
    desk = desk_of(blog(f"-- posts/2025-01-01-a.md --\n---\n{before}\ntitle: a\n---\nx\n"))
    (edit,), _ = rename_terms(desk, "tag", ["ml", "b"], "B")
    assert edit.after == f"---\n{after}\ntitle: a\n---\nx\n"


@pytest.mark.parametrize(
    "header", ["{title: a, tags: [ml]}", "tags: &t [ml]\ncategories: *t", "tags: [&t ml]\ncategories: [*t]"]
)
def test_a_tag_that_another_key_needs_is_left_and_reported(blog: Make, header: str) -> None:
    desk = desk_of(blog(f"-- posts/2025-01-01-a.md --\n---\n{header}\n---\nx\n"))
    edits, problems = rename_terms(desk, "tag", ["ml"], "ML")
    assert (edits, [problem.code for problem in problems]) == ([], ["A101"])


SPELLINGS = """\
-- posts/2025-01-01-a.md --
---
tags: [ml, ML, other]
---
-- posts/2025-01-02-b.md --
---
tags: ml
---
-- posts/2025-01-03-c.md --
---
tags: "Deep Learning, ML"
---
"""


def test_all_spellings_of_a_tag_are_renamed_whichever_is_named(blog: Make) -> None:
    for named in ("ml", "ML", "Ml"):
        edits, problems = rename_terms(desk_of(blog(SPELLINGS)), "tag", [named], "머신 러닝")
        assert problems == []
        assert {edit.path[6:18]: edit.after.split("\n")[1] for edit in edits} == {
            "2025-01-01-a": "tags: [머신 러닝, other]",
            "2025-01-02-b": "tags: [머신 러닝]",
            "2025-01-03-c": 'tags: "Deep Learning, 머신 러닝"',
        }


def test_one_spelling_is_made_the_other(blog: Make) -> None:
    edits, _ = rename_terms(desk_of(blog(SPELLINGS)), "tag", ["ML"], "ml")
    assert [edit.after.split("\n")[1] for edit in sorted(edits, key=lambda edit: edit.path)] == [
        "tags: [ml, other]",
        'tags: "Deep Learning, ml"',
    ]


def test_the_change_is_shown_as_a_diff_before_anything_is_written(blog: Make) -> None:
    here = blog(STYLES)
    edits, _ = rename_terms(desk_of(here), "tag", ["other"], "기타")
    (edit,) = edits
    assert "-tags: [other]\n+tags: [기타]\n" in edit.diff
    assert "tags: [other]" in text_of(here, "posts/2025-01-06-none.md")


def test_a_category_that_comes_from_a_folder_is_left_and_reported(blog: Make) -> None:
    here = blog(
        "-- _config.yml --\ntitle: J\n-- ml/_posts/2025-01-01-a.md --\n---\ntitle: a\n---\nx\n"
        "-- _posts/2025-01-02-b.md --\n---\ntitle: b\ncategory: ml\n---\nx\n"
    )
    edits, problems = rename_terms(desk_of(here), "category", ["ml"], "ML2")
    assert [edit.path for edit in edits] == ["_posts/2025-01-02-b.md"]
    assert [problem.span.path for problem in problems] == ["ml/_posts/2025-01-01-a.md"]


# What cannot be seen is left out by whoever reads front matter.
_SEEN = st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"], blacklist_characters="\u200b\u2060\ufeff")
_WORDS = st.text(_SEEN, min_size=1, max_size=12)
_NOT_CHANGED = "---\nfirst: 1\n{}last: [a]\n---\n\nBody\n"


@given(st.one_of(_WORDS, st.lists(_WORDS, max_size=4)))
def test_whatever_is_set_is_read_again_and_the_rest_stays(value: str | list[str]) -> None:
    text = set_key(_NOT_CHANGED.format("key: [before]\n"), "key", value)
    assert value_of(text, "key") == value or split_front_matter(text).values["key"] == value
    head, _, tail = text.partition("key:")
    assert head == "---\nfirst: 1\n"
    assert tail.endswith("\nlast: [a]\n---\n\nBody\n")


def test_a_changed_post_is_on_the_disk_before_it_takes_the_place_of_the_old_one(
    blog: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = blog(STYLES)
    edits, _ = rename_terms(desk_of(here), "tag", ["ml"], "머신러닝")
    waiting = list(edits)

    def sync(descriptor: int) -> None:
        edit = waiting.pop(0)
        assert os.fstat(descriptor).st_size == len(edit.after.encode())
        assert text_of(here, edit.path) == edit.before

    monkeypatch.setattr(os, "fsync", sync)
    assert write_edits(here.root, edits) == []
    assert len(edits) > 1 and not waiting


def test_what_an_author_saves_while_being_asked_stays(blog: Make) -> None:
    here = blog(STYLES)
    edits, _ = rename_terms(desk_of(here), "tag", ["ml"], "머신러닝")
    here.put("posts/2025-01-01-flow.md", "---\ntags: [ml]\n---\n다르게\n")
    (here.root / "posts/2025-01-02-block.md").write_bytes("---\ntags: [ml]\n---\n한글\n".encode("cp949"))
    (here.root / "posts/2025-01-03-flush.md").unlink()
    saved = {
        path: (here.root / path).read_bytes() for path in ("posts/2025-01-01-flow.md", "posts/2025-01-02-block.md")
    }
    assert sorted(write_edits(here.root, edits)) == [*saved, "posts/2025-01-03-flush.md"]
    assert {path: (here.root / path).read_bytes() for path in saved} == saved
    assert text_of(here, "posts/2025-01-05-one.md") == "---\ntitle: one\ntag: 머신러닝\n---\n"


def test_a_file_to_which_two_paths_lead_is_changed_once(blog: Make) -> None:
    here = blog("-- posts/2025-01-01-a.md --\n---\ntags: [ml]\n---\nx\n")
    (here.root / "posts/2025-01-02-b.md").symlink_to("2025-01-01-a.md")
    edits, _ = rename_terms(desk_of(here), "tag", ["ml"], "ML")
    assert (len(edits), write_edits(here.root, edits)) == (2, [])
    assert text_of(here, "posts/2025-01-01-a.md") == "---\ntags: [ML]\n---\nx\n"
