from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dapsagi.liquid import Expanded, Given, expand_liquid

SEOUL = ZoneInfo("Asia/Seoul")

PAGE = {
    "title": "경주 답사",
    "date": datetime(2019, 12, 25, 9, 5, 7, tzinfo=SEOUL),
    "tags": ["신라", "석탑"],
    "number": 3,
    "nothing": None,
}
SITE = {
    "title": "답사기",
    "url": "https://example.com",
    "baseurl": "/base",
    "people": [
        {"name": "Kim", "age": 30, "team": "red"},
        {"name": "Lee", "age": 25, "team": "blue"},
        {"name": "Park", "team": "red"},
    ],
}


@pytest.fixture(scope="session")
def expand() -> Callable[..., Expanded]:
    """Expand a text of a small blog."""

    def run(text: str, page: Mapping[str, Any] = PAGE, **changes: Any) -> Expanded:
        given: dict[str, Any] = {"site": SITE, "dialect": "jekyll", "zone": SEOUL}
        return expand_liquid(text, page, Given(**given | changes))

    return run
