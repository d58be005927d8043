"""Jekyll's plugins: what is done here of what each of them does."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Extent: TypeAlias = Literal["done", "partly", "not done"]


class Plugin(msgspec.Struct, frozen=True):
    """A plugin by the name of its gem, how far it is done here, and what an author should know of that."""

    name: str
    extent: Extent
    words: str


PLUGINS: tuple[Plugin, ...] = (
    Plugin("jekyll-paginate", "done", "the same addresses; they are counted from the oldest post, so pages stay put"),
    Plugin("jekyll-feed", "done", "`feed.path`, and the feeds of categories and tags; not those of other collections"),
    Plugin("jekyll-sitemap", "done", "`/sitemap.xml` and `/robots.txt`; `sitemap: false` counts"),
    Plugin("jekyll-seo-tag", "partly", "title, description, author, image and address; no Twitter or Facebook account"),
    Plugin("jekyll-redirect-from", "done", "`redirect_from` and `redirect_to`"),
    Plugin("jekyll-relative-links", "done", "a link to a Markdown file leads to its page"),
    Plugin(
        "jekyll-optional-front-matter", "done", "Markdown without front matter is a page, but for README and its kin"
    ),
    Plugin(
        "jekyll-readme-index",
        "partly",
        "a README.md without front matter is the page of its folder, but not at the root",
    ),
    Plugin("jekyll-titles-from-headings", "done", "with `strip_title` and `collections`"),
    Plugin("jekyll-default-layout", "done", "posts and pages need not name a layout"),
    Plugin("jekyll-archives", "done", "its addresses lead to the pages of terms and years"),
    Plugin("jekyll-archives-v2", "partly", "the same for posts; other collections have no archives"),
    Plugin("jekyll-gist", "done", "`{% gist %}` is the script that shows it"),
    Plugin("jekyll-github-metadata", "not done", "`site.github` is empty"),
    Plugin("jekyll-mentions", "not done", "`@name` is text"),
    Plugin("jemoji", "not done", "`:name:` is text"),
    Plugin("jekyll-avatar", "not done", "`{% avatar %}` is shown as it stands"),
    Plugin("jekyll-include-cache", "done", "`include_cached` is `include`"),
    Plugin("jekyll-remote-theme", "not done", "dapsagi has a theme of its own"),
    Plugin(
        "jekyll-paginate-v2", "partly", "its addresses lead to the pages of posts and terms; collections have no pages"
    ),
    Plugin("jekyll-scholar", "not done", "bibliographies are shown as they stand; the reading list is another thing"),
    Plugin("jekyll-toc", "done", "every long post has a table of contents"),
    Plugin(
        "jekyll-last-modified-at", "partly", "`last_modified_at` in front matter counts; the history of Git does not"
    ),
    Plugin("jekyll-spaceship", "partly", "formulas are drawn; its tables and media are not"),
    Plugin("jekyll-katex", "partly", "formulas are drawn; the tag `{% katex %}` is not known"),
    Plugin("jekyll-target-blank", "not done", "links open where the reader opens them"),
    Plugin("jekyll-compose", "done", "`dapsagi post`, `publish-draft` and `rename`"),
    Plugin("jekyll-admin", "done", "`dapsagi serve`"),
    Plugin("jekyll-coffeescript", "not done", "a script in CoffeeScript is the theme's"),
    Plugin("jekyll-sass-converter", "not done", "a style sheet in Sass is the theme's"),
    Plugin("jekyll-commonmark", "partly", "Markdown is read as kramdown reads it"),
    Plugin("jekyll-commonmark-ghpages", "partly", "Markdown is read as kramdown reads it"),
    Plugin("jekyll-minifier", "not done", "pages are small as they are"),
    Plugin(
        "jekyll-polyglot",
        "partly",
        "the addresses of each language, links between them, `hreflang`; lists show each text once",
    ),
)

_BY_NAME = {plugin.name: plugin for plugin in PLUGINS}


def plugin_named(name: str) -> Plugin:
    """Return what is known of a plugin; one that is not known is not done."""
    known = _BY_NAME.get(name.replace("_", "-").removeprefix("jekyll/"))
    return known or Plugin(name, "not done", "it is not known here")
