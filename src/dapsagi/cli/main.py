"""The command line: arguments, exit codes, progress, and the only printing.

Every command imports what it needs when it runs, so that `dapsagi --help` answers at once.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from dapsagi import __version__
from dapsagi.cli.terminal import (
    Failure,
    absolute,
    codes_in,
    config_option,
    count_problems,
    drafts_option,
    exit_code,
    folder_argument,
    future_option,
    json_option,
    now,
    print_json,
    print_problems,
    problems_as_data,
    settings_of,
    show_progress,
)
from dapsagi.machine.crew import CrewLostError

if TYPE_CHECKING:
    from dapsagi.problems import Problem
    from dapsagi.report import Report

# Where the commands are that have a module of their own.
_MODULES = {
    "cache": "dapsagi.cli.cache",
    "check": "dapsagi.cli.check",
    "references": "dapsagi.cli.check",
    "move-in": "dapsagi.cli.move_in",
    "new": "dapsagi.cli.authoring",
    "post": "dapsagi.cli.authoring",
    "publish-draft": "dapsagi.cli.authoring",
    "rename": "dapsagi.cli.authoring",
    "tags": "dapsagi.cli.authoring",
    "publish": "dapsagi.cli.publish",
    "series": "dapsagi.cli.series",
    "serve": "dapsagi.cli.preview",
    "theme": "dapsagi.cli.theme",
}


# What the system may refuse to any command, and what to do about it.
_WAYS_OUT = {
    errno.ENOSPC: "make room on the disk, and run the command again",
    errno.EDQUOT: "make room in your quota of the disk, and run the command again",
    errno.EFBIG: "raise the limit of the size of files (ulimit -f), and run the command again",
    errno.EROFS: "the disk can only be read: choose another one, or mount it to be written",
    errno.EMFILE: "raise the limit of open files (ulimit -n), and run the command again",
    errno.ENFILE: "close other programs, and run the command again",
    errno.ENOMEM: "the system is short of memory: close other programs, or build with --jobs 1",
    errno.EAGAIN: "the system starts no more processes: close other programs, or raise their limit (ulimit -u)",
    errno.EACCES: "check its rights",
    errno.EPERM: "check its rights",
    errno.ENOENT: "it was taken away meanwhile: run the command again",
    errno.EIO: "the disk may be damaged: look at what the system says of it",
}


# What other generators call our commands and options, and what is to be said of those that nothing here needs.
_COMMANDS_ELSEWHERE = {
    "init": "new", "create": "new", "s": "serve", "server": "serve", "preview": "serve", "dev": "serve",
    "watch": "serve", "b": "build", "generate": "build", "render": "build", "deploy": "publish", "push": "publish",
    "clean": "cache --clear", "doctor": "check", "lint": "check", "draft": "post --draft", "page": "post",
    "list": "posts", "import": "move-in", "migrate": "move-in", "version": "--version", "help": "--help",
}  # fmt: skip
_FOLLOWED = "`dapsagi serve` follows every save by itself"
_FOLDER = "the folder of the blog is an argument: `dapsagi build DIR`"
_OPTIONS_ELSEWHERE = {
    "--watch": _FOLLOWED, "-w": _FOLLOWED, "--livereload": _FOLLOWED, "-l": _FOLLOWED,
    "--incremental": "every build is incremental", "-I": "every build is incremental",
    "--destination": "write --output", "-d": "write --output", "--source": _FOLDER, "-s": _FOLDER,
    "--buildDrafts": "write --drafts", "--buildFuture": "write --future", "--baseURL": "write --base-url",
    "--baseurl": "write --base-url", "-b": "write --base-url", "-u": "write --base-url",
    "--cleanDestinationDir": "what is no part of the site any more is removed by itself",
}  # fmt: skip


class Ended(SystemExit):
    """The system or somebody at the terminal asked the process to end."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.number = number


class _Commands(click.Group):
    """All commands; a module is imported when one of its own is asked for."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Be the whole process: when it is asked to end, clean up, say so once, and end as whoever asks expects."""
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            # Whoever starts it with `nohup` wants no end.
            if number and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _end)
        try:
            return self.main(*arguments, **options)
        except Ended as ended:
            name = "Ctrl-C" if ended.number == signal.SIGINT else signal.Signals(ended.number).name
            click.echo(
                f"dapsagi: ended by {name}; no file is half written, and the next run goes on from here", err=True
            )
            # A shell that runs a script looks whether it was a signal.
            signal.signal(ended.number, signal.SIG_DFL)
            signal.raise_signal(ended.number)
            raise

    def main(self, *arguments: Any, **options: Any) -> Any:
        if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
            # In the locale of an old server or a bare container, Python takes the names of files for something else.
            os.environ["PYTHONUTF8"] = "1"
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
        return super().main(*arguments, **options)

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted({*super().list_commands(context), *_MODULES})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _MODULES:
            return super().get_command(context, name)
        command: click.Command = getattr(import_module(_MODULES[name]), name.replace("-", "_"))
        return command

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for; one that is not there leads to what is probably meant."""
        name = arguments[0]
        if name.startswith("-") or self.get_command(context, name):
            return super().resolve_command(context, arguments)
        from difflib import get_close_matches

        close = get_close_matches(name, self.list_commands(context), 1)
        meant = _COMMANDS_ELSEWHERE.get(name) or (close[0] if close else "")
        hint = f"did you mean `dapsagi {meant}`?" if meant else "`dapsagi --help` lists them"
        raise Failure(f'there is no command "{name}"; {hint}')

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except click.NoSuchOption as error:
            if hint := _OPTIONS_ELSEWHERE.get(error.option_name):
                raise click.UsageError(f"{error.message.rstrip('.')}; {hint}", error.ctx) from error
            raise
        except CrewLostError as error:
            raise Failure(str(error)) from error
        except KeyboardInterrupt:
            raise Ended(signal.SIGINT) from None
        except MemoryError as error:
            raise Failure(f"there is not enough memory; {_WAYS_OUT[errno.ENOMEM]}") from error
        except RuntimeError as error:
            if str(error) != "can't start new thread":
                raise
            raise Failure(f"{error}; {_WAYS_OUT[errno.EAGAIN]}") from error
        except OSError as error:
            if error.errno not in _WAYS_OUT:
                raise
            place = f"{error.filename}: " if error.filename else ""
            raise Failure(f"{place}{error.strerror}; {_WAYS_OUT[error.errno]}") from error


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    # Asked again, it ends at once.
    signal.signal(number, signal.SIG_DFL)
    raise Ended(number)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="dapsagi")
def main() -> None:
    """Build a blog from what you write down while you learn."""


@main.command()
@folder_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where the site goes (default: site/).")
@config_option
@click.option("--base-url", help="Address the site will have, such as https://name.github.io/blog.")
@drafts_option
@future_option
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("--allow", metavar="CODE", multiple=True, help="Problems with this code do not count for the exit code.")
@click.option("--explain", metavar="URL", default="", help="Say why the page at URL is rendered again.")
@click.option("--keep-addresses", is_flag=True, help="Enter the posts' addresses in data/addresses.yml.")
@click.option("--jobs", type=click.IntRange(1), help="Processes to use (default: one a core).")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@json_option
def build(
    folder: Path,
    output: Path | None,
    config: Path | None,
    base_url: str | None,
    drafts: bool,
    future: bool,
    strict: bool,
    allow: tuple[str, ...],
    explain: str,
    keep_addresses: bool,
    jobs: int | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Build the blog in DIR (default: here) into a finished site."""
    from dapsagi.machine.garbage import without_collections

    allowed = codes_in(allow)
    # Most builds are over before there is any garbage worth looking for.
    with without_collections(), show_progress(as_json or quiet) as progress:
        from dapsagi.build.build import build as build_site
        from dapsagi.report import OutputRefusedError

        settings, problems = settings_of(
            folder, config, base_url=base_url, destination=absolute(output), show_drafts=drafts, future=future
        )
        try:
            report = build_site(
                folder,
                settings,
                now(settings),
                jobs=jobs or os.cpu_count() or 1,
                explain_url=explain,
                progress=progress,
            )
        except OutputRefusedError as error:
            raise Failure(str(error)) from error
    if keep_addresses:
        from dapsagi.publish.known_addresses import keep_known

        keep_known(folder, settings, now(settings))
    problems = [*problems, *report.problems]
    if as_json:
        _print_report_as_json(report, problems)
    else:
        print_problems(problems)
        if explain:
            _print_explanation(explain, report)
        if not quiet:
            _print_summary(report, problems, folder / settings.output)
    # What is left goes with the process; to look through it once more would take a tenth of a short build.
    gc.freeze()
    sys.exit(exit_code(problems, strict, allowed))


@main.command()
@folder_argument
@config_option
@drafts_option
@future_option
@json_option
@click.option("--html", is_flag=True, help="With --json: the bodies as Markdown gives them, before the theme.")
def posts(folder: Path, config: Path | None, drafts: bool, future: bool, as_json: bool, html: bool) -> None:
    """List the posts of the blog in DIR (default: here)."""
    from urllib.parse import unquote

    from dapsagi.authoring.listing import list_posts

    settings, problems = settings_of(folder, config, show_drafts=drafts, future=future)
    listing = list_posts(folder, settings, now(settings), jobs=os.cpu_count() or 1, html=html)
    if as_json:
        print_json({"posts": listing.posts})
    else:
        whens = {source: "draft" if post["draft"] else post["date"][:10] for source, post in listing.posts.items()}
        width = max(map(len, whens.values()), default=0)
        for source, post in listing.posts.items():
            click.echo(f"{whens[source]:{width}}  {post['title']}  {unquote(post['url'])}  ({source})")
    print_problems([*problems, *listing.problems])
    sys.exit(exit_code([*problems, *listing.problems], strict=False))


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
    from dapsagi.report import counted

    troubles = count_problems(problems)
    click.echo(
        f"{counted(report.posts, 'post')}, {report.pages} pages in {output}/: {report.written} written, "
        f"{report.unchanged} unchanged, {report.removed} removed in {report.seconds:.2f} s"
        + (f" ({troubles})" if troubles else "")
    )


def _print_report_as_json(report: Report, problems: Sequence[Problem]) -> None:
    import msgspec

    print_json(msgspec.to_builtins(report) | {"problems": problems_as_data(problems)})
