"""What stands beside the holds of a day: outages, and who has which numbered unit."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from core.domain.people import Client
from core.domain.schedule import Resource
from core.domain.spots import SPOTS_OF_RESOURCE, Outage, Spot
from core.ports import Reader
from core.queries import resource_trouble, spots
from core.queries.resources import HoldLine


class Use(Struct, frozen=True):
    """A client on a unit in a class."""

    occurrence_id: str
    spot_id: str
    name: str


class Units(Struct, frozen=True, kw_only=True):
    """By resource: what is out of order, which units are numbered; and who has which."""

    outages: Mapping[str, Sequence[Outage]] = {}
    spots: Mapping[str, Sequence[Spot]] = {}
    uses: Sequence[Use] = ()


def units_of(
    rows: Reader, resources: Sequence[Resource], holds: Sequence[HoldLine], since: int, until: int
) -> Units:
    """Read them for a span; only classes that hold something numbered are asked for their spots."""
    numbered = {
        row.id: found
        for row in resources
        if row.type == "equipment" and (found := rows.find(SPOTS_OF_RESOURCE, row.id))
    }
    classes = dict.fromkeys(one.occurrence_id for one in holds if one.resource_id in numbered)
    uses = []
    for occurrence_id in classes:
        for spot in spots.of_occurrence(rows, occurrence_id):
            client = rows.get(Client, spot.client_id) if spot.client_id else None
            if client is not None:
                uses.append(Use(occurrence_id, spot.spot_id, client.name.partition(" ")[0]))
    return Units(
        outages={row.id: resource_trouble.outages(rows, row.id, since, until) for row in resources},
        spots={
            key: sorted(found, key=lambda one: (one.y, one.x, one.label))
            for key, found in numbered.items()
        },
        uses=uses,
    )
