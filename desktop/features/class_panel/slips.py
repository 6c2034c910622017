"""The slips of the class panel: what is asked, the command it makes, what it would do."""

from msgspec.structs import replace
from PySide6.QtCore import QObject

from core.changes import Outcome
from core.commands.attendance import CloseOccurrence
from core.commands.class_messages import WriteToClass
from core.commands.notes import WriteNote
from core.commands.registering import ChangeParty
from core.commands.registry import Command
from core.commands.reopening import ReinstateOccurrence, ReopenOccurrence
from core.commands.schedule import CancelOccurrence, ChangeCapacity
from core.commands.waiting import HoldSeats
from core.domain.bookings import Booking
from core.domain.ids import booking_id, note_id
from core.domain.json_text import texts
from core.domain.notes import Note
from core.domain.people import Client
from core.domain.zones import HOUR_MS
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.features.class_panel import actions
from desktop.features.class_panel.model import Answer
from desktop.features.class_panel.slip import Slip, Values
from desktop.features.class_panel.slip_words import SlipWords
from desktop.forms.declaration import Field, Kind, Option
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.wording import bold

HOLD_H = 2
"""How long before its start a class keeps seats unless somebody says otherwise."""
_SHARED, _PRIVATE = "shared", "private"
_LONG_TALL = 132


class Slips(QObject):
    """One slip for each action that needs something filled in."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._words = SlipWords(session, self)

    def slip(self, ident: str, line: OccurrenceLine, client_id: str) -> Slip:
        """What an action asks about a class, or about somebody in it."""
        made = {
            actions.KEEP_SEATS: self._keep,
            actions.CHANGE_SEATS: self._seats,
            actions.CHANGE_PARTY: self._party,
            actions.WRITE_NOTE: self._note,
            actions.WRITE_SESSION_NOTE: self._note,
            actions.WRITE_TO_ALL: self._message,
            actions.CLOSE: self._plain,
            actions.REOPEN: self._with_reason,
            actions.REINSTATE: self._with_reason,
            actions.CANCEL_CLASS: self._with_reason,
        }[ident](ident, line, client_id)
        kept = self._session.draft(draft_name(made, line.id))
        known = {one.name: kept[one.name] for one in made.fields if one.name in kept}
        return replace(made, values={**made.values, **known})

    def answer(self, slip: Slip, values: Values, line: OccurrenceLine) -> Answer:
        """What it would do as it is filled in; without a verb it cannot be done."""
        command = self.command(slip, values, line)
        if isinstance(command, str):
            return Answer(command, Tone.REFUSED)
        result = self._session.preview(command)
        if isinstance(result, Outcome):
            return Answer(*self._words.of(slip.ident, result), slip.verb)
        text = self._session.sentence(result)
        if self._session.approvers(command):
            said = self.tr("{0} A manager's PIN lets it pass.").format(text)
            return Answer(said, Tone.ATTENTION, slip.verb)
        return Answer(text, Tone.REFUSED)

    def command(self, slip: Slip, values: Values, line: OccurrenceLine) -> Command | str:
        """The command, or what is wrong with what was filled in."""
        if slip.ident == actions.WRITE_TO_ALL:
            return WriteToClass(line.id, values["text"], values["to"])  # type: ignore[arg-type]
        if slip.ident in (actions.WRITE_NOTE, actions.WRITE_SESSION_NOTE):
            shared = values["shared"] == _SHARED
            return WriteNote(line.id, values["text"], slip.subject, shared)
        if "seats" in values:
            return self._counted(slip, values, line)
        reason = values.get("reason", "").strip()
        whole: dict[str, Command] = {
            actions.CLOSE: CloseOccurrence(line.id),
            actions.REOPEN: ReopenOccurrence(line.id, reason),
            actions.REINSTATE: ReinstateOccurrence(line.id, reason=reason),
            actions.CANCEL_CLASS: CancelOccurrence(line.id, reason),
        }
        return whole[slip.ident]

    def says(self, slip: Slip, values: Values) -> str:
        """What is said once it is done."""
        known = {
            actions.KEEP_SEATS: self.tr("Kept seats free"),
            actions.CHANGE_SEATS: self.tr("Changed to {0} seats").format(values.get("seats", "")),
            actions.CHANGE_PARTY: self.tr("Changed the party of {0}").format(
                bold(self._name(slip.subject))
            ),
            actions.WRITE_NOTE: self.tr("Kept the note"),
            actions.WRITE_SESSION_NOTE: self.tr("Kept the note"),
            actions.WRITE_TO_ALL: self.tr("The message leaves in a minute"),
            actions.CLOSE: self.tr("Closed the class"),
            actions.REOPEN: self.tr("Reopened the class"),
            actions.REINSTATE: self.tr("The class takes place after all"),
            actions.CANCEL_CLASS: self.tr("Cancelled the class; everyone gets their credit back"),
        }
        return known[slip.ident]

    def _counted(self, slip: Slip, values: Values, line: OccurrenceLine) -> Command | str:
        most = 1000 if slip.ident == actions.CHANGE_SEATS else 50
        text = values["seats"].strip()
        if not text.isdecimal() or not 1 <= int(text) <= most:
            return self.tr("Seats: a number from 1 to {0}.").format(most)
        seats = int(text)
        if slip.ident == actions.CHANGE_SEATS:
            return ChangeCapacity(line.id, seats)
        if slip.ident == actions.CHANGE_PARTY:
            names = tuple(one.strip() for one in values["guests"].split(",") if one.strip())
            return ChangeParty(slip.subject, line.id, seats, names)
        until = self._moment(values["until"], line)
        if until is None:
            return self.tr("Until: a time such as 17:30.")
        return HoldSeats(line.id, seats, until, values["note"].strip())

    def _moment(self, text: str, line: OccurrenceLine) -> int | None:
        """A time of day before the start: on the day of the class, else the day before."""
        hours, _, minutes = text.strip().replace(".", ":").partition(":")
        if not (hours.isdecimal() and (minutes or "0").isdecimal()):
            return None
        if int(hours) > 23 or int(minutes or 0) > 59:
            return None
        day = formats.local(line.starts_at, line.zone).date()
        return formats.wall(day, f"{int(hours):02}:{int(minutes or 0):02}", line.zone)

    def _keep(self, ident: str, line: OccurrenceLine, _client: str) -> Slip:
        until = formats.clock(
            max(self._session.now(), line.starts_at - HOLD_H * HOUR_MS), line.zone
        )
        return Slip(
            ident=ident,
            title=self.tr("Keep seats free"),
            about=self.tr("For somebody who is not booked yet. They are free again by themselves."),
            verb=self.tr("Keep seats"),
            fields=(
                Field(name="seats", label=self.tr("Seats"), kind=Kind.WHOLE),
                Field(name="until", label=self.tr("Until")),
                Field(name="note", label=self.tr("For whom or what")),
            ),
            values={"seats": "1", "until": until},
        )

    def _seats(self, ident: str, line: OccurrenceLine, _client: str) -> Slip:
        return Slip(
            ident=ident,
            title=self.tr("Change how many seats"),
            verb=self.tr("Change seats"),
            fields=(Field(name="seats", label=self.tr("Seats"), kind=Kind.WHOLE),),
            values={"seats": str(line.capacity)},
        )

    def _party(self, ident: str, line: OccurrenceLine, client_id: str) -> Slip:
        booking = self._session.source.rows.get(Booking, booking_id(line.id, client_id))
        return Slip(
            ident=ident,
            subject=client_id,
            title=self.tr("Party of {0}").format(self._name(client_id)),
            verb=self.tr("Change the party"),
            fields=(
                Field(name="seats", label=self.tr("Seats, with their own"), kind=Kind.WHOLE),
                Field(name="guests", label=self.tr("Names of the guests, with commas between")),
            ),
            values={
                "seats": str(booking.seats if booking else 1),
                "guests": ", ".join(texts(booking.guests)) if booking else "",
            },
        )

    def _note(self, ident: str, line: OccurrenceLine, client_id: str) -> Slip:
        about = client_id if ident == actions.WRITE_SESSION_NOTE else ""
        note = self._session.source.rows.get(Note, note_id(line.id, about))
        title = (
            self.tr("Note on {0}").format(self._name(about))
            if about
            else self.tr("Note on the class")
        )
        return Slip(
            ident=ident,
            subject=about,
            title=title,
            about=self.tr("An empty text takes the note away."),
            verb=self.tr("Keep note"),
            fields=(
                Field(name="text", label=self.tr("Note"), kind=Kind.LONG, tall=_LONG_TALL),
                Field(
                    name="shared",
                    label=self.tr("Who reads it"),
                    kind=Kind.CHOICE,
                    options=(
                        Option(_PRIVATE, self.tr("Staff")),
                        Option(
                            _SHARED,
                            self.tr("The client too") if about else self.tr("Clients too"),
                        ),
                    ),
                ),
            ),
            values={
                "text": note.text if note else line.note if not about else "",
                "shared": _SHARED if note and note.shared else _PRIVATE,
            },
        )

    def _message(self, ident: str, _line: OccurrenceLine, _client: str) -> Slip:
        return Slip(
            ident=ident,
            title=self.tr("Write to the class"),
            about=self.tr("It rests a minute before it leaves, so that it can be taken back."),
            verb=self.tr("Send"),
            fields=(
                Field(
                    name="text",
                    label=self.tr("What they should know"),
                    kind=Kind.LONG,
                    tall=_LONG_TALL,
                ),
                Field(
                    name="to",
                    label=self.tr("To"),
                    kind=Kind.CHOICE,
                    options=(
                        Option("booked", self.tr("Booked")),
                        Option("waiting", self.tr("Waiting")),
                        Option("everybody", self.tr("All")),
                    ),
                ),
            ),
            values={"to": "booked"},
        )

    def _plain(self, ident: str, _line: OccurrenceLine, _client: str) -> Slip:
        return Slip(
            ident=ident,
            title=self.tr("Close the class"),
            about=self.tr("Who is in has attended; who is still due did not come."),
            verb=self.tr("Close class"),
        )

    def _with_reason(self, ident: str, _line: OccurrenceLine, _client: str) -> Slip:
        titles = {
            actions.REOPEN: (self.tr("Reopen the class"), self.tr("Reopen class")),
            actions.REINSTATE: (
                self.tr("Let the class take place after all"),
                self.tr("Let it take place"),
            ),
            actions.CANCEL_CLASS: (self.tr("Cancel the class"), self.tr("Cancel class")),
        }
        title, verb = titles[ident]
        reason = Field(name="reason", label=self.tr("Reason"))
        return Slip(ident=ident, title=title, verb=verb, fields=(reason,))

    def _name(self, client_id: str) -> str:
        client = self._session.source.rows.get(Client, client_id)
        return client.name if client else ""


def draft_name(slip: Slip, occurrence_id: str) -> str:
    """Under which name a half-filled slip is kept (U-80)."""
    return f"{slip.ident}/{occurrence_id}/{slip.subject}"
