"""Every setting once, with its type, default and limits, and the cascade that resolves it (ORG-3).

The closest that is set wins: service, then location, then organisation, then the default here.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, Literal, TypeVar

import msgspec

from core.domain.notices import NOTICES, choices, default_choice
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


def _line(key: str, words: str) -> SettingKey[str]:
    return _declare(SettingKey(key, "", words))


def _switch(key: str, default: bool, words: str) -> SettingKey[bool]:
    return _declare(SettingKey(key, default, words))


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
STAFF_PASS_STANDBY = _switch(
    "staff_pass_standby", True, "A staff pass takes only seats of the last minutes"
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
WAITLIST_MODE = _choice(
    "waitlist_mode",
    "hybrid",
    "Who gets a freed seat",
    "hybrid",
    "auto",
    "offer",
    "first_come",
)
OFFER_MIN = _figure("offer_min", 30, "An offered seat is kept so many minutes", 1440, 5)
STANDBY_MIN = _figure(
    "standby_min", 60, "Those waiting are standby in the last minutes before the start", 1440
)
QUIET_FROM_MIN = _figure(
    "quiet_from_min", 21 * 60, "Quiet hours begin, in minutes after midnight", 1439
)
QUIET_TO_MIN = _figure("quiet_to_min", 8 * 60, "Quiet hours end, in minutes after midnight", 1439)
EARLY_CLASS_MIN = _figure(
    "early_class_min",
    10 * 60,
    "At night, seats of classes before this time go to whoever comes first",
    1439,
)
HOLDS_END_MIN = _figure(
    "holds_end_min", 60, "Seats kept by staff are freed so many minutes before the start", 1440
)
FAIR_CANCEL = _switch(
    "fair_cancel", True, "A late cancel costs nothing once the seat is filled again"
)
SEAT_LEASES = _switch(
    "seat_leases", True, "Desks are lent seats of the next classes, to promise them while offline"
)
CUTOFF_AT_EVENING = _switch(
    "cutoff_at_evening", False, "A cut-off between 22:00 and 07:00 moves to 22:00 before"
)
STRIKE_LIMIT = _figure("strike_limit", 3, "So many no-shows suspend; 0 for never", 20)
STRIKE_DAYS = _figure("strike_days", 30, "No-shows count for so many days", 365, 1)
STRIKE_SCOPE = _choice(
    "strike_scope",
    "organisation",
    "No-shows are counted together or per location",
    "organisation",
    "location",
)
SUSPENSION_DAYS = _figure("suspension_days", 7, "A suspension lasts so many days", 365, 1)
FIRST_NO_SHOW_FREE = _switch("first_no_show_free", True, "The first no-show ever is no strike")
PHONE_NEAR = _switch(
    "phone_near", False, "A phone that checks in has to be near, else staff confirm it"
)
PHONE_RADIUS_M = _figure(
    "phone_radius_m", 500, "A phone is near within so many metres", 100_000, 10
)
WAIVER_AT_DESK = _choice(
    "waiver_at_desk",
    "flag",
    "An unsigned waiver at the desk: let in with a reason, or stop",
    "flag",
    "stop",
)
OLD_WAIVER_DAYS = _figure(
    "old_waiver_days", 14, "An older waiver counts so many days after a new one came out", 365
)
HEALTH_MONTHS = _figure("health_months", 12, "Health answers count for so many months", 60, 1)
AUTO_CANCEL = _switch(
    "auto_cancel", True, "A no-show on an unlimited pass cancels its other bookings"
)
GRACE_MIN = _figure(
    "grace_min", 24 * 60, "Auto-cancelling waits so many minutes after a no-show", 14 * 24 * 60
)
CORRECT_DAYS = _figure("correct_days", 30, "Managers can correct attendance for so many days", 365)
OPENS_DAYS = _figure("opens_days", 60, "Clients can book so many days before the start", 730, 1)
SESSION_CLOSES_MIN = _figure(
    "session_closes_min", 120, "Clients can book a session until so many minutes before", _MONTH_MIN
)
FREE_AFTER_SUBSTITUTION = _switch(
    "free_after_substitution", False, "Another instructor lets clients cancel free to the start"
)
OFFERED_BACK_H = _figure(
    "offered_back_hours", 24, "Seats of a reinstated class are kept so many hours", 168, 1
)
HORIZON_WEEKS = _figure("horizon_weeks", 12, "Series are filled so many weeks ahead", 52, 1)
ADJUST_LIMIT = _figure(
    "adjust_limit", 1, "Credits that a receptionist may correct without a manager", 100
)
TRAVEL_MIN = _figure(
    "travel_min", 30, "Minutes between two locations where the travel table says nothing", 1440
)
SLOT_GRID_MIN = _figure("slot_grid_min", 30, "Free times are offered every so many minutes", 240, 5)
SLOT_HORIZON_DAYS = _figure(
    "slot_horizon_days", 60, "Free times are offered so many days ahead", 365, 1
)
REQUEST_ESCALATES_MIN = _figure(
    "request_escalates_min",
    24 * 60,
    "A booking request goes to the managers after so many minutes without an answer",
    7 * 24 * 60,
    1,
)
REQUEST_EXPIRES_MIN = _figure(
    "request_expires_min",
    72 * 60,
    "A booking request ends after so many minutes without an answer",
    14 * 24 * 60,
    60,
)
REQUEST_LAST_CALL_MIN = _figure(
    "request_last_call_min",
    120,
    "A booking request ends so many minutes before the last of its times",
    1440,
)
STAFF_MISSING_MIN = _figure(
    "staff_missing_min",
    10,
    "An instructor who has not checked in is missing so many minutes before the start; 0 for never",
    240,
)
LATE_CANCEL_FEE = _figure(
    "late_cancel_fee", 0, "The fee of a late cancel, in minor units; 0 for none", 100_000_00
)
NO_SHOW_FEE = _figure(
    "no_show_fee", 0, "The fee of a no-show, in minor units; 0 for none", 100_000_00
)
DEBT_LIMIT = _figure(
    "debt_limit", 0, "Who owes more than this may not book; 0 switches it off", 100_000_00
)
PRICES_INCLUDE_TAX = _switch("prices_include_tax", True, "Prices include their tax")
PAYMENT_HOLD_MIN = _figure(
    "payment_hold_min", 10, "A seat that must be paid first is kept so many minutes", 1440, 1
)
DISCOUNT_LIMIT = _figure(
    "discount_limit",
    10_00,
    "A receptionist may take so much off, in hundredths of a percent",
    10_000,
)
REFUND_LIMIT = _figure(
    "refund_limit", 50_00, "A receptionist may give back so much of one payment", 100_000_00
)
MESSAGE_REST_S = _figure(
    "message_rest_s", 60, "A message rests so many seconds before it leaves", 3600
)

REMINDER_DAY_H = _figure(
    "reminder_day_hours", 24, "The reminder by e-mail leaves so many hours before", 168, 1
)
REMINDER_SMS_H = _figure(
    "reminder_sms_hours", 2, "The reminder by SMS leaves so many hours before", 24, 1
)
PASS_EXPIRING_DAYS = _figure(
    "pass_expiring_days", 7, "A pass that ends is told of so many days before; 0 for never", 60
)
PASS_LOW_CREDITS = _figure(
    "pass_low_credits", 1, "A pass is told of as low at so many credits; 0 for never", 20
)
RECOVERY_KEY = _line(
    "recovery_key", "The public key to which desks seal a copy of their keys for the owner"
)
STAFF_SIGN_IN = _switch("staff_sign_in", False, "Whoever works at a desk signs in with a PIN")
KIOSK_HIDES_NAMES = _switch(
    "kiosk_hides_names", False, "The kiosk finds people by their phone number and shows initials"
)
KIOSK_STAYS_S = _figure(
    "kiosk_stays_s", 10, "An answer stays on the kiosk for so many seconds", 30, 5
)
IDLE_LOCK_MIN = _figure(
    "idle_lock_min", 10, "A desk where somebody signed in locks after so many idle minutes", 480
)
PAPER = _choice("paper", "a4", "The paper of lists and reports", "a4", "letter")
RECEIPT_PAPER = _choice(
    "receipt_paper", "roll_80", "The paper of receipts", "roll_80", "roll_58", "a4", "letter"
)
TELL: dict[str, SettingKey[str]] = {
    name: _choice(
        f"tell_{name}",
        default_choice(notice),
        f"How people are told: {name.replace('_', ' ')}",
        *choices(),
    )
    for name, notice in NOTICES.items()
}
"""The channels of each message (NTF-1)."""


CLEARED = "null"
"""The value of a version that takes the ones before it back."""


def latest(rows: Iterable[Setting]) -> dict[str, str]:
    """Key to JSON value of one scope's versions: the one set last is in force, unless it took the
    setting back."""
    found: dict[str, Setting] = {}
    for row in rows:
        before = found.get(row.key)
        if before is None or (before.set_at, before.id) < (row.set_at, row.id):
            found[row.key] = row
    return {key: row.value for key, row in found.items() if row.value != CLEARED}


def resolve(setting: SettingKey[V], levels: Mapping[Source, Mapping[str, str]]) -> Resolved[V]:
    """The value in force among the levels (each key to JSON value), closest first."""
    for source in CASCADE:
        text = levels.get(source, {}).get(setting.key)
        if text is not None:
            return Resolved(msgspec.json.decode(text, type=type(setting.default)), source)
    return Resolved(setting.default, "default")
