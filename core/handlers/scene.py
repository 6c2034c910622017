"""What every handler about a class needs first: the occurrence, its service, the terms in force."""

from collections.abc import Mapping
from typing import Any

import msgspec

from core.changes import Act
from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.ids import booking_id
from core.domain.people import ACTIVE, Client
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.settings import STAFF_PASS_STANDBY, STANDBY_MIN
from core.domain.zones import MINUTE_MS
from core.ports import Reader
from core.rules.booking.booking_states import ABSENT, may_move
from core.rules.money.tax import asking_price
from core.rules.passes.credits import Want
from core.rules.places import Place, place_of
from core.rules.terms import Terms

Facts = dict[str, Any]


class Scene(msgspec.Struct, frozen=True):
    """An occurrence with what it is of."""

    occurrence: Occurrence
    service: Service
    terms: Terms
    place: Place

    def facts(self, client: Client | None = None) -> Facts:
        """What a screen says of the class, and of the client, without another read."""
        facts: Facts = {
            "occurrence_id": self.occurrence.id,
            "class_name": self.service.name,
            "starts_at": self.occurrence.starts_at,
            "zone": self.occurrence.zone,
            "location_id": self.occurrence.location_id,
        }
        if self.occurrence.on_demand:
            facts["on_demand"] = 1
        if client is not None:
            facts["client_id"] = client.id
            facts["client_name"] = client.name
        return facts

    @property
    def price(self) -> int:
        """What one seat costs, its tax counted in (PAY-16)."""
        return asking_price(self.terms, self.service.price, self.service.tax_rate)

    def standby(self, now: int) -> bool:
        """Whether a staff pass may take a seat now: in the last minutes (PASS-17)."""
        if not self.terms.of(STAFF_PASS_STANDBY):
            return True
        return now >= self.occurrence.starts_at - self.terms.of(STANDBY_MIN) * MINUTE_MS

    def want(self, seats: int, seated: int = 0) -> Want:
        """What a pass has to cover; `seated` seats of the party it covers already."""
        one = self.occurrence
        return Want(self.service.id, one.location_id, one.local_date, seats, seated)


def scene_of(tx: Reader, occurrence_id: str) -> Scene | Refusal:
    """Refuses `occurrence_unknown`."""
    occurrence = tx.get(Occurrence, occurrence_id)
    service = tx.get(Service, occurrence.service_id) if occurrence else None
    if occurrence is None or service is None:
        return Refusal("occurrence_unknown", {"occurrence_id": occurrence_id})
    return Scene(
        occurrence,
        service,
        Terms(tx, occurrence.location_id, service.id),
        place_of(occurrence),
    )


def client_of(tx: Reader, client_id: str) -> Client | Refusal:
    """Refuses `client_unknown`."""
    client = tx.get(Client, client_id)
    if client is None:
        return Refusal("client_unknown", {"client_id": client_id})
    return client


def archived(act: Act, client: Client | None) -> Refusal | None:
    """Refuses `client_archived`: nothing new for who is out of sight, unless a desk that did not
    know has shown it as done (ORG-7, SET-11)."""
    if client is None or client.state == ACTIVE or act.shown:
        return None
    return Refusal("client_archived", {"client_id": client.id, "client_name": client.name})


def booking_of(tx: Reader, scene: Scene, client_id: str) -> Booking | None:
    """The client's one booking in the occurrence, in whatever state."""
    return tx.get(Booking, booking_id(scene.occurrence.id, client_id))


def movable_booking(
    tx: Reader, occurrence_id: str, client_id: str, move: str
) -> tuple[Scene, Booking] | Refusal:
    """The client's booking, if its state allows the move. Refuses `not_booked` and kin (BK-30)."""
    scene = scene_of(tx, occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    booking = booking_of(tx, scene, client_id)
    refusal = may_move(move, booking.state if booking else ABSENT)
    if booking is None or refusal:
        return told(refusal or Refusal("not_booked"), client_facts(tx, scene, client_id))
    return scene, booking


def untouched_booking(
    tx: Reader, occurrence_id: str, client_id: str, move: str, since: str
) -> tuple[Scene, Booking] | Refusal:
    """The booking as a command left it, to be taken back; refuses `changed_since`."""
    scene = scene_of(tx, occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    booking = booking_of(tx, scene, client_id)
    if booking is None or booking.changed_by != since or may_move(move, booking.state):
        return Refusal("changed_since", client_facts(tx, scene, client_id))
    return scene, booking


def client_facts(tx: Reader, scene: Scene, client_id: str) -> Facts:
    """What a screen says of the class and the client, who may be unknown."""
    return scene.facts(tx.get(Client, client_id))


def told(refusal: Refusal, facts: Mapping[str, Any]) -> Refusal:
    """A refusal with what it is about, its own facts first."""
    return Refusal(refusal.code, {**facts, **refusal.facts})
