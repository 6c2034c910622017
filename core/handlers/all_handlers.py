"""Importing this module registers every handler."""

# ruff: noqa: F401

from core.handlers.attendance import (
    arrivals,
    closing,
    confirming,
    no_shows,
    scanning,
    suspending,
)
from core.handlers.booking import (
    leasing,
    moving,
    parties,
    registering,
    restoring,
    seats,
    spots,
    walking_in,
)
from core.handlers.instructors import (
    accepting,
    assigning,
    assisting,
    availability,
    notes,
    pay,
    requesting,
    sessions,
    staff,
    staff_arrivals,
    substituting,
)
from core.handlers.money import (
    cards,
    drawer,
    fees,
    prepaying,
    refunds,
    retail,
    stock,
    till,
    voiding,
    voiding_receipts,
)
from core.handlers.passes import (
    ends,
    life,
    memberships,
    product_edits,
    products,
    sales,
    selling,
)
from core.handlers.people import (
    erasing,
    health,
    identity,
    import_bookings,
    import_services,
    imports,
    merging,
    people,
)
from core.handlers.schedule import (
    closures,
    courses,
    outages,
    reopening,
    schedule,
    series,
    series_dates,
    series_edits,
    swapping,
)
from core.handlers.settlement import facts, promises, twice
from core.handlers.studio import (
    attention,
    catalogue,
    locations,
    organisation,
    resources,
    services,
    setup,
)
from core.handlers.telling import (
    class_messages,
    messages,
    reminding,
    templates,
    webhooks,
)
from core.handlers.waiting import (
    offering,
    promoting,
    waiting,
)
