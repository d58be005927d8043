"""What a workflow installs is the dapsagi that looked at the site, wherever that came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dapsagi.config import Settings
from dapsagi.publish.package import Package, check_package, package_of, public_address, running_package, web_address
from publish.remotes import git

_COMMIT = "0123456789abcdef0123456789abcdef01234567"
_FROM_GIT = {"vcs_info": {"vcs": "git", "commit_id": _COMMIT}}


@pytest.mark.parametrize(
    ("direct_url", "requirement"),
    [
        (None, "dapsagi==1.2.3"),
        (
            {"url": "https://me:token@git.example/d.git", **_FROM_GIT},
            f"dapsagi @ git+https://git.example/d.git@{_COMMIT}",
        ),
        (
            {"url": "ssh://git@github.com/kim/d.git", **_FROM_GIT},
            f"dapsagi @ git+https://github.com/kim/d.git@{_COMMIT}",
        ),
        (
            {"url": "https://git.example/d.git", "subdirectory": "py", **_FROM_GIT},
            f"dapsagi @ git+https://git.example/d.git@{_COMMIT}#subdirectory=py",
        ),
        (
            {"url": "https://files.example/dapsagi-1.2.3-py3-none-any.whl", "archive_info": {}},
            "dapsagi @ https://files.example/dapsagi-1.2.3-py3-none-any.whl",
        ),
    ],
)
def test_an_installation_says_where_it_came_from(direct_url: dict[str, Any] | None, requirement: str) -> None:
    assert package_of(json.dumps(direct_url) if direct_url else "", "1.2.3") == Package(requirement)


@pytest.mark.parametrize(
    "direct_url",
    [
        {"url": "file:///nowhere/dapsagi", "dir_info": {"editable": True}},
        {"url": "file:///nowhere/dapsagi-1.2.3-py3-none-any.whl", "archive_info": {}},
        {"url": "git://git.example/d", **_FROM_GIT},
    ],
)
def test_what_only_this_machine_has_is_doubted(direct_url: dict[str, Any]) -> None:
    package = package_of(json.dumps(direct_url), "1.2.3")
    assert package.requirement == "dapsagi==1.2.3"
    (problem,) = check_package(package.requirement, package, "pages.yml")
    assert problem.code == "G217"
    assert "publish.install" in problem.hint
    assert "/nowhere" not in str(problem)


def test_a_checkout_is_found_where_its_commit_was_pushed_to(tmp_path: Path) -> None:
    folder, remote = tmp_path / "da psagi", tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(folder))
    (folder / "a").write_text("a")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "a")
    git(folder, "remote", "add", "origin", "git@github.com:kim/dapsagi.git")
    git(folder, "remote", "set-url", "--push", "origin", str(remote))
    direct_url = json.dumps({"url": folder.as_uri(), "dir_info": {}})
    assert package_of(direct_url, "1.2.3").doubt
    git(folder, "push", "--quiet", "origin", "main")
    commit = git(folder, "rev-parse", "HEAD")
    expected = Package(f"dapsagi @ git+https://github.com/kim/dapsagi.git@{commit}")
    assert package_of(direct_url, "1.2.3") == expected
    (folder / "a").write_text("b")
    git(folder, "commit", "--quiet", "-am", "b")
    assert package_of(direct_url, "1.2.3").doubt


def test_the_settings_have_the_last_word() -> None:
    package = running_package(Settings(publish_install="git+https://git.example/d@v2"))
    assert package == Package("git+https://git.example/d@v2")
    assert check_package("git+https://git.example/d@v2", package, "pages.yml") == []


@pytest.mark.parametrize(
    "installed", ["dapsagi==1.0", "dapsagi~=1.0", "dapsagi @ git+https://a.b/c@1", "git+https://a.b/c"]
)
def test_another_dapsagi_than_the_one_here_is_named(installed: str) -> None:
    (problem,) = check_package(installed, Package("dapsagi==2.0"), "pages.yml")
    assert (problem.code, problem.hint) == ("G218", "`dapsagi publish --setup` brings the workflow up to date")


@pytest.mark.parametrize("installed", ["dapsagi", "dapsagi>=1.0", "./vendor/dapsagi.whl"])
def test_what_an_author_chose_to_install_is_left_alone(installed: str) -> None:
    assert check_package(installed, Package("dapsagi==2.0"), "pages.yml") == []


@pytest.mark.parametrize(
    ("address", "web"),
    [
        ("git@github.com:kim/blog.git", "https://github.com/kim/blog.git"),
        ("ssh://git@ssh.github.com:443/kim/blog.git", "https://github.com/kim/blog.git"),
        ("https://me:token@git.example/blog", "https://git.example/blog"),
        ("http://git.example/blog", "http://git.example/blog"),
        ("/srv/blog.git", ""),
        ("C:/blog.git", ""),
        ("file:///srv/blog.git", ""),
    ],
)
def test_an_address_on_the_web_is_one_without_secrets(address: str, web: str) -> None:
    assert web_address(address) == web
    assert public_address(address) == (web if web.startswith("https:") else "")
