"""`python -m dapsagi`."""

from dapsagi.cli import main

main(prog_name="dapsagi")
