"""Which message reaches whom by which channel, and when (NTF-1, 2, 3, 7, 8, 10). Pure decisions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from core.changes import Event
from core.domain.notices import (
    EMAIL,
    IN_APP,
    NOTICES,
    OF_EVENTS,
    SMS,
    Notice,
    chosen,
)
from core.domain.settings import MESSAGE_REST_S, QUIET_FROM_MIN, QUIET_TO_MIN, TELL
from core.domain.zones import HOUR_MS, add_days, local_date, to_local, to_utc
from core.rules.terms import Terms

SOON_MS = 12 * HOUR_MS
"""What is about a class that starts so soon waits for no morning (NTF-8)."""


class Person(msgspec.Struct, frozen=True):
    """Whom a message is for. `wants` maps a channel, or marketing, to what they have said."""

    id: str
    email: str = ""
    phone: str = ""
    wants: Mapping[str, bool] = {}


class Case(msgspec.Struct, frozen=True):
    """What a message is about: times in UTC milliseconds, 0 for none. `own`: they did it
    themselves, online. `ends_at` is when it stops being of use."""

    now: int
    starts_at: int = 0
    ends_at: int = 0
    zone: str = "UTC"
    own: bool = False


class Telling(msgspec.Struct, frozen=True):
    """One message: channel, address ("" is for a person to call), when it leaves and ends."""

    channel: str
    address: str
    due_at: int
    expires_at: int | None = None


class TellTerms(msgspec.Struct, frozen=True):
    """The settings that decide; `available` are the channels that this server can use."""

    channels: tuple[str, ...]
    rest_s: int
    quiet_from_min: int
    quiet_to_min: int
    available: frozenset[str]


def tell_terms(terms: Terms, name: str, available: Iterable[str]) -> TellTerms:
    """The terms in force for one kind of message."""
    return TellTerms(
        chosen(terms.of(TELL[name])),
        terms.of(MESSAGE_REST_S),
        terms.of(QUIET_FROM_MIN),
        terms.of(QUIET_TO_MIN),
        frozenset(available),
    )


SEAT_WAS_PAID = frozenset({"booked", "promoted", "walked_in"})


def caused(events: Iterable[Event], low_at: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The messages that events cause, with their facts; a pass that came down to `low_at` credits
    is told of once, when it does (NTF-7)."""
    for event in events:
        for name in OF_EVENTS.get(event.name, ()):
            yield name, event.facts
        if event.name in SEAT_WAS_PAID and low_at and event.facts.get("credits_left") == low_at:
            yield "pass_low", event.facts


def tellings(name: str, person: Person, case: Case, terms: TellTerms) -> tuple[Telling, ...]:
    """The messages of one kind to one person. Nothing is told of what is already past (NTF-3).

    Who should be called where nothing reaches them gets one without an address (NTF-10).
    """
    notice = NOTICES[name]
    if case.starts_at and case.starts_at <= case.now and not notice.past:
        return ()
    expires = None if notice.past else case.ends_at or case.starts_at or None
    open_channels = [one for one in terms.channels if one in terms.available]
    found = tuple(
        Telling(channel, address, leaves_at(notice, channel, case, terms), expires)
        for channel in open_channels
        if (address := _address(notice, channel, person, case))
    )
    reached = [one for one in found if one.channel != IN_APP]
    if notice.call and terms.channels and not reached:
        return (*found, Telling(EMAIL, "", leaves_at(notice, EMAIL, case, terms), expires))
    return found


def leaves_at(notice: Notice, channel: str, case: Case, terms: TellTerms) -> int:
    """After its rest, and in the morning where it is one that the night holds (NTF-3, NTF-8)."""
    rests = not (notice.at_once or case.own)
    at = case.now + (terms.rest_s * 1000 if rests else 0)
    soon = bool(case.starts_at) and case.starts_at - case.now <= SOON_MS
    held = channel == SMS or notice.marketing
    if not held or notice.never_held or case.own or soon:
        return at
    return morning(at, case.zone, terms.quiet_from_min, terms.quiet_to_min)


def morning(at: int, zone: str, quiet_from_min: int, quiet_to_min: int) -> int:
    """The moment itself by day, else the end of the night that it lies in, by the wall clock."""
    local = to_local(at, zone)
    minute = local.hour * 60 + local.minute
    over_midnight = quiet_from_min > quiet_to_min
    if over_midnight:
        night = minute >= quiet_from_min or minute < quiet_to_min
    else:
        night = quiet_from_min <= minute < quiet_to_min
    if not night:
        return at
    hours, minutes = divmod(quiet_to_min, 60)
    clock, today = f"{hours:02}:{minutes:02}", local_date(at, zone)
    ends = to_utc(today, clock, zone)
    return ends if ends > at else to_utc(add_days(today, 1), clock, zone)


def _address(notice: Notice, channel: str, person: Person, case: Case) -> str:
    """Where a channel reaches somebody who wants it, "" where it does not (NTF-2)."""
    wanted = person.wants.get(channel)
    if notice.marketing and person.wants.get("marketing") is not True:
        return ""
    if channel == IN_APP:
        return person.id
    if channel == EMAIL:
        return "" if wanted is False else person.email
    if wanted is False or (notice.sms_opted and wanted is not True):
        return ""
    late = notice.sms_within_h * HOUR_MS
    if late and case.starts_at - case.now > late:
        return ""
    return person.phone
