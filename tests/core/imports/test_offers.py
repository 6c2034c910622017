"""Files of services and of bookings: told apart, read, matched with what the studio has (IO-1)."""

from datetime import date
from pathlib import Path

import pytest

from core.commands.imports import BookingLine, ServiceLine
from core.commands.seats import Book
from core.domain.refusals import Fault
from core.imports import values
from core.imports.columns import BOOKINGS, CLIENTS, SERVICES, guess, kind_of
from core.imports.plan import Plan, Wish, plan_import
from core.imports.report import told
from core.imports.values import BadCellError
from tests.support.rules import rule
from tests.support.studio import Studio

TODAY = date(2026, 3, 2)


def planned(s: Studio, folder: Path, text: str, kind: str = "") -> Plan:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8")
    return plan_import(s.reader, "org", Wish(path, kind=kind), s.later())


@rule("IO-1")
@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Name,Email,Phone,Pass,Credits left", CLIENTS),
        ("Kunde;E-Mail;Handy;Paket;Restguthaben", CLIENTS),
        ("Email,Credits", CLIENTS),
        ("Class,Duration,Price,Capacity", SERVICES),
        ("Kursname;Dauer;Preis;Plätze", SERVICES),
        ("Service name,Length", SERVICES),
        ("Client,Class,Date,Time", BOOKINGS),
        ("Kunde;Kurs;Datum;Uhrzeit", BOOKINGS),
        ("Email,Clase,Fecha,Hora", BOOKINGS),
    ],
)
def test_what_a_file_holds_is_told_by_its_columns(header: str, kind: str) -> None:
    assert kind_of(header.replace(";", ",").split(",")) == kind


def test_a_file_without_the_columns_of_its_kind_says_so() -> None:
    with pytest.raises(Fault) as fault:
        guess(["Name", "Email"], {}, BOOKINGS)
    assert fault.value.code == "columns_missing"
    with pytest.raises(Fault) as fault:
        guess(["Name", "Size"], {"Size": "birthday"}, SERVICES)
    assert fault.value.code == "field_unknown"


@rule("IO-1")
def test_services_are_read_with_their_figures_and_known_ones_are_not_made_twice(
    tmp_path: Path,
) -> None:
    s = Studio.open()
    plan = planned(
        s,
        tmp_path,
        "Class,Category,Duration,Price,Capacity,Location\n"
        'Yin,mat,75 min,"£18,50",12,\n'
        "YIN,mat,60,,8,\n"
        "yoga,mat,60,,8,\n"
        "Solo hour,private,50,65.00,1,harbour london\n"
        "Endless,mat,9999,,8,\n"
        "Free,mat,60,gratis,8,\n"
        ",mat,60,,8,\n"
        "Away,mat,60,,8,Atlantis\n",
    )
    assert plan.kind == SERVICES
    assert plan.made.services == (
        ServiceLine(2, "Yin", "class", "mat", 75, 12, 18_50),
        ServiceLine(5, "Solo hour", "session", "private", 50, 1, 65_00, "", (s.london,)),
    )
    assert [one.row for one in plan.made.known] == [3, 4]
    assert [row.number for row in plan.made.errors] == [6, 7, 8, 9]
    assert any("2 services" in line for line in told(plan))


@rule("IO-1")
def test_bookings_find_their_client_and_class_or_say_what_is_missing(tmp_path: Path) -> None:
    s = Studio.open()
    s.do(Book(s.ben, s.talk_1200))
    plan = planned(
        s,
        tmp_path,
        "Client,Class,Date,Time,Seats,Studio\n"
        "Anna Ångström,Yoga,02.03.2026,09:00,2,Harbour London\n"
        "Anna Ångström,Yoga,02.03.2026,9:00 AM,1,Harbour London\n"
        "Ben Brook,talk,2026-03-02 12:00,,,\n"
        "Nobody Known,Yoga,02.03.2026,09:00,1,Harbour London\n"
        "Anna Ångström,Yoga,02.03.2026,10:30,1,Harbour London\n"
        "Anna Ångström,Yoga,02.03.2020,09:00,1,Harbour London\n"
        "Anna Ångström,Yoga,,09:00,1,Harbour London\n"
        "Anna Ångström,Yoga,02.03.2026,25:00,1,Harbour London\n"
        ",Yoga,02.03.2026,09:00,1,Harbour London\n"
        "anna angstrom,Yoga,02.03.2026,09:00,1,\n"
        "ben brook,Yoga,02.03.2026,09:00,50,Harbour London\n",
        BOOKINGS,
    )
    assert plan.made.bookings == (BookingLine(2, s.anna, s.yoga_0900, 2),)
    assert [(one.row, one.client_id) for one in plan.made.known] == [(3, s.anna), (4, s.ben)]
    problems = {row.number: row.problem for row in plan.made.errors}
    assert sorted(problems) == [5, 6, 7, 8, 9, 10, 11, 12]
    assert "Nobody Known" in problems[5]
    assert "on the calendar" in problems[6]
    assert "several classes" in problems[11]
    assert "is full" in problems[12]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("18:00", "18:00"),
        ("6:00 PM", "18:00"),
        ("12:15 am", "00:15"),
        ("18h30", "18:30"),
        ("7.05", "07:05"),
        ("2026-03-02T18:00:00Z", "18:00"),
        ("", ""),
    ],
)
def test_times_are_read_in_many_ways(cell: str, read: str) -> None:
    assert values.clock_time(cell) == read


@pytest.mark.parametrize(
    ("cell", "read"), [("12", 12_00), ("12,5", 12_50), ("£1,250.00", 1250_00), ("18 €", 18_00)]
)
def test_prices_are_read_in_many_ways(cell: str, read: int) -> None:
    assert values.money(cell) == read


@pytest.mark.parametrize("cell", ["free", "-5", "1.2.3.4", "9" * 40])
def test_absurd_prices_are_refused(cell: str) -> None:
    with pytest.raises(BadCellError):
        values.money(cell)


@pytest.mark.parametrize("cell", ["24:00", "18", "soon", "18:61"])
def test_absurd_times_are_refused(cell: str) -> None:
    with pytest.raises(BadCellError):
        values.clock_time(cell)


@pytest.mark.parametrize("cell", ["1970-01-01", "2150-01-01", "2026-02-29", "soon"])
def test_absurd_dates_of_classes_are_refused(cell: str) -> None:
    with pytest.raises(BadCellError):
        values.class_date(cell, TODAY, month_first=False)
