"""Waivers and health answers as values: what counts, and until when (HLT)."""

import pytest

from core.changes import Act
from core.domain.health import HealthForm, Signature, Waiver
from core.domain.ids import (
    ClientId,
    CommandId,
    HealthFormId,
    OccurrenceId,
    SignatureId,
    StaffId,
    WaiverId,
)
from core.domain.people import Client
from core.domain.zones import DAY_MS
from core.rules.people.health import (
    Papers,
    expires_on,
    guardian_needed,
    health_standing,
    may_enter,
    waiver_standing,
)
from core.rules.people.par_q import QUESTIONS, VERSION, complete, is_flagged
from core.rules.terms import Terms
from core.store.memory_reader import MemoryReader
from tests.support.rules import rule

DAY = DAY_MS
FIRST = Waiver(WaiverId("w1"), 1, "Rules", "text", 100 * DAY)
SECOND = Waiver(WaiverId("w2"), 2, "Rules", "text", 200 * DAY)


def signature(waiver: Waiver, guest: str = "") -> Signature:
    at = waiver.published_at + 1
    return Signature(
        SignatureId(waiver.id + guest),
        ClientId("c"),
        waiver.id,
        at,
        "C",
        guest=guest,
        occurrence_id=OccurrenceId("o"),
    )


@rule("HLT-2", "HLT-6")
@pytest.mark.parametrize(
    ("waivers", "signed", "day", "standing"),
    [
        ((), (), 300, "not_needed"),
        ((FIRST,), (), 99, "not_needed"),
        ((FIRST,), (), 100, "missing"),
        ((FIRST,), (FIRST,), 101, "signed"),
        ((FIRST, SECOND), (FIRST,), 199, "signed"),
        ((FIRST, SECOND), (FIRST,), 200, "old"),
        ((FIRST, SECOND), (FIRST,), 213, "old"),
        ((FIRST, SECOND), (FIRST,), 214, "missing"),
        ((FIRST, SECOND), (SECOND,), 300, "signed"),
        ((FIRST, SECOND), (), 201, "missing"),
    ],
)
def test_an_older_version_counts_for_fourteen_days(
    waivers: tuple[Waiver, ...], signed: tuple[Waiver, ...], day: int, standing: str
) -> None:
    signatures = [signature(one) for one in signed]
    assert waiver_standing(waivers, signatures, day * DAY, 14) == standing


@rule("HLT-5")
def test_what_a_guest_signed_is_not_the_hosts() -> None:
    assert waiver_standing([FIRST], [signature(FIRST, "Gus")], 101 * DAY, 14) == "missing"


def form(day: str, flag: int, at: int = 1, answers: str = '{"heart":true}') -> HealthForm:
    return HealthForm(HealthFormId(f"h{at}"), ClientId("c"), 1, answers, flag, at, day, "C")


@rule("HLT-1", "HLT-3")
@pytest.mark.parametrize(
    ("forms", "standing"),
    [
        ([], "unanswered"),
        ([form("2027-03-02", 1)], "flagged"),
        ([form("2027-03-02", 0)], "clear"),
        ([form("2026-03-02", 1)], "expired"),
        ([form("2026-03-03", 1)], "flagged"),
        ([form("2027-03-02", 1, 1), form("2027-03-02", 0, 2)], "clear"),
        ([form("2027-03-02", 0, answers="{}")], "unanswered"),
    ],
)
def test_the_latest_answers_count_until_they_expire(forms: list[HealthForm], standing: str) -> None:
    assert health_standing(forms, "2026-03-02") == standing


@rule("HLT-3")
@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2026-03-02", 12, "2027-03-02"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2099-12-15", 12, "2100-12-15"),
    ],
)
def test_answers_end_on_the_same_day_of_the_month(day: str, months: int, end: str) -> None:
    assert expires_on(day, months) == end


@rule("HLT-1")
def test_every_question_must_be_answered_and_any_yes_sets_the_flag() -> None:
    none = dict.fromkeys(QUESTIONS, False)
    assert complete(VERSION, none) is None
    assert not is_flagged(none)
    for question in QUESTIONS:
        assert is_flagged({**none, question: True})
        left = {key: False for key in none if key != question}
        refusal = complete(VERSION, left)
        assert refusal is not None
        assert refusal.facts["left"] == [question]
    old = complete(VERSION + 1, none)
    assert old is not None
    assert old.code == "questions_outdated"


@rule("HLT-4")
@pytest.mark.parametrize(
    ("birthday", "guardian", "needed"),
    [
        ("2008-03-03", False, True),
        ("2008-03-03", True, False),
        ("2008-03-02", False, False),
        ("", False, False),
    ],
)
def test_under_eighteen_a_guardian_signs(birthday: str, guardian: bool, needed: bool) -> None:
    client = Client(ClientId("c"), "C", "c", birthday=birthday)
    assert (guardian_needed(client, guardian, "2026-03-02") is not None) is needed


ACT = Act(CommandId("c"), StaffId("s"), 0)
PHONE = Act(CommandId("c"), StaffId(""), 0, client_id=ClientId("c"))
SHOWN = Act(CommandId("c"), StaffId("s"), 0, shown="checked_in")
MISSING = Papers("missing", "w1", "Rules")


@rule("CHK-8", "CHK-15")
@pytest.mark.parametrize(
    ("act", "found", "guests", "way", "reason", "code"),
    [
        (ACT, Papers("not_needed"), 3, "kiosk", "", ""),
        (ACT, Papers("signed", "w1"), 0, "kiosk", "", ""),
        (ACT, Papers("old", "w1"), 0, "kiosk", "", ""),
        (ACT, MISSING, 0, "kiosk", "known", "waiver_missing"),
        (ACT, MISSING, 0, "self", "known", "waiver_missing"),
        (ACT, MISSING, 0, "scan", "", "waiver_missing"),
        (ACT, MISSING, 0, "staff", " ", "waiver_missing"),
        (ACT, MISSING, 0, "staff", "signs after class", ""),
        (PHONE, MISSING, 0, "staff", "let me in", "waiver_missing"),
        (SHOWN, MISSING, 2, "kiosk", "", ""),
        (ACT, Papers("signed", "w1"), 1, "kiosk", "", "guest_waiver_missing"),
        (ACT, Papers("signed", "w1"), 1, "staff", "they sign now", ""),
    ],
)
def test_an_unsigned_waiver_stops_or_is_let_in_with_a_reason(
    act: Act, found: Papers, guests: int, way: str, reason: str, code: str
) -> None:
    refusal = may_enter(act, Terms(MemoryReader()), found, guests, way, reason)
    assert (refusal.code if refusal else "") == code
