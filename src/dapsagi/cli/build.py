"""The commands that build a blog, and list what is in it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from dapsagi.cli import terminal
from dapsagi.problems import Problem
from dapsagi.report import Report, counted

if TYPE_CHECKING:
    pass


@click.command()
@terminal.folder_argument
@click.option(
    "-o", "--output", "destination", type=click.Path(path_type=Path), callback=terminal.absolute,
    help="Where the site goes (default: site/).",
)  # fmt: skip
@terminal.config_option
@click.option("--base-url", help="Address the site will have, such as https://name.github.io/blog.")
@terminal.drafts_option
@terminal.future_option
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("--allow", metavar="CODE", multiple=True, help="Problems with this code do not count for the exit code.")
@click.option(
    "--explain", metavar="URL", default="", help="Say why the page at URL, or of a source, is rendered again."
)
@click.option("--keep-addresses", is_flag=True, help="Enter the posts' addresses in data/addresses.yml.")
@terminal.jobs_option
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@terminal.json_option
def build(
    folder: Path,
    config: Path | None,
    strict: bool,
    allow: tuple[str, ...],
    explain: str,
    keep_addresses: bool,
    jobs: int,
    quiet: bool,
    as_json: bool,
    **overrides: Any,
) -> None:
    """Build the blog in DIR (default: here) into a finished site."""
    from dapsagi.machine.garbage import without_collections

    allowed = terminal.codes_in(allow)
    # Most builds are over before there is any garbage worth looking for.
    with without_collections(), terminal.show_progress(as_json or quiet) as progress:
        from dapsagi.build.build import build as build_site
        from dapsagi.build.order import Order

        settings, problems = terminal.settings_of(folder, config, **overrides)
        report = build_site(Order(folder, settings, terminal.now(settings), jobs, explain, progress))
    if keep_addresses:
        from dapsagi.publish.known_addresses import keep_known

        keep_known(folder, settings, terminal.now(settings))
    problems = [*problems, *report.problems]
    if as_json:
        terminal.print_json(msgspec.to_builtins(report) | {"problems": terminal.problems_as_data(problems)})
    else:
        terminal.print_problems(problems)
        if explain:
            _print_explanation(explain, report)
        if not quiet:
            _print_summary(report, problems, folder / settings.output)
            if not settings.url:
                from dapsagi.config import SETTINGS_NAMES
                from dapsagi.loader.settings_file import find_settings

                file = config or find_settings(folder) or Path(SETTINGS_NAMES[0])
                click.echo(
                    f"no feed and no sitemap, for they need the address of the blog; write `url:` into {file.name}"
                )
    sys.exit(terminal.exit_code(problems, strict, allowed))


@click.command()
@terminal.listing_options
@click.option("--html", is_flag=True, help="With --json: the bodies as Markdown gives them, before the theme.")
def posts(folder: Path, config: Path | None, as_json: bool, html: bool, **overrides: bool) -> None:
    """List the posts of the blog in DIR (default: here)."""
    from urllib.parse import unquote

    from dapsagi.authoring.listing import list_posts

    settings, problems = terminal.settings_of(folder, config, **overrides)
    listing = list_posts(folder, settings, terminal.now(settings), jobs=terminal.CORES, html=html)
    if as_json:
        terminal.print_json({"posts": listing.posts})
    else:
        whens = {source: "draft" if post["draft"] else post["date"][:10] for source, post in listing.posts.items()}
        width = max(map(len, whens.values()), default=0)
        for source, post in listing.posts.items():
            click.echo(f"{whens[source]:{width}}  {post['title']}  {unquote(post['url'])}  ({source})")
    terminal.tell_of_problems([*problems, *listing.problems])
    sys.exit(terminal.exit_code([*problems, *listing.problems], strict=False))


def _print_explanation(url: str, report: Report) -> None:
    explanation = report.explanation
    if explanation is None:
        click.echo(f"{url}: no page of this site is at this address; `dapsagi posts` lists those of posts")
    elif explanation.new:
        click.echo(f"{url}: rendered for the first time")
    elif not explanation.changes:
        click.echo(f"{url}: current, nothing that it shows has changed")
    else:
        click.echo(f"{url}: rendered again, because of")
        for change in explanation.changes:
            click.echo(f"  {change.field}: {change.before} → {change.after}")


def _print_summary(report: Report, problems: Sequence[Problem], output: Path) -> None:
    troubles = terminal.count_problems(problems)
    click.echo(
        f"{counted(report.posts, 'post')}, {report.pages} pages in {output}/: {report.written} written, "
        f"{report.unchanged} unchanged, {report.removed} removed in {report.seconds:.2f} s"
        + (f" ({troubles})" if troubles else "")
    )
