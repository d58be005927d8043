"""`dapsagi theme`: what the theme is made of, and how a blog changes parts of it."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from dapsagi.cli.terminal import dir_option, json_option, print_json
from dapsagi.problems import RefusedError


@click.group(short_help="List the files of the theme, or copy one to change it.")
def theme() -> None:
    """List the files of the theme, or copy one into the blog, where it stands for the theme's."""


@theme.command("list")
@dir_option
@json_option
def list_(folder: Path, as_json: bool) -> None:
    """List the files of the theme, and which are yours."""
    from dapsagi.theme.shadowing import theme_files

    files = theme_files(folder)
    if as_json:
        print_json(files)
        return
    width = max(len(file.name) for file in files)
    kind = ""
    for file in files:
        if file.kind != kind:
            kind = file.kind
            click.echo(click.style({"words": "words", "template": "templates"}.get(kind, kind + "s"), bold=True))
        mark = click.style("yours", fg="green") if file.shadowed else "     "
        blocks = click.style("  ".join(file.blocks), dim=True)
        click.echo(f"  {file.name:{width}}  {mark}  {blocks}".rstrip())


def _complete_name(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from dapsagi.theme.shadowing import names_like

    return [CompletionItem(name) for name in names_like(begun)]


def _complete_block(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from dapsagi.theme.shadowing import all_blocks, find_file

    # While the value of an option is typed, Click has not sorted out the arguments yet.
    name = context.params.get("name") or next((each for each in context.args if not each.startswith("-")), "")
    try:
        blocks = all_blocks(find_file(name))
    except RefusedError:
        return []
    return [CompletionItem(block) for block in blocks if block.startswith(begun)]


@theme.command()
@click.argument("name", shell_complete=_complete_name)
@click.option("--block", metavar="BLOCK", default="", shell_complete=_complete_block, help="Only this part of it.")
@dir_option
def copy(name: str, block: str, folder: Path) -> None:
    """Copy the file NAME of the theme into templates/.

    It stands for the theme's there, be it a template, a partial, words or an asset.

    With --block, write a small template that changes one part and leaves the rest to the theme. That is the better way
    where it is enough: the rest follows the theme when that gets better.
    """
    from dapsagi.theme.shadowing import copy_file, extend_block, find_file

    if not folder.is_dir():
        raise RefusedError(f"{folder}: there is no such folder")
    found = find_file(name)
    shadow = extend_block(folder, found, block) if block else copy_file(folder, found)
    click.echo(f"{shadow.path}: {shadow.advice}")
