"""The commands that take a blog out of the door."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dapsagi import __version__
from dapsagi.terminal import (
    Failure,
    codes_in,
    config_option,
    folder_argument,
    json_option,
    now,
    print_json,
    print_problem,
    settings_of,
)

if TYPE_CHECKING:
    from dapsagi.publish.prepare import Prepared
    from dapsagi.publish.send import Sent

#: Exit codes: published, or nothing to publish; stopped by what was found; could not start.
PUBLISHED, STOPPED = 0, 1

_SHOWN_CHANGES = 30
_DEFAULT_WAIT = 90


@click.command()
@folder_argument
@config_option
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
@json_option
def publish(
    folder: Path,
    config: Path | None,
    setup: bool,
    dry_run: bool,
    branch: str,
    below: str,
    remote: str,
    base_url: str,
    message: str,
    allow: tuple[str, ...],
    wait: int,
    as_json: bool,
) -> None:
    """Check the blog in DIR and publish it on GitHub Pages."""
    from dapsagi.publish.prepare import PublishRefusedError, Wish, prepare
    from dapsagi.publish.send import send

    codes = codes_in(allow)
    try:
        if setup:
            _set_up(folder, config, codes)
            return
        wish = Wish(branch, below.strip("/"), remote, base_url, message, frozenset(codes))
        prepared = prepare(
            folder, lambda overrides: settings_of(folder, config, **overrides), wish, now, jobs=os.cpu_count() or 1
        )
    except PublishRefusedError as error:
        raise Failure(str(error)) from error
    sent: Sent | None = None
    if not as_json:
        _print_checks(prepared)
    if dry_run and not as_json:
        _print_changes(prepared)
    if not dry_run and not prepared.stopping:
        sent = send(prepared, message)
    if as_json:
        print_json(_as_data(prepared, sent))
    elif sent:
        _print_sent(prepared, sent, wait)
    elif prepared.stopping:
        _print_stopping(prepared, dry_run)
    sys.exit(STOPPED if prepared.stopping or (sent and sent.fate == "refused") else PUBLISHED)


def _set_up(folder: Path, config: Path | None, allow: tuple[str, ...]) -> None:
    from dapsagi.publish.setup import set_up

    settings, _ = settings_of(folder, config)
    file, fresh = set_up(folder, settings, __version__, allow)
    if not fresh:
        raise Failure(f"{file}: deploys to GitHub Pages already; edit it, or delete it and run this again")
    click.echo(f"{file}: written")
    click.echo('Choose "GitHub Actions" in Settings > Pages > Source of the repository, once.')
    click.echo('Then: dapsagi publish --commit "Publish with GitHub Actions"')


def _print_checks(prepared: Prepared) -> None:
    for check in prepared.checks:
        stopped = any(prepared.stops(problem) for problem in check.problems)
        mark = click.style("✗", fg="red") if stopped else click.style("✓", fg="green")
        click.echo(f"{mark} {check.name:<11} {check.fact}")
        for problem in sorted(check.problems, key=lambda problem: -problem.severity):
            print_problem(problem, note="allowed" if problem.code in prepared.allow else "")


def _print_stopping(prepared: Prepared, dry_run: bool) -> None:
    from collections import Counter

    counts = Counter(problem.code for problem in prepared.stopping)
    listed = ", ".join(f"{code} ({count} times)" if count > 1 else code for code, count in counts.items())
    click.echo("It would not be published." if dry_run else "Nothing was published.", err=True)
    click.echo(f"In the way: {listed}. Correct it, or say --allow {','.join(counts)}", err=True)


def _print_changes(prepared: Prepared) -> None:
    if not prepared.known_before:
        click.echo("What is online is not known here: everything would be new.")
    for kind, color in (("added", "green"), ("changed", "yellow"), ("removed", "red")):
        paths = [change.path for change in prepared.changes if change.kind == kind]
        if paths and prepared.known_before:
            click.echo(click.style(f"{kind}: {len(paths)}", fg=color))
            for path in paths[:_SHOWN_CHANGES]:
                click.echo(f"  {path}")
            if paths[_SHOWN_CHANGES:]:
                click.echo(f"  … and {len(paths) - _SHOWN_CHANGES} more (--json lists them all)")
    if not prepared.changes:
        click.echo("Nothing would change.")


def _print_sent(prepared: Prepared, sent: Sent, wait: int) -> None:
    target = f"{prepared.remote}/{prepared.branch}"
    if sent.problem:
        print_problem(sent.problem)
        return
    if sent.fate == "unchanged":
        click.echo(f"Nothing is new: {target} is at {sent.commit[:12]} already.")
        return
    click.echo(f"Published: {target} is at {sent.commit[:12]}.")
    if sent.listed:
        click.echo(f"{prepared.settings.data_dir}/addresses.yml has new addresses; commit it with your next post.")
    if wait and prepared.address:
        _follow(prepared.address, sent.build, wait)


def _follow(address: str, build: str, wait: int) -> None:
    from dapsagi.publish.live import await_build

    verdict = await_build(address, build, wait)
    words = {
        "online": f"Online: {address}/",
        "not yet": f"{address}/ does not show it yet; GitHub needs a minute or two.",
        "unreachable": f"{address}/ does not answer from here; look again when it does.",
    }
    click.echo(words[verdict])


def _as_data(prepared: Prepared, sent: Sent | None) -> dict[str, Any]:
    import msgspec

    return {
        "way": prepared.way,
        "address": prepared.address,
        "target": {"remote": prepared.remote, "branch": prepared.branch, "folder": prepared.folder},
        "checks": msgspec.to_builtins(prepared.checks),
        "stopping": [problem.code for problem in prepared.stopping],
        "changes": msgspec.to_builtins(prepared.changes),
        "sent": msgspec.to_builtins(sent) if sent else None,
    }
