"""What the commands share: their common arguments, the settings, progress, and how problems are shown."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from dapsagi.problems import Problem, RefusedError, Severity, in_reading_order
from dapsagi.report import counted, in_silence

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from dapsagi.authoring.desk import Desk
    from dapsagi.authoring.edits import Edit
    from dapsagi.config import Settings
    from dapsagi.report import Progress

_Command = TypeVar("_Command", bound=Callable[..., None])

#: Exit codes: built; built, with errors (or, with --strict, with warnings).
BUILT, BUILT_WITH_ERRORS = 0, 1

# More problems than this are counted, not shown: nobody reads a thousand lines, and the first ones are the cause.
_SHOWN_PROBLEMS = 60

# What the stages of work are called, and from how many things on one is worth a progress bar.
_STAGES = {
    "waiting": ("waiting for another build", 0),
    "sources": ("reading", 200),
    "images": ("making smaller images", 12),
    "pages": ("rendering", 200),
    "foreign images": ("fetching", 1),
    "addresses": ("asking the web", 1),
    "works": ("looking up works", 1),
}

_DIFF_COLORS = {"+": "green", "-": "red", "@": "cyan"}

# Bars are drawn again after so many seconds at the earliest.
_BETWEEN_DRAWINGS = 0.1


def _blog_here() -> str:
    """Return the blog that the author stands in: here, or the folder above with the settings, as git looks for its own.

    Its posts may be a repository within another, so the search ends where a repository does; and so it does at a blog
    that has posts but no settings. Settings that are named are those of the blog here.
    """
    from dapsagi.loader.settings_file import find_settings

    if click.get_current_context().params.get("config"):
        return "."
    here = Path.cwd()
    has_posts = False
    for steps, folder in enumerate((here, *here.parents)):
        if settings := find_settings(folder):
            # Jekyll's posts may lie in `travel/_posts`, too.
            return "." if has_posts and not settings.name.startswith("_config") else "/".join([".."] * steps) or "."
        if (folder / ".git").exists() or (folder / "posts").is_dir():
            break
        has_posts = has_posts or (folder / "_posts").is_dir()
    return "."


def absolute(_context: click.Context, _parameter: click.Parameter, folder: Path | None) -> str:
    """Return a folder that was given on the command line as the settings name it; "" for none."""
    # Given on the command line, a path is read from where the author stands, not from the blog.
    return str(folder.absolute()) if folder else ""


#: Processes to use: one a core.
CORES = os.cpu_count() or 1

folder_argument = click.argument("folder", type=click.Path(path_type=Path), default=_blog_here, metavar="[DIR]")
dir_option = click.option(
    "--dir", "folder", type=click.Path(path_type=Path), default=_blog_here, help="The blog (default: here)."
)
config_option = click.option(
    "--config", type=click.Path(path_type=Path), help="Settings file (dapsagi.yml or _config.yml)."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=CORES, help="Processes to use (default: one a core)."
)
# Options that are settings bear their names, so that a command hands them on as they are.
drafts_option = click.option("-D", "--drafts", "show_drafts", is_flag=True, help="Include drafts.")
future_option = click.option("-F", "--future", is_flag=True, help="Include posts with a date in the future.")
yes_option = click.option("--yes", "-y", is_flag=True, help="Agree to the change beforehand.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def listing_options(command: _Command) -> _Command:
    """Give a command the arguments of those that look at a blog and list what is in it."""
    for option in (json_option, future_option, drafts_option, config_option, folder_argument):
        command = option(command)
    return command


def settings_of(folder: Path, config: Path | None, **options: Any) -> tuple[Settings, list[Problem]]:
    """Load the settings of the blog in `folder` under the options that were given. Raises `RefusedError`."""
    from dapsagi.loader.settings_file import how_to_begin, is_blog, load_settings

    if not folder.is_dir():
        raise RefusedError(
            f"{folder}: {'is a file; name the folder' if folder.exists() else 'there is no such folder'}"
        )
    # Hexo's settings have the name of Jekyll's.
    may_be_hexo = (folder / "source/_posts").is_dir() and not (folder / "dapsagi.yml").is_file()
    if config is None and (may_be_hexo or not is_blog(folder)):
        from dapsagi.importers.other_tools import recognise

        if other := recognise(folder):
            way = f"`dapsagi move-in {folder}` prints the settings by which it is built where it stands"
            raise RefusedError(f"{folder}: is a blog of {other.name}'s; {way}")
        if not is_blog(folder):
            raise RefusedError(f"{folder}: holds neither settings nor posts; {how_to_begin(folder)}")
    base_url = options.get("base_url")
    if base_url and not str(base_url).startswith(("https://", "http://")):
        raise RefusedError(f"--base-url {base_url}: write the whole address, such as https://name.github.io/blog")
    overrides = {name: value for name, value in options.items() if value}
    settings, problems = load_settings(folder, config, overrides)
    return settings, in_reading_order(list(problems))


def desk_of(folder: Path, config: Path | None) -> Desk:
    """Take the blog in `folder` in hand. Raises `RefusedError`."""
    from dapsagi.authoring.desk import open_desk

    settings, _ = settings_of(folder, config)
    return open_desk(folder, settings, now(settings))


def now(settings: Settings) -> datetime:
    """Return the time in the zone of the blog."""
    return datetime.now(settings.zone)


def exit_code(problems: Sequence[Problem], strict: bool, allow: Collection[str] = ()) -> int:
    """Return what a build with these problems exits with; those with a code in `allow` do not count."""
    limit = Severity.WARNING if strict else Severity.ERROR
    return BUILT_WITH_ERRORS if any(each.severity >= limit and each.code not in allow for each in problems) else BUILT


@contextmanager
def show_progress(quiet: bool) -> Iterator[Progress]:
    """Show progress on a terminal, for work that takes long enough to be worth it."""
    if quiet or not sys.stderr.isatty():
        yield in_silence
        return
    with ExitStack() as shown:
        bars: Bars | None = None
        drawn = 0.0
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            nonlocal bars, drawn
            name, least = _STAGES[stage]
            if total < least:
                return
            if bars is None:
                bars = shown.enter_context(_bars())
            if stage not in tasks:
                if "waiting" in tasks:
                    bars.remove_task(tasks.pop("waiting"))
                # Nobody knows how long to wait.
                tasks[stage] = bars.add_task(name, total=total or None)
            bars.update(tasks[stage], completed=done)
            if done == total or time.monotonic() - drawn >= _BETWEEN_DRAWINGS:
                bars.refresh()
                drawn = time.monotonic()

        yield show


def _bars() -> Bars:
    # Most builds are over before these would be imported.
    from rich.console import Console
    from rich.progress import Progress as Bars

    # Drawn by whoever has news: a thread that does it would keep worker processes from inheriting (`crew.inherits`).
    return Bars(console=Console(stderr=True), transient=True, auto_refresh=False)


def print_problems(problems: Sequence[Problem], *, most: int = _SHOWN_PROBLEMS) -> None:
    """Print problems in their order, and of more than `most` the gravest.

    To whom the system speaks Korean, the first one with a code is explained in that, if it is not rare.
    """
    problems = _told_once(problems)
    ranked = sorted(problems, key=lambda problem: -problem.severity)
    shown = set(ranked[:most])
    korean = dict(_korean()) if shown else {}
    for problem in problems:
        if problem in shown:
            print_problem(problem)
            if words := korean.pop(problem.code, ""):
                click.echo(click.style(f"  {words}", dim=True), err=True)
    if len(ranked) > most:
        click.echo(f"… and {len(ranked) - most} more (--json lists them all)", err=True)


def tell_of_problems(problems: Collection[Problem]) -> None:
    """Say how many problems there are, and who shows them: a command that was asked for something else has its say."""
    if problems:
        click.echo(f"({count_problems(problems)} in the blog; `dapsagi check` shows what)", err=True)


def _told_once(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with one for the notes that say the same of a file, and how often."""
    alike: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        said = (problem.code, problem.message, problem.span.path)
        alike.setdefault(said if problem.severity is Severity.NOTE else number, []).append(problem)
    return [
        msgspec.structs.replace(first, message=f"{first.message} (and {counted(len(others), 'more time')})")
        if others
        else first
        for first, *others in alike.values()
    ]


def _korean() -> Mapping[str, str]:
    # The first that says something counts: https://pubs.opengroup.org/onlinepubs/9799919799/ (8.2).
    values = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    if not next(filter(None, values), "").startswith("ko"):
        return {}
    from dapsagi.rules.korean import IN_KOREAN

    return IN_KOREAN


def print_problem(problem: Problem) -> None:
    """Print one problem."""
    colors = {Severity.NOTE: "blue", Severity.WARNING: "yellow", Severity.ERROR: "red"}
    click.echo(f"{click.style(problem.severity.word, fg=colors[problem.severity])}: {problem}", err=True)


def problems_as_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain data, their severity in a word."""
    return [msgspec.to_builtins(problem) | {"severity": problem.severity.word} for problem in problems]


def count_problems(problems: Iterable[Problem]) -> str:
    """Return how many errors, warnings and notes there are, as "2 errors, 1 note"; empty if there are none."""
    counts = Counter(problem.severity for problem in problems)
    return ", ".join(counted(counts[each], each.word) for each in reversed(Severity) if counts[each])


def print_json(data: Any) -> None:
    """Print plain data or structs as JSON."""
    click.echo(msgspec.json.format(msgspec.json.encode(data), indent=1))


def agreed(edits: Sequence[Edit], yes: bool, question: str = "", *, err: bool = False) -> bool:
    """Show edits as a diff, and say whether the author agrees: beforehand, by `yes`, or when asked.

    Every command that changes what an author wrote asks so. Where nobody is there to answer, nothing is agreed to.
    """
    if not edits:
        click.echo("There is nothing to change.", err=True)
        return False
    for edit in edits:
        for line in edit.diff.splitlines(keepends=True):
            click.echo(click.style(line, fg=_DIFF_COLORS.get(line[:1])), nl=False, err=err)
    if yes:
        return True
    try:
        answer = click.confirm(question or f"Change {counted(len(edits), 'file')}?", err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        click.echo("\nNobody answers; --yes agrees beforehand.", err=True)
        return False
    if not answer:
        click.echo("Nothing was changed.", err=True)
    return answer


def make_edits(folder: Path, edits: Sequence[Edit]) -> None:
    """Make edits in the blog in `folder`, and report them. Raises `RefusedError` for those that came too late."""
    from dapsagi.authoring.edits import write_edits

    left = write_edits(folder, edits)
    for path in left:
        click.echo(f"{path}: the file has changed meanwhile, and stays as it is", err=True)
    click.echo(f"{counted(len(edits) - len(left), 'file')} changed", err=True)
    if left:
        raise RefusedError(f"{counted(len(left), 'file')} could not be changed; run the command again")


def codes_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of problems that `--allow` names, apart or with commas between them.

    A code that no problem has ends the command: whoever allows it would wait in vain.
    """
    codes = tuple(code.strip().upper() for text in texts for code in text.split(",") if code.strip())
    if codes:
        from dapsagi.rules.table import CODES, code_meant

        for code in codes:
            if code not in CODES:
                raise RefusedError(f'--allow: no problem has the code "{code}"; {code_meant(code)}')
    return codes
