"""What the class panel does: each act as a command with its undo message."""

from msgspec.structs import replace
from PySide6.QtCore import QObject

from core.changes import Outcome
from core.commands.arrivals import CheckIn, CheckInAll, UndoCheckIn
from core.commands.leases import CallBackLeases, ReleaseLeases
from core.commands.registry import Command
from core.commands.seats import Book
from core.commands.spots import ChooseSpot, LeaveSpot
from core.commands.substituting import CheckInStaff, Substitute
from core.commands.waiting import (
    AcceptOffer,
    JoinWaitlist,
    MarkPresent,
    OfferSeat,
    OrderWaitlist,
    PinWaitlist,
    PromoteByHand,
    ReleaseSeats,
)
from core.domain.bookings import OFFERED, WaitlistEntry
from core.domain.ids import waitlist_entry_id
from core.domain.organisation import StaffMember
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.spots import Spot
from core.queries import roster
from desktop.roster_words import DUE, all_in
from desktop.session import Session
from desktop.wording import bold


class ClassActs(QObject):
    """Sends commands for one class after the other; nothing is kept here."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def name(self, client_id: str) -> str:
        """A client's name for a message."""
        client = self._session.source.rows.get(Client, client_id)
        return bold(client.name if client else "")

    def book(self, occurrence_id: str, client_id: str) -> None:
        """Book with what was shown to pay, or put them in line where the class is full."""
        booking = Book(client_id, occurrence_id, pay_at_desk=True)
        outcome = self._session.preview(booking)
        # the pass that was shown is named, so that settlement tells when another one paid (SET-3)
        command: Command = replace(booking, pass_id=outcome.facts.get("pass_id", ""))
        says = self.tr("Booked {0}").format(self.name(client_id))
        if isinstance(outcome, Refusal) and outcome.code == "class_full":
            command = JoinWaitlist(client_id, occurrence_id, pay_at_desk=True)
            says = self.tr("{0} is on the waitlist").format(self.name(client_id))
        self._session.send(command, says=says)

    def check_in(self, occurrence_id: str, client_id: str) -> None:
        """They are here."""
        says = self.tr("Checked in {0}").format(self.name(client_id))
        self._session.send(CheckIn(client_id, occurrence_id), says=says)

    def check_in_all(self, occurrence_id: str) -> None:
        """All who are due are here."""
        people = roster.roster(self._session.source, occurrence_id)
        due = tuple(one.client_id for one in people if one.state in DUE)
        if due:
            self._session.send(CheckInAll(occurrence_id, due), says=all_in)

    def teacher_is_here(self, occurrence_id: str) -> None:
        """Who leads the class has come (CHK-9)."""
        rows = self._session.source.rows
        row = rows.get(Occurrence, occurrence_id)
        member = rows.get(StaffMember, row.lead_id) if row else None
        if row is not None and member is not None:
            says = self.tr("Checked in {0}").format(bold(member.name))
            self._session.send(CheckInStaff(member.id, row.location_id), says=says)

    def take_back(self, occurrence_id: str, client_id: str) -> None:
        """They are not in after all."""
        says = self.tr("{0} is not in any more").format(self.name(client_id))
        self._session.send(UndoCheckIn(client_id, occurrence_id), says=says)

    def promote(self, occurrence_id: str, client_id: str, _how: str = "") -> None:
        """Give one who waits the free seat, or the one that is kept for them and that they take."""
        says = self.tr("Gave {0} the seat").format(self.name(client_id))
        key = waitlist_entry_id(occurrence_id, client_id)
        entry = self._session.source.rows.get(WaitlistEntry, key)
        kept = entry is not None and entry.state == OFFERED
        command = AcceptOffer if kept else PromoteByHand
        self._session.send(command(client_id, occurrence_id), says=says)

    def offer(self, occurrence_id: str, client_id: str) -> None:
        """Keep the free seat for one who waits until they answer."""
        says = self.tr("Offered {0} the seat").format(self.name(client_id))
        self._session.send(OfferSeat(client_id, occurrence_id), says=says)

    def stand_by(self, occurrence_id: str, client_id: str) -> None:
        """One who waits is at the desk."""
        says = self.tr("{0} stands by").format(self.name(client_id))
        self._session.send(MarkPresent(client_id, occurrence_id), says=says)

    def pin(self, occurrence_id: str, client_id: str) -> None:
        """One who waits comes first."""
        says = self.tr("{0} is first in line").format(self.name(client_id))
        self._session.send(PinWaitlist(client_id, occurrence_id, pinned=True), says=says)

    def put_at(self, occurrence_id: str, client_id: str, place: int) -> None:
        """One who waits is put at a place of the line, the first is 1."""
        line = [str(one.client_id) for one in roster.waiting(self._session.source, occurrence_id)]
        if client_id not in line:
            return
        before = list(line)
        line.remove(client_id)
        line.insert(place - 1, client_id)
        if line == before:
            return
        # those behind the last who was moved stay in the order of their joining
        last = max(at for at, (was, now) in enumerate(zip(before, line, strict=True)) if was != now)
        says = self.tr("{0} is number {1} in line").format(self.name(client_id), place)
        self._session.send(OrderWaitlist(occurrence_id, tuple(line[: last + 1])), says=says)

    def call_back(self, occurrence_id: str) -> None:
        """Each desk that is connected gives back the seats that it was lent (M-02)."""
        says = self.tr("Asked the desks for the seats they were lent")
        self._session.send(CallBackLeases(occurrence_id), says=says)

    def take_lent(self, occurrence_id: str) -> None:
        """A silent desk keeps no seats; what it promised meanwhile is honoured (M-02)."""
        says = self.tr("Took back the seats that were lent")
        self._session.send(ReleaseLeases(occurrence_id), says=says)

    def release(self, occurrence_id: str, hold_id: str) -> None:
        """Seats that were kept are free."""
        self._session.send(
            ReleaseSeats(occurrence_id, hold_id), says=self.tr("The kept seats are free")
        )

    def choose_spot(self, occurrence_id: str, client_id: str, spot_id: str, old: str) -> None:
        """A client's spot, instead of the one they had."""
        label = self._label(spot_id)
        says = self.tr("{0} has spot {1}").format(self.name(client_id), label)
        self._session.send(ChooseSpot(client_id, occurrence_id, spot_id, old), says=says)

    def leave_spot(self, occurrence_id: str, client_id: str, spot_id: str) -> None:
        """A client keeps the seat and has no spot yet."""
        says = self.tr("{0} left spot {1}").format(self.name(client_id), self._label(spot_id))
        self._session.send(LeaveSpot(client_id, occurrence_id, spot_id), says=says)

    def substitute(self, command: Substitute) -> None:
        """Somebody else leads."""
        member = self._session.source.rows.get(StaffMember, command.substitute_id)
        name = bold(member.name if member else "")

        def says(done: Outcome) -> str:
            lost = done.facts.get("no_longer_fits")
            said = self.tr("{0} leads, and all are told").format(name)
            return f"{said}. {self.tr('It lost a resource.')}" if lost else said

        self._session.send(command, says=says)

    def _label(self, spot_id: str) -> str:
        spot = self._session.source.rows.get(Spot, spot_id)
        return spot.label if spot else ""
