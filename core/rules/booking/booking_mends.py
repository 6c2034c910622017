"""What each refusal of a booking rests on, and the ways to mend it, as one table (BK-12)."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from core.changes import Act
from core.commands.seats import Book
from core.domain.bookings import Booking
from core.domain.credits import ACTIVE, PASSES_OF_CLIENT
from core.domain.ids import booking_id
from core.domain.schedule import Occurrence
from core.ports import Reader
from core.rules.booking.mends import Way

REASON = ("reason",)
MONEY = ("amount", "method", "receipt")


class Case(msgspec.Struct, frozen=True):
    """A booking that was refused: the wish, the refusal's facts, the class if it is known."""

    tx: Reader
    act: Act
    wish: Book
    facts: Mapping[str, Any]
    occurrence: Occurrence | None

    @property
    def who(self) -> dict[str, Any]:
        return {"client_id": self.wish.client_id}

    @property
    def seat(self) -> dict[str, Any]:
        return {**self.who, "occurrence_id": self.wish.occurrence_id}

    @property
    def anew(self) -> Book:
        """The same wish, whichever pass pays."""
        return replace(self.wish, pass_id="")


class Reason(msgspec.Struct, frozen=True):
    """The rule that refused, and the ways out in the order in which they are offered."""

    rule: str
    ways: tuple[Callable[[Case], Way | None], ...] = ()


_Make = Callable[[Case], Way | None]


def _otherwise(
    asks: tuple[str, ...] = (), needs: str = "", **changes: Any
) -> Callable[[Case], Way | None]:
    """The booking itself, wished otherwise."""

    def make(case: Case) -> Way | None:
        return Way("book", asdict(replace(case.wish, **changes)), asks, needs=needs)

    return make


def _against(rule: str, needs: str) -> _Make:
    """The booking, knowingly against a rule, with a reason."""

    def make(case: Case) -> Way | None:
        override = tuple(dict.fromkeys((*case.wish.override, rule)))
        return Way("book", asdict(replace(case.wish, override=override)), REASON, needs=needs)

    return make


def _first(name: str, *fields: str, asks: tuple[str, ...] = (), **known: Any) -> _Make:
    """Another command about the client (`client_id`) or the class, then the booking again."""

    def make(case: Case) -> Way | None:
        given = {field: getattr(case.wish, field) for field in fields}
        return Way(name, {**given, **known}, asks, case.wish)

    return make


def _with_pass(name: str, asks: tuple[str, ...] = (), **known: Any) -> _Make:
    """Something about the pass that was refused, then the booking again."""

    def make(case: Case) -> Way | None:
        return Way(name, {"pass_id": case.facts["pass_id"], **known}, asks, case.wish)

    return make


def _at_location(name: str, asks: tuple[str, ...] = (), **known: Any) -> _Make:
    def make(case: Case) -> Way | None:
        if case.occurrence is None:
            return None
        known_here = {"location_id": case.occurrence.location_id, **known}
        return Way(name, known_here, asks, case.wish)

    return make


def _sell(case: Case) -> Way | None:
    where = {"location_id": case.occurrence.location_id} if case.occurrence else {}
    asks = ("product_id", "price", "method", "receipt")
    return Way("sell_pass", case.who | where, asks, case.anew)


def _another_pass(case: Case) -> Way | None:
    return Way("book", asdict(case.anew)) if case.wish.pass_id else None


def _other_pass(case: Case) -> Way | None:
    """The pass that pays is bound to its limit; another of theirs may have none."""
    others = (
        held.id
        for held in case.tx.find(PASSES_OF_CLIENT, case.wish.client_id)
        if held.id != case.facts["pass_id"] and held.state == ACTIVE
    )
    other = next(others, "")
    return Way("book", asdict(replace(case.wish, pass_id=other))) if other else None


def _at_desk(case: Case) -> Way | None:
    paid = replace(case.anew, pay_at_desk=True)
    return Way("book", asdict(paid), needs="act_as_desk")


def _credits(case: Case) -> Way | None:
    missing = case.wish.seats - (case.facts.get("credits_left") or 0)
    known = {"pass_id": case.facts["pass_id"], "amount": missing}
    return Way("adjust_credits", known, REASON, case.wish)


def _longer(case: Case) -> Way | None:
    if case.occurrence is None:
        return None
    known = {"pass_id": case.facts["pass_id"], "until": case.occurrence.local_date}
    return Way("extend_pass", known, REASON, case.wish)


def _pay_pass(case: Case) -> Way | None:
    return Way("take_payment", case.who | {"pass_id": case.facts["pass_id"]}, MONEY, case.wish)


def _pay_debt(case: Case) -> Way | None:
    return Way("take_payment", case.who, (*MONEY, "item_id"), case.wish)


def _wait(case: Case) -> Way | None:
    return Way("join_waitlist", case.seat | {"seats": case.wish.seats, "pay_at_desk": True})


def _more_room(case: Case) -> Way | None:
    room = int(case.facts["used"]) + case.wish.seats
    known = {"occurrence_id": case.wish.occurrence_id, "capacity": room}
    return Way("change_capacity", known, then=case.wish)


def _fewer(case: Case) -> Way | None:
    seats = case.wish.seats * int(case.facts["left"]) // int(case.facts["needed"])
    names = case.wish.guests[: max(0, seats - 1)]
    return Way("book", asdict(replace(case.wish, seats=seats, guests=names))) if seats else None


def _free_the_other(case: Case) -> Way | None:
    other = {"occurrence_id": case.facts["other_occurrence_id"]}
    return Way("cancel_booking", case.who | other, then=case.wish)


def _move_the_other(case: Case) -> Way | None:
    known = case.who | {
        "from_occurrence_id": case.facts["other_occurrence_id"],
        "to_occurrence_id": case.wish.occurrence_id,
    }
    return Way("reschedule", known)


def _larger_party(case: Case) -> Way | None:
    key = booking_id(case.wish.occurrence_id, case.wish.client_id)
    held = case.tx.get(Booking, key)
    seats = case.wish.seats + (held.seats if held else 0)
    return Way("change_party", case.seat | {"seats": seats})


def _late_arrival(case: Case) -> Way | None:
    return Way("check_in", case.seat)


def _switch_on(switch: str) -> _Make:
    def make(case: Case) -> Way | None:
        if case.occurrence is None:
            return None
        known = {"service_id": case.occurrence.service_id, switch: True}
        return Way("edit_service", known, then=case.wish)

    return make


def _instructor_agrees(case: Case) -> Way | None:
    if case.occurrence is None:
        return None
    known = {"instructor_id": case.occurrence.lead_id, "allowed": True}
    return Way("allow_self_booking", known, then=case.wish)


def _make_own(case: Case) -> Way | None:
    known = case.who | {"instructor_id": case.act.actor_id}
    return Way("assign_client", known, then=case.wish)


def _without_the_question(case: Case) -> Way | None:
    unknown = case.facts["question"]
    kept = {key: value for key, value in case.wish.answers.items() if key != unknown}
    return Way("book", asdict(replace(case.wish, answers=kept)))


def _seats_for_all(case: Case) -> Way | None:
    return Way("book", asdict(replace(case.wish, seats=len(case.wish.guests) + 1)))


_BY_DESK = _otherwise(needs="act_as_desk")
_PAYS = (_another_pass, _sell, _at_desk)
_ANSWERS = _otherwise(asks=("answers",))

REASONS: dict[str, Reason] = {
    "not_permitted": Reason("PERM-2", (_BY_DESK,)),
    "not_your_client": Reason("PERM-5", (_otherwise(asks=("found_by",)), _make_own, _BY_DESK)),
    "client_unknown": Reason("ORG-1"),
    "client_erased": Reason("SET-24"),
    "client_archived": Reason("ORG-7", (_first("unarchive_client", "client_id"),)),
    "client_restricted": Reason("ORG-5", (_BY_DESK,)),
    "client_suspended": Reason(
        "NS-3",
        (
            _first("lift_suspension", "client_id", asks=REASON),
            _against("client_suspended", "act_as_desk"),
        ),
    ),
    "owes_too_much": Reason("PAY-9", (_pay_debt, _against("owes_too_much", "act_as_desk"))),
    "occurrence_unknown": Reason("ORG-1"),
    "location_inactive": Reason("ORG-9", (_at_location("set_location_active", active=True),)),
    "class_cancelled": Reason("SCH-13", (_first("reinstate_occurrence", "occurrence_id"),)),
    "class_closed": Reason("SCH-13", (_first("reopen_occurrence", "occurrence_id", asks=REASON),)),
    "class_dropped": Reason("SCH-4"),
    "class_over": Reason("BK-18"),
    "booking_switched_off": Reason(
        "SVC-2", (_BY_DESK, _switch_on("instructor_booking"), _switch_on("staff_booking"))
    ),
    "self_booking_off": Reason("SVC-2", (_BY_DESK, _switch_on("self_booking"))),
    "instructor_declines": Reason("PERM-2", (_BY_DESK, _instructor_agrees)),
    "not_open_yet": Reason("BK-18", (_BY_DESK,)),
    "booking_closed": Reason("BK-18", (_BY_DESK,)),
    "override_not_allowed": Reason("PERM-2", (_otherwise(override=(), reason=""), _BY_DESK)),
    "reason_missing": Reason("BK-1", (_otherwise(REASON),)),
    "already_booked": Reason("BK-3", (_larger_party,)),
    "already_in": Reason("BK-3"),
    "marked_no_show": Reason("CHK-19", (_late_arrival,)),
    "step_already": Reason("SVC-8"),
    "step_before_missing": Reason("SVC-3", (_against("step_before_missing", "act_as_desk"),)),
    "class_full": Reason("BK-1", (_wait, _more_room, _against("class_full", "overbook"))),
    "overbook_not_allowed": Reason("BK-1", (_otherwise(REASON, "overbook"),)),
    "resource_short": Reason("RES-3", (_fewer,)),
    "overlapping_booking": Reason(
        "BK-3",
        (_move_the_other, _free_the_other, _against("overlapping_booking", "act_as_desk")),
    ),
    "too_many_booked": Reason("BK-5", (_another_pass, _other_pass, _BY_DESK)),
    "too_many_guests": Reason("BK-26", (_seats_for_all,)),
    "question_unknown": Reason("SVC-7", (_without_the_question,)),
    "answer_missing": Reason("SVC-7", (_ANSWERS, _BY_DESK)),
    "answer_not_offered": Reason("SVC-7", (_ANSWERS,)),
    "no_pass": Reason("BK-4", _PAYS),
    "pass_unknown": Reason("PASS-4", _PAYS),
    "pass_void": Reason("PASS-13", _PAYS),
    "pass_used_up": Reason("PASS-2", (*_PAYS, _credits)),
    "pass_expired": Reason("PASS-10", (*_PAYS, _longer)),
    "pass_not_started": Reason("PASS-16", _PAYS),
    "pass_other_service": Reason("PASS-4", _PAYS),
    "pass_other_location": Reason("PASS-4", _PAYS),
    "pass_frozen": Reason("PASS-12", (_with_pass("unfreeze_pass"), *_PAYS)),
    "pass_standby_only": Reason("PASS-17", _PAYS),
    "pass_unpaid": Reason("PASS-13", (_pay_pass, *_PAYS)),
    "pass_past_due": Reason("PASS-13", (_pay_debt, *_PAYS)),
}
"""By the code of the refusal. Without a way another class, or nothing, is left."""
