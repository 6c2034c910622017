"""Some room kept back on the disk, so that who comes can be checked in when it is full."""

import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)

FILE_NAME = "reserve"
SIZE = 8 * 1024 * 1024
"""Room for some two thousand check-ins."""
BLOCK = bytes(64 * 1024)


class Reserve:
    """A file that only takes room. `given`: it was freed, and could not be laid again yet."""

    def __init__(self, folder: Path, size: int = SIZE) -> None:
        self._path = folder / FILE_NAME
        self._size = size
        self.given = False

    def lay(self) -> bool:
        """Take the room back, if the disk has so much; says whether it is there."""
        if self._path.exists() and self._path.stat().st_size == self._size:
            self.given = False
            return True
        try:
            with self._path.open("wb") as file:
                for _ in range(self._size // len(BLOCK)):
                    file.write(BLOCK)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            log.warning("no room for a reserve on the disk: %s", error.strerror)
            self._path.unlink(missing_ok=True)
            return False
        self.given = False
        return True

    def give(self) -> bool:
        """Free the room for what cannot wait; says whether there was any."""
        if not self._path.exists():
            return False
        self._path.unlink()
        self.given = True
        log.warning("the disk is full: the reserve is used for what happened")
        return True
