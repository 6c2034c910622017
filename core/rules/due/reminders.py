"""What falls due to be told: classes that are near, passes that end soon (NTF-1, NTF-7)."""

from collections.abc import Iterator
from typing import Literal

from core.commands.reminding import RemindClass, RemindExpiry
from core.domain.bookings import BOOKED, BOOKINGS_OF_OCCURRENCE
from core.domain.credits import ACTIVE, PASSES_TO_EXPIRE
from core.domain.organisation import LOCATIONS_BY_STATE
from core.domain.schedule import OPEN_AT_LOCATION
from core.domain.settings import PASS_EXPIRING_DAYS, REMINDER_DAY_H, REMINDER_SMS_H
from core.domain.zones import HOUR_MS, add_days
from core.ports import Reader
from core.rules.due.passes import today_everywhere
from core.rules.due.registry import Due, Moment, falls_due
from core.rules.terms import Terms

LATEST_H = 6
"""A reminder of the day before is still of use so many hours late; the class is never past."""
LATEST_DAYS = 2


@falls_due
def reminders(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Classes with somebody to remind whose time has come; one that was moved comes again."""
    for state in ("active", "inactive"):
        for place in tx.find(LOCATIONS_BY_STATE, state):
            terms = Terms(tx, place.id)
            day, hours = terms.of(REMINDER_DAY_H), terms.of(REMINDER_SMS_H)
            yield from _near(tx, moment, place.id, "day", max(0, day - LATEST_H), day)
            yield from _near(tx, moment, place.id, "hours", 0, hours)


@falls_due
def expiries(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Passes that end in so many days, by the calendar of the location that is furthest behind."""
    days = Terms(tx).of(PASS_EXPIRING_DAYS)
    if not days:
        return
    today = today_everywhere(tx, moment.now)
    since = add_days(today, max(1, days - LATEST_DAYS))
    for held in tx.find(PASSES_TO_EXPIRE, ACTIVE, since=since, until=add_days(today, days + 1)):
        yield Due(RemindExpiry(held.client_id, held.id), f"{held.id} {held.expires_on}")


def _near(
    tx: Reader,
    moment: Moment,
    location_id: str,
    when: Literal["day", "hours"],
    least_h: int,
    most_h: int,
) -> Iterator[Due]:
    since = moment.now + max(1, least_h * HOUR_MS)
    until = moment.now + most_h * HOUR_MS + 1
    for one in tx.find(OPEN_AT_LOCATION, location_id, since=since, until=until):
        if all(row.state != BOOKED for row in tx.find(BOOKINGS_OF_OCCURRENCE, one.id)):
            continue
        yield Due(RemindClass(one.id, when), f"{when} {one.id} {one.starts_at}")
