"""What ends a command: a refusal, which the command line prints as it is."""

from __future__ import annotations


class RefusedError(Exception):
    """What was asked for cannot be done; the text says why, and what to do. No file is left half done."""


def reason_of(error: Exception) -> str:
    """Return why something failed: of the system's own errors the words, without their number and the path."""
    return getattr(error, "strerror", None) or str(error)
