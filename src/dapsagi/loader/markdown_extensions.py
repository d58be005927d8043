"""Extensions of Python-Markdown that a blog asks for: whether they are there, and which code they are."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from dapsagi.config import Settings
from dapsagi.digest import Digest, digest
from dapsagi.problems import Problem, Severity, Span


def with_extensions(settings: Settings, place: Span) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings with those of its extensions that can be used, and a digest of their code.

    A text that another version of one has changed is read again. `place` is where the settings name them; those that
    cannot be used are reported.
    """
    usable: dict[str, Digest] = {}
    problems = []
    for name in settings.markup.extensions:
        try:
            usable[name] = _digest_of(name)
        except Exception as error:
            # The code of an extension may fail in any way.
            message = f'the extension "{name}" of Markdown cannot be used: {error}'
            hint = "install it where dapsagi is installed, or correct `markdown.extensions`"
            problems.append(Problem("C114", Severity.ERROR, message, place, hint))
    code = digest(usable) if usable else ""
    markup = msgspec.structs.replace(settings.markup, extensions=tuple(usable), extensions_digest=code)
    return msgspec.structs.replace(settings, markup=markup), tuple(problems)


def _digest_of(name: str) -> Digest:
    """Return the digest of what stands in the folder of an extension. Raises whatever it raises itself."""
    from markdown import Markdown
    from markdown.util import get_installed_extensions

    Markdown().build_extension(name, {})
    named = {entry.name: entry.module for entry in get_installed_extensions()}
    module = sys.modules[named.get(name, name.partition(":")[0])]
    folder = Path(module.__file__ or "").parent
    return digest({file.name: file.read_text("utf-8", "replace") for file in sorted(folder.glob("*.py"))})
