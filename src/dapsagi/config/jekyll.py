"""A Jekyll blog's `_config.yml`, spelled as a `dapsagi.yml` would spell it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from dapsagi.yaml_text import as_mapping

# Names of ours that mean nothing to Jekyll itself, and something else to some theme.
FOREIGN = frozenset(
    (
        *(
            "analytics",
            "author",
            "comments",
            "copyright",
            "description",
            "drafts_dir",
            "email",
            "extra",
            "feed",
            "files_dir",
        ),
        *("images", "lang", "math", "navigation", "output", "pages_dir", "posts_dir", "search", "social"),
        *("theme", "theme.fonts"),
    )
)

_PROFILES = {"github_username": "GitHub", "twitter_username": "Twitter"}

# Where authors have profiles, by host, and how those places write their names.
_PLACES = {
    "github.com": "GitHub", "gitlab.com": "GitLab", "codeberg.org": "Codeberg", "x.com": "X", "twitter.com": "Twitter",
    "bsky.app": "Bluesky", "threads.net": "Threads", "threads.com": "Threads", "mastodon.social": "Mastodon",
    "linkedin.com": "LinkedIn", "kr.linkedin.com": "LinkedIn", "facebook.com": "Facebook", "instagram.com": "Instagram",
    "youtube.com": "YouTube", "kaggle.com": "Kaggle", "huggingface.co": "Hugging Face", "medium.com": "Medium",
    "velog.io": "velog", "brunch.co.kr": "브런치", "blog.naver.com": "네이버 블로그", "solved.ac": "solved.ac",
    "acmicpc.net": "백준", "leetcode.com": "LeetCode", "stackoverflow.com": "Stack Overflow", "orcid.org": "ORCID",
    "scholar.google.com": "Google Scholar", "researchgate.net": "ResearchGate", "t.me": "Telegram",
    "discord.gg": "Discord", "discord.com": "Discord", "rocketpunch.com": "로켓펀치",
}  # fmt: skip


_TAG = re.compile("</?[A-Za-z][^<>]*>")

# What new blogs of Jekyll, Minimal Mistakes, Chirpy and al-folio say until somebody writes what they are about.
_WORDS_OF_STARTERS = (
    "Write an awesome description for your new site here",
    "An amazing website.",
    "A minimal, responsive and feature-rich Jekyll theme for technical writing",
    "A simple, whitespace theme for academics",
)
_HANGUL = re.compile("[가-힣]+")
_LATIN = re.compile("[A-Za-z]+")
_TELLING = 60


def spell_as_own(
    values: Mapping[str, Any], default_exclude: tuple[str, ...], first_posts: Callable[[], Iterable[str]] = tuple
) -> dict[str, Any]:
    """Return the settings that a `_config.yml` makes, by our names; keys that are no settings stay as they are.

    Covers what Jekyll and the plugins of GitHub Pages read: `kramdown:` and `highlighter:`, `gems:`, the defaults that
    `exclude:` adds to, and the words for languages and profiles that common themes share. The texts of the blog's
    `first_posts` are asked for where nothing else says its language.
    """
    own = dict(values)
    own["markdown"] = _markdown_options(values)
    own["plugins"] = _texts(values.get("plugins") or values.get("gems"))
    if not isinstance(values.get("exclude"), dict | bool):
        own["exclude"] = list(dict.fromkeys((*_texts(values.get("exclude")), *default_exclude)))
    if key := key_of_language(values):
        own["lang"] = re.split("[.,]", values[key])[0].replace("_", "-")
    else:
        # What is called by a Korean name is written for readers of Korean.
        name = f"{values.get('title')} {values.get('name')} {values.get('description')} {values.get('tagline')}"
        if _HANGUL.search(name) or are_korean(first_posts()):
            own["lang"] = "ko"
    # As jekyll-seo-tag has it, from before Jekyll's own blog had a `title`.
    own["title"] = values.get("title") or values.get("name")
    if own["title"] in ("blank", None):
        # To al-folio, a blog of this name is called as its author.
        names = (values.get(key) for key in ("first_name", "middle_name", "last_name"))
        own["title"] = " ".join(name.strip() for name in names if isinstance(name, str)) or own["title"]
    if not values.get("description"):
        own["description"] = next((values[name] for name in ("tagline", "subtitle") if values.get(name)), None)
    # Themes put it into a page as HTML, often with a line break; ours say it in many places, as text.
    if isinstance(description := own.get("description"), str) and "<" in description:
        own["description"] = " ".join(_TAG.sub(" ", description).split())
    if any(words in " ".join(str(own.get("description")).split()) for words in _WORDS_OF_STARTERS):
        own["description"] = None
    own |= _pagination(values)
    own["social"] = _profiles(values)
    own["comments"] = _comments(values)
    own["analytics"] = _analytics(values)
    # To Jekyll `theme` is the name of a gem.
    own["theme"] = values["theme"] if isinstance(values.get("theme"), dict) else values.get("dapsagi_theme")
    return own


def key_of_language(values: Mapping[str, Any]) -> str:
    """Return the key of a `_config.yml` that says the language of the blog; "" where none does."""
    # With jekyll-polyglot, `lang` is whatever language a page is made in.
    names: tuple[str, ...] = (
        ("default_lang",) if "jekyll-polyglot" in _texts(values.get("plugins") or values.get("gems")) else ()
    )
    for name in (*names, "lang", "language", "locale"):
        # As in `ko_KR.UTF-8`, and `ko-KR, en-US`; alone, the name of an encoding is no language.
        value = values.get(name)
        if isinstance(value, str) and not value.upper().startswith("UTF"):
            return name
    return ""


def are_korean(texts: Iterable[str]) -> bool:
    """Say whether at least half of the texts are in Korean: a twentieth of their letters, among code, are Hangul.

    What is hardly more than front matter says nothing, unless all of them are.
    """
    letters = [[len("".join(kind.findall(text))) for kind in (_HANGUL, _LATIN)] for text in texts]
    letters = [counts for counts in letters if sum(counts) >= _TELLING] or letters
    korean = sum(20 * hangul >= hangul + latin for hangul, latin in letters)
    return 2 * korean >= max(len(letters), 1)


def _markdown_options(values: Mapping[str, Any]) -> dict[str, Any]:
    options = dict(as_mapping(values.get("markdown")))
    options.setdefault("syntax_highlighter", values.get("highlighter", "rouge"))
    options.setdefault("emoji", "jemoji" in _texts(values.get("plugins") or values.get("gems")))
    kramdown = values.get("kramdown")
    if isinstance(kramdown, dict):
        highlighting = kramdown.get("syntax_highlighter_opts")
        if isinstance(highlighting, dict):
            blocks = {**highlighting, **as_mapping(highlighting.get("block"))}
            options["default_lang"] = highlighting.get("default_lang")
            options["line_numbers"] = blocks.get("line_numbers") not in (None, False)
            if blocks.get("disable") not in (None, False):
                kramdown = {**kramdown, "syntax_highlighter": None}
        options |= {name: value for name, value in kramdown.items() if name not in ("dialect", "gfm", "line_numbers")}
        options["gfm"] = str(kramdown.get("input", "GFM")).upper() == "GFM"
    return options


def _pagination(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what jekyll-paginate-v2 is told of the list of all posts; its defaults are those of its README.

    A Gemfile alone may name the plugin. What goes by `paginate` is the older one.
    """
    given = as_mapping(values.get("pagination"))
    of_older = values.get("paginate") and "jekyll-paginate-v2" not in _texts(
        values.get("plugins") or values.get("gems")
    )
    if given.get("enabled") is not True or of_older:
        return {}
    return {"paginate": given.get("per_page", 10), "paginate_path": given.get("permalink", "/page/:num/")}


def _comments(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Chirpy and Minimal Mistakes, or a `dapsagi.yml`, say of comments."""
    given = as_mapping(values.get("comments"))
    provider = given.get("provider") or given.get("active")
    if provider not in ("giscus", "utterances"):
        return {}
    own = {**given, **as_mapping(given.get(provider))}
    names = {"repo": ("repo",), "category": ("category", "category_name")}
    names |= {name: (name,) for name in ("repo_id", "category_id", "load")}
    # Their threads were named by the browser, which writes 답 as %EB%8B%B5.
    found: dict[str, Any] = {"provider": provider, "encoded": own.get("encoded", True)}
    found |= {name: _first(own, keys) for name, keys in names.items()}
    found["repo"] = found["repo"] or values.get("repository")
    term = _first(own, ("term", "mapping", "issue_term", "discussion_term"))
    # The title that a page has for those who share it is that of the post alone.
    found["term"] = {"og:title": "title"}.get(str(term), term)
    return found


def _analytics(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Chirpy, Minimal Mistakes and minima, or a `dapsagi.yml`, say of counting."""
    given = as_mapping(values.get("analytics"))
    own = {name: item for name, item in given.items() if not isinstance(item, dict)}
    for name in ("goatcounter", "plausible", "umami"):
        own.setdefault(name, _first(as_mapping(given.get(name)), ("id", "domain") if name == "plausible" else ("id",)))
    umami = as_mapping(given.get("umami"))
    if umami.get("domain"):
        own.setdefault("umami_src", f"{str(umami['domain']).rstrip('/')}/script.js")
    own.setdefault(
        "google", _first(as_mapping(given.get("google")), ("id", "tracking_id")) or values.get("google_analytics")
    )
    # Google's old accounts have ended, and their ids stand in most old blogs.
    if str(own["google"]).upper().startswith("UA-"):
        own["google"] = None
    return own


def _first(values: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((values[name] for name in names if values.get(name) not in (None, "")), None)


def _profiles(values: Mapping[str, Any]) -> list[dict[str, str]]:
    social = values.get("social")
    found: dict[str, str] = {}
    if isinstance(social, dict):
        # The form of jekyll-seo-tag has addresses alone, so each is called by its place.
        for url in _texts(social.get("links")):
            host = (urlsplit(url).hostname or url).removeprefix("www.")
            found[url] = _PLACES.get(host, host)
    for name, title in _PROFILES.items():
        if isinstance(values.get(name), str) and values[name]:
            found.setdefault(f"https://{title.lower()}.com/{values[name]}", title)
    return [{"title": title, "url": url} for url, title in found.items()]


def _texts(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [str(item) for item in items if item is not None and not isinstance(item, list | dict)]
