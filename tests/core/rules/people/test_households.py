"""Who pays for whom (ORG-13), and how old somebody is."""

from typing import Any

import pytest

from core.commands.people import ArchiveClient, EditClient, FieldChange
from core.domain.people import Client
from core.rules.people.households import age, in_household, is_minor, members_of
from tests.support.rules import rule
from tests.support.studio import Studio


def pays(s: Studio, payer: str, member: str) -> Any:
    seen = s.get(Client, member).payer_id
    return s.run(EditClient(member, {"payer_id": FieldChange(seen, payer)}), by=s.manager)


@rule("ORG-13")
def test_a_payer_has_members_and_each_is_of_the_household() -> None:
    s = Studio.open()
    pays(s, s.anna, s.dora)
    pays(s, s.anna, s.emil)
    assert {one.id for one in members_of(s.reader, s.anna)} == {s.dora, s.emil}
    assert in_household(s.reader, s.anna, s.dora)
    assert not in_household(s.reader, s.dora, s.anna)
    assert not in_household(s.reader, s.anna, "nobody")
    assert pays(s, "", s.dora).code == "edited"
    assert not in_household(s.reader, s.anna, s.dora)


@rule("ORG-13")
@pytest.mark.parametrize(
    ("payer", "member", "code"),
    [
        ("nobody", "emil", "payer_unknown"),
        ("clara", "emil", "payer_unknown"),
        ("emil", "emil", "payer_is_member"),
        ("emil", "anna", "payer_is_member"),
        ("dora", "emil", "payer_has_payer"),
        ("ben", "emil", "payer_too_young"),
    ],
)
def test_one_grown_up_pays_for_a_household(payer: str, member: str, code: str) -> None:
    s = Studio.open()
    s.do(ArchiveClient(s.clara))
    s.do(EditClient(s.ben, {"birthday": FieldChange("", "2008-03-03")}))
    assert pays(s, s.anna, s.dora).code == "edited"
    assert pays(s, getattr(s, payer, "no-such-client"), getattr(s, member)).code == code


@rule("ORG-13")
def test_on_the_eighteenth_birthday_one_is_grown_up() -> None:
    assert is_minor("2008-03-03", "2026-03-02")
    assert not is_minor("2008-03-02", "2026-03-02")
    assert not is_minor("", "2026-03-02")
    assert not is_minor("1990-02-31", "2026-03-02"), "a day that does not exist says nothing"


@pytest.mark.parametrize(
    ("birthday", "today", "years"),
    [
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-29", 20),
        ("1900-01-01", "2100-01-01", 200),
    ],
)
def test_years_are_counted_over_leap_days(birthday: str, today: str, years: int) -> None:
    assert age(birthday, today) == years
