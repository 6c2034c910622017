"""The roster's flags for all, the details for who may see them (HLT-1, HLT-3)."""

from pathlib import Path
from typing import Any

import pytest

from core.commands.health import AnswerHealth, PublishWaiver, Signed, SignWaiver
from core.commands.people import EditClient, FieldChange
from core.commands.seats import Book
from core.domain.refusals import Refusal
from core.domain.zones import DAY_MS
from core.queries import health
from core.rules.people.par_q import QUESTIONS, VERSION
from tests.support.rules import rule
from tests.support.stored import stored
from tests.support.studio import NOW, Studio

YES: dict[Any, bool] = {**dict.fromkeys(QUESTIONS, False), "bones": True}


def busy() -> Studio:
    s = Studio.open()
    waiver = s.do(PublishWaiver("Rules", "text"), by=s.owner, at=NOW - DAY_MS).facts["waiver_id"]
    s.do(Book(s.anna, s.talk_1200, seats=3))
    s.do(Book(s.dora, s.talk_1200))
    s.do(SignWaiver(s.anna, waiver, Signed("Anna")))
    s.do(AnswerHealth(s.anna, VERSION, YES, Signed("Anna"), "left knee"))
    s.do(EditClient(s.dora, {"birthday": FieldChange("", "2015-06-01")}), by=s.manager)
    s.do(EditClient(s.dora, {"payer_id": FieldChange("", s.anna)}), by=s.manager)
    return s


@rule("HLT-1", "HLT-4", "HLT-5")
def test_the_roster_shows_flags_guests_and_whom_to_call(tmp_path: Path) -> None:
    s = busy()
    with stored(s, tmp_path) as source:
        for who in ("receptionist", "instructor", "manager"):
            lines = health.flags(source, s.act(by=getattr(s, who)), s.talk_1200)
            assert not isinstance(lines, Refusal)
            told = {
                one.client_id: (one.waiver, one.health, one.guests_unsigned, one.guardian_phone)
                for one in lines
            }
            assert told == {
                s.anna: ("signed", "flagged", 2, ""),
                s.dora: ("missing", "unanswered", 0, "+442079460001"),
            }


@rule("HLT-3", "PERM-2")
@pytest.mark.parametrize(
    ("who", "with_class", "seen"),
    [
        ("owner", False, True),
        ("manager", False, True),
        ("receptionist", True, False),
        ("instructor", False, False),
        ("instructor", True, True),
        ("second_instructor", True, False),
        ("finance", True, False),
    ],
)
def test_details_are_for_managers_and_the_own_roster(
    tmp_path: Path, who: str, with_class: bool, seen: bool
) -> None:
    s = busy()
    act = s.act(by=getattr(s, who))
    with stored(s, tmp_path) as source:
        found = health.details(source, act, s.anna, s.talk_1200 if with_class else "")
        assert isinstance(found, list) is seen
        if isinstance(found, list):
            assert found[0].details == "left knee"
        if who == "instructor":
            other = health.details(source, act, s.emil, s.talk_1200)
            assert isinstance(other, Refusal), "not on the roster"


@rule("HLT-3")
def test_clients_see_their_own_answers_and_nobody_elses(tmp_path: Path) -> None:
    s = busy()
    with stored(s, tmp_path) as source:
        assert isinstance(health.details(source, s.act(as_client=s.anna), s.anna), list)
        assert isinstance(health.details(source, s.act(as_client=s.ben), s.anna), Refusal)


def test_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    s = busy()
    with stored(s, tmp_path) as source:
        act = s.act(by=s.owner)
        assert health.flags(source, act, "none") == Refusal(
            "occurrence_unknown", {"occurrence_id": "none"}
        )
        assert health.details(source, act, "none") == Refusal(
            "client_unknown", {"client_id": "none"}
        )
        assert isinstance(health.flags(source, s.act(by=s.finance), s.talk_1200), Refusal)
        assert health.standing(source, s.anna, NOW) == "flagged"
        assert health.standing(source, s.anna, NOW + 366 * DAY_MS) == "expired"
