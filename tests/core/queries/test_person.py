"""Everything of one person: exported, as a household, while typing, under all their names."""

from pathlib import Path

from core.commands.people import CreateClient, EditClient, FieldChange, NewClient
from core.commands.persons import ErasePerson, MergeClients
from core.commands.seats import Book
from core.commands.waiting import JoinWaitlist, LeaveWaitlist
from core.domain.all_rows import type_of_table
from core.queries import clients, dues, person
from tests.support.rules import rule
from tests.support.stored import stored
from tests.support.studio import NOW, Studio


@rule("ORG-7")
def test_all_rows_of_a_person_come_out_under_all_their_names(tmp_path: Path) -> None:
    s = Studio.open()
    other = s.do(CreateClient(NewClient("Ann")), at=NOW + 1).facts["client_id"]
    s.sell(other, s.ten)
    s.do(Book(other, s.yoga_1800))
    s.do(Book(s.ben, s.yoga_0900, seats=3, pay_at_desk=True))
    s.do(JoinWaitlist(other, s.yoga_0900))
    s.do(LeaveWaitlist(other, s.yoga_0900))
    s.do(MergeClients(s.anna, other))
    with stored(s, tmp_path) as source:
        found = person.exported(source, s.anna)
    assert {row["id"] for row in found["client"]} == {s.anna, other}
    assert found["client"][0]["email"] == "anna@example.org"
    assert {"booking", "pass", "payment", "ledger_entry", "waitlist_entry"} <= set(found)
    named = {row.get("client_id") for rows in found.values() for row in rows} - {None}
    assert named <= {s.anna, other}, "nobody else's"


def test_every_table_that_names_a_client_can_be_exported() -> None:
    """Ledger and freezes are reached through the passes, lines that are over by a statement."""
    reached = {finder.row_type for finder in person._by_client()}
    naming = {
        row_type for row_type in type_of_table.values() if "client_id" in row_type.__struct_fields__
    }
    others = {row_type.table for row_type in naming - reached}
    assert others == {"ledger_entry", "pass_freeze", "waitlist_entry"}


@rule("ORG-13")
def test_a_household_is_the_same_from_payer_and_member(tmp_path: Path) -> None:
    s = Studio.open()
    for member in (s.dora, s.emil):
        s.do(EditClient(member, {"payer_id": FieldChange("", s.anna)}), by=s.manager)
    with stored(s, tmp_path) as source:
        for one in (s.anna, s.dora):
            found = person.household(source, one)
            assert found.payer is not None
            assert found.payer.id == s.anna
            assert {member.id for member in found.members} == {s.dora, s.emil}
        assert person.household(source, s.ben) == person.Household(None, ())
        assert person.household(source, "nobody") == person.Household(None, ())


@rule("ORG-14")
def test_who_is_typed_twice_is_shown_while_typing(tmp_path: Path) -> None:
    s = Studio.open()
    with stored(s, tmp_path) as source:
        found = person.alike(source, NewClient("Anna", phone="+442079460001"))
        assert [one.id for one in found] == [s.anna]


@rule("ORG-6", "ORG-7")
def test_merged_and_erased_people_are_not_found_by_search(tmp_path: Path) -> None:
    s = Studio.open()
    twin = NewClient("Anna Angstrom")
    other = s.do(CreateClient(twin), at=NOW + 1).facts["client_id"]
    s.do(MergeClients(s.anna, other))
    s.do(ErasePerson(s.ben), by=s.manager)
    with stored(s, tmp_path) as source:
        assert [one.id for one in clients.search(source, "anna")] == [s.anna]
        assert clients.search(source, "ben") == []


@rule("ORG-6")
def test_what_was_paid_under_the_old_name_is_not_owed_again(tmp_path: Path) -> None:
    s = Studio.open()
    other = s.do(CreateClient(NewClient("Ann")), at=NOW + 1).facts["client_id"]
    s.sell(other, s.ten)
    s.do(Book(other, s.yoga_0900))
    s.do(MergeClients(s.anna, other))
    with stored(s, tmp_path) as source:
        assert dues.dues(source, s.anna) == []
