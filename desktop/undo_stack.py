"""What can be taken back, newest first; taking back is a command of its own (U-26, U-28)."""

from PySide6.QtCore import QObject, Signal

from core.changes import Outcome
from core.commands.registry import Command
from core.domain.refusals import Refusal
from desktop.session import Session

MOST = 100


class UndoStack(QObject):
    """`told` carries what came of it; a refusal is told by the session, with its reason."""

    told = Signal(str)
    taken = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._acts: list[tuple[str, Command]] = []
        self._wanted = False
        session.rested.connect(self._rested)

    def push(self, text: str, inverse: Command) -> None:
        """An act that `inverse` takes back."""
        self._acts.append((text, inverse))
        del self._acts[:-MOST]

    def last(self) -> None:
        """Take back the newest act (Ctrl+Z); one that is under way first gets to its end."""
        if self._session.busy():
            self._wanted = True
        elif self._acts:
            self.take(self._acts[-1][1])
        else:
            self.told.emit(self.tr("There is nothing to take back."))

    def _rested(self) -> None:
        if self._wanted:
            self._wanted = False
            self.last()

    def take(self, inverse: Command) -> None:
        """Take back one act; a second time does nothing."""
        found = next((act for act in self._acts if act[1] is inverse), None)
        if found is None:
            return
        self._acts.remove(found)
        self.taken.emit(inverse)

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Outcome):
                self.told.emit(self.tr("Taken back: {0}").format(found[0]))

        self._session.send(inverse, then)
