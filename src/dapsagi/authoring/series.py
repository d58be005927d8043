"""Series written down: what was found becomes `series` and `order` in each post's front matter."""

from __future__ import annotations

from dapsagi.addresses.slugs import fold_name
from dapsagi.authoring.desk import Desk
from dapsagi.authoring.edits import Edit
from dapsagi.authoring.header import set_key, value_of
from dapsagi.post.values import Post
from dapsagi.problems import Problem, RefusedError, Severity, Span


def pin_series(desk: Desk) -> tuple[list[Edit], list[Problem]]:
    """Return the edits by which every series that was found is declared, in its order and under its name.

    Nothing but the two keys is touched, and one that says the same already is left as it is written: `series` may name
    what is planned as well. So is a post that is a series by itself: its headings say it. A post in which that cannot
    be done is reported.
    """
    edits: list[Edit] = []
    problems: list[Problem] = []
    for series in (each for each in desk.site.series if not each.is_one_post):
        for order, part in enumerate(series.parts, 1):
            post = desk.site.by_key[part.key]
            before = desk.text(part.key)
            try:
                after = before if _says(post, before, series.name) else set_key(before, "series", series.name)
                after = after if post.order == order else set_key(after, "order", order)
            except RefusedError as error:
                span = Span(part.key, post.line_of("series") or post.line_of("order"))
                problems.append(Problem("A101", Severity.WARNING, str(error), span, _BY_HAND))
                continue
            if after != before:
                edits.append(Edit(part.key, before, after))
    return edits, problems


_BY_HAND = "write `series` and `order` by hand"


def _says(post: Post, text: str, name: str) -> bool:
    """Say whether a post declares a series; one that says more of it than its name may spell that otherwise."""
    says_more = isinstance(value_of(text, "series"), dict) and post.series is not None
    return post.series == name or (says_more and fold_name(str(post.series)) == fold_name(name))
