"""The process: `dapsagi`, or `python -m dapsagi`."""

from __future__ import annotations

import sys

# To import anything takes time, in which Ctrl-C may come.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


def run() -> None:
    """Run the command line; Ctrl-C before that can say something ends the process without a word."""
    sys.excepthook = _report
    from dapsagi.cli.main import main

    main(prog_name="dapsagi")


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    # Python goes on to end as whoever pressed it expects: by that signal.
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)


# A worker process that shares nothing with this one imports it once more.
if __name__ == "__main__":
    run()
