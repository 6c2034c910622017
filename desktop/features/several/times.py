"""Times that a client proposes for a session with an instructor (AVL-4 to AVL-6)."""

from collections.abc import Sequence

from core.changes import Outcome
from core.commands.requesting import MOST_TIMES, Proposed, RequestSession
from core.domain.catalogue import Service
from core.domain.ids import StaffId
from core.domain.organisation import INSTRUCTOR, OWNER, TRAINER, StaffMember
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.requests import BookingRequest
from core.domain.zones import DAY_MS, is_date, to_utc
from core.queries import place, slots
from core.queries.slots import Asked
from core.rules.instructors.requests import TimeOfRequest, against_times
from core.rules.instructors.staff_conflicts import qualified
from desktop import formats
from desktop.features.several.model import Pick, Told
from desktop.features.several.words import short
from desktop.forms.clock_text import clock_text
from desktop.forms.declaration import Option
from desktop.saying import counted, tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.choice_panel import Choice
from desktop.wording import bold

DAYS_AHEAD, MOST = 14, 60
SESSION = "session"
_SERVICE, _INSTRUCTOR, _PAID = "service", "instructor", "paid"
_TAKEN = "taken"
_TEACHING = frozenset({INSTRUCTOR, TRAINER, OWNER})


class TimeTicks:
    """Free times of the next two weeks; any other is typed, and greyed where something speaks
    against it. Without an instructor it is a first visit, which the desk settles."""

    hint = tr("Day or time, or one of your own: 2026-03-25 14:30")
    none = tr("Nobody has a free time for this in the next two weeks. Type one.")
    verb = tr("Ask")
    note = tr("Note for the instructor")

    def __init__(self, session: Session, client: Client) -> None:
        self._session, self._client = session, client
        self.title = tr("Ask for a session")
        self.who = client.name
        self.draft = f"request/{client.id}"
        here = place.services(session.source, session.location_id)
        self._services = [one for one in here if one.kind == SESSION]
        self._service = self._services[0] if self._services else None
        self._paid = False
        self._own: list[Choice] = []
        self._instructor = next((one.id for one in self._teachers()), StaffId(""))
        self._free = self._read()

    def picks(self) -> Sequence[Pick]:
        """What, with whom; of a first visit whether it is paid."""
        people = tuple(Option(one.id, one.name) for one in self._teachers())
        found = [
            Pick(
                name=_SERVICE,
                label=tr("Session"),
                options=tuple(Option(one.id, one.name) for one in self._services),
                value=self._service.id if self._service else "",
            ),
            Pick(
                name=_INSTRUCTOR,
                label=tr("Instructor"),
                options=(*people, Option("", tr("First visit: nobody yet"))),
                value=self._instructor,
            ),
        ]
        if not self._instructor:
            paid = Option("", tr("Not paid yet")), Option(_TAKEN, tr("Paid"))
            value = _TAKEN if self._paid else ""
            found.append(Pick(name=_PAID, label=tr("First visit"), options=paid, value=value))
        return found

    def pick(self, name: str, value: str) -> None:
        """Other times come with another session or instructor."""
        if name == _PAID:
            self._paid = value == _TAKEN
            return
        if name == _SERVICE:
            self._service = next((one for one in self._services if one.id == value), None)
        else:
            self._instructor = StaffId(value)
        self._free = self._read()

    def lines(self) -> Sequence[Choice]:
        """Free times, the nearest first."""
        return [*self._own, *self._free]

    def typed(self, text: str) -> Choice | None:
        """A time that somebody types in full; None while it cannot be read."""
        day, _, clock = text.strip().partition(" ")
        start = clock_text(clock)
        if not is_date(day) or not start:
            return None
        return self._line(to_utc(day, start, self._session.zone), f"{day} {start}", tr("as typed"))

    def keep(self, line: Choice) -> None:
        """A typed time that is ticked stays on the list."""
        if line not in self._own:
            self._own.append(line)

    def against(self, key: str, ticked: tuple[str, ...]) -> str:
        """What the core says of this time, or what it would meet on the calendar."""
        result, changes = self._session.try_out(self._command((*ticked, key), ""))
        if isinstance(result, Refusal):
            return short(self._session, result)
        if len(ticked) >= MOST_TIMES:
            return tr("At most {0} times are proposed.").format(MOST_TIMES)
        made = next(row for one in changes if isinstance(row := one.after, BookingRequest))
        times = against_times(self._session.source.rows, made)
        found = [why for one in times if _key(one) == key for why in one.against]
        return short(self._session, found[0]) if found else ""

    def told(self, ticked: tuple[str, ...], note: str) -> Told:
        """Whom it asks, for how many times, until when an answer is awaited."""
        if not ticked:
            return Told(
                tr("Tick up to {0} times. Nothing is held before one is accepted.").format(
                    MOST_TIMES
                )
            )
        result = self._session.preview(self._command(ticked, note))
        if isinstance(result, Refusal):
            return Told(self._session.sentence(result), False, Tone.REFUSED)
        facts = result.facts
        times = counted(len(ticked), "1 time", "{0} times")
        whom = facts["staff_name"] or tr("the desk")
        until = formats.moment(facts["until"], self._session.zone, self._session.now())
        told = tr("Asks {0}: {1}, to be answered until {2}.").format(whom, times, until)
        if facts["price"] and not self._paid:
            money = formats.money(facts["price"], self._session.currency)
            return Told(f"{told} {tr('{0} is paid first.').format(money)}", True, _AMBER)
        return Told(told, True, Tone.OK)

    def command(self, ticked: tuple[str, ...], note: str) -> RequestSession:
        """What Enter sends."""
        return self._command(ticked, note)

    def said(self, _done: Outcome) -> str:
        """What was done, for the undo message."""
        return tr("Asked for a session for {0}").format(bold(self._client.name))

    def _command(self, ticked: tuple[str, ...], note: str) -> RequestSession:
        wishes = (key.split() for key in ticked)
        return RequestSession(
            self._client.id,
            self._service.id if self._service else "",
            self._session.location_id,
            tuple(Proposed(day, clock) for day, clock in wishes),
            self._instructor,
            note=note,
            paid=self._paid and not self._instructor,
        )

    def _teachers(self) -> list[StaffMember]:
        """Who teaches it here; those who gave hours come first."""
        if self._service is None:
            return []
        session = self._session
        with_hours = set(slots.with_hours(session.source.rows, session.location_id))
        found = {
            member.id: member
            for member, grant in place.people(session.source, session.location_id)
            if grant.role in _TEACHING and qualified(member, self._service)
        }
        return sorted(found.values(), key=lambda one: (one.id not in with_hours, one.name))

    def _read(self) -> list[Choice]:
        service, session = self._service, self._session
        if service is None:
            return []
        now = session.now()
        asked = Asked(
            service.id,
            session.location_id,
            self._instructor,
            by_client=False,
            since=now,
            until=now + DAYS_AHEAD * DAY_MS,
        )
        starts = {one.starts_at for one in slots.free(session.source.rows, asked, now)}
        return [self._slot(at, service) for at in sorted(starts)[:MOST]]

    def _slot(self, at: int, service: Service) -> Choice:
        there = formats.local(at, self._session.zone)
        return self._line(at, f"{there:%Y-%m-%d %H:%M}", formats.span(service.duration_min))

    def _line(self, at: int, key: str, note: str) -> Choice:
        title = formats.moment(at, self._session.zone, self._session.now())
        return Choice(key=key, title=title, note=note)


_AMBER = Tone.ATTENTION


def _key(one: TimeOfRequest) -> str:
    return f"{one.local_date} {one.local_start}"
