"""The workflow that builds a blog on GitHub and hands it to Pages.

It runs with the least rights that Pages asks for, one run at a time, and keeps the tool's cache between runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import Any

import msgspec

from dapsagi.config import Settings
from dapsagi.yaml_text import YamlError, read_mapping

#: Where the workflow of a blog stands, from the top of its repository.
WORKFLOW = ".github/workflows/pages.yml"

_INSTALL = "python -m pip install --disable-pip-version-check "
_INSTALLED = re.compile(rf"^(?P<before>\s*- run: ){re.escape(_INSTALL)}(?P<package>'[^'\n]*'|[^'\s]+)\s*$", re.M)
_BUILT = re.compile(r"^(?P<before>\s*- run: )dapsagi build (?P<folder>(?:'[^'\n]*' |[^'\s-]\S* )?)--strict\b.*$", re.M)

_ALLOWED = r"--allow[ =](\w+)"

#: The file of the finished site that says which build it is.
BUILD_FILE = "dapsagi-build.txt"


def workflow_text(
    settings: Settings, *, branch: str, folder: str, package: str, allow: Sequence[str] = (), submodules: bool = False
) -> str:
    """Return the workflow of a blog in `folder` of its repository, `""` for the top, published from `branch`.

    `package` is what pip installs; problems with the codes in `allow` do not fail the build. Where git's record tells
    of revisions, the runner gets every commit, and not the last one alone.
    """
    below = f"{folder}/" if folder else ""
    values = {
        "branch": _quoted(branch),
        "timezone": settings.timezone,
        "submodules": "\n          submodules: recursive" if submodules else "",
        "history": "\n          fetch-depth: 0" if settings.revisions_git else "",
        "cache": below + ".dapsagi",
        "install": _scalar(_INSTALL + quote(package)),
        "build": _scalar(_build_command(folder, allow)),
        "output": below + settings.output,
        "build_file": quote(f"{below}{settings.output}/{BUILD_FILE}"),
    }
    template = Path(__file__).with_name("pages.yml").read_text("utf-8")
    return re.sub(r"<(\w+)>", lambda found: values[found[1]], template)


def update_workflow(text: str, package: str, allow: Sequence[str]) -> str:
    """Return a workflow of this tool that installs `package`, and allows the codes in `allow` beside those it did.

    Whatever else its author has made of it stays; what is no line of this tool's is not touched.
    """
    text = _INSTALLED.sub(lambda found: found["before"] + _scalar(_INSTALL + quote(package)), text)

    def built(found: re.Match[str]) -> str:
        before = tuple(re.findall(_ALLOWED, found[0]))
        fresh = [code for code in allow if code not in before]
        return found[0].replace("--strict", "--strict" + "".join(f" --allow {code}" for code in fresh), 1)

    return _BUILT.sub(built, text)


class Workflow(msgspec.Struct, frozen=True):
    """A workflow that deploys to Pages: its file, the branches that it waits for, and what it does for that.

    `ours` says whether it builds with this tool at all, `package` what it installs ("" if that is not to be seen),
    `strict` whether warnings fail it; `allow` are the codes of problems that do not.
    """

    file: Path
    branches: tuple[str, ...]
    ours: bool
    package: str
    strict: bool
    allow: tuple[str, ...]


def find_workflow(top: Path) -> Workflow | None:
    """Return the workflow below `top` that deploys to Pages; None without one."""
    for file in sorted((top / ".github/workflows").glob("*.y*ml")):
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if re.search(r"^\s*(?:-\s+)?uses:\s*actions/deploy-pages@", text, re.M):
            return _read(file, text)
    return None


def _read(file: Path, text: str) -> Workflow:
    command = next(iter(re.findall(r"\bdapsagi build\b.*", text)), "")
    installed = _INSTALLED.search(text)
    package = installed["package"].strip("'") if installed else ""
    allow = tuple(re.findall(_ALLOWED, command))
    return Workflow(file, _branches(text), "dapsagi" in text, package, "--strict" in command, allow)


def _branches(text: str) -> tuple[str, ...]:
    try:
        values: Mapping[Any, Any] = read_mapping(text).values
    except YamlError:
        return ()
    # In YAML 1.1 a bare `on` is true.
    events = values.get("on", values.get("True", values.get("true")))
    push = events.get("push") if isinstance(events, dict) else None
    branches = push.get("branches") if isinstance(push, dict) else None
    return tuple(map(str, branches)) if isinstance(branches, list) else ()


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z][\w./-]*", name, re.A) else "'" + name.replace("'", "''") + "'"


def _build_command(folder: str, allow: Sequence[str]) -> str:
    below = quote(folder) + " " if folder else ""
    return f"dapsagi build {below}--strict" + "".join(f" --allow {code}" for code in allow) + ' --base-url "$BASE_URL"'


def _scalar(command: str) -> str:
    """Return a command as YAML: as it is, if that means itself."""
    return command if re.search(r": |:$| #", command) is None else "'" + command.replace("'", "''") + "'"
