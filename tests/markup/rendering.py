"""Texts rendered in each dialect."""

from __future__ import annotations

from typing import Any

from dapsagi.markup import Body, MarkupOptions, render


def body(text: str, **options: Any) -> Body:
    return render(text, MarkupOptions(**options))


def jekyll(text: str, **options: Any) -> str:
    return body(text, dialect="jekyll", **options).as_written()


def dapsagi(text: str, **options: Any) -> str:
    return body(text, dialect="dapsagi", **options).as_written()


def codes(text: str, **options: Any) -> list[tuple[str, int]]:
    return [(problem.code, problem.span.line) for problem in body(text, **options).problems]
