"""Four lives as people live them: a punch pass, a membership, a course in parts, an owner's day."""

from core.changes import Outcome
from core.commands.arrivals import CheckIn
from core.commands.attendance import AutoCancel, CloseOccurrence, KeepBooking
from core.commands.catalogue import CreatePassProduct, CreateService
from core.commands.drawer import CloseDrawer, MoveCash
from core.commands.memberships import RecordCharge, RenewMembership
from core.commands.passes import ExpirePass, FreezePass, RevokePass
from core.commands.pay import SetPayRate
from core.commands.refunds import Refund
from core.commands.registering import (
    BookAgain,
    CancelRegistration,
    PlanCourseRun,
    RegisterCourse,
    SetCourseSteps,
    StepDate,
    StepPlan,
)
from core.commands.sales import SellPass, TakePayment
from core.commands.seats import Book, CancelBooking
from core.commands.till import (
    CreateRetailItem,
    Discount,
    MoveStock,
    SellAtTill,
    TillLine,
    TillPayment,
    VoidReceipt,
)
from core.domain.bookings import ATTENDED, AUTO_CANCELLED, BOOKED, NO_SHOW
from core.domain.courses import STEPS_OF_SERVICE
from core.domain.credits import PAYMENTS_OF_SUBJECT, Pass
from core.domain.open_items import OPEN_ITEMS_OF_CLIENT
from core.domain.pay import PayRate
from core.domain.schedule import Occurrence
from core.domain.suspensions import SUSPENSIONS_OF_CLIENT
from core.domain.zones import DAY_MS, add_days, to_utc
from core.handlers.money.stock import stock_left
from core.queries.closings import closings
from core.queries.credit_life import life
from core.queries.receipts import printed, series
from core.rules.instructors.instructor_pay import pay, rate_for
from tests.core.journeys.server import ring, serve, told
from tests.support.rules import rule
from tests.support.studio import DAY, NOW, Studio

LONDON = "Europe/London"
HOUR = 3_600_000


def at(day: str, clock: str) -> int:
    """A moment in London."""
    return to_utc(day, clock, LONDON)


def number(place: int) -> str:
    """A receipt of the desk."""
    return f"LON-A-{place:06}"


def start(s: Studio, occurrence: str) -> int:
    return s.get(Occurrence, occurrence).starts_at


@rule("PASS-1", "PASS-2", "PASS-5", "PASS-7", "NS-1", "NS-6", "PAY-4", "PERM-6", "M-05")
def test_a_punch_pass_is_bought_held_spent_missed_given_back_and_ends() -> None:
    s = Studio.open()
    # Anna buys ten classes at the desk and has her receipt
    sale = SellPass(s.anna, s.ten, s.london, 120_00, "cash", number(1))
    ten = serve(s, sale).facts["pass_id"]
    receipt = printed(s.reader, number(1))
    assert receipt is not None
    assert receipt.receipt.total == 120_00
    # at home she books three classes; a fourth is more than the pass allows ahead
    days = [add_days(DAY, n) for n in (7, 8, 9, 10)]
    classes = [s.occurrence(s.yoga, "18:00", local_date=day) for day in days]
    s.events.clear()
    for one in classes[:3]:
        serve(s, Book(s.anna, one), as_client=s.anna)
    assert [name for name, *_ in told(s)] == ["booking_confirmed"] * 3
    assert s.refuse(Book(s.anna, classes[3]), as_client=s.anna).code == "too_many_booked"
    assert s.balance(ten) == 7, "held, and none is spent yet"
    # she comes to the first: the credit is spent at the door, and only there
    serve(s, CheckIn(s.anna, classes[0]), at=start(s, classes[0]))
    assert s.ledger(ten).count(("capture", 0)) == 1
    # the second she cancels in time; what that does she was told before
    asked = CancelBooking(s.anna, classes[1])
    early = start(s, classes[1]) - 13 * HOUR
    expected = s.preview(asked, as_client=s.anna, at=early)
    assert isinstance(expected, Outcome)
    assert expected.facts["credits_left"] == 8
    assert serve(s, asked, as_client=s.anna, at=early).facts == expected.facts
    # the third she forgets: at one in the night it is a no-show and costs its credit, no strike
    ring(s, at(add_days(days[2], 1), "01:00"))
    assert s.booking(s.anna, classes[2]).state == NO_SHOW
    assert (s.balance(ten), s.ledger(ten).count(("capture", 0))) == (8, 2)
    assert s.reader.find(SUSPENSIONS_OF_CLIENT, s.anna) == []
    # she asks for half of her money: the desk may give 50.00, the rest needs the manager
    payment = s.reader.find(PAYMENTS_OF_SUBJECT, ten)[0].id
    later = at(days[3], "09:00")
    serve(s, Refund(payment, 50_00, number(2), "moves away"), at=later)
    more = Refund(payment, 10_00, number(3), "moves away")
    assert s.refuse(more, at=later).code == "refund_limit"
    serve(s, more, at=later, approved_by=s.manager)
    # a class on the last day of the pass keeps its credit when the rest ends
    last = s.get(Pass, ten).valid_until
    end = s.occurrence(s.yoga, "18:00", local_date=last)
    serve(s, Book(s.anna, end), as_client=s.anna, at=at(last, "09:00"))
    after = at(add_days(last, 1), "00:30")
    assert ExpirePass(ten) in ring(s, after)
    assert (s.balance(ten), s.booking(s.anna, end).credit) == (0, "held")
    late = Book(s.anna, s.occurrence(s.yoga, "18:00", local_date=add_days(last, 1)))
    assert s.refuse(late, as_client=s.anna, at=after).code == "pass_expired"
    # every credit tells its life
    kinds = [step.kind for step in life(s.reader, ten)]
    assert sorted(kinds) == sorted(["grant", *["hold"] * 4, *["capture"] * 2, "release", "expire"])
    assert life(s.reader, ten)[-1].left == 0


@rule("PASS-1", "PASS-12", "PASS-13", "PAY-17", "BK-14", "NS-2")
def test_an_unlimited_membership_books_a_series_pauses_misses_and_renews() -> None:
    s = Studio.open()
    made = CreatePassProduct("Member", "membership", 89_00, validity_months=1)
    product = str(serve(s, made, by=s.owner).facts["product_id"])
    sale = SellPass(s.anna, product, s.london, 89_00, "cash", number(1), auto_charge=True)
    member = serve(s, sale).facts["pass_id"]
    # she takes her place on Tuesdays for nine weeks, also beyond the month that is paid
    tuesdays = [add_days("2026-03-03", 7 * week) for week in range(10)]
    later = [s.occurrence(s.yoga, "18:00", local_date=day) for day in tuesdays[1:]]
    serve(s, Book(s.anna, s.yoga_tomorrow))
    facts = serve(s, BookAgain(s.anna, s.yoga_tomorrow, weeks=9)).facts
    booked = facts["occurrence_ids"]
    assert booked == later[:8]
    assert [(one["local_date"], one["why"]) for one in facts["failed"]] == [
        ("2026-05-05", "pass_expired")
    ]
    assert s.ledger(member).count(("hold", 0)) == 9, "nothing is counted"
    # she travels in the second week: what falls into the pause is listed first, then cancelled
    pause = FreezePass(member, "2026-03-09", "2026-03-15", "travels")
    before = s.get(Pass, member).valid_until
    seen = s.preview(pause)
    assert isinstance(seen, Outcome)
    assert [one["occurrence_id"] for one in seen.facts["cancelled"]] == [booked[0]]
    assert serve(s, pause).facts == seen.facts
    assert s.get(Pass, member).valid_until == add_days(before, 7)
    assert s.refuse(Book(s.anna, booked[0])).code == "pass_frozen"
    # she misses a class; a day later, as nobody forgave it, the others are given to others
    missed = booked[1]
    noticed = at(add_days(tuesdays[2], 1), "01:00")
    ring(s, noticed)
    assert s.booking(s.anna, missed).state == NO_SHOW
    assert s.booking(s.anna, booked[2]).state == BOOKED, "she has a day"
    assert AutoCancel(s.anna, missed) in ring(s, noticed + DAY_MS)
    assert {s.booking(s.anna, one).state for one in booked[2:]} == {AUTO_CANCELLED}
    # the notice has a link to keep them
    for one in booked[2:]:
        serve(s, KeepBooking(s.anna, one), as_client=s.anna, at=noticed + DAY_MS + HOUR)
    assert {s.booking(s.anna, one).state for one in booked[2:]} == {BOOKED}
    for one in booked[2:5]:
        serve(s, CheckIn(s.anna, one), at=start(s, one))
    # the month ends: the next begins, and the card that she agreed to is asked
    renewed = at(add_days(s.get(Pass, member).valid_until, 1), "02:00")
    assert RenewMembership(member) in ring(s, renewed)
    assert "charge_asked" in [event.name for event in s.events]
    (item,) = s.reader.find(OPEN_ITEMS_OF_CLIENT, s.anna)
    # the card fails, and she books no more until it is paid; what she has stays
    failed = RecordCharge(item.id, "ch_1", 89_00, paid=False)
    serve(s, failed, system=True, at=renewed + HOUR)
    other = s.occurrence(s.yoga, "12:00", local_date=add_days(DAY, 46))
    refused = s.refuse(Book(s.anna, other), as_client=s.anna, at=renewed + HOUR)
    assert refused.code == "pass_past_due"
    # a day later it is asked again, and pays
    s.events.clear()
    ring(s, renewed + DAY_MS)
    assert "charge_asked" in [event.name for event in s.events]
    paid = RecordCharge(item.id, "ch_2", 89_00, paid=True)
    serve(s, paid, system=True, at=renewed + DAY_MS)
    serve(s, paid, system=True, at=renewed + DAY_MS, command_id="told twice")
    assert sum(row.amount for row in s.reader.find(PAYMENTS_OF_SUBJECT, item.id)) == 89_00
    serve(s, Book(s.anna, other), as_client=s.anna, at=renewed + DAY_MS)


@rule("SVC-3", "SVC-8", "BK-9", "PASS-1")
def test_a_course_in_parts_is_booked_whole_had_in_order_and_made_up() -> None:
    s = Studio.open()
    course = str(
        serve(s, CreateService("Mug", "class", "clay", 120, 3, price=30_00), by=s.owner).facts[
            "service_id"
        ]
    )
    plan = (
        StepPlan("Throw"),
        StepPlan("Trim", requires_before=True),
        StepPlan("Glaze", requires_before=True, make_up=False),
    )
    serve(s, SetCourseSteps(course, plan), by=s.owner)
    steps = [step.id for step in s.reader.find(STEPS_OF_SERVICE, course)]

    def run(*days: str) -> tuple[str, list[str]]:
        dates = tuple(StepDate(k, d, "16:00") for k, d in zip(steps, days, strict=True))
        facts = serve(s, PlanCourseRun(course, s.london, dates, 120, 2), by=s.manager).facts
        return facts["run_id"], facts["occurrence_ids"]

    march, parts = run("2026-03-03", "2026-03-10", "2026-03-17")
    april, again = run("2026-03-24", "2026-03-31", "2026-04-07")
    made = CreatePassProduct("Mug course", "course", 85_00, service_ids=(course,))
    product = str(serve(s, made, by=s.owner).facts["product_id"])
    held = serve(s, SellPass(s.anna, product, s.london, 85_00, "cash", number(1))).facts["pass_id"]
    # the last part of March is full: then she has none of it, not two thirds
    serve(
        s,
        Book(
            s.dora,
            parts[2],
            seats=2,
            pay_at_desk=True,
            override=("step_before_missing",),
            reason="has done it elsewhere",
        ),
    )
    refused = s.refuse(RegisterCourse(s.anna, march, pass_id=held))
    assert (refused.code, refused.facts["local_date"]) == ("class_full", "2026-03-17")
    # Dora leaves, and all three parts are hers, on the pass of the course
    serve(s, CancelBooking(s.dora, parts[2]))
    facts = serve(s, RegisterCourse(s.anna, march, pass_id=held)).facts
    assert (facts["count"], facts["price_due"]) == (3, 0)
    assert s.refuse(RegisterCourse(s.anna, march)).code == "already_registered"
    # Ben wants the second part without the first
    trim = Book(s.ben, parts[1], pay_at_desk=True)
    assert s.refuse(trim).code == "step_before_missing"
    # she comes to the first, misses the second: it costs the part, and is no strike
    serve(s, CheckIn(s.anna, parts[0]), at=start(s, parts[0]))
    ring(s, at("2026-03-04", "01:00"))
    assert s.booking(s.anna, parts[0]).state == ATTENDED
    ring(s, at("2026-03-11", "01:00"))
    assert s.booking(s.anna, parts[1]).state == NO_SHOW
    assert s.reader.find(SUSPENSIONS_OF_CLIENT, s.anna) == []
    # she makes it up in April's run, outside the order; a part is had once
    serve(s, Book(s.anna, again[1], pass_id=held), at=at("2026-03-12", "09:00"))
    once = Book(s.anna, again[0], pass_id=held)
    assert s.refuse(once, at=at("2026-03-12", "09:00")).code == "step_already"
    serve(s, CheckIn(s.anna, again[1]), at=start(s, again[1]))
    # the last part waits for her in her own run, and the pass has paid for all of it
    serve(s, CheckIn(s.anna, parts[2]), at=start(s, parts[2]))
    had = [s.booking(s.anna, one) for one in (parts[0], again[1], parts[2])]
    assert {(one.pass_id, one.due) for one in had} == {(held, 0)}
    assert {amount for _, amount in s.ledger(held)} == {0}
    # Ben takes all of April, thinks better of it, and owes nothing
    serve(s, RegisterCourse(s.ben, april, pay_at_desk=True))
    left = serve(s, CancelRegistration(s.ben, april)).facts
    assert (left["count"], sum(s.booking(s.ben, one).due for one in again)) == (3, 0)


@rule("PAY-5", "PAY-6", "PAY-7", "PAY-11", "PAY-14", "PAY-15", "PAY-4", "ORG-4")
def test_an_owner_opens_the_drawer_sells_gives_back_closes_and_reads_what_the_day_was() -> None:
    s = Studio.open()
    mat = str(serve(s, CreateRetailItem("Mat", 24_00, 20_00), by=s.owner).facts["item_id"])
    serve(s, MoveStock(mat, s.london, 5))
    serve(s, SetPayRate(30_00, 4_00, "2026-01-01", heads_in_base=1), by=s.owner)
    # in the morning there is change in the drawer
    serve(s, MoveCash(s.desk, s.london, "opening", 80_00), by=s.owner)
    # Anna: ten classes and a mat, ten percent off, partly by card terminal
    basket = SellAtTill(
        s.london,
        number(1),
        (TillLine("pass", s.ten, 120_00), TillLine("retail", mat, 24_00)),
        (TillPayment("cash", 29_60), TillPayment("external_terminal", 100_00)),
        s.anna,
        Discount("percent", 10_00, reason="regular"),
    )
    assert serve(s, basket).facts["taken_off"] == 14_40
    # Ben pays for one class in cash; Clara's sale was a mistake and is taken back at once
    serve(s, Book(s.ben, s.yoga_0900, pay_at_desk=True))
    serve(s, TakePayment(s.ben, 15_00, "cash", number(2), s.yoga_0900))
    serve(s, SellPass(s.clara, s.monthly, s.london, 99_00, "cash", number(3)))
    serve(s, VoidReceipt(number(3), number(4), "wrong product"))
    # the class takes place: Anna and Ben come, and the instructor's class is closed
    serve(s, Book(s.anna, s.yoga_0900))
    for client in (s.anna, s.ben):
        serve(s, CheckIn(client, s.yoga_0900), at=s.later(minutes=50))
    serve(s, CloseOccurrence(s.yoga_0900), at=s.later(hours=3))
    # the room was cold: five pounds back for Ben, in cash, and milk for the kitchen
    payment = s.reader.find(PAYMENTS_OF_SUBJECT, s.booking(s.ben, s.yoga_0900).id)[0].id
    serve(s, Refund(payment, 5_00, number(5), "cold room"), at=s.later(hours=4))
    serve(s, MoveCash(s.desk, s.london, "pay_out", 3_20, "milk"), at=s.later(hours=5))
    # in the evening she counts: fifty pence are missing; eighty stay for tomorrow
    evening = s.later(hours=12)
    closed = serve(s, CloseDrawer(s.desk, s.london, 115_90, 80_00), by=s.owner, at=evening).facts
    assert (closed["expected"], closed["difference"]) == (116_40, -50)
    assert closed["sums"] == {"cash": 39_60, "external_terminal": 100_00}
    # what was sold stays as it is from now on
    late = s.refuse(VoidReceipt(number(1), number(6)), by=s.owner, at=evening)
    assert late.code == "drawer_closed"
    # she reads the day: the closing with every payment, the numbers without a gap, stock, pay
    (report,) = closings(s.reader, s.london, NOW, NOW + DAY_MS)
    assert sum(row.amount for row in report.payments) == 139_60
    found = series(s.reader, s.desk, "LON-A")
    assert (found.missing, found.doubled) == ((), ())
    assert stock_left(s.reader, mat, s.london) == 4
    agreed = rate_for(
        s.reader.all(PayRate),
        staff_id=s.instructor,
        service_id=s.yoga,
        role="lead",
        local_date="2026-03-02",
    )
    assert agreed is not None
    assert pay(agreed, heads=2) == 34_00
    # a pass that its owner gives up for good is ended by her, and what it paid for is named
    ten = next(p.id for p in s.reader.all(Pass) if p.client_id == s.anna)
    serve(s, Book(s.anna, s.yoga_tomorrow), at=evening)
    ended = serve(s, RevokePass(ten, "moved away"), by=s.owner, at=evening).facts
    assert [one["occurrence_id"] for one in ended["cancelled"]] == [s.yoga_tomorrow]
