"""What is released installs, and is what the indexes take."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Where a Python of another version may be, besides the search path.
_SHELVES = (Path.home() / ".pyenv/versions", Path.home() / ".local/share/uv/python")

MINORS = range(11, 16)

# No file of the repository is near this size (bytes).
_LARGEST = 8_000_000


def python(minor: int) -> Path | None:
    """Return a Python 3 of this minor version that runs; None where there is none."""
    name = f"python3.{minor}"
    found = [Path(sys.executable)] if sys.version_info[1] == minor else []
    found += [Path(path)] if (path := shutil.which(name)) else []
    found += [file for shelf in _SHELVES for file in sorted(shelf.glob(f"*/bin/{name}"))]
    return next((each for each in found if subprocess.run([each, "-V"], capture_output=True).returncode == 0), None)


def checkout() -> list[str]:
    """Return the files of the checkout that are under version control, or would be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    if done.returncode:
        pytest.skip("this is no checkout of the repository, so there is nothing to build distributions from")
    return [name for name in done.stdout.split("\0") if (ROOT / name).is_file()]


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_nothing_is_under_version_control_by_accident() -> None:
    held = {name: (ROOT / name).read_bytes() for name in checkout()}
    assert [name for name, data in held.items() if len(data) > _LARGEST] == []
    # The marks of a conflict that somebody took for solved.
    marks = tuple(mark.encode() * 7 + b" " for mark in "<>")
    assert [name for name, data in held.items() if any(line.startswith(marks) for line in data.splitlines())] == []


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the sdist, built from a copy of the sources."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in checkout():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
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
    assert {"dapsagi/templates/base.html", "dapsagi/py.typed", "dapsagi/authoring/starter/ko/dapsagi.yml"} <= names
    assert {name.rpartition("/")[2] for name in names} >= {"LICENSE", "NOTICE.md"}


def test_the_sdist_holds_what_its_tests_need_and_builds_the_same_wheel(
    distributions: tuple[Path, Path], tmp_path: Path
) -> None:
    with tarfile.open(distributions[1]) as sdist:
        sdist.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    held = {file.relative_to(unpacked).as_posix() for file in unpacked.rglob("*") if file.is_file()}
    assert {name for name in checkout() if not name.startswith(".ci/")} - held == set()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", cwd=unpacked)
    (again,) = (unpacked / "dist").glob("*.whl")
    assert contents(again) == contents(distributions[0])


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("minor", MINORS)
def test_the_wheel_installs_into_an_empty_environment_and_starts_a_blog(
    distributions: tuple[Path, Path], tmp_path: Path, minor: int
) -> None:
    interpreter = python(minor)
    if interpreter is None:
        pytest.skip(f"there is no Python 3.{minor} here")
    run(interpreter, "-m", "venv", "--without-pip", tmp_path / "venv")
    scripts = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = ("-m", "pip", "--python", str(scripts / "python"), "--disable-pip-version-check")
    install = (*pip, "install", "--quiet", "--no-compile", "--only-binary", ":all:", str(distributions[0]))
    done = subprocess.run([sys.executable, *install], capture_output=True, encoding="utf-8")
    if done.returncode and any(word in done.stderr for word in ("connection", "Retrying")):
        pytest.skip("pip cannot reach a package index")
    assert done.returncode == 0, done.stderr
    assert f"3.{minor}." in run(scripts / "python", "-V")
    run(scripts / "dapsagi", "new", "blog", "--yes", "--no-git", cwd=tmp_path)
    assert "3 posts" in run(scripts / "dapsagi", "build", "--strict", cwd=tmp_path / "blog")
    assert (tmp_path / "blog/site/assets/dapsagi/theme.css").is_file()
