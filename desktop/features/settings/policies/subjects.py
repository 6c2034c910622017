"""Every setting in the words of its page: subject, label, kind, and on which levels it holds.

A test demands each declared setting here or in ELSEWHERE.
"""

from collections.abc import Mapping

from msgspec import Struct

from desktop.forms.declaration import Kind
from desktop.saying import tr

ORGANISATION, LOCATION, SERVICE = 1, 2, 3
"""The closest level on which a setting is looked at."""

PAPERS = {
    "a4": "A4",
    "letter": tr("Letter"),
    "roll_80": tr("roll, 80 mm"),
    "roll_58": tr("roll, 58 mm"),
}
SPENT = {"capture": tr("is spent"), "release": tr("comes back")}


class Policy(Struct, frozen=True):
    """One setting. `words` says its choices; `unit` what a plain figure counts."""

    key: str
    label: str
    kind: Kind
    closest: int = SERVICE
    unit: str = ""
    words: Mapping[str, str] = {}


class Subject(Struct, frozen=True):
    """What belongs together."""

    ident: str
    title: str
    policies: tuple[Policy, ...]


def _length(key: str, label: str, closest: int = SERVICE) -> Policy:
    return Policy(key, label, Kind.MINUTES, closest)


def _clock(key: str, label: str, closest: int = SERVICE) -> Policy:
    return Policy(key, label, Kind.CLOCK, closest)


def _count(key: str, label: str, unit: str, closest: int = SERVICE) -> Policy:
    return Policy(key, label, Kind.WHOLE, closest, unit)


def _switch(key: str, label: str, closest: int = SERVICE) -> Policy:
    return Policy(key, label, Kind.SWITCH, closest)


def _money(key: str, label: str, closest: int = SERVICE) -> Policy:
    return Policy(key, label, Kind.MONEY, closest)


def _choice(key: str, label: str, words: Mapping[str, str], closest: int = SERVICE) -> Policy:
    return Policy(key, label, Kind.CHOICE, closest, words=words)


SUBJECTS: tuple[Subject, ...] = (
    Subject(
        "cancelling",
        tr("Cancelling"),
        (
            _length("cutoff_class_min", tr("Cancelling a class is free until so long before")),
            _length("cutoff_session_min", tr("Cancelling a session is free until so long before")),
            _switch(
                "cutoff_at_evening", tr("A cut-off at night moves to 22:00 the evening before")
            ),
            _choice("late_cancel", tr("The credit of a late cancel"), SPENT),
            _choice("late_cancel_unlimited", tr("A late cancel on an unlimited pass"), SPENT),
            _money("late_cancel_fee", tr("Fee of a late cancel, 0 for none")),
            _switch("fair_cancel", tr("A late cancel costs nothing once the seat is filled again")),
            _length(
                "free_after_promotion_min", tr("Free cancelling after moving up from a waitlist")
            ),
            _switch("free_after_substitution", tr("Another instructor lets clients cancel free")),
            _count(
                "offered_back_hours", tr("A class that comes back keeps its seats for"), tr("hours")
            ),
        ),
    ),
    Subject(
        "no_shows",
        tr("No-shows"),
        (
            _choice("no_show", tr("The credit of a no-show"), SPENT),
            _money("no_show_fee", tr("Fee of a no-show, 0 for none")),
            _count(
                "strike_limit", tr("So many no-shows suspend, 0 for never"), "no-shows", LOCATION
            ),
            _count("strike_days", tr("No-shows count for"), "days", LOCATION),
            _choice(
                "strike_scope",
                tr("No-shows are counted"),
                {"organisation": tr("over all locations"), "location": tr("per location")},
                LOCATION,
            ),
            _count("suspension_days", tr("A suspension lasts"), "days", LOCATION),
            _switch("first_no_show_free", tr("The first no-show ever is no strike"), LOCATION),
            _switch("auto_cancel", tr("A no-show on an unlimited pass cancels its other bookings")),
            _length("grace_min", tr("That cancelling waits for")),
            _count("correct_days", tr("Managers can correct attendance for"), "days"),
        ),
    ),
    Subject(
        "check_in",
        tr("Check-in"),
        (
            _length("check_in_opens_min", tr("Check-in opens before the start")),
            _length("check_in_closes_min", tr("Check-in closes after the start")),
            _length("wide_opens_min", tr("Open studio: opens before the start")),
            _length("wide_closes_min", tr("Open studio: closes after the end")),
            _switch("phone_near", tr("A phone that checks in has to be near")),
            _count("phone_radius_m", tr("Near is within"), "metres"),
            _choice(
                "waiver_at_desk",
                tr("An unsigned waiver at the desk"),
                {"flag": tr("is flagged, let in with a reason"), "stop": tr("stops the check-in")},
            ),
            _count("old_waiver_days", tr("After a new waiver the old one counts for"), "days"),
            _count("health_months", tr("Health answers count for"), "months", LOCATION),
            _length("staff_missing_min", tr("An instructor is missing so long before"), LOCATION),
        ),
    ),
    Subject(
        "waitlist",
        tr("Waitlist"),
        (
            _choice(
                "waitlist_mode",
                tr("Who gets a freed seat"),
                {
                    "hybrid": tr("the first, later by offer"),
                    "auto": tr("the first in line"),
                    "offer": tr("offered in order"),
                    "first_come": tr("whoever takes it first"),
                },
            ),
            _length("offer_min", tr("An offered seat is kept for")),
            _length("standby_min", tr("Those waiting stand by in the last")),
            _clock("early_class_min", tr("At night, seats of classes before this go to the first")),
            _length("holds_end_min", tr("Seats kept by staff are freed before the start")),
            _switch("staff_pass_standby", tr("A staff pass takes only seats of the last minutes")),
        ),
    ),
    Subject(
        "booking",
        tr("Booking"),
        (
            _count("opens_days", tr("Clients can book ahead"), "days"),
            _length("session_closes_min", tr("Sessions can be booked until so long before")),
            _count("slot_grid_min", tr("Free times are offered every"), "minutes"),
            _count("slot_horizon_days", tr("Free times are offered ahead"), "days"),
            _length("travel_min", tr("The way between two locations takes"), ORGANISATION),
            _length("request_escalates_min", tr("A request goes to the managers after")),
            _length("request_expires_min", tr("A request ends without an answer after")),
            _length("request_last_call_min", tr("A request ends before the last of its times")),
            _count("horizon_weeks", tr("Series are filled ahead"), "weeks", ORGANISATION),
            _switch("seat_leases", tr("Desks are lent seats to promise while offline"), LOCATION),
        ),
    ),
    Subject(
        "money",
        tr("Money"),
        (
            _switch("prices_include_tax", tr("Prices include their tax"), ORGANISATION),
            _length("payment_hold_min", tr("A seat that must be paid first is kept for")),
            _money("refund_limit", tr("The desk gives back up to"), LOCATION),
            Policy("discount_limit", tr("The desk takes off up to"), Kind.PERCENT, LOCATION, "%"),
            _count("adjust_limit", tr("The desk corrects up to"), "credits", ORGANISATION),
            _money("debt_limit", tr("Who owes more may not book, 0 for never")),
        ),
    ),
    Subject(
        "desk",
        tr("Desk"),
        (
            _switch(
                "staff_sign_in", tr("Whoever works at a desk signs in with a PIN"), ORGANISATION
            ),
            _count(
                "idle_lock_min", tr("A desk locks when left alone for"), "minutes", ORGANISATION
            ),
            _count("kiosk_stays_s", tr("An answer stays on the kiosk for"), "seconds", LOCATION),
            _switch("kiosk_hides_names", tr("The kiosk shows initials only"), LOCATION),
            _choice("paper", tr("The paper of lists and reports"), PAPERS, LOCATION),
            _choice("receipt_paper", tr("The paper of receipts"), PAPERS, LOCATION),
        ),
    ),
    Subject(
        "messages",
        tr("Times"),
        (
            _clock("quiet_from_min", tr("Quiet hours begin"), LOCATION),
            _clock("quiet_to_min", tr("Quiet hours end"), LOCATION),
            _count("message_rest_s", tr("A message rests before it leaves"), "seconds", LOCATION),
            _count(
                "reminder_day_hours",
                tr("The reminder by e-mail leaves"),
                tr("hours before"),
                LOCATION,
            ),
            _count(
                "reminder_sms_hours", tr("The reminder by SMS leaves"), tr("hours before"), LOCATION
            ),
            _count(
                "pass_expiring_days",
                tr("A pass that ends is told of"),
                tr("days before"),
                ORGANISATION,
            ),
            _count("pass_low_credits", tr("A pass is low at"), "credits", ORGANISATION),
        ),
    ),
)

ELSEWHERE = frozenset({"recovery_key"})
"""Settings with a place of their own; those of each message stand on the page of messages."""


def found() -> list[tuple[str, str]]:
    """Every setting by its words, for the search."""
    return [(one.key, one.label) for subject in SUBJECTS for one in subject.policies]
