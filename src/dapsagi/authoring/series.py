"""Series written down: what was found becomes `series` and `order` in each post's front matter."""

from __future__ import annotations

from dapsagi.authoring.desk import Desk
from dapsagi.authoring.edits import Edit
from dapsagi.authoring.header import set_key


def pin_series(desk: Desk) -> list[Edit]:
    """Return the edits by which every series that was found is declared, in its order and under its name.

    Nothing but the two keys is touched, and one that says the same already is left as it is written: `series` may name
    what is planned as well. So is a post that is a series by itself: its headings say it.
    """
    edits: list[Edit] = []
    for series in (each for each in desk.site.series if not each.is_one_post):
        for order, part in enumerate(series.parts, 1):
            post = desk.site.by_key[part.key]
            if post.series == series.name and post.order == order:
                continue
            before = desk.text(part.key)
            named = before if post.series == series.name else set_key(before, "series", series.name)
            after = named if post.order == order else set_key(named, "order", order)
            edits.append(Edit(part.key, before, after))
    return edits
