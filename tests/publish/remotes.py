"""A blog in a repository of its own, with a bare repository for its remote."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

from blog import TODAY, Blog
from dapsagi.config import Settings
from dapsagi.loader.settings_file import load_settings
from dapsagi.publish.destination import PublishOptions
from dapsagi.publish.prepare import Prepared, prepare
from dapsagi.publish.send import Sent, send
from hosts import Quiet

PAGES = PublishOptions(branch="gh-pages")

# Whoever runs the tests may have told git anything.
_ENVIRONMENT = {
    **os.environ,
    **{f"GIT_{who}_NAME": "김답사" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "kim@example.com" for who in ("AUTHOR", "COMMITTER")},
}

SMALL = """\
-- dapsagi.yml --
title: 답사
url: https://kim.example
-- .gitignore --
/site/
/.dapsagi/
-- CNAME --
kim.example
-- posts/2025-01-01-first.md --
---
title: 첫 글
tags: [시작]
---
처음이다.
-- posts/2025-01-02-second.md --
---
title: 둘째 글
---
[첫 글](2025-01-01-first.md)
"""


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=_ENVIRONMENT, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


class Journal(Blog):
    """A blog under version control. `remote` is its origin, a bare repository."""

    def __init__(self, folder: Path, text: str = SMALL) -> None:
        super().__init__(folder / "blog", text)
        self.remote = folder / "remote.git"
        self.root.mkdir(exist_ok=True)
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        git(self.root, "init", "--quiet", "--initial-branch=main")
        git(self.root, "config", "user.name", "김답사")
        git(self.root, "config", "user.email", "kim@example.com")
        git(self.root, "remote", "add", "origin", str(self.remote))
        self.commit("처음")

    def cloned(self, folder: Path, *options: str) -> Journal:
        """Return the blog on another machine: a clone of the remote."""
        git(folder.parent, "clone", "--quiet", *options, self.remote.as_uri(), str(folder))
        other = Journal.__new__(Journal)
        other.root, other.remote = folder, self.remote
        return other

    def commit(self, message: str = "더") -> str:
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--message", message)
        return git(self.root, "rev-parse", "HEAD")

    def prepare(self, options: PublishOptions = PAGES, today: datetime = TODAY) -> Prepared:
        def settings(**overrides: Any) -> tuple[Settings, tuple[Any, ...]]:
            return load_settings(self.root, overrides=overrides)

        return prepare(self.root, settings, options, lambda _: today)

    def publish(self, options: PublishOptions = PAGES) -> Sent:
        prepared = self.prepare(options)
        assert prepared.stopping == ()
        return send(prepared, options.message)

    def online(self, branch: str = "gh-pages") -> list[str]:
        """Return the files that the remote's branch holds."""
        return git(self.remote, "-c", "core.quotepath=false", "ls-tree", "-r", "--name-only", branch).splitlines()

    def shown(self, path: str, branch: str = "gh-pages") -> str:
        return git(self.remote, "show", f"{branch}:{path}")

    def hook(self, name: str, script: str) -> Path:
        """Put a hook into the remote; return its file."""
        file = self.remote / "hooks" / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        return file

    def call_remote(self, path: str) -> None:
        """Let the remote be reached as `git@github.com:path`, through a command that stands for ssh."""
        ssh = self.remote.parent / "ssh"
        ssh.write_text(f'#!/bin/sh\nfor word; do :; done\ncd {self.remote.parent}/github && eval "$word"\n')
        ssh.chmod(0o755)
        place = self.remote.parent / "github" / path
        place.parent.mkdir(parents=True)
        place.symlink_to(self.remote)
        git(self.root, "config", "core.sshCommand", str(ssh))
        git(self.root, "remote", "set-url", "origin", f"git@github.com:{path}")

    def state(self) -> tuple[str, ...]:
        """Return everything of the author's in git: the branches, the index, the work tree."""
        refs = git(self.root, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/tags")
        staged = git(self.root, "ls-files", "--stage")
        return refs, staged, git(self.root, "status", "--porcelain"), git(self.root, "stash", "list")


def codes(prepared: Prepared) -> list[str]:
    """Return the codes of what stands in the way."""
    return sorted({problem.code for problem in prepared.stopping})


def said(prepared: Prepared, code: str) -> str:
    """Return what the author reads of a problem."""
    return "\n".join(str(each) for check in prepared.checks for each in check.problems if each.code == code)


class Gate(Quiet, SimpleHTTPRequestHandler):
    """Shows the files of a repository to everybody, or asks for a password."""

    is_open = True

    def do_GET(self) -> None:
        if self.is_open:
            super().do_GET()
        else:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
            self.end_headers()
