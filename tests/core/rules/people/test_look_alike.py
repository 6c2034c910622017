"""Who may be the same person, while typing (ORG-14) and after two desks met (SET-18)."""

import pytest
from msgspec.structs import replace

from core import bus
from core.changes import Outcome
from core.commands.arrivals import WalkIn
from core.commands.people import ArchiveClient, CreateClient, NewClient
from core.commands.registry import Command
from core.rules.people.look_alike import look_alikes
from core.store.overlay import Overlay
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

TWIN = NewClient("anna angstrom", phone="+44 20 7946 0001".replace(" ", ""))


def near(s: Studio, new: NewClient) -> list[str]:
    return [one.id for one in look_alikes(s.reader, new)]


@rule("ORG-14")
@pytest.mark.parametrize(
    "typed",
    [
        NewClient("Somebody", phone="+442079460001"),
        NewClient("Somebody", email="ANNA@example.org"),
        TWIN,
    ],
)
def test_the_same_phone_or_e_mail_is_shown(typed: NewClient) -> None:
    s = Studio.open()
    assert near(s, typed) == [s.anna]


@rule("ORG-14")
def test_a_name_alone_is_common_with_the_birthday_it_is_not() -> None:
    s = Studio.open()
    zoe = s.client("Zoë Müller", birthday="1990-02-28")
    assert near(s, NewClient("zoe muller")) == []
    assert near(s, NewClient("ZOE  muller", birthday="1990-02-28")) == [zoe]
    assert near(s, NewClient("zoe muller", birthday="1990-03-01")) == []
    assert near(s, NewClient(" ")) == []


@rule("ORG-14", "ORG-11")
def test_of_a_family_with_one_address_the_likeliest_comes_first() -> None:
    s = Studio.open()
    child = s.client("Bo Brook", email="ben@example.org", birthday="2015-01-01")
    assert near(s, NewClient("Bo Brook", email="ben@example.org")) == [child, s.ben]
    s.do(ArchiveClient(child))
    assert near(s, NewClient("Bo Brook", email="ben@example.org"))[0] == child


def settled(s: Studio, command: Command, shown: str) -> Outcome:
    act = replace(s.act(at=NOW), shown=shown)
    result = bus.settle(Overlay(s.reader), act, command)
    assert isinstance(result, Outcome)
    return result


@rule("SET-18")
def test_the_same_new_person_at_two_desks_is_kept_twice_and_a_merge_proposed() -> None:
    s = Studio.open()
    facts = settled(s, CreateClient(TWIN), "created").facts
    assert (facts["settlement"], facts["other_id"]) == ("SET-18", s.anna)
    assert facts["client_id"] != s.anna
    walked = settled(s, WalkIn(s.talk_1200, new_client=TWIN), "walked_in").facts
    assert (walked["settlement"], walked["other_id"]) == ("SET-18", s.anna)


@rule("SET-18", "ORG-14")
def test_who_was_told_apart_at_the_desk_is_not_proposed() -> None:
    s = Studio.open()
    apart = replace(TWIN, not_same_as=(s.anna,))
    assert "settlement" not in settled(s, CreateClient(apart), "created").facts
    other = NewClient("Ada Ångström", phone="+442079460001")
    assert "settlement" not in settled(s, CreateClient(other), "created").facts, "a family"
    assert "settlement" not in s.do(CreateClient(TWIN)).facts, "the desk itself was asked"
