"""Who may not book for a time, why, and letting them book again (NS-3, NS-8)."""

from collections.abc import Sequence

from core.domain.organisation import StaffMember
from core.domain.people import Client
from core.domain.suspensions import ACTIVE, SUSPENSIONS_BY_END, Suspension
from desktop import formats
from desktop.features.queues.model import Asker, QueueAct, QueueRow
from desktop.saying import tr
from desktop.session import Session
from desktop.suspending import lift, move_end
from desktop.theme.marks import Tone

LIFT, MOVE, CLIENT = "lift", "move", "client"


class Suspensions:
    """A line for each who is barred now, by when it ends."""

    hint = tr("What is booked stays, and checks in green; new bookings wait for the end")
    empty = tr("Nobody is suspended.")
    tables = (Suspension, Client)

    def __init__(self, session: Session, asker: Asker) -> None:
        self._session, self._asker = session, asker
        self.title = tr("Suspensions")

    def rows(self) -> Sequence[QueueRow]:
        """Those that hold at the location in view."""
        session = self._session
        rows, now = session.source.rows, session.now()
        found = rows.find(SUSPENSIONS_BY_END, ACTIVE, since=now)
        here = [one for one in found if one.location_id in ("", session.location_id)]
        return [self._row(one) for one in here if session.sight.client(one.client_id)]

    def acts(self) -> Sequence[QueueAct]:
        """What can be changed."""
        return (
            QueueAct(ident=LIFT, text=tr("Lift"), key="Enter", do=self._lift, strong=True),
            QueueAct(ident=MOVE, text=tr("Change the end"), key="E", do=self._move),
            QueueAct(ident=CLIENT, text=tr("Open client"), key="P", do=self._client),
        )

    def _row(self, one: Suspension) -> QueueRow:
        rows, zone, now = self._session.source.rows, self._session.zone, self._session.now()
        client = rows.get(Client, one.client_id)
        by = rows.get(StaffMember, one.made_by) if one.made_by else None
        why = one.reason or tr("too many no-shows")
        who = by.name if by else tr("by the rule")
        return QueueRow(
            key=one.id,
            title=client.name if client else "",
            note=f"{why} · {who} · {formats.moment(one.starts_at, zone, now)}",
            icon="user-x",
            tone=Tone.REFUSED,
            side=tr("until {0}").format(formats.moment(one.until, zone, now)),
            acts=(LIFT, MOVE, CLIENT),
        )

    def _of(self, key: str) -> tuple[Suspension, Client]:
        rows = self._session.source.rows
        one = rows.get(Suspension, key)
        client = rows.get(Client, one.client_id) if one else None
        assert one is not None  # noqa: S101 - suspensions are never taken away
        assert client is not None  # noqa: S101 - nor are clients
        return one, client

    def _lift(self, key: str) -> None:
        one, client = self._of(key)
        self._asker.form(lift(client, one.location_id))

    def _move(self, key: str) -> None:
        one, client = self._of(key)
        self._asker.form(move_end(self._session, client, one))

    def _client(self, key: str) -> None:
        self._asker.show_client(self._of(key)[1].id)
