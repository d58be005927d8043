"""The commands of a writer: a new blog, a new post, drafts, names, tags."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from dapsagi.cli import terminal
from dapsagi.cli.completion import complete_draft, complete_post, complete_series, complete_term
from dapsagi.problems import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dapsagi.authoring.moving import Renamed
    from dapsagi.post.values import TermKind

# A BCP 47 tag, as far as its form goes.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_FIRST_COMMIT = "Start the blog"


def _new_folder(_context: click.Context, _parameter: click.Parameter, value: str) -> Path:
    # What is empty would mean the current folder, and comes of a variable that was never set.
    if not value.strip():
        raise RefusedError("a new blog needs a folder, as in `dapsagi new my-blog`; the one you are in is `.`")
    return Path(value)


@click.command()
@click.argument("folder", type=click.Path(), callback=_new_folder, metavar="DIR")
@click.option("--title", default="", help="The name of the blog.")
@click.option("--author", default="", help="Who writes.")
@click.option("--lang", default="", help="The language of the blog: ko (default), en, or any other.")
@click.option("--timezone", default="", help="The time zone of dates (default: Asia/Seoul).")
@click.option(
    "--remote", default="", metavar="ADDRESS", help="The repository, as git@github.com:name/name.github.io.git."
)
@click.option("--url", default="", help="The address of the site, where the repository does not say it.")
@click.option("--no-git", is_flag=True, help="Make no repository.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing.")
def new(
    folder: Path, title: str, author: str, lang: str, timezone: str, remote: str, url: str, no_git: bool, yes: bool
) -> None:
    """Start a blog in DIR.

    What no option says is asked for, on a terminal. With it come three example posts, a repository, and the workflow
    by which GitHub builds and publishes it.

    \b
    Examples:
      dapsagi new my-blog
      dapsagi new my-blog --yes --title 답사기 --remote git@github.com:name/name.github.io.git
    """
    from dapsagi.authoring.starting import Beginning, check_folder, start_blog
    from dapsagi.machine.git import has_git
    from dapsagi.post.dates import zone_named
    from dapsagi.publish.starting import address_of_remote, own_name

    # Before its questions, not after them.
    check_folder(folder)
    if not no_git and not has_git():
        raise RefusedError("git is not installed; install it from https://git-scm.com, or begin without it: --no-git")
    asking = not yes and sys.stdin.isatty()
    title = title or _ask(asking, "Title of the blog", folder.resolve().name)
    author = author or _ask(asking, "Who writes", own_name())
    lang = _language(lang) if lang else _ask(asking, "Language", "ko", _language)
    timezone = _zone(timezone) if timezone else _ask(asking, "Time zone", "Asia/Seoul", _zone)
    remote = remote or _ask(asking, "Repository on GitHub (may be empty)", "")
    zone = zone_named(timezone)
    address = url or address_of_remote(remote)
    files = start_blog(folder, Beginning(title, author, lang, timezone, address=address), datetime.now(zone))
    if not no_git:
        files += _start_repository(folder, remote, files)
    click.echo(f"{folder}: {len(files)} files, of them 3 example posts")
    if remote and not no_git:
        _look_at_remote(folder, remote)
    steps = [] if folder == Path() else [f"cd {quote(str(folder))}"]
    steps += ["dapsagi serve --open", 'dapsagi post "…" --edit']
    if not no_git:
        steps.append('dapsagi publish --commit "…"')
    click.echo("\n  ".join(["Next:", *steps]))


@click.command()
@click.argument("title", nargs=-1)
@terminal.dir_option
@terminal.config_option
@click.option(
    "--from",
    "notebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Fill it with a Jupyter notebook: text, code, outputs and pictures.",
)
@click.option(
    "--series", default="", metavar="NAME", shell_complete=complete_series,
    help="The next part of this series, linked to the last one.",
)  # fmt: skip
@click.option("--draft", is_flag=True, help="Not ready yet.")
@click.option("--slug", default="", help="The name in the address (default: from the title).")
@click.option("--edit", is_flag=True, help="Open it in your editor.")
def post(
    title: tuple[str, ...],
    folder: Path,
    config: Path | None,
    notebook: Path | None,
    series: str,
    draft: bool,
    slug: str,
    edit: bool,
) -> None:
    """Write a new post with this TITLE, or that of a notebook.

    It is named and headed as the last posts of the blog are.

    \b
    Examples:
      dapsagi post "오늘 배운 것" --edit
      dapsagi post "나의 머신러닝 답사기 2" --series "나의 머신러닝 답사기"
      dapsagi post "아직 다듬는 글" --draft
      dapsagi post --from lesson1.ipynb
    """
    from dapsagi.authoring.writing import write_notebook, write_post

    desk, words = terminal.desk_of(folder, config), " ".join(title)
    left_out: tuple[str, ...] = ()
    if notebook:
        file, left_out = write_notebook(desk, notebook, words, series=series, draft=draft, slug=slug)
    else:
        file = write_post(desk, words, series=series, draft=draft, slug=slug)
    for each in left_out:
        click.echo(f"{notebook}: {each}", err=True)
    click.echo(file.as_posix())
    if edit:
        try:
            click.edit(filename=str(file))
        except click.ClickException as error:
            hint = "the post is written; open it yourself, or name an editor in $VISUAL or $EDITOR"
            raise RefusedError(f"the editor does not open ({error.message}); {hint}") from error


@click.command("publish-draft")
@click.argument("file", shell_complete=complete_draft)
@terminal.dir_option
@terminal.config_option
def publish_draft(file: str, folder: Path, config: Path | None) -> None:
    """Move the draft FILE among the posts, dated today.

    FILE is a path, a file name or a title.
    """
    from dapsagi.authoring.moving import publish_draft as move

    _print_renamed(move(terminal.desk_of(folder, config), file))


@click.command(short_help="Rename a post, and keep its old address alive.")
@click.argument("post", shell_complete=complete_post)
@click.argument("slug", default="")
@terminal.dir_option
@terminal.config_option
@click.option("--title", default="", help="Another title; without SLUG, the address follows it.")
def rename(post: str, slug: str, folder: Path, config: Path | None, title: str) -> None:
    """Give POST the name SLUG; its old address leads to the new one.

    POST is a path, a file name, an address or a title.

    \b
    Examples:
      dapsagi rename "나의 첫 글" first
      dapsagi rename posts/2026-01-10-first.md --title "나의 처음"
    """
    from dapsagi.authoring.moving import rename as give_name

    if not slug and not title:
        raise RefusedError("what shall its name be? Give a SLUG, a --title, or both")
    _print_renamed(give_name(terminal.desk_of(folder, config), post, slug, title))


@click.command(short_help="List, rename and merge tags.")
@click.argument("names", nargs=-1, metavar="[OLD]... [NEW]", shell_complete=complete_term)
@terminal.dir_option
@terminal.config_option
@click.option("--categories", is_flag=True, help="Categories instead of tags.")
@terminal.yes_option
def tags(names: tuple[str, ...], folder: Path, config: Path | None, categories: bool, yes: bool) -> None:
    """List the tags, or give every OLD one the name NEW: one is renamed, several are merged.

    Spellings that differ only in case or spacing are one tag. The change is shown as a diff, and made if you agree.

    \b
    Examples:
      dapsagi tags
      dapsagi tags ML ml
      dapsagi tags ml "machine learning" 머신러닝
    """
    from difflib import get_close_matches

    from dapsagi.addresses.urls import term_url
    from dapsagi.authoring.headers import rename_terms

    kind: TermKind = "category" if categories else "tag"
    if len(names) == 1:
        raise RefusedError(f"what shall {names[0]} become? Name the old ones first, the new one last")
    desk = terminal.desk_of(folder, config)
    terms = desk.site.terms(kind)
    if not names:
        for term in sorted(terms, key=lambda term: -len(term.keys)):
            click.echo(f"{len(term.keys):5}  {term.name}")
        return
    *old, fresh = (" ".join(name.split()) for name in names)
    if not fresh:
        raise RefusedError(f"a {kind} needs a name; name the old ones first, the new one last")
    for name in old:
        if term_url(kind, name) not in {term.url for term in terms}:
            close = get_close_matches(name, [term.name for term in terms], 1)
            hint = f'did you mean "{close[0]}"?' if close else "without names, the command lists all"
            raise RefusedError(f'no post has the {kind} "{name}"; {hint}')
    edits, problems = rename_terms(desk, kind, old, fresh)
    for problem in problems:
        terminal.print_problem(problem)
    if terminal.agreed(edits, yes):
        terminal.make_edits(folder, edits)


def _ask(asking: bool, question: str, default: str, read: Callable[[str], str] = str) -> str:
    """Return the answer as `read` takes it; what it refuses is asked for again."""
    if not asking:
        return default

    def reread(answer: str) -> str:
        try:
            return read(answer)
        except RefusedError as error:
            raise click.UsageError(str(error)) from error

    answer: str = click.prompt(question, default=default, show_default=bool(default), value_proc=reread)
    return answer


def _language(lang: str) -> str:
    from dapsagi.config.meanings import language_meant

    lang = language_meant(lang) or lang.strip()
    if not _LANGUAGE.fullmatch(lang):
        raise RefusedError(f'"{lang}" is not the code of a language; write one such as ko or en')
    return lang


def _zone(name: str) -> str:
    from dapsagi.post.dates import zone_named

    if zone_named(name) is None:
        raise RefusedError(f'the time zone "{name}" is not known; write an IANA name such as Asia/Seoul')
    return name


def _start_repository(folder: Path, remote: str, files: list[Path]) -> list[Path]:
    from dapsagi.publish.package import check_package, running_package
    from dapsagi.publish.setup import set_up
    from dapsagi.publish.starting import commit_start, start_repository

    fresh = start_repository(folder, remote)
    settings, _ = terminal.settings_of(folder, None)
    package = running_package(settings)
    done = set_up(folder, settings, package.requirement)
    if fresh:
        first_files = [file.absolute() for file in [*files, done.file]]
        if hint := commit_start(folder, first_files, _FIRST_COMMIT):
            click.echo(f"There is no first commit yet; {hint}", err=True)
    for problem in check_package(package.requirement, package, done.place):
        terminal.print_problem(problem)
    return [done.file] if done.fate == "written" else []


def _look_at_remote(folder: Path, remote: str) -> None:
    """Say what stands in the way of a first publish, while there is time to put it right."""
    from dapsagi.machine.git import GitError
    from dapsagi.publish.starting import branches_of_remote

    try:
        branches = branches_of_remote(folder, remote)
    except GitError as error:
        click.echo(f"{remote} does not answer yet: {error.detail.partition(';')[0]}", err=True)
        click.echo("Create the repository, empty, and see that you may push to it.", err=True)
        return
    if branches:
        click.echo(f"{remote} is not empty: it has {', '.join(branches[:3])}.", err=True)
        click.echo(f"`git pull --rebase origin {branches[0]}` in {folder} puts the blog after what is there.", err=True)


def _print_renamed(renamed: Renamed) -> None:
    click.echo(f"{renamed.before} → {renamed.after}")
    if renamed.old_url != renamed.new_url:
        click.echo(f"{renamed.old_url} → {renamed.new_url}")
    for key in renamed.relinked:
        click.echo(f"{key}: links written anew")
