"""How long the way between two locations takes (AVL-2)."""

from core.domain.availability import Travel
from core.domain.ids import travel_id
from core.domain.settings import TRAVEL_MIN
from core.ports import Reader
from core.rules.terms import Terms


def travel_min(tx: Reader, location_id: str, other_id: str) -> int:
    """Minutes: none within a location, else what the table says, else the setting."""
    if location_id == other_id:
        return 0
    known = tx.get(Travel, travel_id(location_id, other_id))
    return known.minutes if known else Terms(tx).of(TRAVEL_MIN)
