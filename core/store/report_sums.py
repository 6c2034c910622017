"""What reports count, kept beside the rows on SQLite: classes, passes, lines, each one's visits.

A class has some twenty bookings and a pass a dozen ledger lines, so that two years of a large
studio are read from the sums in tenths of a second. Triggers keep them; no other code writes them,
they are not synced, and a recount in the tests equals them.
"""

# ruff: noqa: S608 - all words are of this module, none is input

from collections.abc import Iterable, Mapping

import msgspec

ORGANISATION = "organisation_id"
NAMES = "counted_name"
"""Short numbers for the ids of people and places, so that a million visits are twenty megabytes."""


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """A table of sums over the rows of `source`. `{row}` stands for one of them.

    `key` is by what they are summed, `figures` what one row adds. `watched` are the columns that
    change either. Only rows that are `counted` add anything; the ids in their `named` columns get
    numbers.
    """

    table: str
    source: str
    act: str
    key: Mapping[str, str]
    figures: Mapping[str, str]
    watched: str
    counted: str = "1"
    named: tuple[str, ...] = ()

    def create(self) -> str:
        """The table."""
        kinds = {name: "TEXT" if name.endswith("_id") else "BIGINT" for name in self.key}
        kinds |= dict.fromkeys(self.figures, "BIGINT")
        columns = [f"{name} {kind} NOT NULL" for name, kind in kinds.items()]
        return (
            f"CREATE TABLE {self.table} ({_listed(columns)},"
            f" PRIMARY KEY ({_listed(self.key)})) WITHOUT ROWID"
        )

    def triggers(self) -> tuple[str, ...]:
        """What keeps it."""
        new, old = (self.counted.format(row=row) for row in ("new", "old"))
        begin = f"ON {self.source} WHEN"
        return (
            (
                f"CREATE TRIGGER {self.act}_counted AFTER INSERT {begin} {new}"
                f" BEGIN {self._name('new')} {self._count('new')} END"
            ),
            (
                f"CREATE TRIGGER {self.act}_recounted AFTER UPDATE OF {self.watched} {begin}"
                f" {new} OR {old}"
                f" BEGIN {self._count('old', '-')} {self._name('new')} {self._count('new')} END"
            ),
            (
                f"CREATE TRIGGER {self.act}_uncounted AFTER DELETE {begin} {old}"
                f" BEGIN {self._count('old', '-')} END"
            ),
        )

    def fill(self) -> tuple[str, ...]:
        """Count what is there."""
        keys = [one.format(row="b") for one in self.key.values()]
        sums = [f"sum({one.format(row='b')})" for one in self.figures.values()]
        counted = self.counted.format(row="b")
        names = tuple(
            f"INSERT INTO {NAMES}({ORGANISATION}, id)"
            f" SELECT DISTINCT b.{ORGANISATION}, b.{one} FROM {self.source} AS b WHERE {counted}"
            " ON CONFLICT DO NOTHING"
            for one in self.named
        )
        return (
            *names,
            (
                f"INSERT INTO {self.table}({_listed((*self.key, *self.figures))})"
                f" SELECT {_listed((*keys, *sums))} FROM {self.source} AS b WHERE {counted}"
                f" GROUP BY {_listed(keys)}"
            ),
        )

    def _name(self, row: str) -> str:
        return " ".join(
            f"INSERT INTO {NAMES}({ORGANISATION}, id)"
            f" VALUES ({row}.{ORGANISATION}, {row}.{one}) ON CONFLICT DO NOTHING;"
            for one in self.named
        )

    def _count(self, row: str, sign: str = "") -> str:
        values = [one.format(row=row) for one in self.key.values()]
        values += [f"{sign}({one.format(row=row)})" for one in self.figures.values()]
        grown = _listed(f"{name} = {name} + excluded.{name}" for name in self.figures)
        return (
            f"INSERT INTO {self.table}({_listed((*self.key, *self.figures))})"
            f" SELECT {_listed(values)} WHERE {self.counted.format(row=row)}"
            f" ON CONFLICT ({_listed(self.key)}) DO UPDATE SET {grown};"
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _own(*names: str) -> dict[str, str]:
    return {name: f"{{row}}.{name}" for name in (ORGANISATION, *names)}


def _number(column: str) -> str:
    return (
        f"(SELECT no FROM {NAMES} WHERE {ORGANISATION} = {{row}}.{ORGANISATION}"
        f" AND id = {{row}}.{column})"
    )


def _when(condition: str, amount: str = "{row}.seats") -> str:
    return f"CASE WHEN {{row}}.moved_to = '' AND {condition} THEN {amount} ELSE 0 END"


def _state(states: str, amount: str = "1") -> str:
    return f"CASE WHEN {{row}}.state IN ({states}) THEN {amount} ELSE 0 END"


def _kind(kinds: str, amount: str) -> str:
    return f"CASE WHEN {{row}}.kind IN ({kinds}) THEN {amount} ELSE 0 END"


_IN_STATES = "'checked_in', 'attended'"
_IN = f"{{row}}.state IN ({_IN_STATES})"
_CAME = "CASE WHEN {row}.came > 0 THEN {row}.came ELSE {row}.seats END"

WAYS = ("staff", "scan", "kiosk", "self", "automatic")
CLASSES = Sum(
    table="class_sum",
    source="booking",
    act="booking",
    key=_own("location_id", "starts_at", "occurrence_id"),
    figures={
        "open": _when("{row}.state IN ('pending_payment', 'booked')"),
        "came": _when(_IN, _CAME),
        "missed": _when("{row}.state = 'no_show'"),
        "cancelled": _when("{row}.state IN ('cancelled', 'auto_cancelled')"),
        "late": _when("{row}.state = 'late_cancelled'"),
        "bookings": _when("1", "1"),
        "ahead_ms": _when("1", "{row}.starts_at - {row}.booked_at"),
        "captured": _when("{row}.credit = 'captured'"),
        **{f"by_{way}": _when(f"{_IN} AND {{row}}.check_in_way = '{way}'", _CAME) for way in WAYS},
    },
    watched="occurrence_id, location_id, starts_at, state, moved_to, check_in_way, seats, came,"
    " credit, booked_at",
)
"""The seats of each class; a booking that was moved adds nothing."""

VISITS = Sum(
    table="visit_sum",
    source="booking",
    act="visit",
    key={
        "client_no": _number("client_id"),
        "starts_at": "{row}.starts_at",
        "place_no": _number("location_id"),
    },
    figures={"came": _state(_IN_STATES), "missed": _state("'no_show'")},
    watched="client_id, location_id, starts_at, state",
    counted=f"{{row}}.state IN ({_IN_STATES}, 'no_show')",
    named=("client_id", "location_id"),
)
"""When each client came or missed, in the order of clients: people are counted along it."""

PASSES = Sum(
    table="pass_sum",
    source="ledger_entry",
    act="credit",
    key=_own("pass_id"),
    figures={
        "balance": "{row}.amount",
        "granted": _kind("'grant'", "{row}.amount"),
        "used": _kind("'hold', 'release', 'refund'", "-{row}.amount"),
        "lost": _kind("'expire'", "-{row}.amount"),
        "holds": _kind("'hold'", "1"),
    },
    watched="pass_id, amount, kind",
)
"""The credits of each pass: what was given, what bookings took, what its end took, what is left."""

LINES = Sum(
    table="line_sum",
    source="waitlist_entry",
    act="waiting",
    key=_own("occurrence_id"),
    figures={
        "waited": "1",
        "seats": "{row}.seats",
        "seated": _state("'promoted'"),
        "gave_up": _state("'left', 'declined', 'lapsed'"),
    },
    watched="occurrence_id, state, seats",
)
"""Who waited for each class, and what became of them."""

SUMS = (CLASSES, VISITS, PASSES, LINES)
TABLES = (NAMES, *(one.table for one in SUMS))
FIGURES = tuple(CLASSES.figures)

CREATE = (
    (
        f"CREATE TABLE {NAMES} (no INTEGER PRIMARY KEY, {ORGANISATION} TEXT NOT NULL,"
        f" id TEXT NOT NULL, UNIQUE ({ORGANISATION}, id))"
    ),
    *(one.create() for one in SUMS),
)
TRIGGERS = tuple(trigger for one in SUMS for trigger in one.triggers())
FILL = tuple(statement for one in SUMS for statement in one.fill())
_DROP = tuple(
    statement
    for one in SUMS
    for statement in (
        f"DROP TABLE IF EXISTS {one.table}",
        *(f"DROP TRIGGER IF EXISTS {one.act}_{done}counted" for done in ("", "re", "un")),
    )
)
STATEMENTS = (*CREATE, *TRIGGERS)
"""For an empty store."""
CATCH_UP = (f"DROP TABLE IF EXISTS {NAMES}", *_DROP, *CREATE, *FILL, *TRIGGERS)
"""For a store that has rows already, and may have some of the sums."""
