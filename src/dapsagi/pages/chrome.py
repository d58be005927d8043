"""The chrome: what stands around every page, once for each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dapsagi.addresses import urls
from dapsagi.addresses.languages import nearest_language
from dapsagi.config import SETTINGS, NamedLink, Settings
from dapsagi.config.palette import TEXT_FONT
from dapsagi.digest import Digest
from dapsagi.pages import services
from dapsagi.pages.page import DIAGRAMS, FORMULAS, MAP_STYLES, MERMAID, SERVICES
from dapsagi.pages.page_folders import listed_pages
from dapsagi.pages.views.chrome import Chrome
from dapsagi.pages.views.parts import Anchor, Person
from dapsagi.site import Site
from dapsagi.site.links import resolve_named

#: The script that searches, among the assets.
SEARCH = "search.js"

# A template sees these as what they set; an `author` may hold more than the tool knows of.
_SETTING_NAMES = {setting.name for setting in SETTINGS} - {"author"}


def make_chromes(
    site: Site, strings: Mapping[str, Mapping[str, str]], assets: Mapping[str, Digest]
) -> dict[str, Chrome]:
    """Make the chrome of every language that the theme has words for, and of the site's own language.

    `assets` gives the digest of each of the theme's assets: it goes into their addresses, so that no browser shows a
    new page in an old style.
    """
    settings = site.settings
    fallback = strings.get(nearest_language(settings.lang, strings) or "en") or {}
    chromes = {}
    own_search = any(page.url == urls.SEARCH for page in site.pages)
    for lang in {settings.lang, *strings}:
        words = {**fallback, **strings.get(nearest_language(lang, strings), {})}
        chromes[lang] = Chrome(
            title=settings.title or settings.author or words["posts"],
            description=settings.description,
            lang=lang,
            base=settings.baseurl,
            url=settings.url,
            home_url=urls.href("/", settings),
            feed_url=urls.href(settings.feed_path, settings) if settings.url else "",
            stylesheet_url=_asset_url("theme.css", assets, settings),
            formulas_url=_asset_url(FORMULAS, assets, settings),
            map_styles_url=_asset_url(MAP_STYLES, assets, settings),
            diagrams_url=_asset_url(DIAGRAMS, assets, settings) if MERMAID in assets else "",
            mermaid_url=_asset_url(MERMAID, assets, settings) if MERMAID in assets else "",
            script_url=_asset_url("theme.js", assets, settings),
            services_url=_asset_url(SERVICES, assets, settings) if services.are_used(settings) else "",
            font_url=urls.href(f"/assets/dapsagi/{TEXT_FONT}", settings) if settings.theme.pretendard else "",
            comments=settings.comments if settings.comments.provider else None,
            counting=services.counting(settings.analytics),
            search_url=urls.href(urls.SEARCH, settings) if settings.search or own_search else "",
            search_script_url=_asset_url(SEARCH, assets, settings) if settings.search and not own_search else "",
            author=Person(settings.author, settings.author_url, settings.email),
            navigation=_navigation(site, words),
            social=_anchors(settings.social, site),
            strings=words,
            copyright=settings.copyright,
            extra={key: value for key, value in settings.extra.items() if key not in _SETTING_NAMES},
        ).sealed()
    return chromes


def _asset_url(name: str, assets: Mapping[str, Digest], settings: Settings) -> str:
    return urls.href(f"/assets/dapsagi/{name}", settings) + (f"?v={assets[name][:10]}" if name in assets else "")


def _anchors(links: Iterable[NamedLink], site: Site) -> tuple[Anchor, ...]:
    found = ((link.title, resolve_named(link, site.book, site.settings)[0]) for link in links)
    return tuple(Anchor(title, urls.href(url, site.settings)) for title, url in found)


def _navigation(site: Site, words: Mapping[str, str]) -> tuple[Anchor, ...]:
    """Return the author's navigation, or the ways into a journal: journeys, works, tags, the archive, who writes."""
    settings = site.settings
    if settings.navigation:
        return _anchors(settings.navigation, site)
    # Who sorts posts by categories alone has no tags to show, and an empty list is no way into anything.
    terms, url = ("tags", urls.TAGS) if site.tags else ("categories", urls.CATEGORIES) if site.categories else ("", "")
    about = next((page for page in site.pages if page.url.strip("/").removesuffix(".html") == "about"), None)
    return (
        *([Anchor(words["journeys"], urls.href(urls.SERIES, settings))] if site.series else []),
        *([Anchor(words["references"], urls.href(urls.REFERENCES, settings))] if site.references else []),
        *([Anchor(words[terms], urls.href(url, settings))] if terms else []),
        Anchor(words["posts" if listed_pages(site) else "archive"], urls.href(urls.ARCHIVE, settings)),
        *([Anchor(about.title, about.href)] if about else []),
    )
