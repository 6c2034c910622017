"""Ends this very process by SIGKILL at a chosen write, in the middle of a transaction."""

import os
import signal
from collections.abc import Iterable

from core.changes import Change
from core.store.sql_reader import SqlReader


def doom(writes: int) -> None:
    """Kill this process when so many rows have been written."""
    if writes <= 0:
        return
    apply = SqlReader.apply
    left = writes

    def counting(self: SqlReader, changes: Iterable[Change]) -> None:
        nonlocal left
        for change in changes:
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            apply(self, [change])

    SqlReader.apply = counting  # type: ignore[method-assign]
