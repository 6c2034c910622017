"""What a class pays: by person, service and date, a base and per head (PAY-7)."""

from typing import Any

import pytest

from core.commands.pay import SetPayRate
from core.domain.ids import PayRateId, ServiceId, StaffId
from core.domain.pay import PayRate
from core.rules.instructors.instructor_pay import pay, rate_for
from tests.support.rules import rule
from tests.support.studio import Studio


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
