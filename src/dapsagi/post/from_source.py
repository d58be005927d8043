"""From one source file's text to a finished post: front matter, then Liquid, then Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias
from unicodedata import is_normalized

import msgspec

from dapsagi import markup
from dapsagi.addresses import urls
from dapsagi.addresses.targets import may_be_local, own_hosts
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest
from dapsagi.markup.body import Body, Link
from dapsagi.markup.embedding import places_of_embedded
from dapsagi.markup.options import MarkupOptions
from dapsagi.post.cover import COVER, Cover, find_cover
from dapsagi.post.dates import parse_time
from dapsagi.post.excerpts import head_with_liquid
from dapsagi.post.expansion import NO_FILES, Shared, expand, options_of
from dapsagi.post.hexo_tags import with_tags
from dapsagi.post.html_source import read_html
from dapsagi.post.hugo_shortcodes import with_shortcodes
from dapsagi.post.mentions import find_surroundings
from dapsagi.post.names import is_written
from dapsagi.post.part_words import find_numbered_headings, find_promises
from dapsagi.post.purpose import purpose_of, set_apart
from dapsagi.post.reading import read_head
from dapsagi.post.reading_time import reading_time, reading_times, whole_minutes
from dapsagi.post.revisions import Revision, find_revisions
from dapsagi.post.summary import summary_of
from dapsagi.post.values import Particulars, Post, PostText, Source
from dapsagi.post.words import find_subject_words, of_language, split
from dapsagi.problems import Problem, Severity, Span

# What the id of no heading has in it, unless its author chose it.
_CHOSEN = re.compile(r"[A-Z]|[^\w-]")

# Layouts that show a post's text; nothing is said for them in front matter, or what every theme calls them.
_ORDINARY = ("", "post", "posts", "default", "single")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_UNTIL_THEN = "write it, or say `draft: true` until you do"


#: Makes the body of a Markdown text, and of the head that its excerpt has instead of its beginning.
Render: TypeAlias = Callable[[str, MarkupOptions, str | None], Body]


class Reading(msgspec.Struct, frozen=True):
    """A post, its body with the `words` of that, and what was noticed.

    With `has_neighbours`, other files beside it are part of its text; `asks` names the lists of the blog that are.
    """

    post: Post
    body: Body
    words: Sequence[str]
    problems: tuple[Problem, ...]
    has_neighbours: bool = False
    asks: tuple[str, ...] = ()


def read_source(
    source: Source,
    shared: Shared,
    render: Render,
    neighbours: Mapping[str, str] = NO_FILES,
) -> Reading:
    """Read one source. `render` is `markup.render`, or the same with a cache.

    `neighbours` are the files that `include_relative` may ask for, by their path from the source's folder.
    """
    settings = shared.settings
    parsed = read_head(source, settings)
    url = urls.post_url(parsed.post, settings)
    listing, leads_to = purpose_of(parsed, url, shared, neighbours)
    parsed = msgspec.structs.replace(parsed, text=_text_that_counts(parsed, settings))
    expanded = expand(parsed, url, shared, neighbours)

    def line_of(line: int) -> int:
        return expanded.source_line(line) + parsed.first_line - 1

    options = options_of(parsed.post, shared)
    head = head_with_liquid(parsed.text, options.excerpt_separator) if settings.is_jekyll else None
    if head:
        head = expand(msgspec.structs.replace(parsed, text=head), url, shared, neighbours).text
    body = _body_of(expanded.text, head, parsed, options, render)
    noticed = [_moved(problem, source.path, line_of) for problem in body.problems]
    noticed += [problem.at(source.path, parsed.first_line) for problem in expanded.problems]
    if listing is not None:
        listing, noticed = set_apart(listing, url, parsed, body, noticed, is_jekyll=settings.is_jekyll)
    output, fault = _output_of(url, parsed.post)
    words = split(body.text)
    particulars = _particulars(parsed.post, body, words, expanded.text, line_of, shared)
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
        body=_digest_body(body, head),
        minutes=whole_minutes(reading_time(body)) if parsed.post.is_post else 0,
        features=body.features,
        listing=listing,
        packed=_with_cover(particulars, parsed, body, shared).pack(),
    )
    problems = (*parsed.problems, *noticed, *fault, *_emptiness(post, body), *_unseen(parsed))
    # Ours stands in the place of what an old theme lists.
    asks = () if listing else expanded.asks
    return Reading(post, body, words, problems, expanded.has_neighbours, asks)


def _text_that_counts(parsed: PostText, settings: Settings) -> str:
    if not is_written(parsed.post.key, settings):
        # Of a feed or a style sheet, nothing but its address counts.
        return ""
    return with_tags(with_shortcodes(parsed.text)) if parsed.is_markdown and not settings.is_jekyll else parsed.text


def _body_of(text: str, head: str | None, parsed: PostText, options: MarkupOptions, render: Render) -> Body:
    if parsed.is_markdown:
        return render(text, options, head)
    return read_html(text, options.excerpt_separator if parsed.post.is_post else "", head)


def _address_as_unread(parsed: PostText, settings: Settings) -> tuple[str, ...]:
    """Return the address that a post or page had in Jekyll, if that could not read its front matter."""
    if not settings.is_jekyll or parsed.post.kind not in ("post", "page"):
        return ()
    faults = (problem for problem in parsed.problems if problem.code[0] == "Y")
    # A control character, which is left out here with a warning, ends the reading there.
    broken = any(fault.severity is Severity.ERROR or fault.code == "Y101" for fault in faults)
    return tuple(filter(None, [urls.unread_url(parsed.post, settings)])) if broken else ()


def _particulars(
    post: Post, body: Body, words: Sequence[str], text: str, line_of: Callable[[int], int], shared: Shared
) -> Particulars:
    """Return what few pages ask of a post, with what its body says; `text` is what the body was made of."""
    settings = shared.settings
    hosts = own_hosts(settings.url)
    around = find_surroundings(body, text, hosts, line_of, post.title)
    revisions = find_revisions(body.text) if post.is_post else ()
    particulars = msgspec.structs.replace(
        post.particulars,
        links=tuple(
            (index, msgspec.structs.replace(link, line=line_of(link.line)))
            for index, link in enumerate(body.links)
            if may_be_local(link.target, hosts)
        ),
        summary=summary_of(post, body, text, options_of(post, shared), revisions),
        mentions=around.mentions,
        quotes=around.quotes,
        embeds=places_of_embedded(body.html),
        ids=tuple(each for each in body.anchors if _is_unlike(each) and not each.startswith(("fn:", "fnref:"))),
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


def _is_unlike(anchor: str) -> bool:
    """Say whether an id is not what the words of a heading say: it is chosen, or its letters are composed otherwise."""
    return bool(_CHOSEN.search(anchor)) or not is_normalized("NFC", anchor)


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


def _unseen(parsed: PostText) -> tuple[Problem, ...]:
    """Report a control character in the text, such as writing programs leave behind: readers see a box, or nothing."""
    found = _CONTROL.search(parsed.text)
    if found is None:
        return ()
    span = Span(parsed.post.key, parsed.first_line + parsed.text.count("\n", 0, found.start()))
    message = f"an invisible control character (U+{ord(found[0]):04X}) stands in the text"
    return (Problem("Y101", Severity.NOTE, message, span, "delete it in the file"),)


def _digest_body(body: Body, head: str | None) -> Digest:
    """Return the digest of what is shown of a body; the lines that its blocks stand on are no part of that."""
    formulas = [(formula.tex, formula.display) for formula in body.formulas]
    return digest((body.html, [link.target for link in body.links], formulas, body.toc, head))


def _midnight(day: str, settings: Settings) -> str:
    moment = parse_time(day, settings.zone)
    return moment.isoformat() if moment else day
