"""Looking after a blog: everything that its sources say is held against the rules, and on demand against the web."""

from dapsagi.check.run import Checked, check

__all__ = ["Checked", "check"]
