"""For each code with which a booking is refused a situation in which it is, and nothing else."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from core.changes import Change
from core.commands.arrivals import CheckIn, MarkNoShow
from core.commands.assigning import AllowSelfBooking
from core.commands.attendance import CloseOccurrence, Suspend
from core.commands.catalogue import CreatePassProduct
from core.commands.locations import SetLocationActive
from core.commands.passes import FreezePass, RevokePass
from core.commands.people import ArchiveClient, EditClient, FieldChange
from core.commands.persons import ErasePerson
from core.commands.registering import PlanCourseRun, SetCourseSteps, StepDate, StepPlan
from core.commands.sales import SellPass
from core.commands.schedule import CancelOccurrence, ChangeCapacity
from core.commands.seats import Book
from core.commands.services import EditService, Question
from core.domain.courses import STEPS_OF_SERVICE
from core.domain.credits import PAST_DUE, Pass
from core.domain.ids import ClientId, OpenItemId, PassId
from core.domain.open_items import OpenItem
from core.domain.rows import Row
from core.domain.schedule import Occurrence
from core.domain.zones import DAY_MS, HOUR_MS
from tests.support.studio import DAY, NOW, Studio

RECEIPT = "LON-A-000077"
BECAUSE = {"reason": "because"}
SPRING = "2026-05-04"


class Asked(msgspec.Struct):
    """A wish, how it is acted (`by`, `at`, `as_client`), and what is said to each mend."""

    wish: Book
    how: dict[str, Any] = {}
    said: dict[str, dict[str, Any]] = {}


Situation = Callable[[Studio], Asked]
SITUATIONS: dict[str, list[Situation]] = {}


def refused(code: str) -> Callable[[Situation], Situation]:
    def register(situation: Situation) -> Situation:
        SITUATIONS.setdefault(code, []).append(situation)
        return situation

    return register


def put(s: Studio, row: Row) -> None:
    """A row as something else than these commands would have left it."""
    s.reader.apply([Change(type(row), row.id, s.reader.get(type(row), row.id), row)])


def talk(s: Studio, **wish: Any) -> Book:
    """Anna into the class that costs nothing."""
    return Book(s.anna, s.talk_1200, **wish)


def yoga(s: Studio, **wish: Any) -> Book:
    """Anna into the class that needs a credit."""
    return Book(s.anna, s.yoga_1800, **wish)


def online(s: Studio) -> dict[str, Any]:
    return {"as_client": s.anna}


def sale(s: Studio) -> dict[str, dict[str, Any]]:
    ten = {"product_id": s.ten, "price": 120_00, "method": "cash", "receipt": RECEIPT}
    return {"sell_pass": ten}


# who asks, for whom


@refused("not_permitted")
def by_finance(s: Studio) -> Asked:
    return Asked(talk(s), {"by": s.finance})


@refused("not_your_client")
def by_an_instructor_who_does_not_know_her(s: Studio) -> Asked:
    said = {"book": {"found_by": "anna@example.org"}}
    return Asked(talk(s), {"by": s.instructor}, said)


@refused("client_unknown")
def for_nobody(s: Studio) -> Asked:
    return Asked(Book("nobody", s.talk_1200))


@refused("client_erased")
def for_who_was_erased(s: Studio) -> Asked:
    s.do(ErasePerson(s.anna, "asked"), by=s.manager)
    return Asked(talk(s))


@refused("client_archived")
def for_who_was_archived(s: Studio) -> Asked:
    s.do(ArchiveClient(s.anna), by=s.manager)
    return Asked(talk(s))


@refused("client_restricted")
def by_who_may_not_book_alone(s: Studio) -> Asked:
    change: Any = {"permission": FieldChange("standard", "restricted")}
    s.do(EditClient(s.anna, change), by=s.manager)
    return Asked(talk(s), online(s))


@refused("client_suspended")
def for_who_is_suspended(s: Studio) -> Asked:
    s.do(Suspend(s.anna, NOW + 7 * DAY_MS, "rude"), by=s.manager)
    return Asked(talk(s), said={"lift_suspension": BECAUSE, "book": BECAUSE})


def _owed(s: Studio, kind: str, name: str, amount: int, subject: str = "") -> OpenItem:
    return OpenItem(OpenItemId("item"), ClientId(s.anna), kind, name, amount, NOW, subject)


@refused("owes_too_much")
def for_who_owes(s: Studio) -> Asked:
    s.set("debt_limit", 4_99)
    put(s, _owed(s, "fee", "Late cancel", 5_00))
    paid = {"amount": 5_00, "method": "cash", "receipt": RECEIPT, "item_id": "item"}
    return Asked(talk(s), said={"take_payment": paid, "book": BECAUSE})


# which class


@refused("occurrence_unknown")
def into_nothing(s: Studio) -> Asked:
    return Asked(Book(s.anna, "nothing"))


@refused("location_inactive")
def where_nothing_new_is_booked(s: Studio) -> Asked:
    s.do(SetLocationActive(s.london, False), by=s.owner)
    return Asked(talk(s))


@refused("class_cancelled")
def into_a_cancelled_class(s: Studio) -> Asked:
    s.do(CancelOccurrence(s.talk_1200, "storm"), by=s.manager)
    return Asked(talk(s))


@refused("class_closed")
def into_a_closed_class(s: Studio) -> Asked:
    after = s.later(hours=6)
    s.do(CloseOccurrence(s.talk_1200), by=s.manager, at=after)
    return Asked(talk(s), {"at": after}, {"reopen_occurrence": BECAUSE})


@refused("class_dropped")
def into_a_class_that_left_the_calendar(s: Studio) -> Asked:
    put(s, replace(s.get(Occurrence, s.talk_1200), state="dropped"))
    return Asked(talk(s))


@refused("class_over")
def the_day_after(s: Studio) -> Asked:
    return Asked(talk(s), {"at": NOW + DAY_MS})


@refused("booking_switched_off")
def by_staff_who_do_not_book_it(s: Studio) -> Asked:
    s.do(EditService(s.talk, staff_booking=False), by=s.owner)
    return Asked(talk(s))


@refused("booking_switched_off")
def by_an_instructor_who_does_not_book_it(s: Studio) -> Asked:
    s.do(EditService(s.talk, instructor_booking=False), by=s.owner)
    return Asked(talk(s, found_by="anna@example.org"), {"by": s.instructor})


@refused("self_booking_off")
def by_herself_where_staff_book(s: Studio) -> Asked:
    s.do(EditService(s.talk, self_booking=False), by=s.owner)
    return Asked(talk(s), online(s))


@refused("instructor_declines")
def by_herself_with_who_wants_to_be_asked(s: Studio) -> Asked:
    s.do(AllowSelfBooking(s.instructor, False), by=s.manager)
    return Asked(talk(s), online(s))


@refused("not_open_yet")
def by_herself_long_before(s: Studio) -> Asked:
    far = s.occurrence(s.talk, "12:00", local_date="2026-06-01")
    return Asked(Book(s.anna, far), online(s))


@refused("booking_closed")
def by_herself_just_before_a_session(s: Studio) -> Asked:
    s.sell(s.anna, s.ten)
    return Asked(Book(s.anna, s.private_1400), {**online(s), "at": s.later(hours=5)})


# seats


@refused("already_booked")
def twice(s: Studio) -> Asked:
    s.do(talk(s))
    return Asked(talk(s))


@refused("already_in")
def who_is_in(s: Studio) -> Asked:
    s.do(talk(s))
    at = s.later(hours=3, minutes=45)
    s.do(CheckIn(s.anna, s.talk_1200), at=at)
    return Asked(talk(s), {"at": at})


@refused("marked_no_show")
def who_is_marked_as_not_come(s: Studio) -> Asked:
    s.do(talk(s))
    at = s.later(hours=4, minutes=10)
    s.do(MarkNoShow(s.anna, s.talk_1200), at=at)
    return Asked(talk(s), {"at": at})


def full(s: Studio) -> None:
    s.do(ChangeCapacity(s.talk_1200, 1), by=s.manager)
    s.do(Book(s.ben, s.talk_1200))


@refused("class_full")
def into_a_full_class(s: Studio) -> Asked:
    full(s)
    return Asked(talk(s), said={"book": BECAUSE})


@refused("overbook_not_allowed")
def beyond_the_seats_without_the_right(s: Studio) -> Asked:
    full(s)
    return Asked(talk(s, override=("class_full",), reason="a friend"), said={"book": BECAUSE})


@refused("reason_missing")
def against_a_rule_without_a_reason(s: Studio) -> Asked:
    return Asked(talk(s, override=("overlapping_booking",)), said={"book": BECAUSE})


@refused("override_not_allowed")
def against_a_rule_by_herself(s: Studio) -> Asked:
    return Asked(talk(s, override=("overlapping_booking",), reason="I may"), online(s))


@refused("resource_short")
def more_than_there_are_reformers(s: Studio) -> Asked:
    s.do(Book(s.ben, s.reformer_1000, seats=3, pay_at_desk=True))
    return Asked(Book(s.anna, s.reformer_1000, seats=2, pay_at_desk=True, guests=("Zoë",)))


@refused("overlapping_booking")
def at_the_time_of_another(s: Studio) -> Asked:
    other = s.occurrence(s.talk, "12:30")
    s.do(Book(s.anna, other))
    return Asked(talk(s), said={"book": BECAUSE})


@refused("too_many_guests")
def more_names_than_seats(s: Studio) -> Asked:
    return Asked(talk(s, guests=("Zoë", "Zed")))


def course(s: Studio) -> list[str]:
    """Two steps, the second after the first, twice each."""
    steps = (StepPlan("Centring"), StepPlan("Pulling up", requires_before=True))
    s.do(SetCourseSteps(s.talk, steps), by=s.owner)
    keys = [step.id for step in s.reader.find(STEPS_OF_SERVICE, s.talk)]
    found: list[str] = []
    for first in (4, 11):
        days = (f"2026-03-{first:02}", f"2026-03-{first + 1:02}")
        dates = tuple(StepDate(key, day, "14:00") for key, day in zip(keys, days, strict=True))
        plan = PlanCourseRun(s.talk, s.london, dates, 120, 3)
        found += s.do(plan, by=s.manager).facts["occurrence_ids"]
    return found


@refused("step_already")
def a_step_that_she_has(s: Studio) -> Asked:
    dates = course(s)
    s.do(Book(s.anna, dates[0]))
    return Asked(Book(s.anna, dates[2]))


@refused("step_before_missing")
def a_step_before_its_turn(s: Studio) -> Asked:
    return Asked(Book(s.anna, course(s)[1]), said={"book": BECAUSE})


# answers

LEVEL = (Question("level", "Which level?", "choice", required=True, choices=("new", "old")),)


def asks(s: Studio) -> dict[str, dict[str, Any]]:
    s.do(EditService(s.talk, questions=LEVEL), by=s.owner)
    return {"book": {"answers": {"level": "new"}}}


@refused("question_unknown")
def an_answer_that_nobody_asked_for(s: Studio) -> Asked:
    asks(s)
    return Asked(talk(s, answers={"level": "new", "diet": "none"}))


@refused("answer_missing")
def by_herself_without_an_answer(s: Studio) -> Asked:
    said = asks(s)
    return Asked(talk(s), online(s), said)


@refused("answer_not_offered")
def an_answer_that_is_none(s: Studio) -> Asked:
    said = asks(s)
    return Asked(talk(s, answers={"level": "middling"}), said=said)


# what pays


@refused("no_pass")
def without_a_pass(s: Studio) -> Asked:
    return Asked(yoga(s), said=sale(s))


@refused("no_pass")
def without_a_pass_by_herself(s: Studio) -> Asked:
    return Asked(yoga(s), online(s), sale(s))


@refused("pass_unknown")
def on_a_pass_that_is_not_hers(s: Studio) -> Asked:
    s.sell(s.anna, s.ten)
    return Asked(yoga(s, pass_id="of another"), said=sale(s))


@refused("pass_void")
def on_a_pass_that_was_given_back(s: Studio) -> Asked:
    held = s.sell(s.anna, s.ten)
    s.do(RevokePass(held, "moved away"), by=s.manager)
    return Asked(yoga(s), said=sale(s))


@refused("pass_used_up")
def on_a_pass_without_a_credit(s: Studio) -> Asked:
    s.sell(s.anna, s.single)
    s.do(Book(s.anna, s.yoga_0900))
    return Asked(yoga(s), said={**sale(s), "adjust_credits": BECAUSE})


@refused("pass_expired")
def after_the_end_of_the_pass(s: Studio) -> Asked:
    s.sell(s.anna, s.single)
    far = s.occurrence(s.yoga, "09:00", local_date=SPRING)
    return Asked(Book(s.anna, far), said={**sale(s), "extend_pass": BECAUSE})


@refused("pass_not_started")
def before_the_start_of_the_pass(s: Studio) -> Asked:
    s.do(SellPass(s.anna, s.ten, s.london, 120_00, "cash", RECEIPT, "2026-04-01"))
    return Asked(yoga(s), said=_again(s))


def _again(s: Studio) -> dict[str, dict[str, Any]]:
    return {"sell_pass": {**sale(s)["sell_pass"], "receipt": "LON-A-000078"}}


def _only(s: Studio, **more: Any) -> PassId:
    made = CreatePassProduct("Special", "punch", 50_00, 5, 90, **more)
    product = s.do(made, by=s.owner).facts["product_id"]
    return s.sell(s.anna, product)


@refused("pass_other_service")
def on_a_pass_for_another_class(s: Studio) -> Asked:
    _only(s, service_ids=(s.reformer,))
    return Asked(yoga(s), said=sale(s))


@refused("pass_other_location")
def on_a_pass_for_another_place(s: Studio) -> Asked:
    _only(s, location_ids=(s.berlin,))
    return Asked(yoga(s), said=sale(s))


@refused("pass_frozen")
def on_a_pass_that_pauses(s: Studio) -> Asked:
    held = s.sell(s.anna, s.ten)
    s.do(FreezePass(held, DAY, "2026-03-10", "holiday"), by=s.manager)
    return Asked(yoga(s), said=sale(s))


@refused("pass_standby_only")
def on_a_staff_pass_too_early(s: Studio) -> Asked:
    _only(s, standby_only=True)
    return Asked(yoga(s), said=sale(s))


@refused("pass_unpaid")
def on_a_pass_that_is_not_paid(s: Studio) -> Asked:
    s.do(SellPass(s.anna, s.ten, s.london, 120_00, "card", RECEIPT))
    paid = {"amount": 120_00, "method": "cash", "receipt": "LON-A-000079"}
    return Asked(yoga(s), said={**_again(s), "take_payment": paid})


@refused("pass_past_due")
def on_a_membership_whose_charge_failed(s: Studio) -> Asked:
    made = CreatePassProduct("Member", "membership", 50_00, validity_months=1)
    held = s.sell(s.anna, s.do(made, by=s.owner).facts["product_id"])
    put(s, replace(s.get(Pass, held), state=PAST_DUE))
    put(s, _owed(s, "period", "Member", 50_00, held))
    paid = {"amount": 50_00, "method": "cash", "receipt": RECEIPT, "item_id": "item"}
    return Asked(yoga(s), said={**_again(s), "take_payment": paid})


@refused("too_many_booked")
def a_fourth_on_an_unlimited_pass(s: Studio) -> Asked:
    s.sell(s.anna, s.monthly)
    s.do(SellPass(s.anna, s.ten, s.london, 120_00, "cash", RECEIPT))
    for day in range(5, 8):
        there = s.occurrence(s.yoga, "18:00", local_date=f"2026-03-{day:02}")
        s.do(Book(s.anna, there))
    return Asked(yoga(s), {**online(s), "at": NOW + HOUR_MS})
