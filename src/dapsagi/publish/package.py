"""The dapsagi that runs here, as pip finds it elsewhere: what a workflow must install to build the same site."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import msgspec

from dapsagi import __version__
from dapsagi.config import Settings
from dapsagi.machine.git import GitError
from dapsagi.problems import Problem, Severity, Span
from dapsagi.publish.repository import Repository

_NAME = "dapsagi"

_SSH = re.compile(r"[^@/:]+@(?P<host>[^:/]+):(?P<path>[^/].*)")

# What such a word begins with follows the version of this tool; anything else is an author's own choice.
_FOLLOWING = re.compile(rf"{_NAME}\s*(?:==|~=|@)|git\+")


class Package(msgspec.Struct, frozen=True):
    """What pip installs, and why another machine may not find it; "" if it will."""

    requirement: str
    doubt: str = ""


class _VcsInfo(msgspec.Struct):
    vcs: str
    commit_id: str


class _DirectUrl(msgspec.Struct):
    url: str
    vcs_info: _VcsInfo | None = None
    archive_info: dict[str, object] | None = None
    subdirectory: str = ""


def running_package(settings: Settings) -> Package:
    """Return what a workflow must install to build as this machine does; the settings may say it."""
    if settings.publish_install:
        return Package(settings.publish_install)
    try:
        return package_of(distribution(_NAME).read_text("direct_url.json") or "", __version__)
    except PackageNotFoundError:
        return Package(f"{_NAME}=={__version__}", "this dapsagi was not installed by pip")


def package_of(direct_url: str, version: str) -> Package:
    """Return the package of an installation, by the `direct_url.json` that pip wrote beside it; "" if it wrote none.

    The format is that of https://packaging.python.org/en/latest/specifications/direct-url/. What came from an index
    has no such file. A folder is a checkout that others may reach too, if its commit has left for a remote.
    """
    released = f"{_NAME}=={version}"
    try:
        found = msgspec.json.decode(direct_url, type=_DirectUrl) if direct_url else None
    except msgspec.DecodeError:
        found = None
    if found is None:
        return Package(released)
    if found.url.startswith("file:"):
        requirement = _pushed(Path(unquote(urlsplit(found.url).path))) if found.archive_info is None else ""
        if requirement:
            return Package(requirement)
        return Package(released, "this dapsagi came from a place on this machine that no other reaches")
    address = public_address(found.url)
    if not address:
        return Package(released, f"this dapsagi came from {_without_password(found.url)}, which GitHub may not reach")
    below = f"#subdirectory={found.subdirectory}" if found.subdirectory else ""
    if found.vcs_info:
        return Package(f"{_NAME} @ {found.vcs_info.vcs}+{address}@{found.vcs_info.commit_id}{below}")
    return Package(f"{_NAME} @ {address}{below}")


def public_address(address: str) -> str:
    """Return the address at which anybody may read a repository or a file safely; "" for a place of this machine."""
    address = web_address(address)
    return address if address.startswith("https:") else ""


def web_address(address: str) -> str:
    """Return the address on the web of a repository that may be named by an address for `ssh`; "" if it has none."""
    if found := _SSH.fullmatch(address):
        return f"https://{found['host']}/{found['path']}"
    parts = urlsplit(address)
    if parts.scheme == "ssh" and parts.hostname:
        return urlunsplit(("https", parts.hostname.removeprefix("ssh."), parts.path, "", ""))
    return _without_password(address) if parts.scheme in ("https", "http") else ""


def _without_password(address: str) -> str:
    """Return an address without the user and the password in it."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if parts.hostname else address


def check_package(installed: str, package: Package, workflow: str) -> list[Problem]:
    """Report a workflow that installs what it may not find, or another dapsagi than the one that looked at the site."""
    if installed == package.requirement:
        if not package.doubt:
            return []
        message = f"GitHub will install {installed} from the package index, but {package.doubt}"
        hint = (
            "if that version is not released, set `publish.install` to where GitHub finds it, such as "
            "git+https://…@COMMIT, and run `dapsagi publish --setup`; or let this machine build: --branch gh-pages"
        )
        return [Problem("G217", Severity.WARNING, message, Span(workflow), hint)]
    if not _FOLLOWING.match(installed) or package.doubt:
        return []
    message = f"GitHub builds with {installed}, and what looked at the site here is {package.requirement}"
    hint = "`dapsagi publish --setup` brings the workflow up to date"
    return [Problem("G218", Severity.WARNING, message, Span(workflow), hint)]


def _pushed(folder: Path) -> str:
    """Return how pip reaches the commit of a checkout elsewhere; "" if it does not."""
    try:
        repository = Repository(folder)
        if repository.top.resolve() != folder.resolve():
            return ""
        commit = repository.commit()
        remotes = [name for name in repository.remotes() if commit and repository.is_at(name, commit)]
        addresses = [public_address(repository.reading_address(name)) for name in remotes]
    except (GitError, OSError):
        return ""
    return next((f"{_NAME} @ git+{address}@{commit}" for address in addresses if address), "")
