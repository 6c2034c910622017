"""Waivers and health of those on a roster: a flag for all, details for who may see them (HLT)."""

from collections.abc import Sequence

import msgspec

from core.changes import Act
from core.domain.bookings import Booking
from core.domain.health import (
    HEALTH_OF_CLIENT,
    SIGNATURES_OF_CLIENT,
    WAIVER,
    WAIVERS,
    HealthForm,
    Signature,
    Waiver,
)
from core.domain.ids import ClientId, booking_id
from core.domain.json_text import texts
from core.domain.organisation import Location
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.zones import local_date
from core.queries.roster import RosterLine, roster
from core.queries.source import Source
from core.rules.people.health import (
    HealthStanding,
    WaiverStanding,
    guardian_phone,
    health_standing,
    in_force,
    papers,
    unsigned_guests,
)
from core.rules.permissions import permits
from core.rules.places import ANYWHERE, Place, place_of
from core.rules.terms import Terms

TABLES = (Waiver, Signature, HealthForm, Booking, Client)


class HealthLine(msgspec.Struct, frozen=True):
    """What the roster shows beside a name. `guardian_phone` is "" for grown-ups (HLT-4)."""

    client_id: ClientId
    waiver: WaiverStanding
    health: HealthStanding
    guests_unsigned: int
    guardian_phone: str
    guests_named: tuple[str, ...] = ()
    """Those of the unsigned guests whose names are known (BK-26)."""


def flags(source: Source, act: Act, occurrence_id: str) -> list[HealthLine] | Refusal:
    """A line for each on the roster, by name. Refuses `occurrence_unknown`, `not_permitted`."""
    occurrence = source.rows.get(Occurrence, occurrence_id)
    if occurrence is None:
        return Refusal("occurrence_unknown", {"occurrence_id": occurrence_id})
    if not permits(source.rows, act, "see_health_flag", place_of(occurrence)):
        return _refused(act, "see_health_flag")
    today = local_date(act.occurred_at, occurrence.zone)
    terms = Terms(source.rows, occurrence.location_id, occurrence.service_id)
    found = []
    for line in roster(source, occurrence_id):
        client = source.rows.get(Client, line.client_id)
        signed = papers(source.rows, line.client_id, act.occurred_at, terms).standing
        guests, names = _party(source, occurrence_id, line)
        found.append(
            HealthLine(
                line.client_id,
                signed,
                health_standing(source.rows.find(HEALTH_OF_CLIENT, line.client_id), today),
                0 if signed == "not_needed" else guests,
                guardian_phone(source.rows, client, today) if client else "",
                () if signed == "not_needed" else names,
            )
        )
    return found


def guests_to_sign(
    source: Source, client_id: str, occurrence_id: str, guests: int, names: Sequence[str]
) -> tuple[int, tuple[str, ...]]:
    """How many of a party's guests have not signed, and who they are as far as it is known."""
    left = unsigned_guests(source.rows, client_id, occurrence_id, guests)
    signed = {
        one.guest.casefold()
        for one in source.rows.find(SIGNATURES_OF_CLIENT, client_id)
        if one.guest and one.occurrence_id == occurrence_id
    }
    return left, tuple(name for name in names if name.casefold() not in signed)[:left]


def _party(source: Source, occurrence_id: str, line: RosterLine) -> tuple[int, tuple[str, ...]]:
    if line.seats == 1:
        return 0, ()
    row = source.rows.get(Booking, booking_id(occurrence_id, line.client_id))
    names = texts(row.guests) if row else ()
    return guests_to_sign(source, line.client_id, occurrence_id, line.seats - 1, names)


def details(
    source: Source, act: Act, client_id: str, occurrence_id: str = ""
) -> list[HealthForm] | Refusal:
    """All answers of a client, the latest first. Refuses `client_unknown`, `not_permitted`.

    An instructor sees them on the own roster only, which `occurrence_id` names (HLT-3).
    """
    client = source.rows.get(Client, client_id)
    if client is None:
        return Refusal("client_unknown", {"client_id": client_id})
    place = _place(source, occurrence_id, client_id)
    if not permits(source.rows, act, "see_health", place, (client_id,)):
        return _refused(act, "see_health")
    return source.rows.find(HEALTH_OF_CLIENT, client_id)[::-1]


def waiver_in_force(source: Source, now: int) -> Waiver | None:
    """The version of the waiver that clients sign now; None where none is published."""
    return in_force(source.rows.find(WAIVERS, WAIVER, until=now + 1))


def waiver_of(source: Source, client_id: str, now: int, terms: Terms) -> WaiverStanding:
    """How a client stands to it."""
    return papers(source.rows, client_id, now, terms).standing


def standing(source: Source, client_id: str, now: int) -> HealthStanding:
    """The flag of one client, on the local date where they are at home."""
    client = source.rows.get(Client, client_id)
    home = source.rows.get(Location, client.home_location_id) if client else None
    today = local_date(now, home.zone if home else "UTC")
    return health_standing(source.rows.find(HEALTH_OF_CLIENT, client_id), today)


def _place(source: Source, occurrence_id: str, client_id: str) -> Place:
    """The class, if the client is on its roster; else no place, where no instructor has a right."""
    occurrence = source.rows.get(Occurrence, occurrence_id) if occurrence_id else None
    if occurrence is None:
        return ANYWHERE
    on_it = any(line.client_id == client_id for line in roster(source, occurrence_id))
    return place_of(occurrence) if on_it else ANYWHERE


def _refused(act: Act, permission: str) -> Refusal:
    return Refusal("not_permitted", {"permission": permission, "staff_id": act.actor_id})
