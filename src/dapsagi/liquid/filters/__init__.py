"""The filters of Liquid and of Jekyll, by the names that a post calls them.

Sources: Liquid's reference (https://shopify.github.io/liquid/) and Jekyll's list of filters
(https://jekyllrb.com/docs/liquid/filters/).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dapsagi.liquid.filters import dates, lists, numbers, text, urls

FILTERS: dict[str, Callable[..., Any]] = {
    **text.FILTERS, **numbers.FILTERS, **lists.FILTERS, **dates.FILTERS, **urls.FILTERS,
}  # fmt: skip
