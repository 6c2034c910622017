"""Who did not come in the last weeks, what it cost them, and forgiving it (NS-1 to NS-6)."""

from collections.abc import Sequence

from core.commands.attendance import CorrectAttendance, Forgive
from core.domain.bookings import CAPTURED, NO_SHOWS_AT_LOCATION, Booking
from core.domain.catalogue import Service
from core.domain.credits import UNLIMITED, Pass
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS
from desktop import formats
from desktop.features.queues.model import Asker, QueueAct, QueueRow
from desktop.reason_act import reason_act, reason_field
from desktop.saying import tr
from desktop.session import Session
from desktop.suspending import suspend
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.wording import bold

DAYS_BACK, MOST = 30, 500
FORGIVE, CAME, CLASS, CLIENT = "forgive", "came", "class", "client"
SUSPEND, POLICY = "suspend", "policy"


class NoShows:
    """A line for each no-show, the newest first, under its day."""

    hint = tr("The last 30 days at this location")
    empty = tr("Everybody came in the last 30 days.")
    tables = (Booking, Client, Pass, Occurrence, Service)

    def __init__(self, session: Session, asker: Asker) -> None:
        self._session, self._asker = session, asker
        self.title = tr("No-shows")

    def rows(self) -> Sequence[QueueRow]:
        """Those whom nobody has forgiven have the acts."""
        session, source = self._session, self._session.source.remembering()
        since = session.now() - DAYS_BACK * DAY_MS
        found = source.rows.find(NO_SHOWS_AT_LOCATION, session.location_id, since=since)
        newest = sorted(found, key=lambda one: -one.starts_at)[:MOST]
        change = (POLICY,) if session.may("set_setting") else ()
        always, rows = (SUSPEND, CLASS, CLIENT, *change), []
        for one in newest:
            client = source.rows.get(Client, one.client_id)
            occurrence = source.rows.get(Occurrence, one.occurrence_id)
            service = source.rows.get(Service, occurrence.service_id) if occurrence else None
            held = source.rows.get(Pass, one.pass_id) if one.pass_id else None
            if client is None or occurrence is None or not session.sight.client(client.id):
                continue
            clock = formats.clock(one.starts_at, occurrence.zone)
            forgiven = [ChipSpec(tr("forgiven"), "circle-check", Tone.OK)]
            rows.append(
                QueueRow(
                    key=f"{one.occurrence_id} {one.client_id}",
                    title=client.name,
                    note=f"{clock} {service.name if service else ''}",
                    icon="user-x",
                    tone=Tone.NEUTRAL if one.forgiven else Tone.REFUSED,
                    chips=tuple(forgiven) if one.forgiven else (),
                    side=self._cost(one, held),
                    group=formats.day(one.starts_at, occurrence.zone),
                    acts=(*(() if one.forgiven else (FORGIVE, CAME)), *always),
                    because=tr("It is forgiven already.") if one.forgiven else "",
                )
            )
        return rows

    def acts(self) -> Sequence[QueueAct]:
        """What can be put right."""
        return (
            QueueAct(ident=FORGIVE, text=tr("Forgive"), key="Enter", do=self._forgive, strong=True),
            QueueAct(ident=CAME, text=tr("Was there"), key="W", do=self._came),
            QueueAct(ident=SUSPEND, text=tr("Suspend"), key="S", do=self._suspend),
            QueueAct(ident=CLASS, text=tr("Open class"), key="C", do=self._class),
            QueueAct(ident=CLIENT, text=tr("Open client"), key="P", do=self._client),
            QueueAct(ident=POLICY, text=tr("Change the policy"), key="O", do=self._policy),
        )

    def _cost(self, one: Booking, held: Pass | None) -> str:
        if one.credit == CAPTURED and held is not None and held.kind != UNLIMITED:
            return tr("{0}, a credit used").format(held.name)
        if one.due:
            return tr("{0} due").format(formats.money(one.due, self._session.currency))
        return held.name if held else ""

    def _name(self, client_id: str) -> str:
        client = self._session.source.rows.get(Client, client_id)
        return client.name if client else ""

    def _forgive(self, key: str) -> None:
        occurrence, client = key.split()
        name = self._name(client)
        about = tr("{0} gets the credit back, and it counts as no strike.")
        self._asker.form(
            reason_act(
                tr("Forgive"),
                tr("Forgive"),
                lambda reason: Forgive(client, occurrence, reason),
                tr("Forgave {0}").format(bold(name)),
                about=about.format(name),
                asked=reason_field(required=True),
            )
        )

    def _came(self, key: str) -> None:
        occurrence, client = key.split()
        name = self._name(client)
        self._asker.form(
            reason_act(
                tr("Correct the attendance"),
                tr("Was there"),
                lambda reason: CorrectAttendance(client, occurrence, attended=True, reason=reason),
                tr("{0} was there").format(bold(name)),
                about=tr("{0} was there: credit and strikes follow.").format(name),
            )
        )

    def _suspend(self, key: str) -> None:
        client = self._session.source.rows.get(Client, key.split()[1])
        if client is not None:
            self._asker.form(suspend(self._session, client))

    def _policy(self, _key: str) -> None:
        self._asker.show_settings("policies")

    def _class(self, key: str) -> None:
        self._asker.show_class(key.split(maxsplit=1)[0])

    def _client(self, key: str) -> None:
        self._asker.show_client(key.split()[1])
