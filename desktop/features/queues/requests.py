"""Sessions that clients ask for, introductions among them (AVL-4 to AVL-6)."""

from collections.abc import Sequence
from typing import Any

from core.changes import Outcome
from core.commands.fields import LocalDate, LocalTime
from core.commands.registry import Command
from core.commands.requesting import (
    AcceptRequest,
    DeclineRequest,
    MarkRequestPaid,
    WithdrawRequest,
)
from core.domain.organisation import INSTRUCTOR, TRAINER
from core.domain.refusals import Refusal
from core.queries import place, requests
from core.queries.requests import RequestLine
from desktop import formats
from desktop.act_panel import FormAct
from desktop.features.queues.model import Asker, QueueAct, QueueRow
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.reason_act import reason_act, reason_field
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.widgets.choice_panel import Answer, Choice
from desktop.wording import bold

ACCEPT, DECLINE, WITHDRAW, CLIENT = "accept", "decline", "withdraw", "client"
PAID = "paid"


class Requests:
    """A line for each request that waits for an answer, by when it ends."""

    hint = tr("Accept one of the times, or say no with a reason")
    empty = tr("Nobody asks for a session now.")
    tables = requests.TABLES

    def __init__(self, session: Session, asker: Asker) -> None:
        self._session, self._asker = session, asker
        self.title = tr("Requests")
        self._lines: dict[str, RequestLine] = {}

    def rows(self) -> Sequence[QueueRow]:
        """All that wait at the location in view; to an instructor those that are theirs (AVL-6)."""
        session = self._session
        lines = requests.open_at(session.source.rows, session.location_id, session.now())
        self._lines = {line.request.id: line for line in lines}
        rows = [self._row(line) for line in lines]
        everybody = session.sight.all_clients()
        return [row for row in rows if everybody or ACCEPT in row.acts]

    def acts(self) -> Sequence[QueueAct]:
        """What can be answered."""
        return (
            QueueAct(ident=ACCEPT, text=tr("Accept"), key="Enter", do=self._accept, strong=True),
            QueueAct(ident=DECLINE, text=tr("Decline"), key="D", do=self._decline),
            QueueAct(ident=PAID, text=tr("Mark as paid"), key="M", do=self._paid),
            QueueAct(ident=WITHDRAW, text=tr("Withdraw"), key="Del", do=self._withdraw),
            QueueAct(ident=CLIENT, text=tr("Open client"), key="P", do=self._client),
        )

    def _row(self, line: RequestLine) -> QueueRow:
        now, row = self._session.now(), line.request
        times = ", ".join(formats.moment(one.starts_at, line.zone, now) for one in line.times)
        chips = []
        if row.intro:
            words = tr("first visit, paid") if row.paid else tr("first visit, unpaid")
            chips.append(ChipSpec(words, "star", Tone.INFO if row.paid else Tone.ATTENTION))
        if row.escalated:
            chips.append(ChipSpec(tr("waits over a day"), "clock-alert", Tone.ATTENTION))
        if all(one.against for one in line.times):
            chips.append(ChipSpec(tr("no time is free"), "octagon-x", Tone.REFUSED))
        mine = isinstance(self._session.preview(DeclineRequest(row.id, "-")), Outcome)
        if not mine:
            chips.append(ChipSpec(tr("for {0} to answer").format(line.staff_name), "lock"))
        whom = line.staff_name or tr("any instructor")
        ends = formats.moment(row.expires_at, line.zone, now)
        return QueueRow(
            key=row.id,
            title=f"{line.client_name}: {line.class_name}",
            note=" · ".join(part for part in (whom, times, row.note) if part),
            icon="calendar-clock",
            tone=Tone.ATTENTION if row.escalated else Tone.INFO,
            chips=tuple(chips),
            side=tr("ends {0}").format(ends),
            acts=self._able(line, mine=mine),
            because="" if mine else tr("It is for {0} to answer.").format(whom),
        )

    def _able(self, line: RequestLine, *, mine: bool) -> tuple[str, ...]:
        """A first visit is answered once it is paid (AVL-5)."""
        row = line.request
        unpaid = bool(row.intro and not row.paid)
        pays = unpaid and isinstance(self._session.preview(MarkRequestPaid(row.id)), Outcome)
        answers = (ACCEPT, DECLINE) if mine else ()
        return (*answers, *((PAID,) if pays else ()), WITHDRAW, CLIENT)

    def _paid(self, key: str) -> None:
        line = self._lines[key]
        money = formats.money(line.request.price, self._session.currency)
        says = tr("{0} has paid {1} for the first visit").format(bold(line.client_name), money)
        self._session.send(MarkRequestPaid(key), says=says)

    def _accept(self, key: str) -> None:
        line = self._lines[key]
        if line.request.intro:
            self._asker.form(self._settle(line))
            return
        title = tr("Accept which time?")
        who = f"{line.client_name}, {line.class_name}, {line.staff_name}"
        self._asker.choose(title, who, TimeChoices(self._session, line))

    def _settle(self, line: RequestLine) -> FormAct:
        """Instructor, place and time of a first visit are the studio's to say (AVL-5)."""
        session = self._session
        people = place.people(session.source, session.location_id)
        teachers = tuple(
            Option(member.id, member.name)
            for member, grant in people
            if grant.role in (INSTRUCTOR, TRAINER)
        )
        fields = (
            Field(name="instructor", label=tr("Instructor"), kind=Kind.CHOICE, options=teachers),
            Field(name="date", label=tr("Day"), kind=Kind.DATE, limit=LocalDate, wide=3),
            Field(name="start", label=tr("Start"), kind=Kind.TIME, limit=LocalTime, wide=3),
        )
        first = line.times[0]

        def make(values: dict[str, Any]) -> Command:
            return AcceptRequest(
                line.request.id,
                values["date"],
                values["start"],
                values["instructor"],
                session.location_id,
                pay_at_desk=True,
            )

        return FormAct(
            title=tr("Settle the first visit"),
            about=f"{line.client_name}, {line.class_name}",
            verb=tr("Accept"),
            sections=(Section("", fields),),
            values={
                "instructor": teachers[0].value if teachers else "",
                "date": first.local_date,
                "start": first.local_start,
            },
            make=make,
            says=tr("Accepted the request of {0}").format(bold(line.client_name)),
        )

    def _decline(self, key: str) -> None:
        line = self._lines[key]
        self._asker.form(
            reason_act(
                tr("Decline the request"),
                tr("Decline"),
                lambda reason: DeclineRequest(key, reason),
                tr("Declined the request of {0}").format(bold(line.client_name)),
                about=f"{line.client_name}, {line.class_name}",
                asked=reason_field(label=tr("Reason, which the client reads")),
            )
        )

    def _withdraw(self, key: str) -> None:
        line = self._lines[key]
        says = tr("Withdrew the request of {0}").format(bold(line.client_name))
        self._session.send(WithdrawRequest(line.request.client_id, key), says=says)

    def _client(self, key: str) -> None:
        self._asker.show_client(self._lines[key].request.client_id)


class TimeChoices:
    """The proposed times; what speaks against one is said, and it cannot be taken."""

    hint = tr("Day or time")
    none = tr("No time was proposed.")

    def __init__(self, session: Session, line: RequestLine) -> None:
        self._session, self._line = session, line

    def find(self, typed: str) -> Sequence[Choice]:
        """All times, those that are free first."""
        now, zone = self._session.now(), self._line.zone
        times = sorted(self._line.times, key=lambda one: (bool(one.against), one.starts_at))
        lines = [
            Choice(
                key=f"{one.local_date} {one.local_start}",
                title=formats.moment(one.starts_at, zone, now),
                note=" ".join(self._session.sentence(why) for why in one.against[:1]),
            )
            for one in times
        ]
        return [one for one in lines if typed.strip().casefold() in one.title.casefold()]

    def ask(self, key: str) -> Answer:
        """Whether this time can be taken now."""
        result = self._session.preview(self.command(key))
        if isinstance(result, Refusal):
            return Answer(self._session.sentence(result), "", Tone.REFUSED)
        return Answer(tr("Booked and told at once."), tr("Accept"), Tone.OK)

    def command(self, key: str) -> Command:
        """What Enter sends."""
        day, start = key.split()
        return AcceptRequest(self._line.request.id, day, start, pay_at_desk=True)

    def said(self, _done: Outcome) -> str:
        """What was done."""
        return tr("Accepted the request of {0}").format(bold(self._line.client_name))
