"""The dates of a series."""

import pytest

from core.domain.refusals import Refusal
from core.domain.zones import HOUR_MS, to_utc
from core.rules.schedule.recurrence import Recurrence, dates
from tests.support.rules import rule


@rule("SCH-1")
def test_every_monday_and_thursday() -> None:
    found = dates(Recurrence("FREQ=WEEKLY;BYDAY=MO,TH", "2026-03-02"), "2026-03-12")
    assert found == ("2026-03-02", "2026-03-05", "2026-03-09", "2026-03-12")


@rule("SCH-1")
def test_skipped_dates_fall_out_and_added_ones_come_in_between_the_ends() -> None:
    found = dates(
        Recurrence("RRULE:FREQ=WEEKLY;BYDAY=MO", "2026-03-02"),
        "2026-03-16",
        skipped=["2026-03-09"],
        added=["2026-03-04", "2026-03-16", "2026-02-01", "2026-04-01"],
    )
    assert found == ("2026-03-02", "2026-03-04", "2026-03-16")


@rule("SCH-1")
@pytest.mark.parametrize(
    ("rule_text", "count"),
    [
        ("FREQ=WEEKLY;COUNT=3", 3),
        ("FREQ=WEEKLY;UNTIL=20260316", 3),
        ("FREQ=WEEKLY;UNTIL=20260316T235959Z", 3),
        ("FREQ=DAILY;INTERVAL=2", 16),
        ("FREQ=MONTHLY;BYDAY=1MO", 1),
        ("FREQ=MONTHLY;BYDAY=-1TU", 1),
    ],
)
def test_rules_of_the_standard(rule_text: str, count: int) -> None:
    found = dates(Recurrence(rule_text, "2026-03-02"), "2026-04-01")
    assert not isinstance(found, Refusal)
    assert len(found) == count


@rule("SCH-2")
def test_a_series_follows_the_wall_clock_across_the_change() -> None:
    found = dates(Recurrence("FREQ=WEEKLY;BYDAY=SU", "2026-03-22"), "2026-03-29")
    assert not isinstance(found, Refusal)
    before, after = (to_utc(day, "18:00", "Europe/London") for day in found)
    assert after - before == 7 * 24 * HOUR_MS - HOUR_MS


@rule("SCH-1")
@pytest.mark.parametrize(
    "rule_text",
    [
        "",
        "every monday",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYHOUR=1,2",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY\nEXDATE:20260302",
        "FREQ=WEEKLY;FREQ",
        "FREQ=WEEKLY;INTERVAL=none",
    ],
)
def test_a_rule_that_cannot_be_read_is_refused(rule_text: str) -> None:
    found = dates(Recurrence(rule_text, "2026-03-02"), "2026-04-01")
    assert isinstance(found, Refusal)
    assert found.code == "rule_invalid"


def test_a_date_that_does_not_exist_is_refused() -> None:
    found = dates(Recurrence("FREQ=DAILY", "2026-02-30"), "2026-04-01")
    assert found == Refusal("invalid_date", {"date": "2026-02-30"})


def test_an_endless_list_is_refused() -> None:
    found = dates(Recurrence("FREQ=DAILY", "2026-01-01"), "2099-01-01")
    assert isinstance(found, Refusal)
    assert found.code == "too_many_dates"
