"""A settled command as a line of somebody's life: when, what came of it, who."""

from collections.abc import Mapping

import msgspec

from core.domain import words
from core.domain.json_text import mapping
from core.domain.organisation import StaffMember
from core.domain.records import CommandLog
from core.domain.telling import tell
from core.queries.source import Source
from desktop import formats
from desktop.saying import tr
from desktop.theme.marks import Tone

ICONS: Mapping[str, str] = {
    "checked_in": "circle-check",
    "walked_in": "circle-check",
    "all_checked_in": "circle-check",
    "booked": "calendar-plus",
    "cancelled": "x",
    "late_cancelled": "clock-alert",
    "waitlisted": "hourglass",
    "promoted": "trending-up",
    "sold": "banknote",
    "paid": "banknote",
    "no_show": "user-x",
    "undone": "undo-2",
    "moved": "arrow-left-right",
    "rescheduled": "arrow-left-right",
}


class Deed(msgspec.Struct, frozen=True):
    """One line of a history."""

    id: str
    when: str
    icon: str
    text: str
    by: str
    tone: Tone


def deed_of(entry: CommandLog, source: Source, zone: str, now: int, currency: str) -> Deed:
    """The line of a settled command; a refused one says why."""
    outcome = mapping(entry.outcome)
    facts = {"zone": zone, **outcome.get("facts", {})}
    done = entry.code in words.DONE
    if done:
        text = tell(tr(words.done(entry.code).says), facts, currency)
    elif entry.code in words.REFUSED:
        text = tell(tr(words.refused(entry.code).says), facts, currency)
    else:
        text = tell(tr(words.fault(entry.code).says), facts, currency)
    member = source.rows.get(StaffMember, entry.actor_id) if entry.actor_id else None
    return Deed(
        entry.id,
        formats.moment(entry.occurred_at, zone, now),
        ICONS.get(entry.code, "circle" if done else "octagon-x"),
        text,
        member.name if member else tr("Foyer"),
        Tone.NEUTRAL if done else Tone.REFUSED,
    )
