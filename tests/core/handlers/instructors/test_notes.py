"""Notes of sessions and classes: who writes, who reads, what undo, merging and erasing leave."""

import pytest

from core.commands.notes import WriteNote
from core.commands.people import CreateClient, NewClient
from core.commands.persons import ErasePerson, MergeClients
from core.commands.seats import Book, CancelBooking
from core.domain.notes import Note
from core.queries.notes import about_client, of_occurrence, shared_with
from tests.support.rules import rule
from tests.support.studio import Studio


def booked() -> Studio:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    s.do(Book(s.ben, s.yoga_0900, pay_at_desk=True))
    return s


def texts(notes: list[Note]) -> list[str]:
    return [one.text for one in notes]


@rule("BK-13")
def test_the_instructor_writes_about_a_client_and_about_the_class() -> None:
    s = booked()
    s.do(WriteNote(s.yoga_0900, " left knee "), by=s.instructor)
    s.do(WriteNote(s.yoga_0900, "worked on balance", s.anna), by=s.instructor)
    s.do(WriteNote(s.yoga_0900, "stretch daily", s.ben, shared=True), by=s.manager)
    notes = of_occurrence(s.reader, s.yoga_0900)
    assert notes[0].client_id == ""
    assert sorted(texts(notes)) == ["left knee", "stretch daily", "worked on balance"]
    assert (notes[0].written_by, notes[0].shared) == (s.instructor, 0)
    assert texts(about_client(s.reader, s.anna)) == ["worked on balance"]


@rule("BK-13")
def test_a_client_reads_only_what_is_shared() -> None:
    s = booked()
    s.do(WriteNote(s.yoga_0900, "private", s.anna), by=s.instructor)
    assert shared_with(s.reader, s.anna) == []
    s.do(WriteNote(s.yoga_0900, "for you", s.anna, shared=True), by=s.instructor)
    s.do(WriteNote(s.yoga_0900, "for all", shared=True), by=s.instructor, at=s.later(minutes=1))
    assert texts(shared_with(s.reader, s.anna)) == ["for all", "for you"]
    assert texts(shared_with(s.reader, s.ben)) == ["for all"]
    s.do(CancelBooking(s.ben, s.yoga_0900))
    assert shared_with(s.reader, s.ben) == []


@rule("BK-13", "PERM-2")
@pytest.mark.parametrize(
    ("by", "allowed"),
    [
        ("instructor", True),
        ("manager", True),
        ("owner", True),
        ("second_instructor", False),
        ("receptionist", False),
        ("berlin_manager", False),
        ("finance", False),
    ],
)
def test_who_may_write(by: str, allowed: bool) -> None:
    s = booked()
    code = s.run(WriteNote(s.yoga_0900, "x"), by=getattr(s, by)).code
    assert code == ("note_written" if allowed else "not_permitted")


@rule("BK-13", "SET-10")
def test_the_later_note_holds_and_an_empty_one_takes_it_away() -> None:
    s = booked()
    s.do(WriteNote(s.yoga_0900, "one", s.anna), by=s.instructor)
    facts = s.do(WriteNote(s.yoga_0900, "two", s.anna), by=s.manager).facts
    assert facts["before"] == "one"
    assert texts(of_occurrence(s.reader, s.yoga_0900)) == ["two"]
    assert s.do(WriteNote(s.yoga_0900, "  ", s.anna), by=s.manager).code == "note_removed"
    assert of_occurrence(s.reader, s.yoga_0900) == []


@rule("BK-13")
def test_notes_about_nothing_and_nobody_are_refused() -> None:
    s = booked()
    assert s.refuse(WriteNote("none", "x"), by=s.owner).code == "occurrence_unknown"
    assert s.refuse(WriteNote(s.yoga_0900, "x", s.dora), by=s.owner).code == "not_booked"
    long = "א" * 2000
    s.do(WriteNote(s.yoga_0900, long, s.anna), by=s.instructor)
    assert texts(about_client(s.reader, s.anna)) == [long]


@rule("ORG-6", "BK-13")
def test_merging_keeps_the_notes_of_both() -> None:
    s = booked()
    other = s.do(CreateClient(NewClient("Anna A."))).facts["client_id"]
    s.do(Book(other, s.yoga_1800, pay_at_desk=True))
    s.do(Book(other, s.yoga_0900, pay_at_desk=True))
    s.do(WriteNote(s.yoga_0900, "one", s.anna, shared=True), by=s.instructor)
    s.do(WriteNote(s.yoga_0900, "two", other), by=s.instructor)
    s.do(WriteNote(s.yoga_1800, "three", other, shared=True), by=s.instructor)
    survivor = s.do(MergeClients(s.anna, other), by=s.manager).facts["client_id"]
    kept = about_client(s.reader, survivor)
    assert sorted(line for note in kept for line in note.text.split("\n")) == [
        "one",
        "three",
        "two",
    ]
    assert texts(shared_with(s.reader, survivor)) == ["three"], "what was private stays so"
    gone = other if survivor == s.anna else s.anna
    assert about_client(s.reader, gone) == []


@rule("ORG-7", "BK-13")
def test_erasing_a_person_empties_the_notes_about_them() -> None:
    s = booked()
    s.do(WriteNote(s.yoga_0900, "left knee", s.anna), by=s.instructor)
    s.do(ErasePerson(s.anna), by=s.owner)
    assert [one.text for one in s.reader.all(Note)] == [""]
