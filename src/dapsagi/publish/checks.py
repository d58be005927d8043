"""The list of what is looked at before a site leaves: a line for each thing, what was found, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from dapsagi.loader.data_files import ADDRESSES
from dapsagi.problems import Problem, Severity, Span
from dapsagi.publish import contents, crawl, known_addresses, repository_checks
from dapsagi.publish.destination import Destination
from dapsagi.publish.outgoing import BUILT, Outgoing
from dapsagi.publish.package import check_package, running_package, web_address
from dapsagi.publish.place import Place
from dapsagi.publish.repository import anybody_reads
from dapsagi.publish.workflow import Workflow
from dapsagi.report import counted, some_of

# Fewer pages than before are no surprise up to this many, and up to this share.
_FEW, _SHARE = 5, 0.1


class Check(msgspec.Struct, frozen=True):
    """One line of the list: what was looked at, what was found, and what is wrong with it."""

    name: str
    fact: str
    problems: tuple[Problem, ...] = ()


def check_address(site: Outgoing, place: Place | None, problems: Sequence[Problem]) -> Check:
    """Say where the site will stand; `problems` are those of its place."""
    kind = f" ({place.kind})" if place and place.address == site.address else ""
    return Check("address", (site.address or "not known") + kind, tuple(problems))


def check_repository(site: Outgoing, destination: Destination, made: Sequence[str], *, commits: bool) -> Check:
    """Hold the branch of the sources against where they go.

    `made` are paths that hold what the tool makes; with `commits`, what is in no commit yet will be.
    """
    repository, source, builder = destination.repository, destination.source, destination.builder
    workflow = destination.workflow.file.relative_to(repository.top).as_posix() if destination.workflow else ""
    unfinished = repository_checks.check_unfinished(repository)
    problems = [*unfinished] or repository_checks.check_branch(source, builder.branches if builder else (), workflow)
    if builder:
        problems += _check_builder(builder, site, workflow)
    if not commits and not unfinished:
        own = [*made, *site.home, f"{site.settings.data_dir}/{ADDRESSES}"]
        problems += repository_checks.check_clean(repository, site.root, own)
    if source and not unfinished:
        problems += repository_checks.check_current(repository, destination.remote, source, destination.branches)
    if destination.way == "branch":
        problems += repository_checks.check_target(destination) or repository_checks.check_published_source(destination)
    target = f"{destination.remote}/{destination.branch}" + (f":{destination.folder}" if destination.folder else "")
    way = "GitHub builds" if destination.way == "actions" else "the built site is pushed"
    return Check("repository", f"{source or 'detached'} → {target} ({way})", tuple(problems))


def check_posts(site: Outgoing, problems: Iterable[Problem]) -> Check:
    """Say what the build found, beside `problems` of the settings, and which posts have a day to come."""
    # Of what waits, the list below says more than the build did.
    found = [*problems, *(problem for problem in site.report.problems if problem.code != "P111")]
    for post in site.waiting:
        fate = "is online before its day" if site.settings.future else "waits: publish again then"
        message = f'"{post.title}" is dated {post.date.astimezone(site.settings.zone):%Y-%m-%d %H:%M %Z}, and {fate}'
        found.append(Problem("G316", Severity.NOTE, message, Span(post.key, post.line_of("date"))))
    return Check("posts", f"{counted(site.report.posts, 'post')}, {site.report.pages} pages", tuple(found))


def check_drafts(site: Outgoing, destination: Destination) -> Check:
    """Say where drafts are: what is in a commit is read by whoever reads the repository."""
    if site.settings.show_drafts:
        hint = "delete `show_drafts` from the settings; a preview shows drafts without it"
        message = "the settings show drafts, and they would be online"
        return Check("drafts", "shown", (Problem("G315", Severity.ERROR, message, Span("settings"), hint),))
    here, there = len(site.home), len(site.open_drafts)
    facts = [f"{here} stay{'s' if here == 1 else ''} here"] if here else []
    facts += [f"{there} in the repository"] if there else []
    address = web_address(destination.repository.reading_address(destination.remote))
    problems: list[Problem] = []
    if there and destination.builder and address and (open_to_all := anybody_reads(address)) is not False:
        severity = Severity.WARNING if open_to_all else Severity.NOTE
        who = "anybody" if open_to_all else "whoever reads the repository"
        what = "a draft that is" if there == 1 else "drafts that are"
        message = f"{who} can read {what} in a commit: {some_of(site.open_drafts)}"
        hint = "`git rm --cached` keeps the file and takes it out of the next commit, not out of those before"
        problems.append(Problem("G317", severity, message, Span("git"), hint))
    return Check("drafts", ", ".join(facts) or "none", tuple(problems))


def check_contents(site: Outgoing, destination: Destination, *, commits: bool) -> Check:
    """Look for what must not leave: in the site, and by name among the sources that leave with it."""
    sources = [*destination.repository.tracked(site.root), *(destination.repository.changed() if commits else ())]
    secrets = [each for each in contents.check_names(sources) if each.code == "G301"]
    problems = [*contents.check_names(site.files), *secrets]
    on_disk = {path: file for path, file in site.files.items() if isinstance(file, Path)}
    sizes = {path: file.lstat().st_size for path, file in on_disk.items()}
    problems += contents.check_sizes(sizes)
    problems += contents.check_photos(on_disk)
    problems += contents.check_links_on_disk(site.root, on_disk, site.root / BUILT)
    if destination.builder:
        top = destination.repository.top
        problems += contents.check_linked_folders(site.root, top, (post.key for post in site.posts))
    machine, home = contents.machine_paths(site.root), contents.home_path()
    for path, file in on_disk.items():
        if contents.is_text(path) and sizes[path] <= contents.LARGEST_FILE:
            problems += contents.check_text(path, file.read_bytes(), machine, home)
    fact = f"{counted(len(site.files), 'file')}, {sum(sizes.values()) / 2**20:.1f} MB"
    return Check("contents", fact, tuple(dict.fromkeys(problems)))


def check_links(site: Outgoing) -> Check:
    """Walk through the finished pages; a dead link in the footer is named once, not for every page."""
    pages = {
        path: crawl.read_page(file.read_text("utf-8", errors="replace"))
        for path, file in site.files.items()
        if path.endswith(".html") and isinstance(file, Path)
    }
    # The build has named the line of these; the page need not be named too.
    told = {problem.span.path for problem in site.report.problems if problem.code.startswith("L")}
    known = {post.output for post in site.posts if post.key in told}
    found = crawl.find_dead(pages, site.files, site.settings.url, site.settings.baseurl)
    problems = [each for each in found if each.code not in ("G309", "G310") or each.span.path not in known]
    named = sum(len(page.targets) for page in pages.values())
    sources = {post.output: post.key for post in site.posts}
    return Check("links", f"{named} on {len(pages)} pages", tuple(_once(problems, sources)))


def check_addresses(site: Outgoing, before: Mapping[str, str]) -> Check:
    """Ask the new site for every address that was online; `before` has the files that are, as far as they are known."""
    known = [*known_addresses.read_known(site.root, site.settings), *known_addresses.known_from_tree(before)]
    lost = known_addresses.find_lost(known, site.files, site.posts, site.settings)
    lost += known_addresses.find_lost_files(before, site.files) + _check_count(before, site.files)
    return Check("addresses", f"{len({each.address for each in known})} that were online", tuple(lost))


def _check_builder(builder: Workflow, site: Outgoing, name: str) -> list[Problem]:
    if builder.ours:
        return check_package(builder.package, running_package(site.settings), name) if builder.package else []
    message = "it deploys to GitHub Pages, and not with dapsagi: what was looked at here is not what will be online"
    return [Problem("G208", Severity.ERROR, message, Span(name), "delete it, then run `dapsagi publish --setup`")]


def _check_count(before: Iterable[str], after: Iterable[str]) -> list[Problem]:
    old, new = (sum(path.endswith(".html") for path in paths) for paths in (before, after))
    if old - new <= max(_FEW, old * _SHARE):
        return []
    message = f"{old} pages are online, and the new site has {new}"
    hint = "look at `dapsagi publish --dry-run`; say `--allow G307` if they are meant to go"
    return [Problem("G307", Severity.ERROR, message, Span("site"), hint)]


def _once(problems: Iterable[Problem], sources: Mapping[str, str]) -> Iterator[Problem]:
    """Yield one problem for each message, which says on how many more pages it is.

    What is on one page alone is in its source, by `sources`; a template may have put the same on several.
    """
    pages: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        pages.setdefault((problem.code, problem.message), []).append(problem)
    for first, *others in pages.values():
        if others:
            yield msgspec.structs.replace(first, message=f"{first.message} (and {len(others)} more pages)")
        else:
            yield msgspec.structs.replace(first, span=Span(sources.get(first.span.path, first.span.path)))
