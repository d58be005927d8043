"""What is released installs, and is what the indexes take."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# What a build needs of a checkout; the rest of it may hold caches of any size.
_SOURCES = ("src", "templates", "docs", "pyproject.toml", "README.md", "LICENSE", "NOTICE.md", "CHANGELOG.md")


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the sdist, built from a copy of the sources."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in _SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    run(sys.executable, "-m", "hatchling", "build", cwd=copy)
    (wheel,) = (copy / "dist").glob("*.whl")
    (sdist,) = (copy / "dist").glob("*.tar.gz")
    return wheel, sdist


def test_the_indexes_take_them(distributions: tuple[Path, Path]) -> None:
    said = run(sys.executable, "-m", "twine", "--no-color", "check", "--strict", *distributions)
    assert said.count("PASSED") == 2


def test_the_wheel_holds_the_package_and_nothing_else(distributions: tuple[Path, Path]) -> None:
    assert "OK" in run(Path(sys.executable).with_name("check-wheel-contents"), distributions[0])
    with zipfile.ZipFile(distributions[0]) as wheel:
        names = set(wheel.namelist())
    assert {"dapsagi/theme/base.html", "dapsagi/py.typed", "dapsagi/authoring/starter/ko/dapsagi.yml"} <= names
    assert {name.rpartition("/")[2] for name in names} >= {"LICENSE", "NOTICE.md"}
    with tarfile.open(distributions[1]) as sdist:
        held = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"templates/base.html", "docs/dependencies.md", "CHANGELOG.md", "src/dapsagi/cli.py"} <= held


def test_the_wheel_installs_into_an_empty_environment_and_starts_a_blog(
    distributions: tuple[Path, Path], tmp_path: Path
) -> None:
    venv.create(tmp_path / "venv")
    scripts = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = ("-m", "pip", "--python", str(scripts / "python"), "--disable-pip-version-check")
    install = (*pip, "install", "--quiet", "--no-compile", str(distributions[0]))
    done = subprocess.run([sys.executable, *install], capture_output=True, encoding="utf-8")
    if done.returncode and any(word in done.stderr for word in ("No matching distribution", "connection", "Retrying")):
        pytest.skip("pip cannot reach a package index, so the dependencies cannot be installed")
    assert done.returncode == 0, done.stderr
    run(scripts / "dapsagi", "new", "blog", "--yes", "--no-git", cwd=tmp_path)
    assert "3 posts" in run(scripts / "dapsagi", "build", "--strict", cwd=tmp_path / "blog")
    assert (tmp_path / "blog/site/assets/dapsagi/theme.css").is_file()
