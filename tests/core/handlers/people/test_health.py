"""Signing and answering, and what an unsigned waiver does at the door (HLT, CHK-8, CHK-15)."""

from typing import Any

import pytest
from msgspec.structs import replace

from core import bus
from core.changes import Outcome
from core.commands.arrivals import CheckIn, CheckInAll, CheckInByCode, WalkIn
from core.commands.health import (
    AnswerHealth,
    PublishWaiver,
    Signed,
    SignGuestWaiver,
    SignWaiver,
    WithdrawHealth,
)
from core.commands.people import BindCard, EditClient, FieldChange, NewClient
from core.commands.persons import ErasePerson, MergeClients
from core.commands.seats import Book
from core.domain.health import HEALTH_OF_CLIENT, SIGNATURES_OF_CLIENT, Waiver
from core.domain.json_text import mapping
from core.domain.people import Client
from core.domain.zones import DAY_MS
from core.rules.people.health import guardian_phone
from core.rules.people.par_q import QUESTIONS, VERSION
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

CARD = "c" * 32
BY_ANNA = Signed("Anna Ångström", "M0 0L9 9", "kiosk")
NO: dict[Any, bool] = dict.fromkeys(QUESTIONS, False)


def published(text: str = "Take off your shoes.") -> tuple[Studio, str]:
    """A studio with a waiver that nobody has signed; Anna is booked for nine with a card."""
    s = Studio.open()
    facts = s.do(PublishWaiver("House rules", text), by=s.owner, at=NOW - DAY_MS).facts
    s.do(BindCard(CARD, s.anna))
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    return s, facts["waiver_id"]


IN_TIME = Studio.later(minutes=45)


@rule("CHK-15")
@pytest.mark.parametrize("way", ["kiosk", "self", "scan"])
def test_it_stops_on_kiosk_and_phone(way: Any) -> None:
    s, waiver = published()
    refusal = s.refuse(CheckIn(s.anna, s.yoga_0900, way, "known"), at=IN_TIME)
    assert (refusal.code, refusal.facts["waiver_id"]) == ("waiver_missing", waiver)
    s.do(SignWaiver(s.anna, waiver, BY_ANNA))
    s.do(CheckIn(s.anna, s.yoga_0900, way), at=IN_TIME)


@rule("CHK-8", "CHK-15")
def test_at_the_desk_a_reason_lets_in_unless_the_setting_stops() -> None:
    s, _ = published()
    assert s.refuse(CheckIn(s.anna, s.yoga_0900), at=IN_TIME).code == "waiver_missing"
    s.set("waiver_at_desk", "stop")
    with_reason = CheckIn(s.anna, s.yoga_0900, reason="signs after class")
    assert s.refuse(with_reason, at=IN_TIME).code == "waiver_missing"


@rule("CHK-8")
def test_who_was_let_in_is_still_asked_to_sign() -> None:
    s, waiver = published()
    outcome = s.do(CheckIn(s.anna, s.yoga_0900, reason="signs after class"), at=IN_TIME)
    assert (outcome.facts["waiver"], outcome.facts["waiver_id"]) == ("missing", waiver)


@rule("CHK-15", "CHK-4")
def test_a_scan_turns_amber_and_green_once_signed() -> None:
    s, waiver = published()
    assert s.refuse(CheckInByCode(CARD, s.london), at=IN_TIME).code == "waiver_missing"
    s.do(SignWaiver(s.anna, waiver, BY_ANNA))
    s.do(CheckInByCode(CARD, s.london), at=IN_TIME)
    assert s.booking(s.anna, s.yoga_0900).state == "checked_in"


@rule("HLT-6")
def test_a_new_version_is_asked_for_at_the_next_visit_and_the_old_one_counts_a_while() -> None:
    s, waiver = published()
    s.do(SignWaiver(s.anna, waiver, BY_ANNA))
    newer = s.do(PublishWaiver("House rules", "No shoes."), by=s.owner).facts["waiver_id"]
    outcome = s.do(CheckInByCode(CARD, s.london), at=IN_TIME)
    assert (outcome.facts["waiver"], outcome.facts["waiver_id"]) == ("old", newer)
    assert s.get(Waiver, newer).number == 2


@rule("CHK-7")
def test_a_whole_roster_goes_in_and_who_has_not_signed_is_named() -> None:
    s, waiver = published()
    s.do(Book(s.ben, s.yoga_0900, pay_at_desk=True))
    s.do(SignWaiver(s.ben, waiver, Signed("Ben")))
    outcome = s.do(CheckInAll(s.yoga_0900, (s.anna, s.ben)), at=IN_TIME)
    assert (outcome.facts["count"], outcome.facts["unsigned_ids"]) == (1, [s.anna])
    assert s.booking(s.anna, s.yoga_0900).state == "booked"


@rule("BK-8", "HLT-2")
def test_a_new_face_signs_in_the_same_form() -> None:
    s, waiver = published()
    new = NewClient("Nora New")
    at = s.later(hours=4)
    assert s.refuse(WalkIn(s.talk_1200, new_client=new), at=at).code == "waiver_missing"
    signed = WalkIn(s.talk_1200, new_client=new, waiver_id=waiver, signed=Signed("Nora"))
    client = s.do(signed, at=at).facts["client_id"]
    (found,) = s.reader.find(SIGNATURES_OF_CLIENT, client)
    assert (found.signer, found.waiver_id) == ("Nora", waiver)


@rule("HLT-5")
def test_each_guest_signs_and_becomes_a_client_only_with_consent() -> None:
    s, waiver = published()
    s.do(SignWaiver(s.anna, waiver, BY_ANNA))
    s.do(Book(s.anna, s.yoga_1800, seats=3, pay_at_desk=True))
    at = s.later(hours=10)
    kiosk = CheckIn(s.anna, s.yoga_1800, "kiosk")
    refusal = s.refuse(kiosk, at=at - 16 * 60_000)
    assert (refusal.code, refusal.facts["count"]) == ("guest_waiver_missing", 2)
    before = len(s.reader.all(Client))
    gus = SignGuestWaiver(s.anna, s.yoga_1800, waiver, "Gus", Signed("Gus"))
    s.do(gus)
    s.do(gus)
    assert len(s.reader.all(Client)) == before
    eve = SignGuestWaiver(
        s.anna, s.yoga_1800, waiver, "Eve", Signed("Eve"), True, "eve@example.org"
    )
    made = s.do(eve).facts["new_client_id"]
    assert s.get(Client, made).email == "eve@example.org"
    assert len(s.reader.find(SIGNATURES_OF_CLIENT, made)) == 1
    s.do(kiosk, at=at - 16 * 60_000)


@rule("HLT-1", "HLT-3")
def test_answers_are_kept_with_version_date_signature_and_expiry_and_not_told() -> None:
    s = Studio.open()
    yes: dict[Any, bool] = {**NO, "heart": True}
    outcome = s.do(AnswerHealth(s.anna, VERSION, yes, BY_ANNA, "since 2019"))
    (form,) = s.reader.find(HEALTH_OF_CLIENT, s.anna)
    assert (form.version, form.flag, form.signed_at, form.signer) == (1, 1, NOW, "Anna Ångström")
    assert (form.expires_on, mapping(form.answers)["heart"]) == ("2027-03-02", True)
    told = str(outcome) + str(s.events[-1])
    assert "heart" not in told
    assert "2019" not in told


@rule("HLT-1")
def test_answers_are_complete_and_of_the_version_in_force() -> None:
    s = Studio.open()
    assert s.refuse(AnswerHealth(s.anna, 2, NO, BY_ANNA)).code == "questions_outdated"
    some: dict[Any, bool] = {"heart": False}
    refused = s.refuse(AnswerHealth(s.anna, 1, some, BY_ANNA))
    assert (refused.code, refused.facts["count"]) == ("answers_incomplete", 6)
    assert s.reader.find(HEALTH_OF_CLIENT, s.anna) == []


@rule("HLT-4", "ORG-13")
def test_a_guardian_signs_for_a_child_and_is_called() -> None:
    s, waiver = published()
    s.do(EditClient(s.dora, {"birthday": FieldChange("", "2015-06-01")}), by=s.manager)
    own = SignWaiver(s.dora, waiver, Signed("Dora"))
    assert s.refuse(own).code == "guardian_needed"
    assert s.refuse(AnswerHealth(s.dora, 1, NO, Signed("Dora"))).code == "guardian_needed"
    s.do(EditClient(s.dora, {"payer_id": FieldChange("", s.anna)}), by=s.manager)
    dora = s.get(Client, s.dora)
    assert guardian_phone(s.reader, dora, "2026-03-02") == "+442079460001"
    by_payer = Signed("Anna", guardian=True, guardian_phone="+44123")
    s.do(SignWaiver(s.dora, waiver, by_payer), as_client=s.anna)
    (row,) = s.reader.find(SIGNATURES_OF_CLIENT, s.dora)
    assert (row.guardian, row.way) == (1, "phone")
    assert guardian_phone(s.reader, dora, "2026-03-02") == "+44123"
    assert guardian_phone(s.reader, dora, "2033-06-01") == "", "grown up by then"


@rule("HLT-1")
def test_answers_are_taken_back_by_whose_they_are() -> None:
    s = Studio.open()
    s.do(AnswerHealth(s.anna, 1, NO, BY_ANNA))
    assert s.refuse(WithdrawHealth(s.anna)).code == "not_permitted"
    s.do(WithdrawHealth(s.anna), as_client=s.anna)
    (form,) = s.reader.find(HEALTH_OF_CLIENT, s.anna)
    assert (form.answers, form.signer, form.signed_at) == ("{}", "", NOW)
    assert s.refuse(WithdrawHealth(s.anna), by=s.manager).code == "no_health_answers"


@pytest.mark.parametrize(
    ("client", "occurrence", "waiver", "guest", "code"),
    [
        ("nobody", "yoga_0900", "", "Gus", "client_unknown"),
        ("anna", "nowhere", "", "Gus", "occurrence_unknown"),
        ("anna", "yoga_0900", "none", "Gus", "waiver_unknown"),
        ("anna", "yoga_0900", "", "  ", "name_missing"),
    ],
)
def test_what_does_not_exist_is_not_signed(
    client: str, occurrence: str, waiver: str, guest: str, code: str
) -> None:
    s, real = published("a" * 10_000 + " نص 🧘")
    who, where = getattr(s, client, "nobody"), getattr(s, occurrence, "nowhere")
    wish = SignGuestWaiver(who, where, waiver or real, guest, BY_ANNA)
    assert s.refuse(wish).code == code


def test_who_does_not_exist_neither_signs_nor_answers() -> None:
    s, waiver = published()
    assert s.refuse(SignWaiver("nobody", waiver, BY_ANNA)).code == "client_unknown"
    assert s.refuse(SignWaiver(s.anna, "none", BY_ANNA)).code == "waiver_unknown"
    assert s.refuse(AnswerHealth("nobody", 1, NO, BY_ANNA)).code == "client_unknown"


@rule("SET-19", "CHK-15")
def test_a_check_in_that_a_desk_has_shown_stands_unsigned_or_not() -> None:
    s, _ = published()
    act = replace(s.act(at=IN_TIME), shown="checked_in")
    for command in (CheckIn(s.anna, s.yoga_0900, "kiosk"), CheckInByCode(CARD, s.london)):
        result = bus.settle(Overlay(s.reader), act, command)
        assert isinstance(result, Outcome)
        assert (result.code, result.facts["waiver"]) == ("checked_in", "missing")


@rule("ORG-6", "ORG-7")
def test_papers_follow_a_merge_and_are_emptied_by_erasing() -> None:
    s, waiver = published()
    s.do(SignWaiver(s.ben, waiver, Signed("Benjamin", guardian_phone="+4499")))
    s.do(AnswerHealth(s.ben, 1, NO, Signed("Benjamin"), "bad knee"))
    s.do(MergeClients(s.anna, s.ben))
    kept = s.do(CheckIn(s.anna, s.yoga_0900, "kiosk"), at=IN_TIME).facts["client_id"]
    s.do(ErasePerson(kept), by=s.manager)
    left = str(s.rows())
    assert [word for word in ("Benjamin", "+4499", "bad knee") if word in left] == []
