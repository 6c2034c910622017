"""What people are told, as one table: event, to whom, by which channels, when (NTF-1, NTF-7)."""

from typing import Literal

import msgspec

EMAIL = "email"
SMS = "sms"
IN_APP = "in_app"
CHANNELS = (EMAIL, SMS, IN_APP)

Audience = Literal["client", "staff"]


class Notice(msgspec.Struct, frozen=True):
    """One kind of message and its defaults.

    `channels` are those that the studio has on unless it chooses others. `sms_within_h`: an SMS
    only when the class starts within so many hours; `sms_opted`: only to who asked for them.
    `at_once` does not rest for an undo; `never_held` leaves at night too; `past` is told though the
    class is over; `call`: who cannot be told is called (NTF-10); `marketing` needs consent.
    """

    name: str
    channels: tuple[str, ...] = (EMAIL,)
    to: Audience = "client"
    sms_within_h: int = 0
    sms_opted: bool = False
    at_once: bool = False
    never_held: bool = False
    past: bool = False
    call: bool = False
    marketing: bool = False


NOTICES: dict[str, Notice] = {
    one.name: one
    for one in (
        Notice("booking_confirmed", (EMAIL, IN_APP)),
        Notice("booking_cancelled", call=True),
        Notice("booking_moved"),
        Notice("waitlist_joined"),
        Notice("seat_offered", (EMAIL, SMS), at_once=True, call=True),
        Notice("seat_announced", at_once=True),
        Notice("offer_lapsed"),
        Notice("promoted", (EMAIL, SMS), call=True),
        Notice("instructor_changed", (EMAIL, SMS), sms_within_h=12),
        Notice("teaching_changed", (EMAIL, IN_APP), to="staff"),
        Notice("class_cancelled", (EMAIL, SMS), call=True),
        Notice("class_moved", (EMAIL, SMS), call=True),
        Notice("class_message", (EMAIL, SMS), sms_within_h=12, call=True),
        Notice("reminder_day"),
        Notice("reminder_hours", (SMS,), sms_opted=True, at_once=True),
        Notice("last_call", ()),
        Notice("checked_in", (IN_APP,), past=True),
        Notice("no_show", past=True),
        Notice("bookings_auto_cancelled", past=True),
        Notice("suspended"),
        Notice("reinstated"),
        Notice("pass_sold"),
        Notice("pass_low"),
        Notice("pass_expiring"),
        Notice("payment_receipt", never_held=True, past=True),
        Notice("payment_failed", past=True, call=True),
        Notice("payment_refunded", never_held=True, past=True),
        Notice("staff_invited", at_once=True, never_held=True, to="staff"),
        Notice("request_new", (EMAIL, IN_APP), to="staff"),
        Notice("request_accepted", (EMAIL, SMS), call=True),
        Notice("request_declined"),
        Notice("request_expired"),
        Notice("sms_cost_asked", (SMS,), at_once=True, never_held=True),
        Notice("welcome"),
        Notice("magic_link", at_once=True, never_held=True),
        Notice("news", marketing=True),
        Notice("waitlisted_by_settlement", call=True),
        Notice("cover_changed_by_settlement", call=True),
        Notice("refused_by_settlement", call=True),
    )
}

OF_EVENTS: dict[str, tuple[str, ...]] = {
    "booked": ("booking_confirmed",),
    "promoted": ("promoted",),
    "booking_cancelled": ("booking_cancelled",),
    "booking_rescheduled": ("booking_moved",),
    "waitlist_joined": ("waitlist_joined",),
    "seat_offered": ("seat_offered",),
    "seat_announced": ("seat_announced",),
    "offer_lapsed": ("offer_lapsed",),
    "instructor_changed": ("instructor_changed", "teaching_changed"),
    "class_cancelled": ("class_cancelled",),
    "class_moved": ("class_moved",),
    "class_message": ("class_message",),
    "reminder_day": ("reminder_day",),
    "reminder_hours": ("reminder_hours",),
    "checked_in": ("checked_in",),
    "no_show": ("no_show",),
    "bookings_auto_cancelled": ("bookings_auto_cancelled",),
    "suspended": ("suspended",),
    "reinstated": ("reinstated",),
    "pass_sold": ("pass_sold",),
    "client_created": ("welcome",),
    "pass_expiring": ("pass_expiring",),
    "payment_taken": ("payment_receipt",),
    "sms_cost_asked": ("sms_cost_asked",),
    "staff_invited": ("staff_invited",),
    "request_made": ("request_new",),
    "request_accepted": ("request_accepted",),
    "request_declined": ("request_declined",),
    "request_expired": ("request_expired",),
}
"""Which messages a domain event causes."""

OF_SETTLEMENTS = {
    "SET-1": "waitlisted_by_settlement",
    "SET-28": "waitlisted_by_settlement",
    "SET-3": "cover_changed_by_settlement",
}
REFUSED = "refused_by_settlement"
TO_WHO_HAS_A_SEAT = frozenset({"class_moved", "reminder_day", "reminder_hours"})
NEEDS_A_CALL = frozenset(name for name, notice in NOTICES.items() if notice.call)


def choices() -> tuple[str, ...]:
    """Every set of channels that a studio can choose, as one word each: "email+sms", "none"."""
    found = [""]
    for channel in CHANNELS:
        found += [f"{one}+{channel}" if one else channel for one in found]
    return tuple(one or "none" for one in found)


def chosen(word: str) -> tuple[str, ...]:
    """The channels of a choice."""
    return () if word == "none" else tuple(word.split("+"))


def default_choice(notice: Notice) -> str:
    """The word for what a studio has that has chosen nothing."""
    return "+".join(channel for channel in CHANNELS if channel in notice.channels) or "none"
