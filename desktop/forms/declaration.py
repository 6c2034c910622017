"""Fields as data: what a form asks, in which words, within which limits.

A limit is a type as commands declare their fields (core/commands/fields.py), so that a value is
wrong at the desk exactly where the codec would refuse it.
"""

from enum import Enum, auto
from typing import Any, get_type_hints

from msgspec import Struct

from core.commands.registry import Command


class Kind(Enum):
    """How a value is asked for, and what `read` gives."""

    TEXT = auto()
    """str, one line"""
    LONG = auto()
    """str, several lines"""
    SECRET = auto()
    """str that is not shown"""
    WORDS = auto()
    """tuple of str, typed with commas between"""
    EMAIL = auto()
    PHONE = auto()
    """str, E.164"""
    WHOLE = auto()
    """int"""
    PERCENT = auto()
    """int, hundredths of a percent"""
    MONEY = auto()
    """int, minor units"""
    MINUTES = auto()
    """int, typed as 90, 1:30 or 12 h"""
    DATE = auto()
    """str such as 2026-11-25, "" for none where the field is not required"""
    TIME = auto()
    """str such as 18:00"""
    CLOCK = auto()
    """int, minutes after midnight, typed as 18:00"""
    CHOICE = auto()
    """the value of one Option"""
    MANY = auto()
    """tuple of the values of the options that are on"""
    COLOUR = auto()
    """int, 1 to 12"""
    SWITCH = auto()
    """bool"""
    DRAWN = auto()
    """str, a signature as the path of an SVG"""
    HOURS = auto()
    """dict of weekday "0" (Monday) to pairs of times"""


class Option(Struct, frozen=True):
    """Something to choose: the value that the command takes, and its words."""

    value: Any
    text: str


class Field(Struct, frozen=True, kw_only=True):
    """One value of a form.

    `hint` stands below the label for good, `example` is what a text that cannot be read should look
    like. `limit` is the type of a command's field. `wide` is its share of six columns. A text that
    is `required` must not be blank.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    example: str = ""
    limit: Any = None
    required: bool = False
    options: tuple[Option, ...] = ()
    wide: int = 6
    unit: str = ""
    tall: int = 0
    """Pixels of a long text that needs more room than a few lines."""


class Section(Struct, frozen=True):
    """Fields under one heading, which may be empty."""

    title: str
    fields: tuple[Field, ...]


def limit_of(command: type[Command], field: str) -> Any:
    """The declared type of a command's field with its limits."""
    return get_type_hints(command, include_extras=True)[field]
