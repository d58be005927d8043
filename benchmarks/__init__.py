"""How fast the tool is, beside the generators that people would pick instead."""
