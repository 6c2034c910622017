"""A pass after its sale: paused, going on, held longer, ended, revoked (PASS-5, PASS-12)."""

from typing import Any

import pytest

from core.commands.arrivals import MarkNoShow
from core.commands.attendance import Forgive
from core.commands.catalogue import CreatePassProduct
from core.commands.passes import (
    ExpirePass,
    ExtendPass,
    FreezePass,
    RevokePass,
    UnfreezePass,
)
from core.commands.registry import Command
from core.commands.sales import AdjustCredits
from core.commands.seats import Book, CancelBooking
from core.domain.credits import FREEZES_OF_PASS, Pass
from core.domain.ids import PassId
from core.domain.zones import DAY_MS, to_utc
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

TEN_ENDS = "2026-05-30"


def opened() -> tuple[Studio, PassId]:
    s = Studio.open()
    return s, s.sell(s.anna, s.ten)


def until(s: Studio, pass_id: str) -> str:
    return s.get(Pass, pass_id).valid_until


@rule("PASS-12", "PASS-5")
def test_a_pause_moves_the_end_and_frees_what_is_booked_inside() -> None:
    s, ten = opened()
    s.do(Book(s.anna, s.yoga_1800))
    s.do(Book(s.anna, s.yoga_tomorrow))
    freeze = FreezePass(ten, "2026-03-03", "2026-03-12", "holiday")
    listed: Any = s.preview(freeze)
    assert [one["occurrence_id"] for one in listed.facts["cancelled"]] == [s.yoga_tomorrow]
    assert s.booking(s.anna, s.yoga_tomorrow).state == "booked", "a preview writes nothing"
    facts = s.do(freeze).facts
    assert (facts["days"], until(s, ten)) == (10, "2026-06-09")
    assert s.booking(s.anna, s.yoga_tomorrow).state == "cancelled"
    assert s.booking(s.anna, s.yoga_1800).state == "booked"
    assert s.balance(ten) == 9
    assert "seat_freed" in [event.name for event in s.events]
    assert s.refuse(Book(s.anna, s.yoga_tomorrow)).code == "pass_frozen"


@rule("PASS-12")
def test_a_pause_that_ends_early_gives_back_the_days_not_used() -> None:
    s, ten = opened()
    s.do(FreezePass(ten, "2026-03-02", "2026-03-11"))
    s.do(UnfreezePass(ten), at=NOW + 4 * DAY_MS)
    assert until(s, ten) == "2026-06-03"
    (freeze,) = s.reader.find(FREEZES_OF_PASS, ten)
    assert (freeze.days, freeze.ends_on) == (4, "2026-03-05")
    assert s.refuse(UnfreezePass(ten), at=NOW + 4 * DAY_MS).code == "not_frozen"


@rule("PASS-12")
def test_a_pause_taken_back_restores_what_it_cancelled_unless_the_seat_is_gone() -> None:
    s, ten = opened()
    s.do(Book(s.anna, s.yoga_tomorrow))
    s.do(FreezePass(ten, "2026-03-03", "2026-03-12"), command_id="freeze")
    s.do(UnfreezePass(ten, "freeze"))
    assert s.booking(s.anna, s.yoga_tomorrow).state == "booked"
    assert (until(s, ten), s.balance(ten)) == (TEN_ENDS, 9)
    s.do(FreezePass(ten, "2026-03-03", "2026-03-12"), command_id="again")
    s.do(Book(s.ben, s.yoga_tomorrow, seats=3, pay_at_desk=True))
    s.do(UnfreezePass(ten, "again"))
    assert (s.booking(s.anna, s.yoga_tomorrow).state, s.balance(ten)) == ("cancelled", 10)


@rule("PASS-12", "PERM-2")
def test_two_pauses_and_sixty_days_a_year_else_a_pin() -> None:
    s, ten = opened()
    long = FreezePass(ten, "2026-03-03", "2026-05-02")
    assert s.refuse(long).code == "freeze_limit"
    for month in ("04", "05"):
        day = to_utc(f"2026-{month}-01", "09:00", "Europe/London")
        s.do(FreezePass(ten, f"2026-{month}-01", f"2026-{month}-05"), at=day)
    third = FreezePass(ten, "2026-05-10", "2026-05-11")
    day = to_utc("2026-05-10", "09:00", "Europe/London")
    assert s.refuse(third, at=day).code == "freeze_limit"
    s.do(third, at=day, approved_by=s.manager)


@rule("PASS-12")
def test_a_year_after_a_pause_began_it_counts_no_more() -> None:
    s = Studio.open()
    ages = CreatePassProduct("Ages", "punch", 500_00, 100, 2000)
    held = s.sell(s.anna, str(s.do(ages, by=s.owner).facts["product_id"]))
    for month in ("04", "05"):
        day = to_utc(f"2026-{month}-01", "09:00", "Europe/London")
        s.do(FreezePass(held, f"2026-{month}-01", f"2026-{month}-05"), at=day)
    for date, code in (("2027-03-31", "freeze_limit"), ("2027-04-01", "pass_frozen")):
        day = to_utc(date, "09:00", "Europe/London")
        assert s.run(FreezePass(held, date, date), at=day).code == code


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "code"),
    [
        ("2026-03-01", "2026-03-05", "freeze_in_past"),
        ("2026-03-05", "2026-03-04", "dates_reversed"),
        ("2026-02-30", "2026-03-04", "invalid_date"),
        ("2026-06-01", "2026-06-04", "freeze_after_end"),
        ("2099-12-31", "2099-12-31", "freeze_after_end"),
    ],
)
def test_pauses_that_cannot_be(starts_on: str, ends_on: str, code: str) -> None:
    s, ten = opened()
    before = s.rows()
    assert s.refuse(FreezePass(ten, starts_on, ends_on), by=s.manager).code == code
    assert s.rows() == before


def test_a_second_pause_waits_for_the_end_of_the_first() -> None:
    s, ten = opened()
    s.do(FreezePass(ten, "2026-03-10", "2026-03-12"))
    assert s.refuse(FreezePass(ten, "2026-03-20", "2026-03-21")).code == "already_frozen"


@rule("PASS-5", "PASS-10")
def test_a_pass_ends_when_its_last_day_is_over_everywhere_and_keeps_held_credits() -> None:
    s, ten = opened()
    ends = s.occurrence(s.yoga, "18:00", local_date=TEN_ENDS)
    s.do(Book(s.anna, ends))
    last = to_utc("2026-05-31", "00:00", "Europe/London")
    expire = ExpirePass(ten)
    assert expire not in [one for _, one in due(s.reader, Moment(last - 1, lambda _: 0))]
    assert expire in [one for _, one in due(s.reader, Moment(last, lambda _: 0))]
    s.do(expire, at=last, system=True)
    assert (s.balance(ten), s.booking(s.anna, ends).credit) == (0, "held")
    assert s.do(expire, at=last, system=True).code == "nothing_expired"
    assert expire not in [one for _, one in due(s.reader, Moment(last, lambda _: 0))]


@rule("PASS-12")
def test_a_held_credit_given_back_after_the_end_is_lost() -> None:
    s, ten = opened()
    far = s.occurrence(s.yoga, "18:00", local_date=TEN_ENDS)
    s.do(Book(s.anna, far))
    s.do(AdjustCredits(ten, -9, "away"), by=s.manager)
    over = to_utc("2026-05-31", "09:00", "Europe/London")
    s.do(ExpirePass(ten), at=over, system=True)
    s.do(MarkNoShow(s.anna, far), at=over, by=s.manager)
    s.do(Forgive(s.anna, far, "ill"), at=over, by=s.manager)
    assert s.balance(ten) == 0
    assert ("refund", 1) in s.ledger(ten)


@rule("PASS-5", "PERM-2")
def test_the_desk_holds_a_pass_longer_within_the_limit_of_its_product_while_it_runs() -> None:
    s = Studio.open()
    made = CreatePassProduct("Five", "punch", 60_00, 5, 30, extend_days=14)
    five = s.sell(s.anna, str(s.do(made, by=s.owner).facts["product_id"]))
    s.do(ExtendPass(five, "2026-04-07", "was ill"))
    s.do(ExtendPass(five, "2026-04-14", "was ill again"))
    assert s.refuse(ExtendPass(five, "2026-04-15", "and again")).code == "extend_limit"
    other = s.sell(s.ben, s.get(Pass, five).product_id, command_id="other")
    over = to_utc("2026-04-01", "09:00", "Europe/London")
    assert s.refuse(ExtendPass(other, "2026-04-02", "was ill"), at=over).code == "extend_limit"
    s.do(ExtendPass(other, "2026-04-02", "was ill"), at=over, by=s.manager)


@rule("PASS-5", "PERM-2")
def test_an_ended_pass_lives_again_with_what_expired_by_a_manager() -> None:
    s, ten = opened()
    over = to_utc("2026-06-01", "09:00", "Europe/London")
    s.do(ExpirePass(ten), at=over, system=True)
    extend = ExtendPass(ten, "2026-06-30", "was ill")
    assert s.refuse(extend, at=over).code == "extend_limit"
    assert s.do(extend, at=over, by=s.manager).facts["credits_left"] == 10
    assert (until(s, ten), s.balance(ten)) == ("2026-06-30", 10)
    later = to_utc("2026-07-01", "09:00", "Europe/London")
    s.do(ExpirePass(ten), at=later, system=True)
    assert s.balance(ten) == 0


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        ("2026-05-30", "ill", "not_longer"),
        ("2026-06-31", "ill", "invalid_date"),
        ("2026-06-30", "  ", "reason_missing"),
    ],
)
def test_extensions_that_are_refused(day: str, reason: str, code: str) -> None:
    s, ten = opened()
    assert s.refuse(ExtendPass(ten, day, reason), by=s.manager).code == code


def test_a_pass_without_an_end_is_not_made_longer() -> None:
    s = Studio.open()
    made = CreatePassProduct("For ever", "punch", 100_00, 10)
    held = s.sell(s.anna, s.do(made, by=s.owner).facts["product_id"])
    assert s.refuse(ExtendPass(held, "2030-01-01", "ill"), by=s.manager).code == "never_ends"


@rule("PASS-13")
def test_a_revoked_pass_frees_its_bookings_and_holds_no_more() -> None:
    s, ten = opened()
    s.do(Book(s.anna, s.yoga_1800))
    revoke = RevokePass(ten, "moved away")
    listed: Any = s.preview(revoke, by=s.manager)
    assert [one["client_id"] for one in listed.facts["cancelled"]] == [s.anna]
    assert s.do(revoke, by=s.manager).facts["credits_lost"] == 10
    assert (s.balance(ten), s.booking(s.anna, s.yoga_1800).state) == (0, "cancelled")
    assert s.refuse(Book(s.anna, s.yoga_1800)).code == "pass_void"
    assert s.refuse(revoke, by=s.manager).code == "pass_cannot"


@pytest.mark.parametrize(
    "make",
    [
        lambda id: FreezePass(id, "2026-03-03", "2026-03-04"),
        UnfreezePass,
        lambda id: ExtendPass(id, "2026-12-31", "ill"),
        lambda id: RevokePass(id, "gone"),
    ],
)
def test_a_pass_that_does_not_exist_is_refused(make: Any) -> None:
    s = Studio.open()
    command: Command = make("no such pass")
    assert s.refuse(command, by=s.manager).code == "pass_unknown"


@rule("PASS-12")
def test_a_pause_and_a_cancel_after_it_keep_the_ledger_whole() -> None:
    s, ten = opened()
    s.do(Book(s.anna, s.yoga_tomorrow))
    s.do(CancelBooking(s.anna, s.yoga_tomorrow))
    s.do(FreezePass(ten, "2026-03-03", "2026-03-03"))
    assert s.balance(ten) == 10
