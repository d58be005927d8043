"""The command that takes in a blog of Jekyll's."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from dapsagi.cli import terminal
from dapsagi.problems import RefusedError, Severity
from dapsagi.report import counted

if TYPE_CHECKING:
    from dapsagi.importers.comparison import Comparison
    from dapsagi.importers.move_in import MoveIn
    from dapsagi.problems import Problem

#: Exit codes: moved in; an old address is lost, or there are errors in the settings.
MOVED_IN, ADDRESSES_LOST = 0, 1

# The first ones are the cause; --json has them all.
_SHOWN = 20


@click.command(short_help="Build a Jekyll blog as it is, with a report.")
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="[NEW]", required=False)
@click.option(
    "--output", type=click.Path(path_type=Path), callback=terminal.absolute,
    help="Where the site goes (default: what the blog sets).",
)  # fmt: skip
@terminal.config_option
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="DIR_OR_SITEMAP",
    help="The old site as built, its sitemap or a list of addresses: every one must be there, or exit with 1.",
)
@terminal.jobs_option
@terminal.json_option
def move_in(
    old: Path,
    new: Path | None,
    output: str,
    config: Path | None,
    against: Path | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Build the Jekyll blog in OLD where it stands, or copy what is yours to NEW and build it there."""
    from dapsagi.importers.comparison import old_addresses
    from dapsagi.importers.move_in import Request
    from dapsagi.importers.move_in import move_in as move

    _check_blog(old, config)
    if against:
        # Before the work, not after it.
        old_addresses(against)
    with terminal.show_progress(as_json) as progress:
        moved = move(Request(old, new, config, output, against), terminal.now, jobs, progress)
    if as_json:
        terminal.print_json(_as_data(moved))
    else:
        _print_report(moved, old)
    sys.exit(ADDRESSES_LOST if moved.comparison and moved.comparison.lost else MOVED_IN)


def _check_blog(old: Path, config: Path | None) -> None:
    """Raise `RefusedError`, with a way out, for what is no blog of Jekyll's."""
    from dapsagi.importers.other_tools import recognise
    from dapsagi.loader.settings_file import is_blog

    if not old.is_dir():
        raise RefusedError(f"{old}: there is no such folder")
    if config is None and not (old / "dapsagi.yml").is_file() and (other := recognise(old)):
        raise RefusedError(
            f"{old}: is a blog of {other.name}'s, which builds where it stands by a dapsagi.yml; write these lines "
            f"into {old / 'dapsagi.yml'}, correct them, and run `dapsagi build`:\n\n{other.settings}\n"
        )
    if config is None and not is_blog(old):
        within = next(
            (file.parent for depth in ("*", "*/*") for file in sorted(old.glob(f"{depth}/_config.yml"))), None
        )
        other_way = "copy Markdown of another origin into the posts/ of a blog that `dapsagi new` starts"
        way = f"{within} has one: name that" if within else f"name the folder that has, or {other_way}"
        raise RefusedError(f"{old}: is no blog of Jekyll's, for it has neither _config.yml nor _posts; {way}")


def _as_data(moved: MoveIn) -> Any:
    problems, dead_links = terminal.problems_as_data(moved.problems), terminal.problems_as_data(moved.dead_links)
    return msgspec.to_builtins(moved) | {"problems": problems, "dead_links": dead_links}


def _print_report(moved: MoveIn, old: Path) -> None:
    click.echo(click.style("Moved in", bold=True) + f": {moved.output} ({moved.seconds:.1f} s)")
    _print_counts(moved, old)
    if moved.comparison:
        _print_comparison(moved.comparison)
    _print_old_theme(moved)
    _print_looks(moved)
    click.echo(f"\n`dapsagi build {moved.folder}` tells all of it again, line by line.")
    where = "" if moved.folder == "." else f" in {moved.folder}"
    click.echo(f"To publish it, from a git repository with a remote{where}:")
    allow = f" --allow {','.join(codes)}" if (codes := _failing_codes(moved)) else ""
    click.echo(f"  dapsagi publish --setup{allow}")
    click.echo('  dapsagi publish --commit "Move to dapsagi"')


def _print_counts(moved: MoveIn, old: Path) -> None:
    if moved.copied:
        click.echo(f"  {counted(moved.copied, 'file')} copied to {moved.folder}, none of them changed")
    hidden = f" (and {moved.hidden} more: drafts, of the future or not published)" if moved.hidden else ""
    pages, files = counted(moved.pages, "page"), counted(moved.files, "file")
    click.echo(f"  {counted(moved.posts, 'post')}{hidden}, {pages}, {files} at the addresses they had")
    if moved.found:
        behind = "stands" if moved.found == 1 else "stand"
        posts = counted(moved.found, "post")
        click.echo(f"  {posts} that Jekyll hid behind another one of the same address {behind} beside it (U102 below)")
    if moved.homeless:
        lost = f"{counted(moved.homeless, 'source')} not shown: another one has the same address"
        _print_loss(lost, ", and so it was in Jekyll (U102 below)")
    if moved.unread:
        endings = ", ".join(sorted({path[path.rindex(".") :] for path in moved.unread}))
        lost = f"{counted(len(moved.unread), 'post')} not read: {endings} is neither Markdown nor HTML"
        _print_loss(lost, f"; convert {moved.unread[0]} and its like, and keep their names")
    if moved.undated:
        are, names = ("are no posts", "their names have") if moved.undated[1:] else ("is no post", "its name has")
        lost = f"{counted(len(moved.undated), 'file')} among the posts {are}, for {names} no date"
        _print_loss(lost, f", and so it was in Jekyll; name {moved.undated[0]} and its like 2020-01-31-….md")
    if not moved.url and not any(problem.code == "C107" for problem in moved.problems):
        lost = "no feed and no sitemap, for they need the address of the blog"
        _print_loss(lost, f"; write `url: {_address_of(old) or 'https://…'}` into _config.yml")
    for problem in _not_of_sources(moved):
        _print_loss(f"{problem.span}: {problem.message}", f"; {problem.hint}")
    leads = "leads to a page that stands for it" if moved.redirects == 1 else "lead to pages that stand for them"
    if moved.redirects:
        click.echo(f"  {counted(moved.redirects, 'address')} of the old theme and its plugins {leads}")


def _not_of_sources(moved: MoveIn) -> list[Problem]:
    """Return what is wrong in the settings, and in files that are neither posts nor pages."""
    told = {look.path for look in moved.looks}
    return [
        problem
        for problem in moved.problems
        if problem.code.startswith("C")
        or (problem.severity > Severity.NOTE and problem.span.path not in told and problem not in moved.dead_links)
    ]


def _print_loss(lost: str, advice: str) -> None:
    click.echo("  " + click.style(lost, fg="red") + advice)


def _print_old_theme(moved: MoveIn) -> None:
    if moved.layouts:
        _head("Layouts of the old theme that are shown as posts or pages")
        click.echo("  " + ", ".join(f"{name} ({count})" for name, count in moved.layouts.items()))
    if moved.traits:
        _head("What the old theme did, and what is here")
        for trait in moved.traits:
            click.echo(f"  {trait.what}: {', '.join(trait.names)} → {trait.here}")
    if moved.plugins or moved.scripts:
        _head("Plugins")
        for plugin in sorted(moved.plugins, key=lambda plugin: plugin.extent):
            click.echo(f"  {plugin.name}: {plugin.extent}; {plugin.words}")
        if moved.scripts:
            click.echo(f"  {', '.join(moved.scripts)} (in _plugins): not done; programs of the blog's own are not run")


def _print_looks(moved: MoveIn) -> None:
    if moved.looks:
        needs = "needs" if len(moved.looks) == 1 else "need"
        _head(f"{counted(len(moved.looks), 'source')} that {needs} a look, the worst first")
        for look in moved.looks[:_SHOWN]:
            counts = ((look.errors, "error"), (look.warnings, "warning"))
            found = ", ".join(counted(number, noun) for number, noun in counts if number)
            click.echo(f"  {look.path}: {found} ({', '.join(look.codes)})")
        _more(len(moved.looks))
    if moved.dead_links:
        leads = "leads" if len(moved.dead_links) == 1 else "lead"
        _head(f"{counted(len(moved.dead_links), 'link')} of the blog to itself that {leads} nowhere")
        for problem in moved.dead_links[:_SHOWN]:
            click.echo(f"  {problem}")
        _more(len(moved.dead_links))


def _failing_codes(moved: MoveIn) -> list[str]:
    """Return the codes of what the old blog has, and a build on GitHub would fail at."""
    return sorted({problem.code for problem in moved.problems if problem.severity >= Severity.WARNING})


def _address_of(folder: Path) -> str:
    """Return where GitHub shows the old blog, as far as its repository tells; the host alone is asked for."""
    from dapsagi.publish.starting import address_of_repository

    host = re.match(r"https?://[^/]+", address_of_repository(folder))
    return host[0] if host else ""


def _print_comparison(comparison: Comparison) -> None:
    kept = comparison.addresses - len(comparison.lost)
    click.echo(f"  {kept} of {comparison.addresses} old addresses answer")
    for lost in comparison.lost:
        near = f"; the nearest is {lost.nearest}" if lost.nearest else ""
        click.echo(click.style("  lost", fg="red") + f": {lost.address}{near}")
    if count := len(comparison.theme_files):
        what = f"{count} style sheets, scripts and such" if count > 1 else "1 style sheet, script or such"
        click.echo(f"  {what} of the old theme {'are' if count > 1 else 'is'} gone with it")


def _head(text: str) -> None:
    click.echo("\n" + click.style(text, bold=True))


def _more(count: int) -> None:
    if count > _SHOWN:
        click.echo(f"  … and {count - _SHOWN} more (--json lists them all)")
