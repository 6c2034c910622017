"""Bad, odd and extreme values for each field of a command, from its declaration, one at a time."""

from collections.abc import Iterator
from typing import Any

from msgspec import inspect

from core.commands.registry import Command

Path = tuple[str | int, ...]

LONG = 10_000
TEXTS = (
    "",
    "   ",
    "x" * LONG,
    "שלום עליכם",
    "محمد عبد الرحمن",
    "🧘🏽‍♀️🇬🇧",
    "e\u0301" * 20,
    "\u202egnirts",
    "a\nb",
    "a\x00b",
    "\ud800",
    "' OR 1=1 --",
    "{client_name:money} %s {0}",
    "0" * 400,
    "-1",
)
DATES = (
    "1970-01-01",
    "2000-01-01",
    "2026-02-29",
    "2028-02-29",
    "2026-02-30",
    "2026-03-29",
    "2026-10-25",
    "2026-13-01",
    "2026-3-1",
    "2099-12-31",
    "2100-01-01",
    "20٢٦-٠٣-٠٢",
    "2026-03-02T00:00",
    "2026-03-02\n",
)
TIMES = (
    "00:00",
    "01:30",
    "02:30",
    "23:59",
    "24:00",
    "25:00",
    "9:00",
    "09:00:00",
    "09:00\n",
    "٠٩:٠٠",
)
NUMBERS = (0, 1, -1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, 2**64, -(2**63), -(2**63) - 1, 10**30)
WRONG: tuple[Any, ...] = (None, True, 1.5, "1", [], {}, [None], {"": None})
MOMENTS = (
    0,
    1,
    946_684_800_000,
    1_774_747_800_000,  # the skipped hour in London, 2026
    1_792_891_800_000,  # the doubled hour
    1_835_352_000_000,  # 29 February 2028
    4_102_444_799_999,
    4_102_444_800_000,
    4_102_444_800_001,
)
CHANGES_OF_CLOCKS = (
    ("2026-03-29", "01:30"),
    ("2026-10-25", "01:30"),
    ("2028-02-29", "00:00"),
    ("2099-12-31", "23:59"),
)


def spoilt(command: Command, fields: Any, ids: list[str]) -> Iterator[tuple[Path, Any]]:
    """Where in the fields of a command which value goes; `ids` are those of rows of all kinds."""
    info = inspect.type_info(type(command))
    yield from _struct((), info, fields, ids)
    yield from _clocks(fields)


def with_value(fields: Any, path: Path, value: Any) -> Any:
    """The fields with one value in the place of another."""
    if not path:
        return value
    first, *rest = path
    if isinstance(first, str):
        here = fields if isinstance(fields, dict) else {}
        return {**here, first: with_value(here.get(first), tuple(rest), value)}
    kept = list(fields)
    kept[int(first)] = with_value(kept[int(first)], tuple(rest), value)
    return kept


def _clocks(fields: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Local dates and times in the hours that are skipped or come twice, together."""
    date = next((name for name in ("local_date", "start_date") if name in fields), "")
    time = next((name for name in ("local_start", "local_from") if name in fields), "")
    if date and time:
        for day, clock in CHANGES_OF_CLOCKS:
            yield (), {**fields, date: day, time: clock}


def _struct(path: Path, info: Any, value: Any, ids: list[str]) -> Iterator[tuple[Path, Any]]:
    for field in info.fields:
        here = (*path, field.name)
        yield from ((here, wrong) for wrong in WRONG)
        inner = value.get(field.name) if isinstance(value, dict) else None
        yield from _of(here, field.type, inner, ids)
    yield (*path, "surprise"), 1


def _of(path: Path, info: Any, value: Any, ids: list[str]) -> Iterator[tuple[Path, Any]]:
    if isinstance(info, inspect.UnionType):
        for one in info.types:
            yield from _of(path, one, value, ids)
    elif isinstance(info, inspect.StructType):
        yield from _struct(path, info, value, ids)
    elif isinstance(info, inspect.VarTupleType):
        yield from _list(path, info, value, ids)
    elif isinstance(info, inspect.DictType):
        yield from _map(path, info, value, ids)
    else:
        yield from ((path, one) for one in _plain(info, ids))


def _plain(info: Any, ids: list[str]) -> Iterator[Any]:
    if isinstance(info, inspect.IntType):
        yield from (*NUMBERS, *MOMENTS, *_edges(info))
    elif isinstance(info, inspect.StrType):
        yield from (*TEXTS, *DATES, *TIMES, "x" * (info.max_length or 0))
        yield from ids if _is_id(info) else ()
    elif isinstance(info, inspect.LiteralType):
        yield from ("nonsense", "", *info.values)


def _edges(info: inspect.IntType) -> list[int]:
    found = []
    if info.ge is not None:
        found += [info.ge, info.ge - 1]
    if info.le is not None:
        found += [info.le, info.le + 1]
    return found


def _is_id(info: inspect.StrType) -> bool:
    return info.max_length == 64 and info.pattern is None


def _list(path: Path, info: Any, value: Any, ids: list[str]) -> Iterator[tuple[Path, Any]]:
    yield path, []
    if isinstance(value, list | tuple) and value:
        yield path, [value[0], value[0]]
        yield path, [value[0]] * LONG
        yield from _of((*path, 0), info.item_type, value[0], ids)
    elif isinstance(info.item_type, inspect.StrType):
        yield path, ["x"]
        yield path, ["x", "x"]
        yield path, ["x"] * LONG


def _map(path: Path, info: Any, value: Any, ids: list[str]) -> Iterator[tuple[Path, Any]]:
    yield path, {}
    yield path, {f"key {number}": None for number in range(LONG)}
    for key, inner in (value or {}).items():
        yield path, {"x" * LONG: inner}
        yield from _of((*path, key), info.value_type, inner, ids)
