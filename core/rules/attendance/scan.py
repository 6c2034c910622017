"""What one scan means (CHK-4, CHK-13): a decision from values, which the handler carries out."""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from core.rules.attendance.check_in import Window

Standing = Literal["booked", "in", "waiting", "none"]
Action = Literal[
    "check_in",
    "promote",
    "already_in",
    "offer_booking",
    "offer_sale",
    "class_full",
    "waiting_no_seat",
    "suspended",
    "waiver_missing",
    "too_early",
    "too_late",
    "other_day",
    "booked_elsewhere",
    "nothing_open",
]


class Candidate(msgspec.Struct, frozen=True):
    """An occurrence that the scan could mean, and how the client stands to it.

    `here`: at the location of the desk. `free`: the client's seats fit. `covered`: a pass pays, or
    none is needed. `usual`: of the service that the client mostly books. `today`: its class day is
    now (CHK-11).
    """

    occurrence_id: str
    starts_at: int
    window: Window
    standing: Standing
    here: bool = True
    free: bool = True
    covered: bool = True
    usual: bool = False
    today: bool = True


class Person(msgspec.Struct, frozen=True):
    """What is known of the client that can turn a scan amber."""

    waiver_missing: bool = False
    suspended: bool = False


class Decision(msgspec.Struct, frozen=True):
    """The action, on which occurrence, and notes that go with it."""

    action: Action
    occurrence_id: str = ""
    notes: tuple[str, ...] = ()


NOTHING_KNOWN = Person()


def decide(now: int, candidates: Sequence[Candidate], person: Person = NOTHING_KNOWN) -> Decision:
    """The one right thing (CHK-4). Who is booked and in the window comes before all else; who is
    booked on another day is offered a class that is open now where a seat and a pass are there.

    A suspended client who is booked checks in green, with a note (CHK-18); an unsigned waiver
    is amber at the desk (CHK-15).
    """
    here = [one for one in candidates if one.here]
    in_time = [one for one in here if one.window.holds(now)]
    if mine := _nearest(now, in_time, ("booked", "in")):
        return _known(mine, person)
    if waiting := _nearest(now, in_time, ("waiting",)):
        return _waiting(waiting, person)
    ahead = [one for one in here if now < one.starts_at]
    if upcoming := _nearest(now, [one for one in ahead if one.today], ("booked",)):
        return Decision("too_early", upcoming.occurrence_id)
    fresh = _open_now(now, in_time)
    if fresh and (not _nearest(now, ahead, ("booked",)) or (fresh.free and fresh.covered)):
        return _fresh(fresh, person)
    return _nothing_to_do(now, candidates)


def _known(one: Candidate, person: Person) -> Decision:
    if one.standing == "in":
        return Decision("already_in", one.occurrence_id)
    if person.waiver_missing:
        return Decision("waiver_missing", one.occurrence_id)
    return Decision("check_in", one.occurrence_id, ("suspended",) if person.suspended else ())


def _waiting(one: Candidate, person: Person) -> Decision:
    if not one.free:
        return Decision("waiting_no_seat", one.occurrence_id)
    return _amber(one, person) or Decision(
        "promote" if one.covered else "offer_sale", one.occurrence_id
    )


def _fresh(one: Candidate, person: Person) -> Decision:
    if not one.free:
        return Decision("class_full", one.occurrence_id)
    return _amber(one, person) or Decision(
        "offer_booking" if one.covered else "offer_sale", one.occurrence_id
    )


def _amber(one: Candidate, person: Person) -> Decision | None:
    if person.suspended:
        return Decision("suspended", one.occurrence_id)
    return Decision("waiver_missing", one.occurrence_id) if person.waiver_missing else None


def _nothing_to_do(now: int, candidates: Sequence[Candidate]) -> Decision:
    here = [one for one in candidates if one.here]
    if inside := _nearest(now, here, ("in",)):
        return Decision("already_in", inside.occurrence_id)
    if missed := _nearest(now, [one for one in here if one.starts_at <= now], ("booked",)):
        return Decision("too_late", missed.occurrence_id)
    if ahead := _nearest(now, [one for one in here if now < one.starts_at], ("booked",)):
        return Decision("other_day", ahead.occurrence_id)
    elsewhere = [one for one in candidates if not one.here]
    if other := _nearest(now, elsewhere, ("booked", "in")):
        return Decision("booked_elsewhere", other.occurrence_id)
    return Decision("nothing_open")


def _open_now(now: int, in_time: Iterable[Candidate]) -> Candidate | None:
    """One with a seat before a full one, then the nearest start, then the usual (CHK-13)."""
    fresh = [one for one in in_time if one.standing == "none"]
    return min(fresh, key=lambda one: (not one.free, *_near(now, one)), default=None)


def _nearest(
    now: int, candidates: Iterable[Candidate], standings: Sequence[Standing]
) -> Candidate | None:
    fitting = [one for one in candidates if one.standing in standings]
    return min(fitting, key=lambda one: _near(now, one), default=None)


def _near(now: int, one: Candidate) -> tuple[int, bool, str]:
    return (abs(one.starts_at - now), not one.usual, one.occurrence_id)
