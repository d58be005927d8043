"""From one source file's text to a finished post: front matter, then Liquid, then Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any

import msgspec

from dapsagi import markup
from dapsagi.addresses import urls
from dapsagi.addresses.targets import may_be_local, own_hosts
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest
from dapsagi.liquid import Expanded, expand_liquid
from dapsagi.markup.body import Body, Link
from dapsagi.markup.embedding import places_of_embedded
from dapsagi.markup.excerpt import excerpt_text
from dapsagi.markup.highlight import highlighted
from dapsagi.markup.options import MarkupOptions
from dapsagi.markup.plain_formula import with_plain_formulas
from dapsagi.post.cover import COVER, Cover, find_cover
from dapsagi.post.dates import as_plain, parse_time
from dapsagi.post.html_source import read_html
from dapsagi.post.hugo_shortcodes import with_shortcodes
from dapsagi.post.linked_places import without_tags
from dapsagi.post.mentions import find_surroundings
from dapsagi.post.names import is_written
from dapsagi.post.old_theme import Listing, file_of_theme, listing_of
from dapsagi.post.part_words import find_numbered_headings, find_promises
from dapsagi.post.reading import read_head
from dapsagi.post.reading_time import reading_time, reading_times, whole_minutes
from dapsagi.post.revisions import Revision, find_revisions, without_revisions
from dapsagi.post.values import Particulars, Post, PostText, Source
from dapsagi.post.vocabulary import find_subject_words, of_language
from dapsagi.post.words import split
from dapsagi.problems import Problem, Severity, Span

# What a list, a feed reader or a search engine shows of a post; they cut longer ones themselves, mid-word.
_SUMMARY_LENGTH = 160
_WORD = re.compile(r"\S+")
_FOOTNOTES = '<div class="footnotes"'
# What the id of no heading has in it, unless its author chose it.
_CHOSEN = re.compile(r"[A-Z]|[^\w-]")

# Layouts that show a post's text; nothing is said for them in front matter, or what every theme calls them.
_ORDINARY = ("", "post", "posts", "default", "single")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_UNTIL_THEN = "write it, or say `draft: true` until you do"

# What a text may ask of the site, besides what its settings say; a collection is not known to be empty.
_OF_SITE = re.compile(r"\bsite\.(\w+)")
_KNOWN_OF_SITE = frozenset(("title", "description", "url", "baseurl", "lang", "timezone", "data"))

# Letters outside of its lists that make a page of lists the author's own: a paragraph, which no theme has there.
_OWN_WORDS = 200


# To ask a mapping of files whether it is empty would look at all of them.
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Shared(msgspec.Struct, frozen=True):
    """What the texts of a blog share: its settings, and what they may draw on.

    `includes` are the partials by name, `layouts` those of an old theme, with what each of them lists. `find_data`
    gives what is behind `site.data`, and is called if a text may ask for it. `shows_image` says whether the
    `image` of a post is for its readers too, and not only for where it is shared. `bibliographies` are BibTeX files.
    """

    settings: Settings
    includes: Mapping[str, str] = _NOTHING
    layouts: Mapping[str, Listing | None] = {}
    find_data: Callable[[], Mapping[str, Any]] = dict
    shows_image: bool = True
    bibliographies: Mapping[str, str] = _NOTHING


class Reading(msgspec.Struct, frozen=True):
    """A post, its body with the `words` of that, and what was noticed.

    With `has_neighbours`, other files beside it are part of its text.
    """

    post: Post
    body: Body
    words: Sequence[str]
    problems: tuple[Problem, ...]
    has_neighbours: bool = False


def read_source(
    source: Source,
    shared: Shared,
    render: Callable[[str, MarkupOptions], Body],
    neighbours: Mapping[str, str] = _NOTHING,
) -> Reading:
    """Read one source. `render` is `markup.render`, or the same with a memory.

    `neighbours` are the files that `include_relative` may ask for, by their path from the source's folder.
    """
    settings = shared.settings
    parsed = read_head(source, settings)
    url = urls.post_url(parsed.post, settings)
    listing, leads_to = _purpose(parsed, url, shared, neighbours)
    if not is_written(source.path, settings):
        # Of a feed or a style sheet, nothing but its address counts.
        parsed = msgspec.structs.replace(parsed, text="")
    if parsed.is_markdown and not settings.is_jekyll:
        parsed = msgspec.structs.replace(parsed, text=with_shortcodes(parsed.text))
    expanded = _expand(parsed, url, shared, neighbours)

    def line_of(line: int) -> int:
        return expanded.source_line(line) + parsed.first_line - 1

    options = _options_of(parsed.post, settings)
    if parsed.is_markdown:
        body = render(expanded.text, options)
    else:
        body = read_html(expanded.text, options.excerpt_separator if parsed.post.is_post else "")
    noticed = [_moved(problem, source.path, line_of) for problem in body.problems]
    noticed += [problem.at(source.path, parsed.first_line) for problem in expanded.problems]
    if listing is not None:
        listing, noticed = _set_apart(listing, url, parsed, body, noticed)
    output, fault = _output_of(url, parsed.post)
    words = split(body.text)
    post = msgspec.structs.replace(
        parsed.post,
        redirect_from=(*parsed.post.redirect_from, *_address_as_unread(parsed, settings)),
        url=url,
        href=urls.href(url, settings),
        output=output,
        redirect_to=leads_to,
        # Of what leads on, neither a reader nor a search engine sees anything.
        layout="" if leads_to else parsed.post.layout,
        indexed=parsed.post.indexed and not leads_to,
        body=_digest_body(body),
        minutes=whole_minutes(reading_time(body)) if parsed.post.is_post else 0,
        features=body.features,
        listing=listing,
        packed=_with_cover(
            _particulars(parsed.post, body, words, expanded.text, line_of, settings), parsed, body, shared
        ).pack(),
    )
    problems = (*parsed.problems, *noticed, *fault, *_emptiness(post, body))
    return Reading(post, body, words, problems, expanded.has_neighbours)


def _purpose(parsed: PostText, url: str, shared: Shared, neighbours: Mapping[str, str]) -> tuple[Listing | None, str]:
    """Return what a source lists for an old theme, files of data as they are made, and the address that it leads to."""
    listing, leads_to = _listing(parsed, url, shared), parsed.post.redirect_to
    if listing and listing.kind == "redirect":
        return None, leads_to or _place_of(parsed.post.extra.get(listing.name))
    if listing and listing.kind == "data":
        made = _expand(parsed, url, shared, neighbours)
        known = _KNOWN_OF_SITE.union(shared.settings.extra).issuperset(_OF_SITE.findall(parsed.text))
        whole = known and not made.problems
        listing = Listing("data", made.text) if whole else Listing("asset", parsed.post.extension)
    return listing, leads_to


def _place_of(value: object) -> str:
    """Return where a page of an old theme leads by what its front matter says: within the blog, if it names no host."""
    address = value.strip() if isinstance(value, str) else ""
    return address if not address or "//" in address else "/" + address.lstrip("/")


def _address_as_unread(parsed: PostText, settings: Settings) -> tuple[str, ...]:
    """Return the address that a post or page had in Jekyll, if that could not read its front matter."""
    if not settings.is_jekyll or parsed.post.kind not in ("post", "page"):
        return ()
    faults = (problem for problem in parsed.problems if problem.code[0] == "Y")
    # A control character, which is left out here with a warning, ends the reading there.
    broken = any(fault.severity is Severity.ERROR or fault.code == "Y101" for fault in faults)
    return tuple(filter(None, [urls.unread_url(parsed.post, settings)])) if broken else ()


def _particulars(
    post: Post, body: Body, words: Sequence[str], text: str, line_of: Callable[[int], int], settings: Settings
) -> Particulars:
    """Return what few pages ask of a post, with what its body says; `text` is what the body was made of."""
    hosts = own_hosts(settings.url)
    around = find_surroundings(body, text, hosts, line_of, post.title)
    revisions = find_revisions(body.text) if post.is_post else ()
    beginning = without_revisions(_beginning(body, text, _options_of(post, settings)), revisions)
    particulars = msgspec.structs.replace(
        post.particulars,
        links=tuple(
            (index, msgspec.structs.replace(link, line=line_of(link.line)))
            for index, link in enumerate(body.links)
            if may_be_local(link.target, hosts)
        ),
        summary=_summarise(post, beginning, body.headings()),
        mentions=around.mentions,
        quotes=around.quotes,
        embeds=places_of_embedded(body.html),
        ids=tuple(each for each in body.anchors if _CHOSEN.search(each) and not each.startswith(("fn:", "fnref:"))),
    )
    if not post.is_post:
        return particulars
    numbered = find_numbered_headings(body.toc)
    return msgspec.structs.replace(
        particulars,
        revisions=tuple(Revision(_midnight(each.when, settings), each.note) for each in revisions),
        words=" ".join(of_language(find_subject_words(post.title, body.text, words), post.lang, settings.lang)),
        numbered=numbered,
        part_minutes=tuple(map(whole_minutes, reading_times(body, [anchor for _, anchor in numbered]))),
        promises=find_promises(body.text),
    )


def _with_cover(particulars: Particulars, parsed: PostText, body: Body, shared: Shared) -> Particulars:
    """Return what few pages ask of a post with the picture at its head, unless its text shows that one anyway."""
    settings, post = shared.settings, parsed.post
    cover = find_cover(parsed.front_matter, shows_image=shared.shows_image) if settings.images_covers else None
    if cover is None or any(link.element == "img" and link.target == cover.path for link in body.links):
        return particulars
    local = may_be_local(cover.path, own_hosts(settings.url))
    link = Link("img", "src", cover.path, cover.alt, post.line_of(cover.key))
    return msgspec.structs.replace(
        particulars,
        cover=msgspec.structs.replace(cover, caption=_caption_of(cover, settings)),
        image=particulars.image or cover.path,
        links=(*particulars.links, (COVER, link)) if local else particulars.links,
    )


def _caption_of(cover: Cover, settings: Settings) -> str:
    html = markup.render(cover.caption, settings.markup).as_written().strip() if cover.caption else ""
    alone = html.startswith("<p>") and html.count("<p>") == 1
    return html.removeprefix("<p>").removesuffix("</p>") if alone else html


def _listing(parsed: PostText, url: str, shared: Shared) -> Listing | None:
    """Return what a source lists for an old theme; posts and what an author wrote list nothing."""
    post = parsed.post
    if not shared.settings.is_jekyll or post.is_post:
        return None
    if post.kind == "page" and not is_written(post.key, shared.settings):
        return file_of_theme(parsed.text, post.key, post.layout)
    # Some themes have their lists in a collection (Chirpy's tabs), or terms, whose documents hold nothing but a name; a
    # document with a text lists what the text does, and is never taken for the list of its layout.
    has_text = post.kind != "page" and bool(parsed.text.strip())
    if post.kind != "page" and not has_text and not post.layout:
        return None
    front_matter = post.extra | {"title": post.title, "category": next(iter(post.categories), None)}
    if post.kind != "page":
        # Jekyll gives one to documents alone.
        front_matter["slug"] = post.slug
    listing = listing_of(
        parsed.text,
        url=url,
        front_matter=front_matter | {"tag": next(iter(post.tags), None)},
        layout="" if has_text else post.layout,
        layouts={} if has_text else shared.layouts,
        includes=shared.includes,
    )
    if listing and listing.kind == "search":
        return listing if shared.settings.search else None
    if has_text:
        return listing
    by_layout = shared.layouts.get(post.layout) is not None or (listing and listing.kind in ("tag", "category"))
    return listing if post.kind == "page" or by_layout else None


def _set_apart(
    listing: Listing, url: str, parsed: PostText, body: Body, noticed: list[Problem]
) -> tuple[Listing | None, list[Problem]]:
    """Tell a list of the theme's from a page of the author's with a list in it, by the words around the list.

    What stands above the posts of the home page is kept in either case.
    """
    letters = sum(map(str.isalnum, body.text))
    if url != "/" and letters >= _OWN_WORDS:
        unlisted = [problem for problem in noticed if problem.code == "Q107"]
        return None, [problem for problem in noticed if problem not in unlisted[1:]]
    has_words = letters >= (1 if parsed.is_markdown else _OWN_WORDS)
    return msgspec.structs.replace(listing, has_words=has_words), []


def _options_of(post: Post, settings: Settings) -> MarkupOptions:
    if not post.excerpt_separator:
        return settings.markup
    return msgspec.structs.replace(settings.markup, excerpt_separator=post.excerpt_separator)


def _expand(parsed: PostText, url: str, shared: Shared, neighbours: Mapping[str, str]) -> Expanded:
    settings, options = shared.settings, shared.settings.markup
    if "{%" not in parsed.text and "{{" not in parsed.text:
        return Expanded(parsed.text)
    if parsed.post.extra.get("render_with_liquid") is False:
        return Expanded(parsed.text)
    site = _site_values(settings)
    if "data" in parsed.text or "include" in parsed.text:
        site["data"] = shared.find_data()
    return expand_liquid(
        parsed.text,
        page=_page_values(parsed, url, settings),
        site=site,
        dialect=options.dialect,
        includes=shared.includes,
        neighbours=neighbours,
        highlight=lambda code, language: highlighted(code, language, options) or escape(code),
        markdown=lambda text: markup.render(text, options).as_written(),
        zone=settings.zone,
        bibliographies=shared.bibliographies,
    )


def _page_values(parsed: PostText, url: str, settings: Settings) -> dict[str, Any]:
    """Return what a text may ask of its own page: its front matter, and what Jekyll adds to it."""
    post = parsed.post
    own: dict[str, Any] = as_plain(parsed.front_matter, naive_is_utc=settings.is_jekyll)
    return own | {
        "title": post.title,
        "date": post.dated,
        "categories": list(post.categories),
        "tags": list(post.tags),
        "layout": post.layout,
        "lang": post.lang,
        "slug": post.slug,
        "path": post.key,
        "relative_path": post.key,
        "collection": {"post": "posts", "draft": "posts", "page": None}.get(post.kind, post.kind),
        "name": post.key.rpartition("/")[2],
        "url": urls.encode(url),
        "description": post.description,
        "author": post.extra.get("author", post.author),
        "image": post.extra.get("image", post.image),
    }


def _site_values(settings: Settings) -> dict[str, Any]:
    """Return what a text may ask of the blog: all settings, the known ones as they were read."""
    return settings.extra | {
        "title": settings.title,
        "description": settings.description,
        "url": settings.url,
        "baseurl": settings.baseurl,
        "lang": settings.lang,
        "timezone": settings.timezone,
    }


def _moved(problem: Problem, path: str, line_of: Callable[[int], int]) -> Problem:
    line = line_of(problem.span.line) if problem.span.line else 0
    return msgspec.structs.replace(problem, span=Span(path, line, problem.span.column))


def _output_of(url: str, post: Post) -> tuple[str, tuple[Problem, ...]]:
    try:
        return urls.output_path(url, post.extension), ()
    except ValueError as error:
        span = Span(post.key, post.line_of("permalink"))
        message = f"the address {url!r} cannot be written: {error}"
        return "", (Problem("U101", Severity.ERROR, message, span, "correct its permalink or its file name"),)


def _emptiness(post: Post, body: Body) -> tuple[Problem, ...]:
    """Report a post that shows nothing. Drafts are to be written yet, and layouts of an author's own need no text."""
    shows = post.kind == "post" and not post.draft and not post.redirect_to and post.layout in _ORDINARY
    if not shows or _COMMENT.sub("", body.html).strip():
        return ()
    return (Problem("P109", Severity.WARNING, "the post has no text", Span(post.key), _UNTIL_THEN),)


def _digest_body(body: Body) -> Digest:
    """Return the digest of what a page shows of a body; the lines that its blocks stand on are no part of that."""
    return digest(
        (
            body.html,
            [link.target for link in body.links],
            [(formula.tex, formula.display) for formula in body.formulas],
            body.toc,
        )
    )


def _midnight(day: str, settings: Settings) -> str:
    moment = parse_time(day, settings.zone)
    return moment.isoformat() if moment else day


def _beginning(body: Body, text: str, options: MarkupOptions) -> str:
    """Return the words of a body down to where its author ends the excerpt, or else to its footnotes."""
    separator = options.excerpt_separator
    if separator.strip() and separator in text:
        body = markup.render(excerpt_text(text, separator), msgspec.structs.replace(options, excerpt_separator=""))
    if "footnotes" not in body.features or len(body.text) > _SUMMARY_LENGTH * 8:
        return body.text
    notes = without_tags("<div" + body.html.rpartition(_FOOTNOTES)[2]).split()
    words = list(_WORD.finditer(body.text))[-len(notes) :]
    # A note with a formula in it reads otherwise there, and one that is a picture has no words.
    return body.text[: words[0].start()] if notes and [word[0] for word in words] == notes else body.text


def _summarise(post: Post, text: str, headings: Sequence[str]) -> str:
    if post.description:
        return " ".join(with_plain_formulas(post.description).split())
    title, _, below = text.partition("\n")
    # Many begin a text with its title.
    text = below if title.strip() == post.title else text
    beginning = text[: _SUMMARY_LENGTH * 4]
    # A heading in the middle of a line reads as a part of the sentence.
    sentences = "\n".join(line for line in beginning.split("\n") if line not in headings)
    words = " ".join((with_plain_formulas(post.excerpt or "") or sentences).split()) or " ".join(beginning.split())
    if len(words) <= _SUMMARY_LENGTH:
        return words
    cut = words[:_SUMMARY_LENGTH]
    return (cut.rpartition(" ")[0] or cut) + "…"
