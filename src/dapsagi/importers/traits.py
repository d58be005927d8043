"""What an old theme and Jekyll's plugins did for readers, and what is done here of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

import msgspec


class Trait(msgspec.Struct, frozen=True):
    """Something that the old theme did (`what`, such as "comments"), with what, and what there is of it here."""

    what: str
    names: tuple[str, ...]
    here: str


# What tells each of them in a settings file or a template.
_SIGNS: dict[str, dict[str, str]] = {
    "comments": {
        "Disqus": r"disqus",
        "giscus": r"giscus",
        "utterances": r"utteranc",
        "Gitalk": r"gitalk",
        "Gitment": r"gitment",
        "LiveRe": r"livere",
        "Staticman": r"staticman",
        "Cusdis": r"cusdis",
        "Commento": r"commento",
        "Remark42": r"remark42",
        "Facebook": r"fb-comments",
    },
    "analytics": {
        "Google Analytics": r"googletagmanager|google-analytics|google_analytics|\bgtag\(|\bUA-\d{4,}|\bG-[A-Z0-9]{8,}",
        "Naver Analytics": r"wcs\.naver|wcslog|naver_analytics",
        "GoatCounter": r"goatcounter",
        "Matomo": r"matomo|piwik",
        "Plausible": r"\bplausible",
        "Umami": r"umami",
        "Fathom": r"usefathom",
        "Clarity": r"clarity\.ms",
        "Baidu": r"hm\.baidu",
        "Busuanzi": r"busuanzi",
        "Cloudflare": r"cloudflareinsights",
    },
    "search": {
        "Lunr": r"\blunr",
        "Simple-Jekyll-Search": r"simple-?jekyll-?search",
        "Algolia": r"algolia",
        "Google": r"cse\.google|google_search|gcse",
        "Tipue": r"tipuesearch",
    },
    "formulas": {"MathJax": r"mathjax", "KaTeX": r"katex"},
    "diagrams": {"Mermaid": r"mermaid", "PlantUML": r"plantuml"},
    "advertisements": {"AdSense": r"adsbygoogle|google_adsense|googlesyndication", "AdFit": r"kakao_ad|adfit"},
    "sharing": {
        "AddThis": r"addthis",
        "ShareThis": r"sharethis",
        "Kakao": r"kakao\.(?:link|share|init)",
        "Twitter and Facebook": r"twitter\.com/(?:intent|share)|facebook\.com/sharer",
    },
    "verification": {
        "Google": r"google[-_]site[-_]verification",
        "Naver": r"naver[-_]site[-_]verification",
        "Bing": r"msvalidate|bing[-_]site[-_]verification",
    },
    "work offline": {"a service worker": r"serviceworker", "PWA": r"\bpwa\b"},
}

_HERE = {
    "comments": "giscus and utterances, set up as before; any other in a template of your own (templates/post.html)",
    "analytics": "GoatCounter, Plausible, Umami and Google, set up as before; any other in a template of your own",
    "search": "done, without a server or a service; `search: false` switches it off",
    "formulas": "drawn while the site is built, without a script",
    "diagrams": "Mermaid, if you put its script into templates/assets/; otherwise the text of the diagram",
    "advertisements": "none; a template of your own may load them",
    "sharing": "none",
    "verification": "keep the file that proves the site is yours, or write a template",
    "work offline": "none; tell browsers that have it to forget the old service worker",
}


def find_traits(values: Mapping[str, Any], templates: Iterable[str]) -> tuple[Trait, ...]:
    """Return what the old theme did.

    Themes hold partials for a dozen services and let the settings choose: where these name one, it is taken to be the
    only one.
    """
    chosen = "\n".join(_filled(values))
    offered = "\n".join(templates)
    traits = []
    for what, signs in _SIGNS.items():
        names = _found(signs, chosen) or _found(signs, offered)
        if names:
            traits.append(Trait(what, names, _HERE[what]))
    return tuple(traits)


def _found(signs: Mapping[str, str], text: str) -> tuple[str, ...]:
    return tuple(name for name, sign in signs.items() if re.search(sign, text, re.I))


def _filled(value: Any, path: str = "") -> Iterable[str]:
    """Yield the settings that are not empty, a line each: `comments.provider: disqus`."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _filled(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for item in value:
            yield from _filled(item, path)
    elif value not in (None, "", False):
        yield f"{path}: {value}"


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
