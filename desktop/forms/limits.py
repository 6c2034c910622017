"""Why a value is outside the limits that a command declares for it, in few words. Pure."""

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from desktop.saying import tr

Say = Callable[[int], str]
"""How a bound is written: an amount, a length, a plain figure."""


def complaint(limit: Any, value: Any, say: Say = str, example: str = "") -> str:
    """Why the codec would refuse a value, or an empty text; `example` says what would do."""
    try:
        msgspec.convert(value, limit, strict=True)
    except msgspec.ValidationError:
        return _why(_bounds(limit), value, say, example)
    return ""


def _why(info: Any, value: Any, say: Say, example: str) -> str:
    found = ""
    if isinstance(info, inspect.IntType) and isinstance(value, int):
        found = _figure(info, value, say)
    elif isinstance(info, inspect.StrType) and isinstance(value, str):
        found = _text(info, value)
    elif isinstance(info, inspect.VarTupleType) and isinstance(value, tuple):
        found = _several(info, value, say)
    return found or (tr("Such as {0}").format(example) if example else tr("Cannot be used"))


def _figure(info: inspect.IntType, value: int, say: Say) -> str:
    if info.ge is not None and value < info.ge:
        return tr("At least {0}").format(say(info.ge))
    return tr("At most {0}").format(say(info.le)) if info.le is not None and value > info.le else ""


def _text(info: inspect.StrType, value: str) -> str:
    if info.max_length is not None and len(value) > info.max_length:
        return tr("At most {0} letters, {1} too many").format(
            info.max_length, len(value) - info.max_length
        )
    return "" if value.strip() else tr("Must not be empty")


def _several(info: inspect.VarTupleType, value: tuple[Any, ...], say: Say) -> str:
    if info.max_length is not None and len(value) > info.max_length:
        return tr("At most {0}").format(info.max_length)
    return next((why for one in value if (why := _one(info.item_type, one, say))), "")


def _one(info: Any, value: Any, say: Say) -> str:
    inner = _unwrapped(info)
    if isinstance(inner, inspect.IntType) and isinstance(value, int):
        return _figure(inner, value, say)
    return _text(inner, value) if isinstance(inner, inspect.StrType) else ""


@cache
def _cached(limit: Any) -> Any:
    return _unwrapped(inspect.type_info(limit))


def _bounds(limit: Any) -> Any:
    try:
        return _cached(limit)
    except TypeError:  # a limit that cannot be hashed
        return _unwrapped(inspect.type_info(limit))


def _unwrapped(info: Any) -> Any:
    """What a value that may also be None must be otherwise."""
    if isinstance(info, inspect.Metadata):
        return _unwrapped(info.type)
    if isinstance(info, inspect.UnionType):
        rest = [one for one in info.types if not isinstance(one, inspect.NoneType)]
        return _unwrapped(rest[0]) if len(rest) == 1 else info
    return info
