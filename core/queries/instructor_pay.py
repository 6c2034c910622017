"""What instructors are owed for the classes of a period, to look at and to export (PAY-7)."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, Booking
from core.domain.catalogue import Service
from core.domain.organisation import StaffMember
from core.domain.pay import RATES_OF_STAFF, PayRate
from core.domain.schedule import (
    ASSIGNMENTS_OF_OCCURRENCE,
    CLOSED,
    HELD,
    OCCURRENCES_AT_LOCATION,
    Assignment,
    Occurrence,
)
from core.domain.telling import money
from core.ports import Reader
from core.rules.instructors.instructor_pay import heads_of, pay, rate_for

TABLES = (PayRate, Occurrence, Assignment, Booking, Service, StaffMember)

HEAD = ("instructor", "role", "class", "date", "heads", "pay")


class PayLine(msgspec.Struct, frozen=True):
    """One class of one person; `amount` is in minor units, None where no rate was agreed."""

    staff_id: str
    staff_name: str
    role: str
    occurrence_id: str
    class_name: str
    local_date: str
    starts_at: int
    heads: int
    amount: int | None


def lines(rows: Reader, location_id: str, since: int, until: int) -> list[PayLine]:
    """Every person of every closed class that starts in [since, until), by start.

    A class that is not closed yet pays nothing yet: who came is not known.
    """
    return [
        line
        for one in rows.find(OCCURRENCES_AT_LOCATION, location_id, since=since, until=until)
        if one.state == CLOSED
        for line in _of_class(rows, one)
    ]


def sums(found: list[PayLine]) -> dict[str, int]:
    """Staff id to what is owed in all, in minor units."""
    owed: dict[str, int] = defaultdict(int)
    for line in found:
        owed[line.staff_id] += line.amount or 0
    return dict(owed)


def as_csv(found: list[PayLine], currency: str) -> str:
    """The lines as a table."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEAD)
    for one in found:
        amount = "" if one.amount is None else money(one.amount, currency)
        table.writerow(
            (one.staff_name, one.role, one.class_name, one.local_date, one.heads, amount)
        )
    return out.getvalue()


def _of_class(rows: Reader, one: Occurrence) -> Iterator[PayLine]:
    service = rows.get(Service, one.service_id)
    heads = heads_of(rows.find(BOOKINGS_OF_OCCURRENCE, one.id))
    for post in rows.find(ASSIGNMENTS_OF_OCCURRENCE, one.id):
        member = rows.get(StaffMember, post.staff_id)
        if post.state != HELD or member is None:
            continue
        rates = [*rows.find(RATES_OF_STAFF, post.staff_id), *rows.find(RATES_OF_STAFF, "")]
        rate = rate_for(
            rates,
            staff_id=post.staff_id,
            service_id=one.service_id,
            role=post.role,
            local_date=one.local_date,
        )
        yield PayLine(
            member.id,
            member.name,
            post.role,
            one.id,
            service.name if service else "",
            one.local_date,
            one.starts_at,
            heads,
            pay(rate, heads) if rate else None,
        )
