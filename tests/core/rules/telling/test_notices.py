"""Which message reaches whom, by which channel, when (NTF-1, 2, 3, 7, 8, 10)."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.changes import Event
from core.domain.notices import (
    CHANNELS,
    NOTICES,
    OF_EVENTS,
    OF_SETTLEMENTS,
    REFUSED,
    choices,
    chosen,
    default_choice,
)
from core.domain.settings import TELL
from core.domain.zones import HOUR_MS, MINUTE_MS, to_local, to_utc
from core.rules.telling.notices import Case, Person, Telling, TellTerms, caused, morning, tellings
from tests.support.rules import rule

LONDON = "Europe/London"
EVERY = frozenset(CHANNELS)
ANNA = Person("anna", "anna@example.org", "+4420", {"email": True, "sms": True})

# what the specification says of each message: its channels, read apart from the table
BY_THE_SPEC = """
booking_confirmed            email+in_app
booking_cancelled            email
booking_moved                email
waitlist_joined              email
seat_offered                 email+sms
seat_announced               email
offer_lapsed                 email
promoted                     email+sms
instructor_changed           email+sms
teaching_changed             email+in_app
class_cancelled              email+sms
class_moved                  email+sms
class_message                email+sms
reminder_day                 email
reminder_hours               sms
last_call                    none
checked_in                   in_app
no_show                      email
bookings_auto_cancelled      email
suspended                    email
reinstated                   email
pass_sold                    email
pass_low                     email
pass_expiring                email
payment_receipt              email
payment_failed               email
payment_refunded             email
staff_invited                email
request_new                  email+in_app
request_accepted             email+sms
request_declined             email
request_expired              email
sms_cost_asked               sms
welcome                      email
magic_link                   email
news                         email
waitlisted_by_settlement     email
cover_changed_by_settlement  email
refused_by_settlement        email
"""
EXPECTED = dict(line.split() for line in BY_THE_SPEC.strip().splitlines())


def terms(name: str, **other: object) -> TellTerms:
    made = TellTerms(chosen(default_choice(NOTICES[name])), 60, 21 * 60, 8 * 60, EVERY)
    return replace(made, **other)


def at(clock: str, day: str = "2026-03-02") -> int:
    return to_utc(day, clock, LONDON)


def channels(name: str, person: Person, case: Case, **other: object) -> list[str]:
    return [one.channel for one in tellings(name, person, case, terms(name, **other))]


@rule("NTF-1", "NTF-7")
def test_each_message_has_the_channels_of_the_specification() -> None:
    assert {name: TELL[name].default for name in NOTICES} == EXPECTED


@rule("NTF-1")
def test_every_event_and_settlement_causes_messages_of_the_table() -> None:
    named = {name for names in OF_EVENTS.values() for name in names}
    assert named | set(OF_SETTLEMENTS.values()) | {REFUSED} <= set(NOTICES)


def test_a_studio_can_choose_every_set_of_channels() -> None:
    assert len(set(choices())) == 8
    for word in choices():
        assert all(channel in CHANNELS for channel in chosen(word))
    assert chosen("none") == ()
    assert chosen("email+sms") == ("email", "sms")


@rule("NTF-2")
@pytest.mark.parametrize(
    ("wants", "name", "expected"),
    [
        ({}, "class_cancelled", ["email", "sms"]),
        ({"email": False}, "class_cancelled", ["sms"]),
        ({"sms": False}, "class_cancelled", ["email"]),
        ({}, "reminder_hours", []),
        ({"sms": True}, "reminder_hours", ["sms"]),
        ({}, "news", []),
        ({"marketing": False}, "news", []),
        ({"marketing": True}, "news", ["email"]),
        ({"marketing": True, "email": False}, "news", []),
        ({"email": False}, "booking_confirmed", ["in_app"]),
    ],
)
def test_each_gets_what_they_want_and_marketing_only_with_consent(
    wants: Mapping[str, bool], name: str, expected: list[str]
) -> None:
    case = Case(at("12:00"), at("14:00"), zone=LONDON)
    assert channels(name, replace(ANNA, wants=wants), case) == expected


@rule("NTF-7")
@pytest.mark.parametrize(("hours", "expected"), [(12, ["email", "sms"]), (13, ["email"])])
def test_an_sms_about_the_instructor_only_shortly_before(hours: int, expected: list[str]) -> None:
    now = at("06:00")
    case = Case(now, now + hours * HOUR_MS, zone=LONDON)
    assert channels("instructor_changed", ANNA, case) == expected


@rule("NTF-3")
@pytest.mark.parametrize("name", sorted(NOTICES))
def test_nothing_is_told_of_what_is_past(name: str) -> None:
    now = at("12:00")
    wants = {"email": True, "sms": True, "marketing": True}
    for starts_at in (now, now - 1, 1):
        found = channels(name, replace(ANNA, wants=wants), Case(now, starts_at, zone=LONDON))
        assert bool(found) == NOTICES[name].past


@rule("NTF-3", "NTF-8")
def test_a_message_rests_a_minute_but_not_offers_links_and_own_acts_online() -> None:
    now = at("12:00")
    case = Case(now, at("18:00"), zone=LONDON)

    def pause(name: str, of: Case = case) -> int:
        return tellings(name, ANNA, of, terms(name))[0].due_at - now

    assert pause("booking_confirmed") == MINUTE_MS
    assert pause("booking_confirmed", replace(case, own=True)) == 0
    assert pause("seat_offered") == 0
    assert pause("magic_link", Case(now)) == 0


@rule("NTF-3", "NTF-8")
@pytest.mark.parametrize(
    ("now", "starts", "name", "leaves"),
    [
        # an SMS about a class two days ahead waits for the morning, the mail does not
        (at("22:00"), at("18:00", "2026-03-04"), "class_moved", at("08:00", "2026-03-03")),
        (at("07:59"), at("18:00", "2026-03-04"), "class_moved", at("08:00")),
        (at("20:58"), at("18:00", "2026-03-04"), "class_moved", at("20:59")),
        (at("20:59"), at("18:00", "2026-03-04"), "class_moved", at("08:00", "2026-03-03")),
        # within twelve hours of the start nothing waits
        (at("22:00"), at("09:00", "2026-03-03"), "class_moved", at("22:01")),
        (at("22:00"), at("10:00", "2026-03-03"), "class_moved", at("22:01")),
        (at("22:00"), at("10:01", "2026-03-03"), "class_moved", at("08:00", "2026-03-03")),
    ],
)
def test_the_night_holds_an_sms_that_can_wait(
    now: int, starts: int, name: str, leaves: int
) -> None:
    found = {
        one.channel: one
        for one in tellings(name, ANNA, Case(now, starts, zone=LONDON), terms(name))
    }
    assert found["sms"].due_at == leaves
    assert found["email"].due_at == now + MINUTE_MS
    assert found["sms"].expires_at == starts


@rule("NTF-8")
def test_marketing_waits_at_night_receipts_links_and_own_acts_do_not() -> None:
    night = at("23:00")
    consenting = replace(ANNA, wants={"marketing": True, "sms": True})

    def leaves(name: str, case: Case) -> int:
        return tellings(name, consenting, case, terms(name, channels=("email", "sms")))[-1].due_at

    assert leaves("news", Case(night, zone=LONDON)) == at("08:00", "2026-03-03")
    assert leaves("payment_receipt", Case(night, zone=LONDON)) == night + MINUTE_MS
    assert leaves("magic_link", Case(night, zone=LONDON)) == night
    own = Case(night, at("18:00", "2026-03-05"), zone=LONDON, own=True)
    assert leaves("booking_confirmed", own) == night


@rule("NTF-10")
@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("p"), [("email", "")]),
        (Person("p", "a@b", wants={"email": False}), [("email", "")]),
        (Person("p", "a@b"), [("email", "a@b")]),
        (Person("p", phone="+44"), [("sms", "+44")]),
    ],
)
def test_who_cannot_be_told_of_a_cancelled_class_is_called(
    person: Person, expected: list[tuple[str, str]]
) -> None:
    case = Case(at("12:00"), at("18:00"), zone=LONDON)
    found = tellings("class_cancelled", person, case, terms("class_cancelled"))
    assert [(one.channel, one.address) for one in found] == expected


@rule("NTF-10")
def test_a_studio_that_tells_nothing_calls_nobody_and_others_are_not_called_for_news() -> None:
    case = Case(at("12:00"), at("18:00"), zone=LONDON)
    assert channels("class_cancelled", Person("p"), case, channels=()) == []
    assert channels("booking_confirmed", Person("p"), case) == ["in_app"]


@rule("NTF-10")
def test_a_channel_that_the_server_does_not_have_is_not_used() -> None:
    case = Case(at("12:00"), at("18:00"), zone=LONDON)
    only = frozenset({"email"})
    assert channels("class_cancelled", ANNA, case, available=only) == ["email"]
    no_mail = Person("p", phone="+44")
    found = tellings("class_cancelled", no_mail, case, terms("class_cancelled", available=only))
    assert [(one.channel, one.address) for one in found] == [("email", "")], "somebody calls"


@rule("NTF-3")
def test_an_offer_ends_with_its_time_not_with_the_class() -> None:
    case = Case(at("12:00"), at("18:00"), at("12:30"), LONDON)
    assert tellings("seat_offered", ANNA, case, terms("seat_offered"))[0] == Telling(
        "email", "anna@example.org", at("12:00"), at("12:30")
    )


@rule("NTF-3", "SCH-2")
@pytest.mark.parametrize(
    ("zone", "now", "ends"),
    [
        # clocks go forward at 01:00 and back at 02:00 in London; the morning is eight o'clock
        (LONDON, to_utc("2026-03-28", "23:00", LONDON), to_utc("2026-03-29", "08:00", LONDON)),
        (LONDON, to_utc("2026-10-24", "23:00", LONDON), to_utc("2026-10-25", "08:00", LONDON)),
        ("Asia/Kolkata", at("18:00"), to_utc("2026-03-03", "08:00", "Asia/Kolkata")),
        ("America/New_York", at("12:59"), to_utc("2026-03-02", "08:00", "America/New_York")),
        ("America/New_York", at("13:00"), at("13:00")),
    ],
)
def test_the_night_is_that_of_the_location_also_when_clocks_change(
    zone: str, now: int, ends: int
) -> None:
    assert morning(now, zone, 21 * 60, 8 * 60) == ends


@rule("NTF-3")
@given(
    st.integers(1_600_000_000_000, 1_900_000_000_000),
    st.sampled_from(["Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Asia/Tokyo"]),
    st.integers(0, 1439),
    st.integers(0, 1439),
)
def test_what_leaves_in_the_morning_leaves_by_day_and_never_early(
    now: int, zone: str, begins: int, ends: int
) -> None:
    leaves = morning(now, zone, begins, ends)
    local = to_local(leaves, zone)
    minute = local.hour * 60 + local.minute
    night = begins <= minute < ends if begins <= ends else minute >= begins or minute < ends
    assert leaves >= now
    assert leaves - now <= 26 * HOUR_MS
    assert leaves == now or not night or begins == ends


@rule("NTF-7")
def test_a_pass_is_low_when_it_comes_down_to_one_credit() -> None:
    for left, expected in ((2, []), (1, ["pass_low"]), (0, []), (None, [])):
        events = [Event("booked", {"credits_left": left}), Event("seat_freed", {})]
        names = [name for name, _ in caused(events, 1)]
        assert names == ["booking_confirmed", *expected]
    assert [n for n, _ in caused([Event("booked", {"credits_left": 0})], 0)] == [
        "booking_confirmed"
    ]
