"""`docs/publishing.md` names every refusal that there is, and none that there is not."""

from __future__ import annotations

import re
from pathlib import Path

import dapsagi.publish
from dapsagi.cli.publish import publish

_MANUAL = Path(__file__).parents[2] / "docs/publishing.md"


def test_every_code_has_its_cure() -> None:
    sources = "".join(file.read_text("utf-8") for file in Path(dapsagi.publish.__path__[0]).glob("*.py"))
    used = set(re.findall(r'Problem\(\s*"(G\d{3})"', sources))
    rows = re.findall(r"^\| (G[^|]+)\|", _MANUAL.read_text("utf-8"), re.M)
    assert {code for row in rows for code in re.findall(r"G\d{3}", row)} == used


def test_every_option_is_explained() -> None:
    text = _MANUAL.read_text("utf-8")
    options = {name for parameter in publish.params for name in parameter.opts if name.startswith("--")}
    assert {name for name in options if f"`{name}" not in text} == {"--config"}
