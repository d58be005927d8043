"""The dashboard: what is wrong, what is not published yet, which journeys there are, what the last change did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import jinja2

from dapsagi.addresses import urls
from dapsagi.addresses.languages import primary_subtag
from dapsagi.preview import client
from dapsagi.preview.edition import Edition
from dapsagi.preview.page_cache import RenderedPage
from dapsagi.problems import Problem, Severity
from dapsagi.rules.korean import IN_KOREAN
from dapsagi.yaml_text import read_mapping

_CLIENT = Path(__file__).parent / "client"

# Long lists belong to the terminal and to `dapsagi check`.
_SHOWN = 200
_JOURNEYS = 24


def dashboard(edition: Edition, problems: Sequence[Problem], rendered: Sequence[RenderedPage], polls: bool) -> str:
    """Return the dashboard of an edition as HTML.

    `rendered` are the pages that were made for it; `polls` says that changes are looked for.
    """
    site = edition.snapshot.site
    lang = "ko" if primary_subtag(site.settings.lang) == "ko" else "en"
    ranked = sorted(problems, key=lambda problem: -problem.severity)
    unpublished = [post for post in site.posts if post.draft or site.is_future(post)]
    return _template().render(
        lang=lang,
        t=_words()[lang],
        korean=IN_KOREAN,
        edition=edition,
        site=site,
        home=urls.href("/", site.settings),
        problems=ranked[:_SHOWN],
        more_problems=len(ranked) - _SHOWN,
        unpublished=unpublished[:_SHOWN],
        more_unpublished=len(unpublished) - _SHOWN,
        counts={severity: sum(problem.severity is severity for problem in problems) for severity in reversed(Severity)},
        journeys=edition.snapshot.pages.journeys(_JOURNEYS),
        more_journeys=len(site.series) - _JOURNEYS,
        version=client.version(),
        rendered=rendered,
        polls=polls,
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    return environment.from_string(_CLIENT.joinpath("dashboard.html").read_text("utf-8"))


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    """Return what the dashboard says, by language and name."""
    return read_mapping(_CLIENT.joinpath("words.yml").read_text("utf-8")).values
