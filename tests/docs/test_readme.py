"""The front door names every room."""

from __future__ import annotations

import re
from pathlib import Path

import click

from dapsagi.cli.main import main

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_every_command_is_named() -> None:
    named = set(re.findall(r"`(?:dapsagi )?([a-z-]+)", README)) | set(
        re.findall(r"^\$ dapsagi ([a-z-]+)", README, re.M)
    )
    assert {name for name in main.list_commands(click.Context(main)) if name not in named} == set()


def test_every_command_that_is_shown_can_be_given() -> None:
    for line in re.findall(r"^\$ dapsagi (.+)$", README, re.M):
        words = [word for word in line.partition("#")[0].split() if re.fullmatch(r"(--)?[a-z][a-z-]*", word)]
        command = main.get_command(click.Context(main), words[0])
        assert command is not None, line
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words[1:] if word.startswith("--")} <= options, line
