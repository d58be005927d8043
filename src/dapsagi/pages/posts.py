"""Posts and the author's own pages: each with all that stands beside its text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from dapsagi.addresses import urls
from dapsagi.addresses.targets import subpath_of
from dapsagi.journey.references.exports import to_bibtex
from dapsagi.journey.references.model import Details, Reference
from dapsagi.pages import services
from dapsagi.pages.amendment import related_anchors
from dapsagi.pages.bodies import body_of, cover_of
from dapsagi.pages.journeys import series_box
from dapsagi.pages.machines import plan_way_on
from dapsagi.pages.page import MERMAID, Page
from dapsagi.pages.planner import Planner, Routes, RouteTo
from dapsagi.pages.reading_list import works_of
from dapsagi.pages.social_card import SocialCard, make_card
from dapsagi.pages.views.chrome import Chrome
from dapsagi.pages.views.parts import Meta
from dapsagi.pages.views.posts import PageView, PostView, Quotation, RecordedChange
from dapsagi.post.cover import COVER
from dapsagi.post.values import Post
from dapsagi.problems import Problem, Severity, Span


def routes(planner: Planner) -> Routes:
    """Yield the output paths of posts and pages that have a source."""
    for position, post in enumerate(planner.site.posts):
        yield post.output, RouteTo(_plan_post, position)
    for position, page in enumerate(planner.site.pages):
        yield page.output, RouteTo(_plan_page, position)


def _plan_post(planner: Planner, position: int) -> Page:
    post = planner.site.posts[position]
    newer, older = planner.neighbours(position)
    if post.redirect_to:
        return plan_way_on(planner, post.url, post.redirect_to)
    chrome = planner.chrome_of(post)
    view = PostView(
        meta=_post_meta(planner, post, chrome),
        title=post.title,
        url=post.href,
        date=post.date,
        updated=planner.site.updated(post),
        author=planner.author_of(post),
        categories=planner.term_links("category", post.categories),
        tags=planner.term_links("tag", post.tags),
        body=body_of(planner, post),
        series=series_box(planner, post),
        older=planner.anchor(older) if older else None,
        newer=planner.anchor(newer) if newer else None,
        mark=planner.site.mark(post),
        front_matter=post.extra,
        edit_url=urls.edit_url(post.key, planner.settings),
        references=works_of(planner, post, chrome.strings),
        backlinks=_backlinks(planner, post),
        related=related_anchors(planner.site.by_key[key] for key in planner.site.related.get(post.key, ())),
        minutes=post.minutes,
        changes=tuple(
            RecordedChange(datetime.fromisoformat(each.when), each.note) for each in planner.site.revisions(post)
        ),
        thread=_thread(planner, post) if post.extra.get("comments") is not False else "",
        versions=planner.other_languages(post),
        cover=cover_of(planner, post),
        bibtex=_bibtex(planner, post),
        lead=post.summary if post.description else "",
    )
    return Page(post.url, _template_of(planner, post, "post"), chrome, view)


def _bibtex(planner: Planner, post: Post) -> str:
    url = planner.absolute(post.url)
    # al-folio has the same key.
    if not url or post.extra.get("citation", planner.settings.citations) is not True:
        return ""
    authors = tuple(filter(None, [planner.author_of(post).name]))
    details = Details(authors=authors, year=post.date.year, venue=planner.settings.title)
    work = Reference(
        f"{urlsplit(url).hostname} {post.date:%Y-%m-%d} {post.slug}", "article", post.title, url, (), (), details
    )
    return to_bibtex([work]).strip()


def _plan_page(planner: Planner, position: int) -> Page:
    page = planner.site.pages[position]
    if page.redirect_to:
        return plan_way_on(planner, page.url, page.redirect_to)
    chrome = planner.chrome_of(page)
    view = PageView(
        meta=_post_meta(planner, page, chrome),
        title=page.title,
        url=page.href,
        body=body_of(planner, page),
        front_matter=page.extra,
        thread=_thread(planner, page) if page.extra.get("comments") is True else "",
        versions=planner.other_languages(page),
        cover=cover_of(planner, page),
    )
    return Page(page.url, _template_of(planner, page, "page"), chrome, view)


def _thread(planner: Planner, post: Post) -> str:
    comments = planner.settings.comments
    return services.thread_of(post, comments, planner.settings) if comments.provider else ""


def _template_of(planner: Planner, post: Post, fallback: str) -> str:
    layout = post.layout or fallback
    if fallback == "page" and layout == "post":
        # Old blogs write it for pages too; a page has no date, neighbours or journey that the layout could show.
        layout = "page"
    return f"{layout if layout in planner.layouts else fallback}.html"


def missing_layouts(planner: Planner) -> Iterator[Problem]:
    """Yield a problem for each layout that is asked for and missing, at the first post that asks for it.

    What an old theme wrote on a page that has no text of its own is lost with its layout: each such page has one.
    """
    reported: set[str] = set()
    for fallback, posts in (("post", planner.site.posts), ("page", planner.site.pages)):
        for post in posts:
            layout = post.layout or fallback
            is_there = layout in planner.layouts
            if planner.settings.is_jekyll and _is_empty(post) and (not is_there or post.layout == fallback == "page"):
                message = f'the page is empty: what stood here was written by the layout "{layout}" of the old theme'
                hint = f"write it into the page, or into templates/{layout}.html; or delete the page"
                yield Problem("T102", Severity.WARNING, message, Span(post.key, post.line_of("layout")), hint)
            elif not is_there and layout not in reported:
                reported.add(layout)
                yield _missing_layout(planner, post, layout, fallback)


def _is_empty(post: Post) -> bool:
    return not (post.summary or post.links or post.features or post.redirect_to)


def diagrams_left_as_text(planner: Planner) -> Iterator[Problem]:
    """Yield a note at the first post with a diagram if nothing draws it."""
    drawn = planner.chrome.diagrams_url
    posts = (*planner.site.posts, *planner.site.pages)
    first = None if drawn else next((post for post in posts if "mermaid" in post.features), None)
    if first:
        hint = f"put Mermaid's script at templates/assets/{MERMAID} to have them drawn (docs/theme.md, Diagrams)"
        yield Problem("T105", Severity.NOTE, "diagrams are shown as their source", Span(first.key), hint)


def _missing_layout(planner: Planner, post: Post, layout: str, fallback: str) -> Problem:
    span = Span(post.key, post.line_of("layout"))
    if planner.settings.is_jekyll:
        message = f'the theme has no layout "{layout}", so its pages use "{fallback}"'
        return Problem("T102", Severity.NOTE, message, span, f"write templates/{layout}.html to change that")
    message = f'there is no layout "{layout}"; the page uses "{fallback}"'
    hint = f"write templates/{layout}.html, or choose one of: {', '.join(sorted(planner.layouts))}"
    return Problem("T103", Severity.ERROR, message, span, hint)


def _backlinks(planner: Planner, post: Post) -> tuple[Quotation, ...]:
    others = [planner.site.by_key[key] for key in planner.site.backlinks.get(post.key, ())]
    links = [(other, planner.site.quotation(other, post.key)) for other in others]
    # A link that stands alone under the title says nothing that the reader does not see.
    return tuple(
        Quotation(other.title, other.href, "" if sentence == post.title else sentence) for other, sentence in links
    )


def _post_meta(planner: Planner, post: Post, chrome: Chrome) -> Meta:
    return Meta(
        title=post.title,
        url=post.href,
        canonical_url=planner.settings.url and planner.settings.url + post.href,
        description=post.summary,
        lang=post.lang,
        image_url=_image_url(planner, post),
        kind="article" if post.is_post else "website",
        published=post.date if post.is_post else None,
        updated=planner.site.updated(post),
        indexed=post.indexed,
        alternates=_alternates(planner, post),
    )


def _alternates(planner: Planner, post: Post) -> tuple[tuple[str, str], ...]:
    """Return the languages that a text is in, with its address in each; nothing for a text in one."""
    versions = planner.versions_of(post) if planner.settings.url else ()
    return tuple((each.lang, planner.absolute(each.url)) for each in versions)


def social_card(planner: Planner, post: Post) -> SocialCard | None:
    """Return the picture that stands for a post where it is shared; None where it has another, or none."""
    # Who shares a post asks for the picture by its whole address.
    if not planner.settings.social_cards or not planner.settings.url or post.image or not post.is_post:
        return None
    journey = planner.shared_journey(post)
    name, color = (journey.series.name, journey.color) if journey else ("", 0)
    return make_card(post.title, planner.settings.title, name, color)


def _image_url(planner: Planner, post: Post) -> str:
    if not post.image:
        card = social_card(planner, post)
        return planner.absolute("/" + card.path) if card else ""
    if "://" in post.image:
        return post.image
    found = planner.site.book.find_picture(post.image, subpath_of(post.extra))
    if found is None and post.cover and post.cover.path == post.image:
        # It may be written as it lies beside the post.
        found = dict(planner.site.links.get(post.key, ())).get(COVER)
    return planner.absolute(found.url if found else "/" + post.image.lstrip("./"))
