"""Today, alive: reads the day from the store, sends what was asked for as commands."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet
from core.commands.arrivals import CheckIn, CheckInAll
from core.commands.substituting import CheckInStaff
from core.domain.availability import StaffArrival
from core.domain.ids import ClientId
from core.domain.organisation import StaffMember
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.queries import (
    attention,
    health,
    occurrences,
    resources,
    roster,
    spots,
    substitutes,
)
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.features.today.day_line import day_line
from desktop.features.today.due_list import UNSIGNED, Known, due_groups, rush_board
from desktop.features.today.model import AttentionLine, TodayView
from desktop.features.today.view import TodayScreen
from desktop.roster_words import DUE, HERE, RosterWords, all_in
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload
from desktop.wording import attention_words, bold

TABLES = (
    *occurrences.TABLES,
    *roster.TABLES,
    *attention.TABLES,
    *health.TABLES,
    *spots.TABLES,
    StaffArrival,
)
MOST_ATTENTION = 3
BEHIND_MS, AHEAD_MS = 2 * 3_600_000, 3_600_000
"""Whose rosters Today reads: classes that began so long ago, or begin so soon."""
TEACHER = "teacher/"
"""Begins the ids of lines about who should be here; a person and a class follow."""


class TodayPresenter(QObject):
    """Asks the frame to open things by signals: a class, a client, an attention item, a sale,
    a form that lets somebody in."""

    class_asked = Signal(str)
    client_asked = Signal(str)
    attention_asked = Signal(str)
    payment_asked = Signal(str, str)
    act_asked = Signal(object)

    def __init__(self, screen: TodayScreen, session: Session) -> None:
        super().__init__(screen)
        self._screen = screen
        self._session = session
        self.reload = Reload(screen, self.refresh)
        self._lines: dict[str, OccurrenceLine] = {}
        screen.check_in_requested.connect(self._check_in)
        screen.class_check_in_requested.connect(self._check_in_class)
        screen.class_opened.connect(self.class_asked)
        screen.client_opened.connect(self._open_client)
        screen.attention_opened.connect(self._opened)
        screen.attention_requested.connect(self._acted)
        screen.rush_requested.connect(self._rush)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)
        session.person_changed.connect(self.reload.ask)

    def refresh(self) -> None:
        """Read the day anew and show it."""
        session = self._session
        now, zone = session.now(), session.zone
        since, until = formats.day_bounds(now, zone)
        source, place = session.source, session.location_id
        lines = occurrences.occurrences(source, place, since, until)
        self._lines = {line.id: line for line in lines}
        first, last = now - BEHIND_MS, now + AHEAD_MS
        people = roster.rosters(source, place, first, last)
        sight = session.sight
        due = [one for one in lines if first <= one.starts_at < last and sight.roster(one.id)]
        wording = RosterWords(session.currency, str(formats.local(now, zone).date()))
        known = self._known(due)
        items = attention.items(source, place, "open") if self._told() else []
        missing = self._missing()
        told = [self._attention(item) for item in items[:MOST_ATTENTION]]
        self._screen.show_day(
            TodayView(
                line=day_line(lines, resources.resources(source, place), now, zone),
                due=due_groups(due, people, now, wording, known),
                rush=rush_board(due, people, now, wording, known),
                attention=(*missing, *told)[:MOST_ATTENTION],
                attention_count=len(items) + len(missing),
            )
        )

    def _known(self, due: Sequence[OccurrenceLine]) -> dict[tuple[str, str], Known]:
        """Spots and signatures of those who are about to come."""
        session = self._session
        source = session.source.remembering()
        found: dict[tuple[str, str], Known] = {}
        for line in due:
            held: dict[str, tuple[str, ...]] = {}
            for spot in spots.of_occurrence(source.rows, line.id):
                held[spot.client_id] = (*held.get(spot.client_id, ()), spot.label)
            flags = health.flags(source, session.act(), line.id)
            signed = {} if isinstance(flags, Refusal) else {one.client_id: one for one in flags}
            for client in {*held, *signed}:
                found[line.id, client] = Known(held.get(client, ()), signed.get(ClientId(client)))
        return found

    def _missing(self) -> list[AttentionLine]:
        """Instructors who should be here and are not, the first class of each (CHK-9)."""
        session = self._session
        lines: dict[str, AttentionLine] = {}
        for one, name in substitutes.missing(
            session.source.rows, session.location_id, session.now()
        ):
            line = self._lines.get(one.id)
            clock = formats.clock(one.starts_at, one.zone)
            lines.setdefault(
                one.lead_id,
                AttentionLine(
                    item_id=f"{TEACHER}{one.lead_id} {one.id}",
                    icon="user-x",
                    title=self.tr("{0} is not here yet").format(name),
                    note=f"{clock} {line.name}" if line else clock,
                    action=self.tr("Is here"),
                ),
            )
        return list(lines.values())

    def _told(self) -> bool:
        """Whether who works here puts right what needs somebody."""
        return not self._session.actor or self._session.sight.may("resolve_attention")

    def _opened(self, item_id: str) -> None:
        if item_id.startswith(TEACHER):
            self.class_asked.emit(item_id.removeprefix(TEACHER).split()[1])
        else:
            self.attention_asked.emit(item_id)

    def _acted(self, item_id: str) -> None:
        if not item_id.startswith(TEACHER):
            self.attention_asked.emit(item_id)
            return
        session = self._session
        staff_id = item_id.removeprefix(TEACHER).split()[0]
        member = session.source.rows.get(StaffMember, staff_id)
        says = self.tr("Checked in {0}").format(bold(member.name if member else ""))
        session.send(CheckInStaff(staff_id, session.location_id), says=says)

    def _attention(self, item: attention.AttentionItem) -> AttentionLine:
        told = attention_words(item, self._session.currency)
        return AttentionLine(
            item_id=item.id,
            icon=told.icon,
            title=told.title,
            note=told.note,
            action=self.tr("Open"),
        )

    def _open_client(self, client_id: str, _occurrence_id: str) -> None:
        self.client_asked.emit(client_id)

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *TABLES):
            self.reload.ask()

    def _check_in(self, client_id: str, occurrence_id: str) -> None:
        from desktop.entering import in_the_way  # with all forms: not before the first picture

        if act := in_the_way(self._session, client_id, occurrence_id):
            self.act_asked.emit(act)
            return
        client = self._session.source.rows.get(Client, client_id)
        line = self._lines.get(occurrence_id)
        name = bold(client.name if client else "")
        what = f"{formats.clock(line.starts_at, line.zone)} {line.name}" if line else ""
        says = self.tr("Checked in {0} to {1}").format(name, what)
        self._session.send(CheckIn(client_id, occurrence_id), says=says)

    def _check_in_class(self, occurrence_id: str) -> None:
        line = self._lines.get(occurrence_id)
        what = bold(f"{formats.clock(line.starts_at, line.zone)} {line.name}") if line else ""
        due = [
            one.client_id
            for one in roster.roster(self._session.source, occurrence_id)
            if one.state in DUE
        ]
        if not due:
            self._session.refused.emit(self.tr("Nobody is left to check in."))
            return
        to = self.tr("{0}: {1}")
        self._session.send(
            CheckInAll(occurrence_id, tuple(due)), says=lambda done: to.format(what, all_in(done))
        )

    def _rush(self, kind: str, occurrence_id: str) -> None:
        if kind == UNSIGNED:
            self._sign(occurrence_id)
            return
        if kind != "unpaid":
            self.class_asked.emit(occurrence_id)
            return
        for one in roster.roster(self._session.source, occurrence_id):
            if one.due > 0 and one.state in ("booked", "checked_in"):
                self.payment_asked.emit(one.client_id, occurrence_id)
                return

    def _sign(self, occurrence_id: str) -> None:
        """The first of the class who has not signed does it now (CHK-8)."""
        from desktop.signing import next_signature

        for one in roster.roster(self._session.source, occurrence_id):
            if one.state in (*DUE, *HERE) and (
                act := next_signature(self._session, one.client_id, occurrence_id)
            ):
                self.act_asked.emit(act)
                return
