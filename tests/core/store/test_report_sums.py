"""The sums that reports read equal a recount, whatever was written, changed or taken out."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from core.changes import Change
from core.domain.bookings import BOOKING_STATES, ENTRY_STATES, Booking, WaitlistEntry
from core.domain.credits import LedgerEntry
from core.domain.ids import (
    BookingId,
    ClientId,
    LedgerEntryId,
    LocationId,
    OccurrenceId,
    PassId,
    WaitlistEntryId,
)
from core.domain.rows import Row
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
        dice.choice(("grant", "hold", "release", "refund", "expire", "adjust")),
        dice.randrange(-5, 6),
        number,
    )


def waiting(dice: random.Random, number: int) -> WaitlistEntry:
    return WaitlistEntry(
        WaitlistEntryId(f"w{number}"),
        OccurrenceId(f"o{dice.randrange(4)}"),
        ClientId("c"),
        dice.randrange(1, 3),
        number,
        state=dice.choice(ENTRY_STATES),
    )


MADE: dict[type[Row], Callable[[random.Random, int], Row]] = {
    Booking: booking,
    LedgerEntry: entry,
    WaitlistEntry: waiting,
}
SEEN = {
    "class_sum": "SELECT * FROM class_sum",
    "visit_sum": "SELECT c.id, p.id, v.starts_at, v.came, v.missed FROM visit_sum AS v"
    " JOIN counted_name AS c ON c.no = v.client_no JOIN counted_name AS p ON p.no = v.place_no",
    "pass_sum": "SELECT * FROM pass_sum",
    "line_sum": "SELECT * FROM line_sum",
}


def sums(cursor: Connection) -> dict[str, list[tuple[object, ...]]]:
    """What each table holds; a line of nothing is as good as none."""
    found = {}
    for one in report_sums.SUMS:
        cursor.execute(f"{SEEN[one.table]} ORDER BY 1, 2, 3, 4")
        lines = cursor.fetchall()
        found[one.table] = [line for line in lines if any(line[-len(one.figures) :])]
    return found


def recount(cursor: Connection) -> dict[str, list[tuple[object, ...]]]:
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
        known: dict[type[Row], dict[str, Any]] = {row_type: {} for row_type in MADE}
        for step in range(400):
            for row_type, make in MADE.items():
                there = known[row_type]
                if dice.random() < 0.1 and there:
                    gone = there.pop(dice.choice(sorted(there)))
                    rows.apply([Change(row_type, gone.id, gone, None)])
                new: Any = make(dice, dice.randrange(60) if step % 9 else step)
                rows.apply([Change(row_type, new.id, there.get(new.id), new)])
                there[new.id] = new
        found = recount(raw.cursor())
        assert len(found["class_sum"]) == len(found["line_sum"]) == 4
        assert len(found["visit_sum"]) > 5
        balances = {line[1]: line[2] for line in found["pass_sum"]}
        for key in ("p0", "p1", "p2"):
            of_pass = [one.amount for one in known[LedgerEntry].values() if one.pass_id == key]
            assert balances[key] == sum(of_pass)
        came = [one for one in known[Booking].values() if one.state in ("checked_in", "attended")]
        assert sum(int(str(line[3])) for line in found["visit_sum"]) == len(came)


def test_an_older_store_is_counted_when_it_is_opened(tmp_path: Path) -> None:
    dice = random.Random(8)
    path = tmp_path / "s.db"
    with closing(connect(path, KEY)) as raw:
        cursor = raw.cursor()
        create_sqlite(cursor)
        for one in report_sums.SUMS:
            for done in ("counted", "recounted", "uncounted"):
                cursor.execute(f"DROP TRIGGER {one.act}_{done}")
        for table in set(report_sums.TABLES) - {"pass_sum"}:  # one that was there before
            cursor.execute(f"DROP TABLE {table}")
        rows = SqlReader(cursor, SQLITE, "org")
        made = [booking(dice, number) for number in range(50)]
        rows.apply([Change(Booking, one.id, None, one) for one in made])
        prepare_sqlite(raw, lambda: connect(path, KEY))
        classes = recount(cursor)["class_sum"]
        bookings = 4 + list(report_sums.FIGURES).index("bookings")
        kept = sum(one.moved_to == "" for one in made)
        assert sum(int(str(line[bookings])) for line in classes) == kept
        new = booking(dice, 99)
        rows.apply([Change(Booking, new.id, None, new)])
        recount(cursor)
