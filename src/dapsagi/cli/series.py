"""`dapsagi series`: the journeys of a blog, why each post is in one, and how to write them down."""

from __future__ import annotations

from pathlib import Path

import click

from dapsagi.cli import terminal
from dapsagi.report import counted


@click.command(short_help="List the series that were found, and why.")
@terminal.folder_argument
@terminal.config_option
@terminal.json_option
@click.option("--explain", is_flag=True, help="Say why each post is in its series.")
@click.option("--pin", is_flag=True, help="Write what was found into the posts' front matter, if you agree.")
@terminal.yes_option
def series(folder: Path, config: Path | None, as_json: bool, explain: bool, pin: bool, yes: bool) -> None:
    """List the series of the blog in DIR (default: here), those of drafts and of posts to come included."""
    from dapsagi.authoring.headers import pin_series

    desk = terminal.desk_of(folder, config)
    found = desk.site.series
    if pin:
        edits, problems = pin_series(desk)
        for problem in problems:
            terminal.print_problem(problem)
        if terminal.agreed(edits, yes):
            terminal.make_edits(folder, edits)
        return
    if as_json:
        terminal.print_json([{"name": one.name, "posts": one.keys} for one in found])
        return
    if not found:
        click.echo("No series were found: titles that are numbered, or `series:` in posts, make one.", err=True)
    for one in found:
        click.echo(f"{one.name} ({counted(len(one.parts), 'part')}, from {one.source})")
        for part in (*one.parts, *one.planned):
            place = f"{part.key}{'#' if part.anchor else ''}{part.anchor}" if part.key else "planned"
            post = desk.site.by_key.get(part.key)
            waits = f", {why}" if post and (why := desk.why_unseen(post)) else ""
            reason = f"\n       {part.why}" if explain else ""
            click.echo(f"  {part.number:>3}  {part.title}  ({place}{waits}){reason}")
