"""What an old theme did for its readers, told from `_config.yml`, layouts and partials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

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
