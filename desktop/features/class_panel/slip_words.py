"""What a slip would do, in a sentence, from what its preview gave."""

from PySide6.QtCore import QObject

from core.changes import Outcome
from desktop import formats
from desktop.features.class_panel import actions
from desktop.saying import counted
from desktop.session import Session
from desktop.theme.marks import Tone


class SlipWords(QObject):
    """Sentences by action; what needs nothing said has none."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def of(self, ident: str, result: Outcome) -> tuple[str, Tone]:
        """The sentence and its tone."""
        known = {
            actions.KEEP_SEATS: self._kept,
            actions.CHANGE_SEATS: self._seats,
            actions.CHANGE_PARTY: self._party,
            actions.WRITE_TO_ALL: self._message,
            actions.CLOSE: self._closed,
            actions.REINSTATE: self._reinstated,
            actions.CANCEL_CLASS: self._cancelled,
        }.get(ident)
        return known(result) if known else ("", Tone.NEUTRAL)

    def _kept(self, result: Outcome) -> tuple[str, Tone]:
        facts = result.facts
        until = formats.clock(facts["until"], self._session.zone)
        return self.tr("Kept until {0}: {1}.").format(
            until, counted(facts["seats"], "1 seat", "{0} seats")
        ), Tone.NEUTRAL

    def _seats(self, result: Outcome) -> tuple[str, Tone]:
        used, capacity = result.facts["used"], result.facts["capacity"]
        if used > capacity:
            over = self.tr("{0} too many are booked; nobody is dropped.").format(used - capacity)
            return over, Tone.ATTENTION
        return self.tr("{0} of {1} seats are taken.").format(used, capacity), Tone.NEUTRAL

    def _party(self, result: Outcome) -> tuple[str, Tone]:
        facts = result.facts
        if facts["price_due"]:
            amount = formats.money(facts["price_due"], self._session.currency)
            return self.tr("{0} is due then.").format(amount), Tone.ATTENTION
        left = facts.get("credits_left")
        if left is not None:
            return self.tr("{0} left then.").format(
                counted(left, "1 credit", "{0} credits")
            ), Tone.NEUTRAL
        return "", Tone.NEUTRAL

    def _message(self, result: Outcome) -> tuple[str, Tone]:
        count, silent = result.facts["count"], len(result.facts["unreachable_ids"])
        said = self.tr("Goes to {0}.").format(_people(count))
        if silent:
            more = self.tr("Neither e-mail nor phone: {0}, to be told at the desk.").format(silent)
            return f"{said} {more}", Tone.ATTENTION
        return said, Tone.NEUTRAL

    def _closed(self, result: Outcome) -> tuple[str, Tone]:
        came, missed = result.facts["attended"], result.facts["no_shows"]
        said = self.tr("{0} attended, {1} did not come.").format(came, missed)
        return said, Tone.ATTENTION if missed else Tone.NEUTRAL

    def _reinstated(self, result: Outcome) -> tuple[str, Tone]:
        count = result.facts["count"]
        if not count:
            return self.tr("Nobody was booked."), Tone.NEUTRAL
        until = formats.moment(result.facts["until"], self._session.zone, self._session.now())
        said = self.tr("Until {0} the seat is kept for {1}.")
        return said.format(until, _people(count)), Tone.NEUTRAL

    def _cancelled(self, result: Outcome) -> tuple[str, Tone]:
        people = len(result.facts.get("client_ids", ()))
        if not people:
            return self.tr("Nobody is booked."), Tone.NEUTRAL
        said = self.tr("Told, with the credit back: {0}.").format(_people(people))
        return said, Tone.ATTENTION


def _people(count: int) -> str:
    return counted(count, "1 person", "{0} people")
