"""`python -m dapsagi`."""

from dapsagi.cli.main import main

# A worker process that shares nothing with this one imports it once more.
if __name__ == "__main__":
    main(prog_name="dapsagi")
