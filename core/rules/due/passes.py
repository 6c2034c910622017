"""What falls due about passes: last days that are over, charges to try again."""

from collections.abc import Iterator

from core.commands.memberships import AskCharge, RenewMembership
from core.commands.passes import ExpirePass
from core.domain.credits import ACTIVE, ENDING, PASSES_TO_EXPIRE
from core.domain.open_items import ITEMS_TO_TRY, OPEN
from core.domain.organisation import LOCATIONS_BY_STATE
from core.domain.zones import local_date
from core.ports import Reader
from core.rules.due.registry import Due, Moment, falls_due
from core.rules.passes.renewing import renews

ANY_DATE = "0"
"""Below every date and above the empty text."""


def today_everywhere(tx: Reader, now: int) -> str:
    """The local date at the location where it is the earliest: what ended before it is over."""
    zones = {
        place.zone
        for state in ("active", "inactive")
        for place in tx.find(LOCATIONS_BY_STATE, state)
    }
    return min((local_date(now, zone) for zone in zones), default=local_date(now, "UTC"))


@falls_due
def passes_to_expire(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Passes whose last local day is over at every location (PASS-10)."""
    today = today_everywhere(tx, moment.now)
    for state in (ACTIVE, ENDING):
        for held in tx.find(PASSES_TO_EXPIRE, state, since=ANY_DATE, until=today):
            over = RenewMembership(held.id) if renews(held) else ExpirePass(held.id)
            yield Due(over, f"{held.id} {held.expires_on}")


@falls_due
def charges_to_ask_again(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Charges that failed, on the days when they are tried again (PAY-17)."""
    for item in tx.find(ITEMS_TO_TRY, OPEN, since=1, until=moment.now + 1):
        yield Due(AskCharge(item.id), f"{item.id} {item.next_try_at}")
