"""All reports in the order in which they are listed, with the rows that they are made of."""

from core.domain.bookings import Booking, WaitlistEntry
from core.domain.credits import LedgerEntry, Pass, Payment
from core.domain.open_items import OpenItem
from core.domain.organisation import Location
from core.domain.pay import PayRate
from core.domain.schedule import Allocation, Assignment, Occurrence, Resource
from core.queries.reports.declaration import Report
from core.queries.reports.of_classes import (
    CANCELLING,
    CHECK_IN_WAYS,
    CREDITS_USED,
    FILL_RATE,
    LOCATIONS,
    NO_SHOWS,
    POPULAR_TIMES,
)
from core.queries.reports.of_money import BY_LOCATION, BY_METHOD, BY_MONTH, LIABILITY, REVENUE
from core.queries.reports.of_newcomers import NEWCOMERS
from core.queries.reports.of_passes import PASS_USE
from core.queries.reports.of_pay import PAY
from core.queries.reports.of_people import ATTENDANCE, CHURN, MISSING
from core.queries.reports.of_resources import UTILISATION
from core.queries.reports.of_waiting import WAITLISTS

TABLES = (
    Booking,
    Occurrence,
    Allocation,
    Resource,
    Location,
    Payment,
    Pass,
    LedgerEntry,
    OpenItem,
    WaitlistEntry,
    Assignment,
    PayRate,
)
GROUPS: tuple[tuple[str, tuple[Report, ...]], ...] = (
    (
        "Classes",
        (FILL_RATE, POPULAR_TIMES, CANCELLING, NO_SHOWS, CHECK_IN_WAYS, WAITLISTS, LOCATIONS),
    ),
    ("Clients", (NEWCOMERS, ATTENDANCE, MISSING, CHURN)),
    ("Money", (REVENUE, BY_MONTH, BY_METHOD, BY_LOCATION, CREDITS_USED, LIABILITY, PASS_USE, PAY)),
    ("Rooms and equipment", (UTILISATION,)),
)
ALL: dict[str, Report] = {report.ident: report for _, group in GROUPS for report in group}
