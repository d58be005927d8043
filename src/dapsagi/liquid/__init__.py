"""Liquid, the template language of Jekyll, in the texts of posts."""

from dapsagi.liquid.expansion import expand_liquid
from dapsagi.liquid.given import Expanded, Given

__all__ = ["Expanded", "Given", "expand_liquid"]
