"""The sums that reports read equal a recount, whatever was written, changed or taken out."""

import random
from contextlib import closing
from pathlib import Path

from core.changes import Change
from core.domain.bookings import BOOKING_STATES, Booking
from core.domain.credits import LedgerEntry
from core.domain.ids import BookingId, ClientId, LedgerEntryId, LocationId, OccurrenceId, PassId
from core.store import report_sums
from core.store.migrate import prepare_sqlite
from core.store.schema import create_sqlite
from core.store.sql_reader import SqlReader
from core.store.sqlite import Connection, connect
from core.store.statements import SQLITE

KEY = b"r" * 32
WAYS = ("", "staff", "scan")


def booking(dice: random.Random, number: int) -> Booking:
    one = dice.randrange(4)
    return Booking(
        BookingId(f"b{number}"),
        OccurrenceId(f"o{one}"),
        ClientId(f"c{dice.randrange(3)}"),
        LocationId(f"l{one % 2}"),
        dice.randrange(1, 4),
        1_000_000 * one,
        1_000_000 * one + 3600,
        dice.randrange(1000),
        "staff",
        state=dice.choice(BOOKING_STATES),
        check_in_way=dice.choice(WAYS),
        came=dice.randrange(2),
        credit=dice.choice(("", "held", "captured")),
        moved_to=BookingId(dice.choice(("", "", "b0"))),
    )


def entry(dice: random.Random, number: int) -> LedgerEntry:
    return LedgerEntry(
        LedgerEntryId(f"e{number}"),
        PassId(f"p{dice.randrange(3)}"),
        ClientId("c"),
        "adjust",
        dice.randrange(-5, 6),
        number,
    )


def sums(cursor: Connection) -> tuple[list[tuple[object, ...]], list[tuple[str, int]]]:
    cursor.execute("SELECT * FROM class_sum ORDER BY 1, 2, 3, 4")
    classes = [line for line in cursor.fetchall() if any(line[4:])]
    cursor.execute("SELECT pass_id, balance FROM pass_sum WHERE balance <> 0 ORDER BY 1")
    return classes, cursor.fetchall()


def recount(cursor: Connection) -> tuple[list[tuple[object, ...]], list[tuple[str, int]]]:
    """The same anew, from the rows alone."""
    kept = sums(cursor)
    for table in report_sums.TABLES:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a table of ours
    for statement in report_sums.FILL:
        cursor.execute(statement)
    made = sums(cursor)
    assert kept == made
    return made


def test_the_sums_follow_each_change(tmp_path: Path) -> None:
    dice = random.Random(7)
    with closing(connect(tmp_path / "s.db", KEY)) as raw:
        create_sqlite(raw.cursor())
        rows = SqlReader(raw.cursor(), SQLITE, "org")
        bookings: dict[str, Booking] = {}
        entries: dict[str, LedgerEntry] = {}
        for step in range(400):
            if dice.random() < 0.2 and bookings:
                gone = bookings.pop(dice.choice(sorted(bookings)))
                rows.apply([Change(Booking, gone.id, gone, None)])
            new = booking(dice, dice.randrange(60))
            rows.apply([Change(Booking, new.id, bookings.get(new.id), new)])
            bookings[new.id] = new
            line = entry(dice, dice.randrange(80) if step % 9 else step)
            rows.apply([Change(LedgerEntry, line.id, entries.get(line.id), line)])
            entries[line.id] = line
        classes, passes = recount(raw.cursor())
        assert len(classes) == 4
        assert dict(passes) == {
            key: total
            for key in ("p0", "p1", "p2")
            if (total := sum(one.amount for one in entries.values() if one.pass_id == key))
        }


def test_an_older_store_is_counted_when_it_is_opened(tmp_path: Path) -> None:
    dice = random.Random(8)
    path = tmp_path / "s.db"
    with closing(connect(path, KEY)) as raw:
        cursor = raw.cursor()
        create_sqlite(cursor)
        for kind in ("booking", "credit"):
            for done in ("counted", "recounted", "uncounted"):
                cursor.execute(f"DROP TRIGGER {kind}_{done}")
        for table in report_sums.TABLES:
            cursor.execute(f"DROP TABLE {table}")
        rows = SqlReader(cursor, SQLITE, "org")
        made = [booking(dice, number) for number in range(50)]
        rows.apply([Change(Booking, one.id, None, one) for one in made])
        prepare_sqlite(raw, lambda: connect(path, KEY))
        classes, _ = recount(cursor)
        bookings = 4 + list(report_sums.FIGURES).index("bookings")
        kept = sum(one.moved_to == "" for one in made)
        assert sum(int(str(line[bookings])) for line in classes) == kept
        new = booking(dice, 99)
        rows.apply([Change(Booking, new.id, None, new)])
        recount(cursor)
