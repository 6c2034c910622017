"""Every message that people are told, in words, with the channels it can take (NTF-1, NTF-2)."""

from core.domain.notices import NOTICES, choices
from desktop.features.settings.policies.subjects import LOCATION, Policy, Subject
from desktop.forms.declaration import Kind

_CHANNELS = {"email": "e-mail", "sms": "SMS", "in_app": "in the app"}
_NONE = "not at all"

GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "bookings",
        "Bookings",
        (
            "booking_confirmed",
            "booking_cancelled",
            "booking_moved",
            "reminder_day",
            "reminder_hours",
            "last_call",
            "checked_in",
            "no_show",
            "bookings_auto_cancelled",
            "suspended",
            "reinstated",
        ),
    ),
    (
        "waiting",
        "Waitlist",
        ("waitlist_joined", "seat_offered", "seat_announced", "offer_lapsed", "promoted"),
    ),
    (
        "classes",
        "Classes",
        ("instructor_changed", "class_cancelled", "class_moved", "class_message"),
    ),
    (
        "money",
        "Passes and money",
        (
            "pass_sold",
            "pass_low",
            "pass_expiring",
            "payment_receipt",
            "payment_failed",
            "payment_refunded",
        ),
    ),
    (
        "requests",
        "Requests",
        ("request_new", "request_accepted", "request_declined", "request_expired"),
    ),
)
LAST = ("others", "Others")


def channel_words() -> dict[str, str]:
    """Each choice of channels in words."""
    return {
        word: " + ".join(_CHANNELS[one] for one in word.split("+")) if word != "none" else _NONE
        for word in choices()
    }


def _policy(name: str) -> Policy:
    label = name.replace("_", " ").capitalize()
    return Policy(f"tell_{name}", label, Kind.CHOICE, LOCATION, words=channel_words())


def message_subjects() -> tuple[Subject, ...]:
    """All messages by subject; what is in no group stands under the last one."""
    grouped = {name for _, _, names in GROUPS for name in names}
    rest = tuple(_policy(name) for name in NOTICES if name not in grouped)
    found = [
        Subject(ident, title, tuple(_policy(name) for name in names if name in NOTICES))
        for ident, title, names in GROUPS
    ]
    return (*found, Subject(*LAST, rest))


def found() -> list[tuple[str, str]]:
    """Every message by its name, for the search."""
    return [(one.key, one.label) for subject in message_subjects() for one in subject.policies]
