"""Lets the owner of a studio that was just founded in by the PIN they chose."""

from PySide6.QtCore import QObject, Signal

from core.queries import place
from desktop.doorkeeper import Doorkeeper
from desktop.first_run.beginnings import Begun
from desktop.session import Session


class FirstSignIn(QObject):
    """Waits until the owner's record has come, then proves who they are, once. `told` says why
    that was not possible."""

    told = Signal(str)

    def __init__(self, session: Session, keeper: Doorkeeper, begun: Begun, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._keeper, self._begun = session, keeper, begun
        self._tried = False
        session.changed.connect(self._look)
        self._look()

    def _look(self, _changes: object = None) -> None:
        if self._tried:
            return
        known = place.people(self._session.source, self._session.location_id)
        owner = next((one for one, _ in known if one.name == self._begun.owner), None)
        if owner is None:
            return
        self._tried = True
        self._keeper.sign_in(owner.id, self._begun.password, self._begun.pin, self._answered)

    def _answered(self, said: str) -> None:
        if said:
            self.told.emit(said)
