"""Newcomers, waitlists, passes and pay counted again in plain Python over all rows."""

from collections import defaultdict
from fractions import Fraction
from typing import Any

from core.domain.bookings import Booking, WaitlistEntry
from core.domain.catalogue import PassProduct, Service
from core.domain.credits import LedgerEntry, Pass
from core.domain.organisation import Location, StaffMember
from core.domain.pay import PayRate
from core.domain.schedule import Assignment, Occurrence
from tests.core.queries.reports.recount import IN, Lines, World, half_up, heads, share

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def newcomers(world: World) -> Lines:
    scope = world.scope
    came: dict[str, list[str]] = defaultdict(list)
    for one in sorted(world.all(Booking).values(), key=lambda row: row.starts_at):
        if one.state in IN and one.location_id in scope.locations:
            day = str(world.local(one.starts_at, one.location_id).date())
            came[one.client_id].append(day)

    def cells(first: str, last: str) -> tuple[Any, ...]:
        there = [days for days in came.values() if any(first <= day <= last for day in days)]
        new = sum(days[0] >= first for days in there)
        return len(there), new, len(there) - new, share(new, len(there))

    found: Lines = {}
    months = {f"{year}-{month:02d}" for year in range(1970, 2100) for month in range(1, 13)}
    for month in sorted(one for one in months if scope.first[:7] <= one <= scope.last[:7]):
        first, last = max(scope.first, f"{month}-01"), min(scope.last, f"{month}-31")
        found[month] = cells(first, last)
    total = cells(scope.first, scope.last)
    return {**found, "All": total} if total[0] else {}


def waitlists(world: World) -> Lines:
    lines: dict[str, list[WaitlistEntry]] = defaultdict(list)
    for entry in world.all(WaitlistEntry).values():
        lines[entry.occurrence_id].append(entry)
    groups: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for one in world.classes:
        if lines[one.id]:
            there = world.local(one.starts_at, one.location_id)
            name = world.all(Service)[one.service_id].name
            place = world.all(Location)[one.location_id].name
            groups[f"{DAYS[there.weekday()]} {one.local_start} {name}", place].append(one)

    def cells(classes: list[Occurrence]) -> tuple[Any, ...]:
        states = [entry.state for one in classes for entry in lines[one.id]]
        seated = states.count("promoted")
        gone = sum(state in ("left", "declined", "lapsed") for state in states)
        out = len(states) - seated - gone
        each = half_up(Fraction(out * 10, len(classes)))
        return len(classes), len(states), seated, gone, out, each

    found: Lines = {f"{name} {place}": cells(group) for (name, place), group in groups.items()}
    everything = [one for group in groups.values() for one in group]
    return {**found, "All": cells(everything)} if found else {}


def pass_use(world: World) -> Lines:
    ledger: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in world.all(LedgerEntry).values():
        ledger[entry.pass_id].append(entry)
    groups: dict[str, list[Pass]] = defaultdict(list)
    for held in world.all(Pass).values():
        ends = bool(held.valid_until) and world.scope.first <= held.valid_until <= world.scope.last
        here = held.location_id in ("", *world.scope.locations)
        counts = held.kind != "gift" and held.state not in ("void", "archived", "removed")
        if ends and here and counts and held.state != "pending":
            product = world.all(PassProduct).get(held.product_id)
            groups[product.name if product else "Brought along"].append(held)

    def cells(group: list[Pass]) -> tuple[Any, ...]:
        entries = [one for held in group for one in ledger[held.id]]
        given = sum(one.amount for one in entries if one.kind == "grant")
        booked = ("hold", "release", "refund")
        used = -sum(one.amount for one in entries if one.kind in booked)
        lost = -sum(one.amount for one in entries if one.kind == "expire")
        idle = sum(all(one.kind != "hold" for one in ledger[held.id]) for held in group)
        left = sum(one.amount for one in entries)
        return len(group), idle, given, used, lost, left, share(used, given)

    found: Lines = {name: cells(group) for name, group in groups.items()}
    everything = [held for group in groups.values() for held in group]
    return {**found, "All": cells(everything)} if found else {}


def pay(world: World) -> Lines:
    groups: dict[str, list[Assignment]] = defaultdict(list)
    closed = {one.id: one for one in world.classes if one.state == "closed"}
    for post in world.all(Assignment).values():
        if post.state == "held" and post.occurrence_id in closed:
            groups[world.all(StaffMember)[post.staff_id].name].append(post)

    def owed(post: Assignment) -> int | None:
        one = closed[post.occurrence_id]
        best: tuple[Any, ...] = ()
        for rate in world.all(PayRate).values():
            fits = rate.staff_id in ("", post.staff_id) and rate.service_id in ("", one.service_id)
            if fits and rate.role == post.role and rate.valid_from <= one.local_date:
                near = (rate.staff_id != "", rate.service_id != "", rate.valid_from, rate.set_at)
                came = heads(world.bookings[one.id])
                more = max(0, came - rate.heads_in_base)
                best = max(best, (*near, rate.id, rate.base + more * rate.per_head))
        return int(best[-1]) if best else None

    def cells(posts: list[Assignment]) -> tuple[Any, ...]:
        led = [one for one in posts if one.role == "lead"]
        came = sum(heads(world.bookings[one.occurrence_id]) for one in led)
        each = half_up(Fraction(came * 10, len(led))) if led else None
        sums = [owed(one) for one in posts]
        money = sum(one or 0 for one in sums)
        return len(led), len(posts) - len(led), came, each, sums.count(None), money

    found: Lines = {name: cells(posts) for name, posts in groups.items()}
    everything = [post for posts in groups.values() for post in posts]
    return {**found, "All": cells(everything)} if found else {}
