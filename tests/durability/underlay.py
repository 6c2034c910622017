"""A layer between SQLite and the disk, inside this process: it sees each write, and may refuse it.

The real driver of the program (sqlcipher3) carries SQLite's own functions to register a virtual
file system. This one is the system's, with four of its functions led through Python by ctypes.
Nothing has to be installed, and what is seen is what the encrypted store really writes.
"""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from sqlcipher3 import _sqlite3

OK, FULL, IOERR_WRITE, IOERR_FSYNC = 0, 13, 778, 1034
"""SQLite's result codes for what a disk may answer."""

_POINTER, _INT, _INT64, _BYTES = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64, ctypes.c_char_p
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_DELETE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT)
_WRITE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _INT64)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _POINTER, _INT64)
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)


class _Methods(ctypes.Structure):
    """struct sqlite3_io_methods, version 3."""

    _fields_ = [("version", _INT), ("close", _POINTER), ("read", _POINTER), ("write", _POINTER),
                ("truncate", _POINTER), ("sync", _POINTER),
                *((f"other_{n}", _POINTER) for n in range(13))]  # fmt: skip


class _File(ctypes.Structure):
    """struct sqlite3_file: the system's own fields follow."""

    _fields_ = [("methods", ctypes.POINTER(_Methods))]


class _Vfs(ctypes.Structure):
    """struct sqlite3_vfs, version 3."""

    _fields_ = [("version", _INT), ("size_of_file", _INT), ("longest_path", _INT),
                ("next", _POINTER), ("name", _BYTES), ("data", _POINTER), ("open", _POINTER),
                ("delete", _POINTER), *((f"other_{n}", _POINTER) for n in range(14))]  # fmt: skip


class Disk(Protocol):
    """What is asked before each change of a file: OK lets it through, else it fails so."""

    def write(self, name: str, offset: int, data: bytes) -> int: ...

    def truncate(self, name: str, size: int) -> int: ...

    def sync(self, name: str) -> int: ...

    def delete(self, name: str) -> int: ...


class _Underlay:
    """The registered file system. One for the process: SQLite keeps its address."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(_sqlite3.__file__)
        self._library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        system = self._library.sqlite3_vfs_find(None).contents
        self._system = system
        self._vfs = _Vfs.from_buffer_copy(system)
        self._vfs.next, self._vfs.name = None, b"underlay"
        self._kept: list[Any] = [_OPEN(self._open), _DELETE(self._delete)]
        self._vfs.open = ctypes.cast(self._kept[0], _POINTER)
        self._vfs.delete = ctypes.cast(self._kept[1], _POINTER)
        self._tables: dict[int, tuple[Any, _Methods]] = {}
        self._names: dict[int, str] = {}
        self._folder = ""
        self.disk: Disk | None = None

    def on(self, folder: str, disk: Disk) -> None:
        """From now on files in this folder, opened from now on, ask this disk."""
        self._folder, self.disk = f"{folder}{os.sep}", disk
        if self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1):
            raise OSError("the file system was not registered")

    def off(self) -> None:
        """Files opened from now on are the system's; those that are open ask nobody."""
        self._library.sqlite3_vfs_register(ctypes.byref(self._system), 1)
        self.disk = None

    def _open(self, _vfs: int, name: int, file: int, flags: int, out: int) -> int:
        opened = _OPEN(self._system.open)(ctypes.addressof(self._system), name, file, flags, out)
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        if opened == OK and path.startswith(self._folder):
            self._names[file] = path.removeprefix(self._folder)
            handle = _File.from_address(file)
            handle.methods = ctypes.pointer(self._table(handle.methods))
        return int(opened)

    def _table(self, system: Any) -> _Methods:
        """The system's functions for a kind of file, with ours in place of those that write."""
        address = ctypes.addressof(system.contents)
        if address not in self._tables:
            theirs = system.contents
            ours = _Methods.from_buffer_copy(theirs)
            write, truncate = _WRITE(theirs.write), _TRUNCATE(theirs.truncate)
            led = (
                _WRITE(lambda f, data, size, at: self._write(write, f, data, size, at)),
                _TRUNCATE(lambda f, size: self._ask("truncate", f, size) or truncate(f, size)),
                _SYNC(lambda f, flags: self._ask("sync", f) or _SYNC(theirs.sync)(f, flags)),
            )
            ours.write, ours.truncate, ours.sync = (ctypes.cast(one, _POINTER) for one in led)
            self._kept.append(led)
            self._tables[address] = (theirs, ours)
        return self._tables[address][1]

    def _write(self, write: Any, file: int, data: int, size: int, at: int) -> int:
        said = self._ask("write", file, at, ctypes.string_at(data, size))
        return said or int(write(file, data, size, at))

    def _ask(self, what: str, file: int, *how: Any) -> int:
        if self.disk is None or file not in self._names:
            return OK
        return int(getattr(self.disk, what)(self._names[file], *how))

    def _delete(self, _vfs: int, name: int, sync: int) -> int:
        path = os.fsdecode(ctypes.string_at(name))
        if self.disk is not None and path.startswith(self._folder):
            said = self.disk.delete(path.removeprefix(self._folder))
            if said != OK:
                return said
        return int(_DELETE(self._system.delete)(ctypes.addressof(self._system), name, sync))


_underlay: list[_Underlay] = []


@contextmanager
def underlaid(folder: str, disk: Disk) -> Iterator[None]:
    """Stores that are opened in a folder, inside, ask the disk before they change a file."""
    if not _underlay:
        _underlay.append(_Underlay())
    _underlay[0].on(folder, disk)
    try:
        yield
    finally:
        _underlay[0].off()
