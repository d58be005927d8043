"""The tags that Jekyll and the plugins of GitHub Pages add to Liquid, and those of the library that ours replace.

Sources: https://jekyllrb.com/docs/liquid/tags/, https://jekyllrb.com/docs/includes/ and the plugins' own pages
(jekyll-seo-tag, jekyll-feed, jekyll-gist, jekyll-include-cache).
"""

from __future__ import annotations

from liquid import Tag

from dapsagi.liquid.tags.addresses import LinkTag, PostUrlTag
from dapsagi.liquid.tags.code import HighlightTag
from dapsagi.liquid.tags.includes import IncludeCachedTag, IncludeRelativeTag, IncludeTag
from dapsagi.liquid.tags.loops import LoopTag, TableRowTag
from dapsagi.liquid.tags.output import OutputTag
from dapsagi.liquid.tags.plugins import FeedMetaTag, GistTag, SeoTag

TAGS: tuple[type[Tag], ...] = (
    *(OutputTag, LoopTag, TableRowTag, HighlightTag, IncludeTag, IncludeCachedTag, IncludeRelativeTag),
    *(PostUrlTag, LinkTag, GistTag, SeoTag, FeedMetaTag),
)
