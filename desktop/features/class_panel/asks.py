"""What a deed about one person would do, tried by preview and told before it is done (U-25)."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from core.changes import Outcome
from core.commands.arrivals import ConfirmCheckIn, MarkNoShow
from core.commands.attendance import CorrectAttendance, MarkAttendance
from core.commands.registry import Command
from core.commands.seats import CancelBooking
from core.commands.waiting import LeaveWaitlist, WithdrawOffer
from core.domain.bookings import ATTENDED, NO_SHOW, Booking
from core.domain.credits import LEDGER_OF_PASS, Pass
from core.domain.ids import booking_id
from core.domain.refusals import Refusal
from core.rules.passes.credits import balance
from desktop import formats
from desktop.cancel_words import cancel_words
from desktop.features.class_panel.model import Answer, Deed
from desktop.saying import counted
from desktop.session import Session
from desktop.theme.marks import Tone

_PLAIN: dict[Deed, Callable[[str, str], Command]] = {
    Deed.CANCEL: CancelBooking,
    Deed.NO_SHOW: MarkNoShow,
    Deed.LEAVE_LINE: LeaveWaitlist,
    Deed.WITHDRAW: WithdrawOffer,
}


class Asks(QObject):
    """Commands of deeds, with their answers and what is said once they are done."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def command(self, deed: Deed, occurrence_id: str, client_id: str) -> Command:
        """The command of a deed."""
        if deed is Deed.WAS_THERE:
            booking = self._booking(occurrence_id, client_id)
            if booking is not None and booking.state == NO_SHOW:
                return CorrectAttendance(client_id, occurrence_id, attended=True)
            return MarkAttendance(client_id, occurrence_id)
        if deed in (Deed.IS_HERE, Deed.NOT_HERE):
            return ConfirmCheckIn(client_id, occurrence_id, here=deed is Deed.IS_HERE)
        if deed is Deed.WAS_NOT:
            return CorrectAttendance(client_id, occurrence_id, attended=False)
        return _PLAIN[deed](client_id, occurrence_id)

    def correction(self, occurrence_id: str, client_id: str) -> Deed:
        """What putting attendance right means for somebody now."""
        booking = self._booking(occurrence_id, client_id)
        return Deed.WAS_NOT if booking and booking.state == ATTENDED else Deed.WAS_THERE

    def answer(self, deed: Deed, occurrence_id: str, client_id: str) -> Answer:
        """What it would do, in a sentence, and the verb; without a verb it cannot be done."""
        command = self.command(deed, occurrence_id, client_id)
        result = self._session.preview(command)
        verb, keep = self._verbs()[deed], self._keeps()[deed]
        if isinstance(result, Refusal):
            text = self._session.sentence(result)
            if self._session.approvers(command):
                said = self.tr("{0} A manager's PIN lets it pass.").format(text)
                return Answer(said, Tone.ATTENTION, verb, keep)
            return Answer(text, Tone.REFUSED, "", self.tr("Back"))
        text, tone = self._told(deed, occurrence_id, client_id, result)
        return Answer(text, tone, verb, keep)

    def says(self, deed: Deed, name: str) -> str:
        """What is said once it is done."""
        known = {
            Deed.CANCEL: self.tr("Cancelled {0}"),
            Deed.NO_SHOW: self.tr("Marked {0} as not come"),
            Deed.WAS_THERE: self.tr("{0} was there"),
            Deed.WAS_NOT: self.tr("{0} was not there"),
            Deed.LEAVE_LINE: self.tr("{0} does not wait any more"),
            Deed.WITHDRAW: self.tr("Took the offer to {0} back"),
            Deed.IS_HERE: self.tr("{0} is here"),
            Deed.NOT_HERE: self.tr("{0} is not here yet"),
        }
        return known[deed].format(name)

    def _told(
        self, deed: Deed, occurrence_id: str, client_id: str, result: Outcome
    ) -> tuple[str, Tone]:
        if deed is Deed.CANCEL:
            return cancel_words(self._session, result)
        if deed is Deed.LEAVE_LINE:
            return self.tr("The place in line is given up."), Tone.NEUTRAL
        if deed is Deed.IS_HERE:
            return self.tr("In for good; the credit is spent."), Tone.OK
        if deed is Deed.NOT_HERE:
            return self.tr("Booked as before; nothing is spent."), Tone.NEUTRAL
        if deed is Deed.WITHDRAW:
            return self.tr("The seat is free again; the place in line stays."), Tone.NEUTRAL
        return self._credit(occurrence_id, client_id, result, missed=deed is not Deed.WAS_THERE)

    def _credit(
        self, occurrence_id: str, client_id: str, result: Outcome, *, missed: bool
    ) -> tuple[str, Tone]:
        """What becomes of the credit, from the balance now and after."""
        booking = self._booking(occurrence_id, client_id)
        held = self._session.source.rows.get(Pass, booking.pass_id) if booking else None
        if booking is None or held is None:
            due = booking.due if booking else 0
            if due and missed:
                amount = formats.money(due, self._session.currency)
                return self.tr("No pass pays: {0} stays due.").format(amount), Tone.ATTENTION
            return self.tr("No credit and no fee is lost."), Tone.NEUTRAL
        if held.unlimited:
            return self.tr("{0}: no credit is counted.").format(held.name), Tone.NEUTRAL
        now = balance(self._session.source.rows.find(LEDGER_OF_PASS, held.id))
        after = result.facts.get("credits_left")
        back = (now if after is None else int(after)) - now
        count = counted(abs(back) or booking.seats, "1 credit", "{0} credits")
        if back > 0:
            return self.tr("{0} back to {1}.").format(count, held.name), Tone.OK
        if back < 0 or missed:
            tone = Tone.ATTENTION if missed else Tone.NEUTRAL
            return self.tr("{0} of {1} is spent.").format(count, held.name), tone
        return self.tr("{0} stays as it is.").format(held.name), Tone.NEUTRAL

    def _booking(self, occurrence_id: str, client_id: str) -> Booking | None:
        return self._session.source.rows.get(Booking, booking_id(occurrence_id, client_id))

    def _verbs(self) -> dict[Deed, str]:
        return {
            Deed.CANCEL: self.tr("Cancel booking"),
            Deed.NO_SHOW: self.tr("Mark as not come"),
            Deed.WAS_THERE: self.tr("Was there"),
            Deed.WAS_NOT: self.tr("Was not there"),
            Deed.LEAVE_LINE: self.tr("Take off the list"),
            Deed.WITHDRAW: self.tr("Withdraw offer"),
            Deed.IS_HERE: self.tr("Is here"),
            Deed.NOT_HERE: self.tr("Is not here"),
        }

    def _keeps(self) -> dict[Deed, str]:
        keep, leave = self.tr("Keep"), self.tr("Leave it")
        return {deed: keep if deed is Deed.CANCEL else leave for deed in Deed}
