"""What reports count, kept beside the rows on SQLite: seats of each class, credits of each pass.

A class has some twenty bookings and a pass a dozen ledger lines, so that two years of a large
studio are read from the sums in tenths of a second. Triggers keep them; no other code writes them,
they are not synced, and a recount in the tests equals them.
"""

# ruff: noqa: S608 - all words are of this module, none is input

from collections.abc import Iterable

TABLES = ("class_sum", "pass_sum")

_KEY = ("organisation_id", "location_id", "starts_at", "occurrence_id")
_IN = "{row}.state IN ('checked_in', 'attended')"
_CAME = "CASE WHEN {row}.came > 0 THEN {row}.came ELSE {row}.seats END"


def _when(condition: str, amount: str = "{row}.seats") -> str:
    return f"CASE WHEN {{row}}.moved_to = '' AND {condition} THEN {amount} ELSE 0 END"


WAYS = ("staff", "scan", "kiosk", "self", "automatic")
FIGURES = {
    "open": _when("{row}.state IN ('pending_payment', 'booked')"),
    "came": _when(_IN, _CAME),
    "missed": _when("{row}.state = 'no_show'"),
    "cancelled": _when("{row}.state IN ('cancelled', 'auto_cancelled')"),
    "late": _when("{row}.state = 'late_cancelled'"),
    "bookings": _when("1", "1"),
    "ahead_ms": _when("1", "{row}.starts_at - {row}.booked_at"),
    "captured": _when("{row}.credit = 'captured'"),
    **{f"by_{way}": _when(f"{_IN} AND {{row}}.check_in_way = '{way}'", _CAME) for way in WAYS},
}
"""Columns of a class, each with what one booking adds to it; one that was moved adds nothing."""

_COLUMNS = (
    "occurrence_id, location_id, starts_at, state, moved_to, check_in_way, seats, came, credit,"
    " booked_at"
)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _count(row: str, sign: str = "") -> str:
    values = [f"{row}.{name}" for name in _KEY]
    values += [f"{sign}({part.format(row=row)})" for part in FIGURES.values()]
    grown = _listed(f"{name} = {name} + excluded.{name}" for name in FIGURES)
    return (
        f"INSERT INTO class_sum({_listed((*_KEY, *FIGURES))}) VALUES ({_listed(values)})"
        f" ON CONFLICT ({_listed(_KEY)}) DO UPDATE SET {grown};"
    )


def _add(row: str, amount: str) -> str:
    return (
        "INSERT INTO pass_sum(organisation_id, pass_id, balance)"
        f" VALUES ({row}.organisation_id, {row}.pass_id, {amount})"
        " ON CONFLICT (organisation_id, pass_id)"
        " DO UPDATE SET balance = balance + excluded.balance;"
    )


CREATE = (
    (
        "CREATE TABLE class_sum (organisation_id TEXT NOT NULL, location_id TEXT NOT NULL,"
        " starts_at BIGINT NOT NULL, occurrence_id TEXT NOT NULL,"
        f" {_listed(f'{name} BIGINT NOT NULL' for name in FIGURES)},"
        f" PRIMARY KEY ({_listed(_KEY)})) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE pass_sum (organisation_id TEXT NOT NULL, pass_id TEXT NOT NULL,"
        " balance BIGINT NOT NULL, PRIMARY KEY (organisation_id, pass_id)) WITHOUT ROWID"
    ),
)
TRIGGERS = (
    f"CREATE TRIGGER booking_counted AFTER INSERT ON booking BEGIN {_count('new')} END",
    (
        f"CREATE TRIGGER booking_recounted AFTER UPDATE OF {_COLUMNS} ON booking"
        f" BEGIN {_count('old', '-')} {_count('new')} END"
    ),
    f"CREATE TRIGGER booking_uncounted AFTER DELETE ON booking BEGIN {_count('old', '-')} END",
    (
        "CREATE TRIGGER credit_counted AFTER INSERT ON ledger_entry"
        f" BEGIN {_add('new', 'new.amount')} END"
    ),
    (
        "CREATE TRIGGER credit_recounted AFTER UPDATE OF pass_id, amount ON ledger_entry"
        f" BEGIN {_add('old', '-old.amount')} {_add('new', 'new.amount')} END"
    ),
    (
        "CREATE TRIGGER credit_uncounted AFTER DELETE ON ledger_entry"
        f" BEGIN {_add('old', '-old.amount')} END"
    ),
)
_of_b = [part.format(row="b") for part in FIGURES.values()]
FILL = (
    (
        f"INSERT INTO class_sum({_listed((*_KEY, *FIGURES))})"
        f" SELECT {_listed(f'b.{name}' for name in _KEY)},"
        f" {_listed(f'sum({one})' for one in _of_b)}"
        f" FROM booking AS b GROUP BY {_listed(f'b.{name}' for name in _KEY)}"
    ),
    (
        "INSERT INTO pass_sum SELECT organisation_id, pass_id, sum(amount) FROM ledger_entry"
        " GROUP BY organisation_id, pass_id"
    ),
)
STATEMENTS = (*CREATE, *TRIGGERS)
"""For an empty store."""
CATCH_UP = (*CREATE, *FILL, *TRIGGERS)
"""For a store that has rows already."""
