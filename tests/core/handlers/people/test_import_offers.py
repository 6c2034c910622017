"""Services and bookings of an import: made once, without a message, taken back with their batch."""

from core.commands.arrivals import CheckIn
from core.commands.attendance import CloseOccurrence
from core.commands.imports import (
    BookingLine,
    ImportBookings,
    ImportServices,
    ServiceLine,
    UndoImport,
)
from core.commands.schedule import CancelOccurrence
from core.commands.seats import Book
from core.domain.bookings import BOOKINGS_OF_CLIENT, BOOKINGS_OF_OCCURRENCE
from core.domain.catalogue import Service
from core.domain.credits import LEDGER_OF_PASS, PASSES_OF_CLIENT
from core.domain.ids import imported_service_id
from core.domain.imports import ROWS_OF_BATCH
from core.domain.open_items import OPEN_ITEMS_OF_CLIENT
from core.domain.schedule import Occurrence
from tests.support.rules import rule
from tests.support.studio import Studio

BATCH = "batch-2"
YIN = imported_service_id(BATCH, 1)


def services(**more: object) -> ImportServices:
    line = ServiceLine(1, "Yin “lang” 🧘", "class", "mat", 75, 12, 18_00, **more)  # type: ignore[arg-type]
    return ImportServices(BATCH, (line,))


def bookings(s: Studio, *clients: str) -> ImportBookings:
    lines = (BookingLine(at, who, s.yoga_0900) for at, who in enumerate(clients, 1))
    return ImportBookings(BATCH, tuple(lines))


@rule("IO-1", "IO-3")
def test_services_come_in_once_and_are_archived_with_their_batch() -> None:
    s = Studio.open()
    assert s.do(services(), by=s.owner).facts["made"] == 1
    row = s.get(Service, YIN)
    assert (row.duration_min, row.capacity, row.price, row.state) == (75, 12, 18_00, "active")
    before = s.rows()
    assert s.do(services(), by=s.owner).facts["made"] == 0
    assert s.rows() == before
    assert s.do(UndoImport(BATCH), by=s.owner).facts["archived"] == 1
    assert s.get(Service, YIN).state == "archived"
    assert s.do(UndoImport(BATCH), by=s.owner).facts["archived"] == 0


@rule("IO-1")
def test_a_service_that_cannot_be_leaves_nothing_half_imported() -> None:
    s = Studio.open()
    before = s.rows()
    large = ImportServices(BATCH, (ServiceLine(1, "Yin"), ServiceLine(2, "1:1", "session")))
    assert s.refuse(large, by=s.owner).code == "session_too_large"
    assert s.refuse(services(location_ids=("none",)), by=s.owner).code == "location_unknown"
    assert s.refuse(services(), by=s.manager).code == "not_permitted"
    assert s.rows() == before


@rule("IO-1", "IO-4")
def test_an_imported_booking_takes_no_credit_owes_nothing_and_tells_nobody() -> None:
    s = Studio.open()
    held = s.reader.find(PASSES_OF_CLIENT, s.anna)
    ledgers = {one.id: s.reader.find(LEDGER_OF_PASS, one.id) for one in held}
    done = s.do(bookings(s, s.anna, s.ben), by=s.owner)
    assert (done.facts["made"], [one.name for one in done.events]) == (2, ["bookings_imported"])
    for client in (s.anna, s.ben):
        (booking,) = s.reader.find(BOOKINGS_OF_CLIENT, client)
        assert (booking.state, booking.origin, booking.due) == ("booked", "import", 0)
        assert (booking.pass_id, booking.credit) == ("", "")
    assert {one.id: s.reader.find(LEDGER_OF_PASS, one.id) for one in held} == ledgers
    assert s.reader.find(OPEN_ITEMS_OF_CLIENT, s.ben) == []
    before = s.rows()
    assert s.do(bookings(s, s.anna, s.ben), by=s.owner).facts["made"] == 0
    assert s.rows() == before


@rule("IO-1")
def test_who_is_in_the_class_already_stays_as_they_are_and_is_not_taken_back() -> None:
    s = Studio.open()
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    assert s.do(bookings(s, s.anna, s.ben), by=s.owner).facts["made"] == 1
    (mine,) = s.reader.find(BOOKINGS_OF_CLIENT, s.anna)
    assert mine.origin == "staff"
    assert s.do(UndoImport(BATCH), by=s.owner).facts["removed"] == 1
    (mine,) = s.reader.find(BOOKINGS_OF_CLIENT, s.anna)
    (other,) = s.reader.find(BOOKINGS_OF_CLIENT, s.ben)
    assert (mine.state, other.state) == ("booked", "cancelled")


@rule("IO-3")
def test_taking_back_leaves_who_came() -> None:
    s = Studio.open()
    s.do(bookings(s, s.anna, s.ben), by=s.owner)
    s.do(CheckIn(s.anna, s.yoga_0900))
    assert s.do(UndoImport(BATCH), by=s.owner).facts["removed"] == 1
    (came,) = s.reader.find(BOOKINGS_OF_CLIENT, s.anna)
    assert came.state == "checked_in"


@rule("IO-1", "BK-1")
def test_an_import_never_overfills_a_class() -> None:
    s = Studio.open()
    room = s.get(Occurrence, s.yoga_0900).capacity
    lines = [BookingLine(1, s.anna, s.yoga_0900, room), BookingLine(2, s.ben, s.yoga_0900)]
    refusal = s.refuse(ImportBookings(BATCH, tuple(lines)), by=s.owner)
    assert (refusal.code, refusal.facts["row"]) == ("class_full", 2)
    assert s.reader.find(BOOKINGS_OF_OCCURRENCE, s.yoga_0900) == []


@rule("IO-1")
def test_a_booking_that_cannot_be_names_its_row_and_writes_nothing() -> None:
    s = Studio.open()
    s.do(CancelOccurrence(s.reformer_1000))
    s.do(CloseOccurrence(s.talk_1200), at=s.later(hours=9))
    before = s.rows()
    wrong = {
        "occurrence_unknown": BookingLine(7, s.anna, "nowhere"),
        "class_cancelled": BookingLine(7, s.anna, s.reformer_1000),
        "class_closed": BookingLine(7, s.anna, s.talk_1200),
    }
    for code, line in wrong.items():
        command = ImportBookings(BATCH, (BookingLine(1, s.ben, s.yoga_0900), line))
        refusal = s.refuse(command, by=s.owner)
        assert (refusal.code, refusal.facts["row"]) == (code, 7)
    stranger = ImportBookings(BATCH, (BookingLine(1, "nobody", s.yoga_0900),))
    assert s.refuse(stranger, by=s.owner).code == "client_unknown"
    late = s.refuse(bookings(s, s.anna), by=s.owner, at=s.later(hours=48))
    assert (late.code, late.facts["row"]) == ("class_over", 1)
    assert s.reader.find(ROWS_OF_BATCH, BATCH) == []
    assert s.rows() == before
