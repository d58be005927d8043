"""From one source file's text to a finished post: front matter, then Markdown."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from dapsagi import urls
from dapsagi.config import Settings
from dapsagi.digest import Digest, digest
from dapsagi.markup.body import Body, Link
from dapsagi.markup.options import MarkupOptions
from dapsagi.post import Post, Source, read_post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.targets import may_be_local, own_hosts

# What a list, a feed reader or a search engine shows of a post; they cut longer ones themselves, mid-word.
_SUMMARY_LENGTH = 160


class Reading(msgspec.Struct, frozen=True):
    """A post, its body and what was noticed while reading it."""

    post: Post
    body: Body
    problems: tuple[Problem, ...]


def read(source: Source, settings: Settings, render: Callable[[str, MarkupOptions], Body]) -> Reading:
    """Read one source. `render` is `markup.render`, or the same with a memory."""
    parsed = read_post(source, settings)
    options = settings.markup
    if parsed.post.excerpt_separator:
        options = msgspec.structs.replace(options, excerpt_separator=parsed.post.excerpt_separator)
    body = render(parsed.text, options)
    noticed = tuple(problem.at(source.path, parsed.first_line) for problem in body.problems)
    url = urls.post_url(parsed.post, settings)
    output, fault = _output_of(url, parsed.post)
    post = msgspec.structs.replace(
        parsed.post,
        url=url,
        href=urls.href(url, settings),
        output=output,
        body=digest_body(body),
        links=_local_links(body, settings, parsed.first_line),
        summary=_summarise(parsed.post, body),
    )
    return Reading(post, body, (*parsed.problems, *noticed, *fault))


def _output_of(url: str, post: Post) -> tuple[str, tuple[Problem, ...]]:
    try:
        return urls.output_path(url, post.extension), ()
    except ValueError as error:
        span = Span(post.key, post.line_of("permalink"))
        message = f"the address {url!r} cannot be written: {error}"
        return "", (Problem("U101", Severity.ERROR, message, span, "correct its permalink or its file name"),)


def digest_body(body: Body) -> Digest:
    """Return the digest of what a page shows of a body; the lines that its blocks stand on are no part of that."""
    return digest((body.html, [link.target for link in body.links], body.toc))


def _local_links(body: Body, settings: Settings, first_line: int) -> tuple[tuple[int, Link], ...]:
    """Return the links that may lead to this blog, with their place among all links and their line in the file."""
    hosts = own_hosts(settings.url)
    return tuple(
        (index, msgspec.structs.replace(link, line=link.line + first_line - 1))
        for index, link in enumerate(body.links)
        if may_be_local(link.target, hosts)
    )


def _summarise(post: Post, body: Body) -> str:
    if post.description:
        return " ".join(post.description.split())
    words = " ".join((post.excerpt or body.text[: _SUMMARY_LENGTH * 4]).split())
    if len(words) <= _SUMMARY_LENGTH:
        return words
    cut = words[:_SUMMARY_LENGTH]
    return (cut.rpartition(" ")[0] or cut) + "…"
