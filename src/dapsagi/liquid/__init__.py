"""Liquid, the template language of Jekyll, in the texts of posts."""

from dapsagi.liquid.expansion import Expanded, Given, expand_liquid

__all__ = ["Expanded", "Given", "expand_liquid"]
