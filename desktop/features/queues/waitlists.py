"""Who waits for a seat in the classes of the next days (WL-1 to WL-10)."""

from collections.abc import Sequence

from core.commands.waiting import LeaveWaitlist, OfferSeat, PromoteByHand, WithdrawOffer
from core.domain.bookings import OFFERED
from core.domain.people import Client
from core.domain.phones import spaced
from core.domain.zones import DAY_MS
from core.queries import occurrences, roster, waiting
from core.queries.occurrences import OccurrenceLine
from core.queries.roster import WaitingLine
from desktop import formats
from desktop.features.queues.model import Asker, QueueAct, QueueRow
from desktop.saying import counted, tr
from desktop.session import Session
from desktop.theme.marks import State, Tone
from desktop.waiting_words import WAYS, pays_words
from desktop.widgets.chip import ChipSpec
from desktop.wording import bold

DAYS_AHEAD = 14
GIVE, OFFER, WITHDRAW, LEAVE, CLASS, CLIENT = (
    "give",
    "offer",
    "withdraw",
    "leave",
    "class",
    "client",
)


class Waitlists:
    """A line for each who waits, under the head of the class."""

    hint = tr("Seats go by themselves; here you see whose turn it is, and can give one by hand")
    empty = tr("Nobody waits for a seat in the next two weeks.")
    tables = (*occurrences.TABLES, *roster.TABLES)

    def __init__(self, session: Session, asker: Asker) -> None:
        self._session, self._asker = session, asker
        self.title = tr("Waitlists")

    def rows(self) -> Sequence[QueueRow]:
        """By class, in the order in which seats are given."""
        session = self._session
        now = session.now()
        lines = occurrences.occurrences(
            session.source, session.location_id, now, now + DAYS_AHEAD * DAY_MS
        )
        rows: list[QueueRow] = []
        for line in lines:
            if line.waiting and line.state == "scheduled" and session.sight.roster(line.id):
                rows += self._of_class(line)
        return rows

    def acts(self) -> Sequence[QueueAct]:
        """What can be done with one who waits."""
        return (
            QueueAct(ident=GIVE, text=tr("Give the seat"), key="Enter", do=self._give, strong=True),
            QueueAct(ident=OFFER, text=tr("Offer"), key="O", do=self._offer),
            QueueAct(ident=WITHDRAW, text=tr("Withdraw offer"), key="W", do=self._withdraw),
            QueueAct(ident=LEAVE, text=tr("Take off"), key="Del", do=self._leave),
            QueueAct(ident=CLASS, text=tr("Open class"), key="C", do=self._class),
            QueueAct(ident=CLIENT, text=tr("Open client"), key="P", do=self._client),
        )

    def _of_class(self, line: OccurrenceLine) -> list[QueueRow]:
        source = self._session.source
        people = roster.waiting(source, line.id)
        pays = waiting.paying(source, line.id, (one.client_id for one in people))
        way = waiting.way(source, line.id, self._session.now())
        how = f" · {WAYS[way]}" if way else ""
        return [
            self._row(at, line, one, pays_words(pays.get(one.client_id)), how)
            for at, one in enumerate(people, 1)
        ]

    def _row(
        self, at: int, line: OccurrenceLine, one: WaitingLine, pays: str, how: str
    ) -> QueueRow:
        now = self._session.now()
        offered = one.state == OFFERED
        free = line.free >= one.seats
        when = formats.moment(line.starts_at, line.zone, now)
        chips = [ChipSpec.of(State.PROVISIONAL)] if one.pending else []
        if offered:
            until = formats.clock(one.offered_until, line.zone)
            chips.append(ChipSpec(tr("offered to {0}").format(until), "clock", Tone.INFO))
        if free and not offered:
            chips.append(ChipSpec(tr("a seat is free"), "circle", Tone.OK))
        if one.present_at:
            chips.append(ChipSpec.of(State.AT_THE_DESK))
        if one.priority:
            chips.append(ChipSpec(tr("pinned"), "tag"))
        if one.skipped:
            chips.append(ChipSpec(tr("passed over"), "triangle-alert", Tone.ATTENTION))
        ways = [GIVE] if free or offered else []
        ways += [WITHDRAW] if offered else [OFFER] if free else []
        since = formats.moment(one.joined_at, line.zone, now)
        party = f" +{one.seats - 1}" if one.seats > 1 else ""
        return QueueRow(
            key=f"{line.id} {one.client_id}",
            title=f"{at}. {one.name}{party}",
            note=" · ".join(
                p for p in (spaced(one.phone), tr("waits since {0}").format(since)) if p
            ),
            icon="hourglass",
            tone=Tone.INFO,
            chips=tuple(chips),
            side=pays,
            group=tr("{0}  {1}, {2} of {3}").format(when, line.name, line.booked, line.capacity)
            + how,
            acts=(*ways, LEAVE, CLASS, CLIENT),
            because=self._because(one, free=free),
        )

    def _because(self, one: WaitingLine, *, free: bool) -> str:
        if one.state == OFFERED:
            return tr("The seat is offered already: give it, or withdraw the offer.")
        if free:
            return tr("Nothing was offered to {0} that could be withdrawn.").format(one.name)
        return counted(
            one.seats,
            "No seat is free: nothing can be given or offered now.",
            "{0} seats are not free: nothing can be given or offered now.",
        )

    def _name(self, client_id: str) -> str:
        client = self._session.source.rows.get(Client, client_id)
        return bold(client.name if client else "")

    def _give(self, key: str) -> None:
        occurrence, client = key.split()
        says = tr("Gave {0} the seat").format(self._name(client))
        self._session.send(PromoteByHand(client, occurrence), says=says)

    def _offer(self, key: str) -> None:
        occurrence, client = key.split()
        says = tr("Offered {0} the seat").format(self._name(client))
        self._session.send(OfferSeat(client, occurrence), says=says)

    def _withdraw(self, key: str) -> None:
        occurrence, client = key.split()
        says = tr("Withdrew the offer to {0}").format(self._name(client))
        self._session.send(WithdrawOffer(client, occurrence), says=says)

    def _leave(self, key: str) -> None:
        occurrence, client = key.split()
        says = tr("Took {0} off the waitlist").format(self._name(client))
        self._session.send(LeaveWaitlist(client, occurrence), says=says)

    def _class(self, key: str) -> None:
        self._asker.show_class(key.split(maxsplit=1)[0])

    def _client(self, key: str) -> None:
        self._asker.show_client(key.split()[1])
