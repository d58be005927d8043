"""The commands that take a blog out of the door."""

from __future__ import annotations

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click
import msgspec
from click.core import ParameterSource

from dapsagi.cli import terminal
from dapsagi.problems import Problem, Severity

if TYPE_CHECKING:
    from dapsagi.publish.prepare import Prepared
    from dapsagi.publish.send import Sent

#: Exit codes: published, or nothing to publish; stopped by what was found; could not start.
PUBLISHED, STOPPED = 0, 1

_SHOWN_CHANGES = 30
_SHOWN_PROBLEMS = 5
_DEFAULT_WAIT = 90


@click.command(short_help="Check the blog, and publish it on GitHub Pages.")
@terminal.folder_argument
@terminal.config_option
@click.option("--setup", is_flag=True, help="Write the workflow that lets GitHub build and publish the blog.")
@click.option("--dry-run", is_flag=True, help="Look at everything, show what would change, and change nothing.")
@click.option("--branch", metavar="NAME", default="", help="Push the built site to this branch, such as gh-pages.")
@click.option(
    "--folder", "below", metavar="NAME", default="", help="With --branch: into this folder of it, such as docs."
)
@click.option("--remote", metavar="NAME", default="", help="Where to (default: what the branch follows, or origin).")
@click.option(
    "--base-url", metavar="URL", default="", help="The address of the site, whatever settings and remote say."
)
@click.option("--commit", "message", metavar="MESSAGE", default="", help="Commit what is new in the blog first.")
@click.option("--allow", metavar="CODE", multiple=True, help="Publish though there are problems with this code.")
@click.option(
    "--wait", metavar="SECONDS", type=click.IntRange(0), default=_DEFAULT_WAIT, show_default=True,
    help="How long to wait until the new site is online.",
)  # fmt: skip
@terminal.json_option
def publish(
    folder: Path,
    config: Path | None,
    setup: bool,
    dry_run: bool,
    allow: tuple[str, ...],
    wait: int,
    as_json: bool,
    **asked: str,
) -> None:
    """Check the blog in DIR (default: here) and publish it on GitHub Pages.

    GitHub builds it (--setup, once), or what is built here is pushed (--branch).

    \b
    Examples:
      dapsagi publish --setup                   let GitHub build, from now on
      dapsagi publish --commit "오늘 배운 것"    commit what is new, and publish it
      dapsagi publish --dry-run                 only look, and list what would change
      dapsagi publish --branch gh-pages         push the site built here
    """
    from dapsagi.publish.destination import PublishOptions
    from dapsagi.publish.prepare import prepare
    from dapsagi.publish.send import send

    codes = terminal.codes_in(allow)
    if setup:
        _set_up(folder, config, codes)
        return
    options = PublishOptions(allow=frozenset(codes), **asked)
    with terminal.show_progress(as_json) as progress:
        load_settings = partial(terminal.settings_of, folder, config)
        prepared = prepare(folder, load_settings, options, terminal.now, jobs=terminal.CORES, progress=progress)
    if not as_json:
        _print_checks(prepared)
    if dry_run and not as_json:
        _print_changes(prepared)
    sent = None if dry_run or prepared.stopping else send(prepared, options.message)
    if as_json:
        terminal.print_json(_as_data(prepared, sent))
    elif sent:
        _print_sent(prepared, sent, wait)
    elif prepared.stopping:
        _print_stopping(prepared, dry_run, codes)
    sys.exit(STOPPED if prepared.stopping or (sent and sent.fate == "refused") else PUBLISHED)


def _set_up(folder: Path, config: Path | None, allow: tuple[str, ...]) -> None:
    from dapsagi.publish.package import check_package, running_package
    from dapsagi.publish.setup import set_up

    settings, _ = terminal.settings_of(folder, config)
    package = running_package(settings)
    done = set_up(folder, settings, package.requirement, allow)
    click.echo(
        f"{done.file}: {'up to date' if done.fate == 'current' else done.fate}; it installs {package.requirement}"
    )
    if done.ignored:
        click.echo(f"{folder / '.gitignore'}: {' and '.join(done.ignored)} added")
    for problem in check_package(package.requirement, package, done.place):
        terminal.print_problem(problem)
    if done.fate == "written":
        click.echo('Choose "GitHub Actions" in Settings > Pages > Source of the repository, once.')
    if done.fate != "current" or done.ignored:
        click.echo('Then: dapsagi publish --commit "Publish with GitHub Actions"')


def _print_checks(prepared: Prepared) -> None:
    for check in prepared.checks:
        warns = any(each.severity >= Severity.WARNING and not prepared.is_allowed(each.code) for each in check.problems)
        if any(prepared.stops(problem) for problem in check.problems):
            mark = click.style("✗", fg="red")
        else:
            mark = click.style("!", fg="yellow") if warns else click.style("✓", fg="green")
        click.echo(f"{mark} {check.name:<11} {check.fact}")
        _print_found(check.problems, prepared)


def _print_found(problems: Sequence[Problem], prepared: Prepared) -> None:
    """Print what was found, of each kind the first few: what stops it first, and of what was allowed the number."""
    kinds: dict[str, list[Problem]] = defaultdict(list)
    for problem in sorted(problems, key=lambda problem: (not prepared.stops(problem), -problem.severity)):
        kinds[problem.code].append(problem)
    for code, found in kinds.items():
        if prepared.is_allowed(code):
            click.echo(f"  {len(found)} × {code} allowed, such as {found[0]}", err=True)
            continue
        for problem in found[:_SHOWN_PROBLEMS]:
            terminal.print_problem(problem)
        if found[_SHOWN_PROBLEMS:]:
            click.echo(f"  … and {len(found) - _SHOWN_PROBLEMS} more of {code} (--json lists them all)", err=True)


def _print_stopping(prepared: Prepared, dry_run: bool, allowed: Sequence[str]) -> None:
    counts = Counter(problem.code for problem in prepared.stopping)
    click.echo("It would not be published." if dry_run else "Nothing was published.", err=True)
    # GitHub allows what the workflow names: what is allowed here alone would fail there.
    there = [code for code in counts if prepared.destination.builder and not code.startswith("G")]
    here = [code for code in counts if code not in there]
    publishing = ("branch", "below", "remote", "base_url", "message", "wait")
    for codes, way in ((here, _typed(*publishing, allow=(*allowed, *here))), (there, _typed("setup", allow=there))):
        if codes:
            listed = ", ".join(f"{code} ({counts[code]} times)" if counts[code] > 1 else code for code in codes)
            # Over what somebody else has published nobody means to publish: that is pulled first.
            allowable = not any(prepared.is_final(code) or code == "G204" for code in codes)
            cure = f"Correct it, or allow it: {way}" if allowable else "Correct it, and publish again."
            click.echo(f"In the way: {listed}. {cure}", err=True)


def _typed(*names: str, allow: Sequence[str]) -> str:
    """Return this command as it was typed, of its options those with these names, and with the codes to `allow`."""
    context = click.get_current_context()
    options: list[str] = ["--setup"] if "setup" in names else []
    last: list[str] = []
    for parameter in context.command.params:
        name = parameter.name or ""
        if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        value = _quoted(str(context.params[name]))
        if name == "folder":
            last = [value]
        elif name in ("config", *names):
            options += [parameter.opts[0], value]
    return " ".join(["dapsagi publish", *options, "--allow", ",".join(dict.fromkeys(allow)), *last])


def _quoted(value: str) -> str:
    """Return a value as a shell takes it for one word; that of Windows knows double quotes alone."""
    spelled = quote(value)
    return spelled if os.name != "nt" or spelled == value else f'"{value}"'


def _print_changes(prepared: Prepared) -> None:
    from dapsagi.publish.workflow import BUILD_FILE

    changes = [change for change in prepared.changes if change.path != BUILD_FILE]
    if not prepared.known_before:
        click.echo("What is online is not known here: everything would be new.")
    for kind, color in (("added", "green"), ("changed", "yellow"), ("removed", "red")):
        paths = [change.path for change in changes if change.kind == kind]
        if paths and prepared.known_before:
            click.echo(click.style(f"{kind}: {len(paths)}", fg=color))
            for path in paths[:_SHOWN_CHANGES]:
                click.echo(f"  {path}")
            if paths[_SHOWN_CHANGES:]:
                click.echo(f"  … and {len(paths) - _SHOWN_CHANGES} more (--json lists them all)")
    if not changes:
        click.echo("Nothing would change.")


def _print_sent(prepared: Prepared, sent: Sent, wait: int) -> None:
    site, destination = prepared.site, prepared.destination
    target = f"{destination.remote}/{destination.branch}"
    if sent.problem:
        terminal.print_problem(sent.problem)
        return
    if sent.fate == "unchanged":
        click.echo(f"Nothing is new: {target} is at {sent.commit[:12]} already.")
        return
    click.echo(f"Published: {target} is at {sent.commit[:12]}.")
    if sent.listed:
        click.echo(f"{site.settings.data_dir}/addresses.yml has changed; commit it with your next post.")
    if wait and site.address:
        _follow(prepared, sent.build, wait)


def _follow(prepared: Prepared, build: str, wait: int) -> None:
    from dapsagi.publish.place import actions_page
    from dapsagi.publish.send import await_build

    place = f"{prepared.site.address}/"
    click.echo(f"Waiting for {place} to show it, {wait} seconds at most (Ctrl-C ends only the waiting).", err=True)
    try:
        verdict = await_build(prepared.site.address, build, wait)
    except KeyboardInterrupt:
        verdict = "not yet"
    destination = prepared.destination
    page = actions_page(destination.repository.reading_address(destination.remote)) if destination.builder else ""
    words = {
        "online": f"Online: {place}",
        "not yet": f"{place} does not show it yet; GitHub needs a minute or two" + (f": {page}" if page else "."),
        "unreachable": f"{place} does not answer from here; look again when it does.",
    }
    click.echo(words[verdict])


def _as_data(prepared: Prepared, sent: Sent | None) -> dict[str, Any]:
    checks = [
        msgspec.to_builtins(each) | {"problems": terminal.problems_as_data(each.problems)} for each in prepared.checks
    ]
    problems = terminal.problems_as_data([sent.problem] if sent and sent.problem else [])
    destination = prepared.destination
    return {
        "way": destination.way,
        "address": prepared.site.address,
        "target": {"remote": destination.remote, "branch": destination.branch, "folder": destination.folder},
        "checks": checks,
        "stopping": [problem.code for problem in prepared.stopping],
        "changes": prepared.changes,
        "sent": msgspec.to_builtins(sent) | {"problem": next(iter(problems), None)} if sent else None,
    }
