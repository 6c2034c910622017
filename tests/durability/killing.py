"""Kills a process with SIGKILL at its n-th change of a file, for every n that there is.

The process is a fork of this one, so that a kill costs milliseconds; it opens the store itself.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from tests.durability.power import look
from tests.durability.recording import STORE
from tests.durability.underlay import OK, underlaid

Deed = Callable[[Path, Callable[[], None]], None]
"""Opens the store in a folder and does something; calls back when it is shown as saved."""


class Doom:
    """A disk before whose n-th change the process is killed; the changes before it are made."""

    def __init__(self, changes: int) -> None:
        self._left = changes

    def write(self, _name: str, _offset: int, _data: bytes) -> int:
        return self._burn()

    def truncate(self, _name: str, _size: int) -> int:
        return self._burn()

    def sync(self, _name: str) -> int:
        return self._burn()

    def delete(self, _name: str) -> int:
        return self._burn()

    def _burn(self) -> int:
        self._left -= 1
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return OK


class End(msgspec.Struct, frozen=True):
    """How a process ended: killed or at its end, and whether it had shown its deed as saved."""

    killed: bool
    shown: bool


def run(folder: Path, deed: Deed, doom: int) -> End:
    """A fork does the deed and is killed at its n-th change, if it comes so far."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        _as_child(folder, deed, doom, into)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        shown = pipe.read() == b"shown"
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError("the deed itself failed")
    return End(os.WIFSIGNALED(status), shown)


def show(into: int) -> None:
    """Say through a pipe that the deed was shown as saved."""
    os.write(into, b"shown")


def _as_child(folder: Path, deed: Deed, doom: int, into: int) -> None:
    code = 1
    try:
        with underlaid(str(folder), Doom(doom)):
            deed(folder, lambda: show(into))
        code = 0
    except BaseException as error:  # noqa: BLE001 - nothing of the parent may run in the fork
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    os._exit(code)


def faults(
    before: Path, deed: Deed, folder: Path, every: int = 1, *, again: bool = False
) -> Iterator[str]:
    """Do a deed on copies of a store, killed at each of its changes; what is wrong afterwards.

    After each kill the store must hold all of the deed or nothing of it, and all once it was
    shown. With `again` it is then done once more, and must come to the same. Ends with how many
    kills there were, as "n kills".
    """
    was = _fresh(before, folder)
    end = run(folder, deed, sys.maxsize)
    assert end.shown, "the deed was not done"
    done, _ = look(folder / STORE)
    number = 1
    while True:
        _fresh(before, folder)
        end = run(folder, deed, number)
        if not end.killed:
            break
        found, said = look(folder / STORE)
        if said != "ok":
            yield f"killed at change {number}: {said}"
        elif found not in (was, done):
            yield f"killed at change {number}: neither what was nor what was to be"
        elif end.shown and found != done:
            yield f"killed at change {number}: it was shown and is lost"
        if again and not (run(folder, deed, sys.maxsize).shown and look(folder / STORE)[0] == done):
            yield f"killed at change {number}: it cannot be done again"
        number += every
    yield f"{(number - 1) // every} kills"


def _fresh(before: Path, folder: Path) -> str:
    """Lay a copy of the store into an empty folder; what it holds."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder)
    return look(folder / STORE)[0]
