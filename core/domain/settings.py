"""Every setting once, with its type, default and limits, and the cascade that resolves it (ORG-3).

The closest that is set wins: service, then location, then organisation, then the default here.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, Literal, TypeVar

import msgspec

from core.domain.organisation import Setting

V = TypeVar("V", int, str, bool)

ORGANISATION_SCOPE = ""
"""The scope id of the organisation: a store holds only one organisation's rows to a reader."""

Source = Literal["service", "location", "organisation", "default"]
CASCADE: tuple[Source, ...] = ("service", "location", "organisation")


class SettingKey(msgspec.Struct, Generic[V], frozen=True):
    """One setting: key, default, and what values it may have (`low` to `high`, or `choices`)."""

    key: str
    default: V
    words: str
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()

    def accepts(self, value: object) -> bool:
        """Whether a value is of the setting's type and within its limits."""
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return value in self.choices
        if type(value) is int:
            return self.low <= value <= self.high
        return True


class Resolved(msgspec.Struct, Generic[V], frozen=True):
    """The value in force and the level that it comes from."""

    value: V
    source: Source


all_settings: dict[str, SettingKey[Any]] = {}


def _declare(made: SettingKey[V]) -> SettingKey[V]:
    if made.key in all_settings or not made.accepts(made.default):
        raise ValueError(f"setting {made.key!r}: declared twice, or its default is outside")
    all_settings[made.key] = made
    return made


def _figure(key: str, default: int, words: str, high: int, low: int = 0) -> SettingKey[int]:
    return _declare(SettingKey(key, default, words, low, high))


def _choice(key: str, default: str, words: str, *choices: str) -> SettingKey[str]:
    return _declare(SettingKey(key, default, words, choices=choices))


_MONTH_MIN = 31 * 24 * 60

CUTOFF_CLASS_MIN = _figure(
    "cutoff_class_min", 12 * 60, "Free cancelling ends so many minutes before a class", _MONTH_MIN
)
CUTOFF_SESSION_MIN = _figure(
    "cutoff_session_min",
    24 * 60,
    "Free cancelling ends so many minutes before a session",
    _MONTH_MIN,
)
FREE_AFTER_PROMOTION_MIN = _figure(
    "free_after_promotion_min", 30, "Free cancelling after a promotion, in minutes", 1440
)
LATE_CANCEL = _choice("late_cancel", "capture", "The credit of a late cancel", "capture", "release")
LATE_CANCEL_UNLIMITED = _choice(
    "late_cancel_unlimited",
    "release",
    "A late cancel on an unlimited pass",
    "capture",
    "release",
)
NO_SHOW = _choice("no_show", "capture", "The credit of a no-show", "capture", "release")
CHECK_IN_OPENS_MIN = _figure(
    "check_in_opens_min", 30, "Check-in opens so many minutes before the start", 1440
)
CHECK_IN_CLOSES_MIN = _figure(
    "check_in_closes_min", 15, "Check-in closes so many minutes after the start", 1440
)
WIDE_OPENS_MIN = _figure(
    "wide_opens_min", 120, "Open studio: check-in opens so many minutes before the start", 1440
)
WIDE_CLOSES_MIN = _figure(
    "wide_closes_min", 120, "Open studio: check-in closes so many minutes after the end", 1440
)
WAITLIST_MODE = _choice("waitlist_mode", "auto", "Who gets a freed seat", "auto")
HORIZON_WEEKS = _figure("horizon_weeks", 12, "Series are filled so many weeks ahead", 52, 1)
ADJUST_LIMIT = _figure(
    "adjust_limit", 1, "Credits that a receptionist may correct without a manager", 100
)
MESSAGE_REST_S = _figure(
    "message_rest_s", 60, "A message rests so many seconds before it leaves", 3600
)


def latest(rows: Iterable[Setting]) -> dict[str, str]:
    """Key to JSON value of one scope's versions: the one set last is in force."""
    found: dict[str, Setting] = {}
    for row in rows:
        before = found.get(row.key)
        if before is None or (before.set_at, before.id) < (row.set_at, row.id):
            found[row.key] = row
    return {key: row.value for key, row in found.items()}


def resolve(setting: SettingKey[V], levels: Mapping[Source, Mapping[str, str]]) -> Resolved[V]:
    """The value in force among the levels (each key to JSON value), closest first."""
    for source in CASCADE:
        text = levels.get(source, {}).get(setting.key)
        if text is not None:
            return Resolved(msgspec.json.decode(text, type=type(setting.default)), source)
    return Resolved(setting.default, "default")
