"""What a desk writes down about itself, and what can be copied to whoever helps (U-86).

No names, no contacts, no contents: versions, codes, times and where in the program it happened.
"""

import json
import logging
import logging.handlers
import platform
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

LOG = "desk.log"
MOST_BYTES, KEPT = 1_000_000, 3
LAST_LINES = 40

log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """One JSON object a line: time in UTC, level, where, what, and the frames of an error.

    Of an error only its type is written: its words may quote what somebody typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "says": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["frames"] = frames_of(record.exc_info[2])
        return json.dumps(told)


def frames_of(trace: TracebackType | None) -> list[str]:
    """File, line and function of each frame; the folders of this computer are left out."""
    return [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]


class Diagnostics:
    """The log of one desk and the errors that nobody expected."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lines: deque[str] = deque(maxlen=LAST_LINES)
        self._told: Callable[[str], None] | None = None
        self._handler = logging.handlers.RotatingFileHandler(
            folder / LOG, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(JsonLines())
        self._memory = _Memory(self._lines)
        self._memory.setFormatter(JsonLines())
        self._hooks = (sys.excepthook, threading.excepthook)

    def begin(self, told: Callable[[str], None]) -> None:
        """Write from now on. `told` hears the type of each error that nobody expected."""
        self._told = told
        root = logging.getLogger()
        root.addHandler(self._handler)
        root.addHandler(self._memory)
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def end(self) -> None:
        """Write no more."""
        root = logging.getLogger()
        root.removeHandler(self._handler)
        root.removeHandler(self._memory)
        self._handler.close()
        sys.excepthook, threading.excepthook = self._hooks
        self._told = None

    def text(self, facts: dict[str, str]) -> str:
        """What is copied: the program's versions, these facts, the last lines of the log."""
        from importlib.metadata import version

        told = {
            "foyer": version("foyer"),
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.release()}",
            "qt": version("PySide6-Essentials"),
            **facts,
        }
        head = "\n".join(f"{name}: {value}" for name, value in told.items())
        return "\n".join([head, "", *self._lines]) + "\n"

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._hooks[0](kind, error, trace)
            return
        log.error("an error nobody expected", exc_info=(kind, error, trace))
        if self._told is not None:
            self._told(kind.__name__)


class _Memory(logging.Handler):
    """Keeps the last lines for copying."""

    def __init__(self, lines: deque[str]) -> None:
        super().__init__(logging.INFO)
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))
