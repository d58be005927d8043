"""The commands that look after a blog: `check`, and `references` for its reading list."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from dapsagi.cli import terminal
from dapsagi.problems import Problem, RefusedError, Severity, in_reading_order
from dapsagi.report import counted

if TYPE_CHECKING:
    from dapsagi.check.external import Verdict
    from dapsagi.check.images import Fetched, Missed
    from dapsagi.check.run import Checked
    from dapsagi.journey.references.model import Reference

#: Exit codes of a check: nothing to do; something to do.
CLEAN, TROUBLED = 0, 1

_OFFLINE = "No name of a host could be looked up: this machine seems to be offline"

# So many of the codes that come most often are named in the end.
_NAMED_CODES = 4

# An old blog has hundreds of images without a text: beyond so many of one code, the first ones stand for all.
_OFTEN, _FIRST = 50, 10


@click.command(short_help="Look for dead links and likely slips.")
@terminal.listing_options
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to print.")
@click.option("--external", is_flag=True, help="Ask the web whether foreign addresses still answer.")
@click.option("--fix", is_flag=True, help="Show what can be put right, and do it if you agree.")
@click.option("--localise-images", "localise", is_flag=True, help="Bring the images of other hosts into the blog.")
@terminal.yes_option
@click.option("--all", "every", is_flag=True, help="Show each place, also of what is there very often.")
@click.option("--strict", is_flag=True, help="Exit with 1 on notes too.")
def check(
    folder: Path,
    config: Path | None,
    as_json: bool,
    form: str,
    external: bool,
    fix: bool,
    localise: bool,
    yes: bool,
    every: bool,
    strict: bool,
    **overrides: bool,
) -> None:
    """Look for what is dead, malformed or probably meant otherwise in the blog in DIR (default: here).

    Exits with 1 if there is a warning or an error.
    """
    from dapsagi.check.run import check as check_blog
    from dapsagi.check.run import without

    settings, problems = terminal.settings_of(folder, config, **overrides)
    ignore = frozenset(code.upper() for code in settings.check_ignore)
    checked = check_blog(folder, settings, terminal.now(settings), config=config, jobs=terminal.CORES, ignore=ignore)
    verdicts = _ask(folder, checked) if external else {}
    if verdicts:
        from dapsagi.check.external import problems_of

        problems += without(problems_of(verdicts, checked.outward), ignore, checked.silenced)
    fetched = _fetch(folder, checked) if localise else None
    if fetched:
        from dapsagi.check.images import problems_of as problems_of_images

        problems += without(problems_of_images(fetched[1], checked.images), ignore, checked.silenced)
    found = in_reading_order([*without(problems, ignore, {}), *checked.problems])
    _print_found(found, checked, "json" if as_json else form, every)
    if fetched:
        _bring_home(folder, checked, fetched[0], yes)
    if fix:
        _fix(folder, checked, verdicts, yes)
    limit = Severity.NOTE if strict else Severity.WARNING
    sys.exit(TROUBLED if any(problem.severity >= limit for problem in found) else CLEAN)


@click.command(short_help="List the works that the posts speak of.")
@terminal.listing_options
@click.option("--complete", is_flag=True, help="Ask arXiv, Crossref and Open Library who wrote what and when.")
def references(folder: Path, config: Path | None, as_json: bool, complete: bool, **overrides: bool) -> None:
    """List the works that the posts of the blog in DIR (default: here) speak of."""
    from dapsagi.authoring.listing import list_references

    settings, problems = terminal.settings_of(folder, config, **overrides)
    listing, more = list_references(folder, settings, terminal.now(settings), jobs=terminal.CORES)
    if complete:
        from dapsagi.catalogues.completion import complete_references
        from dapsagi.loader.data_files import DETAILS

        if any(problem.code == "R102" and problem.span.path.endswith(DETAILS) for problem in more):
            terminal.print_problems([*problems, *more])
            raise RefusedError(
                f"{settings.data_dir}/{DETAILS} is gone on with, so it has to be readable; correct it first"
            )

        with terminal.show_progress(quiet=False) as progress:
            done = complete_references(folder / settings.data_dir, listing, progress=progress)
        left = f"{done.left} left for another time" + (
            ": a catalogue does not answer, or asks for rest" if done.left else ""
        )
        click.echo(f"{done.found} found, {done.unknown} unknown, {left}", err=True)
        listing, more = list_references(folder, settings, terminal.now(settings), jobs=terminal.CORES)
    if as_json:
        terminal.print_json({"references": [_reference_as_data(each) for each in listing]})
    else:
        for each in listing:
            click.echo(f"{each.kind:9}  {each.title}  {each.url}  ({', '.join(each.keys)})")
        if not listing:
            click.echo("No works were found; a link to a paper, a book, a course or an article makes one.", err=True)
    terminal.tell_of_problems([*problems, *more])


def _reference_as_data(reference: Reference) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(reference)
    details = data.pop("details")
    known = {name: details[name] for name in ("authors", "year", "venue")}
    return data | known | {"doi": reference.doi, "isbn": reference.isbn, "arxiv": reference.arxiv}


def _ask(folder: Path, checked: Checked) -> dict[str, Verdict]:
    from dapsagi.check.external import VERDICTS, ask, recall, remember
    from dapsagi.check.web import nobody_answered

    urls = [url for url in checked.outward if url.startswith(("http://", "https://"))]
    known = recall(folder / VERDICTS, urls, time.time())
    with terminal.show_progress(quiet=False) as progress:
        unknown = [url for url in urls if url not in known]
        fresh = ask(unknown, progress=progress)
    if nobody_answered({url: verdict.reason for url, verdict in fresh.items()}):
        click.echo(f"{_OFFLINE}, so nothing is said of addresses.", err=True)
        return known
    remember(folder / VERDICTS, fresh.values())
    if len(known) + len(fresh) < len(urls):
        late = len(urls) - len(known) - len(fresh)
        were, them = ("was", "it") if late == 1 else ("were", "them")
        click.echo(
            f"{counted(late, 'address')} {were} not reached in time; the next check goes on with {them}", err=True
        )
    return known | fresh


def _print_found(found: list[Problem], checked: Checked, form: str, every: bool) -> None:
    if form == "json":
        terminal.print_json({"posts": checked.posts, "problems": terminal.problems_as_data(found)})
        return
    if form == "github":
        for problem in found:
            click.echo(_as_annotation(problem))
        return
    # Whoever asks for a check goes through it to the end, but not through the same hundreds of times.
    rare, often = (found, Counter[str]()) if every else _folded(found)
    terminal.print_problems(rare, most=len(rare))
    for code, count in often.most_common():
        hint = f"--all lists them; `check: {{ignore: [{code}]}}` in the settings leaves them out"
        click.echo(f"… and {count} more of {code}; {hint}", err=True)
    click.echo(_summary(checked, found))


def _as_annotation(problem: Problem) -> str:
    """Return a problem as a workflow command that GitHub shows beside the line.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    place = [f"file={_property(problem.span.path)}"]
    if problem.span.line:
        place.append(f"line={problem.span.line}")
    message = problem.message + (f"; {problem.hint}" if problem.hint else "")
    kind = "notice" if problem.severity is Severity.NOTE else problem.severity.word
    return f"::{kind} {','.join([*place, f'title={problem.code}'])}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _folded(problems: Sequence[Problem]) -> tuple[list[Problem], Counter[str]]:
    """Return the problems to show, and how many more there are of the codes that are there very often."""
    counts = Counter(problem.code for problem in problems if problem.severity < Severity.ERROR)
    shown: list[Problem] = []
    met: Counter[str] = Counter()
    for problem in problems:
        if problem.severity < Severity.ERROR:
            met[problem.code] += 1
        if counts[problem.code] <= _OFTEN or met[problem.code] <= _FIRST or problem.severity is Severity.ERROR:
            shown.append(problem)
    more = {code: count - _FIRST for code, count in counts.items() if count > _OFTEN}
    return shown, Counter(more)


def _summary(checked: Checked, problems: list[Problem]) -> str:
    often = Counter(problem.code for problem in problems).most_common(_NAMED_CODES)
    codes = ", ".join(f"{code} {count} times" for code, count in often if count > 1)
    sources = "1 post or page" if checked.posts == 1 else f"{checked.posts} posts and pages"
    return f"{sources} checked: {terminal.count_problems(problems) or 'nothing to do'}" + (
        f" ({codes})" if codes else ""
    )


def _fix(folder: Path, checked: Checked, verdicts: dict[str, Verdict], yes: bool) -> None:
    from dapsagi.check.fixes import find_fixes

    fixes = find_fixes(folder, checked.outward, verdicts)
    if not fixes:
        click.echo("There is nothing that can be put right without you.", err=True)
        return
    if terminal.agreed(fixes, yes, err=True):
        terminal.make_edits(folder, fixes)


def _fetch(folder: Path, checked: Checked) -> tuple[dict[str, Fetched], list[Missed]] | None:
    from dapsagi.check.images import fetch_images
    from dapsagi.check.web import nobody_answered

    with terminal.show_progress(quiet=False) as progress:
        urls = (image.url for image in checked.images)
        fetched, missed = fetch_images(folder, urls, progress=progress)
    if nobody_answered({each.url: each.reason for each in missed}):
        click.echo(f"{_OFFLINE}, so the images of other hosts stay where they are.", err=True)
        return None
    return fetched, missed


def _bring_home(folder: Path, checked: Checked, fetched: dict[str, Fetched], yes: bool) -> None:
    from dapsagi.check.images import clear_waiting, place_images, plan_localisation

    plan = plan_localisation(folder, checked.images, fetched)
    if not plan.fixes:
        click.echo("There are no foreign images that could be brought home.", err=True)
        return
    for place, image in plan.places.items():
        click.echo(f"new: {place} ({image.file.stat().st_size / 1000:.0f} kB)", err=True)
    files, images = counted(len(plan.fixes), "file"), counted(len(plan.places), "image")
    if terminal.agreed(plan.fixes, yes, f"Add {images} and change {files}?", err=True):
        # In this order: whatever breaks off, no text names an image that is not there.
        place_images(folder, plan.places)
        terminal.make_edits(folder, plan.fixes)
        clear_waiting(fetched.values())
