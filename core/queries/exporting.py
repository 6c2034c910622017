"""Everything of an organisation into one file, with how far it is and a way to stop (IO-2)."""

from collections.abc import Callable
from pathlib import Path

from core.queries import everything
from core.queries.source import Source

EACH = 1000
Told = Callable[[int], bool]
"""Is told how many lines are written; False stops."""


def write_everything(source: Source, target: Path, told: Told) -> int | None:
    """Write all rows as JSON lines; the file is there once it is whole. None where it was stopped.

    Gives how many lines there are.
    """
    growing = target.with_name(f"{target.name}.part")
    count = 0
    with growing.open("wb") as file:
        for line in everything.lines(source):
            file.write(line + b"\n")
            count += 1
            if count % EACH == 0 and not told(count):
                file.close()
                growing.unlink()
                return None
    growing.replace(target)
    return count
