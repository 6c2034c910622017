"""What can be brought back for a client, and to whose own clients they belong."""

from collections.abc import Sequence

from core.changes import Outcome
from core.commands.assigning import AssignClient, UnassignClient
from core.commands.attendance import RestoreBooking
from core.commands.registry import Command
from core.domain.bookings import AUTO_CANCELLED, CANCELLED, LATE_CANCELLED
from core.domain.folding import fold
from core.domain.organisation import INSTRUCTOR, TRAINER
from core.domain.people import INSTRUCTORS_OF_CLIENT
from core.domain.refusals import Refusal
from core.queries import clients, place
from desktop import formats
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.choice_panel import Answer, Choice
from desktop.wording import bold

_GONE = frozenset({CANCELLED, LATE_CANCELLED, AUTO_CANCELLED})
_EVER = 1 << 62


class RestoreChoices:
    """Bookings that were cancelled and whose class is still to come (NS-5, BK-30)."""

    hint = tr("Class or day")
    none = tr("Nothing that is still to come was cancelled.")

    def __init__(self, session: Session, client_id: str) -> None:
        self._session, self._client_id = session, client_id
        coming = clients.bookings(session.source, client_id, session.now(), _EVER)
        self._lines = [one for one in coming if one.state in _GONE]

    def find(self, typed: str) -> Sequence[Choice]:
        """Those whose class or day begins with the words typed."""
        words = fold(typed).split()
        found = []
        for one in self._lines:
            when = formats.moment(one.starts_at, one.zone, self._session.now())
            parts = fold(f"{one.service_name} {when}").split()
            if all(any(part.startswith(word) for part in parts) for word in words):
                found.append(
                    Choice(
                        key=one.occurrence_id,
                        letter=one.badge,
                        service=one.colour,
                        title=f"{when}  {one.service_name}",
                        note=one.lead_name,
                        side=tr("cancelled"),
                    )
                )
        return found

    def ask(self, occurrence_id: str) -> Answer:
        """What would happen, by the same handler that will run."""
        result = self._session.preview(self.command(occurrence_id))
        if isinstance(result, Refusal):
            return Answer(self._session.sentence(result), "", Tone.REFUSED)
        return Answer(tr("The seat is theirs again."), tr("Restore"), Tone.OK)

    def command(self, occurrence_id: str) -> Command:
        """What Enter sends."""
        return RestoreBooking(self._client_id, occurrence_id)

    def said(self, done: Outcome) -> str:
        """What was done, for the message."""
        return tr("Restored the booking of {0}").format(bold(str(done.facts["client_name"])))


class InstructorChoices:
    """Who teaches here; Enter makes the client one of theirs, or ends that (PERM-3)."""

    hint = tr("Name")
    none = tr("Nobody teaches here.")

    def __init__(self, session: Session, client_id: str) -> None:
        self._session, self._client_id = session, client_id
        people = place.people(session.source, session.location_id)
        self._people = {m.id: m.name for m, g in people if g.role in (INSTRUCTOR, TRAINER)}
        held = session.source.rows.find(INSTRUCTORS_OF_CLIENT, client_id)
        self._theirs = {row.staff_id for row in held if row.state == "active"}

    def find(self, typed: str) -> Sequence[Choice]:
        """Those whose name begins with the words typed."""
        words = fold(typed).split()
        return [
            Choice(
                key=key,
                letter=name[:1],
                service=1,
                title=name,
                note=tr("assigned") if key in self._theirs else "",
                side="",
            )
            for key, name in sorted(self._people.items(), key=lambda one: one[1])
            if all(any(part.startswith(word) for part in fold(name).split()) for word in words)
        ]

    def ask(self, staff_id: str) -> Answer:
        """What would happen, by the same handler that will run."""
        result = self._session.preview(self.command(staff_id))
        if isinstance(result, Refusal):
            return Answer(self._session.sentence(result), "", Tone.REFUSED)
        if staff_id in self._theirs:
            return Answer(tr("One of their own clients. Enter ends that."), tr("End"))
        told = tr("They can see and book this client as their own.")
        return Answer(told, tr("Assign"), Tone.OK)

    def command(self, staff_id: str) -> Command:
        """What Enter sends."""
        if staff_id in self._theirs:
            return UnassignClient(staff_id, self._client_id)
        return AssignClient(staff_id, self._client_id)

    def said(self, _done: Outcome) -> str:
        """What was done, for the undo message."""
        return tr("Changed whose own client this is")
