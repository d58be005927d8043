from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks.measure import CommandFailedError, Cost, measure

# Children that hold 60 MB each for a while, at the same time: each says when it does, and stays until the last one has.
_FAMILY = """
import subprocess, sys, time
child = [sys.executable, "-c", "data = b'x' * 60_000_000; print(flush=True); input()"]
family = [subprocess.Popen(child, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(3)]
for process in family:
    process.stdout.readline()
time.sleep(1)
for process in family:
    process.communicate(b"\\n")
"""


def _measured(code: str, folder: Path) -> Cost:
    return measure([sys.executable, "-c", code], folder, os.environ, folder / "log")


def test_waiting_costs_wall_time_but_no_cpu_time(tmp_path: Path) -> None:
    cost = _measured("import time; time.sleep(0.4)", tmp_path)
    assert cost.wall > 0.4 > cost.cpu


def test_the_cpu_time_of_children_counts(tmp_path: Path) -> None:
    busy = "import time; start = time.process_time()\nwhile time.process_time() < start + 0.2: pass"
    cost = _measured(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])", tmp_path)
    assert cost.cpu > 0.2


def test_the_peak_of_one_process_is_seen_however_short(tmp_path: Path) -> None:
    assert _measured("b'x' * 90_000_000", tmp_path).memory > 90_000_000


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the kernel does not show it")
def test_processes_at_the_same_time_add_up(tmp_path: Path) -> None:
    assert _measured(_FAMILY, tmp_path).memory > 180_000_000


def test_a_command_that_fails_says_what_it_printed_last(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match="ended with 3:\nno such post"):
        _measured("import sys; print('no such post'); sys.exit(3)", tmp_path)
