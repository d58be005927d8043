"""Pelican's settings: posts at /:title/, tags as Jekyll writes them, and a link to the next and the previous post."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from pelican import signals
from pelican.urlwrappers import Tag

SITENAME = "A study journal"
SITESUBTITLE = "What was learned, day by day."
SITEURL = ""
TIMEZONE = "Asia/Seoul"
DEFAULT_LANG = "ko"

PATH = "content"
ARTICLE_PATHS = ["posts"]
STATIC_PATHS = ["images", "extra"]
EXTRA_PATH_METADATA = {"extra/style.css": {"path": "style.css"}}
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []

ARTICLE_URL, ARTICLE_SAVE_AS = "{slug}/", "{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tags/{slug}/", "tags/{slug}/index.html"
TAGS_URL, TAGS_SAVE_AS = "tags/", "tags/index.html"
CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ARCHIVES_SAVE_AS = ""
SLUGIFY_USE_UNICODE = True
DEFAULT_PAGINATION = 10
PAGINATED_TEMPLATES = {"index": None}
PAGINATION_PATTERNS = ((1, "{url}", "{save_as}"), (2, "page/{number}/", "page/{number}/index.html"))

FEED_DOMAIN = "https://journal.example"
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 10
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

SUMMARY_MAX_PARAGRAPHS, SUMMARY_MAX_LENGTH = 1, None
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight", "guess_lang": False},
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
    },
    "output_format": "html5",
}

# A second build may use what the first one read.
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
DELETE_OUTPUT_DIRECTORY = False


def _read_tags(generator: Any, metadata: dict[str, Any]) -> None:
    """Take the brackets of a YAML list for what they are."""
    names = [tag.name.strip("[]").strip() for tag in metadata.get("tags", ())]
    metadata["tags"] = [Tag(name, generator.settings) for name in names]


def _set_neighbours(generator: Any) -> None:
    for newer, older in pairwise(generator.articles):
        newer.older, older.newer = older, newer


PLUGINS = [
    SimpleNamespace(
        __name__="journal",
        register=lambda: (
            signals.article_generator_context.connect(_read_tags),
            signals.article_generator_finalized.connect(_set_neighbours),
        ),
    )
]
