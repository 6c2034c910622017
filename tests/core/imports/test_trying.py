"""What would be refused stands in the preview of an import, with its row (IO-1)."""

from pathlib import Path

from core.commands.schedule import ChangeCapacity
from core.commands.seats import Book
from core.domain.catalogue import Service
from core.domain.schedule import Occurrence
from core.imports.plan import Plan, Wish, plan_import
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

HEAD = "Client,Class,Date,Time,Seats,Studio\n"
ANNA, BEN = "Anna Ångström", "Ben Brook"


def planned(s: Studio, folder: Path, *rows: str) -> Plan:
    file = folder / "bookings.csv"
    file.write_text(HEAD + "".join(f"{row}\n" for row in rows))
    return plan_import(s.reader, s.organisation, Wish(file), NOW)


def line(s: Studio, occurrence: str, name: str, seats: int = 1) -> str:
    one = s.get(Occurrence, occurrence)
    label = s.get(Service, one.service_id).name
    return f"{name},{label},{one.local_date},{one.local_start},{seats},Harbour London"


@rule("IO-1", "BK-3", "U-79")
def test_two_bookings_of_one_client_that_overlap_are_told_before_anything_is_made(
    tmp_path: Path,
) -> None:
    s = Studio.open()
    beside = s.occurrence(s.talk, "18:30")
    s.do(Book(s.ben, s.yoga_1800, pay_at_desk=True))
    plan = planned(
        s,
        tmp_path,
        line(s, s.yoga_1800, ANNA),
        line(s, beside, ANNA),
        line(s, beside, BEN),
    )
    assert [one.row for one in plan.made.bookings] == [2]
    assert [row.number for row in plan.made.errors] == [3, 4]
    assert all("overlaps" in row.problem for row in plan.made.errors)
    assert plan.made.against == {"overlapping_booking": 2}


@rule("IO-1", "RES-3", "BK-1")
def test_a_full_class_and_a_missing_resource_are_counted_apart(tmp_path: Path) -> None:
    s = Studio.open()
    s.do(ChangeCapacity(s.yoga_1800, 1), by=s.manager)
    s.do(ChangeCapacity(s.reformer_1000, 50), by=s.manager)
    plan = planned(
        s,
        tmp_path,
        line(s, s.yoga_1800, ANNA, 2),
        line(s, s.reformer_1000, BEN, 40),
    )
    assert plan.made.bookings == ()
    assert plan.made.against == {"class_full": 1, "resource_short": 1}
    assert [row.number for row in plan.made.errors] == [2, 3]
