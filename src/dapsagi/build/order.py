"""What is asked of a build."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from dapsagi.config import Settings
from dapsagi.report import Progress, in_silence


class Order(msgspec.Struct, frozen=True):
    """The blog in `root` as its settings have it and as it stands at `today`, to be built with `jobs` processes.

    `explain_url` is the address of a page whose change is to be explained; `progress` hears how far the work is.
    """

    root: Path
    settings: Settings
    today: datetime
    jobs: int = 1
    explain_url: str = ""
    progress: Progress = in_silence

    @property
    def output(self) -> Path:
        """The folder of the finished site."""
        return self.root / self.settings.output
