"""Importing this module declares every row type and finder."""

from core.domain import (  # noqa: F401
    availability,
    bookings,
    catalogue,
    closures,
    courses,
    credits,
    drawer,
    health,
    imports,
    leases,
    messages,
    notes,
    open_items,
    organisation,
    pay,
    people,
    receipts,
    records,
    requests,
    schedule,
    spots,
    suspensions,
    templates,
    till,
    webhooks,
)
from core.domain.finder import Finder, all_finders
from core.domain.rows import Row, type_of_table

__all__ = ["Finder", "Row", "all_finders", "type_of_table"]
