"""What must not leave the house: secrets, traces of the author's machine, and what GitHub Pages will not take.

The limits are those of https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from dapsagi.presses.gallery import IMAGE_FAULTS, open_image
from dapsagi.problems import Problem, Severity, Span
from dapsagi.report import counted

#: The greatest file that git hosts of the kind take, and the greatest site, in bytes.
LARGEST_FILE = 100 * 2**20
LARGEST_SITE = 2**30

_LONGEST_NAME = 255

# Files that hold passwords or keys wherever they are found.
_SECRET_NAMES = (
    *(".env", ".env.*", "*.pem", "*.key", "*.p12", "*.pfx", "*.jks", "*.keystore", "*.kdbx", "*.ppk"),
    *("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".netrc", "_netrc", ".npmrc", ".pypirc", ".htpasswd"),
    *(".git-credentials", "credentials.json", "client_secret*.json", "service-account*.json", ".aws", ".ssh"),
)
_HARMLESS_NAMES = (".env.example", ".env.sample", ".env.template")

# Keys as their makers spell them. A post may well show the first line of a key file: only one with a body counts.
_SECRETS = {
    "a private key": re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[^-]{200,}?-----END"),
    "a GitHub token": re.compile(rb"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{82})\b"),
    "an AWS key": re.compile(rb"\b(?:AKIA|ASIA)(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}\b"),
    "a Google key": re.compile(rb"\bAIza[A-Za-z0-9_-]{35}\b"),
    "a Slack token": re.compile(rb"\bxox[abprs]-[0-9]{10,}-[A-Za-z0-9-]{20,}"),
    "an OpenAI key": re.compile(rb"\bsk-(?:proj-)?[A-Za-z0-9_-]{20}T3BlbkFJ[A-Za-z0-9_-]{20,}"),
    "a Stripe key": re.compile(rb"\b[rs]k_live_[A-Za-z0-9]{24,}\b"),
}

_TEXT = {".html", ".htm", ".xml", ".txt", ".json", ".js", ".css", ".svg", ".md", ".yml", ".yaml", ".csv", ".toml", ""}
_PHOTO = {".jpg", ".jpeg"}
# Where Exif keeps the place, and the latitude in it (Exif 2.32, 4.6.3 and 4.6.6).
_PLACE, _LATITUDE = 0x8825, 2
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]")


def is_text(path: str) -> bool:
    """Say whether a file is one whose words can be looked at."""
    return Path(path).suffix.lower() in _TEXT


def check_names(paths: Iterable[str]) -> list[Problem]:
    """Report files that by their names are secrets, or that neither git nor GitHub Pages takes."""
    problems: list[Problem] = []
    for path in paths:
        names = path.split("/")
        if any(_is_secret(name) for name in names):
            message = "looks like a file of passwords or keys, and everybody could read it"
            hint = "add it to `exclude` in the settings, and change what is in it if it was online before"
            problems.append(Problem("G301", Severity.ERROR, message, Span(path), hint))
        if any(name.lower() == ".git" for name in names):
            problems.append(_unfit(path, "a folder of git's own cannot be published", "exclude it"))
        elif any(_UNFIT.search(name) for name in names):
            problems.append(_unfit(path, "the name has a control character or a backslash", "rename the file"))
        elif any(len(name.encode(errors="replace")) > _LONGEST_NAME for name in names):
            problems.append(_unfit(path, f"the name is longer than {_LONGEST_NAME} bytes", "give it a shorter one"))
    return problems


def check_sizes(sizes: Mapping[str, int], *, largest: int = LARGEST_FILE, total: int = LARGEST_SITE) -> list[Problem]:
    """Report files and sites that are too large for GitHub Pages; sizes and limits are in bytes."""
    problems = [
        Problem(
            "G305", Severity.ERROR, f"has {_megabytes(size)}, and GitHub takes {_megabytes(largest)} a file",
            Span(path), "make it smaller, or keep it elsewhere and link to it",
        )
        for path, size in sizes.items() if size > largest
    ]  # fmt: skip
    whole = sum(sizes.values())
    if whole > total * 9 // 10:
        biggest = ", ".join(sorted(sizes, key=lambda path: -sizes[path])[:3])
        severity = Severity.ERROR if whole > total else Severity.WARNING
        message = f"the site has {_megabytes(whole)}, and GitHub Pages takes {_megabytes(total)}"
        problems.append(Problem("G306", severity, message, Span("site"), f"the largest files are {biggest}"))
    return problems


def check_photos(files: Mapping[str, Path]) -> list[Problem]:
    """Report photos that tell where they were taken, in one note: a phone writes it into each."""
    telling = [path for path, file in files.items() if Path(path).suffix.lower() in _PHOTO and _has_place(file)]
    if not telling:
        return []
    first, *others = telling
    more = f", like {counted(len(others), 'other photo')}" if others else ""
    hint = "if nobody is to know, take it out with `exiftool -gps:all= FILE`; the smaller copies do not have it"
    return [Problem("G318", Severity.NOTE, f"tells where the photo was taken{more}", Span(first), hint)]


def check_links_on_disk(root: Path, paths: Iterable[str], output: Path) -> list[Problem]:
    """Report symbolic links: in the finished site, and those in the blog that show a file from outside it."""
    problems: list[Problem] = []
    inside = root.resolve()
    for path in paths:
        source = root / path
        if (output / path).is_symlink():
            hint = "remove it and publish again"
            problems.append(
                Problem("G303", Severity.ERROR, "is a symbolic link in the finished site", Span(path), hint)
            )
        elif source.is_file() and not source.resolve().is_relative_to(inside):
            message = "is a symbolic link to a file outside of the blog"
            problems.append(Problem("G303", Severity.ERROR, message, Span(path), "copy the file here, or exclude it"))
    return problems


def check_linked_folders(root: Path, top: Path, sources: Iterable[str]) -> list[Problem]:
    """Report folders of sources that lie behind a link which leads out of the repository at `top`."""
    inside, hint = top.resolve(), "what lies there is in no commit: move it here, and link from there"
    folders = {folder for source in sources for folder in map(str, PurePosixPath(source).parents)}
    outside = [folder for folder in sorted(folders) if not (root / folder).resolve().is_relative_to(inside)]
    first = [folder for folder in outside if not any(folder.startswith(f"{other}/") for other in outside)]
    message = "is a symbolic link to a folder outside of the repository"
    return [Problem("G303", Severity.ERROR, message, Span(folder), hint) for folder in first]


def check_text(path: str, data: bytes, machine: Sequence[bytes], home: bytes = b"") -> list[Problem]:
    """Report what a file gives away: keys, the folders of this machine `machine`, and with a warning its user's `home`.

    A text may show where its author keeps things, in the output of a program say; the blog's own folder is in no text
    on purpose.
    """
    problems: list[Problem] = []
    for name, pattern in _SECRETS.items():
        if found := pattern.search(data):
            line = data.count(b"\n", 0, found.start()) + 1
            hint = "take it out, and make a new one: what was written down once counts as known"
            problems.append(Problem("G301", Severity.ERROR, f"shows {name}", Span(path, line), hint))
    for folder in machine:
        if (at := data.find(folder)) >= 0:
            line = data.count(b"\n", 0, at) + 1
            message = f"names the folder {folder.decode(errors='replace')} of this machine"
            hint = "write an address of the site instead"
            problems.append(Problem("G302", Severity.ERROR, message, Span(path, line), hint))
    if home and not problems and (at := data.find(home + b"/")) >= 0:
        line = data.count(b"\n", 0, at) + 1
        message = f"names {home.decode(errors='replace')}, your own folder on this machine"
        hint = "write ~ instead, if nobody is to know what it is called"
        problems.append(Problem("G302", Severity.WARNING, message, Span(path, line), hint))
    return problems


def machine_paths(root: Path) -> list[bytes]:
    """Return the folders whose names would tell of this machine: that of the blog."""
    places = {root.absolute(), root.resolve()}
    # `/blog` could stand in any text; with two folders above it, it is a place on a disk.
    return sorted(str(place).encode() for place in places if len(place.parts) > 2)


def home_path() -> bytes:
    """Return the folder of whoever publishes; nothing where its name tells nothing, as `/root`."""
    home = Path.home()
    return str(home).encode() if len(home.parts) > 2 else b""


def _is_secret(name: str) -> bool:
    name = name.lower()
    return any(fnmatch(name, pattern) for pattern in _SECRET_NAMES) and name not in _HARMLESS_NAMES


def _has_place(file: Path) -> bool:
    try:
        with open_image(file) as image:
            return _LATITUDE in image.getexif().get_ifd(_PLACE)
    except IMAGE_FAULTS:
        return False


def _unfit(path: str, message: str, hint: str) -> Problem:
    return Problem("G304", Severity.ERROR, message, Span(path.encode(errors="replace").decode()), hint)


def _megabytes(size: int) -> str:
    return f"{size / 2**20:,.0f} MB" if size >= 2**20 else f"{size:,} bytes"
