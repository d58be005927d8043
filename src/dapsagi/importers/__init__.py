"""Bringing in a blog that another generator has built so far."""

from dapsagi.importers.comparison import Comparison, compare_addresses
from dapsagi.importers.move_in import MoveIn, move_in

__all__ = ["Comparison", "MoveIn", "compare_addresses", "move_in"]
