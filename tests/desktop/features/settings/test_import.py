"""A file of another system: guessed, put right, counted, imported, compared, taken back."""

from pathlib import Path

import pytest

from core.commands.imports import ImportClients
from core.commands.schedule import CreateOccurrence
from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.credits import PASSES_OF_CLIENT
from core.domain.ids import ClientId, booking_id
from core.domain.people import CLIENTS_BY_EMAIL, Client
from core.domain.schedule import Occurrence
from desktop.features.settings.data.importing import ImportPage
from tests.desktop.features.settings.conftest import Settings
from tests.desktop.test_every_window import assert_whole
from tests.support.rules import rule

FILE = """Kunde;E-Mail;Handy;Paket;Restguthaben;Bemerkung
Jürgen Groß;juergen@example.org;+49 30 123456;10-class;7;Knie
Ana Díaz;ana.diaz@example.org;;10-class;3;
Anna Petrov;anna@example.org;;;;kennen wir
ohne Adresse;das ist keine;;;;
;;;;;
"""


def page(settings: Settings) -> ImportPage:
    settings.desk.do("settings.open_import")
    shown = settings.desk.app.screens.settings._screen.page()
    assert isinstance(shown, ImportPage)
    return shown


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_bytes(FILE.encode("cp1252"))
    return path


def chosen(settings: Settings, file: Path) -> ImportPage:
    shown = page(settings)
    shown.choose_file(str(file))
    settings.desk.until(lambda: shown._shown.table is not None)
    return shown


def client(settings: Settings, mail: str) -> Client | None:
    found = settings.live.session.source.rows.find(CLIENTS_BY_EMAIL, mail)
    return found[0] if found else None


@rule("IO-1", "U-79")
def test_encoding_columns_and_counts_are_guessed_before_anything_is_made(
    settings: Settings, file: Path
) -> None:
    shown = chosen(settings, file)
    assert shown.made.title.text() == "2 new clients · 2 passes · 1 known already"
    assert "cp125" in shown.answer.text()
    assert shown.columns.picker("Restguthaben").currentData() == "credits"
    listed = [row.title for row in shown.listed()]
    assert any("Row 5: " in title for title in listed)
    assert "Jürgen Groß" in listed
    assert client(settings, "juergen@example.org") is None
    assert_whole(settings.desk.window)


@rule("IO-1", "IO-3", "M-14")
def test_an_import_is_compared_with_its_file_and_taken_back_as_a_whole(
    settings: Settings, file: Path
) -> None:
    shown = chosen(settings, file)
    shown.import_button.click()
    wanted = "Imported 2 of 2 clients, 2 of 2 passes, 10 of 10 credits."
    settings.desk.until(lambda: shown.answer.text() == wanted)
    made = client(settings, "juergen@example.org")
    assert made is not None
    (held,) = settings.live.session.source.rows.find(PASSES_OF_CLIENT, made.id)
    assert held.name == "10-class"
    shown.back_button.click()
    settings.desk.until(lambda: "Taken back: 4 removed" in shown.answer.text())
    gone = client(settings, "juergen@example.org")
    assert gone is None or gone.state == "removed"


@rule("IO-1")
def test_another_meaning_of_a_column_is_planned_at_once(settings: Settings, file: Path) -> None:
    shown = chosen(settings, file)
    picker = shown.columns.picker("Bemerkung")
    picker.setCurrentIndex(picker.findData("tags"))
    settings.desk.until(lambda: shown._shown.mapping.get("Bemerkung") == "tags")
    picker.setCurrentIndex(0)
    settings.desk.until(lambda: "Bemerkung" not in shown._shown.mapping)


@rule("U-79")
def test_rows_in_error_are_saved_beside_the_file(settings: Settings, file: Path) -> None:
    shown = chosen(settings, file)
    shown.errors_button.click()
    saved = file.with_name("export.csv.errors.csv")
    assert "das ist keine" in saved.read_text(encoding="utf-8-sig")
    assert "export.csv.errors.csv" in shown.answer.text()


@rule("U-92")
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("missing.csv", None, "cannot be read"),
        ("empty.csv", b"", "empty"),
        ("picture.csv", b"\x89PNG\x00\x01\x02\x03" * 9, "text"),
        ("names.csv", b"a,b\n1,2\n", "name"),
    ],
)
def test_a_file_that_is_none_says_so_at_its_field(
    settings: Settings, tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    shown = page(settings)
    shown.choose_file(str(path))
    settings.desk.until(shown.file_box.wrong)
    assert said in shown.file_box.wrong()
    assert not shown.import_button.isEnabled()


@rule("U-75")
def test_a_long_import_stops_after_the_part_and_goes_on(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    rows = "".join(f"Person {n},p{n}@example.org\n" for n in range(450))
    path.write_text(f"name,email\n{rows}")
    shown = chosen(settings, path)
    sent: list[object] = []
    real = settings.live.session.send

    def send(command: object, *args: object, **how: object) -> None:
        sent.append(command)
        if len(sent) == 1:
            shown._stop()
        real(command, *args, **how)  # type: ignore[arg-type]

    settings.live.session.send = send  # type: ignore[method-assign]
    shown.import_button.click()
    settings.desk.until(lambda: shown.import_button.text() == "Go on")
    assert shown.answer.text() == "Stopped after part 1 of 3."
    assert client(settings, "p0@example.org") is not None
    assert client(settings, "p449@example.org") is None
    shown.import_button.click()
    settings.desk.until(lambda: "Imported 450 of 450 clients" in shown.answer.text())
    assert all(isinstance(one, ImportClients) for one in sent)


@rule("IO-1", "IO-3", "M-14", "U-79")
def test_services_and_bookings_come_over_by_the_same_page(
    settings: Settings, tmp_path: Path
) -> None:
    offers = tmp_path / "services.csv"
    offers.write_text("Class,Duration,Price,Capacity\nYin,75,18.50,12\nBad,9999,1,1\n")
    shown = chosen(settings, offers)
    assert shown.made.title.text() == "1 new service · 0 known already"
    assert shown.columns.picker("Duration").currentData() == "duration"
    shown.import_button.click()
    settings.desk.until(lambda: shown.answer.text() == "Imported 1 of 1 services.")
    session = settings.live.session
    rows = session.source.rows
    daniel = ClientId(settings.live.names["daniel"])
    one = next(
        one
        for key in settings.live.names.values()
        if (one := rows.get(Occurrence, key))
        and one.starts_at > session.now()
        and rows.get(Booking, booking_id(one.id, daniel)) is None
    )
    service = rows.get(Service, one.service_id)
    assert service is not None
    booked = tmp_path / "bookings.csv"
    head = "Client,Class,Date,Time\n"
    booked.write_text(f"{head}Daniel Osei,{service.name},{one.local_date},{one.local_start}\n")
    shown.choose_file(str(booked))
    settings.desk.until(lambda: shown.made.title.text() == "1 booking · 0 known already")
    assert [row.title for row in shown.listed()] == ["Daniel Osei"]
    shown.import_button.click()
    settings.desk.until(lambda: shown.answer.text() == "Imported 1 of 1 bookings.")
    key = booking_id(one.id, daniel)
    made = rows.get(Booking, key)
    assert made is not None
    assert (made.state, made.origin) == ("booked", "import")
    shown.back_button.click()
    settings.desk.until(lambda: "Taken back: 1 removed" in shown.answer.text())
    gone = rows.get(Booking, key)
    assert gone is not None
    assert gone.state == "cancelled"
    shown.kind.setCurrentIndex(shown.kind.findData("bookings"))
    shown.choose_file(str(offers))
    settings.desk.until(lambda: bool(shown.file_box.wrong()))
    assert_whole(settings.desk.window)


@rule("IO-1", "U-79", "BK-3")
def test_overlaps_and_full_classes_are_named_before_anything_is_made(
    settings: Settings, tmp_path: Path
) -> None:
    live = settings.live
    made = CreateOccurrence(live.names["mat"], live.names["location"], "2026-03-02", "18:30", 45, 1)
    beside = str(live.serve(made).facts["occurrence_id"])
    live.exchange()
    file = tmp_path / "bookings.csv"
    file.write_text(
        "Client,Class,Date,Time,Seats\n"
        "Daniel Osei,Mat Basics,2026-03-02,18:30,1\n"
        "Elif Demir,Mat Basics,2026-03-02,18:30,1\n"
        "Grace Mensah,Mat Basics,2026-03-02,18:30,3\n"
    )
    shown = chosen(settings, file)
    settings.desk.until(lambda: "Of the bookings" in shown.answer.text())
    said = shown.answer.text()
    assert "1 in a full class" in said
    assert any("overlaps" in row.title for row in shown.listed())
    assert shown.import_button.isEnabled() == bool(shown._plan and shown._plan.made.bookings)
    rows = live.session.source.rows
    assert rows.get(Booking, booking_id(beside, ClientId(live.names["daniel"]))) is None
