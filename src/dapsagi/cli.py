"""The command line: arguments, exit codes, progress, and the only printing.

Every command imports what it needs when it runs, so that `dapsagi --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dapsagi import __version__

if TYPE_CHECKING:
    from dapsagi.build import Report
    from dapsagi.config import Settings
    from dapsagi.problems import Problem
    from dapsagi.snapshot import Progress

#: Exit codes: built; built, with errors (or, with --strict, with warnings); could not start.
BUILT, BUILT_WITH_ERRORS, NOT_STARTED = 0, 1, 2

# More problems than this are counted, not shown: nobody reads a thousand lines, and the first ones are the cause.
_SHOWN_PROBLEMS = 60

# Work that is over sooner needs no progress bar.
_LONG_WORK = 200


class _Failure(click.ClickException):
    exit_code = NOT_STARTED

    def show(self, file: Any = None) -> None:
        click.echo(f"dapsagi: {self.message}", err=True)


_folder = click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[DIR]")
_config = click.option("--config", type=click.Path(path_type=Path), help="Settings file (dapsagi.yml or _config.yml).")
_drafts = click.option("--drafts", is_flag=True, help="Include drafts.")
_future = click.option("--future", is_flag=True, help="Include posts with a date in the future.")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dapsagi")
def main() -> None:
    """Build a blog from what you write down while you learn."""


@main.command()
@_folder
@click.option("--output", type=click.Path(path_type=Path), help="Where the site goes (default: site/).")
@_config
@click.option("--base-url", help="Address the site will have, such as https://name.github.io/blog.")
@_drafts
@_future
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("--explain", metavar="URL", default="", help="Say why the page at URL is rendered again.")
@click.option("--jobs", type=click.IntRange(1), help="Processes to use (default: one a core).")
@_json
def build(
    folder: Path,
    output: Path | None,
    config: Path | None,
    base_url: str | None,
    drafts: bool,
    future: bool,
    strict: bool,
    explain: str,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Build the blog in DIR (default: here) into a finished site."""
    from dapsagi.build import build as build_site
    from dapsagi.writer import OutputRefusedError

    settings, problems = _settings(
        folder, config, base_url=base_url, destination=_absolute(output), show_drafts=drafts, future=future
    )
    with _progress(as_json) as progress:
        try:
            report = build_site(
                folder,
                settings,
                _now(settings),
                jobs=jobs or os.cpu_count() or 1,
                explain_url=explain,
                progress=progress,
            )
        except OutputRefusedError as error:
            raise _Failure(str(error)) from error
    problems = [*problems, *report.problems]
    if as_json:
        _print_report_as_json(report, problems)
    else:
        _print_problems(problems)
        if explain:
            _print_explanation(explain, report)
        _print_summary(report, problems, folder / settings.output)
    sys.exit(_exit_code(problems, strict))


@main.command()
@_folder
@_config
@_drafts
@_future
@_json
@click.option("--html", is_flag=True, help="With --json: the bodies as Markdown gives them, before the theme.")
def posts(folder: Path, config: Path | None, drafts: bool, future: bool, as_json: bool, html: bool) -> None:
    """List the posts of the blog in DIR (default: here)."""
    from dapsagi.listing import list_posts

    settings, problems = _settings(folder, config, show_drafts=drafts, future=future)
    listing = list_posts(folder, settings, _now(settings), jobs=os.cpu_count() or 1, html=html)
    if as_json:
        _print_json({"posts": listing.posts})
    else:
        width = max((len(post["date"][:10]) for post in listing.posts.values()), default=0)
        for source, post in listing.posts.items():
            click.echo(f"{post['date'][:10]:{width}}  {post['title']}  {post['url']}  ({source})")
    _print_problems([*problems, *listing.problems], err=True)
    sys.exit(_exit_code([*problems, *listing.problems], strict=False))


def _settings(folder: Path, config: Path | None, **options: Any) -> tuple[Settings, list[Problem]]:
    from dapsagi.settings_file import SettingsFileError, load_settings

    if not folder.is_dir():
        raise _Failure(f"{folder}: there is no such folder")
    overrides = {name: value for name, value in options.items() if value}
    try:
        settings, problems = load_settings(folder, config, overrides)
    except SettingsFileError as error:
        raise _Failure(str(error)) from error
    return settings, list(problems)


def _absolute(output: Path | None) -> str:
    # Given on the command line, a path is read from where the author stands, not from the blog.
    return str(output.absolute()) if output else ""


def _now(settings: Settings) -> Any:
    from datetime import datetime

    return datetime.now(settings.zone)


def _exit_code(problems: Sequence[Problem], strict: bool) -> int:
    from dapsagi.problems import Severity

    limit = Severity.WARNING if strict else Severity.ERROR
    return BUILT_WITH_ERRORS if any(problem.severity >= limit for problem in problems) else BUILT


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress]:
    """Show progress on a terminal, for work that takes long enough to be worth it."""
    if quiet or not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    names = {"sources": "reading", "pages": "rendering"}
    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if total < _LONG_WORK:
                return
            if stage not in tasks:
                tasks[stage] = bars.add_task(names[stage], total=total)
            bars.update(tasks[stage], completed=done)

        yield show


def _print_problems(problems: Sequence[Problem], err: bool = False) -> None:
    from dapsagi.problems import Severity

    names = {Severity.NOTE: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
    colors = {Severity.NOTE: "blue", Severity.WARNING: "yellow", Severity.ERROR: "red"}
    ranked = sorted(problems, key=lambda problem: -problem.severity)
    shown = set(ranked[:_SHOWN_PROBLEMS])
    for problem in problems:
        if problem in shown:
            label = click.style(names[problem.severity], fg=colors[problem.severity])
            click.echo(f"{label}: {problem}", err=True)
    if len(ranked) > _SHOWN_PROBLEMS:
        click.echo(f"… and {len(ranked) - _SHOWN_PROBLEMS} more (--json lists them all)", err=True)


def _print_explanation(url: str, report: Report) -> None:
    explanation = report.explanation
    if explanation is None:
        click.echo(f"{url}: no page of this site is at this address")
    elif explanation.new:
        click.echo(f"{url}: rendered for the first time")
    elif not explanation.changes:
        click.echo(f"{url}: current, nothing that it shows has changed")
    else:
        click.echo(f"{url}: rendered again, because of")
        for change in explanation.changes:
            click.echo(f"  {change.field}: {change.before} → {change.after}")


def _print_summary(report: Report, problems: Sequence[Problem], output: Path) -> None:
    from dapsagi.problems import Severity

    counts = [sum(problem.severity is severity for problem in problems) for severity in Severity]
    troubles = [
        f"{count} {name}{'s' if count > 1 else ''}"
        for count, name in zip(reversed(counts), ("error", "warning", "note"), strict=True)
        if count
    ]
    click.echo(
        f"{report.posts} posts, {report.pages} pages in {output}/: {report.written} written, "
        f"{report.unchanged} unchanged, {report.removed} removed in {report.seconds:.2f} s"
        + (f" ({', '.join(troubles)})" if troubles else "")
    )


def _print_report_as_json(report: Report, problems: Sequence[Problem]) -> None:
    import msgspec

    data = msgspec.to_builtins(msgspec.structs.replace(report, problems=tuple(problems)))
    for problem in data["problems"]:
        problem["severity"] = ("note", "warning", "error")[problem["severity"]]
    _print_json(data)


def _print_json(data: Any) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(data), indent=1))
