"""What a blog without Liquid pays for it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from dapsagi.liquid import Given, expand_liquid
from dapsagi.liquid.targets import read_target
given = Given(site={}, dialect="jekyll")
expand_liquid("plain", {}, given)
assert "liquid" not in sys.modules
expand_liquid("{{ 1 }}", {}, given)
assert "liquid" in sys.modules
"""


def test_the_library_is_loaded_with_the_first_text_that_needs_it() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
