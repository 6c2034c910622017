"""Child processes for tests: started by argument list, known by pid, awaited by what they print."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import pytest

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A loopback TCP port that was free a moment ago; let the child bind port 0 where it can."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


class Child:
    """One process whose output (both streams) is read line by line by a thread of its own."""

    def __init__(
        self,
        arguments: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
    ) -> None:
        self.arguments = [str(a) for a in arguments]
        self.lines: list[str] = []
        self._ended = False
        self._news = threading.Condition()
        self._process = subprocess.Popen(
            self.arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd=cwd,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
        )
        self._reader = threading.Thread(target=self._read, name=f"output of {self.pid}")
        self._reader.start()

    @classmethod
    def python(
        cls, *arguments: str | Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT
    ) -> Self:
        """Starts this Python with arguments, such as `-m`, `sync_server.cli`."""
        return cls([sys.executable, *arguments], env=env, cwd=cwd)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def output(self) -> str:
        """All that it printed so far."""
        return "\n".join(self.lines)

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            for line in stream:
                with self._news:
                    self.lines.append(line.rstrip("\n"))
                    self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def wait_for(self, pattern: str, timeout_s: float = 20) -> re.Match[str]:
        """The first line, printed or to come, in which the pattern is found.

        Raises AssertionError with the output when it ends or the time is over before that.
        """
        with self._news:
            self._news.wait_for(lambda: self._ended or self._found(pattern), timeout_s)
            found = self._found(pattern)
        if found is None:
            why = "ended" if self._ended else f"silent for {timeout_s} s"
            raise AssertionError(f"{self.arguments} {why} before {pattern!r}:\n{self.output}")
        return found

    def _found(self, pattern: str) -> re.Match[str] | None:
        return next((m for line in self.lines if (m := re.search(pattern, line))), None)

    def wait(self, timeout_s: float = 20) -> int:
        """Waits for its own end and returns the exit code; negative for a signal."""
        code = self._process.wait(timeout_s)
        self._reader.join(timeout_s)
        return code

    def kill(self) -> int:
        """SIGKILL, as a power cut would."""
        return self._end(signal.SIGKILL, 10)

    def stop(self, timeout_s: float = 10) -> int:
        """SIGTERM, then SIGKILL for one that does not listen; returns the exit code."""
        with suppress(subprocess.TimeoutExpired):
            return self._end(signal.SIGTERM, timeout_s)
        return self.kill()

    def _end(self, sign: signal.Signals, timeout_s: float) -> int:
        if self.running:
            self._process.send_signal(sign)
        return self.wait(timeout_s)


class Children:
    """The processes of one test; all are ended with it."""

    def __init__(self) -> None:
        self._started: list[Child] = []

    def start(self, *arguments: str | Path, env: Mapping[str, str] | None = None) -> Child:
        """Starts any program."""
        return self._keep(Child(arguments, env=env))

    def python(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT
    ) -> Child:
        """Starts this Python."""
        return self._keep(Child.python(*arguments, env=env, cwd=cwd))

    def _keep(self, child: Child) -> Child:
        self._started.append(child)
        return child

    def end(self) -> None:
        """Ends all, last started first."""
        for child in reversed(self._started):
            child.stop()


@pytest.fixture
def children() -> Iterator[Children]:
    """Starts processes that end with the test, whatever its outcome."""
    started = Children()
    try:
        yield started
    finally:
        started.end()
