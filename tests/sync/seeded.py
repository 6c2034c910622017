"""Ids and lengths of time from a seed: while this is on, one history always goes alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from unittest.mock import patch

import uuid_utils

from sync_server import settling


class Ids:
    """Gives ids from a step of a history and a number in it, in the form of a UUIDv7."""

    def __init__(self) -> None:
        self._step = self._at = 0
        self._numbers = count()

    def begin(self, step: int, at: int) -> None:
        """What comes now belongs to this step, at this time (UTC milliseconds)."""
        self._step, self._at, self._numbers = step, at, count()

    def next(self) -> uuid_utils.UUID:
        text = f"{self._at:012x}7{next(self._numbers):03x}8{self._step:015x}"
        return uuid_utils.UUID(hex=text)


class StoppedWatch:
    """Stands for the module `time` where work is measured: whatever is done takes no time."""

    @staticmethod
    def monotonic() -> float:
        return 0.0


@contextmanager
def seeded() -> Iterator[Ids]:
    """All fresh ids come from the source that is given, and no work is cut short for its length."""
    ids = Ids()
    with patch.object(uuid_utils, "uuid7", ids.next), patch.object(settling, "time", StoppedWatch):
        yield ids
