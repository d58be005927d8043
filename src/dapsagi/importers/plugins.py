"""Jekyll's plugins: what is done here of what each of them does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

Extent: TypeAlias = Literal["done", "partly", "not done"]


class Plugin(msgspec.Struct, frozen=True):
    """A plugin by the name of its gem, how far it is done here, and what an author should know of that."""

    name: str
    extent: Extent
    words: str


_DONE: Mapping[Extent, Mapping[str, str]] = {
    "done": {
        "jekyll-paginate": "the same addresses; they are counted from the oldest post, so pages stay put",
        "jekyll-feed": "`feed.path`, and the feeds of categories and tags; not those of other collections",
        "jekyll-sitemap": "`/sitemap.xml` and `/robots.txt`; `sitemap: false` counts",
        "jekyll-redirect-from": "`redirect_from` and `redirect_to`",
        "jekyll-relative-links": "a link to a Markdown file leads to its page",
        "jekyll-optional-front-matter": "Markdown without front matter is a page, but for README and its kin",
        "jekyll-titles-from-headings": "with `strip_title` and `collections`",
        "jekyll-default-layout": "posts and pages need not name a layout",
        "jekyll-archives": "its addresses lead to the pages of terms and years",
        "jekyll-gist": "`{% gist %}` is the script that shows it",
        "jekyll-avatar": "`{% avatar user size=40 %}` is the picture of an account at GitHub",
        "jekyll-twitter-plugin": "`{% twitter %}` is a link, without a script of that host",
        "jekyll-include-cache": "`include_cached` is `include`",
        "jemoji": "`:name:` is the emoji of this name",
        "jekyll-toc": "every long post has a table of contents",
        "jekyll-compose": "`dapsagi post`, `publish-draft` and `rename`",
        "jekyll-admin": "`dapsagi serve`",
        "kramdown-parser-gfm": "Markdown is read as kramdown reads it with this parser",
    },
    "partly": {
        "jekyll-seo-tag": "title, description, author, image and address; no Twitter or Facebook account",
        "jekyll-readme-index": "a README.md without front matter is the page of its folder, but not at the root",
        "jekyll-archives-v2": "the same for posts; other collections have no archives",
        "jekyll-paginate-v2": "its addresses lead to the pages of posts and terms; collections have no pages",
        "jekyll-last-modified-at": "`last_modified_at` in front matter counts; the history of Git does not",
        "jekyll-spaceship": "formulas are drawn; its tables and media are not",
        "jekyll-katex": "formulas are drawn; the tag `{% katex %}` is not known",
        "jekyll-scholar": "works are cited and listed in APA's style, or with numbers; no pages of details",
        "jekyll-commonmark": "Markdown is read as kramdown reads it",
        "jekyll-commonmark-ghpages": "Markdown is read as kramdown reads it",
        "jekyll-polyglot": "addresses and a list of each language, `hreflang`; other lists show a text once",
    },
    "not done": {
        "jekyll-github-metadata": "`site.github` is empty",
        "jekyll-mentions": "`@name` is text",
        "jekyll-remote-theme": "dapsagi has a theme of its own",
        "jekyll-target-blank": "links open where the reader opens them",
        "jekyll-coffeescript": "a script in CoffeeScript is the theme's",
        "jekyll-sass-converter": "a style sheet in Sass is the theme's",
        "jekyll-minifier": "pages are small as they are",
    },
}

PLUGINS = tuple(Plugin(name, extent, words) for extent, known in _DONE.items() for name, words in known.items())

_BY_NAME = {plugin.name: plugin for plugin in PLUGINS}


def plugin_named(name: str) -> Plugin:
    """Return what is known of a plugin; one that is not known is not done."""
    known = _BY_NAME.get(name.replace("_", "-").removeprefix("jekyll/"))
    return known or Plugin(name, "not done", "it is not known here")
