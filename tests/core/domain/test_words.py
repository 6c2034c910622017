"""Every code that the core can return has words, and the words can be said."""

import string
from typing import get_args

import pytest

from core.domain.telling import MISSING, counted, money, tell
from core.domain.words import DONE, FAULTS, REFUSED, SETTLED, Words
from core.rules.attendance.scan import Action
from core.rules.attention import INFO, SILENT
from core.rules.passes.credits import COVER_REFUSALS
from tests.support.codes import codes_of, computed

ALL = {"refused": REFUSED, "done": DONE, "fault": FAULTS, "settled": SETTLED}
FORMS = {
    "",
    "hour",
    "try",
    "when",
    "time",
    "since",
    "date",
    "dates",
    "money",
    "seat",
    "credit",
    "credits",
    "day",
    "minute",
}

COMPUTED_REFUSALS = (
    COVER_REFUSALS
    | (set(get_args(Action)) - {"check_in", "promote", "offer_booking", "offer_sale"})
    | {"not_booked_class_open", "not_booked_no_cover"}
    | {"already_in", "marked_no_show", "party_too_large"}
    | {"not_no_show", "not_attended", "not_late_cancelled", "not_cancelled", "not_auto_cancelled"}
    | {"class_cancelled", "class_closed", "class_dropped", "class_scheduled"}
    | {"already_suspended", "not_suspended", "not_offered", "not_waiting"}
)
COMPUTED_OUTCOMES = {
    "cancelled",
    "late_cancelled",
    "auto_cancelled",
    "promoted",
    "offer_declined",
    "offer_lapsed",
    "offer_withdrawn",
}

KNOWN_TO_BE_COMPUTED = {
    "bus.py",
    "handlers/attendance/arrivals.py",
    "handlers/instructors/availability.py",
    "handlers/people/imports.py",
    "handlers/waiting/offering.py",
    "handlers/waiting/promoting.py",
    "handlers/attendance/reviving.py",
    "handlers/booking/registering.py",
    "handlers/attendance/scanning.py",
    "handlers/scene.py",
    "handlers/booking/seating.py",
    "handlers/money/prepaying.py",
    "handlers/booking/seats.py",
    "handlers/instructors/requesting.py",
    "handlers/instructors/sessions.py",
    "handlers/settlement/promises.py",
    "handlers/settlement/facts.py",
    "handlers/settlement/twice.py",
    "handlers/booking/spots.py",
    "handlers/people/import_bookings.py",
    "handlers/waiting/waiting.py",
    "rules/booking/booking_states.py",
    "rules/schedule/occurrence_states.py",
    "rules/schedule/conflicts.py",
    "rules/passes/credits.py",
    "rules/booking/holdings.py",
    "rules/naming.py",
    "store/sqlite.py",
    "wire/codec.py",
}
"""Where codes come from a table or another result; each stands in the sets above."""


def test_every_refusal_has_words() -> None:
    assert sorted((set(codes_of("Refusal")) | COMPUTED_REFUSALS) - set(REFUSED)) == []


def test_every_outcome_has_words() -> None:
    assert sorted((set(codes_of("Outcome")) | COMPUTED_OUTCOMES) - set(DONE)) == []


def test_every_fault_has_words() -> None:
    assert sorted(set(codes_of("Fault")) - set(FAULTS)) == []


def test_no_refusal_has_words_that_are_never_said() -> None:
    assert sorted(set(REFUSED) - set(codes_of("Refusal")) - COMPUTED_REFUSALS) == []


def test_a_new_place_that_computes_codes_must_be_looked_at() -> None:
    places = computed("Refusal") + computed("Outcome") + computed("Fault")
    assert {place.partition(":")[0] for place in places} <= KNOWN_TO_BE_COMPUTED


def test_every_settlement_that_someone_is_told_of_has_words() -> None:
    named = {code for codes in (codes_of("settled"), codes_of("_settled")) for code in codes} | (
        INFO | {"SET-1", "SET-2", "SET-3", "SET-4", "SET-6", "SET-7", "SET-8", "SET-13"}
    )
    assert sorted((named | {"SET-19", "SET-21", "SET-26"}) - SILENT - set(SETTLED)) == []


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [(kind, code, words) for kind, table in ALL.items() for code, words in table.items()],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_all_words_are_sentences_with_known_forms(kind: str, code: str, words: Words) -> None:
    for text in (words.says, words.mend):
        for _, name, form, _ in string.Formatter().parse(text):
            assert name is None or (name.isidentifier() and form in FORMS), (code, text)
        assert not text or text[-1] in ".!" or text.endswith("}"), (code, text)
    assert tell(words.says, {})


def test_times_are_said_in_their_zone() -> None:
    facts = {"starts_at": 1_772_442_000_000, "zone": "Europe/Berlin"}
    assert tell("in{starts_at:since}.", facts) == "in, since 10:00."
    assert tell("in{at:since}.", {"at": None}) == "in."
    assert tell("{starts_at:when}", facts) == "Mon 2 Mar, 10:00"
    assert tell("{starts_at:time}", facts) == "10:00"


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (12_50, "GBP", "£12.50"),
        (-5, "EUR", "−€0.05"),
        (1_234_567_00, "CHF", "1,234,567.00 CHF"),
        (1500, "JPY", "1,500 JPY"),
    ],
)
def test_money_is_said_in_its_currency(amount: int, currency: str, said: str) -> None:
    assert money(amount, currency) == said


def test_counts_and_what_is_missing() -> None:
    assert [counted(1, "seat"), counted(2, "seat"), counted(3, "entry")] == [
        "1 seat",
        "2 seats",
        "3 entries",
    ]
    assert tell("{a} {b:money} {c:credits} {d:credits}", {"c": None, "d": 1}) == (
        f"{MISSING} {MISSING} unlimited 1 credit"
    )
    assert tell("{dates:dates}", {"dates": ["2026-03-02"]}) == "2 Mar 2026"


def test_a_day_is_said_of_a_date_and_of_a_moment_in_its_zone() -> None:
    late = {"until": 1_772_580_600_000, "zone": "Asia/Tokyo"}
    assert tell("until {until:date}", late) == "until 4 Mar 2026"
    assert tell("until {until:date}", {"until": "2026-03-03"}) == "until 3 Mar 2026"
