"""The commands that build a blog, show it while it is written, list what is in it, and look into its cache."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from dapsagi.cli import terminal
from dapsagi.problems import Problem, RefusedError
from dapsagi.report import Report, counted

if TYPE_CHECKING:
    from dapsagi.config import Settings


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


@click.command(short_help="Show the blog in a browser, and every change.")
@terminal.folder_argument
@click.option("-p", "--port", type=click.IntRange(1, 65535), default=4000, show_default=True, help="Port to listen at.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 for all networks.")
@click.option("--open", "browse", is_flag=True, help="Open the blog in a browser.")
@click.option("--no-drafts", is_flag=True, help="Leave drafts out.")
@click.option("--follow", is_flag=True, help="Go to each post that is saved.")
@click.option("--poll", is_flag=True, help="Look for changes instead of waiting to be told (network drives).")
@terminal.config_option
def serve(folder: Path, config: Path | None, no_drafts: bool, **asked: Any) -> None:
    """Show the blog in DIR (default: here) in a browser, and every change as it is saved."""
    import asyncio

    from dapsagi.cache.folder import passing_places
    from dapsagi.loader.settings_file import load_settings
    from dapsagi.preview.serve import Options, serve

    shown = {"future": True, "show_drafts": not no_drafts}
    terminal.settings_of(folder, config, **shown)

    def load() -> tuple[Settings, Sequence[Problem]]:
        return load_settings(folder, config, shown)

    options = Options(processes=terminal.CORES, **asked)
    with passing_places():
        asyncio.run(serve(folder, load, options, click.echo, terminal.print_problems))


@click.command(short_help="Look into the cache, or clear it.")
@terminal.folder_argument
@click.option("--info", is_flag=True, help="Say what it holds (this is what happens without options).")
@click.option("--clear", is_flag=True, help="Remove what the next build makes again.")
@terminal.json_option
def cache(folder: Path, info: bool, clear: bool, as_json: bool) -> None:
    """Look into the cache of the blog in DIR (default: here), the folder .dapsagi, or clear it.

    The cache only saves time: without it a build gives the same site, byte for byte. The theme's templates, compiled,
    lie among your own caches as well (on Linux, ~/.cache/dapsagi), for they are the same for every blog.
    """
    from rich.filesize import decimal

    from dapsagi.cache.cache import CACHE
    from dapsagi.cache.folder import alone, clear_cache, look_into_cache
    from dapsagi.loader.settings_file import is_blog

    if info and clear:
        raise RefusedError("--info looks and --clear removes; choose one of them")
    if not folder.is_dir():
        raise RefusedError(f"{folder}: there is no such folder")
    if not is_blog(folder):
        raise RefusedError(f"{folder}: holds neither settings nor posts, so its cache is no business of dapsagi")
    try:
        found = look_into_cache(folder)
        if clear and found.holdings:
            # A build would miss what it is about to read.
            with alone((folder / CACHE).parent, lambda: click.echo("Waiting for a build to end.", err=True)):
                found = clear_cache(folder)
    except OSError as error:
        raise RefusedError(f"{error.filename}: cannot be removed ({error.strerror}); check its rights") from error
    if as_json:
        terminal.print_json(
            {"size": found.size, "cleared": clear, "holdings": found.holdings, "contents": found.contents}
        )
        return
    if not found.holdings:
        click.echo("The cache is empty.")
        return
    click.echo(f"{'Removed' if clear else 'The cache holds'} {decimal(found.size)}:")
    for holding in found.holdings:
        kept = "" if clear or holding.goes else "; not cleared"
        click.echo(f"  {decimal(holding.size):>10}  {holding.name}  ({holding.meaning or 'not known'}{kept})")
    if not clear and found.contents:
        contents = found.contents
        click.echo(
            f"{contents.sources:,} sources, {contents.bodies:,} texts rendered, {contents.pages:,} pages, "
            f"{contents.pieces:,} formulas, images and other pieces are remembered."
        )
