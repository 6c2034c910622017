"""A proxy between desks and the server that spoils what passes, request by request.

Connections are cut before or after the server has seen a request, or in the middle of its answer;
requests arrive twice, at once or late; answers are delayed.
"""

import socket
import threading
import time
from collections import Counter
from contextlib import suppress
from random import Random

FATES = {
    "cut before": 0.17,
    "cut after": 0.17,
    "cut within the answer": 0.06,
    "doubled": 0.12,
    "doubled late": 0.10,
    "delayed": 0.08,
    "passed": 0.30,
}
CUTS = ("cut before", "cut after", "cut within the answer")
LONGEST_DELAY_S = 0.2
STREAM = b"GET /v1/sync/pokes"
PIECE = 65536


class Chaos:
    """Listens on a free port; `fates` counts what became of each request."""

    def __init__(self, target_port: int, seed: int, host: str = "127.0.0.1") -> None:
        self._target = target_port
        self._random = Random(seed)
        self._calm = False
        self._lock = threading.Lock()
        self._listening = socket.create_server((host, 0))
        self.port: int = self._listening.getsockname()[1]
        self.fates: Counter[str] = Counter()
        self._late: list[threading.Timer] = []
        threading.Thread(target=self._accept, name="chaos", daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def calm(self) -> None:
        """From now on everything passes."""
        self._calm = True

    def rage(self) -> None:
        """From now on each request meets its fate."""
        self._calm = False

    def close(self) -> None:
        for timer in self._late:
            timer.cancel()
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        """Requests of one connection, until one of them is cut."""
        with near, suppress(OSError):
            while request := read_message(near):
                if request.startswith(STREAM):
                    self._stream(near, request)
                    return
                if not self._one(near, request):
                    return

    def _one(self, near: socket.socket, request: bytes) -> bool:
        """Let a request meet its fate; False where the connection ends by it."""
        fate = self._fate()
        if fate == "cut before":
            return False
        if fate == "delayed":
            time.sleep(self._random.random() * LONGEST_DELAY_S)
        if fate == "doubled late":
            self._again_later(request)
        answer = self._ask(request)
        if fate == "doubled":
            answer = self._ask(request)
        if fate == "cut after":
            return False
        if fate == "cut within the answer":
            near.sendall(answer[: len(answer) // 2])
            return False
        near.sendall(answer)
        return True

    def _fate(self) -> str:
        with self._lock:
            fate = self._random.choices(list(FATES), list(FATES.values()))[0]
            fate = "passed" if self._calm else fate
            self.fates[fate] += 1
        return fate

    def _again_later(self, request: bytes) -> None:
        timer = threading.Timer(self._random.random() * 2, self._ask, (request,))
        timer.daemon = True
        self._late.append(timer)
        timer.start()

    def _ask(self, request: bytes) -> bytes:
        """The server's answer; b"" where it gives none."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self._target), 30) as far:
            far.sendall(request)
            return read_message(far)
        return b""

    def _stream(self, near: socket.socket, request: bytes) -> None:
        """The stream of pokes: passed on until somebody ends it, or fate does."""
        if self._fate() == "cut before":
            return
        with socket.create_connection(("127.0.0.1", self._target), 30) as far:
            far.settimeout(None)
            far.sendall(request)
            while data := far.recv(PIECE):
                near.sendall(data)
                if not self._calm and self._random.random() < 0.1:
                    return


def read_message(source: socket.socket) -> bytes:
    """One HTTP message with its body, by its Content-Length; b"" at the end of the connection."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = source.recv(PIECE)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        piece = source.recv(PIECE)
        if not piece:
            return b""
        body += piece
    return head + b"\r\n\r\n" + body
