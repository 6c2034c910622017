"""Which acts cannot be done with the class in view, and why: its state, and whose right it is."""

from PySide6.QtCore import QObject

from core.domain.schedule import Occurrence
from core.rules.permissions import permits
from core.rules.places import place_of
from core.rules.schedule.occurrence_states import may_move
from desktop.actions.registry import ActionRegistry
from desktop.features.class_panel import actions
from desktop.session import Session
from desktop.sight import NOT_YOURS

MOVE_OF = {
    actions.FIND_SUBSTITUTE: "substitute",
    actions.ASSISTANTS: "substitute",
    actions.RETIME: "move",
    actions.MOVE_CLASS: "move",
    actions.CHANGE_SEATS: "change_capacity",
    actions.CANCEL_CLASS: "cancel",
    actions.CLOSE: "close",
    actions.REINSTATE: "reinstate",
    actions.REOPEN: "reopen",
}
"""The move between states of the class that an act is."""
RIGHT_OF = {
    actions.BOOK: "book_for_client",
    actions.CHECK_IN_ALL: "attendance",
    actions.MARK_NO_SHOW: "attendance",
    actions.CORRECT: "attendance",
    actions.CLOSE: "attendance",
    actions.CANCEL_BOOKING: "cancel_booking",
    actions.MOVE_BOOKING: "book_for_client",
    actions.CHANGE_PARTY: "book_for_client",
    actions.CHOOSE_SPOT: "spots",
    actions.OFFER_SEAT: "waitlist",
    actions.STAND_BY: "waitlist",
    actions.MOVE_UP: "waitlist",
    actions.MOVE_DOWN: "waitlist",
    actions.PIN: "waitlist",
    actions.KEEP_SEATS: "waitlist",
    actions.CHANGE_SEATS: "change_schedule",
    actions.TEACHER_HERE: "check_in_staff",
    actions.FIND_SUBSTITUTE: "change_schedule",
    actions.MOVE_CLASS: "change_schedule",
    actions.RETIME: "change_schedule",
    actions.ASSISTANTS: "change_schedule",
    actions.CHECK_IN_PARTY: "check_in",
    actions.IS_HERE: "attendance",
    actions.NOT_HERE: "attendance",
    actions.SIGN: "sign",
    actions.DATES: "book_for_client",
    actions.CANCEL_CLASS: "change_schedule",
    actions.REINSTATE: "reinstate",
    actions.REOPEN: "reinstate",
    actions.PRINT: "view_roster",
    actions.CALL_BACK: "book_for_client",
    actions.TAKE_LENT: "release_leases",
    actions.WRITE_NOTE: "write_note",
    actions.WRITE_SESSION_NOTE: "write_note",
    actions.WRITE_TO_ALL: "write_to_class",
}
"""The permission that an act needs; who books what is asked by each booking itself."""
_BY_CLIENT = {
    actions.BOOK,
    actions.MOVE_BOOKING,
    actions.CHANGE_PARTY,
    actions.CANCEL_BOOKING,
    actions.DATES,
}


class Bars(QObject):
    """Bars actions while no class is shown, and those that the class or the right does not let."""

    def __init__(self, registry: ActionRegistry, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._registry = registry
        self._session = session
        self.nothing_shown()

    def nothing_shown(self) -> None:
        """There is no class to do anything with."""
        for one in actions.CLASS_ACTIONS:
            self._registry.bar(one.ident, self.tr("Open a class first"))

    def shown(self, occurrence_id: str, *, spots: bool) -> None:
        """A class is shown: let what it and the rights of who works here allow."""
        row = self._session.source.rows.get(Occurrence, occurrence_id)
        if row is None:
            self.nothing_shown()
            return
        held: dict[str, bool] = {}
        for one in actions.CLASS_ACTIONS:
            self._registry.bar(one.ident, self._reason(one.ident, row, held, spots=spots))

    def _reason(self, ident: str, row: Occurrence, held: dict[str, bool], *, spots: bool) -> str:
        move, right = MOVE_OF.get(ident, ""), RIGHT_OF.get(ident, "")
        if move and (refusal := may_move(move, row.state)):
            return self._session.sentence(refusal)
        if ident == actions.TEACHER_HERE and not row.lead_id:
            return self.tr("Nobody leads it yet")
        if ident == actions.CHOOSE_SPOT and not spots:
            return self.tr("Nothing is numbered here")
        if right and ident not in _BY_CLIENT:
            if right not in held:
                rows, act = self._session.source.rows, self._session.act()
                held[right] = permits(rows, act, right, place_of(row))
            if not held[right]:
                return NOT_YOURS
        return ""
