"""Every command is complete: handler, label, permission, inverse, round trip."""

import string
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec import inspect

import core.bus  # noqa: F401  (registers every command and handler)
from core.commands.registry import Command, Kind, specs
from core.handlers.registry import fallbacks, handlers
from core.rules.permissions import PERMISSIONS
from tests.support.samples import all_samples
from tests.support.studio import Studio

SAMPLES = all_samples(Studio.open())
BY_TYPE: dict[type[Command], Command] = {type(sample): sample for sample in SAMPLES}

every_command = pytest.mark.parametrize("name", sorted(specs))


@every_command
def test_each_command_has_a_handler_and_a_sample(name: str) -> None:
    assert specs[name].type in handlers
    assert specs[name].type in BY_TYPE


@every_command
def test_each_permission_has_a_row(name: str) -> None:
    assert specs[name].permission in PERMISSIONS


@every_command
def test_each_label_names_fields_of_its_command(name: str) -> None:
    """A placeholder is a field, or a field without its `_id`."""
    fields = set(specs[name].type.__struct_fields__)
    for _, field, _, _ in string.Formatter().parse(specs[name].label):
        assert field is None or field in fields or f"{field}_id" in fields, field


@every_command
def test_each_inverse_is_a_command(name: str) -> None:
    undo = specs[name].undo
    assert not undo or undo in specs


@every_command
def test_each_command_says_what_it_is_for(name: str) -> None:
    doc = specs[name].type.__doc__
    assert doc
    assert not doc.startswith(specs[name].type.__name__ + "(")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: type(sample).__name__)
def test_each_command_comes_back_from_json_as_it_was(sample: Command) -> None:
    wire = msgspec.json.encode(sample)
    assert msgspec.json.decode(wire, type=type(sample), strict=True) == sample


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: type(sample).__name__)
def test_no_command_takes_a_field_that_it_does_not_know(sample: Command) -> None:
    fields = {**msgspec.to_builtins(sample), "surprise": 1}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(fields, type(sample))


def test_fallbacks_are_only_for_commands_that_a_desk_can_show() -> None:
    by_type = {spec.type: spec for spec in specs.values()}
    assert all(by_type[command_type].kind is not Kind.SYSTEM for command_type in fallbacks)


def endless(info: Any, path: str) -> Iterator[str]:
    """Fields of a type that can be as long or as large as anybody likes."""
    if isinstance(info, inspect.StructType):
        for field in info.fields:
            yield from endless(field.type, f"{path}.{field.name}")
    elif isinstance(info, inspect.UnionType):
        for one in info.types:
            yield from endless(one, path)
    elif isinstance(info, inspect.IntType):
        yield from [path] if info.ge is None or info.le is None else []
    elif isinstance(info, inspect.StrType):
        open_pattern = info.pattern is None or "*" in info.pattern or "+" in info.pattern
        yield from [path] if info.max_length is None and open_pattern else []
    elif isinstance(info, inspect.VarTupleType):
        yield from [f"{path}[]"] if info.max_length is None else []
        yield from endless(info.item_type, path)
    elif isinstance(info, inspect.DictType):
        named = isinstance(info.key_type, inspect.LiteralType)
        yield from [path] if info.max_length is None and not named else []
        yield from (*endless(info.key_type, path), *endless(info.value_type, path))


@every_command
def test_each_field_has_an_end(name: str) -> None:
    assert list(endless(inspect.type_info(specs[name].type), name)) == []
