"""Makes random commands of every kind, from their declarations and from what is there.

A field's type says its limits, its name says what it points at. Most values are such that something
happens; some are not there, not allowed, or absurd.
"""

import re
from collections.abc import Callable
from random import Random
from typing import Any

import msgspec
from msgspec import inspect

from core.commands.registry import Command
from core.domain.all_rows import type_of_table
from core.domain.bookings import Booking, WaitlistEntry
from core.domain.rows import Row
from core.domain.schedule import Allocation
from core.domain.spots import Spot
from core.domain.zones import DAY_MS, HOUR_MS, local_date
from core.store.memory_reader import MemoryReader

TABLE_OF = {
    "other_client_id": "client",
    "payer_id": "client",
    "lead_id": "staff_member",
    "staff_id": "staff_member",
    "substitute_id": "staff_member",
    "key_id": "staff_key",
    "instructor_id": "staff_member",
    "product_id": "pass_product",
    "grant_id": "staff_grant",
    "hold_id": "seat_hold",
    "instead_of": "spot",
    "run_id": "course_run",
    "step_id": "course_step",
    "exception_id": "availability_exception",
    "from_occurrence_id": "occurrence",
    "to_occurrence_id": "occurrence",
    "wait_for": "occurrence",
    "other_location_id": "location",
    "primary_location_id": "location",
    "scope_id": "location",
    "item_id": "open_item",
    "guest": "client",
}
TIMES = ("07:00", "09:00", "09:30", "10:00", "12:15", "18:00", "23:30", "01:30")
RULES = ("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY", "FREQ=SECONDLY")
WORDS = ("", "x", "mat", "Zoë", "شوق", "a" * 200)
NEW_SEATS = frozenset({"Book", "JoinWaitlist", "WalkIn", "BookDates", "BookAgain"})
"""About a seat that is there they say but one thing: that it is."""
OFTEN_EMPTY = 0.5
SMALL = 3
HEXADECIMAL = re.compile(r"\^\[0-9a-f\]\{(\d+)\}")
"""What card numbers and public keys are declared to be."""


class Maker:
    """Random commands about the rows of a store, at a moment."""

    def __init__(self, reader: MemoryReader, chance: Random) -> None:
        self.reader = reader
        self.chance = chance
        self.now = 0
        self.receipts = 0
        self.done: list[str] = ["none"]
        self._focus: dict[str, str] = {}

    def command(self, kind: type[Command]) -> Command:
        """One of a kind, with fields at random; more often than not about a seat that is there."""
        wants_another = kind.__name__ in NEW_SEATS
        self._focus = self._seat() if self.chance.random() < (0.1 if wants_another else 0.7) else {}
        return self._struct(inspect.type_info(kind))  # type: ignore[no-any-return, arg-type]

    def _struct(self, info: inspect.StructType) -> Any:
        fields = {}
        for field in info.fields:
            optional = not field.required
            if optional and self.chance.random() < OFTEN_EMPTY:
                continue
            fields[field.name] = self._value(field.name, field.type)
        return info.cls(**fields)

    def _value(self, name: str, kind: Any) -> Any:
        make = _BY_NAME.get(name)
        if make is not None and not isinstance(kind, inspect.UnionType | inspect.VarTupleType):
            return make(self)
        by_type = _BY_TYPE[type(kind)]
        return by_type(self, name, kind)

    def _seat(self) -> dict[str, str]:
        """Who has or wants which seat, of late."""
        table = self.chance.choice((Booking, Booking, Booking, WaitlistEntry))
        rows = list(self.reader.tables.get(table, {}).values())[-40:]
        if not rows:
            return {}
        row: Any = self.chance.choice(rows)
        return {
            "client_id": row.client_id,
            "occurrence_id": row.occurrence_id,
            "from_occurrence_id": row.occurrence_id,
            "pass_id": getattr(row, "pass_id", ""),
            "spot_id": self._spot_at(row.occurrence_id),
        }

    def _spot_at(self, occurrence_id: str) -> str:
        """One of those that the class has, "" where nothing is numbered."""
        held = self.reader.all(Allocation)
        there = {one.resource_id for one in held if one.occurrence_id == occurrence_id}
        spots = self.reader.all(Spot)
        return self.chance.choice([s.id for s in spots if s.resource_id in there] or [""])

    def id_of(self, name: str) -> str:
        """An id of something that is there, mostly one of late; now and then of nothing."""
        if found := self._focus.get(name):
            return found
        table = TABLE_OF.get(name) or TABLE_OF.get(name.rstrip("s")) or name.removesuffix("s")
        row_type = type_of_table.get(table.removesuffix("_id"))
        if row_type is None or self.chance.random() < 0.03:
            return "nowhere"
        known = self._ids(row_type)
        return self.chance.choice(known) if known else "nowhere"

    def _ids(self, row_type: type[Row]) -> list[str]:
        rows = self.reader.tables.get(row_type, {})
        if row_type.table == "occurrence":
            past = DAY_MS if self.chance.random() < 0.3 else 0
            near = [
                key
                for key, row in rows.items()
                if -past < row.starts_at - self.now < 2 * DAY_MS  # type: ignore[attr-defined]
            ]
            return near or list(rows)
        return list(rows)

    def date(self) -> str:
        """A date of these days, rarely one that does not exist or lies far off."""
        if self.chance.random() < 0.03:
            return self.chance.choice(("2026-02-30", "2000-01-01", "2099-12-31", "2028-02-29"))
        return local_date(self.now + self.chance.randint(-2, 12) * DAY_MS, "UTC")

    def moment(self) -> int:
        """A time in UTC milliseconds of these days."""
        return self.now + self.chance.randint(-5, 60) * HOUR_MS

    def receipt(self) -> str:
        """The next number of a desk."""
        self.receipts += 1
        return f"LON-A-{self.receipts:06d}"


def _integer(make: Maker, name: str, kind: inspect.IntType) -> int:
    low = kind.ge if kind.ge is not None else 0
    high = kind.le if kind.le is not None else 10**9
    if name in ("until", "starts_at", "ends_at") or low > 10**9:
        return max(low, min(high, make.moment()))
    if make.chance.random() < 0.04:
        return make.chance.choice((low, high))
    return min(high, max(low, make.chance.choice((low, low + 1, low + 2, 1, 2, SMALL))))


def _text(make: Maker, name: str, kind: inspect.StrType) -> str:
    pattern = kind.pattern or ""
    if digits := HEXADECIMAL.match(pattern):
        return f"{make.chance.randrange(6):0{digits[1]}x}"
    if name.endswith("_id") or name in TABLE_OF:
        found = make.id_of(name)
        return "" if kind.min_length is None and make.chance.random() < 0.5 else found
    if pattern.startswith(("^20", "^(20", "^((19")):
        return make.date()
    if pattern.startswith(("^([01]", "^(([01]")):
        return make.chance.choice(TIMES)
    if pattern == r"^[A-Z]{1,2}\Z":
        return make.chance.choice("BCDEFG")
    words = [one for one in WORDS if _fits(one, kind)]
    return make.chance.choice(words) if words else "GBP"


def _fits(text: str, kind: inspect.StrType) -> bool:
    return (
        len(text) >= (kind.min_length or 0)
        and len(text) <= (kind.max_length or 10**6)
        and bool(re.search(kind.pattern or "", text))
    )


def _tuple(make: Maker, name: str, kind: inspect.VarTupleType) -> tuple[Any, ...]:
    low, high = kind.min_length or 0, kind.max_length or 10
    count = min(high, max(low, make.chance.choice((0, 0, 0, 1) if name == "guests" else (0, 1, 2))))
    if isinstance(kind.item_type, inspect.LiteralType):
        count = min(count, 1)
    found = (make._value(name.removesuffix("s"), kind.item_type) for _ in range(count))
    return tuple(dict.fromkeys(found)) if name.endswith("_ids") else tuple(found)


def _mapping(make: Maker, name: str, kind: inspect.DictType) -> dict[Any, Any]:
    key = "occurrence_id" if name == "choices" else f"{name}_key"
    count = make.chance.choice((0, 1, 2))
    return {make._value(key, kind.key_type): make._value("", kind.value_type) for _ in range(count)}


def _union(make: Maker, name: str, kind: inspect.UnionType) -> Any:
    some = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
    return make._value(name, make.chance.choice(some))


_BY_TYPE: dict[type, Callable[[Maker, str, Any], Any]] = {
    inspect.IntType: _integer,
    inspect.StrType: _text,
    inspect.BoolType: lambda make, _n, _k: make.chance.random() < 0.4,
    inspect.LiteralType: lambda make, _n, kind: make.chance.choice(kind.values),
    inspect.VarTupleType: _tuple,
    inspect.TupleType: lambda make, name, kind: tuple(
        sorted(make._value(name, one) for one in kind.item_types)
    ),
    inspect.DictType: _mapping,
    inspect.UnionType: _union,
    inspect.StructType: lambda make, _n, kind: make._struct(kind),
    inspect.NoneType: lambda *_: None,
    inspect.FloatType: lambda make, _n, _k: make.chance.random(),
    inspect.AnyType: lambda *_: "x",
}

_BY_NAME: dict[str, Callable[[Maker], Any]] = {
    "rrule": lambda make: make.chance.choice(RULES),
    "receipt": Maker.receipt,
    "of": lambda make: make.chance.choice(make.done[-12:]),
    "zone": lambda make: make.chance.choice(("Europe/London", "Europe/Berlin", "Mars/Base")),
    "reason": lambda make: make.chance.choice(("", "because", "ill")),
    "currency": lambda _: "GBP",
    "url": lambda make: make.chance.choice(("https://example.org/a", "https://example.org/b")),
    "answers": lambda _: {},
    "came": lambda make: make.chance.choice((0, 0, 1)),
    "units": lambda make: make.chance.choice((1, 1, 2)),
    "amount": lambda make: make.chance.choice((1, 1, 100, 15_00, 18_00)),
}


def roundtrip(command: Command) -> Command:
    """The command as the codec lets it in: limits are checked there. Raises ValidationError."""
    return msgspec.convert(msgspec.to_builtins(command), type(command))
