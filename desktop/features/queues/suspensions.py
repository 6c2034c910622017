"""Who may not book for a time, why, and letting them book again (NS-3, NS-8)."""

from collections.abc import Sequence

from core.commands.attendance import LiftSuspension, Suspend
from core.commands.fields import LocalDate
from core.domain.organisation import StaffMember
from core.domain.people import Client
from core.domain.suspensions import ACTIVE, SUSPENSIONS_BY_END, Suspension
from core.domain.zones import day_bounds, local_date
from desktop import formats
from desktop.act_panel import FormAct
from desktop.features.queues.model import Asker, QueueAct, QueueRow
from desktop.forms.declaration import Field, Kind, Section
from desktop.reason_act import reason_act, reason_field
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.wording import bold

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

    def _of(self, key: str) -> tuple[Suspension, str]:
        rows = self._session.source.rows
        one = rows.get(Suspension, key)
        assert one is not None  # noqa: S101 - suspensions are never taken away
        client = rows.get(Client, one.client_id)
        return one, client.name if client else ""

    def _lift(self, key: str) -> None:
        one, name = self._of(key)
        self._asker.form(
            reason_act(
                tr("Lift the suspension"),
                tr("Lift"),
                lambda reason: LiftSuspension(one.client_id, reason, one.location_id),
                tr("Lifted the suspension of {0}").format(bold(name)),
                about=tr("{0} can book again at once.").format(name),
                asked=reason_field(required=True),
            )
        )

    def _move(self, key: str) -> None:
        one, name = self._of(key)
        zone = self._session.zone
        until = Field(name="until", label=tr("Until"), kind=Kind.DATE, limit=LocalDate, wide=3)
        self._asker.form(
            FormAct(
                title=tr("Change the end"),
                about=name,
                verb=tr("Save"),
                sections=(Section("", (until, reason_field(required=True))),),
                values={"until": local_date(one.until - 1, zone), "reason": one.reason},
                make=lambda values: Suspend(
                    one.client_id,
                    day_bounds(values["until"], zone)[1],
                    values["reason"].strip(),
                    one.location_id,
                ),
                says=tr("Changed the suspension of {0}").format(bold(name)),
            )
        )

    def _client(self, key: str) -> None:
        self._asker.show_client(self._of(key)[0].client_id)
