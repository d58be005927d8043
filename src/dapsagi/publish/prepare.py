"""Before a site leaves: it is built as it will stand, and everything that could go wrong is looked at.

Nothing is changed by this, in the repository or at the remote: `send` does that, with what is prepared here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec

from dapsagi.build.assembly import read_site
from dapsagi.build.build import build
from dapsagi.build.snapshot import Progress
from dapsagi.cache.store import CACHE, open_store
from dapsagi.config import Settings
from dapsagi.digest import digest
from dapsagi.loader.data_files import ADDRESSES
from dapsagi.loader.settings_file import NAMES as SETTINGS_NAMES
from dapsagi.machine.whole_files import write_whole
from dapsagi.post.values import Post
from dapsagi.problems import Problem, Severity, Span
from dapsagi.publish import contents, crawl
from dapsagi.publish import known_addresses as addresses
from dapsagi.publish.git import Change, GitError, Repository, anybody_reads, compare
from dapsagi.publish.package import Package, check_package, running_package, web_address
from dapsagi.publish.place import Place, check_domain, check_place, domain_in, place_of
from dapsagi.publish.source_branch import (
    check_branch,
    check_clean,
    check_current,
    check_target,
    choose_remote,
    is_own_branch,
)
from dapsagi.publish.workflow import BUILD_FILE, WORKFLOW, Workflow, find_workflow, read_workflow
from dapsagi.report import Report, counted
from dapsagi.writer.manifest import read_digests

Way: TypeAlias = Literal["actions", "branch"]

#: Where the site is built before it leaves, from the root of the blog: the author's own `site/` may hold drafts.
BUILT = ".dapsagi/publish"

#: What this machine knows of the site that it published last: a digest for every file.
_LAST = ".dapsagi/published.json"

_DEFAULT_BRANCH = "gh-pages"

# Fewer pages than before are no surprise up to this many, and up to this share.
_FEW, _SHARE = 5, 0.1

_SHOWN = 5


class PublishRefusedError(Exception):
    """Publishing could not even be prepared; the text says why and what to do."""


class Wish(msgspec.Struct, frozen=True):
    """What the author asked for; empty texts where nothing was said. `allow` holds codes that may not stop it."""

    branch: str = ""
    folder: str = ""
    remote: str = ""
    base_url: str = ""
    message: str = ""
    allow: frozenset[str] = frozenset()


class Check(msgspec.Struct, frozen=True):
    """One line of the list: what was looked at, what was found, and what is wrong with it."""

    name: str
    fact: str
    problems: tuple[Problem, ...] = ()


class Prepared(msgspec.Struct, frozen=True):
    """A site that is ready to leave, or that must not.

    `files` maps paths in the site to files on disk or contents, `digests` to digests of them; `tip` is the commit of
    the branch that is published to, or of the source branch at the remote; `changes` are to what is online; `made` are
    paths in the blog that hold what the tool makes, and no commit needs; `home` are drafts that are in no commit, and
    stay so.
    """

    root: Path
    settings: Settings
    way: Way
    remote: str
    branch: str
    folder: str
    tip: str
    address: str
    files: Mapping[str, Path | bytes]
    digests: Mapping[str, str]
    posts: tuple[Post, ...]
    report: Report
    checks: tuple[Check, ...]
    changes: tuple[Change, ...]
    known_before: bool
    build: str
    made: tuple[str, ...]
    home: tuple[str, ...]
    allow: frozenset[str]
    strict: bool

    @property
    def stopping(self) -> tuple[Problem, ...]:
        """The problems that stand in the way."""
        return tuple(problem for check in self.checks for problem in check.problems if self.stops(problem))

    def stops(self, problem: Problem) -> bool:
        """Say whether a problem stops publishing: every error that was not allowed, and what fails the workflow."""
        if problem.code in self.allow:
            return False
        ours = problem.code.startswith("G")
        return problem.severity >= (Severity.WARNING if self.strict and not ours else Severity.ERROR)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The paths in the blog that no commit of this tool takes in."""
        return self.made + self.home


LoadSettings: TypeAlias = Callable[[Mapping[str, Any]], tuple[Settings, Sequence[Problem]]]


def prepare(
    root: Path,
    load_settings: LoadSettings,
    wish: Wish,
    clock: Callable[[Settings], datetime],
    *,
    jobs: int = 1,
    progress: Progress = lambda _stage, _done, _total: None,
) -> Prepared:
    """Build the blog in `root` and look at all that is to be looked at. Raises `PublishRefusedError`.

    `load_settings` gives the settings under overrides from the command line, `clock` the time in their zone.
    """
    try:
        return _Preparation(root, load_settings, wish, clock, jobs).prepared(progress)
    except GitError as error:
        raise PublishRefusedError(f"{error.command}: {error.detail}") from error


class _Preparation:
    def __init__(
        self, root: Path, load_settings: LoadSettings, wish: Wish, clock: Callable[[Settings], datetime], jobs: int
    ) -> None:
        first, _ = load_settings({})
        if not wish.branch and not wish.folder:
            branch, folder = first.publish_branch, first.publish_folder.strip("/")
            wish = msgspec.structs.replace(wish, branch=branch, folder=folder)
        self.root, self.wish, self.jobs = root, wish, jobs
        self.repository = open_repository(root)
        self.source = self.repository.branch()
        self.remote = choose_remote(self.repository, wish.remote, self.source)
        if not self.remote:
            raise PublishRefusedError(
                "the repository has no remote to publish to; "
                "`git remote add origin git@github.com:NAME/NAME.github.io.git`, with your own name"
            )
        self.branches = self._ask_remote()
        self.workflow = find_workflow(self.repository.top)
        self.way, self.branch = self._choose_way()
        self.tip = self._tip()
        self.place, self.domain_problems = self._find_place()
        base_url = wish.base_url or ("" if first.url else self.place.address if self.place else "")
        # What the author built before is no part of the blog, though it is not what this build writes.
        overrides: dict[str, Any] = {"destination": BUILT, "exclude": [*first.exclude, first.output]}
        if base_url:
            overrides["base_url"] = base_url
        self.settings, self.setting_problems = load_settings(overrides)
        self.place_problems = check_place(first, self.place, _settings_name(root), bool(wish.base_url))
        # A blog that comes from elsewhere need not tell git to ignore what this tool makes.
        self.made = made_in(first)
        self.today = clock(self.settings)
        self.builder = read_workflow(self.workflow[0]) if self.workflow and self.way == "actions" else None
        self.strict = self.builder is not None and self.builder.strict
        self.allow = wish.allow | frozenset(self.builder.allow if self.builder else ())
        self.home: tuple[str, ...] = ()

    def prepared(self, progress: Progress) -> Prepared:
        report = build(self.root, self.settings, self.today, jobs=self.jobs, progress=progress)
        posts, waiting, drafts = self._read()
        tracked = {unicodedata.normalize("NFC", path) for path in self.repository.tracked(self.root)}
        self.home = tuple(key for key in drafts if key not in tracked)
        shown_drafts = [key for key in drafts if key in tracked]
        files, digests = self._files()
        before, online = self._before(files, digests)
        known = [*addresses.read_known(self.root, self.settings), *addresses.known_from_tree(before)]
        keys = {post.key: post for post in posts}
        lost = addresses.find_lost(known, files, keys, self.settings)
        lost += addresses.find_lost_files(before, files) + _check_count(before, files)
        changes = compare(before, online)
        checks = (
            self._check_address(),
            self._check_repository(),
            _check_posts(report, waiting, self.settings, self.setting_problems),
            self._check_drafts(shown_drafts),
            self._check_contents(files),
            _check_links(files, report, posts, self.settings),
            Check("addresses", f"{len({each.address for each in known})} that were online", tuple(lost)),
        )
        return Prepared(
            root=self.root,
            settings=self.settings,
            way=self.way,
            remote=self.remote,
            branch=self.branch,
            folder=self.wish.folder,
            tip=self.tip,
            address=self.settings.url + self.settings.baseurl,
            files=files,
            digests=digests,
            posts=posts,
            report=report,
            checks=checks,
            changes=tuple(changes),
            known_before=bool(before),
            build=digests[BUILD_FILE],
            made=self.made,
            home=self.home,
            allow=self.allow,
            strict=self.strict,
        )

    # --- Where it goes

    def _ask_remote(self) -> dict[str, str]:
        try:
            return self.repository.remote_branches(self.remote)
        except GitError as error:
            where = self.repository.address(self.remote)
            raise PublishRefusedError(
                f"{self.remote} ({where}) does not answer: {error.detail}; "
                "create the repository, and see that you may push to it"
            ) from error

    def _choose_way(self) -> tuple[Way, str]:
        if self.wish.branch or self.wish.folder:
            return "branch", self.wish.branch or _DEFAULT_BRANCH
        if self.workflow:
            return "actions", self.source
        if _DEFAULT_BRANCH in self.branches:
            self.repository.fetch(self.remote, _DEFAULT_BRANCH)
            if is_own_branch(self.repository, self.branches[_DEFAULT_BRANCH]):
                return "branch", _DEFAULT_BRANCH
        raise PublishRefusedError(
            f"there are two ways to GitHub Pages: `dapsagi publish --setup` writes {WORKFLOW}, and GitHub builds; "
            f"`dapsagi publish --branch {_DEFAULT_BRANCH}` pushes the site built here"
        )

    def _tip(self) -> str:
        if self.way == "branch" and self.branch in self.branches:
            return self.repository.fetch(self.remote, self.branch)
        return self.branches.get(self.branch, "")

    def _find_place(self) -> tuple[Place | None, list[Problem]]:
        own = self.root / "CNAME"
        domain = domain_in(own.read_bytes()) if own.is_file() else ""
        online = self._online_domain()
        problems = check_domain(domain)
        if domain and online and domain != online:
            message = f"the site is at {online}, and CNAME says {domain}"
            hint = "correct it, or say `--allow G105` to move the site there"
            problems.append(Problem("G105", Severity.ERROR, message, Span("CNAME", 1), hint))
        return place_of(self.repository.address(self.remote), domain or online), problems

    def _online_domain(self) -> str:
        if self.way != "branch" or not self.tip:
            return ""
        path = f"{self.wish.folder}/CNAME" if self.wish.folder else "CNAME"
        return domain_in(self.repository.content(self.tip, path))

    # --- What goes

    def _read(self) -> tuple[tuple[Post, ...], list[Post], list[str]]:
        """Return the posts and pages of the site, the posts that wait for their day, and the sources of drafts."""
        with open_store(self.root / CACHE) as (store, _):
            loaded, site, _ = read_site(self.root, self.settings, store, self.today, self.jobs)
        drafts = [post.key for post in loaded.posts if post.draft or not post.published]
        written = [post for post in loaded.posts if post.is_post and post.published and not post.draft]
        waiting = sorted((post for post in written if post.date > self.today), key=lambda post: (post.date, post.key))
        return tuple(site.by_key.values()), waiting, drafts

    def _files(self) -> tuple[dict[str, Path | bytes], dict[str, str]]:
        # Nothing but what this build wrote can leave, whatever else lies in the folder.
        digests = read_digests(self.root / BUILT)
        files: dict[str, Path | bytes] = {path: self.root / BUILT / path for path in digests}
        digests[BUILD_FILE] = digest(digests)
        files[BUILD_FILE] = f"{digests[BUILD_FILE]}\n".encode()
        if self.way == "branch" and self.tip and "CNAME" not in files:
            # Losing it would take the site from its domain.
            path = f"{self.wish.folder}/CNAME" if self.wish.folder else "CNAME"
            if (cname := self.repository.content(self.tip, path)) is not None:
                files["CNAME"] = cname
                digests["CNAME"] = digest(cname.decode(errors="replace"))
        return files, digests

    def _before(
        self, files: Mapping[str, Path | bytes], digests: Mapping[str, str]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Return what is online and what will be, as far as the two can be compared."""
        if self.way == "branch":
            before = self.repository.files(self.tip, self.wish.folder) if self.tip else {}
            return before, self.repository.hashes(files)
        try:
            data = (self.root / _LAST).read_bytes()
            return msgspec.json.decode(data, type=dict[str, str]), dict(digests)
        except (OSError, msgspec.DecodeError):
            return {}, dict(digests)

    # --- Checks

    def _check_address(self) -> Check:
        address = self.settings.url + self.settings.baseurl
        kind = f" ({self.place.kind})" if self.place and self.place.address == address else ""
        return Check("address", (address or "not known") + kind, (*self.place_problems, *self.domain_problems))

    def _check_repository(self) -> Check:
        expected: Sequence[str] = []
        name = ""
        if self.workflow:
            file, expected = self.workflow
            name = file.relative_to(self.repository.top).as_posix()
        problems = check_branch(self.source, expected if self.way == "actions" else [], name)
        if self.builder:
            problems += _check_builder(self.builder, running_package(self.settings), name)
        if not self.wish.message:
            own = [*self.made, *self.home, f"{self.settings.data_dir}/{ADDRESSES}"]
            problems += check_clean(self.repository, self.root, own)
        if self.source:
            problems += check_current(self.repository, self.remote, self.source, self.branches)
        if self.way == "branch":
            followed, name = self.repository.upstream(self.source) if self.source else ("", "")
            default = name if followed == self.remote else ""
            problems += check_target(self.repository, self.branch, self.wish.folder, self.tip, self.source, default)
        target = f"{self.remote}/{self.branch}" + (f":{self.wish.folder}" if self.wish.folder else "")
        way = "GitHub builds" if self.way == "actions" else "the built site is pushed"
        return Check("repository", f"{self.source or 'detached'} → {target} ({way})", tuple(problems))

    def _check_drafts(self, tracked: Sequence[str]) -> Check:
        """Say where drafts are: what is in a commit is read by whoever reads the repository."""
        here, there = len(self.home), len(tracked)
        if self.settings.show_drafts:
            hint = "delete `show_drafts` from the settings; a preview shows drafts without it"
            message = "the settings show drafts, and they would be online"
            return Check("drafts", "shown", (Problem("G315", Severity.ERROR, message, Span("settings"), hint),))
        facts = [f"{here} stay{'s' if here == 1 else ''} here"] if here else []
        facts += [f"{there} in the repository"] if there else []
        address = web_address(self.repository.reading_address(self.remote))
        problems: list[Problem] = []
        if there and self.way == "actions" and address and (open_to_all := anybody_reads(address)) is not False:
            severity = Severity.WARNING if open_to_all else Severity.NOTE
            who = "anybody" if open_to_all else "whoever reads the repository"
            files = ", ".join(tracked[:_SHOWN]) + (f" and {there - _SHOWN} more" if there > _SHOWN else "")
            message = f"{who} can read {'a draft that is' if there == 1 else 'drafts that are'} in a commit: {files}"
            hint = "`git rm --cached` keeps the file and takes it out of the next commit, not out of those before"
            problems.append(Problem("G317", severity, message, Span("git"), hint))
        return Check("drafts", ", ".join(facts) or "none", tuple(problems))

    def _check_contents(self, files: Mapping[str, Path | bytes]) -> Check:
        tracked = self.repository.tracked(self.root)
        changed = self.repository.changed() if self.wish.message else []
        secrets = [each for each in contents.check_names([*tracked, *changed]) if each.code == "G301"]
        problems = [*contents.check_names(files), *secrets]
        on_disk = {path: file for path, file in files.items() if isinstance(file, Path)}
        sizes = {path: file.lstat().st_size for path, file in on_disk.items()}
        problems += contents.check_sizes(sizes)
        problems += contents.check_links_on_disk(self.root, on_disk, self.root / BUILT)
        machine, home = contents.machine_paths(self.root), contents.home_path()
        for path, file in on_disk.items():
            if contents.is_text(path) and sizes[path] <= contents.LARGEST_FILE:
                problems += contents.check_text(path, file.read_bytes(), machine, home)
        fact = f"{counted(len(files), 'file')}, {sum(sizes.values()) / 2**20:.1f} MB"
        return Check("contents", fact, tuple(dict.fromkeys(problems)))


def open_repository(root: Path) -> Repository:
    """Return the repository of the blog in `root`. Raises `PublishRefusedError` where there is none."""
    try:
        return Repository(root)
    except GitError as error:
        if "not installed" in error.detail:
            raise PublishRefusedError("publishing needs git; install it from https://git-scm.com") from error
        raise PublishRefusedError(
            f"{root.absolute()} is in no git repository; `git init -b main`, then add your remote"
        ) from error


def remember(prepared: Prepared) -> None:
    """Note on this machine what is online now."""
    write_whole(prepared.root / _LAST, msgspec.json.encode(dict(prepared.digests)))


def made_in(settings: Settings) -> tuple[str, ...]:
    """Return the paths in a blog that hold what the tool makes."""
    inside = not Path(settings.output).is_absolute() and ".." not in Path(settings.output).parts
    return (CACHE.parent.as_posix(), *([settings.output] if inside else []))


# --- Details ----------------------------------------------------------------------------------------------------


def _check_posts(report: Report, waiting: Sequence[Post], settings: Settings, problems: Sequence[Problem]) -> Check:
    found = [*problems, *report.problems]
    for post in waiting:
        fate = "is online before its day" if settings.future else "waits: publish again then"
        message = f'"{post.title}" is dated {post.date.astimezone(settings.zone):%Y-%m-%d %H:%M %Z}, and {fate}'
        found.append(Problem("G316", Severity.NOTE, message, Span(post.key, post.line_of("date"))))
    return Check("posts", f"{counted(report.posts, 'post')}, {report.pages} pages", tuple(found))


def _check_builder(builder: Workflow, package: Package, name: str) -> list[Problem]:
    if builder.ours:
        return check_package(builder.package, package, name) if builder.package else []
    message = "it deploys to GitHub Pages, and not with dapsagi: what was looked at here is not what will be online"
    return [Problem("G208", Severity.ERROR, message, Span(name), "delete it, then run `dapsagi publish --setup`")]


def _check_links(files: Mapping[str, Path | bytes], report: Report, posts: Iterable[Post], settings: Settings) -> Check:
    pages = {
        path: crawl.read_page(file.read_text("utf-8", errors="replace"))
        for path, file in files.items()
        if path.endswith(".html") and isinstance(file, Path)
    }
    # The build has named the line of these; the page need not be named too.
    told = {problem.span.path for problem in report.problems if problem.code.startswith("L")}
    known = {post.output for post in posts if post.key in told}
    found = crawl.find_dead(pages, files, settings.url, settings.baseurl)
    problems = [each for each in found if each.code not in ("G309", "G310") or each.span.path not in known]
    named = sum(len(page.targets) for page in pages.values())
    return Check("links", f"{named} on {len(pages)} pages", tuple(_gathered(problems)))


def _check_count(before: Iterable[str], after: Iterable[str]) -> list[Problem]:
    old, new = (sum(path.endswith(".html") for path in paths) for paths in (before, after))
    if old - new <= max(_FEW, old * _SHARE):
        return []
    message = f"{old} pages are online, and the new site has {new}"
    hint = "look at `dapsagi publish --dry-run`; say `--allow G307` if they are meant to go"
    return [Problem("G307", Severity.ERROR, message, Span("site"), hint)]


def _gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Return one problem for each message: a dead link in the footer is one, not one for every page."""
    first: dict[tuple[str, str], Problem] = {}
    pages: dict[tuple[str, str], int] = {}
    for problem in problems:
        key = problem.code, problem.message
        first.setdefault(key, problem)
        pages[key] = pages.get(key, 0) + 1
    return [
        problem if pages[key] == 1
        else msgspec.structs.replace(problem, message=f"{problem.message} (and {pages[key] - 1} more pages)")
        for key, problem in first.items()
    ]  # fmt: skip


def _settings_name(root: Path) -> str:
    return next((name for name in SETTINGS_NAMES if (root / name).is_file()), SETTINGS_NAMES[0])
