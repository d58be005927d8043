"""One source file's text to one `Post`: front matter over defaults, file names, dates and terms.

The rules are Jekyll's (https://jekyllrb.com/docs/posts/, https://jekyllrb.com/docs/front-matter/). A blog of its own
(`dapsagi.yml`) differs in a few points where Jekyll surprises: numbers and dates in titles and terms stay as they are
written, `draft: true` hides a post, commas separate the terms of a text, and a date without an offset is local time.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import cached_property
from html import unescape
from typing import Any

from dapsagi.addresses.languages import language_of_path
from dapsagi.addresses.permalink import canonical, clean_path, fault_of_permalink
from dapsagi.addresses.slugs import titleize
from dapsagi.config import Settings
from dapsagi.config.meanings import fault_of_language, language_meant
from dapsagi.markup.emoji import with_emoji
from dapsagi.post.dates import as_plain, is_overlong, parse_time, read_date
from dapsagi.post.front_matter import FrontMatter, split_front_matter
from dapsagi.post.front_matter_values import Values, as_text, clean_names, flatten, unique
from dapsagi.post.names import folders_above, may_be_index, name_of
from dapsagi.post.titles import Headed, read_heading, read_heading_as_jekyll
from dapsagi.post.values import Particulars, Post, PostText, Source
from dapsagi.problems import Severity


def read_head(source: Source, settings: Settings) -> PostText:
    """Read one source; every text gives a post, and what is wrong with it becomes problems."""
    matter = split_front_matter(source.text)
    reader = _PostReader(source, matter, settings)
    post = reader.post()
    problems = (*(problem.at(source.path, 1) for problem in matter.problems), *reader.problems)
    text, first_line = reader.text_below_title()
    return PostText(post, text, first_line, reader.is_markdown, problems, reader.data)


#: The keys of front matter that a field of `Post` stands for; every other key is `extra`.
FIELDS = frozenset(
    (
        *("title", "date", "category", "categories", "tag", "tags", "series", "order", "lang", "layout", "draft"),
        *("published", "permalink", "slug", "redirect_from", "excerpt", "excerpt_separator", "description"),
        *("image", "author", "last_modified_at", "updated", "sitemap", "noindex", "redirect_to"),
    )
)


# What blogs of Astro's call the date of a post, and that of its last change.
_DATES_OF_ASTRO = ("pubDatetime", "pubDate", "publishDate")
_CHANGES_OF_ASTRO = ("modDatetime", "updatedDate")

# Keys that are true or false, and how much it matters: what is taken for a draft stays at home.
_FLAGS = {"draft": Severity.ERROR, "published": Severity.ERROR} | dict.fromkeys(
    ("citation", "comments", "noindex", "pin", "search", "sitemap"), Severity.WARNING
)


class _PostReader(Values):
    """Reads one post out of its front matter, its path and the settings."""

    def __init__(self, source: Source, matter: FrontMatter, settings: Settings):
        super().__init__(source.path, matter, settings)
        self.name = name_of(self.key, self.kind, settings)
        self.is_markdown = self.name.extension[1:].lower() in settings.markdown_ext

    def post(self) -> Post:
        data = self.data
        if self.native:
            self._check_flags()
        permalink = self._permalink()
        slug = self.text("slug") or self.name.slug or self.name.date
        return Post(
            key=self.key,
            kind=self.kind,
            title=self._title(),
            slug=slug,
            dated=self._date(),
            modified=self._updated(),
            categories=self._categories(),
            tags=self._tags(),
            lang=self._lang() or language_of_path(self.key, self.settings) or self.settings.lang,
            layout="none" if data.get("layout") is False else self.text("layout"),
            draft=self._is_draft(),
            published=self._is_published(),
            indexed=data.get("sitemap") is not False and data.get("noindex") is not True,
            permalink=permalink,
            extension=self._output_extension(permalink),
            redirect_from=self._redirects(),
            redirect_to=next(iter(self.texts("redirect_to")), ""),
            packed=self._particulars().pack(),
        )

    def _particulars(self) -> Particulars:
        series, order, planned = self._series()
        return Particulars(
            series=series,
            order=order,
            no_series=self.data.get("series") is False,
            planned=planned,
            excerpt=self.text("excerpt") or ("" if self.data.get("excerpt") == "" else None),
            excerpt_separator=self.text("excerpt_separator"),
            description=self.text("description"),
            image=self.named("image", ("path", "url", "src")),
            author=self.named("author", ("name", "display_name")),
            extra={
                key: as_plain(value, naive_is_utc=not self.native)
                for key, value in self.data.items()
                if key not in FIELDS or isinstance(value, dict) or (key == "title" and self._is_tidied(value))
            },
            lines="\n".join(f"{key}\t{line}" for key, line in self.matter.mapping.lines.items() if "." not in key),
        )

    def _lang(self) -> str:
        """Return the language that the text itself says; the one that is meant, where something else is written."""
        lang = self.text("lang")
        fault = fault_of_language(lang) if self.native else None
        if fault is None:
            return lang
        self.report("C111", Severity.WARNING, "lang", *fault)
        return language_meant(lang)

    def _is_tidied(self, title: object) -> bool:
        """Say whether a title is shown without spaces or entities that Jekyll hands on to whoever asks for it."""
        return (
            self.settings.is_jekyll
            and isinstance(title, str)
            and title != (shown := self.headed.title)
            and (unescape(title).strip() == shown)
        )

    # --- Title and texts

    def _title(self) -> str:
        if self.headed.title:
            return self.headed.title
        stem = self.name.slug or self.name.date or self.key.rpartition("/")[2]
        if self.kind == "page" and stem == "index":
            return self.settings.title
        if self.settings.is_jekyll:
            return titleize(stem).strip()
        if not self.name.slug:
            # A note of the day is called by it.
            return stem
        # Unlike Jekyll's rule, this keeps the capitals of GAN and PyTorch.
        return " ".join(word[:1].upper() + word[1:] for word in re.split(r"[-_\s]+", stem) if word)

    @cached_property
    def headed(self) -> Headed:
        """The title of front matter or of the first heading, and where the text begins that is shown below it."""
        title, text = self.text("title"), self.matter.body
        if "&" in title and not self.native:
            # A theme of Jekyll's puts a title into the page as it is: what WordPress gave as &#8211; is a dash there.
            title = unescape(title)
        if self.settings.markup.emoji:
            title = with_emoji(title)
        if not self.is_markdown:
            return Headed(title)
        if self.native:
            return read_heading(text, self.kind, title, self.settings)
        strip = self.data.get("strip_title")
        return read_heading_as_jekyll(text, self.kind, title, strip, self.settings) or Headed(title)

    def text_below_title(self) -> tuple[str, int]:
        """Return the text that is shown below the title, and the line of the file on which it begins."""
        body, headed = self.matter.body, self.headed
        return body[headed.start : headed.end], self.matter.body_line + body.count("\n", 0, headed.start)

    # --- Dates

    def _date(self) -> str:
        key = "date"
        if self.native:
            key = next((each for each in (key, *_DATES_OF_ASTRO) if self.data.get(each) is not None), key)
        value = self.data.get(key)
        if value is not None and value is not False:
            moment = read_date(value, self.settings.zone, naive_is_utc=not self.native)
            if moment is not None:
                self._warn_of_overlong(value, key, moment)
                return moment.isoformat()
            message, hint = f'"{as_text(value)}" is no date', f"write for example `{key}: 2020-01-05 21:00`"
            self.report("P101", Severity.ERROR, key, message, hint)
        return self._date_of_name()

    def _date_of_name(self) -> str:
        if self.name.date:
            moment = parse_time(self.name.date, self.settings.zone)
            if moment is not None:
                self._warn_of_overlong(self.name.date, "", moment)
                return moment.isoformat()
            message, hint = f'the file name has no real date ("{self.name.date}")', "name it like 2020-01-05-title.md"
            self.report("P102", Severity.ERROR, "", message, hint)
        elif self.kind == "post" and not any(problem.code == "P101" for problem in self.problems):
            message = "the post has no date"
            self.report(
                "P103", Severity.ERROR, "", message, "add `date: 2020-01-05`, or name the file 2020-01-05-title.md"
            )
        return ""

    def _warn_of_overlong(self, value: object, key: str, moment: datetime) -> None:
        if is_overlong(value):
            message = f"{value} is no day of the calendar; it is taken for {moment:%Y-%m-%d}"
            self.report("P104", Severity.WARNING, key, message, "correct the date")

    def _updated(self) -> str:
        for key in ("last_modified_at", "updated", "lastmod", *(_CHANGES_OF_ASTRO if self.native else ())):
            value = self.data.get(key)
            if value is None or isinstance(value, bool):
                continue
            moment = read_date(value, self.settings.zone, naive_is_utc=not self.native)
            if moment is not None:
                return moment.isoformat()
            hint = f"write for example `{key}: 2020-01-05`"
            self.report("P105", Severity.WARNING, key, f'"{as_text(value)}" is no date', hint)
        return ""

    # --- Terms

    def _categories(self) -> tuple[str, ...]:
        names = folders_above(self.key, self.settings) if self.kind != "page" else []
        self.check_texts("categories")
        for values in (self.defaults, self.own):
            names += self._plural(values.get("categories"))
        names += self.texts("category")
        return unique(names)

    def _tags(self) -> tuple[str, ...]:
        self.check_texts("tags")
        names = self.texts("tag") or self._plural(self.data.get("tags"))
        # Jekyll keeps a tag that is given twice.
        return unique(names) if self.native else clean_names(names)

    def _plural(self, value: Any) -> list[str]:
        if isinstance(value, str):
            return value.split(",") if self.native and "," in value else value.split()
        return flatten(value)

    # --- Place

    def _permalink(self) -> str:
        if not self.matter.found and self.kind == "page" and may_be_index(self.key, self.settings):
            return "/" + self.key.rpartition("/")[0] + "/"
        key, value = "permalink", self.data.get("permalink")
        said = "url" if "url" in self.data else "URL"
        if self.native and _PLACE_OF_HUGO.fullmatch(str(self.data.get(said))):
            # As Hugo has it, which makes a folder of it and knows no `permalink`; a whole address is another's.
            key, value = said, str(self.data[said])
            value += "" if value.endswith("/") or "." in value.rpartition("/")[2] else "/"
        if value is None or value is False:
            return ""
        permalink = as_text(value) if not isinstance(value, list | dict) else ""
        if fault := fault_of_permalink(permalink):
            self.report("P106", Severity.ERROR, key, *fault)
            return ""
        return unicodedata.normalize("NFC", permalink)

    def _output_extension(self, permalink: str) -> str:
        name = permalink.rpartition("/")[2]
        stem, dot, extension = name.rpartition(".")
        if dot and stem.strip(".") and not extension.startswith(":"):
            return dot + extension
        return ".html" if self.is_markdown else self.name.extension

    def _redirects(self) -> tuple[str, ...]:
        former = self.texts("redirect_from")
        if self.native:
            # What Hugo calls a former address is another name of a note to Obsidian, which has no slash before it.
            former += [alias for alias in self.texts("aliases") if alias.startswith("/")]
        return unique([clean_path(canonical(address)) for address in former])

    # --- Series and state

    def _series(self) -> tuple[str, int | None, tuple[str, ...]]:
        value = self.data.get("series")
        # The other two are what themes of Hugo call it.
        key = next((key for key in ("order", "series_order", "series_weight") if key in self.data), "order")
        order = self.data.get(key)
        planned: tuple[str, ...] = ()
        if isinstance(value, list):
            # A taxonomy in Hugo; a post is in one series here.
            value = value[0] if value else None
        is_clear = not isinstance(value, list) and value is not True
        if isinstance(value, dict):
            is_clear = not value.keys().isdisjoint(("name", "order", "planned"))
            planned = unique(flatten(value.get("planned")))
            key, order = ("series", value.get("order")) if order is None else (key, order)
            value = value.get("name")
        if self.native and not is_clear:
            message = "`series` should be the name of one series"
            self.report("P108", Severity.WARNING, "series", message, "write `series: …`, or `series: false` for none")
        name = "" if value is None or isinstance(value, bool | list | dict) else as_text(value).strip()
        if _PLACE.fullmatch(name):
            # `series: 1/3` tells a place and no name.
            key, name, order = "series", "", order if order is not None else name.partition("/")[0].strip()
        return name, self._order(order, key), planned

    def _order(self, value: Any, key: str) -> int | None:
        if value is None:
            return None
        try:
            number = int(value)
            if isinstance(value, bool) or number != float(value) or abs(number) > _LAST:
                raise ValueError
            return number
        except (TypeError, ValueError, OverflowError):
            message = f'the order "{as_text(value)}" is no whole number up to {_LAST:,}'
            self.report("P107", Severity.WARNING, key, message, "write for example `order: 2`")
            return None

    def _check_flags(self) -> None:
        for key, severity in _FLAGS.items():
            value = self.own.get(key)
            if isinstance(value, bool | None):
                continue
            hint = f"write `{key}: {'false' if key == 'published' else 'true'}`, or leave it out"
            if key == "published" and self._is_day(value):
                # As other tools have it; "write false" would hide the post.
                severity, hint = Severity.WARNING, "write `date:` for the day of a post, or leave it out"
            self.report("P110", severity, key, f"`{key}` should be true or false, not `{value}`", hint)

    def _is_day(self, value: Any) -> bool:
        if isinstance(value, str) and not re.search(r"\d{4}", value):
            return False
        return not isinstance(value, int) and read_date(value, self.settings.zone, naive_is_utc=False) is not None

    def _is_draft(self) -> bool:
        """Say whether a post is a draft; what says so in a way that cannot be read is one until it is corrected."""
        if self.kind == "draft" or not self.native:
            return self.kind == "draft"
        unclear = self.matter.mentions_draft or not isinstance(self.data.get("draft"), bool | None)
        return unclear or self.data.get("draft") is True

    def _is_published(self) -> bool:
        # Jekyll asks only the file itself whether a page is published, and hides a post that leaves `published:` empty.
        own_word = self.settings.is_jekyll and self.kind == "page"
        value = (self.own if own_word else self.data).get("published", True)
        return value is not False and (self.native or value is not None)


_PLACE_OF_HUGO = re.compile(r"/.*|[^\s/.:]+/.*")
_PLACE = re.compile(r"\d{1,3}\s?/\s?\d{1,3}")
# No series has more parts, even where they are counted by the day (20260105).
_LAST = 10**9
