"""The command that shows a blog while it is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dapsagi.cli import terminal
from dapsagi.problems import Problem

if TYPE_CHECKING:
    from dapsagi.config import Settings


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
