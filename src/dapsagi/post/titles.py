"""A title that stands as the first heading of a text, and the text below it.

A page shows its title above its text; a heading that says the same is not shown a second time.
"""

from __future__ import annotations

import re

import msgspec

from dapsagi import markup
from dapsagi.config import Settings
from dapsagi.markup.options import MarkupOptions
from dapsagi.yaml_text import as_mapping

_TITLES_FROM_HEADINGS = "jekyll-titles-from-headings"

# `TITLE_REGEX` of jekyll-titles-from-headings.
_FIRST_LINES = re.compile(r"\s*(?:#{1,3}\s+(.*)(?:\s+#{1,3})?|(.*)\n[-=]+\s*)$", re.M | re.A)
_ASCII_SPACE = " \t\n\r\f\v\0"
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]")
_TAG = re.compile(r"<[^>]*>")

# The main heading, and those that a page may begin with: `# Title`, or a line underlined; with the blank lines below.
_MAIN_HEADING = re.compile(r"(?:[ \t]*\n)*(?:#[ \t]+.*|\S.*\n=+[ \t]*)$(?:\s*\n)?", re.M)
_HEADING = re.compile(r"(?:[ \t]*\n)*(?:#{1,3}[ \t]+.*|\S.*\n(?:=+|-+)[ \t]*)$(?:\s*\n)?", re.M)

# A title of these alone is read as it stands.
_PLAIN = re.compile(r"[\w\s,?!/()+%@]*")


class Headed(msgspec.Struct, frozen=True):
    """What the head of a text says: the title, and from where to where the text stands that is shown below it."""

    title: str
    start: int = 0
    end: int | None = None


def read_heading(text: str, kind: str, title: str, settings: Settings) -> Headed:
    """Return the title that the first heading of a Markdown text gives, for a blog of its own.

    That of a post is the main heading, a page may begin lower. `title` is that of front matter, if any: then a heading
    counts only if it says the same. A heading with a link or an image stays where it is.
    """
    found = (_HEADING if kind == "page" and not title else _MAIN_HEADING).match(text)
    if found is None:
        return Headed(title)
    line = found[0].strip()
    if title and _plain_words(title) not in _plain_words(line):
        return Headed(title)
    body = markup.render(line, settings.markup)
    words = " ".join(body.text.split())
    if not words or not body.html.startswith("<h") or (title and _plain_words(words) != _plain_words(title)):
        return Headed(title)
    return Headed(title or words, 0 if body.links else found.end())


def read_heading_as_jekyll(text: str, kind: str, title: str, strip: object, settings: Settings) -> Headed | None:
    """Return what jekyll-titles-from-headings makes of a Markdown text; None where the blog does not ask it.

    Of posts and documents, the plugin takes the heading even where front matter has a title. `strip` is what the front
    matter says of `strip_title`. Source: `JekyllTitlesFromHeadings::Generator` 0.5.
    """
    options = _options_of(_TITLES_FROM_HEADINGS, settings)
    is_document = kind != "page"
    if options is None or (is_document and options.get("collections") is not True) or (title and not is_document):
        return None
    found = _FIRST_LINES.match(text)
    words = _without_markup(found[1] if found[1] is not None else found[2], settings.markup) if found else title
    if not (options.get("strip_title") is True if strip is None else strip is True):
        return Headed(words)
    # The plugin strips white space off both ends, whether there was a heading or not.
    start = found.end() if found else 0
    below = text[start:].strip(_ASCII_SPACE)
    start = text.find(below, start)
    return Headed(words, start, start + len(below))


def makes_excerpts_anew(settings: Settings) -> bool:
    """Say whether a plugin of a Jekyll blog makes the excerpts of all posts anew, also of those whose author wrote one.

    Sources: `strip_title_excerpt!` of jekyll-titles-from-headings, `replace_relative_links_excerpt!` of
    jekyll-relative-links.
    """
    titles = _options_of(_TITLES_FROM_HEADINGS, settings) or {}
    return follows_paths(settings) or all(titles.get(name) is True for name in ("collections", "strip_title"))


def follows_paths(settings: Settings) -> bool:
    """Say whether jekyll-relative-links makes addresses of the paths of files in posts, and not in pages alone."""
    return (_options_of("jekyll-relative-links", settings) or {}).get("collections") is True


def _options_of(plugin: str, settings: Settings) -> dict[str, object] | None:
    """Return the options of a plugin, which stand under its name in `_config.yml`; None where it does not run."""
    if not settings.is_jekyll or plugin not in settings.plugins:
        return None
    options = as_mapping(settings.extra.get(plugin.removeprefix("jekyll-").replace("-", "_")))
    return None if options.get("enabled") is False else options


def _without_markup(line: str, options: MarkupOptions) -> str:
    """Return a line without its markup: what `markdownify`, `strip_html` and `normalize_whitespace` make of it."""
    if not _PLAIN.fullmatch(line):
        line = _TAG.sub("", markup.render(line.strip(), options).as_written())
    return _FOOTNOTE.sub("", " ".join(line.split()))


def _plain_words(line: str) -> str:
    return "".join(filter(str.isalnum, line))
