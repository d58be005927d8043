"""Languages: what they are called, and the addresses that jekyll-polyglot gives to texts in several.

Those of another language than the blog's are below `/<lang>/`. The plugin makes the whole site once for each language;
a text that is not in a language is shown there as it is in another one. Sources: `coordinate_documents` and
`document_url_regex` in `patches/jekyll/site.rb` of polyglot 1.8.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from dapsagi.config import Settings

# A language is the first folder of an address.
_FOLDER = re.compile(r"\w[\w-]*")


def other_languages(settings: Settings) -> tuple[str, ...]:
    """Return the languages, besides its own, that a blog with jekyll-polyglot is in; none for any other blog."""
    if "jekyll-polyglot" not in settings.plugins or not settings.is_jekyll:
        return ()
    languages = settings.extra.get("languages")
    default = settings.extra.get("default_lang", "en")
    names = [name for name in languages if isinstance(name, str)] if isinstance(languages, list) else []
    return tuple(dict.fromkeys(name for name in names if name != default and _FOLDER.fullmatch(name)))


def primary_subtag(lang: str) -> str:
    """Return the part of a tag that names the language itself, in lower case: `ko` of `ko-KR` (RFC 5646, 2.2.1)."""
    return lang.partition("-")[0].lower()


def name_of_language(lang: str) -> str:
    """Return what a language is called by those who read it; its code where that is not known here."""
    return _OWN_NAMES.get(primary_subtag(lang), lang)


def nearest_language(lang: str, known: Container[str]) -> str:
    """Return a language that is known, or the one that its tag begins with: `ko` for `ko-KR`; "" if there is none."""
    while lang and lang not in known:
        lang = lang.rpartition("-")[0] or (lang.lower() if lang != lang.lower() else "")
    return lang


_OWN_NAMES = {
    "ko": "한국어", "en": "English", "ja": "日本語", "zh": "中文", "es": "Español", "fr": "Français", "de": "Deutsch",
    "pt": "Português", "it": "Italiano", "ru": "Русский", "vi": "Tiếng Việt", "id": "Bahasa Indonesia", "th": "ไทย",
    "ar": "العربية", "cs": "Čeština", "fa": "فارسی", "he": "עברית", "hi": "हिन्दी", "nl": "Nederlands", "pl": "Polski",
    "sv": "Svenska", "tr": "Türkçe", "uk": "Українська",
}  # fmt: skip


def in_language(url: str, lang: str, settings: Settings) -> str:
    """Return the address of a text in a language: `url` with it as the first folder, unless it is the blog's own."""
    return f"/{lang}{url}" if lang in other_languages(settings) else url


def in_every_language(url: str, lang: str, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the languages of the blog, its own first, each with the address there of what is at `url` in `lang`."""
    others = other_languages(settings)
    if others:
        plain = url.removeprefix(f"/{lang}") if lang in others else url
        yield str(settings.extra.get("default_lang", "en")), plain
        for other in others:
            yield other, in_language(plain, other, settings)


def language_of_path(path: str, settings: Settings) -> str:
    """Return the language that the folders of a source name; "" where they name none, or are not to be asked.

    Source: `lang_from_path` of jekyll-polyglot.
    """
    if settings.extra.get("lang_from_path") is not True:
        return ""
    languages = {lang for lang, _ in in_every_language("/", "", settings)}
    return next((folder for folder in path.split("/")[:-1] if folder in languages), "")


def without_language(url: str, settings: Settings) -> str:
    """Return an address without the names of the blog's languages among its parts, as the plugin drops them."""
    others = other_languages(settings)
    if not others:
        return url
    names = "|".join(map(re.escape, (*others, str(settings.extra.get("default_lang", "en")))))
    return re.sub(rf"[/.](?:{names})[/.]", "/", url)
