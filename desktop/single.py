"""One desk of a folder runs at a time: a second start brings the first one to the front (U-83)."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from core.domain.refusals import Fault

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

LOCK = "desk.lock"
ANSWER_MS = 2000
_HEARD = b"heard"


class SingleDesk(QObject):
    """Holds the folder while it lives. `asked` says that somebody started the desk again."""

    asked = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._name = _name_of(folder)
        self._lock = QLockFile(str(folder / LOCK))
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Take the folder; False where another desk has it and has come to the front.

        Raises Fault `store_locked` where that one does not answer.
        """
        if self._lock.tryLock(0):
            return True
        if call(self._name):
            return False
        raise Fault("store_locked")

    def listen(self) -> None:
        """Hear those who start the desk again. Later than the first picture: it loads a library."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        QLocalServer.removeServer(self._name)  # left behind by one that was killed
        self._server.listen(self._name)

    def leave(self) -> None:
        """Give the folder free."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _called(self) -> None:
        socket = self._server.nextPendingConnection() if self._server else None
        if socket is not None:
            socket.write(_HEARD)
            socket.flush()
            socket.disconnected.connect(socket.deleteLater)
            self.asked.emit()


def call(name: str) -> bool:
    """Ask the desk that runs to come to the front; whether it heard."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    heard = socket.waitForConnected(ANSWER_MS) and socket.waitForReadyRead(ANSWER_MS)
    socket.disconnectFromServer()
    return bool(heard)


def _name_of(folder: Path) -> str:
    """A name for the folder that every system takes as a socket's."""
    return "foyer-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]
