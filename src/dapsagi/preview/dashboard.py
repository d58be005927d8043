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

_TEMPLATE = Path(__file__).parent / "client" / "dashboard.html"

# Long lists belong to the terminal and to `dapsagi check`.
_SHOWN = 200
_JOURNEYS = 24

_WORDS: Mapping[str, Mapping[str, str]] = {
    "ko": {
        "preview": "미리 보기",
        "home": "블로그 열기",
        "problems": "문제",
        "none": "없습니다.",
        "more": "그 밖에 {count}개",
        "error": "오류",
        "warning": "경고",
        "note": "알림",
        "unpublished": "아직 공개되지 않는 글",
        "draft": "초안",
        "future": "예약",
        "journeys": "여정",
        "parts": "{count}편",
        "planned": "{count}편 더 쓸 예정",
        "latest": "가장 최근 글",
        "edit": "편집기에서 열기",
        "all": "합계",
        "body": "본문",
        "pages": "페이지",
        "quiet": "문제가 없습니다. 걷던 길을 계속 걸으면 됩니다.",
        "change": "마지막 변경",
        "files": "바뀐 파일",
        "rendered": "다시 만든 페이지",
        "first": "처음 만든 페이지",
        "times": "걸린 시간",
        "polling": "이 폴더의 변경은 주기적으로 확인합니다.",
        "reading": "글을 읽는 중입니다 ({done} / {total})",
        "counts": "글 {posts}편, 페이지 {pages}개",
        "hint": "글에서 Alt를 누른 채 클릭하면 그 자리의 원문이 편집기에서 열립니다.",
        "theme": "테마",
        "find": "파일 찾기",
        "read the newest": "최근 글 읽기",
        "read": "읽기",
        "exchange": "바꿔 끼우기",
        "assemble": "엮기",
    },
    "en": {
        "preview": "Preview",
        "home": "Open the blog",
        "problems": "Problems",
        "none": "None.",
        "more": "{count} more",
        "error": "error",
        "warning": "warning",
        "note": "note",
        "unpublished": "Not published yet",
        "draft": "draft",
        "future": "scheduled",
        "journeys": "Journeys",
        "parts": "{count} parts",
        "planned": "{count} more planned",
        "latest": "Latest part",
        "edit": "Open in the editor",
        "all": "in all",
        "body": "the text",
        "pages": "pages",
        "quiet": "Nothing is wrong.",
        "change": "The last change",
        "files": "Changed files",
        "rendered": "Pages rendered again",
        "first": "rendered for the first time",
        "times": "Time taken",
        "polling": "This folder is looked through for changes now and then.",
        "reading": "Reading posts ({done} / {total})",
        "counts": "{posts} posts, {pages} pages",
        "hint": "A click with Alt opens the source of what is under the pointer in your editor.",
        "theme": "theme",
        "find": "find files",
        "read the newest": "read the newest",
        "read": "read",
        "exchange": "exchange",
        "assemble": "assemble",
    },
}


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
        t=_WORDS[lang],
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
    return environment.from_string(_TEMPLATE.read_text("utf-8"))
