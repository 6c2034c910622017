"""A plan as commands of at most 200 rows, each whole or not at all."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from core.commands.imports import ImportBookings, ImportClients, ImportPasses, ImportServices
from core.imports.plan import Plan

MOST_LINES = 200

L = TypeVar("L")
Part = ImportClients | ImportPasses | ImportServices | ImportBookings


def parts(plan: Plan) -> Iterator[Part]:
    """The commands that carry a plan out, in their order: owners come before their passes."""
    for clients in _cut(plan.made.clients):
        yield ImportClients(plan.batch_id, clients)
    for passes in _cut(plan.made.passes):
        yield ImportPasses(plan.batch_id, passes)
    for services in _cut(plan.made.services):
        yield ImportServices(plan.batch_id, services)
    for bookings in _cut(plan.made.bookings):
        yield ImportBookings(plan.batch_id, bookings)


def _cut(lines: Sequence[L]) -> Iterator[tuple[L, ...]]:
    for start in range(0, len(lines), MOST_LINES):
        yield tuple(lines[start : start + MOST_LINES])
