"""What was meant by a name or value that no setting has: other tools' names for the same thing, and usual slips."""

from __future__ import annotations

import re
from collections.abc import Collection

#: The settings by what Hugo, Hexo, Jekyll's themes, Gatsby and MkDocs call them, or a writer might, in Korean too; they
#: are in lower case with `_` for `-`.
_OTHER_NAMES = {
    "title": "name site_name site_title blog_title sitename 제목 이름",
    "description": "subtitle tagline desc about site_description 설명 소개 부제",
    "author": "authors writer 저자 작성자 글쓴이",
    "url": "domain host site_url siteurl homepage website cname 주소",
    "baseurl": "base root base_path basepath path_prefix pathprefix root_path base_url",
    "lang": "language locale languagecode default_language site_language 언어",
    "timezone": "tz time_zone 시간대",
    "permalink": "permalinks url_pattern slug post_url",
    "navigation": "nav menu menus header links header_pages 메뉴",
    "social": "sns socials social_links profiles github_username github twitter",
    "paginate": "posts_per_page page_size per_page pagination paginator index_length pagesize",
    "destination": "output out output_dir out_dir outdir public_dir publishdir publish_dir site_dir dist",
    "math": "katex mathjax latex formula formulas equations use_math tex",
    "comments": "comment giscus utterances disqus",
    "analytics": "counting counter counters statistics stats tracking visits",
    "analytics.google": "google_analytics googleanalytics ga gtag ga4 google_tracking_id tracking_id analytics.ga",
    "analytics.goatcounter": "goatcounter",
    "analytics.plausible": "plausible",
    "analytics.umami": "umami",
    "theme.accent": "color colors accent theme.color theme.colors theme.primary theme.primary_color accent_color",
    "theme.paper": "theme.background theme.background_color background theme.bg",
    "theme.ink": "theme.text theme.text_color theme.foreground",
    "theme.fonts.text": "font fonts font_family theme.font theme.font_family",
    "theme.measure": "theme.width width max_width",
    "social_cards": "cards og_image og_images open_graph twitter_cards social_card",
    "images.responsive": "responsive_images srcset",
    "feed.path": "rss atom feed_path rss_path feed.url",
    "show_drafts": "drafts draft",
    "posts_dir": "posts source source_dir content content_dir contentdir posts_path",
    "exclude": "ignore ignore_files ignorefiles excludes skip",
    "include": "includes",
    "markdown.hard_wrap": "hard_wrap hardwrap hard_wraps breaks linebreaks line_breaks markdown.breaks",
    "markdown.toc_levels": "toc toc_levels markdown.toc",
    "markdown.syntax_highlighter": "highlighter highlight syntax_highlighter",
    "markdown.line_numbers": "line_numbers linenumbers linenos lineno",
    "repository": "repo github_repo source_repository repo_url",
    "edit_url": "edit_uri edit_link",
    "revisions.git": "last_modified git_dates lastmod enable_git_info enablegitinfo",
    "editor": "ide",
    "learning": "now now_learning",
    "copyright": "license licence footer",
    "publish.branch": "branch deploy.branch deploy",
}
_MEANT = {other: name for name, others in _OTHER_NAMES.items() for other in others.split()}

#: Languages by what is written for them: a country, or the name of the language.
_LANGUAGES = {
    "ko": "kr kor korean korea 한국어 ko_kr",
    "ja": "jp jpn japanese japan 日本語",
    "en": "eng english",
    "zh": "cn chn chinese china 中文",
}
_MEANT_LANGUAGES = {other: code for code, others in _LANGUAGES.items() for other in others.split()}


def setting_meant(name: str, known: Collection[str]) -> str:
    """Return the setting or group of settings among those `known` that a name stands for; "" where none is near."""
    plain = name.lower().replace("-", "_")
    if meant := _MEANT.get(plain) or _MEANT.get(plain.replace("_", "")):
        return meant
    # Slow to import, and asked of what is wrong alone.
    from difflib import get_close_matches

    return next(iter(get_close_matches(plain, known, n=1, cutoff=0.7)), "")


# The shape of a tag of BCP 47 (https://www.rfc-editor.org/rfc/rfc5646#section-2.1).
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z\d]{1,8})*", re.I | re.A)


def language_meant(lang: str) -> str:
    """Return the language that a country or a name stands for; "" where `lang` is a language already, or unknown."""
    plain = lang.strip().lower()
    if meant := _MEANT_LANGUAGES.get(plain):
        return meant
    # As systems write it: en_US.UTF-8.
    tag = lang.strip().partition(".")[0].replace("_", "-")
    return tag if tag != lang and _TAG.fullmatch(tag) else ""


def fault_of_language(lang: str) -> tuple[str, str] | None:
    """Return what is wrong with the code of a language and what to do about it; None if nothing is."""
    if meant := language_meant(lang):
        return f'"{lang}" is not the code of the language, and is taken for "{meant}"', f"write `lang: {meant}`"
    if lang and not _TAG.fullmatch(lang):
        return f'"{lang}" is not the code of a language', "write one such as `lang: ko` or `lang: en-US`"
    return None
