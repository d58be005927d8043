"""Before a site leaves: it is built as it will stand, and everything that could go wrong is looked at.

Nothing is changed by this, in the repository or at the remote: `send` does that, with what is prepared here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from dapsagi.config import SETTINGS_NAMES, Settings
from dapsagi.loader.settings_file import find_settings
from dapsagi.machine.files import write_whole
from dapsagi.problems import Problem, Severity
from dapsagi.publish import checks
from dapsagi.publish.checks import Check
from dapsagi.publish.destination import Destination, PublishOptions, Way, choose_destination, find_place
from dapsagi.publish.outgoing import BUILT, Outgoing, made_in, make_outgoing
from dapsagi.publish.place import check_place
from dapsagi.publish.repository import Difference, compare
from dapsagi.report import Progress, in_silence

LoadSettings: TypeAlias = Callable[..., tuple[Settings, Sequence[Problem]]]

#: What this machine knows of the site that it published last: a digest for every file.
_LAST = ".dapsagi/published.json"


# With these in the way, git would refuse whatever is allowed here.
_FINAL: Mapping[Way, frozenset[str]] = {
    "actions": frozenset({"G202", "G204", "G212"}),
    "branch": frozenset({"G212"}),
}


class Prepared(msgspec.Struct, frozen=True):
    """A site that is ready to leave, or that must not.

    `changes` are to what is online, as far as it was `known_before`; `made` are paths in the blog that hold what the
    tool makes, and no commit needs; problems with a code in `allow` stop nothing.
    """

    site: Outgoing
    destination: Destination
    checks: tuple[Check, ...]
    changes: tuple[Difference, ...]
    known_before: bool
    made: tuple[str, ...]
    allow: frozenset[str]

    @property
    def stopping(self) -> tuple[Problem, ...]:
        """The problems that stand in the way."""
        return tuple(problem for check in self.checks for problem in check.problems if self.stops(problem))

    def stops(self, problem: Problem) -> bool:
        """Say whether a problem stops publishing: every error that was not allowed, and what fails the workflow."""
        if self.is_allowed(problem.code):
            return False
        builder = self.destination.builder
        strict = builder is not None and builder.strict and not problem.code.startswith("G")
        return problem.severity >= (Severity.WARNING if strict else Severity.ERROR)

    def is_allowed(self, code: str) -> bool:
        """Say whether problems of this code stop nothing."""
        return code in self.allow and not self.is_final(code)

    def is_final(self, code: str) -> bool:
        """Say whether nothing can be published over a problem of this code, even if it is allowed."""
        within_sources = code == "G207" and not self.destination.folder
        return within_sources or code in _FINAL[self.destination.way]

    @property
    def left_out(self) -> tuple[str, ...]:
        """The paths in the blog that no commit of this tool takes in."""
        return self.made + self.site.home


def prepare(
    root: Path,
    load_settings: LoadSettings,
    options: PublishOptions,
    clock: Callable[[Settings], datetime],
    *,
    jobs: int = 1,
    progress: Progress = in_silence,
) -> Prepared:
    """Build the blog in `root` and look at all that is to be looked at. Raises `RefusedError`.

    `load_settings` gives the settings under overrides by their names, `clock` the time in their zone.
    """
    own, _ = load_settings()
    if not options.branch and not options.below:
        options = msgspec.structs.replace(options, branch=own.publish_branch, below=own.publish_folder)
    destination = choose_destination(root, options)
    place, domain_problems = find_place(root, destination)
    # What the author built before is no part of the blog, though it is not what this build writes.
    overrides: dict[str, Any] = {"destination": BUILT, "exclude": [*own.exclude, own.output]}
    if base_url := options.base_url or (place.address if place and not own.url else ""):
        overrides["base_url"] = base_url
    settings, setting_problems = load_settings(**overrides)
    site = make_outgoing(root, settings, destination, clock(settings), jobs, progress)
    before, after = _compared(site, destination)
    place_problems = [
        *check_place(own, place, (find_settings(root) or Path(SETTINGS_NAMES[0])).name, bool(options.base_url)),
        *domain_problems,
    ]
    # A blog that comes from elsewhere need not tell git to ignore what this tool makes.
    made = made_in(own)
    commits = bool(options.message)
    builder = destination.builder
    return Prepared(
        site=site,
        destination=destination,
        checks=(
            checks.check_address(site, place, place_problems),
            checks.check_repository(site, destination, made, commits=commits),
            checks.check_posts(site, setting_problems),
            checks.check_drafts(site, destination),
            checks.check_contents(site, destination, commits=commits),
            checks.check_links(site),
            checks.check_addresses(site, before),
        ),
        changes=tuple(compare(before, after)),
        known_before=bool(before),
        made=made,
        allow=options.allow | frozenset(builder.allow if builder else ()),
    )


def remember(site: Outgoing) -> None:
    """Note on this machine that this site is online now."""
    write_whole(site.root / _LAST, msgspec.json.encode(dict(site.digests)))


def _compared(site: Outgoing, destination: Destination) -> tuple[dict[str, str], dict[str, str]]:
    """Return what is online and what will be, as far as the two can be compared."""
    if destination.way == "branch":
        repository, tip = destination.repository, destination.tip
        return repository.files(tip, destination.folder) if tip else {}, repository.hashes(site.files)
    try:
        data = (site.root / _LAST).read_bytes()
        return msgspec.json.decode(data, type=dict[str, str]), dict(site.digests)
    except (OSError, msgspec.DecodeError):
        return {}, dict(site.digests)
