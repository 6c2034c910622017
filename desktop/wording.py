"""The core's codes in words for this desk: refusals, faults, attention items."""

from html import escape

import msgspec

from core.domain import words
from core.domain.json_text import mapping
from core.domain.refusals import Fault, Refusal
from core.domain.telling import tell
from core.queries.attention import AttentionItem
from desktop import formats
from desktop.saying import tr

ICONS = {
    "refused": "triangle-alert",
    "quarantined": "wrench",
    "SET-1": "users",
    "SET-2": "user-x",
    "SET-3": "banknote",
    "SET-4": "users",
    "SET-7": "wrench",
    "SET-8": "user-x",
    "SET-19": "users",
    "SET-20": "user",
    "SET-22": "user",
    "SET-25": "users",
    "SET-26": "banknote",
}
TITLES = {
    "refused": tr("Something could not be kept"),
    "quarantined": tr("Kept aside after a fault"),
    "SET-1": tr("Two desks booked the last seat"),
    "SET-2": tr("A booking could not be kept"),
    "SET-3": tr("One credit was spent at two desks"),
    "SET-4": tr("Cancelled, but came"),
    "SET-5": tr("A class moved under a booking"),
    "SET-6": tr("Booked in a cancelled class"),
    "SET-7": tr("Two classes hold one resource"),
    "SET-8": tr("Two classes have one instructor"),
    "SET-10": tr("One field changed at two desks"),
    "SET-11": tr("An archived client booked"),
    "SET-13": tr("Done without the right"),
    "SET-16": tr("A desk's clock was wrong"),
    "SET-17": tr("Came after all"),
    "SET-19": tr("Came without a seat"),
    "SET-20": tr("Booked twice"),
    "SET-21": tr("Two bookings at one time"),
    "SET-22": tr("One spot given twice"),
    "SET-25": tr("A seat taken online and at the desk"),
    "SET-26": tr("Paid too much"),
}


class Told(msgspec.Struct, frozen=True):
    """An attention item in words. `mend` says what to do, "" where there is nothing to do."""

    icon: str
    title: str
    note: str
    sentence: str
    mend: str


def bold(text: str) -> str:
    """A name in a message, safe in rich text."""
    return f"<b>{escape(text)}</b>"


def refusal_words(refusal: Refusal, currency: str, zone: str) -> tuple[str, str]:
    """A refusal as a sentence and what mends it."""
    said = words.refused(refusal.code)
    facts = {"zone": zone, **refusal.facts}
    return tell(tr(said.says), facts, currency), tell(tr(said.mend), facts, currency)


def fault_words(fault: Fault) -> str:
    """A fault as sentences."""
    said = words.fault(fault.code)
    return " ".join(tell(tr(part), fault.facts) for part in (said.says, said.mend) if part)


def attention_words(item: AttentionItem, currency: str) -> Told:
    """An item with its facts as they were when it was raised."""
    facts = mapping(item.facts)
    said = words.settled(item.kind, refused=bool(facts.get("refused")))
    note = " · ".join(part for part in (item.client_name, _class(item)) if part)
    return Told(
        ICONS.get(item.kind, "triangle-alert"),
        TITLES.get(item.kind, item.kind),
        note,
        tell(tr(said.says), facts, currency),
        tell(tr(said.mend), facts, currency),
    )


def _class(item: AttentionItem) -> str:
    if not item.class_name:
        return ""
    day = formats.local(item.starts_at, item.zone)
    return f"{formats.WEEKDAYS[day.weekday()]} {day:%H:%M} {item.class_name}"
