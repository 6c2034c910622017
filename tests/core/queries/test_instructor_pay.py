"""What a class pays: by person, service and date, a base and per head (PAY-7)."""

from typing import Any

import pytest

from core.commands.arrivals import CheckIn
from core.commands.attendance import CloseOccurrence
from core.commands.pay import SetPayRate
from core.commands.schedule import CancelOccurrence
from core.commands.seats import Book
from core.commands.substituting import Substitute
from core.domain.ids import PayRateId, ServiceId, StaffId
from core.domain.pay import PayRate
from core.domain.zones import DAY_MS
from core.queries.instructor_pay import as_csv, lines, sums
from core.rules.instructors.instructor_pay import pay, rate_for
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def rate(base: int, staff: str = "", service: str = "", **more: Any) -> PayRate:
    plain = {"role": "lead", "valid_from": "2026-01-01", "set_at": 0, "per_head": 2_00}
    fields: dict[str, Any] = plain | more
    key = PayRateId(f"{base}")
    return PayRate(key, StaffId(staff), ServiceId(service), base=base, **fields)


@rule("PAY-7")
@pytest.mark.parametrize(
    ("rates", "base"),
    [
        ([], None),
        ([rate(10)], 10),
        ([rate(10), rate(20, service="yoga")], 20),
        ([rate(20, service="yoga"), rate(30, "ines")], 30),
        ([rate(30, "ines"), rate(40, "ines", "yoga")], 40),
        ([rate(10), rate(50, "ivo"), rate(60, service="mat")], 10),
        ([rate(10), rate(11, valid_from="2026-02-01"), rate(12, valid_from="2026-04-01")], 11),
        ([rate(10, set_at=5), rate(11, set_at=9)], 11),
        ([rate(10, role="assistant")], None),
    ],
)
def test_the_nearest_rate_that_holds_on_the_day_counts(
    rates: list[PayRate], base: int | None
) -> None:
    found = rate_for(
        rates, staff_id="ines", service_id="yoga", role="lead", local_date="2026-03-02"
    )
    assert (found.base if found else None) == base


@rule("PAY-7")
@pytest.mark.parametrize(("heads", "owed"), [(0, 30_00), (2, 30_00), (5, 36_00)])
def test_heads_beyond_those_in_the_base_are_paid_each(heads: int, owed: int) -> None:
    assert pay(rate(30_00, heads_in_base=2), heads) == owed


@rule("PAY-7")
def test_a_period_lists_each_closed_class_with_who_came_and_what_is_owed() -> None:
    s = Studio.open()
    s.do(SetPayRate(25_00, 3_00, "2026-01-01"), by=s.manager)
    s.do(SetPayRate(40_00, 0, "2026-01-01", s.instructor, s.talk), by=s.manager)
    for client in (s.anna, s.ben):
        s.do(Book(client, s.yoga_0900, pay_at_desk=True))
        s.do(Book(client, s.talk_1200))
    s.do(CheckIn(s.anna, s.yoga_0900))
    for one in (s.yoga_0900, s.talk_1200):
        s.do(CloseOccurrence(one), at=s.later(hours=9))
    s.do(CancelOccurrence(s.reformer_1000))
    found = lines(s.reader, s.london, NOW, NOW + DAY_MS)
    assert [(one.class_name, one.heads, one.amount) for one in found] == [
        ("Yoga", 1, 28_00),
        ("Talk", 0, 40_00),
    ]
    assert sums(found) == {s.instructor: 68_00}
    assert as_csv(found, "GBP").splitlines()[1] == ("Ines Instructor,lead,Yoga,2026-03-02,1,£28.00")
    assert lines(s.reader, s.berlin, NOW, NOW + DAY_MS) == []


@rule("PAY-7", "BK-26")
def test_of_a_party_those_who_came_are_paid_and_of_two_instructors_who_led() -> None:
    s = Studio.open()
    s.do(SetPayRate(25_00, 3_00, "2026-01-01"), by=s.manager)
    s.do(Book(s.anna, s.yoga_0900, seats=3, pay_at_desk=True))
    s.do(Substitute(s.yoga_0900, s.second_instructor, "flu"), by=s.manager)
    s.do(CheckIn(s.anna, s.yoga_0900, came=2))
    s.do(CloseOccurrence(s.yoga_0900), at=s.later(hours=9))
    found = lines(s.reader, s.london, NOW, NOW + DAY_MS)
    assert [(one.staff_name, one.heads, one.amount) for one in found] == [
        ("Ivo Instructor", 2, 31_00)
    ]


def test_what_nobody_agreed_on_is_not_nothing() -> None:
    s = Studio.open()
    s.do(CloseOccurrence(s.yoga_0900), at=s.later(hours=3))
    (one,) = lines(s.reader, s.london, NOW, NOW + DAY_MS)
    assert one.amount is None
    assert as_csv([one], "GBP").endswith("2026-03-02,0,\n")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"instructor_id": "none"}, "staff_unknown"),
        ({"service_id": "none"}, "service_unknown"),
        ({"valid_from": "2026-02-30"}, "invalid_date"),
    ],
)
def test_rates_that_are_refused(change: dict[str, Any], code: str) -> None:
    s = Studio.open()
    fields: dict[str, Any] = {"base": 1, "per_head": 1, "valid_from": "2026-01-01"} | change
    assert s.refuse(SetPayRate(**fields), by=s.owner).code == code
