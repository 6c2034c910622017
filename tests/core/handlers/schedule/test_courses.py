"""Courses in steps, several dates at once, the weeks that follow, parties that shrink."""

import pytest

from core.commands.arrivals import CheckIn, MarkNoShow
from core.commands.attendance import CloseOccurrence
from core.commands.registering import (
    BookAgain,
    BookDates,
    CancelRegistration,
    ChangeParty,
    PlanCourseRun,
    RegisterCourse,
    SetCourseSteps,
    StepDate,
    StepPlan,
)
from core.commands.schedule import ChangeCapacity, CreateSeries
from core.commands.seats import Book, CancelBooking
from core.commands.spots import ChooseSpot, LayOutSpots, SpotPlace
from core.domain.bookings import BOOKED, CANCELLED, Booking
from core.domain.courses import STEPS_OF_SERVICE
from core.domain.schedule import Occurrence
from core.domain.spots import SPOTS_OF_RESOURCE as SPOTS
from core.domain.zones import DAY_MS, HOUR_MS
from core.rules.booking.holdings import seats_taken
from core.rules.booking.spots import uses
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

STEPS = (
    StepPlan("Centring"),
    StepPlan("Pulling up", requires_before=True, make_up=False),
    StepPlan("Glazing", requires_before=True),
)


class Wheel:
    """A course of three steps in two runs, from Tuesday and from a week later."""

    def __init__(self) -> None:
        s = self.s = Studio.open()
        s.do(SetCourseSteps(s.yoga, STEPS), by=s.owner)
        self.steps = [step.id for step in s.reader.find(STEPS_OF_SERVICE, s.yoga)]
        self.run, self.first = self.planned("2026-03-03", "2026-03-04", "2026-03-05")
        self.run_b, self.second = self.planned("2026-03-10", "2026-03-11", "2026-03-12")

    def planned(self, *days: str) -> tuple[str, list[str]]:
        s = self.s
        dates = tuple(StepDate(k, d, "14:00") for k, d in zip(self.steps, days, strict=True))
        facts = s.do(PlanCourseRun(s.yoga, s.london, dates, 120, 3), by=s.manager).facts
        return facts["run_id"], facts["occurrence_ids"]

    def attend(self, client: str, occurrence: str) -> None:
        start = self.s.get(Occurrence, occurrence).starts_at
        self.s.do(CheckIn(client, occurrence), at=start)


@rule("SVC-3")
def test_a_step_that_requires_the_one_before_needs_it_attended_not_only_booked() -> None:
    w, s = (wheel := Wheel()), wheel.s
    s.do(Book(s.anna, w.first[0], pay_at_desk=True))
    refused = s.refuse(Book(s.anna, w.first[1], pay_at_desk=True))
    assert (refused.code, refused.facts["before"]) == ("step_before_missing", "Centring")
    w.attend(s.anna, w.first[0])
    s.do(Book(s.anna, w.first[1], pay_at_desk=True), at=NOW + DAY_MS + 8 * HOUR_MS)


@rule("SVC-3", "SVC-8")
def test_a_step_is_had_once_and_a_cancelled_one_can_be_booked_again() -> None:
    w, s = (wheel := Wheel()), wheel.s
    s.do(Book(s.anna, w.first[0], pay_at_desk=True))
    refused = s.refuse(Book(s.anna, w.second[0], pay_at_desk=True))
    assert (refused.code, refused.facts["number"]) == ("step_already", 1)
    s.do(CancelBooking(s.anna, w.first[0]))
    s.do(Book(s.anna, w.second[0], pay_at_desk=True))


@rule("SVC-3")
def test_a_missed_step_is_made_up_outside_the_order_where_the_step_allows_it() -> None:
    w, s = (wheel := Wheel()), wheel.s
    s.do(RegisterCourse(s.anna, w.run, pay_at_desk=True))
    for occurrence in w.first:
        start = s.get(Occurrence, occurrence).starts_at
        s.do(MarkNoShow(s.anna, occurrence), at=start)
    later = NOW + 5 * DAY_MS
    s.do(Book(s.anna, w.second[2], pay_at_desk=True), at=later)
    assert s.refuse(Book(s.anna, w.second[1], pay_at_desk=True), at=later).code == (
        "step_before_missing"
    )
    knowingly = Book(
        s.anna,
        w.second[1],
        pay_at_desk=True,
        override=("step_before_missing",),
        reason="practised at home",
    )
    s.do(knowingly, at=later)


@rule("BK-9")
def test_a_whole_course_is_booked_at_once_or_not_at_all() -> None:
    w, s = (wheel := Wheel()), wheel.s
    s.do(
        Book(
            s.ben,
            w.first[2],
            seats=3,
            pay_at_desk=True,
            override=("step_before_missing",),
            reason="guests of the house",
        )
    )
    before = s.rows()
    refused = s.refuse(RegisterCourse(s.anna, w.run, pay_at_desk=True))
    assert (refused.code, refused.facts["local_date"]) == ("class_full", "2026-03-05")
    assert s.rows() == before
    outcome = s.do(RegisterCourse(s.anna, w.run_b, pay_at_desk=True))
    assert (outcome.facts["count"], outcome.facts["price_due"]) == (3, 45_00)
    assert s.refuse(RegisterCourse(s.anna, w.run_b, pay_at_desk=True)).code == (
        "already_registered"
    )


@rule("BK-24")
def test_a_full_date_offers_its_waitlist_and_the_rest_is_booked() -> None:
    w, s = (wheel := Wheel()), wheel.s
    s.do(Book(s.ben, w.first[0], seats=3, pay_at_desk=True))
    wait = RegisterCourse(s.anna, w.run, wait_for=(w.first[0],), pay_at_desk=True)
    outcome = s.do(wait)
    assert (outcome.facts["waiting"], outcome.facts["count"]) == ([w.first[0]], 2)
    assert s.entry(s.anna, w.first[0]).state == "waiting"
    assert s.booking(s.anna, w.first[1]).state == BOOKED


@rule("BK-24")
def test_a_started_course_is_joined_by_staff_for_the_steps_that_remain_pro_rata() -> None:
    w, s = (wheel := Wheel()), wheel.s
    after_first = s.get(Occurrence, w.first[0]).starts_at + 3 * HOUR_MS
    join = RegisterCourse(s.emil, w.run, pay_at_desk=True)
    own = s.refuse(join, at=after_first, as_client=s.emil)
    assert own.code == "course_started"
    outcome = s.do(join, at=after_first)
    assert outcome.facts["occurrence_ids"] == w.first[1:]
    assert outcome.facts["price_due"] == 30_00
    over = s.get(Occurrence, w.first[2]).starts_at + HOUR_MS
    assert s.refuse(RegisterCourse(s.clara, w.run), at=over).code == "course_over"


@rule("BK-9", "BK-6")
def test_leaving_a_course_cancels_what_is_to_come_each_by_the_policy() -> None:
    w, s = (wheel := Wheel()), wheel.s
    s.do(RegisterCourse(s.anna, w.run, pay_at_desk=True))
    w.attend(s.anna, w.first[0])
    after = s.get(Occurrence, w.first[0]).starts_at + HOUR_MS
    outcome = s.do(CancelRegistration(s.anna, w.run, "moved away"), at=after)
    assert outcome.facts["count"] == 2
    assert [s.booking(s.anna, one).state for one in w.first] == [
        "checked_in",
        CANCELLED,
        CANCELLED,
    ]
    assert s.refuse(CancelRegistration(s.anna, w.run), at=after).code == "not_registered"


@rule("SVC-8")
def test_a_series_may_name_a_step_and_its_dates_are_that_step() -> None:
    w, s = (wheel := Wheel()), wheel.s
    fields = {"local_start": "07:00", "duration_min": 60, "capacity": 3}
    weekly = CreateSeries(
        s.yoga,
        s.london,
        "FREQ=WEEKLY;COUNT=2",
        "2026-03-17",
        generate_to="2026-03-24",
        step_id=w.steps[0],
        **fields,  # type: ignore[arg-type]
    )
    series = s.do(weekly, by=s.manager).facts["series_id"]
    made = [o for o in s.reader.all(Occurrence) if o.series_id == series]
    assert [o.step_id for o in made] == [w.steps[0]] * 2
    s.do(Book(s.anna, made[0].id, pay_at_desk=True))
    assert s.refuse(Book(s.anna, made[1].id, pay_at_desk=True)).code == "step_already"
    other = CreateSeries(
        s.reformer,
        s.london,
        "FREQ=WEEKLY;COUNT=2",
        "2026-03-17",
        step_id=w.steps[0],
        **fields,  # type: ignore[arg-type]
    )
    assert s.refuse(other, by=s.manager).code == "step_unknown"


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (("2026-03-20", "2026-03-19", "2026-03-21"), "steps_out_of_order"),
        (("2026-03-20", "2026-03-20", "2026-03-21"), "steps_out_of_order"),
        (("2026-03-20", "2026-03-21", "2026-02-30"), "invalid_date"),
    ],
)
def test_a_run_has_each_step_once_and_in_order(days: tuple[str, ...], code: str) -> None:
    w, s = (wheel := Wheel()), wheel.s
    dates = tuple(StepDate(k, d, "14:00") for k, d in zip(w.steps, days, strict=True))
    assert s.refuse(PlanCourseRun(s.yoga, s.london, dates, 60, 3), by=s.manager).code == code
    short = PlanCourseRun(s.yoga, s.london, dates[:1], 60, 3)
    assert s.refuse(short, by=s.manager).code == "steps_incomplete"
    plain = PlanCourseRun(s.reformer, s.london, dates, 60, 3)
    assert s.refuse(plain, by=s.manager).code == "no_course"


@rule("BK-9")
def test_drop_in_dates_are_all_booked_or_none() -> None:
    s = Studio.open()
    s.sell(s.anna, s.ten)
    s.do(Book(s.ben, s.yoga_tomorrow, seats=3, pay_at_desk=True))
    both = BookDates(s.anna, (s.yoga_tomorrow, s.yoga_0900))
    before = s.rows()
    assert s.refuse(both).code == "class_full"
    assert s.rows() == before
    outcome = s.do(BookDates(s.anna, (s.yoga_1800, s.yoga_0900)))
    assert outcome.facts["count"] == 2
    assert [e.name for e in outcome.events] == ["booked", "booked"]
    assert s.balance(s.booking(s.anna, s.yoga_0900).pass_id) == 8
    twice = BookDates(s.anna, (s.yoga_tomorrow, s.yoga_tomorrow))
    assert s.refuse(twice).code == "date_twice"


@rule("BK-14")
def test_a_standing_booking_books_each_week_alone_and_lists_what_failed() -> None:
    s = Studio.open()
    s.do(LayOutSpots(s.reformers, tuple(SpotPlace(str(n), n, 0) for n in range(4))), by=s.manager)
    like = s.reformer_1000
    led = {"local_date": "2026-03-09", "capacity": 6}
    next_week = s.occurrence(s.reformer, "10:00", **led)
    third = s.occurrence(s.reformer, "10:00", **led | {"local_date": "2026-03-23"})
    s.do(Book(s.anna, like, pay_at_desk=True))
    spot = s.reader.find(SPOTS, s.reformers)[2].id
    s.do(ChooseSpot(s.anna, like, spot))
    s.do(Book(s.ben, third, seats=4, pay_at_desk=True))
    outcome = s.do(BookAgain(s.anna, like, weeks=3, pay_at_desk=True))
    assert outcome.facts["occurrence_ids"] == [next_week]
    assert [(f["local_date"], f["why"]) for f in outcome.facts["failed"]] == [
        ("2026-03-16", "occurrence_unknown"),
        ("2026-03-23", "resource_short"),
    ]
    assert [use.spot_id for use in uses(s.reader, next_week)] == [spot]
    nothing = s.refuse(BookAgain(s.anna, like, weeks=1, pay_at_desk=True))
    assert (nothing.code, nothing.facts["why"]) == ("nothing_booked", "already_booked")


@rule("BK-26", "WL-7")
def test_a_smaller_party_gives_its_seats_and_credits_back_before_the_cut_off() -> None:
    s = Studio.open()
    held = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_tomorrow, seats=3))
    party = ChangeParty(s.anna, s.yoga_tomorrow, 2, ("Zoë",))
    outcome = s.do(party)
    assert [e.name for e in outcome.events] == ["party_changed", "seat_freed"]
    assert (s.balance(held), seats_taken(s.reader, s.yoga_tomorrow)) == (8, 2)
    assert s.booking(s.anna, s.yoga_tomorrow).guests == '["Zoë"]'
    s.do(CancelBooking(s.anna, s.yoga_tomorrow))
    assert s.balance(held) == 10


@rule("BK-26", "BK-22")
def test_after_the_cut_off_the_seats_go_and_their_credits_are_spent() -> None:
    s = Studio.open()
    held = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_0900, seats=3))
    s.do(ChangeParty(s.anna, s.yoga_0900, 1))
    assert (s.balance(held), seats_taken(s.reader, s.yoga_0900)) == (7, 1)


@rule("BK-26", "BK-1")
def test_a_larger_party_needs_seats_and_credits() -> None:
    s = Studio.open()
    held = s.sell(s.anna, s.ten)
    s.do(Book(s.anna, s.yoga_tomorrow))
    s.do(ChangeParty(s.anna, s.yoga_tomorrow, 3))
    assert s.balance(held) == 7
    assert s.refuse(ChangeParty(s.anna, s.yoga_tomorrow, 4)).code == "class_full"
    s.do(ChangeCapacity(s.yoga_tomorrow, 20), by=s.manager)
    assert s.refuse(ChangeParty(s.anna, s.yoga_tomorrow, 14)).code == "pass_used_up"
    names = ChangeParty(s.anna, s.yoga_tomorrow, 1, ("Zoë",))
    assert s.refuse(names).code == "too_many_guests"


@rule("BK-26", "NS-2")
def test_check_in_asks_how_many_came_and_the_rest_follow_the_no_show_policy() -> None:
    for policy, left in (("capture", 7), ("release", 9)):
        s = Studio.open()
        s.set("no_show", policy)
        held = s.sell(s.anna, s.ten)
        s.do(Book(s.anna, s.yoga_0900, seats=3))
        many = s.refuse(CheckIn(s.anna, s.yoga_0900, came=4), at=s.later(minutes=50))
        assert (many.code, many.facts["seats"]) == ("party_smaller", 3)
        s.do(CheckIn(s.anna, s.yoga_0900, came=1), at=s.later(minutes=50))
        assert s.booking(s.anna, s.yoga_0900).came == 1
        s.do(CloseOccurrence(s.yoga_0900), at=s.later(hours=4))
        assert s.balance(held) == left, policy


def test_nobody_who_is_not_there_can_be_registered() -> None:
    w, s = (wheel := Wheel()), wheel.s
    assert s.refuse(RegisterCourse("nobody", w.run)).code == "client_unknown"
    assert s.refuse(RegisterCourse(s.anna, "no run")).code == "run_unknown"
    assert s.refuse(BookDates("nobody", (s.yoga_0900,))).code == "client_unknown"
    assert s.refuse(BookDates(s.anna, ("nowhere",))).code == "occurrence_unknown"
    assert s.refuse(BookAgain(s.anna, s.yoga_0900)).code == "not_booked"
    assert all(b.client_id for b in s.reader.all(Booking))
