"""Every message that people are told, in words, with the channels it can take (NTF-1, NTF-2)."""

from core.domain.notices import NOTICES, choices
from desktop.features.settings.policies.subjects import LOCATION, Policy, Subject
from desktop.forms.declaration import Kind
from desktop.saying import tr

_CHANNELS = {"email": tr("e-mail"), "sms": "SMS", "in_app": tr("in the app")}
_NONE = tr("not at all")

GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "bookings",
        tr("Bookings"),
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
        tr("Waitlist"),
        ("waitlist_joined", "seat_offered", "seat_announced", "offer_lapsed", "promoted"),
    ),
    (
        "classes",
        tr("Classes"),
        ("instructor_changed", "class_cancelled", "class_moved", "class_message"),
    ),
    (
        "money",
        tr("Passes and money"),
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
        tr("Requests"),
        ("request_new", "request_accepted", "request_declined", "request_expired"),
    ),
)
LAST = ("others", tr("Others"))


def channel_words() -> dict[str, str]:
    """Each choice of channels in words."""
    return {
        word: " + ".join(_CHANNELS[one] for one in word.split("+")) if word != "none" else _NONE
        for word in choices()
    }


LABELS = {
    "booking_confirmed": tr("Booking confirmed"),
    "booking_cancelled": tr("Booking cancelled"),
    "booking_moved": tr("Booking moved"),
    "class_cancelled": tr("Class cancelled"),
    "class_moved": tr("Class moved"),
    "pass_sold": tr("Pass sold"),
    "payment_receipt": tr("Payment receipt"),
    "payment_failed": tr("Payment failed"),
    "payment_refunded": tr("Payment refunded"),
    "request_accepted": tr("Request accepted"),
    "request_declined": tr("Request declined"),
    "request_expired": tr("Request expired"),
    "reminder_day": tr("Reminder the day before"),
    "reminder_hours": tr("Reminder shortly before"),
    "last_call": tr("Last call for free seats"),
    "checked_in": tr("Checked in"),
    "no_show": tr("A class was missed"),
    "bookings_auto_cancelled": tr("Bookings cancelled after a no-show"),
    "suspended": tr("Booking is suspended"),
    "reinstated": tr("Booking is open again"),
    "waitlist_joined": tr("On the waitlist"),
    "seat_offered": tr("A seat is offered"),
    "seat_announced": tr("A seat for whoever is first"),
    "offer_lapsed": tr("An offer has ended"),
    "promoted": tr("Moved up from the waitlist"),
    "instructor_changed": tr("Another instructor"),
    "teaching_changed": tr("Staff: what they teach has changed"),
    "class_message": tr("A message to everybody in a class"),
    "pass_low": tr("Few credits left"),
    "pass_expiring": tr("A pass ends soon"),
    "staff_invited": tr("Staff: an invitation"),
    "request_new": tr("Staff: a new booking request"),
    "sms_cost_asked": tr("What a late cancel by SMS would cost"),
    "magic_link": tr("A link to sign in"),
    "waitlisted_by_settlement": tr("Onto the waitlist, another desk was first"),
    "cover_changed_by_settlement": tr("Another pass pays"),
    "refused_by_settlement": tr("A booking could not be kept"),
}


def _policy(name: str) -> Policy:
    label = LABELS.get(name) or tr(name.replace("_", " ").capitalize())
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
