"""The server of a studio without one: the same program as a host's, started on this computer.

Its files lie beside the desk's, its port is a free one of this start, and it ends with the desk.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

from core.domain.refusals import Fault

FOLDER = "server"


def _program() -> tuple[str, ...]:
    """The server's command: its own program beside a frozen desk, else a module of this one."""
    if getattr(sys, "frozen", False):
        return (str(Path(sys.executable).with_name(f"foyer-server{Path(sys.executable).suffix}")),)
    return (sys.executable, "-m", "sync_server.cli")


_PROGRAM = _program()
_READY = re.compile(r"listening on (http://\S+)")
_CODE = re.compile(r"^enrol code +(\w+)", re.MULTILINE)
_WORDS = re.compile(r"^recovery +(.+)$", re.MULTILINE)
_RECOVERY = re.compile(r"^recovery .*\n(?: .*\n)*", re.MULTILINE)
END_SECONDS = 10


class LocalServer:
    """A running server; `url` is where it listens."""

    def __init__(self, process: "subprocess.Popen[str]", url: str) -> None:
        self._process = process
        self.url = url

    @classmethod
    def start(cls, folder: Path) -> Self:
        """Start the server of a folder and wait for its word. Raises Fault `server_not_started`."""
        process = subprocess.Popen(
            [*_PROGRAM, "serve", "--data", str(folder), "--port", "0"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        line = process.stdout.readline() if process.stdout else ""
        found = _READY.search(line)
        if found is None:
            process.kill()
            process.wait()
            raise Fault("server_not_started", folder=str(folder))
        return cls(process, found.group(1))

    def stop(self) -> None:
        """Ask it to end; what it has written is on disk."""
        self._process.terminate()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Runs the server that lies in a desk's folder; its URL, or "" where there is none."""
    if not (folder / FOLDER).exists():
        yield ""
        return
    server = LocalServer.start(folder / FOLDER)
    try:
        yield server.url
    finally:
        server.stop()


def make_demo(folder: Path) -> str:
    """Make the demo studio in a server's folder; gives the code that enrols a desk."""
    return _code_of("demo", "--data", str(folder))


class Founded(NamedTuple):
    """The code that enrols the first desk, and the words for recovery, told only now."""

    code: str
    words: str


def found_studio(
    folder: Path, name: str, location: str, zone: str, owner: str, currency: str = "EUR"
) -> Founded:
    """Found a studio in a server's folder. Raises Fault `studio_not_made` with what was said."""
    named = ("--name", name, "--location", location, "--zone", zone, "--owner", owner)
    said = _said("create", *named, "--currency", currency, "--data", str(folder))
    words = _WORDS.search(said)
    return Founded(_code_in(said), words[1].strip() if words else "")


def set_password(folder: Path, person: str, password: str) -> None:
    """Give somebody of a local studio a password. Raises Fault `studio_not_made`."""
    _said("set-password", person, "--data", str(folder), typed=f"{password}\n")


def make_studio(folder: Path, name: str, location: str, zone: str, owner: str) -> str:
    """Found a studio in a server's folder; gives the code that enrols its first desk.

    The words for recovery are printed: this is the only time that they are known. Raises Fault
    `studio_not_made` with what the program said.
    """
    named = ("--name", name, "--location", location, "--zone", zone, "--owner", owner)
    said = _said("create", *named, "--data", str(folder))
    words = _RECOVERY.search(said)
    sys.stdout.write(words[0] if words else "")
    return _code_in(said)


def _code_of(*arguments: str) -> str:
    return _code_in(_said(*arguments))


def _code_in(said: str) -> str:
    found = _CODE.search(said)
    if found is None:
        raise Fault("studio_not_made", why=said.strip()[-300:])
    return found.group(1)


def _said(*arguments: str, typed: str = "") -> str:
    done = subprocess.run(
        [*_PROGRAM, *arguments],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Fault("studio_not_made", why=(done.stderr or done.stdout).strip()[-300:])
    return done.stdout
