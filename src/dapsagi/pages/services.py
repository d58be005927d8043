"""Services of others on a page: where a post's comments are found, and the scripts that count visits."""

from __future__ import annotations

import re
from urllib.parse import quote

from dapsagi.config import Settings
from dapsagi.config.services import PLAUSIBLE_SCRIPT, UMAMI_SCRIPT, Analytics, Comments
from dapsagi.pages.views.chrome import Counter, Counting
from dapsagi.post.values import Post


def are_used(settings: Settings) -> bool:
    """Say whether a page of the blog may need a service."""
    return bool(settings.comments.provider) or counting(settings.analytics) is not None


def thread_of(post: Post, comments: Comments, settings: Settings) -> str:
    """Return what the thread of a post is found by, as giscus and utterances would, but in plain letters.

    Both take the path without its first slash and without an extension, and "index" for the root
    (https://github.com/giscus/giscus/blob/main/client.ts). Browsers percent-encode the path, and so discussions of
    Korean posts are called %EB%8B%B5 by default; `comments.encoded` is for those that are called that already.
    """
    if comments.term == "title":
        return post.title
    path = post.href if comments.encoded else settings.baseurl + post.url
    if comments.term == "url":
        return settings.url + path
    return re.sub(r"\.\w+$", "", path[1:]) or "index"


def counting(analytics: Analytics) -> Counting | None:
    """Return the services that count visits; None if nobody does."""
    counters = []
    if code := analytics.goatcounter:
        own = code.rstrip("/").removesuffix("/count") if "://" in code else ""
        script = f"{own}/count.js" if own else "https://gc.zgo.at/count.js"
        endpoint = f"{own or f'https://{code}.goatcounter.com'}/count"
        counters.append(Counter("GoatCounter", script, (("data-goatcounter", endpoint),)))
    if analytics.plausible or analytics.plausible_src:
        domain = (("data-domain", analytics.plausible),) if analytics.plausible else ()
        counters.append(Counter("Plausible", analytics.plausible_src or PLAUSIBLE_SCRIPT, domain))
    if analytics.umami:
        website = (("data-website-id", analytics.umami),)
        counters.append(Counter("Umami", analytics.umami_src or UMAMI_SCRIPT, website))
    if analytics.google:
        address = f"https://www.googletagmanager.com/gtag/js?id={quote(analytics.google)}"
        counters.append(Counter("Google Analytics", address, (("data-google", analytics.google),)))
    return Counting(tuple(counters), analytics.asks) if counters else None
