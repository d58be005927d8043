"""Git, as far as publishing needs it: plain commands, and none that touches the author's work tree, index or branches.

A finished site becomes a commit by way of an index of its own, and leaves by a push that can only add to what is
there. All that this leaves behind in the repository are objects, and references below `refs/dapsagi/`.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from dapsagi.machine.files import DRAFTS, write_whole
from dapsagi.machine.git import GitError, explained, run_git

#: The trailer that marks a commit as written by this tool, with the build id of the site in it.
TRAILER = "Dapsagi-Build"

#: The trailer with the commit of the sources that the site was built from.
SOURCE = "Dapsagi-Source"

_KEPT = "refs/dapsagi/fetched/"

# How long a stranger's question may take (seconds).
_PATIENCE = 10.0


class PushRefusedError(Exception):
    """A push did not get through: `moved` where somebody else was there first."""

    def __init__(self, detail: str, *, moved: bool) -> None:
        super().__init__(detail)
        self.detail, self.moved = detail, moved


class Difference(msgspec.Struct, frozen=True):
    """A path that differs between two trees: "added", "changed" or "removed"."""

    path: str
    kind: str


class Repository:
    """The git repository that a folder belongs to: a plain one, a worktree or a submodule."""

    def __init__(self, folder: Path) -> None:
        """Take a folder in the work tree. Raises `GitError` if it is in none, or if there is no git."""
        self._folder = folder
        self.top = Path(self._text("rev-parse", "--show-toplevel"))

    # --- What is there

    def branch(self) -> str:
        """Return the branch that is checked out; empty for a detached HEAD."""
        return self._run("symbolic-ref", "--quiet", "--short", "HEAD", check=False).stdout.decode().strip()

    def takes_branch(self, name: str) -> bool:
        """Say whether a branch can have this name, and is meant by it wherever it is written."""
        if name == "HEAD" or name.startswith(("-", "refs/")):
            return False
        return self._run("check-ref-format", f"refs/heads/{name}", check=False).returncode == 0

    def commit(self, name: str = "HEAD") -> str:
        """Return the id of the commit that a name means; empty where there is none."""
        found = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}", check=False)
        return found.stdout.decode().strip()

    def changed(self, below: Iterable[Path] = (), leave_out: Iterable[str] = ()) -> list[str]:
        """Return the paths, from the top of the repository, that no commit holds as they are, submodules included.

        With `below`, those at or under these places alone, but for the paths `leave_out`, from the folder.
        """
        places = self._pathspecs(below, leave_out)
        command = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
        entries = self._run(*command, "--", *places).stdout
        return [entry[3:].decode(errors="replace") for entry in entries.split(b"\0") if entry]

    def unmerged(self) -> list[str]:
        """Return the paths, from the top of the repository, of which git holds two versions that it could not merge."""
        entries = self._run("ls-files", "--unmerged", "-z", "--full-name", ":/").stdout.split(b"\0")
        return list(dict.fromkeys(os.fsdecode(entry.partition(b"\t")[2]) for entry in entries if entry))

    def unfinished(self) -> str:
        """Return what has been begun in the work tree and not ended, such as "merge"; empty where nothing is."""
        for name, marks in _UNFINISHED.items():
            paths = (self._text("rev-parse", "--git-path", mark) for mark in marks)
            if any((self._folder / path).exists() for path in paths):
                return name
        return ""

    def tracked(self, folder: Path) -> list[str]:
        """Return the paths, from `folder`, of the files below it that are under version control."""
        listed = run_git(folder, "ls-files", "-z").stdout
        return [os.fsdecode(name) for name in listed.split(b"\0") if name]

    def ignores(self, path: Path) -> bool:
        """Say whether git leaves a path out; one that is relative counts from here, not from the repository."""
        return self._run("check-ignore", "--quiet", str(path.absolute()), check=False).returncode == 0

    def remotes(self) -> list[str]:
        """Return the names of the remotes."""
        return self._text("remote").split()

    def address(self, remote: str) -> str:
        """Return where a remote is: its address, or the name itself where it is one."""
        if remote not in self.remotes():
            return remote
        return self._text("remote", "get-url", "--push", remote)

    def reading_address(self, remote: str) -> str:
        """Return where a remote is read from, which may differ from where it is written to."""
        return self._text("remote", "get-url", remote) if remote in self.remotes() else remote

    def is_at(self, remote: str, commit: str) -> bool:
        """Say whether a commit was at a remote when it was last looked at."""
        return bool(self._text("branch", "--remotes", "--list", f"{remote}/*", "--contains", commit))

    def upstream(self, branch: str) -> tuple[str, str]:
        """Return the remote and the name there of the branch that `branch` follows; empty texts if it follows none."""
        remote = self._run("config", f"branch.{branch}.remote", check=False).stdout.decode().strip()
        merge = self._run("config", f"branch.{branch}.merge", check=False).stdout.decode().strip()
        return (remote, merge.removeprefix("refs/heads/")) if remote and merge else ("", "")

    def remote_branches(self, remote: str) -> dict[str, str]:
        """Ask a remote for its branches and their commits. Raises `GitError` if it does not answer."""
        lines = self._text("ls-remote", "--heads", remote).splitlines()
        pairs = (line.partition("\t")[::2] for line in lines)
        return {name.removeprefix("refs/heads/"): commit for commit, name in pairs}

    def fetch(self, remote: str, branch: str) -> str:
        """Bring a branch of a remote here, under a name of the tool's own; return its commit."""
        kept = f"{_KEPT}{branch}"
        self._run(
            "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
            "--refmap=", remote, f"+refs/heads/{branch}:{kept}",
        )  # fmt: skip
        return self.commit(kept)

    def has(self, commit: str) -> bool:
        """Say whether a commit is here."""
        return self._run("cat-file", "-e", f"{commit}^{{commit}}", check=False).returncode == 0

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Say whether `newer` holds all that `older` holds."""
        return self._run("merge-base", "--is-ancestor", older, newer, check=False).returncode == 0

    def files(self, commit: str, folder: str = "") -> dict[str, str]:
        """Return the files below a folder of a commit with the ids of their contents; empty if it has none."""
        listed = self._run("ls-tree", "-r", "-z", f"{commit}:{folder}", check=False)
        files: dict[str, str] = {}
        for entry in listed.stdout.split(b"\0") if listed.returncode == 0 else ():
            head, _, name = entry.partition(b"\t")
            if name:
                files[name.decode(errors="surrogateescape")] = head.split()[2].decode()
        return files

    def content(self, commit: str, path: str) -> bytes | None:
        """Return a file of a commit; None where there is none."""
        found = self._run("cat-file", "blob", f"{commit}:{path}", check=False)
        return found.stdout if found.returncode == 0 else None

    def last_own(self, commit: str) -> str:
        """Return the newest commit of this tool among `commit` and its first parents; empty if there is none."""
        form = f"%H%x00%(trailers:key={TRAILER},valueonly,separator=%x2C)"
        for line in self._text("log", "--first-parent", f"--format={form}", commit).splitlines():
            identity, _, trailer = line.partition("\0")
            if trailer.strip():
                return identity
        return ""

    def source_of(self, commit: str, folder: str = "") -> str:
        """Return the commit of the sources from which a published branch, or a folder of it, was last built.

        It need not be here; the text is empty where none is noted.
        """
        form = f"%(trailers:key={SOURCE},valueonly,separator=%x2C)"
        below = ("--", f":(top,literal){folder}") if folder else ()
        noted = self._text("log", "--first-parent", f"--format={form}", commit, *below).split()
        return noted[0] if noted else ""

    def is_shallow(self) -> bool:
        """Say whether the history here is cut off, so that older commits are missing."""
        return self._text("rev-parse", "--is-shallow-repository") == "true"

    def hashes(self, files: Mapping[str, Path | bytes]) -> dict[str, str]:
        """Return the ids that git gives to the contents of these files."""
        return self._contents(files)

    # --- What is made

    def write_tree(self, base: str, folder: str, files: Mapping[str, Path | bytes]) -> str:
        """Write a tree in which `folder` holds these files and nothing else; the rest is as in the commit `base`.

        `base` may be empty. Contents are stored byte for byte, whatever `.gitattributes` and `core.autocrlf` say.
        """
        contents = self._contents(files, "-w")
        prefix = folder + "/" if folder else ""
        entries = "".join(f"100644 {identity}\t{prefix}{name}\0" for name, identity in contents.items())
        with tempfile.TemporaryDirectory() as scratch:
            index = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
            if base and folder:
                self._run("read-tree", base, env=index)
                held = [prefix + name for name in self.files(base, folder)]
                gone = "".join(f"0 {'0' * len(base)}\t{name}\0" for name in held)
                self._index(gone, index)
            self._index(entries, index)
            return self._run("write-tree", env=index).stdout.decode().strip()

    def write_commit(self, tree: str, parent: str, message: str) -> str:
        """Write a commit, with the author's own name as git knows it. Raises `GitError` if it knows none."""
        parents = ("-p", parent) if parent else ()
        return self._run("commit-tree", tree, *parents, data=message.encode()).stdout.decode().strip()

    def tree_of(self, commit: str) -> str:
        """Return the id of a commit's tree."""
        return self._text("rev-parse", f"{commit}^{{tree}}")

    def push(self, remote: str, commit: str, branch: str) -> None:
        """Add a commit to a branch of a remote; what is there is never replaced. Raises `PushRefusedError`."""
        spec = f"{commit}:refs/heads/{branch}"
        done = self._run("push", "--porcelain", "--no-recurse-submodules", remote, spec, check=False)
        if done.returncode == 0:
            return
        said = done.stdout.decode(errors="replace")
        moved = "[rejected]" in said and any(word in said for word in ("fetch first", "non-fast-forward", "stale info"))
        raise PushRefusedError(explained(done.stderr.decode(errors="replace"), said), moved=moved)

    # --- For a blog that begins

    def commit_paths(self, paths: Iterable[Path], message: str, leave_out: Iterable[str] = ()) -> None:
        """Commit these files and folders as they are on disk, and nothing else that may be staged.

        `leave_out` are paths from the folder that are no part of it. Raises `GitError`; what was staged is so still.
        """
        names = self._pathspecs(paths, leave_out)
        index = self._folder / self._text("rev-parse", "--git-path", "index")
        staged = index.read_bytes() if index.exists() else None
        self._run("add", "--all", "--", *names)
        try:
            self._run("commit", "--quiet", "-F", "-", "--", *names, data=message.encode())
        except GitError:
            # A hook of the author's may have refused.
            index.unlink(missing_ok=True) if staged is None else write_whole(index, staged)
            raise

    def _contents(self, files: Mapping[str, Path | bytes], *options: str) -> dict[str, str]:
        # In a list, each line is a path.
        paths = [(name, file) for name, file in files.items() if isinstance(file, Path) and "\n" not in str(file)]
        listing = "".join(f"{file.absolute()}\n" for _, file in paths).encode(errors="surrogateescape")
        command = ("hash-object", "--no-filters", *options)
        ids = self._run(*command, "--stdin-paths", data=listing).stdout.decode().split()
        contents = dict(zip((name for name, _ in paths), ids, strict=True))
        for name in files.keys() - contents.keys():
            file = files[name]
            data = file if isinstance(file, bytes) else file.read_bytes()
            contents[name] = self._run(*command, "--stdin", data=data).stdout.decode().strip()
        return contents

    def _pathspecs(self, places: Iterable[Path], leave_out: Iterable[str]) -> list[str]:
        # `git add` takes the name of an ignored path for a mistake, even where it is to be left out.
        left = [name for name in leave_out if not self.ignores(self._folder / name)]
        exclusions = [*(f"literal){name}" for name in left), f"glob)**/{DRAFTS}"]
        return [*(str(place) for place in places), *(f":(exclude,{each}" for each in exclusions)]

    def _index(self, entries: str, env: Mapping[str, str]) -> None:
        data = entries.encode(errors="surrogateescape")
        self._run("update-index", "-z", "--index-info", data=data, env=env)

    def _text(self, *arguments: str) -> str:
        return self._run(*arguments).stdout.decode(errors="surrogateescape").strip()

    def _run(
        self, *arguments: str, data: bytes = b"", env: Mapping[str, str] | None = None, check: bool = True
    ) -> subprocess.CompletedProcess[bytes]:
        return run_git(self._folder, *arguments, data=data, env=env, check=check)


def anybody_reads(address: str) -> bool | None:
    """Say whether the repository at an address is open to everybody; None where that is not to be known.

    It is asked as a stranger would: no password, no key, and nothing of what the author has told git.
    """
    silent = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
    silent |= {"GIT_ASKPASS": "true", "SSH_ASKPASS": "true"}
    with tempfile.TemporaryDirectory() as elsewhere:
        try:
            asked = run_git(
                Path(elsewhere), "ls-remote", "--heads", address, env=silent, check=False, seconds=_PATIENCE
            )
        except GitError:
            return None
    if asked.returncode == 0:
        return True
    said = asked.stderr.decode(errors="replace").lower()
    return False if any(word in said for word in ("authentication", "username", "not found", "403")) else None


def compare(old: Mapping[str, str], new: Mapping[str, str]) -> list[Difference]:
    """Return how `new` differs from `old`; both map paths to a digest of what is there."""
    changes = [
        Difference(path, "added" if path not in old else "removed" if path not in new else "changed")
        for path in {*old, *new}
        if old.get(path) != new.get(path)
    ]
    return sorted(changes, key=lambda change: (change.kind, change.path))


# What git leaves in its folder while it waits for the author.
_UNFINISHED = {
    "merge": ("MERGE_HEAD",),
    "rebase": ("rebase-merge", "rebase-apply"),
    "cherry-pick": ("CHERRY_PICK_HEAD",),
    "revert": ("REVERT_HEAD",),
}
