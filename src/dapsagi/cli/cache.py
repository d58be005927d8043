"""`dapsagi cache`: what the cache holds, and how to clear it."""

from __future__ import annotations

from pathlib import Path

import click

from dapsagi.cli import terminal
from dapsagi.problems import RefusedError


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
    from dapsagi.cache.folder import clear_cache, look_into_cache
    from dapsagi.cache.lock import alone
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
